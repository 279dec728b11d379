/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/change.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "derive/quote.h"
#include "derive/rowjson.h"
#include "format/json.h"

#define IS_SECRET "(secret)"
#define IS_ERASED "(erased)"

/* ---- writing ---- */

static str
json_text_of(struct arena *a, const struct node *n)
{
	struct write w = write_new(a, 4 * (size_t)JSON_MOST);

	json_write(&w, n, false);
	return write_done(&w);
}

/* One value of a pair, as an item of the list. */
static void
add_value(struct arena *a, const struct field *f, const void *row,
    struct node *pair)
{
	struct node *one, *it;

	if (row == NULL || row_none(f, row)) {
		(void)node_add(pair, NULL, N_NONE);
		return;
	}
	if (f->flags & SECRET) {
		node_item_text(pair, S(IS_SECRET));
		return;
	}
	one = node_new(a);
	rowjson_field(a, f, row, f->name, one);
	it = node_add(pair, NULL, one->first->kind);
	*it = *one->first;
	it->name = NULL;
}

static bool
differs(const struct field *f, const void *before, const void *after)
{
	if (before == NULL || after == NULL)
		return !row_none(f, before == NULL ? after : before);
	return !row_same(f, before, after);
}

static void
add_extra(struct arena *a, const struct row *row, struct node *pair)
{
	struct errors unheard = { a, NULL };
	struct node *tree, *it;

	if (row == NULL || str_none(row->extra) ||
	    !json_read(a, row->extra, &tree, &unheard)) {
		(void)node_add(pair, NULL, N_NONE);
		return;
	}
	it = node_add(pair, NULL, tree->kind);
	*it = *tree;
}

static bool
extra_differs(const struct row *before, const struct row *after)
{
	str one = before != NULL ? before->extra : (str){ 0 };
	str two = after != NULL ? after->extra : (str){ 0 };

	return !(str_none(one) && str_none(two)) && !str_same(one, two);
}

str
change_text(struct arena *a, const struct entity *e, const void *before,
    const void *after)
{
	struct node *all = node_new(a), *pair;
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++) {
		if (!differs(f, before, after))
			continue;
		pair = node_list(all, f->name);
		add_value(a, f, before, pair);
		add_value(a, f, after, pair);
		if (f->flags & PERSONAL)
			node_item_text(pair, S("personal"));
	}
	if (extra_differs(before, after)) {
		pair = node_list(all, "extra");
		add_extra(a, before, pair);
		add_extra(a, after, pair);
	}
	return json_text_of(a, all);
}

/* ---- erasing ---- */

static struct node *
read_changes(struct arena *a, str fields)
{
	struct errors unheard = { a, NULL };
	struct node *all;

	if (!json_read(a, fields, &all, &unheard) || all->kind != N_OBJECT)
		return NULL;
	return all;
}

static bool
about_a_person(const struct entity *e, const struct node *pair)
{
	const struct field *f = field_named(e, str_of(pair->name));

	if (pair->n == 3)
		return true;
	if (f == NULL && strcmp(pair->name, "extra") == 0)
		return field_flagged(e, PERSONAL) != NULL;
	return f != NULL && (f->flags & PERSONAL);
}

static void
erase(struct node *value)
{
	struct node *next = value->next;

	if (value->kind == N_NONE)
		return;
	*value = (struct node){ .kind = N_TEXT, .text = S(IS_ERASED),
	    .next = next, .arena = value->arena };
}

str
change_erased(struct arena *a, const struct entity *e, str fields)
{
	struct node *all = read_changes(a, fields), *pair;

	if (all == NULL)
		return fields;
	for (pair = all->first; pair != NULL; pair = pair->next)
		if (pair->kind == N_LIST && pair->n >= 2 &&
		    about_a_person(e, pair)) {
			erase(pair->first);
			erase(pair->first->next);
		}
	return json_text_of(a, all);
}

/* ---- setting a row ---- */

static bool
gone(const struct node *value)
{
	return value->kind == N_TEXT && (str_is(value->text, IS_SECRET) ||
	    str_is(value->text, IS_ERASED));
}

static bool
apply_one(const struct fieldtext *way, const struct entity *e,
    const struct node *pair, const struct node *value, struct row *row)
{
	const struct field *f = field_named(e, str_of(pair->name));
	bool is_extra = f == NULL && strcmp(pair->name, "extra") == 0;

	if (f == NULL && !is_extra)
		return fail(way->errors, INVALID, quote(way->arena,
		    str_of(pair->name)), "There is no field '%s' any more.",
		    quote(way->arena, str_of(pair->name)));
	if (gone(value) && (is_extra || (f->flags & (SECRET | PERSONAL))))
		return fail(way->errors, INVALID, is_extra ? "extra" : f->name,
		    "What '%s' was is no longer known.", pair->name);
	if (!is_extra)
		return rowjson_value(way, f, value, row);
	row->extra = value->kind == N_NONE ? (str){ 0 } :
	    json_text_of(way->arena, value);
	return true;
}

bool
change_apply(const struct fieldtext *way, const struct entity *e, str fields,
    bool back, void *row)
{
	struct node *all = read_changes(way->arena, fields), *pair;
	void *was = arena_take(way->arena, 1, e->size);
	bool fine = true;

	if (all == NULL)
		return fail(way->errors, INVALID, NULL,
		    "This line of history cannot be read.");
	memcpy(was, row, e->size);
	for (pair = all->first; pair != NULL; pair = pair->next)
		fine &= pair->kind == N_LIST && pair->n >= 2 &&
		    apply_one(way, e, pair, back ? pair->first :
		    pair->first->next, row);
	if (!fine) {
		memcpy(row, was, e->size);
		if (errors_worst(way->errors) == FINE)
			return fail(way->errors, INVALID, NULL,
			    "This line of history cannot be read.");
	}
	return fine;
}

/* ---- for people ---- */

struct telling {
	struct arena        *a;
	const struct lookup *l;
	const struct entity *e;
	void                *row;       /* to put a value into, to show it */
};

static str
shown(const struct telling *t, const struct field *f, const struct node *value,
    bool personal)
{
	struct errors unheard = { t->a, NULL };
	struct fieldtext way = { t->a, NULL, &unheard };

	if (value->kind == N_NONE)
		return S("");
	if (gone(value))
		return str_of(str_is(value->text, IS_SECRET) ?
		    lookup_say(t->l, "(secret)") :
		    lookup_say(t->l, "(erased)"));
	if (personal && (t->l == NULL || !t->l->personal))
		return str_of(lookup_say(t->l, "(personal)"));
	row_blank(t->e, t->row);
	if (f != NULL && rowjson_value(&way, f, value, t->row))
		return fieldtext_show(t->a, t->l, f, t->row);
	return value->kind == N_TEXT ? value->text : json_text_of(t->a, value);
}

static void
tell(const struct telling *t, const struct node *pair, struct node *list)
{
	const struct field *f = field_named(t->e, str_of(pair->name));
	struct node *line = node_item(list);
	const char *label = f == NULL ? pair->name : lookup_say(t->l, f->label);
	bool personal = about_a_person(t->e, pair);
	str before = shown(t, f, pair->first, personal);
	str after = shown(t, f, pair->first->next, personal);

	if (f == NULL && strcmp(pair->name, "extra") == 0)
		label = lookup_say(t->l, "The site's own fields");
	node_z(line, "field", pair->name);
	node_z(line, "label", label);
	node_text(line, "before", before);
	node_text(line, "after", after);
	node_bool(line, "is_filled", pair->first->kind == N_NONE);
	node_bool(line, "is_emptied", pair->first->next->kind == N_NONE);
	if (pair->first->kind == N_NONE)
		node_text(line, "text", str_print(t->a, "%s: '%s'", label,
		    quote(t->a, after)));
	else
		node_text(line, "text", str_print(t->a, "%s: '%s' → '%s'",
		    label, quote(t->a, before), quote(t->a, after)));
}

void
change_lines(struct arena *a, const struct lookup *l, const struct entity *e,
    str fields, struct node *list)
{
	const struct node *all = read_changes(a, fields), *pair;
	const struct telling t = { a, l, e, arena_take(a, 1, e->size) };

	if (all == NULL)
		return;
	for (pair = all->first; pair != NULL; pair = pair->next)
		if (pair->kind == N_LIST && pair->n >= 2)
			tell(&t, pair, list);
}
