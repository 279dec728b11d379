/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of the languages in po/ and of tool/po.awk, which makes them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/words.h"
#include "base/write.h"
#include "format/local.h"
#include "test.h"

static void
each_language_is_sorted_and_has_no_empty_word(struct arena *a)
{
	const struct words *w;
	size_t i, j;

	(void)a;
	CHECK(languages[0] != NULL);
	for (i = 0; languages[i] != NULL; i++) {
		w = languages[i];
		for (j = 0; j < w->n; j++) {
			CHECK(w->word[j].other[0] != '\0');
			CHECK(j == 0 || strcmp(w->word[j - 1].english,
			    w->word[j].english) < 0);
		}
	}
}

static void
each_language_has_a_name_and_numbers(struct arena *a)
{
	struct errors e = { a };
	struct local *l;
	size_t i;

	for (i = 0; languages[i] != NULL; i++) {
		CHECK(languages[i]->name[0] != '\0');
		l = local_open(languages[i]->tag, &e);
		CHECK(l != NULL);
		local_close(l);
	}
}

static void
a_language_is_found_by_its_tag_or_a_longer_one(struct arena *a)
{
	const struct words *vi = words_named(S("vi"));

	(void)a;
	CHECK(vi != NULL && strcmp(vi->name, "Tiếng Việt") == 0);
	CHECK(words_named(S("VI-vn")) == vi);
	CHECK(words_named(S("en")) == NULL);
	CHECK(words_named(S("v")) == NULL);
	CHECK(words_named(S("vix")) == NULL);
	CHECK(words_named(S("-")) == NULL);
	CHECK(words_named((str){0}) == NULL);
}

static void
vietnamese_says_what_its_file_says(struct arena *a)
{
	const struct words *vi = words_named(S("vi"));

	(void)a;
	CHECK(strcmp(words_say(vi, "Organisation"), "Tổ chức") == 0);
	CHECK(strcmp(words_say(vi, "Don't know"), "Không biết") == 0);
	CHECK(strcmp(words_say(vi, "No such words."), "No such words.") == 0);
}

/* --- what tool/po.awk makes of a file ------------------------------ */

#define HEAD "# name: Test\nmsgid \"\"\nmsgstr \"Language: xx\\n\"\n\n"

static const char *
made_of(struct arena *a, const char *po, int *code)
{
	struct write w = write_new(a, 1 << 20);
	str path = str_print(a, "%s/xx.po", test_scratch());
	FILE *f = fopen(path.p, "wb");
	int c;

	CHECK(f != NULL && fputs(po, f) >= 0 && fclose(f) == 0);
	f = popen(str_print(a, "LC_ALL=C awk -f tool/po.awk %s 2>&1",
	    path.p).p, "r");
	CHECK(f != NULL);
	while ((c = getc(f)) != EOF)
		write_char(&w, (char)c);
	*code = pclose(f);
	return write_done(&w).p;
}

static void
makes(struct arena *a, const char *entries, const char *want)
{
	int code;
	const char *made = made_of(a, str_print(a, "%s%s", HEAD, entries).p,
	    &code);

	CHECK(code == 0);
	test_check(strstr(made, want) != NULL, want, __FILE__, __LINE__);
}

static void
refuses(struct arena *a, const char *po, const char *says)
{
	int code;
	const char *made = made_of(a, po, &code);

	CHECK(code != 0);
	test_check(strstr(made, says) != NULL, says, __FILE__, __LINE__);
}

static void
entries_become_sorted_c_texts(struct arena *a)
{
	makes(a, "msgid \"b\"\nmsgstr \"B\"\n\nmsgid \"B\"\nmsgstr \"C\"\n"
	    "msgid \"10\"\nmsgstr \"x\"\nmsgid \"9\"\nmsgstr \"y\"\n",
	    "{ \"10\",\n\t    \"x\" },\n\t{ \"9\",\n\t    \"y\" },\n"
	    "\t{ \"B\",\n\t    \"C\" },\n\t{ \"b\",\n\t    \"B\" },");
	makes(a, "# direction: rtl\n", "xx_word, 0, true,\n\tNULL, NULL };");
}

static void
texts_in_pieces_are_joined_and_escapes_kept(struct arena *a)
{
	makes(a, "msgid \"\"\n\"a \\\"b\\\"\\n\"\n\"c\\\\d\"\n"
	    "msgstr \"\"\n\"e?\?/\"\n\"f\"\n",
	    "{ \"a \\\"b\\\"\\nc\\\\d\",\n\t    \"e\\?\\?/f\" },");
}

static void
fuzzy_and_empty_entries_are_left_out(struct arena *a)
{
	int code;
	const char *made = made_of(a, HEAD "#, c-format, fuzzy\n#: x.c:1\n"
	    "msgid \"one\"\nmsgstr \"eins\"\n\n#, c-format\nmsgid \"two\"\n"
	    "msgstr \"zwei\"\nmsgid \"three\"\nmsgstr \"\"\n"
	    "#~ msgid \"four\"\n#~ msgstr \"vier\"\n", &code);

	CHECK(code == 0);
	CHECK(strstr(made, "one") == NULL);
	CHECK(strstr(made, "zwei") != NULL);
	CHECK(strstr(made, "three") == NULL);
	CHECK(strstr(made, "four") == NULL);
}

static void
what_could_do_harm_is_refused_with_its_line(struct arena *a)
{
	refuses(a, HEAD "msgid \"a\"\nmsgstr \"b\"\nmsgid \"a\"\nmsgstr \"c\"\n",
	    "xx.po:7: this sentence stands in line 5 already: a");
	refuses(a, HEAD "msgid \"%s of %zu\"\nmsgstr \"%zu: %s\"\n",
	    "xx.po:5: the conversions (%) differ");
	refuses(a, HEAD "msgid \"{{n}} of {{m}}\"\nmsgstr \"{{n}}\"\n",
	    "xx.po:5: the names in {{ }} differ");
	refuses(a, HEAD "msgctxt \"x\"\nmsgid \"a\"\nmsgstr \"b\"\n",
	    "xx.po:5: neither msgid nor msgstr nor text");
	refuses(a, HEAD "msgid \"a\nmsgstr \"b\"\n",
	    "xx.po:5: a quote is missing");
	refuses(a, HEAD "msgid \"\\x41\"\nmsgstr \"b\"\n",
	    "xx.po:5: an escape this does not know");
	refuses(a, "msgid \"a\"\nmsgstr \"b\"\n", "xx.po:1: a line like");
}

static void
names_and_conversions_may_stand_elsewhere_when_they_are_the_same(
    struct arena *a)
{
	makes(a, "msgid \"{{n}} of {{m}}\"\nmsgstr \"{{m}}: {{ n }}\"\n",
	    "{{m}}: {{ n }}");
	makes(a, "msgid \"%s: 10%% of %zu\"\nmsgstr \"10%% %s %zu\"\n",
	    "10%% %s %zu");
}

/* Arabic has six forms; the rule is that of the Unicode plural rules. */
static void
what_is_counted_has_the_forms_of_its_language(struct arena *a)
{
	static const char polish[] = "# name: Test\nmsgid \"\"\nmsgstr "
	    "\"Plural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 "
	    "&& (n%100<10 || n%100>=20) ? 1 : 2;\\n\"\n\n"
	    "msgid \"%s gap\"\nmsgid_plural \"%s gaps\"\n"
	    "msgstr[0] \"%s luka\"\nmsgstr[1] \"%s luki\"\n";
	const char *made;
	int code;

	made = made_of(a, str_print(a, "%smsgstr[2] \"%%s luk\"\n\nmsgid "
	    "\"a\"\nmsgstr \"b\"\n", polish).p, &code);
	CHECK(code == 0);
	CHECK(strstr(made, "{ \"%s gap\",\n\t    { \"%s luka\", \"%s luki\", "
	    "\"%s luk\" } },\n\t{ 0 }") != NULL);
	CHECK(strstr(made, "return (unsigned)(n==1 ? 0 : ") != NULL);
	CHECK(strstr(made, "{ \"%s gaps\",\n\t    \"%s luk\" }") != NULL);
	CHECK(strstr(made, "{ \"a\",\n\t    \"b\" }") != NULL);
	refuses(a, polish, "msgstr[2] is missing");
	refuses(a, str_print(a, "%smsgstr[2] \"%%d luk\"\n", polish).p,
	    "the conversions (%) differ: %s gaps");
	refuses(a, HEAD "msgid \"%s gap\"\nmsgid_plural \"%s gaps\"\n"
	    "msgstr[0] \"%s luka\"\n", "the head has no Plural-Forms");
	refuses(a, "# name: T\nmsgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; "
	    "plural=system(n);\\n\"\n", "Plural-Forms are not understood");
}

static unsigned
arabic(unsigned long n)
{
	return n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 &&
	    n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 : 5;
}

static void
a_number_chooses_its_form(struct arena *a)
{
	static const struct word_forms forms[] = {
		{ "gap", { "0", "1", "2", "few", "many", "other" } }, { 0 } };
	const struct words ar = { .tag = "ar", .counted = forms,
		.form = arabic };
	const struct words *vi = words_named(S("vi"));

	(void)a;
	CHECK(strcmp(words_count_say(NULL, 1, "gap", "gaps"), "gap") == 0);
	CHECK(strcmp(words_count_say(NULL, 0, "gap", "gaps"), "gaps") == 0);
	CHECK(strcmp(words_count_say(NULL, 21, "gap", "gaps"), "gaps") == 0);
	CHECK(strcmp(words_count_say(&ar, 0, "gap", "gaps"), "0") == 0);
	CHECK(strcmp(words_count_say(&ar, 2, "gap", "gaps"), "2") == 0);
	CHECK(strcmp(words_count_say(&ar, 103, "gap", "gaps"), "few") == 0);
	CHECK(strcmp(words_count_say(&ar, 11, "gap", "gaps"), "many") == 0);
	CHECK(strcmp(words_count_say(&ar, 100, "gap", "gaps"), "other") == 0);
	CHECK(strcmp(words_count_say(&ar, 2, "row", "rows"), "rows") == 0);
	CHECK(strcmp(words_count_say(vi, 1, "%s month", "%s months"),
	    "%s tháng") == 0);
	CHECK(strcmp(words_count_say(vi, 5, "%s month", "%s months"),
	    "%s tháng") == 0);
}

const struct test language_tests[] = {
	{ "each language is sorted and has no empty word",
	   each_language_is_sorted_and_has_no_empty_word },
	{ "each language has a name and numbers",
	   each_language_has_a_name_and_numbers },
	{ "a language is found by its tag or a longer one",
	   a_language_is_found_by_its_tag_or_a_longer_one },
	{ "Vietnamese says what its file says",
	   vietnamese_says_what_its_file_says },
	{ "entries become sorted C texts", entries_become_sorted_c_texts },
	{ "texts in pieces are joined and escapes kept",
	   texts_in_pieces_are_joined_and_escapes_kept },
	{ "fuzzy and empty entries are left out",
	   fuzzy_and_empty_entries_are_left_out },
	{ "what could do harm is refused with its line",
	   what_could_do_harm_is_refused_with_its_line },
	{ "names and conversions may stand elsewhere when they are the same",
	   names_and_conversions_may_stand_elsewhere_when_they_are_the_same },
	{ "what is counted has the forms of its language",
	   what_is_counted_has_the_forms_of_its_language },
	{ "a number chooses its form", a_number_chooses_its_form },
	{ 0 }
};
