/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of format/json: our own cases, and the parsing cases of
 * JSONTestSuite where they are to be had.
 */
#include "format/json.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "test.h"

static str
again(struct arena *a, const char *text, bool pretty)
{
	struct errors e = { a, NULL };
	struct write w = write_new(a, 0);
	struct node *n = NULL;

	if (!json_read(a, str_of(text), &n, &e))
		return str_of(errors_text(&e, NULL));
	json_write(&w, n, pretty);
	return write_done(&w);
}

static void
what_is_read_is_written_the_same(struct arena *a)
{
	const char *text = "{\"a\":[1,-2.5,true,false,null,\"x\"],\"b\":{},"
	    "\"c\":[],\"d\":{\"e\":[[1],[{}]]}}";

	CHECK(str_is(again(a, text, false), text));
	CHECK(str_is(again(a, "[1, {\"a\": 2}, []]", true),
	    "[\n  1,\n  {\n    \"a\": 2\n  },\n  []\n]\n"));
	CHECK(str_is(again(a, " \"lonely\" ", false), "\"lonely\""));
}

static void
whole_numbers_stay_whole(struct arena *a)
{
	CHECK(str_is(again(a, "[9223372036854775807,-9223372036854775808]", false),
	    "[9223372036854775807,-9223372036854775808]"));
	CHECK(str_is(again(a, "[0.1,1e-7,1.5e300,100.0]", false),
	    "[0.1,1e-7,1.5e300,100]"));
}

static bool
refused(struct arena *a, const char *text, const char *sentence)
{
	return str_find(again(a, text, false), str_of(sentence)) <
	    again(a, text, false).n;
}

static void
what_is_wrong_is_named_with_its_place(struct arena *a)
{
	CHECK(refused(a, "", "Line 1, column 1"));
	CHECK(refused(a, "[1,\n 2,\n 3 x]", "Line 3, column 4"));
	CHECK(refused(a, "[\"\xE1\xBB\x97\", 01]", "Line 1, column 7"));
	CHECK(refused(a, "{\"a\":1,\n\"a\":2}", "stands twice"));
	CHECK(refused(a, "{\"a\":1,\n\"a\":2}", "Line 2"));
	CHECK(refused(a, "[1e999]", "too large"));
	CHECK(refused(a, "[9223372036854775808]", "too large"));
	CHECK(refused(a, "[\"a\\u0000b\"]", "character of zero"));
	CHECK(refused(a, "[NaN]", "not belong"));
	CHECK(refused(a, "[1] 2", "follows the end"));
	CHECK(refused(a, "[1", "too early"));
	CHECK(refused(a, "[\"\xC3\x28\"]", "Line 1, column 3 is not JSON: this "
	    "byte is not UTF-8"));
}

static void
sixty_four_levels_pass_and_one_more_does_not(struct arena *a)
{
	struct errors e = { a, NULL };
	struct node *n;
	char z[131];

	memset(z, '[', 64);
	memset(z + 64, ']', 64);
	CHECK(json_read(a, (str){ z, 128 }, &n, &e));
	memset(z, '[', 65);
	memset(z + 65, ']', 65);
	CHECK(!json_read(a, (str){ z, 130 }, &n, &e));
	CHECK(strstr(errors_text(&e, NULL), "column 65") != NULL);
	/* Brackets in a text are not levels. */
	memset(z, '[', 130);
	memcpy(z, "[\"\\\"", 4);
	memcpy(z + 128, "\"]", 2);
	errors_clear(&e);
	CHECK(json_read(a, (str){ z, 130 }, &n, &e));
}

static void
more_than_sixteen_mebibytes_are_refused(struct arena *a)
{
	struct errors e = { a, NULL };
	char *z = NEWS(a, char, JSON_MOST + 1);
	struct node *n;

	memset(z, ' ', JSON_MOST + 1);
	z[0] = '1';
	CHECK(json_read(a, (str){ z, JSON_MOST }, &n, &e));
	CHECK(!json_read(a, (str){ z, JSON_MOST + 1 }, &n, &e));
}

static void
a_small_text_may_not_take_all_memory(struct arena *unused)
{
	struct arena *a = arena_new(1000 * 1000);
	struct arena *b = arena_new(0);
	struct errors e = { b, NULL };
	char *z = NEWS(b, char, 2 * JSON_VALUES + 2);
	struct node *n;
	size_t i;

	(void)unused;
	for (i = 0; i < 2 * JSON_VALUES; i += 2)
		memcpy(z + i, i == 0 ? "[1" : ",1", 2);
	z[JSON_VALUES / 2] = ']';
	CHECK(!json_read(a, (str){ z, JSON_VALUES / 2 + 1 }, &n, &e));
	CHECK(errors_worst(&e) == BUSY);
	z[JSON_VALUES / 2] = ',';
	z[2 * JSON_VALUES] = ']';
	CHECK(!json_read(b, (str){ z, 2 * JSON_VALUES + 1 }, &n, &e));
	CHECK(strstr(e.last->text, "more than 1000000 values") != NULL);
	arena_free(a);
	arena_free(b);
}

static void
a_reader_finds_members_and_what_is_missing_is_none(struct arena *a)
{
	struct errors e = { a, NULL };
	struct node *n = NULL;
	const struct node *k;
	double sum = 0;

	CHECK(json_read(a, S("{\"t\":\"x\",\"r\":1.5,\"n\":7,\"b\":false,\"w\":2.0,"
	    "\"in\":{\"rows\":[{\"v\":1},{\"v\":2.5}]},\"z\":null}"), &n, &e));
	CHECK(str_is(json_text(n, "t"), "x"));
	CHECK(json_text(n, "r").p == NULL && json_text(NULL, "t").p == NULL);
	NEAR(json_number(n, "r"), 1.5, 0);
	NEAR(json_number(n, "n"), 7, 0);
	CHECK(isnan(json_number(n, "z")) && isnan(json_number(n, "gone")));
	CHECK(json_count(n, "n") == 7 && json_count(n, "w") == 2);
	CHECK(json_count(n, "r") == INT64_MIN && json_count(n, "t") == INT64_MIN);
	CHECK(!json_bool(n, "b", true) && json_bool(n, "gone", true));
	NEAR(json_as_real(json_at(n, "in/rows/1/v")), 2.5, 0);
	CHECK(json_at(n, "in/rows/2/v") == NULL);
	CHECK(json_at(n, "in/rows/x") == NULL && json_at(n, "") == n);
	for (k = json_first(n, "in/rows"); k != NULL; k = k->next)
		sum += json_number(k, "v");
	NEAR(sum, 3.5, 0);
	CHECK(json_first(n, "t") == NULL && json_first(n, "gone") == NULL);
}

static void
what_is_absent_is_null_and_amounts_are_texts(struct arena *a)
{
	struct node *n = node_new(a);
	struct write w = write_new(a, 0);

	node_real(n, "nan", NAN, 1);
	node_real(n, "inf", INFINITY, 1);
	node_text(n, "no", (str){ 0 });
	node_text(n, "empty", S(""));
	node_day(n, "day", (struct day){ 0 });
	node_day(n, "on", day_of(2024, 2, 29));
	node_moment(n, "at", MOMENT_NONE);
	node_id(n, "id", (struct id){ { 0 } });
	node_money(n, "none", (struct money){ 0 });
	node_money(n, "cost", (struct money){ 125050, "USD" });
	node_html(n, "h", S("<b>&</b>"));
	json_write(&w, n, false);
	CHECK(str_is(write_done(&w), "{\"nan\":null,\"inf\":null,\"no\":null,"
	    "\"empty\":\"\",\"day\":null,\"on\":\"2024-02-29\",\"at\":null,"
	    "\"id\":null,\"none\":null,\"cost\":{\"amount\":\"1250.50\","
	    "\"currency\":\"USD\"},\"h\":\"<b>&\\u003c/b>\"}"));
}

static void
what_a_script_or_a_parser_would_trip_over_is_escaped(struct arena *a)
{
	struct write w = write_new(a, 0);

	json_quote(&w, S("\"\\/\b\f\n\r\t\x01\x1F</script><!-- <a"));
	CHECK(str_is(write_done(&w), "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f"
	    "\\u003c/script>\\u003c!-- <a\""));
}

/* y_ cases that we refuse all the same: JSON leaves them to the reader, and
 * a name that stands twice or a NUL hide mistakes and worse. */
static bool
refused_by_choice(const char *name)
{
	return strncmp(name, "y_object_duplicated_key", 23) == 0 ||
	    strcmp(name, "y_object_escaped_null_in_key.json") == 0 ||
	    strcmp(name, "y_string_null_escape.json") == 0;
}

static void
the_published_cases_are_taken_and_refused_as_they_should(struct arena *a)
{
	const char *folder = test_shared(a, "theirs/json/parsing");
	struct errors e = { a, NULL };
	struct dirent *it;
	int taken = 0, turned = 0;
	DIR *d = folder == NULL ? NULL : opendir(folder);

	if (d == NULL) {
		test_skip("theirs/json is not here");
		return;
	}
	while ((it = readdir(d)) != NULL) {
		FILE *f = fopen(str_print(a, "%s/%s", folder, it->d_name).p, "rb");
		char *z = NEWS(a, char, 300000);
		struct node *n;
		bool read;

		if (f == NULL || it->d_name[1] != '_') {
			if (f != NULL)
				fclose(f);
			continue;
		}
		read = json_read(a, (str){ z, fread(z, 1, 300000, f) }, &n, &e);
		fclose(f);
		if (read != (it->d_name[0] == 'y' && !refused_by_choice(it->d_name)) &&
		    it->d_name[0] != 'i') {
			printf("%s\n", it->d_name);
			CHECK(read && !read);   /* the wrong way */
		}
		taken += it->d_name[0] == 'y' && read;
		turned += it->d_name[0] == 'n' && !read;
	}
	closedir(d);
	CHECK(taken >= 90 && turned >= 180);
}

static void
what_is_missing_is_null(struct arena *a)
{
	struct write w = write_new(a, 200);
	struct node *o = node_new(a);

	node_count(o, "none", INT64_MIN);
	node_count(o, "some", 0);
	node_real(o, "x", NAN, -1);
	json_write(&w, o, false);
	CHECK(str_is(write_done(&w), "{\"none\":null,\"some\":0,\"x\":null}"));
}

const struct test json_tests[] = {
	{ "what is read is written the same",
	   what_is_read_is_written_the_same },
	{ "whole numbers stay whole",
	   whole_numbers_stay_whole },
	{ "what is wrong is named with its place",
	   what_is_wrong_is_named_with_its_place },
	{ "sixty-four levels pass and one more does not",
	   sixty_four_levels_pass_and_one_more_does_not },
	{ "more than sixteen mebibytes are refused",
	   more_than_sixteen_mebibytes_are_refused },
	{ "a small text may not take all memory",
	   a_small_text_may_not_take_all_memory },
	{ "a reader finds members, and what is missing is none",
	   a_reader_finds_members_and_what_is_missing_is_none },
	{ "what is absent is null, and amounts are texts",
	   what_is_absent_is_null_and_amounts_are_texts },
	{ "what a script or a parser would trip over is escaped",
	   what_a_script_or_a_parser_would_trip_over_is_escaped },
	{ "the published cases are taken and refused as they should",
	   the_published_cases_are_taken_and_refused_as_they_should },
	{ "what is missing is null", what_is_missing_is_null },
	{ 0 }
};
