/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The gaps of a programme: heat map, ranked list, quadrants. */
#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/plot.h"
#include "web/programme.h"

enum {
	ACROSS = 14,            /* subjects as columns; more become rows ... */
	DOWN = 25,              /* ... so many on a page */
	RANKED = 10             /* lines of the list, unless all are wanted */
};

struct grid {                   /* a table of gaps by subject and dimension */
	const struct gap_table *t;
	const struct gap_line **line;   /* [subjects][dimensions], NULL: none */
	const struct gap_line **subject; /* [subjects] the first of each */
	size_t  subjects, dimensions;
	str    *title;                  /* [dimensions] */
	double *mean, *performance, *importance;        /* [dimensions] */
};

/* ---- numbers ---- */

struct sum {
	double of;
	size_t n;
};

static void
sum_add(struct sum *s, double value)
{
	if (isnan(value))
		return;
	s->of += value;
	s->n++;
}

static double
sum_mean(struct sum s)
{
	return s.n > 0 ? s.of / (double)s.n : NAN;
}

static size_t
dimension_at(const struct instrument *m, struct id id)
{
	size_t d;

	for (d = 0; d < m->dimensions; d++)
		if (id_same(m->dimension[d].row.id, id))
			return d;
	return m->dimensions;
}

/* Lines come by subject: a new one begins a new row of the grid. */
static void
place_lines(struct grid *g)
{
	const struct gap_line *l;
	size_t i, d;

	for (i = 0; i < g->t->n; i++) {
		l = &g->t->line[i];
		d = dimension_at(g->t->results->instrument, l->dimension);
		if (g->subjects == 0 ||
		    !id_same(g->subject[g->subjects - 1]->subject, l->subject))
			g->subject[g->subjects++] = l;
		if (d < g->dimensions)
			g->line[(g->subjects - 1) * g->dimensions + d] = l;
	}
}

static size_t
count_subjects(const struct gap_table *t)
{
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		n += i == 0 ||
		     !id_same(t->line[i].subject, t->line[i - 1].subject);
	return n;
}

static void
dimension_means(struct ctx *c, struct grid *g)
{
	const struct gap_line *l;
	struct sum gap, level, weight;
	size_t d, s;

	for (d = 0; d < g->dimensions; d++) {
		gap = level = weight = (struct sum){ 0 };
		for (s = 0; s < g->subjects; s++) {
			l = g->line[s * g->dimensions + d];
			if (l == NULL)
				continue;
			sum_add(&gap, l->gap);
			sum_add(&level, l->current);
			sum_add(&weight, l->importance);
		}
		g->mean[d] = sum_mean(gap);
		g->performance[d] = sum_mean(level);
		g->importance[d] = sum_mean(weight);
		g->title[d] = text_in(c->arena,
		    g->t->results->instrument->dimension[d].title, c->lang);
	}
}

static struct grid
grid_new(struct ctx *c, const struct gap_table *t)
{
	size_t d = t->results->instrument->dimensions, s = count_subjects(t);
	struct grid g = { t, .dimensions = d };

	g.line = NEWS(c->arena, const struct gap_line *, s * d + 1);
	g.subject = NEWS(c->arena, const struct gap_line *, s + 1);
	g.title = NEWS(c->arena, str, d + 1);
	g.mean = NEWS(c->arena, double, d + 1);
	g.performance = NEWS(c->arena, double, d + 1);
	g.importance = NEWS(c->arena, double, d + 1);
	place_lines(&g);
	dimension_means(c, &g);
	return g;
}

/* ---- the heat map ---- */

static void
cell_put(struct ctx *c, const struct grid *g, size_t s, size_t d,
    struct node *row)
{
	const struct gap_line *l = g->line[s * g->dimensions + d];
	struct node *cell = node_row(row, "cells");

	node_text(cell, "subject", g->subject[s]->subject_name);
	node_text(cell, "dimension", g->title[d]);
	node_real(cell, "gap", l == NULL ? NAN : l->gap, 1);
	if (l == NULL)
		return;
	node_z(cell, "colour", chart_heat(l->gap));
	node_text(cell, "figure", figure_href(c, "gap",
	    g->t->results->round.row.id, l->subject, l->dimension));
}

static void
by_dimension(struct ctx *c, const struct grid *g, struct node *heat)
{
	struct node *row;
	size_t d, s;

	for (s = 0; s < g->subjects; s++)
		node_text(node_row(heat, "heads"), "name",
		    g->subject[s]->subject_name);
	for (d = 0; d < g->dimensions; d++) {
		row = node_row(heat, "rows");
		node_text(row, "name", g->title[d]);
		for (s = 0; s < g->subjects; s++)
			cell_put(c, g, s, d, row);
		node_real(row, "mean", g->mean[d], 1);
	}
}

static void
by_subject(struct ctx *c, const struct grid *g, size_t from, size_t to,
    struct node *heat)
{
	const struct gap_line *l;
	struct node *row;
	struct sum gap;
	size_t d, s;

	for (d = 0; d < g->dimensions; d++)
		node_text(node_row(heat, "heads"), "name", g->title[d]);
	for (s = from; s < to; s++) {
		row = node_row(heat, "rows");
		node_text(row, "name", g->subject[s]->subject_name);
		gap = (struct sum){ 0 };
		for (d = 0; d < g->dimensions; d++) {
			l = g->line[s * g->dimensions + d];
			sum_add(&gap, l == NULL ? NAN : l->gap);
			cell_put(c, g, s, d, row);
		}
		node_real(row, "mean", sum_mean(gap), 1);
	}
}

static void
heat_put(struct ctx *c, const struct request *q, const struct grid *g,
    str here, struct node *out)
{
	struct node *heat = node_object(out, "heat");
	size_t pages = (g->subjects + DOWN - 1) / DOWN, page, from, to;

	(void)node_list(heat, "heads");
	(void)node_list(heat, "rows");
	node_bool(heat, "subjects_down", g->subjects > ACROSS);
	if (g->subjects <= ACROSS) {
		by_dimension(c, g, heat);
		return;
	}
	page = page_asked(q, pages);
	from = page * DOWN;
	to = from + DOWN < g->subjects ? from + DOWN : g->subjects;
	by_subject(c, g, from, to, heat);
	pager_put(c, out, here, page, from, to, g->subjects);
}

/* ---- the ranked list ---- */

/* As it is kept: its own page and state.  One that is not kept yet has its
 * figure alone. */
static void
kept_put(struct ctx *c, const struct gap_line *l, struct node *row)
{
	struct ctx quiet = *c;
	const struct state *s;
	struct gap g;

	quiet.errors = (struct errors){ .arena = c->arena };
	if (!flow_find(&quiet, &gap_entity, l->id, &g))
		return;
	s = state_coded(&gap_machine, g.state);
	node_text(row, "href", str_print(c->arena, "/gap/%s",
	    id_text(c->arena, l->id).p));
	node_text(row, "state", g.state);
	node_z(row, "says", s == NULL ? "" : words_say(c->words, s->label));
	node_z(row, "mark", str_is(g.state, "closed") ? "ok"
	    : str_is(g.state, "computed") || str_is(g.state, "discussed")
	    ? "none" : "info");
}

/* Whether some dimension weighs less than another (the heaviest: 1). */
static bool
is_weighted(const struct gap_table *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->line[i].weight < 1)
			return true;
	return false;
}

static size_t
ranked_put(struct ctx *c, const struct gap_table *t, bool additive, size_t most,
    struct node *out)
{
	const size_t *order = additive ? t->by_additive : t->by_priority;
	const struct gap_line *l;
	struct node *row;
	size_t i, scored = 0;
	int64_t place, other;

	(void)node_list(out, "rows");
	for (i = 0; i < t->n; i++) {
		l = &t->line[order[i]];
		place = additive ? l->rank_additive : l->rank;
		other = additive ? l->rank : l->rank_additive;
		scored += place > 0;
		if (place == 0 || scored > most)
			continue;
		row = node_row(out, "rows");
		node_count(row, "place", place);
		gap_put(c, t, l, row);
		node_real(row, "score", 100 * (additive ? l->additive
		    : l->priority_norm), 0);
		node_count(row, "other_place", other > 0 ? other : INT64_MIN);
		kept_put(c, l, row);
	}
	node_count(
	    out, "ranked_shown", (int64_t)(scored < most ? scored : most));
	node_count(out, "ranked_total", (int64_t)scored);
	return scored;
}

static void
rules_put(struct ctx *c, str here, bool additive, bool all,
    bool more_than_shown, struct node *out)
{
	struct node *row = node_row(out, "rules");
	const char *more = all ? "&all=1" : "";

	node_z(row, "name", words_say(c->words, "Product"));
	node_text(row, "href", str_print(c->arena, "%.*s%s#ranked",
	    (int)here.n, here.p, more));
	node_bool(row, "here", !additive);
	row = node_row(out, "rules");
	node_z(row, "name", words_say(c->words, "Weighted sum"));
	node_text(row, "href",
	    str_print(c->arena, "%.*s&rule=additive%s#ranked", (int)here.n,
		here.p, more));
	node_bool(row, "here", additive);
	node_bool(out, "additive", additive);
	if (!all && more_than_shown)
		node_text(out, "all", str_print(c->arena, "%.*s%s&all=1#ranked",
		    (int)here.n, here.p, additive ? "&rule=additive" : ""));
}

/* ---- importance and performance ---- */

static const char *const field_names[] = {
	"Concentrate here", "Keep it up", "More than enough", "Low priority"
};

static int
field_of(const struct grid *g, size_t d)
{
	bool important = g->importance[d] >= g->t->cut_importance;
	bool able = g->performance[d] >= g->t->cut_performance;

	if (isnan(g->importance[d]) || isnan(g->performance[d]))
		return -1;
	if (important)
		return able ? 1 : 0;
	return able ? 2 : 3;
}

/* The whole numbers round the values and the cross among them, so that
 * points lie apart. */
static struct chart_scale
around(const double *v, size_t n, double cross, struct chart_scale whole)
{
	struct chart_scale s = { cross, cross };
	size_t i;

	for (i = 0; i < n; i++) {
		s.lo = fmin(s.lo, v[i]);
		s.hi = fmax(s.hi, v[i]);
	}
	if (!(s.lo <= s.hi))
		return whole;
	s.lo = fmax(whole.lo, floor(s.lo - 0.2));
	s.hi = fmin(whole.hi, fmax(ceil(s.hi + 0.2), s.lo + 1));
	return s;
}

static str
quadrants(struct ctx *c, const struct grid *g)
{
	struct write w = write_new(c->arena, 1 << 18);
	struct plot_point *p =
	    NEWS(c->arena, struct plot_point, g->dimensions + 1);
	struct plot_quadrants q = {
		{ "quadrants",
		    str_of(words_say(c->words, "Importance and performance")),
		    str_of(words_say(c->words,
			"The numbers are those of the table beside it.")) },
		around(g->performance, g->dimensions, g->t->cut_performance,
		    (struct chart_scale){ g->t->lo, g->t->hi }),
		around(g->importance, g->dimensions, g->t->cut_importance,
		    (struct chart_scale){ 1, 5 }),
		g->t->cut_performance, g->t->cut_importance, p, g->dimensions,
		str_of(words_say(c->words, "Level found")),
		str_of(words_say(c->words, "Importance"))
	};
	size_t d;
	int i;

	for (i = 0; i < 4; i++)
		q.field[i] = str_of(words_say(c->words, field_names[i]));
	q.rtl = c->words != NULL && c->words->rtl;
	for (d = 0; d < g->dimensions; d++)
		p[d] = (struct plot_point){ g->performance[d], g->importance[d],
		    (int64_t)d + 1, field_of(g, d) == 0 };
	plot_quadrants(&w, &q);
	return write_done(&w);
}

static void
fields_put(struct ctx *c, const struct grid *g, struct node *out)
{
	struct node *row;
	size_t d;
	int f;

	(void)node_list(out, "fields");
	for (d = 0; d < g->dimensions; d++) {
		f = field_of(g, d);
		row = node_row(out, "fields");
		node_count(row, "number", (int64_t)d + 1);
		node_text(row, "title", g->title[d]);
		node_real(row, "performance", g->performance[d], 2);
		node_real(row, "importance", g->importance[d], 1);
		node_z(row, "field", f < 0 ? NULL
		    : words_say(c->words, field_names[f]));
	}
}

/* ---- the page ---- */

/* Which dimension has the widest mean gap, in how many subjects it is the
 * widest of all, and which two follow. */
static void
lead_put(const struct grid *g, struct node *out)
{
	size_t first = g->dimensions, second = first, third = first;
	size_t d, s, in = 0;
	const struct gap_line *l;
	struct node *lead;
	double widest;

	for (d = 0; d < g->dimensions; d++) {
		if (isnan(g->mean[d]))
			continue;
		if (first == g->dimensions || g->mean[d] > g->mean[first]) {
			third = second;
			second = first;
			first = d;
		} else if (second == g->dimensions || g->mean[d] > g->mean[second]) {
			third = second;
			second = d;
		} else if (third == g->dimensions || g->mean[d] > g->mean[third]) {
			third = d;
		}
	}
	if (first == g->dimensions)
		return;
	for (s = 0; s < g->subjects; s++) {
		widest = -INFINITY;
		for (d = 0; d < g->dimensions; d++) {
			l = g->line[s * g->dimensions + d];
			if (l != NULL && l->gap > widest)
				widest = l->gap;
		}
		l = g->line[s * g->dimensions + first];
		in += l != NULL && l->gap >= widest;
	}
	lead = node_object(out, "lead");
	node_text(lead, "dimension", g->title[first]);
	node_real(lead, "gap", g->mean[first], 1);
	node_bool(lead, "many", g->subjects > 1);
	node_count(lead, "in", (int64_t)in);
	node_count(lead, "of", (int64_t)g->subjects);
	if (third < g->dimensions) {
		node_text(lead, "second", g->title[second]);
		node_text(lead, "third", g->title[third]);
	}
}

static void
tabs_put(struct ctx *c, const struct programme *p, const struct gap_table **t,
    size_t n, size_t here, struct node *out)
{
	const struct assessment_round *r;
	const struct choice *kind;
	struct node *row;
	size_t i;

	for (i = 0; i < n; i++) {
		r = &t[i]->results->round;
		kind = choice_coded(&subject_type_codes, r->subject_type);
		row = node_row(out, "tabs");
		node_text(row, "name", str_print(c->arena, "%s · %.*s",
		    kind == NULL ? "" : words_say(c->words, kind->label),
		    (int)r->code.n, r->code.p));
		node_text(row, "href", round_href(c, p, "gaps", r));
		node_bool(row, "here", i == here);
	}
}

/* Each round can be taken over into the gaps. */
static bool
takes_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct assessment_round *r;
	struct node *row;
	size_t i, n;

	if (!ctx_may(c, &gap_entity, EDIT, p->row.id) ||
	    !ctx_may(c, &assessment_round_entity, SEE, p->row.id))
		return true;
	if (!assess_rounds(c, p->row.id, &r, &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "takes");
		node_text(row, "name", round_name(c, &r[i]));
		node_text(row, "code", r[i].code);
		node_text(row, "href", str_print(c->arena,
		    "%s/gaps/take?round=%s", str_z(c->arena,
		    programme_href(c, p)), str_z(c->arena, r[i].code)));
	}
	node_bool(out, "has_takes", n > 0);
	return true;
}

static size_t
table_asked(const struct request *q, const struct gap_table **t, size_t n)
{
	str asked = request_arg(q, "round");
	size_t i;

	for (i = 0; i < n; i++)
		if (str_same(t[i]->results->round.code, asked))
			return i;
	return 0;
}

static void
table_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct gap_table *t, struct node *out)
{
	struct grid g = grid_new(c, t);
	bool additive = str_is(request_arg(q, "rule"), "additive");
	bool all = !str_none(request_arg(q, "all")) || q->shape != HTML;
	str here = round_href(c, p, "gaps", &t->results->round);
	struct node *round = node_object(out, "round");

	node_id(round, "id", t->results->round.row.id);
	node_text(round, "code", t->results->round.code);
	lead_put(&g, out);
	rules_put(c, here, additive, all,
	    ranked_put(c, t, additive, all ? t->n : RANKED, out) > RANKED, out);
	node_real(out, "by_importance", t->weight[0], 2);
	node_real(out, "by_urgency", t->weight[1], 2);
	node_real(out, "by_gap", t->weight[2], 2);
	node_bool(out, "is_weighted", is_weighted(t));
	heat_put(c, q, &g, here, out);
	fields_put(c, &g, out);
	if (q->shape == HTML)
		node_html(out, "quadrants", quadrants(c, &g));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct gap_table **t;
	struct programme p;
	size_t n, here;

	(void)reply;
	if (!programme_named(c, q, &p) ||
	    !assess_programme_gaps(c, p.row.id, &t, &n))
		return false;
	node_z(out, "title", words_say(c->words, "Gaps and priorities"));
	programme_put(c, &p, PHASE_GAPS, out);
	node_bool(out, "none", n == 0);
	unseen_put(c, p.row.id, out);
	if (n == 0)
		return true;
	here = table_asked(q, t, n);
	tabs_put(c, &p, t, n, here, out);
	table_put(c, q, &p, t[here], out);
	return takes_put(c, &p, out);
}

const struct page gaps_page = {
	.method = GET,
	.path   = "/programme/{id}/gaps",
	.about  = "The gaps an assessment found, by subject and "
	    "dimension, ranked.",
	.view   = "gaps.html",
	.of     = &gap_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show,
};
