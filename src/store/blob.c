/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/blob.h"

#include "store/inside.h"

const char *const blob_sql[2] = {
	[SQLITE] =
	"CREATE TABLE IF NOT EXISTS \"blob\" (\"hash\" TEXT PRIMARY KEY, "
	"\"size\" INTEGER NOT NULL, \"idle_since\" INTEGER) STRICT;"
	"CREATE TABLE IF NOT EXISTS \"blob_piece\" (\"hash\" TEXT NOT NULL, "
	"\"piece\" INTEGER NOT NULL, \"bytes\" BLOB NOT NULL, "
	"PRIMARY KEY (\"hash\", \"piece\")) STRICT;",
	[POSTGRES] =
	"CREATE TABLE IF NOT EXISTS \"blob\" (\"hash\" text PRIMARY KEY, "
	"\"size\" bigint NOT NULL, \"idle_since\" bigint);"
	"CREATE TABLE IF NOT EXISTS \"blob_piece\" (\"hash\" text NOT NULL, "
	"\"piece\" bigint NOT NULL, \"bytes\" bytea NOT NULL, "
	"PRIMARY KEY (\"hash\", \"piece\"));",
};

/* What a row of `file` keeps bytes by. */
#define REFERRED "(SELECT \"hash\" FROM \"file\" WHERE \"hash\" IS NOT NULL " \
	"UNION SELECT \"thumb\" FROM \"file\" WHERE \"thumb\" IS NOT NULL " \
	"UNION SELECT \"picture\" FROM \"file\" WHERE \"picture\" IS NOT NULL)"
#define OVER "(SELECT \"hash\" FROM \"blob\" WHERE \"idle_since\" < $1 " \
	"ORDER BY \"hash\" LIMIT $2)"

static bool
do_sql(struct store *s, const char *sql, const struct value *v, size_t n,
    struct errors *e)
{
	return carry_out(s, text_kept(s, s->work, str_of(sql)), v, n) ||
	    tell(s, e);
}

/* The first row of an answer; its texts live in the arena. */
static bool
ask(struct store *s, const char *sql, const struct value *v, size_t n,
    struct value_row into, bool *there, struct errors *e)
{
	return ask_once(s, text_kept(s, s->work, str_of(sql)), v, n, into,
	    there) || tell(s, e);
}

bool
blob_size(struct store *s, str hash, int64_t *size, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct value key = value_text(hash), v = { V_NONE };
	bool there = false, fine;

	fine = ask(s, "SELECT \"size\" FROM \"blob\" WHERE \"hash\" = $1",
	    &key, 1, (struct value_row){ s->work, &v, 1 }, &there, e);
	*size = there ? v.i : -1;
	arena_back(s->work, mark);
	return fine;
}

static bool
put_pieces(struct store *s, str hash, str bytes, struct errors *e)
{
	struct value v[3] = { value_text(hash) };
	int64_t i;

	for (i = 0; bytes.n > 0; i++) {
		v[1] = value_int(i);
		v[2] = value_bytes(str_part(bytes, 0, BLOB_PIECE));
		if (!do_sql(s, "INSERT INTO \"blob_piece\" (\"hash\", "
		    "\"piece\", \"bytes\") VALUES ($1, $2, $3)", v, 3, e))
			return false;
		bytes = str_part(bytes, v[2].t.n, bytes.n);
	}
	return true;
}

bool
blob_put(struct store *s, str hash, str bytes, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct value v[2] = { value_text(hash), value_int((int64_t)bytes.n) };
	int64_t has;
	bool fine;

	if (!blob_size(s, hash, &has, e))
		return false;
	if (has >= 0)
		fine = do_sql(s, "UPDATE \"blob\" SET \"idle_since\" = NULL "
		    "WHERE \"hash\" = $1 AND \"idle_since\" IS NOT NULL", v,
		    1, e);
	else
		fine = do_sql(s, "INSERT INTO \"blob\" (\"hash\", \"size\") "
		    "VALUES ($1, $2)", v, 2, e) && put_pieces(s, hash, bytes,
		    e);
	arena_back(s->work, mark);
	return fine;
}

bool
blob_read(struct store *s, str hash, int64_t piece, struct arena *a, str *out,
    struct errors *e)
{
	struct value key[2] = { value_text(hash), value_int(piece) };
	struct value v = { V_NONE };
	bool there, fine;

	fine = ask(s, "SELECT \"bytes\" FROM \"blob_piece\" WHERE \"hash\" = "
	    "$1 AND \"piece\" = $2", key, 2, (struct value_row){ a, &v, 1 },
	    &there, e);
	*out = fine && there ? v.t : (str){ 0 };
	return fine;
}

bool
blob_total(struct store *s, int64_t *n, int64_t *bytes, struct errors *e)
{
	struct value v[2] = { { V_NONE } };
	bool there, fine;

	fine = ask(s, "SELECT count(*), CAST(coalesce(sum(\"size\"), 0) AS "
	    "bigint) FROM \"blob\"", NULL, 0, (struct value_row){ s->work, v,
	    2 }, &there, e);
	*n = v[0].i;
	*bytes = v[1].i;
	return fine;
}

bool
blob_next(struct store *s, str after, struct arena *a, str *hash,
    struct errors *e)
{
	struct value key = value_text(after.p == NULL ? S("") : after);
	struct value v = { V_NONE };
	bool there, fine;

	fine = ask(s, "SELECT \"hash\" FROM \"blob\" WHERE \"hash\" > $1 "
	    "ORDER BY \"hash\" LIMIT 1", &key, 1, (struct value_row){ a, &v,
	    1 }, &there, e);
	*hash = fine && there ? v.t : (str){ 0 };
	return fine;
}

static bool
count_over(struct store *s, const struct value *v, int64_t *n,
    struct errors *e)
{
	struct value one = { V_NONE };
	bool there;

	if (!ask(s, "SELECT count(*) FROM " OVER " x", v, 2,
	    (struct value_row){ s->work, &one, 1 }, &there, e))
		return false;
	*n = one.i;
	return true;
}

bool
blob_sweep(struct store *s, int64_t now, int64_t before, int64_t most,
    int64_t *dropped, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct value at = value_int(now);
	struct value v[2] = { value_int(before), value_int(most) };
	bool fine;

	*dropped = 0;
	fine = do_sql(s, "UPDATE \"blob\" SET \"idle_since\" = NULL WHERE "
	    "\"idle_since\" IS NOT NULL AND \"hash\" IN " REFERRED, NULL, 0,
	    e) &&
	    do_sql(s, "UPDATE \"blob\" SET \"idle_since\" = $1 WHERE "
	    "\"idle_since\" IS NULL AND \"hash\" NOT IN " REFERRED, &at, 1,
	    e) &&
	    count_over(s, v, dropped, e) && (*dropped == 0 ||
	    (do_sql(s, "DELETE FROM \"blob_piece\" WHERE \"hash\" IN " OVER,
	    v, 2, e) &&
	    do_sql(s, "DELETE FROM \"blob\" WHERE \"hash\" IN " OVER, v, 2,
	    e)));
	arena_back(s->work, mark);
	return fine;
}

bool
blob_forget(struct store *s, str hash, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct value key = value_text(hash);
	bool fine;

	fine = do_sql(s, "UPDATE \"blob\" SET \"idle_since\" = 0 WHERE "
	    "\"hash\" = $1 AND \"hash\" NOT IN " REFERRED, &key, 1, e);
	arena_back(s->work, mark);
	return fine;
}
