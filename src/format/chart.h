/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * chart.h - marks on one line, as SVG drawn by the server.
 *
 * Bars, before-and-after, intervals, shares, strips of steps, sparklines:
 * one row each, drawn in percent of the width, so the text beside them
 * stays in the page, wraps, zooms and prints.  Read from right to left
 * they are flipped by one rule of the style sheet.  plot.h draws what has
 * two dimensions.
 *
 * Colour is a number, 1 to 6 (the tokens d1 to d6: 1 now, 2 before, 3
 * blue, 4 a problem, 5 plum, 6 grey), set by class only: the content
 * security policy allows no style in a page.
 *
 * A value of NAN is missing: its mark is left out, never drawn at zero;
 * a row with nothing to draw shows a dash.  Values beyond the scale are
 * drawn at its end.  A label is what a screen reader says of the whole
 * row; without one the drawing is hidden from it, since the text beside
 * it says the same.  Everything written is escaped.
 */
#ifndef FORMAT_CHART_H
#define FORMAT_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "base/write.h"

struct chart_scale {
	double lo, hi;          /* lo < hi */
};

struct chart_bar {
	struct chart_scale scale;
	double value;
	double mark;            /* a tick: what was expected; NAN: none */
	int    colour;
	str    label;
};
void chart_bar(struct write *, const struct chart_bar *);

/* Before an ochre square, now a teal circle, wanted an ink tick. */
struct chart_change {
	struct chart_scale scale;       /* a line at each whole number of it */
	double before, now, wanted;
	str    label;
};
void chart_change(struct write *, const struct chart_change *);

/* An estimate with its interval, on a scale with zero as a strong line. */
struct chart_interval {
	struct chart_scale scale;
	double estimate, low, high;
	double step;            /* a line at each multiple of it; 0: none */
	int    colour;          /* 6: drawn hollow, not significant */
	bool   total;           /* a diamond: the estimate over all rows */
	str    label;
};
void chart_interval(struct write *, const struct chart_interval *);

/* Several groups on one scale, joined by a line from least to most; odd
 * colours are circles, even ones squares. */
struct chart_dot {
	double value;
	int    colour;
};
void chart_spread(struct write *, struct chart_scale, const struct chart_dot *,
         size_t n, str label);

/* Parts of a whole; a missing or negative part takes no room. */
void chart_shares(struct write *, const struct chart_dot *, size_t n,
         str label);

enum chart_step { CHART_TODO, CHART_NOW, CHART_DONE };
/* The steps of a programme as a strip of blocks. */
void chart_strip(struct write *, const enum chart_step *, size_t n, str label);

/* A line without axes; what is missing breaks it. */
void chart_spark(struct write *, const double *, size_t n, int colour);

/* One row of a timeline: what was planned, what was done, milestones, and
 * where today is.  The lines run past the row, so that rows join up. */
struct chart_span {
	struct chart_scale scale;
	double step;            /* a line at each multiple of it from lo on */
	double plan_from, plan_to, done_from, done_to;  /* NAN: none */
	int    colour;          /* of what was done */
	bool   critical;        /* the plan has an edge of ink */
	const double *stone;    /* [stones] */
	size_t stones;
	double today;           /* NAN, or off the scale: no line */
	str    label;
};
void chart_span(struct write *, const struct chart_span *);

/* Labels at their places under a plot or rows of marks. */
struct chart_tick {
	double at;
	str    text;
};
void chart_axis(struct write *, struct chart_scale, const struct chart_tick *,
         size_t n, bool rtl);

/* The class of a cell of a heat map: "h0" below half a level, ... "h5"
 * from 2.5 levels up, "nd" for NAN.  A surplus is no gap: "h0". */
const char *chart_heat(double gap);

/* For the drawings of plot.c: a coordinate with one decimal, a place on
 * the scale in percent, text with & < > " escaped. */
void chart_number(struct write *, double);
void chart_place(struct write *, struct chart_scale, double);
void chart_text(struct write *, str);

#endif
