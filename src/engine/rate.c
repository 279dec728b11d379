/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/rate.h"

#include <math.h>

#include "base/arena.h"
#include "engine/stat.h"

struct rate
rate_item(struct arena *a, const double *rating, size_t n, double levels)
{
	double *x = NEWS(a, double, n), *sorted;
	struct rate r;

	r.n = stat_answered(rating, n, x);
	sorted = stat_sorted(a, x, r.n);
	r.median = stat_median(sorted, r.n);
	r.mean = stat_mean(x, r.n);
	r.trimmed = r.n < 3 ? NAN : stat_mean(sorted + 1, r.n - 2);
	r.sd = stat_sd(x, r.n);
	r.q1 = stat_quantile(sorted, r.n, 0.25);
	r.q3 = stat_quantile(sorted, r.n, 0.75);
	r.wg = rate_wg(x, r.n, levels);
	r.consensus = rate_consensus(x, r.n, levels - 1);
	return r;
}

double
rate_wg(const double *rating, size_t n, double levels)
{
	if (!(levels >= 2))
		return NAN;
	return 1 - stat_variance(rating, n) / ((levels * levels - 1) / 12);
}

double
rate_consensus(const double *rating, size_t n, double width)
{
	double mean = stat_mean(rating, n), sum = 0;
	size_t i;

	if (n == 0 || !(width > 0))
		return NAN;
	for (i = 0; i < n; i++)
		sum += log2(1 - fabs(rating[i] - mean) / width);
	return isfinite(sum) ? 1 + sum / (double)n : NAN;
}

double
rate_of_role(const double *rating, const size_t *role, size_t n, size_t of)
{
	double sum = 0, count = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (role[i] == of && isfinite(rating[i])) {
			sum += rating[i];
			count++;
		}
	return count > 0 ? sum / count : NAN;
}

double
rate_by_role(const double *rating, const size_t *role, size_t n,
    const double *weight, size_t roles, size_t left_out)
{
	double sum = 0, weights = 0, mean;
	size_t i;

	for (i = 0; i < roles; i++) {
		mean = rate_of_role(rating, role, n, i);
		if (i == left_out || isnan(mean) || !(weight[i] > 0))
			continue;
		sum += weight[i] * mean;
		weights += weight[i];
	}
	return stat_ratio(sum, weights);
}
