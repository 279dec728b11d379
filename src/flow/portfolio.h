/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * portfolio.h - the activities that would do most for their money, held
 * against those that were chosen.
 *
 * What must be done anyway takes no part.  The budget is the ceiling of
 * the plan version in force less what must be done anyway, or else what
 * the chosen activities cost; groups of which one at least is to be taken
 * come from whoever asks.
 */
#ifndef FLOW_PORTFOLIO_H
#define FLOW_PORTFOLIO_H

#include "engine/plan.h"
#include "flow/ctx.h"
#include "model/plan.h"

enum portfolio_source { PORTFOLIO_ASKED, PORTFOLIO_CEILING, PORTFOLIO_CHOSEN };

struct portfolio {
	struct activity *activity;      /* [n] by code */
	size_t           n;
	size_t           no_benefit;    /* activities without one: left out */
	double           budget;        /* major units */
	enum portfolio_source source;
	char             currency[4];
	struct plan_in   in;
	struct plan      plan;
	double           chosen_benefit, chosen_cost;   /* as it was decided */
	bool             as_chosen;     /* the best is what was decided */
};

struct map;

struct portfolio_asked {
	double                   budget;        /* NAN: what the data say */
	const struct plan_group *group;
	size_t                   groups;
};

/* asked may be NULL. */
CHECKED bool portfolio_of(struct ctx *, struct id programme,
                 const struct portfolio_asked *, struct portfolio **);

/*
 * What needs and what excludes what, put into `in`, whose n is set: rows
 * of `size` bytes that begin with a struct activity, and their places by
 * id.  What is not among them is passed over; an exclusion said from one
 * side alone holds for both.
 */
void portfolio_pairs(struct arena *, const struct map *at, const void *rows,
    size_t size, struct plan_in *in);

#endif
