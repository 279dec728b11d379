/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as JSON: what is taken is written and read again, and the
 * second writing must be the first, byte by byte, pretty or not.
 */
#include "format/json.h"

#include <assert.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static str
written(struct arena *a, const struct node *n, bool pretty)
{
	struct write w = write_new(a, 0);

	json_write(&w, n, pretty);
	return write_done(&w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { a, NULL };
	struct node *one, *two;
	str first, pretty;

	if (json_read(a, (str){ (const char *)bytes, n }, &one, &e)) {
		first = written(a, one, false);
		assert(str_utf8(first));
		assert(json_read(a, first, &two, &e));
		assert(str_same(written(a, two, false), first));
		pretty = written(a, one, true);
		assert(json_read(a, pretty, &two, &e));
		assert(str_same(written(a, two, false), first));
	} else {
		assert(e.first != NULL);
	}
	arena_free(a);
	return 0;
}
