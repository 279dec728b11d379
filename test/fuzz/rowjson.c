/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any JSON as a row of any entity: what is taken and valid is written and
 * read again, and no field may differ; history of it can be taken back.
 * The first byte chooses the entity.
 */
#include "derive/rowjson.h"

#include <assert.h>

#include "base/arena.h"
#include "derive/change.h"
#include "derive/valid.h"
#include "format/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
compare(const struct entity *e, const void *one, const void *other)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (!(f->flags & SECRET))
			assert(row_same(f, one, other));
}

static void
there_and_back(struct arena *a, const struct entity *e, const void *row)
{
	struct errors errors = { a, NULL };
	struct fieldtext way = { a, NULL, &errors };
	void *blank = arena_take(a, 1, e->size);
	void *back = arena_take(a, 1, e->size);
	struct write w = write_new(a, 0);
	struct node *n = node_new(a);

	row_blank(e, blank);
	row_blank(e, back);
	rowjson_node(a, e, row, n);
	json_write(&w, n, false);
	assert(json_read(a, write_done(&w), &n, &errors));
	assert(rowjson_take(&way, e, n, true, back));
	compare(e, row, back);
	assert(change_apply(&way, e, change_text(a, e, blank, row), true,
	    back) || errors.first != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const struct entity *e;
	struct arena *a;
	struct errors errors;
	struct node *tree;
	size_t count = 0;
	void *row;

	if (n < 1)
		return 0;
	a = arena_new(0);
	errors = (struct errors){ a, NULL };
	while (entities[count] != NULL)
		count++;
	e = entities[bytes[0] % count];
	row = arena_take(a, 1, e->size);
	row_blank(e, row);
	if (json_read(a, (str){ (const char *)bytes + 1, n - 1 }, &tree,
	    &errors) && rowjson_read(a, e, tree, row, &errors)) {
		assert(errors.first == NULL);
		if (valid_row(e, row, &errors))
			there_and_back(a, e, row);
	}
	arena_free(a);
	return 0;
}
