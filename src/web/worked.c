/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What worked: gains seen by dimension or cause, and modality. */
#include "flow/worked.h"

#include <math.h>

#include "base/arena.h"
#include "model/codes.h"
#include "web/lessons.h"

static str
title_of(struct ctx *c, const struct worked_cell *k, bool by_cause)
{
	if (!by_cause)
		return k->title;
	return str_none(k->key) ? str_of(say(c, "Cause not said"))
	    : choice_says(c, &gap_cause_codes, k->key);
}

static str
mark_drawn(struct ctx *c, const struct worked_cell *k, struct chart_scale s)
{
	struct write w = write_new(c->arena, 1 << 14);
	const struct chart_interval mark = { s, k->mean, k->lo, k->hi, 1,
		k->lo <= 0 && k->hi >= 0 ? 6 : 1, false, { 0 } };

	chart_interval(&w, &mark);
	return write_done(&w);
}

static str
rows_href(struct ctx *c, const struct request *q, const struct worked_cell *k,
    bool by_cause)
{
	return str_print(c->arena, "%.*s?by=%s&framework=%.*s&key=%.*s"
	    "&modality=%.*s", (int)q->path.n, q->path.p,
	    by_cause ? "cause" : "dimension", (int)k->framework.n,
	    k->framework.p, (int)k->key.n, k->key.p, (int)k->modality.n,
	    k->modality.p);
}

static void
cell_put(struct ctx *c, const struct request *q, const struct worked_cell *k,
    bool by_cause, struct chart_scale s, struct node *row)
{
	node_text(row, "title", title_of(c, k, by_cause));
	node_text(row, "code", k->key);
	node_text(row, "framework", k->framework);
	node_text(row, "modality", str_none(k->modality)
	    ? str_of(say(c, "Not said"))
	    : choice_says(c, &modality_codes, k->modality));
	node_count(row, "n", (int64_t)k->n);
	node_count(row, "unmeasured", k->all > k->n ? (int64_t)(k->all - k->n)
	    : INT64_MIN);
	node_bool(row, "few", k->n < WORKED_PAIRS);
	node_real(row, "mean", k->mean, 2);
	node_bool(row, "rose", k->mean > 0);
	node_real(row, "low", k->lo, 2);
	node_real(row, "high", k->hi, 2);
	node_real(row, "closed", k->n < WORKED_PAIRS ? NAN : 100 *
	    (double)k->closed / (double)k->n, 0);
	node_real(row, "per_level", k->per_level, 0);
	node_text(row, "currency", isnan(k->per_level) ? (str){ 0 }
	    : str_copy(c->arena, str_of(k->currency)));
	node_text(row, "href", rows_href(c, q, k, by_cause));
	if (q->shape == HTML && k->n >= WORKED_PAIRS)
		node_html(row, "mark", mark_drawn(c, k, s));
}

/* ---- the pairs behind one figure ---- */

static void
pair_put(struct ctx *c, const struct worked_pair *p, struct node *row)
{
	node_text(row, "subject", p->subject_name);
	node_text(row, "dimension", p->dimension_title);
	node_text(row, "programme", p->programme_code);
	node_real(row, "before", p->before, 2);
	node_real(row, "after", p->after, 2);
	node_real(row, "desired", p->desired, 2);
	node_real(row, "gain", p->after - p->before, 2);
	node_bool(row, "closed", p->after >= p->desired);
	node_text(row, "figure", figure_href(c, "gap", p->round, p->subject,
	    p->dimension));
}

static bool
is_asked(const struct request *q, const struct worked_cell *k)
{
	return str_same(request_arg(q, "key"), k->key) &&
	    str_same(request_arg(q, "framework"), k->framework) &&
	    str_same(request_arg(q, "modality"), k->modality);
}

static void
pairs_put(struct ctx *c, const struct request *q, const struct worked *w,
    bool by_cause, struct node *out)
{
	const struct worked_cell *k;
	struct node *o;
	size_t i, j;

	for (i = 0; i < w->cells; i++) {
		k = &w->cell[i];
		if (str_none(request_arg(q, "modality")) || !is_asked(q, k))
			continue;
		o = node_object(out, "chosen");
		node_text(o, "title", title_of(c, k, by_cause));
		node_text(o, "modality", choice_says(c, &modality_codes,
		    k->modality));
		for (j = 0; j < k->all; j++)
			pair_put(c, &w->pair[k->first + j], node_row(o,
			    "pairs"));
	}
}

static struct chart_scale
scale_of(const struct worked *w)
{
	struct chart_scale s = { 0, 1 };
	size_t i;

	for (i = 0; i < w->cells; i++)
		if (w->cell[i].n >= WORKED_PAIRS) {
			s.lo = fmin(s.lo, w->cell[i].lo);
			s.hi = fmax(s.hi, w->cell[i].hi);
		}
	return (struct chart_scale){ floor(s.lo), ceil(s.hi) };
}

static bool
worked_put(struct ctx *c, const struct request *q, struct node *out)
{
	const bool by_cause = str_is(request_arg(q, "by"), "cause");
	struct worked w;
	size_t i, known = 0;

	if (!worked_find(c, by_cause, &w))
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < w.cells; i++) {
		known += w.cell[i].n >= WORKED_PAIRS;
		cell_put(c, q, &w.cell[i], by_cause, scale_of(&w),
		    node_row(out, "rows"));
	}
	node_z(out, "title", say(c, "What worked"));
	node_text(out, "path", q->path);
	node_bool(out, "by_cause", by_cause);
	node_bool(out, "has_cells", w.cells > 0);
	node_count(out, "cells", (int64_t)w.cells);
	node_count(out, "known", (int64_t)known);
	pairs_put(c, q, &w, by_cause, out);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct programme p;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	programme_put(c, &p, PHASE_LEARN, out);
	learn_tabs(c, &p, LEARN_WORKED, out);
	return worked_put(c, q, out);
}

static bool
show_all(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)r;
	learn_tabs(c, NULL, LEARN_WORKED, out);
	return worked_put(c, q, out);
}

const struct page worked_page = {
	.method = GET,
	.path   = "/programme/{id}/learn/worked",
	.about  = "Gains seen on this site by dimension or cause, and "
	          "modality.",
	.view   = "worked.html",
	.of     = &gap_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page library_worked_page = {
	.method = GET,
	.path   = "/lessons/worked",
	.about  = "Gains seen on this site by dimension or cause, and "
	          "modality.",
	.view   = "worked.html",
	.of     = &gap_entity,
	.needs  = SEE,
	.run    = show_all,
};
