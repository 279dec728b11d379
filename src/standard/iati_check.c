/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "standard/iati_check.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "standard/iati_codes.h"

struct check {
	struct iati_faults *f;
	struct iati        *a;          /* the activity */
	struct day          today;
};

void
iati_blame(struct iati_faults *f, enum iati_grade grade, const struct iati *e,
    const char *attr, const char *format, ...)
{
	struct arena *a = f->c->arena;
	struct iati_fault *it = NEW(a, struct iati_fault);
	va_list args;

	it->grade = grade;
	it->line = e->line;
	it->path = str_copy(a, iati_path(e, attr));
	it->kind = str_copy(a, iati_kind(e, attr));
	va_start(args, format);
	it->says = str_vprint(a, words_say(f->c->words, format), args).p;
	va_end(args);
	if (f->last == NULL)
		f->first = it;
	else
		f->last->next = it;
	f->last = it;
	f->n++;
	f->rules += grade == IATI_RULE;
	f->wrong += grade == IATI_WRONG;
}

/* Looking is not taking: nothing here marks what it sees. */
static str
attr_of(const struct iati *e, const char *name)
{
	const struct iati_attr *at;

	for (at = e == NULL ? NULL : e->attr; at != NULL; at = at->next)
		if (str_is(at->name, name))
			return str_trim(at->value);
	return (str){ 0 };
}

static const struct iati *
named(const struct iati *e, str name)
{
	while (e != NULL && !str_same(e->name, name))
		e = e->next;
	return e;
}

static const struct iati *
child(const struct iati *up, const char *name)
{
	return up == NULL ? NULL : named(up->first, str_of(name));
}

static const struct iati *
after(const struct iati *e)
{
	return named(e->next, e->name);
}

static bool
has_words(const struct iati *e)
{
	const struct iati *n;

	for (n = child(e, "narrative"); n != NULL; n = after(n))
		if (!str_none(str_trim(n->text)))
			return true;
	return false;
}

#define CUT(s) ((s).n > 60 ? 60 : (int)(s).n), (s).p

/* ---- values ---- */

bool
iati_day(str s, struct day *d)
{
	int64_t ms;

	*d = (struct day){ 0 };
	s = str_trim(s);
	if (s.n > 10 && s.p[10] == 'T' && moment_read(s, &ms))
		s = str_part(s, 0, 10);
	else if (s.n > 10 && (s.p[10] == 'Z' || s.p[10] == '+' ||
	    s.p[10] == '-'))
		s = str_part(s, 0, 10);
	return day_read(s, d);
}

bool
iati_amount(str s, const char *currency, struct money *m)
{
	double v;

	*m = (struct money){ 0 };
	s = str_trim(s);
	if (money_read(s, currency, m))
		return true;
	return str_real(s, &v) && money_from_real(v, currency, m);
}

static const char *
currency_of(struct check *k, const struct iati *value, char room[4])
{
	str code = attr_of(value, "currency");

	if (str_none(code))
		code = attr_of(k->a, "default-currency");
	if (code.n != 3)
		return NULL;
	memcpy(room, code.p, 3);
	room[3] = '\0';
	return room;
}

static void
check_value(struct check *k, const struct iati *value)
{
	const char *currency;
	struct money m;
	char room[4];

	currency = currency_of(k, value, room);
	if (currency == NULL && str_none(attr_of(value, "currency")))
		iati_blame(k->f, IATI_WRONG, value, "currency",
		    "The amount has no currency, and the activity has no "
		    "default one.");
	else if (currency == NULL || money_exponent(currency) < 0)
		return;         /* told by the code list */
	else if (!iati_amount(value->text, currency, &m))
		iati_blame(k->f, IATI_WRONG, value, NULL,
		    "'%.*s' is no amount.", CUT(value->text));
}

static bool
check_day(struct check *k, const struct iati *e, const char *attr,
    struct day *d)
{
	str s = attr_of(e, attr);

	*d = (struct day){ 0 };
	if (str_none(s))
		return false;
	if (iati_day(s, d))
		return true;
	iati_blame(k->f, IATI_WRONG, e, attr,
	    "'%.*s' is no day; write it as 2026-03-31.", CUT(s));
	return false;
}

/* ---- code lists ---- */

static void
check_code(struct check *k, const struct iati *e, const char *attr, str code,
    const char *list)
{
	if (list == NULL || str_none(code) || iati_listed(list, code))
		return;
	iati_blame(k->f, IATI_WRONG, e, attr,
	    "'%.*s' is no code of the list %s.", CUT(code), list);
}

static void
check_codes(struct check *k, const struct iati *e)
{
	str kind = iati_kind(e, NULL);
	const struct iati_attr *at;
	const struct iati *c;

	for (at = e->attr; at != NULL; at = at->next)
		check_code(k, e, str_z(e->arena, at->name), at->value,
		    iati_list_at(kind, at->name));
	check_code(k, e, "code", attr_of(e, "code"), iati_list_of(kind,
	    attr_of(e, "vocabulary")));
	if (str_is(e->name, "narrative"))
		check_code(k, e, "lang", attr_of(e, "lang"), "Language");
	for (c = e->first; c != NULL; c = c->next)
		check_codes(k, c);
}

/* ---- percentages ---- */

/* In ten-thousandths of a percent, so that sums are exact. */
static bool
share_of(struct check *k, const struct iati *e, int64_t *share)
{
	str s = attr_of(e, "percentage");
	double v;

	*share = 0;
	if (str_none(s))
		return false;
	if (!str_real(s, &v) || v < 0 || v > 100) {
		iati_blame(k->f, IATI_WRONG, e, "percentage",
		    "'%.*s' is no percentage from 0 to 100.", CUT(s));
		return false;
	}
	*share = (int64_t)(v * 10000 + 0.5);
	return true;
}

static bool
is_of(const struct iati *e, str vocabulary)
{
	str v = attr_of(e, "vocabulary");

	return str_same(str_none(v) ? S("1") : v, vocabulary);
}

/* Whether no earlier one of that name has the same vocabulary. */
static bool
is_first(const struct iati *up, const struct iati *e, str vocabulary)
{
	const struct iati *k;

	for (k = child(up, str_z(e->arena, e->name)); k != e; k = after(k))
		if (is_of(k, vocabulary))
			return false;
	return true;
}

struct sum {
	int64_t total;
	size_t  n, said;
};

static void
add_shares(struct check *k, const struct iati *e, str vocabulary,
    struct sum *s)
{
	int64_t share;

	for (; e != NULL; e = after(e)) {
		if (vocabulary.p != NULL && !is_of(e, vocabulary))
			continue;
		s->n++;
		if (share_of(k, e, &share)) {
			s->said++;
			s->total += share;
		}
	}
}

enum { WHOLE = 100 * 10000 };

static void
judge_sum(struct check *k, const struct iati *e, const struct sum *s)
{
	if (s->n > 1 && s->said < s->n)
		iati_blame(k->f, IATI_RULE, e, "percentage",
		    "There are %zu, and %zu of them have no percentage.", s->n,
		    s->n - s->said);
	else if (s->said > 0 && s->total != WHOLE)
		iati_blame(k->f, IATI_RULE, e, "percentage",
		    "The percentages come to %g, not to 100.",
		    (double)s->total / 10000);
}

static void
check_sectors(struct check *k)
{
	const struct iati *e, *t;
	str vocabulary;
	size_t with = 0, n = 0;
	struct sum s;

	for (e = child(k->a, "sector"); e != NULL; e = after(e)) {
		vocabulary = attr_of(e, "vocabulary");
		vocabulary = str_none(vocabulary) ? S("1") : vocabulary;
		s = (struct sum){ 0 };
		if (is_first(k->a, e, vocabulary)) {
			add_shares(k, e, vocabulary, &s);
			judge_sum(k, e, &s);
		}
		if (str_among(vocabulary, "98 99") && !has_words(e))
			iati_blame(k->f, IATI_RULE, e, NULL,
			    "A sector of one's own needs a name.");
	}
	for (t = child(k->a, "transaction"); t != NULL; t = after(t), n++)
		with += child(t, "sector") != NULL;
	if (child(k->a, "sector") == NULL && (with == 0 || with < n))
		iati_blame(k->f, IATI_RULE, k->a, "/sector",
		    "No sector is said.");
	else if (child(k->a, "sector") != NULL && with > 0)
		iati_blame(k->f, IATI_RULE, k->a, "/sector",
		    "Sectors are said for the activity and for "
		    "transactions; one of the two it must be.");
}

static void
check_countries(struct check *k)
{
	const struct iati *country = child(k->a, "recipient-country"),
	    *region = child(k->a, "recipient-region"), *e, *t;
	str vocabulary;
	size_t n = 0, with = 0;
	struct sum s = { 0 };

	if (country != NULL && region == NULL) {
		add_shares(k, country, (str){ 0 }, &s);
		judge_sum(k, country, &s);
	}
	for (e = region; e != NULL; e = after(e)) {
		vocabulary = attr_of(e, "vocabulary");
		vocabulary = str_none(vocabulary) ? S("1") : vocabulary;
		if (!is_first(k->a, e, vocabulary))
			continue;
		s = (struct sum){ 0 };
		add_shares(k, country, (str){ 0 }, &s);
		add_shares(k, e, vocabulary, &s);
		judge_sum(k, e, &s);
	}
	for (t = child(k->a, "transaction"); t != NULL; t = after(t), n++)
		with += child(t, "recipient-country") != NULL ||
		    child(t, "recipient-region") != NULL;
	if (country == NULL && region == NULL && (with == 0 || with < n))
		iati_blame(k->f, IATI_RULE, k->a, "/recipient-country",
		    "No country or region is said.");
	else if ((country != NULL || region != NULL) && with > 0)
		iati_blame(k->f, IATI_RULE, k->a, "/recipient-country",
		    "Countries are said for the activity and for "
		    "transactions; one of the two it must be.");
}

/* ---- who and what ---- */

static void
check_identity(struct check *k)
{
	const struct iati *id = child(k->a, "iati-identifier"),
	    *by = child(k->a, "reporting-org");
	str ref = attr_of(by, "ref"), s = id == NULL ? (str){ 0 }
	    : str_trim(id->text);
	size_t i;

	if (str_none(s))
		iati_blame(k->f, IATI_WRONG, k->a, "/iati-identifier",
		    "The activity has no identifier.");
	if (str_none(ref))
		iati_blame(k->f, IATI_RULE, k->a, "/reporting-org",
		    "The reporting organisation has no reference.");
	if (!str_none(s) && str_same(s, ref))
		iati_blame(k->f, IATI_RULE, id, NULL,
		    "The activity's identifier is that of the organisation.");
	for (i = 0; i < s.n; i++)
		if (strchr("/&|?", s.p[i]) != NULL) {
			iati_blame(k->f, IATI_POINT, id, NULL,
			    "An identifier has none of the signs / & | ?.");
			break;
		}
	if (!has_words(child(k->a, "title")))
		iati_blame(k->f, IATI_WRONG, k->a, "/title",
		    "The activity has no title.");
	if (!has_words(child(k->a, "description")))
		iati_blame(k->f, IATI_RULE, k->a, "/description",
		    "The activity has no description.");
}

static void
check_org(struct check *k, const struct iati *e)
{
	if (e != NULL && str_none(attr_of(e, "ref")) && !has_words(e))
		iati_blame(k->f, IATI_RULE, e, NULL,
		    "An organisation needs a reference or a name.");
}

static void
check_parties(struct check *k)
{
	const struct iati *e;

	if (child(k->a, "participating-org") == NULL)
		iati_blame(k->f, IATI_RULE, k->a, "/participating-org",
		    "No organisation takes part.");
	for (e = child(k->a, "participating-org"); e != NULL; e = after(e)) {
		check_org(k, e);
		if (str_none(attr_of(e, "role")))
			iati_blame(k->f, IATI_WRONG, e, "role",
			    "The organisation has no role.");
	}
	for (e = child(k->a, "policy-marker"); e != NULL; e = after(e))
		if (is_of(e, S("1")) && str_none(attr_of(e, "significance")))
			iati_blame(k->f, IATI_RULE, e, "significance",
			    "A policy marker needs its significance.");
}

static void
check_dates(struct check *k)
{
	static const char *const not_after[] = { "1", "3", "2", "4" };
	struct day day[5] = { { 0 } }, d;
	const struct iati *e;
	int64_t type;
	size_t i;

	for (e = child(k->a, "activity-date"); e != NULL; e = after(e)) {
		if (!check_day(k, e, "iso-date", &d) ||
		    !str_int(attr_of(e, "type"), &type) || type < 1 || type > 4)
			continue;
		day[type] = d;
		if (type % 2 == 0 && d.n > k->today.n)
			iati_blame(k->f, IATI_RULE, e, "iso-date",
			    "An actual day lies in the future.");
	}
	if (day[1].n == 0 && day[2].n == 0)
		iati_blame(k->f, IATI_RULE, k->a, "/activity-date",
		    "No planned or actual start is said.");
	for (i = 0; i < 4; i += 2)
		if (day[not_after[i][0] - '0'].n >
		    day[not_after[i + 1][0] - '0'].n &&
		    day[not_after[i + 1][0] - '0'].n > 0)
			iati_blame(k->f, IATI_RULE, k->a, "/activity-date",
			    "The activity ends before it starts.");
	if (child(k->a, "activity-status") == NULL)
		iati_blame(k->f, IATI_RULE, k->a, "/activity-status",
		    "No activity status is said.");
}

/* ---- money ---- */

static void
check_period(struct check *k, const struct iati *e, bool within_year)
{
	const struct iati *from = child(e, "period-start"),
	    *to = child(e, "period-end");
	struct day a = { 0 }, b = { 0 };

	if (from != NULL)
		(void)check_day(k, from, "iso-date", &a);
	if (to != NULL)
		(void)check_day(k, to, "iso-date", &b);
	if (a.n > 0 && b.n > 0 && b.n < a.n)
		iati_blame(k->f, IATI_WRONG, e, NULL,
		    "The period ends before it begins.");
	else if (within_year && a.n > 0 && b.n - a.n > 366)
		iati_blame(k->f, IATI_RULE, e, NULL,
		    "The period is longer than a year.");
	if (within_year && (a.n == 0 || b.n == 0))
		iati_blame(k->f, IATI_WRONG, e, NULL,
		    "The period has no first or no last day.");
}

static void
check_planned(struct check *k, const char *name)
{
	const struct iati *e, *v;
	bool budget = strcmp(name, "budget") == 0;

	for (e = child(k->a, name); e != NULL; e = after(e)) {
		check_period(k, e, budget);
		check_org(k, child(e, "provider-org"));
		check_org(k, child(e, "receiver-org"));
		v = child(e, "value");
		if (v == NULL)
			iati_blame(k->f, IATI_WRONG, e, "/value",
			    "There is no amount.");
		else
			check_value(k, v);
	}
}

static void
check_transaction(struct check *k, const struct iati *t)
{
	const struct iati *v = child(t, "value"),
	    *on = child(t, "transaction-date");
	struct day d;

	if (str_none(attr_of(child(t, "transaction-type"), "code")))
		iati_blame(k->f, IATI_WRONG, t, "/transaction-type",
		    "The transaction has no type.");
	if (on == NULL || str_none(attr_of(on, "iso-date")))
		iati_blame(k->f, IATI_WRONG, t, "/transaction-date",
		    "The transaction has no date.");
	else if (check_day(k, on, "iso-date", &d) && d.n > k->today.n)
		iati_blame(k->f, IATI_RULE, on, "iso-date",
		    "The transaction lies in the future.");
	if (v == NULL)
		iati_blame(k->f, IATI_WRONG, t, "/value",
		    "There is no amount.");
	else
		check_value(k, v);
	if (v != NULL && check_day(k, v, "value-date", &d) &&
	    d.n > k->today.n)
		iati_blame(k->f, IATI_RULE, v, "value-date",
		    "The transaction lies in the future.");
	check_org(k, child(t, "provider-org"));
	check_org(k, child(t, "receiver-org"));
}

/* ---- results ---- */

static void
check_number(struct check *k, const struct iati *e, bool counts)
{
	str s = attr_of(e, "value");
	double v;

	if (counts && str_none(s))
		iati_blame(k->f, IATI_RULE, e, "value",
		    "An indicator that is counted needs a value here.");
	else if (counts && !str_typed(s, &v))
		iati_blame(k->f, IATI_POINT, e, "value",
		    "'%.*s' is no number.", CUT(s));
}

static void
check_indicator(struct check *k, const struct iati *i)
{
	bool counts = str_among(attr_of(i, "measure"), "1 2 3 4");
	const struct iati *b, *p, *v;
	struct day d;

	if (!has_words(child(i, "title")))
		iati_blame(k->f, IATI_RULE, i, "/title",
		    "The indicator has no title.");
	if (str_none(attr_of(i, "measure")))
		iati_blame(k->f, IATI_WRONG, i, "measure",
		    "The indicator does not say how it is measured.");
	for (b = child(i, "baseline"); b != NULL; b = after(b)) {
		check_number(k, b, counts);
		(void)check_day(k, b, "iso-date", &d);
	}
	for (p = child(i, "period"); p != NULL; p = after(p)) {
		check_period(k, p, false);
		for (v = child(p, "target"); v != NULL; v = after(v))
			check_number(k, v, counts);
		for (v = child(p, "actual"); v != NULL; v = after(v))
			check_number(k, v, counts);
	}
}

static void
check_results(struct check *k)
{
	const struct iati *r, *i;

	for (r = child(k->a, "result"); r != NULL; r = after(r)) {
		if (!has_words(child(r, "title")))
			iati_blame(k->f, IATI_RULE, r, "/title",
			    "The result has no title.");
		for (i = child(r, "indicator"); i != NULL; i = after(i))
			check_indicator(k, i);
	}
}

void
iati_check(struct ctx *c, struct iati *a, struct iati_faults *f)
{
	struct check k = { f, a, moment_day(c->now) };
	const struct iati *t;

	f->c = c;
	check_identity(&k);
	check_parties(&k);
	check_dates(&k);
	check_codes(&k, a);
	check_countries(&k);
	check_sectors(&k);
	check_planned(&k, "budget");
	check_planned(&k, "planned-disbursement");
	for (t = child(a, "transaction"); t != NULL; t = after(t))
		check_transaction(&k, t);
	check_results(&k);
}
