/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The theory of change as a drawing: activities, outputs, outcomes and
 * impact in four columns, with a line for each link.  The table beside it
 * says the same, with the assumptions.
 */
#include <string.h>

#include "base/arena.h"
#include "flow/every.h"
#include "format/chart.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/plans.h"

enum {
	WIDE = 220, HIGH = 74, ACROSS = 270, DOWN = 88, TOP = 34,
	LINES = 3, LETTERS = 29, COLUMNS = 4
};

struct box {
	struct id id;
	str       text, href;
	int       column, row;
};

struct theory {
	struct box *box;
	size_t      n;
	int         rows[COLUMNS];
};

static int
column_of(str level)
{
	if (str_is(level, "IMPACT"))
		return 3;
	return str_is(level, "OUTPUT") ? 1 : 2;
}

static void
add_box(struct theory *t, struct id id, str text, str href, int column)
{
	t->box[t->n++] = (struct box){ id, text, href, column,
		t->rows[column]++ };
}

static const struct box *
box_of(const struct theory *t, struct id id)
{
	size_t i;

	for (i = 0; i < t->n && !id_none(id); i++)
		if (id_same(t->box[i].id, id))
			return &t->box[i];
	return NULL;
}

/* As many whole words as fit into one line; at least one. */
static str
line_of(str *rest)
{
	str line = { rest->p, 0 }, next;
	size_t at;

	while (rest->n > 0) {
		at = str_find(*rest, S(" "));
		next = (str){ line.p, (size_t)(rest->p - line.p) + at };
		if (line.n > 0 && str_points(next) > LETTERS)
			break;
		line = next;
		*rest = str_part(*rest, at + 1, rest->n);
	}
	return line;
}

static void
draw_box(struct write *w, const struct box *b)
{
	int x = b->column * ACROSS, y = TOP + b->row * DOWN, k;
	str rest = b->text, line;

	write_z(w, "<a href=\"");
	chart_text(w, b->href);
	write_z(w, "\"><title>");
	chart_text(w, b->text);
	write_format(w, "</title><rect x=\"%d\" y=\"%d\" width=\"%d\" "
	    "height=\"%d\" rx=\"6\" fill=\"var(--surface)\" stroke=\"currentColor\"/>",
	    x + 1, y, WIDE, HIGH);
	for (k = 0; k < LINES && rest.n > 0; k++) {
		line = line_of(&rest);
		write_format(w, "<text x=\"%d\" y=\"%d\" fill=\"currentColor\" "
		    "font-size=\"14\">", x + 10, y + 22 + k * 19);
		chart_text(w, line);
		write_z(w, k == LINES - 1 && rest.n > 0 ? "\xe2\x80\xa6</text>"
		    : "</text>");
	}
	write_z(w, "</a>");
}

static void
draw_line(struct write *w, const struct box *a, const struct box *b,
    bool dashed)
{
	int x1 = a->column * ACROSS + WIDE + 1, x2 = b->column * ACROSS + 1;
	int y1 = TOP + a->row * DOWN + HIGH / 2;
	int y2 = TOP + b->row * DOWN + HIGH / 2, bend = 24;

	if (a->column >= b->column) {           /* beside one another */
		x2 = b->column * ACROSS + WIDE + 1;
		write_format(w, "<path d=\"M%d %dC%d %d %d %d %d %d\"", x1, y1,
		    x1 + bend, y1, x2 + bend, y2, x2, y2);
	} else {
		write_format(w, "<path d=\"M%d %dC%d %d %d %d %d %d\"", x1, y1,
		    x1 + bend, y1, x2 - bend, y2, x2, y2);
	}
	write_format(w, " fill=\"none\" stroke=\"currentColor\" "
	    "stroke-opacity=\".55\" stroke-width=\"1.5\"%s/>",
	    dashed ? " stroke-dasharray=\"4 4\"" : "");
}

struct theory_rows {
	const struct result   *r;
	const struct toc_link *l;
	const struct activity *a;
	size_t                 results, links, activities;
};

static bool
is_linked(const struct theory_rows *in, struct id from, struct id to)
{
	size_t i;

	for (i = 0; i < in->links; i++)
		if (id_same(in->l[i].from_result, from) &&
		    id_same(in->l[i].to, to))
			return true;
	return false;
}

static void
draw(struct write *w, struct ctx *c, const struct theory_rows *in,
    const struct theory *t)
{
	static const char *const heads[COLUMNS] = {     /* words: */
		"Activities", "Outputs", "Outcomes", "Impact" };
	const struct box *from, *to;
	int most = 1, k;
	size_t i;

	for (k = 0; k < COLUMNS; k++)
		most = t->rows[k] > most ? t->rows[k] : most;
	write_format(w, "<svg viewBox=\"0 0 %d %d\" role=\"group\" "
	    "aria-labelledby=\"toc\" width=\"100%%\">",
	    (COLUMNS - 1) * ACROSS + WIDE + 2, TOP + most * DOWN);
	for (k = 0; k < COLUMNS; k++) {
		write_format(w, "<text x=\"%d\" y=\"20\" font-size=\"14\" "
		    "font-weight=\"600\" fill=\"currentColor\">", k * ACROSS);
		chart_text(w, str_of(words_say(c->words, heads[k])));
		write_z(w, "</text>");
	}
	for (i = 0; i < in->links; i++) {
		from = box_of(t, id_none(in->l[i].from_activity)
		    ? in->l[i].from_result : in->l[i].from_activity);
		to = box_of(t, in->l[i].to);
		if (from != NULL && to != NULL)
			draw_line(w, from, to, false);
	}
	for (i = 0; i < in->results; i++) {
		from = box_of(t, in->r[i].row.id);
		to = box_of(t, in->r[i].parent);
		if (from != NULL && to != NULL && !is_linked(in,
		    in->r[i].row.id, in->r[i].parent))
			draw_line(w, from, to, true);
	}
	for (i = 0; i < t->n; i++)
		draw_box(w, &t->box[i]);
	write_z(w, "</svg>");
}

/* Only activities that a link begins at are drawn. */
static bool
begins_link(const struct theory_rows *in, struct id activity)
{
	size_t i;

	for (i = 0; i < in->links; i++)
		if (id_same(in->l[i].from_activity, activity))
			return true;
	return false;
}

bool
plans_theory(struct ctx *c, struct id programme, struct node *out)
{
	struct write w = write_new(c->arena, 1 << 20);
	struct theory t = { .n = 0 };
	struct theory_rows in;
	size_t i;

	in.r = every(c, &result_entity, programme, &in.results);
	in.l = every(c, &toc_link_entity, programme, &in.links);
	in.a = every(c, &activity_entity, programme, &in.activities);
	if (in.r == NULL || in.l == NULL || in.a == NULL)
		return false;
	t.box = NEWS(c->arena, struct box, in.results + in.activities + 1);
	for (i = 0; i < in.activities; i++)
		if (begins_link(&in, in.a[i].row.id))
			add_box(&t, in.a[i].row.id, text_in(c->arena,
			    in.a[i].title, c->lang), entity_href(c,
			    &activity_entity, in.a[i].row.id), 0);
	for (i = 0; i < in.results; i++)
		add_box(&t, in.r[i].row.id, text_in(c->arena,
		    in.r[i].statement, c->lang), entity_href(c,
		    &result_entity, in.r[i].row.id),
		    column_of(in.r[i].level));
	if (in.results == 0)
		return true;
	draw(&w, c, &in, &t);
	node_html(out, "theory", write_done(&w));
	return true;
}
