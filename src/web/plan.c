/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Plan: activities and their gaps, results, versions, risks. */
#include <math.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/plans.h"

enum { UNCOVERED_SHOWN = 8 };

/* ---- activities ---- */

static void
in_put(struct ctx *c, const struct planning_activity *x, struct node *row)
{
	struct node *o = node_object(row, "chosen");

	node_z(o, "mark", x->lacks || x->clashes ? "bad" : x->in ? "ok"
	    : "none");
	node_z(o, "says", say(c, x->in ? "In" : "Out"));
}

static void
activity_put(struct ctx *c, const struct planning *p,
    const struct planning_activity *x, struct node *row)
{
	const struct activity *a = &x->row;

	node_text(row, "code", a->code);
	node_text(row, "title", x->title);
	node_text(row, "id", id_text(c->arena, a->row.id));
	node_text(row, "modality", choice_says(c, &modality_codes,
	    a->modality));
	node_text(row, "led_by", choice_says(c, &led_by_codes, a->led_by));
	node_day(row, "starts", a->start);
	node_day(row, "ends", a->end);
	node_money(row, "cost", a->cost);
	node_real(row, "benefit", a->benefit, 1);
	node_count(row, "gaps", (int64_t)x->gaps);
	node_bool(row, "must", a->is_mandatory == YES);
	node_bool(row, "in", x->in);
	node_bool(row, "lacks", x->lacks);
	node_bool(row, "clashes", x->clashes);
	node_text(row, "state", a->state);
	plans_state(c, a, row);
	in_put(c, x, row);
	node_text(row, "reason", a->manual_reason);
	node_text(row, "tailored", a->tailoring_note);
	plans_links(c, p, x->needs, row, "needs");
	plans_links(c, p, x->excludes, row, "excludes");
	node_bool(row, "has_needs", x->needs.n > 0);
	node_bool(row, "has_excludes", x->excludes.n > 0);
}

static void
uncovered_put(struct ctx *c, const struct planning *p, struct node *out)
{
	const struct gap *g;
	struct node *row;
	size_t i;

	(void)node_list(out, "uncovered");
	for (i = 0; i < p->uncovered_gaps && i < UNCOVERED_SHOWN; i++) {
		g = &p->uncovered[i];
		row = node_row(out, "uncovered");
		node_text(row, "dimension", flow_name(c, &dimension_entity,
		    g->dimension));
		node_text(row, "subject", flow_name(c, &party_entity,
		    g->subject));
		node_text(row, "href", figure_href(c, "gap", g->round,
		    g->subject, g->dimension));
		node_real(row, "gap", g->gap, 1);
		node_id(row, "id", g->row.id);
	}
	node_count(out, "uncovered_count", (int64_t)p->uncovered_gaps);
	node_bool(out, "has_uncovered", p->uncovered_gaps > 0);
}

static void
aimless_put(struct ctx *c, const struct planning *p, struct node *out)
{
	const struct planning_activity *x;
	struct node *row;
	size_t i;

	(void)node_list(out, "aimless");
	for (i = 0; i < p->n; i++) {
		x = &p->activity[i];
		if (!x->in || x->gaps > 0 || x->row.is_mandatory == YES)
			continue;
		row = node_row(out, "aimless");
		node_text(row, "code", x->row.code);
		node_text(row, "title", x->title);
		node_text(row, "href", entity_href(c, &activity_entity,
		    x->row.row.id));
	}
	node_bool(out, "has_aimless", p->aimless > 0);
}

static bool
activities_put(struct ctx *c, struct id programme, struct node *out)
{
	struct planning *p;
	struct node *sum;
	size_t i;

	if (!planning_find(c, programme, &p))
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < p->n; i++)
		activity_put(c, p, &p->activity[i], node_row(out, "rows"));
	node_bool(out, "none", p->n == 0);
	sum = node_object(out, "sum");
	node_count(sum, "chosen", (int64_t)p->chosen);
	node_count(sum, "all", (int64_t)p->n);
	node_money(sum, "cost", p->cost);
	node_real(sum, "equipment", p->equipment_share * 100, 0);
	node_bool(sum, "much_equipment",
	    p->equipment_share > p->equipment_most);
	node_real(sum, "equipment_most", p->equipment_most * 100, 0);
	node_bool(sum, "sees_gaps", ctx_may(c, &gap_entity, SEE, programme));
	node_count(sum, "open", (int64_t)p->open_gaps);
	node_count(sum, "covered", (int64_t)p->covered_gaps);
	node_count(sum, "misfits", (int64_t)p->misfits);
	node_bool(sum, "some_misfit", p->misfits > 0);
	uncovered_put(c, p, out);
	aimless_put(c, p, out);
	return true;
}

/* ---- results and the theory of change ---- */

static void
targets_put(struct ctx *c, const struct indicator *in, struct node *row)
{
	struct errors e = { .arena = c->arena };
	const struct node *one;
	struct node *tree, *o;
	double value;
	str text;

	(void)node_list(row, "targets");
	if (str_none(in->targets) ||
	    !json_read(c->arena, in->targets, &tree, &e))
		return;
	for (one = json_first(tree, ""); one != NULL; one = one->next) {
		o = node_row(row, "targets");
		node_text(o, "period", json_text(one, "period"));
		text = json_text(one, "value");
		if (!str_real(text, &value))
			value = json_number(one, "value");
		node_real(o, "value", value, -1);
	}
}

static void
indicator_put(struct ctx *c, const struct indicator *in, struct node *row)
{
	node_text(row, "code", in->code);
	node_text(row, "name", text_in(c->arena, in->name, c->lang));
	node_text(row, "href", entity_href(c, &indicator_entity, in->row.id));
	node_text(row, "unit", in->unit);
	node_real(row, "baseline", in->baseline_value, -1);
	targets_put(c, in, row);
}

static str
statement_of(struct ctx *c, const struct result *all, size_t n, struct id id)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(all[i].row.id, id))
			return text_in(c->arena, all[i].statement, c->lang);
	return (str){ 0 };
}

struct framework_of {           /* a results framework while it is told */
	const struct result    *result;
	const struct indicator *indicator;
	size_t                  results, indicators, bare;
};

static void
result_put(struct ctx *c, struct framework_of *f, const struct result *r,
    struct node *row)
{
	size_t i, found = 0;
	struct node *is;

	node_text(row, "code", r->code);
	node_text(row, "level", choice_says(c, &result_level_codes, r->level));
	node_text(row, "statement", text_in(c->arena, r->statement, c->lang));
	node_text(row, "href", entity_href(c, &result_entity, r->row.id));
	node_text(row, "leads_to", statement_of(c, f->result, f->results,
	    r->parent));
	(void)node_list(row, "indicators");
	for (i = 0; i < f->indicators; i++)
		if (id_same(f->indicator[i].result, r->row.id)) {
			indicator_put(c, &f->indicator[i],
			    node_row(row, "indicators"));
			found++;
		}
	node_bool(row, "has_indicators", found > 0);
	is = node_object(row, "is");
	node_z(is, "mark", found > 0 ? "ok" : "warn");
	node_z(is, "says", say(c, found > 0 ? "Measured" : "No indicator"));
	f->bare += found == 0;
}

static bool
links_put(struct ctx *c, struct id programme, const struct framework_of *f,
    struct node *out)
{
	const struct toc_link *t;
	const struct activity *a;
	const struct map *by_id;
	struct node *row;
	size_t i, n, m, at;

	t = every(c, &toc_link_entity, programme, &n);
	a = every(c, &activity_entity, programme, &m);
	if (t == NULL || a == NULL)
		return false;
	by_id = gather_index(c->arena, a, m, sizeof(*a));
	(void)node_list(out, "links");
	for (i = 0; i < n; i++) {
		row = node_row(out, "links");
		if (gather_find(by_id, &t[i].from_activity, &at)) {
			node_text(row, "code", a[at].code);
			node_text(row, "from", text_in(c->arena, a[at].title,
			    c->lang));
		} else {
			node_text(row, "from", statement_of(c, f->result,
			    f->results, t[i].from_result));
		}
		node_text(row, "to", statement_of(c, f->result, f->results,
		    t[i].to));
		node_text(row, "href", entity_href(c, &toc_link_entity,
		    t[i].row.id));
		node_text(row, "mechanism", t[i].mechanism);
		node_text(row, "assumption", t[i].assumption);
		node_text(row, "evidence", choice_says(c,
		    &evidence_strength_codes, t[i].evidence_strength));
	}
	node_bool(out, "has_links", n > 0);
	return true;
}

static bool
results_put(struct ctx *c, struct id programme, struct node *out)
{
	static const char *const level[] = { "IMPACT", "OUTCOME", "OUTPUT",
		"OTHER" };
	struct framework_of f = { NULL, NULL, 0, 0, 0 };
	size_t i, k;

	f.result = every(c, &result_entity, programme, &f.results);
	f.indicator = every(c, &indicator_entity, programme, &f.indicators);
	if (f.result == NULL || f.indicator == NULL)
		return false;
	(void)node_list(out, "rows");
	for (k = 0; k < sizeof(level) / sizeof(level[0]); k++)
		for (i = 0; i < f.results; i++)
			if (str_is(f.result[i].level, level[k]))
				result_put(c, &f, &f.result[i],
				    node_row(out, "rows"));
	node_bool(out, "none", f.results == 0);
	node_count(out, "result_count", (int64_t)f.results);
	node_count(out, "indicator_count", (int64_t)f.indicators);
	node_count(out, "bare", (int64_t)f.bare);
	node_bool(out, "some_bare", f.bare > 0);
	return plans_theory(c, programme, out) &&
	    links_put(c, programme, &f, out);
}

/* ---- versions ---- */

static void
decision_put(struct ctx *c, const struct adaptation_decision *d,
    struct node *row)
{
	node_text(row, "code", d->code);
	node_day(row, "on", d->date);
	node_text(row, "trigger", d->trigger);
	node_text(row, "decision", d->decision);
	node_text(row, "href", entity_href(c, &adaptation_decision_entity,
	    d->row.id));
	node_text(row, "rationale", d->rationale);
	node_text(row, "by", d->approved_by);
	node_text(row, "expected", d->effect_expected);
	node_text(row, "seen", d->effect_seen);
}

static void
version_put(struct ctx *c, const struct plan_version *v,
    const struct adaptation_decision *d, size_t n, struct node *row)
{
	const struct state *s = state_coded(&plan_version_machine, v->state);
	struct node *is;
	size_t i;

	node_count(row, "number", v->number);
	node_text(row, "title", text_in(c->arena, v->title, c->lang));
	node_text(row, "href", entity_href(c, &plan_version_entity,
	    v->row.id));
	node_text(row, "reason", v->reason);
	node_money(row, "ceiling", v->ceiling);
	node_day(row, "approved", v->approved_on);
	node_text(row, "review", v->quality_notes);
	is = node_object(row, "is");
	node_z(is, "mark", str_is(v->state, "approved") ? "ok" : "none");
	node_z(is, "says", s == NULL ? say(c, "No state") : say(c, s->label));
	(void)node_list(row, "decisions");
	for (i = 0; i < n; i++)
		if (id_same(d[i].to_version, v->row.id))
			decision_put(c, &d[i], node_row(row, "decisions"));
	node_bool(row, "has_decisions", node_list(row, "decisions")->n > 0);
}

/* A new version may be begun when none is worked on; the decisions that
 * have led to none yet may have called for it. */
static void
next_put(const struct plan_version *v, size_t n,
    const struct adaptation_decision *d, size_t m, struct node *out)
{
	int64_t last = 0;
	bool open = false;
	struct node *row;
	size_t i;

	for (i = 0; i < n; i++) {
		last = v[i].number > last ? v[i].number : last;
		open |= !str_is(v[i].state, "approved") &&
		    !str_is(v[i].state, "superseded");
	}
	node_bool(out, "may_next", !open);
	node_count(out, "next", last + 1);
	(void)node_list(out, "calls");
	for (i = 0; i < m; i++) {
		if (!id_none(d[i].to_version))
			continue;
		row = node_row(out, "calls");
		node_id(row, "id", d[i].row.id);
		node_text(row, "name", d[i].decision);
	}
	node_bool(out, "has_calls", node_list(out, "calls")->n > 0);
}

static bool
versions_put(struct ctx *c, struct id programme, struct node *out)
{
	const struct adaptation_decision *d;
	const struct plan_version *v;
	size_t i, n, m;

	v = every(c, &plan_version_entity, programme, &n);
	d = every(c, &adaptation_decision_entity, programme, &m);
	if (v == NULL || d == NULL)
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++)
		version_put(c, &v[i], d, m, node_row(out, "rows"));
	node_bool(out, "none", n == 0);
	next_put(v, n, d, m, out);
	node_count(out, "version_count", (int64_t)n);
	node_count(out, "decision_count", (int64_t)m);
	return true;
}

/* ---- risks ---- */

enum { STEPS = 5 };             /* of likelihood and of impact */

/* The darker the graver; the score is printed beside. */
static const char *
risk_colour(int64_t score)
{
	static const int64_t from[] = { 4, 6, 10, 15, 20 };
	static const char *const colour[] = { "h0", "h1", "h2", "h3", "h4",
		"h5" };
	size_t i = 0;

	while (i < 5 && score >= from[i])
		i++;
	return colour[i];
}

static void
grid_put(struct ctx *c, const struct risk *r, size_t n, struct node *out)
{
	struct node *row, *cell, *one;
	int64_t impact, likely;
	size_t i;

	for (impact = STEPS; impact > 0; impact--) {
		row = node_row(out, "grid");
		node_count(row, "impact", impact);
		for (likely = 1; likely <= STEPS; likely++) {
			cell = node_row(row, "cells");
			node_z(cell, "colour", risk_colour(impact * likely));
			(void)node_list(cell, "risks");
			for (i = 0; i < n; i++) {
				if (r[i].impact != impact ||
				    r[i].likelihood != likely)
					continue;
				one = node_row(cell, "risks");
				/* A link without a text leads nowhere. */
				node_text(one, "code", str_none(r[i].code)
				    ? r[i].statement : r[i].code);
				node_text(one, "href", entity_href(c,
				    &risk_entity, r[i].row.id));
			}
		}
	}
	for (likely = 1; likely <= STEPS; likely++)
		node_count(node_row(out, "likely"), "step", likely);
}

static void
risk_put(struct ctx *c, const struct risk *r, struct node *row)
{
	struct node *is = node_object(row, "is");
	const char *mark = "ok";

	if (str_is(r->status, "open"))
		mark = "warn";
	else if (str_is(r->status, "occurred"))
		mark = "bad";
	node_z(is, "mark", mark);
	node_text(is, "says", choice_says(c, &risk_status_codes, r->status));
	node_text(row, "code", r->code);
	node_text(row, "statement", r->statement);
	node_text(row, "href", entity_href(c, &risk_entity, r->row.id));
	node_text(row, "kind", choice_says(c, &risk_kind_codes, r->kind));
	node_text(row, "category", choice_says(c, &risk_category_codes,
	    r->category));
	node_count(row, "likelihood", r->likelihood);
	node_count(row, "impact", r->impact);
	node_count(row, "score", r->likelihood * r->impact);
	node_text(row, "response", r->response);
	node_text(row, "sign", r->trigger);
	node_text(row, "owner", id_none(r->owner) ? r->owner_role
	    : flow_name(c, &party_entity, r->owner));
}

static bool
risks_put(struct ctx *c, struct id programme, struct node *out)
{
	const struct risk *r;
	size_t i, n, occurred = 0, top = 0;
	struct node *lead;

	r = every(c, &risk_entity, programme, &n);
	if (r == NULL)
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++) {
		risk_put(c, &r[i], node_row(out, "rows"));
		occurred += str_is(r[i].status, "occurred");
		if (r[i].likelihood * r[i].impact >
		    r[top].likelihood * r[top].impact)
			top = i;
	}
	node_bool(out, "none", n == 0);
	if (n == 0)
		return true;
	grid_put(c, r, n, out);
	lead = node_object(out, "worst");
	node_text(lead, "statement", r[top].statement);
	node_count(lead, "score", r[top].likelihood * r[top].impact);
	node_count(lead, "n", (int64_t)n);
	node_count(lead, "occurred", (int64_t)occurred);
	return true;
}

/* ---- the page ---- */

static const struct {
	const char *name;
	const char *view;
	const struct entity *of;        /* what is added there */
	bool      (*put)(struct ctx *, struct id, struct node *);
} views[PLANS_VIEWS] = {
	[PLANS_ACTIVITIES] = { NULL, "plan.html", &activity_entity,
	    activities_put },
	[PLANS_CHOICE] = { NULL, NULL, NULL, NULL },    /* a page of its own */
	[PLANS_RESULTS] = { "results", "plan_results.html", &result_entity,
	    results_put },
	[PLANS_TIMELINE] = { NULL, NULL, NULL, NULL },  /* a page of its own */
	[PLANS_VERSIONS] = { "versions", "plan_versions.html",
	    &plan_version_entity, versions_put },
	[PLANS_RISKS] = { "risks", "plan_risks.html", &risk_entity, risks_put },
};

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	str asked = request_arg(q, "view");
	size_t i, here = PLANS_ACTIVITIES;
	struct programme p;

	if (!programme_named(c, q, &p))
		return false;
	for (i = 0; i < PLANS_VIEWS; i++)
		if (views[i].name != NULL && str_is(asked, views[i].name))
			here = i;
	node_z(out, "title", say(c, "Plan"));
	programme_put(c, &p, PHASE_PLAN, out);
	plans_tabs(c, &p, (enum plans_view)here, out);
	node_bool(out, "may_add", ctx_may(c, views[here].of, ADD, p.row.id));
	reply->view = views[here].view;
	return views[here].put(c, p.row.id, out);
}

const struct page plan_page = {
	.method = GET,
	.path   = "/programme/{id}/plan",
	.about  = "The activities of a plan and their gaps; with "
	    "?view=results, versions or risks those.",
	.view   = "plan.html",
	.of     = &activity_entity,
	.needs  = SEE,
	.run    = show,
};
