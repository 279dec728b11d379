/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/chart.h"

#include <assert.h>
#include <math.h>

static const char *const step_class[] = { "f0", "fb", "f1" };
static const char *const heat_class[] = { "h0", "h1", "h2", "h3", "h4", "h5" };

/* value with that many decimals, none at its end that is 0; without the
 * locale, and the same bytes on every machine. */
static void
decimal(struct write *w, double value, int64_t power)
{
	int64_t n = llround(value * (double)power);
	int64_t rest;

	if (n < 0) {
		write_char(w, '-');
		n = -n;
	}
	write_int(w, n / power);
	rest = n % power;
	if (rest == 0)
		return;
	write_char(w, '.');
	for (power /= 10; rest > 0; power /= 10) {
		write_int(w, rest / power);
		rest %= power;
	}
}

void
chart_number(struct write *w, double value)
{
	decimal(w, value, 10);
}

static double
place(struct chart_scale s, double value)
{
	double at = (value - s.lo) / (s.hi - s.lo) * 100;

	return fmax(0, fmin(100, at));
}

void
chart_place(struct write *w, struct chart_scale s, double value)
{
	decimal(w, place(s, value), 100);
	write_char(w, '%');
}

void
chart_text(struct write *w, str text)
{
	size_t i;

	for (i = 0; i < text.n; i++)
		switch (text.p[i]) {
		case '&': write_z(w, "&amp;"); break;
		case '<': write_z(w, "&lt;"); break;
		case '>': write_z(w, "&gt;"); break;
		case '"': write_z(w, "&quot;"); break;
		default:  write_char(w, text.p[i]);
		}
}

static void
begin(struct write *w, int height, str label)
{
	write_z(w, "<svg class=\"v f\" height=\"");
	write_int(w, height);
	if (str_none(label)) {
		write_z(w, "\" aria-hidden=\"true\">");
		return;
	}
	write_z(w, "\" role=\"img\" aria-label=\"");
	chart_text(w, label);
	write_z(w, "\">");
}

static void
end(struct write *w)
{
	write_z(w, "</svg>");
}

/* What stands for a value nobody gave. */
static void
dash(struct write *w, int middle)
{
	write_format(w,
	    "<line class=\"l6\" x1=\"0\" x2=\"10\" y1=\"%d\" y2=\"%d\"/>",
	    middle, middle);
}

static void
across(struct write *w, const char *class, struct chart_scale s, double from,
    double to, int y)
{
	write_format(w, "<line class=\"%s\" x1=\"", class);
	chart_place(w, s, from);
	write_z(w, "\" x2=\"");
	chart_place(w, s, to);
	write_format(w, "\" y1=\"%d\" y2=\"%d\"/>", y, y);
}

static void
upright(struct write *w, const char *class, struct chart_scale s, double at,
    int from, int to)
{
	write_format(w, "<line class=\"%s\" x1=\"", class);
	chart_place(w, s, at);
	write_z(w, "\" x2=\"");
	chart_place(w, s, at);
	write_format(w, "\" y1=\"%d\" y2=\"%d\"/>", from, to);
}

/* The lines of the scale run past the row, so that rows join up. */
static void
grid(struct write *w, struct chart_scale s, double step, int height)
{
	double k;
	int lines = 0;

	for (k = ceil(s.lo / step) * step; k <= s.hi && lines < 20; k += step) {
		upright(w, "lg", s, k, -6, height + 6);
		lines++;
	}
}

/* A square or circle keeps its shape while the row stretches. */
static void
square(struct write *w, int colour, struct chart_scale s, double at, int y,
    double half)
{
	write_z(w, "<svg x=\"");
	chart_place(w, s, at);
	write_format(w,
	    "\" y=\"%d\" overflow=\"visible\"><rect class=\"f%d\" x=\"", y,
	    colour);
	chart_number(w, -half);
	write_z(w, "\" y=\"");
	chart_number(w, -half);
	write_z(w, "\" width=\"");
	chart_number(w, 2 * half);
	write_z(w, "\" height=\"");
	chart_number(w, 2 * half);
	write_z(w, "\"/></svg>");
}

static void
circle(struct write *w, int colour, struct chart_scale s, double at, int y,
    double radius)
{
	write_format(w, "<circle class=\"f%d\" cx=\"", colour);
	chart_place(w, s, at);
	write_format(w, "\" cy=\"%d\" r=\"", y);
	chart_number(w, radius);
	write_z(w, "\"/>");
}

void
chart_bar(struct write *w, const struct chart_bar *b)
{
	begin(w, 24, b->label);
	write_z(w, "<rect class=\"f0\" x=\"0\" y=\"6\" width=\"100%\" "
	    "height=\"12\" rx=\"3\"/>");
	if (isnan(b->value)) {
		dash(w, 12);
	} else {
		write_format(w, "<rect class=\"f%d\" x=\"0\" y=\"6\" width=\"",
		    b->colour);
		chart_place(w, b->scale, b->value);
		write_z(w, "\" height=\"12\" rx=\"3\"/>");
	}
	if (!isnan(b->mark))
		upright(w, "li t25", b->scale, b->mark, 2, 22);
	end(w);
}

void
chart_change(struct write *w, const struct chart_change *c)
{
	bool was = !isnan(c->before), is = !isnan(c->now);
	bool aimed = !isnan(c->wanted);

	begin(w, 24, c->label);
	grid(w, c->scale, 1, 24);
	if (is && aimed)
		across(w, "lg t3", c->scale, c->now, c->wanted, 12);
	if (was && is)
		across(w, "l1 t3", c->scale, c->before, c->now, 12);
	if (was)
		square(w, 2, c->scale, c->before, 12, 5);
	if (aimed)
		upright(w, "li t3", c->scale, c->wanted, 4, 20);
	if (is)
		circle(w, 1, c->scale, c->now, 12, 6.5);
	if (!was && !is && !aimed)
		dash(w, 12);
	end(w);
}

static void
estimate(struct write *w, const struct chart_interval *c)
{
	write_z(w, "<svg x=\"");
	chart_place(w, c->scale, c->estimate);
	write_z(w, "\" y=\"14\" overflow=\"visible\">");
	if (c->total)
		write_format(w,
		    "<path class=\"f%d\" d=\"M-9 0 0-9 9 0 0 9z\"/>",
		    c->colour);
	else
		write_format(w, "<rect class=\"%s%d\" x=\"-6\" y=\"-6\" "
		    "width=\"12\" height=\"12\" rx=\"1\"/>",
		    c->colour == 6 ? "hol l" : "f", c->colour);
	write_z(w, "</svg>");
}

void
chart_interval(struct write *w, const struct chart_interval *c)
{
	char class[] = "l1 t25";

	class[1] = (char)('0' + c->colour);
	begin(w, 28, c->label);
	if (c->step > 0)
		grid(w, c->scale, c->step, 28);
	if (c->scale.lo <= 0 && c->scale.hi >= 0)
		upright(w, "la", c->scale, 0, -20, 48);
	if (!isnan(c->low) && !isnan(c->high)) {
		across(w, class, c->scale, c->low, c->high, 14);
		class[2] = '\0';
		upright(w, class, c->scale, c->low, 9, 19);
		upright(w, class, c->scale, c->high, 9, 19);
	}
	if (isnan(c->estimate))
		dash(w, 14);
	else
		estimate(w, c);
	end(w);
}

/* Groups of one mean stand one over the other, not one on the other. */
static int
aside(const struct chart_dot *d, size_t at, double near)
{
	size_t i, before = 0;

	for (i = 0; i < at; i++)
		before += fabs(d[i].value - d[at].value) < near;
	return before % 2 == 1 ? -9 * (int)(before + 1) / 2
	    : 9 * (int)before / 2;
}

void
chart_spread(struct write *w, struct chart_scale s, const struct chart_dot *d,
    size_t n, str label)
{
	double least = INFINITY, most = -INFINITY;
	size_t i;
	int y;

	for (i = 0; i < n; i++) {
		least = fmin(least, d[i].value);
		most = fmax(most, d[i].value);
	}
	begin(w, 24, label);
	grid(w, s, 1, 24);
	if (least > most)
		dash(w, 12);
	else
		across(w, "l6 t25", s, least, most, 12);
	for (i = 0; i < n; i++) {
		if (isnan(d[i].value))
			continue;
		y = 12 + aside(d, i, (s.hi - s.lo) / 50);
		if (d[i].colour % 2 == 0)
			square(w, d[i].colour, s, d[i].value, y, 4);
		else
			circle(w, d[i].colour, s, d[i].value, y, 4.5);
	}
	end(w);
}

static double
taken(double value)
{
	return value > 0 ? value : 0;           /* also of NAN */
}

void
chart_shares(struct write *w, const struct chart_dot *d, size_t n, str label)
{
	struct chart_scale s = { 0, 0 };
	double from = 0;
	size_t i;

	for (i = 0; i < n; i++)
		s.hi += taken(d[i].value);
	begin(w, 18, label);
	if (s.hi <= 0)
		dash(w, 9);
	for (i = 0; i < n && s.hi > 0; i++) {
		if (taken(d[i].value) == 0)
			continue;
		write_format(w, "<rect class=\"f%d\" x=\"", d[i].colour);
		chart_place(w, s, from);
		write_z(w, "\" y=\"0\" width=\"");
		chart_place(w, s, d[i].value);
		write_z(w, "\" height=\"18\"/>");
		if (from > 0)
			upright(w, "lw", s, from, 0, 18);
		from += d[i].value;
	}
	end(w);
}

void
chart_strip(struct write *w, const enum chart_step *step, size_t n, str label)
{
	struct chart_scale s = { 0, (double)n };
	size_t i;

	assert(n > 0);
	begin(w, 14, label);
	for (i = 0; i < n; i++) {
		write_format(w, "<rect class=\"%s\" x=\"", step_class[step[i]]);
		chart_place(w, s, (double)i);
		write_z(w, "\" y=\"1\" width=\"");
		chart_place(w, s, 0.88);
		write_z(w, "\" height=\"12\" rx=\"2\"/>");
	}
	end(w);
}

/* Points joined by lines; whatever is missing lifts the pen. */
static void
pen(struct write *w, const double *v, size_t n, double lo, double span)
{
	bool down = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (isnan(v[i])) {
			down = false;
			continue;
		}
		write_char(w, down ? 'L' : 'M');
		chart_number(
		    w, n > 1 ? 100.0 * (double)i / (double)(n - 1) : 50);
		write_char(w, ' ');
		chart_number(w, 25 - (v[i] - lo) / span * 22);
		down = true;
	}
}

void
chart_spark(struct write *w, const double *v, size_t n, int colour)
{
	double lo = INFINITY, hi = -INFINITY, span;
	size_t i;

	for (i = 0; i < n; i++) {
		lo = fmin(lo, v[i]);
		hi = fmax(hi, v[i]);
	}
	write_z(w, "<svg class=\"v f sp\" viewBox=\"0 0 100 28\" "
	    "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
	if (lo <= hi) {
		span = hi > lo ? hi - lo : 1;
		write_format(w, "<path class=\"l%d nss\" d=\"", colour);
		pen(w, v, n, lo, span);
		write_z(w, "\"/>");
		if (!isnan(v[n - 1])) {
			write_format(w, "<path class=\"l%d pt nss\" d=\"M%s ",
			    colour, n > 1 ? "100" : "50");
			chart_number(w, 25 - (v[n - 1] - lo) / span * 22);
			write_z(w, "h.01\"/>");
		}
	}
	end(w);
}

/* ---- timelines ---- */

static void
span_bar(struct write *w, const char *class, struct chart_scale s, double from,
    double to)
{
	struct chart_scale wide = { 0, s.hi - s.lo };

	if (isnan(from) || isnan(to))
		return;
	from = fmax(s.lo, from);
	to = fmin(s.hi, to);
	if (to < from)
		return;
	write_format(w, "<rect class=\"%s\" x=\"", class);
	chart_place(w, s, from);
	write_z(w, "\" y=\"11\" width=\"");
	chart_place(w, wide, to - from);
	write_z(w, "\" height=\"13\" rx=\"3\"/>");
}

void
chart_span(struct write *w, const struct chart_span *c)
{
	const char done[3] = { 'f', (char)('0' + c->colour), '\0' };
	double at;
	size_t i;

	begin(w, 34, c->label);
	for (at = c->scale.lo; c->step > 0 && at <= c->scale.hi; at += c->step)
		upright(w, "lg", c->scale, at, -8, 46);
	if (c->today >= c->scale.lo && c->today <= c->scale.hi)
		upright(w, "l4", c->scale, c->today, -8, 46);
	span_bar(w, "f0", c->scale, c->plan_from, c->plan_to);
	span_bar(w, done, c->scale, c->done_from, c->done_to);
	if (c->critical)        /* an outline, also of what is done */
		span_bar(w, "crit", c->scale, c->plan_from, c->plan_to);
	for (i = 0; i < c->stones; i++) {
		if (isnan(c->stone[i]))
			continue;
		write_z(w, "<svg x=\"");
		chart_place(w, c->scale, c->stone[i]);
		write_z(w, "\" y=\"17.5\" overflow=\"visible\"><path "
		    "class=\"fi\" d=\"M-6 0 0-6 6 0 0 6z\"/></svg>");
	}
	end(w);
}

void
chart_axis(struct write *w, struct chart_scale s, const struct chart_tick *t,
    size_t n, bool rtl)
{
	const char *anchor;
	double at;
	size_t i;

	write_z(w, "<svg class=\"xa\" aria-hidden=\"true\">");
	for (i = 0; i < n; i++) {
		at = rtl ? s.hi + s.lo - t[i].at : t[i].at;
		anchor = place(s, at) > 97 ? "end" : "middle";
		if (place(s, at) < 3)
			anchor = "start";
		write_z(w, "<text x=\"");
		chart_place(w, s, at);
		write_format(w, "\" y=\"12\" text-anchor=\"%s\">", anchor);
		chart_text(w, t[i].text);
		write_z(w, "</text>");
	}
	end(w);
}

const char *
chart_heat(double gap)
{
	if (isnan(gap))
		return "nd";
	/* One decimal is shown, and the colour is of what is shown: 1.96
	 * reads "2.0". */
	gap = fmax(0, fmin(2.5, round(gap * 10) / 10));
	return heat_class[(int)(gap * 2 + 1e-9)];
}
