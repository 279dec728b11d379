/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"

#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

static int
all_zero(const unsigned char *p, size_t n)
{
	while (n > 0 && *p == 0)
		p++, n--;
	return n == 0;
}

static void
what_is_taken_is_zero_and_aligned(struct arena *a)
{
	struct arena_mark m = arena_mark(a);
	size_t i, round, bad = 0;

	for (round = 0; round < 3; round++) {
		for (i = 0; i < 300; i++) {
			unsigned char *p = arena_take(a, 1, i * 7);

			bad += (uintptr_t)p % alignof(max_align_t) != 0;
			bad += !all_zero(p, i * 7);
			memset(p, 0xA5, i * 7);
		}
		arena_back(a, m);
	}
	CHECK(bad == 0);
}

static void
large_pieces_are_zero_too(struct arena *a)
{
	struct arena_mark m = arena_mark(a);
	unsigned char *p = arena_take(a, 3, 1000 * 1000);

	memset(p, 1, 3 * 1000 * 1000);
	arena_back(a, m);
	p = arena_take(a, 3, 1000 * 1000);
	CHECK(all_zero(p, 3 * 1000 * 1000));
}

static void
going_back_keeps_what_was_before_the_mark(struct arena *a)
{
	char *before = arena_take(a, 1, 100);
	struct arena_mark m;
	size_t used, i;

	memset(before, 'x', 100);
	used = arena_used(a);
	m = arena_mark(a);
	for (i = 0; i < 1000; i++)
		arena_take(a, 1, 1000);
	CHECK(arena_used(a) >= used + 1000 * 1000);
	arena_back(a, m);
	CHECK(arena_used(a) == used);
	CHECK(before[0] == 'x' && before[99] == 'x');
}

static void
a_spent_arena_still_gives_and_says_so(struct arena *unused)
{
	struct arena *a = arena_new(100 * 1000);

	(void)unused;
	CHECK(arena_take(a, 1, 90 * 1000) != NULL && !arena_spent(a));
	CHECK(arena_take(a, 1, 20 * 1000) != NULL && arena_spent(a));
	arena_free(a);
	a = arena_new(0);
	arena_take(a, 1, 10 * 1000 * 1000);
	CHECK(!arena_spent(a));
	arena_free(a);
}

/* In a child, whose end is what we look at. */
static int
stops(void (*run)(struct arena *))
{
	struct arena *a;
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		close(STDERR_FILENO);
		a = arena_new(100 * 1000);
		run(a);
		arena_free(a);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void
take_too_much(struct arena *a)
{
	size_t i;

	for (i = 0; i < 10; i++)
		arena_take(a, 1, 40 * 1000);
}

static void
take_beyond_measure(struct arena *a)
{
	arena_take(a, SIZE_MAX / 2, 3);
}

static void
take_little(struct arena *a)
{
	arena_take(a, 10, 1000);
}

static void
past_twice_the_limit_the_program_stops(struct arena *a)
{
	(void)a;
	CHECK(stops(take_too_much));
	CHECK(stops(take_beyond_measure));
	CHECK(!stops(take_little));
}

struct trace {
	char   text[16];
	size_t n;
};

struct thing {
	struct trace *trace;
	char          letter;
};

static void
note(void *what)
{
	struct thing *t = what;

	t->trace->text[t->trace->n++] = t->letter;
}

static void
hang(struct arena *a, struct trace *trace, char letter)
{
	struct thing *t = NEW(a, struct thing);

	*t = (struct thing){ trace, letter };
	arena_closer(a, note, t);
}

static void
closers_run_newest_first(struct arena *unused)
{
	struct arena *a = arena_new(0);
	struct trace trace = { "", 0 };

	(void)unused;
	hang(a, &trace, 'a');
	arena_take(a, 1, 200 * 1000);
	hang(a, &trace, 'b');
	hang(a, &trace, 'c');
	CHECK(trace.n == 0);
	arena_free(a);
	CHECK(strcmp(trace.text, "cba") == 0);
}

static void
going_back_closes_what_was_opened_since(struct arena *unused)
{
	struct arena *a = arena_new(0);
	struct trace trace = { "", 0 };
	struct arena_mark m;

	(void)unused;
	hang(a, &trace, 'a');
	m = arena_mark(a);
	hang(a, &trace, 'b');
	arena_take(a, 1, 200 * 1000);
	hang(a, &trace, 'c');
	arena_back(a, m);
	CHECK(strcmp(trace.text, "cb") == 0);
	hang(a, &trace, 'd');
	arena_free(a);
	CHECK(strcmp(trace.text, "cbda") == 0);
}

static void
an_array_that_grows_keeps_what_was_in_it(struct arena *a)
{
	size_t i, room = 0, wrong = 0;
	uint32_t *at = NULL;

	for (i = 0; i < 1000; i++) {
		at = arena_more(a, at, i, &room, sizeof(*at));
		at[i] = (uint32_t)(i * i);
	}
	for (i = 0; i < 1000; i++)
		wrong += at[i] != i * i;
	CHECK(wrong == 0);
	CHECK(room >= 1000 && room < 2000);
	CHECK(arena_more(a, at, 1000, &room, sizeof(*at)) == at);
}

const struct test arena_tests[] = {
	{ "what is taken is zero and aligned",
	   what_is_taken_is_zero_and_aligned },
	{ "large pieces are zero too",
	   large_pieces_are_zero_too },
	{ "going back keeps what was before the mark",
	   going_back_keeps_what_was_before_the_mark },
	{ "a spent arena still gives and says so",
	   a_spent_arena_still_gives_and_says_so },
	{ "past twice the limit the program stops",
	   past_twice_the_limit_the_program_stops },
	{ "closers run newest first",
	   closers_run_newest_first },
	{ "going back closes what was opened since",
	   going_back_closes_what_was_opened_since },
	{ "an array that grows keeps what was in it",
	   an_array_that_grows_keeps_what_was_in_it },
	{ 0 }
};
