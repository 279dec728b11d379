/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * revalue.h - what is held in other currencies, at a chosen day's rate
 * against what it was booked at.
 *
 * A balance is what was received less what was spent and disbursed in that
 * currency until the day.  The difference is not realised: it is shown on
 * a line of its own and is part of no sum of finance.h.
 */
#ifndef FLOW_REVALUE_H
#define FLOW_REVALUE_H

#include "flow/finance.h"

struct revalued {               /* one currency */
	struct money held;
	struct money booked;            /* in the base currency */
	struct money now;               /* none: no rate of that day */
	struct money more;              /* now - booked; none: part of it was
	                                 * never booked in that currency */
	str          rate;
	int64_t      entries, unconverted;      /* these are in held alone */
};

CHECKED bool revalue(struct ctx *, const struct finance *, struct day,
                 struct revalued **, size_t *n, struct money *more);

#endif
