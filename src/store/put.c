/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Rows in and out, each with its line of history. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "store/seeking.h"

/* ---- what broke, in words for whoever typed it ---- */

static bool
told(struct store *s)
{
	s->trouble.kind = CALM;
	return false;
}

/* Another row holds the same in `first` and in the fields of `names`.
 * None is never the same as none, but that codes within nothing are among
 * each other. */
static bool
taken(struct store *s, const struct plan *p, const char *first,
    const char *names, const void *row)
{
	struct write w = write_new(s->work, 4096);
	const struct field *f = field_in(p->entity, first, strlen(first));
	struct value v[COLUMNS_MOST], one;
	str rest = str_of(names), name = str_of(first);
	struct column c = { 0 };
	bool there = false;
	size_t n = 0;

	write_format(&w, "SELECT 1 FROM \"%s\" WHERE ", p->table);
	do {
		f = field_in(p->entity, name.p, name.n);
		if (f != NULL && f == p->within && row_none(f, row)) {
			write_format(&w, "\"%s\" IS NULL AND ", f->name);
			continue;
		}
		if (f == NULL || row_none(f, row))
			return false;
		c.field = f;
		v[n++] = plan_value(s->work, &c, row);
		write_format(&w, "\"%s\" = $%zu AND ", f->name, n);
	} while (str_cut(&rest, ' ', &name));
	v[n] = value_id(((const struct row *)row)->id);
	write_format(&w, "\"id\" <> $%zu LIMIT 1", n + 1);
	return ask_once(s, text_kept(s, s->work, write_done(&w)), v, n + 1,
	    (struct value_row){ s->work, &one, 1 }, &there) && there;
}

static bool
explain_twice(struct store *s, const struct plan *p, const void *row,
    struct errors *e)
{
	const struct rule *r;
	const str *code;

	if (p->code != NULL && taken(s, p, p->code->name, p->entity->within,
	    row)) {
		code = row_get(p->code, row);
		return fail(e, CONFLICT, p->code->name, "The code '%.*s' is "
		    "taken.", (int)code->n, code->p);
	}
	for (r = p->entity->rules; r != NULL && r->kind != 0; r++)
		if (r->kind == ONCE_PER && taken(s, p, r->a, r->b, row))
			return fail(e, CONFLICT, r->a, "%s",
			    words_say(e->words, r->says));
	if (store_has(s, p->entity, ((const struct row *)row)->id))
		return fail(e, CONFLICT, "id", "There is a %s with this id "
		    "already.", label_within(e, p->entity->label).p);
	return fail(e, CONFLICT, NULL, "There is such a %s already.",
	    label_within(e, p->entity->label).p);
}

static bool
no_such(struct store *s, const struct field *f, struct errors *e)
{
	const struct entity *to = entity_in(s, f->to);

	return fail(e, INVALID, f->name, "There is no %s with this id.",
	    label_within(e, to != NULL ? to->label : f->to).p);
}

static bool
explain_nowhere(struct store *s, const struct plan *p, const void *row,
    struct errors *e)
{
	const struct field *f;
	const struct entity *to;

	for (f = p->entity->fields; f->name != NULL; f++) {
		if (f->type != T_REF || row_none(f, row))
			continue;
		to = entity_in(s, f->to);
		if (to != NULL && !store_has(s, to,
		    *(const struct id *)row_get(f, row)))
			return no_such(s, f, e);
	}
	return fail(e, INVALID, NULL, "A reference leads nowhere.");
}

static bool
explain_lacking(const struct plan *p, const char *column, struct errors *e)
{
	const struct field *f = field_in(p->entity, column, strlen(column));

	if (f == NULL)
		return fail(e, INVALID, NULL, "Something must be filled that "
		    "is not (%s).", column);
	return fail(e, INVALID, f->name, "%s must be filled.", f->label);
}

static bool
explain(struct store *s, const struct plan *p, const void *row,
    struct errors *e)
{
	struct trouble t = s->trouble;
	bool no;

	switch (t.kind) {
	case CALM:
		return false;
	case TWICE:
		no = explain_twice(s, p, row, e);
		break;
	case NOWHERE:
		no = explain_nowhere(s, p, row, e);
		break;
	case LACKING:
		no = explain_lacking(p, t.column, e);
		break;
	default:
		no = tell(s, e);
	}
	s->trouble = t;
	return no;
}

/* ---- a transaction around one change, or within a larger one ---- */

/* PostgreSQL refuses everything after a statement that failed, so what
 * may fail there gets a savepoint; SQLite undoes the statement alone. */
bool
guard_begin(struct store *s, struct guard *g, struct errors *e)
{
	g->mark = arena_mark(s->work);
	g->alone = !s->in;
	if (g->alone && !store_begin(s, true, e))
		return told(s);
	assert(s->writing);
	if (s->spoiled) {
		(void)fail(e, BROKEN, NULL, "This was not saved: the "
		    "transaction broke on the way.");
		return told(s);
	}
	return history_turn(s) && (g->alone || !s->driver->fragile ||
	    carry_out(s, text_small(s, SMALL_GUARD, "SAVEPOINT g"), NULL, 0));
}

static void
guard_back(struct store *s, bool alone)
{
	struct trouble t = s->trouble;

	if (alone)
		store_undo(s);
	else if (s->driver->fragile)
		s->spoiled = !carry_out(s, text_small(s, SMALL_BACK,
		    "ROLLBACK TO SAVEPOINT g"), NULL, 0) ||
		    !carry_out(s, text_small(s, SMALL_UNGUARD,
		    "RELEASE SAVEPOINT g"), NULL, 0);
	s->trouble = t;
}

bool
guard_end(struct store *s, struct guard *g, bool ok, struct errors *e)
{
	if (!ok && s->in)
		guard_back(s, g->alone);
	else if (ok && g->alone) {
		ok = store_commit(s, e);
		s->trouble.kind = CALM;
	} else if (ok && s->driver->fragile)
		ok = carry_out(s, text_small(s, SMALL_UNGUARD,
		    "RELEASE SAVEPOINT g"), NULL, 0);
	return ok;
}

/* ---- references that the tables do not watch ---- */

static bool
refs_lead(struct store *s, const struct field *f, const void *row,
    struct errors *e)
{
	const struct entity *to = entity_in(s, f->to);
	str rest = *(const str *)row_get(f, row), piece;
	struct id id;

	while (to != NULL && str_cut(&rest, ';', &piece)) {
		piece = str_trim(piece);
		if (piece.n == 0)
			continue;
		if (!id_read(piece, &id) || !store_has(s, to, id))
			return no_such(s, f, e);
	}
	return true;
}

/* A list of ids is text to the database; and a member of a family has no
 * table of its own that a foreign key could point at. */
static bool
check_refs(struct store *s, const struct plan *p, const void *old,
    const void *row, struct errors *e)
{
	const struct entity *to;
	const struct field *f;

	if (!p->many_refs && !p->member_refs)
		return true;
	for (f = p->entity->fields; f->name != NULL; f++) {
		if ((f->type != T_REF && f->type != T_REFS) ||
		    row_none(f, row) || (old != NULL && row_same(f, old, row)))
			continue;
		if (f->type == T_REFS && !refs_lead(s, f, row, e))
			return told(s);
		to = f->type == T_REF ? entity_in(s, f->to) : NULL;
		if (to != NULL && to->member != NULL && !store_has(s, to,
		    *(const struct id *)row_get(f, row)))
			return no_such(s, f, e), told(s);
	}
	return true;
}

/* Words follow the row; if they cannot, nothing of this stays. */
static bool
sought(struct store *s, struct plan *p, struct id id, const struct seeking *was)
{
	if (seeking_end(s, p, id, was))
		return true;
	s->spoiled = true;
	return false;
}

/* ---- add ---- */

/* The row and its line of history belong together: after the first a
 * failure of the second leaves a transaction that may only be undone. */
static bool
with_history(struct store *s, const struct plan *p, const void *before,
    const void *after, const struct author *by)
{
	if (history_write(s, p, before, after, by))
		return true;
	s->spoiled = true;
	return false;
}

static bool
add(struct store *s, struct plan *p, void *row, const struct author *by,
    struct errors *e)
{
	struct seeking none = { .is_on = seek_knows(p->entity) };
	struct value v[COLUMNS_MOST + 1];
	struct row *r = row;
	size_t n;

	if (id_none(r->id))
		r->id = id_new(&s->random, by->at);
	if (!check_refs(s, p, NULL, row, e))
		return false;
	r->revision = 1;
	n = plan_values(s, p, row, v);
	if (p->folds)
		v[n++] = value_text(plan_fold(s->work, p, row));
	if (carry_out(s, p->insert, v, n) &&
	    with_history(s, p, NULL, row, by) && sought(s, p, r->id, &none))
		return true;
	r->revision = 0;
	return false;
}

/* ---- change ---- */

static bool
extra_same(const void *one, const void *other)
{
	const struct row *a = one, *b = other;

	return (a->extra.p == NULL) == (b->extra.p == NULL) &&
	    str_same(a->extra, b->extra);
}

static bool
column_same(const struct column *c, const void *old, const void *row)
{
	if (c->field != NULL)
		return row_same(c->field, old, row);
	return strcmp(c->name, "extra") != 0 || extra_same(old, row);
}

/* Only the columns that changed, so that no index of the others is
 * touched; *changed is false if there are none. */
bool
put_changed(struct store *s, const struct plan *p, const void *old,
    const void *row, bool *changed)
{
	struct write w = write_new(s->work, 64 * 1024);
	const struct row *r = row;
	struct value v[COLUMNS_MOST + 4];
	bool search = false;
	size_t i, n = 0;

	write_format(&w, "UPDATE \"%s\" SET \"revision\" = $1", p->table);
	v[n++] = value_int(r->revision + 1);
	for (i = 2; i < p->n; i++) {
		const struct column *c = &p->columns[i];

		if (i == p->kind || column_same(c, old, row))
			continue;
		search |= c->field != NULL && (c->field->flags & SEARCH);
		v[n++] = plan_value(s->work, c, row);
		write_format(&w, ", \"%s\" = $%zu", c->name, n);
	}
	*changed = n > 1;
	if (!*changed)
		return true;
	if (search) {
		v[n++] = value_text(plan_fold(s->work, p, row));
		write_format(&w, ", \"fold\" = $%zu", n);
	}
	v[n++] = value_id(r->id);
	v[n++] = value_int(r->revision);
	write_format(&w, " WHERE \"id\" = $%zu AND \"revision\" = $%zu",
	    n - 1, n);
	return carry_out(s, text_kept(s, s->work, write_done(&w)), v, n);
}

static bool
still_current(struct store *s, const struct plan *p, const struct row *old,
    int64_t revision, struct errors *e)
{
	const char *label = label_within(e, p->entity->label).p;

	if (old->revision == revision)
		return true;
	(void)fail(e, CONFLICT, "revision", "The %s was changed meanwhile: "
	    "you have revision %lld, it is at %lld.", label,
	    (long long)revision, (long long)old->revision);
	return told(s);
}

bool
put_find_old(struct store *s, struct plan *p, struct id id, void *old,
    struct errors *e)
{
	bool there;

	if (!plan_find(s, p, id, s->work, old, &there))
		return false;
	if (there)
		return true;
	(void)fail(e, CONFLICT, NULL, "The %s is not there any more.",
	    label_within(e, p->entity->label).p);
	return told(s);
}

/* Through its family's head a row was changed whose search key has the
 * words of its own kind as well. */
static bool
refold(struct store *s, struct plan *head, struct id id)
{
	struct plan *p = plan_member(s, head, id);
	void *row = arena_take(s->work, 1, p->entity->size);
	struct value v[2];
	bool there;

	if (p == head || !p->folds)
		return true;
	if (!plan_find(s, p, id, s->work, row, &there))
		return false;
	v[0] = value_text(plan_fold(s->work, p, row));
	v[1] = value_id(id);
	return !there || carry_out(s, text_kept(s, s->work, str_print(s->work,
	    "UPDATE \"%s\" SET \"fold\" = $1 WHERE \"id\" = $2",
	    p->table)), v, 2);
}

static bool
change(struct store *s, struct plan *p, void *row, const struct author *by,
    struct errors *e)
{
	void *old = arena_take(s->work, 1, p->entity->size);
	struct row *r = row;
	struct seeking was;
	bool changed;

	if (!put_find_old(s, p, r->id, old, e) ||
	    !still_current(s, p, old, r->revision, e) ||
	    !check_refs(s, p, old, row, e) ||
	    !seeking_begin(s, p, r->id, &was) ||
	    !put_changed(s, p, old, row, &changed))
		return false;
	if (!changed)
		return true;
	r->revision++;
	if (with_history(s, p, old, row, by) && refold(s, p, r->id) &&
	    seeking_end(s, p, r->id, &was))
		return true;
	s->spoiled = true;
	r->revision--;
	return false;
}

bool
store_put(struct store *s, const struct entity *entity, void *row,
    const struct author *by, struct errors *e)
{
	struct plan *p = plan_of(s, entity);
	struct row *r = row, was = *r;
	struct guard g;
	bool ok;

	s->trouble.kind = CALM;
	ok = guard_begin(s, &g, e) && (r->revision == 0 ?
	    add(s, p, row, by, e) : change(s, p, row, by, e));
	ok = guard_end(s, &g, ok, e);
	if (!ok) {
		(void)explain(s, p, row, e);
		r->id = was.id;
		r->revision = was.revision;
	}
	arena_back(s->work, g.mark);
	return ok;
}

/* ---- drop ---- */

static str
refers_sql(struct store *s, const struct entity *from, const struct field *f)
{
	bool lite = s->driver->dialect == SQLITE;

	if (f->type == T_REF)
		return str_print(s->work, "SELECT count(*) FROM \"%s\" WHERE "
		    "\"%s\" = $1", table_of(from), f->name);
	return str_print(s->work, "SELECT count(*) FROM \"%s\" WHERE "
	    "%s(\"%s\", $1) > 0", table_of(from), lite ? "instr" : "strpos",
	    f->name);
}

static bool
count_refs(struct store *s, const struct entity *from, const struct field *f,
    struct id id, int64_t *n)
{
	struct value one, key = f->type == T_REF ? value_id(id) :
	    value_text(id_text(s->work, id));
	bool there;

	*n = 0;
	if (!ask_once(s, text_kept(s, s->work, refers_sql(s, from, f)), &key, 1,
	    (struct value_row){ s->work, &one, 1 }, &there))
		return false;
	*n = there ? one.i : 0;
	return true;
}

static void
tell_referred(const struct plan *p, const struct entity *from, int64_t n,
    struct errors *e)
{
	const char *to = label_within(e, p->entity->label).p;

	if (n == 1)
		(void)fail(e, CONFLICT, NULL, "1 %s refers to this %s.",
		    label_within(e, from->label).p, to);
	else
		(void)fail(e, CONFLICT, NULL, "%lld %s refer to this %s.",
		    (long long)n, label_within(e, from->plural).p, to);
}

/* The fields of a family's member stand in the head's table too: asking
 * for each entity's own would count them twice where names are shared. */
static bool
referred(struct store *s, const struct plan *p, const struct entity *from,
    struct id id, struct errors *e)
{
	const struct field *f;
	int64_t n;

	for (f = from->fields; f->name != NULL; f++) {
		const struct entity *to = f->to == NULL ? NULL :
		    entity_in(s, f->to);

		if (to == NULL || (f->type != T_REF && f->type != T_REFS) ||
		    strcmp(table_of(to), p->table) != 0)
			continue;
		if (!count_refs(s, from, f, id, &n))
			return false;
		if (n == 0)
			continue;
		tell_referred(p, from, n, e);
		return told(s);
	}
	return true;
}

static bool
drop(struct store *s, struct plan *p, struct row *old, const struct author *by,
    struct errors *e)
{
	const struct entity *const *from;
	struct value v[] = { value_id(old->id), value_int(old->revision) };
	struct seeking was;

	for (from = s->entities; *from != NULL; from++)
		if (!referred(s, p, *from, old->id, e))
			return false;
	return seeking_begin(s, p, old->id, &was) &&
	    carry_out(s, p->drop, v, 2) &&
	    with_history(s, p, old, NULL, by) && sought(s, p, old->id, &was);
}

bool
store_drop(struct store *s, const struct entity *entity, struct id id,
    int64_t revision, const struct author *by, struct errors *e)
{
	struct plan *p = plan_of(s, entity);
	void *old = NULL;
	struct guard g;
	bool ok;

	s->trouble.kind = CALM;
	ok = guard_begin(s, &g, e);
	if (ok) {
		old = arena_take(s->work, 1, entity->size);
		ok = put_find_old(s, p, id, old, e) &&
		    still_current(s, p, old, revision, e) &&
		    drop(s, p, old, by, e);
	}
	ok = guard_end(s, &g, ok, e);
	if (!ok && s->trouble.kind != CALM)
		(void)tell(s, e);
	arena_back(s->work, g.mark);
	return ok;
}
