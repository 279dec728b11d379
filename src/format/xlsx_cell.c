/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/xlsx_cell.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/write.h"

enum {
	LAST_SERIAL = 2958465,          /* 9999-12-31 from 1900 */
	NO_SUCH_DAY = 60                /* 1900-02-29 */
};

enum xlsx_look
xlsx_look_of(long number)
{
	if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) ||
	    number == 36 || (number >= 50 && number <= 58))
		return XLSX_DAY;
	if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35))
		return XLSX_TIME;
	return number == 22 ? XLSX_MOMENT : XLSX_NUMBER;
}

static size_t
skip_to(str s, size_t i, char end)
{
	while (i < s.n && s.p[i] != end)
		i++;
	return i;
}

static bool
here(str s, size_t i, const char *what)
{
	return str_same_nocase(str_part(s, i, i + strlen(what)), str_of(what));
}

/* [h]:mm counts hours beyond a day: that is a number of days, no time. */
static bool
is_span(str s)
{
	return here(s, 0, "[h") || here(s, 0, "[m") || here(s, 0, "[s");
}

enum xlsx_look
xlsx_look_of_code(str code)
{
	bool day = false, time = false, month = false;
	size_t i;

	for (i = 0; i < code.n && code.p[i] != ';'; i++) {
		if (code.p[i] == '"') {
			i = skip_to(code, i + 1, '"');
		} else if (code.p[i] == '[') {
			if (is_span(str_part(code, i, code.n)) &&
			    !here(code, i, "[mag"))
				return XLSX_NUMBER;
			i = skip_to(code, i, ']');
		} else if (code.p[i] == '\\' || code.p[i] == '_' ||
		    code.p[i] == '*') {
			i++;
		} else if (here(code, i, "General")) {
			return XLSX_NUMBER;
		} else if (here(code, i, "AM/PM")) {
			i += 4;
		} else if (strchr("yYdD", code.p[i]) != NULL) {
			day = true;
		} else if (strchr("hHsS", code.p[i]) != NULL) {
			time = true;
		} else if (strchr("mM", code.p[i]) != NULL) {
			month = true;
		}
	}
	if (day || (month && !time))
		return time ? XLSX_MOMENT : XLSX_DAY;
	return time ? XLSX_TIME : XLSX_NUMBER;
}

static struct day
day_of_serial(double whole, bool from_1904)
{
	int base = from_1904 ? day_of(1904, 1, 1).n : day_of(1899, 12, 30).n;

	if (!from_1904 && whole < NO_SUCH_DAY)
		base++;
	return (struct day){ base + (int32_t)whole };
}

static str
time_text(struct arena *a, int s)
{
	if (s % 60 == 0)
		return str_print(a, "%02d:%02d", s / 3600, s / 60 % 60);
	return str_print(a, "%02d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
}

static str
date_text(struct arena *a, double serial, enum xlsx_look look, bool from_1904)
{
	double whole = floor(serial);
	double rest = floor((serial - whole) * 86400 + 0.5);
	int s;

	if (rest >= 86400)
		whole += 1, rest = 0;
	s = (int)rest;
	if (look == XLSX_TIME && whole == 0)
		return time_text(a, s);
	if (look == XLSX_DAY && s == 0)
		return day_text(a, day_of_serial(whole, from_1904));
	return str_print(a, "%sT%02d:%02d:%02d",
	    day_text(a, day_of_serial(whole, from_1904)).p,
	    s / 3600, s / 60 % 60, s % 60);
}

static bool
is_date(double x, enum xlsx_look look, bool from_1904)
{
	if (look == XLSX_TIME && x >= 0 && x < 1)
		return true;
	if (from_1904)
		return x >= 0 && x < LAST_SERIAL - 1461;
	return x >= 1 && x < LAST_SERIAL + 1 && floor(x) != NO_SUCH_DAY;
}

str
xlsx_number(struct arena *a, str value, enum xlsx_look look, bool from_1904)
{
	struct write w;
	double x;

	if (!str_real(value, &x))
		return str_copy(a, value);
	if (look != XLSX_NUMBER && is_date(x, look, from_1904))
		return date_text(a, x, look, from_1904);
	w = write_new(a, 64);
	write_real(&w, x);
	return write_done(&w);
}

static bool
looks_escaped(str s, size_t i)
{
	return i + 7 <= s.n && s.p[i] == '_' && s.p[i + 1] == 'x' &&
	    s.p[i + 6] == '_' && str_hex(s.p[i + 2]) >= 0 &&
	    str_hex(s.p[i + 3]) >= 0 && str_hex(s.p[i + 4]) >= 0 &&
	    str_hex(s.p[i + 5]) >= 0;
}

/* The code of "_xHHHH_" there, or 0. */
static unsigned
escaped(str s, size_t i)
{
	unsigned code = 0;
	size_t j;

	if (!looks_escaped(s, i))
		return 0;
	for (j = i + 2; j < i + 6; j++)
		code = code * 16 + (unsigned)str_hex(s.p[j]);
	return code >= 0xd800 && code < 0xe000 ? 0 : code;
}

static void
write_point(struct write *w, unsigned c)
{
	if (c < 0x80) {
		write_char(w, (char)c);
		return;
	}
	if (c < 0x800) {
		write_char(w, (char)(0xc0 | c >> 6));
	} else {
		write_char(w, (char)(0xe0 | c >> 12));
		write_char(w, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	write_char(w, (char)(0x80 | (c & 0x3f)));
}

str
xlsx_unescape(struct arena *a, str s)
{
	struct write w;
	size_t i, done = 0;
	unsigned code;

	if (str_find(s, S("_x")) == s.n)
		return s;
	w = write_new(a, s.n);
	for (i = 0; i < s.n; i++) {
		if ((code = escaped(s, i)) == 0)
			continue;
		write_str(&w, str_part(s, done, i));
		write_point(&w, code);
		done = i + 7;
		i += 6;
	}
	write_str(&w, str_part(s, done, s.n));
	return write_done(&w);
}

str
xlsx_escape(struct arena *a, str s)
{
	struct write w;
	size_t i, done = 0;

	if (str_find(s, S("_x")) == s.n)
		return s;
	w = write_new(a, 2 * s.n);
	for (i = 0; i < s.n; i++) {
		if (!looks_escaped(s, i))
			continue;
		write_str(&w, str_part(s, done, i));
		write_z(&w, "_x005F");
		done = i;
	}
	write_str(&w, str_part(s, done, s.n));
	return write_done(&w);
}

size_t
xlsx_column(str reference, size_t most)
{
	size_t i, column = 0;

	for (i = 0; i < reference.n && reference.p[i] >= 'A' &&
	    reference.p[i] <= 'Z' && column <= most; i++)
		column = column * 26 + (size_t)(reference.p[i] - 'A') + 1;
	return column == 0 || column > most ? most : column - 1;
}
