/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * dist.h - probabilities of the normal, t and F distributions.
 *
 * Tails are computed as tails, never as 1 - p: a two-sided p of 1e-40 is
 * right to ten digits.  Quantiles are found by halving an interval until
 * no double lies inside it.  Arguments without meaning (no degrees of
 * freedom, p outside its range, NAN) give NAN.
 *
 * Sources: M. Abramowitz, I. A. Stegun (1964), Handbook of Mathematical
 *	Functions, 26.5 and 26.7, over the incomplete beta of GSL;
 *	R. V. Lenth (1989), Algorithm AS 243, Applied Statistics 38(1),
 *	185-189, for the noncentral t.
 * Cost: about a microsecond; a quantile about a hundred of those, a
 * noncentrality up to a third of a second when it is near its limit.
 */
#ifndef ENGINE_DIST_H
#define ENGINE_DIST_H

#define DIST_Z975 1.959963984540054     /* dist_normal_quantile(0.975) */

enum { DIST_NONCENTRAL_LIMIT = 200 };

/* I_x(a, b), the incomplete beta ratio; a, b > 0, 0 <= x <= 1. */
double dist_beta(double a, double b, double x);

double dist_normal(double z);                   /* P(Z <= z) */
double dist_normal_two_sided(double z);         /* P(|Z| >= |z|) */
double dist_normal_quantile(double p);          /* 0 < p < 1 */

double dist_t(double t, double df);             /* P(T <= t); df > 0 */
double dist_t_two_sided(double t, double df);   /* P(|T| >= |t|) */
double dist_t_quantile(double p, double df);    /* 0 < p < 1 */

double dist_f(double x, double df1, double df2);       /* P(F <= x) */
double dist_f_upper(double x, double df1, double df2); /* P(F >= x) */
double dist_f_quantile(double p, double df1, double df2);

/* P(T <= t) when the mean is `shift` standard errors off; right to 1e-10
 * for |shift| <= DIST_NONCENTRAL_LIMIT, NAN beyond. */
double dist_t_noncentral(double t, double df, double shift);

/* The shift under which dist_t_noncentral(t, df, shift) is p: the ends
 * of the interval of a standardised effect.  NAN beyond the limit. */
double dist_t_noncentrality(double t, double df, double p);

#endif
