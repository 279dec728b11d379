/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * lifetime.h - what the page of a person and one's own page share.
 */
#ifndef WEB_LIFETIME_H
#define WEB_LIFETIME_H

#include "flow/lifetime.h"
#include "web/page.h"

/* The whole page; `here` is its address, to which filters are put. */
CHECKED bool lifetime_page_put(struct ctx *, const struct request *,
                 const struct lifetime *, str here, struct node *out);
/* All of it, for programs: records, hours, levels, certificates, next. */
void         lifetime_json(struct ctx *, const struct lifetime *,
                 struct node *out);
/* The same on paper, as the reply. */
CHECKED bool lifetime_paper(struct ctx *, const struct lifetime *,
                 struct reply *);

#endif
