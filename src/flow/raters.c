/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/raters.h"

#include <math.h>
#include <string.h>

#include "flow/packed.h"
#include "store/store.h"

enum { LEVELS_MOST = 100 };

/* The columns of the query round_sheets. */
enum { SUBJECT_AT, RATER_AT, ROLE_AT, STATUS_AT, SCORES_AT, CONFIDENCE_AT,
	BESIDE_AT, ID_AT, IMPORTANCE_AT, LATE_AT, COLUMNS };

struct reading {
	struct ctx           *c;
	const struct results *r;
	double               *rating;   /* [items] of the sheet at hand, turned
	                                 * the same way; NAN */
	void (*sheet)(struct reading *, struct id subject, str role);
	void                 *to;
};

static void
read_ratings(struct reading *k, const struct value *v)
{
	const struct instrument *in = k->r->instrument;
	struct score_beside *beside = NEWS(k->c->arena, struct score_beside,
	    in->items + 1);
	size_t i, n;
	double x;

	for (i = 0; i < in->items; i++)
		k->rating[i] = score_rating(packed_cell(v[SCORES_AT].t, i));
	n = packed_beside(k->c->arena, v[BESIDE_AT].kind == V_NONE ? (str){ 0 }
	    : v[BESIDE_AT].t, in, beside);
	for (i = 0; i < n; i++)
		k->rating[beside[i].item] = beside[i].rating;
	for (i = 0; i < in->items; i++) {
		x = k->rating[i];
		if (!(x >= in->how.lo && x <= in->how.hi))
			k->rating[i] = NAN;
		else if (in->how.item[i].is_reverse)
			k->rating[i] = in->how.lo + in->how.hi - x;
	}
}

static bool
each_sheet(struct reading *k)
{
	struct ctx *c = k->c;
	struct value round = value_id(k->r->round.row.id), v[COLUMNS];
	struct arena_mark mark;
	struct cursor *cursor;

	k->rating = NEWS(c->arena, double, k->r->instrument->items + 1);
	if (!store_query(c->store, "round_sheets", &round, 1, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_answer(cursor, v, COLUMNS)) {
		if (!str_is(v[STATUS_AT].t, "accepted") &&
		    !str_is(v[STATUS_AT].t, "submitted"))
			continue;
		mark = arena_mark(c->arena);
		read_ratings(k, v);
		arena_back(c->arena, mark);
		k->sheet(k, value_as_id(&v[SUBJECT_AT]), v[ROLE_AT].t);
	}
	return store_end(cursor, &c->errors);
}

/* ---- oneself against an outsider ---- */

struct two {                            /* of the subject at hand */
	struct id subject;
	double   *self, *external;      /* [items] NAN: did not rate it */
	struct raters_table *t;
	double    sum;
};

static void
close_subject(struct reading *k, struct two *w)
{
	double lo = k->r->instrument->how.lo;
	size_t i, items = k->r->instrument->items, row, column;

	for (i = 0; i < items; i++) {
		if (!isnan(w->self[i]) && !isnan(w->external[i])) {
			row = (size_t)(w->self[i] - lo);
			column = (size_t)(w->external[i] - lo);
			w->t->count[row * w->t->levels + column]++;
			w->t->n++;
			w->sum += w->self[i] - w->external[i];
		}
		w->self[i] = w->external[i] = NAN;
	}
}

static void
sheet_of_two(struct reading *k, struct id subject, str role)
{
	struct two *w = k->to;
	double *to;
	size_t i;

	if (!id_same(subject, w->subject))
		close_subject(k, w);
	w->subject = subject;
	if (!str_is(role, "self") && !str_is(role, "external"))
		return;
	to = str_is(role, "self") ? w->self : w->external;
	for (i = 0; i < k->r->instrument->items; i++)
		if (!isnan(k->rating[i]))
			to[i] = k->rating[i];
}

static void
set_kappas(struct raters_table *t, double sum)
{
	t->difference = t->n > 0 ? sum / (double)t->n : NAN;
	t->equal = agree_kappa(t->count, t->levels, AGREE_EQUAL);
	t->linear = agree_kappa(t->count, t->levels, AGREE_LINEAR);
	t->quadratic = agree_kappa(t->count, t->levels, AGREE_QUADRATIC);
}

bool
raters_table(struct ctx *c, const struct results *r, struct raters_table *t)
{
	const struct score_how *how = &r->instrument->how;
	size_t i, items = r->instrument->items;
	struct two w = { .t = t, .self = NEWS(c->arena, double, items + 1),
		.external = NEWS(c->arena, double, items + 1) };
	struct reading k = { .c = c, .r = r, .sheet = sheet_of_two, .to = &w };
	double levels = how->hi - how->lo + 1;

	memset(t, 0, sizeof(*t));
	t->difference = NAN;
	if (floor(levels) != levels || levels > LEVELS_MOST)
		return true;
	t->levels = (size_t)levels;
	t->count = NEWS(c->arena, double, t->levels * t->levels);
	for (i = 0; i < items; i++)
		w.self[i] = w.external[i] = NAN;
	if (!each_sheet(&k))
		return false;
	close_subject(&k, &w);
	set_kappas(t, w.sum);
	return true;
}

/* ---- a scale ---- */

struct whole {
	double *x;                      /* [room][items] */
	size_t  n, room, sheets;
};

static void
sheet_of_scale(struct reading *k, struct id subject, str role)
{
	struct whole *w = k->to;
	size_t i, items = k->r->instrument->items;

	(void)subject;
	(void)role;
	w->sheets++;
	for (i = 0; i < items; i++)
		if (isnan(k->rating[i]))
			return;
	w->x = arena_more(k->c->arena, w->x, w->n, &w->room,
	    items * sizeof(*w->x));
	memcpy(w->x + w->n++ * items, k->rating, items * sizeof(*w->x));
}

bool
raters_scale(struct ctx *c, const struct results *r, struct raters_scale *s)
{
	struct whole w = { 0 };
	struct reading k = { .c = c, .r = r, .sheet = sheet_of_scale,
		.to = &w };
	size_t items = r->instrument->items;

	memset(s, 0, sizeof(*s));
	if (!each_sheet(&k))
		return false;
	s->complete = w.n;
	s->sheets = w.sheets;
	s->test = item_test(c->arena, w.x, w.n, items,
	    NEWS(c->arena, struct item_quality, items + 1));
	return true;
}
