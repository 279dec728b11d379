/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pdf_in.h - what pdf.c (placed) and pdf_run.c (running) share.
 */
#ifndef FORMAT_PDF_IN_H
#define FORMAT_PDF_IN_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/write.h"
#include "format/pdf.h"

#define PDF_LEADING 1.1f                /* line to line, of the font's own */

/* What we call of Pango and Cairo, found when a paper is first made. */
#define CALL(name) __typeof__(name) *name
struct pdf_lib {
	CALL(cairo_create);
	CALL(cairo_curve_to);
	CALL(cairo_destroy);
	CALL(cairo_fill);
	CALL(cairo_line_to);
	CALL(cairo_move_to);
	CALL(cairo_pdf_surface_create_for_stream);
	CALL(cairo_pdf_surface_set_metadata);
	CALL(cairo_rectangle);
	CALL(cairo_set_line_width);
	CALL(cairo_set_source_rgb);
	CALL(cairo_show_page);
	CALL(cairo_status);
	CALL(cairo_status_to_string);
	CALL(cairo_stroke);
	CALL(cairo_surface_destroy);
	CALL(cairo_surface_finish);
	CALL(cairo_surface_status);
	CALL(cairo_tag_begin);
	CALL(cairo_tag_end);
	CALL(g_object_unref);
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
	CALL(pango_layout_set_alignment);
	CALL(pango_layout_set_ellipsize);
	CALL(pango_layout_set_font_description);
	CALL(pango_layout_set_height);
	CALL(pango_layout_set_line_spacing);
	CALL(pango_layout_set_text);
	CALL(pango_layout_set_width);
	CALL(pango_layout_set_wrap);
};
#undef CALL

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
	bool             too_long;
	/* of the table under way */
	const struct pdf_column *column;
	size_t           n_columns;
	double           shares;
};

void pdf_colour(struct pdf *, unsigned rgb);

#endif
