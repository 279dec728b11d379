/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any lines of comments on a draft: read, each with a comment that stands
 * in the text, trimmed and on one line; or refused with the field told. */
#include "flow/policy.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
is_piece(str in, str one)
{
	assert(one.p >= in.p && one.p + one.n <= in.p + in.n);
	assert(memchr(one.p, '\n', one.n) == NULL);
	assert(str_same(one, str_trim(one)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0);
	struct ctx c = { .arena = a };
	str in = { (const char *)p, n };
	struct policy_said *said;
	size_t i, count;

	c.errors.arena = a;
	if (policy_comments_read(&c, in, &said, &count)) {
		assert(c.errors.first == NULL && count > 0);
		for (i = 0; i < count; i++) {
			assert(!str_none(said[i].comment));
			is_piece(in, said[i].comment);
			if (!str_none(said[i].who))
				is_piece(in, said[i].who);
			if (!str_none(said[i].article))
				is_piece(in, said[i].article);
		}
	} else {
		assert(c.errors.first != NULL);
		assert(strcmp(c.errors.first->field, "lines") == 0);
	}
	arena_free(a);
	return 0;
}
