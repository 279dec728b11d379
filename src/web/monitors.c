/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/monitors.h"

#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "flow/find.h"
#include "format/html.h"
#include "model/codes.h"

static const struct {
	const char *mark, *says;
	int         colour;
} lights[] = {                          /* in the order of the enum; words: */
	[INDICATOR_DARK]  = { "none", "Too early or no data", 6 },
	[INDICATOR_RED]   = { "bad",  "Off track", 4 },
	[INDICATOR_AMBER] = { "warn", "Watch", 2 },
	[INDICATOR_GREEN] = { "ok",   "On track", 1 },
};

void
monitors_light(struct ctx *c, const struct monitor_one *m, struct node *row)
{
	struct node *is = node_object(row, "is");

	node_z(is, "mark", lights[m->light].mark);
	node_z(is, "says", words_say(c->words, lights[m->light].says));
}

static int
decimals(double x)
{
	if (!isfinite(x) || fabs(x - round(x)) < 1e-9)
		return 0;
	return fabs(x) < 10 ? 2 : 1;
}

void
monitors_real(struct node *row, const char *name, double x)
{
	node_real(row, name, x, decimals(x));
}

str
monitors_href(struct ctx *c, const struct programme *p,
    const struct indicator *in, const char *below)
{
	struct write w = write_new(c->arena, 4096);

	write_str(&w, programme_href(c, p));
	write_z(&w, "/indicator/");
	html_url_part(&w, in->code);
	write_z(&w, below);
	return write_done(&w);
}

bool
monitors_named(struct ctx *c, const struct request *q, struct programme *p,
    struct indicator *in)
{
	return programme_named(c, q, p) && flow_find_text(c, &indicator_entity,
	    request_at(q, "indicator"), p->row.id, in);
}

/* ---- groups ---- */

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
monitors_group(struct ctx *c, str stratum)
{
	size_t at = str_find(stratum, S("=")), i;
	str kind = str_part(stratum, 0, at);
	str code = str_part(stratum, at + 1, stratum.n);

	if (str_none(stratum))
		return str_of(words_say(c->words, "Total"));
	if (str_is(kind, "treated"))
		return str_of(words_say(c->words, str_is(code, "1")
		    ? "In the programme" : "Comparison"));
	for (i = 0; kinds[i].kind != NULL; i++)
		if (str_is(kind, kinds[i].kind) &&
		    choice_coded(kinds[i].codes, code) != NULL)
			return choice_says(c, kinds[i].codes, code);
	if (str_is(code, "U") || str_is(code, "unknown"))
		return str_of(words_say(c->words, "Unknown"));
	return at < stratum.n ? code : stratum;
}

/* A figure by groups as it grows over the periods. */
struct split {
	str         kind;               /* "sex"; none yet */
	struct map *place;              /* of a group in at */
	str        *group;
	double     *value;
	size_t      n, room, value_room;
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
	s->group = arena_more(c->arena, s->group, s->n, &s->room,
	    sizeof(*s->group));
	s->value = arena_more(c->arena, s->value, s->n, &s->value_room,
	    sizeof(*s->value));
	if (*at == s->n) {
		s->group[s->n] = v->stratum;
		s->value[s->n++] = 0;
	}
	s->value[*at] += v->value;
}

/* What is summed over the periods is so by groups too; of the rest the last
 * period counts. */
void
monitors_split(struct ctx *c, const struct monitor_one *m, struct node *row)
{
	const struct indicators_one *o = m->is;
	const struct indicators_period *p;
	struct split s = { .place = map_new(c->arena) };
	struct node *one;
	size_t i, k;

	(void)node_list(row, "split");
	for (i = 0; i < o->periods; i++) {
		p = &o->period[i];
		for (k = 0; (o->adds_up || p == m->last) && k < p->values; k++)
			split_add(c, &s, &p->all[p->at[k]]);
	}
	for (i = 0; i < s.n; i++) {
		one = node_row(row, "split");
		node_text(one, "group", monitors_group(c, s.group[i]));
		monitors_real(one, "value", s.value[i]);
	}
	node_bool(row, "has_split", s.n > 0);
}

str
monitors_bar(struct ctx *c, const struct monitor_one *m)
{
	struct write w = write_new(c->arena, 1 << 14);
	const struct chart_bar bar = { { 0, 1 }, fmax(m->is->achievement, 0),
		m->elapsed, lights[m->light].colour, { 0 } };

	chart_bar(&w, &bar);
	return write_done(&w);
}
