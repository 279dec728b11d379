/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any pairs as the form of any entity, and as the query of its list.  The
 * first byte chooses the entity; then name, line end, value, line end.
 */
#include "derive/form.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "derive/list.h"
#include "format/json.h"

enum { PAIRS = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
whole(struct arena *a, const struct node *n)
{
	struct write w = write_new(a, 0);
	struct errors errors = { a, NULL };
	struct node *back;

	json_write(&w, n, false);
	assert(json_read(a, write_done(&w), &back, &errors));
}

static void
as_form(struct arena *a, const struct entity *e, const struct pair *p, size_t n)
{
	const struct lookup may = { .personal = true };
	struct errors errors = { a, NULL };
	struct form form = { .arena = a, .entity = e, .lookup = &may };
	struct node *tree = node_new(a);
	void *row = arena_take(a, 1, e->size);

	row_blank(e, row);
	assert(form_read(&form, p, n, row, &errors) == (errors.first == NULL));
	form.typed = p;
	form.n_typed = n;
	form.errors = &errors;
	form_node(&form, row, tree);
	whole(a, tree);
}

static void
as_list(struct arena *a, const struct entity *e, const struct pair *p, size_t n)
{
	struct errors errors = { a, NULL };
	struct list list = { .arena = a, .entity = e, .path = S("/x"),
	    .args = p, .n_args = n };
	struct node *tree = node_new(a);

	assert(list_read(&list, &errors) == (errors.first == NULL));
	list_head(&list, tree);
	list_pager(&list, S("t"), 1, 2, tree);
	whole(a, tree);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct pair p[PAIRS];
	size_t count = 0, pairs = 0;
	struct arena *a;
	str rest, name;

	rest = (str){ (const char *)bytes + 1, n - 1 };
	if (n < 1 || !str_utf8(rest))   /* the door lets no other bytes in */
		return 0;
	a = arena_new(0);
	while (entities[count] != NULL)
		count++;
	while (pairs < PAIRS && str_cut(&rest, '\n', &name)) {
		p[pairs].name = name;
		if (!str_cut(&rest, '\n', &p[pairs].value))
			p[pairs].value = S("");
		pairs++;
	}
	as_form(a, entities[bytes[0] % count], p, pairs);
	as_list(a, entities[bytes[0] % count], p, pairs);
	arena_free(a);
	return 0;
}
