/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/reached.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/build.h"
#include "base/day.h"
#include "base/map.h"
#include "base/once.h"
#include "flow/kept.h"
#include "store/shelf.h"

enum { AGES = 400 };            /* years told apart, from the first on */

/* ---- a programme ---- */

struct reading {
	struct ctx     *c;
	struct arena   *own;            /* what is kept lies there */
	struct map     *at;             /* of cells */
	struct reached *out;
	struct id      *person;         /* [rows] */
	size_t         *cell;           /* [rows] */
	size_t          rows, room, cells_room;
};

static str
text_of(const struct value *v)
{
	return v->kind == V_TEXT ? v->t : (str){ 0 };
}

/* A day is kept as its text in one store and in both read as such. */
static int
year_of(const struct value *v)
{
	struct day day;
	int year, month, dom;

	if (v->kind != V_TEXT || !day_read(v->t, &day))
		return 0;
	day_split(day, &year, &month, &dom);
	return year;
}

static size_t
cell_of(struct reading *k, int year, str modality, str sex)
{
	struct reached *r = k->out;
	str key = str_print(k->c->arena, "%d %.*s %.*s", year,
	    (int)modality.n, modality.p, (int)sex.n, sex.p);
	size_t *at = map_at(k->at, key, r->n);

	if (*at < r->n)
		return *at;
	r->cell = arena_more(k->own, r->cell, r->n, &k->cells_room,
	    sizeof(*r->cell));
	r->cell[r->n] = (struct reached_cell){ .year = year,
		.modality = str_copy(k->own, modality),
		.sex = str_copy(k->own, sex) };
	return r->n++;
}

static bool
read_rows(struct reading *k, struct id programme)
{
	struct value of = value_id(programme), v[4];
	struct ctx *c = k->c;
	struct cursor *cursor;
	size_t more;

	if (!store_query(c->store, "programme_reached", &of, 1, c->arena,
	    &cursor, &c->errors))
		return false;
	for (;;) {
		more = k->room;
		k->person = arena_more(c->arena, k->person, k->rows, &more,
		    sizeof(*k->person));
		k->cell = arena_more(c->arena, k->cell, k->rows, &k->room,
		    sizeof(*k->cell));
		if (!store_answer(cursor, v, 4))
			break;
		k->person[k->rows] = value_as_id(&v[0]);
		k->cell[k->rows++] = cell_of(k, year_of(&v[2]),
		    text_of(&v[3]), text_of(&v[1]));
	}
	return store_end(cursor, &c->errors);
}

static void
share_out_rows(struct reading *k, struct once_index *numbers)
{
	uint32_t *number = NEWS(k->c->arena, uint32_t, k->rows + 1);
	struct reached *r = k->out;
	size_t i;

	once_numbers(numbers, k->person, k->rows, number);
	for (i = 0; i < k->rows; i++)
		r->cell[k->cell[i]].n++;
	for (i = 0; i < r->n; i++) {
		r->cell[i].who = NEWS(k->own, uint32_t, r->cell[i].n + 1);
		r->cell[i].n = 0;
	}
	for (i = 0; i < k->rows; i++) {
		struct reached_cell *x = &r->cell[k->cell[i]];

		x->who[x->n++] = number[i];
	}
	for (i = 0; i < r->n; i++)
		r->cell[i].n = once_each(k->c->arena, r->cell[i].who,
		    r->cell[i].n);
}

static bool
read_lists(struct reading *k, struct id programme, struct once_index *numbers)
{
	k->at = map_new(k->c->arena);
	k->out = NEW(k->own, struct reached);
	if (!read_rows(k, programme))
		return false;
	share_out_rows(k, numbers);
	return true;
}

bool
reached_of_one(struct ctx *c, struct id programme, str *bytes)
{
	struct once_index *numbers = once_index_new(c->arena);
	struct reading k = { .c = c, .own = c->arena };
	uint32_t *number;
	struct id *who;
	size_t i;

	if (!read_lists(&k, programme, numbers))
		return false;
	number = NEWS(c->arena, uint32_t, k.rows + 1);
	once_numbers(numbers, k.person, k.rows, number);
	who = NEWS(c->arena, struct id, k.rows + 1);
	for (i = 0; i < k.rows; i++)
		who[number[i]] = k.person[i];
	*bytes = reached_pack(c->arena, k.out, who, once_given(numbers));
	return true;
}

/* As they lie on the shelf, if that is as of the very change. */
static bool
shelved_lists(struct reading *k, struct id programme, int64_t at,
    struct once_index *numbers)
{
	struct arena *a = k->c->arena;
	struct arena_mark mark = arena_mark(a);
	struct errors quiet = { a, NULL, NULL, NULL };
	struct shelved one;
	bool found;

	k->out = NEW(k->own, struct reached);
	found = shelf_find(k->c->store, S("reached"), build_stamp(a),
	    programme, a, &one, &quiet) && !str_none(one.bytes) &&
	    one.at == at && reached_unpack(k->own, a, one.bytes, numbers,
	    k->out);
	arena_back(a, mark);
	return found;
}

static const struct reached *
programme_of(struct ctx *c, struct id programme, const int64_t *at,
    struct once_index *numbers)
{
	struct kept_key key = { .of = id_from(S("reached"),
	    (str){ (const char *)programme.b, sizeof(programme.b) }),
	    .rests_on = " enrolment event activity party person " };
	const struct reached *found;
	struct reading k = { .c = c };
	int64_t now;

	/* Of a known change it holds for ever. */
	if (at != NULL) {
		key.of = id_from(S("reached"), str_print(c->arena,
		    "%s %" PRId64, id_text(c->arena, programme).p, *at));
		key.rests_on = " ";
	}
	found = kept_find(c, &key);
	now = kept_moment(c);
	if (found != NULL)
		return found;
	k.own = arena_new(0);
	if ((at == NULL || !shelved_lists(&k, programme, *at, numbers)) &&
	    !read_lists(&k, programme, numbers)) {
		arena_free(k.own);
		return NULL;
	}
	kept_put(c, &key, now, k.own, k.out);
	return k.out;
}

/* ---- many ---- */

static bool
fits(const struct reached_cell *x, const struct reached_ask *ask)
{
	return (ask->from == 0 || x->year >= ask->from) &&
	    (ask->to == 0 || (x->year != 0 && x->year <= ask->to)) &&
	    (str_none(ask->sex) || str_same(x->sex, ask->sex)) &&
	    (str_none(ask->modality) || str_same(x->modality, ask->modality));
}

/* How many of `bits` there are, which are cleared for the next. */
static size_t
count_and_clear(uint64_t *bits, const struct reached *r)
{
	const struct reached_cell *x;
	size_t i, k, n = 0;
	uint64_t bit;

	for (i = 0; i < r->n; i++) {
		x = &r->cell[i];
		for (k = 0; k < x->n; k++) {
			bit = UINT64_C(1) << x->who[k] % 64;
			n += (bits[x->who[k] / 64] & bit) != 0;
			bits[x->who[k] / 64] &= ~bit;
		}
	}
	return n;
}

struct union_of {
	uint64_t *all, *women, *one;
	uint64_t *year[AGES];
};

static void
cell_mark(struct arena *a, struct union_of *u, const struct reached_cell *x,
    uint32_t given, struct reached_sum *out)
{
	size_t age;

	once_mark(u->all, x->who, x->n);
	once_mark(u->one, x->who, x->n);
	if (str_is(x->sex, "F"))
		once_mark(u->women, x->who, x->n);
	if (x->year == 0)
		return;
	if (out->first == 0 || x->year < out->first)
		out->first = x->year;
	out->last = x->year > out->last ? x->year : out->last;
	age = (size_t)x->year % AGES;
	if (u->year[age] == NULL)
		u->year[age] = once_bits(a, given);
	once_mark(u->year[age], x->who, x->n);
}

void
reached_sum(struct arena *a, const struct reached *const *all, uint32_t given,
    const struct reached_ask *ask, struct reached_sum *out)
{
	struct union_of u = { once_bits(a, given), once_bits(a, given),
		once_bits(a, given), { NULL } };
	size_t i, k;

	*out = (struct reached_sum){ 0 };
	for (i = 0; i < ask->n; i++) {
		for (k = 0; k < all[i]->n; k++)
			if (fits(&all[i]->cell[k], ask))
				cell_mark(a, &u, &all[i]->cell[k], given, out);
		out->in_programmes += (int64_t)count_and_clear(u.one, all[i]);
	}
	out->people = (int64_t)once_count(u.all, given);
	out->women = (int64_t)once_count(u.women, given);
	for (i = 0; i < AGES; i++)
		if (u.year[i] != NULL)
			out->in_years += (int64_t)once_count(u.year[i], given);
}

bool
reached_of(struct ctx *c, const struct reached_ask *ask,
    struct reached_sum *out)
{
	const struct reached **all = NEWS(c->arena, const struct reached *,
	    ask->n + 1);
	struct once_index *numbers = kept_numbers(c);
	size_t i;

	for (i = 0; i < ask->n; i++)
		if ((all[i] = programme_of(c, ask->programme[i],
		    ask->at == NULL ? NULL : &ask->at[i], numbers)) == NULL)
			return false;
	reached_sum(c->arena, all, once_given(numbers), ask, out);
	return true;
}
