/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as a text, a number, a key, a day, a moment, an amount, an id:
 * what is taken must come back the same when it is written and read again.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/fold.h"
#include "base/id.h"
#include "base/money.h"
#include "base/write.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
numbers(struct arena *a, str s)
{
	struct write w = write_new(a, 0);
	int64_t n, n2;
	double x, x2;

	if (str_int(s, &n)) {
		write_int(&w, n);
		assert(str_int(write_done(&w), &n2) && n == n2);
		assert(str_real(s, &x) || s.n >= 512);
	}
	w = write_new(a, 0);
	if (str_real(s, &x)) {
		assert(x == strtod(str_z(a, s), NULL));
		write_real(&w, x);
		assert(str_real(write_done(&w), &x2) && x == x2);
	}
}

static void
times(struct arena *a, str s)
{
	struct day d, d2;
	struct id id, id2;
	int64_t ms, ms2;

	if (day_read(s, &d)) {
		assert(d.n >= 1 && d.n <= DAY_LAST);
		assert(str_same(day_text(a, d), s));
		assert(day_read(s, &d2) && d.n == d2.n);
	}
	if (moment_read(s, &ms))
		assert(moment_read(moment_text(a, ms), &ms2) && ms == ms2);
	if (id_read(s, &id) && !id_none(id))
		assert(id_read(id_text(a, id), &id2) && id_same(id, id2));
}

static void
amounts(struct arena *a, str s)
{
	static const char *const code[] = { "USD", "VND", "KWD", "CLF", "XXX" };
	struct money m, m2;
	size_t i;

	for (i = 0; i < sizeof(code) / sizeof(*code); i++)
		if (money_read(s, code[i], &m)) {
			assert(money_read(money_text(a, m), code[i], &m2));
			assert(m.minor == m2.minor);
		}
}

static void
keys(struct arena *a, str s)
{
	str key = fold(a, s), nfc = fold_nfc(a, s);

	assert((key.p != NULL) == (s.p != NULL && str_utf8(s)));
	assert((nfc.p != NULL) == (key.p != NULL));
	if (key.p == NULL)
		return;
	assert(str_utf8(key) && str_utf8(nfc) && str_same(key, str_trim(key)));
	assert(str_same(fold_nfc(a, nfc), nfc));
	assert(str_find(key, S("  ")) == key.n);
	assert(str_points(s) <= s.n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(0);
	str s = { (const char *)bytes, n };

	if (n == 0)
		s = S("");
	numbers(a, s);
	times(a, s);
	amounts(a, s);
	keys(a, s);
	arena_free(a);
	return 0;
}
