/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * indicators.h - where each indicator of a programme stands.
 *
 * Of a period counts the value without a stratum; if there is none, the
 * strata of one kind (sex=F, sex=M, sex=U) together: by numerators and
 * denominators where they have them, else by their sum if the indicator
 * counts things.  Means of strata do not add up: the period has no value.
 * Drafts and rejected values count nowhere.
 * Cost: the values, and the sort of each indicator's periods.
 */
#ifndef FLOW_INDICATORS_H
#define FLOW_INDICATORS_H

#include "flow/ctx.h"

struct indicators_period {
	str        period;              /* "2025H1" */
	struct day ends;
	double     value;               /* in the indicator's unit; NAN */
	double     numerator, denominator;      /* sums; NAN: not given */
	size_t     strata;              /* values behind it */
	bool       is_verified;         /* all of them */
	double     achievement;         /* against the last target; NAN */
};

struct indicators_one {
	struct id id;
	str       code, name, unit;
	bool      adds_up;              /* periods are summed, else the latest
	                                 * counts */
	double    baseline, target;     /* the last one; NAN */
	str       target_period;
	struct indicators_period *period;       /* [periods] rising */
	size_t    periods;
	double    now;                  /* sum, or latest; NAN: not reported */
	double    achievement;          /* of it; NAN */
};

CHECKED bool indicators_of(struct ctx *, struct id programme,
                 struct indicators_one **, size_t *n);

#endif
