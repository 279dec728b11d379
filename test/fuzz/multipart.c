/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as a form with files: every value and file lies inside the
 * body, and a body that is refused says so.
 */
#include "web/multipart.h"

#include <assert.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { .arena = a };
	struct uploads *u = NEW(a, struct uploads);
	str body = { (const char *)bytes, n };
	struct pairs p = { 0 };
	size_t i;

	if (multipart_read(a, body, S("b"), &p, u, &e)) {
		for (i = 0; i < u->n; i++)
			assert(u->at[i].bytes.p >= body.p &&
			    u->at[i].bytes.p + u->at[i].bytes.n <=
			    body.p + body.n);
		for (i = 0; i < p.n; i++)
			assert(str_utf8(p.at[i].value));
	} else {
		assert(errors_worst(&e) == INVALID);
	}
	(void)multipart_boundary(body);
	arena_free(a);
	return 0;
}
