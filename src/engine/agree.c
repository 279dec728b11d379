/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/agree.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "engine/dist.h"
#include "engine/stat.h"

/* ---- coincidences ---- */

/*
 * Open addressing from 64-bit keys to numbers, twice: from the bits of a
 * value to its index, and from a pair of indices to its coincidences.
 * The key of an empty slot is NO_KEY, which is no finite value and no
 * pair of different indices.
 */
#define NO_KEY UINT64_MAX

struct slot {
	uint64_t key;
	double   number;
};

struct table {
	struct arena *arena;
	struct slot  *slot;
	size_t        n, room;          /* room is a power of two */
};

struct agree {
	struct arena *arena;
	struct table  index;            /* of a value */
	struct table  pair;             /* o_ck of c < k, key c << 32 | k */
	double       *value;            /* [values], as they came */
	double       *total;            /* [values]: n_c */
	double       *times;            /* [values]: in the unit at hand */
	uint32_t     *seen;             /* [values]: those in it */
	size_t        values, room;
	double        n;
};

static size_t
place(const struct table *t, uint64_t key)
{
	uint64_t h = (key ^ key >> 29) * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(h >> 32) & (t->room - 1);

	while (t->slot[i].key != key && t->slot[i].key != NO_KEY)
		i = (i + 1) & (t->room - 1);
	return i;
}

static void
empty(struct table *t, struct arena *a, size_t room)
{
	size_t i;

	*t = (struct table){ a, NEWS(a, struct slot, room), 0, room };
	for (i = 0; i < room; i++)
		t->slot[i].key = NO_KEY;
}

static void
double_table(struct table *t)
{
	struct table old = *t;
	size_t i;

	empty(t, old.arena, old.room * 2);
	for (i = 0; i < old.room; i++)
		if (old.slot[i].key != NO_KEY)
			t->slot[place(t, old.slot[i].key)] = old.slot[i];
	t->n = old.n;
}

/* The number under the key, `fresh` if it was not there. */
static double *
at(struct table *t, uint64_t key, double fresh)
{
	size_t i = place(t, key);

	if (t->slot[i].key == key)
		return &t->slot[i].number;
	if (2 * (t->n + 1) > t->room) {
		double_table(t);
		i = place(t, key);
	}
	t->n++;
	t->slot[i] = (struct slot){ key, fresh };
	return &t->slot[i].number;
}

struct agree *
agree_new(struct arena *a)
{
	struct agree *g = NEW(a, struct agree);

	g->arena = a;
	empty(&g->index, a, 32);
	empty(&g->pair, a, 64);
	return g;
}

static void
widen(struct agree *g)
{
	size_t n = g->values, room = g->room == 0 ? 16 : g->room * 2;

	g->room = room;
	g->value = arena_longer(g->arena, g->value, n, room, sizeof(*g->value));
	g->total = arena_longer(g->arena, g->total, n, room, sizeof(*g->total));
	g->times = arena_longer(g->arena, g->times, n, room, sizeof(*g->times));
	g->seen = arena_longer(g->arena, g->seen, n, room, sizeof(*g->seen));
}

static uint32_t
index_of(struct agree *g, double value)
{
	uint64_t bits;
	double *i;

	value += 0.0;                           /* -0 is 0 */
	memcpy(&bits, &value, sizeof(bits));
	i = at(&g->index, bits, (double)g->values);
	if ((size_t)*i == g->values) {
		if (g->values == g->room)
			widen(g);
		g->value[g->values++] = value;
	}
	return (uint32_t)*i;
}

/* The different values of the unit into seen[], how often into times[];
 * *m becomes the number of its ratings. */
static size_t
tally(struct agree *g, const double *rating, size_t n, size_t *m)
{
	size_t i, kinds = 0;
	uint32_t v;

	for (i = *m = 0; i < n; i++) {
		if (!isfinite(rating[i]))
			continue;
		v = index_of(g, rating[i]);
		if (g->times[v]++ == 0)
			g->seen[kinds++] = v;
		(*m)++;
	}
	return kinds;
}

/* Two values of one unit: so many of the one, so many of the other. */
static void
coincide(struct agree *g, uint32_t c, uint32_t k, double pairs)
{
	uint64_t key = c < k ? (uint64_t)c << 32 | k : (uint64_t)k << 32 | c;

	*at(&g->pair, key, 0) += pairs;
}

void
agree_unit(struct agree *g, const double *rating, size_t n)
{
	size_t i, j, m, kinds = tally(g, rating, n, &m);
	double share = m < 2 ? 0 : 1 / (double)(m - 1);

	g->n += m < 2 ? 0 : (double)m;
	for (i = 0; i < kinds && m > 1; i++) {
		g->total[g->seen[i]] += g->times[g->seen[i]];
		for (j = i + 1; j < kinds; j++)
			coincide(g, g->seen[i], g->seen[j], share *
			    g->times[g->seen[i]] * g->times[g->seen[j]]);
	}
	for (i = 0; i < kinds; i++)
		g->times[g->seen[i]] = 0;
}

void
agree_counted(struct agree *g, const double *value, size_t kinds,
    const double *total, const double *pair)
{
	uint32_t c, k;
	size_t i, j;

	for (i = 0; i < kinds; i++) {
		if (total[i] == 0)
			continue;
		c = index_of(g, value[i]);
		g->total[c] += total[i];
		g->n += total[i];
		for (j = i + 1; j < kinds; j++) {
			k = index_of(g, value[j]);
			if (pair[i * kinds + j] > 0)
				coincide(g, c, k, pair[i * kinds + j]);
		}
	}
}

/* ---- alpha ---- */

static int
by_value_of(const void *a, const void *b, const void *with)
{
	const double *value = with;
	double x = value[*(const size_t *)a], y = value[*(const size_t *)b];

	return (x > y) - (x < y);
}

/*
 * Where each value stands when only distance counts.  The ordinal
 * distance of c and k, the ratings from c to k less half of theirs, is
 * the distance of their mean ranks.  Centred, so that squares stay exact.
 */
static void
place_values(const struct agree *g, enum agree_metric metric, double *x)
{
	struct arena_mark mark = arena_mark(g->arena);
	size_t *order_of = NEWS(g->arena, size_t, g->values), i;
	double below = 0, middle = 0;

	for (i = 0; i < g->values; i++)
		order_of[i] = i;
	sort(g->arena, order_of, g->values, sizeof(*order_of), by_value_of,
	    g->value);
	for (i = 0; i < g->values; i++) {
		x[order_of[i]] = below + g->total[order_of[i]] / 2;
		below += g->total[order_of[i]];
	}
	for (i = 0; i < g->values; i++) {
		if (metric != AGREE_ORDINAL)
			x[i] = g->value[i];
		middle += x[i] * g->total[i] / g->n;
	}
	for (i = 0; i < g->values && metric != AGREE_RATIO; i++)
		x[i] -= middle;
	arena_back(g->arena, mark);
}

static double
distance(enum agree_metric metric, double c, double k)
{
	double d = c - k;

	if (metric == AGREE_NOMINAL)
		return 1;
	if (metric == AGREE_RATIO)
		d = c + k != 0 ? d / (c + k) : 0;
	return d * d;
}

static double
observed(const struct agree *g, enum agree_metric metric, const double *x)
{
	const struct slot *s = g->pair.slot;
	double sum = 0;
	size_t i;

	for (i = 0; i < g->pair.room; i++)
		if (s[i].key != NO_KEY)
			sum += s[i].number * distance(metric,
			    x[s[i].key >> 32], x[(uint32_t)s[i].key]);
	return 2 * sum / g->n;
}

/* Interval and ordinal: sum over pairs (c - k)^2 is 2 n sum c^2 when the
 * c are centred, so no square of the number of values. */
static double
expected(const struct agree *g, enum agree_metric metric, const double *x)
{
	double sum = 0, t;
	size_t i, j;

	for (i = 0; i < g->values; i++) {
		t = g->total[i];
		if (metric == AGREE_NOMINAL)
			sum += t * (g->n - t);
		else if (metric != AGREE_RATIO)
			sum += 2 * g->n * t * x[i] * x[i];
		else for (j = 0; j < i; j++)
			sum += 2 * t * g->total[j] *
			    distance(metric, x[i], x[j]);
	}
	return sum / (g->n * (g->n - 1));
}

static bool
varies(const struct agree *g)
{
	size_t i, kinds = 0;

	for (i = 0; i < g->values; i++)
		kinds += g->total[i] > 0;
	return kinds > 1;
}

struct agree_alpha
agree_alpha(const struct agree *g, enum agree_metric metric)
{
	struct agree_alpha r = { NAN, NAN, NAN, g->n };
	struct arena_mark mark = arena_mark(g->arena);
	double *x;

	if (g->n == 0)
		return r;
	if (!varies(g)) {
		r.observed = r.expected = 0;
		return r;
	}
	x = NEWS(g->arena, double, g->values);
	place_values(g, metric, x);
	r.observed = observed(g, metric, x);
	r.expected = expected(g, metric, x);
	r.alpha = 1 - stat_ratio(r.observed, r.expected);
	arena_back(g->arena, mark);
	return r;
}

/* ---- kappa ---- */

static double
weight_of(enum agree_weight how, size_t i, size_t j, size_t levels)
{
	double d;

	if (how == AGREE_EQUAL || i == j)
		return i == j;
	d = ((double)i - (double)j) / (double)(levels - 1);
	return how == AGREE_LINEAR ? 1 - fabs(d) : 1 - d * d;
}

/* Shares of row i and column j of the table. */
static double
row(const double *count, size_t k, size_t i)
{
	return stat_sum(count + i * k, k);
}

static double
column(const double *count, size_t k, size_t j)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < k; i++)
		sum += count[i * k + j];
	return sum;
}

static void
agreement(const double *count, size_t k, enum agree_weight how, double n,
    struct agree_kappa *r)
{
	size_t i, j;
	double w;

	r->po = r->pe = 0;
	for (i = 0; i < k; i++)
		for (j = 0; j < k; j++) {
			w = weight_of(how, i, j, k);
			r->po += w * count[i * k + j] / n;
			r->pe += w * row(count, k, i) * column(count, k, j) /
			    (n * n);
		}
}

/* What level i of the one (columns) or the other agrees with on average. */
static double
mean_weight(const double *count, size_t k, enum agree_weight how, double n,
    size_t i, bool over_columns)
{
	double sum = 0;
	size_t j;

	for (j = 0; j < k; j++)
		sum += weight_of(how, i, j, k) / n * (over_columns ?
		    column(count, k, j) : row(count, k, j));
	return sum;
}

static double
standard_error(const double *count, size_t k, enum agree_weight how,
    double n, const struct agree_kappa *r)
{
	double sum = 0, miss = 1 - r->kappa, d, wi;
	size_t i, j;

	for (i = 0; i < k; i++) {
		wi = mean_weight(count, k, how, n, i, true);
		for (j = 0; j < k; j++) {
			if (count[i * k + j] == 0)
				continue;
			d = weight_of(how, i, j, k) - miss * (wi +
			    mean_weight(count, k, how, n, j, false));
			sum += count[i * k + j] / n * d * d;
		}
	}
	d = r->kappa - r->pe * miss;
	d = sum - d * d;
	return sqrt((d < 1e-13 * sum ? 0 : d) / n) / (1 - r->pe);
}

struct agree_kappa
agree_kappa(const double *count, size_t levels, enum agree_weight how)
{
	struct agree_kappa r = { NAN, NAN, NAN, NAN, NAN, NAN };
	double n = stat_sum(count, levels * levels);
	size_t i;

	for (i = 0; i < levels * levels; i++)
		if (!(count[i] >= 0))
			return r;
	if (!(n > 0) || isinf(n))
		return r;
	agreement(count, levels, how, n, &r);
	if (1 - r.pe < 1e-13)
		return r;
	r.kappa = (r.po - r.pe) / (1 - r.pe);
	r.se = standard_error(count, levels, how, n, &r);
	r.lo = r.kappa - DIST_Z975 * r.se;
	r.hi = r.kappa + DIST_Z975 * r.se;
	return r;
}

/* ---- intraclass correlations ---- */

static size_t
complete(const double *x, size_t targets, size_t judges, double *out)
{
	size_t i, kept = 0;

	for (i = 0; i < targets; i++)
		if (stat_answered(x + i * judges, judges,
		    out + kept * judges) == judges)
			kept++;
	return kept;
}

/* A sum of squares that is only rounding is 0: below 1e-13 of all, or of
 * what the largest rating could round to. */
static double
clean(double sum, double all, double top)
{
	return sum < 1e-13 * all || sum < 1e-26 * top ? 0 : sum;
}

static double
per(double sum, double freedom)
{
	return freedom > 0 ? sum / freedom : NAN;
}

/* How far each target and each judge lies from the mean of all. */
static void
effects(const double *x, size_t n, size_t k, double mean, double *row_at,
    double *column_at)
{
	size_t i, j;
	double d;

	for (i = 0; i < n; i++)
		for (j = 0; j < k; j++) {
			d = x[i * k + j] - mean;
			row_at[i] += d / (double)k;
			column_at[j] += d / (double)n;
		}
}

static void
mean_squares(struct arena *a, const double *x, size_t n, size_t k,
    struct agree_icc *r)
{
	double mean = stat_mean(x, n * k), rows = 0, columns = 0, rest = 0;
	double *row_at = NEWS(a, double, n), *column_at = NEWS(a, double, k);
	double all, d, top = 0;
	size_t i, j;

	effects(x, n, k, mean, row_at, column_at);
	for (i = 0; i < n; i++)
		for (j = 0; j < k; j++) {
			d = x[i * k + j] - mean - row_at[i] - column_at[j];
			rest += d * d;
			rows += row_at[i] * row_at[i];
			columns += column_at[j] * column_at[j];
			top += x[i * k + j] * x[i * k + j];
		}
	all = rows + columns + rest;
	rows = clean(rows, all, top);
	columns = clean(columns, all, top);
	rest = clean(rest, all, top);
	r->bms = per(rows, (double)n - 1);
	r->jms = per(columns, (double)k - 1);
	r->ems = per(rest, ((double)n - 1) * ((double)k - 1));
	r->wms = per(columns + rest, (double)n * ((double)k - 1));
}

/* num / den, where den is a difference of terms as large as `terms`. */
static double
form(double num, double den, double terms)
{
	return fabs(den) < 1e-13 * terms ? NAN : stat_ratio(num, den);
}

struct agree_icc
agree_icc(struct arena *a, const double *x, size_t targets, size_t judges)
{
	struct agree_icc r = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
	    NAN, 0 };
	double *y = NEWS(a, double, targets * judges + judges);
	double n, k, b, j, e, w;

	r.targets = complete(x, targets, judges, y);
	if (r.targets == 0 || judges == 0)
		return r;
	mean_squares(a, y, r.targets, judges, &r);
	n = (double)r.targets, k = (double)judges;
	b = r.bms, j = r.jms, e = r.ems, w = r.wms;
	r.icc1 = stat_ratio(b - w, b + (k - 1) * w);
	r.icc2 = form(b - e, b + (k - 1) * e + k * (j - e) / n,
	    b + k * e + k * j / n);
	r.icc3 = stat_ratio(b - e, b + (k - 1) * e);
	r.icc1k = stat_ratio(b - w, b);
	r.icc2k = form(b - e, b + (j - e) / n, b + (j + e) / n);
	r.icc3k = stat_ratio(b - e, b);
	return r;
}
