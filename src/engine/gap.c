/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/gap.h"

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "engine/stat.h"

struct gap_size
gap_of(double current, double desired, double lo, double hi)
{
	struct gap_size g = { NAN, NAN, NAN, NAN, NAN };

	if (!isfinite(current) || !isfinite(desired))
		return g;
	g.raw = desired - current;
	g.need = g.raw > 0 ? g.raw : 0;
	if (!(lo < hi))
		return g;
	g.norm = g.need / (hi - lo);
	if (desired > lo) {
		g.relative = g.need / (desired - lo);
		g.attainment = (current - lo) / (desired - lo);
	} else {
		g.relative = 0;
		g.attainment = 1;
	}
	return g;
}

struct gap_priority
gap_priority(double need, double importance, double urgency,
    const struct gap_scales *s)
{
	double rate_width = s->rate_hi - s->rate_lo, width = s->hi - s->lo;
	struct gap_priority p;

	p.raw = importance * urgency * need;
	p.norm = stat_ratio(importance, s->rate_hi) *
	    stat_ratio(urgency, s->rate_hi) * stat_ratio(need, width);
	p.geometric = cbrt(p.norm);
	p.additive =
	    stat_ratio(s->weight_importance * (importance - s->rate_lo),
	        rate_width) +
	    stat_ratio(s->weight_urgency * (urgency - s->rate_lo),
	        rate_width) +
	    stat_ratio(s->weight_gap * need, width);
	return p;
}

static int
falling(const void *a, const void *b, const void *with)
{
	const double *x = with;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;

	return (x[i] < x[j]) - (x[i] > x[j]);
}

size_t
gap_rank(struct arena *a, const double *priority, size_t n, size_t *rank,
    size_t *first)
{
	size_t *at = NEWS(a, size_t, n), i, known = 0;

	for (i = 0; i < n; i++) {
		rank[i] = 0;
		if (!isnan(priority[i]))
			at[known++] = i;
	}
	sort(a, at, known, sizeof(*at), falling, priority);
	for (i = 0; i < known; i++) {
		rank[at[i]] = i + 1;
		if (first != NULL)
			first[i] = at[i];
	}
	return known;
}

double
gap_round(double priority)
{
	return nearbyint(priority * 1e6) / 1e6;
}

enum gap_quadrant
gap_quadrant(double importance, double performance, double cut_importance,
    double cut_performance)
{
	if (isnan(importance) || isnan(performance) ||
	    isnan(cut_importance) || isnan(cut_performance))
		return GAP_UNKNOWN;
	if (importance >= cut_importance)
		return performance < cut_performance ? GAP_CONCENTRATE :
		    GAP_KEEP_UP;
	return performance < cut_performance ? GAP_LOW_PRIORITY :
	    GAP_OVERKILL;
}
