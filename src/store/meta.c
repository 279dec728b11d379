/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What the data says about itself, in a table of names and values:
 *	model   the model it was made with, as JSON
 *	shape   a hash of its tables: compared each time it is opened
 *	secret  seals the tokens of lists
 */
#include <stdio.h>
#include <string.h>

#include "derive/migrate.h"
#include "store/blob.h"
#include "store/seeking.h"
#include "store/shelf.h"

static struct value_row
one_value(struct store *s, struct value *v)
{
	return (struct value_row){ s->arena, v, 1 };
}

static const char *
table_sql(const struct store *s)
{
	return s->driver->dialect == SQLITE ?
	    "SELECT count(*) FROM sqlite_master WHERE name = 'meta'" :
	    "SELECT count(*) FROM pg_tables WHERE tablename = 'meta' AND "
	    "schemaname = current_schema()";
}

bool
meta_read(struct store *s, const char *name, str *out)
{
	struct value key = value_text(str_of(name)), v = { V_NONE };
	bool there;

	if (!ask_once(s, text_kept(s, s->work, S("SELECT \"value\" FROM "
	    "\"meta\" WHERE \"name\" = $1")), &key, 1, one_value(s, &v),
	    &there))
		return false;
	*out = there ? v.t : (str){ 0 };
	return true;
}

bool
meta_write(struct store *s, const char *name, str value)
{
	struct value v[] = { value_text(str_of(name)), value_text(value) };

	return carry_out(s, text_kept(s, s->work, S("INSERT INTO \"meta\" "
	    "(\"name\", \"value\") VALUES ($1, $2) ON CONFLICT (\"name\") "
	    "DO UPDATE SET \"value\" = excluded.\"value\"")), v, 2);
}

/* The same on both databases: a model has one shape. */
static str
shape_of(struct arena *work, const struct entity *const *list)
{
	struct write w = write_new(work, 8 << 20);
	struct schema all = schema_of(work, list);

	ddl_schema(&all, SQLITE, &w);
	write_z(&w, seek_sql[SQLITE]);
	write_z(&w, shelf_sql[SQLITE]);
	return id_text(work, id_from(S("shape"), write_done(&w)));
}

str
store_shape(struct arena *a)
{
	struct arena *work = arena_new(0);
	str shape = str_copy(a, shape_of(work, entities));

	arena_free(work);
	return shape;
}

str
meta_shape(struct store *s)
{
	if (str_none(s->shape))
		s->shape = str_copy(s->arena, shape_of(s->work, s->entities));
	return s->shape;
}

static str
new_secret(struct store *s)
{
	unsigned char raw[16];
	struct write w = write_new(s->arena, 64);
	size_t i;

	random_secret(raw, sizeof(raw));
	for (i = 0; i < sizeof(raw); i++)
		write_format(&w, "%02x", raw[i]);
	return write_done(&w);
}

static bool
make_tables(struct store *s)
{
	struct write w = write_new(s->work, 8 << 20);
	struct write model = write_new(s->work, 8 << 20);
	struct schema all = schema_of(s->work, s->entities);

	ddl_schema(&all, s->driver->dialect, &w);
	migrate_write(&all, &model);
	return s->driver->run(s, history_sql[s->driver->dialect]) &&
	    s->driver->run(s, blob_sql[s->driver->dialect]) &&
	    s->driver->run(s, seek_sql[s->driver->dialect]) &&
	    s->driver->run(s, shelf_sql[s->driver->dialect]) &&
	    s->driver->run(s, write_done(&w).p) &&
	    meta_write(s, "secret", new_secret(s)) &&
	    meta_write(s, "model", write_done(&model)) &&
	    meta_write(s, "shape", meta_shape(s));
}

static bool
make(struct store *s, struct errors *e)
{
	if (!store_begin(s, true, e))
		return false;
	if (make_tables(s))
		return store_commit(s, e);
	(void)tell(s, e);
	store_undo(s);
	return false;
}

static bool
same_shape(struct store *s, struct errors *e)
{
	str was;

	if (!meta_read(s, "secret", &s->secret) || !meta_read(s, "shape", &was))
		return tell(s, e);
	if (s->mode == STORE_MIGRATE || str_same(was, meta_shape(s)))
		return true;
	return fail(e, CONFLICT, NULL, "This data was made with another "
	    "version of the model; 'tilth migrate --show' says what differs "
	    "and 'tilth migrate' brings it up to date.");
}

bool
meta_check(struct store *s, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct value n = { V_NONE };
	bool there, ok;

	ok = ask_once(s, text_kept(s, s->work, str_of(table_sql(s))), NULL, 0,
	    one_value(s, &n), &there) || tell(s, e);
	if (ok && n.i == 0)
		ok = s->mode == STORE_CREATE ? make(s, e) : fail(e, ABSENT,
		    NULL, "There are no tables of Tilth here yet; 'tilth "
		    "init' makes them.");
	ok = ok && same_shape(s, e);
	arena_back(s->work, mark);
	return ok;
}
