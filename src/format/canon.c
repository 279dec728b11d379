/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/canon.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/id.h"
#include "base/money.h"

/* ---- numbers ---- */

/* The fewest digits that read back the same, without point or zeros at the
 * end; the value is 0.DIGITS times ten to the `point`. */
static size_t
digits_of(double v, char *digits, int *point)
{
	char text[40];
	size_t n = 0;
	int places;
	const char *p;

	for (places = 1; places <= 17; places++) {
		snprintf(text, sizeof(text), "%.*e", places - 1, v);
		if (strtod(text, NULL) == v)
			break;
	}
	for (p = text; *p != 'e'; p++)
		if (*p != '.')
			digits[n++] = *p;
	*point = (int)strtol(p + 1, NULL, 10) + 1;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	return n;
}

static void
zeros(struct write *w, int n)
{
	while (n-- > 0)
		write_char(w, '0');
}

static void
with_exponent(struct write *w, str digits, int point)
{
	write_char(w, digits.p[0]);
	if (digits.n > 1) {
		write_char(w, '.');
		write_str(w, str_part(digits, 1, digits.n));
	}
	write_format(w, "e%c%d", point - 1 < 0 ? '-' : '+', abs(point - 1));
}

void
canon_number(struct write *w, double v)
{
	char text[24];
	str digits;
	int point, n;

	if (!isfinite(v)) {
		write_z(w, "null");
		return;
	}
	if (fpclassify(v) == FP_ZERO) {         /* -0 too */
		write_char(w, '0');
		return;
	}
	if (v < 0)
		write_char(w, '-');
	digits = (str){ text, digits_of(fabs(v), text, &point) };
	n = (int)digits.n;
	if (point > 21 || point <= -6) {
		with_exponent(w, digits, point);
	} else if (point <= 0) {
		write_z(w, "0.");
		zeros(w, -point);
		write_str(w, digits);
	} else if (n <= point) {
		write_str(w, digits);
		zeros(w, point - n);
	} else {
		write_str(w, str_part(digits, 0, (size_t)point));
		write_char(w, '.');
		write_str(w, str_part(digits, (size_t)point, digits.n));
	}
}

/* ---- texts ---- */

static void
quote(struct write *w, str s)
{
	static const char short_of[] = "btn\0fr";       /* from 8 on */
	unsigned char c;
	size_t i;

	write_char(w, '"');
	for (i = 0; i < s.n; i++) {
		c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\') {
			write_char(w, '\\');
			write_char(w, (char)c);
		} else if (c >= 8 && c <= 13 && short_of[c - 8] != '\0') {
			write_char(w, '\\');
			write_char(w, short_of[c - 8]);
		} else if (c < ' ') {
			write_format(w, "\\u%04x", c);
		} else {
			write_char(w, (char)c);
		}
	}
	write_char(w, '"');
}

/* The next UTF-16 unit of a well-formed text.  A character beyond the
 * first plane gives its two halves in turn: *half holds the second. */
static unsigned
unit(str s, size_t *i, unsigned *half)
{
	unsigned c, out;
	int more;

	if (*half != 0) {
		out = *half;
		*half = 0;
		return out;
	}
	c = (unsigned char)s.p[(*i)++];
	more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
	if (more > 0)
		c &= 0x3fu >> more;
	while (more-- > 0 && *i < s.n)
		c = c << 6 | ((unsigned char)s.p[(*i)++] & 0x3f);
	if (c < 0x10000)
		return c;
	*half = 0xdc00 + ((c - 0x10000) & 0x3ff);
	return 0xd800 + ((c - 0x10000) >> 10);
}

static int
by_units(const void *one, const void *other)
{
	str a = str_of((*(const struct node *const *)one)->name);
	str b = str_of((*(const struct node *const *)other)->name);
	size_t i = 0, j = 0;
	unsigned half_a = 0, half_b = 0, x, y;

	while ((i < a.n || half_a != 0) && (j < b.n || half_b != 0)) {
		x = unit(a, &i, &half_a);
		y = unit(b, &j, &half_b);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return (i < a.n || half_a != 0) - (j < b.n || half_b != 0);
}

/* ---- trees ---- */

static void
object(struct write *w, const struct node *n)
{
	const struct node **in = NEWS(w->arena, const struct node *, n->n + 1);
	const struct node *k;
	size_t i = 0;

	for (k = n->first; k != NULL; k = k->next)
		in[i++] = k;
	qsort(in, i, sizeof(struct node *), by_units);
	write_char(w, '{');
	for (i = 0; i < n->n; i++) {
		if (i > 0)
			write_char(w, ',');
		quote(w, str_of(in[i]->name));
		write_char(w, ':');
		canon_json(w, in[i]);
	}
	write_char(w, '}');
}

static void
list(struct write *w, const struct node *n)
{
	const struct node *k;

	write_char(w, '[');
	for (k = n->first; k != NULL; k = k->next) {
		if (k != n->first)
			write_char(w, ',');
		canon_json(w, k);
	}
	write_char(w, ']');
}

static void
text_or_null(struct write *w, str s)
{
	if (s.p == NULL)
		write_z(w, "null");
	else
		quote(w, s);
}

static void
money(struct write *w, struct money m)
{
	write_z(w, "{\"amount\":");
	text_or_null(w, money_text(w->arena, m));
	write_z(w, ",\"currency\":");
	text_or_null(w, str_of(m.currency));
	write_char(w, '}');
}

void
canon_json(struct write *w, const struct node *n)
{
	switch (n->kind) {
	case N_NONE:
		write_z(w, "null");
		break;
	case N_BOOL:
		write_z(w, n->yes ? "true" : "false");
		break;
	case N_COUNT:
		canon_number(w, (double)n->count);
		break;
	case N_REAL:
		canon_number(w, n->real);
		break;
	case N_TEXT:
	case N_HTML:
		text_or_null(w, n->text);
		break;
	case N_DAY:
		text_or_null(w, day_text(w->arena, n->day));
		break;
	case N_MOMENT:
		text_or_null(w, moment_text(w->arena, n->moment));
		break;
	case N_ID:
		text_or_null(w, id_text(w->arena, n->id));
		break;
	case N_MONEY:
		money(w, n->money);
		break;
	case N_OBJECT:
		object(w, n);
		break;
	case N_LIST:
		list(w, n);
		break;
	}
}

/* ---- bytes ---- */

void
canon_base58(struct write *w, const unsigned char *p, size_t n)
{
	static const char letters[] =
	    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	/* A byte is less than 1.38 letters. */
	unsigned char *out = arena_take(w->arena, n * 138 / 100 + 1, 1);
	size_t i, j, used = 0, ones = 0;
	unsigned carry;

	while (ones < n && p[ones] == 0)
		ones++;
	for (i = ones; i < n; i++) {
		carry = p[i];
		for (j = 0; j < used || carry != 0; j++) {
			carry += 256u * out[j];
			out[j] = (unsigned char)(carry % 58);
			carry /= 58;
		}
		used = j;
	}
	for (i = 0; i < ones; i++)
		write_char(w, '1');
	while (used > 0)
		write_char(w, letters[out[--used]]);
}

str
canon_base64url(struct arena *a, const unsigned char *p, size_t n)
{
	size_t room = sodium_base64_ENCODED_LEN(n,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = NEWS(a, char, room);

	sodium_bin2base64(text, room, p, n,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return str_of(text);
}
