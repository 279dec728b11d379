/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * save.h - the door by which rows go in.
 *
 * Permission, typed values, rules, state guards, the revision: in that
 * order, once, for pages, API, command line and import alike.  All faults
 * are gathered before anything is written.  On a fault nothing of this
 * call is saved.
 */
#ifndef FLOW_SAVE_H
#define FLOW_SAVE_H

#include "flow/ctx.h"

/* Add (revision 0) or change a row.  The state field may only be set by
 * flow_move, or on a new row to the machine's start (which is also what an
 * empty one becomes); imports of history may set `any_state`. */
CHECKED bool flow_save(struct ctx *, const struct entity *, void *row);
CHECKED bool flow_save_as_was(struct ctx *, const struct entity *, void *row);

/* Take a row through its state machine.  DENIED if the actor has none of
 * the roles, or submitted what he would now approve; INVALID if the guard
 * does not hold (the sentence says what is missing); CONFLICT if the
 * revision moved. */
CHECKED bool flow_move(struct ctx *, const struct entity *, struct id,
                 int64_t revision, str verb, str reason);
/* The moves open to the actor now, for buttons. */
size_t       flow_moves(struct ctx *, const struct entity *, const void *row,
                 const struct move **into, size_t room);

CHECKED bool flow_drop(struct ctx *, const struct entity *, struct id,
                 int64_t revision);
CHECKED bool flow_erase(struct ctx *, const struct entity *, struct id);
/* Write back what a history line changed, if nothing came after. */
CHECKED bool flow_undo(struct ctx *, int64_t change);

#endif
