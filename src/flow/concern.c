/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/concern.h"

#include <string.h>

#include "base/arena.h"
#include "flow/changes.h"
#include "flow/find.h"
#include "model/assess.h"
#include "store/store.h"

struct reading {
	struct ctx      c;              /* the program, in an arena that is
	                                 * emptied between two lines */
	struct concern *out;
	struct arena   *own;            /* of the answer */
	int64_t         number;
};

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

int64_t
concern_last(const struct concern *k, const struct id *programme)
{
	size_t at = 0;

	(void)map_find(k->programme, key_of(programme), &at);
	return (int64_t)at > k->all ? (int64_t)at : k->all;
}

static void
add(struct reading *r, struct id home)
{
	str key = key_of(&home);
	size_t was;

	if (id_none(home))
		return;
	if (!map_find(r->out->programme, key, &was))
		key = str_copy(r->own, key);
	*map_at(r->out->programme, key, 0) = (size_t)r->number;
}

static bool
add_answers(struct reading *r, const char *query, struct id of)
{
	struct value with = value_id(of), v;
	struct cursor *cursor;

	if (!store_query(r->c.store, query, &with, 1, r->c.arena, &cursor,
	    &r->c.errors))
		return false;
	while (store_answer(cursor, &v, 1))
		add(r, value_as_id(&v));
	return store_end(cursor, &r->c.errors);
}

static struct id
framework_of(const struct entity *e, const void *row)
{
	const struct field *f = field_named(e, S("framework"));

	return f == NULL ? ((const struct row *)row)->id
	    : *(const struct id *)row_get(f, row);
}

/* A row as it is or was: false if nobody can say whom it concerns. */
static bool
row_concerns(struct reading *r, const struct entity *e, const void *row)
{
	struct id home = { { 0 } };

	if (e == &framework_entity || e == &dimension_entity ||
	    e == &item_entity)
		return add_answers(r, "framework_programmes",
		    framework_of(e, row));
	if (e->home == NULL || !changes_home(&r->c, e, row, &home))
		return false;
	add(r, home);
	if (e->family != NULL)
		return add_answers(r, "party_programmes",
		    ((const struct row *)row)->id);
	return !id_none(home);
}

/* Where it was before, when it was moved, or taken away. */
static bool
line_concerns(struct reading *r, const struct change *line)
{
	const struct entity *e = entity_named(line->entity);
	struct ctx *c = &r->c;
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct id home;
	void *now, *before;
	bool there;

	if (e == NULL)
		return true;
	now = arena_take(c->arena, 1, e->size);
	before = arena_take(c->arena, 1, e->size);
	there = store_find(c->store, e, line->row, c->arena, now, &quiet);
	if (there && !row_concerns(r, e, now))
		return false;
	if (!changes_before(c, e, line, before))
		return there;
	if (!there)
		return row_concerns(r, e, before) || !str_is(line->verb,
		    "drop");
	if (e->home != NULL && changes_home(c, e, before, &home))
		add(r, home);
	return true;
}

bool
concern_read(struct ctx *c, int64_t since, const char *rests_on, int64_t most,
    struct concern *out)
{
	struct reading r = { .c = ctx_as_program(c), .out = out,
		.own = c->arena };
	struct arena *lines;
	struct cursor *cursor;
	struct change line;

	out->programme = map_new(c->arena);
	out->all = 0;
	if (!store_last_change(c->store, &out->to, &c->errors))
		return false;
	if (out->to - since > most) {
		out->all = out->to;
		return true;
	}
	if (out->to == since)
		return true;
	if (!store_history(c->store, NULL, (struct id){ { 0 } }, since, 0,
	    c->arena, &cursor, &c->errors))
		return false;
	lines = arena_new(0);
	while (store_change(cursor, lines, &line)) {
		if (line.number > out->to || !str_among(line.entity, rests_on))
			continue;
		r.c.arena = arena_new(0);
		r.c.errors = (struct errors){ r.c.arena, NULL, NULL, NULL };
		r.number = line.number;
		if (!line_concerns(&r, &line))
			out->all = line.number;
		arena_free(r.c.arena);
	}
	arena_free(lines);
	return store_end(cursor, &c->errors);
}
