/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/cost.h"

#include <math.h>

#include "engine/stat.h"

struct cost_gain
cost_gain(double cost, double persons, double mean_gain)
{
	struct cost_gain g = { persons * mean_gain,
	    stat_ratio(cost, persons), NAN };

	if (g.total_gain > 0)
		g.per_point = stat_ratio(cost, g.total_gain);
	return g;
}

double
cost_retained(double cost, double persons, double mean_gain,
    double retained)
{
	return cost_gain(cost, persons, mean_gain * retained).per_point;
}

double
cost_increment(double cost1, double gain1, double cost2, double gain2)
{
	return stat_ratio(cost2 - cost1, gain2 - gain1);
}

double
cost_present(const double *by_year, size_t n, double rate)
{
	double sum = 0;
	size_t i;

	if (n == 0 || !(rate > -1))
		return NAN;
	for (i = 0; i < n; i++)
		sum += by_year[i] / pow(1 + rate, (double)i);
	return sum;
}

struct cost_earned
cost_earned(double budget, double planned, double earned, double spent)
{
	struct cost_earned c;

	c.spi = stat_ratio(earned, planned);
	c.cpi = stat_ratio(earned, spent);
	c.eac = stat_ratio(budget, c.cpi);
	c.vac = budget - c.eac;
	c.absorption = stat_ratio(spent, budget);
	return c;
}

struct cost_pipeline
cost_pipeline(double need, const struct cost_note *note, size_t n)
{
	struct cost_pipeline p = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		if (!isfinite(note[i].amount))
			continue;
		if (note[i].is_signed)
			p.secured += note[i].amount;
		else if (note[i].chance > 0)
			p.expected += note[i].amount * note[i].chance;
	}
	p.gap = need - p.secured;
	p.coverage = stat_ratio(p.secured, need);
	p.weighted = stat_ratio(p.secured + p.expected, need);
	return p;
}
