/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of engine/plan.  The small portfolios were worked out by hand; the
 * larger ones are held against every portfolio that there is.
 */
#include "engine/plan.h"

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

/* Four activities:        a    b    c    d   */
static const double benefit[] = { 10, 7, 6, 1 };
static const double cost[]    = {  8, 5, 5, 1 };

static void
the_best_is_not_always_the_dearest(struct arena *a)
{
	const double budget = 10;
	const struct plan_in in = { .n = 4, .budgets = 1, .benefit = benefit,
		.cost = cost, .budget = &budget };
	struct errors e = { a, NULL };
	struct plan p;

	CHECK(plan_choose(a, &in, &p, &e));
	CHECK(p.best.end == PLAN_BEST);         /* b c: 13 for 10 */
	CHECK(!p.best.is_chosen[0] && p.best.is_chosen[1] &&
	    p.best.is_chosen[2] && !p.best.is_chosen[3]);
	NEAR(p.best.benefit, 13, 0);
	NEAR(p.second.benefit, 11, 0);          /* a d */
	CHECK(p.is_counted && p.optima == 1);
	/* nothing, a, b, c, d, ad, bc, bd, cd: all others cost above 10 */
	CHECK(p.feasible == 9);
	NEAR(p.greedy.benefit, 13, 0);          /* b 1.4, c 1.2 ... */
}

static void
needs_exclusions_and_groups_are_kept(struct arena *a)
{
	const double budget = 14;
	const struct plan_pair needs[] = { { 1, 3 } }, not[] = { { 1, 2 } };
	const size_t of[] = { 0, 2 };
	const struct plan_group group = { of, 2, 1 };
	const struct plan_in in = { .n = 4, .budgets = 1, .benefit = benefit,
		.cost = cost, .budget = &budget, .needs = needs, .n_needs = 1,
		.excludes = not, .n_excludes = 1, .group = &group,
		.groups = 1 };
	struct errors e = { a, NULL };
	struct plan p;

	CHECK(plan_choose(a, &in, &p, &e));
	/* a b d: 18 for 14; a c d is 17 for 14 */
	NEAR(p.best.benefit, 18, 0);
	NEAR(p.second.benefit, 17, 0);
}

static void
of_two_equal_ones_the_cheaper_is_taken(struct arena *a)
{
	const double worth[] = { 5, 5 }, price[] = { 4, 3 }, budget = 4;
	const struct plan_in in = { .n = 2, .budgets = 1, .benefit = worth,
		.cost = price, .budget = &budget };
	struct errors e = { a, NULL };
	struct plan p;

	CHECK(plan_choose(a, &in, &p, &e));
	CHECK(!p.best.is_chosen[0] && p.best.is_chosen[1]);
	NEAR(p.second.benefit, 5, 0);
	CHECK(p.optima == 2);
}

static void
every_budget_binds(struct arena *a)
{
	/*                      money days */
	const double price[] = { 1, 9,
	                         1, 2,
	                         1, 2 }, worth[] = { 9, 2, 2 };
	const double budget[] = { 3, 5 };
	const struct plan_in in = { .n = 3, .budgets = 2, .benefit = worth,
		.cost = price, .budget = budget };
	struct errors e = { a, NULL };
	struct plan p;

	CHECK(plan_choose(a, &in, &p, &e));
	CHECK(!p.best.is_chosen[0]);
	NEAR(p.best.benefit, 4, 0);
}

static void
what_a_hand_fixed_stays(struct arena *a)
{
	const double budget = 10;
	const int fixed[] = { 1, 0, 0, -1 };
	const struct plan_in in = { .n = 4, .budgets = 1, .benefit = benefit,
		.cost = cost, .budget = &budget, .fixed = fixed };
	struct errors e = { a, NULL };
	struct plan p;

	CHECK(plan_choose(a, &in, &p, &e));
	CHECK(p.best.is_chosen[0] && !p.best.is_chosen[3]);
	NEAR(p.best.benefit, 10, 0);
	CHECK(p.second.end == PLAN_NONE && p.feasible == 1);
}

static void
what_cannot_be_is_said(struct arena *a)
{
	const double budget = 4;
	const size_t of[] = { 0 };
	const struct plan_group group = { of, 1, 1 };
	const struct plan_in in = { .n = 4, .budgets = 1, .benefit = benefit,
		.cost = cost, .budget = &budget, .group = &group,
		.groups = 1 };
	const struct plan_in none = { .budgets = 1, .budget = &budget };
	const double bad[] = { 1, -1, 1, 1 };
	struct plan_in wrong = in;
	struct errors e = { a, NULL };
	struct plan p;

	CHECK(plan_choose(a, &in, &p, &e));
	CHECK(p.best.end == PLAN_NONE && isnan(p.best.benefit));
	CHECK(plan_choose(a, &none, &p, &e));
	CHECK(p.best.end == PLAN_BEST && p.second.end == PLAN_NONE);
	wrong.benefit = bad;
	CHECK(!plan_choose(a, &wrong, &p, &e));
	CHECK(errors_worst(&e) == INVALID);
}

static bool
is_fine(const struct plan_in *in, size_t all)
{
	double price;
	size_t i, j, n;

	for (j = 0; j < in->budgets; j++) {
		for (price = 0, i = 0; i < in->n; i++)
			price += (double)(all >> i & 1) *
			    in->cost[i * in->budgets + j];
		if (price > in->budget[j])
			return false;
	}
	for (i = 0; i < in->n_needs; i++)
		if ((all >> in->needs[i].one & 1) &&
		    !(all >> in->needs[i].other & 1))
			return false;
	for (i = 0; i < in->n_excludes; i++)
		if ((all >> in->excludes[i].one & 1) &&
		    (all >> in->excludes[i].other & 1))
			return false;
	for (i = 0; i < in->groups; i++) {
		for (n = 0, j = 0; j < in->group[i].n; j++)
			n += all >> in->group[i].of[j] & 1;
		if (n < in->group[i].at_least)
			return false;
	}
	return true;
}

/* The two best of all subsets, by plain counting; -1 if there is none. */
static void
best_by_hand(const struct plan_in *in, double *best, double *second)
{
	double worth;
	size_t i, all;

	*best = *second = -1;
	for (all = 0; all < (size_t)1 << in->n; all++) {
		if (!is_fine(in, all))
			continue;
		for (worth = 0, i = 0; i < in->n; i++)
			worth += (double)(all >> i & 1) * in->benefit[i];
		if (worth > *best) {
			*second = *best;
			*best = worth;
		} else if (worth > *second)
			*second = worth;
	}
}

/* Benefits of their own, or a third of the costs and some: they are not
 * whole, and all rates are alike. */
static void
draw(struct random *r, struct plan_in *in, double *worth, double *price,
    bool follows)
{
	double all;
	size_t i, j;

	for (i = 0; i < in->n; i++) {
		for (all = 0, j = 0; j < in->budgets; j++)
			all += price[i * in->budgets + j] =
			    1 + (double)random_below(r, 20);
		worth[i] = follows ? all / 3 + (double)random_below(r, 3)
		    : (double)random_below(r, 40);
	}
}

static void
draw_pairs(struct random *r, struct plan_pair *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		p[i].one = random_below(r, 12);
		do
			p[i].other = random_below(r, 12);
		while (p[i].other == p[i].one);
	}
}

static void
it_agrees_with_counting_them_all(struct arena *a)
{
	struct random seeded = random_seeded(15), *r = &seeded;
	static const size_t some[] = { 0, 3, 7 };
	const struct plan_group group = { some, 3, 2 };
	double worth[12], price[36], budget[3], best, second;
	struct plan_pair needs[5], not[14];
	struct plan_in in = { .n = 12, .benefit = worth, .cost = price,
		.budget = budget, .needs = needs, .n_needs = 5,
		.excludes = not, .group = &group };
	struct errors e = { a, NULL };
	struct plan p;
	size_t round;

	for (round = 0; round < 40; round++) {
		in.budgets = 1 + round % 3;
		in.n_excludes = round % 15;
		in.groups = round % 2;
		budget[0] = budget[1] = budget[2] =
		    30 + (double)random_below(r, 40);
		draw(r, &in, worth, price, round % 4 > 1);
		draw_pairs(r, needs, 5);
		draw_pairs(r, not, in.n_excludes);
		best_by_hand(&in, &best, &second);
		CHECK(plan_choose(a, &in, &p, &e));
		CHECK(p.best.end == (best < 0 ? PLAN_NONE : PLAN_BEST));
		if (best < 0)
			continue;
		NEAR(p.best.benefit, best, 1e-9);
		if (p.optima == 1 && p.feasible > 1)
			NEAR(p.second.benefit, second, 1e-9);
		CHECK(p.second.benefit <= p.best.benefit + 1e-9 ||
		    p.second.end == PLAN_NONE);
	}
}

/* One of five that all exclude one another, 9 at best, and two that go
 * with each. */
static void
of_many_that_exclude_one_another_one_is_taken(struct arena *a)
{
	const double worth[] = { 5, 9, 7, 6, 8, 1, 2 };
	const double price[] = { 1, 1, 1, 1, 1, 1, 1 }, budget = 7;
	struct plan_pair not[11];
	const struct plan_in in = { .n = 7, .budgets = 1, .benefit = worth,
		.cost = price, .budget = &budget, .excludes = not,
		.n_excludes = 11 };
	struct errors e = { a, NULL };
	struct plan p;
	size_t i, j, n = 0;

	for (i = 0; i < 5; i++)
		for (j = 0; j < i; j++)
			not[n++] = (struct plan_pair){ i, j };
	not[n] = not[3];                        /* said twice */
	CHECK(plan_choose(a, &in, &p, &e));
	CHECK(p.best.end == PLAN_BEST && p.best.is_chosen[1]);
	NEAR(p.best.benefit, 12, 0);
	NEAR(p.second.benefit, 11, 0);
	CHECK(p.feasible == 24);                /* none or one of 5, times 4 */
}

const struct test portfolio_tests[] = {
	{ "the best is not always the dearest",
	   the_best_is_not_always_the_dearest },
	{ "needs, exclusions and groups are kept",
	   needs_exclusions_and_groups_are_kept },
	{ "of two equal ones the cheaper is taken",
	   of_two_equal_ones_the_cheaper_is_taken },
	{ "every budget binds", every_budget_binds },
	{ "what a hand fixed stays", what_a_hand_fixed_stays },
	{ "what cannot be is said", what_cannot_be_is_said },
	{ "of many that exclude one another one is taken",
	   of_many_that_exclude_one_another_one_is_taken },
	{ "it agrees with counting them all",
	   it_agrees_with_counting_them_all },
	{ 0 }
};
