/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as the numbers of a signed sheet: nobody beyond the last line
 * is ticked, and what is refused says why.
 */
#include "flow/signin.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { .arena = a };
	bool on[12] = { false };
	bool fine = signin_numbers((str){ (const char *)bytes, n }, on, 10,
	    &e);

	assert(fine == (e.first == NULL));
	assert(!on[10] && !on[11]);
	arena_free(a);
	return 0;
}
