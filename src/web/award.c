/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Awards of a programme; one award: what it asks for, who has shown it,
 * who holds its certificate; and issuing to those who have. */
#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "derive/rowjson.h"
#include "flow/award.h"
#include "flow/certificate.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/job.h"
#include "model/codes.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/job.h"
#include "web/programme.h"

enum { SHOWN = 200 };           /* people and certificates on a page */

/* ---- the list ---- */

static void
kind_put(struct ctx *c, const struct award *a, struct node *row)
{
	node_text(row, "kind", choice_says(c, &award_kind_codes, a->kind));
}

static bool
award_row(struct ctx *c, const struct award *a, struct node *row)
{
	struct award_standing s;

	if (!award_standing(c, a, &s))
		return false;
	node_text(row, "title", a->title);
	node_text(row, "href", entity_href(c, &award_entity, a->row.id));
	kind_put(c, a, row);
	node_count(row, "valid", s.valid);
	node_count(row, "soon", s.soon);
	node_bool(row, "some_soon", s.soon > 0);
	node_bool(row, "is_retired", a->is_retired == YES);
	return true;
}

static bool
show_list(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;
	struct award *a;
	struct crumb up;
	size_t i, n;

	(void)r;
	if (!programme_named(c, q, &p) ||
	    (a = every(c, &award_entity, p.row.id, &n)) == NULL)
		return false;
	node_z(out, "title", say(c, "Certificates"));
	programme_put(c, &p, PHASE_DELIVER, out);
	up = phase_crumb(c, &p, PHASE_DELIVER);
	crumb_put(out, &up, 1);
	node_bool(out, "may_add", ctx_may(c, &award_entity, ADD, p.row.id));
	node_bool(out, "is_empty", n == 0);
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++)
		if (!award_row(c, &a[i], node_row(out, "rows")))
			return false;
	return true;
}

const struct page awards_page = {
	.method = GET,
	.path   = "/programme/{id}/awards",
	.about  = "The certificates a programme gives, and how many hold them.",
	.view   = "awards.html",
	.of     = &award_entity,
	.needs  = SEE,
	.run    = show_list,
};

/* ---- one award: its conditions ---- */

static str
condition_says(struct ctx *c, const struct award_part *p)
{
	const char *least = str_print(c->arena, "%g", p->row.least).p;
	const char *what = str_none(p->what) ? "?" : str_z(c->arena, p->what);

	if (str_is(p->row.kind, "attendance"))
		return str_print(c->arena, say(c,
		    "Attended at least %s%% of the hours of %s"), least, what);
	if (str_is(p->row.kind, "test"))
		return str_print(c->arena, say(c,
		    "At least %s%% of the points in the test after %s"),
		    least, what);
	if (str_is(p->row.kind, "events"))
		return str_print(c->arena, say(c,
		    "Attended at least %s%% of the hours of %zu events"),
		    least, p->events);
	return str_print(c->arena, say(c,
	    "At least level %s in %s, in the last locked assessment"), least,
	    what);
}

static void
conditions_put(struct ctx *c, const struct award_table *t, struct node *out)
{
	struct node *row;
	size_t i;

	(void)node_list(out, "conditions");
	for (i = 0; i < t->parts; i++) {
		row = node_row(out, "conditions");
		node_text(row, "says", condition_says(c, &t->part[i]));
		node_text(row, "href", entity_href(c, &award_condition_entity,
		    t->part[i].row.row.id));
		node_count(row, "number", (int64_t)i + 1);
	}
	node_bool(out, "has_conditions", t->parts > 0);
}

/* ---- its people ---- */

static void
got_put(struct ctx *c, const struct award_part *p, const struct award_got *g,
    struct node *row)
{
	bool share = str_is(p->row.kind, "attendance") ||
	    str_is(p->row.kind, "test");

	node_text(row, "label", condition_says(c, p));
	node_text(row, "got", isnan(g->got) ? S("–") : str_print(c->arena,
	    "%.3g%s", g->got, share ? "%" : ""));
	mark_put(c, row, g->met ? "ok" : isnan(g->got) ? "none" : "bad",
	    g->met ? "Met" : isnan(g->got) ? "Not known" : "Not met");
}

static void
holding_put(struct ctx *c, const struct award_person *p, struct node *row)
{
	if (p->holds == NULL)
		return;
	node_text(row, "number", p->holds->number);
	node_text(row, "holds", str_print(c->arena, "/c/%.*s",
	    (int)p->holds->number.n, p->holds->number.p));
	mark_put(c, row, p->expired ? "bad" : p->expiring ? "warn" : "ok",
	    p->expired ? "Expired" : p->expiring ? "Expires soon" : "Valid");
	node_day(row, "expires", p->holds->expires_on);
}

static void
people_put(struct ctx *c, const struct request *q,
    const struct award_table *t, struct node *out)
{
	bool all = str_is(request_arg(q, "show"), "all");
	const struct award_person *p;
	struct node *row;
	size_t i, k, n = 0, left = 0;

	(void)node_list(out, "people");
	for (i = 0; i < t->persons; i++) {
		p = &t->person[i];
		if ((!all && !p->may) || n == SHOWN * 25) {
			left++;
			continue;
		}
		row = node_row(out, "people");
		node_id(row, "id", p->id);
		node_text(row, "name", p->name);
		node_bool(row, "may", p->may);
		for (k = 0; k < t->parts; k++)
			got_put(c, &t->part[k], &p->got[k],
			    node_row(row, "got"));
		holding_put(c, p, row);
		n++;
	}
	node_bool(out, "has_people", n > 0);
	node_bool(out, "shows_all", all);
	node_count(out, "left", (int64_t)left);
	node_bool(out, "some_left", left > 0 && !all);
}

static void
issued_put(struct ctx *c, const struct award_table *t, struct node *out)
{
	const struct certificate *k;
	struct node *row;
	size_t i;

	(void)node_list(out, "issued");
	for (i = 0; i < t->n_issued && i < SHOWN; i++) {
		k = &t->issued[i];
		row = node_row(out, "issued");
		node_text(row, "number", k->number);
		node_text(row, "check", str_print(c->arena, "/c/%.*s",
		    (int)k->number.n, k->number.p));
		node_text(row, "href", entity_href(c, &certificate_entity,
		    k->row.id));
		node_text(row, "name", flow_name(c, &party_entity, k->person));
		node_day(row, "on", k->issued_on);
		node_day(row, "expires", k->expires_on);
		if (str_is(k->state, "revoked"))
			mark_put(c, row, "bad", "Revoked");
		else if (award_is_over(c, k))
			mark_put(c, row, "none", "Expired");
		else
			mark_put(c, row, award_ends_soon(c, &t->award, k) ?
			    "warn" : "ok", award_ends_soon(c, &t->award, k) ?
			    "Expires soon" : "Valid");
	}
	node_bool(out, "has_issued", t->n_issued > 0);
	node_bool(out, "is_cut", t->n_issued > SHOWN);
}

static void
counts_put(struct ctx *c, const struct award_table *t, struct node *out)
{
	bool may = flow_may(c, &award_entity, &t->award, EDIT);

	node_count(out, "fit", (int64_t)t->fit);
	node_count(out, "may", (int64_t)t->may);
	node_count(out, "seen", (int64_t)t->persons);
	node_count(out, "valid", (int64_t)t->valid);
	node_count(out, "expiring", (int64_t)t->expiring);
	node_count(out, "expired", (int64_t)t->expired);
	node_count(out, "revoked", (int64_t)t->revoked);
	node_bool(out, "may_edit", may);
	node_bool(out, "may_issue", may && t->may > 0);
}

static bool
award_asked(struct ctx *c, const struct request *q, struct award_table **t)
{
	struct award a;

	return flow_find_text(c, &award_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &a) && award_table(c, a.row.id, t);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct award_table *t;
	struct programme p;
	struct crumb up[2];

	(void)r;
	if (!award_asked(c, q, &t) || !flow_find(c, &programme_entity,
	    t->award.programme, &p))
		return false;
	node_text(out, "title", t->award.title);
	programme_put(c, &p, PHASE_DELIVER, out);
	up[0] = phase_crumb(c, &p, PHASE_DELIVER);
	up[1] = (struct crumb){ str_of(say(c, "Certificates")),
		str_print(c->arena, "%s/awards", programme_href(c, &p).p) };
	crumb_put(out, up, 2);
	if (q->shape != HTML)
		rowjson_node(c->arena, &award_entity, &t->award, out);
	node_id(out, "id", t->award.row.id);
	node_text(out, "href", entity_href(c, &award_entity,
	    t->award.row.id));
	node_text(out, "statement", t->award.statement);
	node_bool(out, "is_retired", t->award.is_retired == YES);
	kind_put(c, &t->award, out);
	node_text(out, "today", day_text(c->arena, moment_day(c->now)));
	conditions_put(c, t, out);
	counts_put(c, t, out);
	people_put(c, q, t, out);
	issued_put(c, t, out);
	return true;
}

const struct page award_page = {
	.method = GET,
	.path   = "/award/{id}",
	.about  = "What an award asks for, who has shown it and who holds it.",
	.view   = "award.html",
	.of     = &award_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- issuing ---- */

/* Those who were ticked; or everyone who has shown it and holds none. */
static bool
chosen(struct ctx *c, const struct request *q, struct id award,
    struct node *people)
{
	struct award_table *t;
	struct id person;
	size_t i;

	if (str_none(request_form(q, "everyone"))) {
		for (i = 0; i < q->n_form; i++)
			if (str_is(q->form[i].name, "people") &&
			    id_read(q->form[i].value, &person))
				node_item_text(people, id_text(c->arena,
				    person));
	} else {
		if (!award_table(c, award, &t))
			return false;
		for (i = 0; i < t->persons; i++)
			if (t->person[i].may)
				node_item_text(people, id_text(c->arena,
				    t->person[i].id));
	}
	return people->n > 0 || fail(&c->errors, INVALID, "people",
	    "Choose at least one person.");
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct node *input = node_new(c->arena);
	struct award a;
	struct id job = { { 0 } };
	struct day on = moment_day(c->now);
	str given = str_trim(request_form(q, "issued_on"));

	if (!flow_find_text(c, &award_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &a))
		return false;
	if (!flow_may(c, &award_entity, &a, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Certificates are issued by who may change the award.");
	if ((!str_none(given) && !day_read(given, &on)) ||
	    on.n > moment_day(c->now).n)
		return fail(&c->errors, INVALID, "issued_on",
		    "The day of issue is today or earlier.");
	if (!chosen(c, q, a.row.id, node_list(input, "people")))
		return false;
	node_text(input, "award", id_text(c->arena, a.row.id));
	node_text(input, "issued_on", day_text(c->arena, on));
	node_text(input, "check", str_print(c->arena, "%s/c/",
	    site_address(c, q).p));
	return job_add(c, job_kind_named(S("certificates")), &job, input) &&
	    job_begun(c, q, job, out, r);
}

const struct page award_issue_post = {
	.method = POST,
	.path   = "/award/{id}/issue",
	.about  = "Issues certificates to people who have shown what is asked.",
	.of     = &award_entity,
	.needs  = SEE,
	.again  = &award_page,
	.run    = accept,
};
