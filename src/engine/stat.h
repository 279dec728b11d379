/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * stat.h - means, spreads and ranks of a row of numbers.
 *
 * Every function takes n finite numbers; whoever has NAN among them
 * drops them first with stat_answered.  What is not defined (the mean of
 * nothing, the spread of one) is NAN.  Variances are those of a sample,
 * divided by n - 1.
 *
 * A spread that is nothing but the rounding of its inputs, below 1e-13
 * of the largest of them, is exactly 0: so 1.1 - 1.0 and 4.1 - 4.0 do
 * not vary, and whoever divides by a spread asks for 0 and means it.
 */
#ifndef ENGINE_STAT_H
#define ENGINE_STAT_H

#include <stddef.h>

struct arena;

/* The finite ones of x[n] in their order, into out[n]; how many. */
size_t stat_answered(const double *x, size_t n, double *out);

double stat_sum(const double *x, size_t n);
double stat_mean(const double *x, size_t n);            /* n >= 1 */
double stat_variance(const double *x, size_t n);        /* n >= 2 */
double stat_sd(const double *x, size_t n);              /* n >= 2 */

/* The same of numbers that are differences of others, the largest of which
 * (without its sign) is `top`: what those could round to is 0. */
double stat_variance_from(const double *x, size_t n, double top);
double stat_top(const double *x, size_t n);             /* largest |x|; 0 */

/* Pearson's r, -1..1; NAN below two pairs or when one does not vary. */
double stat_correlation(const double *x, const double *y, size_t n);

/* A copy of x, ascending.  Cost: n log n; of all that is above, n. */
double *stat_sorted(struct arena *, const double *x, size_t n);

/* Of numbers that ascend.  The quantile is type 7 of Hyndman and Fan
 * (1996), Sample quantiles in statistical packages, The American
 * Statistician 50(4), 361-365; 0 <= p <= 1. */
double stat_median(const double *sorted, size_t n);     /* n >= 1 */
double stat_quantile(const double *sorted, size_t n, double p);

/*
 * Ranks 1..n of x in rank[n], equal numbers sharing the mean of theirs.
 * Returns the sum of t^3 - t over groups of t equal numbers, which the
 * variances of rank tests are corrected by.  Cost: n log n.
 */
double stat_ranks(struct arena *, const double *x, size_t n, double *rank);

/* num / den, and NAN where that is not a finite number. */
double stat_ratio(double num, double den);

#endif
