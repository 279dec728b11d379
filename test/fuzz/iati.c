/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any bytes as an IATI file: read piece by piece, checked, written again. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "format/xml.h"
#include "standard/iati_check.h"
#include "standard/iati_tree.h"

enum { MOST = 200 };

static void
judge(struct ctx *c, struct iati *a)
{
	struct iati_faults f = { 0 };
	struct write w = write_new(c->arena, 1 << 22);
	const struct iati_fault *at;
	size_t n = 0;

	iati_check(c, a, &f);
	for (at = f.first; at != NULL; at = at->next)
		n++;
	if (n != f.n)
		abort();
	iati_write(&w, a, 0);
	if (!w.over && !str_utf8(write_done(&w)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0), *tree;
	struct ctx c = { .arena = a, .lang = "en", .now = 1795305600000 };
	struct iati_file f = { .what = "x.xml" };
	struct iati *one = NULL;
	int i;

	c.errors.arena = a;
	f.xml = xml_open(a, (str){ (const char *)p, n }, f.what);
	i = iati_open(&f, &c.errors) ? 0 : MOST;
	for (; i < MOST; i++) {
		tree = arena_new(1 << 24);
		if (!iati_read(&f, tree, &one, &c.errors) || one == NULL)
			i = MOST;
		else
			judge(&c, one);
		arena_free(tree);
	}
	arena_free(a);
	return 0;
}
