/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/pack.h"

#include <string.h>

/* ---- to bytes ---- */

void
pack_raw(struct write *w, const void *p, size_t n)
{
	write_str(w, (str){ p, n });
}

static void
put(struct write *w, uint64_t u, int bytes)
{
	int i;

	for (i = 0; i < bytes; i++)
		write_char(w, (char)(u >> 8 * i & 0xff));
}

void
pack_small(struct write *w, uint32_t x)
{
	put(w, x, 4);
}

void
pack_int(struct write *w, int64_t x)
{
	put(w, (uint64_t)x, 8);
}

void
pack_real(struct write *w, double x)
{
	int64_t bits;

	memcpy(&bits, &x, sizeof(bits));
	pack_int(w, bits);
}

void
pack_str(struct write *w, str s)
{
	pack_int(w, s.p == NULL ? -1 : (int64_t)s.n);
	write_str(w, s);
}

/* ---- from bytes ---- */

void
unpack_raw(struct unpack *t, void *into, size_t n)
{
	memset(into, 0, n);
	t->lost |= t->rest.n < n;
	if (t->lost)
		return;
	memcpy(into, t->rest.p, n);
	t->rest = str_part(t->rest, n, t->rest.n);
}

static uint64_t
take(struct unpack *t, size_t bytes)
{
	unsigned char b[8];
	uint64_t u = 0;
	size_t i;

	unpack_raw(t, b, bytes);
	for (i = bytes; i-- > 0;)
		u = u << 8 | b[i];
	return u;
}

uint32_t
unpack_small(struct unpack *t)
{
	return (uint32_t)take(t, 4);
}

int64_t
unpack_int(struct unpack *t)
{
	return (int64_t)take(t, 8);
}

double
unpack_real(struct unpack *t)
{
	int64_t bits = unpack_int(t);
	double x;

	memcpy(&x, &bits, sizeof(x));
	return x;
}

size_t
unpack_size(struct unpack *t, int64_t most)
{
	int64_t n = unpack_int(t);

	t->lost |= n < 0 || n > most;
	return t->lost ? 0 : (size_t)n;
}

str
unpack_str(struct unpack *t)
{
	int64_t n = unpack_int(t);
	str s;

	if (n == -1)
		return (str){ 0 };
	t->lost |= n < 0 || n > (int64_t)t->rest.n;
	if (t->lost)
		return (str){ 0 };
	s = str_copy(t->arena, str_part(t->rest, 0, (size_t)n));
	t->rest = str_part(t->rest, (size_t)n, t->rest.n);
	return s;
}
