/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/schema.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "derive/bound.h"

struct build {
	struct arena               *a;
	const struct entity *const *all;
};

/* ---- names ---- */

static uint64_t
hash(const char *z)
{
	uint64_t h = 14695981039346656037u;     /* FNV-1a */

	for (; *z != '\0'; z++)
		h = (h ^ (unsigned char)*z) * 1099511628211u;
	return h;
}

void
schema_name(char into[64], const char *prefix, const char *a, const char *b)
{
	char whole[512], *z;
	int n = snprintf(whole, sizeof whole, "%s_%s%s%s", prefix, a,
	    *b != '\0' ? "_" : "", b);

	for (z = whole; *z != '\0'; z++)
		if (*z == ' ')
			*z = '_';
	if (n < 64)
		memcpy(into, whole, (size_t)n + 1);
	else
		snprintf(into, 64, "%.46s_%016llx", whole,
		    (unsigned long long)hash(whole));
}

static const struct entity *
named(const struct build *b, const char *name)
{
	size_t i;

	for (i = 0; b->all[i] != NULL; i++)
		if (strcmp(b->all[i]->name, name) == 0)
			return b->all[i];
	return NULL;
}

static const char *
table_name(const struct build *b, const char *entity)
{
	const struct entity *e = named(b, entity);

	return e != NULL && e->family != NULL ? e->family : entity;
}

const struct schema_table *
schema_table(const struct schema *s, str name)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (str_is(name, s->tables[i].name))
			return &s->tables[i];
	return NULL;
}

const struct schema_column *
schema_column(const struct schema_table *t, str name)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (str_is(name, t->columns[i].name))
			return &t->columns[i];
	return NULL;
}

const struct schema_index *
schema_index(const struct schema_table *t, str name)
{
	size_t i;

	for (i = 0; i < t->n_indexes; i++)
		if (str_is(name, t->indexes[i].name))
			return &t->indexes[i];
	return NULL;
}

/* ---- columns ---- */

static enum schema_type
column_type(const struct field *f)
{
	switch (f->type) {
	case T_COUNT: case T_MOMENT: case T_BOOL: case T_MONEY:
		return COL_INT;
	case T_REAL:
		return COL_REAL;
	case T_REF:
		return COL_ID;
	case T_BYTES:
		return COL_BYTES;
	default:
		return COL_TEXT;
	}
}

static struct schema_column *
add_column(struct schema_table *t, const char *name, enum schema_type type)
{
	struct schema_column *c = &t->columns[t->n++];

	*c = (struct schema_column){ .name = name, .type = type,
	    .low = (double)NAN, .high = (double)NAN };
	return c;
}

static bool
needed(const struct field *f)
{
	return (f->flags & MUST) && !(f->flags & PERSONAL);
}

static void
add_field(struct build *b, struct schema_table *t, const struct field *f)
{
	struct schema_column *c = add_column(t, f->name, column_type(f));

	c->field = f;
	c->means = f->type;
	if (f->type == T_BOOL) {
		c->low = NO;
		c->high = YES;
	} else if (f->type != T_MONEY) {
		c->low = bound_low(f);
		c->high = bound_high(f);
	}
	if (f->type == T_REF)
		c->to = table_name(b, f->to);
	if (f->type == T_MONEY) {
		c = add_column(t, str_z(b->a, str_print(b->a, "%s_currency",
		    f->name)), COL_TEXT);
		c->field = f;
		c->means = f->type;
		c->with = f->name;
	}
}

/* Of a table: a family's head names itself as its family, or none. */
static bool
is_head(const struct entity *e)
{
	return e->family == NULL || strcmp(e->family, e->name) == 0;
}

static bool
in_table(const struct entity *e, const struct entity *head)
{
	return e == head ||
	    (e->family != NULL && strcmp(e->family, head->name) == 0);
}

static void
add_kind(struct build *b, struct schema_column *c, const char *kind)
{
	c->must_kinds = c->must_kinds == NULL ? kind :
	    str_z(b->a, str_print(b->a, "%s %s", c->must_kinds, kind));
}

/* In a family: needed everywhere, or only in the rows of some kinds. */
static void
set_must(struct build *b, const struct entity *head, struct schema_column *c)
{
	const struct entity *e;
	const struct field *f;
	size_t i, lacking = 0;

	for (i = 0; (e = b->all[i]) != NULL; i++) {
		if (!in_table(e, head))
			continue;
		f = field_named(e, str_of(c->field->name));
		if (f == NULL || !needed(f))
			lacking++;
		else if (e != head)
			add_kind(b, c, e->member);
	}
	/* The store writes the kind of a member's row, field or no field. */
	c->must = lacking == 0 || (head->family != NULL &&
	    strcmp(c->name, "kind") == 0);
	if (c->must)
		c->must_kinds = NULL;
}

static size_t
columns_at_most(struct build *b, const struct entity *head)
{
	const struct field *f;
	size_t i, n = 4;

	for (i = 0; b->all[i] != NULL; i++)
		if (in_table(b->all[i], head))
			for (f = b->all[i]->fields; f->name != NULL; f++)
				n += 2;
	return n;
}

/* A field of any member that is searched. */
static void
add_search(struct build *b, struct schema_table *t, const struct field *f)
{
	str rest = str_of(t->search), word;

	if (!(f->flags & SEARCH))
		return;
	while (str_cut(&rest, ' ', &word))
		if (str_is(word, f->name))
			return;
	t->search = *t->search == '\0' ? f->name :
	    str_z(b->a, str_print(b->a, "%s %s", t->search, f->name));
}

static void
set_columns(struct build *b, const struct entity *head, struct schema_table *t)
{
	const struct entity *e;
	const struct field *f;
	size_t i;

	t->search = "";
	t->columns = NEWS(b->a, struct schema_column, columns_at_most(b, head));
	add_column(t, "id", COL_ID)->must = true;
	add_column(t, "revision", COL_INT)->must = true;
	add_column(t, "extra", COL_TEXT);
	for (i = 0; (e = b->all[i]) != NULL; i++) {
		if (!in_table(e, head))
			continue;
		for (f = e->fields; f->name != NULL; f++) {
			add_search(b, t, f);
			if (schema_column(t, str_of(f->name)) == NULL)
				add_field(b, t, f);
		}
	}
	for (i = 0; i < t->n; i++)
		if (t->columns[i].field != NULL)
			set_must(b, head, &t->columns[i]);
	if (*t->search != '\0')
		add_column(t, "fold", COL_TEXT);
}

/* ---- indexes ---- */

static bool
same(const char *one, const char *other)
{
	return one == other ||
	    (one != NULL && other != NULL && strcmp(one, other) == 0);
}

static struct schema_index *
add_index(struct schema_table *t, const char *columns, const char *kind)
{
	struct schema_index *x = &t->indexes[t->n_indexes];
	size_t i;

	for (i = 0; i < t->n_indexes; i++)
		if (same(t->indexes[i].columns, columns) &&
		    (same(t->indexes[i].kind, kind) ||
		    t->indexes[i].kind == NULL) &&
		    t->indexes[i].lacking == NULL)
			return NULL;
	t->n_indexes++;
	*x = (struct schema_index){ .columns = columns, .kind = kind };
	return x;
}

static void
name_index(const struct schema_table *t, struct schema_index *x)
{
	char more[256];

	snprintf(more, sizeof more, "%s%s%s%s%s", x->columns,
	    x->kind ? " of " : "", x->kind ? x->kind : "",
	    x->lacking ? " without " : "", x->lacking ? x->lacking : "");
	schema_name(x->name, x->unique ? "ux" : "ix", t->name, more);
}

static void
add_code(struct build *b, struct schema_table *t, const struct entity *e)
{
	const struct field *f = field_flagged(e, CODE), *within;
	struct schema_index *x;

	if (f == NULL)
		return;
	within = e->within ? field_named(e, str_of(e->within)) : NULL;
	x = add_index(t, within == NULL ? f->name : str_z(b->a,
	    str_print(b->a, "%s %s", within->name, f->name)), e->member);
	if (x == NULL)
		return;
	x->unique = true;
	x->field = f;
	/* To SQL two NULLs differ: codes of rows within nothing need
	 * their own. */
	if (within != NULL && !needed(within)) {
		x = add_index(t, f->name, e->member);
		if (x == NULL)
			return;
		x->unique = true;
		x->lacking = within->name;
		x->field = f;
	}
}

/* The columns of a rule: the one it is unique per first, money as two. */
static const char *
rule_columns(struct build *b, const struct schema_table *t,
    const struct rule *r)
{
	str both = str_print(b->a, "%s %s", r->b ? r->b : "", r->a), word;
	str all = S("");
	const struct schema_column *c;

	while (str_cut(&both, ' ', &word)) {
		c = schema_column(t, word);
		if (c == NULL)
			continue;
		all = str_print(b->a, "%.*s%s%s", (int)all.n, all.p,
		    all.n > 0 ? " " : "", c->name);
		if (c->field != NULL && c->field->type == T_MONEY)
			all = str_print(b->a, "%.*s %s_currency", (int)all.n,
			    all.p, c->name);
	}
	return str_z(b->a, all);
}

static void
add_rules(struct build *b, struct schema_table *t, const struct entity *e)
{
	const struct rule *r = e->rules;
	struct schema_index *x;

	for (; r != NULL && r->kind != 0; r++) {
		if (r->kind != ONCE_PER)
			continue;
		x = add_index(t, rule_columns(b, t, r), e->member);
		if (x == NULL)
			continue;
		x->unique = true;
		x->field = field_named(e, str_of(r->a));
		x->says = r->says;
	}
}

/* Whether some index of all rows begins with the column. */
static bool
led(const struct schema_table *t, const char *column)
{
	size_t i, n = strlen(column);
	const struct schema_index *x;

	for (i = 0; i < t->n_indexes; i++) {
		x = &t->indexes[i];
		if (x->kind == NULL && x->lacking == NULL &&
		    strncmp(x->columns, column, n) == 0 &&
		    (x->columns[n] == ' ' || x->columns[n] == '\0'))
			return true;
	}
	return false;
}

/* A list is shown in the entity's own order, mostly of one programme: one
 * index for all rows in that order, one for those under each first step of
 * the way home.  The id makes the order total, so that SQLite can stop at
 * the end of a page also where it merges several first steps. */
static void
add_order(struct build *b, struct schema_table *t, const struct entity *e)
{
	const struct schema_column *first, *by;
	const char *order = e->order ? e->order : "";
	str home = str_of(e->home), step = S("");

	by = schema_column(t, str_of(order + (order[0] == '-')));
	if (by == NULL || by->field == NULL || by->field->type == T_LANG)
		return;
	(void)str_cut(&home, '.', &step);
	first = schema_column(t, step);
	if (first != NULL && first->field != NULL && first != by)
		add_index(t, str_z(b->a, str_print(b->a, "%s %s id",
		    first->name, by->name)), NULL);
	if (!led(t, by->name))
		add_index(t, str_z(b->a, str_print(b->a, "%s id", by->name)),
		    NULL);
}

static void
set_indexes(struct build *b, const struct entity *head, struct schema_table *t)
{
	const struct field *f;
	const struct rule *r;
	size_t i, most = 5 + 3 * t->n;

	for (i = 0; b->all[i] != NULL; i++)
		if (in_table(b->all[i], head))
			for (r = b->all[i]->rules; r && r->kind != 0; r++)
				most++;
	t->indexes = NEWS(b->a, struct schema_index, most);
	/* The head first: what holds for all needs no index per kind. */
	add_code(b, t, head);
	add_rules(b, t, head);
	for (i = 0; b->all[i] != NULL; i++)
		if (b->all[i] != head && in_table(b->all[i], head)) {
			add_code(b, t, b->all[i]);
			add_rules(b, t, b->all[i]);
		}
	add_order(b, t, head);
	if (head->scan != NULL)
		add_index(t, head->scan, NULL);
	for (i = 0; i < t->n; i++) {
		f = t->columns[i].field;
		if (f == NULL || led(t, f->name))
			continue;
		if (f->type == T_REF || ((f->flags & LIST) &&
		    (f->type == T_DAY || f->type == T_MOMENT ||
		    f->type == T_STATE)))
			add_index(t, t->bulk ? str_z(b->a, str_print(b->a,
			    "%s id", f->name)) : f->name, NULL);
	}
	for (i = 0; i < t->n_indexes; i++)
		name_index(t, &t->indexes[i]);
}

/* ---- tables ---- */

/* Whether a column refers to a table that is not placed yet. */
static bool
forward(const struct schema *s, const struct schema_table *t,
    const struct schema_column *c)
{
	return c->to != NULL && strcmp(c->to, t->name) != 0 &&
	    schema_table(s, str_of(c->to)) == NULL;
}

static size_t
forwards(const struct schema *s, const struct schema_table *t)
{
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		n += forward(s, t, &t->columns[i]);
	return n;
}

static void
mark_late(const struct schema *s, struct schema_table *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		t->columns[i].late = forward(s, t, &t->columns[i]);
}

/* Take the first that refers only backwards; in a ring, the one that
 * refers forwards least. */
static void
order(struct schema *s, struct schema_table *t, size_t n)
{
	size_t i, left, pick, now, least;

	for (left = n; left > 0; left--) {
		least = SIZE_MAX;
		for (i = pick = 0; i < left && least > 0; i++) {
			now = forwards(s, &t[i]);
			if (now < least) {
				least = now;
				pick = i;
			}
		}
		mark_late(s, &t[pick]);
		s->tables[s->n++] = t[pick];
		for (i = pick; i + 1 < left; i++)
			t[i] = t[i + 1];
	}
}

struct schema
schema_of(struct arena *a, const struct entity *const *all)
{
	struct build b = { a, all };
	struct schema s = { 0 };
	struct schema_table *t;
	size_t i, n = 0;

	for (i = 0; all[i] != NULL; i++)
		;
	t = NEWS(a, struct schema_table, i + 1);
	s.tables = NEWS(a, struct schema_table, i + 1);
	for (i = 0; all[i] != NULL; i++)
		if (is_head(all[i])) {
			t[n].name = all[i]->name;
			t[n].bulk = all[i]->flags & BULK;
			set_columns(&b, all[i], &t[n]);
			set_indexes(&b, all[i], &t[n]);
			n++;
		}
	order(&s, t, n);
	return s;
}
