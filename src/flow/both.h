/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * both.h - steps that two different persons take together.
 *
 * Where a step needs both of its roles (model.h: move.both), the first
 * one's step is kept as his half: the row stays where it is until somebody
 * else, in the other role, takes the same step, declines it with a reason,
 * or the first one takes his half back.  Whoever holds both roles is still
 * one person.  A half lapses when the row moves on by another way.  The
 * program itself needs nobody's half.
 */
#ifndef FLOW_BOTH_H
#define FLOW_BOTH_H

#include "flow/ctx.h"
#include "model/govern.h"
#include "model/people.h"

/* The open half of that step for a row as it stands; *is_there. */
CHECKED bool both_find(struct ctx *, const struct entity *, const void *row,
                 const char *verb, struct agreement *, bool *is_there);
/* All halves of a row, open and answered, the newest first. */
struct agreement *both_all(struct ctx *, const struct entity *, struct id row,
                 size_t *n);

/* Which of the step's roles the actor holds for this very row: "BEN". */
str          both_roles(struct ctx *, const struct entity *, const void *row,
                 const char *roles, struct id home);
/* Whether the actor's step would make that half whole. */
bool         both_fits(struct ctx *, const struct agreement *,
                 const struct entity *, const void *row,
                 const struct move *);

/* The actor takes his part of a step that is otherwise free to him: keeps
 * his half (*is_half), or finds the other's and lets the step be taken.
 * DENIED to whoever took the first half, and to a second one in the same
 * role. */
CHECKED bool both_step(struct ctx *, const struct entity *, const void *row,
                 const struct move *, str reason, bool *is_half);
/* The half that is there without asking, as when a gate is put forward. */
CHECKED bool both_keep(struct ctx *, const struct entity *, const void *row,
                 const struct move *, str reason);
/* After the row has moved: its halves are confirmed or have lapsed. */
CHECKED bool both_settle(struct ctx *, const struct entity *, const void *row,
                 const struct move *, str reason);

/* No, with a reason, by who might have agreed; or the half taken back by
 * who put it forward.  ABSENT: there is none. */
CHECKED bool both_decline(struct ctx *, const struct entity *,
                 const void *row, const char *verb, str reason);
CHECKED bool both_withdraw(struct ctx *, const struct entity *,
                 const void *row, const char *verb, str reason);

struct both_wait {              /* a half that waits for the actor */
	struct agreement     half;
	const struct entity *entity;
	const struct move   *move;
	void                *row;       /* as he may see it */
};

/* Those of that programme (none: of all), the oldest first. */
CHECKED bool both_waiting(struct ctx *, struct id programme,
                 struct both_wait **, size_t *n);

#endif
