/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/grouped.h"

#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/sort.h"
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
		s->at[s->n++] = (struct grouped){ v->stratum, 0, NAN };
	s->at[*at].value += v->value;
	if (!isnan(v->denominator))
		s->at[*at].of = (isnan(s->at[*at].of) ? 0 : s->at[*at].of) +
		    v->denominator;
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

/* ---- told outside the house ---- */

static bool
tells_persons(str stratum)
{
	str one;

	while (str_cut(&stratum, ';', &one)) {
		one = str_trim(one);
		if (str_starts(one, S("sex=")) || str_starts(one, S("age")) ||
		    str_starts(one, S("disability=")) ||
		    str_starts(one, S("ethnicity=")))
			return true;
	}
	return false;
}

bool
grouped_persons(const struct indicator *i, const struct indicators_one *o)
{
	size_t k, n;

	if (!str_among(i->measure, "1 3"))
		return false;
	if (str_starts(i->records, S("people_")))
		return true;
	for (k = 0; k < o->periods; k++)
		for (n = 0; n < o->period[k].values; n++)
			if (tells_persons(o->period[k].all[
			    o->period[k].at[n]].stratum))
				return true;
	return false;
}

static int64_t
whole_number(double v)
{
	return isnan(v) || fabs(v) > 1e15 ? INT64_MIN : (int64_t)llround(v);
}

static int
by_name(const void *one, const void *other, const void *with)
{
	const struct grouped *g = with;

	return str_order(g[*(const size_t *)one].stratum,
	    g[*(const size_t *)other].stratum);
}

/* In the order of their names: whatever is told anywhere of the same groups
 * leaves out the same ones. */
static enum small
judge_sorted(struct arena *a, const struct grouped *g, size_t n,
    double whole, enum small *is)
{
	enum small *sorted = NEWS(a, enum small, n), all;
	int64_t *part = NEWS(a, int64_t, n);
	size_t *at = NEWS(a, size_t, n), i;

	for (i = 0; i < n; i++)
		at[i] = i;
	sort(a, at, n, sizeof(*at), by_name, g);
	for (i = 0; i < n; i++)
		part[i] = whole_number(g[at[i]].value);
	all = small_judge(part, n, whole_number(whole), sorted);
	for (i = 0; i < n; i++)
		is[at[i]] = sorted[i];
	return all;
}

enum small
grouped_judge(struct arena *a, const struct grouped *g, size_t n,
    double whole, bool persons, enum small *is)
{
	bool crossed = false;
	size_t i;

	for (i = 0; i < n; i++) {
		is[i] = g[i].of < SMALL_LEAST ? SMALL_FEWER : SMALL_TOLD;
		crossed = crossed || str_find(g[i].stratum, S(";")) <
		    g[i].stratum.n;
	}
	if (!persons)
		return SMALL_TOLD;
	if (n > 0 && !crossed)
		return judge_sorted(a, g, n, whole, is);
	for (i = 0; i < n; i++)
		is[i] = SMALL_KEPT;
	return small_alone(whole_number(whole));
}
