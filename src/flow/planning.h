/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * planning.h - a programme's activities, what they wait for and cost,
 * which gaps they are meant to close, and which gaps nobody plans for.
 *
 * Management, and monitoring, evaluation and learning, run beside the other
 * activities from first to last and stand in no chain.
 *
 * Of what somebody may not see nothing is counted.  A day or amount that
 * is not known stays unknown: an activity without dates is in no chain.
 */
#ifndef FLOW_PLANNING_H
#define FLOW_PLANNING_H

#include "engine/schedule.h"
#include "flow/ctx.h"
#include "model/assess.h"
#include "model/plan.h"

/* Equipment supports, it is not the aim: above this share of the cost of
 * what is in the plan, the plan says so; unless the site's setting
 * equipment_share_most, in percent, says otherwise.  What is in the plan
 * counts by its planned cost; of what was spent finance.h tells. */
#define PLANNING_EQUIPMENT_MOST 0.3

struct planning_places {
	size_t *at;             /* [n] places of activities */
	size_t  n;
};

struct planning_activity {
	struct activity        row;
	str                    title;   /* in the desk's language */
	struct planning_places needs, excludes;
	struct planning_places after;   /* predecessors; where none are
	                                 * given, what it needs */
	size_t      gaps;               /* that it is meant to close */
	bool        in;                 /* chosen, and not cancelled since */
	bool        lacks;              /* in, but something it needs is not */
	bool        clashes;            /* in, with something it excludes */
	bool        early;              /* begins before something it comes
	                                 * after has ended */
	bool        beside;             /* management, learning: see above */
	bool        in_chain;           /* in, with dates, not beside: has a
	                                 * path */
	struct schedule path;
	struct day  from, to;           /* of what is recorded as done; none */
	int64_t     records;
	struct id   result;             /* its output, else what a link of the
	                                 * theory of change says; or none */
};

struct planning_stone {         /* a milestone */
	size_t     activity;            /* its place; n: of none */
	struct day on;
	bool       reached;
};

struct planning {
	struct planning_activity *activity;     /* [n] by code */
	size_t                    n;
	double                    chain;        /* days of the longest chain;
	                                         * NAN: none, or a ring */
	bool                      ring;         /* they wait for each other */
	size_t                    chosen, aimless, misfits;
	struct money              cost;         /* of what is in; none when
	                                         * currencies differ */
	double                    equipment_share;      /* NAN: no cost */
	double                    equipment_most;
	size_t                    open_gaps, covered_gaps;
	struct gap               *uncovered;    /* [uncovered_gaps] by
	                                         * priority */
	size_t                    uncovered_gaps;
	struct activity_gap      *aim;          /* [aims] */
	size_t                    aims;
	struct toc_link          *link;         /* [links] */
	size_t                    links;
	struct planning_stone    *stone;        /* [stones] */
	size_t                    stones;
};

CHECKED bool planning_find(struct ctx *, struct id programme,
                 struct planning **);

/* ---- the parts of it, for tests and pages ---- */

bool planning_is_in(const struct activity *);
/* Last day less first day and one, else the days said; NAN: not known. */
double planning_days(const struct activity *);
/* needs, excludes, after, lacks, clashes, early of rows whose `row` and
 * `in` are set. */
void planning_link(struct arena *, struct planning *);
/* chain, ring, in_chain and path. */
void planning_chain(struct arena *, struct planning *);
/* cost, equipment_share, chosen, aimless, misfits. */
void planning_sum(struct planning *);

#endif
