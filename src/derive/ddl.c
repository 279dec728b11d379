/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/ddl.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

static const char *const type_names[][2] = {
	[COL_TEXT]  = { "TEXT",    "text COLLATE \"C\"" },
	[COL_INT]   = { "INTEGER", "bigint" },
	[COL_REAL]  = { "REAL",    "double precision" },
	[COL_ID]    = { "BLOB",    "uuid" },
	[COL_BYTES] = { "BLOB",    "bytea" },
};

const char *
ddl_column_type(enum schema_type type, enum dialect d)
{
	return type_names[type][d == POSTGRES];
}

const char *
ddl_type(const struct field *f, enum dialect d)
{
	switch (f->type) {
	case T_COUNT: case T_MOMENT: case T_BOOL: case T_MONEY:
		return ddl_column_type(COL_INT, d);
	case T_REAL:
		return ddl_column_type(COL_REAL, d);
	case T_REF:
		return ddl_column_type(COL_ID, d);
	case T_BYTES:
		return ddl_column_type(COL_BYTES, d);
	default:
		return ddl_column_type(COL_TEXT, d);
	}
}

void
ddl_name(struct write *w, const char *name)
{
	write_char(w, '"');
	for (; *name != '\0'; name++) {
		if (*name == '"')
			write_char(w, '"');
		write_char(w, *name);
	}
	write_char(w, '"');
}

static void
constraint(struct write *w, const char *prefix, const struct schema_table *t,
    const struct schema_column *c)
{
	char name[64];

	schema_name(name, prefix, t->name, c->name);
	write_z(w, " CONSTRAINT ");
	ddl_name(w, name);
}

static void
bounds(struct write *w, const struct schema_table *t,
    const struct schema_column *c)
{
	if (isnan(c->low) && isnan(c->high))
		return;
	constraint(w, "ck", t, c);
	write_z(w, " CHECK (");
	if (!isnan(c->low)) {
		ddl_name(w, c->name);
		write_z(w, " >= ");
		write_real(w, c->low);
	}
	if (!isnan(c->low) && !isnan(c->high))
		write_z(w, " AND ");
	if (!isnan(c->high)) {
		ddl_name(w, c->name);
		write_z(w, " <= ");
		write_real(w, c->high);
	}
	write_char(w, ')');
}

static void
pair(struct write *w, const struct schema_table *t,
    const struct schema_column *c)
{
	if (c->with == NULL)
		return;
	constraint(w, "pr", t, c);
	write_z(w, " CHECK ((");
	ddl_name(w, c->name);
	write_z(w, " IS NULL) = (");
	ddl_name(w, c->with);
	write_z(w, " IS NULL))");
}

static void
must_of_kinds(struct write *w, const struct schema_table *t,
    const struct schema_column *c)
{
	str rest = str_of(c->must_kinds), kind;
	const char *between = "";

	if (c->must_kinds == NULL)
		return;
	constraint(w, "mu", t, c);
	write_z(w, " CHECK (");
	ddl_name(w, c->name);
	write_z(w, " IS NOT NULL OR \"kind\" NOT IN (");
	while (str_cut(&rest, ' ', &kind)) {
		write_z(w, between);
		write_char(w, '\'');
		write_str(w, kind);
		write_char(w, '\'');
		between = ", ";
	}
	write_z(w, "))");
}

static void
reference(struct write *w, const struct schema_table *t,
    const struct schema_column *c, enum dialect d)
{
	if (c->to == NULL || (c->late && d == POSTGRES))
		return;
	constraint(w, "fk", t, c);
	write_z(w, " REFERENCES ");
	ddl_name(w, c->to);
	write_z(w, " (\"id\")");
}

void
ddl_constraints(const struct schema_table *t, const struct schema_column *c,
    enum dialect d, struct write *w)
{
	bounds(w, t, c);
	pair(w, t, c);
	must_of_kinds(w, t, c);
	reference(w, t, c, d);
}

void
ddl_one_table(const struct schema_table *t, const char *as, enum dialect d,
    struct write *w)
{
	const struct schema_column *c;
	size_t i;

	write_z(w, "CREATE TABLE ");
	ddl_name(w, as ? as : t->name);
	write_z(w, " (");
	for (i = 0; i < t->n; i++) {
		c = &t->columns[i];
		write_z(w, i > 0 ? ",\n\t" : "\n\t");
		ddl_name(w, c->name);
		write_char(w, ' ');
		write_z(w, ddl_column_type(c->type, d));
		if (i == 0)
			write_z(w, " PRIMARY KEY");
		if (c->must)
			write_z(w, " NOT NULL");
		ddl_constraints(t, c, d, w);
	}
	write_z(w, d != SQLITE ? "\n);\n" :
	    t->bulk ? "\n) STRICT;\n" : "\n) STRICT, WITHOUT ROWID;\n");
}

void
ddl_late(const struct schema_table *t, const struct schema_column *c,
    enum dialect d, struct write *w)
{
	if (!c->late || d != POSTGRES)
		return;
	write_z(w, "ALTER TABLE ");
	ddl_name(w, t->name);
	write_z(w, " ADD");
	constraint(w, "fk", t, c);
	write_z(w, " FOREIGN KEY (");
	ddl_name(w, c->name);
	write_z(w, ") REFERENCES ");
	ddl_name(w, c->to);
	write_z(w, " (\"id\") DEFERRABLE INITIALLY IMMEDIATE;\n");
}

/* PostgreSQL takes no entry above a third of a page: bytes stay out. */
static void
index_columns(struct write *w, const struct schema_table *t, const char *list,
    enum dialect d)
{
	str rest = str_of(list), word;
	const struct schema_column *c;
	const char *comma = "";

	while (str_cut(&rest, ' ', &word)) {
		c = schema_column(t, word);
		if (d == POSTGRES && c != NULL && c->type == COL_BYTES)
			continue;
		write_z(w, comma);
		write_char(w, '"');
		write_str(w, word);
		write_char(w, '"');
		comma = ", ";
	}
}

void
ddl_index(const struct schema_table *t, const struct schema_index *x,
    enum dialect d, struct write *w)
{
	write_z(w, x->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
	ddl_name(w, x->name);
	write_z(w, " ON ");
	ddl_name(w, t->name);
	write_z(w, " (");
	index_columns(w, t, x->columns, d);
	write_char(w, ')');
	if (x->kind != NULL || x->lacking != NULL)
		write_z(w, " WHERE ");
	if (x->kind != NULL) {
		write_z(w, "\"kind\" = '");
		write_z(w, x->kind);
		write_char(w, '\'');
	}
	if (x->kind != NULL && x->lacking != NULL)
		write_z(w, " AND ");
	if (x->lacking != NULL) {
		ddl_name(w, x->lacking);
		write_z(w, " IS NULL");
	}
	write_z(w, ";\n");
}

static void
indexes(const struct schema_table *t, enum dialect d, struct write *w)
{
	size_t i;

	for (i = 0; i < t->n_indexes; i++)
		ddl_index(t, &t->indexes[i], d, w);
}

void
ddl_schema(const struct schema *s, enum dialect d, struct write *w)
{
	const struct schema_table *t;
	size_t i, j;

	for (i = 0; i < s->n; i++)
		ddl_one_table(&s->tables[i], NULL, d, w);
	for (i = 0; i < s->n; i++)
		indexes(&s->tables[i], d, w);
	for (i = 0; i < s->n; i++) {
		t = &s->tables[i];
		for (j = 0; j < t->n; j++)
			ddl_late(t, &t->columns[j], d, w);
	}
}

void
ddl_table(const struct entity *e, enum dialect d, struct write *w)
{
	struct schema s = schema_of(w->arena, entities);
	const struct schema_table *t =
	    schema_table(&s, str_of(e->family ? e->family : e->name));

	if (t != NULL)
		ddl_one_table(t, NULL, d, w);
}

void
ddl_indexes(const struct entity *e, enum dialect d, struct write *w)
{
	struct schema s = schema_of(w->arena, entities);
	const struct schema_table *t =
	    schema_table(&s, str_of(e->family ? e->family : e->name));

	if (t != NULL)
		indexes(t, d, w);
}

void
ddl_all(enum dialect d, struct write *w)
{
	struct schema s = schema_of(w->arena, entities);

	ddl_schema(&s, d, w);
}
