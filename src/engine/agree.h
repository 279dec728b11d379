/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * agree.h - how far several raters say the same of the same things.
 *
 * Three measures.  Alpha takes any number of raters per unit, missing
 * ratings and four kinds of scale; kappa takes a table of two raters;
 * the intraclass correlations take targets that the same judges all
 * rated.  1 is perfect agreement, 0 (for alpha and kappa) what chance
 * would give, below 0 is worse than chance.
 * Where a measure is not defined, since nothing varies or nothing can be
 * paired, it is NAN, never 1 and never 0.
 */
#ifndef ENGINE_AGREE_H
#define ENGINE_AGREE_H

#include <stddef.h>

struct arena;

/* ---- Krippendorff's alpha ---- */

enum agree_metric {
	AGREE_NOMINAL, AGREE_ORDINAL, AGREE_INTERVAL, AGREE_RATIO
};

/*
 *	alpha = 1 - Do / De
 *	Do = sum o_ck d_ck / n      De = sum n_c n_k d_ck / (n (n - 1))
 *
 * o_ck counts pairs of ratings c, k within a unit, each unit of m ratings
 * weighing 1 / (m - 1); n_c are its sums; d_ck is the squared distance
 * of the metric.  Ratings of units with fewer than two are left out.
 *
 * Source: K. Krippendorff (2011), Computing Krippendorff's
 *	alpha-reliability, University of Pennsylvania.
 */
struct agree_alpha {
	double alpha;           /* at most 1 */
	double observed;        /* Do; NAN when nothing can be paired */
	double expected;        /* De; the same */
	double pairable;        /* n, ratings that can be paired */
};

/* Gathers unit by unit; memory grows with the different values and the
 * different pairs of them seen within units, not with the units. */
struct agree;

struct agree *agree_new(struct arena *);

/* The ratings of one unit, say an item of a subject; those that are not
 * finite are left out.  Cost: about n, with k different values k * k. */
void agree_unit(struct agree *, const double *rating, size_t n);

/* Many units at once that somebody counted: of the ascending value[kinds]
 * there are total[kinds] ratings in units of two or more, and between
 * values i < j the coincidences pair[i][j], the sum over units of
 * (times of i) * (times of j) / (ratings - 1). */
void agree_counted(struct agree *, const double *value, size_t kinds,
    const double *total, const double *pair);

/* Cost: the different pairs; for AGREE_RATIO the square of the number of
 * different values.  May be asked at any time, more units may follow. */
struct agree_alpha agree_alpha(const struct agree *, enum agree_metric);

/* ---- Cohen's kappa ---- */

enum agree_weight { AGREE_EQUAL, AGREE_LINEAR, AGREE_QUADRATIC };

/*
 * kappa = (po - pe) / (1 - pe), where agreement of the levels i and j of
 * k weighs 1 if i = j and else 0, 1 - |i - j| / (k - 1), or
 * 1 - ((i - j) / (k - 1))^2.
 *
 * Source: J. Cohen (1960, 1968); standard error of J. L. Fleiss,
 *	J. Cohen, B. S. Everitt (1969), Large sample standard errors of
 *	kappa and weighted kappa, Psychological Bulletin 72, 323-327.
 */
struct agree_kappa {
	double po, pe;          /* 0..1; NAN for an empty table */
	double kappa, se;       /* NAN also when pe is 1 */
	double lo, hi;          /* kappa -+ 1.96 se, not clipped */
};

/* count[levels][levels]: rows the one rater, columns the other; all 0 or
 * more, else everything is NAN, as for an empty table. */
struct agree_kappa agree_kappa(const double *count, size_t levels,
    enum agree_weight);

/* ---- intraclass correlations ---- */

/*
 * Two-way analysis of variance of targets (rows) by judges (columns).
 *
 * Source: P. E. Shrout, J. L. Fleiss (1979), Intraclass correlations:
 *	uses in assessing rater reliability, Psychological Bulletin 86(2),
 *	420-428; names and mean squares as there.
 */
struct agree_icc {
	double bms, jms, ems, wms;      /* mean squares: between targets,
	                                 * judges, residual, within targets */
	double icc1, icc2, icc3;        /* (1,1) (2,1) (3,1): of one judge */
	double icc1k, icc2k, icc3k;     /* (1,k) (2,k) (3,k): of their mean */
	size_t targets;                 /* used */
};

/*
 * x[targets][judges]; a target with a rating that is not finite is left
 * out.  Mean squares without degrees of freedom are NAN, and so is every
 * correlation that would be divided by 0.  The forms of the mean may
 * leave 0..1 when judges disagree more than targets differ.
 */
struct agree_icc agree_icc(struct arena *, const double *x, size_t targets,
    size_t judges);

#endif
