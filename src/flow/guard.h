/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * guard.h - what must hold before a row may change or move.
 *
 * The state machines (model/) say in words what must be true; what can be
 * told from the rows is told here, in one table by machine and verb.
 */
#ifndef FLOW_GUARD_H
#define FLOW_GUARD_H

#include "flow/ctx.h"

/* INVALID with what is missing, if the move may not be made yet. */
CHECKED bool guard_move(struct ctx *, const struct entity *, const void *row,
                 const struct move *);
/* DENIED if the actor brought the row where it is and the move is a
 * judgement on that: who submits does not approve. */
CHECKED bool guard_duties(struct ctx *, const struct entity *, const void *row,
                 const struct field *state, const struct move *);
/* INVALID if the row is frozen: a locked round and its sheets, a frozen
 * framework and its items, an entry of a ledger. */
CHECKED bool guard_frozen(struct ctx *, const struct entity *, const void *was,
                 const void *row);

#endif
