/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Evaluate: what changed between first and last round, courses, levels. */
#include "flow/evaluate.h"

#include <math.h>

#include "base/arena.h"
#include "flow/every.h"
#include "model/advise.h"
#include "model/codes.h"
#include "model/monitor.h"
#include "model/deliver.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/evaluate.h"
#include "web/plot.h"
#include "web/programme.h"

struct shown {
	struct ctx                 *c;
	const struct request       *q;
	const struct programme     *p;
	const struct reassess_pair *pair;
	size_t                      dimensions;
	struct effect_paired       *change;     /* [dimensions + 1] */
	struct reassess_of          of;         /* whom it is computed over:
	                                         * all, or those in the
	                                         * programme beside others */
	struct chart_scale          scale;
};

static str
level_name(struct ctx *c, const struct reassess_pair *p)
{
	return choice_says(c, &subject_type_codes,
	    p->first->round.subject_type);
}

/* ---- one change ---- */

static void
change_put(const struct effect_paired *e, struct node *row)
{
	node_count(row, "n", (int64_t)e->n);
	node_real(row, "before", e->mean_pre, 2);
	node_real(row, "after", e->mean_post, 2);
	node_real(row, "change", e->mean, 2);
	node_bool(row, "rose", e->mean > 0);
	node_real(row, "low", e->lo, 2);
	node_real(row, "high", e->hi, 2);
	node_real(row, "effect", e->g_av, 2);
	node_real(row, "effect_low", e->g_av_lo, 2);
	node_real(row, "effect_high", e->g_av_hi, 2);
	node_bool(row, "few", e->n < EVALUATE_PAIRS);
}

/* The figure opened is the one with successors. */
static str
change_href(const struct shown *v, size_t d)
{
	const struct instrument *in = v->pair->first->instrument;

	return v->of.no_successors ? (str){ 0 } : figured_href(v->c, "change",
	    v->pair->last->round.row.id, d < v->dimensions
	    ? id_text(v->c->arena, in->dimension[d].row.id) : S("whole"));
}

static void
dimension_put(const struct shown *v, size_t d, struct node *row)
{
	const struct instrument *in = v->pair->first->instrument;
	const struct effect_paired *e = &v->change[d];
	struct write w = write_new(v->c->arena, 1 << 14);
	const struct chart_change mark = { v->scale, e->mean_pre, e->mean_post,
		NAN, { 0 } };

	node_text(row, "level", level_name(v->c, v->pair));
	if (d < v->dimensions) {
		node_text(row, "code", in->dimension[d].code);
		node_text(row, "title", text_in(v->c->arena,
		    in->dimension[d].title, v->c->lang));
	} else {
		node_none(row, "code");
		node_z(row, "title", say(v->c, "All dimensions"));
	}
	node_text(row, "href", change_href(v, d));
	node_text(row, "from", v->pair->first->round.code);
	node_text(row, "to", v->pair->last->round.code);
	change_put(e, row);
	node_real(row, "wilcoxon_p", evaluate_ranks(v->c->arena, v->pair,
	    &v->of, d).p_exact, 4);
	if (v->q->shape == HTML) {
		chart_change(&w, &mark);
		node_html(row, "mark", write_done(&w));
	}
}

static str
axis_drawn(struct ctx *c, struct chart_scale s, double step)
{
	struct write w = write_new(c->arena, 1 << 14);
	struct chart_tick tick[32];
	size_t n = 0;
	double at;

	for (at = ceil(s.lo / step) * step; at <= s.hi && n < 32; at += step)
		tick[n++] = (struct chart_tick){ at,
			str_print(c->arena, "%g", at == 0 ? 0 : at) };
	chart_axis(&w, s, tick, n, c->words != NULL && c->words->rtl);
	return write_done(&w);
}

static struct shown
shown_new(struct ctx *c, const struct request *q, const struct programme *p,
    const struct reassess_pair *pair)
{
	const struct instrument *in = pair->first->instrument;
	struct shown v = { c, q, p, pair, in->dimensions, NULL,
		evaluate_whom(pair, str_is(request_arg(q, "linked"), "no")),
		{ in->framework.scale_min, in->framework.scale_max } };
	size_t d;

	v.change = NEWS(c->arena, struct effect_paired, v.dimensions + 1);
	for (d = 0; d <= v.dimensions; d++) {
		v.change[d] = evaluate_change(c->arena, pair, &v.of, d);
		/* Sums of items pass the end of the scale. */
		v.scale.hi = fmax(v.scale.hi, ceil(fmax(v.change[d].mean_pre,
		    v.change[d].mean_post)));
	}
	return v;
}

/* ---- the level on the page ---- */

static void
lead_put(const struct shown *v, struct node *out)
{
	const struct effect_paired *e = &v->change[v->dimensions];
	struct node *lead = node_object(out, "lead");
	size_t d, sure = 0, fell = 0;

	for (d = 0; d < v->dimensions; d++) {
		sure += v->change[d].lo > 0;
		fell += v->change[d].hi < 0;
	}
	node_text(lead, "level", level_name(v->c, v->pair));
	node_real(lead, "rise", e->mean, 2);
	node_real(lead, "fall", -e->mean, 2);
	node_bool(lead, "rose", e->mean > 0);
	node_bool(lead, "fell", e->mean < 0);
	node_bool(lead, "few", e->n < EVALUATE_PAIRS);
	node_count(lead, "sure", (int64_t)sure);
	node_count(lead, "worse", fell > 0 ? (int64_t)fell : INT64_MIN);
	node_count(lead, "of", (int64_t)v->dimensions);
}

static void
measured_put(const struct shown *v, struct node *out)
{
	const struct reassess_pair *p = v->pair;
	struct node *o = node_object(out, "measured");
	size_t i, twice = 0, lost = 0;

	for (i = 0; i < p->first->subjects; i++)
		if (p->subject[i].last == REASSESS_NOWHERE)
			lost++;
		else
			twice++;
	node_count(o, "first", (int64_t)p->first->subjects);
	node_count(o, "last", (int64_t)p->last->subjects);
	node_count(o, "twice", (int64_t)twice);
	node_count(o, "followed", (int64_t)p->followed);
	node_count(o, "lost", (int64_t)lost);
}

static void
split_put(const struct shown *v, size_t d, const struct evaluate_group *g,
    struct node *cell)
{
	struct reassess_change *each = NEWS(v->c->arena,
	    struct reassess_change, v->dimensions + 1);
	bool told;

	(void)reassess_change(v->pair, &g->of, each);
	told = each[d].n >= evaluate_least(v->pair);
	node_z(cell, "name", say(v->c, evaluate_group_says(g)));
	node_count(cell, "n", (int64_t)each[d].n);
	node_real(cell, "change", told ? each[d].mean : NAN, 2);
	if (told)
		node_text(cell, "href", figured_href(v->c, "change",
		    v->pair->last->round.row.id, str_print(v->c->arena,
		    "%s.%s", id_text(v->c->arena,
		    v->pair->first->instrument->dimension[d].row.id).p,
		    g->name)));
}

static void
splits_put(const struct shown *v, struct node *out)
{
	const struct instrument *in = v->pair->first->instrument;
	const struct evaluate_group *g;
	struct node *row;
	size_t d, n = 0;

	for (g = evaluate_groups; g->name != NULL; g++)
		if (evaluate_tells(v->pair, g)) {
			node_z(node_row(out, "groups"), "name",
			    say(v->c, evaluate_group_says(g)));
			n++;
		}
	node_bool(out, "has_splits", n > 0);
	for (d = 0; d < v->dimensions && n > 0; d++) {
		row = node_row(out, "splits");
		node_text(row, "code", in->dimension[d].code);
		node_text(row, "title", text_in(v->c->arena,
		    in->dimension[d].title, v->c->lang));
		for (g = evaluate_groups; g->name != NULL; g++)
			if (evaluate_tells(v->pair, g))
				split_put(v, d, g, node_row(row, "cells"));
	}
}

/* Mean of those measured twice. */
static double
mean_of(const struct reassess_contrast *t, int is_treated, bool after)
{
	const struct reassess_unit *u;
	double sum = 0;
	size_t i, n = 0;

	for (i = 0; i < t->units; i++) {
		u = &t->unit[i];
		if (u->is_treated != is_treated || isnan(u->pre) ||
		    isnan(u->post))
			continue;
		sum += after ? u->post : u->pre;
		n++;
	}
	return n > 0 ? sum / (double)n : NAN;
}

static bool
contrast_put(const struct shown *v, struct node *out)
{
	struct reassess_contrast *t;
	struct node *o;
	size_t once;

	if (!reassess_contrast(v->c, v->pair, &t))
		return false;
	if (t == NULL)
		return true;
	once = t->units - t->n_treated - t->n_others;
	o = node_object(out, "contrast");
	node_text(o, "href", figured_href(v->c, "contrast",
	    v->pair->last->round.row.id, (str){ 0 }));
	node_real(o, "effect", t->effect, 2);
	node_real(o, "low", t->lo, 2);
	node_real(o, "high", t->hi, 2);
	node_real(o, "p", t->p, 3);
	node_count(o, "treated", (int64_t)t->n_treated);
	node_count(o, "others", (int64_t)t->n_others);
	node_count(o, "left_out", once > 0 ? (int64_t)once : INT64_MIN);
	node_real(o, "treated_before", mean_of(t, YES, false), 2);
	node_real(o, "treated_after", mean_of(t, YES, true), 2);
	node_real(o, "others_before", mean_of(t, NO, false), 2);
	node_real(o, "others_after", mean_of(t, NO, true), 2);
	node_real(o, "treated_change", t->treated_change, 2);
	node_real(o, "others_change", t->others_change, 2);
	node_real(o, "balance", mean_of(t, YES, false) -
	    mean_of(t, NO, false), 2);
	return true;
}

/* Both results: with those that were followed to a successor, and without
 * them. */
static void
linked_put(const struct shown *v, struct node *out)
{
	str here = round_href(v->c, v->p, "evaluate", &v->pair->last->round);
	struct reassess_of of = v->of;
	struct effect_paired e;
	struct node *o, *one;
	size_t i;

	if (v->pair->followed == 0)
		return;
	o = node_object(out, "linking");
	node_bool(o, "linked", !v->of.no_successors);
	for (i = 0; i < 2; i++) {
		of.no_successors = i == 1;
		e = evaluate_change(v->c->arena, v->pair, &of, v->dimensions);
		one = node_object(o, i == 0 ? "with" : "without");
		node_real(one, "change", e.mean, 2);
		node_count(one, "n", (int64_t)e.n);
		node_text(one, "href", i == 0 ? here : str_print(v->c->arena,
		    "%.*s&linked=no", (int)here.n, here.p));
	}
}

static bool
level_put(const struct shown *v, struct node *out)
{
	struct node *whole;
	size_t d;

	lead_put(v, out);
	measured_put(v, out);
	linked_put(v, out);
	whole = node_object(out, "whole");
	change_put(&v->change[v->dimensions], whole);
	node_text(whole, "href", change_href(v, v->dimensions));
	node_bool(out, "beside_others", v->of.is_treated == YES);
	node_real(out, "lo", v->scale.lo, 0);
	node_real(out, "hi", v->scale.hi, 0);
	for (d = 0; d < v->dimensions; d++)
		dimension_put(v, d, node_row(out, "rows"));
	if (v->q->shape == HTML)
		node_html(out, "axis", axis_drawn(v->c, v->scale, 1));
	splits_put(v, out);
	return contrast_put(v, out) && evaluate_cost_put(v->c, v->p, v->pair,
	    out);
}

static size_t
pair_asked(const struct request *q, const struct reassess_pair *p, size_t n)
{
	str asked = request_arg(q, "round");
	size_t i;

	for (i = 0; i < n; i++)
		if (str_same(p[i].last->round.code, asked))
			return i;
	for (i = 0; i < n; i++)
		if (p[i].first->subjects >= EVALUATE_PAIRS)
			return i;
	return 0;
}

static void
tabs_put(struct ctx *c, const struct programme *p,
    const struct reassess_pair *pair, size_t n, size_t here, struct node *out)
{
	struct node *row;
	size_t i;

	for (i = 0; i < n; i++) {
		row = node_row(out, "tabs");
		node_text(row, "name", level_name(c, &pair[i]));
		node_text(row, "href", round_href(c, p, "evaluate",
		    &pair[i].last->round));
		node_bool(row, "here", i == here);
	}
}

/* The level that is asked for; programs get the dimensions of all. */
static bool
levels_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct node *out)
{
	struct reassess_pair *pair;
	const struct results **round;
	struct shown v;
	size_t i, d, n = 0, rounds, here;

	(void)node_list(out, "rows");
	if (ctx_may(c, &gap_entity, SEE, p->row.id) &&
	    (!evaluate_rounds(c, p->row.id, &round, &rounds) ||
	    !reassess_pairs(c, p->row.id, round, rounds, &pair, &n)))
		return false;
	node_bool(out, "none", n == 0);
	if (n == 0)
		return true;
	here = pair_asked(q, pair, n);
	tabs_put(c, p, pair, n, here, out);
	v = shown_new(c, q, p, &pair[here]);
	if (!level_put(&v, out))
		return false;
	for (i = 0; i < n && q->shape != HTML; i++) {
		if (i == here)
			continue;
		v = shown_new(c, q, p, &pair[i]);
		for (d = 0; d < v.dimensions; d++)
			dimension_put(&v, d, node_row(out, "rows"));
	}
	return true;
}

/* ---- courses ---- */

static struct chart_scale
forest_scale(const struct train *t, const struct evaluate_rollup *k)
{
	struct chart_scale s = { -0.5, 1 };
	size_t i;

	for (i = 0; i < t->courses; i++)
		if (t->course[i].paired.n >= TRAIN_PAIRS) {
			s.lo = fmin(s.lo, t->course[i].paired.g_av_lo);
			s.hi = fmax(s.hi, t->course[i].paired.g_av_hi);
		}
	s.hi = fmax(s.hi, k->g_hi);
	return (struct chart_scale){ floor(s.lo * 2) / 2, ceil(s.hi * 2) / 2 };
}

static double
forest_step(struct chart_scale s)
{
	return s.hi - s.lo > 4 ? 1 : 0.5;
}

static str
interval_drawn(struct ctx *c, struct chart_scale s, double at, double low,
    double high, bool total)
{
	struct write w = write_new(c->arena, 1 << 14);
	const struct chart_interval mark = { s, at, low, high, forest_step(s),
		low <= 0 && high >= 0 ? 6 : 1, total, { 0 } };

	chart_interval(&w, &mark);
	return write_done(&w);
}

/* Items that fewer of the good than of the poor get right, and those that
 * tell nobody from nobody. */
static void
items_put(const struct train_course *k, struct node *row)
{
	size_t i, poor = 0;

	for (i = 0; i < k->items; i++)
		poor += k->item[i].quality.r_rest < 0.2;
	node_count(row, "items", (int64_t)k->items);
	node_count(row, "poor", (int64_t)poor);
	if (k->weakest < k->items)
		node_text(row, "weakest", k->item[k->weakest].code);
	else
		node_none(row, "weakest");
}

static void
course_put(struct ctx *c, const struct request *q, struct chart_scale s,
    const struct train_course *k, const struct course *named, struct node *row)
{
	const bool few = k->paired.n < TRAIN_PAIRS;
	const struct effect_paired *e = &k->paired;

	node_text(row, "code", k->code);
	node_text(row, "title", str_none(named->title) ? k->code
	    : text_in(c->arena, named->title, c->lang));
	node_bool(row, "named", !str_none(named->title));
	node_text(row, "href", entity_href(c, &course_entity, k->id));
	node_text(row, "figure", ctx_may(c, &test_response_entity, SEE,
	    named->programme) ? figured_href(c, "course", k->id, (str){ 0 })
	    : (str){ 0 });
	node_count(row, "n", (int64_t)e->n);
	node_bool(row, "few", few);
	node_real(row, "before", e->n > 0 ? e->mean_pre : NAN, 1);
	node_real(row, "after", e->n > 0 ? e->mean_post : NAN, 1);
	node_real(row, "effect", few ? NAN : e->g_av, 2);
	node_real(row, "low", few ? NAN : e->g_av_lo, 2);
	node_real(row, "high", few ? NAN : e->g_av_hi, 2);
	node_real(row, "wilcoxon_p", few ? NAN : k->ranks.p_exact, 4);
	node_bool(row, "surely", !few && k->ranks.p_exact < 0.0001);
	node_real(row, "gain", few ? NAN : k->gain.gain, 2);
	node_real(row, "alpha", k->test.alpha, 2);
	items_put(k, row);
	node_text(row, "test", figured_href(c, "test", k->id, (str){ 0 }));
	evaluate_course_put(k, row);
	if (q->shape == HTML)
		node_html(row, "mark", interval_drawn(c, s, few ? NAN
		    : e->g_av, few ? NAN : e->g_av_lo, few ? NAN
		    : e->g_av_hi, false));
}

static bool
courses_put(struct ctx *c, const struct request *q, const struct train *t,
    const struct evaluate_rollup *k, struct id programme, struct node *out)
{
	struct chart_scale s = forest_scale(t, k);
	struct node *row;
	struct course *named;
	size_t i, j, n;

	named = every(c, &course_entity, programme, &n);
	if (named == NULL)
		return false;
	(void)node_list(out, "courses");
	for (i = 0; i < t->courses; i++)
		for (j = 0; j < n; j++)
			if (id_same(named[j].row.id, t->course[i].id))
				course_put(c, q, s, &t->course[i], &named[j],
				    node_row(out, "courses"));
	node_bool(out, "has_courses", t->courses > 0);
	if (isnan(k->g) || q->shape != HTML)
		return true;
	row = node_object(out, "pooled");
	node_html(row, "mark", interval_drawn(c, s, k->g, k->g_lo, k->g_hi,
	    true));
	node_html(row, "axis", axis_drawn(c, s, forest_step(s)));
	return true;
}

static void
rollup_put(struct ctx *c, const struct evaluate_rollup *k,
    struct id programme, struct node *out)
{
	struct node *o = node_object(out, "kirkpatrick"), *l;

	if (k->sheets > 0 && !isnan(k->reaction)) {
		l = node_object(o, "reaction");
		node_text(l, "href", figured_href(c, "reaction", programme,
		    (str){ 0 }));
		node_real(l, "mean", k->reaction, 2);
		node_count(l, "n", (int64_t)k->sheets);
	}
	if (k->sat > 0) {
		l = node_object(o, "passing");
		node_real(l, "percent", 100 * (double)k->passed /
		    (double)k->sat, 0);
		node_count(l, "passed", (int64_t)k->passed);
		node_count(l, "n", (int64_t)k->sat);
	}
	if (k->courses > 0) {
		l = node_object(o, "learning");
		node_text(l, "href", figured_href(c, "learning", programme,
		    (str){ 0 }));
		node_real(l, "effect", k->g, 2);
		node_real(l, "low", k->g_lo, 2);
		node_real(l, "high", k->g_hi, 2);
		node_count(l, "courses", (int64_t)k->courses);
		node_count(l, "n", (int64_t)k->tested);
	}
	if (k->asked > 0) {
		l = node_object(o, "use");
		node_text(l, "href", figured_href(c, "use", programme,
		    (str){ 0 }));
		node_real(l, "percent", 100 * k->transfer.share, 0);
		node_real(l, "low", 100 * k->transfer.lo, 0);
		node_real(l, "high", 100 * k->transfer.hi, 0);
		node_real(l, "intent", k->trained == 0 ? NAN : 100 *
		    (double)k->applied / (double)k->trained, 0);
		node_real(l, "response", k->trained == 0 ? NAN : 100 *
		    (double)k->asked / (double)k->trained, 0);
		node_count(l, "trained", (int64_t)k->trained);
		node_count(l, "applied", (int64_t)k->applied);
		node_count(l, "n", (int64_t)k->asked);
	}
	if (k->reported > 0) {
		l = node_object(o, "results");
		node_text(l, "href", figured_href(c, "results", programme,
		    (str){ 0 }));
		node_count(l, "reached", (int64_t)k->reached);
		node_count(l, "n", (int64_t)k->reported);
	}
}

static bool
may_see_training(struct ctx *c, struct id programme)
{
	return ctx_may(c, &course_entity, SEE, programme) &&
	    ctx_may(c, &test_response_entity, SEE, programme) &&
	    ctx_may(c, &follow_up_entity, SEE, programme) &&
	    ctx_may(c, &reaction_entity, SEE, programme);
}

static bool
training_put(struct ctx *c, const struct request *q, struct id programme,
    struct node *out)
{
	struct train none = { 0 }, *t = &none;
	struct indicators_one *in = NULL;
	struct evaluate_rollup k;
	size_t n = 0;

	if (may_see_training(c, programme) && !train_of(c, programme, &t))
		return false;
	if (ctx_may(c, &indicator_value_entity, SEE, programme) &&
	    !evaluate_outcomes(c, programme, &in, &n))
		return false;
	k = evaluate_rollup(t, in, n);
	rollup_put(c, &k, programme, out);
	if (t == &none)
		return true;
	return courses_put(c, q, t, &k, programme, out);
}

/* ---- evaluations ---- */

/* Those of an evaluation, and how many are answered. */
static void
answers_put(const struct recommendation *r, size_t n, struct id evaluation,
    struct node *row)
{
	int64_t all = 0, open = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(r[i].evaluation, evaluation)) {
			all++;
			open += str_is(r[i].state, "open");
		}
	node_count(row, "advised", all);
	node_count(row, "answered", all - open);
}

static void
evaluation_put(struct ctx *c, const struct programme *p,
    const struct evaluation *e, struct node *row)
{
	const struct field *f = field_named(&evaluation_entity, S("state"));
	const struct state *s = state_coded(f->machine, e->state);
	struct node *is = node_object(row, "is");

	node_z(is, "mark", s != NULL && s->final ? "ok" : "warn");
	node_z(is, "says", s == NULL ? NULL : say(c, s->label));
	node_text(row, "title", text_in(c->arena, e->title, c->lang));
	node_text(row, "kind", choice_says(c, &evaluation_kind_codes,
	    e->kind));
	node_text(row, "href", str_print(c->arena, "%s/evaluation/%s",
	    programme_href(c, p).p, id_text(c->arena, e->row.id).p));
	node_day(row, "delivered", e->delivered_on);
	node_day(row, "accepted", e->accepted_on);
}

static bool
evaluations_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct recommendation *r;
	struct evaluation *e;
	struct node *row;
	size_t i, n, advices;

	e = every(c, &evaluation_entity, p->row.id, &n);
	r = every(c, &recommendation_entity, p->row.id, &advices);
	if (e == NULL || r == NULL)
		return false;
	(void)node_list(out, "evaluations");
	for (i = 0; i < n; i++) {
		row = node_row(out, "evaluations");
		evaluation_put(c, p, &e[i], row);
		answers_put(r, advices, e[i].row.id, row);
	}
	node_bool(out, "has_evaluations", n > 0);
	node_bool(out, "may_evaluate", ctx_may(c, &evaluation_entity, ADD,
	    p->row.id));
	return true;
}

/* ---- contribution ---- */

static bool
notes_put(struct ctx *c, struct id programme, struct node *out)
{
	struct contribution_note *t;
	struct node *row;
	size_t i, n;

	t = every(c, &contribution_note_entity, programme, &n);
	if (t == NULL)
		return false;
	(void)node_list(out, "contributions");
	for (i = 0; i < n; i++) {
		row = node_row(out, "contributions");
		node_text(row, "change", t[i].change);
		node_text(row, "href", entity_href(c,
		    &contribution_note_entity, t[i].row.id));
		node_text(row, "contribution", t[i].contribution);
		node_text(row, "others", t[i].others);
		node_text(row, "rival", t[i].rival);
		node_text(row, "evidence", t[i].evidence);
		node_text(row, "strength", choice_says(c,
		    &evidence_strength_codes, t[i].strength));
	}
	node_bool(out, "has_contributions", n > 0);
	node_bool(out, "may_contribute", ctx_may(c, &contribution_note_entity,
	    ADD, programme));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;

	(void)reply;
	if (!programme_named(c, q, &p))
		return false;
	node_z(out, "title", say(c, "What changed"));
	programme_put(c, &p, PHASE_EVALUATE, out);
	return levels_put(c, q, &p, out) &&
	    training_put(c, q, p.row.id, out) &&
	    evaluations_put(c, &p, out) && notes_put(c, p.row.id, out);
}

const struct page evaluate_page = {
	.method = GET,
	.path   = "/programme/{id}/evaluate",
	.about  = "What changed from baseline to endline, what courses did, "
	    "the four levels of training evaluation.",
	.view   = "evaluate.html",
	.of     = &evaluation_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show,
};
