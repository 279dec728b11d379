/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which programmes of the portfolio fit what is asked for. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/map.h"
#include "base/sort.h"
#include "flow/find.h"
#include "format/html.h"
#include "model/assess.h"
#include "model/codes.h"
#include "model/fund.h"
#include "web/place.h"
#include "web/portfolio.h"
#include "web/programme.h"

static const struct {
	const char *name, *label;       /* words: */
	const struct choices *codes;
} filters[FILTERS] = {
	{ "country",  "Country",              NULL },
	{ "sector",   "Sector",               &dac_sector_codes },
	{ "sdg",      "Development Goal",     NULL },
	{ "goal",     "Goal of the Convention", &convention_goal_codes },
	{ "funder",   "Funder",               NULL },
	{ "modality", "Kind of activity",     &modality_codes },
};

bool
portfolio_money(const struct portfolio_page *v, const struct outline *o)
{
	return ctx_may(v->c, &transaction_entity, SEE, o->p.row.id) &&
	    ctx_may(v->c, &budget_line_entity, SEE, o->p.row.id);
}

bool
portfolio_gaps(const struct portfolio_page *v, const struct outline *o)
{
	return ctx_may(v->c, &gap_entity, SEE, o->p.row.id);
}

/* ---- what a programme is filed under ---- */

struct label {
	str value, says;
};

static void
split(str list, struct label *into, size_t room, size_t *n,
    bool goal_only)
{
	str rest = list, one;
	size_t i;

	while (*n < room && str_cut(&rest, ';', &one)) {
		one = str_trim(one);
		if (goal_only)
			one = str_part(one, 0, str_find(one, S(".")));
		for (i = 0; i < *n && !str_same(into[i].value, one);)
			i++;
		if (i == *n && !str_none(one))
			into[(*n)++] = (struct label){ one, { 0 } };
	}
}

enum { LABELS = 64 };

/* The values of a programme under that heading. */
static size_t
labels_of(const struct portfolio_page *v, const struct outline *o,
    enum portfolio_by by, struct label *into)
{
	struct arena *a = v->c->arena;
	size_t i, n = 0;

	switch (by) {
	case BY_COUNTRY:
		for (i = 0; i < o->spots && n < LABELS; i++)
			if (o->spot[i].country[0] != '\0')
				into[n++] = (struct label){
					str_of(o->spot[i].country),
					place_name(v->c, &o->spot[i]) };
		break;
	case BY_SECTOR:
		split(o->p.dac_sector, into, LABELS, &n, false);
		break;
	case BY_SDG:
		split(o->p.sdg, into, LABELS, &n, true);
		break;
	case BY_GOAL:
		split(o->p.convention_goal, into, LABELS, &n, false);
		break;
	case BY_FUNDER:
		for (i = 0; i < o->funders && n < LABELS &&
		    portfolio_money(v, o); i++)
			into[n++] = (struct label){ id_text(a, o->funder[i]),
				o->funder_name[i] };
		break;
	default:
		for (i = 0; i < o->kinds && n < LABELS; i++)
			if (!str_none(o->kind[i].modality))
				into[n++] = (struct label){
					o->kind[i].modality, { 0 } };
	}
	return n;
}

static bool
fits(const struct portfolio_page *v, const struct outline *o)
{
	struct label is[LABELS];
	size_t i, n;
	int by;

	for (by = 0; by < FILTERS; by++) {
		/* What gives and what is done is counted with the rest. */
		if (str_none(v->asked[by]) || (!o->is_counted &&
		    (by == BY_FUNDER || by == BY_MODALITY)))
			continue;
		n = labels_of(v, o, (enum portfolio_by)by, is);
		for (i = 0; i < n && !str_same(is[i].value, v->asked[by]);)
			i++;
		if (i == n)
			return false;
	}
	return true;
}

/* ---- money ---- */

static bool
rates_find(struct portfolio_page *v)
{
	struct rate r;
	size_t i, k;

	v->rate = NEWS(v->c->arena, struct portfolio_rate, v->n_seen + 1);
	for (i = 0; i < v->n_seen; i++) {
		const char *from = v->seen[i]->currency;

		for (k = 0; k < v->rates &&
		    strcmp(v->rate[k].currency, from) != 0;)
			k++;
		if (k < v->rates || from[0] == '\0')
			continue;
		memcpy(v->rate[k].currency, from, sizeof(v->rate->currency));
		v->rates++;
		v->rate[k].rate = 1;
		if (strcmp(from, v->currency) == 0)
			continue;
		if (!rate_on(v->c, from, v->currency, moment_day(v->c->now),
		    &r))
			return false;
		v->rate[k].rate = r.rate;
	}
	return true;
}

struct money
portfolio_in(const struct portfolio_page *v, struct money m)
{
	struct money x;
	size_t k;

	if (strcmp(m.currency, v->currency) == 0)
		return m;
	for (k = 0; k < v->rates; k++)
		if (strcmp(v->rate[k].currency, m.currency) == 0 &&
		    money_times(m, v->rate[k].rate, v->currency, &x))
			return x;
	return (struct money){ 0 };
}

/* The one that was asked for, else the one most programmes have. */
static void
currency_choose(struct portfolio_page *v)
{
	str asked = request_arg(v->q, "currency");
	size_t i, k, n, most = 0;

	if (asked.n == 3 && money_exponent(str_z(v->c->arena, asked)) >= 0) {
		memcpy(v->currency, asked.p, 3);
		return;
	}
	for (i = 0; i < v->n_seen; i++) {
		for (k = n = 0; k < v->n_seen && i < 50; k++)
			n += strcmp(v->seen[k]->currency,
			    v->seen[i]->currency) == 0;
		if (n > most) {
			most = n;
			memcpy(v->currency, v->seen[i]->currency,
			    sizeof(v->currency));
		}
	}
}

/* ---- who may see what ---- */

static void
year_read(const struct request *q, const char *name, int *year)
{
	int64_t x;

	*year = str_int(request_arg(q, name), &x) && x >= 1900 && x <= 2200
	    ? (int)x : 0;
}

static bool
seen_find(struct portfolio_page *v, const struct outlines *all)
{
	struct map *at = map_new(v->c->arena);
	struct programme *p = NEW(v->c->arena, struct programme);
	struct ask ask = { 0 };
	struct found *found;
	size_t i, place;

	for (i = 0; i < all->n; i++)
		*map_at(at, (str){ (const char *)all->one[i]->p.row.id.b,
		    sizeof(struct id) }, i) = i;
	v->seen = NEWS(v->c->arena, const struct outline *, all->n + 1);
	if (!flow_list(v->c, &programme_entity, &ask, &found))
		return false;
	while (flow_next(found, v->c->arena, p))
		if (map_find(at, (str){ (const char *)p->row.id.b,
		    sizeof(struct id) }, &place) && v->n_seen < all->n)
			v->seen[v->n_seen++] = all->one[place];
	return flow_end(found);
}

bool
portfolio_find(struct portfolio_page *v)
{
	const struct outlines *all;
	size_t i;

	for (i = 0; i < FILTERS; i++)
		v->asked[i] = str_trim(request_arg(v->q, filters[i].name));
	v->sex = request_arg(v->q, "sex");
	year_read(v->q, "from", &v->from);
	year_read(v->q, "to", &v->to);
	if (!outline_every(v->c, v->q->shape == HTML ? OUTLINE_SOON
	    : OUTLINE_NOW, &all) || !seen_find(v, all))
		return false;
	currency_choose(v);
	v->o = NEWS(v->c->arena, const struct outline *, v->n_seen + 1);
	for (i = 0; i < v->n_seen; i++)
		if (fits(v, v->seen[i])) {
			v->waiting += !v->seen[i]->is_counted;
			v->o[v->n++] = v->seen[i];
		}
	return rates_find(v);
}

/* ---- addresses ---- */

static void
arg_write(struct write *w, const char *name, str value)
{
	if (str_none(value))
		return;
	write_char(w, w->n == 0 ? '?' : '&');
	write_z(w, name);
	write_char(w, '=');
	html_url_part(w, value);
}

str
portfolio_href(const struct portfolio_page *v, const char *name, str value)
{
	static const char *const more[] = { "sex", "from", "to", "currency" };
	struct write w = write_new(v->c->arena, 1 << 15);
	size_t i;

	for (i = 0; i < FILTERS; i++)
		arg_write(&w, filters[i].name,
		    strcmp(filters[i].name, name) == 0 ? value : v->asked[i]);
	for (i = 0; i < sizeof(more) / sizeof(*more); i++)
		arg_write(&w, more[i], strcmp(more[i], name) == 0 ? value
		    : request_arg(v->q, more[i]));
	return str_print(v->c->arena, "/portfolio%s", write_done(&w).p);
}

/* ---- the filters ---- */

struct counted {
	struct label label;
	size_t       n;
};

static int
by_says(const void *one, const void *other, const void *with)
{
	const struct counted *a = one, *b = other;

	(void)with;
	return str_order(a->label.says, b->label.says);
}

static str
says_of(const struct portfolio_page *v, enum portfolio_by by,
    const struct label *l)
{
	if (!str_none(l->says))
		return l->says;
	if (by == BY_SDG)
		return str_print(v->c->arena, say(v->c, "Goal %.*s"),
		    (int)l->value.n, l->value.p);
	return filters[by].codes != NULL ? choice_says(v->c,
	    filters[by].codes, l->value) : l->value;
}

static void
filter_put(const struct portfolio_page *v, enum portfolio_by by)
{
	struct map *at = map_new(v->c->arena);
	struct counted *all = NULL;
	struct label is[LABELS];
	size_t i, k, n, *place, count = 0, room = 0;
	struct node *f = node_item(node_list(v->out, "filters")), *row;

	for (i = 0; i < v->n_seen; i++)
		for (n = labels_of(v, v->seen[i], by, is), k = 0; k < n; k++) {
			place = map_at(at, is[k].value, count);
			if (*place == count) {
				all = arena_more(v->c->arena, all, count,
				    &room, sizeof(*all));
				all[count++] = (struct counted){ is[k], 0 };
				all[count - 1].label.says = says_of(v, by,
				    &is[k]);
			}
			all[*place].n++;
		}
	sort(v->c->arena, all, count, sizeof(*all), by_says, NULL);
	node_z(f, "name", filters[by].name);
	node_z(f, "label", say(v->c, filters[by].label));
	node_bool(f, "has_any", count > 0);
	(void)node_list(f, "options");
	for (i = 0; i < count; i++) {
		row = node_row(f, "options");
		node_text(row, "value", all[i].label.value);
		node_text(row, "says", all[i].label.says);
		node_count(row, "n", (int64_t)all[i].n);
		node_bool(row, "selected", str_same(all[i].label.value,
		    v->asked[by]));
		if (!str_same(all[i].label.value, v->asked[by]))
			continue;
		row = node_row(v->out, "chosen");
		node_z(row, "label", say(v->c, filters[by].label));
		node_text(row, "says", all[i].label.says);
		node_text(row, "href", portfolio_href(v, filters[by].name,
		    (str){ 0 }));
	}
}

void
portfolio_filters_put(const struct portfolio_page *v)
{
	int by;

	(void)node_list(v->out, "chosen");
	for (by = 0; by < FILTERS; by++)
		filter_put(v, (enum portfolio_by)by);
	node_bool(v->out, "is_narrowed", node_find(v->out,
	    S("chosen"))->n > 0 || v->from != 0 || v->to != 0 ||
	    !str_none(v->sex));
}
