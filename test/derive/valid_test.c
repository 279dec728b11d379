/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/valid.h"

#include <string.h>

#include "base/arena.h"
#include "derive/bound.h"
#include "planted.h"
#include "suites.h"

static struct event
good(void)
{
	struct event v;

	row_blank(&planted_event, &v);
	v.programme = (struct id){ { 2 } };
	v.title = S("Clean water");
	v.from = day_of(2024, 2, 29);
	return v;
}

static bool
refuses(struct arena *a, const struct event *v, const char *field, const char *saying)
{
	struct errors e = { a, NULL };
	const char *said;

	if (valid_row(&planted_event, v, &e))
		return false;
	said = errors_text(&e, field);
	if (said == NULL || strstr(said, saying) == NULL)
		test_check(0, said ? said : errors_text(&e, NULL), field, 0);
	return said != NULL && strstr(said, saying) != NULL && e.first->next == NULL;
}

static bool
fine(struct arena *a, const struct event *v)
{
	struct errors e = { a, NULL };
	bool so = valid_row(&planted_event, v, &e);

	if (!so)
		test_check(0, errors_text(&e, NULL), "", 0);
	return so && e.first == NULL;
}

static void
what_must_be_there_is_missed(struct arena *a)
{
	struct event v = good();

	CHECK(fine(a, &v));
	v.title = (str){ 0 };
	CHECK(refuses(a, &v, "title", "Title is missing."));
	v.title = S("");
	CHECK(refuses(a, &v, "title", "Title is missing."));
	v = good();
	v.programme = (struct id){ { 0 } };
	CHECK(refuses(a, &v, "programme", "Programme is missing."));
}

static void
bounds_hold_at_both_ends(struct arena *a)
{
	struct event v = good();

	v.seats = 1;
	CHECK(fine(a, &v));
	v.seats = 5000;
	CHECK(fine(a, &v));
	v.seats = 0;
	CHECK(refuses(a, &v, "seats", "at least 1; 0 is less"));
	v.seats = 5001;
	CHECK(refuses(a, &v, "seats", "at most 5000; 5001 is more"));
	v = good();
	v.score = 1.25;
	CHECK(refuses(a, &v, "score", "1.25 is more"));
	v.score = (double)INFINITY;
	CHECK(refuses(a, &v, "score", "a number that ends"));
	/* A lower bound alone: min 1, max 0. */
	CHECK(bound_low(&planted_organisation.fields[4]) == 1);
	CHECK(isnan(bound_high(&planted_organisation.fields[4])));
}

static void
lengths_are_counted_in_characters(struct arena *a)
{
	struct event v = good();

	v.title = S("ộộộộộộộộộộộộộộộộộộộộ");          /* 20 characters, 60 bytes */
	CHECK(fine(a, &v));
	v.title = S("ộộộộộộộộộộộộộộộộộộộộx");
	CHECK(refuses(a, &v, "title", "may have 20 characters"));
	v.title = S("two\nlines");
	CHECK(refuses(a, &v, "title", "one line"));
	v.title = S("bell\a");
	CHECK(refuses(a, &v, "title", "control character"));
	v.title = S("\xc0\x80");
	CHECK(refuses(a, &v, "title", "UTF-8"));
	v = good();
	v.notes = S("two\nlines");
	CHECK(fine(a, &v));
}

static const struct choice *
own_codes(void *with, const struct choices *list)
{
	static const struct choice own[] = { { "soil", "Soil care" }, { 0 } };

	(void)with;
	return strcmp(list->name, "topic") == 0 ? own : NULL;
}

static void
codes_are_on_their_list(struct arena *a)
{
	const struct lookup site = { .more = own_codes };
	struct event v = good();
	struct errors e = { a, NULL };

	v.mode = S("post");
	CHECK(refuses(a, &v, "mode", "'post' is not on the list 'How it is held'"));
	v.mode = S("online");
	v.topics = S("law;soil");
	CHECK(fine(a, &v));             /* an open list: may be the site's */
	CHECK(valid_row_with(&site, &planted_event, &v, &e));
	v.topics = S("law;mud");
	CHECK(!valid_row_with(&site, &planted_event, &v, &e));
	v.topics = S("by post");
	CHECK(refuses(a, &v, "topics", "'by post'"));
	v = good();
	v.status = S("lost");
	CHECK(refuses(a, &v, "status", "'lost'"));
	v = good();
	v.guests = S("03000000-0000-0000-0000-000000000000;me");
	CHECK(refuses(a, &v, "guests", "'me' is no id"));
	v = good();
	v.cost = (struct money){ 1, "XQX" };
	CHECK(refuses(a, &v, "cost", "no currency 'XQX'"));
}

static void
json_inside_a_field_is_read(struct arena *a)
{
	struct event v = good();

	v.settings = S("{\"a\":1}");
	v.steps = S("[{\"step\":\"a\",\"days\":1},{}]");
	v.about = S("any language");
	v.row.extra = S("{}");
	CHECK(fine(a, &v));
	v.settings = S("{a:1}");
	CHECK(refuses(a, &v, "settings", "Settings is not JSON"));
	v = good();
	v.steps = S("[{\"stop\":1}]");
	CHECK(refuses(a, &v, "steps", "no column 'stop'; it has step days"));
	v.steps = S("{}");
	CHECK(refuses(a, &v, "steps", "a list of rows"));
	v.steps = S("[1]");
	CHECK(refuses(a, &v, "steps", "an object"));
	v = good();
	v.about = S("{\"en\":1}");
	CHECK(refuses(a, &v, "about", "is no text"));
	v.about = S("{\"not a tag\":\"x\"}");
	CHECK(refuses(a, &v, "about", "is no language"));
	v.about = S("{");
	CHECK(refuses(a, &v, "about", "is not JSON"));
	v = good();
	v.row.extra = S("[]");
	CHECK(refuses(a, &v, "extra", "JSON object"));
}

static void
rules_are_told_with_their_values(struct arena *a)
{
	struct event v = good();

	v.seats = 5;
	v.to = day_of(2024, 2, 28);
	CHECK(refuses(a, &v, "to", "The last day comes before the first. "
	    "(Last day: 2024-02-28; First day: 2024-02-29)"));
	v.to = v.from;
	CHECK(fine(a, &v));
	v.taken = 6;
	CHECK(refuses(a, &v, "taken", "More seats are taken"));
	v.taken = 5;
	CHECK(fine(a, &v));
	v.taken = INT64_MIN;
	v.seats = INT64_MIN;
	CHECK(refuses(a, &v, "to", "A closed date needs the seats. (Seats)"));
}

static void
all_faults_of_a_row_are_gathered(struct arena *a)
{
	struct errors e = { a, NULL };
	struct event v = good();

	v.title = (str){ 0 };
	v.seats = 0;
	v.mode = S("post");
	v.to = day_of(2020, 1, 1);
	CHECK(!valid_row(&planted_event, &v, &e));
	CHECK(errors_text(&e, "title") && errors_text(&e, "seats") &&
	    errors_text(&e, "mode") && errors_text(&e, "to"));
}

static void
a_member_of_a_family_is_of_its_kind(struct arena *a)
{
	struct errors e = { a, NULL };
	struct organisation o;

	row_blank(&planted_organisation, &o);
	o.kind = S("organisation");
	o.name = S("A");
	o.staff = 3;
	CHECK(valid_row(&planted_organisation, &o, &e));
	o.kind = S("person");
	CHECK(!valid_row(&planted_organisation, &o, &e));
	CHECK(strstr(errors_text(&e, "kind"), "'person'") != NULL);
}

const struct test valid_tests[] = {
	{ "what must be there is missed", what_must_be_there_is_missed },
	{ "bounds hold at both ends", bounds_hold_at_both_ends },
	{ "lengths are counted in characters", lengths_are_counted_in_characters },
	{ "codes are on their list", codes_are_on_their_list },
	{ "JSON inside a field is read", json_inside_a_field_is_read },
	{ "rules are told with their values", rules_are_told_with_their_values },
	{ "all faults of a row are gathered", all_faults_of_a_row_are_gathered },
	{ "a member of a family is of its kind", a_member_of_a_family_is_of_its_kind },
	{ 0 }
};
