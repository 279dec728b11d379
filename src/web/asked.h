/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * asked.h - what the pages of one request for assistance share.
 */
#ifndef WEB_ASKED_H
#define WEB_ASKED_H

#include "model/advise.h"
#include "web/page.h"

/* The request that {id} names. */
CHECKED bool asked_find(struct ctx *, const struct request *,
                 struct ta_request *);
/* Title, crumbs and the programme around it; `page` NULL on its own page. */
CHECKED bool asked_head(struct ctx *, const struct ta_request *,
                 const char *page, struct node *out);
/* Terms of a request: terms [ { version href from to newest } ], has_terms;
 * the newest as `t`, if there is one (revision 0: none). */
CHECKED bool asked_terms_put(struct ctx *, struct id request, struct tor *t,
                 struct node *out);
/* A page that shows a personal link, once: url, who, mailto. */
void asked_link_put(struct ctx *, const struct request *, const char *path,
         str key, str who, str email, str back, struct node *out);

/* Whether its mail went: told, or told_not. */
void asked_told_put(bool by_mail, bool told, struct node *out);

#endif
