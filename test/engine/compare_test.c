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

const struct test compare_tests[] = {
	{ "changes are compared with changes", changes_are_compared_with_changes },
	{ "one unit or one change tells nothing", one_unit_or_one_change_tells_nothing },
	{ 0 }
};
