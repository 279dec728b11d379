/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/plot.h"

#include <math.h>

enum {                          /* of a line plot, stretched later */
	WIDE = 1000, HIGH = 400,
	/* of a radar and of quadrants, not stretched */
	RADAR_WIDE = 460, RADAR_HIGH = 400, RADIUS = 138,
	FIELD = 340, FIELD_LEFT = 56, FIELD_TOP = 12, FIELD_WIDE = 420,
	FIELD_HIGH = 400,
	LINE_LETTERS = 14,      /* of a label, before it breaks */
	MOST_RINGS = 12,
	MOST_POINTS = 100       /* in quadrants; a crowd shows nothing */
};

static const double PI = 3.14159265358979323846;

static void
begin(struct write *w, const char *class, const char *box,
    const struct plot_name *name)
{
	write_format(w, "<svg class=\"v %s\" viewBox=\"%s\"%s role=\"img\" "
	    "aria-labelledby=\"%s-t %s-d\"><title id=\"%s-t\">", class, box,
	    class[0] == 'f' ? " preserveAspectRatio=\"none\"" : "",
	    name->id, name->id, name->id);
	chart_text(w, name->title);
	write_format(w, "</title><desc id=\"%s-d\">", name->id);
	chart_text(w, name->about);
	write_z(w, "</desc>");
}

static void
point(struct write *w, char verb, double x, double y)
{
	write_char(w, verb);
	chart_number(w, x);
	write_char(w, ' ');
	chart_number(w, y);
}

/* ---- lines ---- */

static double
along(const struct plot_lines *p, double x)
{
	return (x - p->x.lo) / (p->x.hi - p->x.lo) * WIDE;
}

static double
up(const struct plot_lines *p, double y)
{
	return HIGH - (y - p->y.lo) / (p->y.hi - p->y.lo) * HIGH;
}

static void
line_grid(struct write *w, const struct plot_lines *p)
{
	double v;

	for (v = p->grid_y > 0 ? ceil(p->y.lo / p->grid_y) * p->grid_y
			       : INFINITY;
	     v <= p->y.hi; v += p->grid_y) {
		write_z(w, "<path class=\"lg nss\" d=\"");
		point(w, 'M', 0, up(p, v));
		write_z(w, "H1000\"/>");
	}
	for (v = p->grid_x > 0 ? ceil(p->x.lo / p->grid_x) * p->grid_x
			       : INFINITY;
	     v <= p->x.hi; v += p->grid_x) {
		write_z(w, "<path class=\"lg nss\" d=\"");
		point(w, 'M', along(p, v), 0);
		write_z(w, "V400\"/>");
	}
}

static bool
banded(const struct plot_line *l, size_t i)
{
	return !isnan(l->low[i]) && !isnan(l->high[i]);
}

/* Each unbroken stretch of the band is one shape: out along the top, back
 * along the bottom. */
static void
band(struct write *w, const struct plot_lines *p, const struct plot_line *l)
{
	size_t from, to, i;

	for (from = 0; from < l->n; from = to + 1) {
		for (to = from; to < l->n && banded(l, to); to++)
			;
		if (to - from < 2)
			continue;
		write_format(w, "<path class=\"f%ds\" d=\"", l->colour);
		for (i = from; i < to; i++)
			point(w, i == from ? 'M' : 'L', along(p, l->x[i]),
			    up(p, l->high[i]));
		for (i = to; i-- > from;)
			point(w, 'L', along(p, l->x[i]), up(p, l->low[i]));
		write_z(w, "Z\"/>");
	}
}

static void
line_class(struct write *w, const struct plot_line *l, const char *more)
{
	if (l->colour == 0)
		write_z(w, "<path class=\"li");
	else
		write_format(w, "<path class=\"l%d t3", l->colour);
	write_format(w, "%s%s nss\" d=\"", l->dashed ? " dash" : "", more);
}

static void
line(struct write *w, const struct plot_lines *p, const struct plot_line *l)
{
	bool down = false;
	size_t i;

	if (l->low != NULL && l->high != NULL)
		band(w, p, l);
	line_class(w, l, "");
	for (i = 0; i < l->n; i++) {
		if (!isnan(l->y[i]))
			point(w, down ? 'L' : 'M', along(p, l->x[i]),
			    up(p, l->y[i]));
		down = !isnan(l->y[i]);
	}
	write_z(w, "\"/>");
	for (i = 0; l->dots && i < l->n; i++)
		if (!isnan(l->y[i])) {
			line_class(w, l, " pt");
			point(w, 'M', along(p, l->x[i]), up(p, l->y[i]));
			write_z(w, "h.01\"/>");
		}
}

void
plot_lines(struct write *w, const struct plot_lines *p)
{
	size_t i;

	begin(w, "f", "0 0 1000 400", &p->name);
	line_grid(w, p);
	for (i = 0; i < p->n; i++)
		line(w, p, &p->lines[i]);
	write_z(w, "</svg>");
}

/* ---- radar ---- */

struct spot {
	double x, y;
};

static struct spot
on_spoke(const struct plot_radar *r, size_t spoke, double value)
{
	double turn = 2 * PI * (double)spoke / (double)r->n_spokes;
	double centre = r->scale.lo - 1;
	double part = (value - centre) / (r->scale.hi - centre);
	struct spot s;

	part = fmax(0, part);
	turn = (r->rtl ? -turn : turn) - PI / 2;
	s.x = RADAR_WIDE / 2 + RADIUS * part * cos(turn);
	s.y = RADAR_HIGH / 2 + 4 + RADIUS * part * sin(turn);
	return s;
}

static void
ring(struct write *w, const struct plot_radar *r, double value)
{
	struct spot s;
	size_t i;

	write_z(w, "<path class=\"lg\" d=\"");
	for (i = 0; i < r->n_spokes; i++) {
		s = on_spoke(r, i, value);
		point(w, i == 0 ? 'M' : 'L', s.x, s.y);
	}
	write_z(w, "Z\"/>");
}

static void
web(struct write *w, const struct plot_radar *r)
{
	double v;
	size_t i;
	struct spot s;

	for (v = r->scale.lo; v <= r->scale.hi && v < r->scale.lo + MOST_RINGS;
	     v++)
		ring(w, r, v);
	for (i = 0; i < r->n_spokes; i++) {
		s = on_spoke(r, i, r->scale.hi);
		write_format(w, "<path class=\"lg\" d=\"M%d %d", RADAR_WIDE / 2,
		    RADAR_HIGH / 2 + 4);
		point(w, 'L', s.x, s.y);
		write_z(w, "\"/>");
	}
}

static size_t
missing(const double *v, size_t n)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		count += isnan(v[i]) != 0;
	return count;
}

/* Whole outlines are filled and closed; one with a missing value starts
 * behind it and stays open. */
static void
outline(
    struct write *w, const struct plot_radar *r, const struct plot_series *q)
{
	size_t i, k, n = r->n_spokes, start = 0;
	bool down = false, whole = missing(q->value, n) == 0;
	struct spot s;

	while (!whole && start < n && !isnan(q->value[start]))
		start++;
	if (q->colour == 0)
		write_z(w, "<path class=\"li dash\" d=\"");
	else
		write_format(w, "<path class=\"l%d%s\" d=\"", q->colour,
		    !whole ? "" : q->colour == 1 ? " f1s t25" : " f2s");
	for (k = 0; k < n; k++) {
		i = (start + k) % n;
		if (!isnan(q->value[i])) {
			s = on_spoke(r, i, q->value[i]);
			point(w, down ? 'L' : 'M', s.x, s.y);
		}
		down = !isnan(q->value[i]);
	}
	write_z(w, whole ? "Z\"/>" : "\"/>");
}

static void
marks(struct write *w, const struct plot_radar *r, const struct plot_series *q)
{
	struct spot s;
	size_t i;

	for (i = 0; i < r->n_spokes && q->colour > 0; i++) {
		if (isnan(q->value[i]))
			continue;
		s = on_spoke(r, i, q->value[i]);
		if (q->colour == 2) {
			write_z(w, "<rect class=\"f2\" x=\"");
			chart_number(w, s.x - 3.5);
			write_z(w, "\" y=\"");
			chart_number(w, s.y - 3.5);
			write_z(w, "\" width=\"7\" height=\"7\"/>");
		} else {
			write_format(
			    w, "<circle class=\"f%d\" cx=\"", q->colour);
			chart_number(w, s.x);
			write_z(w, "\" cy=\"");
			chart_number(w, s.y);
			write_z(w, "\" r=\"4\"/>");
		}
	}
}

/* How much of the text fits one line: whole words, at least one. */
static size_t
one_line(str text)
{
	size_t i, end = 0;

	for (i = 0; i <= text.n; i++) {
		if (i < text.n && text.p[i] != ' ')
			continue;
		if (end > 0 && str_points(str_part(text, 0, i)) > LINE_LETTERS)
			break;
		end = i;
	}
	return end;
}

static int
lines_of(str text)
{
	int n = 0;

	for (text = str_trim(text); text.n > 0; n++)
		text = str_trim(str_part(text, one_line(text), text.n));
	return n;
}

static void
spoke_name(struct write *w, const struct plot_radar *r, size_t spoke)
{
	double reach = r->scale.hi - r->scale.lo + 1;
	struct spot s = on_spoke(r, spoke, r->scale.lo - 1 + reach * 1.11);
	double aside = s.x - RADAR_WIDE / 2;
	const char *anchor = fabs(aside) < 8 ? "middle"
			     : aside > 0     ? "start"
					     : "end";
	double y = s.y - (lines_of(r->spokes[spoke]) - 1) * 8;
	str rest = str_trim(r->spokes[spoke]);
	size_t n;

	y += fabs(aside) >= 8 ? 4 : s.y < RADAR_HIGH / 2 ? -4 : 8;
	for (; rest.n > 0; y += 16) {
		n = one_line(rest);
		write_z(w, "<text x=\"");
		chart_number(w, s.x);
		write_z(w, "\" y=\"");
		chart_number(w, y);
		write_format(w, "\" text-anchor=\"%s\">", anchor);
		chart_text(w, str_part(rest, 0, n));
		write_z(w, "</text>");
		rest = str_trim(str_part(rest, n, rest.n));
	}
}

static void
ring_numbers(struct write *w, const struct plot_radar *r)
{
	struct spot s;
	double v;

	for (v = r->scale.lo; v <= r->scale.hi && v < r->scale.lo + MOST_RINGS;
	     v++) {
		s = on_spoke(r, 0, v);
		write_z(w, "<text class=\"tk\" x=\"");
		chart_number(w, s.x + 5);
		write_z(w, "\" y=\"");
		chart_number(w, s.y + 4);
		write_z(w, "\">");
		chart_number(w, v);
		write_z(w, "</text>");
	}
}

void
plot_radar(struct write *w, const struct plot_radar *r)
{
	size_t i;

	if (r->n_spokes < 3)
		return;
	begin(w, "rad", "0 0 460 400", &r->name);
	web(w, r);
	for (i = 0; i < r->n_series; i++) {
		outline(w, r, &r->series[i]);
		marks(w, r, &r->series[i]);
	}
	ring_numbers(w, r);
	for (i = 0; i < r->n_spokes; i++)
		spoke_name(w, r, i);
	write_z(w, "</svg>");
}

/* ---- quadrants ---- */

static double
field_x(const struct plot_quadrants *q, double value)
{
	double part = (value - q->x.lo) / (q->x.hi - q->x.lo);

	part = fmax(0, fmin(1, part));
	return q->rtl ? FIELD_WIDE - FIELD_LEFT - part * FIELD
	    : FIELD_LEFT + part * FIELD;
}

static double
field_y(const struct plot_quadrants *q, double value)
{
	double part = (value - q->y.lo) / (q->y.hi - q->y.lo);

	return FIELD_TOP + FIELD - fmax(0, fmin(1, part)) * FIELD;
}

static void
words(struct write *w, const char *class, double x, double y,
    const char *anchor, str text)
{
	write_format(w, "<text class=\"%s\" x=\"", class);
	chart_number(w, x);
	write_z(w, "\" y=\"");
	chart_number(w, y);
	write_format(w, "\" text-anchor=\"%s\">", anchor);
	chart_text(w, text);
	write_z(w, "</text>");
}

static void
field_frame(struct write *w, const struct plot_quadrants *q)
{
	double left = q->rtl ? FIELD_WIDE - FIELD_LEFT - FIELD : FIELD_LEFT;
	double x = field_x(q, isnan(q->performance) ? (q->x.lo + q->x.hi) / 2
	    : q->performance);
	double y = field_y(q, isnan(q->importance) ? (q->y.lo + q->y.hi) / 2
	    : q->importance);
	int bottom = FIELD_TOP + FIELD;

	write_z(w, "<path class=\"lg\" d=\"");
	point(w, 'M', left, FIELD_TOP);
	write_format(w, "h%dv%dh-%dz\"/><path class=\"la dash\" d=\"", FIELD,
	    FIELD, FIELD);
	point(w, 'M', x, FIELD_TOP);
	write_format(w, "V%d", bottom);
	point(w, 'M', left, y);
	write_format(w, "h%d\"/>", FIELD);
	words(w, "tk", left + 8, FIELD_TOP + 18, "start",
	    q->field[q->rtl ? 1 : 0]);
	words(w, "tk", left + FIELD - 8, FIELD_TOP + 18, "end",
	    q->field[q->rtl ? 0 : 1]);
	words(w, "tk", left + FIELD - 8, bottom - 10, "end",
	    q->field[q->rtl ? 3 : 2]);
	words(
	    w, "tk", left + 8, bottom - 10, "start", q->field[q->rtl ? 2 : 3]);
}

static void
mark(struct write *w, double x, double y, double value)
{
	write_z(w, "<text class=\"tk\" text-anchor=\"middle\" x=\"");
	chart_number(w, x);
	write_z(w, "\" y=\"");
	chart_number(w, y);
	write_z(w, "\">");
	chart_number(w, value);
	write_z(w, "</text>");
}

static void
field_axes(struct write *w, const struct plot_quadrants *q)
{
	double left = q->rtl ? FIELD_WIDE - FIELD_LEFT - FIELD : FIELD_LEFT;
	double beside = q->rtl ? FIELD_WIDE - FIELD_LEFT + 16 : FIELD_LEFT - 16;
	double v;

	for (v = ceil(q->x.lo); v <= q->x.hi && v < q->x.lo + MOST_RINGS; v++)
		mark(w, field_x(q, v), FIELD_TOP + FIELD + 16, v);
	for (v = ceil(q->y.lo); v <= q->y.hi && v < q->y.lo + MOST_RINGS; v++)
		mark(w, beside, field_y(q, v) + 4, v);
	words(w, "ax", left + FIELD / 2, FIELD_TOP + FIELD + 36, "middle",
	    q->across);
	beside = q->rtl ? FIELD_WIDE - 12 : 14;
	write_z(w, "<g transform=\"translate(");
	chart_number(w, beside);
	write_format(w, " %d) rotate(%d)\">", FIELD_TOP + FIELD / 2,
	    q->rtl ? 90 : -90);
	words(w, "ax", 0, 0, "middle", q->upright);
	write_z(w, "</g>");
}

/* Numbers must not cover each other: one that would is moved aside until
 * it is free, with a line back to its place. */
static struct spot
free_spot(const struct spot *taken, size_t n, struct spot want)
{
	struct spot at = want;
	size_t i;
	int turn;

	for (turn = 0; turn < 36; turn++) {
		for (i = 0;
		     i < n && hypot(at.x - taken[i].x, at.y - taken[i].y) >= 21;
		     i++)
			;
		if (i == n)
			return at;
		at.x = want.x + (22 + 5 * (turn / 12.0)) * cos(turn * PI / 6);
		at.y = want.y - (22 + 5 * (turn / 12.0)) * sin(turn * PI / 6);
	}
	return at;
}

static void
numbered(struct write *w, const struct plot_point *p, struct spot place,
    struct spot at)
{
	if (at.x != place.x || at.y != place.y) {
		write_z(w, "<path class=\"la\" d=\"");
		point(w, 'M', place.x, place.y);
		point(w, 'L', at.x, at.y);
		write_z(w, "\"/>");
	}
	write_format(w, "<circle class=\"%s\" r=\"10\" cx=\"",
	    p->strong ? "f4" : "hol l1");
	chart_number(w, at.x);
	write_z(w, "\" cy=\"");
	chart_number(w, at.y);
	write_format(w, "\"/><text class=\"no%s\" text-anchor=\"middle\" x=\"",
	    p->strong ? " on" : "");
	chart_number(w, at.x);
	write_z(w, "\" y=\"");
	chart_number(w, at.y + 4);
	write_z(w, "\">");
	write_int(w, p->number);
	write_z(w, "</text>");
}

void
plot_quadrants(struct write *w, const struct plot_quadrants *q)
{
	struct spot taken[MOST_POINTS], place;
	const struct plot_point *p;
	size_t i, n = 0;

	begin(w, "rad quad", "0 0 420 400", &q->name);
	field_frame(w, q);
	field_axes(w, q);
	for (i = 0; i < q->n && n < MOST_POINTS; i++) {
		p = &q->points[i];
		if (isnan(p->performance) || isnan(p->importance))
			continue;
		place = (struct spot){ field_x(q, p->performance),
		    field_y(q, p->importance) };
		taken[n] = free_spot(taken, n, place);
		numbered(w, p, place, taken[n++]);
	}
	write_z(w, "</svg>");
}
