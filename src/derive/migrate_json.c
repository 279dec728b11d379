/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/migrate.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "format/json.h"

#define FORMAT "tilth-model/1"

static const char *const types[] = {
	[COL_TEXT] = "text", [COL_INT] = "integer", [COL_REAL] = "real",
	[COL_ID] = "id", [COL_BYTES] = "bytes",
};

static const char *const meanings[TYPES] = {
	[T_TEXT] = "text", [T_LONG] = "long", [T_LANG] = "lang",
	[T_COUNT] = "count", [T_REAL] = "real", [T_BOOL] = "bool",
	[T_MONEY] = "money", [T_DAY] = "day", [T_MOMENT] = "moment",
	[T_CHOICE] = "choice", [T_CHOICES] = "choices", [T_STATE] = "state",
	[T_REF] = "ref", [T_REFS] = "refs", [T_TABLE] = "table",
	[T_JSON] = "json", [T_BYTES] = "bytes",
};

/* ---- writing ---- */

static void
optional(struct node *n, const char *name, const char *text)
{
	if (text != NULL)
		node_z(n, name, text);
}

static void
add_column(struct node *n, const struct schema_column *c)
{
	node_z(n, "name", c->name);
	node_z(n, "type", types[c->type]);
	optional(n, "means", meanings[c->means]);
	if (c->must)
		node_bool(n, "must", true);
	optional(n, "must_kinds", c->must_kinds);
	if (!isnan(c->low))
		node_real(n, "low", c->low, -1);
	if (!isnan(c->high))
		node_real(n, "high", c->high, -1);
	optional(n, "with", c->with);
	optional(n, "to", c->to);
	if (c->late)
		node_bool(n, "late", true);
}

static void
add_index(struct node *n, const struct schema_index *x)
{
	node_z(n, "name", x->name);
	node_z(n, "columns", x->columns);
	if (x->unique)
		node_bool(n, "unique", true);
	optional(n, "kind", x->kind);
	optional(n, "lacking", x->lacking);
}

void
migrate_write(const struct schema *s, struct write *w)
{
	struct node *top = node_new(w->arena), *n;
	const struct schema_table *t;
	size_t i, j;

	node_z(top, "format", FORMAT);
	node_list(top, "tables");
	for (i = 0; i < s->n; i++) {
		t = &s->tables[i];
		n = node_row(top, "tables");
		node_z(n, "name", t->name);
		optional(n, "search", t->search);
		for (j = 0; j < t->n; j++)
			add_column(node_row(n, "columns"), &t->columns[j]);
		for (j = 0; j < t->n_indexes; j++)
			add_index(node_row(n, "indexes"), &t->indexes[j]);
	}
	json_write(w, top, false);
}

/* ---- reading ---- */

static const char *
text(struct arena *a, const struct node *n, const char *name)
{
	str s = json_text(n, name);

	return s.p == NULL ? NULL : str_z(a, s);
}

static size_t
children(const struct node *n, const char *list)
{
	const struct node *it = node_find(n, str_of(list));

	return it != NULL && it->kind == N_LIST ? it->n : 0;
}

static bool
read_column(struct arena *a, const struct node *n, struct schema_column *c)
{
	str type = json_text(n, "type"), means = json_text(n, "means");
	size_t i;

	*c = (struct schema_column){ .name = text(a, n, "name"),
	    .must = json_bool(n, "must", false),
	    .must_kinds = text(a, n, "must_kinds"),
	    .low = json_number(n, "low"), .high = json_number(n, "high"),
	    .with = text(a, n, "with"), .to = text(a, n, "to"),
	    .late = json_bool(n, "late", false) };
	for (i = COL_TEXT; i < sizeof types / sizeof *types; i++)
		if (str_is(type, types[i]))
			c->type = (enum schema_type)i;
	for (i = T_TEXT; i < TYPES; i++)
		if (str_is(means, meanings[i]))
			c->means = (enum type)i;
	return c->name != NULL && c->type != 0;
}

static bool
read_index(struct arena *a, const struct node *n, struct schema_index *x)
{
	str name = json_text(n, "name");

	*x = (struct schema_index){ .columns = text(a, n, "columns"),
	    .unique = json_bool(n, "unique", false),
	    .kind = text(a, n, "kind"), .lacking = text(a, n, "lacking") };
	if (str_none(name) || name.n >= sizeof x->name || x->columns == NULL)
		return false;
	memcpy(x->name, name.p, name.n);
	return true;
}

static bool
read_table(struct arena *a, const struct node *n, struct schema_table *t)
{
	const struct node *it;
	bool fine = true;

	t->name = text(a, n, "name");
	t->search = text(a, n, "search");
	if (t->search == NULL)
		t->search = "";
	t->columns = NEWS(a, struct schema_column, children(n, "columns") + 1);
	t->indexes = NEWS(a, struct schema_index, children(n, "indexes") + 1);
	for (it = json_first(n, "columns"); it != NULL; it = it->next)
		fine &= read_column(a, it, &t->columns[t->n++]);
	for (it = json_first(n, "indexes"); it != NULL; it = it->next)
		fine &= read_index(a, it, &t->indexes[t->n_indexes++]);
	return fine && t->name != NULL;
}

bool
migrate_read(struct arena *a, str json, struct schema *s, struct errors *e)
{
	const struct node *it;
	struct node *top;
	bool fine;

	*s = (struct schema){ 0 };
	if (!json_read(a, json, &top, e))
		return false;
	fine = str_is(json_text(top, "format"), FORMAT);
	s->tables = NEWS(a, struct schema_table, children(top, "tables") + 1);
	for (it = json_first(top, "tables"); fine && it != NULL; it = it->next)
		fine = read_table(a, it, &s->tables[s->n++]);
	return fine || fail(e, INVALID, NULL,
	    "The model of this data is not in the form '%s'.", FORMAT);
}
