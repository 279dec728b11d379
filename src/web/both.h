/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * both.h - steps of two on pages: what waits for whom, and its answer.
 */
#ifndef WEB_BOTH_H
#define WEB_BOTH_H

#include "flow/both.h"
#include "web/page.h"

/* The open halves of a row, for part/both.html: `halves`, has_halves. */
CHECKED bool both_put(struct ctx *, const struct entity *, const void *row,
                 struct node *out);
/* All that was put forward on a row and what became of it: `agreements`. */
CHECKED bool both_history_put(struct ctx *, const struct entity *,
                 struct id row, struct node *out);
/* What waits for the actor, of that programme (none: of all): `waiting`. */
CHECKED bool both_waiting_put(struct ctx *, struct id programme,
                 struct node *out);
/* On the page that asks before a step: that it takes two, and who took the
 * first half. */
CHECKED bool both_asks_put(struct ctx *, const struct entity *,
                 const void *row, const struct move *, struct node *out);

#endif
