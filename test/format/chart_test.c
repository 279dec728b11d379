/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of format/chart: places on the scale are worked out beside each
 * check.
 */
#include "format/chart.h"

#include <string.h>

#include "base/arena.h"
#include "test.h"

enum { LIMIT = 1 << 16 };

static const double NONE = NAN;

static bool
has(str text, const char *what)
{
	return str_find(text, str_of(what)) < text.n;
}

static size_t
times(str text, const char *what)
{
	str w = str_of(what);
	size_t n = 0, at;

	while ((at = str_find(text, w)) < text.n) {
		text = str_part(text, at + w.n, text.n);
		n++;
	}
	return n;
}

static void
a_change_shows_before_now_and_wanted_at_their_places(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct chart_change c = { { 1, 5 }, 2.5, 3.4, 4.2,
	    S("People: 2.5, now 3.4, wanted 4.2") };
	str got;

	chart_change(&w, &c);
	got = write_done(&w);
	/* (2.5-1)/4 = 37.5 %, (3.4-1)/4 = 60 %, (4.2-1)/4 = 80 % */
	CHECK(has(got, "<svg x=\"37.5%\""));
	CHECK(has(got, "<circle class=\"f1\" cx=\"60%\""));
	CHECK(has(got, "<line class=\"li t3\" x1=\"80%\" x2=\"80%\""));
	CHECK(times(got, "class=\"lg\"") == 5);         /* 1, 2, 3, 4, 5 */
	CHECK(has(got, "role=\"img\" aria-label=\"People: 2.5, now"));
}

static void
what_is_missing_is_left_out_and_never_drawn_at_zero(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct chart_change c = { { 0, 4 }, NONE, 2, NONE, { 0 } };
	str got;

	chart_change(&w, &c);
	got = write_done(&w);
	CHECK(!has(got, "<rect"));                      /* no before */
	CHECK(!has(got, "class=\"li"));                 /* nothing wanted */
	CHECK(has(got, "cx=\"50%\""));
	CHECK(has(got, "aria-hidden=\"true\""));
}

static void
a_row_without_any_value_shows_a_dash(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct chart_bar b = { { 0, 100 }, NONE, NONE, 1, { 0 } };
	str got;

	chart_bar(&w, &b);
	got = write_done(&w);
	CHECK(has(got, "<line class=\"l6\" x1=\"0\" x2=\"10\""));
	CHECK(!has(got, "class=\"f1\""));
}

static void
a_value_beyond_the_scale_is_drawn_at_its_end(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct chart_bar b = { { 0, 100 }, 130, -5, 1, { 0 } };
	str got;

	chart_bar(&w, &b);
	got = write_done(&w);
	CHECK(has(got, "class=\"f1\" x=\"0\" y=\"6\" width=\"100%\""));
	CHECK(has(got, "x1=\"0%\" x2=\"0%\""));
}

static void
an_insignificant_estimate_is_hollow(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct chart_interval c = { { -0.5, 2 }, 0.25, -0.1, 0.6, 0.5, 6,
	    false, { 0 } };
	str got;

	chart_interval(&w, &c);
	got = write_done(&w);
	CHECK(has(got, "class=\"hol l6\""));
	/* zero: 0.5/2.5 = 20 %; -0.1: 0.4/2.5 = 16 %; 0.6: 1.1/2.5 = 44 % */
	CHECK(has(got, "<line class=\"la\" x1=\"20%\""));
	CHECK(has(got, "x1=\"16%\" x2=\"44%\""));
}

static void
shares_fill_the_row_and_skip_what_is_missing(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct chart_dot d[] = { { 3, 1 }, { NONE, 3 }, { 1, 2 } };
	str got;

	chart_shares(&w, d, 3, S("3 of 4"));
	got = write_done(&w);
	CHECK(has(got, "class=\"f1\" x=\"0%\" y=\"0\" width=\"75%\""));
	CHECK(has(got, "class=\"f2\" x=\"75%\" y=\"0\" width=\"25%\""));
	CHECK(!has(got, "class=\"f3\""));
}

static void
groups_are_joined_from_least_to_most(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct chart_dot d[] = { { 3, 1 }, { NONE, 3 }, { 2, 2 }, { 5, 5 } };
	str got;

	chart_spread(&w, (struct chart_scale){ 1, 5 }, d, 4, S("x"));
	got = write_done(&w);
	CHECK(has(got, "<line class=\"l6 t25\" x1=\"25%\" x2=\"100%\""));
	CHECK(times(got, "<circle") == 2);
	CHECK(times(got, "<rect") == 1);
}

static void
a_broken_sparkline_lifts_the_pen(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	double v[] = { 1, 2, NONE, 3, 1 };
	str got;

	chart_spark(&w, v, 5, 1);
	got = write_done(&w);
	/* 1 is lowest: y 25; 2: 25-11 = 14; 3 highest: 3 */
	CHECK(has(got, "d=\"M0 25L25 14M75 3L100 25\""));
}

static void
the_axis_is_mirrored_from_right_to_left(struct arena *a)
{
	struct chart_tick t[] = { { 1, S("one") }, { 2, S("<two>") } };
	struct write w = write_new(a, LIMIT), r = write_new(a, LIMIT);
	str got;

	chart_axis(&w, (struct chart_scale){ 1, 5 }, t, 2, false);
	got = write_done(&w);
	CHECK(has(got, "x=\"0%\" y=\"12\" text-anchor=\"start\">one<"));
	CHECK(has(got, "x=\"25%\" y=\"12\" text-anchor=\"middle\">&lt;two&gt;<"));
	chart_axis(&r, (struct chart_scale){ 1, 5 }, t, 2, true);
	got = write_done(&r);
	CHECK(has(got, "x=\"100%\" y=\"12\" text-anchor=\"end\">one<"));
	CHECK(has(got, "x=\"75%\""));
}

static void
the_colour_of_a_gap_is_of_the_number_shown(struct arena *a)
{
	(void)a;
	CHECK(strcmp(chart_heat(NONE), "nd") == 0);
	CHECK(strcmp(chart_heat(-1.2), "h0") == 0);
	CHECK(strcmp(chart_heat(0.44), "h0") == 0);
	CHECK(strcmp(chart_heat(0.46), "h1") == 0);     /* shown as 0.5 */
	CHECK(strcmp(chart_heat(0.94), "h1") == 0);
	CHECK(strcmp(chart_heat(1.0), "h2") == 0);
	CHECK(strcmp(chart_heat(1.5), "h3") == 0);
	CHECK(strcmp(chart_heat(1.96), "h4") == 0);     /* shown as 2.0 */
	CHECK(strcmp(chart_heat(2.4), "h4") == 0);
	CHECK(strcmp(chart_heat(2.5), "h5") == 0);
	CHECK(strcmp(chart_heat(4), "h5") == 0);
}

static void
a_label_cannot_leave_its_attribute(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct chart_bar b = { { 0, 1 }, 0.5, NONE, 1,
	    S("\"><script>x & y</script>") };
	str got;

	chart_bar(&w, &b);
	got = write_done(&w);
	CHECK(has(got, "aria-label=\"&quot;&gt;&lt;script&gt;x &amp; y&lt;/script&gt;\""));
}

static void
a_timeline_row_shows_plan_work_milestones_and_today(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	const double stone[] = { 6, NONE };
	struct chart_span c = { { 0, 8 }, 4, 1, 5, 2, 4, 2, true, stone, 2, 7,
		{ 0 } };
	str got;

	chart_span(&w, &c);
	got = write_done(&w);
	/* of 8: 1 is 12.5%, 4 wide is 50%; 2 is 25%, 2 wide is 25% */
	CHECK(has(got, "<rect class=\"crit\" x=\"12.5%\" y=\"11\" width=\"50%\""));
	CHECK(has(got, "<rect class=\"f2\" x=\"25%\" y=\"11\" width=\"25%\""));
	CHECK(has(got, "<svg x=\"75%\""));                      /* 6 / 8 */
	CHECK(times(got, "<svg x=") == 1);
	CHECK(has(got, "<line class=\"l4\" x1=\"87.5%\""));   /* 7 / 8 */
	CHECK(times(got, "class=\"lg\"") == 3);                 /* 0 4 8 */
}

static void
what_runs_off_the_timeline_is_cut_at_its_end(struct arena *a)
{
	struct write w = write_new(a, LIMIT);
	struct chart_span c = { { 0, 8 }, 0, -2, 4, 6, 20, 1, false, NULL, 0,
		9, { 0 } };
	str got;

	chart_span(&w, &c);
	got = write_done(&w);
	CHECK(has(got, "<rect class=\"f0\" x=\"0%\" y=\"11\" width=\"50%\""));
	CHECK(has(got, "<rect class=\"f1\" x=\"75%\" y=\"11\" width=\"25%\""));
	CHECK(!has(got, "<line"));      /* no grid, and today is past the end */
}

const struct test chart_tests[] = {
	{ "a timeline row shows plan, work, milestones and today",
	   a_timeline_row_shows_plan_work_milestones_and_today },
	{ "what runs off the timeline is cut at its end",
	   what_runs_off_the_timeline_is_cut_at_its_end },
	{ "a change shows before, now and wanted at their places",
	   a_change_shows_before_now_and_wanted_at_their_places },
	{ "what is missing is left out and never drawn at zero",
	   what_is_missing_is_left_out_and_never_drawn_at_zero },
	{ "a row without any value shows a dash",
	   a_row_without_any_value_shows_a_dash },
	{ "a value beyond the scale is drawn at its end",
	   a_value_beyond_the_scale_is_drawn_at_its_end },
	{ "an insignificant estimate is hollow",
	   an_insignificant_estimate_is_hollow },
	{ "shares fill the row and skip what is missing",
	   shares_fill_the_row_and_skip_what_is_missing },
	{ "groups are joined from least to most",
	   groups_are_joined_from_least_to_most },
	{ "a broken sparkline lifts the pen",
	   a_broken_sparkline_lifts_the_pen },
	{ "the axis is mirrored from right to left",
	   the_axis_is_mirrored_from_right_to_left },
	{ "the colour of a gap is of the number shown",
	   the_colour_of_a_gap_is_of_the_number_shown },
	{ "a label cannot leave its attribute",
	   a_label_cannot_leave_its_attribute },
	{ 0 }
};
