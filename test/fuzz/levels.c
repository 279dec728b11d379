/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any "area:level; area:level": a table whose rows all have a name and a
 * level from 0 to 3, or nothing. */
#include "flow/calls.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "format/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0);
	str in = { (const char *)p, n }, table;
	struct errors e = { .arena = a };
	const struct node *k;
	struct node *tree;
	int64_t level;

	table = str_utf8(in) ? calls_levels(a, in, "area") : (str){ 0 };
	if (!str_none(table)) {
		assert(json_read(a, table, &tree, &e));
		for (k = json_first(tree, ""); k != NULL; k = k->next) {
			assert(!str_none(json_text(k, "area")));
			assert(str_int(json_text(k, "level"), &level));
			assert(level >= 0 && level <= 3);
		}
	}
	arena_free(a);
	return 0;
}
