/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/list.h"

#include <string.h>

#include "base/arena.h"
#include "derive/fieldtext.h"
#include "derive/quote.h"

enum { MOST_FILTERS = 50, MOST_SEARCH = 200 };

bool
list_may(const struct list *l, const struct field *f)
{
	if (f->flags & SECRET)
		return false;
	return !(f->flags & PERSONAL) ||
	    (l->lookup != NULL && l->lookup->personal);
}

static int
rank(const struct field *f)
{
	return f->flags & NAME ? 0 : f->flags & CODE ? 1 : 2;
}

/* What people call the row by comes first, then its code. */
static void
set_columns(struct list *l)
{
	const struct field *f, *first = l->entity->fields;
	size_t n = 0;
	int i;

	for (f = first; f->name != NULL; f++)
		n++;
	l->columns = NEWS(l->arena, const struct field *, n + 1);
	l->n_columns = 0;
	for (i = 0; i < 3; i++)
		for (f = first; f->name != NULL; f++)
			if ((f->flags & LIST) && list_may(l, f) && rank(f) == i)
				l->columns[l->n_columns++] = f;
	/* An entity without LIST fields still needs a way to its rows. */
	for (f = first; l->n_columns == 0 && f->name != NULL; f++)
		if (list_may(l, f) && f->type != T_BYTES)
			l->columns[l->n_columns++] = f;
}

/* ---- filters ---- */

static const struct { const char *suffix; enum compare how; } hows[] = {
	{ "not", IS_NOT }, { "min", AT_LEAST }, { "max", AT_MOST },
	{ "has", HAS }, { "empty", EMPTY },
};

static bool
has_order(const struct field *f)
{
	return f->type == T_COUNT || f->type == T_REAL || f->type == T_MONEY ||
	    f->type == T_DAY || f->type == T_MOMENT;
}

static bool
is_text(const struct field *f)
{
	return f->type == T_TEXT || f->type == T_LONG || f->type == T_LANG;
}

static bool
comparable(const struct field *f, enum compare how)
{
	switch (how) {
	case AT_LEAST: case AT_MOST:
		return has_order(f);
	case HAS:
		return is_text(f) || f->type == T_CHOICES || f->type == T_REFS;
	case EMPTY:
		return true;
	default:
		return f->type != T_LANG && f->type != T_TABLE &&
		    f->type != T_JSON && f->type != T_BYTES;
	}
}

static bool
no_such(struct errors *e, struct arena *a, const struct entity *of, str name)
{
	const char *said = quote(a, name);

	return fail(e, INVALID, said, "'%s' cannot be filtered by '%s'.",
	    words_say(e->words, of->plural), said);
}

/* The value as the store compares it: codes for labels, days checked. */
static bool
plain_value(const struct list *l, struct filter *f, struct errors *e)
{
	struct fieldtext way = { l->arena, l->lookup, e };
	void *row = arena_take(l->arena, 1, l->entity->size);

	row_blank(l->entity, row);
	if (!fieldtext_take(&way, f->field, f->value, row))
		return false;
	f->value = fieldtext_write(l->arena, f->field, row);
	return true;
}

static bool
empty_or_filled(struct filter *f, const char *name, struct errors *e)
{
	if (str_is(f->value, "no"))
		f->how = FILLED;
	else if (!str_is(f->value, "yes"))
		return fail(e, INVALID, name, "'%s' is yes or no.", name);
	f->value = (str){ 0 };
	return true;
}

static bool
add_filter(struct list *l, const struct pair *p, struct errors *e)
{
	str suffix = p->name, name;
	struct filter f = { NULL, IS, p->value };
	size_t i;

	if (!str_cut(&suffix, '.', &name))
		return true;
	f.field = field_named(l->entity, name);
	if (name.n < p->name.n)
		f.how = 0;
	for (i = 0; i < sizeof hows / sizeof *hows; i++)
		if (f.how == 0 && str_is(suffix, hows[i].suffix))
			f.how = hows[i].how;
	if (f.field == NULL || f.how == 0 || !list_may(l, f.field) ||
	    !comparable(f.field, f.how))
		return no_such(e, l->arena, l->entity, p->name);
	if (l->n == MOST_FILTERS)
		return fail(e, INVALID, NULL,
		    "A list takes at most %d filters.", MOST_FILTERS);
	if (f.how == EMPTY) {
		if (!empty_or_filled(&f, str_z(l->arena, p->name), e))
			return false;
	} else if (f.how != HAS || !is_text(f.field)) {
		if (!plain_value(l, &f, e))
			return false;
	}
	if (f.how == IS && (f.field->type == T_CHOICES ||
	    f.field->type == T_REFS))
		f.how = HAS;
	l->filters[l->n++] = f;
	return true;
}

/* ---- the rest ---- */

/* What the store can put in order. */
static bool
sortable(const struct field *f)
{
	switch (f->type) {
	case T_LONG: case T_LANG: case T_CHOICES: case T_REFS: case T_TABLE:
	case T_JSON: case T_BYTES:
		return false;
	default:
		return true;
	}
}

static bool
read_sort(struct list *l, str value, struct errors *e)
{
	const struct field *f;

	l->falling = str_starts(value, S("-"));
	if (l->falling)
		value = str_part(value, 1, value.n);
	f = field_named(l->entity, value);
	if (f == NULL || !list_may(l, f) || !sortable(f))
		return fail(e, INVALID, "sort", "There is no order by '%s'.",
		    quote(l->arena, value));
	l->sort = f;
	return true;
}

static bool
read_limit(struct list *l, str value, struct errors *e)
{
	int64_t n;

	if (!str_int(value, &n) || n < 1 || n > LIST_MOST)
		return fail(e, INVALID, "limit",
		    "A page has 1 to %d rows, not '%s'.", LIST_MOST,
		    quote(l->arena, value));
	l->limit = (size_t)n;
	return true;
}

static bool
read_arg(struct list *l, const struct pair *p, struct errors *e)
{
	if (str_is(p->name, "search")) {
		if (p->value.n > MOST_SEARCH)
			return fail(e, INVALID, "search",
			    "Search for at most %d bytes.", MOST_SEARCH);
		l->search = str_trim(p->value);
		return true;
	}
	if (str_is(p->name, "sort"))
		return read_sort(l, p->value, e);
	if (str_is(p->name, "limit"))
		return read_limit(l, p->value, e);
	if (str_is(p->name, "after")) {
		l->after = p->value;
		return true;
	}
	if (str_is(p->name, "programme") && l->entity->home != NULL) {
		l->home = p->value;
		return true;
	}
	return add_filter(l, p, e);
}

bool
list_read(struct list *l, struct errors *e)
{
	bool fine = true;
	size_t i;

	set_columns(l);
	l->filters = NEWS(l->arena, struct filter, MOST_FILTERS);
	l->n = 0;
	l->limit = LIST_LIMIT;
	for (i = 0; i < l->n_args; i++)
		if (!str_none(str_trim(l->args[i].value)))
			fine &= read_arg(l, &l->args[i], e);
	return fine;
}
