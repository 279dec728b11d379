/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/list.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "derive/fieldtext.h"
#include "format/html.h"
#include "model/text.h"

/* ---- addresses ---- */

static str
arg(const struct list *l, const char *name)
{
	str found = { 0 };
	size_t i;

	for (i = 0; i < l->n_args; i++)
		if (str_is(l->args[i].name, name))
			found = l->args[i].value;
	return found;
}

static void
add_pair(struct write *w, size_t *n, str name, str value)
{
	write_char(w, (*n)++ == 0 ? '?' : '&');
	html_url_part(w, name);
	write_char(w, '=');
	html_url_part(w, value);
}

/* The list's address with the argument `name` replaced (value none: left
 * out); from the first page, unless that is what is asked for. */
static str
address(const struct list *l, str name, str value)
{
	struct write w = write_new(l->arena, 1 << 16);
	size_t i, n = 0;

	write_str(&w, l->path);
	for (i = 0; i < l->n_args; i++)
		if (!str_same(l->args[i].name, name) &&
		    !str_is(l->args[i].name, "after") &&
		    !str_none(l->args[i].value))
			add_pair(&w, &n, l->args[i].name, l->args[i].value);
	if (!str_none(value))
		add_pair(&w, &n, name, value);
	return write_done(&w);
}

/* ---- head ---- */

static bool
sortable(const struct field *f)
{
	switch (f->type) {
	case T_LANG: case T_CHOICES: case T_REF: case T_REFS: case T_TABLE:
	case T_JSON: case T_BYTES: case T_LONG:
		return false;
	default:
		return true;
	}
}

static bool
numeric(const struct field *f)
{
	return f->type == T_COUNT || f->type == T_REAL || f->type == T_MONEY;
}

/* What the rows are sorted by, if not asked for: the entity's own order. */
static const struct field *
order_now(const struct list *l, bool *falling)
{
	const char *own = l->entity->order;

	*falling = l->sort != NULL ? l->falling : own != NULL && *own == '-';
	if (l->sort != NULL || own == NULL)
		return l->sort;
	return field_named(l->entity, str_of(own + (*own == '-')));
}

static void
add_column(const struct list *l, const struct field *f, struct node *into)
{
	struct node *n = node_row(into, "columns");
	bool falling, now = order_now(l, &falling) == f;

	node_z(n, "name", f->name);
	node_z(n, "label", lookup_say(l->lookup, f->label));
	if (f->unit != NULL)
		node_z(n, "unit", lookup_say(l->lookup, f->unit));
	node_bool(n, "is_number", numeric(f));
	if (!sortable(f) || (l->masks && f->flags & PERSONAL))
		return;
	node_text(n, "sort_href", address(l, S("sort"), str_print(l->arena,
	    "%s%s", now && !falling ? "-" : "", f->name)));
	if (now)
		node_bool(n, falling ? "falls" : "rises", true);
}

static void
option(struct node *n, str value, const char *label, str chosen)
{
	struct node *o = node_row(n, "options");

	node_text(o, "value", value);
	node_z(o, "label", label);
	if (str_same(value, chosen))
		node_bool(o, "selected", true);
}

static void
add_choices(const struct list *l, struct node *n, const struct choice *c,
    str chosen)
{
	for (; c != NULL && c->code != NULL; c++)
		option(n, str_of(c->code), c->label == NULL ? c->code :
		    lookup_say(l->lookup, c->label), chosen);
}

static void
add_options(const struct list *l, const struct field *f, struct node *n)
{
	str chosen = arg(l, f->name);
	const struct state *t;

	option(n, S(""), lookup_say(l->lookup, "All"),
	    str_none(chosen) ? S("") : chosen);
	if (f->type == T_BOOL) {
		option(n, S("yes"), lookup_say(l->lookup, "Yes"), chosen);
		option(n, S("no"), lookup_say(l->lookup, "No"), chosen);
	} else if (f->type == T_STATE) {
		for (t = f->machine->states; t->code != NULL; t++)
			option(n, str_of(t->code),
			    lookup_say(l->lookup, t->label), chosen);
	} else {
		add_choices(l, n, f->choices->of, chosen);
		if (l->lookup != NULL && l->lookup->more != NULL)
			add_choices(l, n, l->lookup->more(l->lookup->with,
			    f->choices), chosen);
	}
}

static void
add_range(const struct list *l, const struct field *f, struct node *n)
{
	str low = str_print(l->arena, "%s.min", f->name);
	str high = str_print(l->arena, "%s.max", f->name);

	node_text(n, "min_name", low);
	node_text(n, "min", arg(l, low.p).p ? arg(l, low.p) : S(""));
	node_text(n, "max_name", high);
	node_text(n, "max", arg(l, high.p).p ? arg(l, high.p) : S(""));
}

static str
name_of(const struct list *l, const struct field *f, str value)
{
	const struct lookup *look = l->lookup;
	str name = { 0 };
	struct id id;

	if (look != NULL && look->name != NULL && id_read(value, &id))
		name = look->name(look->with, f, id, l->arena);
	return str_none(name) ? value : name;
}

static void
add_ref(const struct list *l, const struct field *f, struct node *n)
{
	str value = arg(l, f->name);

	node_z(n, "to", f->to);
	node_text(n, "value", value.p ? value : S(""));
	node_text(n, "shown", value.p ? name_of(l, f, value) : S(""));
}

static void
add_filter(const struct list *l, const struct field *f, struct node *into)
{
	struct node *n = node_row(into, "filters");

	node_z(n, "name", f->name);
	node_z(n, "label", lookup_say(l->lookup, f->label));
	switch (f->type) {
	case T_BOOL: case T_STATE: case T_CHOICE: case T_CHOICES:
		add_options(l, f, n);
		node_bool(n, f->type == T_BOOL ? "is_bool" : "is_choice", true);
		break;
	case T_REF:
		add_ref(l, f, n);
		node_bool(n, "is_ref", true);
		break;
	default:
		add_range(l, f, n);
		node_bool(n, f->type == T_DAY ? "is_day" : "is_number", true);
	}
}

/* Filters worth offering: of the columns, and of every state. */
static bool
offered(const struct field *f)
{
	switch (f->type) {
	case T_STATE:
		return true;
	case T_BOOL: case T_CHOICE: case T_CHOICES: case T_REF: case T_DAY:
	case T_COUNT: case T_REAL:
		return (f->flags & LIST) != 0;
	default:
		return false;
	}
}

static const char *
how_said(const struct lookup *l, enum compare how)
{
	switch (how) {
	case IS_NOT:
		return lookup_say(l, "%s is not %s");
	case BELOW:
		return lookup_say(l, "%s below %s");
	case ABOVE:
		return lookup_say(l, "%s above %s");
	case AT_MOST:
		return lookup_say(l, "%s at most %s");
	case AT_LEAST:
		return lookup_say(l, "%s at least %s");
	case EMPTY:
		return lookup_say(l, "%s: nothing said");
	case FILLED:
		return lookup_say(l, "%s: something said");
	default:
		return "%s: %s";
	}
}

static const char *const suffixes[] = {
	[IS] = "", [IS_NOT] = ".not", [AT_MOST] = ".max", [AT_LEAST] = ".min",
	[HAS] = ".has", [EMPTY] = ".empty", [FILLED] = ".empty",
	[BELOW] = ".below", [ABOVE] = ".above",
};

static bool
several(const struct field *f)
{
	return f->type == T_CHOICES || f->type == T_REFS;
}

/* A value for people: by way of a row that holds it alone. */
static str
shown(const struct list *l, const struct filter *f)
{
	struct errors unheard = { l->arena, NULL };
	void *row;

	if (str_none(f->value) || (f->how == HAS && !several(f->field)))
		return f->value;
	row = arena_take(l->arena, 1, l->entity->size);
	row_blank(l->entity, row);
	if (!fieldtext_read(l->arena, f->field, f->value, row, &unheard))
		return f->value;
	return fieldtext_show(l->arena, l->lookup, f->field, row);
}

static void
add_active(const struct list *l, const struct filter *f, struct node *into)
{
	struct node *n = node_row(into, "active");
	const char *suffix = f->how == HAS && several(f->field) ? "" :
	    suffixes[f->how];
	str name = str_print(l->arena, "%s%s", f->field->name, suffix);
	str what = shown(l, f);

	node_text(n, "text", str_print(l->arena,
	    how_said(l->lookup, f->how),
	    lookup_say(l->lookup, f->field->label), str_z(l->arena, what)));
	node_text(n, "href", address(l, name, (str){ 0 }));
}

static void
add_search(const struct list *l, struct node *into)
{
	struct node *n = node_row(into, "active");

	node_text(n, "text", str_print(l->arena, "%s: %s",
	    lookup_say(l->lookup, "Search"), str_z(l->arena, l->search)));
	node_text(n, "href", address(l, S("search"), (str){ 0 }));
}

static void
keep(const struct list *l, const char *name, struct node *into)
{
	struct node *n;

	if (str_none(arg(l, name)))
		return;
	n = node_row(into, "keep");
	node_z(n, "name", name);
	node_text(n, "value", arg(l, name));
}

static str
cleared(const struct list *l)
{
	struct list bare = *l;
	struct pair kept[3];

	bare.args = kept;
	bare.n_args = 0;
	if (!str_none(arg(l, "sort")))
		kept[bare.n_args++] = (struct pair){ S("sort"),
			arg(l, "sort") };
	if (!str_none(arg(l, "limit")))
		kept[bare.n_args++] = (struct pair){ S("limit"),
			arg(l, "limit") };
	if (!str_none(l->home))
		kept[bare.n_args++] = (struct pair){ S("programme"), l->home };
	return address(&bare, S("after"), (str){ 0 });
}

void
list_head(const struct list *l, struct node *into)
{
	const struct entity *e = l->entity;
	const struct field *f;
	size_t i;

	node_z(into, "entity", e->name);
	node_z(into, "label", lookup_say(l->lookup, e->label));
	node_z(into, "plural", lookup_say(l->lookup, e->plural));
	node_z(into, "about", lookup_say(l->lookup, e->about));
	node_text(into, "search", l->search.p ? l->search : S(""));
	node_list(into, "columns");
	for (i = 0; i < l->n_columns; i++)
		add_column(l, l->columns[i], into);
	node_list(into, "filters");
	for (f = e->fields; f->name != NULL; f++)
		if (offered(f) && list_may(l, f) && (str_none(l->home) ||
		    !str_is(str_of(f->name), "programme")))
			add_filter(l, f, into);
	node_list(into, "active");
	if (!str_none(l->search))
		add_search(l, into);
	for (i = 0; i < l->n; i++)
		add_active(l, &l->filters[i], into);
	node_list(into, "keep");
	keep(l, "sort", into);
	keep(l, "limit", into);
	if (!str_none(l->home))
		keep(l, "programme", into);
	if (l->n > 0 || !str_none(l->search))
		node_text(into, "clear_href", cleared(l));
	node_list(into, "rows");
}

/* ---- rows ---- */

static void
add_state(const struct list *l, const struct field *f, str code, struct node *n)
{
	const struct state *t = state_coded(f->machine, code);

	node_text(n, "value", t == NULL ? code :
	    str_of(lookup_say(l->lookup, t->label)));
	node_text(n, "code", code);
	node_bool(n, "final", t != NULL && t->final);
	node_bool(n, "is_state", true);
}

static void
add_value(const struct list *l, const struct field *f, const void *row,
    struct node *n)
{
	const void *p = row_get(f, row);

	switch (f->type) {
	case T_COUNT:
		node_count(n, "value", *(const int64_t *)p);
		break;
	case T_REAL:
		node_real(n, "value", *(const double *)p, -1);
		break;
	case T_MONEY:
		node_money(n, "value", *(const struct money *)p);
		break;
	case T_DAY:
		node_day(n, "value", *(const struct day *)p);
		break;
	case T_MOMENT:
		node_moment(n, "value", *(const int64_t *)p);
		break;
	case T_STATE:
		add_state(l, f, *(const str *)p, n);
		break;
	default:
		node_text(n, "value", fieldtext_show(l->arena, l->lookup, f,
		    row));
	}
}

static const char *const cell_kinds[TYPES] = {
	[T_COUNT] = "is_number", [T_REAL] = "is_number", [T_MONEY] = "is_money",
	[T_DAY] = "is_day", [T_MOMENT] = "is_moment", [T_BOOL] = "is_bool",
	[T_CHOICE] = "is_choice", [T_CHOICES] = "is_choice",
};

static void
add_cell(const struct list *l, size_t column, const void *row, str href,
    struct node *into)
{
	const struct field *f = l->columns[column];
	struct node *n = node_row(into, "cells");
	bool link = column == 0 || (f->flags & (NAME | CODE));

	node_z(n, "name", f->name);
	node_z(n, "label", lookup_say(l->lookup, f->label));
	if (!row_none(f, row))
		add_value(l, f, row, n);
	if (link) {
		/* A row must be reachable even where it has no name. */
		if (row_none(f, row) && column == 0)
			node_text(n, "value", str_of(lookup_say(l->lookup,
			    "Without a name")));
		node_text(n, "href", href);
		node_bool(n, "is_link", true);
	} else if (f->type != T_STATE || row_none(f, row)) {
		node_bool(n, cell_kinds[f->type] ? cell_kinds[f->type] :
		    "is_text", true);
	}
}

void
list_row(const struct list *l, const void *row, struct node *into)
{
	struct node *n = node_row(into, "rows");
	str id = id_text(l->arena, ((const struct row *)row)->id);
	str href = str_print(l->arena, "/%s/%.*s", l->entity->name,
	    (int)id.n, id.p);
	size_t i;

	node_text(n, "id", id);
	node_text(n, "href", href);
	for (i = 0; i < l->n_columns; i++)
		add_cell(l, i, row, href, n);
}

void
list_pager(const struct list *l, str token, size_t shown_now, int64_t total,
    struct node *into)
{
	struct node *n = node_object(into, "pager");

	if (!str_none(token))
		node_text(n, "after", address(l, S("after"), token));
	if (!str_none(l->after))
		node_text(n, "first", address(l, S("after"), (str){ 0 }));
	if (total < 0)
		node_text(n, "says", str_print(l->arena,
		    lookup_say(l->lookup, "%zu shown"), shown_now));
	else
		node_text(n, "says", str_print(l->arena,
		    lookup_say(l->lookup, "%zu of %lld"), shown_now,
		    (long long)total));
}
