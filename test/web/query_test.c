/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/query.h"

#include "base/arena.h"
#include "test.h"

static void
pairs_are_read_and_decoded(struct arena *a)
{
	struct errors e = { a, NULL, NULL };
	struct pairs p = { 0 };

	CHECK(query_read(a, S("q=h%E1%BB%97+tr%C6%A1&empty=&flag&x=a%2Bb=c&&"), &p, &e));
	CHECK(p.n == 4);
	CHECK(str_is(pairs_find(p.at, p.n, "q"), "hỗ trơ"));
	CHECK(pairs_find(p.at, p.n, "empty").p != NULL);
	CHECK(pairs_find(p.at, p.n, "empty").n == 0);
	CHECK(pairs_find(p.at, p.n, "flag").p != NULL);
	CHECK(str_is(pairs_find(p.at, p.n, "x"), "a+b=c"));
	CHECK(pairs_find(p.at, p.n, "absent").p == NULL);
}

static void
text_is_kept_composed(struct arena *a)
{
	str out;

	/* o, combining circumflex, combining tilde: one letter, U+1ED7. */
	CHECK(query_decode(a, S("o%CC%82%CC%83"), false, &out));
	CHECK(str_is(out, "ỗ"));
}

static void
bad_escapes_are_refused(struct arena *a)
{
	static const char *const bad[] = { "%", "%4", "%zz", "a%0g", "%00", "%ff",
		"%c0%80", "%ed%a0%80", "%f5%80%80%80" };
	size_t i;
	str out;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!query_decode(a, str_of(bad[i]), true, &out));
}

static void
too_many_pairs_are_a_fault(struct arena *a)
{
	struct errors e = { a, NULL, NULL };
	struct write w = write_new(a, 1 << 20);
	struct pairs p = { 0 };
	int i;

	for (i = 0; i <= QUERY_MOST; i++)
		write_z(&w, "a=1&");
	CHECK(!query_read(a, write_done(&w), &p, &e));
	CHECK(errors_worst(&e) == INVALID);
}

static void
what_is_written_reads_back(struct arena *a)
{
	struct pair p[] = { { S("q"), S("a&b=c d") }, { S("sort"), S("-title") },
		{ S("after"), S("x") }, { S("none"), S("") } };
	struct errors e = { a, NULL, NULL };
	struct pairs back = { 0 };
	str text = query_with(a, p, 4, "after", S("10%"));

	CHECK(str_is(text, "q=a%26b%3Dc%20d&sort=-title&after=10%25"));
	CHECK(query_read(a, text, &back, &e));
	CHECK(back.n == 3);
	CHECK(str_is(pairs_find(back.at, back.n, "q"), "a&b=c d"));
	CHECK(str_is(pairs_find(back.at, back.n, "after"), "10%"));
	CHECK(str_is(query_with(a, p, 4, "after", (str){ 0 }),
	    "q=a%26b%3Dc%20d&sort=-title"));
}

static void
a_cookie_is_found_by_its_whole_name(struct arena *a)
{
	str h = S("nottilth=1; tilth=abc=; theme=dark");

	(void)a;
	CHECK(str_is(query_cookie(h, "tilth"), "abc="));
	CHECK(str_is(query_cookie(h, "theme"), "dark"));
	CHECK(query_cookie(h, "ilth").p == NULL);
	CHECK(query_cookie((str){ 0 }, "tilth").p == NULL);
}

const struct test query_tests[] = {
	{ "pairs are read and decoded", pairs_are_read_and_decoded },
	{ "text is kept composed", text_is_kept_composed },
	{ "bad escapes, NUL and what is not UTF-8 are refused", bad_escapes_are_refused },
	{ "too many pairs are a fault", too_many_pairs_are_a_fault },
	{ "what is written reads back", what_is_written_reads_back },
	{ "a cookie is found by its whole name", a_cookie_is_found_by_its_whole_name },
	{ 0 }
};
