/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/fieldtext.h"

#include <assert.h>
#include <string.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/write.h"
#include "derive/quote.h"

struct reading {
	struct arena        *a;
	const struct lookup *l;
	const struct field  *f;
	struct errors       *e;
	const char          *quoted;    /* what was given, for sentences */
};

#define NBSP "\xc2\xa0"
#define BOM  "\xef\xbb\xbf"
#define MINUS "\xe2\x88\x92"

/* Blanks as people paste them: also no-break spaces and byte order marks. */
static str
trim(str s)
{
	size_t n;

	do {
		n = s.n;
		s = str_trim(s);
		if (str_starts(s, S(NBSP)))
			s = str_part(s, 2, s.n);
		if (str_starts(s, S(BOM)))
			s = str_part(s, 3, s.n);
		if (str_ends(s, S(NBSP)))
			s = str_part(s, 0, s.n - 2);
	} while (s.n != n);
	return s;
}

static const char *
label(const struct reading *r)
{
	return words_say(r->e->words, r->f->label);
}

/* ---- numbers ---- */

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
digits(str s)
{
	size_t n = 0;

	while (n < s.n && digit(s.p[n]))
		n++;
	return n;
}

static str
without(struct arena *a, str s, char mark)
{
	char *z = str_z(a, s);
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		if (s.p[i] != mark)
			z[n++] = s.p[i];
	z[n] = '\0';
	return (str){ z, n };
}

/* -1,234 or 1.234, but not 0.123: the mark may stand between thousands. */
static bool
may_be_thousands(str s, char mark)
{
	size_t before;

	if (s.n > 0 && s.p[0] == '-')
		s = str_part(s, 1, s.n);
	before = digits(s);
	return before >= 1 && before <= 3 && s.p[0] != '0' &&
	    s.n == before + 4 && s.p[before] == mark &&
	    digits(str_part(s, before + 1, s.n)) == 3;
}

static bool
no_number(struct reading *r)
{
	return fail(r->e, INVALID, r->f->name,
	    "'%s' is not a number; write it like 1234.5.", r->quoted);
}

/* The number with a minus, digits and a point, and nothing else. */
static bool
plain_number(struct reading *r, str s, str *into)
{
	size_t comma;
	char *z;

	if (str_starts(s, S(MINUS)))
		s = str_print(r->a, "-%.*s", (int)(s.n - 3), s.p + 3);
	if (str_starts(s, S("+")) && s.n > 1 && digit(s.p[1]))
		s = str_part(s, 1, s.n);
	comma = str_find(s, S(","));
	*into = s;
	if (comma == s.n)
		return true;
	if (may_be_thousands(s, ','))
		return fail(r->e, INVALID, r->f->name, "'%s' can be read in two"
		    " ways: write %s or %s.", r->quoted,
		    without(r->a, s, ',').p, str_print(r->a, "%.*s.%.*s",
		    (int)comma, s.p, (int)(s.n - comma - 1),
		    s.p + comma + 1).p);
	if (str_find(s, S(".")) < s.n ||
	    str_find(str_part(s, comma + 1, s.n), S(",")) < s.n - comma - 1)
		return fail(r->e, INVALID, r->f->name, "'%s' is not a number;"
		    " write it without separators between thousands.",
		    r->quoted);
	z = str_z(r->a, s);
	z[comma] = '.';
	*into = (str){ z, s.n };
	return true;
}

static bool
no_thousands(struct reading *r, str s)
{
	if (!may_be_thousands(s, '.'))
		return true;
	return fail(r->e, INVALID, r->f->name, "'%s' can be read in two ways:"
	    " write %s if thousands are meant.", r->quoted,
	    without(r->a, s, '.').p);
}

static bool
read_count(struct reading *r, str s, void *row)
{
	enum { EXACT = 53 };            /* bits of a double that are whole */
	double x;

	if (!plain_number(r, s, &s) || !no_thousands(r, s))
		return false;
	if (str_int(s, row_at(r->f, row)))
		return true;
	if (!str_real(s, &x))
		return no_number(r);
	if (x >= (double)((int64_t)1 << EXACT) ||
	    x <= -(double)((int64_t)1 << EXACT))
		return fail(r->e, INVALID, r->f->name,
		    "'%s' is too large a number.", r->quoted);
	if ((double)(int64_t)x < x || (double)(int64_t)x > x)
		return fail(r->e, INVALID, r->f->name,
		    "'%s' is not a whole number.", r->quoted);
	*(int64_t *)row_at(r->f, row) = (int64_t)x;
	return true;
}

static bool
read_real(struct reading *r, str s, void *row)
{
	double x;

	if (!plain_number(r, s, &s))
		return false;
	if (!str_real(s, &x))
		return no_number(r);
	*(double *)row_at(r->f, row) = x;
	return true;
}

/* ---- money ---- */

static bool
letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* 'USD 12' and '12 USD' into the two; false: there are no three letters. */
static bool
split_money(struct arena *a, str s, str *amount, char currency[4])
{
	size_t front = 0, back = 0;
	str cur;

	while (front < s.n && letter(s.p[front]))
		front++;
	while (back < s.n - front && letter(s.p[s.n - 1 - back]))
		back++;
	if (back == 3) {
		cur = str_part(s, s.n - 3, s.n);
		*amount = trim(str_part(s, 0, s.n - 3));
	} else if (front == 3) {
		cur = str_part(s, 0, 3);
		*amount = trim(str_part(s, 3, s.n));
	} else {
		return false;
	}
	cur = str_upper(a, cur);
	memcpy(currency, cur.p, 3);
	currency[3] = '\0';
	return true;
}

static bool
no_amount(struct reading *r, double x, const char *currency, int exponent)
{
	struct money m;

	if (!money_from_real(x, currency, &m))
		return fail(r->e, INVALID, r->f->name,
		    "'%s' is too large to be counted.", r->quoted);
	return exponent == 0 ? fail(r->e, INVALID, r->f->name,
	    "'%s' is not an amount: %s has no decimals.", r->quoted, currency)
	    : fail(r->e, INVALID, r->f->name,
	    "'%s' is not an amount: %s has %d decimals at most.", r->quoted,
	    currency, exponent);
}

static bool
read_money(struct reading *r, str s, void *row)
{
	char currency[4];
	struct money m;
	int exponent;
	double x;

	if (!split_money(r->a, s, &s, currency))
		return fail(r->e, INVALID, r->f->name,
		    "'%s' lacks its currency; write it like 1250.50 USD.",
		    r->quoted);
	exponent = money_exponent(currency);
	if (exponent < 0)
		return fail(r->e, INVALID, r->f->name,
		    "There is no currency %s.", currency);
	if (!plain_number(r, s, &s) || (exponent != 3 && !no_thousands(r, s)))
		return false;
	if (!str_real(s, &x))
		return no_number(r);
	if (!money_read(s, currency, &m))
		return no_amount(r, x, currency, exponent);
	*(struct money *)row_at(r->f, row) = m;
	return true;
}

/* ---- days and moments ---- */

/* Whether digits, with one kind of mark between, look like day and month
 * written before the year. */
static bool
day_first(str s)
{
	size_t one = digits(s), two;

	if (one < 1 || one > 2 || s.n < one + 4 ||
	    strchr("/.-", s.p[one]) == NULL)
		return false;
	two = digits(str_part(s, one + 1, s.n));
	return two >= 1 && two <= 2;
}

static bool
bad_day(struct reading *r, str s)
{
	bool iso = s.n == 10 && digits(s) == 4 && s.p[4] == '-' &&
	    s.p[7] == '-' && digits(str_part(s, 5, 7)) == 2 &&
	    digits(str_part(s, 8, 10)) == 2;

	if (iso)
		return fail(r->e, INVALID, r->f->name,
		    "The calendar has no day '%s'.", r->quoted);
	if (day_first(s))
		return fail(r->e, INVALID, r->f->name, "'%s' can be read in two"
		    " ways: write the year first, like 2024-01-31.",
		    r->quoted);
	return fail(r->e, INVALID, r->f->name,
	    "'%s' is not a day; write it like 2024-01-31.", r->quoted);
}

static bool
read_day(struct reading *r, str s, void *row)
{
	struct day d;
	int64_t ms;

	if (!day_read(s, &d)) {
		/* Workbooks give a day as its midnight. */
		if (s.n <= 10 || !moment_read(s, &ms) ||
		    moment_of_day(moment_day(ms)) != ms)
			return bad_day(r, s);
		d = moment_day(ms);
	}
	*(struct day *)row_at(r->f, row) = d;
	return true;
}

static bool
read_moment(struct reading *r, str s, void *row)
{
	char *z = str_z(r->a, s);

	if (s.n > 10 && z[10] == ' ')
		z[10] = 'T';
	if (moment_read((str){ z, s.n }, row_at(r->f, row)))
		return true;
	return fail(r->e, INVALID, r->f->name, "'%s' is not a moment; write it"
	    " like 2024-01-31T08:05 or 2024-01-31T08:05+07:00.", r->quoted);
}

/* ---- yes and no ---- */

static const struct { const char *said; int means; } answers[] = {
	{ "yes", YES }, { "y", YES }, { "true", YES }, { "1", YES },
	{ "co", YES },
	{ "no", NO }, { "n", NO }, { "false", NO }, { "0", NO },
	{ "khong", NO },
};

static bool
read_bool(struct reading *r, str s, void *row)
{
	str key = fold(r->a, s);
	size_t i;

	for (i = 0; i < sizeof answers / sizeof *answers; i++)
		if (str_is(key, answers[i].said)) {
			*(int *)row_at(r->f, row) = answers[i].means;
			return true;
		}
	return fail(r->e, INVALID, r->f->name,
	    "'%s' is neither yes nor no.", r->quoted);
}

/* ---- choices ---- */

static const char *
by_label(struct reading *r, const struct choice *c, str key)
{
	const char *said;

	for (; c != NULL && c->code != NULL; c++) {
		said = lookup_say(r->l, c->label);
		if (str_same(key, fold(r->a, str_of(c->code))) ||
		    (c->label != NULL &&
		    (str_same(key, fold(r->a, str_of(c->label))) ||
		    str_same(key, fold(r->a, str_of(said))))))
			return c->code;
	}
	return NULL;
}

/* The first codes of a list, for a sentence. */
static const char *
some_codes(struct arena *a, const struct choice *c)
{
	str all = S("");
	size_t n;

	for (n = 0; c != NULL && c->code != NULL; c++, n++)
		if (n < 8)
			all = str_print(a, "%.*s%s%s", (int)all.n, all.p,
			    n > 0 ? ", " : "", c->code);
	return n > 8 ? str_z(a, str_print(a, "%.*s ...", (int)all.n, all.p)) :
	    str_z(a, all);
}

static bool
find_choice(struct reading *r, str s, str *code)
{
	const struct choices *list = r->f->choices;
	const struct choice *c = lookup_choice(r->l, list, s);
	const char *found;
	str key;

	*code = s;
	if (c != NULL)
		return true;
	key = fold(r->a, s);
	found = by_label(r, list->of, key);
	if (found == NULL && r->l != NULL && r->l->more != NULL)
		found = by_label(r, r->l->more(r->l->with, list), key);
	if (found != NULL) {
		*code = str_of(found);
		return true;
	}
	if (!list->closed && (r->l == NULL || r->l->more == NULL))
		return true;
	return fail(r->e, INVALID, r->f->name,
	    "'%s' is not on the list '%s'; there are %s.", quote(r->a, s),
	    words_say(r->e->words, list->label), some_codes(r->a, list->of));
}

static bool
find_state(struct reading *r, str s, str *code)
{
	const struct state *t = r->f->machine->states;
	str key = fold(r->a, s);

	for (; t->code != NULL; t++)
		if (str_same(key, fold(r->a, str_of(t->code))) ||
		    str_same(key, fold(r->a, str_of(t->label))) ||
		    str_same(key, fold(r->a,
		    str_of(lookup_say(r->l, t->label))))) {
			*code = str_of(t->code);
			return true;
		}
	return fail(r->e, INVALID, r->f->name,
	    "'%s' is no state of '%s'.", r->quoted, label(r));
}

static bool
find_ref(struct reading *r, str s, str *code)
{
	const struct entity *to;
	struct id id;

	if (!id_read(s, &id) && (r->l == NULL || r->l->refer == NULL ||
	    !r->l->refer(r->l->with, r->f, s, &id))) {
		to = entity_named(str_of(r->f->to));
		return fail(r->e, INVALID, r->f->name,
		    "There is no %s '%s'.", to == NULL ? r->f->to :
		    words_say(r->e->words, to->label), quote(r->a, s));
	}
	*code = id_text(r->a, id);
	return true;
}

static bool
listed(str all, str code)
{
	str one;

	while (str_cut(&all, ';', &one))
		if (str_same(one, code))
			return true;
	return false;
}

/* Several with ; between; the same one twice counts once. */
static bool
read_several(struct reading *r, str s, void *row)
{
	struct write w = write_new(r->a, 1 << 20);
	bool fine = true;
	str one, code;

	while (str_cut(&s, ';', &one)) {
		one = trim(one);
		if (one.n == 0)
			continue;
		if (!(r->f->type == T_REFS ? find_ref(r, one, &code) :
		    find_choice(r, one, &code))) {
			fine = false;
			continue;
		}
		if (listed((str){ w.p, w.n }, code))
			continue;
		if (w.n > 0)
			write_char(&w, ';');
		write_str(&w, code);
	}
	if (fine && w.n > 0)
		*(str *)row_at(r->f, row) = write_done(&w);
	else if (fine)
		row_clear(r->f, row);
	return fine;
}

/* ---- all of them ---- */

static bool
read_bytes(struct reading *r, str s, void *row)
{
	if (fieldtext_unbase64(r->a, s, row_at(r->f, row)))
		return true;
	return fail(r->e, INVALID, r->f->name, "This is not base64 text.");
}

static bool
read_text(struct reading *r, str s, void *row)
{
	*(str *)row_at(r->f, row) = s;          /* a copy already: fold_nfc */
	return true;
}

static bool
read_code(struct reading *r, str s, void *row)
{
	str code;

	if (!(r->f->type == T_STATE ? find_state(r, s, &code) :
	    find_choice(r, s, &code)))
		return false;
	return read_text(r, code, row);
}

static bool
read_ref(struct reading *r, str s, void *row)
{
	str code;

	return find_ref(r, s, &code) && id_read(code, row_at(r->f, row));
}

static bool (*const readers[TYPES])(struct reading *, str, void *) = {
	[T_TEXT] = read_text, [T_LONG] = read_text, [T_LANG] = read_text,
	[T_COUNT] = read_count, [T_REAL] = read_real, [T_BOOL] = read_bool,
	[T_MONEY] = read_money, [T_DAY] = read_day, [T_MOMENT] = read_moment,
	[T_CHOICE] = read_code, [T_CHOICES] = read_several,
	[T_STATE] = read_code, [T_REF] = read_ref, [T_REFS] = read_several,
	[T_TABLE] = read_text, [T_JSON] = read_text, [T_BYTES] = read_bytes,
};

bool
fieldtext_take(const struct fieldtext *way, const struct field *f, str text,
    void *row)
{
	struct errors *e = way->errors;
	struct reading r = { way->arena, way->lookup, f, e, NULL };

	assert(f->type > 0 && f->type < TYPES);
	if (!str_utf8(text))
		return fail(e, INVALID, f->name, "'%s' is not UTF-8 text.",
		    quote(r.a, text));
	text = trim(fold_nfc(r.a, text));
	if (text.n == 0) {
		row_clear(f, row);
		return true;
	}
	r.quoted = quote(r.a, text);
	return readers[f->type](&r, text, row);
}

bool
fieldtext_read(struct arena *a, const struct field *f, str text, void *row,
    struct errors *e)
{
	struct fieldtext way = { a, NULL, e };

	return fieldtext_take(&way, f, text, row);
}
