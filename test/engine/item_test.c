/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/item.h"

#include "base/arena.h"
#include "test.h"

static void
two_questions_are_worked_by_hand(struct arena *a)
{
	/* Shares right 3/4 and 1/2, sums 2 1 0 2 of variance 11/16:
	 * KR-20 2 (1 - (3/16 + 4/16) / (11/16)) = 8/11,
	 * KR-21 2 (1 - 5/4 * 3/4 / (2 * 11/16)) = 7/11. */
	const double x[] = { 1, 1,  1, 0,  0, 0,  1, 1 };
	struct item_quality q[2];
	struct item_test t = item_test(a, x, 4, 2, q);

	NEAR(t.kr20, 8.0 / 11, 1e-14);
	NEAR(t.alpha, t.kr20, 1e-14);
	NEAR(t.kr21, 7.0 / 11, 1e-14);
	NEAR(t.mean, 1.25, 0);
	NEAR(t.sd, sqrt(11.0 / 12), 1e-14);
	NEAR(t.sem, sqrt(11.0 / 12 * 3 / 11), 1e-14);
	NEAR(q[0].difficulty, 0.75, 0);
	NEAR(q[1].difficulty, 0.5, 0);
	/* each item's rest is the other: sums 3 of 4, xy .5, r 1/sqrt(3) */
	NEAR(q[0].r_rest, 1 / sqrt(3), 1e-14);
	NEAR(q[1].r_rest, 1 / sqrt(3), 1e-14);
	CHECK(isnan(q[0].alpha_without));
	CHECK(t.group == 1);            /* .27 * 4 is nearer to 1 */
	NEAR(q[0].discrimination, 1, 0);        /* the first against the third */
	CHECK(t.lo < t.alpha && t.alpha < t.hi);
}

static void
an_item_left_out_changes_alpha(struct arena *a)
{
	/* The third question is noise to the first two, which are the same. */
	const double x[] = { 1, 1, 0,  1, 1, 1,  0, 0, 0,  0, 0, 1 };
	struct item_quality q[3];
	struct item_test t = item_test(a, x, 4, 3, q);

	NEAR(q[2].alpha_without, 1, 1e-14);
	CHECK(t.alpha < 1);
	NEAR(q[2].r_rest, 0, 1e-14);
}

static void
a_blank_answer_is_wrong(struct arena *a)
{
	const double x[] = { 1, NAN,  1, 1 }, y[] = { 1, 0,  1, 1 };
	struct item_quality q[2], p[2];

	NEAR(item_test(a, x, 2, 2, q).mean, item_test(a, y, 2, 2, p).mean, 0);
	NEAR(q[1].difficulty, 0.5, 0);
}

static void
partial_marks_have_alpha_but_no_kr(struct arena *a)
{
	const double x[] = { 2, 1,  1, 0.5,  0, 0 };
	struct item_quality q[2];
	struct item_test t = item_test(a, x, 3, 2, q);

	NEAR(t.alpha, 2 * (1 - 1.25 / 2.25), 1e-14);
	CHECK(isnan(t.kr20) && isnan(t.kr21));
}

static void
a_test_that_tells_nobody_apart_has_no_alpha(struct arena *a)
{
	const double same[] = { 1, 0,  1, 0,  1, 0 };
	struct item_quality q[6];
	struct item_test t = item_test(a, same, 3, 2, q);

	CHECK(isnan(t.alpha) && isnan(t.kr20) && isnan(t.sem) && isnan(t.lo));
	CHECK(isnan(q[0].r_total));
	NEAR(q[0].difficulty, 1, 0);
	t = item_test(a, same, 6, 1, q);        /* one question */
	CHECK(isnan(t.alpha) && isnan(t.hi));
	t = item_test(a, same, 1, 6, q);        /* one person */
	CHECK(isnan(t.alpha) && isnan(t.sd));
	t = item_test(a, same, 0, 2, q);        /* nobody */
	CHECK(isnan(t.mean) && t.group == 0 && isnan(q[1].discrimination));
}

static void
who_was_not_asked_counts_neither_way(struct arena *a)
{
	/* Of the second question two were asked, one was right: 1/2.  The
	 * shares earned are 1, 1/2 and 1; of the first question 1, 1, 1. */
	const double x[] = { 1, 1,  1, 0,  1, NAN };
	struct item_quality q[2];
	struct item_test t = item_test_asked(a, x, 3, 2, q);

	NEAR(q[0].difficulty, 1, 0);
	NEAR(q[1].difficulty, 0.5, 0);
	NEAR(q[1].r_total, 1, 1e-14);   /* (1, 1) and (0, 1/2) */
	CHECK(isnan(q[1].r_rest));      /* the others do not vary */
	NEAR(q[1].discrimination, 1, 0);
	NEAR(t.mean, 1, 0);             /* of the first alone */
	CHECK(isnan(t.alpha));
}

static void
asked_of_everybody_both_agree(struct arena *a)
{
	const double x[] = { 1, 1, 0,  1, 1, 1,  0, 0, 0,  0, 0, 1 };
	struct item_quality q[3], p[3];
	struct item_test t = item_test(a, x, 4, 3, q);
	struct item_test s = item_test_asked(a, x, 4, 3, p);
	size_t j;

	NEAR(s.alpha, t.alpha, 0);
	NEAR(s.mean, t.mean, 0);
	for (j = 0; j < 3; j++) {
		NEAR(p[j].difficulty, q[j].difficulty, 0);
		NEAR(p[j].r_rest, q[j].r_rest, 1e-14);
		NEAR(p[j].r_total, q[j].r_total, 1e-14);
		NEAR(p[j].discrimination, q[j].discrimination, 0);
	}
}

const struct test item_tests[] = {
	{ "two questions are worked by hand", two_questions_are_worked_by_hand },
	{ "an item left out changes alpha", an_item_left_out_changes_alpha },
	{ "a blank answer is wrong", a_blank_answer_is_wrong },
	{ "partial marks have alpha but no KR", partial_marks_have_alpha_but_no_kr },
	{ "a test that tells nobody apart has no alpha",
	   a_test_that_tells_nobody_apart_has_no_alpha },
	{ "who was not asked counts neither way",
	   who_was_not_asked_counts_neither_way },
	{ "asked of everybody, both agree",
	   asked_of_everybody_both_agree },
	{ 0 }
};
