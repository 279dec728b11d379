/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any text read as Markdown becomes a page that holds no tag of its own. */
#include <assert.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(256 << 20);
	struct errors e = { .arena = a };
	struct doc *d = doc_new(a, S("Fuzz"), S("en"));
	struct write w = write_new(a, 64 << 20);
	str html;

	if (markdown_read(d, (str){ (const char *)p, n }, 0, "figure:", &e)) {
		doc_html(d, 1, &w);
		html = write_done(&w);
		assert(str_find(html, S("<script")) == html.n);
		assert(str_find(html, S("href=\"javascript")) == html.n);
	}
	arena_free(a);
	return 0;
}
