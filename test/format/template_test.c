/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of format/template: every required case of the Mustache
 * specification, read where it lies, and what is ours alone.
 */
#include "format/template.h"

#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "format/local.h"
#include "test.h"

/* --- the specification --------------------------------------------- */

static void
fill(struct arena *a, struct node *n, json_t *from)
{
	const char *key;
	json_t *v;
	size_t i;

	switch (json_typeof(from)) {
	case JSON_OBJECT:
		json_object_foreach(from, key, v)
			fill(a, node_object(n, key), v);
		return;
	case JSON_ARRAY:
		n->kind = N_LIST;
		json_array_foreach(from, i, v)
			fill(a, node_item(n), v);
		return;
	case JSON_STRING:
		n->kind = N_TEXT;
		n->text = str_of(json_string_value(from));
		return;
	case JSON_INTEGER:
		n->kind = N_COUNT;
		n->count = json_integer_value(from);
		return;
	case JSON_REAL:
		n->kind = N_REAL;
		n->real = json_real_value(from);
		n->decimals = -1;
		return;
	case JSON_NULL:
		n->kind = N_NONE;
		return;
	default:
		n->kind = N_BOOL;
		n->yes = json_is_true(from);
	}
}

struct parts {
	struct arena *arena;
	json_t       *partials;
};

static const struct template *
spec_part(const void *from, str name)
{
	const struct parts *p = from;
	struct errors e = { p->arena };
	struct template *t;
	const char *text;

	text = json_string_value(json_object_get(p->partials,
	    str_z(p->arena, name)));
	if (text == NULL || !template_parse(p->arena, str_of(text), &t, &e))
		return NULL;
	return t;
}

static bool
as_specified(struct arena *a, json_t *c)
{
	struct parts parts = { a, json_object_get(c, "partials") };
	struct template_with with = { spec_part, &parts };
	struct write w = write_new(a, 1 << 20);
	struct node *root = node_new(a);
	struct errors e = { a };
	struct template *t;
	str got;

	fill(a, root, json_object_get(c, "data"));
	if (!template_parse(a, str_of(json_string_value(
	    json_object_get(c, "template"))), &t, &e))
		return false;
	template_render(&w, t, root, &with);
	got = write_done(&w);
	return str_is(got, json_string_value(json_object_get(c, "expected")));
}

static void
spec(struct arena *a, const char *below, size_t at_least)
{
	const char *path = test_shared(a, below);
	json_t *file, *c;
	size_t i;

	if (path == NULL) {
		test_skip("the Mustache specification is not here");
		return;
	}
	file = json_load_file(path, 0, NULL);
	CHECK(file != NULL);
	CHECK(json_array_size(json_object_get(file, "tests")) >= at_least);
	json_array_foreach(json_object_get(file, "tests"), i, c) {
		bool passed = as_specified(a, c);

		test_check(passed, json_string_value(
		    json_object_get(c, "name")), below, (int)i);
	}
	json_decref(file);
}

static void
comments(struct arena *a)
{
	spec(a, "theirs/mustache/comments.json", 12);
}

static void
delimiters(struct arena *a)
{
	spec(a, "theirs/mustache/delimiters.json", 14);
}

static void
interpolation(struct arena *a)
{
	spec(a, "theirs/mustache/interpolation.json", 42);
}

static void
inverted(struct arena *a)
{
	spec(a, "theirs/mustache/inverted.json", 22);
}

static void
partials(struct arena *a)
{
	spec(a, "theirs/mustache/partials.json", 12);
}

static void
sections(struct arena *a)
{
	spec(a, "theirs/mustache/sections.json", 34);
}

/* --- what is ours -------------------------------------------------- */

static const struct word vi[] = {
	{ "Save", "Lưu \"ngay\"" },
	{ "{{n}} of {{m}} have answered.", "Trong {{m}} đã có {{n}} trả lời." },
	{ "{{n}} rows", "{{n} dòng" },
};

static const struct words vietnamese = { "vi", "Tiếng Việt", vi, 3, false,
	NULL, NULL };

static const char *
rendered(struct arena *a, const char *text, const struct node *root,
    const struct template_with *with)
{
	struct write w = write_new(a, 1 << 20);
	struct errors e = { a };
	struct template *t;

	if (!template_parse(a, str_of(text), &t, &e))
		return errors_text(&e, NULL);
	template_render(&w, t, root, with);
	return str_z(a, write_done(&w));
}

static bool
gives(struct arena *a, const char *text, const struct node *root,
    const char *want)
{
	return strcmp(rendered(a, text, root, NULL), want) == 0;
}

static void
all_five_characters_of_html_are_escaped(struct arena *a)
{
	struct node *n = node_new(a);

	node_z(n, "x", "<a href='b' title=\"c\">&");
	CHECK(gives(a, "{{x}}", n, "&lt;a href=&#39;b&#39; "
	    "title=&quot;c&quot;&gt;&amp;"));
}

static void
html_made_by_the_program_is_not_escaped(struct arena *a)
{
	struct node *n = node_new(a);

	node_html(n, "x", S("<b>1</b>"));
	CHECK(gives(a, "{{x}}", n, "<b>1</b>"));
}

static void
zero_holds_and_missing_does_not(struct arena *a)
{
	struct node *n = node_new(a);

	node_count(n, "zero", 0);
	node_real(n, "missing", NAN, 2);
	node_day(n, "no_day", (struct day){ 0 });
	node_z(n, "empty", "");
	CHECK(gives(a, "{{#zero}}{{.}}{{/zero}}", n, "0"));
	CHECK(gives(a, "[{{missing}}{{no_day}}]", n, "[]"));
	CHECK(gives(a, "{{^missing}}a{{/missing}}{{^no_day}}b{{/no_day}}"
	    "{{^empty}}c{{/empty}}", n, "abc"));
}

static void
a_sentence_is_said_in_the_readers_language(struct arena *a)
{
	const struct template_with with = { .words = &vietnamese };
	const char *text =
	    "{{#_}}\n\t{{n}} of {{m}}\n\thave answered.\n{{/_}}";
	struct node *n = node_new(a);

	node_count(n, "n", 3);
	node_z(n, "m", "<5>");
	CHECK(gives(a, text, n, "3 of &lt;5&gt; have answered."));
	CHECK(strcmp(rendered(a, text, n, &with),
	    "Trong &lt;5&gt; đã có 3 trả lời.") == 0);
}

static void
a_translation_is_escaped_like_a_value(struct arena *a)
{
	const struct template_with with = { .words = &vietnamese };

	CHECK(strcmp(rendered(a, "<p title=\"{{#_}}Save{{/_}}\">",
	    node_new(a), &with), "<p title=\"Lưu &quot;ngay&quot;\">") == 0);
	CHECK(gives(a, "{{#_}}Costs & needs{{/_}}", node_new(a),
	    "Costs &amp; needs"));
}

static void
a_broken_translation_leaves_the_english(struct arena *a)
{
	const struct template_with with = { .words = &vietnamese };
	struct node *n = node_new(a);

	node_count(n, "n", 7);
	CHECK(strcmp(rendered(a, "{{#_}}{{n}} rows{{/_}}", n, &with),
	    "7 rows") == 0);
	CHECK(strcmp(rendered(a, "{{#_}}{{n}} unknown{{/_}}", n, &with),
	    "7 unknown") == 0);
}

static void
a_sentence_may_hold_no_markup_and_no_section(struct arena *a)
{
	struct node *n = node_new(a);

	CHECK(gives(a, "\n{{#_}}Read <b>this</b>{{/_}}", n,
	    "Line 2 of the template: a sentence to translate is plain text "
	    "without markup, not: Read <b>this</b>"));
	CHECK(str_starts(str_of(rendered(a, "{{#_}}{{#a}}x{{/a}}{{/_}}", n,
	    NULL)), S("Line 1 of the template: only {{names}}")));
	CHECK(gives(a, "{{#_}}{{n}} < 5{{/_}}", n, " &lt; 5"));
}

static void
numbers_are_for_people_in_text_and_for_machines_in_attributes(struct arena *a)
{
	struct errors e = { a };
	struct local *l = local_open("vi", &e);
	const struct template_with with = { .local = l };
	struct node *n = node_new(a);

	node_real(n, "x", 1234.56, 1);
	node_day(n, "d", day_of(2023, 1, 16));
	CHECK(strcmp(rendered(a, "<td data-x=\"{{x}}\" title='{{x}}'>{{x}}",
	    n, &with), "<td data-x=\"1234.56\" title='1.234,6'>1.234,6") == 0);
	CHECK(strcmp(rendered(a, "<time datetime={{d}}>{{d}}</time>", n, &with),
	    "<time datetime=2023-01-16>16 thg 1, 2023</time>") == 0);
	CHECK(strcmp(rendered(a, "<p aria-label=\"{{#_}}{{x}} km{{/_}}\" "
	    "data-y='{{#_}}{{x}} km{{/_}}'>", n, &with),
	    "<p aria-label=\"1.234,6 km\" data-y='1234.56 km'>") == 0);
	local_close(l);
}

struct list {
	str    s[4];
	size_t n;
};

static void
gather(void *to, str english)
{
	struct list *l = to;

	if (l->n < 4)
		l->s[l->n++] = english;
}

static void
the_sentences_of_a_template_can_be_listed(struct arena *a)
{
	struct errors e = { a };
	struct list l = { 0 };
	struct template *t;

	CHECK(template_parse(a, S("{{#_}}One{{/_}} x {{#a}}{{#_}} Two\n"
	    "three {{b}}{{/_}}{{/a}}"), &t, &e));
	template_sentences(t, gather, &l);
	CHECK(l.n == 2);
	CHECK(str_is(l.s[0], "One"));
	CHECK(str_is(l.s[1], "Two three {{b}}"));
}

static void
the_parts_of_a_template_can_be_listed(struct arena *a)
{
	struct errors e = { a };
	struct list l = { 0 };
	struct template *t;

	CHECK(template_parse(a, S("{{>page/top}}{{#a}}\n  {{> b }}\n{{/a}}"),
	    &t, &e));
	template_parts(t, gather, &l);
	CHECK(l.n == 2);
	CHECK(str_is(l.s[0], "page/top"));
	CHECK(str_is(l.s[1], "b"));
}

static void
a_mistake_is_refused_with_its_line(struct arena *a)
{
	static const struct { const char *text, *says; } cases[] = {
		{ "a\n{{b", "Line 2 of the template: this tag has no end: {{b" },
		{ "\n\n{{#b}}", "Line 3 of the template: this section has no "
		    "end: b" },
		{ "{{/b}}", "Line 1 of the template: this closes what was not "
		    "opened: b" },
		{ "{{#a}}\n{{#b}}{{/a}}{{/b}}", "Line 2 of the template: this "
		    "closes another section than the last one opened: a" },
		{ "{{a b}}", "Line 1 of the template: a name with a blank in "
		    "it: a b" },
		{ "{{ }}", "Line 1 of the template: a tag without a name: "
		    "{{ }}" },
		{ "{{a..b}}", "Line 1 of the template: a name with nothing "
		    "beside its point: a..b" },
		{ "{{=a=}}", "Line 1 of the template: two new delimiters are "
		    "wanted, not: a" },
		{ "{{$a}}x{{/a}}", "Line 1 of the template: inheritance is not "
		    "to be had: a" },
		{ "{{#_}}a", "Line 1 of the template: this sentence has no "
		    "end: a" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK(gives(a, cases[i].text, node_new(a), cases[i].says));
}

static void
sections_may_be_64_deep_and_no_deeper(struct arena *a)
{
	struct write w = write_new(a, 1 << 16);
	struct errors e = { a };
	struct template *t;
	int i;

	for (i = 0; i < 64; i++)
		write_z(&w, "{{#a}}");
	for (i = 0; i < 64; i++)
		write_z(&w, "{{/a}}");
	CHECK(template_parse(a, write_done(&w), &t, &e));
	CHECK(!template_parse(a, str_print(a, "{{#a}}%s{{/a}}",
	    write_done(&w).p), &t, &e));
	CHECK(errors_worst(&e) == INVALID);
}

static void
text_that_is_too_long_or_not_utf8_is_refused(struct arena *a)
{
	struct errors e = { a };
	struct template *t;
	char *p = arena_take(a, TEMPLATE_BYTES + 1, 1);

	memset(p, 'a', TEMPLATE_BYTES + 1);
	CHECK(template_parse(a, (str){ p, TEMPLATE_BYTES }, &t, &e));
	CHECK(!template_parse(a, (str){ p, TEMPLATE_BYTES + 1 }, &t, &e));
	CHECK(!template_parse(a, S("a\xff"), &t, &e));
}

static const struct template *
itself(const void *from, str name)
{
	(void)name;
	return *(struct template *const *)from;
}

static void
a_part_that_holds_itself_twice_comes_to_an_end(struct arena *a)
{
	struct template *t;
	struct template_with with = { itself, &t };
	struct write w = write_new(a, 1 << 20);
	struct errors e = { a };

	CHECK(template_parse(a, S("{{>x}}{{>x}}"), &t, &e));
	template_render(&w, t, node_new(a), &with);
	CHECK(w.over);
}

const struct test template_tests[] = {
	{ "comments are as specified", comments },
	{ "delimiters are as specified", delimiters },
	{ "interpolation is as specified", interpolation },
	{ "inverted sections are as specified", inverted },
	{ "partials are as specified", partials },
	{ "sections are as specified", sections },
	{ "all five characters of HTML are escaped",
	   all_five_characters_of_html_are_escaped },
	{ "HTML made by the program is not escaped",
	   html_made_by_the_program_is_not_escaped },
	{ "zero holds and missing does not", zero_holds_and_missing_does_not },
	{ "a sentence is said in the reader's language",
	   a_sentence_is_said_in_the_readers_language },
	{ "a translation is escaped like a value",
	   a_translation_is_escaped_like_a_value },
	{ "a broken translation leaves the English",
	   a_broken_translation_leaves_the_english },
	{ "a sentence may hold no markup and no section",
	   a_sentence_may_hold_no_markup_and_no_section },
	{ "numbers are for people in text and for machines in attributes",
	   numbers_are_for_people_in_text_and_for_machines_in_attributes },
	{ "the sentences of a template can be listed",
	   the_sentences_of_a_template_can_be_listed },
	{ "the parts of a template can be listed",
	   the_parts_of_a_template_can_be_listed },
	{ "a mistake is refused with its line",
	   a_mistake_is_refused_with_its_line },
	{ "sections may be 64 deep and no deeper",
	   sections_may_be_64_deep_and_no_deeper },
	{ "text that is too long or not UTF-8 is refused",
	   text_that_is_too_long_or_not_utf8_is_refused },
	{ "a part that holds itself twice comes to an end",
	   a_part_that_holds_itself_twice_comes_to_an_end },
	{ 0 }
};
