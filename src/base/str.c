/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/str.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"

str
str_of(const char *z)
{
	return z == NULL ? (str){ 0 } : (str){ z, strlen(z) };
}

char *
str_z(struct arena *a, str s)
{
	char *z = NEWS(a, char, s.n + 1);

	if (s.n > 0)
		memcpy(z, s.p, s.n);
	return z;
}

str
str_copy(struct arena *a, str s)
{
	return s.p == NULL ? s : (str){ str_z(a, s), s.n };
}

str
str_vprint(struct arena *a, const char *format, va_list ap)
{
	char short_text[256], *p;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(short_text, sizeof(short_text), format, ap);
	if (n < 0)
		n = 0;
	p = NEWS(a, char, (size_t)n + 1);
	if ((size_t)n < sizeof(short_text))
		memcpy(p, short_text, (size_t)n);
	else
		vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (str){ p, (size_t)n };
}

str
str_print(struct arena *a, const char *format, ...)
{
	va_list ap;
	str s;

	va_start(ap, format);
	s = str_vprint(a, format, ap);
	va_end(ap);
	return s;
}

bool
str_none(str s)
{
	return s.n == 0;
}

bool
str_same(str a, str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_is(str s, const char *z)
{
	size_t i;

	/* Mostly the first letter tells. */
	for (i = 0; i < s.n; i++)
		if (s.p[i] != z[i] || z[i] == '\0')
			return false;
	return z[s.n] == '\0';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool
str_same_nocase(str a, str b)
{
	size_t i;

	if (a.n != b.n)
		return false;
	for (i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

int
str_order(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(str s, str with)
{
	return s.n >= with.n && str_same(str_part(s, 0, with.n), with);
}

bool
str_ends(str s, str with)
{
	return s.n >= with.n && str_same(str_part(s, s.n - with.n, s.n), with);
}

str
str_part(str s, size_t from, size_t to)
{
	if (s.p == NULL)
		return s;
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (str){ s.p + from, to - from };
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

str
str_trim(str s)
{
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	while (s.n > 0 && is_blank(s.p[0]))
		s.p++, s.n--;
	return s;
}

size_t
str_find(str s, str what)
{
	const char *at;

	if (what.n == 0)
		return 0;
	if (s.n < what.n)
		return s.n;
	at = memmem(s.p, s.n, what.p, what.n);
	return at == NULL ? s.n : (size_t)(at - s.p);
}

bool
str_cut(str *rest, char at, str *piece)
{
	const char *end;
	size_t n;

	if (rest->n == 0)
		return false;
	end = memchr(rest->p, at, rest->n);
	n = end == NULL ? rest->n : (size_t)(end - rest->p);
	*piece = str_part(*rest, 0, n);
	*rest = str_part(*rest, end == NULL ? n : n + 1, rest->n);
	return true;
}

static str
each_char(struct arena *a, str s, char (*to)(char))
{
	char *p;
	size_t i;

	if (s.p == NULL)
		return s;
	p = str_z(a, s);
	for (i = 0; i < s.n; i++)
		p[i] = to(p[i]);
	return (str){ p, s.n };
}

bool
str_among(str one, const char *words)
{
	str rest = str_of(words), word;

	while (str_cut(&rest, ' ', &word))
		if (str_same(word, one))
			return true;
	return false;
}

str
str_lower(struct arena *a, str s)
{
	return each_char(a, s, lower);
}

str
str_upper(struct arena *a, str s)
{
	return each_char(a, s, upper);
}

str
str_join(struct arena *a, const str *part, size_t n, str between)
{
	size_t i, sum = n > 1 ? (n - 1) * between.n : 0;
	char *p, *at;

	for (i = 0; i < n; i++)
		sum += part[i].n;
	at = p = NEWS(a, char, sum + 1);
	for (i = 0; i < n; i++) {
		if (i > 0 && between.n > 0)
			at = mempcpy(at, between.p, between.n);
		if (part[i].n > 0)
			at = mempcpy(at, part[i].p, part[i].n);
	}
	return (str){ p, sum };
}
