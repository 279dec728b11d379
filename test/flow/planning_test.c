/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/planning: chains and shares worked out by hand. */
#include "flow/planning.h"

#include "base/arena.h"
#include "test.h"

static struct planning_activity
activity(uint8_t id, int start, int end, double cost)
{
	struct planning_activity x = { .in = true, .gaps = 1 };

	x.row.row.id.b[0] = id;
	x.row.start.n = start;
	x.row.end.n = end;
	x.row.duration_days = INT64_MIN;
	x.row.modality = S("TRN");
	x.row.selected = YES;
	if (!money_from_real(cost, "EUR", &x.row.cost))
		x.row.cost = (struct money){ 0, "" };
	return x;
}

static str
ids(struct arena *a, uint8_t one, uint8_t other)
{
	struct id x = { { one } }, y = { { other } };

	return other == 0 ? id_text(a, x) : str_print(a, "%s;%s",
	    id_text(a, x).p, id_text(a, y).p);
}

static void
what_is_chosen_and_not_cancelled_is_in(struct arena *a)
{
	struct activity x = { .selected = YES, .state = S("verified") };

	(void)a;
	CHECK(planning_is_in(&x));
	x.state = S("cancelled");
	CHECK(!planning_is_in(&x));
	x = (struct activity){ .selected = NO, .state = S("proposed") };
	CHECK(!planning_is_in(&x));
	x = (struct activity){ .is_mandatory = YES };
	CHECK(planning_is_in(&x));
	x = (struct activity){ .state = S("proposed") };
	CHECK(!planning_is_in(&x));
	x.state = S("scheduled");
	CHECK(planning_is_in(&x));
}

static void
the_last_day_counts(struct arena *a)
{
	struct activity x = { .start = { 100 }, .end = { 100 },
		.duration_days = INT64_MIN };

	(void)a;
	NEAR(planning_days(&x), 1, 0);
	x.end.n = 109;
	NEAR(planning_days(&x), 10, 0);
	x = (struct activity){ .start = { 100 }, .duration_days = 12 };
	NEAR(planning_days(&x), 12, 0);
	x.duration_days = INT64_MIN;
	CHECK(isnan(planning_days(&x)));
}

static void
the_longest_chain_has_no_room(struct arena *a)
{
	/* 1 (10 days) then 2 (20 days); 3 alone (25 days); 4 has no dates */
	struct planning_activity x[] = { activity(1, 101, 110, 1),
		activity(2, 111, 130, 1), activity(3, 101, 125, 1),
		activity(4, 0, 0, 1) };
	struct planning p = { .activity = x, .n = 4 };

	x[1].row.prerequisites = ids(a, 1, 0);
	planning_link(a, &p);
	planning_chain(a, &p);
	NEAR(p.chain, 30, 0);                           /* 10 + 20 */
	CHECK(!p.ring && x[0].path.is_critical && x[1].path.is_critical);
	NEAR(x[2].path.slack, 5, 0);                    /* 30 - 25 */
	CHECK(!x[2].path.is_critical && !x[3].in_chain);
}

static void
predecessors_stand_before_what_is_needed(struct arena *a)
{
	struct planning_activity x[] = { activity(1, 101, 110, 1),
		activity(2, 101, 140, 1), activity(3, 115, 120, 1) };
	struct planning p = { .activity = x, .n = 3 };

	x[2].row.prerequisites = ids(a, 1, 2);
	x[2].row.predecessors = ids(a, 1, 0);
	planning_link(a, &p);
	CHECK(x[2].needs.n == 2 && x[2].after.n == 1 && x[2].after.at[0] == 0);
	CHECK(!x[2].early);                             /* 115 > 110 */
	x[2].row.predecessors = (str){ 0 };
	planning_link(a, &p);
	CHECK(x[2].after.n == 2 && x[2].early);         /* 115 <= 140 */
}

static void
management_runs_beside_every_chain(struct arena *a)
{
	struct planning_activity x[] = { activity(1, 101, 110, 1),
		activity(2, 1, 999, 1) };
	struct planning p = { .activity = x, .n = 2 };

	x[1].row.modality = S("MGT");
	planning_link(a, &p);
	planning_chain(a, &p);
	NEAR(p.chain, 10, 0);
	CHECK(x[1].beside && !x[1].in_chain && x[0].path.is_critical);
}

static void
a_ring_has_no_chain(struct arena *a)
{
	struct planning_activity x[] = { activity(1, 101, 110, 1),
		activity(2, 111, 130, 1) };
	struct planning p = { .activity = x, .n = 2 };

	x[0].row.predecessors = ids(a, 2, 0);
	x[1].row.predecessors = ids(a, 1, 0);
	planning_link(a, &p);
	planning_chain(a, &p);
	CHECK(p.ring && isnan(p.chain) && !x[0].in_chain);
}

static void
of_nothing_there_is_no_chain(struct arena *a)
{
	struct planning p = { .n = 0 };

	planning_link(a, &p);
	planning_chain(a, &p);
	planning_sum(&p);
	CHECK(!p.ring && isnan(p.chain) && isnan(p.equipment_share));
	CHECK(p.cost.currency[0] == '\0');
}

static void
what_is_needed_and_excluded_is_told(struct arena *a)
{
	struct planning_activity x[] = { activity(1, 1, 2, 1),
		activity(2, 1, 2, 1), activity(3, 1, 2, 1) };
	struct planning p = { .activity = x, .n = 3 };

	x[0].in = false;
	x[1].row.prerequisites = ids(a, 1, 0);
	x[2].row.exclusive_with = ids(a, 1, 2);
	planning_link(a, &p);
	planning_sum(&p);
	CHECK(x[1].lacks && !x[1].clashes && x[2].clashes && !x[0].lacks);
	CHECK(p.misfits == 2 && p.chosen == 2);
}

static void
equipment_is_a_share_of_what_is_chosen(struct arena *a)
{
	struct planning_activity x[] = { activity(1, 1, 2, 60),
		activity(2, 1, 2, 40), activity(3, 1, 2, 900) };
	struct planning p = { .activity = x, .n = 3 };

	(void)a;
	x[1].row.modality = S("EQP");
	x[1].gaps = 0;
	x[2].row.modality = S("EQP");
	x[2].in = false;
	planning_sum(&p);
	NEAR(p.equipment_share, 0.4, 1e-12);            /* 40 / 100 */
	CHECK(p.cost.minor == 10000 && p.aimless == 1);
	x[1].row.is_mandatory = YES;
	planning_sum(&p);
	CHECK(p.aimless == 0);
	x[0].row.cost = (struct money){ 60, "USD" };
	planning_sum(&p);
	CHECK(p.cost.currency[0] == '\0' && isnan(p.equipment_share));
}

const struct test planning_tests[] = {
	{ "what is chosen and not cancelled is in",
	   what_is_chosen_and_not_cancelled_is_in },
	{ "the last day counts", the_last_day_counts },
	{ "the longest chain has no room", the_longest_chain_has_no_room },
	{ "predecessors stand before what is needed",
	   predecessors_stand_before_what_is_needed },
	{ "management runs beside every chain", management_runs_beside_every_chain },
	{ "a ring has no chain", a_ring_has_no_chain },
	{ "of nothing there is no chain", of_nothing_there_is_no_chain },
	{ "what is needed and excluded is told", what_is_needed_and_excluded_is_told },
	{ "equipment is a share of what is chosen",
	   equipment_is_a_share_of_what_is_chosen },
	{ 0 }
};
