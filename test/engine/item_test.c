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

/*
 * 30 departments, the share of about 35 clerks who agree to each of seven
 * questions: S. Chatterjee, B. Price (1977), Regression Analysis by Example,
 * known as the data set "attitude" of R.  Its alpha of 0.84, and those
 * without each question, are the example of W. Revelle's package psych.
 */
static void
alpha_is_that_of_the_clerks(struct arena *a)
{
	static const double x[30 * 7] = {
		43, 51, 30, 39, 61, 92, 45,
		63, 64, 51, 54, 63, 73, 47,
		71, 70, 68, 69, 76, 86, 48,
		61, 63, 45, 47, 54, 84, 35,
		81, 78, 56, 66, 71, 83, 47,
		43, 55, 49, 44, 54, 49, 34,
		58, 67, 42, 56, 66, 68, 35,
		71, 75, 50, 55, 70, 66, 41,
		72, 82, 72, 67, 71, 83, 31,
		67, 61, 45, 47, 62, 80, 41,
		64, 53, 53, 58, 58, 67, 34,
		67, 60, 47, 39, 59, 74, 41,
		69, 62, 57, 42, 55, 63, 25,
		68, 83, 83, 45, 59, 77, 35,
		77, 77, 54, 72, 79, 77, 46,
		81, 90, 50, 72, 60, 54, 36,
		74, 85, 64, 69, 79, 79, 63,
		65, 60, 65, 75, 55, 80, 60,
		65, 70, 46, 57, 75, 85, 46,
		50, 58, 68, 54, 64, 78, 52,
		50, 40, 33, 34, 43, 64, 33,
		64, 61, 52, 62, 66, 80, 41,
		53, 66, 52, 50, 63, 80, 37,
		40, 37, 42, 58, 50, 57, 49,
		63, 54, 42, 48, 66, 75, 33,
		66, 77, 66, 63, 88, 76, 72,
		78, 75, 58, 74, 80, 78, 49,
		48, 57, 44, 45, 51, 83, 38,
		85, 85, 71, 71, 77, 74, 55,
		82, 82, 39, 59, 64, 78, 39,
	};
	const double mean[] = { 64.63, 66.6, 53.13, 56.37, 64.63, 74.77,
		42.93 };
	const double without[] = { 0.81, 0.80, 0.83, 0.80, 0.80, 0.86, 0.84 };
	struct item_quality q[7];
	struct item_test t = item_test(a, x, 30, 7, q);
	size_t i;

	NEAR(t.alpha, 0.84, 0.005);
	for (i = 0; i < 7; i++) {
		NEAR(q[i].difficulty, mean[i], 0.005);
		NEAR(q[i].alpha_without, without[i], 0.0051);
	}
	/* L. S. Feldt (1965): 0.75 to 0.92, of 29 and 174 degrees. */
	CHECK(t.lo > 0.73 && t.lo < 0.77 && t.hi > 0.90 && t.hi < 0.93);
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
	{ "alpha is that of the clerks",
	  alpha_is_that_of_the_clerks },
	{ 0 }
};
