/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any lines of raters: read or refused with the line told; every name that
 * was read is there and trimmed, and no field is longer than it may be. */
#include "flow/invite.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0);
	struct ctx c = { .arena = a };
	str in = { (const char *)p, n };
	struct invite_rater *r;
	size_t i, count;

	c.errors.arena = a;
	if (invite_read(&c, in, &r, &count)) {
		assert(c.errors.first == NULL);
		for (i = 0; i < count; i++) {
			assert(!str_none(r[i].name) && r[i].name.n <= 400);
			assert(r[i].contact.n <= 400 && r[i].language.n <= 20);
			assert(memchr(r[i].name.p, '\n', r[i].name.n) == NULL);
			assert(str_same(r[i].name, str_trim(r[i].name)));
		}
	} else {
		assert(c.errors.first != NULL);
		assert(strcmp(c.errors.first->field, "raters") == 0);
	}
	arena_free(a);
	return 0;
}
