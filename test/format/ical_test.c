/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of format/ical and format/zone.  test/http/mail.mjs has calendars
 * read by another library.
 */
#include "format/ical.h"

#include "base/arena.h"
#include "format/zone.h"
#include "test.h"

static bool
has(str in, const char *what)
{
	return str_find(in, str_of(what)) < in.n;
}

static str
made(struct arena *a, const struct ical_item *item, const char *method)
{
	struct ical of = { S("Khóa học"), method, item, 1 };
	struct errors e = { .arena = a };
	str out = { 0 };

	CHECK(ical_write(a, &of, &out, &e));
	return out;
}

static void
times_are_utc_and_days_are_days(struct arena *a)
{
	struct ical_item i = { .uid = S("session-1@tilth"), .summary = S("One"),
		.starts = 1767225600000, .ends = 1767232800000,
		.stamp = 1767225600000, .sequence = 4 };
	str out = made(a, &i, "PUBLISH");

	/* 2026-01-01T00:00:00Z and two hours later. */
	CHECK(has(out, "DTSTART:20260101T000000Z\r\n"));
	CHECK(has(out, "DTEND:20260101T020000Z\r\n"));
	CHECK(has(out, "UID:session-1@tilth\r\n"));
	CHECK(has(out, "SEQUENCE:4\r\n") && has(out, "METHOD:PUBLISH\r\n"));
	i.starts = i.ends = MOMENT_NONE;
	i.from = day_of(2026, 1, 30);
	i.until = day_of(2026, 1, 31);
	out = made(a, &i, "PUBLISH");
	CHECK(has(out, "DTSTART;VALUE=DATE:20260130\r\n"));
	CHECK(has(out, "DTEND;VALUE=DATE:20260201\r\n"));  /* not counted */
}

static void
texts_are_escaped_and_folded(struct arena *a)
{
	struct ical_item i = { .uid = S("x@tilth"),
		.summary = str_of("Học phí; phòng A, tầng 2\nmang theo máy "
		    "tính xách tay và tài liệu của buổi trước nhé các bạn"),
		.starts = MOMENT_NONE, .ends = MOMENT_NONE,
		.from = day_of(2026, 1, 1) };
	str out = made(a, &i, "PUBLISH"), rest = out, line;

	CHECK(has(out, "SUMMARY:Học phí\\; phòng A\\, tầng 2\\nmang"));
	while (str_cut(&rest, '\n', &line)) {
		CHECK(line.n <= 76);            /* with the carriage return */
		CHECK(str_utf8(line));          /* no character is cut */
	}
}

static void
what_is_cancelled_says_so(struct arena *a)
{
	struct ical_item i = { .uid = S("x@tilth"), .summary = S("One"),
		.starts = MOMENT_NONE, .ends = MOMENT_NONE,
		.from = day_of(2026, 1, 1), .cancelled = true,
		.organizer = S("office@tilth.example"),
		.organizer_name = S("Office \"of\" Tilth"),
		.attendee = S("awa@example.org\r\nX-BAD:1") };
	str out = made(a, &i, "CANCEL");

	CHECK(has(out, "METHOD:CANCEL") && has(out, "STATUS:CANCELLED"));
	CHECK(has(out, "ORGANIZER;CN=Office of Tilth:mailto:office@"));
	CHECK(!has(out, "\nX-BAD"));
}

static void
clocks_of_countries_are_known(struct arena *a)
{
	int minutes;
	struct day on;

	CHECK(str_is(zone_of_country(a, S("VN")), "Asia/Ho_Chi_Minh"));
	CHECK(str_none(zone_of_country(a, S("RU"))));
	CHECK(str_none(zone_of_country(a, S("XM (a made-up one)"))));
	/* Seven hours ahead of UTC, all year. */
	CHECK(zone_moment(S("Asia/Ho_Chi_Minh"), day_of(2026, 1, 1), 450) ==
	    1767225600000 + (450 - 420) * 60000);
	/* Berlin is two hours ahead in July, one in January. */
	CHECK(zone_moment(S("Europe/Berlin"), day_of(2026, 7, 1), 120) ==
	    1782864000000);
	CHECK(zone_moment(S("Europe/Berlin"), day_of(2026, 1, 1), 60) ==
	    1767225600000);
	on = zone_day(S("Asia/Ho_Chi_Minh"), 1767225600000, &minutes);
	CHECK(on.n == day_of(2026, 1, 1).n && minutes == 420);
	CHECK(!zone_is(S("Mars/Olympus")) && zone_is(S("UTC")));
	CHECK(zone_moment(S("Mars/Olympus"), day_of(2026, 1, 1), 0) ==
	    MOMENT_NONE);
}

const struct test ical_tests[] = {
	{ "times are UTC and days are days", times_are_utc_and_days_are_days },
	{ "texts are escaped and folded between characters",
	   texts_are_escaped_and_folded },
	{ "what is cancelled says so", what_is_cancelled_says_so },
	{ "clocks of countries are known", clocks_of_countries_are_known },
	{ 0 }
};
