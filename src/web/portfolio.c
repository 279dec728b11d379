/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The portfolio: programmes side by side, what they cost and changed, and
 * how many persons they reached, each counted once. */
#include "web/portfolio.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/reached.h"
#include "model/codes.h"
#include "web/options.h"
#include "web/place.h"
#include "web/programme.h"

enum { DOWN = 50, FEW = 3 };

static struct money
nothing(const struct portfolio_page *v)
{
	struct money m = { 0 };

	memcpy(m.currency, v->currency, sizeof(m.currency));
	return m;
}

/* ---- totals ---- */

struct total {
	size_t in_draft;                /* not begun */
	struct money budget, spent;     /* of those that could be told */
	size_t unconverted, closed_to_him;
	size_t gaps, closed;
	bool   any_gaps;
};

/* What is without a rate, or too much to be counted, is lost. */
static void
add(struct money *sum, const struct portfolio_page *v, struct money m,
    bool *lost)
{
	struct money x = portfolio_in(v, m);

	*lost |= m.currency[0] != '\0' &&
	    (x.currency[0] == '\0' || !money_add(sum, x));
}

static struct total
total_of(const struct portfolio_page *v)
{
	struct total t = { 0 };
	size_t i;

	for (i = 0; i < v->n; i++) {
		bool lost = false;

		t.in_draft += str_is(v->o[i]->p.stage, "draft");
		if (!v->o[i]->is_counted)
			continue;
		if (portfolio_gaps(v, v->o[i])) {
			t.gaps += v->o[i]->gaps;
			t.closed += v->o[i]->closed;
			t.any_gaps |= v->o[i]->reassessed > 0;
		}
		if (!portfolio_money(v, v->o[i])) {
			t.closed_to_him++;
			continue;
		}
		add(&t.budget, v, v->o[i]->budget, &lost);
		add(&t.spent, v, v->o[i]->spent, &lost);
		t.unconverted += lost;
	}
	return t;
}

static void
total_put(const struct portfolio_page *v)
{
	struct total t = total_of(v);
	struct node *o = node_object(v->out, "total");
	bool none = t.closed_to_him == v->n - v->waiting;

	node_count(o, "programmes", (int64_t)v->n);
	node_count(o, "in_draft", t.in_draft > 0 ? (int64_t)t.in_draft
	    : INT64_MIN);
	node_count(v->out, "waiting", v->waiting > 0 ? (int64_t)v->waiting
	    : INT64_MIN);
	node_count(o, "of", (int64_t)v->n_seen);
	node_money(o, "budget", none ? (struct money){ 0 } : t.budget);
	node_money(o, "spent", none ? (struct money){ 0 } : t.spent);
	node_count(o, "unconverted", t.unconverted > 0
	    ? (int64_t)t.unconverted : INT64_MIN);
	node_count(o, "hidden", t.closed_to_him > 0 && !none
	    ? (int64_t)t.closed_to_him : INT64_MIN);
	node_count(o, "gaps", (int64_t)t.gaps);
	node_count(o, "closed", (int64_t)t.closed);
	node_real(o, "closed_percent", t.any_gaps && t.gaps > 0
	    ? 100 * (double)t.closed / (double)t.gaps : NAN, 0);
}

/* ---- persons ---- */

static bool
people_put(const struct portfolio_page *v)
{
	struct id *home = NEWS(v->c->arena, struct id, v->n + 1);
	int64_t *as_of = NEWS(v->c->arena, int64_t, v->n + 1);
	struct reached_ask ask = { .programme = home, .at = as_of,
		.from = v->from, .to = v->to, .sex = v->sex,
		.modality = v->asked[BY_MODALITY] };
	struct node *o = node_object(v->out, "people");
	struct reached_sum sum;
	size_t i;

	for (i = 0; i < v->n; i++)
		if (v->o[i]->is_counted && ctx_may(v->c, &person_entity, SEE,
		    v->o[i]->p.row.id)) {
			as_of[ask.n] = v->o[i]->at;
			home[ask.n++] = v->o[i]->p.row.id;
		}
	if (!reached_of(v->c, &ask, &sum))
		return false;
	node_bool(o, "may", ask.n > 0);
	node_count(o, "once", ask.n > 0 ? sum.people : INT64_MIN);
	node_count(o, "women", sum.women);
	node_count(o, "in_programmes", sum.in_programmes);
	node_count(o, "in_years", sum.in_years);
	node_count(o, "again", sum.in_programmes - sum.people);
	node_text(o, "first", sum.first == 0 ? (str){ 0 }
	    : str_print(v->c->arena, "%d", sum.first));
	node_text(o, "last", sum.first == 0 ? (str){ 0 }
	    : str_print(v->c->arena, "%d", sum.last));
	return true;
}

/* ---- what a level cost ---- */

enum cost_by { COST_MODALITY, COST_PARTNER, COST_LEAD };

struct cost {
	str    of;                      /* a code; of a partner his id */
	str    name;
	size_t n, pairs, unconverted;
	struct money spent;
	double gained;
};

static str
cost_key(struct ctx *c, const struct outline_cost *x, enum cost_by by)
{
	if (by == COST_PARTNER)
		return id_none(x->partner) ? (str){ 0 }
		    : id_text(c->arena, x->partner);
	return by == COST_MODALITY ? x->modality : x->led_by;
}

static void
cost_add(const struct portfolio_page *v, const struct outline_cost *x,
    struct cost *all, size_t *n, str of)
{
	struct cost *k;
	bool lost = false;
	size_t i;

	for (i = 0; i < *n && !str_same(all[i].of, of);)
		i++;
	k = &all[i];
	if (i == *n) {
		++*n;
		*k = (struct cost){ .of = of, .name = x->partner_name,
			.spent = nothing(v) };
	}
	add(&k->spent, v, x->spent, &lost);
	if (lost) {
		k->unconverted++;
		return;
	}
	k->n++;
	k->pairs += x->pairs;
	k->gained += x->gained;
}

static str
cost_name(struct ctx *c, const struct cost *k, enum cost_by by)
{
	if (str_none(k->of))
		return str_of(say(c, "Not said"));
	if (by == COST_PARTNER)
		return k->name;
	return choice_says(c, by == COST_MODALITY ? &modality_codes
	    : &led_by_codes, k->of);
}

static void
cost_put(const struct portfolio_page *v, const struct cost *k,
    enum cost_by by, struct node *row)
{
	bool few = k->n < FEW, no_gain = k->gained <= 0;
	struct money level;

	node_text(row, "name", cost_name(v->c, k, by));
	node_text(row, "href", by == COST_MODALITY && !str_none(k->of)
	    ? portfolio_href(v, "modality", k->of) : (str){ 0 });
	node_count(row, "n", (int64_t)k->n);
	node_count(row, "pairs", (int64_t)k->pairs);
	node_money(row, "spent", k->n == 0 ? (struct money){ 0 } : k->spent);
	node_real(row, "gained", k->n == 0 ? NAN : k->gained, 1);
	node_bool(row, "few", few);
	node_bool(row, "no_gain", no_gain);
	if (few || no_gain || !money_from_real(money_real(k->spent) /
	    k->gained, v->currency, &level))
		level = (struct money){ 0 };
	node_money(row, "per_level", level);
	node_count(row, "unconverted", k->unconverted > 0
	    ? (int64_t)k->unconverted : INT64_MIN);
}

static void
costs_put(const struct portfolio_page *v, const char *list, enum cost_by by)
{
	struct cost *all;
	size_t i, k, n = 0, room = 1;

	for (i = 0; i < v->n; i++)
		room += v->o[i]->costs;
	all = NEWS(v->c->arena, struct cost, room);
	for (i = 0; i < v->n; i++)
		for (k = 0; k < v->o[i]->costs && portfolio_money(v, v->o[i])
		    && portfolio_gaps(v, v->o[i]); k++)
			cost_add(v, &v->o[i]->cost[k], all, &n,
			    cost_key(v->c, &v->o[i]->cost[k], by));
	(void)node_list(v->out, list);
	for (i = 0; i < n; i++)
		cost_put(v, &all[i], by, node_row(v->out, list));
}

/* ---- the table ---- */

static void
programme_row(const struct portfolio_page *v, const struct outline *o,
    struct node *row)
{
	bool money = o->is_counted && portfolio_money(v, o);
	bool gaps = o->is_counted && portfolio_gaps(v, o);
	bool people = o->is_counted && ctx_may(v->c, &person_entity, SEE,
	    o->p.row.id);
	struct write w = write_new(v->c->arena, 1 << 13);
	size_t i;

	node_text(row, "code", o->p.code);
	node_text(row, "title", programme_title(v->c, &o->p));
	node_text(row, "href", programme_href(v->c, &o->p));
	for (i = 0; i < o->spots && o->spot[i].country[0] != '\0'; i++) {
		if (i > 0)
			write_z(&w, ", ");
		write_str(&w, place_name(v->c, &o->spot[i]));
	}
	node_text(row, "country", write_done(&w));
	node_text(row, "stage", o->p.stage);
	node_bool(row, "is_waiting", !o->is_counted);
	programme_stage(v->c, o->p.stage, row);
	node_money(row, "budget", money ? o->budget : (struct money){ 0 });
	node_money(row, "spent", money ? o->spent : (struct money){ 0 });
	node_count(row, "gaps", gaps ? (int64_t)o->gaps : INT64_MIN);
	node_count(row, "closed", gaps && o->reassessed > 0
	    ? (int64_t)o->closed : INT64_MIN);
	node_real(row, "closed_percent", gaps && o->reassessed > 0
	    ? 100 * outline_closed(o) : NAN, 0);
	node_count(row, "people", people ? o->people : INT64_MIN);
}

static void
table_put(const struct portfolio_page *v)
{
	size_t pages = (v->n + DOWN - 1) / DOWN, page, from, to, i;

	page = v->q->shape == HTML ? page_asked(v->q, pages) : 0;
	from = page * DOWN;
	to = v->q->shape == HTML && from + DOWN < v->n ? from + DOWN : v->n;
	(void)node_list(v->out, "rows");
	for (i = from; i < to; i++)
		programme_row(v, v->o[i], node_row(v->out, "rows"));
	node_bool(v->out, "is_empty", v->n == 0);
	if (v->q->shape == HTML) {
		str here = portfolio_href(v, "", (str){ 0 });

		if (str_find(here, S("?")) == here.n)
			here = S("/portfolio?x");
		pager_put(v->c, v->out, here, page, from, to, v->n);
	}
}

/* ---- the page ---- */

static str
link_name(struct ctx *c, const struct outline *o)
{
	return programme_title(c, &o->p);
}

static str
link_href(struct ctx *c, const struct outline *o)
{
	return str_print(c->arena, "%s/overview",
	    str_z(c->arena, programme_href(c, &o->p)));
}

/* Beside the map one table of countries; many programmes are counted there
 * and named in their own table. */
static void
map_put(const struct portfolio_page *v)
{
	static const struct place_link link = { link_name, link_href };
	const struct node *map;
	struct node *row;

	place_put(v->c, v->o, v->n, &link, v->out);
	map = node_find(v->out, S("map"));
	for (row = node_find(map, S("countries"))->first; row != NULL;
	    row = row->next) {
		node_count(row, "n",
		    (int64_t)node_find(row, S("programmes"))->n);
		node_text(row, "href", portfolio_href(v, "country",
		    node_find(row, S("code"))->text));
	}
	for (row = node_find(map, S("unplaced"))->first; row != NULL;
	    row = row->next)
		node_text(row, "href", portfolio_href(v, "country",
		    node_find(row, S("code"))->text));
}

static void
asked_put(const struct portfolio_page *v)
{
	str query = portfolio_href(v, "", (str){ 0 });
	size_t at = str_find(query, S("?")), k;
	struct node *row;

	node_text(v->out, "here", query);
	query = str_part(query, at, query.n);
	node_text(v->out, "csv", str_print(v->c->arena, "/portfolio.csv%.*s",
	    (int)query.n, query.p));
	node_text(v->out, "xlsx", str_print(v->c->arena,
	    "/portfolio.xlsx%.*s", (int)query.n, query.p));
	node_count(v->out, "from", v->from == 0 ? INT64_MIN : v->from);
	node_count(v->out, "to", v->to == 0 ? INT64_MIN : v->to);
	node_text(v->out, "from_typed", v->from == 0 ? (str){ 0 }
	    : str_print(v->c->arena, "%d", v->from));
	node_text(v->out, "to_typed", v->to == 0 ? (str){ 0 }
	    : str_print(v->c->arena, "%d", v->to));
	node_bool(v->out, "is_backwards", v->from > 0 && v->to > 0 &&
	    v->from > v->to);
	node_text(v->out, "currency", str_copy(v->c->arena,
	    str_of(v->currency)));
	options_put(v->c, &sex_codes, "sexes", v->sex, v->out);
	(void)node_list(v->out, "currencies");
	for (k = 0; k < v->rates; k++) {
		row = node_row(v->out, "currencies");
		node_text(row, "code", str_copy(v->c->arena,
		    str_of(v->rate[k].currency)));
		node_bool(row, "selected", strcmp(v->rate[k].currency,
		    v->currency) == 0);
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct portfolio_page v = { .c = c, .q = q, .out = out };

	node_z(out, "title", say(c, "Portfolio"));
	if (!portfolio_find(&v))
		return false;
	r->passing = v.waiting > 0;
	asked_put(&v);
	table_put(&v);
	node_bool(out, "empty", v.n_seen == 0);
	total_put(&v);
	if (q->shape == HTML || q->shape == JSON) {
		portfolio_filters_put(&v);
		map_put(&v);
		costs_put(&v, "by_modality", COST_MODALITY);
		costs_put(&v, "by_partner", COST_PARTNER);
		costs_put(&v, "by_lead", COST_LEAD);
		node_bool(out, "has_costs", node_find(out,
		    S("by_modality"))->n > 0);
	}
	return people_put(&v);
}

const struct page portfolio_page = {
	.method = GET,
	.path   = "/portfolio",
	.about  = "Programmes side by side, by country, sector, goal, funder "
	    "and kind of activity; cost of a level; persons counted once.",
	.view   = "portfolio.html",
	.flags  = SIGNED_IN | DEAR,
	.run    = show,
};
