/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A template of any bytes is refused, or rendered: by a tree with every
 * kind of node, with itself as its part, in English and in another
 * language that turns sentences about.
 */
#include <stdint.h>

#include "base/arena.h"
#include "base/words.h"
#include "format/template.h"

static const struct word word[] = {
	{ "a", "{{b}}" }, { "b", "{{" }, { "{{a}}", "<{{c}}>" },
};
static const struct words words = { "xx", "X", word, 3, false, NULL,
	NULL };

static const struct template *
itself(const void *t, str name)
{
	return name.n == 1 ? t : NULL;
}

static struct node *
tree(struct arena *a)
{
	struct node *n = node_new(a), *l = node_list(n, "l"), *row;

	node_z(n, "a", "<&>");
	node_html(n, "h", S("<b>"));
	node_real(n, "r", 0.5, 1);
	node_bool(n, "b", true);
	node_day(n, "d", day_of(2024, 2, 29));
	node_none(n, "c");
	row = node_object(n, "o");
	node_count(row, "a", 7);
	node_item_count(l, 1);
	node_z(node_item(l), "a", "x");
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { a };
	struct template *t;
	struct template_with with = { itself, NULL, NULL, NULL };
	struct write w = write_new(a, 1 << 16), other = write_new(a, 1 << 16);

	if (template_parse(a, (str){ (const char *)p, n }, &t, &e)) {
		with.parts = t;
		template_render(&w, t, tree(a), &with);
		with.words = &words;
		template_render(&other, t, tree(a), &with);
	}
	arena_free(a);
	return 0;
}
