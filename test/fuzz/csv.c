/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as CSV. Records lie one behind the other in the file, and a
 * sound record that is written again reads back the same.
 */
#include "format/csv.h"

#include <assert.h>

#include "base/arena.h"

enum { ROOM = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
again(struct arena *a, const str *field, size_t n, bool exact)
{
	struct write w = write_new(a, 0);
	struct errors e = { a, NULL };
	struct csv *c;
	str back[ROOM];
	size_t i, m;

	csv_write_exact(&w, S("a,b"), true);    /* tells the separator */
	csv_write_exact(&w, S("c"), false);
	csv_end_row(&w);
	for (i = 0; i < n; i++)
		(exact ? csv_write_exact : csv_write_field)(&w, field[i], i == 0);
	csv_end_row(&w);
	assert(csv_open_text(a, write_done(&w), &c, &e));
	assert(csv_next(c, back, ROOM, &m) && m == 2);
	assert(csv_next(c, back, ROOM, &m) && m == n);
	for (i = 0; i < n; i++)
		assert(str_same(exact ? back[i] : csv_unguard(back[i]),
		    field[i]));
	assert(!csv_next(c, back, ROOM, &m));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { a, NULL };
	const struct csv_record *r;
	struct csv *c;
	str field[ROOM];
	uint64_t end = 0;
	size_t i, m, line = 0;

	if (!csv_open_text(a, (str){ (const char *)bytes, n }, &c, &e)) {
		assert(e.first != NULL);
		arena_free(a);
		return 0;
	}
	while (csv_next(c, field, ROOM, &m)) {
		r = csv_now(c);
		assert(r->at >= end && r->at + r->size <= n && r->size > 0);
		assert(r->line > line && r->fault_line <= n);
		end = r->at + r->size;
		line = r->line;
		if (r->fault != CSV_SOUND) {
			assert(m == 0 && !csv_fail(c, NULL, &e));
			assert(r->fault_line >= r->line && r->fault_column >= 1);
			continue;
		}
		assert(m >= 1 && m <= ROOM);
		for (i = 0; i < m; i++)
			assert(str_utf8(field[i]));
		again(a, field, m, true);
		again(a, field, m, false);
	}
	arena_free(a);
	return 0;
}
