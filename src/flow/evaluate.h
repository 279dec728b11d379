/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * evaluate.h - what a programme changed, put together.
 *
 * Effect sizes of the change between two rounds, and the four levels of
 * Kirkpatrick.  A level that nobody measured is said to be so: it has no
 * figure, which is not a figure of 0.
 */
#ifndef FLOW_EVALUATE_H
#define FLOW_EVALUATE_H

#include "flow/indicators.h"
#include "flow/reassess.h"
#include "flow/train.h"

/* Below so many pairs a change has no interval and no effect size. */
enum { EVALUATE_PAIRS = 5 };

/* The results of a programme's rounds that have sheets, the earliest
 * first. */
CHECKED bool evaluate_rounds(struct ctx *, struct id programme,
                 const struct results ***, size_t *n);

/* Whose changes count: all, or those in the programme where there is a
 * comparison beside them. */
struct reassess_of evaluate_whom(const struct reassess_pair *,
    bool no_successors);

/* Of a dimension, by its place, or of the whole score at the place after
 * the last.  Below EVALUATE_PAIRS only n and the means are set. */
struct effect_paired evaluate_change(struct arena *,
    const struct reassess_pair *, const struct reassess_of *,
    size_t dimension);

/* Whether means of so few would tell outsiders what single persons were
 * rated: below EVALUATE_PAIRS, of rounds that rate individuals. */
bool evaluate_tells_persons(const struct reassess_pair *, size_t n);
/* The signed ranks of the same changes; with fewer than EVALUATE_PAIRS
 * there is no p. */
struct effect_signed evaluate_ranks(struct arena *,
    const struct reassess_pair *, const struct reassess_of *,
    size_t dimension);

/* Parts of the subjects that a change is also told of. */
struct evaluate_group {
	const char *name;               /* in addresses: "women" */
	struct reassess_of of;
};

extern const struct evaluate_group evaluate_groups[];   /* ends in { 0 } */

/* One of that table, to translate: "Women". */
const char *evaluate_group_says(const struct evaluate_group *);
/* NULL: there is none of that name. */
const struct evaluate_group *evaluate_group(str name);
/* The least subjects a group is told of: fewer persons would show what one
 * of them answered. */
size_t evaluate_least(const struct reassess_pair *);
/* Whether it has so many, and is not everybody. */
bool evaluate_tells(const struct reassess_pair *,
         const struct evaluate_group *);

struct evaluate_rollup {
	/* 1: how it was received */
	double reaction;                /* mean of the four questions over
	                                 * all sheets, 1..5; NAN */
	size_t sheets;
	/* 2: what was learnt; each course weighs 1 / variance of its g_av */
	double g, g_lo, g_hi;           /* 95 %; NAN */
	size_t courses, tested;         /* those with enough pairs */
	size_t passed, sat;             /* of courses with a pass mark, the
	                                 * test after */
	/* 3: what is used at work, when last asked */
	struct effect_share transfer;   /* Wilson; NAN */
	size_t applied, asked;
	size_t trained;                 /* tested before and after, of the
	                                 * courses that asked; who did not
	                                 * answer counts here: applied by
	                                 * trained is the rate by intention */
	/* 4: indicators of outcome and impact */
	size_t reached, reported;       /* target met; both are known */
};

/* The indicators of results at outcome and impact. */
CHECKED bool evaluate_outcomes(struct ctx *, struct id programme,
                 struct indicators_one **, size_t *n);

struct evaluate_rollup evaluate_rollup(const struct train *,
    const struct indicators_one *, size_t n);

#endif
