/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

static void
no_text_is_not_empty_text(struct arena *a)
{
	CHECK(str_of(NULL).p == NULL && str_of("").p != NULL);
	CHECK(str_copy(a, (str){ 0 }).p == NULL);
	CHECK(str_copy(a, S("")).p != NULL);
	CHECK(str_none((str){ 0 }) && str_none(S("")) && !str_none(S(" ")));
	CHECK(strcmp(str_z(a, (str){ 0 }), "") == 0);
	CHECK(str_same((str){ 0 }, S("")));
}

static void
texts_are_compared_by_bytes(struct arena *a)
{
	(void)a;
	CHECK(str_same(S("abc"), S("abc")) && !str_same(S("abc"), S("abd")));
	CHECK(!str_same(S("abc"), S("ab")) && str_is(S("x"), "x"));
	CHECK(str_order(S("a"), S("b")) < 0 && str_order(S("b"), S("a")) > 0);
	CHECK(str_order(S("a"), S("ab")) < 0 && str_order(S("a"), S("a")) == 0);
	CHECK(str_order(S("z"), S("\xC3\xA9")) < 0);    /* bytes are unsigned */
	CHECK(str_order((str){ 0 }, S("a")) < 0);
	CHECK(str_same_nocase(S("CONTENT-Type"), S("content-tYPE")));
	CHECK(!str_same_nocase(S("a["), S("A{")));
	CHECK(str_starts(S("abc"), S("ab")) && !str_starts(S("a"), S("ab")));
	CHECK(str_ends(S("abc"), S("bc")) && !str_ends(S("c"), S("bc")));
	CHECK(str_starts((str){ 0 }, S("")) && str_ends(S("a"), (str){ 0 }));
}

static void
a_part_is_clipped_to_the_text(struct arena *a)
{
	(void)a;
	CHECK(str_is(str_part(S("abcd"), 1, 3), "bc"));
	CHECK(str_is(str_part(S("abcd"), 2, 99), "cd"));
	CHECK(str_is(str_part(S("abcd"), 9, 99), ""));
	CHECK(str_is(str_part(S("abcd"), 3, 1), ""));
	CHECK(str_part((str){ 0 }, 1, 2).p == NULL);
	CHECK(str_is(str_trim(S(" \t\r\n a b \v\f")), "a b"));
	CHECK(str_is(str_trim(S("  ")), ""));
}

static void
finding_gives_the_place_or_the_length(struct arena *a)
{
	(void)a;
	CHECK(str_find(S("hello"), S("l")) == 2);
	CHECK(str_find(S("hello"), S("lo")) == 3);
	CHECK(str_find(S("hello"), S("x")) == 5);
	CHECK(str_find(S("lo"), S("hello")) == 2);
	CHECK(str_find(S("hello"), S("")) == 0);
	CHECK(str_find((str){ 0 }, S("x")) == 0);
}

static void
cutting_ends_when_nothing_is_left(struct arena *a)
{
	str rest = S("a,,b,"), piece;

	(void)a;
	CHECK(str_cut(&rest, ',', &piece) && str_is(piece, "a"));
	CHECK(str_cut(&rest, ',', &piece) && str_is(piece, ""));
	CHECK(str_cut(&rest, ',', &piece) && str_is(piece, "b"));
	CHECK(!str_cut(&rest, ',', &piece));
	rest = S("one");
	CHECK(str_cut(&rest, ',', &piece) && str_is(piece, "one"));
	CHECK(!str_cut(&rest, ',', &piece));
	rest = (str){ 0 };
	CHECK(!str_cut(&rest, ',', &piece));
}

static void
texts_are_made_in_the_arena(struct arena *a)
{
	str part[] = { S("a"), S(""), S("c") }, s;

	CHECK(str_is(str_join(a, part, 3, S(", ")), "a, , c"));
	CHECK(str_is(str_join(a, part, 0, S(", ")), ""));
	CHECK(str_is(str_lower(a, S("AbÇ9")), "abÇ9"));
	CHECK(str_is(str_upper(a, S("Abç9")), "ABç9"));
	CHECK(str_is(str_print(a, "%d-%s", 7, "x"), "7-x"));
	s = str_print(a, "%1000d", 7);          /* longer than any buffer */
	CHECK(s.n == 1000 && s.p[999] == '7' && s.p[1000] == '\0');
	s = str_print(a, "%255d", 7);
	CHECK(s.n == 255 && s.p[254] == '7' && s.p[255] == '\0');
	s = str_print(a, "%256d", 7);
	CHECK(s.n == 256 && s.p[255] == '7' && s.p[256] == '\0');
}

/* Sound and broken sequences of table 3-7 of the Unicode standard. */
static void
utf8_is_what_unicode_says_it_is(struct arena *a)
{
	static const char *const sound[] = { "", "a", "\x7F", "\xC2\x80",
		"\xDF\xBF", "\xE0\xA0\x80", "\xE1\x80\x80", "\xEC\xBF\xBF",
		"\xED\x80\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
		"\xF0\x90\x80\x80", "\xF1\x80\x80\x80", "\xF3\xBF\xBF\xBF",
		"\xF4\x80\x80\x80", "\xF4\x8F\xBF\xBF", "12345678Hỗ trợ kỹ thuật" };
	static const char *const broken[] = { "\x80", "\xBF", "\xC0\x80",
		"\xC1\xBF", "\xC2", "\xC2" "a", "\xE0\x80\x80", "\xE0\x9F\xBF",
		"\xE1\x80", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80",
		"\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
		"\xFF", "\xF1\x80\x80", "\xF1\x80\x80" "a", "12345678\xE1\x80" };
	size_t i;

	(void)a;
	for (i = 0; i < sizeof(sound) / sizeof(*sound); i++)
		CHECK(str_utf8(str_of(sound[i])));
	for (i = 0; i < sizeof(broken) / sizeof(*broken); i++)
		CHECK(!str_utf8(str_of(broken[i])));
	CHECK(!str_utf8(S("a\0b")) && !str_utf8(S("12345678\0")));
	CHECK(!str_utf8(S("1234567\0")) && !str_utf8(S("\0""1234567")));
	CHECK(str_utf8_end(S("12345678a\xFF")) == 9);
	CHECK(str_points(S("Hỗ trợ")) == 6 && str_points((str){ 0 }) == 0);
}

static void
whole_numbers_are_read_whole_or_not_at_all(struct arena *a)
{
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "1.0",
		"1e3", "0x1", "9223372036854775808", "-9223372036854775809",
		"99999999999999999999", "--1", "1-", "१" };
	int64_t n = 77;
	size_t i;

	(void)a;
	CHECK(str_int(S("0"), &n) && n == 0);
	CHECK(str_int(S("-0"), &n) && n == 0);
	CHECK(str_int(S("007"), &n) && n == 7);
	CHECK(str_int(S("9223372036854775807"), &n) && n == INT64_MAX);
	CHECK(str_int(S("-9223372036854775808"), &n) && n == INT64_MIN);
	n = 77;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!str_int(str_of(bad[i]), &n));
	CHECK(n == 77);
}

static void
reals_are_read_whole_or_not_at_all(struct arena *a)
{
	static const char *const bad[] = { "", "-", ".", "-.", "5.", "+1", " 1",
		"1 ", "1,5", "e5", "1e", "1e+", "1e1.5", "nan", "inf", "0x1p3",
		"1e999", "-1e999", "1.5.5", "1_000", "infinity", "NaN" };
	double x = 77;
	size_t i;

	(void)a;
	CHECK(str_real(S("1.5"), &x) && x == 1.5);
	CHECK(str_real(S("-.5"), &x) && x == -0.5);
	CHECK(str_real(S("1E3"), &x) && x == 1000);
	CHECK(str_real(S("1e-3"), &x) && x == 0.001);
	CHECK(str_real(S("0.1"), &x) && x == 0.1);
	CHECK(str_real(S("1e-400"), &x) && x == 0);
	CHECK(str_real(S("123456789012345678901234567890"), &x) &&
	    x == 123456789012345678901234567890.0);
	x = 77;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!str_real(str_of(bad[i]), &x));
	CHECK(x == 77);
}

/* The short way must round as the C library does. */
static void
reals_are_rounded_as_the_c_library_rounds_them(struct arena *a)
{
	struct random r = random_seeded(11);
	struct arena_mark m = arena_mark(a);
	size_t i, bad = 0;
	double x;

	for (i = 0; i < 20000; i++) {
		str s = str_print(a, "%llu.%llu%s", (unsigned long long)
		    random_below(&r, i % 2 ? 1000 : 100000000),
		    (unsigned long long)random_below(&r, 100000000),
		    i % 5 ? "" : "e-7");

		bad += !str_real(s, &x) || x != strtod(s.p, NULL);
		arena_back(a, m);
	}
	CHECK(bad == 0);
}

static void
a_hex_digit_is_told_from_its_neighbours(struct arena *a)
{
	(void)a;
	CHECK(str_hex('0') == 0 && str_hex('9') == 9);
	CHECK(str_hex('a') == 10 && str_hex('F') == 15);
	CHECK(str_hex('/') == -1 && str_hex(':') == -1);
	CHECK(str_hex('@') == -1 && str_hex('G') == -1);
	CHECK(str_hex('`') == -1 && str_hex('g') == -1);
}

static void
ascii_ends_before_nul_and_at_127(struct arena *a)
{
	(void)a;
	CHECK(str_ascii(S("")) && str_ascii(S("a\x7f\x01")));
	CHECK(!str_ascii(S("a\0b")) && !str_ascii(S("\x80")));
}

static void
a_word_is_among_words_whole_or_not_at_all(struct arena *a)
{
	(void)a;
	CHECK(str_among(S("SC"), "PM SC BEN") && str_among(S("PM"), "PM"));
	CHECK(!str_among(S("S"), "PM SC") && !str_among(S("PM SC"), "PM SC"));
	CHECK(!str_among(S("PM"), "") && !str_among(S("PM"), NULL));
}

const struct test str_tests[] = {
	{ "no text is not empty text",
	   no_text_is_not_empty_text },
	{ "texts are compared by bytes",
	   texts_are_compared_by_bytes },
	{ "a part is clipped to the text",
	   a_part_is_clipped_to_the_text },
	{ "finding gives the place or the length",
	   finding_gives_the_place_or_the_length },
	{ "cutting ends when nothing is left",
	   cutting_ends_when_nothing_is_left },
	{ "texts are made in the arena",
	   texts_are_made_in_the_arena },
	{ "UTF-8 is what Unicode says it is",
	   utf8_is_what_unicode_says_it_is },
	{ "whole numbers are read whole or not at all",
	   whole_numbers_are_read_whole_or_not_at_all },
	{ "reals are read whole or not at all",
	   reals_are_read_whole_or_not_at_all },
	{ "reals are rounded as the C library rounds them",
	   reals_are_rounded_as_the_c_library_rounds_them },
	{ "a hex digit is told from its neighbours",
	   a_hex_digit_is_told_from_its_neighbours },
	{ "ASCII ends before NUL and at 127",
	   ascii_ends_before_nul_and_at_127 },
	{ "a word is among words whole or not at all",
	   a_word_is_among_words_whole_or_not_at_all },
	{ 0 }
};
