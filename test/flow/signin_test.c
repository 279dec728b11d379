/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/signin.  The site's clock stands on 2 March 2026. */
#include "flow/signin.h"

#include <string.h>

#include "flow/save.h"
#include "flow/ticket.h"
#include "site.h"
#include "test.h"

static bool
ticks(struct arena *a, const char *text, const char *want)
{
	struct errors e = { .arena = a };
	bool on[6] = { false };
	bool fine = signin_numbers(str_of(text), on, 5, &e);
	size_t i;

	for (i = 0; fine && i < 5; i++)
		if (on[i] != (want[i] == 'x'))
			return false;
	return fine && !on[5];
}

static void
numbers_turn_lines_over(struct arena *a)
{
	struct errors e = { .arena = a };
	bool on[5] = { false };

	CHECK(ticks(a, "", "....."));
	CHECK(ticks(a, "1-3, 5", "xxx.x"));
	CHECK(ticks(a, " 2;2 4\n", "...x."));
	CHECK(ticks(a, "1-5 2-3", "x..xx"));
	CHECK(!signin_numbers(S("6"), on, 5, &e));
	CHECK(strstr(e.first->text, "last is 5") != NULL);
	CHECK(!signin_numbers(S("0"), on, 5, &e));
	CHECK(!signin_numbers(S("3-1"), on, 5, &e));
	CHECK(!signin_numbers(S("1-"), on, 5, &e));
	CHECK(!signin_numbers(S("-2"), on, 5, &e));
	CHECK(!signin_numbers(S("two"), on, 5, &e));
	CHECK(!signin_numbers(S("99999999999999999999"), on, 5, &e));
}

struct class {
	struct event        *event;
	struct event_session session;
	struct enrolment     place[2];
	str                  code;
};

static void
enrol(struct site *t, struct class *k, int i, struct id person)
{
	row_blank(&enrolment_entity, &k->place[i]);
	k->place[i].event = k->event->row.id;
	k->place[i].person = person;
	site_keep(t, &enrolment_entity, &k->place[i]);
}

static void
make_class(struct site *t, struct class *k)
{
	site_system(t);
	k->event = site_blank(t, &event_entity, t->one);
	k->event->start = k->event->end = day_of(2026, 3, 2);
	k->event->activity = k->event->course = (struct id){ { 0 } };
	site_keep(t, &event_entity, k->event);
	row_blank(&event_session_entity, &k->session);
	k->session.event = k->event->row.id;
	k->session.seq = 1;
	k->session.date = day_of(2026, 3, 2);
	k->session.hours_theory = 3;
	site_keep(t, &event_session_entity, &k->session);
	enrol(t, k, 0, t->other_party);
}

static const struct enrolment *
place_now(struct site *t, const struct class *k, int i)
{
	return site_find(t, &enrolment_entity, k->place[i].row.id);
}

static void
a_sheet_keeps_its_numbers_whoever_enrols_later(struct arena *a)
{
	struct signin s;
	struct class k;
	struct site t;

	if (!site_open(&t, a, "signin"))
		return;
	make_class(&t, &k);
	CHECK(signin_print(&t.c, k.session.row.id, &k.code));
	enrol(&t, &k, 1, t.my_party);
	CHECK(signin_find(&t.c, ticket_spaced(a, k.code), &s));
	CHECK(s.n == 1 && id_same(s.line[0].person, t.other_party));
	CHECK(!signin_find(&t.c, S("BBBBBB"), &s));
	CHECK(site_fault(&t) == ABSENT);
	site_close(&t);
}

static void
who_signed_was_here_and_it_can_be_taken_back(struct arena *a)
{
	bool on[2] = { true, false };
	struct signin s;
	struct class k;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "signin"))
		return;
	make_class(&t, &k);
	CHECK(signin_print(&t.c, k.session.row.id, &k.code));
	CHECK(signin_find(&t.c, k.code, &s));
	CHECK(signin_key(&t.c, &s, on, false, &n) && n == 1);
	NEAR(place_now(&t, &k, 0)->hours_attended, 3, 1e-12);
	CHECK(signin_find(&t.c, k.code, &s));
	CHECK(s.line[0].is_signed && s.sheet.keyed_at == t.c.now);
	/* The same again makes no mark; taken back there is none. */
	CHECK(signin_key(&t.c, &s, on, false, &n) && n == 0);
	CHECK(signin_undo(&t.c, &s, &n) && n == 1);
	CHECK(signin_find(&t.c, k.code, &s) && !s.line[0].is_signed);
	site_close(&t);
}

static void
a_corrected_sheet_replaces_what_was_keyed_from_it(struct arena *a)
{
	bool on[2] = { true, false }, off[2] = { false, false };
	struct signin s;
	struct class k;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "signin"))
		return;
	make_class(&t, &k);
	CHECK(signin_print(&t.c, k.session.row.id, &k.code));
	CHECK(signin_find(&t.c, k.code, &s));
	CHECK(signin_key(&t.c, &s, off, true, &n) && n == 1);
	NEAR(place_now(&t, &k, 0)->hours_attended, 0, 0);
	CHECK(signin_find(&t.c, k.code, &s));
	CHECK(signin_key(&t.c, &s, on, false, &n) && n == 1);
	NEAR(place_now(&t, &k, 0)->hours_attended, 3, 1e-12);
	site_close(&t);
}

static void
a_signature_against_another_mark_is_left_to_be_decided(struct arena *a)
{
	bool on[2] = { true, false };
	struct attendance m;
	struct signin s;
	struct class k;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "signin"))
		return;
	make_class(&t, &k);
	row_blank(&attendance_entity, &m);
	m.session = k.session.row.id;
	m.person = t.other_party;
	m.mark = S("away");
	m.way = S("list");
	CHECK(flow_save(&t.c, &attendance_entity, &m));
	CHECK(signin_print(&t.c, k.session.row.id, &k.code));
	CHECK(signin_find(&t.c, k.code, &s));
	CHECK(str_is(s.line[0].other, "away"));
	CHECK(signin_key(&t.c, &s, on, true, &n) && n == 1);
	CHECK(str_is(((const struct attendance *)site_find(&t,
	    &attendance_entity, m.row.id))->standing, "open"));
	site_close(&t);
}

static void
who_may_not_mark_gets_no_sheet(struct arena *a)
{
	struct signin s;
	struct class k;
	struct site t;
	str code;

	if (!site_open(&t, a, "signin"))
		return;
	make_class(&t, &k);
	CHECK(signin_print(&t.c, k.session.row.id, &k.code));
	site_sit(&t, "BEN", t.one);
	CHECK(!signin_print(&t.c, k.session.row.id, &code));
	CHECK(site_fault(&t) == DENIED);
	CHECK(!signin_find(&t.c, k.code, &s));
	site_close(&t);
}

const struct test signin_tests[] = {
	{ "numbers turn lines over", numbers_turn_lines_over },
	{ "a sheet keeps its numbers, whoever enrols later",
	   a_sheet_keeps_its_numbers_whoever_enrols_later },
	{ "who signed was here, and it can be taken back",
	   who_signed_was_here_and_it_can_be_taken_back },
	{ "a corrected sheet replaces what was keyed from it",
	   a_corrected_sheet_replaces_what_was_keyed_from_it },
	{ "a signature against another mark is left to be decided",
	   a_signature_against_another_mark_is_left_to_be_decided },
	{ "who may not mark gets no sheet",
	   who_may_not_mark_gets_no_sheet },
	{ 0 }
};
