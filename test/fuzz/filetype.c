/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as a file that somebody attaches: what is told has a name that
 * ends as it should, and is nothing that a browser would run.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "format/filetype.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	str bytes = { (const char *)p, n }, name;
	const struct filetype *t;
	struct errors e = { 0 };
	struct arena *a;

	e.arena = a = arena_new(0);
	if (filetype_tell(a, bytes, str_part(bytes, 0, 300), &t, &e)) {
		name = filetype_name(a, t, bytes);
		if (!str_utf8(name) || str_find(name, S("/")) < name.n ||
		    str_starts(bytes, S("<html")) ||
		    str_starts(bytes, S("<svg")))
			abort();
	} else if (errors_worst(&e) == FINE) {
		abort();
	}
	arena_free(a);
	return 0;
}
