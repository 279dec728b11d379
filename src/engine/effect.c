/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/effect.h"

#include <stdbool.h>

#include <math.h>

#include "base/arena.h"
#include "engine/dist.h"
#include "engine/signs.h"
#include "engine/stat.h"

/* People with both scores, and what changed for them. */
struct pairs {
	double *pre, *post, *change;
	size_t  n, left_out;
	double  top;            /* largest score, for what is rounding */
};

static struct pairs
complete(struct arena *a, const double *pre, const double *post, size_t n)
{
	struct pairs p = { NEWS(a, double, n), NEWS(a, double, n),
	    NEWS(a, double, n), 0, 0, 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		if (!isfinite(pre[i]) || !isfinite(post[i]))
			continue;
		p.pre[p.n] = pre[i];
		p.post[p.n] = post[i];
		p.change[p.n++] = post[i] - pre[i];
	}
	p.left_out = n - p.n;
	p.top = fmax(stat_top(p.pre, p.n), stat_top(p.post, p.n));
	return p;
}

/* ---- paired t and standardised effects ---- */

static void
test_mean(struct effect_paired *e)
{
	double se = e->sd / sqrt((double)e->n), reach;

	e->df = e->n < 2 ? NAN : (double)e->n - 1;
	e->t = stat_ratio(e->mean, se);
	e->p = dist_t_two_sided(e->t, e->df);
	reach = dist_t_quantile(0.975, e->df) * se;
	e->lo = e->mean - reach;
	e->hi = e->mean + reach;
}

static void
standardise_by_change(struct effect_paired *e)
{
	double root = sqrt((double)e->n);

	e->j = e->df < 2 ? NAN : exp(lgamma(e->df / 2) -
	    lgamma((e->df - 1) / 2)) / sqrt(e->df / 2);
	e->j_near = 1 - 3 / (4 * e->df - 1);
	e->d_z = stat_ratio(e->mean, e->sd);
	e->g_z = e->j * e->d_z;
	e->shift_lo = dist_t_noncentrality(e->t, e->df, 0.975);
	e->shift_hi = dist_t_noncentrality(e->t, e->df, 0.025);
	e->g_z_lo = e->j * e->shift_lo / root;
	e->g_z_hi = e->j * e->shift_hi / root;
}

static void
standardise_by_scores(struct effect_paired *e)
{
	double both = sqrt((e->sd_pre * e->sd_pre + e->sd_post * e->sd_post)
	    / 2);
	double unshared = 2 * (1 - e->r), n = (double)e->n, reach;

	e->d_av = stat_ratio(e->mean, both);
	e->g_av = e->j * e->d_av;
	e->var_g_av = e->j * e->j * (1 / n + e->d_av * e->d_av / (2 * n)) *
	    unshared;
	reach = DIST_Z975 * sqrt(e->var_g_av);
	e->g_av_lo = e->g_av - reach;
	e->g_av_hi = e->g_av + reach;
	e->d_rm = e->d_z * sqrt(unshared);
	e->g_rm = e->j * e->d_rm;
	e->d_pre = stat_ratio(e->mean, e->sd_pre);
}

struct effect_paired
effect_paired(struct arena *a, const double *pre, const double *post,
    size_t n)
{
	struct pairs p = complete(a, pre, post, n);
	struct effect_paired e = { .n = p.n, .left_out = p.left_out };

	e.mean_pre = stat_mean(p.pre, p.n);
	e.mean_post = stat_mean(p.post, p.n);
	e.sd_pre = stat_sd(p.pre, p.n);
	e.sd_post = stat_sd(p.post, p.n);
	e.mean = stat_mean(p.change, p.n);
	e.sd = sqrt(stat_variance_from(p.change, p.n, p.top));
	e.r = stat_correlation(p.pre, p.post, p.n);
	test_mean(&e);
	standardise_by_change(&e);
	standardise_by_scores(&e);
	return e;
}

/* ---- signed ranks ---- */

/* To 12 digits of the largest score, so that 2.1 - 1.1 ties 3.1 - 2.1. */
static double
tidy(double change, double top)
{
	double k = pow(10, 12 - ceil(log10(top)));

	return isfinite(k) ? nearbyint(change * k) / k : change;
}

/* Means of two of the ascending x, or of one with itself. */
struct pairs_at {
	size_t count;           /* that are v or less */
	double below, above;    /* the largest of those, the least of the
	                         * others; beyond the ends: infinite */
};

/* As x[i] rises, the last partner that keeps the mean at v falls. */
static struct pairs_at
pairs_at(const double *x, size_t n, double v)
{
	struct pairs_at p = { 0, -INFINITY, INFINITY };
	size_t i, j = n;

	for (i = 0; i < n; i++) {
		while (j > i && (x[i] + x[j - 1]) / 2 > v)
			j--;
		if (j < n)
			p.above = fmin(p.above, (x[i] + x[j]) / 2);
		if (j <= i)
			break;
		p.count += j - i;
		p.below = fmax(p.below, (x[i] + x[j - 1]) / 2);
	}
	return p;
}

/*
 * The mean of the two middle ones (or the middle one), without making them
 * all: the bounds close in on a mean that is there, so that scores of few
 * steps take few looks; at most one for each bit of a double.
 */
static double
median_of_pairs(struct arena *a, const double *change, size_t n)
{
	const double *x = stat_sorted(a, change, n);
	size_t pairs = n * (n + 1) / 2, k = (pairs + 1) / 2;
	double lo, hi, mid;
	struct pairs_at p;

	if (n == 0)
		return NAN;
	for (lo = x[0], hi = x[n - 1]; lo < hi; ) {
		mid = lo + (hi - lo) / 2;
		p = pairs_at(x, n, mid < hi ? mid : lo);
		if (p.count >= k)
			hi = p.below;
		else
			lo = p.above;
	}
	p = pairs_at(x, n, lo);
	return p.count > pairs / 2 ? lo : (lo + p.above) / 2;
}

static void
near_normal(struct effect_signed *e, double ties)
{
	double m = (double)e->m, off = e->plus - m * (m + 1) / 4;
	double sd = sqrt(m * (m + 1) * (2 * m + 1) / 24 - ties / 48);

	e->z = stat_ratio(off, sd);
	e->p = dist_normal_two_sided(e->z);
	if (off != 0)
		off -= copysign(0.5, off);
	e->z_corrected = stat_ratio(off, sd);
	e->p_corrected = dist_normal_two_sided(e->z_corrected);
}

struct effect_signed
effect_signed(struct arena *a, const double *pre, const double *post,
    size_t n)
{
	struct pairs p = complete(a, pre, post, n);
	struct effect_signed e = { .p_exact = NAN };
	double *size = NEWS(a, double, n), *rank = NEWS(a, double, n), ties;
	bool *up = NEWS(a, bool, n);
	size_t i;

	for (i = 0; i < p.n; i++) {
		double d = tidy(p.change[i], p.top);

		if (d != 0) {
			up[e.m] = d > 0;
			size[e.m++] = fabs(d);
		}
	}
	e.zeros = p.n - e.m;
	ties = stat_ranks(a, size, e.m, rank);
	for (i = 0; i < e.m; i++)
		*(up[i] ? &e.plus : &e.minus) += rank[i];
	if (e.m > 0 && e.m <= SIGNS_MOST)
		e.p_exact = fmin(1, 2 * signs_chance(a, rank, e.m,
		    fmin(e.plus, e.minus)));
	near_normal(&e, ties);
	e.biserial = stat_ratio(e.plus - e.minus, e.plus + e.minus);
	e.shift = median_of_pairs(a, p.change, p.n);
	return e;
}

/* ---- gain ---- */

/* In percent; NAN for one who stays at the bottom or the top. */
static double
change_of(double pre, double post)
{
	if (post > pre)
		return (post - pre) / (100 - pre);
	if (post < pre)
		return (post - pre) / pre;
	return pre == 0 || pre == 100 ? NAN : 0;
}

static enum effect_band
band_of(double gain)
{
	if (isnan(gain))
		return EFFECT_NONE;
	if (gain < 0.3)
		return EFFECT_LOW;
	return gain < 0.7 ? EFFECT_MEDIUM : EFFECT_HIGH;
}

struct effect_gain
effect_gain(struct arena *a, const double *pre, const double *post,
    size_t n, double top)
{
	struct pairs p = complete(a, pre, post, n);
	double *gain = NEWS(a, double, n), *change = NEWS(a, double, n);
	struct effect_gain g = { NAN, NAN, NAN, EFFECT_NONE, NAN, NAN };
	size_t i;

	if (!(top > 0))
		return g;
	for (i = 0; i < p.n; i++) {
		p.pre[i] = 100 * p.pre[i] / top;
		p.post[i] = 100 * p.post[i] / top;
		gain[i] = p.pre[i] < 100 ? (p.post[i] - p.pre[i]) /
		    (100 - p.pre[i]) : NAN;
		change[i] = change_of(p.pre[i], p.post[i]);
	}
	g.pre_percent = stat_mean(p.pre, p.n);
	g.post_percent = stat_mean(p.post, p.n);
	g.gain = stat_ratio(g.post_percent - g.pre_percent,
	    100 - g.pre_percent);
	g.band = band_of(g.gain);
	g.mean_gain = stat_mean(gain, stat_answered(gain, p.n, gain));
	g.mean_change = stat_mean(change, stat_answered(change, p.n, change));
	return g;
}

/* ---- shares ---- */

struct effect_share
effect_share(double k, double n)
{
	struct effect_share s = { NAN, NAN, NAN };
	double z = DIST_Z975, wide, middle, reach;

	if (!(n > 0 && k >= 0 && k <= n) || isinf(n))
		return s;
	s.share = k / n;
	wide = 1 + z * z / n;
	middle = (s.share + z * z / (2 * n)) / wide;
	reach = z * sqrt(s.share * (1 - s.share) / n + z * z / (4 * n * n)) /
	    wide;
	s.lo = fmax(0, middle - reach);
	s.hi = fmin(1, middle + reach);
	return s;
}
