/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/qr.h"

/* ISO/IEC 18004, 6.3.3: a dark ring of 7 x 7 round a light one round a
 * dark square of 3 x 3. */
static bool
finder(const struct qr *q, size_t x0, size_t y0)
{
	size_t x, y, ring;
	bool dark;

	for (y = 0; y < 7; y++)
		for (x = 0; x < 7; x++) {
			ring = x < y ? x : y;
			ring = ring < 6 - x ? ring : 6 - x;
			ring = ring < 6 - y ? ring : 6 - y;
			dark = ring != 1;
			if (q->dark[(y0 + y) * q->size + x0 + x] != dark)
				return false;
		}
	return true;
}

static void
three_corners(struct arena *a)
{
	struct errors e = { .arena = a };
	struct qr q;

	CHECK(qr_make(a, S("TL-4821-77"), &q, &e));
	/* Version 1-M holds 14 bytes: 21 modules a side (ISO/IEC 18004). */
	CHECK(q.size == 21);
	CHECK(finder(&q, 0, 0));
	CHECK(finder(&q, q.size - 7, 0));
	CHECK(finder(&q, 0, q.size - 7));
	CHECK(qr_make(a, S("abcdefghijklmn"), &q, &e) && q.size == 21);
	CHECK(qr_make(a, S("abcdefghijklmno"), &q, &e) && q.size == 25);
}

static void
refused(struct arena *a)
{
	struct errors e = { .arena = a };
	struct qr q;
	char *much = arena_take(a, QR_MOST + 1, 1);

	memset(much, 'x', QR_MOST + 1);
	CHECK(!qr_make(a, S(""), &q, &e));
	CHECK(!qr_make(a, (str){ "a\0b", 3 }, &q, &e));
	CHECK(!qr_make(a, (str){ much, QR_MOST + 1 }, &q, &e));
	CHECK(errors_worst(&e) == INVALID);
	CHECK(qr_make(a, (str){ much, QR_MOST }, &q, &e));
}

static void
label_escaped(struct arena *a)
{
	struct errors e = { .arena = a };
	struct write w = write_new(a, 100000);
	struct qr q;
	str svg;

	CHECK(qr_make(a, S("x"), &q, &e));
	qr_svg(&w, &q, S("Code \"<b>\""));
	svg = write_done(&w);
	CHECK(str_find(svg, S("<b>")) == svg.n);
	CHECK(str_starts(svg, S("<svg viewBox=\"0 0 29 29\"")));
}

const struct test qr_tests[] = {
	{ "a code has its three corners and the size of the standard",
	    three_corners },
	{ "a text too long, empty or with a NUL is refused", refused },
	{ "the label of the picture is escaped", label_escaped },
	{ 0 }
};
