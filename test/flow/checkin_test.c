/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/checkin: true codes are taken, others refused with the
 * reason, doubtful ones kept until a person decides.  The site's clock
 * stands on 2 March 2026.
 */
#include "flow/checkin.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/save.h"
#include "site.h"
#include "test.h"

enum { STEP = TICKET_STEP_MS };

struct room {
	struct event        *event;
	struct event_session session;           /* today */
	struct enrolment     place[2];
	struct checkin       codes;
};

static struct id
number(int n)
{
	return (struct id){ { 2, [15] = (uint8_t)n } };
}

static void
open_room(struct site *t, struct room *k)
{
	const struct id who[] = { t->other_party, t->my_party };
	int i;

	site_system(t);
	k->event = site_blank(t, &event_entity, t->one);
	k->event->start = k->event->end = day_of(2026, 3, 2);
	k->event->activity = k->event->course = (struct id){ { 0 } };
	site_keep(t, &event_entity, k->event);
	row_blank(&event_session_entity, &k->session);
	k->session.event = k->event->row.id;
	k->session.seq = 1;
	k->session.date = day_of(2026, 3, 2);
	k->session.hours_theory = 4;
	site_keep(t, &event_session_entity, &k->session);
	for (i = 0; i < 2; i++) {
		row_blank(&enrolment_entity, &k->place[i]);
		k->place[i].event = k->event->row.id;
		k->place[i].person = who[i];
		site_keep(t, &enrolment_entity, &k->place[i]);
	}
	CHECK(checkin_ready(&t->c, k->event));
	CHECK(checkin_open(&t->c, k->event, &k->codes));
}

static size_t
place_of(const struct room *k, int person)
{
	return id_same(k->codes.place[0].row.id, k->place[person].row.id)
	    ? 0 : 1;
}

static str
code_of(struct site *t, const struct room *k, int person)
{
	return checkin_code(&t->c, &k->codes, place_of(k, person));
}

static struct attend_answer
scanned(struct site *t, struct room *k, int n, const char *device, str code)
{
	struct attend_answer said = { ATTEND_REFUSED, { 0 } };
	struct attendance m;

	row_blank(&attendance_entity, &m);
	m.row.id = number(n);
	m.session = k->session.row.id;
	m.mark = S("here");
	m.way = S("code");
	m.made_at = t->c.now;
	CHECK(checkin_take(&t->c, k->event, str_of(device), t->c.now, &m,
	    &code, 1, &said));
	return said;
}

static const struct attendance *
mark_at(struct site *t, int n)
{
	return site_find(t, &attendance_entity, number(n));
}

static bool
refused_for(struct attend_answer said, const char *words)
{
	return said.is == ATTEND_REFUSED && said.why.p != NULL &&
	    strstr(said.why.p, words) != NULL;
}

static void
a_persons_code_marks_him_and_nobody_else(struct arena *a)
{
	struct room k;
	struct site t;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	CHECK(scanned(&t, &k, 1, "door", code_of(&t, &k, 0)).is ==
	    ATTEND_TAKEN);
	CHECK(id_same(mark_at(&t, 1)->person, k.place[0].person));
	CHECK(str_is(mark_at(&t, 1)->standing, "stands"));
	/* The six letters do the same. */
	CHECK(scanned(&t, &k, 2, "door", ticket_short(a, &k.codes.key,
	    k.place[1].row.id, 0)).is == ATTEND_TAKEN);
	CHECK(id_same(mark_at(&t, 2)->person, k.place[1].person));
	site_close(&t);
}

static void
forged_cut_foreign_and_replaced_codes_are_refused(struct arena *a)
{
	struct ticket_key thief;
	struct ticket t2;
	struct room k;
	struct site t;
	str code, bad;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	code = code_of(&t, &k, 0);
	ticket_key_new(&thief);
	t2 = (struct ticket){ k.event->row.id, k.place[0].row.id, 0,
		k.codes.until };
	bad = ticket_make(a, &thief, &t2);
	CHECK(refused_for(scanned(&t, &k, 1, "d", bad), "forged"));
	CHECK(refused_for(scanned(&t, &k, 2, "d", str_part(code, 0, 200)),
	    "cut off"));
	t2.event = number(77);
	CHECK(refused_for(scanned(&t, &k, 3, "d", ticket_make(a,
	    &k.codes.key, &t2)), "another event"));
	t2.event = k.event->row.id;
	t2.until.n = moment_day(t.c.now).n - 1;
	CHECK(refused_for(scanned(&t, &k, 4, "d", ticket_make(a,
	    &k.codes.key, &t2)), "valid until 2026-03-01"));
	t2.until.n += 9;
	t2.place = number(78);
	CHECK(refused_for(scanned(&t, &k, 5, "d", ticket_make(a,
	    &k.codes.key, &t2)), "not enrolled"));
	CHECK(checkin_renew(&t.c, k.event, k.place[0].row.id));
	CHECK(refused_for(scanned(&t, &k, 6, "d", code), "replaced"));
	CHECK(refused_for(scanned(&t, &k, 7, "d", S("BBBBBB")), "Nobody"));
	CHECK(refused_for(scanned(&t, &k, 8, "d", S("")), "Scan"));
	site_close(&t);
}

static void
a_cancelled_registration_ends_the_code(struct arena *a)
{
	struct registration r;
	struct room k;
	struct site t;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	row_blank(&registration_entity, &r);
	r.event = k.event->row.id;
	r.person = k.place[0].person;
	r.state = S("cancelled");
	CHECK(flow_save_as_was(&t.c, &registration_entity, &r));
	CHECK(refused_for(scanned(&t, &k, 1, "door", code_of(&t, &k, 0)),
	    "cancelled"));
	site_close(&t);
}

static void
a_code_used_on_two_devices_waits_for_a_person(struct arena *a)
{
	struct attendance m;
	struct room k;
	struct site t;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	CHECK(scanned(&t, &k, 1, "door", code_of(&t, &k, 0)).is ==
	    ATTEND_TAKEN);
	CHECK(scanned(&t, &k, 1, "door", code_of(&t, &k, 0)).is ==
	    ATTEND_THERE);
	CHECK(scanned(&t, &k, 2, "gate", code_of(&t, &k, 0)).is ==
	    ATTEND_OPEN);
	CHECK(str_is(mark_at(&t, 2)->flags, "twice"));
	CHECK(str_is(mark_at(&t, 1)->standing, "stands"));
	CHECK(scanned(&t, &k, 3, "door", code_of(&t, &k, 0)).is ==
	    ATTEND_OPEN);
	CHECK(str_is(mark_at(&t, 3)->flags, "again;twice") ||
	    str_is(mark_at(&t, 3)->flags, "twice;again"));
	/* The trainer looks up and decides. */
	row_blank(&attendance_entity, &m);
	m.session = k.session.row.id;
	m.person = k.place[0].person;
	m.mark = S("here");
	m.way = S("list");
	m.after = str_print(a, "%s;%s;%s", id_text(a, number(1)).p,
	    id_text(a, number(2)).p, id_text(a, number(3)).p);
	CHECK(flow_save(&t.c, &attendance_entity, &m));
	CHECK(str_is(mark_at(&t, 2)->standing, "replaced"));
	CHECK(str_is(m.standing, "stands"));
	site_close(&t);
}

/* ---- the room's code ---- */

static struct holder
pass_of(struct site *t, const struct room *k, int person)
{
	struct holder p;

	CHECK(holder_find(&t->c, ticket_page(t->a, &k->codes.key,
	    k->place[person].row.id, 0), &p));
	return p;
}

/* Read `read` ms after it was shown, heard of `heard` ms after. */
static struct attend_answer
self(struct site *t, const struct room *k, int person, int n,
    const char *device, int64_t read, int64_t heard)
{
	int64_t step = ticket_step(t->c.now - heard);
	struct scan s = { number(n), ticket_room_link(t->a, &k->codes.key,
		k->session.row.id, step), step * STEP + read };
	struct holder p = pass_of(t, k, person);
	struct attend_answer said = { ATTEND_REFUSED, { 0 } };

	CHECK(holder_scan(&t->c, &p, str_of(device), t->c.now, &s, 1, &said));
	return said;
}

static void
the_rooms_code_counts_though_it_is_heard_of_a_day_later(struct arena *a)
{
	const int64_t day = 24LL * 3600 * 1000;
	struct room k;
	struct site t;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	CHECK(self(&t, &k, 0, 1, "his", 10000, 10000).is == ATTEND_TAKEN);
	CHECK(str_is(mark_at(&t, 1)->way, "room"));
	CHECK(self(&t, &k, 1, 2, "hers", 10000, day).is == ATTEND_TAKEN);
	CHECK(str_none(mark_at(&t, 2)->flags));
	CHECK(mark_at(&t, 2)->shown_at == ticket_step(t.c.now - day) * STEP);
	site_close(&t);
}

static void
an_old_code_of_the_room_is_kept_and_doubted(struct arena *a)
{
	const int64_t day = 24LL * 3600 * 1000;
	struct room k;
	struct site t;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	/* Passed on: shown ten minutes before it was read. */
	CHECK(self(&t, &k, 0, 1, "his", 600000, 600000).is == ATTEND_OPEN);
	CHECK(str_is(mark_at(&t, 1)->flags, "step"));
	CHECK(str_is(mark_at(&t, 1)->standing, "open"));
	/* Heard of after four days. */
	CHECK(self(&t, &k, 1, 2, "hers", 1000, 4 * day).is == ATTEND_OPEN);
	CHECK(strstr(mark_at(&t, 2)->flags.p, "step") != NULL);
	site_close(&t);
}

static void
one_phone_for_two_people_waits_for_a_person(struct arena *a)
{
	struct room k;
	struct site t;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	CHECK(self(&t, &k, 0, 1, "his", 1000, 1000).is == ATTEND_TAKEN);
	CHECK(self(&t, &k, 1, 2, "his", 1000, 1000).is == ATTEND_OPEN);
	CHECK(str_is(mark_at(&t, 2)->flags, "shared"));
	CHECK(str_is(mark_at(&t, 1)->standing, "stands"));
	site_close(&t);
}

static void
a_phone_whose_clock_is_wrong_by_a_day_is_told_and_not_doubted(struct arena *a)
{
	const int64_t day = 24LL * 3600 * 1000;
	struct attend_answer said;
	struct room k;
	struct scan s;
	struct holder p;
	struct site t;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	p = pass_of(&t, &k, 0);
	s = (struct scan){ number(1), ticket_room(a, &k.codes.key,
		k.session.row.id, ticket_step(t.c.now)), t.c.now + day };
	CHECK(holder_scan(&t.c, &p, S("his"), t.c.now + day, &s, 1, &said));
	CHECK(said.is == ATTEND_TAKEN);
	CHECK(str_is(mark_at(&t, 1)->flags, "clock"));
	CHECK(mark_at(&t, 1)->clock_off == 86400);
	site_close(&t);
}

static void
a_code_of_no_room_or_another_events_is_refused(struct arena *a)
{
	struct attend_answer said[2];
	struct ticket_key thief;
	struct room k;
	struct scan s[2];
	struct holder p;
	struct site t;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	p = pass_of(&t, &k, 0);
	ticket_key_new(&thief);
	s[0] = (struct scan){ number(1), ticket_room_link(a, &thief,
		k.session.row.id, ticket_step(t.c.now)), t.c.now };
	s[1] = (struct scan){ number(2), S("BBBBBB"), t.c.now };
	CHECK(holder_scan(&t.c, &p, S("his"), t.c.now, s, 2, said));
	CHECK(refused_for(said[0], "not the code"));
	CHECK(refused_for(said[1], "not the code"));
	CHECK(!holder_find(&t.c, S("AAAA"), &p));
	CHECK(site_fault(&t) == ABSENT);
	CHECK(!holder_find(&t.c, ticket_page(a, &thief, k.place[0].row.id, 0),
	    &p));
	CHECK(site_fault(&t) == ABSENT);
	site_close(&t);
}

static void
a_room_is_found_by_its_letters_and_by_its_address(struct arena *a)
{
	struct event_session s;
	struct event v;
	struct room k;
	struct site t;

	if (!site_open(&t, a, "checkin"))
		return;
	open_room(&t, &k);
	CHECK(room_find(&t.c, ticket_room(a, &k.codes.key, k.session.row.id,
	    ticket_step(t.c.now)), &s, &v));
	CHECK(id_same(s.row.id, k.session.row.id));
	CHECK(room_find(&t.c, ticket_room_link(a, &k.codes.key,
	    k.session.row.id, ticket_step(t.c.now)), &s, &v));
	CHECK(id_same(v.row.id, k.event->row.id));
	CHECK(!room_find(&t.c, S("BBBBBB"), &s, &v));
	CHECK(site_fault(&t) == ABSENT);
	site_close(&t);
}

const struct test checkin_tests[] = {
	{ "a person's code marks him and nobody else",
	   a_persons_code_marks_him_and_nobody_else },
	{ "forged, cut, foreign and replaced codes are refused",
	   forged_cut_foreign_and_replaced_codes_are_refused },
	{ "a cancelled registration ends the code",
	   a_cancelled_registration_ends_the_code },
	{ "a code used on two devices waits for a person",
	   a_code_used_on_two_devices_waits_for_a_person },
	{ "the room's code counts though it is heard of a day later",
	   the_rooms_code_counts_though_it_is_heard_of_a_day_later },
	{ "an old code of the room is kept and doubted",
	   an_old_code_of_the_room_is_kept_and_doubted },
	{ "one phone for two people waits for a person",
	   one_phone_for_two_people_waits_for_a_person },
	{ "a phone whose clock is wrong by a day is told and not doubted",
	   a_phone_whose_clock_is_wrong_by_a_day_is_told_and_not_doubted },
	{ "a code of no room or another event's is refused",
	   a_code_of_no_room_or_another_events_is_refused },
	{ "a room is found by its letters and by its address",
	   a_room_is_found_by_its_letters_and_by_its_address },
	{ 0 }
};
