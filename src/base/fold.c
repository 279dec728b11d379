/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"

struct range { int32_t from, to; };

/*
 * The marks that are stripped: those of Latin, Greek and Cyrillic, Hebrew
 * points, Arabic vowel signs and the stretching line. The vowel signs of
 * Indic, Thai and their like are letters to their readers and stay.
 */
static const struct range marks[] = {
	{ 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD },
	{ 0x05BF, 0x05BF }, { 0x05C1, 0x05C2 }, { 0x05C4, 0x05C5 },
	{ 0x05C7, 0x05C7 }, { 0x0610, 0x061A }, { 0x0640, 0x0640 },
	{ 0x064B, 0x065F }, { 0x0670, 0x0670 }, { 0x06D6, 0x06DC },
	{ 0x06DF, 0x06E8 }, { 0x06EA, 0x06ED }, { 0x1AB0, 0x1AFF },
	{ 0x1DC0, 0x1DFF }, { 0x20D0, 0x20FF }, { 0xFE20, 0xFE2F },
};

/* Letters that no decomposition takes apart, though people who lack the
 * key type the plain one; sorted. Two letters where two are typed. */
static const struct letter {
	int32_t     point;
	const char *plain;
} letters[] = {
	{ 0x00E6, "ae" },       /* æ */
	{ 0x00F8, "o" },        /* ø */
	{ 0x0111, "d" },        /* đ */
	{ 0x0127, "h" },        /* ħ */
	{ 0x0131, "i" },        /* ı */
	{ 0x0142, "l" },        /* ł */
	{ 0x0153, "oe" },       /* œ */
	{ 0x0167, "t" },        /* ŧ */
	{ 0x02BC, "'" },        /* the apostrophes of typesetters */
	{ 0x2018, "'" }, { 0x2019, "'" },
	{ 0x201C, "\"" }, { 0x201D, "\"" },
	{ 0x2010, "-" }, { 0x2011, "-" }, { 0x2013, "-" }, { 0x2014, "-" },
};

static bool
is_mark(int32_t point)
{
	size_t i;

	if (point < marks[0].from)
		return false;
	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (point >= marks[i].from && point <= marks[i].to)
			return true;
	return false;
}

static const char *
plain_letter(int32_t point)
{
	size_t i;

	if (point < letters[0].point)
		return NULL;
	for (i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (point == letters[i].point)
			return letters[i].plain;
	return NULL;
}

static bool
is_blank(int32_t point)
{
	return point == ' ' || (point >= '\t' && point <= '\r') ||
	    point == 0x85 || point == 0x1680 || point == 0x2028 ||
	    point == 0x2029;
}

/* Where the text goes that was made so far, and whether a blank is due
 * before the next letter. */
struct out {
	char *p;
	size_t n;
	bool due;
};

static void
put(struct out *o, int32_t point)
{
	const char *plain = plain_letter(point);

	if (is_blank(point)) {
		o->due = o->n > 0;
		return;
	}
	if (is_mark(point))
		return;
	if (o->due)
		o->p[o->n++] = ' ';
	o->due = false;
	if (point < 0x80)
		o->p[o->n++] = (char)(point >= 'A' && point <= 'Z' ?
		    point - 'A' + 'a' : point);
	else if (plain != NULL)
		while (*plain != '\0')
			o->p[o->n++] = *plain++;
	else
		o->n += (size_t)utf8proc_encode_char(point,
		    (utf8proc_uint8_t *)o->p + o->n);
}

/* The code points after decomposition; NULL if the text is not UTF-8. */
static int32_t *
points(struct arena *a, str s, int options, size_t *n)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s.p;
	utf8proc_ssize_t room, got;
	int32_t *to;

	if (!str_utf8(s) || s.n > INT32_MAX / 32)
		return NULL;
	room = utf8proc_decompose(p, (utf8proc_ssize_t)s.n, NULL, 0,
	    (utf8proc_option_t)options);
	if (room < 0)
		return NULL;
	to = NEWS(a, int32_t, (size_t)room + 1);
	got = utf8proc_decompose(p, (utf8proc_ssize_t)s.n, to, room,
	    (utf8proc_option_t)options);
	if (got < 0)
		return NULL;
	*n = (size_t)got;
	return to;
}

str
fold(struct arena *a, str s)
{
	struct out o = { 0 };
	int32_t *point;
	size_t i, n;

	if (s.p == NULL)
		return s;
	if (str_ascii(s)) {
		o.p = NEWS(a, char, s.n + 1);
		for (i = 0; i < s.n; i++)
			put(&o, s.p[i]);
		return (str){ o.p, o.n };
	}
	point = points(a, s, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
	    UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &n);
	if (point == NULL)
		return (str){ 0 };
	o.p = NEWS(a, char, 4 * n + 1);
	for (i = 0; i < n; i++)
		put(&o, point[i]);
	return (str){ o.p, o.n };
}

/* Latin letters below the combining marks, and those of U+1E00 to U+1EFF
 * (Vietnamese), are composed as they stand. */
static bool
is_composed(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i;

	for (i = 0; i < s.n; i++)
		if (p[i] >= 0xCC && (p[i] != 0xE1 || i + 1 == s.n ||
		    p[i + 1] < 0xB8 || p[i + 1] > 0xBB))
			return false;
	return true;
}

/* Taken apart with these options and put together again. */
static str
compose(struct arena *a, str s, int options)
{
	utf8proc_ssize_t len, i;
	int32_t *point;
	size_t n;
	char *p;

	point = points(a, s, UTF8PROC_DECOMPOSE | options, &n);
	if (point == NULL)
		return (str){ 0 };
	len = utf8proc_normalize_utf32(point, (utf8proc_ssize_t)n,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (len < 0)
		return (str){ 0 };
	p = NEWS(a, char, 4 * (size_t)len + 1);
	n = 0;
	for (i = 0; i < len; i++)
		n += (size_t)utf8proc_encode_char(point[i],
		    (utf8proc_uint8_t *)p + n);
	return (str){ p, n };
}

str
fold_nfc(struct arena *a, str s)
{
	if (s.p == NULL)
		return s;
	if (is_composed(s))
		return str_utf8(s) ? str_copy(a, s) : (str){ 0 };
	return compose(a, s, 0);
}

str
fold_case(struct arena *a, str s)
{
	return s.p == NULL ? s : compose(a, s, UTF8PROC_CASEFOLD);
}
