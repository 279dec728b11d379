/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/grouped.h"

#include <math.h>

#include "base/map.h"
#include "model/codes.h"

static const struct {
	const char           *kind;
	const struct choices *codes;
} kinds[] = {
	{ "sex",         &sex_codes },
	{ "age_band",    &age_band_codes },
	{ "sector_side", &sector_side_codes },
	{ "disability",  &yes_no_unknown_codes },
	{ NULL, NULL }
};

str
grouped_says(struct ctx *c, str stratum)
{
	size_t at = str_find(stratum, S("=")), i;
	str kind = str_part(stratum, 0, at);
	str code = str_part(stratum, at + 1, stratum.n);
	const struct choice *k;

	if (str_none(stratum))
		return str_of(words_say(c->words, "Total"));
	if (str_is(kind, "treated"))
		return str_of(words_say(c->words, str_is(code, "1")
		    ? "In the programme" : "Comparison"));
	for (i = 0; kinds[i].kind != NULL; i++) {
		k = str_is(kind, kinds[i].kind) ?
		    choice_coded(kinds[i].codes, code) : NULL;
		if (k != NULL)
			return str_of(words_say(c->words, k->label));
	}
	if (str_is(code, "U") || str_is(code, "unknown"))
		return str_of(words_say(c->words, "Unknown"));
	return at < stratum.n ? code : stratum;
}

/* A figure by groups as it grows over the periods. */
struct split {
	str             kind;           /* "sex"; none yet */
	struct map     *place;          /* of a group in at */
	struct grouped *at;
	size_t          n, room;
};

static void
split_add(struct ctx *c, struct split *s, const struct indicator_value *v)
{
	str kind = str_part(v->stratum, 0, str_find(v->stratum, S("=")));
	size_t *at;

	if (str_none(v->stratum) || isnan(v->value))
		return;
	if (str_none(s->kind))
		s->kind = kind;
	if (!str_same(kind, s->kind))
		return;
	at = map_at(s->place, v->stratum, s->n);
	s->at = arena_more(c->arena, s->at, s->n, &s->room, sizeof(*s->at));
	if (*at == s->n)
		s->at[s->n++] = (struct grouped){ v->stratum, 0 };
	s->at[*at].value += v->value;
}

struct grouped *
grouped_split(struct ctx *c, const struct monitor_one *m, size_t *n)
{
	const struct indicators_one *o = m->is;
	const struct indicators_period *p;
	struct split s = { .place = map_new(c->arena) };
	size_t i, k;

	for (i = 0; i < o->periods; i++) {
		p = &o->period[i];
		for (k = 0; (o->adds_up || p == m->last) && k < p->values; k++)
			split_add(c, &s, &p->all[p->at[k]]);
	}
	*n = s.n;
	return s.at;
}
