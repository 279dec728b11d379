/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pdf_in.h - what pdf.c (placed) and pdf_run.c (running) share.
 */
#ifndef FORMAT_PDF_IN_H
#define FORMAT_PDF_IN_H

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <pango/pangocairo.h>

#include "base/write.h"
#include "format/pdf.h"

/* Of a table the first rows, on the page of its caption and heading. */
enum { PDF_KEPT = 84, PDF_CAPTION = 24 };
#define PDF_LEADING 1.1f                /* line to line, of the font's own */

/* What we call of Pango and Cairo, found when a paper is first made. */
#define CALL(name) __typeof__(name) *name
struct pdf_lib {
	CALL(cairo_arc);
	CALL(cairo_close_path);
	CALL(cairo_create);
	CALL(cairo_curve_to);
	CALL(cairo_destroy);
	CALL(cairo_fill);
	CALL(cairo_fill_preserve);
	CALL(cairo_font_options_create);
	CALL(cairo_font_options_destroy);
	CALL(cairo_font_options_set_hint_metrics);
	CALL(cairo_font_options_set_hint_style);
	CALL(cairo_image_surface_create);
	CALL(cairo_image_surface_create_from_png_stream);
	CALL(cairo_image_surface_get_height);
	CALL(cairo_image_surface_get_width);
	CALL(cairo_line_to);
	CALL(cairo_move_to);
	CALL(cairo_new_path);
	CALL(cairo_pdf_surface_create_for_stream);
	CALL(cairo_pdf_surface_set_metadata);
	CALL(cairo_pdf_surface_set_size);
	CALL(cairo_rectangle);
	CALL(cairo_rel_line_to);
	CALL(cairo_restore);
	CALL(cairo_save);
	CALL(cairo_scale);
	CALL(cairo_set_line_cap);
	CALL(cairo_set_line_width);
	CALL(cairo_set_source_rgb);
	CALL(cairo_set_source_surface);
	CALL(cairo_show_page);
	CALL(cairo_status);
	CALL(cairo_status_to_string);
	CALL(cairo_stroke);
	CALL(cairo_surface_destroy);
	CALL(cairo_surface_finish);
	CALL(cairo_surface_status);
	CALL(cairo_surface_write_to_png_stream);
	CALL(cairo_svg_surface_create_for_stream);
	CALL(cairo_tag_begin);
	CALL(cairo_tag_end);
	CALL(cairo_translate);
	CALL(g_free);
	CALL(g_object_unref);
	CALL(pango_attr_family_new);
	CALL(pango_attr_foreground_new);
	CALL(pango_attr_list_insert);
	CALL(pango_attr_list_new);
	CALL(pango_attr_list_unref);
	CALL(pango_attr_style_new);
	CALL(pango_attr_underline_new);
	CALL(pango_attr_weight_new);
	CALL(pango_cairo_context_set_font_options);
	CALL(pango_cairo_create_layout);
	CALL(pango_cairo_show_layout);
	CALL(pango_cairo_show_layout_line);
	CALL(pango_cairo_update_layout);
	CALL(pango_context_set_language);
	CALL(pango_font_description_free);
	CALL(pango_font_description_from_string);
	CALL(pango_font_description_set_absolute_size);
	CALL(pango_font_description_set_weight);
	CALL(pango_language_from_string);
	CALL(pango_layout_copy);
	CALL(pango_layout_get_context);
	CALL(pango_layout_get_iter);
	CALL(pango_layout_get_size);
	CALL(pango_layout_get_unknown_glyphs_count);
	CALL(pango_layout_iter_free);
	CALL(pango_layout_iter_get_baseline);
	CALL(pango_layout_iter_get_line_extents);
	CALL(pango_layout_iter_get_line_readonly);
	CALL(pango_layout_iter_next_line);
	CALL(pango_layout_line_get_x_ranges);
	CALL(pango_layout_set_alignment);
	CALL(pango_layout_set_attributes);
	CALL(pango_layout_set_ellipsize);
	CALL(pango_layout_set_font_description);
	CALL(pango_layout_set_height);
	CALL(pango_layout_set_line_spacing);
	CALL(pango_layout_set_text);
	CALL(pango_layout_set_width);
	CALL(pango_layout_set_wrap);
};
#undef CALL

struct pdf_box {
	double x, y, width, height;
};

struct pdf_alt {
	str             text;
	struct pdf_alt *next;
};

struct pdf {
	struct pdf_lib   l;
	struct arena    *arena;
	struct pdf_sheet sheet;
	struct write     bytes;
	cairo_surface_t *surface;
	cairo_t         *cr;
	PangoLayout     *layout, *foot; /* of all texts; of the foot */
	size_t           pages, unknown;
	double           y;
	bool             too_long, too_wordy, from_right;
	struct pdf_alt  *alt, **alts;   /* of pictures, in order */
	/* of the table under way */
	const struct pdf_column *column;
	size_t           n_columns;
	double           shares;
	double           head;          /* height of what stands on each page */
	bool             fresh;         /* no row yet */
	/* of the text that is laid next, and of each cell of a row */
	const struct pdf_rich *rich;
	const struct pdf_rich *cells;
};

/* The line the reader stands at, its upper edge at y. */
void pdf_show_line(struct pdf *, PangoLayoutIter *, double x, double y,
    unsigned colour);
void pdf_colour(struct pdf *, unsigned rgb);
/* The file with what Cairo does not write: that it is tagged, its language,
 * that its title is shown, what its pictures show. */
str  pdf_marked(struct pdf *, str bytes);
/* Gives the layout the manners of p->rich, if it has any. */
void pdf_dress(struct pdf *);
/* Draws what chart.h wrote in a box of the sheet, its lines that run past
 * its row up to `beyond` points more; flipped where one reads from right to
 * left, unless it holds words. */
CHECKED bool pdf_svg(struct pdf *, str svg, struct pdf_box, double beyond,
    struct errors *);
/* What the picture shown next shows, to who cannot see it. */
void pdf_alt(struct pdf *, str);
/* Makes links of the layout just shown there, and of one line of it; y is
 * where the layout begins. */
void pdf_links(struct pdf *, double x, double y);
void pdf_line_links(struct pdf *, PangoLayoutIter *, double x, double y);

#endif
