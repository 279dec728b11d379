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

/* The best of all subsets, by plain counting. */
static double
best_by_hand(const struct plan_in *in)
{
	double most = 0, worth, price;
	size_t i, all;
	bool fine;

	for (all = 0; all < (size_t)1 << in->n; all++) {
		worth = price = 0;
		fine = true;
		for (i = 0; i < in->n; i++)
			if (all >> i & 1) {
				worth += in->benefit[i];
				price += in->cost[i];
			}
		for (i = 0; i < in->n_needs; i++)
			fine = fine && (!(all >> in->needs[i].one & 1) ||
			    (all >> in->needs[i].other & 1));
		if (fine && price <= in->budget[0] && worth > most)
			most = worth;
	}
	return most;
}

static void
it_agrees_with_counting_them_all(struct arena *a)
{
	struct random seeded = random_seeded(15), *r = &seeded;
	double worth[12], price[12], budget;
	struct plan_pair needs[6];
	struct plan_in in = { .n = 12, .budgets = 1, .benefit = worth,
		.cost = price, .budget = &budget, .needs = needs,
		.n_needs = 6 };
	struct errors e = { a, NULL };
	struct plan p;
	size_t i, round;

	for (round = 0; round < 20; round++) {
		budget = 60;
		for (i = 0; i < 12; i++) {
			worth[i] = (double)random_below(r, 40);
			price[i] = 1 + (double)random_below(r, 20);
		}
		for (i = 0; i < 6; i++)
			needs[i] = (struct plan_pair){ random_below(r, 12),
				random_below(r, 12) };
		CHECK(plan_choose(a, &in, &p, &e));
		CHECK(p.best.end == PLAN_BEST);
		NEAR(p.best.benefit, best_by_hand(&in), 1e-9);
		CHECK(p.best.cost <= budget);
		CHECK(p.greedy.benefit <= p.best.benefit);
		CHECK(p.second.benefit <= p.best.benefit);
	}
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
	{ "it agrees with counting them all",
	   it_agrees_with_counting_them_all },
	{ 0 }
};
