/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From the tables the data has to those of this program: the plan is
 * derive/migrate's, carrying it out is here.
 *
 * All of it is one transaction: a migration that fails leaves the data
 * as it was.  SQLite checks references while tables are made anew, so it
 * is told not to, and everything is checked before the commit instead.
 */
#include "derive/migrate.h"

#include <assert.h>
#include <string.h>

#include "store/blob.h"
#include "store/seeking.h"
#include "store/shelf.h"

static bool
read_plan(struct store *s, struct arena *a, struct schema *wanted,
    struct migrate_plan *plan, struct errors *e)
{
	struct schema is;
	str model;

	if (!meta_read(s, "model", &model))
		return tell(s, e);
	if (str_none(model))
		return fail(e, BROKEN, NULL, "This data does not say which "
		    "model it was made with, so nothing can be compared.");
	if (!migrate_read(a, model, &is, e))
		return false;
	*wanted = schema_of(a, s->entities);
	migrate_plan(a, &is, wanted, s->driver->dialect, plan);
	return true;
}

static str
sentences(struct arena *a, const struct migrate_plan *plan)
{
	struct write w = write_new(a, 4 << 20);
	size_t i;

	for (i = 0; i < plan->n; i++)
		write_format(&w, "%s%.*s%s", i > 0 ? "\n" : "",
		    (int)plan->steps[i].sentence.n, plan->steps[i].sentence.p,
		    plan->steps[i].destroys ? " (loses data)" : "");
	return write_done(&w);
}

/* ---- search keys ---- */

static bool
refold_entity(struct store *s, const struct entity *entity, struct errors *e)
{
	struct arena *a = arena_new(0);
	struct plan *p = plan_of(s, entity);
	void *row = arena_take(a, 1, entity->size);
	struct text *update = text_kept(s, a, str_print(a, "UPDATE \"%s\" SET "
	    "\"fold\" = $1 WHERE \"id\" = $2", p->table));
	struct ask by_id = { .limit = 0 };
	struct arena_mark mark;
	struct value v[2];
	struct cursor *c;
	bool ok = store_list(s, entity, &by_id, a, &c, e);

	mark = arena_mark(a);
	while (ok && store_next(c, a, row)) {
		v[0] = value_text(plan_fold(a, p, row));
		v[1] = value_id(((const struct row *)row)->id);
		ok = carry_out(s, update, v, 2) || tell(s, e);
		arena_back(a, mark);
	}
	ok = ok && store_end(c, e);
	arena_free(a);
	return ok;
}

/* The head of a family first: its members know more words. */
static bool
refold(struct store *s, const char *table, struct errors *e)
{
	const struct entity *const *at;
	int members;

	for (members = 0; members < 2; members++)
		for (at = s->entities; *at != NULL; at++)
			if (strcmp(table_of(*at), table) == 0 &&
			    ((*at)->member != NULL) == members &&
			    !refold_entity(s, *at, e))
				return false;
	return true;
}

/* ---- steps ---- */

static bool
references_hold(struct store *s, struct errors *e)
{
	struct value v[1] = { { V_NONE } };
	bool there;

	if (s->driver->dialect != SQLITE)
		return true;
	if (!ask_once(s, text_kept(s, s->work, S("PRAGMA foreign_key_check")),
	    NULL, 0, (struct value_row){ s->work, v, 1 }, &there))
		return tell(s, e);
	return !there || fail(e, BROKEN, NULL, "After this, rows of '%.*s' "
	    "would refer to rows that are not there; nothing was changed.",
	    (int)v[0].t.n, v[0].t.p);
}

static bool
take_step(struct store *s, const struct migrate_step *step, struct errors *e)
{
	if (step->sql.n > 0 && !s->driver->run(s, str_z(s->work, step->sql)))
		return fail(e, BROKEN, NULL, "This step failed and nothing "
		    "was changed: %.*s (%s)", (int)step->sentence.n,
		    step->sentence.p, s->trouble.says);
	return step->refold == NULL || refold(s, step->refold, e);
}

static bool
keep_model(struct store *s, const struct schema *after, struct errors *e)
{
	struct write w = write_new(s->work, 64 << 20);

	migrate_write(after, &w);
	return (meta_write(s, "model", write_done(&w)) &&
	    meta_write(s, "shape", meta_shape(s))) || tell(s, e);
}

/* Data of before there was a search by words with a letter wrong. */
static bool
seek_ready(struct store *s, struct errors *e)
{
	struct value one;
	bool there;

	if (!s->driver->run(s, seek_sql[s->driver->dialect]) ||
	    !ask_once(s, text_kept(s, s->work, S("SELECT 1 FROM "
	    "\"seek_word\" LIMIT 1")), NULL, 0, (struct value_row){ s->work,
	    &one, 1 }, &there))
		return tell(s, e);
	return there || seek_rebuild(s, e);
}

static bool
take_steps(struct store *s, const struct migrate_plan *plan, struct errors *e)
{
	size_t i;

	for (i = 0; i < plan->n; i++)
		if (!take_step(s, &plan->steps[i], e))
			return false;
	return ((s->driver->run(s, blob_sql[s->driver->dialect]) &&
	    s->driver->run(s, shelf_sql[s->driver->dialect])) ||
	    tell(s, e)) && seek_ready(s, e) && references_hold(s, e) &&
	    keep_model(s, &plan->after, e);
}

static bool
watch_references(struct store *s, bool on)
{
	return s->driver->dialect != SQLITE || s->driver->run(s, on ?
	    "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

static bool
carry_out_plan(struct store *s, const struct migrate_plan *plan,
    struct errors *e)
{
	bool ok;

	if (!watch_references(s, false))
		return tell(s, e);
	ok = store_begin(s, true, e);
	if (ok && take_steps(s, plan, e))
		ok = store_commit(s, e);
	else if (ok) {
		store_undo(s);
		ok = false;
	}
	return watch_references(s, true) && ok;
}

bool
store_migrate(struct store *s, bool show_only, bool may_drop, struct arena *a,
    str *what, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct migrate_plan plan;
	struct schema wanted;
	bool ok;

	assert(!s->in && s->mode != STORE_READ);
	*what = (str){ 0 };
	ok = read_plan(s, a, &wanted, &plan, e);
	if (ok)
		*what = sentences(a, &plan);
	if (ok && !show_only) {
		ok = !plan.destroys || may_drop || fail(e, INVALID, NULL,
		    "This would lose what is kept in columns or tables that "
		    "the model has no more; nothing was changed. Say that "
		    "they may be dropped, or export them first.");
		ok = ok && carry_out_plan(s, &plan, e);
	}
	arena_back(s->work, mark);
	return ok;
}
