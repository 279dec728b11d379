/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/valid.h"
#include "model/words.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/node.h"
#include "derive/bound.h"
#include "derive/fieldtext.h"
#include "derive/quote.h"
#include "format/json.h"

struct checking {
	const struct lookup *l;
	const struct field  *f;
	const void          *row;
	struct errors       *e;
	const char          *label;     /* of the field, as the reader says
	                                 * it */
};

static str
text_of(const struct checking *c)
{
	return *(const str *)row_get(c->f, c->row);
}

static const char *
quoted(const struct checking *c)
{
	return quote(c->e->arena, fieldtext_write(c->e->arena, c->f, c->row));
}

static const char *
number(const struct checking *c, double x)
{
	return str_print(c->e->arena, "%.15g", x).p;
}

/* ---- numbers ---- */

static double
value_of(const struct field *f, const void *row)
{
	const void *p = row_get(f, row);

	switch (f->type) {
	case T_COUNT:
		return (double)*(const int64_t *)p;
	case T_REAL:
		return *(const double *)p;
	case T_MONEY:
		return money_real(*(const struct money *)p);
	default:
		return (double)NAN;
	}
}

static bool
in_bounds(const struct checking *c)
{
	double x = value_of(c->f, c->row);
	double low = bound_low(c->f), high = bound_high(c->f);

	if (c->f->type == T_REAL && isinf(x))
		return fail(c->e, INVALID, c->f->name,
		    "%s must be a number that ends.", c->label);
	if (x < low)
		return fail(c->e, INVALID, c->f->name,
		    "%s must be at least %s; %s is less.", c->label,
		    number(c, low), quoted(c));
	if (x > high)
		return fail(c->e, INVALID, c->f->name,
		    "%s must be at most %s; %s is more.", c->label,
		    number(c, high), quoted(c));
	return true;
}

static bool
money_fine(const struct checking *c)
{
	const struct money *m = row_get(c->f, c->row);
	size_t n = strnlen(m->currency, sizeof m->currency);

	if (n != 3 || money_exponent(m->currency) < 0)
		return fail(c->e, INVALID, c->f->name,
		    "%s: there is no currency '%s'.", c->label,
		    quote(c->e->arena, (str){ m->currency, n }));
	return in_bounds(c);
}

/* ---- texts ---- */

static bool
has_control(str s, bool lines)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 && !(lines &&
		    (s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t')))
			return true;
	return false;
}

static bool
text_fine(const struct checking *c)
{
	str s = text_of(c);
	bool lines = c->f->type != T_TEXT;
	size_t most = bound_length(c->f), n;

	if (!str_utf8(s))
		return fail(c->e, INVALID, c->f->name,
		    "%s is not UTF-8 text: '%s'.", c->label, quoted(c));
	if (!lines && str_find(s, S("\n")) < s.n)
		return fail(c->e, INVALID, c->f->name,
		    "%s is one line; '%s' has more.", c->label, quoted(c));
	if (has_control(s, lines))
		return fail(c->e, INVALID, c->f->name,
		    "%s has a control character in '%s'.", c->label, quoted(c));
	n = str_points(s);
	if (n > most)
		return fail(c->e, INVALID, c->f->name,
		    "%s may have %zu characters; '%s' has %zu.", c->label,
		    most, quoted(c), n);
	return true;
}

static bool
bytes_fine(const struct checking *c)
{
	size_t n = text_of(c).n, most = bound_length(c->f);

	if (n <= most)
		return true;
	return fail(c->e, INVALID, c->f->name,
	    "%s may have %zu bytes; it has %zu.", c->label, most, n);
}

/* ---- codes ---- */

static bool
like_a_code(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (strchr("._:-/", s.p[i]) == NULL &&
		    !(s.p[i] >= '0' && s.p[i] <= '9') &&
		    !(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
		    !(s.p[i] >= 'a' && s.p[i] <= 'z'))
			return false;
	return s.n > 0 && s.n <= 100;
}

static bool
code_fine(const struct checking *c, str code)
{
	const struct choices *list = c->f->choices;

	if (lookup_choice(c->l, list, code) != NULL)
		return true;
	if (!list->closed && (c->l == NULL || c->l->more == NULL) &&
	    like_a_code(code))
		return true;
	return fail(c->e, INVALID, c->f->name,
	    "%s: '%s' is not on the list '%s'.", c->label,
	    quote(c->e->arena, code), words_say(c->e->words, list->label));
}

static bool
codes_fine(const struct checking *c)
{
	str rest = text_of(c), one;
	struct id id;
	bool fine = true;

	while (str_cut(&rest, ';', &one)) {
		if (c->f->type == T_CHOICES)
			fine &= code_fine(c, one);
		else if (!id_read(one, &id))
			fine = fail(c->e, INVALID, c->f->name,
			    "%s: '%s' is no id.", c->label,
			    quote(c->e->arena, one));
	}
	return fine;
}

static bool
state_fine(const struct checking *c)
{
	if (state_coded(c->f->machine, text_of(c)) != NULL)
		return true;
	return fail(c->e, INVALID, c->f->name, "%s: there is no state '%s'.",
	    c->label, quoted(c));
}

/* ---- JSON inside ---- */

static bool
table_fine(const struct checking *c, const struct node *list)
{
	const struct node *it, *m;

	if (list->kind != N_LIST)
		return fail(c->e, INVALID, c->f->name,
		    "%s must be a list of rows.", c->label);
	for (it = list->first; it != NULL; it = it->next) {
		if (it->kind != N_OBJECT)
			return fail(c->e, INVALID, c->f->name,
			    "%s: each row must be an object.", c->label);
		for (m = it->first; m != NULL; m = m->next)
			if (!model_has_column(c->f->columns,
			    str_of(m->name)))
				return fail(c->e, INVALID, c->f->name,
				    "%s has no column '%s'; it has %s.",
				    c->label,
				    quote(c->e->arena, str_of(m->name)),
				    c->f->columns);
	}
	return true;
}

static bool
language_tag(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] != '-' && !(s.p[i] >= '0' && s.p[i] <= '9') &&
		    !(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
		    !(s.p[i] >= 'a' && s.p[i] <= 'z'))
			return false;
	return s.n >= 2 && s.n <= 35 && s.p[0] >= 'a' && s.p[0] <= 'z';
}

static bool
languages_fine(const struct checking *c, const struct node *object)
{
	const struct node *m;
	size_t most = bound_length(c->f);

	if (object->kind != N_OBJECT)
		return fail(c->e, INVALID, c->f->name,
		    "%s must be an object of texts by language.", c->label);
	for (m = object->first; m != NULL; m = m->next) {
		if (!language_tag(str_of(m->name)))
			return fail(c->e, INVALID, c->f->name,
			    "%s: '%s' is no language.", c->label,
			    quote(c->e->arena, str_of(m->name)));
		if (m->kind != N_TEXT)
			return fail(c->e, INVALID, c->f->name,
			    "%s: what stands for '%s' is no text.", c->label,
			    m->name);
		if (str_points(m->text) > most)
			return fail(c->e, INVALID, c->f->name,
			    "%s may have %zu characters; in '%s' it has %zu.",
			    c->label, most, m->name, str_points(m->text));
	}
	return true;
}

static bool
json_fine(const struct checking *c)
{
	struct errors unheard = { c->e->arena, NULL };
	str s = text_of(c);
	struct node *tree;

	if (c->f->type != T_LANG && s.n > bound_length(c->f))
		return bytes_fine(c);
	if (c->f->type == T_LANG && !str_starts(s, S("{")))
		return text_fine(c);
	if (!json_read(c->e->arena, s, &tree, &unheard))
		return fail(c->e, INVALID, c->f->name, "%s is not JSON: %s",
		    c->label, errors_text(&unheard, NULL));
	if (c->f->type == T_TABLE)
		return table_fine(c, tree);
	return c->f->type != T_LANG || languages_fine(c, tree);
}

/* ---- a field ---- */

static bool
bool_fine(const struct checking *c)
{
	int said = *(const int *)row_get(c->f, c->row);

	return said == NO || said == YES || fail(c->e, INVALID, c->f->name,
	    "%s must be yes or no.", c->label);
}

static bool
day_fine(const struct checking *c)
{
	int32_t n = ((const struct day *)row_get(c->f, c->row))->n;

	return (n >= 1 && n <= DAY_LAST) || fail(c->e, INVALID, c->f->name,
	    "%s is no day of the calendar.", c->label);
}

static bool
choice_fine(const struct checking *c)
{
	return code_fine(c, text_of(c));
}

static bool
always_fine(const struct checking *c)
{
	(void)c;
	return true;
}

static bool (*const checks[TYPES])(const struct checking *) = {
	[T_TEXT] = text_fine, [T_LONG] = text_fine, [T_LANG] = json_fine,
	[T_COUNT] = in_bounds, [T_REAL] = in_bounds, [T_BOOL] = bool_fine,
	[T_MONEY] = money_fine, [T_DAY] = day_fine, [T_MOMENT] = always_fine,
	[T_CHOICE] = choice_fine, [T_CHOICES] = codes_fine,
	[T_STATE] = state_fine, [T_REF] = always_fine, [T_REFS] = codes_fine,
	[T_TABLE] = json_fine, [T_JSON] = json_fine, [T_BYTES] = bytes_fine,
};

bool
valid_field(const struct lookup *l, const struct field *f, const void *row,
    struct errors *e)
{
	const struct checking c = { l, f, row, e,
		words_say(e->words, f->label) };
	bool empty = row_none(f, row) ||
	    (f->kind == K_STR && ((const str *)row_get(f, row))->n == 0);

	if (!empty)
		return checks[f->type](&c);
	if (!(f->flags & MUST))
		return true;
	/* What was typed and could not be read is told already. */
	return errors_text(e, f->name) == NULL &&
	    fail(e, INVALID, f->name, "%s is missing.", c.label);
}

/* ---- rules ---- */

struct ruling {
	const struct entity *of;
	const void          *row;
	struct errors       *e;
};

/* The rule's sentence, and the two values beside it. */
static bool
broken(const struct ruling *r, const struct rule *rule,
    const struct field *a, const struct field *b)
{
	struct arena *m = r->e->arena;

	return fail(r->e, INVALID, a->name, "%s (%s: %s; %s: %s)",
	    words_say(r->e->words, rule->says),
	    words_say(r->e->words, a->label),
	    quote(m, fieldtext_write(m, a, r->row)),
	    words_say(r->e->words, b->label),
	    quote(m, fieldtext_write(m, b, r->row)));
}

static int64_t
when(const struct field *f, const void *row)
{
	if (f->type == T_MOMENT)
		return *(const int64_t *)row_get(f, row);
	return moment_of_day(*(const struct day *)row_get(f, row));
}

/* A day and a moment are held against each other by their days. */
static bool
before(const struct field *a, const struct field *b, const void *row)
{
	if (a->type == b->type)
		return when(a, row) < when(b, row);
	return moment_day(when(a, row)).n < moment_day(when(b, row)).n;
}

static bool
above(const struct field *a, const struct field *b, const void *row)
{
	const struct money *x, *y;

	if (a->type == T_MONEY && b->type == T_MONEY) {
		x = row_get(a, row);
		y = row_get(b, row);
		return strcmp(x->currency, y->currency) == 0 &&
		    x->minor > y->minor;
	}
	if (a->type == T_COUNT && b->type == T_COUNT)
		return *(const int64_t *)row_get(a, row) >
		    *(const int64_t *)row_get(b, row);
	return value_of(a, row) > value_of(b, row);
}

static bool
rule_holds(const struct ruling *r, const struct rule *rule)
{
	const struct field *a = field_named(r->of, str_of(rule->a));
	const struct field *b = field_named(r->of, str_of(rule->b));

	if (a == NULL || b == NULL || row_none(a, r->row))
		return true;
	if (rule->kind == GOES_WITH)
		return !row_none(b, r->row) || fail(r->e, INVALID, a->name,
		    "%s (%s)", words_say(r->e->words, rule->says),
		    words_say(r->e->words, b->label));
	if (row_none(b, r->row))
		return true;
	if (rule->kind == NOT_BEFORE && before(a, b, r->row))
		return broken(r, rule, a, b);
	if (rule->kind == NOT_ABOVE && above(a, b, r->row))
		return broken(r, rule, a, b);
	return true;
}

static bool
extra_fine(const struct row *row, struct errors *e)
{
	struct errors unheard = { e->arena, NULL };
	struct node *tree;

	if (str_none(row->extra))
		return true;
	if (!json_read(e->arena, row->extra, &tree, &unheard) ||
	    tree->kind != N_OBJECT)
		return fail(e, INVALID, "extra",
		    "The site's own fields are no JSON object.");
	return true;
}

/* A member of a family says in `kind` what it is. */
static bool
kind_fine(const struct entity *of, const void *row, struct errors *e)
{
	const struct field *f = field_named(of, S("kind"));
	str kind;

	if (of->member == NULL || f == NULL || row_none(f, row))
		return true;
	kind = *(const str *)row_get(f, row);
	return str_is(kind, of->member) || fail(e, INVALID, f->name,
	    "A row of '%s' cannot be of the kind '%s'.",
	    words_say(e->words, of->label), quote(e->arena, kind));
}

bool
valid_row_with(const struct lookup *l, const struct entity *of,
    const void *row, struct errors *e)
{
	const struct ruling r = { of, row, e };
	const struct rule *rule = of->rules;
	const struct field *f;
	bool fine = true;

	for (f = of->fields; f->name != NULL; f++)
		fine &= valid_field(l, f, row, e);
	for (; rule != NULL && rule->kind != 0; rule++)
		fine &= rule_holds(&r, rule);
	fine &= kind_fine(of, row, e);
	fine &= extra_fine(row, e);
	return fine;
}

bool
valid_row(const struct entity *of, const void *row, struct errors *e)
{
	return valid_row_with(NULL, of, row, e);
}
