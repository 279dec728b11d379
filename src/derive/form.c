/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/form.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "derive/bound.h"
#include "derive/fieldtext.h"
#include "format/json.h"
#include "format/zone.h"
#include "model/words.h"

enum { FEW = 6, SPARE_ROWS = 2 };

struct making {                         /* one field of the form */
	const struct form  *o;
	struct arena       *a;
	const struct field *f;
	const void         *row;
	struct node        *n;          /* its object */
	str                 value;      /* plain text of the row */
	bool                wrong;      /* show what was typed instead */
};

bool
form_has(const struct form *o, const struct field *f)
{
	if (f->flags & (KEPT | SECRET))
		return false;
	if (f->type == T_STATE || f->type == T_BYTES)
		return false;
	return !(f->flags & PERSONAL) ||
	    (o->lookup != NULL && o->lookup->personal);
}

static void
say(const struct making *m, const char *member, const char *english)
{
	if (english != NULL)
		node_z(m->n, member, lookup_say(m->o->lookup, english));
}

static str
typed(const struct making *m, const char *suffix)
{
	str name = str_print(m->a, "%s%s", m->f->name, suffix), last = { 0 };
	size_t i;

	for (i = 0; i < m->o->n_typed; i++)
		if (str_same(m->o->typed[i].name, name))
			last = m->o->typed[i].value;
	return last;
}

/* Text of the row, or what was typed in its place. */
static str
value_or_typed(const struct making *m)
{
	str sent = m->wrong ? typed(m, "") : (str){ 0 };

	return sent.p != NULL ? sent : m->value;
}

/* ---- choices ---- */

/* A label of the table comes here said already (lookup_say). */
static void
option(const struct making *m, str value, const char *label, bool selected)
{
	struct node *n = node_row(m->n, "options");

	node_text(n, "value", value);
	node_z(n, "label", label);
	if (selected)
		node_bool(n, "selected", true);
}

static bool
listed(str codes, str code)
{
	str one;

	while (str_cut(&codes, ';', &one))
		if (str_same(one, code))
			return true;
	return false;
}

static size_t
add_options(const struct making *m, const struct choice *c, str chosen)
{
	size_t n = 0;

	for (; c != NULL && c->code != NULL; c++, n++) {
		option(m, str_of(c->code), c->label == NULL ? c->code :
		    lookup_say(m->o->lookup, c->label),
		    listed(chosen, str_of(c->code)));
		if (c->note != NULL)
			node_z(node_list(m->n, "options")->last, "note",
			    lookup_say(m->o->lookup, c->note));
	}
	return n;
}

/* A code that has left its list stays an option while it is the value. */
static void
add_strays(const struct making *m, str chosen)
{
	str one;

	while (str_cut(&chosen, ';', &one))
		if (one.n > 0 && lookup_choice(m->o->lookup, m->f->choices,
		    one) == NULL)
			option(m, one, str_z(m->a, one), true);
}

static size_t
options_of(const struct making *m, str chosen)
{
	const struct lookup *l = m->o->lookup;
	size_t n = add_options(m, m->f->choices->of, chosen);

	if (l != NULL && l->more != NULL)
		n += add_options(m, l->more(l->with, m->f->choices), chosen);
	add_strays(m, chosen);
	return n;
}

static void
make_choice(const struct making *m)
{
	const struct lookup *l = m->o->lookup;

	option(m, S(""), m->f->flags & MUST ? lookup_say(l, "Choose") :
	    lookup_say(l, "Not said"), m->value.n == 0);
	if (options_of(m, m->value) <= FEW)
		node_bool(m->n, "few", true);
	node_bool(m->n, "is_choice", true);
}

static void
make_choices(const struct making *m)
{
	node_list(m->n, "options");
	options_of(m, m->value);
	node_bool(m->n, "is_choices", true);
}

static void
make_bool(const struct making *m)
{
	const struct lookup *l = m->o->lookup;

	option(m, S("yes"), lookup_say(l, "Yes"), str_is(m->value, "yes"));
	option(m, S("no"), lookup_say(l, "No"), str_is(m->value, "no"));
	if (!(m->f->flags & MUST))
		option(m, S(""), lookup_say(l, "Not said"), m->value.n == 0);
	node_bool(m->n, "is_bool", true);
}

/* ---- numbers, money, days ---- */

static void
bound(const struct making *m, const char *member, double x)
{
	if (!isnan(x))
		node_text(m->n, member, str_print(m->a, "%.15g", x));
}

static void
make_number(const struct making *m)
{
	bool whole = m->f->type == T_COUNT;

	bound(m, "min", bound_low(m->f));
	bound(m, "max", bound_high(m->f));
	node_z(m->n, "mode", whole ? "numeric" : "decimal");
	node_z(m->n, "step", whole ? "1" : "any");
	node_bool(m->n, "is_number", true);
}

static void
make_money(const struct making *m)
{
	str rest = m->value, amount = S("");
	str currency = str_of(m->o->currency ? m->o->currency : "");
	str sent = m->wrong ? typed(m, "_currency") : (str){ 0 };

	bound(m, "min", bound_low(m->f));
	bound(m, "max", bound_high(m->f));
	if (rest.n > 0 && str_cut(&rest, ' ', &amount))
		currency = rest;
	if (m->wrong && typed(m, "").p != NULL)
		amount = typed(m, "");
	node_text(m->n, "value", amount);
	node_text(m->n, "currency", sent.p != NULL ? sent : currency);
	node_bool(m->n, "is_money", true);
}

/* The moment by the form's clock; seconds are the same everywhere. */
static str
by_clock(const struct making *m, str utc)
{
	enum { MINUTES = 16 };          /* of 2026-01-31T08:05:21Z */
	struct day day;
	int minutes;

	if (str_none(m->o->clock) || row_none(m->f, m->row) || utc.n < MINUTES)
		return utc;
	day = zone_day(m->o->clock, *(const int64_t *)row_get(m->f, m->row),
	    &minutes);
	return str_print(m->a, "%sT%02d:%02d%s", day_text(m->a, day).p,
	    minutes / 60, minutes % 60, utc.p + MINUTES);
}

static void
make_moment(const struct making *m)
{
	str v = value_or_typed(m);

	if (v.p == m->value.p)
		v = by_clock(m, v);
	/* datetime-local knows no Z, and no seconds by default. */
	if (str_ends(v, S(":00Z")))
		v = str_part(v, 0, v.n - 4);
	else if (str_ends(v, S("Z")))
		v = str_part(v, 0, v.n - 1);
	node_text(m->n, "value", v);
	if (!str_none(m->o->clock))
		node_text(m->n, "unit", m->o->clock);
	node_bool(m->n, "is_moment", true);
}

static void
make_day(const struct making *m)
{
	node_text(m->n, "value", value_or_typed(m));
	node_bool(m->n, "is_day", true);
}

/* ---- texts ---- */

static void
make_text(const struct making *m)
{
	node_text(m->n, "value", value_or_typed(m));
	node_count(m->n, "maxlength", (int64_t)bound_length(m->f));
	node_bool(m->n, m->f->type == T_TEXT ? "is_text" : m->f->type ==
	    T_LONG ? "is_long" : "is_json", true);
}

/* The text in this very language, and in no other. */
static str
in_language(const struct making *m, const char *tag, bool first)
{
	struct errors unheard = { m->a, NULL };
	struct node *tree;
	const struct node *it;

	if (!str_starts(m->value, S("{")))
		return first ? m->value : S("");
	if (!json_read(m->a, m->value, &tree, &unheard))
		return first ? m->value : S("");
	it = node_find(tree, str_of(tag));
	return it != NULL && it->kind == N_TEXT ? it->text : S("");
}

static const struct form_lang english[] = { { "en", "English", false }, { 0 } };

static void
make_lang(const struct making *m)
{
	const struct form_lang *l = m->o->langs ? m->o->langs : english;
	const struct form_lang *first = l;
	struct node *n;
	str sent;

	/* A text of no language counts as English (text.h). */
	for (; first->tag != NULL && strcmp(first->tag, "en") != 0; first++)
		;
	if (first->tag == NULL)
		first = l;
	for (; l->tag != NULL; l++) {
		n = node_row(m->n, "inputs");
		sent = m->wrong ? typed(m, str_print(m->a, ".%s", l->tag).p) :
		    (str){ 0 };
		node_text(n, "name", str_print(m->a, "%s.%s", m->f->name,
		    l->tag));
		node_text(n, "id", str_print(m->a, "f-%s-%s", m->f->name,
		    l->tag));
		node_z(n, "lang", l->tag);
		node_z(n, "label", l->name);
		node_text(n, "value", sent.p != NULL ? sent :
		    in_language(m, l->tag, l == first));
		if (l->rtl)
			node_bool(n, "rtl", true);
	}
	node_count(m->n, "maxlength", (int64_t)bound_length(m->f));
	node_bool(m->n, "is_lang", true);
}

/* ---- references ---- */

static str
name_of(const struct making *m, str id_or_code)
{
	const struct lookup *l = m->o->lookup;
	str name = { 0 };
	struct id id;

	if (l != NULL && l->name != NULL && id_read(id_or_code, &id))
		name = l->name(l->with, m->f, id, m->a);
	return str_none(name) ? id_or_code : name;
}

static void
to(const struct making *m)
{
	const struct entity *e = entity_named(str_of(m->f->to));

	node_z(m->n, "to", m->f->to);
	say(m, "to_label", e != NULL ? e->label : m->f->to);
}

static void
make_ref(const struct making *m)
{
	str sent = m->wrong ? typed(m, "") : (str){ 0 };

	to(m);
	node_text(m->n, "value", sent.p != NULL ? sent :
	    m->value.n > 0 ? name_of(m, m->value) : S(""));
	node_text(m->n, "ref", sent.p != NULL ? S("") : m->value);
	node_bool(m->n, "is_ref", true);
}

static void
make_refs(const struct making *m)
{
	str rest = m->value, one, more = m->wrong ? typed(m, ".more") : S("");
	struct node *n;

	to(m);
	node_list(m->n, "refs");
	while (str_cut(&rest, ';', &one)) {
		if (one.n == 0)
			continue;
		n = node_row(m->n, "refs");
		node_text(n, "value", one);
		node_text(n, "label", name_of(m, one));
	}
	node_text(m->n, "more", more.p != NULL ? more : S(""));
	node_bool(m->n, "is_refs", true);
}

/* ---- tables ---- */

static str
column_label(struct arena *a, str name)
{
	char label[COLUMN_LABEL];

	model_column(name, label);
	return str_of(str_z(a, str_of(label)));
}

static str
cell_text(struct arena *a, const struct node *cell)
{
	struct write w = write_new(a, JSON_MOST);

	if (cell == NULL || cell->kind == N_NONE)
		return S("");
	if (cell->kind == N_TEXT)
		return cell->text;
	json_write(&w, cell, false);
	return write_done(&w);
}

/* Those of the model, and those of other languages that rows have. */
static str
columns_of(const struct making *m, const struct node *rows)
{
	struct write w = write_new(m->a, JSON_MOST);
	const struct node *it, *cell;
	str name;

	write_z(&w, m->f->columns);
	for (it = rows; it != NULL; it = it->next)
		for (cell = it->first; cell != NULL; cell = cell->next) {
			name = str_of(cell->name);
			if (model_has_column(m->f->columns, name) &&
			    !str_among(name, write_done(&w).p))
				write_format(&w, " %s", cell->name);
		}
	return write_done(&w);
}

static void
add_cells(const struct making *m, str columns, const struct node *from,
    size_t number)
{
	str rest = columns, column, label;
	struct node *row = node_row(m->n, "rows"), *n;

	node_count(row, "number", (int64_t)number + 1);
	while (str_cut(&rest, ' ', &column)) {
		label = column_label(m->a, column);
		n = node_row(row, "cells");
		node_text(n, "name", str_print(m->a, "%s.%zu.%.*s", m->f->name,
		    number, (int)column.n, column.p));
		node_z(n, "label", lookup_say(m->o->lookup, label.p));
		node_text(n, "value", cell_text(m->a,
		    from != NULL ? node_find(from, column) : NULL));
	}
}

static void
make_table(const struct making *m)
{
	struct errors unheard = { m->a, NULL };
	str columns, rest, column, label;
	struct node *tree = NULL, *n;
	const struct node *it = NULL;
	size_t i;

	if (m->value.n > 0 && json_read(m->a, m->value, &tree, &unheard) &&
	    tree->kind == N_LIST)
		it = tree->first;
	rest = columns = columns_of(m, it);
	while (str_cut(&rest, ' ', &column)) {
		label = column_label(m->a, column);
		n = node_row(m->n, "columns");
		node_text(n, "name", column);
		node_z(n, "label", lookup_say(m->o->lookup, label.p));
	}
	for (i = 0; it != NULL; it = it->next, i++)
		add_cells(m, columns, it, i);
	add_cells(m, columns, NULL, i);
	add_cells(m, columns, NULL, i + 1);
	node_bool(m->n, "is_table", true);
}

/* ---- a field ---- */

static void (*const makers[TYPES])(const struct making *) = {
	[T_TEXT] = make_text, [T_LONG] = make_text, [T_LANG] = make_lang,
	[T_COUNT] = make_number, [T_REAL] = make_number, [T_BOOL] = make_bool,
	[T_MONEY] = make_money, [T_DAY] = make_day, [T_MOMENT] = make_moment,
	[T_CHOICE] = make_choice, [T_CHOICES] = make_choices,
	[T_REF] = make_ref, [T_REFS] = make_refs, [T_TABLE] = make_table,
	[T_JSON] = make_text,
};

/* All that is said about the field, one sentence after the other. */
static str
faults_of(const struct form *o, const char *field)
{
	const struct error *it = o->errors ? o->errors->first : NULL;
	str all = { 0 };

	for (; it != NULL; it = it->next)
		if (it->field != NULL && strcmp(it->field, field) == 0)
			all = all.p == NULL ? str_of(it->text) :
			    str_print(o->arena, "%.*s %s", (int)all.n, all.p,
			    it->text);
	return all;
}

static void
add_words(const struct making *m, str error)
{
	const char *name = m->f->name;

	say(m, "label", m->f->label);
	say(m, "hint", m->f->hint);
	say(m, "unit", m->f->unit);
	say(m, "help", m->f->help);
	if (m->f->flags & MUST)
		node_bool(m->n, "required", true);
	if (error.p != NULL)
		node_text(m->n, "error", error);
	if (error.p != NULL && m->f->hint != NULL)
		node_text(m->n, "described", str_print(m->a,
		    "f-%s-e f-%s-h", name, name));
	else if (error.p != NULL || m->f->hint != NULL)
		node_text(m->n, "described", str_print(m->a, "f-%s-%s", name,
		    error.p != NULL ? "e" : "h"));
}

static void
make_field(const struct form *o, const struct field *f, const void *row,
    struct node *into)
{
	str error = faults_of(o, f->name);
	struct making m = { o, o->arena, f, row, node_row(into, "fields"),
	    fieldtext_write(o->arena, f, row), error.p != NULL };

	node_z(m.n, "name", f->name);
	node_text(m.n, "id", str_print(m.a, "f-%s", f->name));
	add_words(&m, error);
	node_text(m.n, "shown", fieldtext_show(m.a, o->lookup, f, row));
	if (o->may != NULL && !o->may(o->with, f))
		node_bool(m.n, "readonly", true);
	if (makers[f->type] != make_text && makers[f->type] != make_money &&
	    makers[f->type] != make_day && makers[f->type] != make_moment &&
	    makers[f->type] != make_ref)
		node_text(m.n, "value", value_or_typed(&m));
	makers[f->type](&m);
}

static void
add_summary(const struct form *o, struct node *into)
{
	const struct error *it = o->errors ? o->errors->first : NULL;
	const struct field *f;
	struct node *n;

	node_bool(into, "faulty", it != NULL);
	node_list(into, "summary");
	for (; it != NULL; it = it->next) {
		n = node_row(into, "summary");
		node_z(n, "text", it->text);
		f = it->field ? field_named(o->entity, str_of(it->field))
		    : NULL;
		if (f == NULL || !form_has(o, f))
			continue;
		node_z(n, "label", lookup_say(o->lookup, f->label));
		node_text(n, "href", str_print(o->arena, "#f-%s", f->name));
	}
}

void
form_node(const struct form *o, const void *row, struct node *into)
{
	const struct entity *e = o->entity;
	const struct row *head = row;
	const struct field *f;

	node_z(into, "entity", e->name);
	node_z(into, "label", lookup_say(o->lookup, e->label));
	node_z(into, "about", lookup_say(o->lookup, e->about));
	node_bool(into, "is_new", id_none(head->id));
	if (!id_none(head->id)) {
		node_id(into, "id", head->id);
		node_count(into, "revision", head->revision);
	}
	add_summary(o, into);
	node_list(into, "fields");
	for (f = e->fields; f->name != NULL; f++)
		if (form_has(o, f))
			make_field(o, f, row, into);
}
