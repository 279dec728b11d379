/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The half of str.h that looks inside: is it UTF-8, is it a number.
 */
#include "base/str.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many bytes of well-formed UTF-8 begin here, 0 if none do. The table
 * is that of the Unicode standard, section 3.9: no overlong forms, no
 * surrogates, nothing past U+10FFFF. */
static size_t
sequence(const unsigned char *p, size_t n)
{
	unsigned char low = 0x80, high = 0xBF;
	size_t i, len;

	if (p[0] < 0x80)
		return p[0] != 0;
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (n < len)
		return 0;
	if (p[0] == 0xE0)
		low = 0xA0;
	else if (p[0] == 0xED)
		high = 0x9F;
	else if (p[0] == 0xF0)
		low = 0x90;
	else if (p[0] == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	for (i = 2; i < len; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return len;
}

/* Eight bytes at once: all of them plain ASCII and none of them NUL. */
static bool
eight_plain(const unsigned char *p)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return ((w | (w - ones)) & (ones << 7)) == 0;
}

bool
str_ascii(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == '\0' || (unsigned char)s.p[i] > 127)
			return false;
	return true;
}

size_t
str_utf8_end(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0, step;

	while (i < s.n) {
		if (s.n - i >= 8 && eight_plain(p + i)) {
			i += 8;
			continue;
		}
		step = sequence(p + i, s.n - i);
		if (step == 0)
			return i;
		i += step;
	}
	return i;
}

bool
str_utf8(str s)
{
	return str_utf8_end(s) == s.n;
}

size_t
str_points(str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
digits(str s, size_t from)
{
	size_t i = from;

	while (i < s.n && is_digit(s.p[i]))
		i++;
	return i - from;
}

bool
str_int(str s, int64_t *out)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	size_t i = minus;
	int64_t n = 0;

	if (i == s.n || digits(s, i) != s.n - i)
		return false;
	/* Counted downwards, since there is one more below zero. */
	for (; i < s.n; i++)
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_sub_overflow(n, s.p[i] - '0', &n))
			return false;
	if (!minus && n == INT64_MIN)
		return false;
	*out = minus ? n : -n;
	return true;
}

/* Is the whole of it [-] digits [. digits] [e [+-] digits], where the
 * digits before the point may be left out but not those behind it?
 * Tells where the point stands (n if nowhere) and the exponent. */
static bool
real_shape(str s, size_t *point, size_t *exponent)
{
	size_t i = s.n > 0 && s.p[0] == '-', whole = digits(s, i), part;

	i += whole;
	*point = *exponent = s.n;
	if (i < s.n && s.p[i] == '.') {
		*point = i;
		part = digits(s, i + 1);
		if (part == 0)
			return false;
		i += 1 + part;
	} else if (whole == 0) {
		return false;
	}
	if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
		*exponent = i++;
		if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
			i++;
		if (i == s.n)
			return false;
		i += digits(s, i);
	}
	return i == s.n;
}

/* Up to 15 digits are exact in a double and so are the powers of ten up
 * to 22, therefore one division rounds right. Longer ones: strtod. */
static const double ten[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8,
	1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };

static bool
real_short(str s, size_t point, double *out)
{
	bool minus = s.p[0] == '-';
	int64_t n = 0;
	size_t i;

	if (s.n > 15)
		return false;
	for (i = minus; i < s.n; i++)
		if (i != point)
			n = n * 10 + (s.p[i] - '0');
	*out = (double)n / ten[point < s.n ? s.n - point - 1 : 0];
	if (minus)
		*out = -*out;
	return true;
}

bool
str_real(str s, double *out)
{
	char z[512];
	size_t point, exponent;
	double x;

	if (!real_shape(s, &point, &exponent))
		return false;
	if (exponent == s.n && real_short(s, point, out))
		return true;
	if (s.n >= sizeof(z))
		return false;
	memcpy(z, s.p, s.n);
	z[s.n] = '\0';
	if (point < s.n)        /* a library may have set a locale */
		z[point] = localeconv()->decimal_point[0];
	x = strtod(z, NULL);
	if (!isfinite(x))
		return false;
	*out = x;
	return true;
}

bool
str_typed(str s, double *out)
{
	char z[512];
	size_t i;

	if (s.n >= sizeof(z))
		return false;
	for (i = 0; i < s.n; i++)
		z[i] = s.p[i] == ',' ? '.' : s.p[i];
	return str_real((str){ z, s.n }, out);
}

int
str_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}
