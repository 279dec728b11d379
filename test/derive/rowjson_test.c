/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/rowjson.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/json.h"
#include "planted.h"
#include "suites.h"

static struct event
full(void)
{
	struct event v;

	row_blank(&planted_event, &v);
	v.row.id = (struct id){ { 1 } };
	v.row.revision = 3;
	v.row.extra = S("{\"pump\":true}");
	v.programme = (struct id){ { 2 } };
	v.title = S("Nước sạch");
	v.about = S("{\"en\":\"Water\"}");
	v.seats = 12;
	v.score = 0.1;
	v.is_open = NO;
	v.cost = (struct money){ 125050, "USD" };
	v.from = day_of(2024, 2, 29);
	v.opened_at = 1709280300000;            /* 2024-03-01T08:05:00Z */
	v.mode = S("online");
	v.topics = S("law;water");
	v.guests = S("03000000-0000-0000-0000-000000000000");
	v.steps = S("[{\"step\":\"one\",\"days\":2}]");
	v.settings = S("{\"a\":[1,null]}");
	v.photo = S("\xff\x01");
	v.key = S("hush");
	return v;
}

static str
json_of(struct arena *a, const void *row)
{
	struct node *n = node_new(a);
	struct write w = write_new(a, 1 << 20);

	rowjson_node(a, &planted_event, row, n);
	json_write(&w, n, false);
	return write_done(&w);
}

static bool
has(str text, const char *part)
{
	return str_find(text, str_of(part)) < text.n;
}

static bool
reads(struct arena *a, const char *json, struct event *v, struct errors *e)
{
	struct node *n;

	*e = (struct errors){ a, NULL };
	if (!json_read(a, str_of(json), &n, e))
		return false;
	return rowjson_read(a, &planted_event, n, v, e);
}

/* Refused with this sentence on this field. */
static bool
refuses(struct arena *a, const char *json, const char *field, const char *saying)
{
	struct errors e;
	struct event v;
	const char *said;

	row_blank(&planted_event, &v);
	if (reads(a, json, &v, &e))
		return false;
	said = errors_text(&e, field);
	if (said == NULL || strstr(said, saying) == NULL)
		test_check(0, said ? said : errors_text(&e, NULL), json, 0);
	return said != NULL && strstr(said, saying) != NULL;
}

static void
each_type_has_its_own_shape(struct arena *a)
{
	struct event v = full();
	str json = json_of(a, &v);

	CHECK(has(json, "{\"id\":\"01000000-0000-0000-0000-000000000000\",\"revision\":3,"));
	CHECK(has(json, "\"about\":{\"en\":\"Water\"}"));
	CHECK(has(json, "\"seats\":12,"));
	CHECK(has(json, "\"score\":0.1,"));
	CHECK(has(json, "\"is_open\":false,"));
	CHECK(has(json, "\"cost\":{\"amount\":\"1250.50\",\"currency\":\"USD\"}"));
	CHECK(has(json, "\"from\":\"2024-02-29\",\"to\":null,"));
	CHECK(has(json, "\"opened_at\":\"2024-03-01T08:05:00Z\""));
	CHECK(has(json, "\"topics\":[\"law\",\"water\"]"));
	CHECK(has(json, "\"steps\":[{\"step\":\"one\",\"days\":2}]"));
	CHECK(has(json, "\"settings\":{\"a\":[1,null]}"));
	CHECK(has(json, "\"photo\":\"/wE=\""));
	CHECK(has(json, "\"extra\":{\"pump\":true}}"));
	CHECK(!has(json, "hush") && !has(json, "\"key\""));
}

static void
a_row_comes_back_as_it_went(struct arena *a)
{
	struct event v = full(), back;
	struct fieldtext way = { a, NULL, &(struct errors){ a, NULL } };
	const struct field *f;
	struct node *n;

	CHECK(json_read(a, json_of(a, &v), &n, way.errors));
	row_blank(&planted_event, &back);
	CHECK(rowjson_take(&way, &planted_event, n, true, &back));
	CHECK(id_same(back.row.id, v.row.id) && back.row.revision == 3);
	CHECK(str_same(back.row.extra, v.row.extra));
	for (f = planted_event.fields; f->name != NULL; f++)
		if (!(f->flags & SECRET))
			CHECK(row_same(f, &v, &back));
}

static void
only_what_is_named_is_set(struct arena *a)
{
	struct event v = full();
	struct errors e;

	CHECK(reads(a, "{\"seats\":13,\"score\":null}", &v, &e));
	CHECK(v.seats == 13 && isnan(v.score));
	CHECK(str_is(v.title, "Nước sạch") && v.from.n == day_of(2024, 2, 29).n);
}

static void
an_unknown_member_is_told_with_its_neighbour(struct arena *a)
{
	CHECK(refuses(a, "{\"titel\":\"x\"}", "titel",
	    "There is no field 'titel' in 'Event'; 'title' is near."));
	CHECK(refuses(a, "{\"zzzzzz\":1}", "zzzzzz", "There is no field 'zzzzzz'"));
	CHECK(refuses(a, "[1]", NULL, "must be a JSON object"));
}

static void
a_wrong_type_is_told_with_what_came(struct arena *a)
{
	CHECK(refuses(a, "{\"title\":7}", "title", "must be a text, not a number"));
	CHECK(refuses(a, "{\"seats\":\"7\"}", "seats", "must be a whole number, not a text"));
	CHECK(refuses(a, "{\"seats\":7.5}", "seats", "must be a whole number"));
	CHECK(refuses(a, "{\"is_open\":1}", "is_open", "true or false, not a number"));
	CHECK(refuses(a, "{\"from\":20240101}", "from", "must be a day as text"));
	CHECK(refuses(a, "{\"from\":\"2/1/2024\"}", "from", "year first"));
	CHECK(refuses(a, "{\"topics\":[\"law\",1]}", "topics", "list of codes"));
	CHECK(refuses(a, "{\"topics\":[\"law;x\"]}", "topics", "has a ; in it"));
	CHECK(refuses(a, "{\"steps\":{}}", "steps", "list of objects, not an object"));
	CHECK(refuses(a, "{\"trainer\":\"me\"}", "trainer", "'me'"));
	CHECK(refuses(a, "{\"cost\":12}", "cost", "amount and currency"));
	CHECK(refuses(a, "{\"cost\":{\"amount\":\"1.005\",\"currency\":\"USD\"}}", "cost", ""));
	CHECK(refuses(a, "{\"id\":\"x\"}", "id", "must be an id"));
	CHECK(refuses(a, "{\"revision\":\"1\"}", "revision", "whole number"));
	CHECK(refuses(a, "{\"extra\":[]}", "extra", "must be an object"));
}

static void
all_faults_are_told_at_once(struct arena *a)
{
	struct errors e;
	struct event v;

	row_blank(&planted_event, &v);
	CHECK(!reads(a, "{\"title\":1,\"seats\":\"x\",\"nope\":0}", &v, &e));
	CHECK(errors_text(&e, "title") && errors_text(&e, "seats") &&
	    errors_text(&e, "nope"));
}

static void
money_comes_in_three_dresses(struct arena *a)
{
	struct errors e;
	struct event v;

	row_blank(&planted_event, &v);
	CHECK(reads(a, "{\"cost\":\"1250.50 USD\"}", &v, &e) && v.cost.minor == 125050);
	CHECK(reads(a, "{\"cost\":{\"amount\":1250.5,\"currency\":\"USD\"}}", &v, &e) &&
	    v.cost.minor == 125050);
	CHECK(reads(a, "{\"cost\":{\"amount\":\"7\",\"currency\":\"VND\"}}", &v, &e) &&
	    v.cost.minor == 7);
}

static void
what_the_program_sets_cannot_be_sent(struct arena *a)
{
	struct event v = full();
	struct errors e;

	/* Sent back as it was: fine. */
	CHECK(reads(a, "{\"opened_at\":\"2024-03-01T08:05:00Z\"}", &v, &e));
	CHECK(!reads(a, "{\"opened_at\":\"2025-03-01T08:05:00Z\"}", &v, &e));
	CHECK(v.opened_at == 1709280300000);
	CHECK(!reads(a, "{\"key\":\"hush\"}", &v, &e));
	CHECK(strstr(errors_text(&e, "key"), "set by the program") != NULL);
}

const struct test rowjson_tests[] = {
	{ "each type has its own shape", each_type_has_its_own_shape },
	{ "a row comes back as it went", a_row_comes_back_as_it_went },
	{ "only what is named is set", only_what_is_named_is_set },
	{ "an unknown member is told with its neighbour",
	   an_unknown_member_is_told_with_its_neighbour },
	{ "a wrong type is told with what came", a_wrong_type_is_told_with_what_came },
	{ "all faults are told at once", all_faults_are_told_at_once },
	{ "money comes in three dresses", money_comes_in_three_dresses },
	{ "what the program sets cannot be sent", what_the_program_sets_cannot_be_sent },
	{ 0 }
};
