/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/pdf.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include <fontconfig/fontconfig.h>

#include "base/arena.h"
#include "base/late.h"
#include "base/write.h"
#include "format/pdf_in.h"
#include "format/qr.h"

#define FONT "Noto Sans, DejaVu Sans, Noto Sans Arabic, Droid Sans Fallback"
#define MONO "Noto Sans Mono, DejaVu Sans Mono"

enum { LONGEST = 14400, BYTES = 256 << 20, NAME = 32 };

static const struct pdf_ink foot_ink = { .size = 8, .colour = 0x5f6c65 };

#define CALL(name) { #name, offsetof(struct pdf_lib, name) }
static const struct late calls[] = {
	CALL(cairo_arc),
	CALL(cairo_close_path),
	CALL(cairo_create),
	CALL(cairo_curve_to),
	CALL(cairo_destroy),
	CALL(cairo_fill),
	CALL(cairo_fill_preserve),
	CALL(cairo_font_options_create),
	CALL(cairo_font_options_destroy),
	CALL(cairo_font_options_set_hint_metrics),
	CALL(cairo_font_options_set_hint_style),
	CALL(cairo_image_surface_create),
	CALL(cairo_image_surface_create_from_png_stream),
	CALL(cairo_image_surface_get_height),
	CALL(cairo_image_surface_get_width),
	CALL(cairo_line_to),
	CALL(cairo_move_to),
	CALL(cairo_new_path),
	CALL(cairo_pdf_surface_create_for_stream),
	CALL(cairo_pdf_surface_set_metadata),
	CALL(cairo_pdf_surface_set_size),
	CALL(cairo_rectangle),
	CALL(cairo_rel_line_to),
	CALL(cairo_restore),
	CALL(cairo_save),
	CALL(cairo_scale),
	CALL(cairo_set_line_cap),
	CALL(cairo_set_line_width),
	CALL(cairo_set_source_rgb),
	CALL(cairo_set_source_surface),
	CALL(cairo_show_page),
	CALL(cairo_status),
	CALL(cairo_status_to_string),
	CALL(cairo_stroke),
	CALL(cairo_surface_destroy),
	CALL(cairo_surface_finish),
	CALL(cairo_surface_status),
	CALL(cairo_surface_write_to_png_stream),
	CALL(cairo_svg_surface_create_for_stream),
	CALL(cairo_tag_begin),
	CALL(cairo_tag_end),
	CALL(cairo_translate),
	CALL(g_free),
	CALL(g_object_unref),
	CALL(pango_attr_family_new),
	CALL(pango_attr_foreground_new),
	CALL(pango_attr_list_insert),
	CALL(pango_attr_list_new),
	CALL(pango_attr_list_unref),
	CALL(pango_attr_style_new),
	CALL(pango_attr_underline_new),
	CALL(pango_attr_weight_new),
	CALL(pango_cairo_context_set_font_options),
	CALL(pango_cairo_create_layout),
	CALL(pango_cairo_show_layout),
	CALL(pango_cairo_show_layout_line),
	CALL(pango_cairo_update_layout),
	CALL(pango_context_set_language),
	CALL(pango_font_description_free),
	CALL(pango_font_description_from_string),
	CALL(pango_font_description_set_absolute_size),
	CALL(pango_font_description_set_weight),
	CALL(pango_language_from_string),
	CALL(pango_layout_copy),
	CALL(pango_layout_get_context),
	CALL(pango_layout_get_iter),
	CALL(pango_layout_get_size),
	CALL(pango_layout_get_unknown_glyphs_count),
	CALL(pango_layout_iter_free),
	CALL(pango_layout_iter_get_baseline),
	CALL(pango_layout_iter_get_line_extents),
	CALL(pango_layout_iter_get_line_readonly),
	CALL(pango_layout_iter_next_line),
	CALL(pango_layout_line_get_x_ranges),
	CALL(pango_layout_set_alignment),
	CALL(pango_layout_set_attributes),
	CALL(pango_layout_set_ellipsize),
	CALL(pango_layout_set_font_description),
	CALL(pango_layout_set_height),
	CALL(pango_layout_set_line_spacing),
	CALL(pango_layout_set_text),
	CALL(pango_layout_set_width),
	CALL(pango_layout_set_wrap),
	{ 0 }
};
#undef CALL

static const char *const files[] = { SONAME_PANGOCAIRO,
	SONAME_PANGO, SONAME_CAIRO, SONAME_GOBJECT, NULL };

struct leave {
	__typeof__(pango_cairo_font_map_set_default) *no_fonts;
	__typeof__(cairo_debug_reset_static_data) *no_caches;
	__typeof__(FcFini) *no_config;
};

static const struct late leave_calls[] = {
	{ "pango_cairo_font_map_set_default",
	    offsetof(struct leave, no_fonts) },
	{ "cairo_debug_reset_static_data",
	    offsetof(struct leave, no_caches) },
	{ "FcFini", offsetof(struct leave, no_config) },
	{ 0 }
};

static cairo_status_t
take(void *to, const unsigned char *p, unsigned int n)
{
	struct write *w = to;

	write_str(w, (str){ (const char *)p, n });
	return w->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void
drop(void *what)
{
	struct pdf *p = what;

	/* One that was not finished writes now, and there is no arena left to
	 * write to. */
	p->bytes.over = true;
	p->l.g_object_unref(p->layout);
	p->l.g_object_unref(p->foot);
	p->l.cairo_destroy(p->cr);
	p->l.cairo_surface_destroy(p->surface);
}

static void
tell(struct arena *a, struct pdf *p, cairo_pdf_metadata_t what, str text)
{
	if (!str_none(text))
		p->l.cairo_pdf_surface_set_metadata(p->surface, what,
		    str_z(a, text));
}

static void
tell_all(struct arena *a, struct pdf *p)
{
	const struct pdf_sheet *s = &p->sheet;
	str at = day_text(a, s->date);

	tell(a, p, CAIRO_PDF_METADATA_TITLE, s->title);
	tell(a, p, CAIRO_PDF_METADATA_AUTHOR, s->author);
	tell(a, p, CAIRO_PDF_METADATA_CREATOR, S("Tilth"));
	/* Cairo tells the time of writing unless it is told another. */
	tell(a, p, CAIRO_PDF_METADATA_CREATE_DATE, str_none(at) ?
	    S("2000-01-01T00:00:00Z") :
	    str_print(a, "%.*sT00:00:00Z", (int)at.n, at.p));
}

bool
pdf_open(struct arena *a, const struct pdf_sheet *sheet, struct pdf **out,
    struct errors *e)
{
	struct pdf *p = NEW(a, struct pdf);

	if (!(sheet->width > 0 && sheet->width <= LONGEST) ||
	    !(sheet->height > 0 && sheet->height <= LONGEST))
		return fail(e, INVALID, NULL,
		    "There is no paper of that size.");
	if (!late_load(files, calls, &p->l, "PDF files",
	    PACKAGE_PANGOCAIRO, e))
		return false;
	p->arena = a;
	p->sheet = *sheet;
	p->bytes = write_new(a, BYTES);
	p->surface = p->l.cairo_pdf_surface_create_for_stream(take, &p->bytes,
	    sheet->width, sheet->height);
	p->cr = p->l.cairo_create(p->surface);
	/* What stands in the tree of tags stands in a document. */
	p->l.cairo_tag_begin(p->cr, "Document", NULL);
	p->layout = p->l.pango_cairo_create_layout(p->cr);
	p->l.pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
	p->l.pango_context_set_language(
	    p->l.pango_layout_get_context(p->layout),
	    p->l.pango_language_from_string(str_none(sheet->lang) ? "en" :
	    str_z(a, sheet->lang)));
	p->foot = p->l.pango_layout_copy(p->layout);
	arena_closer(a, drop, p);
	tell_all(a, p);
	p->pages = 1;
	p->from_right = sheet->from_right;
	p->alts = &p->alt;
	p->y = sheet->top;
	*out = p;
	return true;
}

void
pdf_leave(void)
{
	struct leave l;

	if (!late_loaded(files, leave_calls, &l))
		return;
	l.no_fonts(NULL);
	l.no_caches();
	l.no_config();
}

size_t
pdf_pages(const struct pdf *p)
{
	return p->pages;
}

size_t
pdf_unknown(const struct pdf *p)
{
	return p->unknown;
}

static void
put_foot(struct pdf *p)
{
	const struct pdf_sheet *s = &p->sheet;
	double y = s->height - s->bottom / 2 - foot_ink.size;
	struct pdf_ink end = foot_ink;
	PangoLayout *text = p->layout;
	const struct pdf_rich *rich = p->rich;

	/* The page may be turned amid a paragraph whose lines lie in there. */
	p->layout = p->foot;
	p->rich = NULL;
	end.align = PDF_END;
	if (!str_none(s->head))
		pdf_fit(p, NULL, s->left, s->top / 2 - foot_ink.size,
		    pdf_inner(p), foot_ink.size, foot_ink, s->head);
	if (!str_none(s->foot)) {
		pdf_fit(p, NULL, s->left + (p->from_right ? 60 : 0), y,
		    pdf_inner(p) - 60, foot_ink.size, foot_ink, s->foot);
		pdf_put(p, NULL, s->left + (p->from_right ? 0 :
		    pdf_inner(p) - 60), y, 60, end,
		    str_print(p->arena, "%zu", p->pages));
	}
	p->layout = text;
	p->rich = rich;
}

void
pdf_page(struct pdf *p)
{
	put_foot(p);
	p->l.cairo_show_page(p->cr);
	if (++p->pages > PDF_PAGES)
		p->too_long = true;
	p->y = p->sheet.top;
}

bool
pdf_finish(struct pdf *p, str *bytes, struct errors *e)
{
	put_foot(p);
	p->l.cairo_tag_end(p->cr, "Document");
	p->l.cairo_surface_finish(p->surface);
	if (p->too_long)
		return fail(e, INVALID, NULL,
		    "This would be more than %d pages.", PDF_PAGES);
	if (p->too_wordy)
		return fail(e, INVALID, NULL, "A text in it is longer than "
		    "%d letters: part it into paragraphs.", PDF_TEXT);
	if (p->l.cairo_status(p->cr) != CAIRO_STATUS_SUCCESS ||
	    p->l.cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS)
		return fail(e, BROKEN, NULL, "The document was not made: %s.",
		    p->l.cairo_status_to_string(
		    p->l.cairo_surface_status(p->surface)));
	*bytes = pdf_marked(p, write_done(&p->bytes));
	return true;
}

void
pdf_colour(struct pdf *p, unsigned c)
{
	p->l.cairo_set_source_rgb(p->cr, (c >> 16 & 255) / 255.0,
	    (c >> 8 & 255) / 255.0, (c & 255) / 255.0);
}

/* By the first letter: Hebrew, Arabic and their neighbours (U+0580 to
 * U+07FF) and their presentation forms run to the left. */
static bool
runs_left(str s)
{
	unsigned char c, next;
	size_t i;

	for (i = 0; i < s.n; i++) {
		c = (unsigned char)s.p[i];
		next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
		if (c >= 0xd6 && c <= 0xdf)
			return true;
		if (c == 0xef)
			return (next >= 0xac && next <= 0xb7) || next >= 0xb9;
		/* Not signs such as a dash or an arrow, which begin with e2. */
		if (isalpha(c) || (c >= 0xc3 && c != 0xe2))
			return false;
	}
	return false;
}

/* Start and end are of the way the paper is read; Pango's left and right
 * are of the way each text is. */
static enum pdf_align
aligned(struct pdf *p, enum pdf_align align, str text)
{
	if (!p->from_right || align == PDF_MIDDLE || runs_left(text))
		return align;
	return align == PDF_START ? PDF_END : PDF_START;
}

static void
lay(struct pdf *p, double width, struct pdf_ink ink, str text)
{
	static const PangoAlignment align[] = { PANGO_ALIGN_LEFT,
		PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
	PangoFontDescription *f = p->l.pango_font_description_from_string(
	    ink.mono ? MONO : str_none(p->sheet.font) ? FONT :
	    str_z(p->arena, str_print(p->arena, "%.*s, " FONT,
	    (int)p->sheet.font.n, p->sheet.font.p)));

	if (text.n > PDF_TEXT) {
		text = str_part(text, 0, PDF_TEXT);
		text.n = str_utf8_end(text);
		p->too_wordy = true;
	}
	p->l.pango_font_description_set_absolute_size(f,
	    ink.size * PANGO_SCALE);
	p->l.pango_font_description_set_weight(f,
	    (PangoWeight)(ink.weight != 0 ? ink.weight : 400));
	p->l.pango_layout_set_font_description(p->layout, f);
	p->l.pango_font_description_free(f);
	p->l.pango_layout_set_width(p->layout, (int)(width * PANGO_SCALE));
	p->l.pango_layout_set_height(p->layout, -1);
	p->l.pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_NONE);
	p->l.pango_layout_set_alignment(p->layout,
	    align[aligned(p, ink.align, text)]);
	p->l.pango_layout_set_line_spacing(p->layout, PDF_LEADING);
	p->l.pango_layout_set_text(p->layout, text.p != NULL ? text.p : "",
	    (int)text.n);
	pdf_dress(p);
}

static double
tall(struct pdf *p)
{
	int width, height;

	p->l.pango_layout_get_size(p->layout, &width, &height);
	return (double)height / PANGO_SCALE;
}

static void
show(struct pdf *p, const char *tag, double x, double y, unsigned c)
{
	int unknown = p->l.pango_layout_get_unknown_glyphs_count(p->layout);

	p->unknown += (size_t)unknown;
	if (tag != NULL)
		p->l.cairo_tag_begin(p->cr, tag, NULL);
	pdf_colour(p, c);
	p->l.cairo_move_to(p->cr, x, y);
	p->l.pango_cairo_update_layout(p->cr, p->layout);
	p->l.pango_cairo_show_layout(p->cr, p->layout);
	pdf_links(p, x, y);
	if (tag != NULL)
		p->l.cairo_tag_end(p->cr, tag);
}

double
pdf_height(struct pdf *p, double width, struct pdf_ink ink, str text)
{
	lay(p, width, ink, text);
	return tall(p);
}

double
pdf_width(struct pdf *p, struct pdf_ink ink, str text)
{
	int width, height;

	lay(p, -1.0 / PANGO_SCALE, ink, text);
	p->l.pango_layout_get_size(p->layout, &width, &height);
	return (double)width / PANGO_SCALE;
}

double
pdf_put(struct pdf *p, const char *tag, double x, double y, double width,
    struct pdf_ink ink, str text)
{
	lay(p, width, ink, text);
	show(p, tag, x, y, ink.colour);
	return tall(p);
}

double
pdf_fit(struct pdf *p, const char *tag, double x, double y, double width,
    double height, struct pdf_ink ink, str text)
{
	double least = ink.least > 0 ? ink.least : ink.size;

	lay(p, width, ink, text);
	while (tall(p) > height && ink.size > least) {
		ink.size = ink.size * .92 < least ? least : ink.size * .92;
		lay(p, width, ink, text);
	}
	if (tall(p) > height) {
		p->l.pango_layout_set_height(p->layout,
		    (int)(height * PANGO_SCALE));
		p->l.pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_END);
	}
	show(p, tag, x, y, ink.colour);
	return tall(p);
}

void
pdf_line(struct pdf *p, double x, double y, double to_x, double to_y,
    double thick, unsigned c)
{
	pdf_colour(p, c);
	p->l.cairo_set_line_width(p->cr, thick);
	p->l.cairo_move_to(p->cr, x, y);
	p->l.cairo_line_to(p->cr, to_x, to_y);
	p->l.cairo_stroke(p->cr);
}

void
pdf_area(struct pdf *p, double x, double y, double width, double height,
    unsigned c)
{
	pdf_colour(p, c);
	p->l.cairo_rectangle(p->cr, x, y, width, height);
	p->l.cairo_fill(p->cr);
}

/* Between two points the curve leaves and arrives along the line that
 * joins their neighbours (Catmull and Rom, as Bezier curves). */
void
pdf_curve(struct pdf *p, const double *xy, size_t n, double thick, unsigned c)
{
	const double *a, *b, *before, *after;
	size_t i;

	if (n < 2)
		return;
	pdf_colour(p, c);
	p->l.cairo_set_line_width(p->cr, thick);
	p->l.cairo_move_to(p->cr, xy[0], xy[1]);
	for (i = 0; i + 1 < n; i++) {
		a = xy + 2 * i;
		b = a + 2;
		before = i > 0 ? a - 2 : a;
		after = i + 2 < n ? b + 2 : b;
		p->l.cairo_curve_to(p->cr,
		    a[0] + (b[0] - before[0]) / 6,
		    a[1] + (b[1] - before[1]) / 6,
		    b[0] - (after[0] - a[0]) / 6, b[1] - (after[1] - a[1]) / 6,
		    b[0], b[1]);
	}
	p->l.cairo_stroke(p->cr);
}

bool
pdf_qr(struct pdf *p, double x, double y, double side, str text,
    struct errors *e)
{
	struct qr q;
	size_t i;
	double step;

	if (!qr_make(p->arena, text, &q, e))
		return false;
	step = side / (double)(q.size + 2 * QR_QUIET);
	pdf_area(p, x, y, side, side, 0xffffff);
	pdf_colour(p, 0);
	/* One path for all: no hair lines between neighbours. */
	for (i = 0; i < q.size * q.size; i++)
		if (q.dark[i])
			p->l.cairo_rectangle(p->cr,
			    x + step * (double)(i % q.size + QR_QUIET),
			    y + step * (double)(i / q.size + QR_QUIET),
			    step, step);
	p->l.cairo_fill(p->cr);
	return true;
}
