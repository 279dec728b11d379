/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * worth.h - what a level gained has cost, activity by activity.
 *
 * An activity that was begun has gained what the gaps it targets have
 * changed between two rounds, over those measured in both: levels of one
 * subject in one dimension.  A gap that several activities target counts
 * with each of them, and once in the sum over all; so the activities'
 * levels do not add up, and are a contribution, not a share.  Money is
 * what was spent on the activity, in the programme's currency.
 *
 * Where nothing was gained there is no cost of a level (NAN).
 *
 * Source: the engine cost.  Cost: gaps + targets.
 */
#ifndef FLOW_WORTH_H
#define FLOW_WORTH_H

#include "flow/finance.h"
#include "flow/reassess.h"

struct worth_sum {
	struct money spent;     /* none: nothing is known to be paid */
	size_t targets;         /* gaps that are meant to close */
	size_t pairs;           /* of these measured twice */
	size_t subjects;        /* whose they are, measured twice */
	double gained;          /* levels, may fall below 0; NAN: no pair */
	double per_subject, per_level;  /* major units; NAN */
};

struct worth_activity {
	const struct activity *row;
	struct worth_sum       sum;
};

struct worth {
	struct worth_activity *activity;        /* [activities] by code, those
	                                         * that target a gap of these
	                                         * rounds */
	size_t                 activities;
	struct worth_sum       all;             /* every gap once */
};

CHECKED bool worth_of(struct ctx *, struct id programme,
                 const struct reassess_pair *, const struct finance *,
                 struct worth **);

/* The figures of a sum of changes over so many pairs and subjects. */
void worth_set(struct worth_sum *, double spent, double gained);

#endif
