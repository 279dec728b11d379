/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/write.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

static void
pieces_come_out_as_one_text(struct arena *a)
{
	struct write w = write_new(a, 0);
	str s;

	CHECK(str_is(write_done(&w), "") && write_done(&w).p != NULL);
	write_str(&w, S("a"));
	write_str(&w, (str){ 0 });
	write_z(&w, "bc");
	write_z(&w, NULL);
	write_char(&w, 'd');
	write_int(&w, -42);
	write_format(&w, "%s%600d", "e", 7);
	s = write_done(&w);
	CHECK(s.n == 4 + 3 + 1 + 600 && memcmp(s.p, "abcd-42e ", 9) == 0);
	CHECK(s.p[s.n] == '\0' && !w.over);
}

static void
a_long_text_grows(struct arena *a)
{
	struct write w = write_new(a, 0);
	size_t i;
	str s;

	for (i = 0; i < 100000; i++)
		write_char(&w, (char)('a' + i % 26));
	s = write_done(&w);
	CHECK(s.n == 100000 && s.p[99999] == 'a' + 99999 % 26 && s.p[0] == 'a');
}

static void
what_passes_the_limit_is_dropped_whole_and_told(struct arena *a)
{
	struct write w = write_new(a, 5);

	write_z(&w, "abc");
	write_z(&w, "de");
	CHECK(!w.over);
	write_char(&w, 'f');
	CHECK(w.over);
	CHECK(str_is(write_done(&w), "abcde"));
	w = write_new(a, 5);
	write_z(&w, "abcd");
	write_z(&w, "ef");
	write_z(&w, "g");       /* would fit, but a hole is worse than an end */
	CHECK(w.over && str_is(write_done(&w), "abcd"));
}

static void
whole_numbers_are_written_out(struct arena *a)
{
	struct write w = write_new(a, 0);

	write_int(&w, 0);
	write_char(&w, ' ');
	write_int(&w, INT64_MAX);
	write_char(&w, ' ');
	write_int(&w, INT64_MIN);
	CHECK(str_is(write_done(&w),
	    "0 9223372036854775807 -9223372036854775808"));
}

static bool
shown(struct arena *a, double x, const char *want)
{
	struct write w = write_new(a, 0);

	write_real(&w, x);
	return str_is(write_done(&w), want);
}

static void
reals_are_written_short(struct arena *a)
{
	CHECK(shown(a, 0, "0") && shown(a, -0.0, "0"));
	CHECK(shown(a, 0.1, "0.1") && shown(a, -2.5, "-2.5"));
	CHECK(shown(a, 1.0 / 3, "0.3333333333333333"));
	CHECK(shown(a, 0.1 + 0.2, "0.30000000000000004"));
	CHECK(shown(a, 0.0001, "0.0001") && shown(a, 0.00001, "1e-5"));
	CHECK(shown(a, -0.000001, "-1e-6") && shown(a, 12.000001, "12.000001"));
	CHECK(shown(a, 1e8 + 0.5, "100000000.5") && shown(a, 99.99, "99.99"));
	CHECK(shown(a, 100, "100") && shown(a, 1e15, "1000000000000000"));
	CHECK(shown(a, 1e16, "1e16") && shown(a, 1e-7, "1e-7"));
	CHECK(shown(a, 1.5e300, "1.5e300") && shown(a, 5e-324, "4.94065645841247e-324"));
	CHECK(shown(a, NAN, "") && shown(a, INFINITY, ""));
}

static void
reals_read_back_as_they_were(struct arena *a)
{
	struct random r = random_seeded(5);
	struct arena_mark m = arena_mark(a);
	size_t i, bad = 0;
	double x, back;

	for (i = 0; i < 40000; i++) {
		uint64_t bits = random_next(&r);
		struct write w = write_new(a, 0);

		memcpy(&x, &bits, sizeof(x));
		if (i % 4 == 1)
			x = (random_real(&r) - 0.5) * 1000;
		if (i % 4 > 1)  /* few decimals, both sides of where it matters */
			x = ((double)random_below(&r, 2000000001) - 1e9) /
			    (i % 4 == 2 ? 1e6 : 1e8);
		if (!isfinite(x))
			continue;
		write_real(&w, x);
		back = strtod(write_done(&w).p, NULL);
		bad += back != x;
		if (i % 4 > 1 && x != nearbyint(x) && fabs(x) >= 1e-4)
			bad += !str_is(write_done(&w),
			    str_print(a, "%.15g", x).p);
		arena_back(a, m);
	}
	CHECK(bad == 0);
}

struct sink {
	size_t sum, pieces, most;
	char   last;
	bool   broken;
};

static bool
swallow(void *to, const char *p, size_t n)
{
	struct sink *s = to;

	if (s->broken)
		return false;
	s->sum += n;
	s->pieces++;
	s->most = n > s->most ? n : s->most;
	s->last = p[n - 1];
	return true;
}

static void
pieces_are_handed_on_and_the_rest_at_the_end(struct arena *a)
{
	struct sink s = { 0 };
	struct write w = write_to(a, 0, swallow, &s);
	size_t i, used;

	write_z(&w, "a");
	used = arena_used(a);
	for (i = 1; i < 1000 * 1000; i++)
		write_char(&w, 'b');
	CHECK(arena_used(a) == used);   /* memory does not grow */
	CHECK(s.sum < 1000 * 1000);
	CHECK(write_flush(&w));
	CHECK(s.sum == 1000 * 1000 && s.last == 'b' && s.most <= 32 * 1024);
	CHECK(s.pieces <= 1000 * 1000 / (32 * 1024) + 2);
}

static void
the_limit_is_on_the_whole_and_a_failed_sink_is_told(struct arena *a)
{
	struct sink s = { 0 };
	struct write w = write_to(a, 100 * 1000, swallow, &s);
	char *big = NEWS(a, char, 90 * 1000);
	size_t i;

	write_str(&w, (str){ big, 90 * 1000 });
	for (i = 0; i < 11 * 1000; i++)
		write_char(&w, 'x');
	CHECK(w.over && !write_flush(&w));
	CHECK(s.sum <= 100 * 1000);
	s = (struct sink){ .broken = true };
	w = write_to(a, 0, swallow, &s);
	write_z(&w, "x");
	CHECK(!w.over && !write_flush(&w) && w.over);
}

const struct test write_tests[] = {
	{ "pieces come out as one text",
	   pieces_come_out_as_one_text },
	{ "a long text grows",
	   a_long_text_grows },
	{ "what passes the limit is dropped whole and told",
	   what_passes_the_limit_is_dropped_whole_and_told },
	{ "whole numbers are written out",
	   whole_numbers_are_written_out },
	{ "reals are written short",
	   reals_are_written_short },
	{ "reals read back as they were",
	   reals_read_back_as_they_were },
	{ "pieces are handed on, and the rest at the end",
	   pieces_are_handed_on_and_the_rest_at_the_end },
	{ "the limit is on the whole, and a failed sink is told",
	   the_limit_is_on_the_whole_and_a_failed_sink_is_told },
	{ 0 }
};
