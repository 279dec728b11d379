/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Institutions and policy of a programme: milestones before and after,
 * instruments on their way, whom one spoke to. */
#include "web/policy.h"

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/find.h"
#include "format/chart.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/assist.h"
#include "web/entity.h"
#include "web/plot.h"
#include "web/programme.h"

enum { WIDE = 1000, HIGH = 24, ROOM_FOR_CODE = 34, DRAWN = 1 << 16 };

/* ---- the line ---- */

/* Early stages are pale; adopted and after are strong; dropped is grey. */
static const char *
colour_of(str stage)
{
	static const char *const class[POLICY_STAGES + 1] = {
		"f6", "f6", "f3", "f2", "f2", "f5", "f1", "f1", "f1", "f1",
		"f0", "f0" };

	return class[policy_stage_number(stage)];
}

static str
drawn(struct ctx *c, const struct policy_line *l, str id)
{
	struct write w = write_new(c->arena, DRAWN);
	double x = 0, wide;
	size_t i;

	write_format(&w, "<svg class=\"v stg\" viewBox=\"0 0 %d %d\" "
	    "role=\"img\" aria-labelledby=\"%.*s-t\"><title id=\"%.*s-t\">",
	    WIDE, HIGH, (int)id.n, id.p, (int)id.n, id.p);
	chart_text(&w, str_of(say(c, "Days in each stage, to scale")));
	write_z(&w, "</title>");
	for (i = 0; i < l->n; i++) {
		if (l->step[i].days <= 0)
			continue;
		wide = (double)l->step[i].days / (double)l->days * WIDE;
		write_format(&w, "<rect class=\"%s\" x=\"", colour_of(
		    l->step[i].row.stage));
		chart_number(&w, x);
		write_z(&w, "\" y=\"2\" width=\"");
		chart_number(&w, wide > 3 ? wide - 2 : wide);
		write_format(&w, "\" height=\"%d\"/>", HIGH - 4);
		if (wide > ROOM_FOR_CODE) {
			write_z(&w, "<text x=\"");
			chart_number(&w, x + wide / 2);
			write_z(&w, "\" y=\"17\" text-anchor=\"middle\">");
			chart_text(&w, l->step[i].row.stage);
			write_z(&w, "</text>");
		}
		x += wide;
	}
	write_z(&w, "</svg>");
	return write_done(&w);
}

void
policy_line_put(struct ctx *c, const struct policy_line *l, str id,
    struct node *out)
{
	const struct policy_step *s;
	struct node *row;
	size_t i;

	(void)node_list(out, "steps");
	for (i = 0; i < l->n; i++) {
		s = &l->step[i];
		row = node_row(out, "steps");
		node_text(row, "stage", s->row.stage);
		node_text(row, "name", choice_says(c, &policy_stage_code_codes,
		    s->row.stage));
		node_day(row, "date", s->row.date);
		node_count(row, "days", s->days < 0 ? INT64_MIN : s->days);
		node_text(row, "document", s->row.document);
		node_text(row, "note", s->row.note);
		node_bool(row, "is_last", s->is_last);
		node_text(row, "href", entity_href(c, &policy_stage_entity,
		    s->row.row.id));
	}
	node_bool(out, "has_steps", l->n > 0);
	node_count(out, "all_days", l->days < 0 ? INT64_MIN : l->days);
	if (l->n > 0 && l->days > 0)
		node_html(out, "line", drawn(c, l, id));
}

/* ---- advocacy ---- */

bool
policy_advocacy_put(struct ctx *c, struct id programme, struct id instrument,
    struct node *out)
{
	const struct advocacy_action *a;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "advocacy");
	if ((a = every(c, &advocacy_action_entity, programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!id_none(instrument) && !id_same(a[i].instrument,
		    instrument))
			continue;
		row = node_row(out, "advocacy");
		node_day(row, "date", a[i].date);
		node_text(row, "target", a[i].target);
		node_text(row, "href", entity_href(c, &advocacy_action_entity,
		    a[i].row.id));
		node_text(row, "message", a[i].message);
		node_text(row, "action", a[i].action);
		node_text(row, "response", a[i].response);
		node_text(row, "by", id_none(a[i].by) ? (str){ 0 }
		    : flow_name(c, &party_entity, a[i].by));
		node_text(row, "instrument", id_none(a[i].instrument) ||
		    !id_none(instrument) ? (str){ 0 } : flow_name(c,
		    &policy_instrument_entity, a[i].instrument));
	}
	node_bool(out, "has_advocacy", node_list(out, "advocacy")->n > 0);
	return true;
}

/* ---- instruments ---- */

static bool
instrument_put(struct ctx *c, const struct policy_instrument *p,
    struct node *row)
{
	struct day today = moment_day(c->now);
	const struct policy_comment *k;
	struct policy_line l;
	size_t i, n;
	int64_t accepted = 0;

	if (!policy_line(c, p->row.id, &l) || (k = every_by(c,
	    &policy_comment_entity, "instrument", p->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		accepted += str_among(k[i].verdict, "taken_up partly");
	node_text(row, "code", p->code);
	node_text(row, "title", text_in(c->arena, p->title, c->lang));
	node_text(row, "href", entity_href(c, &policy_instrument_entity,
	    p->row.id));
	node_text(row, "kind", choice_says(c, &policy_kind_codes, p->kind));
	node_text(row, "level", choice_says(c, &policy_level_codes,
	    p->level));
	node_text(row, "lead", id_none(p->lead) ? (str){ 0 }
	    : flow_name(c, &party_entity, p->lead));
	node_text(row, "adoption_no", p->adoption_no);
	node_day(row, "adopted", p->adoption_date);
	node_day(row, "review_due", p->review_due);
	node_bool(row, "review_late", p->review_due.n != 0 &&
	    p->review_due.n < today.n && !str_among(p->stage, "P9 PX"));
	node_count(row, "comments", n == 0 ? INT64_MIN : (int64_t)n);
	node_count(row, "accepted", n == 0 ? INT64_MIN : accepted);
	node_count(row, "in_stage", l.n == 0 || l.step[l.n - 1].days < 0
	    ? INT64_MIN : l.step[l.n - 1].days);
	assist_state_put(c, &policy_instrument_entity, p, row);
	policy_line_put(c, &l, str_print(c->arena, "line-%s",
	    id_text(c->arena, p->row.id).p), row);
	return true;
}

static bool
instruments_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct policy_instrument *all;
	int64_t adopted = 0;
	size_t i, n;

	(void)node_list(out, "instruments");
	if ((all = every(c, &policy_instrument_entity, p->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!instrument_put(c, &all[i], node_row(out, "instruments")))
			return false;
		adopted += str_among(all[i].stage, "P6 P7 P8 P9");
	}
	node_count(out, "n_instruments", (int64_t)n);
	node_count(out, "adopted_n", adopted);
	node_bool(out, "has_instruments", n > 0);
	return true;
}

/* ---- milestones ---- */

static void
milestone_put(struct ctx *c, const struct institution_milestone *m,
    struct node *row)
{
	struct day today = moment_day(c->now);

	node_text(row, "code", m->code);
	node_text(row, "title", text_in(c->arena, m->title, c->lang));
	node_text(row, "href", entity_href(c, &institution_milestone_entity,
	    m->row.id));
	node_text(row, "organisation", flow_name(c, &party_entity,
	    m->organisation));
	node_text(row, "kind", choice_says(c, &milestone_kind_codes,
	    m->kind));
	node_text(row, "mode", choice_says(c, &milestone_mode_codes,
	    m->mode));
	node_text(row, "before", m->before);
	node_text(row, "after", m->after);
	node_text(row, "embedded", choice_says(c, &embedded_in_codes,
	    m->embedded_in));
	node_day(row, "planned", m->planned);
	node_day(row, "achieved", m->achieved);
	node_count(row, "late_days", m->achieved.n != 0 &&
	    m->achieved.n > m->planned.n ? m->achieved.n - m->planned.n
	    : INT64_MIN);
	node_bool(row, "overdue", m->achieved.n == 0 && m->planned.n <
	    today.n && !str_is(m->state, "reversed"));
	node_bool(row, "has_evidence", !id_none(m->evidence));
	assist_state_put(c, &institution_milestone_entity, m, row);
}

static bool
milestones_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct institution_milestone *m;
	const struct choice *k;
	int64_t of, embedded = 0;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "milestones");
	if ((m = every(c, &institution_milestone_entity, p->row.id, &n)) ==
	    NULL)
		return false;
	for (i = 0; i < n; i++) {
		milestone_put(c, &m[i], node_row(out, "milestones"));
		embedded += str_is(m[i].state, "embedded");
	}
	for (k = milestone_kind_codes.of; k->code != NULL; k++) {
		for (of = 0, i = 0; i < n; i++)
			of += str_is(m[i].kind, k->code);
		row = node_row(out, "kinds");
		node_z(row, "name", say(c, k->label));
		node_count(row, "n", of);
	}
	node_count(out, "n_milestones", (int64_t)n);
	node_count(out, "embedded_n", embedded);
	node_bool(out, "has_milestones", n > 0);
	return true;
}

/* ---- the page ---- */

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct programme p;
	struct crumb up;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	node_z(out, "title", say(c, "Institutions and policy"));
	programme_put(c, &p, PHASE_DELIVER, out);
	up = phase_crumb(c, &p, PHASE_DELIVER);
	crumb_put(out, &up, 1);
	node_text(out, "of", str_print(c->arena, "programme=%s",
	    id_text(c->arena, p.row.id).p));
	node_bool(out, "may_add", ctx_may(c, &policy_instrument_entity, ADD,
	    p.row.id));
	return instruments_put(c, &p, out) && milestones_put(c, &p, out) &&
	    policy_advocacy_put(c, p.row.id, (struct id){ { 0 } }, out);
}

const struct page policy_page = {
	.method = GET,
	.path   = "/programme/{id}/policy",
	.about  = "Policy instruments with the days in each stage, milestones "
	    "of institutions, advocacy.",
	.view   = "policy.html",
	.of     = &policy_instrument_entity,
	.needs  = SEE,
	.run    = show,
};
