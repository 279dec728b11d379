/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* $filter: read into a tree once, asked of every row. */
#include "standard/odata.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/words.h"
#include "base/write.h"

enum value_is { NOTHING, TRUTH, NUMBER, TEXT, DAY, MOMENT, ANY };

struct value {
	enum value_is is;
	double        number;   /* also of truth, day and moment (ms) */
	str           text;
};

enum part_is { P_LITERAL, P_COLUMN, P_COMPARE, P_AND, P_OR, P_NOT, P_CALL,
	P_IN };

enum compare_by { EQ, NE, GT, GE, LT, LE };

struct part {
	enum part_is is;
	int          by;        /* compare_by, or which call */
	struct value value;     /* of a literal */
	const struct tabular_column *column;
	struct part *a, *b;     /* what it is of */
	struct part *next;      /* of the list behind `in` */
};

struct odata_filter {
	struct part *top;
};

struct reading {
	struct arena  *arena;
	struct errors *e;
	const struct tabular_column *column;
	size_t n;
	str    text;
	size_t at;
	int    depth, parts;
};

static struct part *expression(struct reading *);

/* ---- letters ---- */

static struct part *
wrong_say(struct reading *r, const char *says)
{
	if (errors_worst(r->e) == FINE)
		(void)fail(r->e, INVALID, "$filter",
		    "The filter is not understood at its character %d: %s.",
		    (int)r->at + 1, words_say(r->e->words, says));
	return NULL;
}

static char
here(const struct reading *r)
{
	return r->at < r->text.n ? r->text.p[r->at] : '\0';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
blanks(struct reading *r)
{
	size_t from = r->at;

	while (is_blank(here(r)))
		r->at++;
	return r->at > from;
}

static bool
is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static str
word(const struct reading *r)
{
	size_t to = r->at;

	while (to < r->text.n && is_name(r->text.p[to]))
		to++;
	return str_part(r->text, r->at, to);
}

static struct part *
part_new(struct reading *r, enum part_is is)
{
	struct part *p;

	if (++r->parts > ODATA_PARTS)
		return wrong_say(r, "it is too long");
	p = NEW(r->arena, struct part);
	p->is = is;
	return p;
}

/* ---- literals ---- */

/* 'It''s' */
static struct part *
text_literal(struct reading *r)
{
	struct write w = write_new(r->arena, ODATA_FILTER_MOST);
	struct part *p = part_new(r, P_LITERAL);

	r->at++;
	for (; r->at < r->text.n; r->at++) {
		if (here(r) == '\'' && r->at + 1 < r->text.n &&
		    r->text.p[r->at + 1] == '\'')
			r->at++;
		else if (here(r) == '\'')
			break;
		write_char(&w, here(r));
	}
	if (here(r) != '\'')
		return wrong_say(r, "a text has no end");
	r->at++;
	if (p != NULL)
		p->value = (struct value){ TEXT, NAN, write_done(&w) };
	return p;
}

/* Days, moments, ids and numbers begin alike. */
static bool
read_literal(struct arena *a, str s, struct value *v)
{
	struct day day;
	struct id id;
	int64_t ms;

	*v = (struct value){ NUMBER, NAN, { 0 } };
	if (id_read(s, &id)) {
		*v = (struct value){ TEXT, NAN, id_text(a, id) };
		return true;
	}
	if (day_read(s, &day)) {
		*v = (struct value){ DAY, (double)day.n, { 0 } };
		return true;
	}
	if (moment_read(s, &ms)) {
		*v = (struct value){ MOMENT, (double)ms, { 0 } };
		return true;
	}
	return str_real(s, &v->number);
}

static struct part *
plain_literal(struct reading *r)
{
	struct part *p = part_new(r, P_LITERAL);
	size_t to = r->at;

	while (to < r->text.n && (is_name(r->text.p[to]) ||
	    r->text.p[to] == '-' || r->text.p[to] == '+' ||
	    r->text.p[to] == '.' || r->text.p[to] == ':'))
		to++;
	if (p == NULL)
		return NULL;
	if (to == r->at || !read_literal(r->arena, str_part(r->text, r->at,
	    to), &p->value))
		return wrong_say(r, "neither a name nor a value");
	r->at = to;
	return p;
}

/* ---- names ---- */

static const struct {
	const char *name;
	int         takes;
} calls[] = {
	{ "contains", 2 }, { "startswith", 2 }, { "endswith", 2 },
	{ "tolower", 1 }, { "toupper", 1 }, { "trim", 1 }, { "length", 1 },
};

enum { CONTAINS, STARTS, ENDS, LOWER, UPPER, TRIM, LENGTH, CALLS };

static bool
closes(struct reading *r, char with)
{
	(void)blanks(r);
	if (here(r) != with)
		return false;
	r->at++;
	return true;
}

static struct part *
call(struct reading *r, int which)
{
	struct part *p = part_new(r, P_CALL);

	r->at++;                                /* the bracket */
	(void)blanks(r);
	if (p == NULL || (p->a = expression(r)) == NULL)
		return NULL;
	p->by = which;
	if (calls[which].takes == 2) {
		if (!closes(r, ','))
			return wrong_say(r, "a comma is missing");
		(void)blanks(r);
		if ((p->b = expression(r)) == NULL)
			return NULL;
	}
	return closes(r, ')') ? p : wrong_say(r, "a bracket is not closed");
}

static struct part *
column(struct reading *r, str name)
{
	struct part *p = part_new(r, P_COLUMN);
	size_t i;

	for (i = 0; p != NULL && i < r->n; i++)
		if (str_same(r->column[i].heading, name))
			p->column = &r->column[i];
	if (p != NULL && p->column == NULL && r->n > 0)
		return wrong_say(r, "there is no such property");
	r->at += name.n;
	if (p != NULL && (here(r) == '/' || here(r) == '(' ||
	    here(r) == '\'' || here(r) == '.'))
		return wrong_say(r, "this is beyond what is understood here");
	return p;
}

static struct part *
named(struct reading *r)
{
	str name = word(r);
	struct part *p;
	size_t i;

	if (str_is(name, "true") || str_is(name, "false") ||
	    str_is(name, "null")) {
		r->at += name.n;
		p = part_new(r, P_LITERAL);
		if (p != NULL)
			p->value = (struct value){ str_is(name, "null") ?
				NOTHING : TRUTH, str_is(name, "true"), { 0 } };
		return p;
	}
	for (i = 0; i < CALLS; i++)
		if (str_same_nocase(name, str_of(calls[i].name)) &&
		    r->at + name.n < r->text.n &&
		    r->text.p[r->at + name.n] == '(') {
			r->at += name.n;
			return call(r, (int)i);
		}
	return column(r, name);
}

static bool
looks_like_id(const struct reading *r)
{
	struct id id;

	return id_read(str_part(r->text, r->at, r->at + 36), &id);
}

static struct part *
single(struct reading *r)
{
	struct part *p;
	char c = here(r);

	if (c == '(') {
		r->at++;
		(void)blanks(r);
		p = expression(r);
		if (p == NULL)
			return NULL;
		return closes(r, ')') ? p : wrong_say(r,
		    "a bracket is not closed");
	}
	if (c == '\'')
		return text_literal(r);
	if (isdigit((unsigned char)c) || c == '-' || looks_like_id(r))
		return plain_literal(r);
	if (isalpha((unsigned char)c) || c == '_')
		return named(r);
	return wrong_say(r, c == '\0' ? "it ends too early" :
	    "neither a name nor a value");
}

/* ---- operators ---- */

/* A word between blanks, and not the beginning of a longer one. */
static bool
takes(struct reading *r, const char *name)
{
	size_t was = r->at;
	str is;

	if (!blanks(r))
		return false;
	is = word(r);
	if (!str_same_nocase(is, str_of(name))) {
		r->at = was;
		return false;
	}
	r->at += is.n;
	return true;
}

static enum value_is
kind_of(const struct part *p)
{
	static const char *const texts[] = { "Edm.String", "Edm.Guid" };
	const char *type;

	switch (p->is) {
	case P_LITERAL:
		return p->value.is == NOTHING ? ANY : p->value.is;
	case P_COLUMN:
		if (p->column == NULL)
			return ANY;
		type = odata_type(p->column);
		if (strcmp(type, texts[0]) == 0 || strcmp(type, texts[1]) == 0)
			return TEXT;
		return strcmp(type, "Edm.Boolean") == 0 ? TRUTH :
		    strcmp(type, "Edm.Date") == 0 ? DAY :
		    strcmp(type, "Edm.DateTimeOffset") == 0 ? MOMENT : NUMBER;
	case P_CALL:
		return p->by <= ENDS ? TRUTH : p->by == LENGTH ? NUMBER : TEXT;
	default:
		return TRUTH;
	}
}

static bool
fit(const struct part *a, const struct part *b)
{
	enum value_is x = kind_of(a), y = kind_of(b);

	return x == y || x == ANY || y == ANY ||
	    (x == DAY && y == MOMENT) || (x == MOMENT && y == DAY);
}

static bool
arguments_fit(struct reading *r, const struct part *p)
{
	const struct part *of[] = { p->a, p->b };
	size_t i;

	if (p->is != P_CALL)
		return true;
	for (i = 0; i < 2; i++)
		if (of[i] != NULL && kind_of(of[i]) != TEXT &&
		    kind_of(of[i]) != ANY)
			return wrong_say(r,
			    "this function is of texts") != NULL;
	return true;
}

static struct part *
list_of(struct reading *r, struct part *a)
{
	struct part *p = part_new(r, P_IN), *item, **to;

	if (p == NULL || !blanks(r) || here(r) != '(')
		return wrong_say(r,
		    "a list in brackets is missing behind 'in'");
	p->a = a;
	to = &p->b;
	do {
		r->at++;
		(void)blanks(r);
		item = here(r) == '\'' ? text_literal(r) :
		    isalpha((unsigned char)here(r)) && !looks_like_id(r) ?
		    named(r) : plain_literal(r);
		if (item == NULL)
			return NULL;
		if (item->is != P_LITERAL || !fit(a, item))
			return wrong_say(r, "these two cannot be compared");
		*to = item;
		to = &item->next;
		(void)blanks(r);
	} while (here(r) == ',');
	return closes(r, ')') ? p : wrong_say(r, "a bracket is not closed");
}

static struct part *
comparison(struct reading *r)
{
	static const char *const names[] = { "eq", "ne", "gt", "ge", "lt",
		"le" };
	struct part *a = single(r), *p;
	int i;

	if (a == NULL || !arguments_fit(r, a))
		return NULL;
	if (takes(r, "in"))
		return list_of(r, a);
	for (i = 0; i < 6; i++) {
		if (!takes(r, names[i]))
			continue;
		p = part_new(r, P_COMPARE);
		if (p == NULL || !blanks(r))
			return wrong_say(r, "a blank is missing");
		p->by = i;
		p->a = a;
		if ((p->b = single(r)) == NULL || !arguments_fit(r, p->b))
			return NULL;
		return fit(a, p->b) ? p : wrong_say(r,
		    "these two cannot be compared");
	}
	return a;
}

static bool
is_truth(struct reading *r, const struct part *p)
{
	enum value_is is;

	if (p == NULL)
		return false;
	is = kind_of(p);
	return is == TRUTH || is == ANY ||
	    wrong_say(r, "something that is true or false is missing") != NULL;
}

static struct part *
negation(struct reading *r)
{
	size_t was = r->at;
	struct part *p;

	if (!str_same_nocase(word(r), S("not")))
		return comparison(r);
	r->at += 3;
	if (!blanks(r) && here(r) != '(') {
		r->at = was;
		return comparison(r);
	}
	if (++r->depth > ODATA_DEPTH)
		return wrong_say(r, "it goes too deep");
	p = part_new(r, P_NOT);
	if (p != NULL && !is_truth(r, p->a = negation(r)))
		return NULL;
	r->depth--;
	return p;
}

static struct part *
chain(struct reading *r, const char *by, enum part_is is,
    struct part *(*of)(struct reading *))
{
	struct part *a = of(r), *p;

	while (a != NULL && takes(r, by)) {
		p = part_new(r, is);
		if (p == NULL || !is_truth(r, a))
			return NULL;
		if (!blanks(r))
			return wrong_say(r, "a blank is missing");
		p->a = a;
		p->b = of(r);
		if (!is_truth(r, p->b))
			return NULL;
		a = p;
	}
	return a;
}

static struct part *
conjunction(struct reading *r)
{
	return chain(r, "and", P_AND, negation);
}

static struct part *
expression(struct reading *r)
{
	struct part *p;

	if (++r->depth > ODATA_DEPTH)
		return wrong_say(r, "it goes too deep");
	p = chain(r, "or", P_OR, conjunction);
	r->depth--;
	return p;
}

bool
odata_filter_read(struct arena *a, const struct tabular_column *columns,
    size_t n, str text, struct odata_filter **out, struct errors *e)
{
	struct reading r = { a, e, columns, n, text, 0, 0, 0 };
	struct odata_filter *f = NEW(a, struct odata_filter);

	*out = f;
	if (text.n > ODATA_FILTER_MOST)
		return fail(e, INVALID, "$filter",
		    "The filter is too long.");
	f->top = expression(&r);
	if (f->top == NULL || !is_truth(&r, f->top))
		return false;
	return r.at == text.n ||
	    wrong_say(&r, "something is left over") != NULL;
}

/* ---- asked of a row ---- */

static struct value ask(const struct part *, struct arena *, const void *row);

static struct value
truth(bool yes)
{
	return (struct value){ TRUTH, yes, { 0 } };
}

static struct value
number(double x)
{
	return (struct value){ isnan(x) ? NOTHING : NUMBER, x, { 0 } };
}

static struct value
column_value(const struct tabular_column *c, struct arena *a, const void *row)
{
	const struct field *f = c->field;
	str text;

	if (c->part == TABULAR_REVISION)
		return number((double)((const struct row *)row)->revision);
	if (c->part == TABULAR_VALUE && row_none(f, row))
		return (struct value){ NOTHING, NAN, { 0 } };
	switch (c->part == TABULAR_VALUE ? f->type : T_TEXT) {
	case T_COUNT:
		return number((double)*(const int64_t *)row_get(f, row));
	case T_REAL:
		return number(*(const double *)row_get(f, row));
	case T_MONEY:
		return number(money_real(*(const struct money *)
		    row_get(f, row)));
	case T_BOOL:
		return truth(*(const int *)row_get(f, row) == YES);
	case T_DAY:
		return (struct value){ DAY, (double)((const struct day *)
			row_get(f, row))->n, { 0 } };
	case T_MOMENT:
		return (struct value){ MOMENT, (double)*(const int64_t *)
			row_get(f, row), { 0 } };
	default:
		text = tabular_cell(a, c, row);
		return (struct value){ text.n == 0 ? NOTHING : TEXT, NAN,
			text };
	}
}

/* A day beside a moment is its first one, in UTC. */
static double
in_ms(struct value v)
{
	if (v.is != DAY)
		return v.number;
	return (double)moment_of_day((struct day){ (int32_t)v.number });
}

static bool
compare(int by, struct value a, struct value b)
{
	int order;

	if (a.is == NOTHING || b.is == NOTHING)
		return by == EQ ? a.is == b.is : by == NE && a.is != b.is;
	if (a.is == TEXT && b.is == TEXT)
		order = str_order(a.text, b.text);
	else if (a.is != b.is)
		order = in_ms(a) < in_ms(b) ? -1 : in_ms(a) > in_ms(b);
	else
		order = a.number < b.number ? -1 : a.number > b.number;
	switch (by) {
	case EQ: return order == 0;
	case NE: return order != 0;
	case GT: return order > 0;
	case GE: return order >= 0;
	case LT: return order < 0;
	default: return order <= 0;
	}
}

static str
in_case(struct arena *a, str s, utf8proc_int32_t (*to)(utf8proc_int32_t))
{
	struct write w = write_new(a, 8 * s.n + 8);
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s.p;
	utf8proc_uint8_t out[4];
	utf8proc_ssize_t n, left = (utf8proc_ssize_t)s.n;
	utf8proc_int32_t point;

	for (; left > 0; p += n, left -= n) {
		n = utf8proc_iterate(p, left, &point);
		if (n <= 0)
			break;
		write_str(&w, (str){ (const char *)out, (size_t)
			utf8proc_encode_char(to(point), out) });
	}
	return write_done(&w);
}

static struct value
call_value(const struct part *p, struct arena *a, const void *row)
{
	struct value x = ask(p->a, a, row), y = { NOTHING, NAN, { 0 } };

	if (p->b != NULL)
		y = ask(p->b, a, row);
	if (x.is != TEXT || (p->b != NULL && y.is != TEXT))
		return p->by <= ENDS ? truth(false) :
		    (struct value){ NOTHING, NAN, { 0 } };
	switch (p->by) {
	case CONTAINS:
		return truth(y.text.n == 0 ||
		    str_find(x.text, y.text) < x.text.n);
	case STARTS: return truth(str_starts(x.text, y.text));
	case ENDS: return truth(str_ends(x.text, y.text));
	case LOWER: x.text = in_case(a, x.text, utf8proc_tolower); break;
	case UPPER: x.text = in_case(a, x.text, utf8proc_toupper); break;
	case TRIM: x.text = str_trim(x.text); break;
	default: return number((double)str_points(x.text));
	}
	return x;
}

static bool
is_among(const struct part *p, struct arena *a, const void *row)
{
	struct value x = ask(p->a, a, row);
	const struct part *item;

	for (item = p->b; item != NULL; item = item->next)
		if (compare(EQ, x, item->value))
			return true;
	return false;
}

static bool
is_true(const struct part *p, struct arena *a, const void *row)
{
	struct value v = ask(p, a, row);

	return v.is == TRUTH && v.number != 0;
}

static struct value
ask(const struct part *p, struct arena *a, const void *row)
{
	switch (p->is) {
	case P_LITERAL: return p->value;
	case P_COLUMN: return column_value(p->column, a, row);
	case P_CALL: return call_value(p, a, row);
	case P_COMPARE: return truth(compare(p->by, ask(p->a, a, row),
	    ask(p->b, a, row)));
	case P_AND: return truth(is_true(p->a, a, row) &&
	    is_true(p->b, a, row));
	case P_OR: return truth(is_true(p->a, a, row) ||
	    is_true(p->b, a, row));
	case P_NOT: return truth(!is_true(p->a, a, row));
	default: return truth(is_among(p, a, row));
	}
}

bool
odata_filter_holds(const struct odata_filter *f, struct arena *a,
    const void *row)
{
	return is_true(f->top, a, row);
}
