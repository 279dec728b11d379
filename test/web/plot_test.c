/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of web/plot: places are worked out beside each check.  The whole
 * drawings in test/golden/chart were made by another program, the one the
 * look was designed with.
 */
#include "web/plot.h"

#include <stdio.h>

#include "base/arena.h"
#include "test.h"

enum { LIMIT = 1 << 16 };

static const double NONE = NAN;

static bool
has(str text, const char *what)
{
	return str_find(text, str_of(what)) < text.n;
}

static const str spokes[] = {
	{ "Up", 2 }, { "Planning and budgeting", 22 }, { "Down", 4 }, { "Left", 4 } };

static str
radar(struct arena *a, const double *value, int colour, bool rtl)
{
	struct write w = write_new(a, LIMIT);
	struct plot_series s = { value, colour };
	struct plot_radar r = { { "r1", S("Shape"), S("Four spokes.") },
	    { 1, 5 }, spokes, 4, &s, 1, rtl };

	plot_radar(&w, &r);
	return write_done(&w);
}

static void
a_radar_starts_at_the_top_and_turns_clockwise(struct arena *a)
{
	double v[] = { 5, 5, 2.5, 0 };
	str got = radar(a, v, 1, false);

	/* Centre 230 204, radius 138 for 5 with the centre at 0:
	 * up 204-138 = 66; right 230+138 = 368; down 204+69 = 273 */
	CHECK(has(got, "<path class=\"l1 f1s t25\" d=\"M230 66L368 204L230 273L230 204Z\"/>"));
	CHECK(has(got, "aria-labelledby=\"r1-t r1-d\""));
	CHECK(has(got, "<title id=\"r1-t\">Shape</title>"));
}

static void
a_radar_read_from_right_to_left_turns_the_other_way(struct arena *a)
{
	double v[] = { 5, 5, 2.5, 0 };
	str got = radar(a, v, 1, true);

	CHECK(has(got, "d=\"M230 66L92 204L230 273L230 204Z\"/>"));
}

static void
an_outline_with_a_missing_value_stays_open(struct arena *a)
{
	double v[] = { 5, NONE, 5, 5 };
	str got = radar(a, v, 2, false);

	/* It begins behind the gap: down, left, up. */
	CHECK(has(got, "<path class=\"l2\" d=\"M230 342L92 204L230 66\"/>"));
	CHECK(!has(got, "x=\"226.5\" y=\"200.5\""));    /* no mark in the centre */
}

static void
a_long_name_is_broken_between_words(struct arena *a)
{
	double v[] = { 1, 1, 1, 1 };
	str got = radar(a, v, 1, false);

	CHECK(has(got, ">Planning and</text>"));
	CHECK(has(got, ">budgeting</text>"));
}

static void
two_spokes_are_no_radar(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct plot_radar r = { { "r1", S(""), S("") }, { 1, 5 }, spokes, 2,
	    NULL, 0, false };

	plot_radar(&w, &r);
	CHECK(write_done(&w).n == 0);
}

static void
a_missing_point_breaks_the_line_and_its_band(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	const double x[] = { 0, 1, 2, 3, 4 };
	const double y[] = { 0, 2, NONE, 4, 2 };
	const double low[] = { 0, 1, NONE, 3, 1 };
	const double high[] = { 1, 3, NONE, 4, 3 };
	struct plot_line l = { x, y, low, high, 5, 1, false, true };
	struct plot_lines p = { { "t", S("T"), S("D") }, { 0, 4 }, { 0, 4 },
	    0, 1, &l, 1 };
	str got;

	plot_lines(&w, &p);
	got = write_done(&w);
	CHECK(has(got, "<path class=\"l1 t3 nss\" d=\"M0 400L250 200M750 0L1000 200\"/>"));
	CHECK(has(got, "<path class=\"f1s\" d=\"M0 300L250 100L250 300L0 400Z\"/>"));
	CHECK(has(got, "<path class=\"f1s\" d=\"M750 0L1000 100L1000 300L750 100Z\"/>"));
	CHECK(has(got, "preserveAspectRatio=\"none\""));
}

static void
a_point_without_both_values_is_not_in_a_quadrant(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct plot_point at[] = {
		{ 1, 5, 7, true }, { NONE, 3, 8, false }, { 3, NONE, 9, false } };
	struct plot_quadrants q = { { "q", S("T"), S("D") }, { 1, 5 }, { 1, 5 },
	    NONE, NONE, at, 3, S("able"), S("important"),
	    { S("a"), S("b"), S("c"), S("d") }, false };
	str got;

	plot_quadrants(&w, &q);
	got = write_done(&w);
	/* lowest performance: x 56; highest importance: y 12 */
	CHECK(has(got, "<circle class=\"f4\" r=\"10\" cx=\"56\" cy=\"12\"/>"));
	CHECK(has(got, ">7</text>"));
	CHECK(!has(got, ">8</text>") && !has(got, ">9</text>"));
}

/* The same drawing, a line to each element. */
static bool
is_golden(struct arena *a, str drawing, const char *path)
{
	char *want = arena_take(a, LIMIT, 1);
	struct write w = write_new(a, LIMIT);
	FILE *f = fopen(path, "r");
	size_t i, n;

	if (f == NULL)
		return false;
	n = fread(want, 1, LIMIT, f);
	fclose(f);
	for (i = 0; i < drawing.n; i++) {
		write_char(&w, drawing.p[i]);
		if (drawing.p[i] == '>' && i + 1 < drawing.n &&
		    drawing.p[i + 1] == '<')
			write_char(&w, '\n');
	}
	write_char(&w, '\n');
	return str_same(write_done(&w), (str){ want, n });
}

static void
a_radar_is_the_one_that_was_designed(struct arena *a)
{
	const char *const name[] = { "Mandate and governance",
		"Planning and budgeting", "People and skills", "Field delivery",
		"Data and learning", "Partnerships", "Money management",
		"Inclusion" };
	const double before[] = { 3.0, 2.2, 2.5, 3.2, 1.6, 2.8, 2.4, 2.1 };
	const double now[] = { 3.3, 3.1, 3.4, 3.8, 2.0, 3.2, 2.6, 3.0 };
	const double wanted[] = { 4, 4, 4, 4.5, 4, 4, 4, 4 };
	const struct plot_series s[] = { { wanted, 0 }, { before, 2 },
		{ now, 1 } };
	struct write w = write_new(a, LIMIT);
	str spoke[8];
	struct plot_radar r = { { "r1", S("Radar of eight dimensions"),
	    S("Values are in the table.") }, { 1, 5 }, spoke, 8, s, 3, false };
	size_t i;

	for (i = 0; i < 8; i++)
		spoke[i] = str_of(name[i]);
	plot_radar(&w, &r);
	CHECK(is_golden(a, write_done(&w), "test/golden/chart/radar.svg"));
}

static void
lines_are_those_that_were_designed(struct arena *a)
{
	const double x[] = { 1, 13, 25, 35 };
	const double wanted[] = { 2.53, 3.1, 3.65, 4.05 };
	const double now[] = { 2.53, 3.05 };
	const double low[] = { 2.31, 2.82 }, high[] = { 2.75, 3.28 };
	const struct plot_line l[] = {
		{ x, wanted, NULL, NULL, 4, 0, true, false },
		{ x, now, low, high, 2, 1, false, true } };
	const struct plot_lines p = { { "t", S("Capacity"),
	    S("Assessed and wanted.") }, { 0, 35 }, { 2, 4.5 }, 12, 0.5, l, 2 };
	struct write w = write_new(a, LIMIT);

	plot_lines(&w, &p);
	CHECK(is_golden(a, write_done(&w), "test/golden/chart/lines.svg"));
}

const struct test plot_tests[] = {
	{ "a radar is the one that was designed",
	   a_radar_is_the_one_that_was_designed },
	{ "lines are those that were designed",
	   lines_are_those_that_were_designed },
	{ "a radar starts at the top and turns clockwise",
	   a_radar_starts_at_the_top_and_turns_clockwise },
	{ "a radar read from right to left turns the other way",
	   a_radar_read_from_right_to_left_turns_the_other_way },
	{ "an outline with a missing value stays open",
	   an_outline_with_a_missing_value_stays_open },
	{ "a long name is broken between words",
	   a_long_name_is_broken_between_words },
	{ "two spokes are no radar",
	   two_spokes_are_no_radar },
	{ "a missing point breaks the line and its band",
	   a_missing_point_breaks_the_line_and_its_band },
	{ "a point without both values is not in a quadrant",
	   a_point_without_both_values_is_not_in_a_quadrant },
	{ 0 }
};
