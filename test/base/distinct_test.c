/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/distinct.h"

#include "base/arena.h"
#include "test.h"

static void
each_text_counts_once(struct arena *a)
{
	struct distinct *d = distinct_new(a);

	CHECK(distinct_count(d) == 0);
	distinct_add(d, S("Awa"));
	distinct_add(d, S("Bilal"));
	distinct_add(d, S("Awa"));
	CHECK(distinct_count(d) == 2);
	distinct_add(d, S("awa"));      /* is another text */
	distinct_add(d, S("Bilal"));
	CHECK(distinct_count(d) == 3);
}

static void
the_empty_text_is_one_too(struct arena *a)
{
	struct distinct *d = distinct_new(a);

	distinct_add(d, (str){ 0 });
	distinct_add(d, S(""));
	CHECK(distinct_count(d) == 1);
}

static void
many_are_counted_however_often_they_come(struct arena *a)
{
	struct distinct *d = distinct_new(a);
	int i, round;

	for (round = 0; round < 3; round++)
		for (i = 0; i < 20000; i++)
			distinct_add(d, str_print(a, "rater %d", i));
	CHECK(distinct_count(d) == 20000);
}

const struct test distinct_tests[] = {
	{ "each text counts once", each_text_counts_once },
	{ "the empty text is one too", the_empty_text_is_one_too },
	{ "many are counted however often they come",
	   many_are_counted_however_often_they_come },
	{ 0 }
};
