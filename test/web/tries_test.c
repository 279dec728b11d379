/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of web/tries: who guesses too often waits, and nobody else. */
#include "web/tries.h"

#include "base/arena.h"
#include "test.h"

static void
who_guesses_too_often_waits_and_nobody_else(struct arena *a)
{
	struct tries *t = NEW(a, struct tries);
	str one = S("10.0.0.7"), other = S("10.0.0.8");
	int i;

	tries_open(t);
	for (i = 0; i < TRIES_MOST; i++) {
		CHECK(!tries_over(t, one, 1000 + i));
		tries_note(t, one, 1000 + i);
	}
	CHECK(tries_over(t, one, 2000));
	CHECK(!tries_over(t, other, 2000));
	CHECK(!tries_over(t, (str){ 0 }, 2000));
	CHECK(tries_over(t, one, 1000 + TRIES_MS - 1));
	CHECK(!tries_over(t, one, 1000 + TRIES_MS));
	tries_note(t, one, 1000 + TRIES_MS);    /* counted from there */
	CHECK(!tries_over(t, one, 1000 + TRIES_MS));
	tries_close(t);
}

const struct test tries_tests[] = {
	{ "who guesses too often waits, and nobody else",
	   who_guesses_too_often_waits_and_nobody_else },
	{ 0 }
};
