/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/stat.h"

#include "base/arena.h"
#include "test.h"

static void
what_is_not_defined_is_nan(struct arena *a)
{
	const double one[] = { 3 };

	(void)a;
	CHECK(isnan(stat_mean(one, 0)));
	CHECK(isnan(stat_variance(one, 1)));
	CHECK(isnan(stat_sd(one, 0)));
	CHECK(isnan(stat_median(one, 0)));
	CHECK(isnan(stat_quantile(one, 0, 0.5)));
	CHECK(isnan(stat_correlation(one, one, 1)));
	CHECK(isnan(stat_ratio(1, 0)));
	CHECK(isnan(stat_ratio(0, 0)));
}

static void
what_is_only_rounding_does_not_vary(struct arena *a)
{
	/* 1.1 - 1.0 and 4.1 - 4.0 are two different doubles. */
	const double x[] = { 1.1 - 1.0, 4.1 - 4.0, 0.1 };

	(void)a;
	CHECK(x[0] != x[1]);
	CHECK(stat_variance(x, 3) == 0);
	CHECK(isnan(stat_correlation(x, x, 3)));
}

static void
quantiles_are_of_type_7(struct arena *a)
{
	/* Sorted 2 2 3 3 3 4; at .25 * 5 = 1.25, so 2 + .25 * (3 - 2). */
	const double x[] = { 3, 4, 3, 2, 3, 2 };
	const double *s = stat_sorted(a, x, 6);

	NEAR(stat_quantile(s, 6, 0.25), 2.25, 1e-15);
	NEAR(stat_quantile(s, 6, 0.75), 3, 1e-15);
	NEAR(stat_quantile(s, 6, 0), 2, 0);
	NEAR(stat_quantile(s, 6, 1), 4, 0);
	CHECK(isnan(stat_quantile(s, 6, 1.01)));
	NEAR(stat_median(s, 6), 3, 0);
	NEAR(stat_median(s, 4), 2.5, 0);
}

static void
a_correlation_is_that_of_a_line(struct arena *a)
{
	/* Sums about the means: xy 6, xx 10, yy 6: 6 / sqrt(60). */
	const double x[] = { 1, 2, 3, 4, 5 }, y[] = { 2, 4, 5, 4, 5 };
	const double down[] = { 9, 7, 5, 3, 1 };

	(void)a;
	NEAR(stat_correlation(x, y, 5), 6 / sqrt(60), 1e-15);
	NEAR(stat_correlation(x, down, 5), -1, 1e-15);
}

static void
equal_numbers_share_a_rank(struct arena *a)
{
	const double x[] = { 5, 1, 5, 5, 2 };
	double rank[5];

	NEAR(stat_ranks(a, x, 5, rank), 24, 0);         /* 3^3 - 3 */
	NEAR(rank[0], 4, 0);
	NEAR(rank[1], 1, 0);
	NEAR(rank[3], 4, 0);
	NEAR(rank[4], 2, 0);
}

static void
what_is_not_finite_is_dropped(struct arena *a)
{
	const double x[] = { NAN, 1, INFINITY, 2 };
	double y[4];

	(void)a;
	CHECK(stat_answered(x, 4, y) == 2);
	CHECK(y[0] == 1 && y[1] == 2);
}

const struct test stat_tests[] = {
	{ "what is not defined is NAN", what_is_not_defined_is_nan },
	{ "what is only rounding does not vary", what_is_only_rounding_does_not_vary },
	{ "quantiles are of type 7", quantiles_are_of_type_7 },
	{ "a correlation is that of a line", a_correlation_is_that_of_a_line },
	{ "equal numbers share a rank", equal_numbers_share_a_rank },
	{ "what is not finite is dropped", what_is_not_finite_is_dropped },
	{ 0 }
};
