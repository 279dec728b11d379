/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/map.h"

#include "base/arena.h"
#include "test.h"

static void
a_key_keeps_its_value(struct arena *a)
{
	struct map *m = map_new(a);
	size_t v = 77;

	CHECK(map_count(m) == 0 && !map_find(m, S("x"), &v));
	CHECK(*map_at(m, S("x"), 5) == 5);
	CHECK(*map_at(m, S("x"), 6) == 5);
	*map_at(m, S("x"), 0) = 9;
	CHECK(map_find(m, S("x"), &v) && v == 9 && map_count(m) == 1);
	CHECK(map_find(m, S("x"), NULL) && !map_find(m, S("X"), NULL));
	CHECK(!map_find(m, S(""), &v));
	*map_at(m, (str){ 0 }, 3) = 4;
	CHECK(map_find(m, S(""), &v) && v == 4 && map_count(m) == 2);
}

static void
a_hundred_thousand_keys_are_all_found(struct arena *a)
{
	struct map *m = map_new(a);
	size_t i, v, bad = 0, n = 100000;

	for (i = 0; i < n; i++)
		*map_at(m, str_print(a, "key-%zu", i), 0) = i;
	for (i = 0; i < n; i++)
		bad += !map_find(m, str_print(a, "key-%zu", i), &v) || v != i;
	CHECK(bad == 0 && map_count(m) == n);
	CHECK(!map_find(m, S("key-100000"), &v) && !map_find(m, S("key-"), &v));
}

const struct test map_tests[] = {
	{ "a key keeps its value",
	   a_key_keeps_its_value },
	{ "a hundred thousand keys are all found",
	   a_hundred_thousand_keys_are_all_found },
	{ 0 }
};
