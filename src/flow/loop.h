/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * loop.h - a programme's whole circle in figures: from the subjects that
 * were assessed to the gaps that are closed and what it cost.
 *
 * A gap here is a subject and dimension that fell short of the level wanted
 * at the first assessment.  Each following count is of those in the one
 * before, but closed and reduced, which are both of the re-assessed:
 *
 *	gaps > targeted > funded > delivered > re-assessed > reduced > closed
 *
 * targeted: an activity names it; funded: one of those was chosen and has a
 * budget line; delivered: one of those is delivered or verified.  A subject
 * that was dissolved is re-assessed in its successor.  Not measured is never
 * nought: `unmeasured` says how many of the delivered nobody looked at
 * again.
 */
#ifndef FLOW_LOOP_H
#define FLOW_LOOP_H

#include "flow/assess.h"

struct loop_chain {
	size_t gaps, targeted, funded, delivered;
	size_t reassessed, unmeasured;  /* of the delivered */
	size_t reduced, closed;         /* of the re-assessed; closed are
	                                 * among the reduced unless the level
	                                 * wanted was met without a rise */
	size_t worse;                   /* of the re-assessed: below before */
	double change;                  /* sum over the re-assessed, points */
};

struct loop_level {
	str    kind;                    /* "ORG" */
	str    framework;               /* its code */
	str    first, last;             /* codes of the rounds; last may be
	                                 * none: not re-assessed */
	size_t subjects, sheets;        /* of the first */
	size_t wanted, unscored;        /* desired levels; no current level */
	struct loop_chain chain;
};

enum loop_step {                /* bits: how far a gap came */
	LOOP_OPEN = 1, LOOP_TARGETED = 2, LOOP_FUNDED = 4, LOOP_DELIVERED = 8,
	LOOP_REASSESSED = 16, LOOP_UNMEASURED = 32, LOOP_REDUCED = 64,
	LOOP_CLOSED = 128, LOOP_WORSE = 256
};

struct loop_gap {
	const struct gap_line *line;
	struct id round;                /* that opened it */
	unsigned  steps;
	double    later;                /* level when assessed again; NAN */
};

struct loop {
	str                programme, title;
	struct loop_level *level;       /* [levels] with desired levels */
	size_t             levels;
	struct loop_chain  all;
	struct loop_gap   *gap;         /* [all.gaps] */
	/* Checks of closed gaps, 12 months after support (gaps.h). */
	size_t             gaps_checked_12, gaps_held_12;
	size_t             checks_open, checks_late;    /* of any month */
	size_t             subjects;
	size_t activities, chosen, delivered;   /* of the plan */
	size_t practices, checked_12, held_12;  /* at 12 months */
	double survival_12;             /* Kaplan-Meier; NAN */
	bool   has_money;               /* the actor may see it */
	struct money budget, spent;
	struct money spent_delivered;   /* on activities delivered that name a
	                                 * gap */
	double per_level;               /* that by points gained; NAN */
	double per_closed;              /* by gaps closed; NAN */
};

CHECKED bool loop_of(struct ctx *, struct id programme, struct loop **);

#endif
