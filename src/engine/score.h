/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * score.h - from what the raters ticked to the scores of a subject.
 *
 * A round is read sheet by sheet: one sheet holds what one rater said of
 * one subject, two bytes per item.  All sheets of a subject come one
 * after the other; score_subject then gives its scores and forgets them.
 *
 * A cell is hundredths of a scale point, or one of the kinds of missing
 * below.  What is off the scale is missing too.  CELL_BESIDE says that
 * the exact rating does not fit a cell and stands in the list beside.
 * An item scored in reverse counts as lo + hi - rating.
 *
 * How the ratings of an item become its score:
 *
 *	median               of the ratings that count
 *	single               the same; one rater is expected
 *	role weighted mean   sum w * mean / sum w over the roles present
 *	                     whose weight is above 0
 *	agreed               median of the ratings of external roles alone
 *
 * Which ratings count: those of a role whose weight is above 0 or that
 * has none (a role without a weight counts as 1, but adds nothing to a
 * role weighted mean); under `agreed` those of every role.  n of an item
 * is how many ratings count, under every rule, and they are also the
 * ratings that agreement is computed from.
 *
 * A dimension is the mean (weighted by the items' weights) or the sum
 * (weight * score) of the scores of its items, if at least min_share of
 * its items have one.  n of a dimension is how many have one.
 *
 * Source of the rules: OECD, JRC (2008), Handbook on Constructing
 *	Composite Indicators, on aggregation and missing values.
 * Cost: two or three nanoseconds per cell, agreement as much again;
 * memory for the sheets of one subject.
 */
#ifndef ENGINE_SCORE_H
#define ENGINE_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct agree;
struct arena;

enum {                  /* the kinds of missing, below every rating */
	CELL_BLANK = INT16_MIN, CELL_NA, CELL_DK, CELL_REFUSED,
	CELL_UNREADABLE, CELL_BESIDE,
	CELL_LEAST = INT16_MIN + 16     /* the lowest rating */
};

enum score_rule {
	SCORE_MEDIAN, SCORE_SINGLE, SCORE_ROLE_WEIGHTED_MEAN, SCORE_AGREED
};
enum score_fold { SCORE_MEAN, SCORE_SUM };

#define SCORE_NO_DIMENSION SIZE_MAX

struct score_item {
	size_t dimension;       /* its place, or SCORE_NO_DIMENSION */
	double weight;          /* 0 or more; usually 1 */
	bool   is_reverse;
};

struct score_role {
	double weight;          /* NAN: the framework gives it none */
	bool   is_external;
};

struct score_how {
	double                   lo, hi;        /* ends of the scale */
	const struct score_item *item;          /* [items] */
	size_t                   items, dimensions;
	const struct score_role *role;          /* [roles] */
	size_t                   roles;
	enum score_rule          rule;
	enum score_fold          fold;          /* items to dimension */
	double                   min_share;     /* 0..1 of its items */
};

struct score_beside {
	size_t item;
	double rating;
};

struct score {
	double value;           /* scale points; NAN: no score */
	size_t n;               /* ratings of an item, items of a dimension */
};

struct score_round;

/* The cell of a rating; CELL_BESIDE for one that is not whole hundredths
 * or does not fit, CELL_BLANK for NAN. */
int16_t score_cell(double rating);
/* The rating in a cell; NAN for every kind of missing and CELL_BESIDE. */
double  score_rating(int16_t cell);

/*
 * Make ready for a round.  `how` and its lists must outlive it, and the
 * arena must not be taken back to a mark while sheets come in.  Fails
 * with INVALID when the scale has no width, an item names a dimension
 * that is not there or has a weight below 0, or min_share is not 0..1.
 */
CHECKED bool score_new(struct arena *, const struct score_how *how,
    struct score_round **out, struct errors *);

/* One sheet on the subject at hand: cells[items] and what stands beside
 * (n of them, each item at most once).  Both are copied. */
void score_sheet(struct score_round *, size_t role, const int16_t *cells,
    const struct score_beside *beside, size_t n);

/* Add the ratings that count of each item of the subject at hand to an
 * agreement, as one unit per item. */
void score_agree(struct score_round *, struct agree *);

/* Scores of the subject at hand into item[items] and dimension[dimensions],
 * either of which may be NULL; then the next subject may come. */
void score_subject(struct score_round *, struct score *item,
    struct score *dimension);

/* ---- from dimensions to one figure ---- */

enum score_overall {
	SCORE_OVERALL_MEAN,             /* of the dimensions present */
	SCORE_OVERALL_WEIGHTED_MEAN,    /* weights renormalised over them */
	SCORE_OVERALL_SUM_OVER_MAX      /* their sum by the sum of their tops */
};

struct score_dimension {
	double value;           /* NAN: missing */
	double weight;          /* 0 or more; of the weighted mean */
	double top;             /* largest possible; of the sum over max */
};

struct score_whole {
	double value;           /* NAN when nothing, or no weight, is present */
	size_t present, missing;
};

struct score_whole score_overall(const struct score_dimension *, size_t n,
    enum score_overall);

/*
 * The composite index of the dimensions present, with their weights made
 * to sum to 1 over those: each value is put on 0..1 by the scale, then
 *
 *	arithmetic = sum w * x        geometric = product x ^ w
 *
 * both 0..1.  The geometric one is 0 as soon as one dimension is at the
 * bottom.  NAN when no weight is present or the scale has no width;
 * the geometric one also when a value lies below the scale.
 */
struct score_composite {
	double arithmetic, geometric;
	size_t present, missing;
};

struct score_composite score_composite(const struct score_dimension *,
    size_t n, double lo, double hi);

#endif
