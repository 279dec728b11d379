/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/swot.h"

#include <math.h>

struct swot
swot_weigh(const struct swot_entry *entry, size_t n)
{
	struct swot s = { { 0, 0, 0, 0 }, NAN, NAN, SWOT_OPEN };
	size_t i, count[4] = { 0, 0, 0, 0 };
	const struct swot_entry *e;

	for (i = 0; i < n; i++) {
		e = &entry[i];
		s.of[e->kind] += e->weight * e->rating *
		    (isnan(e->chance) ? 1 : e->chance);
		count[e->kind]++;
	}
	if (count[SWOT_S] + count[SWOT_W] > 0)
		s.x = s.of[SWOT_S] - s.of[SWOT_W];
	if (count[SWOT_O] + count[SWOT_T] > 0)
		s.y = s.of[SWOT_O] - s.of[SWOT_T];
	if (isnan(s.x) || isnan(s.y))
		return s;
	if (s.x >= 0)
		s.strategy = s.y >= 0 ? SWOT_SO : SWOT_ST;
	else
		s.strategy = s.y >= 0 ? SWOT_WO : SWOT_WT;
	return s;
}

enum swot_stance
swot_stance(double power, double interest)
{
	if (isnan(power) || isnan(interest))
		return SWOT_UNKNOWN;
	if (power >= 3)
		return interest >= 3 ? SWOT_MANAGE_CLOSELY :
		    SWOT_KEEP_SATISFIED;
	return interest >= 3 ? SWOT_KEEP_INFORMED : SWOT_MONITOR;
}
