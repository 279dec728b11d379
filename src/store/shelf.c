/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/shelf.h"

#include "store/inside.h"

const char *const shelf_sql[2] = {
	[SQLITE] =
	"CREATE TABLE IF NOT EXISTS \"shelf\" (\"kind\" TEXT NOT NULL, "
	"\"id\" BLOB NOT NULL, \"at\" INTEGER NOT NULL, \"stamp\" TEXT NOT "
	"NULL, \"bytes\" BLOB NOT NULL, PRIMARY KEY (\"kind\", \"id\")) "
	"STRICT;",
	[POSTGRES] =
	"CREATE TABLE IF NOT EXISTS \"shelf\" (\"kind\" text NOT NULL, "
	"\"id\" uuid NOT NULL, \"at\" bigint NOT NULL, \"stamp\" text NOT "
	"NULL, \"bytes\" bytea NOT NULL, PRIMARY KEY (\"kind\", \"id\"));",
};

/* In a transaction of the caller's, or in one of its own. */
static bool
do_sql(struct store *s, const char *sql, const struct value *v, size_t n,
    struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	bool fine = carry_out(s, text_kept(s, s->work, str_of(sql)), v, n) ||
	    tell(s, e);

	arena_back(s->work, mark);
	return fine;
}

bool
shelf_read(struct store *s, str kind, str stamp, struct arena *a,
    struct shelved **out, size_t *n, struct errors *e)
{
	struct value of[2] = { value_text(kind), value_text(stamp) }, v[3];
	struct shelved *all = NULL;
	struct cursor *cursor;
	size_t room = 0;

	*n = 0;
	if (!store_query(s, "shelved", of, 2, a, &cursor, e))
		return false;
	while (store_answer(cursor, v, 3)) {
		all = arena_more(a, all, *n, &room, sizeof(*all));
		all[(*n)++] = (struct shelved){ value_as_id(&v[0]), v[1].i,
			str_copy(a, v[2].t) };
	}
	*out = all;
	return store_end(cursor, e);
}

bool
shelf_find(struct store *s, str kind, str stamp, struct id id,
    struct arena *a, struct shelved *out, struct errors *e)
{
	struct value of[3] = { value_text(kind), value_text(stamp),
		value_id(id) }, v[2];
	struct cursor *cursor;

	*out = (struct shelved){ .id = id };
	if (!store_query(s, "shelved_one", of, 3, a, &cursor, e))
		return false;
	if (store_answer(cursor, v, 2)) {
		out->at = v[0].i;
		out->bytes = str_copy(a, v[1].t);
	}
	return store_end(cursor, e);
}

bool
shelf_put(struct store *s, str kind, str stamp, const struct shelved *one,
    struct errors *e)
{
	struct value v[5] = { value_text(kind), value_id(one->id),
		value_int(one->at), value_text(stamp),
		value_bytes(one->bytes) };

	return do_sql(s, "INSERT INTO \"shelf\" (\"kind\", \"id\", \"at\", "
	    "\"stamp\", \"bytes\") VALUES ($1, $2, $3, $4, $5) ON CONFLICT "
	    "(\"kind\", \"id\") DO UPDATE SET \"at\" = excluded.\"at\", "
	    "\"stamp\" = excluded.\"stamp\", \"bytes\" = excluded.\"bytes\" "
	    "WHERE \"shelf\".\"at\" <= excluded.\"at\"", v, 5, e);
}

bool
shelf_drop(struct store *s, str kind, struct id id, int64_t before,
    struct errors *e)
{
	struct value v[3] = { value_text(kind), value_int(before),
		value_id(id) };

	return id_none(id) ? do_sql(s, "DELETE FROM \"shelf\" WHERE "
	    "\"kind\" = $1 AND \"at\" < $2", v, 2, e)
	    : do_sql(s, "DELETE FROM \"shelf\" WHERE \"kind\" = $1 AND "
	    "\"at\" < $2 AND \"id\" = $3", v, 3, e);
}

bool
shelf_lift(struct store *s, str kind, int64_t from, int64_t to,
    struct errors *e)
{
	struct value v[3] = { value_int(to), value_text(kind),
		value_int(from) };

	return do_sql(s, "UPDATE \"shelf\" SET \"at\" = $1 WHERE \"kind\" = "
	    "$2 AND \"at\" >= $3 AND \"at\" < $1", v, 3, e);
}
