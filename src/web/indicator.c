/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One indicator: where it stands, what was reported, its reference sheet,
 * and the records behind what is counted. */
#include "web/monitors.h"

#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/records.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/plot.h"

enum { TARGETS = 40, GRID_LINES = 4 };

static bool
find_one(struct ctx *c, const struct request *q, struct programme *p,
    struct monitor_one *m)
{
	struct indicator in;
	struct monitor all;
	size_t i;

	if (!monitors_named(c, q, p, &in) || !monitor_of(c, p, &all))
		return false;
	for (i = 0; i < all.n; i++)
		if (id_same(all.one[i].row.row.id, in.row.id)) {
			*m = all.one[i];
			return true;
		}
	return fail(&c->errors, ABSENT, NULL, "There is no such indicator.");
}

/* ---- the drawing ---- */

struct target {
	str    period;
	double at, value;               /* years; NAN */
};

static double
years(struct day d)
{
	int y, m, dom;

	if (d.n == 0)
		return NAN;
	day_split(d, &y, &m, &dom);
	return y + (double)(d.n - day_of(y, 1, 1).n) / 365.25;
}

static size_t
targets_of(struct ctx *c, const struct indicator *in, struct target *t)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	const struct node *one;
	struct node *table;
	struct period span;
	size_t n = 0;
	str text;

	if (str_none(in->targets) ||
	    !json_read(c->arena, in->targets, &table, &quiet))
		return 0;
	for (one = json_first(table, ""); one != NULL && n < TARGETS;
	    one = one->next) {
		t[n].period = json_text(one, "period");
		text = json_text(one, "value");
		if (!str_real(text, &t[n].value))
			t[n].value = json_number(one, "value");
		t[n].at = period_read(t[n].period, &span) ? years(span.to)
		    : NAN;
		n++;
	}
	return n;
}

struct drawing {
	struct ctx *c;
	double     *x, *y;              /* reported, [n] */
	size_t      n;
	double     *tx, *ty;            /* baseline and targets, [targets] */
	size_t      targets;
	struct chart_scale across, up;
	double      step;
};

static void
widen(struct chart_scale *s, double v)
{
	if (isnan(v))
		return;
	s->lo = fmin(s->lo, v);
	s->hi = fmax(s->hi, v);
}

/* A round step of which about four fill the height. */
static double
step_of(double height)
{
	double ten = pow(10, floor(log10(height / GRID_LINES)));
	double by = height / GRID_LINES / ten;

	return (by > 5 ? 10 : by > 2 ? 5 : by > 1 ? 2 : 1) * ten;
}

static void
set_scales(struct drawing *d)
{
	size_t i;

	d->across = d->up = (struct chart_scale){ HUGE_VAL, -HUGE_VAL };
	for (i = 0; i < d->n; i++) {
		widen(&d->across, d->x[i]);
		widen(&d->up, d->y[i]);
	}
	for (i = 0; i < d->targets; i++) {
		widen(&d->across, d->tx[i]);
		widen(&d->up, d->ty[i]);
	}
	d->across.lo = floor(d->across.lo);
	d->across.hi = ceil(d->across.hi);
	if (d->up.lo > 0 && d->up.lo < d->up.hi / 2)
		d->up.lo = 0;
	if (!(d->up.hi > d->up.lo))
		d->up.hi = d->up.lo + 1;
	d->step = step_of(d->up.hi - d->up.lo);
	d->up.lo = floor(d->up.lo / d->step) * d->step;
	d->up.hi = ceil(d->up.hi / d->step) * d->step;
}

static bool
set_drawing(struct drawing *d, const struct monitor_one *m, struct day starts)
{
	const struct indicators_one *o = m->is;
	struct target *t = NEWS(d->c->arena, struct target, TARGETS);
	size_t i, n = targets_of(d->c, &m->row, t);
	double sum = 0;

	d->x = NEWS(d->c->arena, double, o->periods + 1);
	d->y = NEWS(d->c->arena, double, o->periods + 1);
	d->tx = NEWS(d->c->arena, double, n + 1);
	d->ty = NEWS(d->c->arena, double, n + 1);
	for (i = 0; i < o->periods; i++) {
		d->x[i] = years(o->period[i].ends);
		sum += isnan(o->period[i].value) ? 0 : o->period[i].value;
		d->y[i] = o->adds_up && !isnan(o->period[i].value) ? sum
		    : o->period[i].value;
	}
	d->n = o->periods;
	if (!isnan(o->baseline) && starts.n != 0) {
		d->tx[0] = years(starts);
		d->ty[d->targets++] = o->baseline;
	}
	for (i = 0; i < n; i++)
		if (!isnan(t[i].at) && !isnan(t[i].value)) {
			d->tx[d->targets] = t[i].at;
			d->ty[d->targets++] = t[i].value;
		}
	if (d->n + d->targets < 2)
		return false;
	set_scales(d);
	return d->across.hi > d->across.lo;
}

static str
lines_drawn(const struct drawing *d, str title)
{
	struct write w = write_new(d->c->arena, 1 << 16);
	const struct plot_line line[] = {
		{ d->tx, d->ty, NULL, NULL, d->targets, 0, true, true },
		{ d->x, d->y, NULL, NULL, d->n, 1, false, true },
	};
	const struct plot_lines p = { { "trend", title, str_of(say(d->c,
	    "What was reported, and the way from the baseline to the targets. "
	    "The table below has the figures.")) }, d->across, d->up, 1,
	    d->step, line, 2 };

	plot_lines(&w, &p);
	return write_done(&w);
}

static void
trend_put(struct ctx *c, const struct monitor_one *m, struct day starts,
    struct node *out)
{
	struct drawing d = { .c = c };
	struct write w = write_new(c->arena, 1 << 14);
	struct chart_tick tick[40];
	struct node *plot;
	size_t n = 0;
	double at;

	if (!set_drawing(&d, m, starts))
		return;
	plot = node_object(out, "plot");
	node_html(plot, "lines", lines_drawn(&d, m->is->name));
	for (at = d.up.hi; at >= d.up.lo - d.step / 2; at -= d.step)
		monitors_real(node_row(plot, "up"), "at",
		    fabs(at) < d.step / 2 ? 0 : at);
	for (at = d.across.lo; at <= d.across.hi && n < 40; at++)
		tick[n++] = (struct chart_tick){ at,
			str_print(c->arena, "%g", at) };
	chart_axis(&w, d.across, tick, n, c->words != NULL && c->words->rtl);
	node_html(plot, "axis", write_done(&w));
}

/* ---- what was reported ---- */

static void
value_put(struct ctx *c, const struct indicator_value *v, struct node *row)
{
	struct node *is = node_object(row, "is");

	node_text(row, "group", monitors_group(c, v->stratum));
	monitors_real(row, "numerator", v->numerator);
	monitors_real(row, "denominator", v->denominator);
	monitors_real(row, "value", v->value);
	node_text(row, "href", entity_href(c, &indicator_value_entity,
	    v->row.id));
	node_bool(row, "filled", records_filled(v));
	node_z(is, "mark", str_is(v->status, "verified") ? "ok"
	    : str_is(v->status, "rejected") ? "bad" : "info");
	node_text(is, "says", choice_says(c, &value_status_codes, v->status));
}

static void
periods_put(struct ctx *c, const struct programme *p,
    const struct monitor_one *m, const struct records *counted,
    struct node *out)
{
	const struct indicators_one *o = m->is;
	const struct indicators_period *x;
	struct period span, days;
	struct node *row;
	size_t i, k;

	(void)node_list(out, "periods");
	for (i = o->periods; i-- > 0; ) {
		x = &o->period[i];
		row = node_row(out, "periods");
		node_text(row, "period", x->period);
		monitors_real(row, "value", x->value);
		node_real(row, "percent", x->achievement * 100, 0);
		monitors_real(row, "apart", x->apart);
		node_text(row, "edit", str_print(c->arena, "%s?period=%.*s",
		    monitors_href(c, p, &m->row, "/values").p,
		    (int)x->period.n, x->period.p));
		for (k = 0; k < x->values; k++)
			value_put(c, &x->all[x->at[k]],
			    node_row(row, "values"));
		if (counted == NULL || !period_read(x->period, &span))
			continue;
		days = records_span(&m->row, &span);
		monitors_real(row, "recorded", records_sum(counted, &days,
		    (str){ 0 }));
		node_text(row, "records_href", str_print(c->arena,
		    "%s?period=%.*s", monitors_href(c, p, &m->row,
		    "/records").p, (int)x->period.n, x->period.p));
	}
	node_bool(out, "has_periods", o->periods > 0);
}

/* ---- the reference sheet ---- */

static void
line_put(struct ctx *c, const char *label, str value, struct node *out)
{
	struct node *row = node_row(out, "sheet");

	node_z(row, "label", say(c, label));
	node_text(row, "value", value);
}

static str
choices_say(struct ctx *c, const struct choices *list, str codes)
{
	struct write w = write_new(c->arena, 4000);
	str one;

	while (str_cut(&codes, ';', &one)) {
		if (w.n > 0)
			write_z(&w, ", ");
		write_str(&w, choice_says(c, list, str_trim(one)));
	}
	return write_done(&w);
}

static void
sheet_put(struct ctx *c, const struct monitor_one *m, struct node *out)
{
	const struct indicator *in = &m->row;
	struct target t[TARGETS];
	size_t i, n = targets_of(c, in, t);
	struct node *row;

	line_put(c, "Definition", in->definition, out);
	line_put(c, "Of result", id_none(in->result) ? (str){ 0 }
	    : flow_name(c, &result_entity, in->result), out);
	line_put(c, "Measure", choice_says(c, &indicator_measure_iati_codes,
	    in->measure), out);
	line_put(c, "Unit", in->unit, out);
	line_put(c, "Numerator", in->numerator, out);
	line_put(c, "Denominator", in->denominator, out);
	line_put(c, "Method", in->method, out);
	line_put(c, "Source of data", in->data_source, out);
	line_put(c, "How often", choice_says(c, &frequency_codes,
	    in->frequency), out);
	line_put(c, "Who is responsible", in->responsible, out);
	line_put(c, "Wanted direction", choice_says(c, &direction_codes,
	    in->direction), out);
	line_put(c, "Over time", choice_says(c, &aggregation_codes,
	    in->aggregation), out);
	line_put(c, "Broken down by", choices_say(c, &disaggregation_codes,
	    in->disaggregation), out);
	line_put(c, "Filled from records", choice_says(c, &record_rule_codes,
	    in->records), out);
	line_put(c, "Limitations", in->limitations, out);
	line_put(c, "Quality check", in->quality_check, out);
	(void)node_list(out, "targets");
	for (i = 0; i < n; i++) {
		row = node_row(out, "targets");
		node_text(row, "period", t[i].period);
		monitors_real(row, "value", t[i].value);
	}
	node_day(out, "baseline_day", in->baseline_date);
}

/* ---- the page ---- */

static void
head_put(struct ctx *c, const struct programme *p, const struct indicator *in,
    struct node *out)
{
	const struct crumb crumb[] = { { str_of(say(c, "Monitor")),
	    str_print(c->arena, "%s/monitor", programme_href(c, p).p) } };

	programme_put(c, p, PHASE_MONITOR, out);
	crumb_put(out, crumb, 1);
	node_text(out, "code", in->code);
	node_text(out, "name", text_in(c->arena, in->name, c->lang));
	node_text(out, "title", text_in(c->arena, in->name, c->lang));
	node_text(out, "href", monitors_href(c, p, in, ""));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct records counted, *said = NULL;
	struct monitor_one m;
	struct programme p;

	(void)r;
	if (!find_one(c, q, &p, &m))
		return false;
	if (!str_none(m.row.records)) {
		if (!records_of(c, p.row.id, m.row.records, &counted))
			return false;
		said = &counted;
	}
	head_put(c, &p, &m.row, out);
	node_text(out, "unit", m.row.unit);
	node_text(out, "edit_href", str_print(c->arena, "%s/edit",
	    entity_href(c, &indicator_entity, m.row.row.id).p));
	node_bool(out, "may_edit", flow_may(c, &indicator_entity, &m.row,
	    EDIT));
	node_bool(out, "may_report", ctx_may(c, &indicator_value_entity, ADD,
	    p.row.id));
	node_text(out, "rows_href", str_print(c->arena,
	    "/indicator_value?indicator=%s",
	    id_text(c->arena, m.row.row.id).p));
	monitors_real(out, "start", m.is->baseline);
	monitors_real(out, "now", m.is->now);
	monitors_real(out, "expected", m.expected);
	monitors_real(out, "target", m.is->target);
	node_text(out, "target_period", m.is->target_period);
	node_real(out, "percent", m.is->achievement * 100, 0);
	node_real(out, "elapsed", m.elapsed * 100, 0);
	node_real(out, "pace", m.pace, 2);
	node_text(out, "last", m.last == NULL ? (str){ 0 } : m.last->period);
	monitors_light(c, &m, out);
	trend_put(c, &m, p.start_actual.n != 0 ? p.start_actual
	    : p.start_planned, out);
	periods_put(c, &p, &m, said, out);
	sheet_put(c, &m, out);
	node_bool(out, "counted", said != NULL);
	node_text(out, "rule", choice_says(c, &record_rule_codes,
	    m.row.records));
	node_text(out, "this_period", period_at(c->arena, m.row.frequency,
	    p.as_of.n != 0 ? p.as_of : moment_day(c->now)));
	return true;
}

const struct page indicator_page = {
	.method = GET,
	.path   = "/programme/{id}/indicator/{indicator}",
	.about  = "One indicator: where it stands, its values, its reference "
	    "sheet.",
	.view   = "indicator.html",
	.of     = &indicator_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- the rows behind what is counted ---- */

static bool
show_records(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str asked = request_arg(q, "period");
	struct period span = { { 0 }, { 0 } }, days;
	struct records counted;
	struct programme p;
	struct indicator in;
	struct node *row;
	size_t i;

	(void)r;
	if (!monitors_named(c, q, &p, &in) ||
	    !records_of(c, p.row.id, in.records, &counted))
		return false;
	if (!period_read(asked, &span))
		span.to.n = INT32_MAX;
	days = records_span(&in, &span);
	head_put(c, &p, &in, out);
	node_text(out, "period", asked);
	node_text(out, "rule", choice_says(c, &record_rule_codes,
	    in.records));
	node_bool(out, "people", counted.people);
	(void)node_list(out, "rows");
	for (i = 0; i < counted.n; i++) {
		if (counted.row[i].on.n < days.from.n ||
		    counted.row[i].on.n > days.to.n)
			continue;
		row = node_row(out, "rows");
		node_text(row, "name", flow_name(c, counted.row[i].e,
		    counted.row[i].id));
		node_text(row, "href", entity_href(c, counted.row[i].e,
		    counted.row[i].id));
		node_day(row, "on", counted.row[i].on);
		if (counted.people)
			node_text(row, "sex", choice_says(c, &sex_codes,
			    counted.row[i].sex));
		node_real(row, "amount", counted.row[i].amount, 0);
	}
	node_real(out, "sum", records_sum(&counted, &days, (str){ 0 }), 0);
	return true;
}

const struct page indicator_records_page = {
	.method = GET,
	.path   = "/programme/{id}/indicator/{indicator}/records",
	.about  = "The records that an indicator counts, of one 'period' or "
	    "all.",
	.view   = "indicator_records.html",
	.of     = &indicator_entity,
	.needs  = SEE,
	.run    = show_records,
};
