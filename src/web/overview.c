/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A programme at a glance: its ten steps, widest gaps, rounds, what is due. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/loop.h"
#include "flow/planning.h"
#include "flow/publish.h"
#include "model/advise.h"
#include "model/codes.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/learn.h"
#include "model/monitor.h"
#include "model/plan.h"
#include "model/sustain.h"
#include "model/report.h"
#include "web/chain.h"
#include "web/programme.h"

enum { WIDEST = 6, DUE = 5 };

/* What is counted under each step of the loop. */
static const struct {
	const struct entity *entity;
	const char          *says;      /* before the number, to translate */
} counted[PHASES] = {            /* in the order of the phases */
	{ &stakeholder_entity,       "Stakeholders" },
	{ &assessment_round_entity,  "Rounds of answers" },
	{ &gap_entity,               "Below the level wanted now" },
	{ &activity_entity,          "Activities in the plan" },
	{ &opportunity_entity,       "Funding opportunities" },
	{ &event_entity,             "Events" },
	{ &indicator_entity,         "Indicators" },
	{ &evaluation_entity,        "Evaluations" },
	{ &lesson_entity,            "Lessons" },
	{ &practice_entity,          "Practices followed" },
};

static bool
count(struct ctx *c, const struct entity *e, struct id home, int64_t *n)
{
	struct ask ask = { .home = home };

	*n = INT64_MIN;
	if (!ctx_may(c, e, SEE, home))
		return true;
	return flow_count(c, e, &ask, n);
}

/* Rows of gaps stay when they are closed, and activities when they are
 * left out: of both only what still counts is counted. */
static bool
count_live(struct ctx *c, const struct entity *e, struct id home, int64_t *n)
{
	struct filter of = { field_named(&gap_entity, S("gap")), ABOVE,
		S("0") };
	struct ask ask = { .filters = &of, .n = 1, .home = home };
	struct activity *a;
	size_t i, all;

	if (!count(c, e, home, n) || *n == INT64_MIN)
		return *n == INT64_MIN;
	if (e == &gap_entity)
		return flow_count(c, e, &ask, n);
	if (e != &activity_entity)
		return true;
	a = every(c, &activity_entity, home, &all);
	for (i = 0, *n = 0; a != NULL && i < all; i++)
		*n += planning_is_in(&a[i]);
	return a != NULL;
}

static bool
loop_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct node *row, *next = NULL;
	int64_t n;
	int i;

	for (i = 0; i < PHASES; i++) {
		if (!count_live(c, counted[i].entity, p->row.id, &n))
			return false;
		row = node_row(out, "loop");
		step_put(c, p, i, PHASE_NONE, row);
		node_z(row, "counted", words_say(c->words, counted[i].says));
		node_count(row, "n", n);
		if (next == NULL && phase_state(p->stage, i) == CHART_NOW)
			step_put(c, p, i, PHASE_NONE,
			    next = node_object(out, "next"));
	}
	return true;
}

/* ---- gaps ---- */

struct wide {
	const struct gap_table *table;
	const struct gap_line  *line;
};

static size_t
widest(const struct gap_table **t, size_t n, struct wide *top)
{
	const struct gap_line *l;
	size_t k, i, at, found = 0;

	for (k = 0; k < n; k++)
		for (i = 0; i < t[k]->n && i < WIDEST; i++) {
			l = &t[k]->line[t[k]->by_priority[i]];
			if (l->rank == 0)
				continue;
			for (at = found;
			     at > 0 &&
			     top[at - 1].line->priority_norm < l->priority_norm;
			     at--)
				if (at < WIDEST)
					top[at] = top[at - 1];
			if (at >= WIDEST)
				continue;
			top[at] = (struct wide){ t[k], l };
			found += found < WIDEST;
		}
	return found;
}

static void
gaps_put(struct ctx *c, const struct gap_table **t, size_t n, struct node *out)
{
	struct wide top[WIDEST];
	size_t i, k, found = widest(t, n, top), below = 0, all = 0;
	struct node *row;

	(void)node_list(out, "gaps");
	for (i = 0; i < found; i++) {
		row = node_row(out, "gaps");
		node_count(row, "place", (int64_t)i + 1);
		gap_put(c, top[i].table, top[i].line, row);
	}
	for (k = 0; k < n; k++)
		for (i = 0; i < t[k]->n; i++) {
			all += t[k]->line[i].gap > 0;
			below += t[k]->line[i].gap > 0 && (i == 0 ||
			    !id_same(t[k]->line[i].subject,
			    t[k]->line[i - 1].subject));
		}
	node_bool(out, "has_gaps", found > 0);
	node_count(out, "gap_count", (int64_t)all);
	node_count(out, "gap_subjects", (int64_t)below);
	if (found == 0)
		return;
	row = node_object(out, "lead");
	node_text(row, "dimension", top[0].line->dimension_title);
	node_text(row, "subject", top[0].line->subject_name);
	node_real(row, "current", top[0].line->current, 1);
	node_real(row, "desired", top[0].line->desired, 1);
}

/* ---- rounds ---- */

static double
mean_overall(const struct results *r)
{
	double sum = 0;
	size_t s, n = 0;

	for (s = 0; s < r->subjects; s++)
		if (!isnan(r->overall[s].value)) {
			sum += r->overall[s].value;
			n++;
		}
	return n > 0 ? sum / (double)n : NAN;
}

static double
mean_wanted(const struct gap_table *t)
{
	double sum = 0;
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		if (!isnan(t->line[i].desired)) {
			sum += t->line[i].desired;
			n++;
		}
	return n > 0 ? sum / (double)n : NAN;
}

static bool
round_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct assessment_round *round, const struct assessment_round *first,
    struct node *row)
{
	struct write w = write_new(c->arena, 1 << 14);
	const struct results *r, *before = NULL;
	const struct gap_table *gaps;
	struct chart_change mark;

	if (!assess_results(c, round->row.id, &r) ||
	    !assess_gaps(c, round->row.id, &gaps) || (first != NULL &&
	    !assess_results(c, first->row.id, &before)))
		return false;
	mark = (struct chart_change){ { r->instrument->framework.scale_min,
	    r->instrument->framework.scale_max },
	    before == NULL ? NAN : mean_overall(before), mean_overall(r),
	    mean_wanted(gaps), { 0 } };
	node_count(row, "sheets", r->quality.sheets);
	node_text(row, "code", round->code);
	node_text(row, "name", round_name(c, round));
	node_text(row, "href", round_href(c, p, "assess", round));
	node_count(row, "subjects", (int64_t)r->subjects);
	node_real(row, "before", mark.before, 2);
	node_real(row, "now", mark.now, 2);
	node_real(row, "wanted", mark.wanted, 2);
	node_real(row, "lo", mark.scale.lo, 0);
	node_real(row, "hi", mark.scale.hi, 0);
	if (q->shape == HTML) {
		chart_change(&w, &mark);
		node_html(row, "mark", write_done(&w));
	}
	return true;
}

/* A round's results are read sheet by sheet. */
static bool
may_see_rounds(struct ctx *c, const struct programme *p)
{
	return ctx_may(c, &assessment_round_entity, SEE, p->row.id) &&
	    ctx_may(c, &gap_entity, SEE, p->row.id);
}

static bool
rounds_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct node *out)
{
	struct assessment_round *r;
	size_t i, n = 0;

	if (may_see_rounds(c, p) && !assess_rounds(c, p->row.id, &r, &n))
		return false;
	(void)node_list(out, "rounds");
	for (i = 0; i < n; i++)
		if (!round_put(c, q, p, &r[i], round_before(r, n, i),
		    node_row(out, "rounds")))
			return false;
	node_bool(out, "has_rounds", n > 0);
	node_count(out, "round_count", (int64_t)n);
	return true;
}

/* ---- the chain, from gaps to what lasted ---- */

static void
chain_row(struct ctx *c, const struct programme *p, const char *name, size_t n,
    bool known, size_t of, struct node *out)
{
	const struct chart_bar bar = { { 0, of > 0 ? (double)of : 1 },
		known ? (double)n : NAN, NAN, 1, { 0 } };
	struct node *row = node_row(out, "chain");
	const struct chain_step *s = chain_steps;
	struct write w = write_new(c->arena, 1 << 14);

	while (strcmp(s->name, name) != 0)
		s++;
	node_z(row, "says", words_say(c->words, s->says));
	node_z(row, "means", words_say(c->words, s->means));
	node_count(row, "n", known ? (int64_t)n : INT64_MIN);
	node_text(row, "href", str_print(c->arena, "%s/chain/%s",
	    str_z(c->arena, programme_href(c, p)), name));
	chart_bar(&w, &bar);
	node_html(row, "mark", write_done(&w));
}

/* A mean is known to no smaller unit than the money it comes from. */
static void
cost_put(double cost, const char *currency, const char *name, struct node *o)
{
	struct money m;

	if (!isnan(cost) && money_from_real(cost, currency, &m))
		node_money(o, name, m);
}

static void
money_put(const struct loop *l, struct node *out)
{
	struct node *o;

	if (!l->has_money || l->spent.currency[0] == '\0')
		return;
	o = node_object(out, "money");
	node_money(o, "spent", l->spent);
	node_bool(o, "has_budget", l->budget.currency[0] != '\0');
	node_money(o, "budget", l->budget);
	node_z(o, "currency", l->spent.currency);
	node_real(o, "per_level", l->per_level, 0);
	node_real(o, "per_closed", l->per_closed, 0);
	cost_put(l->per_level, l->spent.currency, "level_cost", o);
	cost_put(l->per_closed, l->spent.currency, "closed_cost", o);
}

static void
links_put(struct ctx *c, const struct programme *p, const struct loop *l,
    struct node *out)
{
	bool again = l->all.reassessed > 0;
	const struct {
		const char *name;
		size_t      n;
		bool        known;
	} links[] = {
		{ "gaps", l->all.gaps,       true },
		{ "targeted", l->all.targeted,   true },
		{ "funded", l->all.funded,     true },
		{ "delivered", l->all.delivered,  true },
		{ "reassessed", l->all.reassessed, again },
		{ "reduced", l->all.reduced,    again },
		{ "closed", l->all.closed,     again },
	};
	size_t i;

	for (i = 0; i < sizeof(links) / sizeof(*links); i++)
		chain_row(c, p, links[i].name, links[i].n,
		    links[i].known, l->all.gaps, out);
}

static bool
chain_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct loop *l;

	if (!may_see_rounds(c, p) ||
	    !ctx_may(c, &activity_entity, SEE, p->row.id))
		return true;
	if (!loop_of(c, p->row.id, &l))
		return false;
	node_bool(out, "has_chain", l->all.gaps > 0);
	node_count(out, "assessed", (int64_t)l->subjects);
	links_put(c, p, l, out);
	node_count(out, "held", l->gaps_checked_12 > 0
	    ? (int64_t)l->gaps_held_12 : INT64_MIN);
	node_count(out, "checked", (int64_t)l->gaps_checked_12);
	node_count(out, "checks_late", (int64_t)l->checks_late);
	node_bool(out, "has_late", l->checks_late > 0);
	node_count(out, "checks_open", (int64_t)l->checks_open);
	node_real(out, "gained", l->all.reassessed > 0 ? l->all.change : NAN,
	    1);
	money_put(l, out);
	return true;
}

/* ---- the page ---- */

static bool
people_put(struct ctx *c, const struct programme *p, struct node *out)
{
	int64_t organisations, people;

	if (!count(c, &organisation_entity, p->row.id, &organisations) ||
	    !count(c, &person_entity, p->row.id, &people))
		return false;
	node_count(out, "organisations", organisations);
	node_count(out, "people", people);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct crumb up = { str_of(words_say(c->words, "All programmes")),
	    S("/") };
	const struct gap_table **t;
	struct programme p;
	size_t n;

	(void)reply;
	if (!programme_named(c, q, &p) ||
	    !programme_gaps(c, p.row.id, &t, &n))
		return false;
	node_text(out, "title", programme_title(c, &p));
	programme_put(c, &p, PHASE_OVERVIEW, out);
	node_bool(out, "may_publish", publish_may(c, &p));
	node_bool(out, "may_report", ctx_may(c, &donor_report_entity, SEE,
	    p.row.id));
	crumb_put(out, &up, 1);
	programme_stage(c, p.stage, out);
	node_day(out, "starts", p.start_actual.n != 0 ? p.start_actual
	    : p.start_planned);
	node_day(
	    out, "ends", p.end_actual.n != 0 ? p.end_actual : p.end_planned);
	gaps_put(c, t, n, out);
	unseen_put(c, p.row.id, out);
	return people_put(c, &p, out) && loop_put(c, &p, out) &&
	    chain_put(c, &p, out) &&
	    rounds_put(c, q, &p, out) && programme_due(c, p.row.id, DUE, out);
}

const struct page overview_page = {
	.method = GET,
	.path   = "/programme/{id}/overview",
	.about  = "A programme at a glance: its steps, gaps, rounds, "
	    "what is due.",
	.view   = "overview.html",
	.of     = &programme_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show,
};
