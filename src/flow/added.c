/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/added.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/rowjson.h"
#include "derive/valid.h"
#include "flow/gather.h"
#include "flow/lookup.h"
#include "format/json.h"
#include "model/text.h"

enum { SLOT = 16,                       /* the largest member of a struct */
	PREFIX = sizeof("extra.") - 1, NAME_MOST = 60, OPTIONS_MOST = 100 };

static const struct {
	const char *code;
	enum type   type;
	enum kind   kind;
} types[] = {
	{ "text",   T_TEXT,   K_STR },   { "long",   T_LONG,  K_STR },
	{ "count",  T_COUNT,  K_INT64 }, { "real",   T_REAL,  K_REAL },
	{ "bool",   T_BOOL,   K_INT },   { "day",    T_DAY,   K_DAY },
	{ "choice", T_CHOICE, K_STR },
};

/* ---- the table ---- */

static int
by_place(const void *one, const void *other)
{
	const struct field_def *a = one, *b = other;

	if (a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	return str_order(a->name, b->name);
}

/* All of the site by their places; NULL: none, or a fault.  Most sites add
 * none, and are asked once for each piece of work. */
static struct field_def *
all_added(struct ctx *c, size_t *n)
{
	struct field_def *of;

	if (c->adds == NO)
		return NULL;
	of = gather(c, &field_def_entity, (struct id){ 0 }, n);
	if (of == NULL)
		return NULL;
	c->adds = *n > 0 ? YES : NO;
	if (*n > 1)
		qsort(of, *n, sizeof(*of), by_place);
	return of;
}

static const struct choices *
list_named(str name)
{
	size_t i;

	for (i = 0; code_lists[i] != NULL; i++)
		if (str_is(name, code_lists[i]->name))
			return code_lists[i];
	return NULL;
}

/* "low; middle; high": the choices themselves. */
static const struct choices *
choices_of(struct arena *a, str list)
{
	struct choices *new;
	struct choice *of;
	size_t n = 0;
	str one;

	if (str_find(list, S(";")) == list.n)
		return list_named(list);
	of = NEWS(a, struct choice, OPTIONS_MOST + 1);
	while (n < OPTIONS_MOST && str_cut(&list, ';', &one)) {
		one = str_trim(one);
		if (one.n == 0)
			continue;
		of[n].code = of[n].label = str_z(a, one);
		n++;
	}
	new = NEW(a, struct choices);
	*new = (struct choices){ "", "", of, 1 };
	return new;
}

static void
in_words(struct ctx *c, const struct field_def *d, struct field *f)
{
	str label = text_in(c->arena, d->label, c->lang);
	str hint = text_in(c->arena, d->hint, c->lang);

	f->label = str_none(label) ? f->name + PREFIX : str_z(c->arena, label);
	f->hint = str_none(hint) ? NULL : str_z(c->arena, hint);
	f->unit = str_none(d->unit) ? NULL : str_z(c->arena, d->unit);
}

/* false: the type is none of ours. */
static bool
field_of(struct ctx *c, const struct field_def *d, unsigned flags,
    struct field *f)
{
	size_t i, n = sizeof(types) / sizeof(*types);

	for (i = 0; i < n && !str_is(d->type, types[i].code); i++)
		;
	if (i == n)
		return false;
	f->name = str_print(c->arena, "extra.%.*s", (int)d->name.n,
	    d->name.p).p;
	f->type = types[i].type;
	f->kind = types[i].kind;
	f->flags = flags | (d->is_required == YES ? MUST : 0);
	if (f->type == T_CHOICE)
		f->choices = choices_of(c->arena, d->list);
	if (!isnan(d->min) || !isnan(d->max)) {
		f->min = d->min;
		f->max = isnan(d->max) ? -INFINITY : d->max;
	}
	in_words(c, d, f);
	return f->type != T_CHOICE || f->choices != NULL;
}

const struct entity *
added_to(struct ctx *c, const struct entity *e)
{
	size_t i, n = 0, all = 0;
	const struct field_def *of = all_added(c, &all);
	unsigned flags = field_flagged(e, PERSONAL) != NULL ? PERSONAL : 0;
	struct entity *to;
	struct field *f;

	f = NEWS(c->arena, struct field, all + 1);
	for (i = 0; i < all; i++) {
		if (!str_is(of[i].entity, e->name) ||
		    !field_of(c, &of[i], flags, &f[n]))
			continue;
		f[n].at = sizeof(struct row) + n * SLOT;
		n++;
	}
	if (n == 0)
		return NULL;
	to = NEW(c->arena, struct entity);
	*to = *e;
	to->size = sizeof(struct row) + n * SLOT;
	f[n] = (struct field){ 0 };
	to->fields = f;
	to->rules = NULL;
	return to;
}

/* ---- values ---- */

static const struct node *
kept(struct ctx *c, const void *row)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	str extra = ((const struct row *)row)->extra;
	struct node *all;

	return !str_none(extra) && json_read(c->arena, extra, &all, &quiet)
	    ? all : NULL;
}

/* A file has its values as text. */
static bool
take(const struct fieldtext *with, const struct field *f, const struct node *n,
    void *values)
{
	return n->kind == N_TEXT ? fieldtext_take(with, f, n->text, values)
	    : rowjson_value(with, f, n, values);
}

static bool
read_values(struct ctx *c, const struct entity *added, const void *row,
    void *values, struct errors *errors)
{
	struct fieldtext with = { c->arena, NULL, errors };
	const struct node *n, *all = kept(c, row);
	const struct field *f;
	bool good = true;

	row_blank(added, values);
	for (f = added->fields; all != NULL && f->name != NULL; f++) {
		n = node_find(all, str_of(f->name + PREFIX));
		if (n != NULL && n->kind != N_NONE)
			good = take(&with, f, n, values) && good;
	}
	return good;
}

void *
added_values(struct ctx *c, const struct entity *added, const void *row)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	void *values = arena_take(c->arena, 1, added->size);

	(void)!read_values(c, added, row, values, &quiet);
	return values;
}

static bool
is_field(const struct entity *added, const char *member)
{
	const struct field *f;

	for (f = added->fields; f->name != NULL; f++)
		if (strcmp(f->name + PREFIX, member) == 0)
			return true;
	return false;
}

void
added_put(struct ctx *c, const struct entity *added, const void *values,
    void *row)
{
	const struct node *n, *was = kept(c, row);
	struct node *all = node_new(c->arena), *one;
	struct write w = write_new(c->arena, 1 << 20);
	const struct field *f;

	for (n = was == NULL ? NULL : was->first; n != NULL; n = n->next) {
		if (is_field(added, n->name))
			continue;
		one = node_add(all, n->name, n->kind);
		*one = *n;
		one->next = NULL;
	}
	for (f = added->fields; f->name != NULL; f++)
		if (!row_none(f, values))
			rowjson_field(c->arena, f, values, f->name + PREFIX,
			    all);
	json_write(&w, all, false);
	((struct row *)row)->extra = all->first == NULL ? (str){ 0 } :
	    write_done(&w);
}

static bool
same_extra(const void *one, const void *other)
{
	str a = ((const struct row *)one)->extra;
	str b = ((const struct row *)other)->extra;

	return str_same(str_none(a) ? S("") : a, str_none(b) ? S("") : b);
}

bool
added_check(struct ctx *c, const struct entity *e, const void *was, void *row)
{
	const struct entity *added;
	void *values;

	if (was != NULL && same_extra(was, row))
		return true;
	added = added_to(c, e);
	if (added == NULL)
		return errors_worst(&c->errors) < NO_ROOM;
	values = arena_take(c->arena, 1, added->size);
	if (!read_values(c, added, row, values, &c->errors) ||
	    !valid_row(added, values, &c->errors))
		return false;
	added_put(c, added, values, row);
	return true;
}

/* ---- the definition ---- */

static bool
good_name(str name)
{
	size_t i;

	if (name.n == 0 || name.n > NAME_MOST || name.p[0] < 'a' ||
	    name.p[0] > 'z')
		return false;
	for (i = 0; i < name.n; i++)
		if (!(name.p[i] >= 'a' && name.p[i] <= 'z') &&
		    !(name.p[i] >= '0' && name.p[i] <= '9') &&
		    name.p[i] != '_')
			return false;
	return true;
}

bool
added_right(struct ctx *c, const struct field_def *d)
{
	const struct entity *e = entity_named(d->entity);
	struct errors *to = &c->errors;

	if (e == NULL || e->flags & INSIDE)
		return fail(to, INVALID, "entity", "There is no kind of thing "
		    "called '%.*s'.", (int)d->entity.n, d->entity.p);
	if (!good_name(d->name))
		return fail(to, INVALID, "name", "A field's name begins with a "
		    "small letter and has small letters, digits and _ only.");
	if (field_named(e, d->name) != NULL)
		return fail(to, INVALID, "name", "There is a field of that "
		    "name already.");
	if (str_is(d->type, "choice") && (str_none(d->list) ||
	    choices_of(c->arena, d->list) == NULL))
		return fail(to, INVALID, "list", "A choice needs the name of a "
		    "code list, or its choices with ; between.");
	if (d->is_personal == YES && field_flagged(e, PERSONAL) == NULL)
		return fail(to, INVALID, "is_personal", "What is about a "
		    "person belongs to a kind of thing that has personal "
		    "fields, such as a person.");
	return true;
}
