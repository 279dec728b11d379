/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What strangers read of the site: its published programmes together. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/reached.h"
#include "flow/setting.h"
#include "model/codes.h"
#include "web/place.h"
#include "web/programme.h"
#include "web/public.h"

struct site_page {
	struct ctx             *c;
	const struct request   *q;
	const struct outline  **o;      /* [n] by code */
	size_t                  n;
	int64_t                *people; /* [n] who may be told of; else none */
	enum small             *is;
	struct node            *out;
};

static bool
shows(const struct outline *o, unsigned part)
{
	return o->is_counted && publish_shows(&o->p, part);
}

static str
link_name(struct ctx *c, const struct outline *o)
{
	return programme_title(c, &o->p);
}

static str
link_href(struct ctx *c, const struct outline *o)
{
	return public_href(c, &o->p);
}

/* ---- money ---- */

struct sum {
	struct money budget, spent;
};

/* One sum for each currency: nothing is converted without a rate. */
static bool
sums_put(const struct site_page *v)
{
	struct sum *sum = NEWS(v->c->arena, struct sum, v->n + 1);
	struct node *row;
	size_t i, k, n = 0;

	(void)node_list(v->out, "sums");
	for (i = 0; i < v->n; i++) {
		const struct outline *o = v->o[i];

		if (!shows(o, PUBLISH_MONEY))
			continue;
		for (k = 0; k < n; k++)
			if (strcmp(sum[k].budget.currency, o->currency) == 0 ||
			    strcmp(sum[k].spent.currency, o->currency) == 0)
				break;
		n += k == n && (o->budget.currency[0] != '\0' ||
		    o->spent.currency[0] != '\0');
		if (!money_add(&sum[k].budget, o->budget) ||
		    !money_add(&sum[k].spent, o->spent))
			return fail(&v->c->errors, INVALID, NULL,
			    "The sums of this site are too large.");
	}
	for (k = 0; k < n; k++) {
		row = node_row(v->out, "sums");
		node_money(row, "spent", sum[k].spent);
		node_money(row, "budget", sum[k].budget);
		public_money(v->out, "money", (str){ 0 }, "spent",
		    sum[k].spent);
		public_money(v->out, "money", (str){ 0 }, "budget",
		    sum[k].budget);
	}
	node_bool(v->out, "has_sums", n > 0);
	return true;
}

struct kind_sum {
	str          modality;
	struct money spent;
};

/* By modality and currency. */
static bool
kinds_of(const struct site_page *v, struct kind_sum **out, size_t *n)
{
	size_t i, j, k, room = 1;
	struct kind_sum *kind;

	for (i = 0; i < v->n; i++)
		room += v->o[i]->kinds;
	*out = kind = NEWS(v->c->arena, struct kind_sum, room);
	for (i = 0; i < v->n; i++)
		for (j = 0; j < v->o[i]->kinds &&
		    shows(v->o[i], PUBLISH_MONEY); j++) {
			const struct outline_kind *x = &v->o[i]->kind[j];

			if (x->spent.currency[0] == '\0')
				continue;
			for (k = 0; k < *n; k++)
				if (str_same(kind[k].modality, x->modality) &&
				    strcmp(kind[k].spent.currency,
				    x->spent.currency) == 0)
					break;
			*n += k == *n;
			kind[k].modality = x->modality;
			if (!money_add(&kind[k].spent, x->spent))
				return fail(&v->c->errors, INVALID, NULL,
				    "The sums of this site are too large.");
		}
	return true;
}

/* A purse for each currency, with a scale of its own. */
static void
purse_put(const struct site_page *v, const struct kind_sum *kind, size_t n,
    const char *currency)
{
	struct node *purse = node_item(node_list(v->out, "purses")), *row;
	struct write w;
	double most = 0;
	size_t k;
	str name;

	node_text(purse, "currency", str_copy(v->c->arena, str_of(currency)));
	node_bool(purse, "is_first", node_find(v->out, S("purses"))->n == 1);
	for (k = 0; k < n; k++)
		if (strcmp(kind[k].spent.currency, currency) == 0)
			most = fmax(most, money_real(kind[k].spent));
	for (k = 0; k < n; k++) {
		if (strcmp(kind[k].spent.currency, currency) != 0)
			continue;
		name = str_none(kind[k].modality)
		    ? str_of(say(v->c, "Other costs")) : choice_says(v->c,
		    &modality_codes, kind[k].modality);
		row = node_row(purse, "kinds");
		node_text(row, "name", name);
		node_money(row, "spent", kind[k].spent);
		w = write_new(v->c->arena, 1 << 14);
		chart_bar(&w, &(struct chart_bar){ { 0, most > 0 ? most : 1 },
		    money_real(kind[k].spent), NAN, 1, { 0 } });
		if (v->q->shape == HTML)
			node_html(row, "mark", write_done(&w));
		public_money(v->out, "money", name, "spent", kind[k].spent);
	}
}

static bool
kinds_put(const struct site_page *v)
{
	struct kind_sum *kind;
	size_t k, before, n = 0;

	if (!kinds_of(v, &kind, &n))
		return false;
	(void)node_list(v->out, "purses");
	for (k = 0; k < n; k++) {
		for (before = 0; before < k; before++)
			if (strcmp(kind[before].spent.currency,
			    kind[k].spent.currency) == 0)
				break;
		if (before == k)
			purse_put(v, kind, n, kind[k].spent.currency);
	}
	node_bool(v->out, "has_kinds", n > 0);
	return true;
}

/* ---- people ---- */

/*
 * Each person once over all programmes that tell how many they trained: a
 * programme with fewer than 5 is not among them, or it could be had by
 * taking the others from the whole.  So it is with women, and with those who
 * were in several.
 */
static bool
people_put(struct site_page *v)
{
	struct id *home = NEWS(v->c->arena, struct id, v->n + 1);
	struct reached_ask ask = { .programme = home };
	struct reached_sum sum;
	bool by_sex = true;
	enum small whole;
	int64_t added = 0, women = 0;
	struct node *row;
	size_t i, n = 0;

	v->people = NEWS(v->c->arena, int64_t, v->n + 1);
	v->is = NEWS(v->c->arena, enum small, v->n + 1);
	for (i = 0; i < v->n; i++) {
		v->people[i] = shows(v->o[i], PUBLISH_CHANGE)
		    ? v->o[i]->people : INT64_MIN;
		v->is[i] = small_alone(v->people[i]);
		if (v->people[i] == INT64_MIN || v->is[i] != SMALL_TOLD)
			continue;
		home[n++] = v->o[i]->p.row.id;
		added += v->people[i];
		women += v->o[i]->women;
		by_sex &= v->o[i]->women >= SMALL_LEAST &&
		    v->o[i]->people - v->o[i]->women >= SMALL_LEAST;
	}
	ask.n = n;
	if (!reached_of(v->c, &ask, &sum))
		return false;
	whole = small_once(added, sum.people);
	by_sex &= whole == SMALL_TOLD &&
	    small_once(women, sum.women) == SMALL_TOLD &&
	    small_once(added - women, sum.people - sum.women) == SMALL_TOLD;
	node_text(v->out, "people", n == 0 ? (str){ 0 }
	    : public_count(v->c, sum.people, whole));
	node_real(v->out, "women", by_sex && n > 0
	    ? 100 * (double)sum.women / (double)sum.people : NAN, 0);
	row = public_row(v->out, "people", (str){ 0 }, "trained", "persons");
	if (whole == SMALL_TOLD && n > 0)
		node_count(row, "value", sum.people);
	else
		node_text(row, "value", n == 0 ? (str){ 0 }
		    : public_count(v->c, sum.people, whole));
	return true;
}

/* ---- gaps ---- */

static void
gaps_put(const struct site_page *v)
{
	size_t i, gaps = 0, closed = 0, again = 0;
	double share;

	for (i = 0; i < v->n; i++)
		if (shows(v->o[i], PUBLISH_CHANGE)) {
			gaps += v->o[i]->gaps;
			closed += v->o[i]->closed;
			again += v->o[i]->reassessed;
		}
	share = again == 0 ? NAN : 100 * (double)closed / (double)gaps;
	node_count(v->out, "gaps", (int64_t)gaps);
	node_count(v->out, "closed", (int64_t)closed);
	node_real(v->out, "closed_percent", share, 0);
	public_real(v->out, "gaps", (str){ 0 }, "opened", (double)gaps, "");
	public_real(v->out, "gaps", (str){ 0 }, "closed", again == 0 ? NAN
	    : (double)closed, "");
}

/* ---- the table ---- */

static str
countries(struct ctx *c, const struct outline *o)
{
	struct write w = write_new(c->arena, 1 << 14);
	size_t i;

	for (i = 0; i < o->spots && o->spot[i].country[0] != '\0'; i++) {
		if (i > 0)
			write_z(&w, ", ");
		write_str(&w, place_name(c, &o->spot[i]));
	}
	return write_done(&w);
}

static void
programme_row(const struct site_page *v, size_t i, struct node *row)
{
	const struct outline *o = v->o[i];
	struct ctx *c = v->c;
	double share = shows(o, PUBLISH_CHANGE) && o->reassessed > 0
	    ? 100 * outline_closed(o) : NAN;
	struct node *data;

	node_text(row, "title", programme_title(c, &o->p));
	node_text(row, "code", o->p.code);
	node_text(row, "href", public_href(c, &o->p));
	node_text(row, "country", countries(c, o));
	node_text(row, "funders", !shows(o, PUBLISH_PARTNERS) ? (str){ 0 }
	    : str_join(c->arena, o->funder_name, o->funders, S(", ")));
	node_money(row, "budget", shows(o, PUBLISH_MONEY) ? o->budget
	    : (struct money){ 0 });
	node_real(row, "closed_percent", share, 0);
	node_text(row, "people", public_count(c, v->people[i], v->is[i]));
	programme_stage(c, o->p.stage, row);
	if (shows(o, PUBLISH_MONEY)) {
		public_money(v->out, "programme", o->p.code, "budget",
		    o->budget);
		public_money(v->out, "programme", o->p.code, "spent",
		    o->spent);
	}
	public_real(v->out, "programme", o->p.code, "gaps_closed", share, "%");
	data = public_row(v->out, "programme", o->p.code, "trained",
	    "persons");
	if (v->is[i] == SMALL_TOLD)
		node_count(data, "value", v->people[i]);
	else
		node_text(data, "value", public_count(c, v->people[i],
		    v->is[i]));
}

/* Neither begun, nor on its way: a draft, and what was stopped. */
static void
states_put(const struct site_page *v)
{
	int64_t over = 0, draft = 0, stopped = 0;
	size_t i;
	str stage;

	for (i = 0; i < v->n; i++) {
		stage = v->o[i]->p.stage;
		over += str_is(stage, "closed");
		draft += str_is(stage, "draft");
		stopped += str_is(stage, "suspended") ||
		    str_is(stage, "cancelled");
	}
	node_count(v->out, "over", over);
	node_count(v->out, "active", (int64_t)v->n - over - draft - stopped);
	node_count(v->out, "in_draft", draft > 0 ? draft : INT64_MIN);
	node_count(v->out, "stopped", stopped > 0 ? stopped : INT64_MIN);
}

static void
table_put(const struct site_page *v)
{
	int64_t organisations = 0;
	size_t i;

	(void)node_list(v->out, "programmes");
	for (i = 0; i < v->n; i++) {
		programme_row(v, i, node_row(v->out, "programmes"));
		organisations += shows(v->o[i], PUBLISH_PARTNERS)
		    ? v->o[i]->organisations : 0;
	}
	node_count(v->out, "programme_count", (int64_t)v->n);
	states_put(v);
	node_count(v->out, "organisations", organisations > 0 ? organisations
	    : INT64_MIN);
	node_bool(v->out, "empty", v->n == 0);
}

static bool
fill(struct site_page *v)
{
	static const struct place_link link = { link_name, link_href };
	const struct outlines *all;
	int64_t waiting = 0;
	size_t i;
	str name;

	if (!outline_every(v->c, v->q->shape == HTML &&
	    !public_is_file(v->q) ? OUTLINE_SOON : OUTLINE_NOW, &all) ||
	    !setting_text(v->c, "site_name", &name))
		return false;
	v->o = NEWS(v->c->arena, const struct outline *, all->n + 1);
	for (i = 0; i < all->n; i++)
		if (all->one[i]->p.published == YES && !public_outline(v->c,
		    all->one[i], &v->o[v->n++]))
			return false;
	for (i = 0; i < v->n; i++)
		waiting += !v->o[i]->is_counted;
	node_count(v->out, "waiting", waiting > 0 ? waiting : INT64_MIN);
	node_text(v->out, "site_name", name);
	(void)node_list(v->out, "rows");
	place_put(v->c, v->o, v->n, &link, v->out);
	if (!sums_put(v) || !kinds_put(v) || !people_put(v))
		return false;
	gaps_put(v);
	table_put(v);
	return true;
}

bool
public_site_put(struct ctx *c, const struct request *q, struct node *out)
{
	struct ctx system = ctx_as_program(c);
	struct site_page v = { .c = &system, .q = q, .out = out };
	struct day updated = { 0 };
	bool fine = publish_updated(&system, &updated) && fill(&v);

	node_z(out, "title", say(c, "Open results"));
	node_day(out, "updated", updated);
	node_z(out, "href", "/public");
	node_z(out, "say_href", "/say");
	c->errors = system.errors;
	return fine;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	r->columns = public_columns;
	r->n_columns = PUBLIC_COLUMNS;
	node_bool(out, "is_file", public_is_file(q));
	if (!public_site_put(c, q, out))
		return false;
	r->passing = node_find(out, S("waiting"))->kind != N_NONE;
	return true;
}

const struct page public_site_page = {
	.method = GET,
	.path   = "/public",
	.about  = "What is published of all programmes, for everybody; as CSV "
	    "and JSON its figures.",
	.view   = "public_site.html",
	.flags  = DEAR,
	.run    = show,
};
