/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Manners within a text, links and pictures of a PDF. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "format/pdf_in.h"

#define MONO "Noto Sans Mono, DejaVu Sans Mono"

static void
mark(struct pdf *p, PangoAttrList *list, PangoAttribute *one,
    const struct pdf_span *s)
{
	one->start_index = (guint)s->from;
	one->end_index = (guint)s->to;
	p->l.pango_attr_list_insert(list, one);
}

void
pdf_dress(struct pdf *p)
{
	const struct pdf_span *s;
	PangoAttrList *list;
	size_t i;

	if (p->rich == NULL || p->rich->n == 0) {
		p->l.pango_layout_set_attributes(p->layout, NULL);
		return;
	}
	list = p->l.pango_attr_list_new();
	for (i = 0; i < p->rich->n; i++) {
		s = &p->rich->span[i];
		if (s->bold)
			mark(p, list, p->l.pango_attr_weight_new(
			    PANGO_WEIGHT_BOLD), s);
		if (s->italic)
			mark(p, list, p->l.pango_attr_style_new(
			    PANGO_STYLE_ITALIC), s);
		if (s->mono)
			mark(p, list, p->l.pango_attr_family_new(MONO), s);
		if (!str_none(s->link))
			mark(p, list, p->l.pango_attr_underline_new(
			    PANGO_UNDERLINE_SINGLE), s);
	}
	p->l.pango_layout_set_attributes(p->layout, list);
	p->l.pango_attr_list_unref(list);
}

/* Of an attribute of Cairo's tags: quotes and backslashes are escaped. */
static void
put_quoted(struct write *w, str s)
{
	size_t i;

	write_char(w, '\'');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\'' || s.p[i] == '\\')
			write_char(w, '\\');
		write_char(w, s.p[i]);
	}
	write_char(w, '\'');
}

static void
link_line(struct pdf *p, PangoLayoutIter *at, const struct pdf_span *s,
    double x, double y)
{
	PangoLayoutLine *line = p->l.pango_layout_iter_get_line_readonly(at);
	struct write w;
	PangoRectangle box;
	int *range = NULL, n = 0, i, start = line->start_index;
	int from = (int)s->from > start ? (int)s->from : start;
	int to = (int)s->to < start + line->length ? (int)s->to :
	    start + line->length;

	if (from >= to)
		return;
	p->l.pango_layout_iter_get_line_extents(at, NULL, &box);
	p->l.pango_layout_line_get_x_ranges(line, from, to, &range, &n);
	for (i = 0; i < n; i++) {
		w = write_new(p->arena, 20000);
		write_format(&w, "rect=[%.2f %.2f %.2f %.2f] uri=",
		    x + (double)range[2 * i] / PANGO_SCALE,
		    y + (double)box.y / PANGO_SCALE,
		    (double)(range[2 * i + 1] - range[2 * i]) / PANGO_SCALE,
		    (double)box.height / PANGO_SCALE);
		put_quoted(&w, s->link);
		p->l.cairo_tag_begin(p->cr, CAIRO_TAG_LINK, write_done(&w).p);
		p->l.cairo_tag_end(p->cr, CAIRO_TAG_LINK);
	}
	p->l.g_free(range);
}

void
pdf_line_links(struct pdf *p, PangoLayoutIter *at, double x, double y)
{
	size_t i;

	for (i = 0; p->rich != NULL && i < p->rich->n; i++)
		if (!str_none(p->rich->span[i].link))
			link_line(p, at, &p->rich->span[i], x, y);
}

void
pdf_links(struct pdf *p, double x, double y)
{
	PangoLayoutIter *at;

	if (p->rich == NULL || p->rich->n == 0)
		return;
	at = p->l.pango_layout_get_iter(p->layout);
	do
		pdf_line_links(p, at, x, y);
	while (p->l.pango_layout_iter_next_line(at));
	p->l.pango_layout_iter_free(at);
}

struct bytes {
	str    all;
	size_t at;
};

static cairo_status_t
give(void *from, unsigned char *to, unsigned int n)
{
	struct bytes *b = from;

	if (b->all.n - b->at < n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(to, b->all.p + b->at, n);
	b->at += n;
	return CAIRO_STATUS_SUCCESS;
}

/* Filled, not painted: painting all of a page drops what was recorded of it
 * before, tags too. */
static void
show(struct pdf *p, cairo_surface_t *image, double scale, double x)
{
	p->l.cairo_tag_begin(p->cr, "Figure", NULL);
	p->l.cairo_save(p->cr);
	p->l.cairo_translate(p->cr, x, p->y);
	p->l.cairo_scale(p->cr, scale, scale);
	p->l.cairo_set_source_surface(p->cr, image, 0, 0);
	p->l.cairo_rectangle(p->cr, 0, 0,
	    p->l.cairo_image_surface_get_width(image),
	    p->l.cairo_image_surface_get_height(image));
	p->l.cairo_fill(p->cr);
	p->l.cairo_restore(p->cr);
	p->l.cairo_tag_end(p->cr, "Figure");
}

void
pdf_alt(struct pdf *p, str text)
{
	*p->alts = NEW(p->arena, struct pdf_alt);
	(*p->alts)->text = text;
	p->alts = &(*p->alts)->next;
}

bool
pdf_picture(struct pdf *p, str png, double width, double height, str alt,
    struct errors *e)
{
	struct bytes b = { png, 0 };
	cairo_surface_t *image =
	    p->l.cairo_image_surface_create_from_png_stream(give, &b);
	double wide, tall, scale;

	if (p->l.cairo_surface_status(image) != CAIRO_STATUS_SUCCESS) {
		p->l.cairo_surface_destroy(image);
		return fail(e, INVALID, NULL, "The picture '%.*s' is damaged "
		    "or no PNG file.", (int)alt.n, alt.p);
	}
	wide = p->l.cairo_image_surface_get_width(image);
	tall = p->l.cairo_image_surface_get_height(image);
	/* A picture has 96 dots an inch, unless there is no room. */
	scale = fmin(.75, fmin(width / wide, height / tall));
	pdf_keep(p, tall * scale);
	pdf_alt(p, alt);
	show(p, image, scale, p->from_right ?
	    p->sheet.left + pdf_inner(p) - wide * scale : p->sheet.left);
	p->y += tall * scale + 6;
	p->l.cairo_surface_destroy(image);
	return true;
}
