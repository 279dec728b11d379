/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/match.h"

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "engine/stat.h"

struct match
match_expert(const double *weight, const double *level, size_t needs,
    bool is_free, double fee)
{
	double met = 0, all = 0;
	struct match m;
	size_t i;

	for (i = 0; i < needs; i++) {
		if (!(weight[i] > 0))
			continue;
		all += weight[i];
		if (level[i] > 0)
			met += weight[i] * fmin(level[i], 3);
	}
	m.coverage = stat_ratio(met, 3 * all);  /* so 1 + 2 ties 2 + 1 */
	m.score = is_free || isnan(m.coverage) ? m.coverage : 0;
	m.cost = stat_ratio(fee, m.coverage);
	return m;
}

struct ranked {
	const struct match *match;
	const double       *fee;
};

/* What is not known comes last. */
static int
upward(double x, double y)
{
	if (isnan(x) || isnan(y))
		return (isnan(x) != 0) - (isnan(y) != 0);
	return (x > y) - (x < y);
}

static int
better(const void *a, const void *b, const void *with)
{
	const struct ranked *r = with;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	int by = upward(-r->match[i].score, -r->match[j].score);

	return by != 0 ? by : upward(r->fee[i], r->fee[j]);
}

void
match_rank(struct arena *a, const struct match *match, const double *fee,
    size_t n, size_t *order)
{
	const struct ranked r = { match, fee };
	size_t i;

	for (i = 0; i < n; i++)
		order[i] = i;
	sort(a, order, n, sizeof(*order), better, &r);
}
