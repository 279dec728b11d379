/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/compare.h"

#include <math.h>

#include "base/arena.h"
#include "engine/dist.h"
#include "engine/stat.h"

struct side {
	size_t n;
	double pre, post, variance_pre;
	double change, variance;        /* of post - pre */
};

static struct side
read_side(struct arena *a, struct compare_group g)
{
	double *pre = NEWS(a, double, g.n), *post = NEWS(a, double, g.n);
	double *change = NEWS(a, double, g.n);
	struct side s = { 0 };
	size_t i;

	for (i = 0; i < g.n; i++) {
		if (!isfinite(g.pre[i]) || !isfinite(g.post[i]))
			continue;
		pre[s.n] = g.pre[i];
		post[s.n] = g.post[i];
		change[s.n++] = g.post[i] - g.pre[i];
	}
	s.pre = stat_mean(pre, s.n);
	s.post = stat_mean(post, s.n);
	s.variance_pre = stat_variance(pre, s.n);
	s.change = stat_mean(change, s.n);
	s.variance = stat_variance_from(change, s.n,
	    fmax(stat_top(pre, s.n), stat_top(post, s.n)));
	return s;
}

static struct compare_test
test(double effect, double se, double df)
{
	struct compare_test t = { se, df, stat_ratio(effect, se) };
	double reach = dist_t_quantile(0.975, df) * se;

	t.p = dist_t_two_sided(t.t, df);
	t.lo = effect - reach;
	t.hi = effect + reach;
	return t;
}

/* Two variances as one, weighed by their degrees of freedom. */
static double
pool(double v, size_t n, double w, size_t m)
{
	double f = (double)n - 1, g = (double)m - 1;

	return (f * v + g * w) / (f + g);
}

struct compare
compare_changes(struct arena *a, struct compare_group treated,
    struct compare_group others)
{
	struct side t = read_side(a, treated), o = read_side(a, others);
	double n = (double)t.n, m = (double)o.n;
	double vt = t.variance / n, vo = o.variance / m;
	double one = pool(t.variance, t.n, o.variance, o.n);
	struct compare c = { t.n, o.n, treated.n - t.n + others.n - o.n,
	    t.pre, t.post, o.pre, o.post };

	c.effect = t.change - o.change;
	c.balance = t.pre - o.pre;
	c.effect_size = stat_ratio(c.effect,
	    sqrt(pool(t.variance_pre, t.n, o.variance_pre, o.n)));
	c.welch = test(c.effect, sqrt(vt + vo), stat_ratio((vt + vo) *
	    (vt + vo), vt * vt / (n - 1) + vo * vo / (m - 1)));
	c.pooled = test(c.effect, sqrt(one * (1 / n + 1 / m)), n + m - 2);
	return c;
}
