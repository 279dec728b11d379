/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * weigh.h - weights out of judgements of two at a time.
 *
 * m[i][j] says how many times as important i is as j: all above 0, ones
 * on the diagonal, m[j][i] = 1 / m[i][j].  The weights are the principal
 * eigenvector, made to sum to 1; consistent judgements have the largest
 * eigenvalue n, and the index of consistency says how far it is above.
 *
 *	CI = (lambda - n) / (n - 1)      CR = CI / RI(n)
 *
 * RI is the mean CI of random judgements; a CR below 0.1 is accepted.
 *
 * Source: T. L. Saaty (1980), The Analytic Hierarchy Process; his RI
 *	for n of 3 to 10: .58 .90 1.12 1.24 1.32 1.41 1.45 1.49.
 * Cost: the judgements, n * n, for each step towards the eigenvector.
 */
#ifndef ENGINE_WEIGH_H
#define ENGINE_WEIGH_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct weigh {
	double lambda;          /* the largest eigenvalue; n or more when the
	                         * judgements are reciprocal */
	double ci;              /* NAN for one thing alone */
	double cr;              /* NAN below 3 and above 10 things */
};

/*
 * Fill eigen[n] and geometric[n], the weights from the geometric means
 * of the rows, which differ little and need no iteration; each sums to 1.
 * False, and NAN throughout, when n is 0 or a judgement is not a finite
 * number above 0.  Takes m as it is: it need not be reciprocal.
 */
bool weigh_pairs(struct arena *, const double *m, size_t n, double *eigen,
    double *geometric, struct weigh *);

#endif
