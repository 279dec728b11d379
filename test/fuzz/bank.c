/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as a bank's file: what is taken for a line has a day and an
 * amount, and what is refused says why.
 */
#include "flow/bank_read.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new(0);
	struct errors e = { .arena = a };
	struct bank_look look;
	struct bank_row *row;
	size_t rows, i;
	bool fine;

	if (bank_guess(a, (str){ (const char *)bytes, n }, &look, &e)) {
		assert(e.first == NULL && look.wide <= BANK_WIDE);
		fine = bank_rows(a, (str){ (const char *)bytes, n },
		    &look.shape, n % 2 ? "USD" : "VND", &row, &rows, &e);
		assert(fine == (e.first == NULL) && fine == (rows > 0));
		for (i = 0; i < rows; i++)
			assert(row[i].date.n != 0 && row[i].amount.minor != 0);
	}
	arena_free(a);
	return 0;
}
