/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * plan.h - which activities to choose, when not all can be paid for.
 *
 *	max  sum benefit x	x = 0 or 1 for each activity
 *	     sum cost x      <= budget          for each budget
 *	     x of an activity <= x of each that it needs
 *	     x + x           <= 1               of two that exclude each other
 *						(one with itself: not looked at)
 *	     sum x of a group >= at_least
 *
 * Of portfolios of equal benefit the cheapest is taken (the sum over all
 * budgets), as far as a little more time finds it.  The second best is the
 * best portfolio with another set.
 *
 * Source: S. Martello, P. Toth (1990), Knapsack Problems; the branch and
 *	bound of GLPK solves it.  Pure but for the clock, which only ends it:
 *	an answer that is proven is the same every time.
 * The runner-up is sought even if the best is not proven: then it is the
 * best that was found beside it.
 * Cost: exponential at worst; hence limit_ms.  All portfolios are counted
 * one by one when there are at most PLAN_COUNT_MOST activities.
 */
#ifndef ENGINE_PLAN_H
#define ENGINE_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct arena;

enum { PLAN_COUNT_MOST = 16 };

struct plan_pair {
	size_t one, other;      /* places of activities */
};

struct plan_group {
	const size_t *of;       /* [n] places */
	size_t        n, at_least;
};

struct plan_in {
	size_t        n, budgets;
	const double *benefit;          /* [n] 0 or more */
	const double *cost;             /* [n][budgets] 0 or more */
	const double *budget;           /* [budgets] */
	const struct plan_pair *needs;          /* one needs other */
	const struct plan_pair *excludes;
	const struct plan_group *group;
	const int    *fixed;            /* [n] 1 chosen and -1 left by hand, 0
	                                 * open; NULL: all open */
	size_t        n_needs, n_excludes, groups;
	int           limit_ms;         /* of all solving; 0: 10 s */
};

enum plan_end {
	PLAN_BEST,              /* proven */
	PLAN_FOUND,             /* the time ran out; bound says how far off */
	PLAN_NONE,              /* nothing satisfies all that is asked */
	PLAN_LATE               /* the time ran out before anything was found */
};

struct plan_choice {
	enum plan_end end;
	bool         *is_chosen;        /* [n] */
	double        benefit, cost;    /* NAN if there is none; cost over all
	                                 * budgets */
	double        bound;            /* no portfolio is better; NAN */
};

struct plan {
	struct plan_choice best, second;
	/* By benefit per cost, one after the other while it fits; needs and
	 * exclusions are kept, groups are not looked at. */
	struct plan_choice greedy;
	bool    is_counted;
	size_t  feasible, optima;       /* portfolios; if counted */
};

/* INVALID: a benefit, cost or budget that is negative or not a number, a
 * place that is not there. */
CHECKED bool plan_choose(struct arena *, const struct plan_in *,
    struct plan *, struct errors *);

/* The best portfolio under each of `n` other sets of budgets, budget being
 * [n][budgets]; limit_ms is for all of them together.  Of portfolios of
 * equal benefit any may be taken. */
CHECKED bool plan_steps(struct arena *, const struct plan_in *,
    const double *budget, size_t n, struct plan_choice *out, struct errors *);

#endif
