/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as an outline that lay on the shelf. One that is taken is laid
 * down again and read back as the same, and all its texts can be read.
 */
#include "flow/outline.h"

#include <assert.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Every text is looked at, so that one past its end is found. */
static size_t
touch(const struct outline *o)
{
	size_t i, k, sum = 0;

	for (i = 0; i < o->kinds; i++)
		for (k = 0; k < o->kind[i].modality.n; k++)
			sum += (unsigned char)o->kind[i].modality.p[k];
	for (i = 0; i < o->funders; i++)
		for (k = 0; k < o->funder_name[i].n; k++)
			sum += (unsigned char)o->funder_name[i].p[k];
	for (i = 0; i < o->spots; i++)
		for (k = 0; k < o->spot[i].name.n; k++)
			sum += (unsigned char)o->spot[i].name.p[k];
	for (i = 0; i < o->costs; i++)
		for (k = 0; k < o->cost[i].partner_name.n; k++)
			sum += (unsigned char)o->cost[i].partner_name.p[k];
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(64 << 20);
	struct outline o = { 0 }, back = { 0 };
	str laid, again;

	if (outline_unpack(a, (str){ (const char *)bytes, n }, &o)) {
		laid = outline_pack(a, &o);
		assert(outline_unpack(a, laid, &back));
		again = outline_pack(a, &back);
		assert(str_same(laid, again));
		assert(touch(&o) == touch(&back));
		assert(outline_copy(a, &back)->spots == o.spots);
	}
	arena_free(a);
	return 0;
}
