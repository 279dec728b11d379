/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Statements prepared once, cursors, and what trouble means to people. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "store/inside.h"

bool
tell(struct store *s, struct errors *e)
{
	const struct trouble *t = &s->trouble;
	const char *column;

	switch (t->kind) {
	case FULL:
		return fail(e, NO_ROOM, NULL, "The disk is full, or refuses "
		    "to be written: this was not saved. Reading goes on; free "
		    "some space and try again.");
	case LOCKED:
		return fail(e, BUSY, NULL, "The data is being written to by "
		    "somebody else just now; try again.");
	case TWICE:
		return fail(e, CONFLICT, NULL, "There is such a row already.");
	case NOWHERE:
		return fail(e, INVALID, NULL, "A reference leads nowhere, or "
		    "leads to a row that is to go.");
	case LACKING:
		column = str_print(e->arena, "%s", t->column).p;
		return fail(e, INVALID, column, "'%s' must be filled.", column);
	case OFF:
		return fail(e, INVALID, NULL, "A value is out of its bounds "
		    "(%s).", t->says);
	default:
		return fail(e, BROKEN, NULL, "The database says: %s.", t->says);
	}
}

struct text *
text_new(struct store *s, str sql)
{
	struct text *t = NEW(s->arena, struct text);

	t->sql = sql;
	t->next = s->all;
	s->all = t;
	return t;
}

struct text *
text_small(struct store *s, int which, const char *sql)
{
	if (s->small[which] == NULL)
		s->small[which] = text_new(s, str_copy(s->arena, str_of(sql)));
	return s->small[which];
}

struct text *
text_kept(struct store *s, struct arena *a, str sql)
{
	struct text *t;
	size_t at;

	if (map_find(s->texts, sql, &at))
		return s->kept[at];
	if (s->n_kept == TEXTS_MOST) {
		t = NEW(a, struct text);
		t->sql = str_copy(a, sql);
		t->once = true;
		return t;
	}
	t = text_new(s, str_copy(s->arena, sql));
	*map_at(s->texts, t->sql, 0) = s->n_kept;
	s->kept[s->n_kept++] = t;
	return t;
}

bool
cursor_open(struct store *s, struct text *t, const struct value *v, size_t n,
    struct cursor *c)
{
	c->listing = NULL;
	if (!s->driver->ask(s, t, v, n, c)) {
		c->open = false;
		return false;
	}
	c->open = true;
	c->before = NULL;
	c->after = s->cursors;
	if (s->cursors != NULL)
		s->cursors->before = c;
	s->cursors = c;
	return true;
}

void
cursor_close(struct cursor *c)
{
	struct store *s = c->store;

	if (!c->open)
		return;
	c->open = false;
	s->driver->end(c);
	if (c->text->once)
		s->driver->drop(s, c->text);
	if (c->before != NULL)
		c->before->after = c->after;
	else
		s->cursors = c->after;
	if (c->after != NULL)
		c->after->before = c->before;
}

static void
close_late(void *what)
{
	cursor_close(what);
}

struct cursor *
cursor_new(struct store *s, struct arena *a)
{
	struct cursor *c = NEW(a, struct cursor);

	c->store = s;
	arena_closer(a, close_late, c);
	return c;
}

/* Ends a cursor and passes on what went wrong on the way. */
static bool
finish(struct cursor *c)
{
	bool calm = c->trouble.kind == CALM;

	if (!calm)
		c->store->trouble = c->trouble;
	cursor_close(c);
	return calm;
}

bool
carry_out(struct store *s, struct text *t, const struct value *v, size_t n)
{
	struct cursor c;

	if (!cursor_open(s, t, v, n, &c))
		return false;
	(void)s->driver->next(&c, NULL, 0);
	return finish(&c);
}

bool
ask_once(struct store *s, struct text *t, const struct value *v, size_t n,
    struct value_row into, bool *there)
{
	struct value *column;
	struct cursor c;
	size_t i;

	*there = false;
	if (!cursor_open(s, t, v, n, &c))
		return false;
	*there = s->driver->next(&c, into.columns, into.n);
	for (i = 0; *there && i < into.n; i++) {
		column = &into.columns[i];
		if (column->kind == V_TEXT || column->kind == V_BYTES)
			column->t = str_copy(into.arena, column->t);
	}
	return finish(&c);
}

struct value
value_int(int64_t i)
{
	return (struct value){ .kind = V_INT, .i = i };
}

struct value
value_real(double d)
{
	return (struct value){ .kind = V_REAL, .d = d };
}

struct value
value_text(str t)
{
	return (struct value){ .kind = t.p != NULL ? V_TEXT : V_NONE, .t = t };
}

struct value
value_bytes(str t)
{
	return (struct value){ .kind = t.p != NULL ? V_BYTES : V_NONE, .t = t };
}

struct value
value_id(struct id id)
{
	return (struct value){ .kind = id_none(id) ? V_NONE : V_ID, .id = id };
}

/* The databases give ids as bytes, as text, or as themselves. */
struct id
value_as_id(const struct value *v)
{
	struct id id = { 0 };

	if (v->kind == V_ID)
		return v->id;
	if (v->kind == V_BYTES && v->t.n == sizeof(id.b))
		memcpy(id.b, v->t.p, sizeof(id.b));
	else if (v->kind == V_TEXT && !id_read(v->t, &id))
		id = (struct id){ 0 };
	return id;
}
