/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Looking after the data as a whole: backup, migration, checking. */
#include <stdio.h>
#include <string.h>

#include "derive/valid.h"
#include "store/inside.h"

enum { FINDINGS_MOST = 200 };

bool
store_backup(struct store *s, str to, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	bool ok = s->driver->backup(s, to, e);

	arena_back(s->work, mark);
	return ok;
}

/* ---- checking ---- */

struct check {
	struct store  *s;
	struct errors *e;
	int            findings;
};

static bool
found(struct check *k)
{
	if (++k->findings == FINDINGS_MOST)
		return fail(k->e, BROKEN, NULL, "There is more of this; only "
		    "the first findings are listed.");
	return k->findings < FINDINGS_MOST;
}

/* Calls `say` with each row of an answer of text or ids. */
static bool
each(struct check *k, str sql, void (*say)(struct check *, const void *with,
    const struct value *), const void *with)
{
	struct text t = { .sql = sql, .once = true, .many = true };
	struct value v[2];
	struct cursor c;

	if (!cursor_open(k->s, &t, NULL, 0, &c))
		return tell(k->s, k->e);
	while (k->findings < FINDINGS_MOST && k->s->driver->next(&c, v, 1))
		say(k, with, v);
	return store_end(&c, k->e);
}

static void
say_integrity(struct check *k, const void *with, const struct value *v)
{
	(void)with;
	if (!str_is(v->t, "ok") && found(k))
		(void)fail(k->e, BROKEN, NULL, "The file is damaged: %.*s.",
		    (int)v->t.n, v->t.p);
}

static bool
check_file(struct check *k)
{
	return k->s->driver->dialect != SQLITE || each(k,
	    S("PRAGMA integrity_check(100)"), say_integrity, NULL);
}

static void
say_dangling(struct check *k, const void *with, const struct value *v)
{
	const struct field *f = with;

	if (found(k))
		(void)fail(k->e, BROKEN, f->name, "%s of row %s leads nowhere.",
		    f->label, id_text(k->e->arena, v->id).p);
}

static bool
check_refs(struct check *k, const struct entity *entity)
{
	const struct field *f;
	const struct entity *to;

	for (f = entity->fields; f->name != NULL; f++) {
		to = f->type == T_REF ? entity_in(k->s, f->to) : NULL;
		if (to == NULL)
			continue;
		if (!each(k, str_print(k->s->work, "SELECT a.\"id\" FROM \"%s\""
		    " a WHERE a.\"%s\" IS NOT NULL AND NOT EXISTS (SELECT 1 "
		    "FROM \"%s\" b WHERE b.\"id\" = a.\"%s\")",
		    table_of(entity), f->name, table_of(to), f->name),
		    say_dangling, f))
			return false;
	}
	return true;
}

static void
say_revision(struct check *k, const void *with, const struct value *v)
{
	const struct entity *entity = with;

	if (found(k))
		(void)fail(k->e, BROKEN, NULL, "The %s %s is at a revision "
		    "that history does not know.", entity->name,
		    id_text(k->e->arena, v->id).p);
}

static void
say_lost(struct check *k, const void *with, const struct value *v)
{
	const struct entity *entity = with;

	if (found(k))
		(void)fail(k->e, BROKEN, NULL, "The %s %s is in history, was "
		    "never removed, and is not there.", entity->name,
		    id_text(k->e->arena, v->id).p);
}

static bool
check_revisions(struct check *k, const struct entity *entity)
{
	const char *table = table_of(entity);

	return each(k, str_print(k->s->work, "SELECT a.\"id\" FROM \"%s\" a "
	        "WHERE a.\"revision\" <> coalesce((SELECT max(h.\"revision\") "
	        "FROM \"history\" h WHERE h.\"row\" = a.\"id\"), 0)", table),
	        say_revision, entity) &&
	    each(k, str_print(k->s->work, "SELECT h.\"row\" FROM \"history\" h "
	        "WHERE h.\"entity\" = '%s' AND h.\"verb\" = 'add' AND NOT "
	        "EXISTS (SELECT 1 FROM \"%s\" a WHERE a.\"id\" = h.\"row\") "
	        "AND NOT EXISTS (SELECT 1 FROM \"history\" d WHERE "
	        "d.\"row\" = h.\"row\" AND d.\"verb\" = 'drop')",
	        entity->name, table), say_lost, entity);
}

static bool
check_numbers(struct check *k)
{
	struct value v[2] = { { V_NONE } };
	bool there;

	if (!ask_once(k->s, text_kept(k->s, k->s->work, S("SELECT count(*), "
	    "coalesce(max(\"number\"), 0) FROM \"history\" WHERE "
	    "\"number\" > 0")), NULL, 0,
	    (struct value_row){ k->s->work, v, 2 }, &there))
		return tell(k->s, k->e);
	if (v[0].i != v[1].i && found(k))
		(void)fail(k->e, BROKEN, NULL, "History has gaps: %lld lines, "
		    "but the last is number %lld.", (long long)v[0].i,
		    (long long)v[1].i);
	return true;
}

/* ---- rows against their own table ---- */

static void
check_list(struct check *k, const struct field *f, const struct row *row)
{
	const struct entity *to = entity_in(k->s, f->to);
	str rest = *(const str *)row_get(f, row), piece;
	struct id id;

	while (to != NULL && str_cut(&rest, ';', &piece))
		if (piece.n > 0 && (!id_read(str_trim(piece), &id) ||
		    !store_has(k->s, to, id)) && found(k))
			(void)fail(k->e, BROKEN, f->name, "%s of row %s names "
			    "'%.*s', which leads nowhere.", f->label,
			    id_text(k->e->arena, row->id).p, (int)piece.n,
			    piece.p);
}

static void
check_row(struct check *k, const struct entity *entity, const struct row *row,
    struct arena *a)
{
	struct errors own = { .arena = a };
	const struct field *f;
	struct error *at;

	if (!valid_row(entity, row, &own))
		for (at = own.first; at != NULL && found(k); at = at->next)
			(void)fail(k->e, BROKEN, NULL, "The %s %s breaks its "
			    "rules: %s", entity->name,
			    id_text(a, row->id).p, at->text);
	for (f = entity->fields; f->name != NULL; f++)
		if (f->type == T_REFS && !row_none(f, row))
			check_list(k, f, row);
}

static bool
check_rows(struct check *k, const struct entity *entity)
{
	struct arena *a = arena_new(0);
	void *row = arena_take(a, 1, entity->size);
	struct ask all = { .limit = 0 };
	struct arena_mark mark;
	struct cursor *c;
	bool ok = store_list(k->s, entity, &all, a, &c, k->e);

	mark = arena_mark(a);
	while (ok && k->findings < FINDINGS_MOST && store_next(c, a, row)) {
		check_row(k, entity, row, a);
		arena_back(a, mark);
	}
	ok = ok && store_end(c, k->e);
	arena_free(a);
	return ok;
}

static bool
goes_on(const struct watch *w, const struct entity *const *all, size_t at,
    struct errors *e)
{
	size_t n = 0;

	while (all[n] != NULL)
		n++;
	return watch_on(w, all[at]->plural, (int64_t)at, (int64_t)n) ||
	    fail(e, BUSY, NULL, "The check was stopped before its end.");
}

bool
store_check_watched(struct store *s, const struct watch *w, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct check k = { s, e, 0 };
	bool alone = !s->in, ok;
	size_t i;

	if (alone && !store_begin(s, false, e))
		return false;
	ok = check_file(&k) && check_numbers(&k);
	for (i = 0; ok && s->entities[i] != NULL; i++)
		ok = goes_on(w, s->entities, i, e) &&
		    check_refs(&k, s->entities[i]) &&
		    check_revisions(&k, s->entities[i]) &&
		    check_rows(&k, s->entities[i]);
	if (alone)
		store_undo(s);
	arena_back(s->work, mark);
	return ok && k.findings == 0;
}

bool
store_check(struct store *s, struct errors *e)
{
	return store_check_watched(s, NULL, e);
}
