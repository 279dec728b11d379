/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as the head and body of a request: lines ending in LF, a blank
 * one, the body.  What the guard lets pass is then read and routed.
 */
#include "web/request.h"

#include <assert.h>

#include "base/arena.h"
#include "web/route.h"

enum { LINES = 128 };

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
read_lines(str *rest, struct arrival *in, struct pair *fields)
{
	struct head *h = &in->head;
	str line, first;
	size_t at;

	if (!str_cut(rest, '\n', &first) ||
	    !str_cut(&first, ' ', &h->method) ||
	    !str_cut(&first, ' ', &h->target))
		return;
	h->version = S("HTTP/1.1");
	h->fields = fields;
	while (h->n < LINES && str_cut(rest, '\n', &line) && line.n > 0) {
		at = str_find(line, S(":"));
		fields[h->n++] = (struct pair){ str_part(line, 0, at),
			str_trim(str_part(line, at + 1, line.n)) };
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { .arena = a };
	struct arrival in = { 0 };
	str rest = { (const char *)bytes, n };
	struct pair fields[LINES];
	const struct page *page;
	const char *says = NULL;
	struct request q;
	str allow;

	read_lines(&rest, &in, fields);
	in.body = rest;
	if (guard_check(&in.head, &says) == 0) {
		assert(says == NULL);
		if (request_head(a, &in, &q, &e)) {
			(void)route_find(site, a, &q, &page, &allow);
			(void)!request_body(a, &in, &q, &e);
		}
	} else {
		assert(says != NULL);
	}
	arena_free(a);
	return 0;
}
