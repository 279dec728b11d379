/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any text as the value of any field: what is taken is written, and that
 * reads back to the same value; what is refused is told, and changes
 * nothing.  The first two bytes choose entity and field.
 */
#include "derive/fieldtext.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const struct entity *
choose(unsigned n)
{
	size_t count = 0;

	while (entities[count] != NULL)
		count++;
	return entities[n % count];
}

static const struct field *
choose_field(const struct entity *e, unsigned n)
{
	size_t count = 0;

	while (e->fields[count].name != NULL)
		count++;
	return &e->fields[n % count];
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const struct entity *e;
	const struct field *f;
	struct arena *a;
	struct errors errors;
	void *row, *back;
	str text;

	if (n < 2)
		return 0;
	a = arena_new(0);
	errors = (struct errors){ a, NULL };
	e = choose(bytes[0]);
	f = choose_field(e, bytes[1]);
	row = arena_take(a, 1, e->size);
	back = arena_take(a, 1, e->size);
	row_blank(e, row);
	row_blank(e, back);
	text = (str){ (const char *)bytes + 2, n - 2 };
	if (fieldtext_read(a, f, text, row, &errors)) {
		assert(errors.first == NULL);
		assert(fieldtext_read(a, f, fieldtext_write(a, f, row), back,
		    &errors));
		assert(row_same(f, row, back));
		(void)fieldtext_show(a, NULL, f, row);
	} else {
		assert(errors.first != NULL && row_none(f, row));
		assert(str_utf8(str_of(errors.first->text)));
	}
	arena_free(a);
	return 0;
}
