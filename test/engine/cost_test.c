/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/cost.h"

#include "base/arena.h"
#include "test.h"

static void
a_gain_has_its_price(struct arena *a)
{
	struct cost_gain g = cost_gain(24000, 40, 0.6);

	(void)a;
	NEAR(g.total_gain, 24, 1e-12);
	NEAR(g.per_person, 600, 1e-12);
	NEAR(g.per_point, 1000, 1e-9);
	NEAR(cost_retained(24000, 40, 0.6, 0.5), 2000, 1e-9);
	NEAR(cost_increment(600, 0.6, 1500, 1.5), 1000, 1e-9);
}

static void
where_nothing_was_gained_there_is_no_price(struct arena *a)
{
	(void)a;
	CHECK(isnan(cost_gain(100, 10, 0).per_point));
	CHECK(isnan(cost_gain(100, 10, -0.5).per_point));
	CHECK(isnan(cost_gain(100, 0, 1).per_person));
	CHECK(isnan(cost_retained(100, 10, 1, NAN)));
	CHECK(isnan(cost_increment(1, 2, 3, 2)));
}

static void
later_costs_weigh_less(struct arena *a)
{
	const double years[] = { 100, 110, 121 }, hole[] = { 100, NAN };

	(void)a;
	NEAR(cost_present(years, 3, 0.1), 300, 1e-12);
	NEAR(cost_present(years, 3, 0), 331, 1e-12);
	CHECK(isnan(cost_present(hole, 2, 0.1)));
	CHECK(isnan(cost_present(years, 0, 0.1)));
	CHECK(isnan(cost_present(years, 3, -1)));
}

static void
earned_value_tells_pace_and_price(struct arena *a)
{
	struct cost_earned c = cost_earned(200, 100, 80, 160);

	(void)a;
	NEAR(c.spi, 0.8, 1e-15);
	NEAR(c.cpi, 0.5, 1e-15);
	NEAR(c.eac, 400, 1e-12);
	NEAR(c.vac, -200, 1e-12);
	NEAR(c.absorption, 0.8, 1e-15);
	c = cost_earned(0, 0, 0, 0);
	CHECK(isnan(c.spi) && isnan(c.eac) && isnan(c.absorption));
}

static void
a_pipeline_counts_what_may_come(struct arena *a)
{
	const struct cost_note n[] = { { 200, 1, true }, { 100, 0.5, false },
	    { NAN, 1, true }, { 80, NAN, false } };
	struct cost_pipeline p = cost_pipeline(500, n, 4);

	(void)a;
	NEAR(p.secured, 200, 0);
	NEAR(p.expected, 50, 0);
	NEAR(p.gap, 300, 0);
	NEAR(p.coverage, 0.4, 1e-15);
	NEAR(p.weighted, 0.5, 1e-15);
	CHECK(isnan(cost_pipeline(0, n, 4).coverage));
}

const struct test cost_tests[] = {
	{ "a gain has its price", a_gain_has_its_price },
	{ "where nothing was gained there is no price",
	   where_nothing_was_gained_there_is_no_price },
	{ "later costs weigh less", later_costs_weigh_less },
	{ "earned value tells pace and price", earned_value_tells_pace_and_price },
	{ "a pipeline counts what may come", a_pipeline_counts_what_may_come },
	{ 0 }
};
