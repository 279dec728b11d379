/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The numbered log of every change.
 *
 * Numbers have no gap, so whoever follows the log (a web hook, another
 * node, an auditor) knows that nothing is missing.  That needs writers in
 * a row: SQLite has one anyway; PostgreSQL takes a lock that lasts as
 * long as the transaction, before its first change.
 */
#include <stdio.h>
#include <string.h>

#include "derive/change.h"
#include "store/inside.h"

const char *const history_sql[2] = {
	[SQLITE] =
	"CREATE TABLE \"history\" (\"number\" INTEGER PRIMARY KEY, "
	"\"at\" INTEGER NOT NULL, \"user\" BLOB, \"source\" TEXT, "
	"\"entity\" TEXT NOT NULL, \"row\" BLOB NOT NULL, "
	"\"revision\" INTEGER NOT NULL, \"verb\" TEXT NOT NULL, "
	"\"reason\" TEXT, \"fields\" TEXT NOT NULL) STRICT;"
	"CREATE INDEX \"history_row\" ON \"history\" (\"row\", \"number\");"
	"CREATE TABLE \"meta\" (\"name\" TEXT PRIMARY KEY, "
	"\"value\" TEXT NOT NULL) STRICT, WITHOUT ROWID;",
	[POSTGRES] =
	"CREATE TABLE \"history\" (\"number\" bigint PRIMARY KEY, "
	"\"at\" bigint NOT NULL, \"user\" uuid, \"source\" text, "
	"\"entity\" text NOT NULL, \"row\" uuid NOT NULL, "
	"\"revision\" bigint NOT NULL, \"verb\" text NOT NULL, "
	"\"reason\" text, \"fields\" text NOT NULL);"
	"CREATE INDEX \"history_row\" ON \"history\" (\"row\", \"number\");"
	"CREATE TABLE \"meta\" (\"name\" text PRIMARY KEY, "
	"\"value\" text NOT NULL);",
};

enum { LINE_COLUMNS = 10 };

static const char line_list[] = "\"number\", \"at\", \"user\", \"source\", "
    "\"entity\", \"row\", \"revision\", \"verb\", \"reason\", \"fields\"";

/* ---- writing ---- */

static const char last_sql[] =
    "SELECT coalesce(max(\"number\"), 0) FROM \"history\"";

static bool
find_last(struct store *s, int64_t *last)
{
	struct value one = { V_NONE };
	bool there;

	if (!ask_once(s, text_small(s, SMALL_LAST, last_sql), NULL, 0,
	    (struct value_row){ s->work, &one, 1 }, &there))
		return false;
	*last = one.i;
	return true;
}

bool
history_turn(struct store *s)
{
	struct value none;
	bool there;

	if (s->driver->dialect == POSTGRES && !s->ordered) {
		s->last = -1;
		if (!ask_once(s, text_small(s, SMALL_TURN,
		    "SELECT pg_advisory_xact_lock(1414286452, "
		    "hashtext(current_schema()))"), NULL, 0,
		    (struct value_row){ s->work, &none, 1 }, &there))
			return false;
		s->ordered = true;
	}
	return s->last >= 0 || find_last(s, &s->last);
}

bool
history_line(struct store *s, const struct plan *p, const struct row *row,
    const struct line *line, const struct author *by)
{
	struct value v[LINE_COLUMNS] = {
		value_int(s->last + 1), value_int(by->at), value_id(by->user),
		value_text(by->source), value_text(str_of(p->entity->name)),
		value_id(row->id), value_int(row->revision),
		value_text(line->verb), value_text(by->reason),
		value_text(line->fields),
	};
	struct text *t = s->small[SMALL_LINE];

	if (t == NULL)
		t = text_small(s, SMALL_LINE, str_print(s->work, "INSERT INTO "
		    "\"history\" (%s) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
		    "$9, $10)", line_list).p);
	if (!carry_out(s, t, v, LINE_COLUMNS))
		return false;
	s->last++;
	return true;
}

bool
history_write(struct store *s, const struct plan *p, const void *before,
    const void *after, const struct author *by)
{
	struct line line;

	line.verb = by->verb;
	if (str_none(by->verb))
		line.verb = before == NULL ? S("add") :
		    after == NULL ? S("drop") : S("change");
	line.fields = change_text(s->work, p->entity, before, after);
	return history_line(s, p, after != NULL ? after : before, &line, by);
}

/* ---- erasing ---- */

static bool
rewrite(struct store *s, const struct value *number, str fields)
{
	struct value v[] = { value_text(fields), *number };

	return carry_out(s, text_kept(s, s->work, S("UPDATE \"history\" SET "
	    "\"fields\" = $1 WHERE \"number\" = $2")), v, 2);
}

/* The lines are gathered first: what is being walked is not changed. */
bool
history_erase(struct store *s, const struct plan *p, struct id row)
{
	struct value v[2];
	struct text *next = text_kept(s, s->work, S("SELECT \"number\", "
	    "\"fields\" FROM \"history\" WHERE \"row\" = $1 AND \"number\" > $2 "
	    "ORDER BY \"number\" LIMIT 1"));
	struct value at[2] = { value_id(row), value_int(0) };
	struct arena_mark mark;
	bool there, ok = true;

	do {
		mark = arena_mark(s->work);
		ok = ask_once(s, next, at, 2, (struct value_row){ s->work, v,
		    2 }, &there);
		if (ok && there) {
			ok = rewrite(s, &v[0], change_erased(s->work,
			    p->entity, v[1].t));
			at[1] = v[0];
		}
		arena_back(s->work, mark);
	} while (ok && there);
	return ok;
}

/* ---- reading ---- */

bool
store_history(struct store *s, const struct entity *entity, struct id row,
    int64_t after, size_t limit, struct arena *a, struct cursor **out,
    struct errors *e)
{
	struct write w = write_new(a, 4096);
	struct value *v = NEWS(a, struct value, 3);
	struct cursor *c = cursor_new(s, a);
	struct text *t;
	size_t n = 0;

	*out = c;
	write_format(&w, "SELECT %s FROM \"history\" WHERE \"number\" > $1",
	    line_list);
	v[n++] = value_int(after);
	if (!id_none(row)) {
		write_z(&w, " AND \"row\" = $2");
		v[n++] = value_id(row);
	} else if (entity != NULL) {
		write_z(&w, " AND \"entity\" = $2");
		v[n++] = value_text(str_of(entity->name));
	}
	write_z(&w, " ORDER BY \"number\"");
	if (limit > 0) {
		write_format(&w, " LIMIT $%zu", n + 1);
		v[n++] = value_int((int64_t)limit);
	}
	t = text_kept(s, a, write_done(&w));
	t->many = limit == 0;
	return cursor_open(s, t, v, n, c) || tell(s, e);
}

static str
kept(struct arena *a, const struct value *v)
{
	return v->kind == V_TEXT ? str_copy(a, v->t) : (str){ 0 };
}

static struct id
id_in(const struct value *v)
{
	return v->kind == V_BYTES && v->t.n == 16 ? v->id : (struct id){ 0 };
}

bool
store_change(struct cursor *c, struct arena *a, struct change *out)
{
	struct value v[LINE_COLUMNS];

	if (!c->open || !c->store->driver->next(c, v, LINE_COLUMNS))
		return false;
	out->number = v[0].i;
	out->at = v[1].i;
	out->user = id_in(&v[2]);
	out->source = kept(a, &v[3]);
	out->entity = kept(a, &v[4]);
	out->row = id_in(&v[5]);
	out->revision = v[6].i;
	out->verb = kept(a, &v[7]);
	out->reason = kept(a, &v[8]);
	out->fields = kept(a, &v[9]);
	return true;
}

bool
store_last_change(struct store *s, int64_t *number, struct errors *e)
{
	return find_last(s, number) || tell(s, e);
}
