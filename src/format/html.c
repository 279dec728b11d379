/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/html.h"

#include <stdint.h>
#include <string.h>

static const char *
reference(char c)
{
	switch (c) {
	case '&':  return "&amp;";
	case '<':  return "&lt;";
	case '>':  return "&gt;";
	case '"':  return "&quot;";
	case '\'': return "&#39;";
	}
	return NULL;
}

void
html_escape(struct write *w, str s)
{
	const char *ref;
	size_t i, done = 0;

	for (i = 0; i < s.n; i++) {
		if ((ref = reference(s.p[i])) == NULL)
			continue;
		write_str(w, str_part(s, done, i));
		write_z(w, ref);
		done = i + 1;
	}
	write_str(w, str_part(s, done, s.n));
}

void
html_escape_z(struct write *w, const char *z)
{
	html_escape(w, str_of(z));
}

str
html_escaped(struct arena *a, str s)
{
	struct write w = write_new(a, s.n * 6 + 1);

	html_escape(&w, s);
	return write_done(&w);
}

void
html_raw_trusted(struct write *w, str trusted)
{
	write_str(w, trusted);
}

static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c != '\0' && strchr("-._~", c) != NULL);
}

void
html_url_part(struct write *w, str s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (is_plain(s.p[i])) {
			write_char(w, s.p[i]);
			continue;
		}
		write_char(w, '%');
		write_char(w, hex[(uint8_t)s.p[i] >> 4]);
		write_char(w, hex[(uint8_t)s.p[i] & 15]);
	}
}
