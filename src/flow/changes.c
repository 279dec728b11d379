/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/changes.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/login.h"
#include "flow/reach.h"
#include "format/json.h"
#include "store/store.h"

struct reading {
	struct ctx               *c;
	const struct changes_ask *ask;
	struct id                 user;         /* whose roles these are */
	struct actor              author;
};

/* Faults on the way to a row are no faults of who asks for many. */
static struct errors
quiet(const struct ctx *c)
{
	return (struct errors){ c->arena, NULL, NULL, NULL };
}

/* ---- rows that are gone ---- */

bool
changes_before(struct ctx *c, const struct entity *e, const struct change *line,
    void *row)
{
	struct errors e1 = quiet(c);
	struct fieldtext way = { c->arena, NULL, &e1 };
	const struct node *pair;
	const struct field *f;
	struct node *all;

	row_blank(e, row);
	((struct row *)row)->id = line->row;
	((struct row *)row)->revision = line->revision;
	if (!json_read(c->arena, line->fields, &all, &e1))
		return false;
	for (pair = all->first; pair != NULL; pair = pair->next) {
		f = field_named(e, str_of(pair->name));
		if (f == NULL || f->flags & (SECRET | PERSONAL) ||
		    pair->kind != N_LIST || pair->first == NULL)
			continue;
		if (!rowjson_value(&way, f, pair->first, row))
			row_clear(f, row);
		e1 = quiet(c);
	}
	return true;
}

/* A row as it last was, from its last line of history. */
static bool
find_gone(struct ctx *c, const struct entity *e, struct id id, void *row)
{
	struct errors e1 = quiet(c);
	struct change line, last = { .number = 0 };
	struct cursor *cursor;

	if (!store_history(c->store, e, id, 0, 0, c->arena, &cursor, &e1))
		return false;
	while (store_change(cursor, c->arena, &line))
		last = line;
	return store_end(cursor, &e1) && last.number > 0 &&
	    changes_before(c, e, &last, row);
}

bool
changes_home(struct ctx *c, const struct entity *e, const void *row,
    struct id *home)
{
	str rest = str_of(e->home), piece;
	const struct field *f;
	struct errors e1;
	void *above;

	*home = (struct id){ 0 };
	if (e->home != NULL && str_is(rest, "id"))
		*home = ((const struct row *)row)->id;
	if (e->home == NULL || str_is(rest, "id"))
		return true;
	while (str_cut(&rest, '.', &piece)) {
		f = field_named(e, piece);
		*home = *(const struct id *)row_get(f, row);
		if (id_none(*home) || str_none(rest))
			return true;
		e = entity_named(str_of(f->to));
		above = arena_take(c->arena, 1, e->size);
		e1 = quiet(c);
		if (!store_find(c->store, e, *home, c->arena, above, &e1) &&
		    !find_gone(c, e, *home, above))
			return false;
		row = above;
	}
	return true;
}

static bool
may_see_gone(struct ctx *c, const struct entity *e, const void *row,
    struct id home)
{
	const struct errors was = c->errors;
	bool may;

	c->errors = quiet(c);
	may = !(e->flags & HANGS) && reach_row(c, e, row, home) & SEE;
	c->errors = was;
	return may || c->actor.system;
}

/* ---- one line ---- */

/* Words that end in NUL. */
static bool
wanted(str words, const char *one)
{
	return str_none(words) || str_among(str_of(one), words.p);
}

/* The row as the actor may see it: found, masked; or as it was. */
static bool
see(struct reading *r, const struct change *line, struct changed *t)
{
	struct ctx *c = r->c;
	const struct errors was = c->errors;
	const struct entity *e = t->entity;
	struct errors e1 = quiet(c);
	void *row = arena_take(c->arena, 1, e->size);
	bool there, fine;

	there = store_find(c->store, e, line->row, c->arena, row, &e1);
	if (!there) {
		/* Of a family the kind is in the row itself. */
		return (str_is(line->verb, "drop") ? changes_before(c, e, line,
		    row) : find_gone(c, e, line->row, row)) &&
		    (t->entity = reach_member(e, row)) != NULL &&
		    changes_home(c, e, row, &t->programme) &&
		    may_see_gone(c, e, row, t->programme);
	}
	t->entity = reach_member(e, row);
	if (t->entity != e)
		row = arena_take(c->arena, 1, t->entity->size);
	c->errors = quiet(c);
	fine = flow_find(c, t->entity, line->row, row) &&
	    flow_home(c, t->entity, row, &t->programme);
	c->errors = was;
	t->row = row;
	return fine;
}

/* What took a row away again, or brought it back, is called undo. */
static const char *
kind_of(struct ctx *c, const struct change *line, bool is_there)
{
	struct errors e1 = quiet(c);
	struct cursor *cursor;
	struct change next;
	bool any;

	if (str_is(line->verb, "drop"))
		return "removed";
	if (str_is(line->verb, "add") || line->revision == 1)
		if (!str_is(line->verb, "undo"))
			return "added";
	if (!str_is(line->verb, "undo") || is_there)
		return "changed";
	if (!store_history(c->store, NULL, line->row, line->number, 1,
	    c->arena, &cursor, &e1))
		return "changed";
	any = store_change(cursor, c->arena, &next);
	return store_end(cursor, &e1) && !any ? "removed" : "changed";
}

static str
roles_of(struct reading *r, struct id user, struct id programme)
{
	struct ctx *c = r->c;
	struct write w = write_new(c->arena, 400);
	const struct errors was = c->errors;
	const struct held *h;
	size_t i;

	if (id_none(user))
		return (str){ 0 };
	if (!id_same(user, r->user)) {
		c->errors = quiet(c);
		r->user = user;
		if (!login_actor(c, user, &r->author))
			r->author.n = 0;
		c->errors = was;
	}
	for (i = 0; i < r->author.n; i++) {
		h = &r->author.held[i];
		if ((id_none(h->programme) || id_same(h->programme,
		    programme)) && !str_among(str_of(h->role->code),
		    w.n > 0 ? write_done(&w).p : ""))
			write_format(&w, "%s%s", w.n > 0 ? " " : "",
			    h->role->code);
	}
	return write_done(&w);
}

static bool
tell(struct reading *r, const struct change *line, struct changed *t)
{
	const struct entity *e = entity_named(line->entity);
	struct ctx *c = r->c;

	if (e == NULL || e->flags & INSIDE)
		return false;
	*t = (struct changed){ line->number, line->at, e, line->row,
		line->revision, NULL, { 0 }, { { 0 } }, NULL };
	if (!str_none(r->ask->entities) && e->family == NULL &&
	    !wanted(r->ask->entities, e->name))
		return false;
	if (!see(r, line, t))
		return false;
	t->kind = kind_of(c, line, t->row != NULL);
	if (!wanted(r->ask->kinds, t->kind) ||
	    (!wanted(r->ask->entities, t->entity->name) &&
	    !wanted(r->ask->entities, e->name)) ||
	    (!id_none(r->ask->programme) &&
	    !id_same(r->ask->programme, t->programme)))
		return false;
	t->roles = roles_of(r, line->user, t->programme);
	return true;
}

/* ---- many ---- */

static bool
check(struct ctx *c, const struct changes_ask *ask)
{
	str rest = ask->entities, one;
	const struct entity *e;

	if (ask->after < 0)
		return fail(&c->errors, INVALID, "after", "'after' is the "
		    "number of a change, or 0.");
	if (ask->limit < 1 || ask->limit > CHANGES_MOST)
		return fail(&c->errors, INVALID, "limit",
		    "A limit is from 1 to %d.", CHANGES_MOST);
	while (str_cut(&rest, ' ', &one)) {
		e = entity_named(one);
		if (one.n > 0 && (e == NULL || e->flags & INSIDE))
			return fail(&c->errors, INVALID, "entity",
			    "There is nothing called '%.*s'.", (int)one.n,
			    one.p);
	}
	for (rest = ask->kinds; str_cut(&rest, ' ', &one);)
		if (one.n > 0 && !str_among(one, "added changed removed"))
			return fail(&c->errors, INVALID, "kind", "A kind is "
			    "added, changed or removed, not '%.*s'.",
			    (int)one.n, one.p);
	return true;
}

bool
changes_reached(struct ctx *c, int64_t after)
{
	int64_t last;

	return store_last_change(c->store, &last, &c->errors) &&
	    (after <= last || fail(&c->errors, INVALID, "after", "There is no "
	    "change with that number yet, the last is %lld: a copy of the data "
	    "was brought back, or it is the number of another site. Begin "
	    "again from 0.", (long long)last));
}

bool
changes_read(struct ctx *c, const struct changes_ask *ask,
    struct changed **out, size_t *n, int64_t *next, bool *more)
{
	struct reading r = { .c = c, .ask = ask };
	struct changes_ask mine = *ask;
	struct change line;
	struct cursor *cursor;
	struct changed *all;
	size_t looked = 0, most = CHANGES_LOOK + 1;

	*n = 0;
	*next = ask->after;
	*more = false;
	mine.entities = str_of(str_z(c->arena, ask->entities));
	mine.kinds = str_of(str_z(c->arena, ask->kinds));
	r.ask = &mine;
	if (!check(c, &mine))
		return false;
	*out = all = NEWS(c->arena, struct changed, ask->limit);
	if (!store_history(c->store, NULL, (struct id){ { 0 } }, ask->after,
	    most, c->arena, &cursor, &c->errors))
		return false;
	while (store_change(cursor, c->arena, &line) &&
	    (ask->before == 0 || line.number < ask->before)) {
		*more = looked == CHANGES_LOOK || *n == ask->limit ||
		    (*n > 0 && arena_spent(c->arena));
		if (*more)
			break;
		looked++;
		*n += tell(&r, &line, &all[*n]);
		*next = line.number;
	}
	return store_end(cursor, &c->errors);
}

void
changes_put(struct ctx *c, const struct changed *t, struct node *out)
{
	struct node *held;
	str rest = t->roles, one;

	node_count(out, "number", t->number);
	node_moment(out, "at", t->at);
	node_z(out, "entity", t->entity->name);
	node_id(out, "id", t->id);
	node_count(out, "revision", t->revision);
	node_z(out, "kind", t->kind);
	held = node_list(out, "roles");
	while (str_cut(&rest, ' ', &one))
		node_item_text(held, one);
	node_id(out, "programme", t->programme);
	if (t->row == NULL)
		node_none(out, "row");
	else
		rowjson_node(c->arena, t->entity, t->row,
		    node_object(out, "row"));
}
