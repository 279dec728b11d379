/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * gap.h - where capacity falls short of what is wanted, and what to do
 * first about it.
 *
 * A gap is desired - current, in scale points.  Below zero it is an
 * asset: the raw gap is kept, only its positive part is a need.
 * Two rules give needs their priority, and they may disagree, so whoever
 * shows a ranking says which rule made it:
 *
 *	product     importance * urgency * need
 *	additive    wI * i + wU * u + wG * g, each put on 0..1 by its scale
 *
 * The product lets a zero anywhere veto; the additive rule lets a strong
 * side make good a weak one.  A missing current or desired level gives
 * NAN throughout, and is never ranked.
 *
 * Sources: UNDP (2008), Capacity Assessment Practice Note (existing and
 *	desired capacity); OECD, JRC (2008), Handbook on Constructing
 *	Composite Indicators (compensation); J. A. Martilla, J. C. James
 *	(1977), Importance-performance analysis, Journal of Marketing
 *	41(1), 77-79.  The normalisations are Tilth's own.
 */
#ifndef ENGINE_GAP_H
#define ENGINE_GAP_H

#include <stddef.h>

struct arena;

struct gap_size {
	double raw;             /* desired - current, scale points */
	double need;            /* the same, at least 0 */
	double norm;            /* need / (hi - lo), 0..1 */
	double relative;        /* need / (desired - lo), 0..1; 0 when nothing
	                         * above the lowest level is wanted */
	double attainment;      /* (current - lo) / (desired - lo), above 1 for
	                         * an asset; 1 when nothing is wanted */
};

/* On a scale without width only raw and need are known. */
struct gap_size gap_of(double current, double desired, double lo, double hi);

struct gap_scales {
	double lo, hi;                  /* of the levels */
	double rate_lo, rate_hi;        /* of importance and urgency, hi > 0 */
	double weight_importance, weight_urgency, weight_gap;
};

struct gap_priority {
	double raw;             /* importance * urgency * need */
	double norm;            /* (I / rate_hi) (U / rate_hi) (need / width),
	                         * 0..1 */
	double geometric;       /* norm^(1/3), 0..1 */
	double additive;        /* with the weights as they are given; 0..1 if
	                         * they sum to 1 */
};

struct gap_priority gap_priority(double need, double importance,
    double urgency, const struct gap_scales *);

/*
 * Places 1.. in rank[n] by falling priority; equal ones take theirs in
 * the order of the input (sort it first by whatever breaks ties), NAN
 * gets 0.  first[n], if not NULL, gets the input's places in that order;
 * returns how many are ranked.
 * Means differ by rounding where people see them equal: gap_round first.
 * Cost: n log n.
 */
size_t gap_rank(struct arena *, const double *priority, size_t n,
    size_t *rank, size_t *first);

/* To six decimals, as priorities are shown. */
double gap_round(double priority);

/* ---- importance and performance ---- */

enum gap_quadrant {
	GAP_UNKNOWN,            /* one of the two is NAN */
	GAP_CONCENTRATE,        /* important, and done badly */
	GAP_KEEP_UP,            /* important, and done well */
	GAP_LOW_PRIORITY,       /* neither */
	GAP_OVERKILL            /* done well, and hardly important */
};

/* At or above its cut is important, or done well.  The cuts are the
 * means of all items or the middle of the scale: say which. */
enum gap_quadrant gap_quadrant(double importance, double performance,
    double cut_importance, double cut_performance);

#endif
