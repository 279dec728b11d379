/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * save.h - the door by which rows go in.
 *
 * Permission, typed values, rules, state guards, the revision: in that
 * order, once, for pages, API, command line and import alike.  All faults
 * are gathered before anything is written.  On a fault nothing of this
 * call is saved.  What was delivered enters the ledger of doses (dose.h).
 */
#ifndef FLOW_SAVE_H
#define FLOW_SAVE_H

#include "flow/ctx.h"

/* Add (revision 0) or change a row.  The state field may only be set by
 * flow_move, or on a new row to the machine's start (which is also what an
 * empty one becomes).  KEPT fields stay as they were; on a new row the
 * program sets `by`, `at` and `created_at`. */
CHECKED bool flow_save(struct ctx *, const struct entity *, void *row);
/* The same as flow_save, under that verb in the history. */
CHECKED bool flow_save_verb(struct ctx *, const struct entity *, void *row,
                 str verb);
/* As it was elsewhere or before, in whatever state: only for the program
 * itself (actor.system); the second under a verb of its own. */
CHECKED bool flow_save_as_was(struct ctx *, const struct entity *, void *row);
CHECKED bool flow_restore(struct ctx *, const struct entity *, void *row,
                 str verb);

/* Take a row through its state machine.  DENIED if the actor has none of
 * the roles, or submitted what he would now approve; INVALID if the guard
 * does not hold (the sentence says what is missing); CONFLICT if the
 * revision moved. */
CHECKED bool flow_move(struct ctx *, const struct entity *, struct id,
                 int64_t revision, str verb, str reason);
/* Whether a reason must be given: the move says so, or its guard cannot be
 * told from the rows and somebody has to say how he knows. */
bool         flow_needs_reason(const struct entity *, const struct move *);
/* What is still missing before that step, whoever takes it, as faults in
 * the list; true: nothing that the rows can tell. */
bool         flow_lacks_nothing(struct ctx *, const struct entity *,
                 const void *row, const struct move *, struct errors *into);
/* What stands in the way of a move, for whoever sees the row: who may, what
 * is missing; none when all it may want is a reason. */
CHECKED bool flow_move_lacks(struct ctx *, const struct entity *,
                 const void *row, const struct move *, struct errors *lacks);
/* The moves open to the actor now, for buttons. */
size_t       flow_moves(struct ctx *, const struct entity *, const void *row,
                 const struct move **into, size_t room);

CHECKED bool flow_drop(struct ctx *, const struct entity *, struct id,
                 int64_t revision);
CHECKED bool flow_erase(struct ctx *, const struct entity *, struct id);
/*
 * Write back what a line of history changed: the fields of a change, a row
 * that was dropped (under its id), or no row where one was added.  As for
 * the edit itself the actor must be allowed to, and the rules must hold.
 * ABSENT: no such line; CONFLICT: something came after; INVALID: a step of
 * a state machine, something erased, secret or written by the program.
 */
CHECKED bool flow_undo(struct ctx *, int64_t change);

#endif
