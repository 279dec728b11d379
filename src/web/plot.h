/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * plot.h - drawings with two dimensions, as SVG made by the server.
 *
 * Lines over time, radars, quadrants.  The rules of chart.h hold: colour
 * by class, NAN is missing and leaves a gap, everything is escaped.  Each
 * has a title and a description, by which screen readers know it, and an
 * id of the caller's making that is unique on the page.  A plot shows
 * shape; the page that holds it also gives its numbers as text.
 */
#ifndef WEB_PLOT_H
#define WEB_PLOT_H

#include "format/chart.h"

struct plot_name {
	const char *id;         /* "r1" */
	str title, about;
};

/*
 * Lines: geometry stretches with the page, strokes do not.  The page puts
 * the labels of the upright axis beside it and chart_axis under it.
 */
struct plot_line {
	const double *x, *y;    /* [n] */
	const double *low, *high;       /* [n], a pale band; NULL: none */
	size_t n;
	int    colour;          /* 0: ink */
	bool   dashed, dots;
};
struct plot_lines {
	struct plot_name   name;
	struct chart_scale x, y;
	double grid_x, grid_y;  /* a line at each multiple; 0: none */
	const struct plot_line *lines;
	size_t n;
};
void plot_lines(struct write *, const struct plot_lines *);

/*
 * A radar of at least three spokes, clockwise from the top; read from
 * right to left, counter-clockwise.  The first series is drawn first.
 * A missing value leaves its outline open on both sides.
 */
struct plot_series {
	const double *value;    /* [spokes] */
	int  colour;            /* 1 with circles, 2 with squares, 0: dashed
	                         * ink without marks (what is wanted) */
};
struct plot_radar {
	struct plot_name   name;
	struct chart_scale scale;       /* a ring at each whole number; the
	                                 * centre is one step below lo */
	const str *spokes;
	size_t     n_spokes;
	const struct plot_series *series;
	size_t     n_series;
	bool       rtl;
};
void plot_radar(struct write *, const struct plot_radar *);   /* nothing, with
                                                * fewer than three spokes */

/*
 * Importance against performance: numbered points in four fields.  The
 * cross stands at the given place (NAN: in the middle of the scale).
 * A point without both values is not drawn; the list beside it says so.
 */
struct plot_point {
	double performance, importance;
	int64_t number;         /* of its line in the list beside */
	bool    strong;         /* drawn full: much importance, little level */
};
struct plot_quadrants {
	struct plot_name   name;
	struct chart_scale x, y;        /* of performance and importance */
	double performance, importance; /* where the cross stands */
	const struct plot_point *points;
	size_t n;
	str    across, upright;         /* names of the axes */
	str    field[4];                /* from top start, clockwise */
	bool   rtl;
};
void plot_quadrants(struct write *, const struct plot_quadrants *);

#endif
