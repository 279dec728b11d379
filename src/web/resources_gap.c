/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The funding gap by year, by result and by capacity gap, and its lines. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/need.h"
#include "format/chart.h"
#include "model/assess.h"
#include "model/plan.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/resources.h"

enum { PAGE = 25, DRAWN = 1 << 14 };

static const struct {
	const char *code, *name, *says;         /* words: */
} ways[NEED_WAYS] = {
	[NEED_YEAR]   = { "year",   "By year", "Year" },
	[NEED_RESULT] = { "result", "By result", "Result" },
	[NEED_GAP]    = { "gap",    "By capacity gap", "Capacity gap" },
};

static const char *const nothing[NEED_WAYS] = {         /* words: */
	[NEED_YEAR]   = "No year is said",
	[NEED_RESULT] = "Leads to no result",
	[NEED_GAP]    = "Meant for no gap: management, monitoring",
};

struct work {
	struct ctx       *c;
	struct programme  p;
	struct pipeline  *pipe;
	struct need      *need;
	struct need_table t;
	enum need_by      by;
	const struct gap *gap;          /* [gaps], for their names */
	size_t            gaps;
	const struct map *gap_at;
};

/* Gaps are shown to those who may see them. */
static bool
way_is_open(struct ctx *c, enum need_by by, struct id programme)
{
	return by != NEED_GAP || (ctx_may(c, &gap_entity, SEE, programme) &&
	    ctx_may(c, &activity_gap_entity, SEE, programme));
}

static struct money
money_of(const struct work *w, int64_t minor)
{
	struct money m = { .minor = minor };

	memcpy(m.currency, w->need->currency, sizeof(m.currency));
	return m;
}

static void
sum_put(const struct work *w, const struct need_sum *s, struct node *row)
{
	node_money(row, "need", money_of(w, s->need));
	node_money(row, "secured", money_of(w, s->secured));
	node_money(row, "open", s->open == 0 ? (struct money){ 0 }
	    : money_of(w, s->open));
	node_money(row, "lack", money_of(w, s->need - s->secured));
	node_bool(row, "is_covered", s->secured >= s->need);
	node_real(row, "coverage", s->need == 0 ? NAN
	    : 100.0 * (double)s->secured / (double)s->need, 0);
}

/* ---- names ---- */

static bool
names_read(struct work *w)
{
	if (w->by != NEED_GAP)
		return true;
	w->gap = gather(w->c, &gap_entity, w->p.row.id, &w->gaps);
	if (w->gap == NULL)
		return false;
	w->gap_at = gather_index(w->c->arena, w->gap, w->gaps,
	    sizeof(*w->gap));
	return true;
}

static void
gap_name_put(const struct work *w, struct id id, struct node *row)
{
	const struct gap *g;
	size_t at;

	if (!gather_find(w->gap_at, &id, &at))
		return;
	g = &w->gap[at];
	node_text(row, "name", flow_name(w->c, &dimension_entity,
	    g->dimension));
	node_text(row, "whose", flow_name(w->c, &party_entity, g->subject));
}

static void
name_put(const struct work *w, str key, struct node *row)
{
	struct id id;

	if (str_none(key))
		node_z(row, "name", say(w->c, nothing[w->by]));
	else if (w->by == NEED_YEAR || !id_read(key, &id))
		node_text(row, "name", key);
	else if (w->by == NEED_RESULT)
		node_text(row, "name", flow_name(w->c, &result_entity, id));
	else
		gap_name_put(w, id, row);
	if (w->by != NEED_YEAR && id_read(key, &id))
		node_text(row, "href", entity_href(w->c, w->by == NEED_GAP
		    ? &gap_entity : &result_entity, id));
}

/* ---- the table ---- */

static int64_t
most_need(const struct need_table *t)
{
	int64_t most = 1;
	size_t i;

	for (i = 0; i < t->parts; i++)
		if (t->part[i].sum.need > most)
			most = t->part[i].sum.need;
	return most;
}

static void
part_put(const struct work *w, const struct need_part *p, int64_t most,
    bool draws, struct node *row)
{
	struct write drawn = write_new(w->c->arena, DRAWN);

	node_text(row, "key", p->key);
	name_put(w, p->key, row);
	sum_put(w, &p->sum, row);
	node_count(row, "lines", (int64_t)p->lines);
	node_text(row, "lines_href", str_print(w->c->arena,
	    "%s?by=%s&of=%s", resources_href(w->c, &w->p, "/gap/lines").p,
	    ways[w->by].code, str_none(p->key) ? "-"
	    : str_z(w->c->arena, p->key)));
	if (!draws)
		return;
	chart_bar(&drawn, &(struct chart_bar){ { 0, (double)most },
	    (double)p->sum.secured, (double)p->sum.need, 1, { 0 } });
	node_html(row, "drawn", write_done(&drawn));
}

static void
table_put(const struct work *w, const struct request *q, struct node *out)
{
	size_t n = w->t.parts, pages = (n + PAGE - 1) / PAGE, i;
	size_t page = q->shape == HTML ? page_asked(q, pages) : 0;
	size_t from = page * PAGE, to = n;
	int64_t most = most_need(&w->t);

	if (q->shape == HTML && to > from + PAGE)
		to = from + PAGE;
	(void)node_list(out, "rows");
	for (i = from; i < to; i++)
		part_put(w, &w->t.part[i], most, q->shape == HTML,
		    node_row(out, "rows"));
	pager_put(w->c, out, str_print(w->c->arena, "%.*s?by=%s",
	    (int)q->path.n, q->path.p, ways[w->by].code), page, from, to, n);
}

static void
whole_put(const struct work *w, struct node *out)
{
	struct need_sum all = w->need->all;
	struct node *o;

	all.secured += w->need->untied;
	all.open += w->need->untied_open;
	sum_put(w, &all, node_object(out, "sum"));
	o = node_object(out, "untied");
	node_bool(out, "has_untied", w->need->untied != 0 ||
	    w->need->untied_open != 0);
	node_money(o, "secured", money_of(w, w->need->untied));
	node_money(o, "open", w->need->untied_open == 0
	    ? (struct money){ 0 } : money_of(w, w->need->untied_open));
	node_money(o, "lack", money_of(w, -w->need->untied));
	node_count(out, "unconverted", w->need->unconverted == 0 ? INT64_MIN
	    : (int64_t)w->need->unconverted);
	node_bool(out, "is_plan", w->pipe->source == PIPELINE_PLAN);
}

static void
ways_put(const struct work *w, struct node *out)
{
	struct node *row;
	size_t i;

	for (i = 0; i < NEED_WAYS; i++) {
		if (!way_is_open(w->c, (enum need_by)i, w->p.row.id))
			continue;
		row = node_row(out, "ways");
		node_z(row, "name", say(w->c, ways[i].name));
		node_text(row, "href", str_print(w->c->arena, "%s?by=%s",
		    resources_href(w->c, &w->p, "/gap").p, ways[i].code));
		node_bool(row, "here", i == (size_t)w->by);
	}
	node_z(out, "says", say(w->c, ways[w->by].says));
}

static bool
read(struct ctx *c, const struct request *q, struct work *w, struct node *out)
{
	str by = request_arg(q, "by");
	size_t i;

	*w = (struct work){ .c = c };
	for (i = 0; i < NEED_WAYS; i++)
		if (str_is(by, ways[i].code))
			w->by = (enum need_by)i;
	if (!programme_named(c, q, &w->p) ||
	    !pipeline_of(c, w->p.row.id, &w->pipe))
		return false;
	if (!way_is_open(c, w->by, w->p.row.id))
		w->by = NEED_YEAR;
	resources_head(c, &w->p, "/resources/gap", out);
	node_bool(out, "is_part", w->pipe->is_part);
	if (w->pipe->is_part)
		return true;
	return need_of(c, w->p.row.id, w->pipe, &w->need) &&
	    need_table(c, w->p.row.id, w->need, w->by, &w->t) &&
	    names_read(w);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct work w;

	(void)r;
	if (!read(c, q, &w, out))
		return false;
	if (w.pipe->is_part)
		return true;
	ways_put(&w, out);
	whole_put(&w, out);
	table_put(&w, q, out);
	node_bool(out, "none", w.need->n == 0);
	return true;
}

const struct page resources_gap_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/gap",
	.about  = "The funding gap by year, result or capacity gap ('by').",
	.view   = "resources_gap.html",
	.of     = &opportunity_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show,
};

/* ---- the lines behind a figure ---- */

static void
line_put(const struct work *w, const struct need_share *s, struct node *row)
{
	const struct need_line *l = &w->need->line[s->line];

	node_text(row, "code", l->code);
	node_text(row, "href", id_none(l->row) ? entity_href(w->c,
	    &activity_entity, l->activity) : entity_href(w->c,
	    &budget_line_entity, l->row));
	node_text(row, "activity", id_none(l->activity) ? (str){ 0 }
	    : flow_name(w->c, &activity_entity, l->activity));
	node_text(row, "funder", id_none(l->funder) ? (str){ 0 }
	    : flow_name(w->c, &party_entity, l->funder));
	node_text(row, "year", l->year == INT64_MIN ? (str){ 0 }
	    : str_print(w->c->arena, "%lld", (long long)l->year));
	sum_put(w, &s->sum, row);
}

static bool
show_lines(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str of = request_arg(q, "of");
	struct crumb up[2];
	struct work w;
	size_t i, at;

	(void)r;
	if (!read(c, q, &w, out))
		return false;
	if (w.pipe->is_part)
		return fail(&c->errors, DENIED, NULL,
		    "You may not see the money of this programme.");
	if (str_is(of, "-"))
		of = (str){ 0 };
	for (at = 0; at < w.t.parts && !(str_same(w.t.part[at].key, of) ||
	    (str_none(of) && str_none(w.t.part[at].key))); at++)
		;
	if (at == w.t.parts)
		return fail(&c->errors, ABSENT, "of",
		    "No budget line belongs there.");
	up[0] = (struct crumb){ str_of(say(c, phase_name(PHASE_RESOURCES))),
		resources_href(c, &w.p, "") };
	up[1] = (struct crumb){ str_of(say(c, "Funding gap")),
		str_print(c->arena, "%s?by=%s", resources_href(c, &w.p,
		"/gap").p, ways[w.by].code) };
	crumb_put(out, up, 2);
	name_put(&w, of, node_object(out, "part"));
	sum_put(&w, &w.t.part[at].sum, node_object(out, "sum"));
	(void)node_list(out, "rows");
	for (i = 0; i < w.t.shares; i++)
		if (w.t.share[i].part == at)
			line_put(&w, &w.t.share[i], node_row(out, "rows"));
	node_bool(out, "is_share", w.by == NEED_GAP);
	return true;
}

const struct page resources_lines_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/gap/lines",
	.about  = "The budget lines behind one figure of the funding gap, "
	    "with the part of each.",
	.view   = "resources_lines.html",
	.of     = &budget_line_entity,
	.needs  = SEE,
	.run    = show_lines,
};
