/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/rate.h"

#include "base/arena.h"
#include "test.h"

/* self 3 4 3, peer 2 3, external 2 on five levels. */
static const double said[] = { 3, 4, 3, 2, 3, 2 };
static const size_t role[] = { 0, 0, 0, 1, 1, 2 };

static void
several_raters_are_put_in_figures(struct arena *a)
{
	struct rate r = rate_item(a, said, 6, 5);

	CHECK(r.n == 6);
	NEAR(r.median, 3, 0);
	NEAR(r.mean, 17.0 / 6, 1e-15);
	NEAR(r.trimmed, 2.75, 1e-15);           /* 2 3 3 3 */
	/* Squares about 17/6: 3 * 1/36 + 49/36 + 2 * 25/36 = 102/36; by 5. */
	NEAR(r.sd, sqrt(102.0 / 36 / 5), 1e-15);
	NEAR(r.q1, 2.25, 1e-15);
	NEAR(r.q3, 3, 1e-15);
	NEAR(r.wg, 1 - 102.0 / 36 / 5 / 2, 1e-15);      /* (25 - 1) / 12 = 2 */
	/* Off the mean 1/6 thrice, 5/6 twice and 7/6 once, width 4. */
	NEAR(r.consensus, 1 + log2(23.0 / 24) / 2 + log2(19.0 / 24) / 3 +
	    log2(17.0 / 24) / 6, 1e-15);
}

static void
roles_weigh_as_told_and_the_absent_are_made_good(struct arena *a)
{
	const double weight[] = { 0.25, 0.25, 0.5 };
	const double none[] = { 0, 0, 0 };

	(void)a;
	/* means 10/3, 5/2, 2: (10/12 + 5/8 + 1) / 1 */
	NEAR(rate_by_role(said, role, 6, weight, 3, 3), 59.0 / 24, 1e-15);
	NEAR(rate_by_role(said, role, 6, weight, 3, 2), 35.0 / 12, 1e-15);
	NEAR(rate_of_role(said, role, 6, 0), 10.0 / 3, 1e-15);
	CHECK(isnan(rate_by_role(said, role, 6, none, 3, 3)));
	CHECK(isnan(rate_of_role(said, role, 5, 2)));
}

static void
consensus_runs_from_one_to_zero(struct arena *a)
{
	const double same[] = { 3, 3, 3 }, split[] = { 1, 5, 1, 5 };

	(void)a;
	NEAR(rate_consensus(same, 3, 4), 1, 0);
	NEAR(rate_consensus(split, 4, 4), 0, 1e-15);    /* 1 + log2(1/2) */
	CHECK(isnan(rate_consensus(split, 4, 2)));      /* a whole width off */
	CHECK(isnan(rate_consensus(same, 3, 0)));
	NEAR(rate_wg(same, 3, 5), 1, 0);
	CHECK(rate_wg(split, 4, 5) < 0);
}

static void
too_few_ratings_leave_figures_open(struct arena *a)
{
	const double x[] = { NAN, 4, NAN };
	struct rate none = rate_item(a, x, 1, 5), one = rate_item(a, x, 3, 5);

	CHECK(none.n == 0 && isnan(none.median) && isnan(none.mean));
	CHECK(isnan(none.q1) && isnan(none.consensus));
	CHECK(one.n == 1 && one.median == 4 && one.q3 == 4);
	CHECK(isnan(one.sd) && isnan(one.wg) && isnan(one.trimmed));
	CHECK(isnan(rate_wg(said, 6, 1)));
}

const struct test rate_tests[] = {
	{ "several raters are put in figures", several_raters_are_put_in_figures },
	{ "roles weigh as told and the absent are made good",
	   roles_weigh_as_told_and_the_absent_are_made_good },
	{ "consensus runs from one to zero", consensus_runs_from_one_to_zero },
	{ "too few ratings leave figures open", too_few_ratings_leave_figures_open },
	{ 0 }
};
