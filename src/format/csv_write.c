/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The way out of csv.h.
 */
#include "format/csv.h"

/* Would a spreadsheet take it for a formula, apostrophes before it aside?
 * Those count, so that one more is always one that we put there. */
static bool
is_dangerous(str s)
{
	double x;

	while (s.n > 0 && s.p[0] == '\'')
		s = str_part(s, 1, s.n);
	return s.n > 0 && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' ||
	    s.p[0] == '@' || s.p[0] == '\t' || s.p[0] == '\r') &&
	    !str_real(s, &x);
}

/* Semicolons and tabs too, so that a reader never takes them for the
 * separator; blanks at the ends, which some readers drop; and nothing at
 * all at the start of a row, which alone would be a blank line. */
static bool
needs_quotes(str s, bool first)
{
	size_t i;

	if (s.n == 0)
		return first;
	if (s.p[0] == ' ' || s.p[s.n - 1] == ' ' ||
	    str_starts(s, S("\xEF\xBB\xBF")))
		return true;
	for (i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' ||
		    s.p[i] == '\r' || s.p[i] == ';' || s.p[i] == '\t')
			return true;
	return false;
}

static void
write_field(struct write *w, str s, bool first, bool guarded)
{
	str piece;

	if (!first)
		write_char(w, ',');
	if (!needs_quotes(s, first)) {
		if (guarded)
			write_char(w, '\'');
		write_str(w, s);
		return;
	}
	write_char(w, '"');
	if (guarded)
		write_char(w, '\'');
	while (s.n > 0) {
		size_t n = str_find(s, S("\""));

		piece = str_part(s, 0, n + 1);
		write_str(w, piece);
		if (n < s.n)
			write_char(w, '"');
		s = str_part(s, n + 1, s.n);
	}
	write_char(w, '"');
}

void
csv_write_field(struct write *w, str s, bool first)
{
	write_field(w, s, first, is_dangerous(s));
}

void
csv_write_exact(struct write *w, str s, bool first)
{
	write_field(w, s, first, false);
}

void
csv_end_row(struct write *w)
{
	write_char(w, '\n');
}

str
csv_unguard(str s)
{
	return s.n > 0 && s.p[0] == '\'' && is_dangerous(s) ?
	    str_part(s, 1, s.n) : s;
}

void
csv_write_apart(struct write *w, str s, bool first, char separator)
{
	if (!first)
		write_char(w, separator);
	csv_write_field(w, s, true);
}

str
csv_comma(struct arena *a, str number)
{
	size_t at = str_find(number, S("."));

	if (at == number.n)
		return number;
	return str_print(a, "%.*s,%.*s", (int)at, number.p,
	    (int)(number.n - at - 1), number.p + at + 1);
}
