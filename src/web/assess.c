/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A round of answers: who answered, how well, what the scores are. */
#include <math.h>

#include "base/arena.h"
#include "base/fold.h"
#include "flow/find.h"
#include "flow/framing.h"
#include "format/html.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/plot.h"
#include "web/programme.h"

enum {
	DOWN = 25,              /* subjects on a page */
	CHOICES = 100           /* more are searched, not chosen from */
};

struct shown {                  /* what is on the page */
	const struct programme *programme;
	const struct results   *r;
	const struct results   *before;         /* its baseline; NULL: none */
	const struct gap_table *gaps;           /* what is wanted */
	size_t subject; /* a place, or r->subjects for the mean of all */
	size_t *from;   /* of another version of the framework: the items
	                 * of now there; NULL: the same version */
	size_t  pairs;
	struct chart_scale scale;
	double *now, *was, *wanted;             /* [dimensions] */
	str    *title;                          /* [dimensions] */
};

/* ---- numbers ---- */

static double
mean_of(const struct results *r, size_t dimension, struct id only)
{
	double sum = 0, v;
	size_t s, n = 0;

	for (s = 0; s < r->subjects; s++) {
		if (!id_none(only) && !id_same(r->subject[s].id, only))
			continue;
		v = r->dimension[s][dimension].value;
		if (!isnan(v)) {
			sum += v;
			n++;
		}
	}
	return n > 0 ? sum / (double)n : NAN;
}

/* Levels of a round with another version of the framework, on the items
 * that both have. */
static double
paired_mean(const struct shown *v, size_t dimension, struct id only)
{
	double sum = 0, x;
	size_t s, n = 0;

	for (s = 0; s < v->before->subjects; s++) {
		if (!id_none(only) &&
		    !id_same(v->before->subject[s].id, only))
			continue;
		x = framing_level(v->before, s, v->r->instrument, dimension,
		    v->from);
		if (!isnan(x)) {
			sum += x;
			n++;
		}
	}
	return n > 0 ? sum / (double)n : NAN;
}

static double
before_of(const struct shown *v, size_t dimension, struct id only)
{
	if (v->before == NULL)
		return NAN;
	return v->from == NULL ? mean_of(v->before, dimension, only)
	    : paired_mean(v, dimension, only);
}

static double
wanted_of(const struct gap_table *t, struct id dimension, struct id only)
{
	const struct gap_line *l;
	double sum = 0;
	size_t i, n = 0;

	for (i = 0; i < t->n; i++) {
		l = &t->line[i];
		if (!id_same(l->dimension, dimension) || isnan(l->desired) ||
		    (!id_none(only) && !id_same(l->subject, only)))
			continue;
		sum += l->desired;
		n++;
	}
	return n > 0 ? sum / (double)n : NAN;
}

static void
fill(struct ctx *c, struct shown *v)
{
	const struct instrument *m = v->r->instrument;
	struct id only = { 0 };
	size_t d, n = m->dimensions;

	if (v->subject < v->r->subjects)
		only = v->r->subject[v->subject].id;
	v->now = NEWS(c->arena, double, n + 1);
	v->was = NEWS(c->arena, double, n + 1);
	v->wanted = NEWS(c->arena, double, n + 1);
	v->title = NEWS(c->arena, str, n + 1);
	v->scale = (struct chart_scale){ m->framework.scale_min,
	    m->framework.scale_max };
	for (d = 0; d < n; d++) {
		v->title[d] = text_in(c->arena, m->dimension[d].title, c->lang);
		v->now[d] = mean_of(v->r, d, only);
		v->was[d] = before_of(v, d, only);
		v->wanted[d] = wanted_of(v->gaps, m->dimension[d].row.id, only);
		/* Sums of items pass the end of the scale. */
		v->scale.hi =
		    fmax(v->scale.hi, ceil(fmax(v->now[d], v->was[d])));
	}
}

/* ---- the charts ---- */

static str
radar(struct ctx *c, const struct shown *v)
{
	const struct plot_series series[] = {
	    { v->wanted, 0 }, { v->was, 2 }, { v->now, 1 } };
	struct write w = write_new(c->arena, 1 << 18);
	struct plot_radar r = {
		{ "radar", str_of(words_say(c->words, "Shape of capacity")),
		    str_of(words_say(
			c->words, "The values are in the list beside it.")) },
		v->scale, v->title, v->r->instrument->dimensions, series, 3,
		c->words != NULL && c->words->rtl
	};

	plot_radar(&w, &r);
	return write_done(&w);
}

static str
change(struct ctx *c, const struct shown *v, size_t d)
{
	struct write w = write_new(c->arena, 1 << 14);
	struct chart_change mark = { v->scale, v->was[d], v->now[d],
	    v->wanted[d], { 0 } };

	chart_change(&w, &mark);
	return write_done(&w);
}

static str
axis(struct ctx *c, struct chart_scale s)
{
	enum { TICKS = 12 };
	struct chart_tick tick[TICKS];
	struct write w = write_new(c->arena, 1 << 14);
	size_t n = 0;
	double v;

	for (v = ceil(s.lo); v <= s.hi && n < TICKS; v++, n++)
		tick[n] = (struct chart_tick){ v,
		    str_print(c->arena, "%.0f", v) };
	chart_axis(&w, s, tick, n, c->words != NULL && c->words->rtl);
	return write_done(&w);
}

static void
dimensions_put(struct ctx *c, const struct request *q, const struct shown *v,
    struct node *out)
{
	const struct instrument *m = v->r->instrument;
	struct node *row;
	double left;
	size_t d;

	(void)node_list(out, "dimensions");
	for (d = 0; d < m->dimensions; d++) {
		row = node_row(out, "dimensions");
		left = v->wanted[d] - v->now[d];
		node_text(row, "code", m->dimension[d].code);
		node_text(row, "title", v->title[d]);
		node_real(row, "before", v->was[d], 2);
		node_real(row, "now", v->now[d], 2);
		node_real(row, "wanted", v->wanted[d], 2);
		node_real(row, "left", left > 0 ? left : NAN, 2);
		node_bool(row, "reached", left <= 0);
		node_text(row, "figure",
		    v->subject == v->r->subjects
			? (str){ 0 }
			: figure_href(c, "score", v->r->round.row.id,
			      v->r->subject[v->subject].id,
			      m->dimension[d].row.id));
		if (q->shape == HTML)
			node_html(row, "mark", change(c, v, d));
	}
	node_real(out, "lo", v->scale.lo, 0);
	node_real(out, "hi", v->scale.hi, 0);
	if (q->shape != HTML)
		return;
	node_html(out, "axis", axis(c, v->scale));
	if (m->dimensions >= 3)
		node_html(out, "radar", radar(c, v));
}

/* ---- who answered, and how well ---- */

static double
share(int64_t part, int64_t whole)
{
	return whole > 0 ? 100 * (double)part / (double)whole : NAN;
}

static void
kind_put(struct ctx *c, struct node *out, const char *name, int64_t n,
    struct chart_dot *dot)
{
	struct node *row = node_row(out, "kinds");

	node_z(row, "name", words_say(c->words, name));
	node_count(row, "n", n);
	node_count(row, "colour", dot->colour);
	dot->value = (double)n;
}

static void
quality_put(struct ctx *c, const struct request *q, const struct quality *k,
    struct node *out)
{
	struct chart_dot dot[] = { { 0, 1 }, { 0, 6 }, { 0, 3 }, { 0, 4 } };
	struct write w = write_new(c->arena, 1 << 14);
	const struct choice *rule;
	struct node *row;
	size_t i;

	node_real(
	    out, "response_rate", share(k->sheets, k->sheets + k->declined +
	    k->waiting), 0);
	node_count(out, "sheets", k->sheets);
	node_count(out, "declined", k->declined + k->waiting);
	node_count(out, "excluded", k->excluded);
	node_count(out, "late", k->late);
	node_count(out, "subject_count", k->subjects);
	node_count(out, "raters", k->raters);
	node_count(out, "cells", k->cells);
	node_real(out, "rated", share(k->rated, k->cells), 1);
	kind_put(c, out, "Rated", k->rated, &dot[0]);
	kind_put(
	    c, out, "Left blank or refused", k->blank + k->refused, &dot[1]);
	kind_put(c, out, "Not applicable or not known", k->na + k->dk, &dot[2]);
	kind_put(c, out, "Unreadable or off the scale",
	    k->unreadable + k->off_scale, &dot[3]);
	(void)node_list(out, "rules");
	for (i = 0, rule = cleaning_rule_codes.of; rule->code != NULL && i < 16;
	    rule++, i++) {
		if (k->by_rule[i] == 0)
			continue;
		row = node_row(out, "rules");
		node_z(row, "code", rule->code);
		node_z(row, "name", words_say(c->words, rule->label));
		node_count(row, "n", k->by_rule[i]);
	}
	if (q->shape != HTML)
		return;
	chart_shares(&w, dot, 4, str_of(words_say(c->words,
	    "Shares of the cells; the numbers follow")));
	node_html(out, "shares", write_done(&w));
}

static void
agreement_put(const struct results *r, struct node *out)
{
	struct node *o = node_object(out, "agreement");
	double a = r->alpha_ordinal;

	node_real(o, "nominal", r->alpha_nominal, 3);
	node_real(o, "ordinal", a, 3);
	node_real(o, "interval", r->alpha_interval, 3);
	node_count(o, "pairable", (int64_t)r->pairable);
	/* The thresholds of K. Krippendorff (2004), Content Analysis. */
	node_bool(o, "firm", a >= 0.8);
	node_bool(o, "tentative", a >= 0.667 && a < 0.8);
	node_bool(o, "low", a < 0.667);
	node_bool(o, "unknown", isnan(a));
}

/* ---- each subject ---- */

static void
subject_put(struct ctx *c, const struct shown *v, size_t s, enum shape shape,
    str here, struct node *row)
{
	const struct results *r = v->r;
	size_t d, n = r->instrument->dimensions;
	struct node *cell;
	double value;

	node_id(row, "id", r->subject[s].id);
	node_text(row, "code", r->subject[s].code);
	node_text(row, "name", r->subject[s].name);
	node_count(row, "sheets", (int64_t)r->subject[s].sheets);
	node_bool(row, "is_withheld", r->subject[s].is_withheld);
	node_real(row, "overall", r->overall[s].value, 2);
	node_text(row, "href", str_print(c->arena, "%.*s&subject=%.*s",
	    (int)here.n, here.p, (int)r->subject[s].code.n,
	    r->subject[s].code.p));
	for (d = 0; d < n; d++) {
		value = r->dimension[s][d].value;
		if (shape != HTML) {
			node_real(row, str_z(c->arena,
			    r->instrument->dimension[d].code), value, -1);
			continue;
		}
		cell = node_row(row, "cells");
		node_text(cell, "dimension", r->instrument->dimension[d].code);
		node_real(cell, "value", value, 2);
		if (!isnan(value))
			node_text(cell, "href", figure_href(c, "score",
			    r->round.row.id, r->subject[s].id,
			    r->instrument->dimension[d].row.id));
	}
}

/* Places of the subjects whose name or code has all the words; how many. */
static size_t
find_subjects(struct ctx *c, const struct results *r, str words, size_t *at)
{
	struct arena_mark mark;
	str key = fold(c->arena, words), text, rest, word;
	size_t i, n = 0;
	bool all;

	for (i = 0; i < r->subjects; i++) {
		mark = arena_mark(c->arena);
		all = true;
		text = str_none(key) ? key : fold(c->arena, str_print(
		    c->arena, "%.*s %.*s", (int)r->subject[i].name.n,
		    r->subject[i].name.p, (int)r->subject[i].code.n,
		    r->subject[i].code.p));
		for (rest = key; str_cut(&rest, ' ', &word); )
			all = all && str_find(text, word) < text.n;
		if (all)
			at[n++] = i;
		arena_back(c->arena, mark);
	}
	return n;
}

static void
choices_put(const struct shown *v, struct node *out)
{
	const struct results *r = v->r;
	struct node *row;
	size_t i;

	node_bool(out, "may_choose", r->subjects > 1 &&
	    r->subjects <= CHOICES);
	node_bool(out, "may_search", r->subjects > DOWN);
	if (v->subject < r->subjects && r->subjects > CHOICES)
		node_text(out, "chosen", r->subject[v->subject].name);
	for (i = 0; r->subjects > 1 && r->subjects <= CHOICES &&
	    i < r->subjects; i++) {
		row = node_row(out, "choices");
		node_text(row, "code", r->subject[i].code);
		node_text(row, "name", r->subject[i].name);
		node_bool(row, "here", i == v->subject);
	}
}

static str
list_href(struct ctx *c, str here, str words)
{
	struct write w = write_new(c->arena, 8000);

	write_str(&w, here);
	if (!str_none(words)) {
		write_z(&w, "&find=");
		html_url_part(&w, words);
	}
	return write_done(&w);
}

static void
subjects_put(struct ctx *c, const struct request *q, const struct shown *v,
    str here, struct node *out)
{
	const struct results *r = v->r;
	str words = request_arg(q, "find");
	size_t *at = NEWS(c->arena, size_t, r->subjects + 1), i, page;
	size_t n = find_subjects(c, r, words, at), from, to;
	struct node *row;

	for (i = 0; i < r->instrument->dimensions; i++) {
		row = node_row(out, "heads");
		node_text(row, "code", r->instrument->dimension[i].code);
		node_text(row, "title", v->title[i]);
	}
	page = page_asked(q, (n + DOWN - 1) / DOWN);
	from = q->shape == HTML ? page * DOWN : 0;
	to = q->shape == HTML && from + DOWN < n ? from + DOWN : n;
	(void)node_list(out, "rows");
	for (i = from; i < to; i++)
		subject_put(c, v, at[i], q->shape, here,
		    node_row(out, "rows"));
	pager_put(c, out, list_href(c, here, words), page, from, to, n);
	node_text(out, "find", words);
	node_bool(out, "none_found", n == 0);
	node_text(out, "all_href", here);
	choices_put(v, out);
}

/* ---- the page ---- */

static void
tabs_put(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, size_t n, size_t here, struct node *out)
{
	struct node *row;
	size_t i;

	for (i = 0; i < n; i++) {
		row = node_row(out, "tabs");
		node_text(row, "name", round_name(c, &r[i]));
		node_text(row, "href", round_href(c, p, "assess", &r[i]));
		node_bool(row, "here", i == here);
	}
}

static size_t
round_asked(const struct request *q, const struct assessment_round *r, size_t n)
{
	str asked = request_arg(q, "round");
	size_t i;

	for (i = 0; i < n; i++)
		if (str_same(r[i].code, asked))
			return i;
	return 0;
}

static size_t
subject_asked(const struct request *q, const struct results *r)
{
	str asked = request_arg(q, "subject");
	size_t i;

	for (i = 0; i < r->subjects; i++)
		if (str_same(r->subject[i].code, asked))
			return i;
	return r->subjects == 1 ? 0 : r->subjects;
}

/* Mean change since the first round, the lowest and highest dimension: for
 * the first sentence. */
static void
lead_put(const struct shown *v, struct node *out)
{
	size_t d, n = v->r->instrument->dimensions, most = n, least = n;
	size_t n_changed = 0;
	struct node *lead;
	double change = 0;

	for (d = 0; d < n; d++) {
		if (isnan(v->now[d]))
			continue;
		if (!isnan(v->was[d])) {
			change += v->now[d] - v->was[d];
			n_changed++;
		}
		if (most == n || v->now[d] > v->now[most])
			most = d;
		if (least == n || v->now[d] < v->now[least])
			least = d;
	}
	if (most == n || most == least)
		return;
	lead = node_object(out, "lead");
	node_real(
	    lead, "rise", n_changed > 0 ? change / (double)n_changed : NAN, 2);
	node_bool(lead, "rose", n_changed > 0 && change >= 0);
	node_real(
	    lead, "fall", n_changed > 0 ? -change / (double)n_changed : NAN, 2);
	node_text(lead, "least", v->title[least]);
	node_real(lead, "least_value", v->now[least], 1);
	node_text(lead, "most", v->title[most]);
	node_real(lead, "most_value", v->now[most], 1);
}

static void
round_put(struct ctx *c, const struct assessment_round *r, struct node *out)
{
	const struct state *s = state_coded(
	    field_named(&assessment_round_entity, S("state"))->machine,
	    r->state);
	struct node *o = node_object(out, "round");

	node_id(o, "id", r->row.id);
	node_text(o, "code", r->code);
	node_text(o, "name", round_name(c, r));
	node_day(o, "opens", r->opens);
	node_day(o, "due", r->due);
	node_z(o, "state", s == NULL ? NULL : words_say(c->words, s->label));
}

static bool
pair_versions(struct ctx *c, struct shown *v, struct node *out)
{
	const struct instrument *now = v->r->instrument, *was;
	struct node *o;

	if (v->before == NULL)
		return true;
	was = v->before->instrument;
	if (id_same(now->framework.row.id, was->framework.row.id))
		return true;
	if (!framing_pairs(c, now, was, &v->from, &v->pairs))
		return false;
	o = node_object(out, "versions");
	node_text(o, "before", was->framework.version);
	node_text(o, "now", now->framework.version);
	node_count(o, "pairs", (int64_t)v->pairs);
	node_count(o, "items", (int64_t)now->items);
	return true;
}

static bool
results_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct assessment_round *round,
    const struct assessment_round *first, struct node *out)
{
	const struct results *r, *before = NULL;
	const struct gap_table *gaps;
	struct shown v = { 0 };

	if (!assess_results(c, round->row.id, &r) ||
	    !assess_gaps(c, round->row.id, &gaps))
		return false;
	if (first != NULL && !assess_results(c, first->row.id, &before))
		return false;
	v = (struct shown){ p, r, before, gaps, subject_asked(q, r), NULL, 0 };
	if (!pair_versions(c, &v, out))
		return false;
	fill(c, &v);
	round_put(c, round, out);
	lead_put(&v, out);
	quality_put(c, q, &r->quality, out);
	agreement_put(r, out);
	dimensions_put(c, q, &v, out);
	subjects_put(c, q, &v, round_href(c, p, "assess", round), out);
	return true;
}

/* One that does not count yet, such as a correction under way, is shown
 * when it is asked for: there is room for it. */
static void
add_asked(struct ctx *c, const struct request *q, struct id programme,
    struct assessment_round *r, size_t *n)
{
	str asked = request_arg(q, "round");
	struct errors before = c->errors;

	if (str_none(asked) || (*n > 0 && str_same(r[round_asked(q, r,
	    *n)].code, asked)))
		return;
	if (flow_find_text(c, &assessment_round_entity, asked, programme,
	    &r[*n]) && id_same(r[*n].programme, programme) &&
	    str_same(r[*n].code, asked))
		++*n;
	c->errors = before;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round *r;
	struct programme p;
	size_t n, here;

	(void)reply;
	if (!programme_named(c, q, &p) || !assess_rounds(c, p.row.id, &r, &n))
		return false;
	node_z(out, "title", words_say(c->words, "Assessment"));
	programme_put(c, &p, PHASE_ASSESS, out);
	add_asked(c, q, p.row.id, r, &n);
	node_bool(out, "none", n == 0);
	if (n == 0)
		return true;
	here = round_asked(q, r, n);
	tabs_put(c, &p, r, n, here, out);
	return results_put(c, q, &p, &r[here], round_before(r, n, here), out);
}

const struct page assess_page = {
	.method = GET,
	.path   = "/programme/{id}/assess",
	.about  = "A round of answers: response, quality, agreement "
	    "and scores.",
	.view   = "assess.html",
	.of     = &gap_entity,          /* as flow/assess asks */
	.needs  = SEE,
	.run    = show,
};
