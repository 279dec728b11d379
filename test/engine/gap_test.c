/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/gap.h"

#include "base/arena.h"
#include "test.h"

/* Scale 1..5, importance and urgency 1..5, weights .4 .2 .4. */
static const struct gap_scales scales = { 1, 5, 1, 5, 0.4, 0.2, 0.4 };

static void
a_need_is_measured_in_four_ways(struct arena *a)
{
	struct gap_size g = gap_of(2.25, 4, 1, 5);

	(void)a;
	NEAR(g.raw, 1.75, 0);
	NEAR(g.need, 1.75, 0);
	NEAR(g.norm, 1.75 / 4, 1e-15);
	NEAR(g.relative, 1.75 / 3, 1e-15);
	NEAR(g.attainment, 1.25 / 3, 1e-15);
}

static void
an_asset_keeps_its_raw_gap(struct arena *a)
{
	struct gap_size g = gap_of(4.5, 4, 1, 5);

	(void)a;
	NEAR(g.raw, -0.5, 0);
	NEAR(g.need, 0, 0);
	NEAR(g.attainment, 3.5 / 3, 1e-15);
}

static void
nothing_wanted_is_attained(struct arena *a)
{
	struct gap_size g = gap_of(2, 0, 0, 4);

	(void)a;
	NEAR(g.relative, 0, 0);
	NEAR(g.attainment, 1, 0);
}

static void
a_missing_level_has_no_gap(struct arena *a)
{
	struct gap_size g = gap_of(NAN, 4, 1, 5), flat = gap_of(2, 4, 3, 3);
	struct gap_priority p = gap_priority(g.need, 5, 5, &scales);

	(void)a;
	CHECK(isnan(g.raw) && isnan(g.need) && isnan(g.norm));
	CHECK(isnan(g.relative) && isnan(g.attainment));
	CHECK(isnan(p.raw) && isnan(p.norm) && isnan(p.additive));
	CHECK(flat.raw == 2 && isnan(flat.norm) && isnan(flat.attainment));
}

static void
the_two_rules_may_disagree(struct arena *a)
{
	/*                              need I  U                       */
	struct gap_priority hr  = gap_priority(1.0, 4, 2, &scales);
	struct gap_priority fin = gap_priority(0.5, 5, 3, &scales);

	(void)a;
	NEAR(hr.raw, 8, 0);
	NEAR(fin.raw, 7.5, 0);
	NEAR(hr.norm, 0.8 * 0.4 * 0.25, 1e-15);
	NEAR(hr.geometric, cbrt(0.08), 1e-15);
	NEAR(hr.additive, 0.45, 1e-15);     /* .4*3/4 + .2*1/4 + .4*1/4 */
	NEAR(fin.additive, 0.55, 1e-15);    /* .4*4/4 + .2*2/4 + .4*.5/4 */
}

static void
equal_priorities_keep_the_order_of_the_input(struct arena *a)
{
	const double p[] = { 7.5, NAN, 43.75, 0, 43.75 };
	size_t rank[5], first[5];

	CHECK(gap_rank(a, p, 5, rank, first) == 4);
	CHECK(rank[2] == 1 && rank[4] == 2 && rank[0] == 3 && rank[3] == 4);
	CHECK(rank[1] == 0);
	CHECK(first[0] == 2 && first[1] == 4 && first[3] == 3);
	CHECK(gap_rank(a, p, 0, rank, NULL) == 0);
}

static void
what_people_see_equal_is_rounded_equal(struct arena *a)
{
	(void)a;
	CHECK(0.1 + 0.2 != 0.3);
	CHECK(gap_round(0.1 + 0.2) == gap_round(0.3));
	CHECK(isnan(gap_round(NAN)));
}

static void
quadrants_are_cut_at_or_above(struct arena *a)
{
	(void)a;
	CHECK(gap_quadrant(4.5, 2.0, 3.25, 3.25) == GAP_CONCENTRATE);
	CHECK(gap_quadrant(4.0, 4.0, 3.25, 3.25) == GAP_KEEP_UP);
	CHECK(gap_quadrant(2.0, 2.5, 3.25, 3.25) == GAP_LOW_PRIORITY);
	CHECK(gap_quadrant(2.5, 4.5, 3.25, 3.25) == GAP_OVERKILL);
	CHECK(gap_quadrant(3.25, 3.25, 3.25, 3.25) == GAP_KEEP_UP);
	CHECK(gap_quadrant(NAN, 3, 3, 3) == GAP_UNKNOWN);
}

const struct test gap_tests[] = {
	{ "a need is measured in four ways", a_need_is_measured_in_four_ways },
	{ "an asset keeps its raw gap", an_asset_keeps_its_raw_gap },
	{ "nothing wanted is attained", nothing_wanted_is_attained },
	{ "a missing level has no gap", a_missing_level_has_no_gap },
	{ "the two rules may disagree", the_two_rules_may_disagree },
	{ "equal priorities keep the order of the input",
	   equal_priorities_keep_the_order_of_the_input },
	{ "what people see equal is rounded equal", what_people_see_equal_is_rounded_equal },
	{ "quadrants are cut at or above", quadrants_are_cut_at_or_above },
	{ 0 }
};
