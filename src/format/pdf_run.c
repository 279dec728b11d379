/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <assert.h>

#include "base/arena.h"
#include "format/pdf_in.h"

#define INK    0x17211c
#define SOFT   0x4b5952
#define BRAND  0x0e5a47
#define RULE   0xdde2db

static const struct pdf_ink heading_ink[] = {
	{ .size = 20, .colour = BRAND, .weight = 700 },
	{ .size = 14, .colour = INK, .weight = 700 },
	{ .size = 11, .colour = INK, .weight = 700 },
};
static const struct pdf_ink cell_ink = { .size = 9, .colour = INK };
static const struct pdf_ink head_ink = { .size = 8.5, .colour = SOFT,
	.weight = 700 };

enum { PAD = 4, GAP = 8, MARK = 14 };

double
pdf_at(const struct pdf *p)
{
	return p->y;
}

double
pdf_inner(const struct pdf *p)
{
	return p->sheet.width - p->sheet.left - p->sheet.right;
}

static double
room(const struct pdf *p)
{
	return p->sheet.height - p->sheet.bottom - p->y;
}

void
pdf_space(struct pdf *p, double height)
{
	p->y += height;
}

void
pdf_keep(struct pdf *p, double height)
{
	if (height > room(p) && p->y > p->sheet.top)
		pdf_page(p);
}

void
pdf_heading(struct pdf *p, int level, str text)
{
	static const char *const tag[] = { "H1", "H2", "H3" };
	struct pdf_ink ink;
	double height;

	assert(level >= 1 && level <= 3);
	ink = heading_ink[level - 1];
	if (level == 1 && p->sheet.colour != 0)
		ink.colour = p->sheet.colour;
	height = pdf_height(p, pdf_inner(p), ink, text);
	/* Not alone at the foot of a page: some of what it heads follows. */
	pdf_keep(p, height + 4 * ink.size);
	if (p->y > p->sheet.top)
		p->y += ink.size * .8;
	p->y += pdf_put(p, tag[level - 1], p->sheet.left, p->y, pdf_inner(p),
	    ink, text) + ink.size * .3;
}

/* Line by line, as many as the page has room for; the rest overleaf. */
static void
put_lines(struct pdf *p, double left, struct pdf_ink ink)
{
	PangoLayoutIter *at = p->l.pango_layout_get_iter(p->layout);
	PangoRectangle line;
	double height;

	p->l.cairo_tag_begin(p->cr, "P", NULL);
	do {
		p->l.pango_layout_iter_get_line_extents(at, NULL, &line);
		height = (double)line.height / PANGO_SCALE;
		if (height > room(p) && p->y > p->sheet.top) {
			p->l.cairo_tag_end(p->cr, "P");
			pdf_page(p);
			p->l.cairo_tag_begin(p->cr, "P", NULL);
		}
		pdf_colour(p, ink.colour);
		p->l.cairo_move_to(p->cr,
		    left + (double)line.x / PANGO_SCALE,
		    p->y + (double)(p->l.pango_layout_iter_get_baseline(at) -
		    line.y) / PANGO_SCALE);
		p->l.pango_cairo_show_layout_line(p->cr,
		    p->l.pango_layout_iter_get_line_readonly(at));
		pdf_line_links(p, at, left, p->y -
		    (double)line.y / PANGO_SCALE);
		p->y += height * PDF_LEADING;
	} while (p->l.pango_layout_iter_next_line(at));
	p->l.cairo_tag_end(p->cr, "P");
	p->l.pango_layout_iter_free(at);
}

/* The paragraphs of the text, one after the other. */
void
pdf_text(struct pdf *p, struct pdf_ink ink, str text)
{
	str piece;
	double height;

	while (str_cut(&text, '\n', &piece)) {
		height = pdf_height(p, pdf_inner(p), ink, piece);
		if (height <= room(p))
			p->y += pdf_put(p, "P", p->sheet.left, p->y,
			    pdf_inner(p), ink, piece);
		else
			put_lines(p, p->sheet.left, ink);
		p->y += ink.size * .5;
	}
}

static void
put_mark(struct pdf *p, struct pdf_ink ink, double inset, str mark)
{
	double x = p->sheet.left + inset - MARK;

	if (p->from_right)
		x = p->sheet.left + pdf_inner(p) - inset;
	ink.align = PDF_START;
	pdf_put(p, "Lbl", x, p->y, MARK, ink, mark);
}

void
pdf_rich(struct pdf *p, struct pdf_ink ink, double inset, str mark,
    const struct pdf_rich *rich)
{
	double width = pdf_inner(p) - inset, height;
	double x = p->sheet.left + (p->from_right ? 0 : inset);
	bool is_item = !str_none(mark);

	p->rich = rich;
	height = pdf_height(p, width, ink, rich->text);
	p->rich = NULL;
	pdf_keep(p, height < 3 * ink.size ? height : 3 * ink.size);
	if (is_item) {
		p->l.cairo_tag_begin(p->cr, "LI", NULL);
		put_mark(p, ink, inset, mark);
	}
	p->rich = rich;
	if (height <= room(p)) {
		p->y += pdf_put(p, is_item ? "LBody" : "P", x, p->y, width,
		    ink, rich->text);
	} else {
		pdf_height(p, width, ink, rich->text);
		put_lines(p, x, ink);
	}
	p->rich = NULL;
	if (is_item)
		p->l.cairo_tag_end(p->cr, "LI");
	p->y += ink.size * (is_item ? .25 : .5);
}

void
pdf_list(struct pdf *p)
{
	p->l.cairo_tag_begin(p->cr, "L", NULL);
}

void
pdf_list_end(struct pdf *p)
{
	p->l.cairo_tag_end(p->cr, "L");
	p->y += 4;
}

/* ---- tables ---- */

static double
wide(const struct pdf *p, size_t i)
{
	return pdf_inner(p) * p->column[i].share / p->shares;
}

static double
cells(struct pdf *p, const char *tag, const str *text, struct pdf_ink ink)
{
	double x = p->sheet.left, tallest = 0, height;
	size_t i;

	p->l.cairo_tag_begin(p->cr, "TR", NULL);
	for (i = 0; i < p->n_columns; x += wide(p, i++)) {
		ink.align = p->column[i].align;
		p->rich = p->cells != NULL ? &p->cells[i] : NULL;
		height = pdf_put(p, tag, x, p->y + PAD,
		    wide(p, i) - GAP, ink, text[i]);
		p->rich = NULL;
		if (height > tallest)
			tallest = height;
	}
	p->l.cairo_tag_end(p->cr, "TR");
	return tallest + 2 * PAD;
}

static void
head(struct pdf *p)
{
	str text[PDF_COLUMNS];
	size_t i;

	bool any = false;

	for (i = 0; i < p->n_columns; i++) {
		text[i] = p->column[i].heading;
		any = any || !str_none(text[i]);
	}
	if (!any)
		return;
	p->y += cells(p, "TH", text, head_ink);
	pdf_line(p, p->sheet.left, p->y, p->sheet.left + pdf_inner(p), p->y,
	    .8, SOFT);
}

void
pdf_table(struct pdf *p, const struct pdf_column *column, size_t n)
{
	size_t i;

	assert(n >= 1 && n <= PDF_COLUMNS);
	p->column = column;
	p->n_columns = n;
	p->shares = 0;
	for (i = 0; i < n; i++)
		p->shares += column[i].share;
	pdf_keep(p, 6 * cell_ink.size);
	p->l.cairo_tag_begin(p->cr, "Table", NULL);
	head(p);
}

static double
row_height(struct pdf *p, const str *text)
{
	double tallest = 0, height;
	size_t i;

	for (i = 0; i < p->n_columns; i++) {
		p->rich = p->cells != NULL ? &p->cells[i] : NULL;
		height = pdf_height(p, wide(p, i) - GAP, cell_ink, text[i]);
		p->rich = NULL;
		if (height > tallest)
			tallest = height;
	}
	return tallest + 2 * PAD;
}

static void
overleaf(struct pdf *p)
{
	const struct pdf_rich *cells_of_row = p->cells;

	p->cells = NULL;
	p->l.cairo_tag_end(p->cr, "Table");
	pdf_page(p);
	p->l.cairo_tag_begin(p->cr, "Table", NULL);
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

void
pdf_row(struct pdf *p, const str *text)
{
	if (row_height(p, text) > room(p))
		overleaf(p);
	p->y += cells(p, "TD", text, cell_ink);
	pdf_line(p, p->sheet.left, p->y, p->sheet.left + pdf_inner(p), p->y,
	    .4, RULE);
}

void
pdf_table_end(struct pdf *p)
{
	p->l.cairo_tag_end(p->cr, "Table");
	p->y += cell_ink.size;
}
