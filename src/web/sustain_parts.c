/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What must be true at the end, the eight domains, who owns it, what next. */
#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/lasting.h"
#include "flow/sustain.h"
#include "model/codes.h"
#include "model/machines.h"
#include "web/entity.h"
#include "web/plot.h"
#include "web/sustain.h"

enum { SHOWN = 20 };

/* ---- the plan ---- */

static void
criterion_put(struct ctx *c, const struct sustain_criterion *e, size_t at,
    struct node *row)
{
	static const char *const marks[] = { "none", "ok", "warn" };
	static const char *const says[] = {     /* words: */
		"Not met yet", "Met", "Waived" };

	node_count(row, "at", (int64_t)at);
	node_text(row, "text", e->text);
	node_text(row, "threshold", e->threshold);
	node_text(row, "value", e->value);
	node_text(row, "waived_by", e->waived_by);
	node_text(row, "why", e->why);
	node_bool(row, "open", e->standing == SUSTAIN_OPEN);
	mark_put(c, row, marks[e->standing], says[e->standing]);
}

static void
step_row(struct ctx *c, const struct sustain_step *s, struct node *row)
{
	static const char *const codes[] = { "shown", "guided", "alone",
		"teaches" };
	static const char *const says[] = {     /* words: */
		"Shown", "Guided", "Alone", "Teaches others" };
	struct node *cell;
	size_t i, at = 0;

	node_text(row, "task", s->task);
	node_text(row, "function", s->function);
	node_text(row, "from", s->from);
	node_text(row, "to", s->to);
	node_text(row, "date", s->date);
	while (at < 4 && !str_is(s->state, codes[at]))
		at++;
	for (i = 0; i < 4; i++) {
		cell = node_row(row, "stages");
		node_z(cell, "name", say(c, says[i]));
		node_bool(cell, "done", at < 4 && i <= at);
	}
}

static bool
closing_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct move *m = move_named(&programme_machine, S("sustaining"),
	    S("pass_g10"));
	struct guard_point *g;
	struct node *row;
	size_t i, n, open = 0;

	(void)node_list(out, "closing");
	if (m == NULL)
		return true;
	if (!guard_points(c, &programme_entity, p, m, &g, &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "closing");
		node_z(row, "holds", say(c, g[i].holds));
		node_text(row, "which", g[i].is_met ? (str){ 0 } : g[i].which);
		node_text(row, "href", g[i].rows == NULL ? (str){ 0 }
		    : str_print(c->arena, "/%s?programme=%.*s", g[i].rows,
		    (int)p->code.n, p->code.p));
		mark_put(c, row, g[i].is_met ? "ok" : g[i].is_waived ? "warn"
		    : "bad", g[i].is_met ? "Done" : g[i].is_waived ? "Waived"
		    : "Missing");
		open += !g[i].is_met && !g[i].is_waived;
	}
	node_count(out, "closing_open", (int64_t)open);
	node_bool(out, "may_close", open == 0);
	return true;
}

bool
sustain_plan_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct sustain_plan s;
	struct node *o;
	size_t i;

	if (!ctx_may(c, &sustainability_plan_entity, SEE, p->row.id))
		return true;
	if (!sustain_plan(c, p->row.id, &s) || !closing_put(c, p, out))
		return false;
	if (id_none(s.row.row.id))
		return true;
	o = node_object(out, "plan");
	node_text(o, "href", entity_href(c, &sustainability_plan_entity,
	    s.row.row.id));
	node_count(o, "version", s.row.version);
	node_day(o, "approved", s.row.approved);
	node_count(o, "met", (int64_t)s.met);
	node_count(o, "waived", (int64_t)s.waived);
	node_count(o, "of", (int64_t)s.criteria);
	(void)node_list(o, "criteria");
	for (i = 0; i < s.criteria; i++)
		criterion_put(c, &s.criterion[i], i, node_row(o, "criteria"));
	(void)node_list(o, "steps");
	for (i = 0; i < s.steps; i++)
		step_row(c, &s.step[i], node_row(o, "steps"));
	node_bool(o, "has_criteria", s.criteria > 0);
	node_bool(o, "has_steps", s.steps > 0);
	return true;
}

/* ---- eight domains ---- */

static str
domains_drawn(struct ctx *c, const struct sustain_scores *s,
    struct chart_scale scale)
{
	struct write w = write_new(c->arena, 1 << 17);
	str *name = NEWS(c->arena, str, s->domains);
	double *now = NEWS(c->arena, double, s->domains);
	double *was = NEWS(c->arena, double, s->domains);
	struct plot_series series[] = { { was, 2 }, { now, 1 } };
	size_t i, last = s->periods - 1;

	for (i = 0; i < s->domains; i++) {
		name[i] = str_of(say(c,
		    sustainability_domain_codes.of[i].label));
		now[i] = s->of[last][i].mean;
		was[i] = last == 0 ? NAN : s->of[0][i].mean;
	}
	plot_radar(&w, &(struct plot_radar){
		{ "domains", str_of(say(c, "Eight domains of sustainability")),
		    str_of(say(c, "The values are in the list beside it.")) },
		scale, name, s->domains, series, 2,
		c->words != NULL && c->words->rtl });
	return write_done(&w);
}

static void
domain_put(struct ctx *c, const struct sustain_scores *s, size_t d,
    struct node *row)
{
	struct node *cell;
	size_t i;

	node_z(row, "name", say(c, d == s->domains ? "All domains"
	    : sustainability_domain_codes.of[d].label));
	for (i = 0; i < s->periods; i++) {
		cell = node_row(row, "cells");
		node_text(cell, "period", s->period[i]);
		node_real(cell, "mean", s->of[i][d].mean, 1);
		node_count(cell, "raters", (int64_t)s->of[i][d].raters);
		node_bool(cell, "few", s->of[i][d].raters > 0 &&
		    s->of[i][d].raters < SUSTAIN_RATERS);
	}
}

bool
sustain_scores_put(struct ctx *c, const struct request *q, struct id programme,
    struct node *out)
{
	struct chart_scale scale = { 1, 7 };
	struct sustain_scores s;
	struct node *o;
	size_t i;

	if (!ctx_may(c, &sustainability_score_entity, SEE, programme))
		return true;
	if (!sustain_scores(c, programme, &s))
		return false;
	node_bool(out, "has_scores", s.periods > 0);
	if (s.periods == 0)
		return true;
	o = node_object(out, "domains");
	for (i = 0; i < s.periods; i++)
		node_text(node_row(o, "periods"), "name", s.period[i]);
	for (i = 0; i <= s.domains; i++)
		domain_put(c, &s, i, node_row(o, "list"));
	if (q->shape == HTML)
		node_html(o, "radar", domains_drawn(c, &s, scale));
	return true;
}

/* ---- who owns it ---- */

static str
income_drawn(struct ctx *c, const struct lasting_income *y, size_t n)
{
	struct write w = write_new(c->arena, 1 << 16);
	double *x = NEWS(c->arena, double, n), *v = NEWS(c->arena, double, n);
	struct plot_line line = { x, v, NULL, NULL, n, 2, false, true };
	size_t i;

	for (i = 0; i < n; i++) {
		x[i] = (double)y[i].year;
		v[i] = y[i].dependency * 100;
	}
	plot_lines(&w, &(struct plot_lines){
		{ "income", str_of(say(c, "Share of income from outside")),
		    str_of(say(c, "The figures are in the table below.")) },
		{ x[0], fmax(x[n - 1], x[0] + 1) }, { 0, 100 }, 1, 25, &line,
		1 });
	return write_done(&w);
}

static bool
incomes_put(struct ctx *c, const struct request *q, struct id programme,
    struct node *out)
{
	struct lasting_income *y;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "incomes");
	if (!ctx_may(c, entity_named(S("income_source")), SEE, programme))
		return true;
	if (!lasting_incomes(c, programme, &y, &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "incomes");
		node_text(row, "year", str_print(c->arena, "%lld",
		    (long long)y[i].year));
		node_money(row, "outside", y[i].outside);
		node_money(row, "all", y[i].all);
		node_real(row, "percent", y[i].dependency * 100, 0);
		node_count(row, "organisations", (int64_t)y[i].organisations);
		node_count(row, "left_out", y[i].left_out > 0
		    ? (int64_t)y[i].left_out : INT64_MIN);
	}
	node_bool(out, "has_incomes", n > 0);
	if (n > 1 && q->shape == HTML)
		node_html(out, "income_plot", income_drawn(c, y, n));
	return true;
}

bool
sustain_owners_put(struct ctx *c, const struct request *q, struct id programme,
    struct node *out)
{
	struct sustain_ownership w;
	struct node *o;

	if (!incomes_put(c, q, programme, out) ||
	    !sustain_ownership(c, programme, &w))
		return false;
	node_bool(out, "has_owners", w.actions + w.gifts > 0);
	o = node_object(out, "owners");
	node_count(o, "actions", (int64_t)w.actions);
	node_count(o, "led", (int64_t)w.led);
	node_count(o, "joint", (int64_t)w.joint);
	node_count(o, "people", w.people > 0 ? w.people : INT64_MIN);
	node_real(o, "women", w.people > 0 ? 100 * (double)w.women /
	    (double)w.people : NAN, 0);
	node_money(o, "given", w.given);
	node_count(o, "gifts", (int64_t)w.gifts);
	node_count(o, "unpriced", w.unpriced > 0 ? (int64_t)w.unpriced
	    : INT64_MIN);
	return true;
}

/* ---- what is next ---- */

static bool
rounds_put(struct ctx *c, struct id programme, struct node *out)
{
	struct day today = moment_day(c->now), on;
	struct assessment_round *r;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "rounds");
	if (!ctx_may(c, &assessment_round_entity, SEE, programme))
		return true;
	if (!sustain_rounds(c, programme, &r, &n))
		return false;
	for (i = 0; i < n && i < SHOWN; i++) {
		row = node_row(out, "rounds");
		on = r[i].due.n != 0 ? r[i].due : r[i].opens;
		node_text(row, "name", round_name(c, &r[i]));
		node_text(row, "href", entity_href(c, &assessment_round_entity,
		    r[i].row.id));
		node_day(row, "on", on);
		mark_put(c, row, on.n != 0 && on.n < today.n ? "bad" : "info",
		    on.n != 0 && on.n < today.n ? "Overdue" : "To come");
	}
	node_bool(out, "has_rounds", n > 0);
	return true;
}

static bool
never_put(struct ctx *c, struct id programme, struct node *out)
{
	struct id *id;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "never");
	if (!ctx_may(c, &gap_entity, SEE, programme))
		return true;
	if (!sustain_never(c, programme, &id, &n))
		return false;
	for (i = 0; i < n && i < SHOWN; i++) {
		row = node_row(out, "never");
		node_text(row, "name", flow_name(c, &party_entity, id[i]));
		node_text(row, "href", entity_href(c, &party_entity, id[i]));
	}
	node_bool(out, "has_never", n > 0);
	node_count(out, "never_more", n > SHOWN ? (int64_t)(n - SHOWN)
	    : INT64_MIN);
	return true;
}

bool
sustain_next_put(struct ctx *c, struct id programme, struct node *out)
{
	struct gap_event *v;
	struct node *row;
	size_t i, n;

	if (!rounds_put(c, programme, out) || !never_put(c, programme, out))
		return false;
	(void)node_list(out, "reopened");
	if (!ctx_may(c, &gap_entity, SEE, programme))
		return true;
	if (!sustain_reopened(c, programme, &v, &n))
		return false;
	for (i = 0; i < n && i < SHOWN; i++) {
		row = node_row(out, "reopened");
		node_text(row, "href", entity_href(c, &gap_entity, v[i].gap));
		node_text(row, "name", flow_name(c, &gap_entity, v[i].gap));
		node_day(row, "on", moment_day(v[i].at));
		node_real(row, "level", v[i].current, 1);
	}
	node_bool(out, "has_reopened", n > 0);
	return true;
}
