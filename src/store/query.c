/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/query.h"

#include <assert.h>
#include <string.h>

#include "store/inside.h"

const struct query queries[] = {
	{ "round_sheets", "All sheets of a round, subject after subject.",
	    "subject rater rater_role status scores confidence beside id importance late",
	    "SELECT \"subject\", \"rater\", \"rater_role\", \"status\", \"scores\", "
	    "\"confidence\", \"beside\", \"id\", \"importance\", \"late\" "
	    "FROM \"response\" WHERE \"round\" = $1 ORDER BY \"subject\", \"rater\", "
	    "\"rater_role\", \"version\"",
	    .many = true },
	{ "round_people", "How many sheets of each state a round has.",
	    "status n",
	    "SELECT \"status\", count(*) FROM \"response\" WHERE \"round\" = $1 "
	    "GROUP BY \"status\" ORDER BY \"status\"" },
	{ "subject_sheets", "The sheets of a round on one subject, rater after rater.",
	    "subject rater rater_role status scores confidence beside id importance late "
	    "source submitted_at",
	    "SELECT \"subject\", \"rater\", \"rater_role\", \"status\", \"scores\", "
	    "\"confidence\", \"beside\", \"id\", \"importance\", \"late\", \"source\", "
	    "\"submitted_at\" FROM \"response\" WHERE \"round\" = $1 AND "
	    "\"subject\" = $2 ORDER BY \"rater\", \"id\"" },
	{ "round_cleaning", "How many decisions in force of each rule a round has.",
	    "rule n",
	    "SELECT \"rule\", count(*) FROM \"cleaning\" WHERE \"round\" = $1 "
	    "AND \"in_force\" = 2 GROUP BY \"rule\" ORDER BY \"rule\"" },
	{ "round_raters", "How many raters have a sheet that counts.",
	    "n",
	    "SELECT count(DISTINCT \"rater\") FROM \"response\" WHERE \"round\" "
	    "= $1 AND \"status\" IN ('accepted', 'submitted')" },
	{ 0 }
};

static const struct query *
query_named(const char *name)
{
	const struct query *q;

	for (q = queries; q->name != NULL; q++)
		if (strcmp(q->name, name) == 0)
			return q;
	return NULL;
}

static struct text *
text_of(struct store *s, struct arena *a, const char *name)
{
	const struct query *q = query_named(name);
	struct text *t;

	assert(q != NULL);
	t = text_kept(s, a, str_of(s->driver->dialect == POSTGRES &&
	    q->postgres != NULL ? q->postgres : q->sql));
	t->many = q->many;
	return t;
}

/* The answer is read while the caller goes on: the values are kept. */
static const struct value *
values_kept(struct arena *a, const struct value *given, size_t n)
{
	struct value *v = NEWS(a, struct value, n + 1);
	size_t i;

	for (i = 0; i < n; i++) {
		v[i] = given[i];
		if (v[i].kind == V_TEXT || v[i].kind == V_BYTES)
			v[i].t = str_copy(a, v[i].t);
	}
	return v;
}

bool
store_query(struct store *s, const char *name, const struct value *v, size_t n,
    struct arena *a, struct cursor **out, struct errors *e)
{
	struct cursor *c = cursor_new(s, a);

	*out = c;
	return cursor_open(s, text_of(s, a, name), values_kept(a, v, n), n,
	    c) || tell(s, e);
}

bool
store_answer(struct cursor *c, struct value *columns, size_t n)
{
	return c->open && c->store->driver->next(c, columns, n);
}

bool
store_number(struct store *s, const char *name, const struct value *v, size_t n,
    int64_t fallback, int64_t *out, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct value one = { V_NONE };
	bool there, ok;

	ok = ask_once(s, text_of(s, s->work, name), v, n,
	    (struct value_row){ s->work, &one, 1 }, &there) || tell(s, e);
	*out = ok && there && one.kind == V_INT ? one.i : fallback;
	arena_back(s->work, mark);
	return ok;
}
