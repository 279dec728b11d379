/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/migrate.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"

struct going {                           /* of the whole, or of one table */
	struct arena               *a;
	enum dialect                d;
	struct migrate_plan        *plan;
	const struct schema_table  *is;         /* as it is */
	struct schema_table        *to;         /* as it will be */
	const struct schema_table  *wanted;
	bool                        rebuild;    /* SQLite: make it anew */
};

static const char *const says[TYPES] = {
	[0] = "text", [T_TEXT] = "text", [T_LONG] = "text",
	[T_LANG] = "text", [T_COUNT] = "whole numbers",
	[T_REAL] = "numbers", [T_BOOL] = "yes and no",
	[T_MONEY] = "amounts", [T_DAY] = "days", [T_MOMENT] = "moments",
	[T_CHOICE] = "codes", [T_CHOICES] = "codes", [T_STATE] = "states",
	[T_REF] = "references", [T_REFS] = "references",
	[T_TABLE] = "tables", [T_JSON] = "JSON", [T_BYTES] = "bytes",
};

static struct migrate_step *
step(struct going *m, const char *format, ...)
     __attribute__((format(printf, 2, 3)));

static struct migrate_step *
step(struct going *m, const char *format, ...)
{
	struct migrate_plan *p = m->plan;
	struct migrate_step *next;
	va_list args;

	p->steps = arena_more(m->a, p->steps, p->n, &p->room,
	    sizeof(*p->steps));
	next = &p->steps[p->n++];
	va_start(args, format);
	next->sentence = str_vprint(m->a, format, args);
	va_end(args);
	next->sql = S("");
	return next;
}

static struct write
sql_new(struct going *m)
{
	return write_new(m->a, 1 << 20);
}

static bool
same(const char *one, const char *other)
{
	return one == other ||
	    (one != NULL && other != NULL && strcmp(one, other) == 0);
}

static bool
same_bound(double one, double other)
{
	return (isnan(one) && isnan(other)) || (one <= other && one >= other);
}

/* ---- what a column will be ---- */

static double
lower(double one, double other)
{
	return isnan(one) || isnan(other) ? (double)NAN : fmin(one, other);
}

static double
higher(double one, double other)
{
	return isnan(one) || isnan(other) ? (double)NAN : fmax(one, other);
}

/* The kinds in both lists. */
static const char *
common(struct arena *a, const char *one, const char *other)
{
	str rest = str_of(one), kind, others, it;
	str both = { 0 };

	while (one != NULL && other != NULL && str_cut(&rest, ' ', &kind)) {
		others = str_of(other);
		while (str_cut(&others, ' ', &it))
			if (str_same(it, kind))
				both = both.p == NULL ? str_copy(a, kind) :
				    str_print(a, "%.*s %.*s", (int)both.n,
				    both.p, (int)kind.n, kind.p);
	}
	return both.p == NULL ? NULL : str_z(a, both);
}

static bool
wordy(enum type t)
{
	return t == T_TEXT || t == T_LONG || t == T_LANG || t == T_CHOICE ||
	    t == T_CHOICES || t == T_STATE;
}

/* What was written as the one reads as the other: days are text, text is
 * no day; minor units of money are no count. */
static bool
reads_as(const struct schema_column *is, const struct schema_column *wanted)
{
	return is->means == wanted->means ||
	    (wordy(is->means) && wordy(wanted->means)) ||
	    (is->type == COL_TEXT &&
	    (wanted->means == T_TEXT || wanted->means == T_LONG));
}

static bool
keeps(const struct schema_column *is, const struct schema_column *wanted)
{
	return is->type == wanted->type && same(is->to, wanted->to) &&
	    reads_as(is, wanted);
}

/* Numbers become wider numbers or text without a loss. */
static bool
widens(const struct schema_column *is, const struct schema_column *wanted)
{
	return (is->means == T_COUNT && wanted->means == T_REAL) ||
	    ((is->means == T_COUNT || is->means == T_REAL) &&
	    (wanted->means == T_TEXT || wanted->means == T_LONG));
}

/* As wanted, but never stricter than the rows that are there allow. */
static struct schema_column
target(struct going *m, const struct schema_column *is,
    const struct schema_column *wanted)
{
	struct schema_column c = *wanted;

	if (is == NULL || !(keeps(is, wanted) || widens(is, wanted))) {
		c.must = false;
		c.must_kinds = NULL;
		return c;
	}
	if (!is->must) {
		c.must = false;
		c.must_kinds = wanted->must ? is->must_kinds :
		    common(m->a, is->must_kinds, wanted->must_kinds);
	}
	c.low = lower(is->low, wanted->low);
	c.high = higher(is->high, wanted->high);
	return c;
}

/* ---- a column that is there ---- */

static void
alter(struct going *m, struct write *w)
{
	(void)m;
	write_z(w, "ALTER TABLE ");
	ddl_name(w, m->to->name);
}

/* One named CHECK goes, and the one of `only`, if any, comes. */
static void
new_check(struct going *m, struct write *w, const char *prefix,
    const struct schema_column *only)
{
	char name[64];

	schema_name(name, prefix, m->to->name, only->name);
	alter(m, w);
	write_z(w, " DROP CONSTRAINT IF EXISTS ");
	ddl_name(w, name);
	write_z(w, ";\n");
	if (isnan(only->low) && isnan(only->high) && only->must_kinds == NULL)
		return;
	alter(m, w);
	write_z(w, " ADD");
	ddl_constraints(m->to, only, POSTGRES, w);
	write_z(w, ";\n");
}

static void
loosen_postgres(struct going *m, struct write *w,
    const struct schema_column *is, const struct schema_column *to)
{
	struct schema_column bare = { .name = to->name, .type = to->type,
	    .low = (double)NAN, .high = (double)NAN };
	struct schema_column only = bare;

	if (is->must && !to->must) {
		alter(m, w);
		write_z(w, " ALTER COLUMN ");
		ddl_name(w, to->name);
		write_z(w, " DROP NOT NULL;\n");
	}
	if (!same_bound(is->low, to->low) || !same_bound(is->high, to->high)) {
		only.low = to->low;
		only.high = to->high;
		new_check(m, w, "ck", &only);
	}
	if (!same(is->must_kinds, to->must_kinds)) {
		only = bare;
		only.must_kinds = to->must_kinds;
		new_check(m, w, "mu", &only);
	}
}

static bool
looser(const struct schema_column *is, const struct schema_column *to)
{
	return is->must != to->must || !same(is->must_kinds, to->must_kinds) ||
	    !same_bound(is->low, to->low) || !same_bound(is->high, to->high);
}

static void
loosen(struct going *m, const struct schema_column *is,
    const struct schema_column *to)
{
	struct write w = sql_new(m);
	struct migrate_step *s = step(m, "Let '%s' of '%s' hold what it could"
	    " not before.", to->name, m->to->name);

	m->rebuild = true;
	if (m->d == POSTGRES) {
		loosen_postgres(m, &w, is, to);
		s->sql = write_done(&w);
	}
}

static void
widen(struct going *m, const struct schema_column *is,
    const struct schema_column *to)
{
	struct write w = sql_new(m);
	struct migrate_step *s = step(m, "Turn '%s' of '%s' from %s into %s.",
	    to->name, m->to->name, says[is->means], says[to->means]);
	struct schema_column bare = { .name = to->name, .type = to->type,
	    .low = (double)NAN, .high = (double)NAN };

	m->rebuild = true;
	if (m->d == SQLITE)
		return;
	new_check(m, &w, "ck", &bare);
	alter(m, &w);
	write_z(&w, " ALTER COLUMN ");
	ddl_name(&w, to->name);
	write_format(&w, " TYPE %s USING ", ddl_column_type(to->type, m->d));
	ddl_name(&w, to->name);
	write_format(&w, "::%s;\n", ddl_column_type(to->type, m->d));
	bare = *is;
	bare.low = bare.high = (double)NAN;
	loosen_postgres(m, &w, &bare, to);
	s->sql = write_done(&w);
}

static void
drop_sql(struct going *m, struct write *w, const char *column)
{
	alter(m, w);
	write_z(w, " DROP COLUMN ");
	ddl_name(w, column);
	write_z(w, ";\n");
}

static void
add_sql(struct going *m, struct write *w, const struct schema_column *c)
{
	alter(m, w);
	write_z(w, " ADD COLUMN ");
	ddl_name(w, c->name);
	write_char(w, ' ');
	write_z(w, ddl_column_type(c->type, m->d));
	ddl_constraints(m->to, c, m->d, w);
	write_z(w, ";\n");
}

static void
replace(struct going *m, const struct schema_column *is,
    const struct schema_column *to)
{
	struct write w = sql_new(m);
	struct migrate_step *s = step(m, "Empty '%s' of '%s': what it holds"
	    " (%s%s%s) cannot become %s%s%s.", to->name, m->to->name,
	    says[is->means], is->to ? " to " : "", is->to ? is->to : "",
	    says[to->means], to->to ? " to " : "", to->to ? to->to : "");

	s->destroys = true;
	m->rebuild = true;
	if (m->d == SQLITE)
		return;
	drop_sql(m, &w, to->name);
	add_sql(m, &w, to);
	s->sql = write_done(&w);
}

static void
change_column(struct going *m, const struct schema_column *is,
    const struct schema_column *to)
{
	if (widens(is, to))
		widen(m, is, to);
	else if (!keeps(is, to))
		replace(m, is, to);
	else if (looser(is, to))
		loosen(m, is, to);
}

/* ---- a table that is there ---- */

static void
add_columns(struct going *m)
{
	const struct schema_column *c;
	struct migrate_step *s;
	struct write w;
	size_t i;

	for (i = 0; i < m->to->n; i++) {
		c = &m->to->columns[i];
		if (schema_column(m->is, str_of(c->name)) != NULL)
			continue;
		s = step(m, "Add the column '%s' to '%s'.", c->name,
		    m->to->name);
		w = sql_new(m);
		add_sql(m, &w, c);
		/* Making the table anew brings the column as well. */
		if (!(m->d == SQLITE && m->rebuild))
			s->sql = write_done(&w);
	}
}

static void
drop_columns(struct going *m)
{
	const struct schema_column *c;
	struct migrate_step *s;
	struct write w;
	size_t i;

	for (i = 0; i < m->is->n; i++) {
		c = &m->is->columns[i];
		if (schema_column(m->to, str_of(c->name)) != NULL)
			continue;
		s = step(m, "Drop the column '%s' of '%s' with all it holds.",
		    c->name, m->to->name);
		/* The search key is made of other columns. */
		s->destroys = strcmp(c->name, "fold") != 0;
		m->rebuild = true;
		w = sql_new(m);
		drop_sql(m, &w, c->name);
		if (m->d == POSTGRES)
			s->sql = write_done(&w);
	}
}

/* Whether the old table has what the column is to hold. */
static bool
copied(struct going *m, const struct schema_column *c)
{
	const struct schema_column *is = schema_column(m->is, str_of(c->name));

	return is != NULL && (keeps(is, c) || widens(is, c));
}

static void
copy_rows(struct going *m, const char *as, struct write *w)
{
	struct write names = sql_new(m), values = sql_new(m);
	const struct schema_column *c;
	const char *between = "";
	size_t i;

	for (i = 0; i < m->to->n; i++) {
		c = &m->to->columns[i];
		if (!copied(m, c))
			continue;
		write_z(&names, between);
		ddl_name(&names, c->name);
		write_z(&values, between);
		write_z(&values, "CAST(");
		ddl_name(&values, c->name);
		write_format(&values, " AS %s)", ddl_column_type(c->type,
		    SQLITE));
		between = ", ";
	}
	write_z(w, "INSERT INTO ");
	ddl_name(w, as);
	write_z(w, " (");
	write_str(w, write_done(&names));
	write_z(w, ")\n\tSELECT ");
	write_str(w, write_done(&values));
	write_z(w, " FROM ");
	ddl_name(w, m->to->name);
	write_z(w, ";\n");
}

static void
rebuild(struct going *m)
{
	struct migrate_step *s = step(m,
	    "Make the table '%s' anew and copy its rows.", m->to->name);
	struct write w = sql_new(m);
	char as[64];
	size_t i;

	schema_name(as, "new", m->to->name, "");
	ddl_one_table(m->to, as, SQLITE, &w);
	copy_rows(m, as, &w);
	write_z(&w, "DROP TABLE ");
	ddl_name(&w, m->to->name);
	write_z(&w, ";\nALTER TABLE ");
	ddl_name(&w, as);
	write_z(&w, " RENAME TO ");
	ddl_name(&w, m->to->name);
	write_z(&w, ";\n");
	for (i = 0; i < m->to->n_indexes; i++)
		ddl_index(m->to, &m->to->indexes[i], m->d, &w);
	s->sql = write_done(&w);
}

/* ---- indexes ---- */

static bool
same_index(const struct schema_index *one, const struct schema_index *other)
{
	return other != NULL && one->unique == other->unique &&
	    same(one->columns, other->columns) &&
	    same(one->kind, other->kind) && same(one->lacking, other->lacking);
}

static void
drop_index(struct going *m, const struct schema_index *x)
{
	struct migrate_step *s = step(m, "Drop the index '%s'.", x->name);
	struct write w = sql_new(m);

	write_z(&w, "DROP INDEX IF EXISTS ");
	ddl_name(&w, x->name);
	write_z(&w, ";\n");
	s->sql = write_done(&w);
}

static void
make_index(struct going *m, const struct schema_index *x)
{
	struct migrate_step *s = step(m, x->unique ? "Add the index '%s'; this"
	    " fails where two rows are the same in it." :
	    "Add the index '%s'.", x->name);
	struct write w = sql_new(m);

	ddl_index(m->to, x, m->d, &w);
	s->sql = write_done(&w);
}

static void
indexes_before(struct going *m)
{
	const struct schema_index *x;
	size_t i;

	for (i = 0; i < m->is->n_indexes; i++) {
		x = &m->is->indexes[i];
		if (!same_index(x, schema_index(m->to, str_of(x->name))))
			drop_index(m, x);
	}
}

static void
indexes_after(struct going *m)
{
	const struct schema_index *x, *is;
	size_t i;

	for (i = 0; i < m->to->n_indexes; i++) {
		x = &m->to->indexes[i];
		is = schema_index(m->is, str_of(x->name));
		if (is == NULL || !same_index(x, is))
			make_index(m, x);
	}
}

static bool
replaced(struct going *m, str column)
{
	const struct schema_column *is = schema_column(m->is, column);
	const struct schema_column *to = schema_column(m->to, column);

	return is != NULL && to != NULL && !keeps(is, to) && !widens(is, to);
}

/* PostgreSQL drops an index with a column of it. */
static void
indexes_again(struct going *m)
{
	const struct schema_index *x;
	str rest, one;
	bool gone;
	size_t i;

	for (i = 0; i < m->to->n_indexes; i++) {
		x = &m->to->indexes[i];
		rest = str_of(x->columns);
		gone = false;
		while (str_cut(&rest, ' ', &one))
			gone |= replaced(m, one);
		if (gone && same_index(x, schema_index(m->is, str_of(x->name))))
			make_index(m, x);
	}
}

static void
change_table(struct going *m)
{
	const struct schema_column *is;
	struct migrate_step *s;
	size_t i;

	indexes_before(m);
	drop_columns(m);
	for (i = 0; i < m->to->n; i++) {
		is = schema_column(m->is, str_of(m->to->columns[i].name));
		if (is != NULL)
			change_column(m, is, &m->to->columns[i]);
	}
	add_columns(m);
	if (m->d == SQLITE && m->rebuild) {
		rebuild(m);
	} else {
		indexes_again(m);
		indexes_after(m);
	}
	if (*m->to->search != '\0' && !same(m->is->search, m->to->search)) {
		s = step(m, "Make the search keys of '%s' again.", m->to->name);
		s->refold = m->to->name;
	}
}

/* ---- all tables ---- */

static void
add_table(struct going *m)
{
	struct migrate_step *s = step(m, "Add the table '%s'.", m->to->name);
	struct write w = sql_new(m);
	size_t i;

	ddl_one_table(m->to, NULL, m->d, &w);
	for (i = 0; i < m->to->n_indexes; i++)
		ddl_index(m->to, &m->to->indexes[i], m->d, &w);
	s->sql = write_done(&w);
}

static void
drop_table(struct going *m, const struct schema_table *is)
{
	struct migrate_step *s = step(m, "Drop the table '%s' with all its"
	    " rows.", is->name);
	struct write w = sql_new(m);

	write_z(&w, "DROP TABLE ");
	ddl_name(&w, is->name);
	write_z(&w, m->d == POSTGRES ? " CASCADE;\n" : ";\n");
	s->sql = write_done(&w);
	s->destroys = true;
}

/* References that close a ring, of new tables and new columns. */
static void
add_late(struct going *m, const struct schema *is)
{
	const struct schema_table *t, *was;
	const struct schema_column *c, *old;
	struct migrate_step *s;
	struct write w;
	size_t i, j;

	for (i = 0; i < m->plan->after.n; i++) {
		t = &m->plan->after.tables[i];
		was = schema_table(is, str_of(t->name));
		for (j = 0; j < t->n; j++) {
			c = &t->columns[j];
			old = was != NULL ?
			    schema_column(was, str_of(c->name)) : NULL;
			if (!c->late || (old != NULL && keeps(old, c)))
				continue;
			s = step(m, "Tie '%s' of '%s' to '%s'.", c->name,
			    t->name, c->to);
			w = sql_new(m);
			ddl_late(t, c, POSTGRES, &w);
			s->sql = write_done(&w);
		}
	}
}

static void
set_after(struct going *m, const struct schema *is, const struct schema *wanted)
{
	struct schema *after = &m->plan->after;
	const struct schema_table *was;
	const struct schema_column *c;
	struct schema_table *t;
	size_t i, j;

	after->n = wanted->n;
	after->tables = NEWS(m->a, struct schema_table, wanted->n + 1);
	for (i = 0; i < wanted->n; i++) {
		t = &after->tables[i];
		*t = wanted->tables[i];
		was = schema_table(is, str_of(t->name));
		if (was == NULL)
			continue;
		t->columns = NEWS(m->a, struct schema_column, t->n + 1);
		for (j = 0; j < t->n; j++) {
			c = &wanted->tables[i].columns[j];
			t->columns[j] = target(m,
			    schema_column(was, str_of(c->name)), c);
		}
	}
}

void
migrate_plan(struct arena *a, const struct schema *is,
    const struct schema *wanted, enum dialect d, struct migrate_plan *plan)
{
	struct going m = { .a = a, .d = d, .plan = plan };
	size_t i;

	*plan = (struct migrate_plan){ 0 };
	set_after(&m, is, wanted);
	for (i = 0; i < plan->after.n; i++) {
		m.to = &plan->after.tables[i];
		m.is = schema_table(is, str_of(m.to->name));
		m.rebuild = false;
		if (m.is == NULL)
			add_table(&m);
	}
	for (i = 0; i < plan->after.n; i++) {
		m.to = &plan->after.tables[i];
		m.is = schema_table(is, str_of(m.to->name));
		m.rebuild = false;
		if (m.is != NULL)
			change_table(&m);
	}
	for (i = is->n; i-- > 0; )
		if (schema_table(wanted, str_of(is->tables[i].name)) == NULL)
			drop_table(&m, &is->tables[i]);
	if (d == POSTGRES)
		add_late(&m, is);
	for (i = 0; i < plan->n; i++)
		plan->destroys |= plan->steps[i].destroys;
}
