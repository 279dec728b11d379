/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* check_field.c - the fields of an entity and the rules between them. */
#include "model/check.h"

#include <string.h>

/* What a type is in C, and which of the columns of its row it needs. */
static const struct {
	enum kind kind;
	bool to, choices, machine, columns;
	bool bounds, words;       /* min and max; may be searched */
} types[TYPES] = {
	[T_TEXT]    = { K_STR, .bounds = true, .words = true },
	[T_LONG]    = { K_STR, .bounds = true, .words = true },
	[T_LANG]    = { K_STR, .bounds = true, .words = true },
	[T_COUNT]   = { K_INT64, .bounds = true },
	[T_REAL]    = { K_REAL, .bounds = true },
	[T_BOOL]    = { K_INT },
	[T_MONEY]   = { K_MONEY, .bounds = true },
	[T_DAY]     = { K_DAY },
	[T_MOMENT]  = { K_INT64 },
	[T_CHOICE]  = { K_STR, .choices = true },
	[T_CHOICES] = { K_STR, .choices = true },
	[T_STATE]   = { K_STR, .machine = true },
	[T_REF]     = { K_ID, .to = true },
	[T_REFS]    = { K_STR, .to = true },
	[T_TABLE]   = { K_STR, .columns = true },
	[T_JSON]    = { K_STR },
	[T_BYTES]   = { K_STR },
};

/* The room a member takes, by its kind. */
static const size_t sizes[] = {
	[K_STR] = sizeof(str), [K_INT] = sizeof(int),
	[K_INT64] = sizeof(int64_t), [K_REAL] = sizeof(double),
	[K_MONEY] = sizeof(struct money), [K_DAY] = sizeof(struct day),
	[K_ID] = sizeof(struct id),
};

/* Columns every table has besides its fields (derive/ddl.h). */
static bool
is_taken(const char *name)
{
	return strcmp(name, "id") == 0 || strcmp(name, "revision") == 0 ||
	    strcmp(name, "extra") == 0 || strcmp(name, "fold") == 0;
}

static bool
check_place(const struct entity *e, const struct field *f, struct errors *to)
{
	if (f->kind < K_STR || f->kind > K_ID || f->type < T_TEXT ||
	    f->type >= TYPES || types[f->type].kind != f->kind)
		return fail(to, INVALID, f->name,
		    "Field %s of %s is of another C type than it says.",
		    f->name, e->name);
	if (f->at < sizeof(struct row) || f->at + sizes[f->kind] > e->size)
		return fail(to, INVALID, f->name,
		    "Field %s of %s lies outside its struct.", f->name,
		    e->name);
	return true;
}

static bool
check_needs(const struct entity *e, const struct field *f, struct errors *to)
{
	bool ok = true;

	if (types[f->type].to != (f->to != NULL))
		ok = fail(to, INVALID, f->name,
		    "Field %s of %s: .to does not go with its type.",
		    f->name, e->name);
	else if (f->to != NULL && entity_named(str_of(f->to)) == NULL &&
	    strcmp(f->to, e->name) != 0)
		ok = fail(to, INVALID, f->name,
		    "Field %s of %s refers to %s, which is no entity.",
		    f->name, e->name, f->to);
	if (types[f->type].choices != (f->choices != NULL))
		ok = fail(to, INVALID, f->name,
		    "Field %s of %s: .choices do not go with its type.",
		    f->name, e->name);
	else if (f->choices != NULL &&
	    code_list_named(str_of(f->choices->name)) != f->choices)
		ok = fail(to, INVALID, f->name,
		    "Field %s of %s has a code list that is not in the table "
		    "of lists.", f->name, e->name);
	if (types[f->type].machine != (f->machine != NULL))
		ok = fail(to, INVALID, f->name,
		    "Field %s of %s: .machine does not go with its type.",
		    f->name, e->name);
	if (types[f->type].columns != (f->columns != NULL))
		ok = fail(to, INVALID, f->name,
		    "Field %s of %s: .columns do not go with its type.",
		    f->name, e->name);
	return ok;
}

static bool
check_columns(const struct entity *e, const struct field *f, struct errors *to)
{
	const char *list = f->columns;
	char name[64];
	str word;
	bool ok = true;
	size_t n = 0;

	if (list == NULL)
		return true;
	for (; check_next(&list, &word); n++) {
		if (word.n >= sizeof(name))
			return fail(to, INVALID, f->name,
			    "Field %s of %s has a column with a very long "
			    "name.", f->name, e->name);
		memcpy(name, word.p, word.n);
		name[word.n] = '\0';
		if (!check_word(name))
			ok = fail(to, INVALID, f->name,
			    "Field %s of %s has a column called '%s'.",
			    f->name, e->name, name);
	}
	if (n == 0)
		ok = fail(to, INVALID, f->name,
		    "Field %s of %s is a table without columns.", f->name,
		    e->name);
	return ok;
}

static bool
check_bounds(const struct entity *e, const struct field *f, struct errors *to)
{
	bool none = !(f->min < 0 || f->min > 0 || f->max < 0 || f->max > 0);

	if (none)
		return true;
	if (!types[f->type].bounds)
		return fail(to, INVALID, f->name,
		    "Field %s of %s has bounds its type does not know.",
		    f->name, e->name);
	if (f->min > f->max && (f->max < 0 || f->max > 0))
		return fail(to, INVALID, f->name,
		    "Field %s of %s has its bounds the wrong way round.",
		    f->name, e->name);
	if (types[f->type].words && (f->min < 0 || f->min > 0))
		return fail(to, INVALID, f->name,
		    "Field %s of %s is text, which has no smallest length.",
		    f->name, e->name);
	return true;
}

static bool
check_flags(const struct entity *e, const struct field *f, struct errors *to)
{
	const char *wrong = NULL;

	if (f->flags & SEARCH && !types[f->type].words)
		wrong = "is searched, but holds no words";
	else if (f->flags & CODE && f->type != T_TEXT)
		wrong = "is a code, but no text";
	else if (f->flags & NAME && (f->type == T_BYTES || f->type == T_JSON ||
	    f->type == T_TABLE || f->type == T_REFS))
		wrong = "cannot name a row";
	else if (f->flags & SECRET && f->flags & (LIST | SEARCH | NAME | CODE))
		wrong = "is secret, but shown";
	else if (f->flags & LATER && !(e->flags & LEDGER))
		wrong = "may be set later, but the entity is no ledger";
	else if (f->flags & GUARD && f->type != T_BOOL)
		wrong = "keeps rows back, but is no yes or no";
	else if (f->flags & ~(unsigned)(MUST | LIST | SEARCH | PERSONAL |
	    SECRET | KEPT | NAME | CODE | LATER | GUARD))
		wrong = "has a flag that is none";
	if (wrong != NULL)
		return fail(to, INVALID, f->name, "Field %s of %s %s.",
		    f->name, e->name, wrong);
	return true;
}

static bool
check_only(const struct entity *e, const struct field *f, struct errors *to)
{
	const char *list = f->only;
	str word;
	bool ok = true;

	while (check_next(&list, &word))
		if (role_coded(word) == NULL)
			ok = fail(to, INVALID, f->name,
			    "Field %s of %s is for role %.*s only, which is "
			    "none.", f->name, e->name, (int)word.n, word.p);
	return ok;
}

/* Against the fields before it. */
static bool
check_apart(const struct entity *e, const struct field *f, struct errors *to)
{
	const struct field *g;
	size_t n;

	for (g = e->fields; g < f; g++) {
		n = strlen(g->name);
		if (strcmp(f->name, g->name) == 0 || f->at == g->at)
			return fail(to, INVALID, f->name,
			    "Field %s of %s is there twice.", f->name,
			    e->name);
		if (g->label != NULL && strcmp(f->label, g->label) == 0)
			return fail(to, INVALID, f->name,
			    "Fields %s and %s of %s are both labelled '%s'.",
			    g->name, f->name, e->name, f->label);
		if (g->type == T_MONEY && strncmp(f->name, g->name, n) == 0 &&
		    strcmp(f->name + n, "_currency") == 0)
			return fail(to, INVALID, f->name,
			    "Field %s of %s has the name of a money's "
			    "currency.", f->name, e->name);
	}
	return true;
}

static bool
check_field(const struct entity *e, const struct field *f, struct errors *to)
{
	bool ok = true;

	if (!check_word(f->name) || is_taken(f->name))
		ok = fail(to, INVALID, f->name,
		    "A field of %s has the name '%s'.", e->name, f->name);
	if (f->label == NULL || f->label[0] == '\0')
		return fail(to, INVALID, f->name,
		    "Field %s of %s has no label.", f->name, e->name);
	if (!check_place(e, f, to))
		return false;
	ok = check_needs(e, f, to) && ok;
	ok = check_columns(e, f, to) && ok;
	ok = check_bounds(e, f, to) && ok;
	ok = check_flags(e, f, to) && ok;
	ok = check_only(e, f, to) && ok;
	return check_apart(e, f, to) && ok;
}

bool
check_fields(const struct entity *e, struct errors *to)
{
	const struct field *f;
	size_t codes = 0, names = 0, states = 0;
	bool ok = true;

	for (f = e->fields; f->name != NULL; f++) {
		ok = check_field(e, f, to) && ok;
		codes += (f->flags & CODE) != 0;
		names += (f->flags & NAME) != 0;
		states += f->type == T_STATE;
	}
	if (codes > 1)
		ok = fail(to, INVALID, NULL, "Entity %s has two codes.",
		    e->name);
	if (states > 1)
		ok = fail(to, INVALID, NULL, "Entity %s has two states.",
		    e->name);
	if (codes + names == 0 && !(e->flags & INSIDE))
		ok = fail(to, INVALID, NULL,
		    "Entity %s has nothing to call its rows by.", e->name);
	return ok;
}

/* The field a rule names, or NULL and a fault. */
static const struct field *
rule_field(const struct entity *e, str name, struct errors *to)
{
	const struct field *f = field_named(e, name);

	if (f == NULL && !fail(to, INVALID, NULL,
	    "A rule of %s speaks of %.*s, which is no field.", e->name,
	    (int)name.n, name.p))
		return NULL;
	return f;
}

static bool
fits(enum rule_kind kind, const struct field *a, const struct field *b)
{
	if (a->type != b->type && kind != GOES_WITH)
		return false;
	if (kind == NOT_BEFORE)
		return a->type == T_DAY || a->type == T_MOMENT;
	if (kind == NOT_ABOVE)
		return a->type == T_COUNT || a->type == T_REAL ||
		    a->type == T_MONEY;
	return true;
}

static bool
leads_home(const struct entity *e, const struct field *f)
{
	if (f->type != T_REF || f->to == NULL)
		return false;
	return strcmp(f->to, e->name) == 0 ||
	    (e->family != NULL && strcmp(f->to, e->family) == 0);
}

static bool
check_rule(const struct entity *e, const struct rule *r, struct errors *to)
{
	const struct field *a = rule_field(e, str_of(r->a), to), *b;
	const char *list = r->b;
	str word;
	bool ok = a != NULL;

	if (r->says == NULL || r->says[0] == '\0')
		ok = fail(to, INVALID, r->a, "A rule of %s says nothing.",
		    e->name);
	if (r->kind == NO_CYCLE) {
		if (a != NULL && !leads_home(e, a))
			ok = fail(to, INVALID, r->a,
			    "%s of %s cannot go in a circle.", r->a, e->name);
		return ok;
	}
	if (r->kind == ONCE_PER) {
		while (check_next(&list, &word))
			ok = rule_field(e, word, to) != NULL && ok;
		return ok;
	}
	if (r->kind < NOT_BEFORE || r->kind > NO_CYCLE || r->b == NULL)
		return fail(to, INVALID, r->a, "A rule of %s is of no kind.",
		    e->name);
	b = rule_field(e, str_of(r->b), to);
	if (a != NULL && b != NULL && !fits(r->kind, a, b))
		ok = fail(to, INVALID, r->a,
		    "%s and %s of %s cannot be compared.", r->a, r->b,
		    e->name);
	return b != NULL && ok;
}

bool
check_rules(const struct entity *e, struct errors *to)
{
	const struct rule *r;
	bool ok = true;

	for (r = e->rules; r != NULL && r->a != NULL; r++)
		ok = check_rule(e, r, to) && ok;
	return ok;
}
