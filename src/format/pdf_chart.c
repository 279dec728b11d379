/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Charts of rows: words, a mark, the same in figures; on a page of a PDF,
 * and as a picture for what is written with Word. */
#include "base/arena.h"
#include "base/write.h"
#include "format/pdf_in.h"

#define INK    0x17211c
#define MARKED 21.0             /* 28 pixels: the height of a mark */
#define APART  5.0
#define AXIS   14.0
#define FINE   3                /* dots of a picture to the point */

enum { TALLEST_LABEL = 60, TALLEST = 420, PICTURE = 32 << 20 };

struct laid {                   /* the three parts of a row */
	double label, mark, value;      /* widths */
	double at_label, at_mark, at_value;
};

static struct laid
lay(const struct pdf *p)
{
	double all = pdf_inner(p), left = p->sheet.left, gap = 12;
	struct laid l = { .label = all * .32, .value = all * .22 };

	l.mark = all - l.label - l.value - 2 * gap;
	l.at_label = left;
	l.at_mark = left + l.label + gap;
	l.at_value = left + all - l.value;
	if (p->from_right) {
		l.at_label = left + all - l.label;
		l.at_mark = left + l.value + gap;
		l.at_value = left;
	}
	return l;
}

static struct pdf_ink
ink(const struct pdf_mark *m)
{
	return (struct pdf_ink){ .size = 9, .colour = INK,
	    .weight = m->strong ? 700 : 400 };
}

static double
most(double a, double b)
{
	return a > b ? a : b;
}

static double
row_tall(struct pdf *p, const struct pdf_mark *m)
{
	struct laid l = lay(p);
	double tall = most(pdf_height(p, l.label, ink(m), m->label),
	    pdf_height(p, l.value, ink(m), m->value));

	return most(MARKED, tall < TALLEST_LABEL ? tall : TALLEST_LABEL) +
	    APART;
}

static bool
put_row(struct pdf *p, const struct pdf_mark *m, struct errors *e)
{
	struct laid l = lay(p);
	struct pdf_ink how = ink(m);
	double all = row_tall(p, m), room = all - APART, tall;
	struct pdf_box box = { l.at_mark, p->y + (all - MARKED) / 2, l.mark,
		MARKED };

	if (!pdf_svg(p, m->svg, box, (all - MARKED) / 2, e))
		return false;
	tall = pdf_height(p, l.label, how, m->label);
	pdf_fit(p, NULL, l.at_label, p->y + (all - (tall < room ? tall :
	    room)) / 2, l.label, room, how, m->label);
	how.align = PDF_END;
	tall = pdf_height(p, l.value, how, m->value);
	pdf_fit(p, NULL, l.at_value, p->y + (all - (tall < room ? tall :
	    room)) / 2, l.value, room, how, m->value);
	p->y += all;
	return true;
}

/* Its name and rows, for who does not see it. */
static str
in_words(struct arena *a, const struct pdf_chart *k, size_t from, size_t to)
{
	struct write w = write_new(a, 1 << 20);
	const struct pdf_mark *m;
	size_t i;

	write_str(&w, k->alt);
	for (i = from; i < to; i++) {
		m = &k->mark[i];
		write_format(&w, "%s%.*s: %.*s", i > from ? "; " :
		    str_none(k->alt) ? "" : ": ", (int)m->label.n, m->label.p,
		    (int)m->value.n, m->value.p);
	}
	return write_done(&w);
}

static bool
put_rows(struct pdf *p, const struct pdf_chart *k, size_t from, size_t to,
    struct errors *e)
{
	struct laid l = lay(p);
	struct pdf_box axis;

	pdf_alt(p, in_words(p->arena, k, from, to));
	p->l.cairo_tag_begin(p->cr, "Figure", NULL);
	for (; from < to; from++)
		if (!put_row(p, &k->mark[from], e))
			return false;
	axis = (struct pdf_box){ l.at_mark, p->y, l.mark, AXIS };
	if (!str_none(k->axis) && !pdf_svg(p, k->axis, axis, 0, e))
		return false;
	p->l.cairo_tag_end(p->cr, "Figure");
	p->y += AXIS + APART;
	return true;
}

bool
pdf_chart(struct pdf *p, const struct pdf_chart *k, struct errors *e)
{
	double foot = p->sheet.height - p->sheet.bottom - AXIS, y, tall;
	size_t from, to;

	for (from = 0; from < k->n; from = to) {
		pdf_keep(p, (k->n - from < 3 ? (double)(k->n - from) : 3) *
		    (MARKED + APART) + AXIS);
		y = p->y;
		for (to = from; to < k->n; to++) {
			tall = row_tall(p, &k->mark[to]);
			if (y + tall > foot && to > from)
				break;
			y += tall;
		}
		if (!put_rows(p, k, from, to, e))
			return false;
		if (to < k->n)
			pdf_page(p);
	}
	return true;
}

/* ---- as a picture ---- */

static cairo_status_t
take(void *to, const unsigned char *p, unsigned int n)
{
	struct write *w = to;

	write_str(w, (str){ (const char *)p, n });
	return w->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

struct part {                   /* of the rows, and dots to the point */
	size_t from, to;
	double scale;
};

static bool
draw_on(struct pdf *p, cairo_surface_t *to, const struct pdf_chart *k,
    struct part r, struct errors *e)
{
	cairo_surface_t *surface = p->surface;
	cairo_t *cr = p->cr;
	bool drawn;

	p->surface = to;
	p->cr = p->l.cairo_create(to);
	p->l.cairo_scale(p->cr, r.scale, r.scale);
	p->y = 0;
	drawn = put_rows(p, k, r.from, r.to, e) &&
	    p->l.cairo_status(p->cr) == CAIRO_STATUS_SUCCESS;
	p->l.cairo_destroy(p->cr);
	p->surface = surface;
	p->cr = cr;
	return drawn;
}

/* Cairo numbers what it draws on across the program; the same drawing is
 * to be the same bytes. */
static str
unnumbered(struct arena *a, str svg)
{
	static const char mark[] = "id=\"surface";
	struct write w = write_new(a, PICTURE);
	size_t at;

	while ((at = str_find(svg, str_of(mark))) < svg.n) {
		at += sizeof(mark) - 1;
		write_str(&w, str_part(svg, 0, at));
		while (at < svg.n && svg.p[at] >= '0' && svg.p[at] <= '9')
			at++;
		svg = str_part(svg, at, svg.n);
	}
	write_str(&w, svg);
	return write_done(&w);
}

static bool
draw_png(struct pdf *p, const struct pdf_chart *k, struct part r,
    struct pdf_image *out, struct errors *e)
{
	struct write w = write_new(p->arena, PICTURE);
	cairo_surface_t *s = p->l.cairo_image_surface_create(
	    CAIRO_FORMAT_ARGB32, (int)(out->width * r.scale),
	    (int)(out->height * r.scale));
	bool fine = draw_on(p, s, k, r, e) &&
	    p->l.cairo_surface_write_to_png_stream(s, take, &w) ==
	    CAIRO_STATUS_SUCCESS;

	p->l.cairo_surface_destroy(s);
	out->png = write_done(&w);
	return fine;
}

static bool
draw_svg(struct pdf *p, const struct pdf_chart *k, struct part r,
    struct pdf_image *out, struct errors *e)
{
	struct write w = write_new(p->arena, PICTURE);
	cairo_surface_t *s = p->l.cairo_svg_surface_create_for_stream(take,
	    &w, out->width, out->height);
	bool fine = draw_on(p, s, k, r, e);

	p->l.cairo_surface_finish(s);
	fine = fine && p->l.cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
	p->l.cairo_surface_destroy(s);
	out->svg = unnumbered(p->arena, write_done(&w));
	return fine;
}

/* Letters as wide in dots as on paper, so that words break alike. */
static void
measure_alike(struct pdf *p)
{
	cairo_font_options_t *o = p->l.cairo_font_options_create();

	p->l.cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	p->l.cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	p->l.pango_cairo_context_set_font_options(
	    p->l.pango_layout_get_context(p->layout), o);
	p->l.cairo_font_options_destroy(o);
}

bool
pdf_chart_image(struct arena *a, const struct pdf_sheet *sheet,
    const struct pdf_chart *k, size_t *from, struct pdf_image *out,
    struct errors *e)
{
	struct pdf_sheet own = *sheet;
	struct part r = { *from, *from, FINE };
	struct pdf *p;
	double tall;

	own.width = sheet->width - sheet->left - sheet->right;
	own.left = own.right = own.top = own.bottom = 0;
	if (!pdf_open(a, &own, &p, e))
		return false;
	measure_alike(p);
	*out = (struct pdf_image){ .width = own.width, .height = AXIS + APART };
	for (; r.to < k->n; r.to++, out->height += tall) {
		tall = row_tall(p, &k->mark[r.to]);
		if (r.to > r.from && out->height + tall > TALLEST)
			break;
	}
	*from = r.to;
	out->alt = in_words(a, k, r.from, r.to);
	if (draw_png(p, k, r, out, e)) {
		r.scale = 1;
		if (draw_svg(p, k, r, out, e))
			return true;
	}
	return errors_worst(e) == FINE && fail(e, BROKEN, NULL,
	    "A chart could not be drawn.");
}
