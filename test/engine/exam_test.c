/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of engine/exam.  Marks and moments were worked out by hand from
 * exam.h; the workings stand beside them.
 */
#include "engine/exam.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "test.h"

static void
an_order_holds_everything_once_and_comes_again(struct arena *a)
{
	size_t one[40], two[40], seen[40] = { 0 }, i;

	(void)a;
	exam_order(7, 0, one, 40);
	exam_order(7, 0, two, 40);
	CHECK(memcmp(one, two, sizeof(one)) == 0);
	for (i = 0; i < 40; i++)
		seen[one[i]]++;
	for (i = 0; i < 40; i++)
		CHECK(seen[i] == 1);
	exam_order(8, 0, two, 40);
	CHECK(memcmp(one, two, sizeof(one)) != 0);
	exam_order(7, 1, two, 40);
	CHECK(memcmp(one, two, sizeof(one)) != 0);
}

static void
every_place_is_as_likely_as_any_other(struct arena *a)
{
	/* 6,000 orders of 4: each thing first 1,500 times; the chance that
	 * chi-square with 3 degrees exceeds 16.27 is 1 in 1,000. */
	double seen[4] = { 0 }, chi = 0;
	size_t order[4], i;

	(void)a;
	for (i = 0; i < 6000; i++) {
		exam_order(i, 0, order, 4);
		seen[order[0]]++;
	}
	for (i = 0; i < 4; i++)
		chi += (seen[i] - 1500) * (seen[i] - 1500) / 1500;
	CHECK(chi < 16.27);
}

static void
as_many_are_drawn_of_a_topic_as_it_wants_or_has(struct arena *a)
{
	const size_t topic[] = { 0, 1, 0, 1, 0, 2 };
	struct exam_quota q[] = { { 0, 2, 0 }, { 1, 5, 0 }, { 3, 1, 0 } };
	size_t out[6], n = exam_draw(a, 5, topic, 6, q, 3, out), i;

	CHECK(n == 4);                  /* 2 of three, both, none */
	CHECK(q[0].drawn == 2 && q[1].drawn == 2 && q[2].drawn == 0);
	for (i = 0; i < n; i++) {
		CHECK(topic[out[i]] < 2);
		CHECK(i == 0 || out[i - 1] < out[i]);
	}
}

static void
one_of_several_is_right_or_wrong(struct arena *a)
{
	(void)a;
	NEAR(exam_single(3, 3), 1, 0);
	NEAR(exam_single(3, 2), 0, 0);
	NEAR(exam_single(3, 0), 0, 0);
}

static void
several_earn_for_each_right_and_lose_for_each_wrong(struct arena *a)
{
	(void)a;
	/* right: the first and third of four, 0101 */
	NEAR(exam_several(5, 5), 1, 0);
	NEAR(exam_several(5, 1), 0.5, 0);       /* 1 of 2 */
	NEAR(exam_several(5, 7), 0.5, 0);       /* (2 - 1) / 2 */
	NEAR(exam_several(5, 15), 0, 0);        /* (2 - 2) / 2 */
	NEAR(exam_several(5, 10), 0, 0);        /* -2 / 2, not below 0 */
	NEAR(exam_several(5, 0), 0, 0);
	CHECK(isnan(exam_several(0, 1)));
}

static void
a_number_may_be_off_by_the_tolerance(struct arena *a)
{
	(void)a;
	NEAR(exam_number(12.5, 0.5, 12), 1, 0);
	NEAR(exam_number(12.5, 0.5, 13.0), 1, 0);
	NEAR(exam_number(12.5, 0.5, 13.01), 0, 0);
	NEAR(exam_number(0.3, NAN, 0.1 + 0.2), 1, 0);
	NEAR(exam_number(3, 0, NAN), 0, 0);
}

static void
a_short_answer_is_read_as_strictly_as_was_set(struct arena *a)
{
	const str said[] = { S("Hà Nội"), S("Thăng Long") };

	NEAR(exam_short(a, said, 2, 0, S(" Hà  Nội ")), 1, 0);
	NEAR(exam_short(a, said, 2, 0, S("hà nội")), 0, 0);
	NEAR(exam_short(a, said, 2, EXAM_ANY_CASE, S("HÀ NỘI")), 1, 0);
	NEAR(exam_short(a, said, 2, EXAM_ANY_CASE, S("Ha Noi")), 0, 0);
	NEAR(exam_short(a, said, 2, EXAM_ANY_MARKS, S("thang long")), 1, 0);
	/* the same letters taken apart: a + grave, o + circumflex + dot */
	NEAR(exam_short(a, said, 2, 0,
	    S("Ha\xCC\x80 No\xCC\x82\xCC\xA3i")), 1, 0);
	NEAR(exam_short(a, said, 2, EXAM_ANY_MARKS, S("")), 0, 0);
	CHECK(isnan(exam_short(a, NULL, 0, 0, S("because"))));
	NEAR(exam_short(a, NULL, 0, 0, S("  ")), 0, 0);
}

static void
the_time_is_up_after_the_minutes_or_at_the_closing(struct arena *a)
{
	/* opens at 0, closes after 60 minutes, 30 minutes each */
	struct exam_clock k = { 0, 3600000, 30, 0, INT64_MIN };

	(void)a;
	CHECK(exam_stands(&k, -1) == EXAM_EARLY);
	CHECK(exam_stands(&k, 0) == EXAM_OPEN);
	CHECK(exam_stands(&k, 3600001) == EXAM_CLOSED);
	k.began = 600000;               /* after 10 minutes: up at 40 */
	CHECK(exam_due(&k) == 2400000);
	CHECK(exam_stands(&k, 2400000) == EXAM_RUNNING);
	CHECK(exam_stands(&k, 2400001) == EXAM_OVER);
	k.began = 2400000;              /* at 40: up at 60, not 70 */
	CHECK(exam_due(&k) == 3600000);
	k.extra = 15;                   /* then at 75, beyond the closing */
	CHECK(exam_due(&k) == 4500000);
	k.minutes = k.closes = INT64_MIN;
	CHECK(exam_due(&k) == INT64_MIN);
	CHECK(exam_stands(&k, INT64_MAX) == EXAM_RUNNING);
}

static void
an_answer_on_its_way_is_not_late(struct arena *a)
{
	const struct exam_clock k = { 0, INT64_MIN, 1, 0, 0 };

	(void)a;
	CHECK(!exam_late(&k, 60000));
	CHECK(!exam_late(&k, 65000));
	CHECK(exam_late(&k, 65001));
}

static void
the_sum_is_of_what_is_marked(struct arena *a)
{
	const double mark[] = { 1, 0.5, NAN, 0 }, worth[] = { 2, 1, 4, 1 };
	struct exam_sum s = exam_sum(mark, worth, 4);

	(void)a;
	NEAR(s.points, 2.5, 0);
	NEAR(s.most, 4, 0);             /* 2 + 1 + 1 */
	NEAR(s.share, 0.625, 0);
	CHECK(s.open == 1);
	CHECK(isnan(exam_sum(mark, worth, 0).share));
}

const struct test exam_engine_tests[] = {
	{ "an order holds everything once and comes again",
	   an_order_holds_everything_once_and_comes_again },
	{ "every place is as likely as any other",
	   every_place_is_as_likely_as_any_other },
	{ "as many are drawn of a topic as it wants or has",
	   as_many_are_drawn_of_a_topic_as_it_wants_or_has },
	{ "one of several is right or wrong",
	   one_of_several_is_right_or_wrong },
	{ "several earn for each right and lose for each wrong",
	   several_earn_for_each_right_and_lose_for_each_wrong },
	{ "a number may be off by the tolerance",
	   a_number_may_be_off_by_the_tolerance },
	{ "a short answer is read as strictly as was set",
	   a_short_answer_is_read_as_strictly_as_was_set },
	{ "the time is up after the minutes or at the closing",
	   the_time_is_up_after_the_minutes_or_at_the_closing },
	{ "an answer on its way is not late",
	   an_answer_on_its_way_is_not_late },
	{ "the sum is of what is marked",
	   the_sum_is_of_what_is_marked },
	{ 0 }
};
