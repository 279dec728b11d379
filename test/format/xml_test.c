/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of format/xml. */
#include "format/xml.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "test.h"

/* "<a>text</a>" as it was told, or the fault. */
static const char *
told(struct arena *a, str document)
{
	struct write w = write_new(a, 1 << 20);
	struct errors e = { a };
	struct xml *x = xml_open(a, document, "this");
	struct xml_event ev;

	while (xml_next(x, &ev, &e)) {
		if (ev.kind == XML_OPEN)
			write_format(&w, "<%s>", ev.name.p);
		else if (ev.kind == XML_CLOSE)
			write_format(&w, "</%s>", ev.name.p);
		else
			write_str(&w, ev.text);
	}
	CHECK(xml_failed(x) == (e.first != NULL));
	return e.first ? e.first->text : write_done(&w).p;
}

static bool
tells(struct arena *a, const char *document, const char *want)
{
	return strcmp(told(a, str_of(document)), want) == 0;
}

static void
elements_open_and_close_also_when_empty(struct arena *a)
{
	CHECK(tells(a, "<a><x:b xmlns:x='y'/>c<![CDATA[<d>]]>&lt; </a>",
	    "<a><b></b>c<d>< </a>"));
}

static void
attributes_are_found_by_name_without_prefix(struct arena *a)
{
	struct errors e = { a };
	struct xml *x = xml_open(a, S("<a xmlns:r='x' r:id='1&amp;2' n=''/>"), "this");
	struct xml_event ev;

	CHECK(xml_next(x, &ev, &e));
	CHECK(str_is(xml_attribute(x, "id"), "1&2"));
	CHECK(xml_attribute(x, "n").p != NULL);
	CHECK(xml_attribute(x, "absent").p == NULL);
	CHECK(xml_next(x, &ev, &e) && ev.kind == XML_CLOSE);
}

static void
the_text_inside_an_element_can_be_had_at_once(struct arena *a)
{
	struct errors e = { a };
	struct xml *x = xml_open(a, S("<a><b>one <i>two</i></b><c>long</c></a>"),
	    "this");
	struct xml_event ev;
	str s;

	CHECK(xml_next(x, &ev, &e) && xml_next(x, &ev, &e));
	CHECK(xml_inside(x, a, 100, &s, &e));
	CHECK(str_is(s, "one two"));
	CHECK(xml_next(x, &ev, &e) && str_is(ev.name, "c"));
	CHECK(!xml_inside(x, a, 3, &s, &e));
	CHECK(str_is(str_of(errors_text(&e, NULL)),
	    "this has a text longer than 3 bytes."));
}

static void
what_is_not_well_formed_is_a_fault(struct arena *a)
{
	CHECK(str_starts(str_of(told(a, S("<a>\n<b></a>"))),
	    S("this is not well-formed XML: line 2: ")));
	CHECK(str_starts(str_of(told(a, S(""))),
	    S("this is not well-formed XML")));
	CHECK(str_starts(str_of(told(a, S("<a>\xff</a>"))),
	    S("this is not well-formed XML: line 1: ")));
	CHECK(str_starts(str_of(told(a, S("<a/><b/>"))),
	    S("this is not well-formed XML: line 1: ")));
}

static void
a_document_type_is_a_fault(struct arena *a)
{
	const char *says = "this has a document type, which may hide "
	    "entities; save it without one.";

	CHECK(tells(a, "<!DOCTYPE a><a/>", says));
	CHECK(tells(a, "<!DOCTYPE a [<!ENTITY x SYSTEM '/etc/passwd'>]>"
	    "<a>&x;</a>", says));
}

static void
elements_too_deep_in_each_other_are_a_fault(struct arena *a)
{
	struct write w = write_new(a, 1 << 20);
	int i;

	for (i = 0; i < 300; i++)
		write_z(&w, "<a>");
	for (i = 0; i < 300; i++)
		write_z(&w, "</a>");
	CHECK(str_starts(str_of(told(a, write_done(&w))),
	    S("this is not well-formed XML: line 1: Excessive depth")));
}

const struct test xml_tests[] = {
	{ "elements open and close, also when empty",
	   elements_open_and_close_also_when_empty },
	{ "attributes are found by name without prefix",
	   attributes_are_found_by_name_without_prefix },
	{ "the text inside an element can be had at once",
	   the_text_inside_an_element_can_be_had_at_once },
	{ "what is not well-formed is a fault",
	   what_is_not_well_formed_is_a_fault },
	{ "a document type is a fault", a_document_type_is_a_fault },
	{ "elements too deep in each other are a fault",
	   elements_too_deep_in_each_other_are_a_fault },
	{ 0 }
};
