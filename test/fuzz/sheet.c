/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any bytes are a sheet or no sheet; if one, every record can be read. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "format/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { a };
	struct record r;
	struct sheet *s;
	size_t i;

	if (sheet_open_bytes(a, (str){ (const char *)p, n }, NULL, &s, &e))
		while (sheet_next(s, &r, &e))
			for (i = 0; i < r.n; i++)
				if (r.cell[i].n > 0 && !str_utf8(r.cell[i]))
					abort();
	arena_free(a);
	return 0;
}
