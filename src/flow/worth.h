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
 * Where the rounds hold comparison subjects, the gain beyond them is the
 * difference in differences (M12), gap by gap: the change of a subject in
 * the programme less the mean change of those of the comparison in the
 * same dimension.  With one dimension that is pairs * DiD.
 *
 * A level kept (M14a) takes a follow-up round after the last one: of the
 * same subjects, what is left of their rise, (St - Spre) / (Spost - Spre)
 * over sums; for organisations and communities as for persons.
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
	/* against the comparison */
	size_t beside;          /* of these pairs, those that have one */
	double beyond;          /* levels gained beyond it; NAN: none */
	double per_beyond;      /* NAN */
	/* at the follow-up */
	size_t again;           /* of these pairs, measured a third time */
	double retention;       /* NAN: not measured, or nothing was gained */
	double per_kept;        /* of the gain beyond, where there is one */
};

struct worth_gain {             /* sums over pairs */
	double gained;          /* of all */
	double beyond;          /* of those beside a comparison */
	double risen, left;     /* of those seen again: then, and now */
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
	size_t                 others;          /* of the comparison, measured
	                                         * twice */
	bool                   has_later;       /* there is a follow-up */
};

CHECKED bool worth_of(struct ctx *, struct id programme,
                 const struct reassess_pair *, const struct finance *,
                 struct worth **);

/* The gaps behind a sum: those an activity targets, or (none) all that any
 * begun one does. */
struct worth_gap {
	struct id id;
	size_t    subject, dimension;   /* places in the first round */
	double    change, beyond, left; /* NAN */
};
CHECKED bool worth_gaps(struct ctx *, struct id programme,
                 const struct reassess_pair *, const struct finance *,
                 struct id activity, struct worth_gap **, size_t *n);

/* The figures of a sum of changes over so many pairs and subjects. */
void worth_set(struct worth_sum *, double spent, struct worth_gain);

#endif
