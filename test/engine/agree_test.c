/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/agree.h"

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

/* K. Krippendorff (2011), Computing Krippendorff's alpha-reliability,
 * section D: 12 units by 4 observers, some missing. */
static const double observers[12][4] = {
	{ 1, 1, NAN, 1 }, { 2, 2, 3, 2 }, { 3, 3, 3, 3 }, { 3, 3, 3, 3 },
	{ 2, 2, 2, 2 }, { 1, 2, 3, 4 }, { 4, 4, 4, 4 }, { 1, 1, 2, 1 },
	{ 2, 2, 2, 2 }, { NAN, 5, 5, 5 }, { NAN, NAN, 1, 1 }, { NAN, NAN, 3, NAN },
};

static struct agree_alpha
alpha_of(struct arena *a, const double *x, size_t units, size_t raters,
    enum agree_metric metric)
{
	struct agree *g = agree_new(a);
	size_t i;

	for (i = 0; i < units; i++)
		agree_unit(g, x + i * raters, raters);
	return agree_alpha(g, metric);
}

static void
alpha_is_what_its_author_published(struct arena *a)
{
	const double *x = observers[0];
	struct agree_alpha r = alpha_of(a, x, 12, 4, AGREE_NOMINAL);

	NEAR(r.alpha, 0.743, 5e-4);
	NEAR(r.pairable, 40, 0);
	NEAR(alpha_of(a, x, 12, 4, AGREE_ORDINAL).alpha, 0.815, 5e-4);
	NEAR(alpha_of(a, x, 12, 4, AGREE_INTERVAL).alpha, 0.849, 5e-4);
	NEAR(alpha_of(a, x, 12, 4, AGREE_RATIO).alpha, 0.797, 5e-4);
}

static void
alpha_of_a_small_table_is_worked_by_hand(struct arena *a)
{
	/* Units 3 2 3, 1 1 2, 4 4 4, 2 3, 0 1 0, 3 3: n = 16, of 0 to 4
	 * there are 2 3 3 5 3. Unlike pairs: 2-3 1 in unit 1 (2 of each /2)
	 * and 1 in unit 4, so o_23 = 1 + 1; o_12 = 1; o_01 = 1.
	 * Nominal Do = 2 * 4 / 16; De = (256 - 56) / 240. */
	const double x[] = { 3, 2, 3,  1, 1, 2,  4, 4, 4,  2, NAN, 3,
	    0, 1, 0,  3, 3, NAN };
	struct agree_alpha r = alpha_of(a, x, 6, 3, AGREE_NOMINAL);

	NEAR(r.observed, 0.5, 1e-15);
	NEAR(r.expected, 200.0 / 240, 1e-15);
	NEAR(r.alpha, 1 - 0.5 / (200.0 / 240), 1e-15);
	/* Ordinal: mean ranks 1 3.5 6.5 10.5 14.5, so squared distances
	 * 6.25 (0-1), 9 (1-2), 16 (2-3): 2 * (6.25 + 9 + 32) / 16. */
	r = alpha_of(a, x, 6, 3, AGREE_ORDINAL);
	NEAR(r.observed, 2 * (6.25 + 9 + 32) / 16, 1e-14);
	NEAR(r.expected, 43.1333333333333, 1e-12);
}

static void
without_variation_or_pairs_there_is_no_alpha(struct arena *a)
{
	const double same[] = { 3, 3, 3, 3 }, lone[] = { 3, NAN, NAN, 2 };
	struct agree_alpha r = alpha_of(a, same, 2, 2, AGREE_ORDINAL);

	CHECK(isnan(r.alpha));
	NEAR(r.expected, 0, 0);
	NEAR(r.pairable, 4, 0);
	r = alpha_of(a, lone, 2, 2, AGREE_INTERVAL);
	CHECK(isnan(r.alpha) && isnan(r.observed));
	NEAR(r.pairable, 0, 0);
	CHECK(isnan(alpha_of(a, same, 0, 2, AGREE_RATIO).alpha));
}

static void
alpha_takes_any_real_values(struct arena *a)
{
	/* Interval alpha does not mind the scale, nor does nominal. */
	const double x[] = { 1.5, 2.25, 2.25, 2.25, 0.5, 0.5, -0.0, 0 };
	double y[8];
	size_t i;

	for (i = 0; i < 8; i++)
		y[i] = 1e6 + 1e3 * x[i];
	NEAR(alpha_of(a, x, 4, 2, AGREE_INTERVAL).alpha,
	    alpha_of(a, y, 4, 2, AGREE_INTERVAL).alpha, 1e-12);
	NEAR(alpha_of(a, x, 4, 2, AGREE_ORDINAL).alpha,
	    alpha_of(a, y, 4, 2, AGREE_ORDINAL).alpha, 1e-12);
	NEAR(alpha_of(a, x, 4, 2, AGREE_NOMINAL).observed, 0.25, 1e-15);
}

/* The definition itself, pair by pair. */
static double
slowly(const double *x, size_t units, size_t raters, enum agree_metric how)
{
	double n_of[64] = { 0 }, o[64][64] = { { 0 } }, n = 0, Do = 0, De = 0;
	double d, m;
	size_t u, i, j, g;

	for (u = 0; u < units; u++) {
		const double *r = x + u * raters;

		for (i = 0, m = 0; i < raters; i++)
			m += !isnan(r[i]);
		for (i = 0; m > 1 && i < raters; i++)
			for (j = 0; j < raters; j++)
				if (i != j && !isnan(r[i]) && !isnan(r[j]))
					o[(int)r[i]][(int)r[j]] += 1 / (m - 1);
	}
	for (i = 0; i < 64; i++)
		for (j = 0; j < 64; j++)
			n_of[i] += o[i][j], n += o[i][j];
	for (i = 0; i < 64; i++)
		for (j = 0; j < 64; j++) {
			d = (double)i - (double)j;
			if (how == AGREE_RATIO && i + j > 0)
				d /= (double)(i + j);
			if (how == AGREE_NOMINAL)
				d = i != j;
			if (how == AGREE_ORDINAL) {
				d = -(n_of[i] + n_of[j]) / 2;
				for (g = i < j ? i : j; g <= (i < j ? j : i); g++)
					d += n_of[g];
			}
			Do += o[i][j] * d * d / n;
			De += n_of[i] * n_of[j] * d * d / (n * (n - 1));
		}
	return 1 - Do / De;
}

static void
alpha_agrees_with_its_definition_on_many_values(struct arena *a)
{
	struct random r = random_seeded(7);
	double x[400 * 5];
	size_t i;
	int how;

	for (i = 0; i < 400 * 5; i++)
		x[i] = random_below(&r, 8) == 0 ? NAN :
		    (double)random_below(&r, 60);
	for (how = AGREE_NOMINAL; how <= AGREE_RATIO; how++)
		NEAR(alpha_of(a, x, 400, 5, (enum agree_metric)how).alpha,
		    slowly(x, 400, 5, (enum agree_metric)how), 1e-10);
}

static void
one_unit_of_many_raters_is_as_quick_as_many_of_few(struct arena *a)
{
	enum { N = 200000 };
	struct random r = random_seeded(1);
	double *x = NEWS(a, double, N);
	struct agree_alpha got;
	size_t i;

	for (i = 0; i < N; i++)
		x[i] = (double)random_below(&r, 5);
	got = alpha_of(a, x, 1, N, AGREE_INTERVAL);
	NEAR(got.pairable, N, 0);
	NEAR(got.alpha, 0, 1e-4);       /* one unit: Do is De */
}

/* ---- kappa ---- */

/* Two diagnoses of 200 patients of J. L. Fleiss, J. Cohen, B. S. Everitt
 * (1969), there in shares: po .70, pe .475, kappa .429, its error .054. */
static const double diagnoses[] = { 106, 10, 4,  22, 28, 10,  2, 12, 6 };

static void
kappa_is_what_its_authors_published(struct arena *a)
{
	struct agree_kappa k = agree_kappa(diagnoses, 3, AGREE_EQUAL);

	(void)a;
	NEAR(k.po, 0.70, 1e-12);
	NEAR(k.pe, 0.475, 1e-12);
	NEAR(k.kappa, 0.429, 5e-4);
	NEAR(k.se, 0.054, 5e-4);
	NEAR(k.hi - k.lo, 2 * 1.959964 * k.se, 1e-6);
}

static void
weights_count_near_misses(struct arena *a)
{
	/* Half on the diagonal, half one off, of three levels:
	 * linear po = .5 + .5 * .5, quadratic po = .5 + .5 * .75. */
	const double t[] = { 1, 1, 0,  1, 1, 1,  0, 1, 2 };

	(void)a;
	NEAR(agree_kappa(t, 3, AGREE_LINEAR).po, 0.75, 1e-12);
	NEAR(agree_kappa(t, 3, AGREE_QUADRATIC).po, 0.875, 1e-12);
	/* margins 2 3 3 of 8: pe = 1 - (30 * .5 + 12) / 64 */
	NEAR(agree_kappa(t, 3, AGREE_LINEAR).pe, 1 - 27.0 / 64, 1e-12);
}

static void
a_table_without_chance_has_no_kappa(struct arena *a)
{
	const double zero[4] = { 0 }, one_level[] = { 9, 0, 0, 0 };
	const double odd[] = { 1, -1, 1, 1 }, full[] = { 5, 0, 0, 5 };
	struct agree_kappa k = agree_kappa(one_level, 2, AGREE_LINEAR);

	(void)a;
	CHECK(isnan(agree_kappa(zero, 2, AGREE_EQUAL).po));
	CHECK(isnan(agree_kappa(zero, 1, AGREE_LINEAR).po));
	NEAR(agree_kappa(full, 1, AGREE_LINEAR).po, 1, 0);
	CHECK(isnan(agree_kappa(full, 1, AGREE_LINEAR).kappa));
	CHECK(isnan(agree_kappa(zero, 0, AGREE_LINEAR).po));
	CHECK(isnan(agree_kappa(odd, 2, AGREE_EQUAL).po));
	NEAR(k.pe, 1, 0);
	CHECK(isnan(k.kappa) && isnan(k.se) && isnan(k.lo));
	k = agree_kappa(full, 2, AGREE_QUADRATIC);
	NEAR(k.kappa, 1, 0);
	NEAR(k.se, 0, 1e-12);
}

/* ---- intraclass correlations ---- */

static void
the_six_forms_are_those_of_shrout_and_fleiss(struct arena *a)
{
	/* Their table 2; they print .17 .29 .71 and .44 .62 .91. */
	const double x[] = { 9, 2, 5, 8,  6, 1, 3, 2,  8, 4, 6, 8,
	    7, 1, 2, 6,  10, 5, 6, 9,  6, 2, 4, 7 };
	struct agree_icc r = agree_icc(a, x, 6, 4);

	NEAR(r.icc1, 0.17, 5e-3);
	NEAR(r.icc2, 0.29, 5e-3);
	NEAR(r.icc3, 0.71, 5e-3);
	NEAR(r.icc1k, 0.44, 5e-3);
	NEAR(r.icc2k, 0.62, 5e-3);
	NEAR(r.icc3k, 0.91, 5e-3);
	NEAR(r.bms, 11.24, 5e-3);
	NEAR(r.jms, 32.49, 5e-3);
	NEAR(r.ems, 1.02, 5e-3);
	NEAR(r.wms, 6.26, 5e-3);
}

static void
targets_with_a_gap_are_left_out(struct arena *a)
{
	const double x[] = { 1, 2,  NAN, 5,  3, 3,  5, 6 };
	const double y[] = { 1, 2,  3, 3,  5, 6 };
	struct agree_icc r = agree_icc(a, x, 4, 2), s = agree_icc(a, y, 3, 2);

	CHECK(r.targets == 3);
	NEAR(r.icc2, s.icc2, 0);
}

static void
nothing_to_compare_has_no_correlation(struct arena *a)
{
	const double same[] = { 0.1, 0.1, 0.1,  0.1, 0.1, 0.1 };
	const double shift[] = { 1.1, 2.1,  1.1, 2.1,  1.1, 2.1 };
	struct agree_icc r = agree_icc(a, same, 2, 3);

	NEAR(r.bms, 0, 0);
	CHECK(isnan(r.icc1) && isnan(r.icc2) && isnan(r.icc3k));
	r = agree_icc(a, same, 6, 1);           /* one judge */
	CHECK(isnan(r.jms) && isnan(r.ems) && isnan(r.icc1));
	r = agree_icc(a, same, 1, 6);           /* one target */
	CHECK(isnan(r.bms) && isnan(r.icc2));
	r = agree_icc(a, shift, 3, 2);          /* judges differ, targets not */
	CHECK(r.bms == 0 && r.ems == 0);
	NEAR(r.icc2, 0, 0);
	CHECK(isnan(r.icc3));
	CHECK(isnan(agree_icc(a, same, 0, 0).wms));
}

static void
a_difference_that_is_only_rounding_divides_nothing(struct arena *a)
{
	/* BMS 1/6, JMS 0, EMS 1/2: BMS + (JMS - EMS) / 3 is 0. */
	const double x[] = { 1, 1,  1, 2,  2, 1 };
	/* One rater knows one level only: kappa is 0 whatever the other says. */
	const double t[] = { 1, 5, 9,  0, 0, 0,  0, 0, 0 };
	struct agree_icc r = agree_icc(a, x, 3, 2);

	NEAR(r.bms - r.ems / 3, 0, 1e-12);
	CHECK(isnan(r.icc2k));
	NEAR(agree_kappa(t, 3, AGREE_LINEAR).kappa, 0, 1e-15);
	NEAR(agree_kappa(t, 3, AGREE_LINEAR).se, 0, 0);
}

const struct test agree_tests[] = {
	{ "alpha is what its author published", alpha_is_what_its_author_published },
	{ "alpha of a small table is worked by hand", alpha_of_a_small_table_is_worked_by_hand },
	{ "without variation or pairs there is no alpha",
	   without_variation_or_pairs_there_is_no_alpha },
	{ "alpha takes any real values", alpha_takes_any_real_values },
	{ "alpha agrees with its definition on many values",
	   alpha_agrees_with_its_definition_on_many_values },
	{ "one unit of many raters is as quick as many of few",
	   one_unit_of_many_raters_is_as_quick_as_many_of_few },
	{ "kappa is what its authors published", kappa_is_what_its_authors_published },
	{ "weights count near misses", weights_count_near_misses },
	{ "a table without chance has no kappa", a_table_without_chance_has_no_kappa },
	{ "the six forms are those of Shrout and Fleiss",
	   the_six_forms_are_those_of_shrout_and_fleiss },
	{ "targets with a gap are left out", targets_with_a_gap_are_left_out },
	{ "nothing to compare has no correlation", nothing_to_compare_has_no_correlation },
	{ "a difference that is only rounding divides nothing",
	   a_difference_that_is_only_rounding_divides_nothing },
	{ 0 }
};
