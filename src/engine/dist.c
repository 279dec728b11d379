/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/dist.h"

#include <stdbool.h>
#include <stddef.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>

/*
 * GSL stops the program when a tail underflows unless it is told not to,
 * and telling it writes a variable of its own: so before any thread is.
 */
__attribute__((constructor)) static void
quiet(void)
{
	gsl_set_error_handler_off();
}

double
dist_beta(double a, double b, double x)
{
	if (!(a > 0 && b > 0 && x >= 0 && x <= 1) || isinf(a) || isinf(b))
		return NAN;
	return gsl_cdf_beta_P(x, a, b);
}

double
dist_normal(double z)
{
	return 0.5 * erfc(-z / sqrt(2));
}

double
dist_normal_two_sided(double z)
{
	return erfc(fabs(z) / sqrt(2));
}

double
dist_normal_quantile(double p)
{
	return p > 0 && p < 1 ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

double
dist_t_two_sided(double t, double df)
{
	if (!(df > 0) || isnan(t))
		return NAN;
	if (isinf(df))
		return dist_normal_two_sided(t);
	return dist_beta(df / 2, 0.5, df / (df + t * t));
}

double
dist_t(double t, double df)
{
	double tail = dist_t_two_sided(t, df) / 2;

	return t > 0 ? 1 - tail : tail;
}

double
dist_f_upper(double x, double df1, double df2)
{
	if (isnan(x))
		return NAN;
	return dist_beta(df2 / 2, df1 / 2,
	    x > 0 ? df2 / (df2 + df1 * x) : 1);
}

double
dist_f(double x, double df1, double df2)
{
	if (isnan(x))
		return NAN;
	return dist_beta(df1 / 2, df2 / 2,
	    x > 0 ? df1 * x / (df1 * x + df2) : 0);
}

/* A curve that falls from above the wanted height to below it. */
struct curve {
	double (*at)(double x, const struct curve *);
	double p1, p2, height;
	bool   rises;
};

static bool
is_left(double x, const struct curve *c)
{
	double y = c->at(x, c);

	return c->rises ? y < c->height : y > c->height;
}

/* Where the curve passes its height, to the last bit, between lo and hi. */
static double
halve(const struct curve *c, double lo, double hi)
{
	double mid;

	for (;;) {
		mid = lo + (hi - lo) / 2;
		if (!(mid > lo && mid < hi))
			return mid;
		if (is_left(mid, c))
			lo = mid;
		else
			hi = mid;
	}
}

/* The same on (0, infinity), from a bracket that grows by squares. */
static double
solve_positive(const struct curve *c)
{
	double lo = 1, hi = 1, step = 2;

	for (; hi < 1e300 && is_left(hi, c); step *= step)
		hi *= fmin(step, 1e30);
	for (step = 2; lo > 1e-300 && !is_left(lo, c); step *= step)
		lo /= fmin(step, 1e30);
	if (hi >= 1e300 || lo <= 1e-300)
		return NAN;
	return halve(c, lo, hi);
}

static double
t_both_tails(double t, const struct curve *c)
{
	return dist_t_two_sided(t, c->p1);
}

double
dist_t_quantile(double p, double df)
{
	struct curve c = { t_both_tails, df, 0, 2 * fmin(p, 1 - p), false };
	double t;

	if (!(p > 0 && p < 1 && df > 0))
		return NAN;
	if (p == 0.5)
		return 0;
	t = solve_positive(&c);
	return p < 0.5 ? -t : t;
}

static double
f_below(double x, const struct curve *c)
{
	return dist_f(x, c->p1, c->p2);
}

static double
f_above(double x, const struct curve *c)
{
	return dist_f_upper(x, c->p1, c->p2);
}

double
dist_f_quantile(double p, double df1, double df2)
{
	struct curve below = { f_below, df1, df2, p, true };
	struct curve above = { f_above, df1, df2, 1 - p, false };

	if (!(p > 0 && p < 1 && df1 > 0 && df2 > 0))
		return NAN;
	return solve_positive(p < 0.5 ? &below : &above);
}

/*
 * The sum of AS 243 over the terms that weigh anything: they are those
 * of a Poisson distribution of mean shift^2 / 2.
 */
static double
noncentral_sum(double x, double df, double shift)
{
	double mean = shift * shift / 2, half = 10 * sqrt(mean) + 60;
	double j, p, q, sum = 0, least = floor(fmax(0, mean - half));

	for (j = least; j <= mean + half; j++) {
		p = mean > 0 ? exp(j * log(mean) - mean - lgamma(j + 1))
		    : j < 1;
		q = mean > 0 ? exp(j * log(mean) - mean - lgamma(j + 1.5))
		    * shift / sqrt(2) : 0;
		sum += p * dist_beta(j + 0.5, df / 2, x);
		if (q != 0)
			sum += q * dist_beta(j + 1, df / 2, x);
	}
	return sum;
}

double
dist_t_noncentral(double t, double df, double shift)
{
	bool mirrored = t < 0;
	double p;

	if (!(df > 0) || isinf(df) || !isfinite(t) ||
	    !(fabs(shift) <= DIST_NONCENTRAL_LIMIT))
		return NAN;
	if (mirrored)
		shift = -shift;
	p = dist_normal(-shift);
	if (t != 0)
		p += noncentral_sum(t * t / (t * t + df), df, shift) / 2;
	p = fmax(0, fmin(1, p));
	return mirrored ? 1 - p : p;
}

static double
t_shifted(double shift, const struct curve *c)
{
	return dist_t_noncentral(c->p1, c->p2, shift);
}

double
dist_t_noncentrality(double t, double df, double p)
{
	struct curve c = { t_shifted, t, df, p, false };
	double lo, hi, wide;

	if (!(p > 0 && p < 1 && df > 0) || !isfinite(t))
		return NAN;
	for (wide = 4; ; wide *= 2) {
		lo = fmax(t - wide, -DIST_NONCENTRAL_LIMIT);
		hi = fmin(t + wide, DIST_NONCENTRAL_LIMIT);
		if (is_left(lo, &c) && !is_left(hi, &c))
			return halve(&c, lo, hi);
		if (wide > 2 * DIST_NONCENTRAL_LIMIT)
			return NAN;
	}
}
