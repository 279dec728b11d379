/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * gate.h - the gates between the steps of a programme.
 *
 * A gate is put forward by one person and passed, waived or refused by
 * another (gate_decision).  Passing takes the programme along its state
 * machine, so whoever passes must hold a role of that step, and its
 * conditions must hold or be waived.  A step that is taken without anything
 * put forward leaves a decision of its own: no gate goes by unrecorded.
 */
#ifndef FLOW_GATE_H
#define FLOW_GATE_H

#include "flow/guard.h"
#include "model/people.h"

struct gate_step {
	const char *gate;               /* "G2" */
	const char *verb;               /* of the programme's machine */
	const char *stage;              /* the programme stands there before */
};

extern const struct gate_step gate_steps[];     /* ends with { 0 } */

/* NULL: no such gate. */
const struct gate_step *gate_named(str code);
/* The codes of the gates that a verb of the programme's machine passes,
 * "G4 G5"; NULL: none. */
const char             *gate_codes_of(const char *verb);

struct gate {
	const struct gate_step *step;
	const struct move      *move;
	struct guard_point     *point;          /* [points] */
	size_t                  points, missing;        /* neither met nor
	                                                 * waived */
	const struct gate_decision **decision;  /* [decisions] of this gate,
	                                         * the newest first */
	size_t                  decisions;
	const struct gate_decision *open;       /* put forward, or NULL */
	const struct gate_decision *waiver;     /* in force, or NULL */
	bool is_next;                   /* the programme stands before it */
	bool is_behind;                 /* it stands farther */
	bool may_submit, may_pass, may_waive, may_refuse, may_end;
	bool is_own;                    /* the actor put it forward himself */
};

CHECKED bool gate_find(struct ctx *, const struct programme *,
                 const struct gate_step *, struct gate *);

/* The decision that a step of the programme leaves behind, if it was not
 * taken through one; and the step that passing a decision takes. */
CHECKED bool gate_record(struct ctx *, const struct programme *,
                 const struct move *);
CHECKED bool gate_take(struct ctx *, const struct gate_decision *);
/* Where a gate takes two roles: whether passing the decision is only the
 * actor's half yet, which then is kept; and the half of who puts a gate
 * forward, if he holds one of them. */
CHECKED bool gate_half(struct ctx *, const struct gate_decision *, str reason,
                 bool *is_half);
CHECKED bool gate_forward(struct ctx *, const struct gate_decision *);
/* A half that waits there is declined with the gate. */
CHECKED bool gate_refused(struct ctx *, const struct gate_decision *,
                 str reason);
/* Who put the open decision of those gates forward; none. */
CHECKED bool gate_submitter(struct ctx *, struct id programme,
                 const char *verb, struct id *user);

#endif
