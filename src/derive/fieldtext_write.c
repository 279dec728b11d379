/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/fieldtext.h"

#include <sodium.h>

#include "base/arena.h"
#include "base/write.h"
#include "model/text.h"

static str
count_text(struct arena *a, int64_t n)
{
	struct write w = write_new(a, 32);

	write_int(&w, n);
	return write_done(&w);
}

static str
real_text(struct arena *a, double x)
{
	struct write w = write_new(a, 64);

	write_real(&w, x);
	return write_done(&w);
}

static str
of_money(struct arena *a, struct money m)
{
	str amount = money_text(a, m);

	return str_print(a, "%.*s %s", (int)amount.n, amount.p, m.currency);
}

str
fieldtext_write(struct arena *a, const struct field *f, const void *row)
{
	const void *p = row_get(f, row);

	if (row_none(f, row))
		return S("");
	switch (f->type) {
	case T_COUNT:
		return count_text(a, *(const int64_t *)p);
	case T_REAL:
		return real_text(a, *(const double *)p);
	case T_BOOL:
		return *(const int *)p == YES ? S("yes") : S("no");
	case T_MONEY:
		return of_money(a, *(const struct money *)p);
	case T_DAY:
		return day_text(a, *(const struct day *)p);
	case T_MOMENT:
		return moment_text(a, *(const int64_t *)p);
	case T_REF:
		return id_text(a, *(const struct id *)p);
	case T_BYTES:
		return fieldtext_base64(a, *(const str *)p);
	default:
		return *(const str *)p;
	}
}

/* ---- for people ---- */

struct shown {
	struct arena        *a;
	const struct lookup *l;
	const struct field  *f;
};

static str
of_choice(const struct shown *s, str code)
{
	const struct choice *c = lookup_choice(s->l, s->f->choices, code);

	return c == NULL || c->label == NULL ? code :
	    str_of(lookup_say(s->l, c->label));
}

static str
of_ref(const struct shown *s, str text)
{
	struct id id;
	str name = { 0 };

	if (s->l != NULL && s->l->name != NULL && id_read(text, &id))
		name = s->l->name(s->l->with, s->f, id, s->a);
	return str_none(name) ? text : name;
}

static str
of_several(const struct shown *s, str codes)
{
	struct write w = write_new(s->a, 1 << 20);
	str one;

	while (str_cut(&codes, ';', &one)) {
		if (w.n > 0)
			write_z(&w, ", ");
		write_str(&w, s->f->type == T_REFS ? of_ref(s, one) :
		    of_choice(s, one));
	}
	return write_done(&w);
}

static str
of_state(const struct shown *s, str code)
{
	const struct state *t = state_coded(s->f->machine, code);

	return t == NULL ? code : str_of(lookup_say(s->l, t->label));
}

str
fieldtext_show(struct arena *a, const struct lookup *l, const struct field *f,
    const void *row)
{
	const struct shown s = { a, l, f };
	str plain;

	if (row_none(f, row))
		return S("");
	if (f->flags & SECRET)
		return str_of(lookup_say(l, "(secret)"));
	if (f->type == T_BYTES)
		return str_print(a, lookup_say(l, "%zu bytes"),
		    ((const str *)row_get(f, row))->n);
	plain = fieldtext_write(a, f, row);
	switch (f->type) {
	case T_BOOL:
		return str_of(lookup_say(l,
		    str_is(plain, "yes") ? "Yes" : "No"));
	case T_CHOICE:
		return of_choice(&s, plain);
	case T_STATE:
		return of_state(&s, plain);
	case T_CHOICES: case T_REFS:
		return of_several(&s, plain);
	case T_REF:
		return of_ref(&s, plain);
	case T_LANG:
		return text_in(a, plain, l != NULL && l->lang ? l->lang : "en");
	default:
		return plain;
	}
}

/* ---- base64 ---- */

str
fieldtext_base64(struct arena *a, str bytes)
{
	size_t n = sodium_base64_encoded_len(bytes.n,
	    sodium_base64_VARIANT_ORIGINAL);
	char *z = NEWS(a, char, n);

	sodium_bin2base64(z, n, (const unsigned char *)bytes.p, bytes.n,
	    sodium_base64_VARIANT_ORIGINAL);
	return (str){ z, n - 1 };
}

bool
fieldtext_unbase64(struct arena *a, str text, str *bytes)
{
	size_t room = text.n / 4 * 3 + 3, n;
	unsigned char *p = arena_take(a, room, 1);
	const char *end;

	if (sodium_base642bin(p, room, text.p, text.n, " \r\n\t", &n, &end,
	    sodium_base64_VARIANT_ORIGINAL) != 0 || end != text.p + text.n)
		return false;
	*bytes = (str){ (char *)p, n };
	return true;
}
