/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/write.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { START = 512, PIECE = 32 * 1024 };

struct write
write_new(struct arena *a, size_t limit)
{
	return (struct write){ .arena = a,
		.limit = limit == 0 ? SIZE_MAX / 4 : limit };
}

struct write
write_to(struct arena *a, size_t limit,
    bool (*flush)(void *to, const char *p, size_t n), void *to)
{
	struct write w = write_new(a, limit);

	w.flush = flush;
	w.to = to;
	return w;
}

static void
hand_on(struct write *w, const char *p, size_t n)
{
	if (n > 0 && !w->over && !w->flush(w->to, p, n))
		w->over = true;
	w->sent += n;
}

bool
write_flush(struct write *w)
{
	if (w->flush != NULL) {
		hand_on(w, w->p, w->n);
		w->n = 0;
	}
	return !w->over;
}

/* Room for n more and a NUL, in the arena. */
static void
grow(struct write *w, size_t n)
{
	size_t room = w->room < START / 2 ? START : w->room * 2;

	if (w->flush != NULL)
		room = PIECE;
	if (room < w->n + n + 1)
		room = w->n + n + 1;
	w->p = arena_longer(w->arena, w->p, w->n, room, 1);
	w->room = room;
}

static void
write_bytes(struct write *w, const char *p, size_t n)
{
	if (n == 0 || w->over)
		return;
	if (w->sent + w->n > w->limit || n > w->limit - w->sent - w->n) {
		w->over = true;
		return;
	}
	if (w->flush != NULL && w->n + n > PIECE - 1) {
		write_flush(w);
		if (n > PIECE - 1) {
			hand_on(w, p, n);
			return;
		}
	}
	if (w->room - w->n <= n)
		grow(w, n);
	memcpy(w->p + w->n, p, n);
	w->n += n;
}

void
write_str(struct write *w, str s)
{
	write_bytes(w, s.p, s.n);
}

void
write_z(struct write *w, const char *z)
{
	if (z != NULL)
		write_bytes(w, z, strlen(z));
}

void
write_char(struct write *w, char c)
{
	if (w->room - w->n > 1 && !w->over && w->sent + w->n < w->limit)
		w->p[w->n++] = c;
	else
		write_bytes(w, &c, 1);
}

void
write_int(struct write *w, int64_t n)
{
	char z[24], *p = z + sizeof(z);
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;

	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (n < 0)
		*--p = '-';
	write_bytes(w, p, (size_t)(z + sizeof(z) - p));
}

/* "1e-07" to "1e-7", "1e+20" to "1e20"; a comma of a locale to a point. */
static void
tidy(char *z)
{
	char *to, *e = strchr(z, 'e'), *comma = strchr(z, ',');

	if (comma != NULL)
		*comma = '.';
	if (e == NULL)
		return;
	to = e + 1;
	if (*to == '-')
		to++;
	for (e++; *e == '+' || *e == '-' || (*e == '0' && e[1] != '\0'); e++)
		;
	memmove(to, e, strlen(e) + 1);
}

/* Most numbers people enter have few decimals: such a one is a whole number
 * of millionths, and as both are exact, their quotient rounds to the very
 * number again. The digits are those that %.15g would give. */
static bool
short_real(struct write *w, double x)
{
	double millionths = nearbyint(x * 1e6);
	char z[8] = ".", *end = z + 6;
	int64_t n, part;

	if (fabs(x) < 1e-4 || fabs(x) > 1e8 || millionths / 1e6 != x)
		return false;
	n = (int64_t)fabs(millionths);
	if (x < 0)
		write_char(w, '-');
	write_int(w, n / 1000000);
	for (part = n % 1000000; end > z; part /= 10)
		*end-- = (char)('0' + part % 10);
	for (end = z + 6; *end == '0'; end--)
		*end = '\0';
	write_z(w, z);
	return true;
}

void
write_real(struct write *w, double x)
{
	char z[40];
	int digits;

	if (!isfinite(x))
		return;
	if (x == nearbyint(x) && fabs(x) <= 1e15) {
		write_int(w, (int64_t)x);
		return;
	}
	if (short_real(w, x))
		return;
	for (digits = 15; digits <= 17; digits++) {
		snprintf(z, sizeof(z), "%.*g", digits, x);
		if (strtod(z, NULL) == x)
			break;
	}
	tidy(z);
	write_z(w, z);
}

void
write_format(struct write *w, const char *format, ...)
{
	char z[512];
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(z, sizeof(z), format, ap);
	va_end(ap);
	if (n < 0)
		return;
	if ((size_t)n < sizeof(z)) {
		write_bytes(w, z, (size_t)n);
		return;
	}
	va_start(ap, format);
	write_str(w, str_vprint(w->arena, format, ap));
	va_end(ap);
}

str
write_done(struct write *w)
{
	if (w->room == w->n)
		grow(w, 0);
	w->p[w->n] = '\0';
	return (str){ w->p, w->n };
}
