/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Many rows, page after page.
 *
 * The order is total: by a field, then by id.  Rows without a value come
 * last, and come from a second statement, so that each of the two walks
 * one range of an index however far down the page lies.
 */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/where.h"

struct phase {
	struct text  *text;     /* NULL: there is no such phase */
	struct value *values;
	size_t        n;
};

struct listing {
	struct plan   *plan;
	const struct field *sort;
	bool           falling;
	struct phase   phase[2];        /* with a value, without */
	int            now;
	bool           limited, ended;
	size_t         left;
	struct wanted *wanted;
	size_t         n_wanted;
	struct id      id;              /* of the last row given out ... */
	struct value   value;           /* ... and what it is sorted by */
	char          *text;            /* [room] of that, if it is text */
	size_t         room;
};

/* ---- where the next page begins ---- */

struct place {
	struct id    id;
	struct value value;
};

/* A seal that only this data file's secret makes: who alters a token, or
 * takes it to another list, is told so and not shown odd pages. */
static str
seal(struct arena *a, const struct store *s, const struct listing *l, str text)
{
	str what = str_print(a, "%s %s %d %.*s", l->plan->entity->name,
	    l->sort != NULL ? l->sort->name : "id", l->falling, (int)text.n,
	    text.p);
	struct id id = id_from(s->secret, what);

	return str_print(a, "%02x%02x%02x%02x%02x%02x%02x", id.b[0], id.b[1],
	    id.b[2], id.b[3], id.b[4], id.b[5], id.b[7]);
}

static void
write_hex(struct write *w, const void *p, size_t n)
{
	const unsigned char *b = p;
	size_t i;

	for (i = 0; i < n; i++)
		write_format(w, "%02x", b[i]);
}

static bool
read_hex(str hex, char *out, size_t n)
{
	size_t i;

	if (hex.n != 2 * n)
		return false;
	for (i = 0; i < n; i++) {
		int hi = str_hex(hex.p[2 * i]), lo = str_hex(hex.p[2 * i + 1]);

		if (hi < 0 || lo < 0)
			return false;
		out[i] = (char)(hi << 4 | lo);
	}
	return true;
}

str
store_token(struct cursor *c, struct arena *a)
{
	const struct listing *l = c->listing;
	struct write w = write_new(a, 64 * 1024);
	const struct value *v = &l->value;
	str text, mark;

	if (id_none(l->id))
		return (str){ 0 };
	write_hex(&w, l->id.b, sizeof(l->id.b));
	write_char(&w, "-irtbb"[v->kind]);
	if (v->kind == V_INT)
		write_int(&w, v->i);
	else if (v->kind == V_REAL)
		write_hex(&w, &v->d, sizeof(v->d));
	else if (v->kind == V_TEXT || v->kind == V_BYTES)
		write_hex(&w, v->t.p, v->t.n);
	text = write_done(&w);
	mark = seal(a, c->store, l, text);
	return str_print(a, "%.*s%.*s", (int)mark.n, mark.p, (int)text.n,
	    text.p);
}

static bool
read_place(struct arena *a, char kind, str rest, struct value *v)
{
	char *text = arena_take(a, rest.n / 2 + 1, 1);
	size_t n = rest.n / 2;

	switch (kind) {
	case '-':
		return rest.n == 0;
	case 'i':
		v->kind = V_INT;
		return str_int(rest, &v->i);
	case 'r':
		v->kind = V_REAL;
		return read_hex(rest, (char *)&v->d, sizeof(v->d));
	case 't':
		*v = value_text((str){ text, n });
		return read_hex(rest, text, n);
	case 'b':
		v->kind = V_ID;
		return read_hex(rest, (char *)v->id.b, sizeof(v->id.b));
	}
	return false;
}

static bool
read_token(struct store *s, const struct listing *l, str token,
    struct place *place, struct arena *a, struct errors *e)
{
	str text = str_part(token, 14, token.n);

	memset(place, 0, sizeof(*place));
	if (text.n < 33 || !str_same(seal(a, s, l, text),
	        str_part(token, 0, 14)) ||
	    !read_hex(str_part(text, 0, 32), (char *)place->id.b, 16) ||
	    !read_place(a, text.p[32], str_part(text, 33, text.n),
	        &place->value))
		return fail(e, INVALID, "after", "This is not a place in this "
		    "list; begin at its first page.");
	return true;
}

/* ---- statements ---- */

/* A row that everybody has filled needs no second statement. */
static bool
always_filled(const struct listing *l)
{
	return l->sort == NULL || ((l->sort->flags & MUST) &&
	    l->plan->entity->family == NULL);
}

static void
write_behind(struct where *w, const struct listing *l,
    const struct place *place, int phase)
{
	const char *than = l->falling ? "<" : ">";

	write_z(&w->sql, " AND ");
	if (phase == 1 || l->sort == NULL) {
		write_format(&w->sql, "\"id\" %s ", than);
		where_value(w, value_id(place->id));
		return;
	}
	write_char(&w->sql, '(');
	where_column(w, l->sort);
	write_format(&w->sql, ", \"id\") %s (", than);
	where_value(w, place->value);
	write_z(&w->sql, ", ");
	where_value(w, value_id(place->id));
	write_char(&w->sql, ')');
}

static void
write_order(struct where *w, const struct listing *l, int phase)
{
	const char *way = l->falling ? " DESC" : "";

	write_z(&w->sql, " ORDER BY ");
	if (phase == 0 && l->sort != NULL) {
		where_column(w, l->sort);
		write_format(&w->sql, "%s, ", way);
	}
	write_format(&w->sql, "\"id\"%s", way);
	if (l->limited && l->n_wanted == 0)
		write_format(&w->sql, " LIMIT %zu", l->left);
}

static bool
make_phase(struct store *s, struct listing *l, const struct ask *ask,
    const struct place *place, int phase, struct arena *a, struct errors *e)
{
	struct where w = where_new(s, l->plan, a);

	write_format(&w.sql, "SELECT %s FROM \"%s\"", l->plan->list.p,
	    l->plan->table);
	if (!where_ask(&w, ask, e))
		return false;
	l->wanted = w.wanted;
	l->n_wanted = w.n_wanted;
	if (!always_filled(l))
		write_format(&w.sql, " AND \"%s\" IS %sNULL", l->sort->name,
		    phase == 0 ? "NOT " : "");
	if (place != NULL)
		write_behind(&w, l, place, phase);
	write_order(&w, l, phase);
	l->phase[phase].text = text_kept(s, a, write_done(&w.sql));
	l->phase[phase].text->many = !l->limited || l->left > 1000 ||
	    l->n_wanted > 0;
	l->phase[phase].values = w.values;
	l->phase[phase].n = w.n;
	return true;
}

static bool
make_phases(struct store *s, struct listing *l, const struct ask *ask,
    struct arena *a, struct errors *e)
{
	struct place place, *from = NULL;
	bool in_none = false;

	if (!str_none(ask->after)) {
		if (!read_token(s, l, ask->after, &place, a, e))
			return false;
		from = &place;
		in_none = l->sort != NULL && place.value.kind == V_NONE;
	}
	if (!in_none && !make_phase(s, l, ask, from, 0, a, e))
		return false;
	return always_filled(l) || make_phase(s, l, ask,
	    in_none ? from : NULL, 1, a, e);
}

/* ---- order ---- */

static bool
sortable(const struct field *f)
{
	switch (f->type) {
	case T_TEXT: case T_COUNT: case T_REAL: case T_BOOL: case T_MONEY:
	case T_DAY: case T_MOMENT: case T_CHOICE: case T_STATE: case T_REF:
	case T_LANG:
		return true;
	default:
		return false;
	}
}

static bool
choose_order(struct listing *l, const struct ask *ask, struct errors *e)
{
	const char *own = l->plan->entity->order;

	l->sort = ask->sort;
	l->falling = ask->falling;
	if (l->sort == NULL && own != NULL) {
		l->falling ^= own[0] == '-';
		own += own[0] == '-';
		l->sort = field_in(l->plan->entity, own, strlen(own));
	}
	if (l->sort == NULL || sortable(l->sort))
		return true;
	return fail(e, INVALID, "sort", "A list cannot be sorted by %s.",
	    label_within(e, l->sort->label).p);
}

/* ---- rows ---- */

static bool
open_phase(struct cursor *c)
{
	struct listing *l = c->listing;
	struct store *s = c->store;
	struct phase *p;
	bool ok;

	while (l->now < 2 && l->phase[l->now].text == NULL)
		l->now++;
	if (l->now == 2) {
		l->ended = true;
		return true;
	}
	p = &l->phase[l->now];
	ok = cursor_open(s, p->text, p->values, p->n, c);
	c->listing = l;
	return ok;
}

bool
store_list(struct store *s, const struct entity *entity, const struct ask *ask,
    struct arena *a, struct cursor **out, struct errors *e)
{
	struct cursor *c = cursor_new(s, a);
	struct listing *l = NEW(a, struct listing);

	*out = c;
	l->plan = plan_of(s, entity);
	l->limited = ask->limit > 0;
	l->left = ask->limit;
	c->listing = l;
	if (!choose_order(l, ask, e) || !make_phases(s, l, ask, a, e))
		return false;
	l->room = l->sort == NULL || l->sort->kind != K_STR ? 32 :
	    4 * (size_t)(l->sort->max > 1000 ? l->sort->max : 1000);
	l->text = arena_take(a, l->room, 1);
	return open_phase(c) || tell(s, e);
}

static void
remember(struct listing *l, const struct value *v)
{
	size_t i;

	l->id = v[0].id;
	for (i = 3; l->sort != NULL && i < l->plan->n; i++)
		if (l->plan->columns[i].field == l->sort) {
			l->value = v[i];
			break;
		}
	if (l->value.kind != V_TEXT && l->value.kind != V_BYTES)
		return;
	if (l->value.t.n > l->room)
		l->value.t.n = l->room;
	memcpy(l->text, l->value.t.p, l->value.t.n);
	l->value.t.p = l->text;
}

static bool
as_wanted(const struct listing *l, struct arena *a, const void *row)
{
	struct arena_mark mark = arena_mark(a);
	bool has = true;
	size_t i;
	str key;

	for (i = 0; has && i < l->n_wanted; i++) {
		key = field_fold(a, l->wanted[i].field, row);
		has = str_find(key, l->wanted[i].words) < key.n;
	}
	arena_back(a, mark);
	return has;
}

/* The next row of either phase; false at the end of both. */
static bool
fetch(struct cursor *c, struct value *v)
{
	struct listing *l = c->listing;

	while (!l->ended) {
		if (!c->open)
			return false;
		if (c->store->driver->next(c, v, l->plan->n))
			return true;
		if (c->trouble.kind != CALM)
			return false;
		cursor_close(c);
		l->now++;
		if (!open_phase(c)) {
			c->trouble = c->store->trouble;
			return false;
		}
	}
	return false;
}

bool
store_next(struct cursor *c, struct arena *a, void *row)
{
	struct listing *l = c->listing;
	struct value v[COLUMNS_MOST];
	struct arena_mark mark;

	if (l->limited && l->left == 0)
		return false;
	for (;;) {
		if (!fetch(c, v))
			return false;
		mark = arena_mark(a);
		plan_read(l->plan, v, a, row);
		if (l->n_wanted == 0 || as_wanted(l, c->store->work, row))
			break;
		arena_back(a, mark);
	}
	remember(l, v);
	l->left -= l->limited;
	return true;
}

bool
store_end(struct cursor *c, struct errors *e)
{
	bool calm = c->trouble.kind == CALM;

	if (!calm)
		c->store->trouble = c->trouble;
	cursor_close(c);
	return calm || tell(c->store, e);
}

/* ---- counting ---- */

static bool
count_one_by_one(struct store *s, const struct entity *entity,
    const struct ask *ask, int64_t *n, struct errors *e)
{
	struct arena *a = arena_new(0);
	void *row = arena_take(a, 1, entity->size);
	struct ask all = *ask;
	struct arena_mark mark;
	struct cursor *c;
	bool ok;

	all.limit = 0;
	all.after = (str){ 0 };
	ok = store_list(s, entity, &all, a, &c, e);
	mark = arena_mark(a);
	for (*n = 0; ok && store_next(c, a, row); ++*n)
		arena_back(a, mark);
	ok = ok && store_end(c, e);
	arena_free(a);
	return ok;
}

bool
store_count(struct store *s, const struct entity *entity,
    const struct ask *ask, int64_t *n, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct where w = where_new(s, plan_of(s, entity), s->work);
	struct value one = { V_NONE };
	bool there, ok;

	*n = 0;
	write_format(&w.sql, "SELECT count(*) FROM \"%s\"", w.plan->table);
	ok = where_ask(&w, ask, e);
	if (ok && w.n_wanted > 0)
		ok = count_one_by_one(s, entity, ask, n, e);
	else if (ok) {
		ok = ask_once(s, text_kept(s, s->work, write_done(&w.sql)),
		    w.values, w.n, (struct value_row){ s->work, &one, 1 },
		    &there) || tell(s, e);
		*n = one.i;
	}
	arena_back(s->work, mark);
	return ok;
}
