/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of the small engines of planning: indicator, swot, schedule, match. */
#include <string.h>

#include "base/arena.h"
#include "engine/indicator.h"
#include "engine/match.h"
#include "engine/schedule.h"
#include "engine/swot.h"
#include "test.h"

/* ---- indicators ---- */

static void
achievement_goes_either_way(struct arena *a)
{
	(void)a;
	NEAR(indicator_achievement(2, 10, 7), 0.625, 1e-15);
	NEAR(indicator_achievement(40, 25, 34), 0.4, 1e-15);
	NEAR(indicator_achievement(40, 25, 44), -4.0 / 15, 1e-15);
	NEAR(indicator_achievement(5, 5, 6), 1, 0);     /* kept up */
	NEAR(indicator_achievement(5, 5, 4), 0, 0);
	CHECK(isnan(indicator_achievement(5, NAN, 4)));
	CHECK(isnan(indicator_achievement(5, 6, NAN)));
}

static void
a_light_follows_the_pace(struct arena *a)
{
	(void)a;
	CHECK(indicator_light(0.45, 0.5) == INDICATOR_GREEN);
	CHECK(indicator_light(0.40, 0.5) == INDICATOR_AMBER);
	CHECK(indicator_light(0.30, 0.5) == INDICATOR_RED);
	CHECK(indicator_light(NAN, 0.5) == INDICATOR_DARK);
	CHECK(indicator_light(0.3, 0) == INDICATOR_DARK);
	CHECK(isnan(indicator_pace(1, 0)));
}

static void
percents_add_by_their_parts(struct arena *a)
{
	const double num[] = { 18, 12, 2, NAN }, den[] = { 30, 25, 5, 7 };

	(void)a;
	NEAR(indicator_percent(num, den, 4), 100 * 32 / 60.0, 1e-12);
	CHECK(isnan(indicator_percent(num, den, 0)));
}

/* ---- SWOT ---- */

static void
signs_choose_the_strategy(struct arena *a)
{
	const struct swot_entry e[] = {
		{ SWOT_S, 1, 2, NAN }, { SWOT_W, 1, 3, NAN },
		{ SWOT_O, 0.5, 4, 0.5 }, { SWOT_O, 0.5, 2, NAN },
		{ SWOT_T, 1, 4, 0.5 },
	};
	struct swot s = swot_weigh(e, 5);

	(void)a;
	NEAR(s.x, -1, 0);
	NEAR(s.y, 0, 0);                /* 1 + 1 - 2 */
	CHECK(s.strategy == SWOT_WO);   /* 0 counts as above */
	CHECK(swot_weigh(e, 2).strategy == SWOT_OPEN);
	CHECK(isnan(swot_weigh(e, 2).y) && isnan(swot_weigh(e, 0).x));
	CHECK(swot_weigh(e + 2, 2).of[SWOT_T] == 0);
}

static void
power_and_interest_place_a_stakeholder(struct arena *a)
{
	(void)a;
	CHECK(swot_stance(3, 3) == SWOT_MANAGE_CLOSELY);
	CHECK(swot_stance(5, 2) == SWOT_KEEP_SATISFIED);
	CHECK(swot_stance(1, 4) == SWOT_KEEP_INFORMED);
	CHECK(swot_stance(2, 2) == SWOT_MONITOR);
	CHECK(swot_stance(NAN, 2) == SWOT_UNKNOWN);
}

/* ---- schedules ---- */

static void
the_longest_chain_is_critical(struct arena *a)
{
	/* 0 -> 1 -> 3, 0 -> 2 -> 3 of lengths 4 6 3 5, given out of order. */
	const double length[] = { 4, 6, 3, 5 };
	const struct schedule_link l[] = { { 2, 3 }, { 1, 3 }, { 0, 2 },
	    { 0, 1 } };
	struct errors e = { a, NULL };
	struct schedule s[4];
	double whole;

	CHECK(schedule_plan(a, length, 4, l, 4, s, &whole, &e));
	NEAR(whole, 15, 0);
	NEAR(s[3].start, 10, 0);
	NEAR(s[2].start, 4, 0);
	NEAR(s[2].latest, 7, 0);
	NEAR(s[2].slack, 3, 0);
	CHECK(s[0].is_critical && s[1].is_critical && s[3].is_critical);
	CHECK(!s[2].is_critical);
}

static void
a_ring_cannot_be_planned(struct arena *a)
{
	const double length[] = { 1, 1, 1 }, open[] = { NAN };
	const struct schedule_link ring[] = { { 0, 1 }, { 1, 2 }, { 2, 1 } };
	const struct schedule_link lost[] = { { 0, 7 } };
	struct errors e = { a, NULL };
	struct schedule s[3];
	double whole;

	CHECK(!schedule_plan(a, length, 3, ring, 3, s, &whole, &e));
	CHECK(errors_text(&e, "cycle") != NULL);
	CHECK(!schedule_plan(a, length, 3, lost, 1, s, &whole, &e));
	CHECK(!schedule_plan(a, open, 1, NULL, 0, s, &whole, &e));
	CHECK(schedule_plan(a, NULL, 0, NULL, 0, s, &whole, &e));
	NEAR(whole, 0, 0);
}

/* ---- experts ---- */

static void
coverage_counts_up_to_what_is_asked(struct arena *a)
{
	const double weight[] = { 3, 2, 1 }, level[] = { 3, NAN, 2 };
	const double more[] = { 9, 9, 9 }, none[] = { 0, 0, 0 };
	struct match m = match_expert(weight, level, 3, true, 550);

	(void)a;
	NEAR(m.coverage, 11.0 / 18, 1e-15);     /* (3 + 0 + 2/3) / 6 */
	NEAR(m.cost, 900, 1e-12);
	NEAR(match_expert(weight, more, 3, true, 1).coverage, 1, 1e-15);
	NEAR(match_expert(weight, level, 3, false, 1).score, 0, 0);
	CHECK(isnan(match_expert(weight, none, 3, true, 1).cost));
	CHECK(isnan(match_expert(none, level, 3, true, 1).coverage));
}

static void
the_cheaper_of_two_equals_comes_first(struct arena *a)
{
	const struct match m[] = { { 1, 0.5, 0 }, { 1, NAN, 0 },
	    { 1, 0.5, 0 }, { 1, 0.9, 0 } };
	const double fee[] = { 700, 100, 600, 900 };
	size_t order[4];

	match_rank(a, m, fee, 4, order);
	CHECK(order[0] == 3 && order[1] == 2 && order[2] == 0);
	CHECK(order[3] == 1);
}

/* Levels 1, 2, 3 and 3, 2, 1 cover the same; no needs, no coverage. */
static void
equals_are_equal_and_what_is_not_known_comes_last(struct arena *a)
{
	const double weight[] = { 1, 1, 1 };
	const double up[] = { 1, 2, 3 }, down[] = { 3, 2, 1 };
	const struct match m[] = {
	    match_expert(weight, up, 3, true, 900),
	    match_expert(weight, down, 3, true, 800),
	    match_expert(weight, down, 3, true, NAN),
	    match_expert(weight, up, 3, true, 100),
	    match_expert(weight, up, 0, true, 700),
	    match_expert(weight, up, 0, true, 600) };
	const double fee[] = { 900, 800, NAN, 100, 700, 600 };
	const size_t want[] = { 3, 1, 0, 2, 5, 4 };
	size_t order[6], i;

	NEAR(m[0].coverage, 2.0 / 3, 0);        /* 6 of 9 */
	CHECK(m[0].coverage == m[1].coverage);
	match_rank(a, m, fee, 6, order);
	for (i = 0; i < 6; i++)
		CHECK(order[i] == want[i]);
}

const struct test plan_tests[] = {
	{ "achievement goes either way", achievement_goes_either_way },
	{ "a light follows the pace", a_light_follows_the_pace },
	{ "percents add by their parts", percents_add_by_their_parts },
	{ "signs choose the strategy", signs_choose_the_strategy },
	{ "power and interest place a stakeholder", power_and_interest_place_a_stakeholder },
	{ "the longest chain is critical", the_longest_chain_is_critical },
	{ "a ring cannot be planned", a_ring_cannot_be_planned },
	{ "coverage counts up to what is asked", coverage_counts_up_to_what_is_asked },
	{ "the cheaper of two equals comes first", the_cheaper_of_two_equals_comes_first },
	{ "equals are equal and what is not known comes last",
	  equals_are_equal_and_what_is_not_known_comes_last },
	{ 0 }
};
