/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Sectors and countries that stand at the transactions alone: here they are
 * of the whole activity, in the shares of what was paid.
 */
#include "base/arena.h"
#include "standard/iati_keep.h"

enum { PARTS_MOST = 100, HUNDRED = 10000 };     /* of a per cent's 100 */

struct part {
	str     name, vocabulary, code;
	int64_t sum;
	const struct iati *at;
};

struct split {
	struct iati_keep *k;
	const char  *names;     /* "recipient-country recipient-region" */
	const char  *types;     /* of the payments that are added up */
	str          vocabulary;        /* of sectors: the one that counts */
	struct part  of[PARTS_MOST];
	size_t       n;
	struct money total;
	bool         lost;      /* it cannot be told in shares */
};

static struct iati *
child(struct iati *up, const char *names)
{
	struct iati *e;

	for (e = up->first; e != NULL && !str_among(e->name, names);
	    e = e->next)
		;
	return e;
}

static str
attr(const struct iati *e, const char *name)
{
	const struct iati_attr *at;

	for (at = e == NULL ? NULL : e->attr; at != NULL; at = at->next)
		if (str_is(at->name, name))
			return at->value;
	return (str){ 0 };
}

static str
vocabulary_of(const struct iati *e)
{
	str v = attr(e, "vocabulary");

	return str_none(v) ? S("1") : v;
}

static void
add(struct split *s, const struct iati *e, int64_t minor)
{
	str v = vocabulary_of(e), code = attr(e, "code");
	size_t i;

	for (i = 0; i < s->n; i++)
		if (str_same(s->of[i].name, e->name) && str_same(
		    s->of[i].vocabulary, v) && str_same(s->of[i].code, code))
			break;
	if (i == PARTS_MOST || str_none(code)) {
		s->lost = true;
		return;
	}
	if (i == s->n)
		s->of[s->n++] = (struct part){ e->name, v, code, 0, e };
	s->lost |= __builtin_add_overflow(s->of[i].sum, minor, &s->of[i].sum);
}

static bool
counts(const struct split *s, const struct iati *e)
{
	return str_among(e->name, s->names) && (str_none(s->vocabulary) ||
	    str_same(vocabulary_of(e), s->vocabulary));
}

/* Of several vocabularies the DAC's own, else the one met first. */
static void
choose(struct split *s)
{
	const struct iati *t, *e;

	for (t = s->k->a->first; t != NULL; t = t->next)
		for (e = str_is(t->name, "transaction") ? t->first : NULL;
		    e != NULL; e = e->next)
			if (str_is(e->name, "sector") && (str_none(
			    s->vocabulary) || str_is(vocabulary_of(e), "1")))
				s->vocabulary = vocabulary_of(e);
}

static void
add_payment(struct split *s, struct iati *t)
{
	struct iati *e = t->first;
	struct money m;

	while (e != NULL && !counts(s, e))
		e = e->next;
	if (e == NULL || !iati_sum(s->k, t, &m) || !money_add(&s->total, m)) {
		s->lost = true;
		return;
	}
	add(s, e, m.minor);
}

static bool
add_all(struct split *s)
{
	struct iati *t;
	size_t i;

	s->n = 0;
	s->lost = false;
	s->total = (struct money){ 0 };
	for (t = s->k->a->first; t != NULL && !s->lost; t = t->next)
		if (str_is(t->name, "transaction") && str_among(attr(child(t,
		    "transaction-type"), "code"), s->types))
			add_payment(s, t);
	for (i = 0; i < s->n; i++)
		s->lost |= s->of[i].sum < 0;
	return s->n > 0 && !s->lost && s->total.minor > 0;
}

/* To a hundredth; the last takes the rest, so that they come to 100. */
static void
put_parts(struct split *s)
{
	int64_t left = HUNDRED, part;
	struct iati *e;
	size_t i;

	for (i = 0; i < s->n; i++) {
		part = i + 1 == s->n ? left : (int64_t)((double)s->of[i].sum /
		    (double)s->total.minor * HUNDRED + 0.5);
		part = part > left ? left : part;
		left -= part;
		e = iati_add(s->k->a, str_z(s->k->a->arena, s->of[i].name));
		e->line = s->of[i].at->line;
		iati_set(e, "vocabulary", attr(s->of[i].at, "vocabulary"));
		iati_set(e, "code", s->of[i].code);
		if (s->n > 1)
			iati_set(e, "percentage", str_print(s->k->a->arena,
			    "%lld.%02lld", (long long)part / 100,
			    (long long)part % 100));
	}
}

/* They are not kept where they stand, but are not lost either. */
static void
mark_taken(struct split *s)
{
	struct iati *t, *e;

	for (t = s->k->a->first; t != NULL; t = t->next)
		for (e = str_is(t->name, "transaction") ? t->first : NULL;
		    e != NULL; e = e->next)
			if (counts(s, e)) {
				e->used = true;
				(void)iati_get(e, "vocabulary");
				(void)iati_get(e, "code");
				(void)iati_words(s->k, e);
			}
}

static bool
split(struct iati_keep *k, const char *names)
{
	static const char *const types[] = { "3 4", "2", "1 11 13" };
	struct split s = { .k = k, .names = names };
	size_t i;

	if (child(k->a, names) != NULL)
		return false;
	if (str_is(str_of(names), "sector"))
		choose(&s);
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		s.types = types[i];
		if (add_all(&s)) {
			put_parts(&s);
			mark_taken(&s);
			return true;
		}
		if (s.lost)
			return false;
	}
	return false;
}

void
iati_split(struct iati_keep *k)
{
	if (split(k, "sector"))
		iati_note(k, k->a, "/sector", false, str_of(words_say(
		    k->c->words, "Sectors stand at the transactions alone; "
		    "here the activity has them, in shares of what was "
		    "paid.")));
	if (split(k, "recipient-country recipient-region"))
		iati_note(k, k->a, "/recipient-country", false, str_of(
		    words_say(k->c->words, "Countries stand at the "
		    "transactions alone; here the activity has them, in "
		    "shares of what was paid.")));
}
