/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sustain: what is kept, what is still done, who takes over, what ends. */
#include "flow/sustain.h"

#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/lasting.h"
#include "model/assess.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/plot.h"
#include "web/sustain.h"

/* ---- what was learnt and is kept ---- */

static str
kept_drawn(struct ctx *c, const struct sustain_retention *r)
{
	struct write w = write_new(c->arena, 1 << 16);
	double x[SUSTAIN_MONTHS + 1] = { 0 }, y[SUSTAIN_MONTHS + 1] = { 100 };
	double fit_x[25], fit_y[25];
	struct plot_line line[2];
	size_t i;

	for (i = 0; i < SUSTAIN_MONTHS; i++) {
		x[i + 1] = sustain_months[i];
		y[i + 1] = fmin(r->at[i].retention * 100, 125);
	}
	for (i = 0; i <= 24; i++) {
		fit_x[i] = (double)i;
		fit_y[i] = 100 * exp(-r->decay.lambda_weighted * (double)i);
	}
	line[0] = (struct plot_line){ fit_x, fit_y, NULL, NULL,
		r->decay.lambda_weighted > 0 ? 25 : 0, 6, true, false };
	line[1] = (struct plot_line){ x, y, NULL, NULL, SUSTAIN_MONTHS + 1, 1,
		false, true };
	plot_lines(&w, &(struct plot_lines){
		{ "kept", str_of(say(c, "Share of the gain still there")),
		    str_of(say(c, "The figures are in the table below.")) },
		{ 0, 24 }, { 0, 125 }, 6, 25, line, 2 });
	return write_done(&w);
}

static void
month_put(struct node *row, const char *name, double retention, size_t n)
{
	struct node *o = node_object(row, name);

	node_real(o, "percent", retention * 100, 0);
	node_count(o, "n", (int64_t)n);
	node_z(o, "cls", isnan(retention) ? "none" : retention >= 0.9 ? "k3"
	    : retention >= 0.75 ? "k2" : "k1");
}

static void
course_put(struct ctx *c, const struct train_course *k, struct node *row)
{
	static const char *const names[] = { "m6", "m12", "m24" };
	size_t i, j;

	node_text(row, "code", k->code);
	node_text(row, "title", flow_name(c, entity_named(S("course")), k->id));
	node_text(row, "href", str_print(c->arena, "/follow_up?course=%s",
	    id_text(c->arena, k->id).p));
	for (i = 0; i < SUSTAIN_MONTHS; i++)
		for (j = 0; j < k->months; j++)
			if (k->month[j].month == sustain_months[i])
				month_put(row, names[i], k->month[j].retention,
				    k->month[j].n);
	node_real(row, "half_life", k->decay.half_life_weighted, 0);
}

static bool
kept_put(struct ctx *c, const struct request *q, struct id programme,
    struct node *out)
{
	static const char *const names[] = { "m6", "m12", "m24" };
	struct sustain_retention r;
	struct train *t;
	struct node *o;
	size_t i;

	if (!train_of(c, programme, &t))
		return false;
	r = sustain_retention(t);
	o = node_object(out, "kept");
	for (i = 0; i < SUSTAIN_MONTHS; i++)
		month_put(o, names[i], r.at[i].retention, r.at[i].n);
	node_real(o, "half_life", r.decay.half_life_weighted, 0);
	(void)node_list(out, "courses");
	for (i = 0; i < t->courses; i++)
		if (t->course[i].months > 0)
			course_put(c, &t->course[i], node_row(out, "courses"));
	node_bool(out, "has_kept", r.decay.fitted > 0);
	if (q->shape == HTML && r.decay.fitted > 0)
		node_html(o, "plot", kept_drawn(c, &r));
	return true;
}

/* ---- practices ---- */

static str
survival_drawn(struct ctx *c, const struct lasting_practices *p, double last)
{
	struct write w = write_new(c->arena, 1 << 16);
	size_t i, n = 0, room = p->steps * 2 + 2;
	double *x = NEWS(c->arena, double, room);
	double *y = NEWS(c->arena, double, room), s = 100;
	struct plot_line line;

	x[n] = 0;
	y[n++] = s;
	for (i = 0; i < p->steps; i++) {
		x[n] = p->step[i].t;
		y[n++] = s;
		s = p->step[i].s * 100;
		x[n] = p->step[i].t;
		y[n++] = s;
	}
	x[n] = last;
	y[n++] = s;
	line = (struct plot_line){ x, y, NULL, NULL, n, 1, false, false };
	plot_lines(&w, &(struct plot_lines){
		{ "alive", str_of(say(c, "Share of practices still going on")),
		    str_of(say(c, "The figures are in the table below.")) },
		{ 0, last }, { 0, 100 }, 6, 25, &line, 1 });
	return write_done(&w);
}

static double
last_seen(const struct lasting_practices *p)
{
	double last = 12;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->seen[i].t > last)
			last = p->seen[i].t;
	return ceil(last / 6) * 6;
}

/* How many were still watched at that month. */
static void
risk_put(const struct lasting_practices *p, double month, struct node *row)
{
	int64_t at_risk = 0, ended = 0;
	size_t i;

	for (i = 0; i < p->n; i++) {
		at_risk += p->seen[i].t >= month;
		ended += p->seen[i].ended && p->seen[i].t <= month;
	}
	node_real(row, "month", month, 0);
	node_count(row, "at_risk", at_risk);
	node_count(row, "ended", ended);
	node_real(row, "percent", 100 * (month > 0 ? survive_at(p->seen, p->n,
	    p->step, p->steps, month) : 1), 0);
}

static bool
survival_put(struct ctx *c, const struct request *q, struct id programme,
    struct node *out)
{
	struct lasting_practices p;
	struct node *o;
	double month, last;

	if (!lasting_practices(c, programme, &p))
		return false;
	node_bool(out, "has_practices", p.n > 0);
	if (p.n == 0)
		return true;
	last = last_seen(&p);
	o = node_object(out, "survival");
	node_count(o, "n", (int64_t)p.n);
	node_real(o, "at_12", p.at_12 * 100, 0);
	node_real(o, "at_24", p.at_24 * 100, 0);
	for (month = 0; month <= last; month += 6)
		risk_put(&p, month, node_row(o, "risk"));
	node_real(o, "last", last, 0);
	if (q->shape == HTML)
		node_html(o, "plot", survival_drawn(c, &p, last));
	return true;
}

static void
look_put(struct ctx *c, const struct sustain_practice *p, size_t i,
    struct node *cell)
{
	const struct sustain_look *l = &p->look[i];

	node_count(cell, "month", sustain_months[i]);
	node_bool(cell, "due", l->when == SUSTAIN_DUE);
	node_bool(cell, "later", l->when == SUSTAIN_LATER);
	node_bool(cell, "gone", l->when == SUSTAIN_GONE);
	node_bool(cell, "seen", l->when == SUSTAIN_SEEN);
	node_day(cell, "on", l->due);
	node_text(cell, "state", str_none(l->state) ? (str){ 0 }
	    : choice_says(c, &practice_state_codes, l->state));
	node_bool(cell, "lost", str_is(l->state, "discontinued"));
	node_text(cell, "href", !id_none(l->check) ? entity_href(c,
	    &practice_check_entity, l->check) : str_print(c->arena,
	    "%s/check?month=%d", entity_href(c, &practice_entity,
	    p->row.row.id).p, sustain_months[i]));
}

static void
practice_put(struct ctx *c, const struct sustain_practice *p, struct node *row)
{
	const struct state *s = state_coded(&practice_machine, p->row.state);
	struct node *is = node_object(row, "is");
	bool gone = p->row.is_discontinued == YES;
	size_t i;

	node_text(row, "name", entity_name(c, &practice_entity, &p->row));
	node_text(row, "code", p->row.code);
	node_text(row, "href", entity_href(c, &practice_entity,
	    p->row.row.id));
	node_text(row, "who", flow_name(c, &party_entity,
	    p->row.organisation));
	node_text(row, "embedded_in", str_none(p->row.embedded_in) ? (str){ 0 }
	    : choice_says(c, &embedded_in_codes, p->row.embedded_in));
	node_z(is, "mark", gone ? "bad" : str_is(p->row.state, "embedded") ||
	    str_is(p->row.state, "teaches") ? "ok" : "info");
	node_z(is, "says", gone ? say(c, "Discontinued") : s == NULL ? ""
	    : say(c, s->label));
	for (i = 0; i < SUSTAIN_MONTHS; i++)
		look_put(c, p, i, node_row(row, "looks"));
}

static bool
practices_put(struct ctx *c, const struct request *q, struct id programme,
    struct node *out)
{
	struct sustain_practice *p;
	size_t i, n;

	(void)node_list(out, "rows");
	if (!ctx_may(c, &practice_entity, SEE, programme))
		return true;
	if (!survival_put(c, q, programme, out) ||
	    !sustain_practices(c, programme, &p, &n))
		return false;
	for (i = 0; i < n; i++)
		practice_put(c, &p[i], node_row(out, "rows"));
	return true;
}

/* ---- the page ---- */

static bool
late_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct sustain_late l;
	struct node *o = node_object(out, "late");

	if (!sustain_late(c, p->row.id, &l))
		return false;
	node_count(o, "checks", l.checks);
	node_count(o, "follow_ups", l.follow_ups);
	node_count(o, "rounds", l.rounds);
	node_count(o, "never", l.never);
	node_bool(o, "any", l.checks + l.follow_ups + l.rounds + l.never > 0);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct programme p;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	programme_put(c, &p, PHASE_SUSTAIN, out);
	node_z(out, "title", say(c, "Will it last?"));
	node_text(out, "settle", str_print(c->arena, "%s/sustain/settle",
	    programme_href(c, &p).p));
	node_bool(out, "may_plan", ctx_may(c, &sustainability_plan_entity, ADD,
	    p.row.id));
	node_bool(out, "may_practice", ctx_may(c, &practice_entity, ADD,
	    p.row.id));
	node_bool(out, "may_check", ctx_may(c, &practice_check_entity, ADD,
	    p.row.id));
	node_bool(out, "may_edit", ctx_may(c, &sustainability_plan_entity, EDIT,
	    p.row.id));
	return late_put(c, &p, out) && kept_put(c, q, p.row.id, out) &&
	    practices_put(c, q, p.row.id, out) &&
	    sustain_plan_put(c, &p, out) &&
	    sustain_scores_put(c, q, p.row.id, out) &&
	    sustain_owners_put(c, q, p.row.id, out) &&
	    sustain_next_put(c, p.row.id, out);
}

static bool
settle(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct sustain_plan plan;
	struct programme p;
	int64_t at;

	(void)out;
	if (!programme_named(c, q, &p) || !sustain_plan(c, p.row.id, &plan))
		return false;
	if (!str_int(request_form(q, "at"), &at) || at < 0)
		return fail(&c->errors, INVALID, "at",
		    "There is no such exit criterion.");
	if (!sustain_settle(c, &plan, (size_t)at, str_trim(request_form(q,
	    "value")), str_trim(request_form(q, "why"))))
		return false;
	r->go = str_print(c->arena, "%s/sustain#exit", programme_href(c,
	    &p).p);
	return true;
}

const struct page sustain_page = {
	.method = GET,
	.path   = "/programme/{id}/sustain",
	.about  = "What of a programme lasts: gains kept, practices going on, "
	          "who takes over, what must be true before it ends.",
	.view   = "sustain.html",
	.of     = &programme_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show,
};

const struct page settle_post = {
	.method = POST,
	.path   = "/programme/{id}/sustain/settle",
	.about  = "Says of exit criterion 'at' with which 'value' it is met, "
	          "or 'why' it is waived.",
	.of     = &sustainability_plan_entity,
	.needs  = EDIT,
	.again  = &sustain_page,
	.run    = settle,
};
