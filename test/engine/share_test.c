/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of engine/share: parts by hand, and sums over random wholes. */
#include "engine/share.h"

#include <math.h>

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

/* 100 by 3: 33 each, one unit left, equal remainders: to the first. */
static void
what_is_left_goes_to_the_first_of_equal_parts(struct arena *a)
{
	int64_t p[3];

	share_out(a, 100, NULL, 3, p);
	CHECK(p[0] == 34 && p[1] == 33 && p[2] == 33);
	share_out(a, -100, NULL, 3, p);
	CHECK(p[0] == -34 && p[1] == -33 && p[2] == -33);
	share_out(a, 2, NULL, 3, p);
	CHECK(p[0] == 1 && p[1] == 1 && p[2] == 0);
}

/*
 * 1001 by 1 : 2 : 4 (sum 7) is exactly 143, 286, 572.  1000 is 142.857,
 * 285.714, 571.428: rounded down 998, and the two left go to the first two.
 */
static void
the_largest_remainders_come_first(struct arena *a)
{
	static const double w[] = { 1, 2, 4 };
	int64_t p[3];

	share_out(a, 1001, w, 3, p);
	CHECK(p[0] == 143 && p[1] == 286 && p[2] == 572);
	share_out(a, 1000, w, 3, p);
	CHECK(p[0] == 143 && p[1] == 286 && p[2] == 571);
}

static void
who_weighs_nothing_gets_nothing(struct arena *a)
{
	static const double w[] = { 0, 3, NAN, -1 }, none[] = { 0, NAN };
	int64_t p[4];

	share_out(a, 10, w, 4, p);
	CHECK(p[0] == 0 && p[1] == 10 && p[2] == 0 && p[3] == 0);
	share_out(a, 5, none, 2, p);            /* equal, then */
	CHECK(p[0] == 3 && p[1] == 2);
	share_out(a, 5, none, 0, p);
}

static double
chance(struct random *r)
{
	return (double)(random_below(r, 1000000)) / 999999;
}

static void
parts_add_up_to_the_whole(struct arena *a)
{
	struct arena_mark mark;
	int64_t p[200], whole, sum;
	struct random r;
	double w[200];
	size_t i, n, try;
	bool fine = true, near = true;
	double all;

	r = random_seeded(7);
	for (try = 0; try < 20000; try++) {
		mark = arena_mark(a);
		n = 1 + (size_t)random_below(&r, 200);
		whole = (int64_t)(chance(&r) * pow(10, 18 * chance(&r)));
		whole = random_below(&r, 2) == 0 ? whole : -whole;
		for (i = 0, all = 0; i < n; i++)
			all += w[i] = pow(10, 12 * chance(&r) - 6);
		share_out(a, whole, w, n, p);
		for (i = 0, sum = 0; i < n; i++) {
			sum += p[i];
			near &= fabs((double)p[i] - (double)whole * w[i] / all)
			    <= 1 + 1e-9 * fabs((double)whole);
		}
		fine &= sum == whole;
		arena_back(a, mark);
	}
	CHECK(fine);
	CHECK(near);            /* a unit beside its exact part at most */
}

const struct test share_tests[] = {
	{ "what is left goes to the first of equal parts",
	   what_is_left_goes_to_the_first_of_equal_parts },
	{ "the largest remainders come first",
	   the_largest_remainders_come_first },
	{ "who weighs nothing gets nothing",
	   who_weighs_nothing_gets_nothing },
	{ "parts add up to the whole", parts_add_up_to_the_whole },
	{ 0 }
};
