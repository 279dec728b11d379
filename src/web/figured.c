/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A figure made of many rows: how, over how many, who is missing, each. */
#include "base/arena.h"
#include "flow/figured.h"
#include "flow/find.h"
#include "web/programme.h"

enum { LINES = 200 };

static void
row_put(const struct figured *f, const struct figured_row *r,
    struct ctx *c, struct node *row)
{
	struct node *cell;
	size_t i;

	node_text(row, "name", str_none(r->name) ? r->note : r->name);
	node_text(row, "note", str_same(r->name, r->note) ? (str){ 0 }
	    : r->note);
	node_text(row, "href", r->open);
	for (i = 0; i < f->columns; i++) {
		cell = node_row(row, "cells");
		node_z(cell, "label", words_say(c->words, f->head[i]));
		node_real(cell, "value", r->value[i], 2);
	}
	node_bool(row, "counts", r->counts);
	node_z(row, "mark", r->counts ? "ok" : "none");
	node_z(row, "says", words_say(c->words, r->counts ? "Counts"
	    : "Not measured"));
}

static void
rows_put(struct ctx *c, const struct request *q, const struct figured *f,
    struct node *out)
{
	size_t pages = (f->rows + LINES - 1) / LINES, i;
	size_t page = q->shape == HTML ? page_asked(q, pages) : 0;
	size_t from = page * LINES, to = f->rows;

	if (q->shape == HTML && to > from + LINES)
		to = from + LINES;
	(void)node_list(out, "rows");
	for (i = from; i < to; i++)
		row_put(f, &f->row[i], c, node_row(out, "rows"));
	pager_put(c, out, str_print(c->arena, "%.*s?x", (int)q->path.n,
	    q->path.p), page, from, to, f->rows);
}

static void
facts_put(struct ctx *c, const struct figured *f, struct node *out)
{
	struct node *row;
	size_t i;

	for (i = 0; i < f->facts; i++) {
		row = node_row(out, "inputs");
		node_z(row, "name", words_say(c->words, f->fact[i].name));
		node_real(row, "value", f->fact[i].value, f->fact[i].digits);
	}
	for (i = 0; i < f->methods; i++)
		node_z(node_row(out, "method"), "text",
		    words_say(c->words, f->method[i]));
	for (i = 0; i < f->columns; i++)
		node_z(node_row(out, "heads"), "name",
		    words_say(c->words, f->head[i]));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	str address = str_part(q->path, S("/figure/").n, q->path.n);
	struct programme p;
	struct figured f;
	struct crumb up;
	str kind;

	(void)reply;
	if (!figured_find(c, address, &f) ||
	    !flow_find(c, &programme_entity, f.programme, &p))
		return false;
	kind = str_of(words_say(c->words, f.kind));
	node_text(out, "title", str_none(f.title) ? kind : str_print(c->arena,
	    "%.*s: %.*s", (int)f.title.n, f.title.p, (int)kind.n, kind.p));
	programme_put(c, &p, PHASE_EVALUATE, out);
	up = (struct crumb){ str_of(words_say(c->words,
	    phase_name(PHASE_EVALUATE))), str_print(c->arena, "%s/evaluate",
	    str_z(c->arena, programme_href(c, &p))) };
	crumb_put(out, &up, 1);
	node_text(out, "of", f.of);
	node_count(out, "n", (int64_t)f.n);
	node_count(out, "missing", (int64_t)f.missing);
	node_z(out, "missing_why", f.missing == 0 ? NULL
	    : words_say(c->words, f.missing_why));
	facts_put(c, &f, out);
	rows_put(c, q, &f, out);
	return true;
}

static bool
may(struct ctx *c, const struct request *q)
{
	return figured_may(c, request_at(q, "kind"), (struct id){ { 0 } });
}

const struct page figured_page = {
	.method = GET,
	.path   = "/figure/{kind}/{of}/{what}",
	.about  = "A figure made of many rows: its method, how many it rests "
	    "on, who is missing, and each row.",
	.view   = "figured.html",
	.of     = &programme_entity,
	.needs  = SEE,
	.may    = may,
	.run    = show,
};

const struct page figured_whole_page = {
	.method = GET,
	.path   = "/figure/{kind}/{of}",
	.about  = "The same of a figure that is named by one thing: a course, "
	    "or a comparison.",
	.view   = "figured.html",
	.of     = &programme_entity,
	.needs  = SEE,
	.may    = may,
	.run    = show,
};
