/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/score.h"

#include <assert.h>
#include <string.h>

#include <math.h>

#include "base/arena.h"
#include "engine/agree.h"
#include "engine/stat.h"

/*
 * The sheets of a subject lie one under the other, so that the same step
 * for every item is a loop over neighbours, which compilers turn into a
 * few wide instructions: lanes.  Nearly all ratings go that way.  Where
 * something stands beside, raters are many, or the ends of the scale are
 * no hundredths, the ratings of an item are gathered as reals instead.
 */
enum {
	TOP = INT16_MAX,        /* in a lane: missing, above every rating */
	FEW = 16,               /* lanes that are sorted by exchanges */
	LEVELS = 16,            /* levels whose ratings are counted at once */
	FAR = 16383             /* ends of the scale whose sum fits a cell */
};

struct sheet {
	size_t role, besides;
	bool   counts, is_external;
};

struct score_round {
	const struct score_how *how;
	struct arena *arena;
	struct sheet *sheet;            /* [sheets] of the subject at hand */
	int16_t      *cell;             /* [sheets][items] */
	size_t        sheets, room;
	struct score_beside *beside;    /* of all those sheets */
	size_t        besides, beside_room;

	bool          is_whole;         /* lanes will do */
	int16_t       lo, hi;           /* in hundredths */
	int16_t      *base, *sign;      /* [items]: base + sign * cell */
	int16_t      *lane;             /* [lanes][items]: ratings or TOP */
	size_t       *lane_role;        /* [lanes] */
	size_t        lanes;
	bool          loaded;           /* the sheets that count are in them,
	                                 * in their order */
	int32_t      *n;                /* [items]: ratings in the lanes */
	int32_t      *sum, *of;         /* [items]: of one role, how many */
	double       *value, *share;    /* [items] */
	int16_t      *count;            /* [LEVELS][items] */

	double       *rating;           /* [room], of one item, gathered */
	size_t       *from;             /* [room]: its sheet */
	double       *role_sum;         /* [roles] */
	size_t       *role_n;           /* [roles] */

	size_t       *size;             /* [dimensions]: items */
	double       *weight;           /* [dimensions]: of items answered */
};

int16_t
score_cell(double rating)
{
	double cell = nearbyint(rating * 100);

	if (isnan(rating))
		return CELL_BLANK;
	if (!(cell >= CELL_LEAST && cell <= INT16_MAX) ||
	    cell / 100 != rating)
		return CELL_BESIDE;
	return (int16_t)cell;
}

double
score_rating(int16_t cell)
{
	return cell < CELL_LEAST ? NAN : cell / 100.0;
}

static bool
check(const struct score_how *how, struct errors *e)
{
	size_t i;

	if (!(how->lo < how->hi) || isinf(how->lo) || isinf(how->hi))
		return fail(e, INVALID, "scale",
		    "The scale must rise from its lowest to its highest "
		    "level, and goes from %g to %g.", how->lo, how->hi);
	if (!(how->min_share >= 0 && how->min_share <= 1))
		return fail(e, INVALID, "min_share_answered",
		    "The least share of answers must be between 0 and 1, "
		    "and is %g.", how->min_share);
	for (i = 0; i < how->items; i++) {
		if (how->item[i].dimension >= how->dimensions &&
		    how->item[i].dimension != SCORE_NO_DIMENSION)
			return fail(e, INVALID, "dimension",
			    "Item %zu belongs to no dimension there is.",
			    i + 1);
		if (!(how->item[i].weight >= 0) ||
		    isinf(how->item[i].weight))
			return fail(e, INVALID, "weight",
			    "The weight of item %zu must be 0 or more.",
			    i + 1);
	}
	return true;
}

/* In hundredths, if the scale can be held in them. */
static bool
fits_lanes(struct score_round *r)
{
	int16_t lo = score_cell(r->how->lo), hi = score_cell(r->how->hi);

	if (lo < -FAR || hi < -FAR || lo > FAR || hi > FAR)
		return false;
	r->lo = lo;
	r->hi = hi;
	return true;
}

static void
prepare_items(struct score_round *r, struct arena *a)
{
	const struct score_item *it = r->how->item;
	size_t i, n = r->how->items;

	r->is_whole = fits_lanes(r);
	r->base = NEWS(a, int16_t, n);
	r->sign = NEWS(a, int16_t, n);
	r->n = NEWS(a, int32_t, n);
	r->sum = NEWS(a, int32_t, n);
	r->of = NEWS(a, int32_t, n);
	r->value = NEWS(a, double, n);
	r->share = NEWS(a, double, n);
	r->count = NEWS(a, int16_t, LEVELS * n);
	for (i = 0; i < n; i++) {
		r->sign[i] = it[i].is_reverse ? -1 : 1;
		r->base[i] = it[i].is_reverse ? (int16_t)(r->lo + r->hi) : 0;
		if (it[i].dimension != SCORE_NO_DIMENSION)
			r->size[it[i].dimension]++;
	}
}

bool
score_new(struct arena *a, const struct score_how *how,
    struct score_round **out, struct errors *e)
{
	struct score_round *r;

	if (!check(how, e))
		return false;
	r = NEW(a, struct score_round);
	r->how = how;
	r->arena = a;
	r->role_sum = NEWS(a, double, how->roles);
	r->role_n = NEWS(a, size_t, how->roles);
	r->size = NEWS(a, size_t, how->dimensions);
	r->weight = NEWS(a, double, how->dimensions);
	prepare_items(r, a);
	*out = r;
	return true;
}

/* ---- sheets ---- */

static void
widen(struct score_round *r)
{
	size_t n = r->sheets, room = 2 * r->room + 8;
	size_t row = r->how->items * sizeof(*r->cell);

	r->sheet = arena_longer(r->arena, r->sheet, n, room, sizeof(*r->sheet));
	r->cell = arena_longer(r->arena, r->cell, n, room, row);
	r->lane = arena_take(r->arena, room, row);
	r->lane_role = NEWS(r->arena, size_t, room);
	r->rating = NEWS(r->arena, double, room);
	r->from = NEWS(r->arena, size_t, room);
	r->room = room;
}

static bool
counts(const struct score_how *how, const struct score_role *role)
{
	return how->rule == SCORE_AGREED || isnan(role->weight) ||
	    role->weight > 0;
}

void
score_sheet(struct score_round *r, size_t role, const int16_t *cells,
    const struct score_beside *beside, size_t n)
{
	const struct score_how *how = r->how;
	size_t i;

	assert(role < how->roles);
	r->loaded = false;
	if (r->sheets == r->room)
		widen(r);
	r->sheet[r->sheets] = (struct sheet){ role, n,
	    counts(how, &how->role[role]), how->role[role].is_external };
	memcpy(r->cell + r->sheets * how->items, cells,
	    how->items * sizeof(*cells));
	for (i = 0; i < n; i++) {
		r->beside = arena_more(r->arena, r->beside, r->besides,
		    &r->beside_room, sizeof(*beside));
		r->beside[r->besides++] = beside[i];
	}
	r->sheets++;
}

/* ---- all items at once ---- */

static void
load_lane(struct score_round *r, const int16_t *restrict cell,
    int16_t *restrict lane)
{
	const int16_t lo = r->lo, hi = r->hi;
	const int16_t *base = r->base, *sign = r->sign;
	size_t i, items = r->how->items;
	int32_t *restrict n = r->n;
	int16_t there;

	for (i = 0; i < items; i++) {
		there = cell[i] >= lo && cell[i] <= hi;
		lane[i] = there ? (int16_t)(base[i] + sign[i] * cell[i]) :
		    (int16_t)TOP;
		n[i] += there;
	}
}

/* The sheets that count, or of them the external ones, into lanes. */
static void
load(struct score_round *r, bool external_only)
{
	size_t i, items = r->how->items;

	if (r->loaded && !external_only)
		return;
	r->loaded = !external_only;
	r->lanes = 0;
	memset(r->n, 0, items * sizeof(*r->n));
	for (i = 0; i < r->sheets; i++) {
		if (!r->sheet[i].counts ||
		    (external_only && !r->sheet[i].is_external))
			continue;
		r->lane_role[r->lanes] = r->sheet[i].role;
		load_lane(r, r->cell + i * items, r->lane + r->lanes * items);
		r->lanes++;
	}
}

static void
exchange(int16_t *restrict low, int16_t *restrict high, size_t items)
{
	int16_t x, y;
	size_t i;

	for (i = 0; i < items; i++) {
		x = low[i], y = high[i];
		low[i] = x < y ? x : y;
		high[i] = x < y ? y : x;
	}
}

static void
medians(struct score_round *r)
{
	const int16_t *low, *high;
	size_t i, j, items = r->how->items;

	r->loaded = false;
	for (i = 1; i < r->lanes; i++)
		for (j = i; j > 0; j--)
			exchange(r->lane + (j - 1) * items,
			    r->lane + j * items, items);
	for (i = 0; i < items; i++) {
		r->value[i] = NAN;
		if (r->n[i] == 0)
			continue;
		low = r->lane + (size_t)(r->n[i] - 1) / 2 * items;
		high = r->lane + (size_t)r->n[i] / 2 * items;
		r->value[i] = (low[i] + high[i]) / 200.0;
	}
}

/* Sum and number of what one role said of each item. */
static void
sum_role(struct score_round *r, size_t role)
{
	size_t i, l, items = r->how->items;
	int32_t *restrict sum = r->sum, *restrict of = r->of;
	const int16_t *restrict lane;

	memset(sum, 0, items * sizeof(*sum));
	memset(of, 0, items * sizeof(*of));
	for (l = 0; l < r->lanes; l++) {
		if (r->lane_role[l] != role)
			continue;
		lane = r->lane + l * items;
		for (i = 0; i < items; i++) {
			sum[i] += lane[i] == TOP ? 0 : lane[i];
			of[i] += lane[i] != TOP;
		}
	}
}

static void
role_weighted_means(struct score_round *r)
{
	size_t i, role, items = r->how->items;
	double w, *weights = r->share;

	memset(r->value, 0, items * sizeof(*r->value));
	memset(weights, 0, items * sizeof(*weights));
	for (role = 0; role < r->how->roles; role++) {
		w = r->how->role[role].weight;
		if (!(w > 0))
			continue;
		sum_role(r, role);
		for (i = 0; i < items; i++)
			if (r->of[i] > 0) {
				r->value[i] += w * r->sum[i] /
				    (100.0 * r->of[i]);
				weights[i] += w;
			}
	}
	for (i = 0; i < items; i++)
		r->value[i] = weights[i] > 0 ? r->value[i] / weights[i] : NAN;
}

/* ---- one item, as reals ---- */

static double
find_beside(const struct score_beside *b, size_t n, size_t item)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (b[i].item == item)
			return b[i].rating;
	return NAN;
}

/* The ratings of an item that count, and whose they are. */
static size_t
gather(const struct score_round *r, size_t item)
{
	const struct score_how *how = r->how;
	const struct score_beside *beside = r->beside;
	const int16_t *cell = r->cell + item;
	double x;
	size_t i, n = 0;

	for (i = 0; i < r->sheets; i++, cell += how->items) {
		x = *cell != CELL_BESIDE ? score_rating(*cell) :
		    find_beside(beside, r->sheet[i].besides, item);
		if (r->sheet[i].besides > 0)    /* NULL when there are none */
			beside += r->sheet[i].besides;
		if (!r->sheet[i].counts || !(x >= how->lo && x <= how->hi))
			continue;
		if (how->item[item].is_reverse)
			x = how->lo + how->hi - x;
		r->rating[n] = x;
		r->from[n++] = i;
	}
	return n;
}

/* A shell sort, for the item that hundreds rated. */
static void
order(double *x, size_t n)
{
	size_t gap, i, j;
	double v;

	for (gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
		for (i = gap; i < n; i++) {
			v = x[i];
			for (j = i; j >= gap && x[j - gap] > v; j -= gap)
				x[j] = x[j - gap];
			x[j] = v;
		}
}

static double
median(double *x, size_t n)
{
	if (n == 0)
		return NAN;
	order(x, n);
	return (x[(n - 1) / 2] + x[n / 2]) / 2;
}

/* Keep what external roles said; how much that is. */
static size_t
keep_external(const struct score_round *r, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (r->sheet[r->from[i]].is_external)
			r->rating[kept++] = r->rating[i];
	return kept;
}

static double
role_weighted_mean(const struct score_round *r, size_t n)
{
	double sum = 0, weights = 0, w;
	size_t i, role;

	for (i = 0; i < r->how->roles; i++)
		r->role_sum[i] = 0, r->role_n[i] = 0;
	for (i = 0; i < n; i++) {
		role = r->sheet[r->from[i]].role;
		r->role_sum[role] += r->rating[i];
		r->role_n[role]++;
	}
	for (i = 0; i < r->how->roles; i++) {
		w = r->how->role[i].weight;
		if (r->role_n[i] == 0 || !(w > 0))
			continue;
		sum += w * (r->role_sum[i] / (double)r->role_n[i]);
		weights += w;
	}
	return weights > 0 ? sum / weights : NAN;
}

static void
item_alone(struct score_round *r, size_t item)
{
	size_t n = gather(r, item);

	r->n[item] = (int32_t)n;
	if (r->how->rule == SCORE_ROLE_WEIGHTED_MEAN) {
		r->value[item] = role_weighted_mean(r, n);
		return;
	}
	if (r->how->rule == SCORE_AGREED)
		n = keep_external(r, n);
	r->value[item] = median(r->rating, n);
}

/* ---- items ---- */

static bool
stands_beside(const struct score_round *r, size_t item)
{
	size_t i;

	for (i = 0; r->besides > 0 && i < r->sheets; i++)
		if (r->cell[i * r->how->items + item] == CELL_BESIDE)
			return true;
	return false;
}

/* Into value[] and n[]. */
static void
all_items(struct score_round *r)
{
	size_t i;
	bool in_lanes = true;

	if (!r->is_whole)
		in_lanes = false;
	else if (r->how->rule == SCORE_ROLE_WEIGHTED_MEAN) {
		load(r, false);
		role_weighted_means(r);
	} else {
		load(r, r->how->rule == SCORE_AGREED);
		in_lanes = r->lanes <= FEW;
		if (in_lanes)
			medians(r);
		if (r->how->rule == SCORE_AGREED)
			load(r, false);         /* everybody counts in n */
	}
	for (i = 0; i < r->how->items; i++)
		if (!in_lanes || stands_beside(r, i))
			item_alone(r, i);
}

/* ---- agreement ---- */

/* Levels of a scale of whole steps; 0 when it has too many or none, or so
 * many rated that a count would not fit. */
static size_t
levels(const struct score_round *r)
{
	int width = r->hi - r->lo;

	if (!r->is_whole || width % 100 != 0 || width / 100 >= LEVELS ||
	    r->sheets > INT16_MAX)
		return 0;
	return (size_t)width / 100 + 1;
}

/* How many ratings of each item are at each level. */
static void
count_levels(struct score_round *r, size_t kinds)
{
	size_t i, l, k, items = r->how->items;
	const int16_t *restrict lane;
	int16_t *restrict count, at;

	memset(r->count, 0, kinds * items * sizeof(*r->count));
	for (k = 0; k < kinds; k++) {
		count = r->count + k * items;
		at = (int16_t)(r->lo + 100 * (int)k);
		for (l = 0; l < r->lanes; l++) {
			lane = r->lane + l * items;
			for (i = 0; i < items; i++)
				count[i] = (int16_t)(count[i] +
				    (lane[i] == at));
		}
	}
}

/* Whether all ratings of an item are at levels; if not they are a unit
 * of their own.  share[] is what a pair of them weighs. */
static void
weigh_units(struct score_round *r, size_t kinds, struct agree *agree)
{
	size_t i, k, items = r->how->items;
	int32_t counted;

	for (i = 0; i < items; i++) {
		for (counted = 0, k = 0; k < kinds; k++)
			counted += r->count[k * items + i];
		r->share[i] = 0;
		if (counted != r->n[i] || stands_beside(r, i))
			agree_unit(agree, r->rating, gather(r, i));
		else if (counted > 1)
			r->share[i] = 1.0 / (counted - 1);
	}
}

static double
pairs(const struct score_round *r, size_t c, size_t k)
{
	const int16_t *x = r->count + c * r->how->items;
	const int16_t *y = r->count + k * r->how->items;
	double sum = 0;
	size_t i;

	for (i = 0; i < r->how->items; i++)
		sum += r->share[i] * x[i] * y[i];
	return sum;
}

static double
total(const struct score_round *r, size_t c)
{
	const int16_t *x = r->count + c * r->how->items;
	int32_t sum = 0;
	size_t i;

	for (i = 0; i < r->how->items; i++)
		sum += r->share[i] > 0 ? x[i] : 0;
	return sum;
}

void
score_agree(struct score_round *r, struct agree *agree)
{
	double value[LEVELS], n[LEVELS], pair[LEVELS * LEVELS];
	size_t i, j, kinds = levels(r);

	if (kinds == 0) {
		for (i = 0; i < r->how->items; i++)
			agree_unit(agree, r->rating, gather(r, i));
		return;
	}
	load(r, false);
	count_levels(r, kinds);
	weigh_units(r, kinds, agree);
	for (i = 0; i < kinds; i++) {
		value[i] = (r->lo + 100 * (int)i) / 100.0;
		n[i] = total(r, i);
		for (j = i + 1; j < kinds; j++)
			pair[i * kinds + j] = pairs(r, i, j);
	}
	agree_counted(agree, value, kinds, n, pair);
}

/* ---- dimensions ---- */

static void
begin(struct score_round *r, struct score *d)
{
	size_t i;

	for (i = 0; i < r->how->dimensions; i++) {
		d[i] = (struct score){ 0, 0 };
		r->weight[i] = 0;
	}
}

static void
gain(struct score_round *r, struct score *d, size_t item, double value)
{
	const struct score_item *it = &r->how->item[item];

	if (isnan(value) || it->dimension == SCORE_NO_DIMENSION)
		return;
	d[it->dimension].value += it->weight * value;
	d[it->dimension].n++;
	r->weight[it->dimension] += it->weight;
}

/* What was gained are sums; make them scores where enough was answered. */
static void
finish(const struct score_round *r, struct score *d)
{
	double least;
	size_t i;

	for (i = 0; i < r->how->dimensions; i++) {
		least = r->how->min_share * (double)r->size[i] - 1e-9;
		if (d[i].n == 0 || (double)d[i].n < least)
			d[i].value = NAN;
		else if (r->how->fold == SCORE_MEAN)
			d[i].value = stat_ratio(d[i].value, r->weight[i]);
	}
}

void
score_subject(struct score_round *r, struct score *item,
    struct score *dimension)
{
	size_t i;

	all_items(r);
	for (i = 0; item != NULL && i < r->how->items; i++)
		item[i] = (struct score){ r->value[i], (size_t)r->n[i] };
	if (dimension != NULL) {
		begin(r, dimension);
		for (i = 0; i < r->how->items; i++)
			gain(r, dimension, i, r->value[i]);
		finish(r, dimension);
	}
	r->sheets = 0;
	r->besides = 0;
	r->loaded = false;
}

/* ---- one figure ---- */

struct score_whole
score_overall(const struct score_dimension *d, size_t n,
    enum score_overall rule)
{
	struct score_whole w = { NAN, 0, 0 };
	double sum = 0, by = 0, weight;
	size_t i;

	for (i = 0; i < n; i++) {
		if (isnan(d[i].value)) {
			w.missing++;
			continue;
		}
		weight = rule == SCORE_OVERALL_WEIGHTED_MEAN ? d[i].weight : 1;
		sum += weight * d[i].value;
		by += rule == SCORE_OVERALL_SUM_OVER_MAX ? d[i].top : weight;
		w.present++;
	}
	w.value = stat_ratio(sum, by);
	return w;
}

struct score_composite
score_composite(const struct score_dimension *d, size_t n, double lo,
    double hi)
{
	struct score_composite c = { NAN, NAN, 0, 0 };
	double sum = 0, logs = 0, weights = 0, x;
	size_t i;

	for (i = 0; i < n; i++) {
		x = stat_ratio(d[i].value - lo, hi - lo);
		if (isnan(x) || isnan(d[i].weight)) {
			c.missing++;
			continue;
		}
		c.present++;
		weights += d[i].weight;
		sum += d[i].weight * x;
		if (d[i].weight > 0)
			logs += d[i].weight * log(x);
	}
	if (weights > 0 && lo < hi) {
		c.arithmetic = sum / weights;
		c.geometric = exp(logs / weights);
	}
	return c;
}
