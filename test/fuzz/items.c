/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any table of questions: refused as a whole, or each line is one that can
 * be put to somebody or says what is wrong; and any bytes as an answer to
 * it are refused, or have a mark from 0 to 1 or none. */
#include "flow/exam_lines.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
answer(struct ctx *c, const struct test_item *it, str said)
{
	double mark;
	str given;

	if (!str_utf8(said) || !exam_given(c, it, said, "answer", &given)) {
		errors_clear(&c->errors);
		return;
	}
	mark = exam_item_mark(c->arena, it, given);
	assert(isnan(mark) || (mark >= 0 && mark <= 1));
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0);
	struct ctx c = { .arena = a, .lang = "en" };
	str in = { (const char *)p, n };
	struct exam_line *l;
	size_t i, count;

	c.errors.arena = a;
	if (exam_lines_read(&c, in, &l, &count)) {
		assert(count > 0 && count <= EXAM_LINES);
		for (i = 0; i < count; i++) {
			if (l[i].fault != NULL)
				continue;
			assert(exam_item_whole(a, &l[i].item));
			answer(&c, &l[i].item, str_part(in, 0, 40));
			answer(&c, &l[i].item, S("1;2"));
			answer(&c, &l[i].item, S("3,5"));
		}
	} else {
		assert(c.errors.first != NULL);
	}
	arena_free(a);
	return 0;
}
