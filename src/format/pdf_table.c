/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tables down the pages of a PDF. */
#include <assert.h>

#include "base/arena.h"
#include "format/pdf_in.h"

#define INK  0x17211c
#define SOFT 0x4b5952
#define RULE 0xdde2db

static const struct pdf_ink cell_ink = { .size = 9, .colour = INK };
static const struct pdf_ink head_ink = { .size = 8.5, .colour = SOFT,
	.weight = 700 };

enum { PAD = 4, NARROW_GAP = 3, MANY = 8, LEAST = 8, LEAST_LINES = 3 };

static double
bottom(const struct pdf *p)
{
	return p->sheet.height - p->sheet.bottom;
}

/* Many columns are written a little smaller, and closer. */
static struct pdf_ink
smaller(const struct pdf *p, struct pdf_ink ink)
{
	if (p->n_columns > MANY)
		ink.size = LEAST;
	return ink;
}

static double
gap(const struct pdf *p)
{
	return p->n_columns > MANY ? NARROW_GAP : PDF_GAP;
}

static double
wide(const struct pdf *p, size_t i)
{
	return pdf_inner(p) * p->column[i].share / p->shares;
}

/* Where a cell begins: columns follow each other as the paper is read. */
static double
left_of(const struct pdf *p, size_t i)
{
	double before = 0;
	size_t k;

	for (k = 0; k < i; k++)
		before += wide(p, k);
	return p->from_right ? p->sheet.left + pdf_inner(p) - before -
	    wide(p, i) + gap(p) : p->sheet.left + before;
}

static double
lay(struct pdf *p, size_t i, struct pdf_ink ink, str text)
{
	double height;

	ink.align = p->column[i].align;
	p->rich = p->cells != NULL ? &p->cells[i] : NULL;
	height = pdf_height(p, wide(p, i) - gap(p), ink, text);
	p->rich = NULL;
	return height;
}

static double
row_height(struct pdf *p, const str *text, struct pdf_ink ink)
{
	double tallest = 0, height;
	size_t i;

	for (i = 0; i < p->n_columns; i++) {
		height = lay(p, i, ink, text[i]);
		if (height > tallest)
			tallest = height;
	}
	return tallest + 2 * PAD;
}

static void
cells(struct pdf *p, const char *tag, const str *text, struct pdf_ink ink)
{
	double height = row_height(p, text, ink);
	size_t i;

	p->l.cairo_tag_begin(p->cr, "TR", NULL);
	for (i = 0; i < p->n_columns; i++) {
		ink.align = p->column[i].align;
		p->rich = p->cells != NULL ? &p->cells[i] : NULL;
		pdf_put(p, tag, left_of(p, i), p->y + PAD,
		    wide(p, i) - gap(p), ink, text[i]);
		p->rich = NULL;
	}
	p->l.cairo_tag_end(p->cr, "TR");
	p->y += height;
}

static void
rule(struct pdf *p, double thick, unsigned colour)
{
	pdf_line(p, p->sheet.left, p->y, p->sheet.left + pdf_inner(p), p->y,
	    thick, colour);
}

/* ---- rows that are longer than the page ---- */

struct split {                  /* a cell, and how far it is written */
	PangoLayout     *layout;
	PangoLayoutIter *at;
	bool             more;
};

/* As many lines as the page has room for, one at least. */
static double
put_cell(struct pdf *p, struct split *s, double x, unsigned colour)
{
	double y = p->y + PAD, height;
	PangoRectangle line;
	bool first = true;

	while (s->more) {
		p->l.pango_layout_iter_get_line_extents(s->at, NULL, &line);
		height = (double)line.height / PANGO_SCALE;
		if (y + height > bottom(p) - PAD && !first)
			break;
		pdf_show_line(p, s->at, x, y, colour);
		y += height * PDF_LEADING;
		first = false;
		s->more = p->l.pango_layout_iter_next_line(s->at);
	}
	return y + PAD;
}

/* False: all of it is written. */
static bool
put_part(struct pdf *p, struct split *s, const char *tag, unsigned colour)
{
	double lowest = p->y, y;
	bool more = false;
	size_t i;

	p->l.cairo_tag_begin(p->cr, "TR", NULL);
	for (i = 0; i < p->n_columns; i++) {
		p->l.cairo_tag_begin(p->cr, tag, NULL);
		p->rich = p->cells != NULL ? &p->cells[i] : NULL;
		y = put_cell(p, &s[i], left_of(p, i), colour);
		p->rich = NULL;
		p->l.cairo_tag_end(p->cr, tag);
		lowest = y > lowest ? y : lowest;
		more = more || s[i].more;
	}
	p->l.cairo_tag_end(p->cr, "TR");
	p->y = lowest;
	return more;
}

static void overleaf(struct pdf *);

static void
split_row(struct pdf *p, const char *tag, const str *text, struct pdf_ink ink)
{
	struct split s[PDF_COLUMNS];
	size_t i;

	for (i = 0; i < p->n_columns; i++) {
		(void)lay(p, i, ink, text[i]);
		s[i].layout = p->l.pango_layout_copy(p->layout);
		s[i].at = p->l.pango_layout_get_iter(s[i].layout);
		s[i].more = true;
	}
	if (bottom(p) - p->y < LEAST_LINES * 1.5 * ink.size)
		overleaf(p);
	while (put_part(p, s, tag, ink.colour)) {
		rule(p, .4, RULE);
		overleaf(p);
	}
	for (i = 0; i < p->n_columns; i++) {
		p->l.pango_layout_iter_free(s[i].at);
		p->l.g_object_unref(s[i].layout);
	}
}

/* ---- in order ---- */

static bool
headings(const struct pdf *p, str text[PDF_COLUMNS])
{
	bool any = false;
	size_t i;

	for (i = 0; i < p->n_columns; i++) {
		text[i] = p->column[i].heading;
		any = any || !str_none(text[i]);
	}
	return any;
}

/* One that takes more than a third of the page stands once only. */
static void
head(struct pdf *p)
{
	double most = (bottom(p) - p->sheet.top) / 3;
	struct pdf_ink ink = smaller(p, head_ink);
	str text[PDF_COLUMNS];
	double height;

	if (!headings(p, text))
		return;
	height = row_height(p, text, ink);
	if (height > most) {
		split_row(p, "TH", text, ink);
	} else {
		if (height + 4 * ink.size > bottom(p) - p->y)
			pdf_page(p);
		cells(p, "TH", text, ink);
		p->head = height;
	}
	rule(p, .8, SOFT);
}

void
pdf_table(struct pdf *p, const struct pdf_column *column, size_t n)
{
	size_t i;

	assert(n >= 1 && n <= PDF_COLUMNS);
	p->column = column;
	p->n_columns = n;
	p->shares = p->head = 0;
	for (i = 0; i < n; i++)
		p->shares += column[i].share;
	p->fresh = true;
	pdf_keep(p, PDF_KEPT);
	p->l.cairo_tag_begin(p->cr, "Table", NULL);
	head(p);
}

static void
overleaf(struct pdf *p)
{
	const struct pdf_rich *cells_of_row = p->cells;

	p->cells = NULL;
	p->l.cairo_tag_end(p->cr, "Table");
	pdf_page(p);
	p->l.cairo_tag_begin(p->cr, "Table", NULL);
	if (p->head > 0)
		head(p);
	p->cells = cells_of_row;
}

void
pdf_row_rich(struct pdf *p, const struct pdf_rich *rich)
{
	str text[PDF_COLUMNS];
	size_t i;

	for (i = 0; i < p->n_columns; i++)
		text[i] = rich[i].text;
	p->cells = rich;
	pdf_row(p, text);
	p->cells = NULL;
}

/* A row goes on overleaf only where no page could hold it, or where the
 * head of the table would stand there alone. */
void
pdf_row(struct pdf *p, const str *text)
{
	struct pdf_ink ink = smaller(p, cell_ink);
	double height = row_height(p, text, ink), room = bottom(p) - p->y;

	if (height > bottom(p) - p->sheet.top - p->head ||
	    (p->fresh && height > room && height > PDF_KEPT / 2)) {
		split_row(p, "TD", text, ink);
	} else {
		if (height > room)
			overleaf(p);
		cells(p, "TD", text, ink);
	}
	p->fresh = false;
	rule(p, .4, RULE);
}

void
pdf_table_end(struct pdf *p)
{
	p->l.cairo_tag_end(p->cr, "Table");
	p->y += cell_ink.size;
}
