/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/survive.h"

#include <stdbool.h>

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "engine/stat.h"

/* ---- decay ---- */

static bool
has_log(const struct survive_point *p)
{
	return p->r > 0 && isfinite(p->r) && p->t >= 0 && isfinite(p->t);
}

/* -sum w x ln R / sum w x^2, where x is t or ln(1 + t). */
static double
slope(const struct survive_point *p, size_t n, bool in_logs, bool weighted)
{
	double top = 0, bottom = 0, x, w;
	size_t i;

	for (i = 0; i < n; i++) {
		w = weighted ? p[i].n : 1;
		if (!has_log(&p[i]) || !(w >= 0))
			continue;
		x = in_logs ? log1p(p[i].t) : p[i].t;
		top -= w * x * log(p[i].r);
		bottom += w * x * x;
	}
	return stat_ratio(top, bottom);
}

static double
half_life(double lambda)
{
	return lambda > 0 ? stat_ratio(log(2), lambda) : NAN;
}

static void
compare_fits(const struct survive_point *p, size_t n,
    struct survive_decay *d)
{
	double off;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!has_log(&p[i]))
			continue;
		off = p[i].r - exp(-d->lambda * p[i].t);
		d->sse_exponential += off * off;
		off = p[i].r - pow(1 + p[i].t, -d->b);
		d->sse_power += off * off;
		d->fitted++;
	}
	d->left_out = n - d->fitted;
	if (d->fitted == 0)
		d->sse_exponential = d->sse_power = NAN;
	d->better = SURVIVE_NEITHER;
	if (d->fitted >= 2 && !isnan(d->lambda) && !isnan(d->b))
		d->better = d->sse_exponential < d->sse_power ?
		    SURVIVE_EXPONENTIAL : SURVIVE_POWER;
}

/* The area below the lines from (0, 1) through the points to the horizon,
 * by its length. */
static double
mean_retention(const struct survive_point *p, size_t n, double horizon)
{
	double area = 0, t = 0, r = 1, end;
	size_t i;

	for (i = 0; i < n && t < horizon; i++) {
		if (isnan(p[i].r) || !(p[i].t > t))
			continue;
		end = p[i].r;
		if (p[i].t > horizon)
			end = r + (end - r) * (horizon - t) / (p[i].t - t);
		area += (fmin(p[i].t, horizon) - t) * (r + end) / 2;
		t = p[i].t;
		r = p[i].r;
	}
	return t >= horizon ? stat_ratio(area, horizon) : NAN;
}

struct survive_decay
survive_decay(const struct survive_point *p, size_t n, double horizon)
{
	struct survive_decay d = { 0 };

	d.lambda = slope(p, n, false, false);
	d.lambda_weighted = slope(p, n, false, true);
	d.b = slope(p, n, true, false);
	d.half_life = half_life(d.lambda);
	d.half_life_weighted = half_life(d.lambda_weighted);
	compare_fits(p, n, &d);
	d.mean = mean_retention(p, n, horizon);
	return d;
}

/* ---- survival ---- */

static int
by_time(const void *a, const void *b, const void *with)
{
	double x = ((const struct survive_case *)a)->t;
	double y = ((const struct survive_case *)b)->t;

	(void)with;
	return (x > y) - (x < y);
}

/* Those with a time, ascending. */
static size_t
in_order(struct arena *a, const struct survive_case *c, size_t n,
    struct survive_case *out)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (isfinite(c[i].t))
			out[kept++] = c[i];
	sort(a, out, kept, sizeof(*out), by_time, NULL);
	return kept;
}

size_t
survive_steps(struct arena *a, const struct survive_case *cases, size_t n,
    struct survive_step *steps)
{
	struct survive_case *c = NEWS(a, struct survive_case, n);
	double s = 1, greenwood = 0, risk, d;
	size_t i, next, events, k = 0;

	n = in_order(a, cases, n, c);
	for (i = 0; i < n; i = next) {
		events = 0;
		for (next = i; next < n && c[next].t == c[i].t; next++)
			events += c[next].ended != 0;
		if (events == 0)
			continue;
		risk = (double)(n - i);
		d = (double)events;
		s *= 1 - d / risk;
		greenwood += d / (risk * (risk - d));
		steps[k++] = (struct survive_step){ c[i].t, n - i, events, s,
		    isfinite(greenwood) ? s * sqrt(greenwood) : NAN };
	}
	return k;
}

double
survive_at(const struct survive_case *c, size_t n,
    const struct survive_step *step, size_t steps, double t)
{
	bool seen = false;
	double s = 1;
	size_t i;

	for (i = 0; i < n; i++)
		seen = seen || (isfinite(c[i].t) && c[i].t >= t);
	for (i = 0; i < steps && step[i].t <= t; i++)
		s = step[i].s;
	return seen || (steps > 0 && s == 0) ? s : NAN;
}
