/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Parts of the page of those who have a part in a programme. */
#include "web/govern.h"

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/every.h"
#include "model/codes.h"
#include "model/plan.h"
#include "web/entity.h"

/* Done, late, or waiting for its day. */
static void
progress_put(struct ctx *c, struct day due, struct day done, struct node *row)
{
	node_day(row, "due", due);
	node_day(row, "done_on", done);
	if (done.n != 0)
		mark_put(c, row, "ok", "Done");
	else if (govern_is_late(due, done, moment_day(c->now)))
		mark_put(c, row, "bad", "Overdue");
	else
		mark_put(c, row, "none", "Open");
}

static str
who(struct ctx *c, struct id party)
{
	return id_none(party) ? (str){ 0 }
	    : flow_name(c, &party_entity, party);
}

/* ---- engagement plan ---- */

static const struct engage_party *
party_of(const struct engage *g, struct id stakeholder)
{
	size_t i;

	for (i = 0; i < g->parties; i++)
		if (id_same(g->party[i].row.row.id, stakeholder))
			return &g->party[i];
	return NULL;
}

static void
step_put_row(struct ctx *c, const struct engage *g,
    const struct engagement_action *a, struct node *row)
{
	const struct engage_party *p = party_of(g, a->stakeholder);

	node_text(row, "for", p == NULL ? (str){ 0 } : p->name);
	node_text(row, "stance", p == NULL ? (str){ 0 } : choice_says(c,
	    &engagement_strategy_codes,
	    str_of(engage_stance_code(p->stance))));
	node_text(row, "what", a->what);
	node_text(row, "href", entity_href(c, &engagement_action_entity,
	    a->row.id));
	node_text(row, "method", choice_says(c, &engagement_method_codes,
	    a->method));
	node_text(row, "frequency", a->frequency);
	node_text(row, "who", who(c, a->responsible));
	progress_put(c, a->due, a->done_on, row);
}

bool
govern_plan_put(struct ctx *c, const struct programme *p,
    const struct engage *g, struct node *out)
{
	const struct engagement_action *a;
	int64_t unplanned = 0;
	size_t i, k, n;

	a = every(c, &engagement_action_entity, p->row.id, &n);
	if (a == NULL)
		return false;
	(void)node_list(out, "plan");
	for (i = 0; i < n; i++)
		step_put_row(c, g, &a[i], node_row(out, "plan"));
	for (i = 0; i < g->parties; i++) {
		for (k = 0; k < n; k++)
			if (id_same(a[k].stakeholder, g->party[i].row.row.id))
				break;
		unplanned += k == n && govern_way(g->party[i].stance) != NULL;
	}
	node_bool(out, "has_plan", n > 0);
	node_count(out, "unplanned", unplanned > 0 ? unplanned : INT64_MIN);
	node_bool(out, "may_plan", ctx_may(c, &engagement_action_entity, ADD,
	    p->row.id));
	node_bool(out, "may_draft", unplanned > 0 && ctx_may(c,
	    &engagement_action_entity, ADD, p->row.id));
	return true;
}

/* ---- points raised ---- */

bool
govern_points_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct consultation_point *t;
	struct node *row;
	size_t i, n;

	t = every(c, &consultation_point_entity, p->row.id, &n);
	if (t == NULL)
		return false;
	(void)node_list(out, "points");
	for (i = 0; i < n; i++) {
		row = node_row(out, "points");
		node_text(row, "said", t[i].said);
		node_text(row, "href", entity_href(c,
		    &consultation_point_entity, t[i].row.id));
		node_text(row, "by", who(c, t[i].said_by));
		node_text(row, "topic", flow_name(c, &consultation_entity,
		    t[i].consultation));
		node_text(row, "verdict", choice_says(c,
		    &point_verdict_codes, t[i].verdict));
		node_text(row, "answer", t[i].answer);
		node_text(row, "who", who(c, t[i].responsible));
		progress_put(c, t[i].due, t[i].done_on, row);
	}
	node_bool(out, "has_points", n > 0);
	return true;
}

/* ---- bodies ---- */

struct bodies {
	struct ctx            *c;
	struct governing_body *body;
	struct body_member    *member;
	struct body_session   *session;
	struct body_decision  *decision;
	size_t                 n, members, sessions, decisions;
};

static void
decision_put(struct ctx *c, const struct body_decision *d, struct node *row)
{
	node_text(row, "number", d->number);
	node_text(row, "text", d->text);
	node_text(row, "href", entity_href(c, &body_decision_entity,
	    d->row.id));
	node_text(row, "who", who(c, d->responsible));
	node_text(row, "follow_up", d->follow_up);
	progress_put(c, d->due, d->done_on, row);
}

static void
session_put(const struct bodies *b, const struct governing_body *of,
    const struct body_session *s, struct node *row)
{
	struct govern_quorum q = govern_quorum(of, b->member, b->members, s);
	size_t i;

	node_day(row, "on", s->date);
	node_id(row, "id", s->row.id);
	node_text(row, "place", s->place);
	node_text(row, "href", entity_href(b->c, &body_session_entity,
	    s->row.id));
	node_count(row, "present", (int64_t)q.present);
	node_count(row, "voting", (int64_t)q.voting);
	if (s->date.n > moment_day(b->c->now).n)
		mark_put(b->c, row, "none", "To come");
	else if (q.needed == INT64_MIN || str_none(s->present))
		mark_put(b->c, row, "none", "Quorum not known");
	else
		mark_put(b->c, row, q.is_met ? "ok" : "bad", q.is_met
		    ? "Quorum met" : "No quorum");
	(void)node_list(row, "decisions");
	for (i = 0; i < b->decisions; i++)
		if (id_same(b->decision[i].session, s->row.id))
			decision_put(b->c, &b->decision[i], node_row(row,
			    "decisions"));
}

static void
body_put(const struct bodies *b, const struct governing_body *of,
    struct node *row)
{
	const struct day today = moment_day(b->c->now);
	struct node *one;
	size_t i;

	node_text(row, "name", of->name);
	node_id(row, "id", of->row.id);
	node_text(row, "href", entity_href(b->c, &governing_body_entity,
	    of->row.id));
	node_text(row, "kind", choice_says(b->c, &body_kind_codes, of->kind));
	node_count(row, "quorum", of->quorum);
	node_text(row, "meets", of->meets);
	(void)node_list(row, "members");
	for (i = 0; i < b->members; i++) {
		if (!id_same(b->member[i].body, of->row.id))
			continue;
		one = node_row(row, "members");
		node_text(one, "name", who(b->c, b->member[i].party));
		node_text(one, "as", choice_says(b->c, &body_role_codes,
		    b->member[i].role));
		node_bool(one, "votes", b->member[i].votes == YES);
		node_day(one, "until", b->member[i].until);
		node_bool(one, "is_over", b->member[i].until.n != 0 &&
		    b->member[i].until.n < today.n);
		node_text(one, "href", entity_href(b->c, &body_member_entity,
		    b->member[i].row.id));
	}
	(void)node_list(row, "sessions");
	for (i = 0; i < b->sessions; i++)
		if (id_same(b->session[i].body, of->row.id))
			session_put(b, of, &b->session[i], node_row(row,
			    "sessions"));
}

bool
govern_bodies_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct bodies b = { .c = c };
	size_t i;

	b.body = every(c, &governing_body_entity, p->row.id, &b.n);
	b.member = every(c, &body_member_entity, p->row.id, &b.members);
	b.session = every(c, &body_session_entity, p->row.id, &b.sessions);
	b.decision = every(c, &body_decision_entity, p->row.id,
	    &b.decisions);
	if (b.body == NULL || b.member == NULL || b.session == NULL ||
	    b.decision == NULL)
		return false;
	(void)node_list(out, "bodies");
	for (i = 0; i < b.n; i++)
		body_put(&b, &b.body[i], node_row(out, "bodies"));
	node_bool(out, "has_bodies", b.n > 0);
	node_bool(out, "may_govern", ctx_may(c, &governing_body_entity, ADD,
	    p->row.id));
	return true;
}

/* ---- strategies ---- */

enum { PAIRS_MOST = 3 };

struct pair_of {
	const struct swot_factor *in, *out;
	double                    score;        /* NAN: one is not weighed */
};

static double
score_of(const struct swot_factor *f)
{
	return f->weight * (f->rating == INT64_MIN ? NAN
	    : (double)f->rating) * (isnan(f->probability) ? 1
	    : f->probability);
}

/* The heaviest first; what is not weighed last, in its order. */
static int
heaviest(const void *one, const void *other, const void *with)
{
	const struct pair_of *a = one, *b = other;

	(void)with;
	if (isnan(a->score) || isnan(b->score))
		return (isnan(a->score) > isnan(b->score)) -
		    (isnan(a->score) < isnan(b->score));
	return (a->score < b->score) - (a->score > b->score);
}

/* Activities that treat one of the two, each once. */
static void
treated_put(struct ctx *c, const struct pair_of *p, struct node *row)
{
	const str both[] = { p->in->treated_by, p->out->treated_by };
	struct errors before = c->errors;
	struct id seen[16], id;
	size_t i, k, n = 0;
	struct activity a;
	struct node *link;
	str rest, one;

	for (i = 0; i < 2; i++)
		for (rest = both[i]; str_cut(&rest, ';', &one) && n < 16; ) {
			if (!id_read(one, &id))
				continue;
			for (k = 0; k < n && !id_same(seen[k], id); k++)
				;
			if (k < n || !flow_find(c, &activity_entity, id, &a))
				continue;
			seen[n++] = id;
			link = node_row(row, "activities");
			node_text(link, "code", a.code);
			node_text(link, "href", entity_href(c,
			    &activity_entity, id));
		}
	node_bool(row, "has_activities", n > 0);
	c->errors = before;
}

static bool
is_kind(const struct swot_factor *f, char kind)
{
	return !str_none(f->kind) && f->kind.p[0] == kind;
}

static void
cell_put(struct ctx *c, const struct engage_swot *s, char in, char outside,
    struct node *cell)
{
	struct pair_of *p = NEWS(c->arena, struct pair_of, s->n * s->n + 1);
	struct node *row;
	size_t i, k, n = 0;

	for (i = 0; i < s->n; i++)
		for (k = 0; k < s->n; k++)
			if (is_kind(s->factor[i], in) &&
			    is_kind(s->factor[k], outside))
				p[n++] = (struct pair_of){ s->factor[i],
				    s->factor[k], score_of(s->factor[i]) *
				    score_of(s->factor[k]) };
	sort(c->arena, p, n, sizeof(*p), heaviest, NULL);
	node_count(cell, "n", (int64_t)n);
	(void)node_list(cell, "pairs");
	for (i = 0; i < n && i < PAIRS_MOST; i++) {
		row = node_row(cell, "pairs");
		node_text(row, "inside", p[i].in->statement);
		node_text(row, "outside", p[i].out->statement);
		node_real(row, "score", p[i].score, 2);
		treated_put(c, &p[i], row);
	}
}

void
govern_tows_put(struct ctx *c, const struct programme *p,
    const struct engage_swot *s, struct node *out)
{
	static const struct {
		char in, outside;
		const char *name, *about;
	} each[] = {            /* words: */
		{ 'S', 'O', "SO: use",
		  "Strengths that take the opportunities" },
		{ 'W', 'O', "WO: overcome",
		  "Opportunities that overcome the weaknesses" },
		{ 'S', 'T', "ST: defend",
		  "Strengths against the threats" },
		{ 'W', 'T', "WT: avoid",
		  "Weaknesses that threats would hit" },
	};
	struct node *cell;
	size_t i;

	(void)p;
	for (i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		cell = node_row(out, "cells");
		node_z(cell, "name", say(c, each[i].name));
		node_z(cell, "about", say(c, each[i].about));
		cell_put(c, s, each[i].in, each[i].outside, cell);
	}
}
