/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "model/text.h"

#include "base/arena.h"
#include "base/write.h"
#include "suites.h"

/* "Mục tiêu" */
#define GOAL_VI "M\xe1\xbb\xa5" "c ti\xc3\xaau"

static str
both(void)
{
	return S("{\"en\": \"Goal\", \"vi\": \"" GOAL_VI "\"}");
}

static void
a_text_comes_in_the_language_asked_for(struct arena *a)
{
	CHECK(str_is(text_in(a, both(), "vi"), GOAL_VI));
	CHECK(str_is(text_in(a, both(), "en"), "Goal"));
	CHECK(str_is(text_in(a, both(), "EN"), "Goal"));
}

static void
a_region_is_served_by_its_language(struct arena *a)
{
	CHECK(str_is(text_in(a, both(), "en-GB"), "Goal"));
	CHECK(str_is(text_in(a, S("{\"pt\":\"a\",\"pt-BR\":\"b\"}"), "pt-BR"), "b"));
}

static void
without_that_language_it_comes_in_english_else_in_the_first(struct arena *a)
{
	CHECK(str_is(text_in(a, both(), "fr"), "Goal"));
	CHECK(str_is(text_in(a, both(), NULL), "Goal"));
	CHECK(str_is(text_in(a, S("{\"vi\":\"b\",\"fr\":\"c\"}"), "de"), "b"));
}

static void
an_empty_translation_counts_as_none(struct arena *a)
{
	CHECK(str_is(text_in(a, S("{\"vi\":\"\",\"en\":\"b\"}"), "vi"), "b"));
	CHECK(text_in(a, S("{\"vi\":\"\"}"), "vi").p == NULL);
	CHECK(text_in(a, S("{}"), "vi").p == NULL);
}

static void
plain_text_is_taken_as_it_is(struct arena *a)
{
	CHECK(str_is(text_in(a, S("Goal"), "vi"), "Goal"));
	CHECK(text_in(a, (str){ NULL, 0 }, "vi").p == NULL);
}

static void
what_only_looks_like_an_object_is_taken_as_it_is(struct arena *a)
{
	CHECK(str_is(text_in(a, S("{draft} goal"), "en"), "{draft} goal"));
	CHECK(str_is(text_in(a, S("{\"en\":\"a\""), "en"), "{\"en\":\"a\""));
	CHECK(str_is(text_in(a, S("{\"en\":\"a\"} b"), "en"), "{\"en\":\"a\"} b"));
	CHECK(str_is(text_in(a, S("{\"en\":1}"), "en"), "{\"en\":1}"));
}

static void
escapes_are_read(struct arena *a)
{
	CHECK(str_is(text_in(a, S("{\"en\":\"a\\\"b\\\\c\\nd\\/\"}"), "en"),
	    "a\"b\\c\nd/"));
	CHECK(str_is(text_in(a, S("{\"en\":\"\\u0111\\u1ecbnh\"}"), "en"),
	    "\xc4\x91\xe1\xbb\x8bnh"));                  /* U+0111, U+1ECB */
	CHECK(str_is(text_in(a, S("{\"en\":\"\\ud83c\\udf31\"}"), "en"),
	    "\xf0\x9f\x8c\xb1"));                        /* U+1F331 */
}

static void
half_a_pair_and_nul_become_the_replacement_sign(struct arena *a)
{
	CHECK(str_is(text_in(a, S("{\"en\":\"\\ud83cx\"}"), "en"), "\xef\xbf\xbdx"));
	CHECK(str_is(text_in(a, S("{\"en\":\"\\u0000\"}"), "en"), "\xef\xbf\xbd"));
}

static void
a_language_is_added_or_replaced(struct arena *a)
{
	str t = text_with(a, S("{\"en\":\"Goal\"}"), "vi", S("b"));

	CHECK(str_is(t, "{\"en\":\"Goal\",\"vi\":\"b\"}"));
	CHECK(str_is(text_with(a, t, "en", S("Aim")),
	    "{\"en\":\"Aim\",\"vi\":\"b\"}"));
}

static void
an_empty_text_removes_its_language(struct arena *a)
{
	CHECK(str_is(text_with(a, S("{\"en\":\"a\",\"vi\":\"b\"}"), "vi", S("")),
	    "{\"en\":\"a\"}"));
	CHECK(text_with(a, S("{\"en\":\"a\"}"), "en", S("")).p == NULL);
}

static void
plain_text_becomes_the_english_one(struct arena *a)
{
	CHECK(str_is(text_with(a, S("Goal"), "vi", S("b")),
	    "{\"en\":\"Goal\",\"vi\":\"b\"}"));
	CHECK(str_is(text_with(a, S("Goal"), "en", S("Aim")), "{\"en\":\"Aim\"}"));
	CHECK(str_is(text_with(a, (str){ NULL, 0 }, "vi", S("b")), "{\"vi\":\"b\"}"));
}

static void
what_is_written_reads_back(struct arena *a)
{
	const str odd = S("\"quoted\" \\ line\nnext\ttab \x01 \xf0\x9f\x8c\xb1");

	CHECK(str_same(text_in(a, text_with(a, S(""), "vi", odd), "vi"), odd));
}

static void
a_text_in_a_thousand_languages_is_taken_as_it_is(struct arena *a)
{
	struct write w = write_new(a, 0);
	str s;
	int i;

	for (i = 0; i < 1000; i++)
		write_format(&w, "%c\"x%d\":\"t\"", i ? ',' : '{', i);
	write_char(&w, '}');
	s = write_done(&w);
	CHECK(str_same(text_in(a, s, "x1"), s));
}

const struct test model_text_tests[] = {
	{ "a text comes in the language asked for",
	   a_text_comes_in_the_language_asked_for },
	{ "a region is served by its language",
	   a_region_is_served_by_its_language },
	{ "without that language it comes in English, else in the first",
	   without_that_language_it_comes_in_english_else_in_the_first },
	{ "an empty translation counts as none",
	   an_empty_translation_counts_as_none },
	{ "plain text is taken as it is", plain_text_is_taken_as_it_is },
	{ "what only looks like an object is taken as it is",
	   what_only_looks_like_an_object_is_taken_as_it_is },
	{ "escapes are read", escapes_are_read },
	{ "half a pair and NUL become the replacement sign",
	   half_a_pair_and_nul_become_the_replacement_sign },
	{ "a language is added or replaced", a_language_is_added_or_replaced },
	{ "an empty text removes its language",
	   an_empty_text_removes_its_language },
	{ "plain text becomes the English one",
	   plain_text_becomes_the_english_one },
	{ "what is written reads back", what_is_written_reads_back },
	{ "a text in a thousand languages is taken as it is",
	   a_text_in_a_thousand_languages_is_taken_as_it_is },
	{ 0 }
};
