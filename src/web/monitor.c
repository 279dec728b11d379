/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Monitor: indicators, what was reported, what was changed because of it. */
#include "web/monitors.h"

#include <math.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"

/* ---- indicators ---- */

static void
spark_put(struct ctx *c, const struct monitor_one *m, struct node *row)
{
	const struct indicators_one *o = m->is;
	struct write w = write_new(c->arena, 1 << 14);
	double *x = NEWS(c->arena, double, o->periods + 1), sum = 0;
	static const int colour[] = { 6, 4, 2, 1 };
	size_t i;

	for (i = 0; i < o->periods; i++) {
		if (!isnan(o->period[i].value))
			sum += o->period[i].value;
		x[i] = o->adds_up && !isnan(o->period[i].value) ? sum
		    : o->period[i].value;
	}
	chart_spark(&w, x, o->periods, colour[m->light]);
	node_html(row, "spark", write_done(&w));
	node_html(row, "bar", monitors_bar(c, m));
}

static void
one_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct monitor_one *m, struct node *row)
{
	const struct indicators_one *o = m->is;

	node_text(row, "code", o->code);
	node_text(row, "name", o->name);
	node_text(row, "unit", o->unit);
	node_text(row, "href", monitors_href(c, p, &m->row, ""));
	monitors_real(row, "start", o->baseline);
	monitors_real(row, "now", o->now);
	monitors_real(row, "expected", m->expected);
	monitors_real(row, "target", o->target);
	node_text(row, "target_period", o->target_period);
	node_real(row, "percent", o->achievement * 100, 0);
	node_real(row, "pace", m->pace, 2);
	node_text(row, "period", m->last == NULL ? (str){ 0 }
	    : m->last->period);
	node_bool(row, "apart", m->last != NULL && !isnan(m->last->apart));
	node_bool(row, "counted", !str_none(m->row.records));
	monitors_split(c, m, row);
	monitors_light(c, m, row);
	if (q->shape == HTML)
		spark_put(c, m, row);
}

static bool
is_asked(const struct request *q, const struct monitor_one *m)
{
	static const char *const name[] = { "dark", "off", "watch", "on" };
	str state = request_arg(q, "state");

	return str_none(state) || str_is(state, name[m->light]);
}

struct framework_of {
	struct ctx             *c;
	const struct request   *q;
	const struct programme *p;
	const struct monitor   *m;
	size_t                  shown;
};

/* Those of one result (none: of no result that can be seen). */
static void
group_put(struct framework_of *f, const struct result *r,
    const struct map *results, struct node *out)
{
	const struct monitor_one *m;
	bool first = true;
	struct node *row;
	size_t i, at;

	for (i = 0; i < f->m->n; i++) {
		m = &f->m->one[i];
		if (r != NULL ? !id_same(m->row.result, r->row.id)
		    : gather_find(results, &m->row.result, &at))
			continue;
		if (!is_asked(f->q, m))
			continue;
		row = node_row(out, "rows");
		if (first)
			node_text(row, "head", r == NULL
			    ? str_of(say(f->c, "Of no result"))
			    : str_print(f->c->arena, "%s: %s",
			    str_z(f->c->arena, choice_says(f->c,
			    &result_level_codes, r->level)),
			    str_z(f->c->arena, text_in(f->c->arena,
			    r->statement, f->c->lang))));
		first = false;
		one_put(f->c, f->q, f->p, m, row);
		f->shown++;
	}
}

static void
states_put(struct ctx *c, const struct request *q, struct node *out)
{
	static const struct { const char *code, *says; } states[] = {
		{ "", "All states" }, { "off", "Off track" },
		{ "watch", "Watch" }, { "on", "On track" },
		{ "dark", "Too early or no data" },
	};
	struct node *one;
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		one = node_row(out, "states");
		node_z(one, "code", states[i].code);
		node_z(one, "says", say(c, states[i].says));
		node_bool(one, "here", str_is(request_arg(q, "state"),
		    states[i].code));
	}
}

static void
legend_put(struct ctx *c, struct node *out)
{
	static const struct { const char *mark, *says; } legend[] = {
		{ "ok", "On track: 90% or more of the way expected by then" },
		{ "warn", "Watch: 70 to 89%" },
		{ "bad", "Off track: below 70%" },
		{ "none", "Too early or no data" },
	};
	struct node *one;
	size_t i;

	for (i = 0; i < sizeof(legend) / sizeof(legend[0]); i++) {
		one = node_row(out, "legend");
		node_z(one, "mark", legend[i].mark);
		node_z(one, "says", say(c, legend[i].says));
	}
}

static void
lead_put(const struct monitor *m, struct node *out)
{
	struct node *lead = node_object(out, "lead");

	node_count(lead, "on", (int64_t)m->lights[INDICATOR_GREEN]);
	node_count(lead, "watch", (int64_t)m->lights[INDICATOR_AMBER]);
	node_count(lead, "off", (int64_t)m->lights[INDICATOR_RED]);
	node_count(lead, "dark", (int64_t)m->lights[INDICATOR_DARK]);
	node_bool(lead, "some_dark", m->lights[INDICATOR_DARK] > 0);
	node_count(lead, "n", (int64_t)m->n);
	node_day(out, "today", m->today);
}

static const str table_columns[] = {
	{ "code", 4 }, { "name", 4 }, { "unit", 4 }, { "start", 5 },
	{ "now", 3 }, { "expected", 8 }, { "target", 6 },
	{ "target_period", 13 }, { "percent", 7 }, { "pace", 4 },
	{ "period", 6 },
};

static bool
indicators_put(struct ctx *c, const struct request *q,
    const struct programme *p, const struct monitor *m, struct node *out,
    struct reply *reply)
{
	static const char *const level[] = { "IMPACT", "OUTCOME", "OUTPUT",
		"OTHER" };
	struct framework_of f = { c, q, p, m, 0 };
	const struct result *r;
	const struct map *at;
	size_t i, k, n;

	if ((r = every(c, &result_entity, p->row.id, &n)) == NULL)
		return false;
	at = gather_index(c->arena, r, n, sizeof(*r));
	(void)node_list(out, "rows");
	for (k = 0; k < sizeof(level) / sizeof(level[0]); k++)
		for (i = 0; i < n; i++)
			if (str_is(r[i].level, level[k]))
				group_put(&f, &r[i], at, out);
	group_put(&f, NULL, at, out);
	lead_put(m, out);
	states_put(c, q, out);
	legend_put(c, out);
	node_count(out, "shown", (int64_t)f.shown);
	node_bool(out, "nothing", f.shown == 0 && m->n > 0);
	node_bool(out, "may_add", ctx_may(c, &indicator_entity, ADD,
	    p->row.id));
	reply->columns = table_columns;
	reply->n_columns = sizeof(table_columns) / sizeof(table_columns[0]);
	return true;
}

/* ---- what was reported ---- */

static void
missing_put(struct ctx *c, const struct programme *p,
    const struct monitor_period *at, const struct monitor_one *m,
    struct node *row)
{
	str code = at->row.code;

	node_text(row, "code", m->is->code);
	node_text(row, "name", m->is->name);
	node_text(row, "who", m->row.responsible);
	node_text(row, "href", str_print(c->arena, "%s?period=%.*s",
	    monitors_href(c, p, &m->row, "/values").p, (int)code.n, code.p));
}

static void
period_put(struct ctx *c, const struct programme *p,
    const struct monitor_period *at, struct node *row)
{
	const struct state *s = state_coded(&reporting_period_machine,
	    at->row.state);
	struct node *is = node_object(row, "is");
	size_t i;

	node_text(row, "code", at->row.code);
	node_day(row, "starts", at->row.starts);
	node_day(row, "ends", at->row.ends);
	node_day(row, "due", at->row.due);
	node_text(row, "href", entity_href(c, &reporting_period_entity,
	    at->row.row.id));
	node_count(row, "reported", (int64_t)at->reported);
	node_count(row, "of", (int64_t)at->due);
	node_bool(row, "late", at->is_late);
	node_bool(row, "remind", at->remind && ctx_may(c,
	    entity_named(S("task")), ADD, p->row.id));
	node_z(is, "mark", at->is_late ? "bad" : str_is(at->row.state,
	    "accepted") ? "ok" : str_is(at->row.state, "planned") ? "none"
	    : "info");
	node_z(is, "says", s == NULL ? say(c, "No state") : say(c, s->label));
	(void)node_list(row, "missing");
	for (i = 0; i < at->n_missing; i++)
		missing_put(c, p, at, at->missing[i], node_row(row, "missing"));
	node_bool(row, "some_missing", at->n_missing > 0);
	node_count(row, "missing_count", (int64_t)at->n_missing);
}

/* The period that holds today, for the form that opens it: its values are
 * due a month after it ends. */
static void
next_put(struct ctx *c, const struct programme *p, const struct monitor *m,
    const struct monitor_period *at, size_t n, struct node *out)
{
	struct day d = m->today;
	struct period span;
	size_t i;
	str code;

	for (i = 0; i < n; i++)
		if (at[i].row.ends.n >= d.n)
			d.n = at[i].row.ends.n + 1;
	code = period_at(c->arena, S("half"), d);
	if (!period_read(code, &span))
		return;
	node_text(out, "new_href", str_print(c->arena, "/reporting_period/new"
	    "?programme=%s&code=%s&starts=%s&ends=%s&due=%s",
	    id_text(c->arena, p->row.id).p, code.p,
	    day_text(c->arena, span.from).p, day_text(c->arena, span.to).p,
	    day_text(c->arena, day_add_months(span.to, 1)).p));
	node_text(out, "new_code", code);
}

static bool
reports_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct monitor *m, struct node *out, struct reply *reply)
{
	struct monitor_period *at;
	size_t i, n, late = 0;

	(void)q;
	(void)reply;
	if (!monitor_periods(c, p->row.id, m, &at, &n))
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++) {
		period_put(c, p, &at[i], node_row(out, "rows"));
		late += at[i].is_late ? at[i].n_missing : 0;
	}
	node_bool(out, "none", n == 0);
	node_count(out, "late", (int64_t)late);
	node_bool(out, "some_late", late > 0);
	node_count(out, "period_count", (int64_t)n);
	node_bool(out, "may_add", ctx_may(c, &reporting_period_entity, ADD,
	    p->row.id));
	next_put(c, p, m, at, n, out);
	return true;
}

/* ---- what was changed ---- */

static bool
decisions_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct adaptation_decision *d;
	struct plan_version *v;
	struct map *at;
	struct node *row, *is;
	size_t i, n, versions, k;

	if ((d = every(c, &adaptation_decision_entity, p->row.id,
	    &n)) == NULL || (v = every(c, &plan_version_entity, p->row.id,
	    &versions)) == NULL)
		return false;
	at = gather_index(c->arena, v, versions, sizeof(*v));
	(void)node_list(out, "decisions");
	for (i = 0; i < n; i++) {
		row = node_row(out, "decisions");
		node_day(row, "on", d[i].date);
		node_text(row, "code", d[i].code);
		node_text(row, "trigger", d[i].trigger);
		node_text(row, "decision", d[i].decision);
		node_text(row, "reasons", d[i].rationale);
		node_text(row, "by", d[i].approved_by);
		node_text(row, "href", entity_href(c,
		    &adaptation_decision_entity, d[i].row.id));
		if (gather_find(at, &d[i].to_version, &k)) {
			node_count(row, "version", v[k].number);
			node_text(row, "version_href", entity_href(c,
			    &plan_version_entity, v[k].row.id));
		}
		is = node_object(row, "is");
		node_z(is, "mark", str_none(d[i].effect_seen) ? "none"
		    : "info");
		node_text(is, "says", str_none(d[i].effect_seen)
		    ? str_of(say(c, "Too early")) : d[i].effect_seen);
	}
	node_bool(out, "has_decisions", n > 0);
	return true;
}

static bool
issues_put(struct ctx *c, const struct programme *p, const struct monitor *m,
    struct node *out)
{
	const struct issue *x;
	struct node *row, *is;
	size_t i, n;
	bool open;

	if ((x = every(c, &issue_entity, p->row.id, &n)) == NULL)
		return false;
	(void)node_list(out, "issues");
	for (i = 0; i < n; i++) {
		row = node_row(out, "issues");
		open = !str_is(x[i].status, "settled");
		node_text(row, "code", x[i].code);
		node_text(row, "text", x[i].text);
		node_text(row, "href", entity_href(c, &issue_entity,
		    x[i].row.id));
		node_day(row, "raised", x[i].raised);
		node_day(row, "due", x[i].due);
		node_text(row, "action", x[i].action);
		node_text(row, "owner", id_none(x[i].owner) ? (str){ 0 }
		    : flow_name(c, entity_named(S("party")), x[i].owner));
		is = node_object(row, "is");
		node_z(is, "mark", !open ? "ok" : x[i].due.n != 0 &&
		    x[i].due.n < m->today.n ? "bad" : "warn");
		node_text(is, "says", choice_says(c, &issue_status_codes,
		    x[i].status));
	}
	node_bool(out, "has_issues", n > 0);
	return true;
}

static bool
context_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct context_event *x;
	struct node *row;
	size_t i, n;

	if ((x = every(c, &context_event_entity, p->row.id, &n)) == NULL)
		return false;
	(void)node_list(out, "context");
	for (i = 0; i < n; i++) {
		row = node_row(out, "context");
		node_day(row, "on", x[i].date);
		node_text(row, "text", x[i].text);
		node_text(row, "effect", x[i].effect);
		node_text(row, "href", entity_href(c, &context_event_entity,
		    x[i].row.id));
	}
	node_bool(out, "has_context", n > 0);
	return true;
}

static bool
changes_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct monitor *m, struct node *out, struct reply *reply)
{
	(void)q;
	(void)reply;
	node_bool(out, "may_decide", ctx_may(c, &adaptation_decision_entity,
	    ADD, p->row.id));
	node_bool(out, "may_raise", ctx_may(c, &issue_entity, ADD,
	    p->row.id));
	return decisions_put(c, p, out) && issues_put(c, p, m, out) &&
	    context_put(c, p, out);
}

/* ---- the page ---- */

static const struct {
	const char *name, *label, *view;        /* words: */
	bool      (*put)(struct ctx *, const struct request *,
	              const struct programme *, const struct monitor *,
	              struct node *, struct reply *);
} views[] = {
	{ "", "Indicators", "monitor.html", indicators_put },
	{ "reports", "Reporting", "monitor_reports.html", reports_put },
	{ "changes", "Adjustments", "monitor_changes.html", changes_put },
};

enum { VIEWS = sizeof(views) / sizeof(views[0]) };

static void
tabs_put(struct ctx *c, const struct programme *p, size_t here,
    struct node *out)
{
	str href = programme_href(c, p);
	struct node *row;
	size_t i;

	for (i = 0; i < VIEWS; i++) {
		row = node_row(out, "tabs");
		node_z(row, "name", say(c, views[i].label));
		node_text(row, "href", str_print(c->arena, "%.*s/monitor%s%s",
		    (int)href.n, href.p, i > 0 ? "?view=" : "",
		    views[i].name));
		node_bool(row, "here", i == here);
	}
	if (!ctx_may(c, &feedback_case_entity, SEE, p->row.id))
		return;
	row = node_row(out, "tabs");
	node_z(row, "name", say(c, "Feedback"));
	node_text(row, "href", str_print(c->arena, "%s/feedback", href.p));
	node_bool(row, "here", false);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;
	struct monitor m;
	size_t i, here = 0;

	if (!programme_named(c, q, &p) || !monitor_of(c, &p, &m))
		return false;
	for (i = 1; i < VIEWS; i++)
		if (str_is(request_arg(q, "view"), views[i].name))
			here = i;
	node_z(out, "title", say(c, "Monitor"));
	programme_put(c, &p, PHASE_MONITOR, out);
	tabs_put(c, &p, here, out);
	node_bool(out, "empty", m.n == 0);
	reply->view = views[here].view;
	return views[here].put(c, q, &p, &m, out, reply);
}

const struct page monitor_page = {
	.method = GET,
	.path   = "/programme/{id}/monitor",
	.about  = "Indicators against their targets; ?view=reports: who has "
	    "not reported; ?view=changes: issues and adaptations.",
	.view   = "monitor.html",
	.of     = &indicator_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show,
};

static bool
remind(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct monitor_period *at;
	struct programme p;
	struct monitor m;
	size_t i, n, written;

	(void)out;
	if (!programme_named(c, q, &p) || !monitor_of(c, &p, &m) ||
	    !monitor_periods(c, p.row.id, &m, &at, &n))
		return false;
	for (i = 0; i < n; i++)
		if (str_same(at[i].row.code, request_form(q, "period")) &&
		    !monitor_remind(c, p.row.id, &at[i], &written))
			return false;
	reply->go = str_print(c->arena, "/task?programme=%s",
	    id_text(c->arena, p.row.id).p);
	return true;
}

const struct page remind_post = {
	.method = POST,
	.path   = "/programme/{id}/monitor/remind",
	.about  = "A task for each indicator that has not reported on "
	    "'period', once.",
	.of     = &indicator_entity,
	.needs  = SEE,
	.run    = remind,
};
