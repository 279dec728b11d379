/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pick.h - which planned activities to do for the money there is.
 *
 * What must be done, what somebody fixed by hand and, unless asked to
 * begin anew, what has begun or was cancelled is fixed; the rest is open.
 * Benefit is the sum over an activity's gaps of priority (0 to 1) times
 * expected gain in levels; where activities lack expected gains, the
 * benefit recorded with each, for all of them: the two do not mix.
 *
 * Budgets: the whole, as asked, else the ceiling of the version that is
 * worked on or in force, else what was chosen; and that version's limits
 * by funder and year, against which the budget lines of an activity count.
 *
 * Whoever asks, all of the programme's rows are counted.  Kept until one of
 * them changes.  Cost: plan.h; stops after a few seconds and then says how
 * far off the best may be.
 */
#ifndef FLOW_PICK_H
#define FLOW_PICK_H

#include "engine/plan.h"
#include "flow/ctx.h"
#include "model/plan.h"

enum pick_fixed {
	PICK_OPEN, PICK_MUST, PICK_BY_HAND, PICK_BEGUN, PICK_OVER,
	PICK_UNPRICED         /* no cost in the programme's currency */
};

struct pick_item {
	struct activity   row;
	enum pick_fixed fixed;
	double cost, benefit;           /* NAN: not known, counted as none */
	size_t gaps, gains;             /* aims, and those with a gain */
	size_t lines;                   /* budget lines */
	bool   is_in;                   /* as it stands now */
};

enum pick_source { PICK_ASKED, PICK_CEILING, PICK_AS_IS };

struct pick_limit {           /* the first one is the whole */
	struct id funder;               /* none: whoever pays */
	int64_t   year;                 /* INT64_MIN: all */
	double    amount;
};

struct pick_step {            /* with other budgets */
	double             factor;      /* of the amount */
	size_t             limit;       /* of which; `limits`: of all */
	struct plan_choice choice;
};

struct pick {
	char                 currency[4];
	struct pick_item  *item;      /* [n] by code */
	size_t               n;
	struct pick_limit *limit;     /* [limits] */
	size_t               limits;
	enum pick_source   source;
	struct plan_version  version;   /* whose; none if there is none */
	bool                 by_gain;   /* benefit is from expected gains */
	bool                 anew;      /* as if nothing had begun */
	size_t               open, unlined;     /* priced, without lines */
	size_t               groups;    /* kinds of subject to serve */
	struct plan_in       in;
	struct plan          plan;
	struct plan_choice   now;       /* what is in as it stands */
	struct pick_step  *step;      /* [steps] by factor within a limit */
	size_t               steps;
};

struct pick_asked {
	double budget;                  /* major units; NAN: as above */
	bool   anew;
	bool   each;                    /* something for each kind of subject */
};

CHECKED bool pick_of(struct ctx *, struct id programme,
                 const struct pick_asked *, const struct pick **);
/* What a portfolio takes of a budget. */
double       pick_cost(const struct pick *, const bool *chosen,
                 size_t limit);
/*
 * Takes it: each open activity goes to selected or not selected by the
 * steps of its state machine, as the actor, or none does; `chosen` are the
 * codes of those that are in, parted by ";".
 */
CHECKED bool pick_take(struct ctx *, struct id programme, str chosen,
                 str reason, size_t *moved);

#endif
