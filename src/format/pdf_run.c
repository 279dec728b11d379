/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <assert.h>

#include "base/arena.h"
#include "format/pdf_in.h"

#define INK    0x17211c
#define BRAND  0x0e5a47

static const struct pdf_ink heading_ink[] = {
	{ .size = 20, .colour = BRAND, .weight = 700 },
	{ .size = 14, .colour = INK, .weight = 700 },
	{ .size = 11, .colour = INK, .weight = 700 },
};

enum { MARK = 14 };

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

double
pdf_inner_of(const struct pdf *p, bool lies)
{
	bool is = p->sheet.width > p->sheet.height;

	return (is == lies ? p->sheet.width : p->sheet.height) -
	    p->sheet.left - p->sheet.right;
}

/* Another size drops what was recorded of an empty page: its first tag. */
void
pdf_turn(struct pdf *p, bool lies)
{
	double width = p->sheet.width;

	if ((width > p->sheet.height) == lies)
		return;
	if (p->y > p->sheet.top)
		pdf_page(p);
	p->sheet.width = p->sheet.height;
	p->sheet.height = width;
	p->l.cairo_pdf_surface_set_size(p->surface, p->sheet.width,
	    p->sheet.height);
	if (p->pages == 1)
		p->l.cairo_tag_begin(p->cr, "Document", NULL);
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
pdf_show_line(struct pdf *p, PangoLayoutIter *at, double x, double y,
    unsigned colour)
{
	PangoRectangle line;

	p->l.pango_layout_iter_get_line_extents(at, NULL, &line);
	pdf_colour(p, colour);
	p->l.cairo_move_to(p->cr, x + (double)line.x / PANGO_SCALE,
	    y + (double)(p->l.pango_layout_iter_get_baseline(at) - line.y) /
	    PANGO_SCALE);
	p->l.pango_cairo_show_layout_line(p->cr,
	    p->l.pango_layout_iter_get_line_readonly(at));
	pdf_line_links(p, at, x, y - (double)line.y / PANGO_SCALE);
}

/* Line by line, as many as the page has room for; the rest overleaf. */
static void
put_lines(struct pdf *p, const char *tag, double left, struct pdf_ink ink)
{
	PangoLayoutIter *at = p->l.pango_layout_get_iter(p->layout);
	PangoRectangle line;
	double height;

	p->l.cairo_tag_begin(p->cr, tag, NULL);
	do {
		p->l.pango_layout_iter_get_line_extents(at, NULL, &line);
		height = (double)line.height / PANGO_SCALE;
		if (height > room(p) && p->y > p->sheet.top) {
			p->l.cairo_tag_end(p->cr, tag);
			pdf_page(p);
			p->l.cairo_tag_begin(p->cr, tag, NULL);
		}
		pdf_show_line(p, at, left, p->y, ink.colour);
		p->y += height * PDF_LEADING;
	} while (p->l.pango_layout_iter_next_line(at));
	p->l.cairo_tag_end(p->cr, tag);
	p->l.pango_layout_iter_free(at);
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
	pdf_keep(p, height + ink.size + PDF_CAPTION + PDF_KEPT);
	if (p->y > p->sheet.top)
		p->y += ink.size * .8;
	if (height > room(p)) {
		pdf_height(p, pdf_inner(p), ink, text);
		put_lines(p, tag[level - 1], p->sheet.left, ink);
	} else {
		p->y += pdf_put(p, tag[level - 1], p->sheet.left, p->y,
		    pdf_inner(p), ink, text);
	}
	p->y += ink.size * .3;
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
			put_lines(p, "P", p->sheet.left, ink);
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
		put_lines(p, is_item ? "LBody" : "P", x, ink);
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
