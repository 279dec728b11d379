/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/stat.h"

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"

size_t
stat_answered(const double *x, size_t n, double *out)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (isfinite(x[i]))
			out[kept++] = x[i];
	return kept;
}

double
stat_sum(const double *x, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += x[i];
	return sum;
}

double
stat_mean(const double *x, size_t n)
{
	return n == 0 ? NAN : stat_sum(x, n) / (double)n;
}

double
stat_top(const double *x, size_t n)
{
	double top = 0;
	size_t i;

	for (i = 0; i < n; i++)
		top = fmax(top, fabs(x[i]));
	return top;
}

/* The sum of squares about the mean, 0 when it is only rounding. */
static double
squares(const double *x, size_t n, double top)
{
	double mean = stat_mean(x, n), sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += (x[i] - mean) * (x[i] - mean);
	top *= 1e-13;
	return sum <= (double)n * top * top ? 0 : sum;
}

double
stat_variance_from(const double *x, size_t n, double top)
{
	return n < 2 ? NAN : squares(x, n, top) / (double)(n - 1);
}

double
stat_variance(const double *x, size_t n)
{
	return stat_variance_from(x, n, stat_top(x, n));
}

double
stat_sd(const double *x, size_t n)
{
	return sqrt(stat_variance(x, n));
}

double
stat_correlation(const double *x, const double *y, size_t n)
{
	double mx = stat_mean(x, n), my = stat_mean(y, n), sum = 0, r;
	size_t i;

	for (i = 0; i < n; i++)
		sum += (x[i] - mx) * (y[i] - my);
	if (n < 2)
		return NAN;
	r = stat_ratio(sum, sqrt(squares(x, n, stat_top(x, n)) *
	    squares(y, n, stat_top(y, n))));
	return isnan(r) ? NAN : fmax(-1, fmin(1, r));
}

static int
ascending(const void *a, const void *b, const void *with)
{
	double x = *(const double *)a, y = *(const double *)b;

	(void)with;
	return (x > y) - (x < y);
}

double *
stat_sorted(struct arena *a, const double *x, size_t n)
{
	double *out = NEWS(a, double, n);
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = x[i];
	sort(a, out, n, sizeof(*out), ascending, NULL);
	return out;
}

double
stat_median(const double *sorted, size_t n)
{
	if (n == 0)
		return NAN;
	if (n % 2 == 1)
		return sorted[n / 2];
	return (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

double
stat_quantile(const double *sorted, size_t n, double p)
{
	double at;
	size_t i;

	if (n == 0 || !(p >= 0 && p <= 1))
		return NAN;
	at = (double)(n - 1) * p;
	i = (size_t)at;
	if (i + 1 >= n)
		return sorted[n - 1];
	return sorted[i] + (at - (double)i) * (sorted[i + 1] - sorted[i]);
}

static int
by_value_of(const void *a, const void *b, const void *with)
{
	const double *x = with;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;

	return (x[i] > x[j]) - (x[i] < x[j]);
}

double
stat_ranks(struct arena *a, const double *x, size_t n, double *rank)
{
	size_t *at = NEWS(a, size_t, n), i, j, k;
	double t, ties = 0;

	for (i = 0; i < n; i++)
		at[i] = i;
	sort(a, at, n, sizeof(*at), by_value_of, x);
	for (i = 0; i < n; i = j) {
		for (j = i + 1; j < n && x[at[j]] == x[at[i]]; j++)
			;
		t = (double)(j - i);
		for (k = i; k < j; k++)
			rank[at[k]] = (double)i + (t + 1) / 2;
		ties += t * t * t - t;
	}
	return ties;
}

double
stat_ratio(double num, double den)
{
	double q = num / den;

	return isfinite(q) ? q : NAN;
}
