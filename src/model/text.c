/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* text.c - reading and writing {"en": "...", "vi": "..."}. */
#include "model/text.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"

enum { MOST_LANGS = 100 };        /* a text in more languages is none */

/* One language and its text, both still as they stand between quotes. */
struct pair {
	str tag, text;
};

static void
skip_blanks(str *s)
{
	while (s->n > 0 && strchr(" \t\r\n", *s->p) != NULL && *s->p != '\0')
		*s = str_part(*s, 1, s->n);
}

static bool
skip_char(str *s, char c)
{
	skip_blanks(s);
	if (s->n == 0 || *s->p != c)
		return false;
	*s = str_part(*s, 1, s->n);
	return true;
}

/* What stands between two quotes, escapes and all. */
static bool
quoted(str *s, str *inner)
{
	size_t i;

	if (!skip_char(s, '"'))
		return false;
	for (i = 0; i < s->n && s->p[i] != '"'; i++)
		if (s->p[i] == '\\' && ++i == s->n)
			return false;
	if (i >= s->n)
		return false;
	*inner = str_part(*s, 0, i);
	*s = str_part(*s, i + 1, s->n);
	return true;
}

/* The pairs of the object; false if it is none. */
static bool
pairs(str s, struct pair *into, size_t *n)
{
	*n = 0;
	if (!skip_char(&s, '{'))
		return false;
	if (skip_char(&s, '}'))
		return skip_blanks(&s), s.n == 0;
	do {
		if (*n == MOST_LANGS || !quoted(&s, &into[*n].tag) ||
		    !skip_char(&s, ':') || !quoted(&s, &into[*n].text))
			return false;
		(*n)++;
	} while (skip_char(&s, ','));
	return skip_char(&s, '}') && (skip_blanks(&s), s.n == 0);
}

/* Four hexadecimal digits; -1 if they are not there. */
static long
hex4(str s)
{
	long v = 0;
	size_t i;
	char c;

	if (s.n < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		c = s.p[i];
		v *= 16;
		if (c >= '0' && c <= '9')
			v += c - '0';
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			v += (c | 32) - 'a' + 10;
		else
			return -1;
	}
	return v;
}

static void
write_point(struct write *w, long c)
{
	if (c < 0x80) {
		write_char(w, (char)c);
		return;
	}
	if (c < 0x800) {
		write_char(w, (char)(0xc0 | c >> 6));
	} else if (c < 0x10000) {
		write_char(w, (char)(0xe0 | c >> 12));
		write_char(w, (char)(0x80 | (c >> 6 & 63)));
	} else {
		write_char(w, (char)(0xf0 | c >> 18));
		write_char(w, (char)(0x80 | (c >> 12 & 63)));
		write_char(w, (char)(0x80 | (c >> 6 & 63)));
	}
	write_char(w, (char)(0x80 | (c & 63)));
}

/* The code point of "uXXXX", of two such for a pair; half a pair and NUL
 * become the sign for what cannot be shown.  Returns the bytes used. */
static size_t
write_hex(struct write *w, str s)
{
	long c = hex4(str_part(s, 1, s.n)), d = -1;

	if (c < 0)
		return 1;
	if (c >= 0xd800 && c < 0xdc00 && s.n >= 11 && s.p[5] == '\\' &&
	    s.p[6] == 'u')
		d = hex4(str_part(s, 7, s.n));
	if (d >= 0xdc00 && d < 0xe000) {
		write_point(w, 0x10000 + ((c - 0xd800) << 10) + (d - 0xdc00));
		return 11;
	}
	write_point(w, c == 0 || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c);
	return 5;
}

/* Without its escapes. */
static str
plain(struct arena *a, str s)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	struct write w;
	const char *known;
	size_t i;

	if (str_find(s, S("\\")) == s.n)
		return s;
	w = write_new(a, 0);
	for (i = 0; i < s.n; i++) {
		if (s.p[i] != '\\' || i + 1 == s.n) {
			write_char(&w, s.p[i]);
			continue;
		}
		known = strchr(from, s.p[++i]);
		if (s.p[i] == 'u')
			i += write_hex(&w, str_part(s, i, s.n)) - 1;
		else if (known != NULL && *known != '\0')
			write_char(&w, to[known - from]);
		else
			write_char(&w, s.p[i]);
	}
	return write_done(&w);
}

static void
write_quoted(struct write *w, str s)
{
	size_t i;

	write_char(w, '"');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\') {
			write_char(w, '\\');
			write_char(w, s.p[i]);
		} else if (s.p[i] == '\n') {
			write_z(w, "\\n");
		} else if ((unsigned char)s.p[i] < 0x20) {
			write_format(w, "\\u%04x", (unsigned)s.p[i]);
		} else {
			write_char(w, s.p[i]);
		}
	}
	write_char(w, '"');
}

/* "vi" answers for "vi-VN". */
static bool
speaks(str tag, const char *wanted)
{
	size_t n = strcspn(wanted, "-_");

	return str_same_nocase(tag, str_of(wanted)) ||
	    str_same_nocase(tag, (str){ wanted, n });
}

static bool
is_object(str s)
{
	skip_blanks(&s);
	return s.n > 0 && *s.p == '{';
}

str
text_in(struct arena *a, str langs, const char *tag)
{
	struct pair all[MOST_LANGS];
	size_t n, i;

	if (!is_object(langs) || !pairs(langs, all, &n))
		return langs;
	for (i = 0; tag != NULL && i < n; i++)
		if (all[i].text.n > 0 && str_same_nocase(all[i].tag,
		    str_of(tag)))
			return plain(a, all[i].text);
	for (i = 0; tag != NULL && i < n; i++)
		if (all[i].text.n > 0 && speaks(all[i].tag, tag))
			return plain(a, all[i].text);
	for (i = 0; i < n; i++)
		if (all[i].text.n > 0 && speaks(all[i].tag, "en"))
			return plain(a, all[i].text);
	for (i = 0; i < n; i++)
		if (all[i].text.n > 0)
			return plain(a, all[i].text);
	return (str){ NULL, 0 };
}

static void
write_pair(struct write *w, size_t *n, str tag, str text)
{
	write_char(w, (*n)++ == 0 ? '{' : ',');
	write_quoted(w, tag);
	write_char(w, ':');
	write_quoted(w, text);
}

str
text_with(struct arena *a, str langs, const char *tag, str text)
{
	struct pair all[MOST_LANGS];
	struct write w = write_new(a, 0);
	size_t n = 0, i, written = 0;
	bool placed = str_none(text);
	str t;

	if (!is_object(langs) || !pairs(langs, all, &n)) {
		n = 0;
		if (!str_none(langs) && strcmp(tag, "en") != 0)
			write_pair(&w, &written, S("en"), langs);
	}
	for (i = 0; i < n; i++) {
		t = plain(a, all[i].tag);
		if (!str_same_nocase(t, str_of(tag))) {
			write_pair(&w, &written, t, plain(a, all[i].text));
		} else if (!placed) {
			write_pair(&w, &written, t, text);
			placed = true;
		}
	}
	if (!placed)
		write_pair(&w, &written, str_of(tag), text);
	if (written == 0)
		return (str){ NULL, 0 };
	write_char(&w, '}');
	return write_done(&w);
}
