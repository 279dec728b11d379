/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/day.h"

#include <stdlib.h>

#include "base/arena.h"

enum { YEAR = 365, FOUR = 4 * YEAR + 1, HUNDRED = 25 * FOUR - 1,
	ERA = 4 * HUNDRED + 1, EPOCH = 719163 };       /* 1970-01-01 */
#define DAY_MS INT64_C(86400000)

static bool
leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static int
month_length(int year, int month)
{
	return lengths[month - 1] + (month == 2 && leap(year));
}

struct day
day_of(int year, int month, int dom)
{
	int y = year - 1, n, m;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || dom < 1 ||
	    dom > month_length(year, month))
		return (struct day){ 0 };
	n = y * YEAR + y / 4 - y / 100 + y / 400 + dom;
	for (m = 1; m < month; m++)
		n += month_length(year, m);
	return (struct day){ n };
}

/* Takes whole eras, centuries, fours and years off; the last day of a
 * century or of a leap year belongs to the one before. */
static int
year_of(int n, int *rest)
{
	int era = n / ERA, hundred, four, year;

	n %= ERA;
	hundred = n / HUNDRED == 4 ? 3 : n / HUNDRED;
	n -= hundred * HUNDRED;
	four = n / FOUR;
	n %= FOUR;
	year = n / YEAR == 4 ? 3 : n / YEAR;
	*rest = n - year * YEAR;
	return era * 400 + hundred * 100 + four * 4 + year + 1;
}

void
day_split(struct day d, int *year, int *month, int *dom)
{
	int rest, m = 1;

	if (d.n < 1 || d.n > DAY_LAST) {
		*year = *month = *dom = 0;
		return;
	}
	*year = year_of(d.n - 1, &rest);
	while (rest >= month_length(*year, m))
		rest -= month_length(*year, m++);
	*month = m;
	*dom = rest + 1;
}

/* Exactly `width` digits at `at`; -1 if there is anything else. */
static int
number(str s, size_t at, size_t width)
{
	size_t i;
	int n = 0;

	if (at + width > s.n)
		return -1;
	for (i = at; i < at + width; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		n = n * 10 + (s.p[i] - '0');
	}
	return n;
}

bool
day_read(str s, struct day *d)
{
	struct day read;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	read = day_of(number(s, 0, 4), number(s, 5, 2), number(s, 8, 2));
	if (read.n == 0)
		return false;
	*d = read;
	return true;
}

/* n in `width` digits and a character behind them; gives the place behind. */
static char *
put(char *to, int n, int width, char behind)
{
	int i;

	for (i = width - 1; i >= 0; i--, n /= 10)
		to[i] = (char)('0' + n % 10);
	to[width] = behind;
	return to + width + 1;
}

static char *
put_day(char *to, struct day d, char behind)
{
	int year, month, dom;

	day_split(d, &year, &month, &dom);
	return put(put(put(to, year, 4, '-'), month, 2, '-'), dom, 2, behind);
}

str
day_text(struct arena *a, struct day d)
{
	char *p;

	if (d.n < 1 || d.n > DAY_LAST)
		return S("");
	p = NEWS(a, char, 11);
	put_day(p, d, '\0');
	return (str){ p, 10 };
}

struct day
day_add_months(struct day d, int months)
{
	int year, month, dom, length;
	int64_t m;

	day_split(d, &year, &month, &dom);
	m = (int64_t)year * 12 + month - 1 + months;
	if (year == 0 || m < 12 || m >= 10000 * 12)
		return (struct day){ 0 };
	year = (int)(m / 12);
	month = (int)(m % 12) + 1;
	length = month_length(year, month);
	return day_of(year, month, dom < length ? dom : length);
}

/* 0001-01-01 was a Monday. */
int
day_of_week(struct day d)
{
	return d.n < 1 || d.n > DAY_LAST ? 0 : (d.n - 1) % 7 + 1;
}

int64_t
moment_of_day(struct day d)
{
	if (d.n < 1 || d.n > DAY_LAST)
		return MOMENT_NONE;
	return (d.n - EPOCH) * DAY_MS;
}

struct day
moment_day(int64_t ms)
{
	int64_t n;

	if (ms == MOMENT_NONE)
		return (struct day){ 0 };
	n = ms / DAY_MS - (ms % DAY_MS < 0) + EPOCH;
	if (n < 1 || n > DAY_LAST)
		return (struct day){ 0 };
	return (struct day){ (int32_t)n };
}

/* "Z", "+07:00", "-0330", "+07" or nothing, in minutes east. */
static bool
offset(str s, int *east)
{
	int hours, minutes = 0;

	*east = 0;
	if (s.n == 0 || str_is(s, "Z") || str_is(s, "z"))
		return true;
	if (s.p[0] != '+' && s.p[0] != '-')
		return false;
	hours = number(s, 1, 2);
	if (s.n == 6 && s.p[3] == ':')
		minutes = number(s, 4, 2);
	else if (s.n == 5)
		minutes = number(s, 3, 2);
	else if (s.n != 3)
		return false;
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return false;
	*east = (s.p[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
	return true;
}

/* ".250" in milliseconds; what is finer than one is cut off. */
static int
fraction(str *s)
{
	int ms = 0, scale = 100;
	size_t i;

	for (i = 1; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++) {
		ms += (s->p[i] - '0') * scale;
		scale /= 10;
	}
	*s = str_part(*s, i, s->n);
	return i > 1 ? ms : -1;
}

/* What stands behind the T: "08:05[:00[.250]]" and the offset. A leap
 * second counts as the second after it, as clocks here have none. */
static bool
time_read(str s, int64_t *ms)
{
	int hour = number(s, 0, 2), minute = number(s, 3, 2), second = 0;
	int part = 0, east;

	if (s.n < 5 || s.p[2] != ':' || hour < 0 || minute < 0)
		return false;
	s = str_part(s, 5, s.n);
	if (s.n > 0 && s.p[0] == ':') {
		second = number(s, 1, 2);
		s = str_part(s, 3, s.n);
		if (s.n > 0 && (s.p[0] == '.' || s.p[0] == ','))
			part = fraction(&s);
	}
	if (hour > 23 || minute > 59 || second < 0 || second > 60 || part < 0)
		return false;
	if (!offset(s, &east))
		return false;
	*ms = (hour * 60 + minute - east) * INT64_C(60000) +
	    second * 1000 + part;
	return true;
}

bool
moment_read(str s, int64_t *ms)
{
	int64_t of_day = 0;
	struct day d;

	if (!day_read(str_part(s, 0, 10), &d))
		return false;
	if (s.n > 10 && ((s.p[10] != 'T' && s.p[10] != 't' && s.p[10] != ' ') ||
	    !time_read(str_part(s, 11, s.n), &of_day)))
		return false;
	of_day += moment_of_day(d);
	if (moment_day(of_day).n == 0)
		return false;           /* an offset led out of the calendar */
	*ms = of_day;
	return true;
}

str
moment_text(struct arena *a, int64_t ms)
{
	struct day d = moment_day(ms);
	int second, part;
	char *p, *at;

	if (d.n == 0)
		return S("");
	ms -= moment_of_day(d);
	second = (int)(ms / 1000);
	part = (int)(ms % 1000);
	p = NEWS(a, char, 25);
	at = put_day(p, d, 'T');
	at = put(at, second / 3600, 2, ':');
	at = put(at, second / 60 % 60, 2, ':');
	at = put(at, second % 60, 2, part == 0 ? 'Z' : '.');
	if (part != 0)
		at = put(at, part, 3, 'Z');
	*at = '\0';
	return (str){ p, (size_t)(at - p) };
}
