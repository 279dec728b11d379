/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * rounds.h - an assessment round: how it begins and how it is counted.
 *
 * A round is counted as its framework says, unless its rule, a JSON object,
 * says otherwise:
 *
 *	role_weights       weight by rater's role; 0 leaves it out
 *	dimension_weights  weight by dimension's code, of the whole
 *	priority_weights   importance, urgency and gap, of the additive rule
 *	judgements         the pairs that weights were made of (weights.h)
 *
 * They are kept with the round, so a ranking keeps the weights it used.
 */
#ifndef FLOW_ROUNDS_H
#define FLOW_ROUNDS_H

#include "flow/assess.h"

/* Days that raters have, and days of grace behind them. */
enum { ROUNDS_OPEN_DAYS = 28, ROUNDS_GRACE_DAYS = 14 };

/* A round of that framework as most are, from today on: the next kind, a
 * code that is free, compared with the first of its framework.  Not kept
 * yet.  No framework: only what does not depend on it. */
CHECKED bool rounds_start(struct ctx *, struct id programme,
                 struct id framework, struct assessment_round *);

/* How the instrument counts in a round with that rule; what it does not
 * say stays.  INVALID when the rule is no JSON. */
CHECKED bool rounds_apply(struct ctx *, str rule, struct instrument *);
/* The rule with one member set to that JSON, or without it (none). */
CHECKED bool rounds_set(struct ctx *, str rule, const char *member, str json,
                 str *out);
/* What the additive rule weighs importance, urgency and gap by: as the rule
 * says, if it says all three, else ASSESS_WEIGHTS. */
void rounds_priority(struct ctx *, str rule, double weight[3]);
/* What each dimension of that instrument, to which the rule was applied,
 * weighs in a ranking of gaps, the heaviest 1.  Only a round's own weights
 * rank: false, and all are 1, when its rule names none. */
bool rounds_ranking(struct ctx *, str rule, const struct instrument *,
         double *weight);
/* One number of a member of the rule; NAN: it does not say. */
double rounds_number(struct ctx *, str rule, const char *member, str name);

/* ---- its end ---- */

/* What every subject scored is kept as it was when the round was locked;
 * for the program itself. */
CHECKED bool rounds_keep(struct ctx *, struct id round);

struct rounds_kept {            /* of a locked round */
	size_t  n, differ;      /* subjects; those that differ by now */
	int64_t at;             /* MOMENT_NONE: nothing was kept */
};
CHECKED bool rounds_kept(struct ctx *, const struct results *,
                 struct rounds_kept *);

/* A locked round is never changed: its next version, in cleaning, has the
 * same answers and decisions, and counts in its place once it is locked.
 * INVALID without a reason; CONFLICT if there is one already. */
CHECKED bool rounds_correct(struct ctx *, struct id round, str reason,
                 struct id *next);

#endif
