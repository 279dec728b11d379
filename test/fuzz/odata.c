/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any text as a filter of OData: understood or refused with a sentence, and
 * asked of a blank row without harm.
 */
#include "standard/odata.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { a, NULL, NULL, NULL };
	const struct tabular_column *column;
	struct odata_filter *f;
	struct activity row;
	str text = { (const char *)p, n };
	size_t columns;

	if (!str_utf8(text)) {
		arena_free(a);
		return 0;
	}
	column = tabular_columns(a, NULL, &activity_entity, &columns);
	row_blank(&activity_entity, &row);
	if (odata_filter_read(a, column, columns, text, &f, &e))
		(void)odata_filter_holds(f, a, &row);
	else
		assert(e.first != NULL);
	arena_free(a);
	return 0;
}
