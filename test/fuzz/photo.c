/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as a picture's frame: what is kept is a picture of the same
 * size, and cleaning it again changes nothing.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "format/photo.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct errors e = { 0 };
	struct arena *a;
	struct photo one, again;

	e.arena = a = arena_new(0);
	if (photo_read(a, (str){ (const char *)p, n }, &one, &e)) {
		if (!photo_read(a, one.clean, &again, &e) ||
		    again.width != one.width || again.height != one.height ||
		    !str_same(again.clean, one.clean))
			abort();
		if (again.exif.latitude == again.exif.latitude)
			abort();        /* a place was kept */
	}
	arena_free(a);
	return 0;
}
