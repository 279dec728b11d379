/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/compare.h"

#include "base/arena.h"
#include "test.h"

static void
changes_are_compared_with_changes(struct arena *a)
{
	/* Treated change by 1 2 3, the others by 0 1. */
	const double tp[] = { 2, 2, 5 }, tq[] = { 3, 4, 8 };
	const double cp[] = { 1, 3, NAN }, cq[] = { 1, 4, 9 };
	struct compare c = compare_changes(a,
	    (struct compare_group){ tp, tq, 3 },
	    (struct compare_group){ cp, cq, 3 });

	CHECK(c.treated == 3 && c.others == 2 && c.left_out == 1);
	NEAR(c.effect, 1.5, 1e-14);
	NEAR(c.balance, 1, 1e-14);
	NEAR(c.others_post, 2.5, 1e-14);
	/* variances 1 and 1/2: 1/3 + 1/4, df (7/12)^2 / (1/18 + 1/16) */
	NEAR(c.welch.se, sqrt(7 / 12.0), 1e-14);
	NEAR(c.welch.df, 49.0 / 17, 1e-12);
	NEAR(c.welch.t, 1.5 / sqrt(7 / 12.0), 1e-14);
	/* pooled (2 + 1/2) / 3 = 5/6, times 5/6 */
	NEAR(c.pooled.se, 5.0 / 6, 1e-14);
	NEAR(c.pooled.df, 3, 0);
	/* before: variances 3 and 2, pooled (6 + 2) / 3 */
	NEAR(c.effect_size, 1.5 / sqrt(8 / 3.0), 1e-14);
	CHECK(c.welch.lo < 1.5 && c.welch.hi > 1.5);
}

static void
one_unit_or_one_change_tells_nothing(struct arena *a)
{
	const double pre[] = { 1, 2, 3 }, post[] = { 1.1, 2.1, 3.1 };
	struct compare_group all = { pre, post, 3 }, lone = { pre, post, 1 };
	struct compare_group none = { pre, post, 0 };
	struct compare c = compare_changes(a, all, lone);

	NEAR(c.effect, 0, 1e-12);
	CHECK(isnan(c.welch.se) && isnan(c.pooled.p) && isnan(c.welch.lo));
	c = compare_changes(a, all, all);       /* changes are all alike */
	NEAR(c.welch.se, 0, 0);
	CHECK(isnan(c.welch.t) && isnan(c.welch.df) && isnan(c.pooled.t));
	c = compare_changes(a, all, none);
	CHECK(isnan(c.effect) && isnan(c.others_pre));
}

/*
 * D. Card, A. B. Krueger (1994), Minimum wages and employment, American
 * Economic Review 84(4), table 3: full-time jobs of a restaurant changed by
 * 0.59 (standard error 0.54) where the wage was raised, by -2.16 (1.25)
 * beside; together 2.76 (1.36).  Two units at mean -+ error have that mean
 * and that error; the means are rounded, so their difference is 2.75.
 */
static void
a_wage_rise_is_compared_as_published(struct arena *a)
{
	const double none[] = { 0, 0 };
	const double raised[] = { 0.59 - 0.54, 0.59 + 0.54 };
	const double beside[] = { -2.16 - 1.25, -2.16 + 1.25 };
	struct compare c = compare_changes(a,
	    (struct compare_group){ none, raised, 2 },
	    (struct compare_group){ none, beside, 2 });

	NEAR(c.effect, 2.76, 0.011);
	NEAR(c.welch.se, 1.36, 0.005);
}

/* The first example of the article on Welch's t-test in the English
 * Wikipedia: t -2.46, 25.0 degrees of freedom, p 0.021.  One variance for
 * both has 28 degrees.  (Means 20.8 and 23.0, variances 7.9 and 3.8.) */
static void
unequal_variances_are_weighed_as_published(struct arena *a)
{
	const double one[] = { 27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1,
	    21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4 };
	const double other[] = { 27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8,
	    22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4 };
	const double none[15] = { 0 };
	struct compare c = compare_changes(a,
	    (struct compare_group){ none, one, 15 },
	    (struct compare_group){ none, other, 15 });

	NEAR(c.welch.t, -2.46, 0.005);
	NEAR(c.welch.df, 25.0, 0.05);
	NEAR(c.welch.p, 0.021, 5e-4);
	NEAR(c.pooled.df, 28, 0);
}

const struct test compare_tests[] = {
	{ "changes are compared with changes", changes_are_compared_with_changes },
	{ "one unit or one change tells nothing", one_unit_or_one_change_tells_nothing },
	{ "a wage rise is compared as published",
	  a_wage_rise_is_compared_as_published },
	{ "unequal variances are weighed as published",
	  unequal_variances_are_weighed_as_published },
	{ 0 }
};
