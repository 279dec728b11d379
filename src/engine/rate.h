/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * rate.h - what several raters said of one item, in figures.
 *
 * Ratings come with the role of their rater; those that are not finite
 * are left out.  What cannot be told from so few ratings is NAN.
 *
 * Sources: L. R. James, R. G. Demaree, G. Wolf (1984), Estimating
 *	within-group interrater reliability, Journal of Applied Psychology
 *	69(1), 85-98 (r_wg); W. J. Tastle, M. J. Wierman (2007), Consensus
 *	and dissention, International Journal of Approximate Reasoning
 *	45(3), 531-545 (consensus).
 * Cost: n log n.
 */
#ifndef ENGINE_RATE_H
#define ENGINE_RATE_H

#include <stddef.h>

struct arena;

struct rate {
	size_t n;               /* ratings */
	double median, mean;    /* scale points; NAN for no rating */
	double trimmed;         /* mean without one lowest and one highest;
	                         * NAN below three ratings */
	double sd;              /* NAN below two */
	double q1, q3;          /* quartiles of type 7; NAN for no rating */
	double wg;              /* rate_wg */
	double consensus;       /* rate_consensus */
};

/* levels: how many the scale has; its width is levels - 1 points. */
struct rate rate_item(struct arena *, const double *rating, size_t n,
    double levels);

/*
 * r_wg = 1 - s^2 / ((levels^2 - 1) / 12): how much less raters differ
 * than if they had ticked at random.  At most 1, below 0 when they differ
 * more; NAN below two ratings or two levels.
 */
double rate_wg(const double *rating, size_t n, double levels);

/*
 * Cns = 1 + sum p log2(1 - |x - mean| / width): 1 when all say the same,
 * 0 when half sit at each end.  NAN for no rating, a scale without width,
 * or a rating a whole width or more off the mean.
 */
double rate_consensus(const double *rating, size_t n, double width);

/*
 * sum w * mean / sum w over the roles that rated and whose weight is
 * above 0; role[n] holds places in weight[roles].  A role `left_out` is
 * taken for absent; SIZE_MAX leaves out none.  NAN when no such role is.
 */
double rate_by_role(const double *rating, const size_t *role, size_t n,
    const double *weight, size_t roles, size_t left_out);

/* Mean of what one role said; NAN when it said nothing. */
double rate_of_role(const double *rating, const size_t *role, size_t n,
    size_t of);

#endif
