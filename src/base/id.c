/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/id.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"

/* 62 bits behind the milliseconds count upwards: 12 beside the version, 50
 * behind the variant. Below them 12 more are drawn anew each time. */
#define COUNT_END (UINT64_C(1) << 62)

static void
mark_version(struct id *id, unsigned version)
{
	id->b[6] = (uint8_t)(version << 4 | (id->b[6] & 0x0F));
	id->b[8] = (uint8_t)(0x80 | (id->b[8] & 0x3F));
}

static void
put(struct id *id, int64_t ms, uint64_t count, uint64_t loose)
{
	uint64_t low = count << 12 | (loose & 0xFFF);    /* 62 bits stay */
	int i;

	for (i = 0; i < 6; i++)
		id->b[i] = (uint8_t)((uint64_t)ms >> (40 - 8 * i));
	id->b[6] = (uint8_t)(count >> 58);
	id->b[7] = (uint8_t)(count >> 50);
	for (i = 0; i < 8; i++)
		id->b[8 + i] = (uint8_t)(low >> (56 - 8 * i));
	mark_version(id, 7);
}

/* In a new millisecond the count begins anywhere in its lower half; within
 * one, or when the clock went back, it takes a step nobody can guess. */
struct id
id_new(struct random *r, int64_t now_ms)
{
	struct id id = { { 0 } };

	if (now_ms > r->last_ms) {
		r->last_ms = now_ms;
		r->last_low = random_next(r) >> 3;
	} else {
		r->last_low += 1 + (random_next(r) >> 32);
		if (r->last_low >= COUNT_END) {
			r->last_ms++;
			r->last_low = random_next(r) >> 3;
		}
	}
	put(&id, r->last_ms, r->last_low, random_next(r));
	return id;
}

struct id
id_from(str kind, str name)
{
	crypto_generichash_state st;
	struct id id;

	crypto_generichash_init(&st, NULL, 0, sizeof(id.b));
	if (kind.n > 0)
		crypto_generichash_update(&st, (const void *)kind.p, kind.n);
	crypto_generichash_update(&st, (const void *)"", 1);
	if (name.n > 0)
		crypto_generichash_update(&st, (const void *)name.p, name.n);
	crypto_generichash_final(&st, id.b, sizeof(id.b));
	mark_version(&id, 8);
	return id;
}

bool
id_none(struct id id)
{
	return id_same(id, (struct id){ { 0 } });
}

bool
id_same(struct id a, struct id b)
{
	return memcmp(a.b, b.b, sizeof(a.b)) == 0;
}

bool
id_among(str ids, struct id id)
{
	struct id one;
	str text;

	while (str_cut(&ids, ';', &text))
		if (id_read(str_trim(text), &one) && id_same(one, id))
			return true;
	return false;
}

int
id_order(struct id a, struct id b)
{
	return memcmp(a.b, b.b, sizeof(a.b));
}

static bool
dash_at(size_t i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

bool
id_read(str s, struct id *out)
{
	struct id id;
	size_t i, n = 0;
	int high, low;

	if (s.n != 36)
		return false;
	for (i = 0; i < s.n; i += 2) {
		if (dash_at(i) && s.p[i++] != '-')
			return false;
		high = str_hex(s.p[i]);
		low = str_hex(s.p[i + 1]);
		if (high < 0 || low < 0)
			return false;
		id.b[n++] = (uint8_t)(high << 4 | low);
	}
	*out = id;
	return true;
}

static const char digit[] = "0123456789abcdef";

str
id_text(struct arena *a, struct id id)
{
	char *p, *at;
	size_t i;

	if (id_none(id))
		return S("");
	at = p = NEWS(a, char, 37);
	for (i = 0; i < sizeof(id.b); i++) {
		if (dash_at((size_t)(at - p)))
			*at++ = '-';
		*at++ = digit[id.b[i] >> 4];
		*at++ = digit[id.b[i] & 15];
	}
	return (str){ p, 36 };
}
