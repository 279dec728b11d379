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
#include "model/monitor.h"

struct indicator;

struct indicators_period {
	str        period;              /* "2025H1" */
	struct day ends;
	double     value;               /* in the indicator's unit; NAN */
	double     numerator, denominator;      /* sums; NAN: not given */
	size_t     strata;              /* values behind it */
	double     apart;               /* the whole less its groups, of the
	                                 * first kind that does not add up;
	                                 * NAN: they do, or cannot */
	const struct indicator_value *all;      /* what counts for the period:
	                                 * all[at[0]] .. all[at[values - 1]] */
	const size_t *at;
	size_t     values;
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

/* Whether groups of its values add up to the whole: counts do, and shares
 * by their numerators; means do not. */
bool indicators_adds(const struct indicator *);

CHECKED bool indicators_of(struct ctx *, struct id programme,
                 struct indicators_one **, size_t *n);

#endif
