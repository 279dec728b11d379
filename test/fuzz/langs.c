/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any bytes as a text in several languages: read, set, read back. */
#include "model/text.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0);
	str in = { (const char *)p, n }, out;

	text_in(a, in, "vi");
	text_in(a, in, NULL);
	out = text_with(a, in, "vi", S("x \"y\" \\ z"));
	assert(str_is(text_in(a, out, "vi"), "x \"y\" \\ z"));
	text_with(a, out, "vi", S(""));
	arena_free(a);
	return 0;
}
