/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/change.h"

#include <string.h>

#include "base/arena.h"
#include "planted.h"
#include "suites.h"

static struct event
wells(void)
{
	struct event v;

	row_blank(&planted_event, &v);
	v.title = S("Wells");
	v.seats = 3;
	v.mode = S("online");
	v.key = S("hush");
	return v;
}

static struct person
awa(void)
{
	struct person p;

	row_blank(&planted_person, &p);
	p.name = S("Awa");
	p.email = S("awa@x.org");
	p.born = day_of(1990, 5, 1);
	return p;
}

static void
only_what_differs_is_told(struct arena *a)
{
	struct event one = wells(), two = wells();

	CHECK(str_is(change_text(a, &planted_event, &one, &two), "{}"));
	two.title = S("Pumps");
	two.seats = INT64_MIN;
	two.topics = S("law;water");
	two.row.extra = S("{\"x\":1}");
	CHECK(str_is(change_text(a, &planted_event, &one, &two),
	    "{\"title\":[\"Wells\",\"Pumps\"],\"seats\":[3,null],"
	    "\"topics\":[null,[\"law\",\"water\"]],\"extra\":[null,{\"x\":1}]}"));
}

static void
an_added_and_a_dropped_row_are_whole(struct arena *a)
{
	struct event v = wells();

	CHECK(str_is(change_text(a, &planted_event, NULL, &v),
	    "{\"title\":[null,\"Wells\"],\"seats\":[null,3],\"mode\":[null,\"online\"],"
	    "\"key\":[null,\"(secret)\"]}"));
	CHECK(str_is(change_text(a, &planted_event, &v, NULL),
	    "{\"title\":[\"Wells\",null],\"seats\":[3,null],\"mode\":[\"online\",null],"
	    "\"key\":[\"(secret)\",null]}"));
}

static void
a_secret_that_changes_says_only_so(struct arena *a)
{
	struct event one = wells(), two = wells();

	two.key = S("other");
	CHECK(str_is(change_text(a, &planted_event, &one, &two),
	    "{\"key\":[\"(secret)\",\"(secret)\"]}"));
}

static void
erasing_leaves_that_something_was_said(struct arena *a)
{
	struct person one = awa(), two = awa();
	str text;

	two.email = (str){ 0 };
	two.born = day_of(1991, 5, 1);
	two.name = S("Awa D.");
	text = change_text(a, &planted_person, &one, &two);
	CHECK(str_is(text, "{\"name\":[\"Awa\",\"Awa D.\"],"
	    "\"email\":[\"awa@x.org\",null,\"personal\"],"
	    "\"born\":[\"1990-05-01\",\"1991-05-01\",\"personal\"]}"));
	text = change_erased(a, &planted_person, text);
	CHECK(str_is(text, "{\"name\":[\"Awa\",\"Awa D.\"],"
	    "\"email\":[\"(erased)\",null,\"personal\"],"
	    "\"born\":[\"(erased)\",\"(erased)\",\"personal\"]}"));
	/* A field that was not marked when it was written, and extra. */
	CHECK(str_is(change_erased(a, &planted_person,
	    S("{\"email\":[null,\"x\"],\"extra\":[null,{\"phone\":1}]}")),
	    "{\"email\":[null,\"(erased)\"],\"extra\":[null,\"(erased)\"]}"));
	/* A field the model no longer has, marked then. */
	CHECK(str_is(change_erased(a, &planted_person,
	    S("{\"fax\":[null,\"x\",\"personal\"]}")),
	    "{\"fax\":[null,\"(erased)\",\"personal\"]}"));
}

static void
a_change_can_be_taken_back(struct arena *a)
{
	struct event one = wells(), two = wells(), now;
	struct errors e = { a, NULL };
	struct fieldtext way = { a, NULL, &e };
	const struct field *f;
	str text;

	two.title = S("Pumps");
	two.seats = INT64_MIN;
	two.cost = (struct money){ 5, "USD" };
	two.from = day_of(2024, 1, 1);
	two.row.extra = S("{\"x\":1}");
	text = change_text(a, &planted_event, &one, &two);
	now = two;
	CHECK(change_apply(&way, &planted_event, text, true, &now));
	for (f = planted_event.fields; f->name != NULL; f++)
		CHECK(row_same(f, &one, &now));
	CHECK(str_none(now.row.extra));
	CHECK(change_apply(&way, &planted_event, text, false, &now));
	for (f = planted_event.fields; f->name != NULL; f++)
		CHECK(row_same(f, &two, &now));
	CHECK(str_is(now.row.extra, "{\"x\":1}"));
}

static void
what_is_erased_cannot_be_taken_back(struct arena *a)
{
	struct person p = awa();
	struct errors e = { a, NULL };
	struct fieldtext way = { a, NULL, &e };

	CHECK(!change_apply(&way, &planted_person, S("{\"name\":[\"B\",\"Awa\"],"
	    "\"email\":[\"(erased)\",null,\"personal\"]}"), true, &p));
	CHECK(strstr(errors_text(&e, "email"), "no longer known") != NULL);
	CHECK(str_is(p.name, "Awa"));
	errors_clear(&e);
	CHECK(!change_apply(&way, &planted_person, S("{\"fax\":[1,2]}"), true, &p));
	CHECK(strstr(errors_text(&e, "fax"), "any more") != NULL);
	errors_clear(&e);
	CHECK(!change_apply(&way, &planted_person, S("nonsense"), true, &p));
	CHECK(!change_apply(&way, &planted_person, S("{\"name\":7}"), true, &p));
}

static str
name(void *with, const struct field *f, struct id id, struct arena *a)
{
	(void)with, (void)f, (void)a;
	return id.b[0] == 7 ? S("Awa") : (str){ 0 };
}

static str
line_text(const struct node *list, size_t i, const char *member)
{
	const struct node *n = list->first;

	while (n != NULL && i-- > 0)
		n = n->next;
	n = n != NULL ? node_find(n, str_of(member)) : NULL;
	return n != NULL ? n->text : S("(no such line)");
}

static void
people_read_labels_and_names(struct arena *a)
{
	const struct lookup l = { .name = name };
	struct node *top = node_new(a), *list = node_list(top, "lines");

	change_lines(a, &l, &planted_event, S("{\"title\":[\"Wells\",\"Pumps\"],"
	    "\"mode\":[null,\"onsite\"],\"is_open\":[true,false],"
	    "\"trainer\":[\"07000000-0000-0000-0000-000000000000\",null],"
	    "\"old\":[1,[2]]}"), list);
	CHECK(list->n == 5);
	CHECK(str_is(line_text(list, 0, "text"), "Title: 'Wells' → 'Pumps'"));
	CHECK(str_is(line_text(list, 1, "text"), "How it is held: 'On site'"));
	CHECK(str_is(line_text(list, 2, "text"), "Open to all: 'Yes' → 'No'"));
	CHECK(str_is(line_text(list, 3, "text"), "Trainer: 'Awa' → ''"));
	CHECK(str_is(line_text(list, 4, "text"), "old: '1' → '[2]'"));
}

static void
who_may_not_see_personal_fields_reads_only_that_they_changed(struct arena *a)
{
	struct lookup l = { .personal = false };
	struct node *top = node_new(a), *list = node_list(top, "lines");
	str text = S("{\"email\":[null,\"awa@x.org\",\"personal\"]}");

	change_lines(a, &l, &planted_person, text, list);
	CHECK(str_is(line_text(list, 0, "text"), "E-mail: '(personal)'"));
	CHECK(str_is(line_text(list, 0, "before"), ""));
	l.personal = true;
	change_lines(a, &l, &planted_person, text, list);
	CHECK(str_is(line_text(list, 1, "text"), "E-mail: 'awa@x.org'"));
}

const struct test change_tests[] = {
	{ "only what differs is told", only_what_differs_is_told },
	{ "an added and a dropped row are whole", an_added_and_a_dropped_row_are_whole },
	{ "a secret that changes says only so", a_secret_that_changes_says_only_so },
	{ "erasing leaves that something was said", erasing_leaves_that_something_was_said },
	{ "a change can be taken back", a_change_can_be_taken_back },
	{ "what is erased cannot be taken back", what_is_erased_cannot_be_taken_back },
	{ "people read labels and names", people_read_labels_and_names },
	{ "who may not see personal fields reads only that they changed",
	   who_may_not_see_personal_fields_reads_only_that_they_changed },
	{ 0 }
};
