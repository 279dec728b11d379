/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as a query: what is read is UTF-8 without NUL, and what is
 * written of it reads back the same.
 */
#include "web/query.h"

#include <assert.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
again(struct arena *a, const struct pairs *p)
{
	struct errors e = { .arena = a };
	str text = query_with(a, p->at, p->n, "", (str){ 0 });
	struct pairs back = { 0 };
	size_t i, n = 0;

	assert(query_read(a, text, &back, &e));
	for (i = 0; i < p->n; i++) {
		if (p->at[i].value.n == 0 || p->at[i].name.n == 0)
			continue;
		assert(n < back.n);
		assert(str_same(back.at[n].name, p->at[i].name));
		assert(str_same(back.at[n].value, p->at[i].value));
		n++;
	}
	assert(n == back.n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { .arena = a };
	str text = { (const char *)bytes, n };
	struct pairs p = { 0 };
	size_t i;

	if (n > 0 && n < 8192 && query_read(a, text, &p, &e)) {
		for (i = 0; i < p.n; i++)
			assert(str_utf8(p.at[i].name) &&
			    str_utf8(p.at[i].value));
		again(a, &p);
	}
	(void)query_cookie(text, "tilth");
	arena_free(a);
	return 0;
}
