/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A person's lifetime page: what was received, where it led, what is next. */
#include "web/lifetime.h"

#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/lifetime_paper.h"
#include "format/chart.h"
#include "model/codes.h"
#include "web/entity.h"
#include "web/programme.h"

enum { DOWN = 40, NEXT_MOST = 12, YEARS = 12, LEAST_YEAR = 1900 };

static const char *
unit_says(struct ctx *c, enum lifetime_unit u)
{
	return say(c, lifetime_unit_name(u));
}

/* ---- hours by kind and year ---- */

struct years {
	int at[YEARS];          /* the newest first */
	size_t n;
};

static int
year_of(struct day on)
{
	int y = 0, m, d;

	if (on.n != 0)
		day_split(on, &y, &m, &d);
	return y;
}

/* Records come the newest first, so years do too. */
static struct years
years_of(const struct lifetime *l)
{
	struct years y = { .n = 0 };
	size_t i;
	int one;

	for (i = 0; i < l->n && y.n < YEARS; i++) {
		one = year_of(l->record[i].from);
		if (one > LEAST_YEAR && (y.n == 0 || y.at[y.n - 1] != one))
			y.at[y.n++] = one;
	}
	return y;
}

static void
cell_put(struct ctx *c, str here, enum lifetime_kind k, int year, double x,
    struct node *row)
{
	node_real(row, "value", x, -1);
	if (isnan(x))
		return;
	node_text(row, "href", year == 0 ? str_print(c->arena,
	    "%.*s?kind=%s#records", (int)here.n, here.p, lifetime_kind_key(k))
	    : str_print(c->arena, "%.*s?kind=%s&year=%d#records", (int)here.n,
	    here.p, lifetime_kind_key(k), year));
}

static void
hours_put(struct ctx *c, const struct lifetime *l, str here, struct node *out)
{
	struct years y = years_of(l);
	enum lifetime_kind k;
	enum lifetime_unit u;
	struct node *row;
	double all;
	size_t i;

	(void)node_list(out, "years");
	for (i = 0; i < y.n; i++)
		node_z(node_row(out, "years"), "year", str_print(c->arena,
		    "%d", y.at[i]).p);
	(void)node_list(out, "hours");
	for (k = 0; k < LIFETIME_KINDS; k++)
		for (u = 0; u < LIFETIME_UNITS; u++) {
			all = lifetime_sum(l, k, u, 0);
			if (isnan(all))
				continue;
			row = node_row(out, "hours");
			node_z(row, "name", say(c, lifetime_kind_name(k)));
			node_z(row, "unit", unit_says(c, u));
			node_z(row, "key", lifetime_kind_key(k));
			cell_put(c, here, k, 0, all, row);
			for (i = 0; i < y.n; i++)
				cell_put(c, here, k, y.at[i], lifetime_sum(l,
				    k, u, y.at[i]), node_row(row, "cells"));
		}
	node_bool(out, "has_hours", l->n > 0);
}

/* ---- levels ---- */

static const char *const states[] = {   /* words: */
	"Valid", "Expires soon", "Not valid any more", "Goal met"
};

static void
levels_put(struct ctx *c, const struct request *q, const struct lifetime *l,
    struct node *out)
{
	const struct lifetime_level *v;
	struct node *row;
	struct write w;
	size_t i;

	(void)node_list(out, "levels");
	for (i = 0; i < l->levels; i++) {
		v = &l->level[i];
		row = node_row(out, "levels");
		node_text(row, "dimension", v->dimension);
		node_text(row, "framework", v->framework);
		node_real(row, "before", v->before, 2);
		node_real(row, "now", v->now, 2);
		node_real(row, "desired", v->desired, 2);
		node_real(row, "gap", v->desired - v->now, 2);
		node_bool(row, "is_met", v->is_met);
		if (v->is_met)
			mark_put(c, row, "ok", states[3]);
		node_text(row, "href", entity_href(c, entity_named(S("gap")),
		    v->gap));
		if (q->shape != HTML)
			continue;
		w = write_new(c->arena, 1 << 14);
		chart_change(&w, &(struct chart_change){ { v->lo, v->hi },
		    v->before, v->now, v->desired, { 0 } });
		node_html(row, "mark", write_done(&w));
	}
	node_bool(out, "has_levels", l->levels > 0);
	node_count(out, "dimensions", (int64_t)l->levels);
	node_count(out, "met", (int64_t)l->met);
}

/* ---- next, certificates, roles ---- */

static void
next_put(struct ctx *c, const struct lifetime *l, size_t most,
    struct node *out)
{
	const struct lifetime_next *x;
	struct node *row;
	size_t i;

	(void)node_list(out, "next");
	for (i = 0; i < l->nexts && i < most; i++) {
		x = &l->next[i];
		row = node_row(out, "next");
		node_day(row, "on", x->on);
		node_z(row, "says", say(c, x->says));
		node_text(row, "title", x->title);
		node_bool(row, "is_late", x->is_late);
		node_text(row, "href", entity_href(c, x->e, x->id));
	}
	node_bool(out, "has_next", l->nexts > 0);
	node_count(out, "waiting", (int64_t)l->nexts);
}

/* Numbers that were written into the list of an event. */
static size_t
papers_put(const struct lifetime *l, struct node *out)
{
	const struct lifetime_record *r;
	struct node *row;
	size_t i, n = 0;

	for (i = 0; i < l->n; i++) {
		r = &l->record[i];
		if (str_none(r->certificate))
			continue;
		n++;
		row = node_row(out, "certificates");
		node_text(row, "title", r->title);
		node_text(row, "number", r->certificate);
		node_day(row, "issued", r->to);
	}
	return n;
}

static void
certificates_put(struct ctx *c, const struct lifetime *l, struct node *out)
{
	static const char *const mark[] = { "ok", "warn", "none" };
	const struct lifetime_held *h;
	struct node *row;
	size_t i, n, is, valid = 0;

	(void)node_list(out, "certificates");
	for (i = 0; i < l->helds; i++) {
		h = &l->held[i];
		valid += h->is_valid;
		row = node_row(out, "certificates");
		node_text(row, "title", h->title);
		node_text(row, "number", h->row.number);
		node_day(row, "issued", h->row.issued_on);
		node_day(row, "expires", h->row.expires_on);
		node_bool(row, "is_valid", h->is_valid);
		node_text(row, "href", str_print(c->arena, "/c/%.*s",
		    (int)h->row.number.n, h->row.number.p));
		is = !h->is_valid ? 2 : h->warns ? 1 : 0;
		mark_put(c, row, mark[is], states[is]);
	}
	n = l->helds + papers_put(l, out);
	node_bool(out, "has_certificates", n > 0);
	node_count(out, "valid", (int64_t)valid);
}

static void
roles_put(struct ctx *c, const struct lifetime *l, struct node *out)
{
	const struct lifetime_role *r;
	struct node *row;
	size_t i;

	(void)node_list(out, "roles");
	for (i = 0; i < l->roles; i++) {
		r = &l->role[i];
		row = node_row(out, "roles");
		node_z(row, "says", say(c, r->says));
		node_text(row, "title", r->title);
		node_text(row, "programme", r->programme_code);
		node_day(row, "from", r->from);
		node_day(row, "to", r->to);
		node_text(row, "href", entity_href(c, r->e, r->id));
	}
	node_bool(out, "has_roles", l->roles > 0);
}

/* Of the organisation, which the person did not receive alone. */
static void
assist_put(struct ctx *c, const struct lifetime *l, struct node *out)
{
	const struct lifetime_assist *a;
	struct node *row;
	size_t i;

	(void)node_list(out, "assist");
	for (i = 0; i < l->assists; i++) {
		a = &l->assist[i];
		row = node_row(out, "assist");
		node_text(row, "title", a->title);
		node_text(row, "programme", a->programme_code);
		node_day(row, "from", a->from);
		node_day(row, "to", a->to);
		node_real(row, "days", a->days, -1);
		node_text(row, "href", entity_href(c, entity_named(
		    S("mission")), a->id));
	}
	node_bool(out, "has_assist", l->assists > 0);
	node_text(out, "organisation", l->organisation);
}

/* ---- the records ---- */

static void
record_put(struct ctx *c, const struct lifetime_record *r, struct node *row)
{
	node_z(row, "key", lifetime_kind_key(r->kind));
	node_z(row, "kind", say(c, lifetime_kind_name(r->kind)));
	node_text(row, "title", r->title);
	node_text(row, "type", r->type);
	node_text(row, "programme", r->programme_code);
	node_text(row, "state", r->state);
	node_day(row, "from", r->from);
	node_day(row, "to", r->to);
	node_real(row, "amount", r->amount, -1);
	node_z(row, "unit", unit_says(c, r->unit));
	node_real(row, "percent", r->share * 100, 0);
	node_real(row, "pre", r->pre, -1);
	node_real(row, "post", r->post, -1);
	node_bool(row, "tested", !isnan(r->pre) || !isnan(r->post));
	if (r->passed != UNSAID)
		node_bool(row, "passed", r->passed == YES);
	node_text(row, "certificate", r->certificate);
	node_bool(row, "is_repeat", r->is_repeat);
	node_text(row, "href", entity_href(c, r->e, r->id));
}

static bool
wanted(const struct lifetime_record *r, str kind, int64_t year)
{
	return (str_none(kind) || str_is(kind, lifetime_kind_key(r->kind))) &&
	    (year == 0 || year_of(r->from) == year);
}

static void
records_put(struct ctx *c, const struct request *q, const struct lifetime *l,
    str here, struct node *out)
{
	const struct lifetime_record **some = NEWS(c->arena,
	    const struct lifetime_record *, l->n + 1);
	str kind = request_arg(q, "kind");
	int64_t year = 0;
	size_t i, n = 0, page, from, to;

	if (!str_int(request_arg(q, "year"), &year) || year < LEAST_YEAR)
		year = 0;
	for (i = 0; i < l->n; i++)
		if (wanted(&l->record[i], kind, year))
			some[n++] = &l->record[i];
	page = page_asked(q, (n + DOWN - 1) / DOWN);
	from = page * DOWN;
	to = from + DOWN < n ? from + DOWN : n;
	pager_put(c, out, str_print(c->arena, "%.*s?kind=%.*s&year=%lld",
	    (int)here.n, here.p, (int)(str_among(kind, "training mentoring "
	    "exchange advice other") ? kind.n : 0), kind.p, (long long)year),
	    page, from, to, n);
	(void)node_list(out, "records");
	for (i = from; i < to; i++)
		record_put(c, some[i], node_row(out, "records"));
	node_bool(out, "has_records", n > 0);
	node_bool(out, "is_narrowed", n < l->n || !str_none(kind));
	node_count(out, "all_records", (int64_t)l->n);
}

/* ---- the whole ---- */

static void
head_put(struct ctx *c, const struct lifetime *l, str here, struct node *out)
{
	const struct person *p = &l->person;
	str name = str_none(p->name) ? p->code : p->name;
	size_t i, again = 0;

	for (i = 0; i < l->n; i++)
		again += l->record[i].is_repeat;
	node_text(out, "title", str_none(name) ? str_of(say(c, "Person"))
	    : name);
	node_bool(out, "is_masked", l->is_masked);
	node_text(out, "code", p->code);
	node_text(out, "post", p->post);
	node_text(out, "organisation", id_none(p->organisation) ? (str){ 0 }
	    : flow_name(c, &party_entity, p->organisation));
	if (!id_none(p->organisation))
		node_text(out, "organisation_href", entity_href(c,
		    &party_entity, p->organisation));
	node_text(out, "href", entity_href(c, &person_entity, p->row.id));
	node_text(out, "here", here);
	node_count(out, "n", (int64_t)l->n);
	node_count(out, "repeats", (int64_t)again);
	node_count(out, "first", (int64_t)(l->n - again));
	node_real(out, "training_hours", lifetime_sum(l, LIFETIME_TRAINING,
	    LIFETIME_HOURS, 0), -1);
	node_real(out, "mentoring_hours", lifetime_sum(l, LIFETIME_MENTORING,
	    LIFETIME_HOURS, 0), -1);
	node_real(out, "mentoring_visits", lifetime_sum(l, LIFETIME_MENTORING,
	    LIFETIME_VISITS, 0), -1);
}

bool
lifetime_page_put(struct ctx *c, const struct request *q,
    const struct lifetime *l, str here, struct node *out)
{
	head_put(c, l, here, out);
	hours_put(c, l, here, out);
	levels_put(c, q, l, out);
	next_put(c, l, NEXT_MOST, out);
	certificates_put(c, l, out);
	roles_put(c, l, out);
	assist_put(c, l, out);
	records_put(c, q, l, here, out);
	return true;
}

void
lifetime_json(struct ctx *c, const struct lifetime *l, struct node *out)
{
	struct request none = { .shape = JSON };
	size_t i;

	rowjson_node(c->arena, &person_entity, &l->person, node_object(out,
	    "person"));
	hours_put(c, l, S(""), out);
	levels_put(c, &none, l, out);
	next_put(c, l, l->nexts, out);
	certificates_put(c, l, out);
	roles_put(c, l, out);
	assist_put(c, l, out);
	(void)node_list(out, "records");
	for (i = 0; i < l->n; i++)
		record_put(c, &l->record[i], node_row(out, "records"));
}

bool
lifetime_paper(struct ctx *c, const struct lifetime *l, struct reply *r)
{
	r->raw_type = S("application/pdf");
	r->filename = str_print(c->arena, "%s.pdf", str_none(l->person.code)
	    ? "person" : str_z(c->arena, l->person.code));
	return lifetime_pdf(c, l, &r->raw);
}

/* ---- the page of a person ---- */

static bool
asked(struct ctx *c, const struct request *q, struct lifetime **l)
{
	struct person p;

	return flow_find_text(c, &person_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &p) && lifetime_of(c, p.row.id, l);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct lifetime *l;
	struct person p;

	(void)r;
	if (q->shape != HTML) {         /* the row, as of every entity */
		if (!flow_find_text(c, &person_entity, request_at(q, "id"),
		    (struct id){ { 0 } }, &p))
			return false;
		rowjson_node(c->arena, &person_entity, &p, out);
		return true;
	}
	if (!asked(c, q, &l))
		return false;
	node_bool(out, "may_edit", flow_may(c, &person_entity, &l->person,
	    EDIT));
	node_bool(out, "is_me", id_same(l->person.row.id, c->actor.party));
	programme_around(c, q, &person_entity, &l->person, out);
	return lifetime_page_put(c, q, l, entity_href(c, &person_entity,
	    l->person.row.id), out);
}

static bool
show_life(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct lifetime *l;

	if (!asked(c, q, &l))
		return false;
	if (q->shape == HTML) {
		r->go = entity_href(c, &person_entity, l->person.row.id);
		return true;
	}
	lifetime_json(c, l, out);
	return true;
}

static bool
show_paper(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct lifetime *l;

	(void)out;
	return asked(c, q, &l) && lifetime_paper(c, l, r);
}

/* The row with all its fields, as every entity has it. */
static bool
show_details(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct request k = *q;

	k.entity = &person_entity;
	return view_page.run(c, &k, out, r);
}

const struct page person_page = {
	.method = GET,
	.path   = "/person/{id}",
	.about  = "All the capacity building a person received, in every "
	    "programme; as JSON the person's row alone.",
	.view   = "person.html",
	.of     = &person_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page person_life_page = {
	.method = GET,
	.path   = "/person/{id}/life",
	.about  = "What the page of a person tells, whole, for programs.",
	.view   = "person.html",
	.of     = &person_entity,
	.needs  = SEE,
	.run    = show_life,
};

const struct page person_paper_page = {
	.method = GET,
	.path   = "/person/{id}/life/pdf",
	.about  = "The lifetime record of a person on paper.",
	.of     = &person_entity,
	.needs  = SEE,
	.run    = show_paper,
};

const struct page person_details_page = {
	.method = GET,
	.path   = "/person/{id}/details",
	.about  = "The row of a person with all its fields.",
	.view   = "entity/view.html",
	.of     = &person_entity,
	.needs  = SEE,
	.run    = show_details,
};
