/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of base/once: numbers given once, and unions of lists. */
#include "base/once.h"

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

static void
an_id_keeps_its_number(struct arena *a)
{
	struct once_index *x = once_index_new(a);
	struct random r = random_seeded(1);
	struct id id[100];
	uint32_t first[100], again[100];
	size_t i;

	for (i = 0; i < 100; i++)
		id[i] = id_new(&r, 1000);
	once_numbers(x, id, 60, first);
	once_numbers(x, id + 30, 70, again);
	CHECK(once_given(x) == 100);
	for (i = 0; i < 30; i++)
		CHECK(again[i] == first[i + 30]);
	for (i = 0; i < 60; i++)
		CHECK(first[i] == i);
}

/* 1 2 3, 3 4, 64 65 and 3 again: six different ones. */
static void
each_is_counted_once(struct arena *a)
{
	static const uint32_t one[] = { 1, 2, 3 }, two[] = { 3, 4 };
	uint32_t three[] = { 65, 64, 3, 64, 65 };
	uint64_t *bits = once_bits(a, 66);

	CHECK(once_each(a, three, 5) == 3);
	CHECK(three[0] == 3 && three[1] == 64 && three[2] == 65);
	once_mark(bits, one, 3);
	once_mark(bits, two, 2);
	once_mark(bits, three, 3);
	CHECK(once_count(bits, 66) == 6);
	CHECK(once_count(once_bits(a, 0), 0) == 0);
}

const struct test once_tests[] = {
	{ "an id keeps its number", an_id_keeps_its_number },
	{ "each is counted once", each_is_counted_once },
	{ 0 }
};
