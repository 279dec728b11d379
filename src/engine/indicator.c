/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/indicator.h"

#include <math.h>

#include "engine/stat.h"

double
indicator_achievement(double baseline, double target, double actual)
{
	if (!isfinite(baseline) || !isfinite(target) || !isfinite(actual))
		return NAN;
	if (target == baseline)
		return actual >= target;
	return stat_ratio(actual - baseline, target - baseline);
}

double
indicator_pace(double achievement, double elapsed)
{
	return elapsed > 0 ? stat_ratio(achievement, elapsed) : NAN;
}

enum indicator_light
indicator_light(double achievement, double elapsed)
{
	double pace = indicator_pace(achievement, elapsed);

	if (isnan(pace))
		return INDICATOR_DARK;
	if (pace >= 0.9)
		return INDICATOR_GREEN;
	return pace >= 0.7 ? INDICATOR_AMBER : INDICATOR_RED;
}

double
indicator_percent(const double *num, const double *den, size_t n)
{
	double top = 0, bottom = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (isfinite(num[i]) && isfinite(den[i])) {
			top += num[i];
			bottom += den[i];
		}
	return stat_ratio(100 * top, bottom);
}
