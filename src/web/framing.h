/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * framing.h - what the pages of one framework have in common.
 */
#ifndef WEB_FRAMING_H
#define WEB_FRAMING_H

#include "flow/find.h"
#include "flow/framing.h"
#include "web/programme.h"

/* The framework that {id} names. */
CHECKED bool framing_named(struct ctx *, const struct request *,
                 struct framework *);
/* "/framework/018f.../design" */
str  framing_href(struct ctx *, struct id framework);
/* The way up: all frameworks, and this one unless it is NULL. */
void framing_crumb(struct ctx *, const struct framework *, struct node *out);

#endif
