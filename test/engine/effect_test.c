/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/effect.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

/* Hours of sleep gained with two drugs by ten people: A. R. Cushny, A. R.
 * Peebles (1905), as used by Student (1908), The probable error of a mean,
 * who finds a mean difference of 1.58. */
static const double one[] = { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2 };
static const double two[] = { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 };

static void
sleep_changed_as_student_found(struct arena *a)
{
	struct effect_paired e = effect_paired(a, one, two, 10);

	CHECK(e.n == 10 && e.left_out == 0);
	NEAR(e.mean, 1.58, 1e-12);
	NEAR(e.sd, 1.23, 5e-3);
	NEAR(e.t, 4.0621, 5e-5);        /* as t.test of R prints them */
	NEAR(e.p, 0.002833, 5e-7);
	NEAR(e.lo, 0.7001142, 5e-8);
	NEAR(e.hi, 2.4598858, 5e-8);
	NEAR(e.d_z, e.t / sqrt(10), 1e-12);
	NEAR(e.g_z, e.j * e.d_z, 1e-12);
	/* Gamma(9/2) = 105/16 sqrt(pi), Gamma(4) = 6 */
	NEAR(e.j, 105 / 16.0 * sqrt(acos(-1)) / (6 * sqrt(4.5)), 1e-14);
	NEAR(e.j_near, 1 - 3 / 35.0, 1e-15);
	CHECK(e.g_z_lo < e.g_z && e.g_z < e.g_z_hi);
}

static void
the_other_effect_sizes_follow_from_their_formulas(struct arena *a)
{
	/* Before 1 2 3, after 2 4 6: change 1 2 3, sd 1; sds 1 and 2; r 1. */
	const double pre[] = { 1, 2, 3 }, post[] = { 2, 4, 6 };
	struct effect_paired e = effect_paired(a, pre, post, 3);

	NEAR(e.d_z, 2, 1e-12);
	NEAR(e.d_av, 2 / sqrt(2.5), 1e-12);
	NEAR(e.d_pre, 2, 1e-12);
	NEAR(e.r, 1, 1e-12);
	NEAR(e.d_rm, 0, 1e-6);          /* sqrt(2 (1 - 1)) */
	/* J of 2 degrees: Gamma(1) / (sqrt(1) Gamma(1/2)) = 1 / sqrt(pi) */
	NEAR(e.j, 1 / sqrt(acos(-1)), 1e-14);
}

static void
who_lacks_a_score_is_left_out(struct arena *a)
{
	const double pre[] = { 1, NAN, 2, 3, 9 }, post[] = { 2, 5, 4, 6, NAN };
	struct effect_paired e = effect_paired(a, pre, post, 5);

	CHECK(e.n == 3 && e.left_out == 2);
	NEAR(e.mean, 2, 1e-12);
}

static void
a_change_that_is_the_same_for_all_has_no_t(struct arena *a)
{
	/* All changes are 0.1 but for rounding. */
	const double pre[] = { 1, 100, 3 }, post[] = { 1.1, 100.1, 3.1 };
	struct effect_paired e = effect_paired(a, pre, post, 3);

	NEAR(e.sd, 0, 0);
	CHECK(isnan(e.t) && isnan(e.p) && isnan(e.d_z) && isnan(e.g_z_lo));
	e = effect_paired(a, pre, post, 1);
	CHECK(e.n == 1 && isnan(e.sd) && isnan(e.df) && isnan(e.lo));
	e = effect_paired(a, pre, post, 0);
	CHECK(isnan(e.mean) && isnan(e.g_av));
	e = effect_paired(a, pre, post, 2);
	CHECK(isnan(e.j));              /* one degree of freedom has none */
}

static void
signed_ranks_of_the_sleepers_are_all_above(struct arena *a)
{
	/* One zero, then nine gains: 2 of 2^9 signs are as extreme. */
	struct effect_signed e = effect_signed(a, one, two, 10);

	CHECK(e.zeros == 1 && e.m == 9);
	NEAR(e.plus, 45, 0);
	NEAR(e.minus, 0, 0);
	NEAR(e.p_exact, 2.0 / 512, 1e-15);
	NEAR(e.p_corrected, 0.009091, 5e-7);    /* wilcox.test of R */
	NEAR(e.biserial, 1, 0);
}

static void
rounding_breaks_no_tie(struct arena *a)
{
	/* Changes 0.3 (twice, as different doubles), -0.1 and 0.6:
	 * ranks 2.5 2.5 1 4; variance 30/4 - 6/48. */
	const double pre[] = { 0.1, 1.1, 0.2, 0 };
	const double post[] = { 0.4, 1.4, 0.1, 0.6 };
	struct effect_signed e = effect_signed(a, pre, post, 4);

	CHECK(post[0] - pre[0] != post[1] - pre[1]);
	NEAR(e.plus, 9, 0);
	NEAR(e.minus, 1, 0);
	NEAR(e.z, 4 / sqrt(7.5 - 0.125), 1e-12);
	/* Sums of at most 1 of 1 2.5 2.5 4: none and the 1 alone, 2 of 16. */
	NEAR(e.p_exact, 0.25, 1e-15);
}

static void
no_change_has_no_rank(struct arena *a)
{
	const double x[] = { 1, 2, 3 };
	struct effect_signed e = effect_signed(a, x, x, 3);

	CHECK(e.zeros == 3 && e.m == 0);
	CHECK(isnan(e.p_exact) && isnan(e.z) && isnan(e.biserial));
	NEAR(e.shift, 0, 0);
	CHECK(isnan(effect_signed(a, x, x, 0).shift));
}

static void
as_many_up_as_down_is_no_evidence(struct arena *a)
{
	const double pre[] = { 1, 2 }, post[] = { 2, 1 };
	struct effect_signed e = effect_signed(a, pre, post, 2);

	NEAR(e.p_exact, 1, 0);
	NEAR(e.z, 0, 0);
	NEAR(e.p_corrected, 1, 0);
}

static int
ascending(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* As it is defined: of all means of two, made and sorted. */
static double
plain_shift(struct arena *a, const double *x, size_t n)
{
	size_t i, j, k = 0, all = n * (n + 1) / 2;
	double *mean = NEWS(a, double, all);

	for (i = 0; i < n; i++)
		for (j = i; j < n; j++)
			mean[k++] = (x[i] + x[j]) / 2;
	qsort(mean, all, sizeof(*mean), ascending);
	return all % 2 == 1 ? mean[all / 2]
	    : (mean[all / 2 - 1] + mean[all / 2]) / 2;
}

/* Of any size, with and without ties, and with all alike. */
static void
the_shift_is_the_median_of_all_pairs(struct arena *a)
{
	struct random r = random_seeded(5);
	double zero[41] = { 0 }, x[41], steps;
	size_t n, i, round;

	for (round = 0; round < 400; round++) {
		n = 1 + round % 41;
		steps = round % 4 == 0 ? 1e12 : (double)(round % 9);
		for (i = 0; i < n; i++)
			x[i] = floor((random_real(&r) - 0.3) * steps) / 8;
		NEAR(effect_signed(a, zero, x, n).shift,
		    plain_shift(a, x, n), 0);
	}
}

static void
a_class_gains_what_it_lacked(struct arena *a)
{
	/* In percent of 20: before 50 100 0 40, after 75 100 0 20. */
	const double pre[] = { 10, 20, 0, 8 }, post[] = { 15, 20, 0, 4 };
	struct effect_gain g = effect_gain(a, pre, post, 4, 20);

	NEAR(g.pre_percent, 47.5, 1e-12);
	NEAR(g.post_percent, 48.75, 1e-12);
	NEAR(g.gain, 1.25 / 52.5, 1e-12);
	CHECK(g.band == EFFECT_LOW);
	NEAR(g.mean_gain, (0.5 + 0 - 20.0 / 60) / 3, 1e-12);
	NEAR(g.mean_change, (0.5 - 0.5) / 2, 1e-12);    /* two stay at ends */
}

static void
bands_of_gain_begin_at_three_and_seven_tenths(struct arena *a)
{
	const double zero[] = { 0 }, low[] = { 29 }, middle[] = { 30 };
	const double high[] = { 70 }, full[] = { 100 };

	CHECK(effect_gain(a, zero, low, 1, 100).band == EFFECT_LOW);
	CHECK(effect_gain(a, zero, middle, 1, 100).band == EFFECT_MEDIUM);
	CHECK(effect_gain(a, zero, high, 1, 100).band == EFFECT_HIGH);
	CHECK(effect_gain(a, full, full, 1, 100).band == EFFECT_NONE);
	CHECK(isnan(effect_gain(a, zero, low, 1, 0).pre_percent));
	CHECK(isnan(effect_gain(a, zero, low, 0, 100).gain));
}

static void
shares_have_wilsons_interval(struct arena *a)
{
	/* R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table 1:
	 * 81 of 263 gives .2553 to .3662, 0 of 20 gives 0 to .1611. */
	struct effect_share s = effect_share(81, 263);

	(void)a;
	NEAR(s.lo, 0.2553, 5e-5);
	NEAR(s.hi, 0.3662, 5e-5);
	s = effect_share(0, 20);
	NEAR(s.lo, 0, 1e-15);
	NEAR(s.hi, 0.1611, 5e-5);
	CHECK(isnan(effect_share(0, 0).share));
	CHECK(isnan(effect_share(3, 2).lo));
	CHECK(isnan(effect_share(NAN, 2).share));
}

/* m people, all sizes of change different; those whose place divides by
 * `down` have lost. */
static struct effect_signed
untied(struct arena *a, size_t m, size_t down)
{
	double *pre = NEWS(a, double, m), *post = NEWS(a, double, m);
	size_t i;

	for (i = 0; i < m; i++) {
		pre[i] = 1000;
		post[i] = 1000 + (double)(i + 1) * ((i + 1) % down == 0 ? -1
		    : 1) / 4;
	}
	return effect_signed(a, pre, post, m);
}

/*
 * How many sets of 1..m have a sum of at most so much, counted one rank
 * after another in whole numbers of any size: 2 * count / 2^m.
 */
static void
many_ranks_without_ties_are_exact(struct arena *a)
{
	struct effect_signed e = untied(a, 120, 11);

	CHECK(e.minus == 605);                  /* 11 + 22 + .. + 110 */
	NEAR(e.p_exact / 1.19923807152231e-18, 1, 1e-9);
	e = untied(a, 120, 2);
	CHECK(e.plus == 3600);                  /* 1 + 3 + .. + 119 */
	NEAR(e.p_exact / 0.938648870921456, 1, 1e-11);
	e = untied(a, 301, 2);
	CHECK(e.minus == 22650);
	NEAR(e.p_exact / 0.960478336441705, 1, 1e-11);
	/* All up: one set of 2^120, on both sides. */
	e = untied(a, 120, 1000);
	NEAR(e.p_exact / ldexp(1, -119), 1, 1e-12);
}

/* Two thousand: near the normal with its correction in the middle. */
static void
two_thousand_ranks_have_an_exact_chance(struct arena *a)
{
	struct effect_signed e = untied(a, 2000, 2);

	NEAR(e.p_exact / e.p_corrected, 1, 1e-3);
	e = untied(a, 2000, 3);
	CHECK(e.p_exact > 0 && e.p_exact < 1e-20);
	e = untied(a, 2000, 40);
	CHECK(e.p_exact >= 0 && e.p_exact < 1e-200);
	e = untied(a, 2000, 2);
	NEAR(untied(a, 2000, 2).p_exact, e.p_exact, 0); /* the same bytes */
}

/*
 * M. Borenstein et al. (2009), Introduction to Meta-Analysis, ch. 4, paired
 * groups: means 103 and 100, standard deviation of the differences 5.5,
 * correlation 0.7, 50 pairs: d 0.4225, J 0.9846, g 0.4160, variance of g
 * 0.0127 (standard error 0.1127).  The pairs here are made to have just
 * those: u and v are at right angles, have no mean and the same length.
 */
static void
a_standardised_gain_is_that_of_the_textbook(struct arena *a)
{
	enum { N = 50 };
	const double r = 0.7, sd = 5.5 / sqrt(2 * (1 - r));
	const double s = sd * sqrt((N - 1.0) / N);
	double pre[N], post[N], u, v;
	struct effect_paired p;
	int i;

	for (i = 0; i < N; i++) {
		u = i % 2 ? 1 : -1;
		v = i >= 48 ? 0 : (i / 2 % 2 ? 1 : -1) * sqrt(N / 48.0);
		pre[i] = 100 + s * u;
		post[i] = 103 + s * (r * u + sqrt(1 - r * r) * v);
	}
	p = effect_paired(a, pre, post, N);
	NEAR(p.mean, 3, 1e-12);
	NEAR(p.sd, 5.5, 1e-12);
	NEAR(p.r, 0.7, 1e-12);
	NEAR(p.d_av, 0.4225, 5e-5);
	NEAR(p.j_near, 0.9846, 5e-5);
	NEAR(p.j, 0.9846, 1e-4);
	NEAR(p.g_av, 0.4160, 1e-4);
	NEAR(p.var_g_av, 0.0127, 5e-5);
	NEAR(p.g_av_lo, 0.4160 - 1.96 * 0.1127, 5e-4);
	NEAR(p.g_av_hi, 0.4160 + 1.96 * 0.1127, 5e-4);
}

const struct test effect_tests[] = {
	{ "many ranks without ties are exact",
	   many_ranks_without_ties_are_exact },
	{ "two thousand ranks have an exact chance",
	   two_thousand_ranks_have_an_exact_chance },
	{ "sleep changed as Student found", sleep_changed_as_student_found },
	{ "the other effect sizes follow from their formulas",
	   the_other_effect_sizes_follow_from_their_formulas },
	{ "who lacks a score is left out", who_lacks_a_score_is_left_out },
	{ "a change that is the same for all has no t",
	   a_change_that_is_the_same_for_all_has_no_t },
	{ "signed ranks of the sleepers are all above",
	   signed_ranks_of_the_sleepers_are_all_above },
	{ "rounding breaks no tie", rounding_breaks_no_tie },
	{ "no change has no rank", no_change_has_no_rank },
	{ "as many up as down is no evidence", as_many_up_as_down_is_no_evidence },
	{ "the shift is the median of all pairs", the_shift_is_the_median_of_all_pairs },
	{ "a class gains what it lacked", a_class_gains_what_it_lacked },
	{ "bands of gain begin at three and seven tenths",
	   bands_of_gain_begin_at_three_and_seven_tenths },
	{ "shares have Wilson's interval", shares_have_wilsons_interval },
	{ "a standardised gain is that of the textbook",
	  a_standardised_gain_is_that_of_the_textbook },
	{ 0 }
};
