/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of base/day. Numbers and weekdays of days are those of Python's
 * datetime.date.toordinal and isoweekday.
 */
#include "base/day.h"

#include "base/arena.h"
#include "test.h"

static void
days_are_numbered_as_python_numbers_them(struct arena *a)
{
	static const struct { int y, m, d, n, weekday; } want[] = {
		{ 1, 1, 1, 1, 1 }, { 1600, 12, 31, 584388, 7 },
		{ 1900, 3, 1, 693655, 4 }, { 1970, 1, 1, 719163, 4 },
		{ 2000, 2, 29, 730179, 2 }, { 2024, 2, 29, 738945, 4 },
		{ 2026, 11, 21, 739941, 6 }, { 9999, 12, 31, 3652059, 5 },
	};
	size_t i;

	(void)a;
	for (i = 0; i < sizeof(want) / sizeof(*want); i++) {
		struct day d = day_of(want[i].y, want[i].m, want[i].d);

		CHECK(d.n == want[i].n && day_of_week(d) == want[i].weekday);
	}
	CHECK(day_of_week((struct day){ 0 }) == 0);
}

/* One day after the other by the rules of the calendar alone. */
static void
every_day_of_ten_thousand_years_splits_and_joins(struct arena *a)
{
	static const int length[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	int n, y = 1, m = 1, d = 1, year, month, dom, leap, bad = 0;

	(void)a;
	for (n = 1; n <= DAY_LAST; n++) {
		day_split((struct day){ n }, &year, &month, &dom);
		bad += year != y || month != m || dom != d;
		bad += day_of(y, m, d).n != n;
		leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
		if (++d > length[m] + (m == 2 && leap)) {
			d = 1;
			if (++m > 12)
				m = 1, y++;
		}
	}
	CHECK(bad == 0 && y == 10000);
}

static void
days_that_are_not_are_none(struct arena *a)
{
	static const char *const bad[] = { "", "2024-02-30", "2023-02-29",
		"1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00",
		"0000-01-01", "2024-1-01", "24-01-01", "2024/01/01", " 2024-01-01",
		"2024-01-01 ", "20240101", "-024-01-01", "2024-01-0x" };
	struct day d = { 77 };
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!day_read(str_of(bad[i]), &d));
	CHECK(d.n == 77 && day_of(10000, 1, 1).n == 0);
	CHECK(day_of(2023, 4, 31).n == 0 && day_of(-1, 1, 1).n == 0);
	CHECK(day_read(S("2024-02-29"), &d) && d.n == 738945);
	CHECK(str_is(day_text(a, d), "2024-02-29"));
	CHECK(str_is(day_text(a, day_of(33, 4, 3)), "0033-04-03"));
	CHECK(str_is(day_text(a, (struct day){ 0 }), ""));
	CHECK(day_text(a, (struct day){ 0 }).p != NULL);
}

static void
a_month_later_is_the_last_day_where_there_is_none(struct arena *a)
{
	(void)a;
	CHECK(day_add_months(day_of(2024, 1, 31), 1).n == day_of(2024, 2, 29).n);
	CHECK(day_add_months(day_of(2023, 1, 31), 1).n == day_of(2023, 2, 28).n);
	CHECK(day_add_months(day_of(2024, 2, 29), 12).n == day_of(2025, 2, 28).n);
	CHECK(day_add_months(day_of(2024, 11, 15), 3).n == day_of(2025, 2, 15).n);
	CHECK(day_add_months(day_of(2024, 1, 15), -1).n == day_of(2023, 12, 15).n);
	CHECK(day_add_months(day_of(1, 1, 1), -1).n == 0);
	CHECK(day_add_months(day_of(9999, 12, 1), 1).n == 0);
	CHECK(day_add_months((struct day){ 0 }, 1).n == 0);
	CHECK(day_add_months(day_of(2024, 1, 1), INT32_MAX).n == 0);
	CHECK(day_add_months(day_of(2024, 1, 1), INT32_MIN).n == 0);
}

/* 1709280300 s: date -u -d 2024-03-01T08:05:00Z +%s */
static void
moments_are_read_in_the_forms_people_and_programs_write(struct arena *a)
{
	static const char *const same[] = { "2024-03-01T08:05:00Z",
		"2024-03-01T08:05", "2024-03-01T08:05:00", "2024-03-01 08:05:00",
		"2024-03-01T08:05:00.000Z", "2024-03-01T15:05:00+07:00",
		"2024-03-01T15:05:00+0700", "2024-03-01T15:05+07",
		"2024-03-01T04:35:00-03:30", "2024-02-29T23:05:00-09:00",
		"2024-03-01t08:05:00z" };
	int64_t ms = 0;
	size_t i;

	(void)a;
	for (i = 0; i < sizeof(same) / sizeof(*same); i++)
		CHECK(moment_read(str_of(same[i]), &ms) && ms == 1709280300000);
	CHECK(moment_read(S("2024-03-01"), &ms) && ms == 1709251200000);
	CHECK(moment_read(S("1970-01-01T00:00:00.25Z"), &ms) && ms == 250);
	CHECK(moment_read(S("1970-01-01T00:00:00.123456789Z"), &ms) && ms == 123);
	CHECK(moment_read(S("1969-12-31T23:59:59.999Z"), &ms) && ms == -1);
	CHECK(moment_read(S("2016-12-31T23:59:60Z"), &ms) && ms == 1483228800000);
}

static void
moments_that_are_not_are_refused(struct arena *a)
{
	static const char *const bad[] = { "", "2024", "2024-02-30T00:00:00Z",
		"2024-03-01T", "2024-03-01T8:05", "2024-03-01T24:00:00",
		"2024-03-01T08:60:00", "2024-03-01T08:05:61", "2024-03-01T08:05:",
		"2024-03-01T08:05:00.", "2024-03-01T08:05:00+7",
		"2024-03-01T08:05:00+07:", "2024-03-01T08:05:00+24:00",
		"2024-03-01T08:05:00+07:60", "2024-03-01T08:05:00ZZ",
		"2024-03-01x08:05:00", "2024-03-01T08:05:00 Z",
		"0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00" };
	int64_t ms = 77;
	size_t i;

	(void)a;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!moment_read(str_of(bad[i]), &ms));
	CHECK(ms == 77);
}

static void
moments_are_written_in_utc(struct arena *a)
{
	CHECK(str_is(moment_text(a, 1709280300000), "2024-03-01T08:05:00Z"));
	CHECK(str_is(moment_text(a, 1709280300250), "2024-03-01T08:05:00.250Z"));
	CHECK(str_is(moment_text(a, -1), "1969-12-31T23:59:59.999Z"));
	CHECK(str_is(moment_text(a, MOMENT_NONE), ""));
	CHECK(str_is(moment_text(a, INT64_MAX), ""));
	CHECK(moment_day(-1).n == day_of(1969, 12, 31).n);
	CHECK(moment_day(0).n == day_of(1970, 1, 1).n);
	CHECK(moment_day(MOMENT_NONE).n == 0);
	CHECK(moment_day(moment_of_day(day_of(1, 1, 1))).n == 1);
	CHECK(moment_of_day((struct day){ 0 }) == MOMENT_NONE);
	CHECK(moment_of_day(day_of(2024, 3, 1)) == 1709251200000);
}

const struct test day_tests[] = {
	{ "days are numbered as Python numbers them",
	   days_are_numbered_as_python_numbers_them },
	{ "every day of ten thousand years splits and joins",
	   every_day_of_ten_thousand_years_splits_and_joins },
	{ "days that are not are none",
	   days_that_are_not_are_none },
	{ "a month later is the last day where there is none",
	   a_month_later_is_the_last_day_where_there_is_none },
	{ "moments are read in the forms people and programs write",
	   moments_are_read_in_the_forms_people_and_programs_write },
	{ "moments that are not are refused",
	   moments_that_are_not_are_refused },
	{ "moments are written in UTC",
	   moments_are_written_in_utc },
	{ 0 }
};
