/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of web/door: pages of their own, one of which never lets anybody
 * in.  What is expected is the text with what should be gone taken out by
 * hand.
 */
#include "web/door.h"

#include "model/people.h"
#include "test.h"

static bool
never(struct ctx *c, const struct request *q)
{
	(void)c, (void)q;
	return false;
}

static bool
only_open(struct ctx *c, const struct request *q)
{
	(void)c;
	return str_is(request_arg(q, "view"), "open");
}

static const struct page closed = { .method = GET, .path = "/closed",
	.may = never };
static const struct page closed_post = { .method = POST, .path = "/closed",
	.may = never };
static const struct page half = { .method = GET, .path = "/half",
	.may = only_open };
static const struct page open_page = { .method = GET, .path = "/open" };
static const struct page persons = { .method = GET, .path = "/persons",
	.of = &person_entity, .needs = SEE };
static const struct page *const pages[] = { &closed, &closed_post, &half,
	&open_page, &persons, NULL };

static const struct role *
role(const char *code)
{
	return role_coded(str_of(code));
}

static str
shut(struct arena *a, const char *code, const char *html)
{
	struct held *held = NEW(a, struct held);
	struct ctx c = { .arena = a, .errors = { a, NULL, NULL },
		.lang = "en" };

	*held = (struct held){ role(code), { { 0 } } };
	c.actor = (struct actor){ .user = { { 1 } }, .held = held, .n = 1 };
	return doors_shut(doors_new(&c, pages), str_of(html));
}

static void
a_closed_link_keeps_its_words_and_loses_its_address(struct arena *a)
{
	CHECK(str_is(shut(a, "PM", "<p>See <a class=\"q\" href=\"/closed?x=1#y\" "
	    "lang=\"vi\">the list</a>.</p>"),
	    "<p>See <a class=\"q\" lang=\"vi\">the list</a>.</p>"));
}

static void
a_button_that_would_be_refused_is_not_there(struct arena *a)
{
	CHECK(str_is(shut(a, "PM", "<div><a class=\"btn pri\" href=\"/closed\">"
	    "<b>Go</b></a><a class=\"btn\" href=\"/open\">Stay</a></div>"),
	    "<div><a class=\"btn\" href=\"/open\">Stay</a></div>"));
}

static void
a_form_that_would_be_refused_goes_whole(struct arena *a)
{
	CHECK(str_is(shut(a, "PM", "1<form action=\"/closed\" method=\"post\">"
	    "<input></form>2<form action=\"/closed\"></form>"),
	    "12<form action=\"/closed\"></form>"));
}

static void
what_is_asked_behind_the_question_mark_counts(struct arena *a)
{
	CHECK(str_is(shut(a, "PM", "<a href=\"/half?a=1&amp;view=open\">1</a>"
	    "<a href=\"/half?view=shut\">2</a>"),
	    "<a href=\"/half?a=1&amp;view=open\">1</a><a>2</a>"));
}

static void
a_link_is_there_for_those_whose_role_may_open_it(struct arena *a)
{
	const char *html = "<a href=\"/persons\">People</a>";

	CHECK(str_is(shut(a, "PM", html), html));
	CHECK(str_is(shut(a, "DON", html), "<a>People</a>"));
}

static void
other_addresses_stay_as_they_are(struct arena *a)
{
	const char *html = "<abbr><a>no address</a><a href=\"#here\">1</a>"
	    "<a href=\"//else.example/closed\">2</a><a href=\"/nowhere\">3</a>"
	    "<a href=\"https://else.example\">4</a><a href=\"/static/x\">5";

	CHECK(str_is(shut(a, "PM", html), html));
}

static void
who_is_not_signed_in_keeps_every_link(struct arena *a)
{
	struct ctx c = { .arena = a, .errors = { a, NULL, NULL },
		.lang = "en" };

	CHECK(str_is(doors_shut(doors_new(&c, pages),
	    S("<a href=\"/closed\">1</a>")), "<a href=\"/closed\">1</a>"));
}

static void
text_cut_in_the_middle_of_a_tag_is_read_to_its_end(struct arena *a)
{
	CHECK(str_is(shut(a, "PM", "<a href=\"/clo"), "<a href=\"/clo"));
	CHECK(str_is(shut(a, "PM", "<a href=\"/closed\">x"), "<a>x"));
	CHECK(str_is(shut(a, "PM", "<a class=\"btn\" href=\"/closed\">x"), ""));
}

const struct test door_tests[] = {
	{ "a closed link keeps its words and loses its address",
	   a_closed_link_keeps_its_words_and_loses_its_address },
	{ "a button that would be refused is not there",
	   a_button_that_would_be_refused_is_not_there },
	{ "a form that would be refused goes whole",
	   a_form_that_would_be_refused_goes_whole },
	{ "what is asked behind the question mark counts",
	   what_is_asked_behind_the_question_mark_counts },
	{ "a link is there for those whose role may open it",
	   a_link_is_there_for_those_whose_role_may_open_it },
	{ "other addresses stay as they are",
	   other_addresses_stay_as_they_are },
	{ "who is not signed in keeps every link",
	   who_is_not_signed_in_keeps_every_link },
	{ "text cut in the middle of a tag is read to its end",
	   text_cut_in_the_middle_of_a_tag_is_read_to_its_end },
	{ 0 }
};
