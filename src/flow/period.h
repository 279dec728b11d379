/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * period.h - the periods that values are reported on, by their names:
 * 2024, 2024H1, 2024Q3, 2024-05.
 */
#ifndef FLOW_PERIOD_H
#define FLOW_PERIOD_H

#include "base/day.h"

struct arena;

struct period {
	struct day from, to;            /* both days belong to it */
};

/* False, and none, of what is no such name. */
bool period_read(str name, struct period *);
/* The name of the period that holds the day, by how often values are due:
 * "month", "quarter", "half", else a year. */
str  period_at(struct arena *, str often, struct day);
/* Whether a period of that length ends within: values that are due with
 * each event or round are never due by the calendar. */
bool period_ends_in(str often, const struct period *);

#endif
