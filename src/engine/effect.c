/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/effect.h"

#include <stdbool.h>

#include <math.h>

#include "base/arena.h"
#include "engine/dist.h"
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

/*
 * The chance of a sum of ranks (doubled: whole numbers) up to `most` when
 * each sign is a toss: the distribution grows by one rank after another.
 */
static double
chance_up_to(struct arena *a, const double *rank, size_t m, double most)
{
	size_t top = 0, size = m * (m + 1) + 1, i, s, r;
	double *p = NEWS(a, double, size), sum = 0;

	p[0] = 1;
	for (i = 0; i < m; i++) {
		r = (size_t)(2 * rank[i]);
		top += r;
		for (s = top + 1; s-- > 0; )
			p[s] = (p[s] + (s >= r ? p[s - r] : 0)) / 2;
	}
	for (s = 0; (double)s <= most; s++)
		sum += p[s];
	return sum;
}

/* ---- the same without ties: ranks 1, 2 .. m ---- */

enum {
	UNTIED = 100,           /* up to so many the other way is as quick */
	NOTHING = 46,           /* e^-46 is nothing beside 1 */
	SPREAD_LEAST = 60,      /* enough for nothing to be near */
	LEAST_LOG = -746        /* e to it is 0 to a double */
};

/* Each rank r falls on this side with the chance 1 / (1 + e^(tilt r)). */
struct tilted {
	size_t  m;
	double  tilt;           /* 0 or more: towards smaller sums */
	double *chance;         /* [m + 1] by rank */
	double  spread;         /* sum of their variances */
};

static double
mean_of(size_t m, double tilt)
{
	double sum = 0;
	size_t r;

	for (r = 1; r <= m; r++)
		sum += (double)r / (1 + exp(tilt * (double)r));
	return sum;
}

/* The tilt whose mean is `most`, by halving. */
static struct tilted
tilt_to(struct arena *a, size_t m, double most)
{
	struct tilted t = { m, 0, NEWS(a, double, m + 1), 0 };
	double lo = 0, hi = mean_of(m, 0) > most ? 8 : 0;
	size_t i;

	for (i = 0; i < 50 && hi > 0; i++) {
		t.tilt = (lo + hi) / 2;
		*(mean_of(m, t.tilt) > most ? &lo : &hi) = t.tilt;
	}
	for (i = 1; i <= m; i++) {
		t.chance[i] = 1 / (1 + exp(t.tilt * (double)i));
		t.spread += t.chance[i] * (1 - t.chance[i]);
	}
	return t;
}

struct turned {                 /* a complex number */
	double re, im;
};

static struct turned
times(struct turned x, struct turned y)
{
	return (struct turned){ x.re * y.re - x.im * y.im,
		x.re * y.im + x.im * y.re };
}

/* The characteristic function at an angle; 0 once it is too small to be
 * added to anything. */
static struct turned
spectrum(const struct tilted *t, double angle)
{
	const struct turned back = { cos(angle), -sin(angle) };
	struct turned f = { 1, 0 }, at = { 1, 0 };
	double p;
	size_t r;

	for (r = t->m; r > 0; r--) {
		/* Anew at every 64th: rounding does not add up. */
		at = (t->m - r) % 64 != 0 ? times(at, back)
		    : (struct turned){ cos(angle * (double)r),
		    sin(angle * (double)r) };
		p = t->chance[r];
		f = times(f, (struct turned){ 1 - p + p * at.re,
		    p * at.im });
		if (f.re * f.re + f.im * f.im < 1e-60)
			return (struct turned){ 0, 0 };
	}
	return f;
}

/* Sum over d = 0 .. most of e^((i angle - tilt) d), angle above 0. */
static struct turned
shares(const struct tilted *t, double angle, double most)
{
	double step = exp(-t->tilt), end = exp(-t->tilt * (most + 1));
	double re = 1 - step * cos(angle), im = step * sin(angle);
	struct turned top = { 1 - end * cos(angle * (most + 1)),
		-end * sin(angle * (most + 1)) };
	double size = re * re + im * im;

	return times(top, (struct turned){ re / size, im / size });
}

/*
 * Beyond this angle the function is below e^-NOTHING: its size is at most
 * e^-(spread - |sum v(r) cos(r angle)|), and as the variances v fall with
 * r, the sum is below v(1) / sin(angle / 2).
 */
static double
last_angle(const struct tilted *t)
{
	double p = t->chance[1], s = p * (1 - p) / (t->spread - NOTHING);

	return s >= 1 ? acos(-1) : 2 * asin(s);
}

/* For small sums: how many sets of ranks have them. */
static double
chance_counted(struct arena *a, size_t m, size_t most)
{
	double *sets = NEWS(a, double, most + 1), sum = 0;
	size_t r, s;

	sets[0] = 1;
	for (r = 1; r <= m && r <= most; r++)
		for (s = most + 1; s-- > r; )
			sets[s] += sets[s - r];
	for (s = 0; s <= most; s++)
		sum += sets[s];
	return ldexp(sum, -(int)m);
}

static double
chance_untied(struct arena *a, size_t m, double most)
{
	struct tilted t = tilt_to(a, m, most);
	double whole = (double)m * ((double)m + 1) / 2 + 1, angle, scale = 0;
	double step = 2 * acos(-1) / whole, end, sum, k;
	struct turned back;
	size_t r;

	if (t.spread < SPREAD_LEAST)
		return chance_counted(a, m, (size_t)most);
	end = last_angle(&t);
	for (r = 1; r <= m; r++)
		scale += log1p(exp(-t.tilt * (double)r)) - log(2);
	if (scale + t.tilt * most < LEAST_LOG)  /* a bound of the chance */
		return 0;
	sum = t.tilt > 0 ? -expm1(-t.tilt * (most + 1)) / -expm1(-t.tilt)
	    : most + 1;
	for (k = 1; (angle = k * step) <= end && 2 * k < whole; k++) {
		back = (struct turned){ cos(angle * most),
			-sin(angle * most) };
		sum += 2 * times(times(spectrum(&t, angle), back),
		    shares(&t, angle, most)).re;
	}
	return exp(scale + t.tilt * most) * sum / whole;
}

/* How many means of two of the ascending x, or of one with itself, are v
 * or less: as x[i] rises the last partner falls. */
static size_t
pairs_up_to(const double *x, size_t n, double v)
{
	size_t i, j = n, count = 0;

	for (i = 0; i < n; i++) {
		while (j > 0 && (x[i] + x[j - 1]) / 2 > v)
			j--;
		if (j <= i)
			break;
		count += j - i;
	}
	return count;
}

/* The k-th smallest of those means, from 1, without making them all. */
static double
pair_mean(const double *x, size_t n, size_t k)
{
	double lo = x[0], hi = x[n - 1], mid;

	if (pairs_up_to(x, n, lo) >= k)
		return lo;
	for (;;) {
		mid = lo + (hi - lo) / 2;
		if (!(mid > lo && mid < hi))
			return hi;
		if (pairs_up_to(x, n, mid) >= k)
			hi = mid;
		else
			lo = mid;
	}
}

static double
median_of_pairs(struct arena *a, const double *change, size_t n)
{
	const double *x = stat_sorted(a, change, n);
	size_t pairs = n * (n + 1) / 2, second = pairs / 2 + 1;
	double low;

	if (n == 0)
		return NAN;
	low = pair_mean(x, n, (pairs + 1) / 2);
	if (pairs_up_to(x, n, low) >= second)
		return low;
	return (low + pair_mean(x, n, second)) / 2;
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
	if (ties == 0 && e.m > UNTIED && e.m <= EFFECT_EXACT_MOST)
		e.p_exact = fmin(1, 2 * chance_untied(a, e.m,
		    fmin(e.plus, e.minus)));
	else if (e.m > 0 && e.m <= EFFECT_TIES_MOST)
		e.p_exact = fmin(1, 2 * chance_up_to(a, rank, e.m,
		    2 * fmin(e.plus, e.minus)));
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
