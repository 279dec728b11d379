/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of engine/signs: against the plain sum over all sums of ranks, one
 * rank after another, and against counts in whole numbers of any size.
 */
#include "engine/signs.h"

#include <math.h>

#include "base/arena.h"
#include "base/random.h"
#include "engine/stat.h"
#include "test.h"

static void
few_ranks_are_counted_by_hand(struct arena *a)
{
	const double three[] = { 1, 2, 3 }, tied[] = { 1.5, 1.5, 3 };

	/* Of 8 sets: none; 1; 2; 1 2 and 3. */
	NEAR(signs_chance(a, three, 3, 0), 0.125, 0);
	NEAR(signs_chance(a, three, 3, 1), 0.25, 0);
	NEAR(signs_chance(a, three, 3, 3), 0.625, 1e-16);
	/* None; one 1.5 or the other; both, and 3. */
	NEAR(signs_chance(a, tied, 3, 0), 0.125, 0);
	NEAR(signs_chance(a, tied, 3, 1.5), 0.375, 0);
	NEAR(signs_chance(a, tied, 3, 3), 0.625, 1e-16);
}

static double
plain(struct arena *a, const double *rank, size_t n, double most)
{
	double *p = NEWS(a, double, n * (n + 1) + 1), sum = 0;
	size_t top = 0, i, s, r;

	p[0] = 1;
	for (i = 0; i < n; i++) {
		r = (size_t)(2 * rank[i]);
		top += r;
		for (s = top + 1; s-- > 0; )
			p[s] = (p[s] + (s >= r ? p[s - r] : 0)) / 2;
	}
	for (s = 0; (double)s <= 2 * most; s++)
		sum += p[s];
	return sum;
}

/* n values: `alike` of them the same, the others one of `levels`; a rank
 * is lost with the chance `down`. */
static double
off_by(struct arena *a, struct random *r, size_t n, size_t alike,
    size_t levels, double down)
{
	double *x = NEWS(a, double, n), *rank = NEWS(a, double, n);
	double lost = 0, sum = (double)n * (double)(n + 1) / 2;
	size_t i;

	for (i = 0; i < n; i++)
		x[i] = i < alike ? (double)levels / 2
		    : (double)random_below(r, levels);
	stat_ranks(a, x, n, rank);
	for (i = 0; i < n; i++)
		lost += random_real(r) < down ? rank[i] : 0;
	lost = fmin(lost, sum - lost);
	return signs_chance(a, rank, n, lost) / plain(a, rank, n, lost) - 1;
}

static void
ranks_with_ties_agree_with_the_plain_sum(struct arena *a)
{
	static const size_t levels[] = { 1, 2, 3, 7, 40, 100000 };
	static const double down[] = { 0.5, 0.45, 0.3, 0.1, 0 };
	struct random r = random_seeded(8);
	struct arena_mark mark;
	size_t i, j, n;

	for (i = 0; i < 6; i++)
		for (j = 0; j < 5; j++) {
			mark = arena_mark(a);
			n = 1 + random_below(&r, 40);
			NEAR(off_by(a, &r, n, 0, levels[i], down[j]), 0,
			    1e-12);
			n = 245 + random_below(&r, 40);
			NEAR(off_by(a, &r, n, j * 50, levels[i], down[j]), 0,
			    1e-12);
			arena_back(a, mark);
		}
}

/* Piles of equal ranks, so many of each having lost. */
static double
of_piles(struct arena *a, const int (*pile)[2], size_t n, double *lost)
{
	double *rank = NEWS(a, double, 2000), mid;
	size_t all = 0, i;
	int j;

	*lost = 0;
	for (i = 0; i < n; i++) {
		mid = (double)all + (pile[i][0] + 1) / 2.0;
		for (j = 0; j < pile[i][0]; j++)
			rank[all++] = mid;
		*lost += pile[i][1] * mid;
	}
	return 2 * signs_chance(a, rank, all, *lost);
}

/*
 * Two thousand with ties.  Expected: the number of sets of ranks whose
 * sum is at most what was lost, as a whole number (products of binomial
 * coefficients added up over the piles), times 2 / 2^2000.
 */
static void
two_thousand_with_ties_are_exact(struct arena *a)
{
	static const int two[][2] = { { 1000, 450 }, { 1000, 480 } };
	static const int five[][2] = { { 400, 190 }, { 400, 185 },
		{ 400, 180 }, { 400, 178 }, { 400, 190 } };
	static const int far[][2] = { { 400, 150 }, { 400, 120 },
		{ 400, 100 }, { 400, 100 }, { 400, 110 } };
	double lost;

	NEAR(of_piles(a, two, 2, &lost) / 0.027091500359005417, 1, 1e-12);
	NEAR(lost, 945465, 0);
	NEAR(of_piles(a, five, 5, &lost) / 0.0018643631495402185, 1, 1e-12);
	NEAR(lost, 920661.5, 0);
	NEAR(of_piles(a, far, 5, &lost) / 2.1515937897805303e-75, 1, 1e-11);
}

const struct test signs_tests[] = {
	{ "few ranks are counted by hand", few_ranks_are_counted_by_hand },
	{ "ranks with ties agree with the plain sum", ranks_with_ties_agree_with_the_plain_sum },
	{ "two thousand with ties are exact", two_thousand_with_ties_are_exact },
	{ 0 }
};
