/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * guard.h - what must hold before a row may change or move.
 *
 * The state machines (model/) say in words what must be true.  What can be
 * told from the rows is told here, in tables by machine and verb; for the
 * rest somebody has to say how he knows: the move then needs a reason.
 */
#ifndef FLOW_GUARD_H
#define FLOW_GUARD_H

#include "flow/ctx.h"

/* The field of a row's state, or NULL. */
const struct field *guard_state(const struct entity *);

/* Whether the rows can tell that the move's guard holds (or it has none). */
bool guard_told(const struct entity *, const struct move *);
/* INVALID with each thing that is missing, if the move may not be made
 * yet.  A gate of a programme may be waived by a decision in force. */
CHECKED bool guard_move(struct ctx *, const struct entity *, const void *row,
                 const struct move *);
/* One thing that must hold before a move. */
struct guard_point {
	const char *holds;      /* "A round is locked" */
	const char *says;       /* what is missing: a sentence */
	const char *rows;       /* the entity whose rows tell, or NULL */
	const char *gate;       /* "G2", of which a waiver may help; or NULL */
	int64_t     found;      /* how many of them */
	str         which;      /* by name, if that is known */
	bool        is_met, is_waived;
};
CHECKED bool guard_points(struct ctx *, const struct entity *, const void *row,
                 const struct move *, struct guard_point **, size_t *n);
/* What is missing, in the reader's language, with the names. */
const char  *guard_missing(struct ctx *, const struct guard_point *);
/* DENIED if the actor brought the row where it is and the move is a
 * judgement on that: who submits does not approve. */
CHECKED bool guard_duties(struct ctx *, const struct entity *, const void *row,
                 const struct move *);
/* INVALID if the row is frozen: a locked round and its sheets, a frozen
 * framework and its items, an entry of a ledger, what was reported in a
 * period that is accepted.  was NULL: it is new;
 * row NULL: it is dropped; both the same: it is moved. */
CHECKED bool guard_frozen(struct ctx *, const struct entity *, const void *was,
                 const void *row);

/* Fields that stay as they are once the row has left its first state; asked
 * by guard_frozen. */
bool guard_settled(struct ctx *, const struct entity *, const void *was,
    const void *row);

#endif
