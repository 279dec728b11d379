/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/attend: which marks count and what follows from them is
 * worked out by hand from attend.h.  The site's clock stands on 2 March
 * 2026.
 */
#include "flow/attend.h"

#include <math.h>

#include "base/arena.h"
#include "flow/calendar.h"
#include "flow/calendar_in.h"
#include "flow/save.h"
#include "site.h"
#include "test.h"

static struct id
number(int n)
{
	return (struct id){ { 1, [15] = (uint8_t)n } };
}

static struct attendance
mark(struct arena *a, int n, const char *says, int after, int64_t at)
{
	struct attendance m;

	row_blank(&attendance_entity, &m);
	m.row.id = number(n);
	m.mark = str_of(says);
	m.way = S("list");
	m.at = at;
	if (after > 0)
		m.after = id_text(a, number(after));
	return m;
}

static void
a_mark_made_after_another_replaces_it(struct arena *a)
{
	struct attendance m[] = { mark(a, 1, "here", 0, 10),
		mark(a, 2, "late", 1, 20) };

	attend_weigh(m, 2);
	CHECK(str_is(m[0].standing, "replaced"));
	CHECK(str_is(m[1].standing, "stands"));
}

static void
marks_that_did_not_know_each_other_and_differ_are_open(struct arena *a)
{
	struct attendance m[] = { mark(a, 1, "here", 0, 10),
		mark(a, 2, "away", 0, 20), mark(a, 3, "here", 0, 30) };

	attend_weigh(m, 2);
	CHECK(str_is(m[0].standing, "open") && str_is(m[1].standing, "open"));
	m[2].after = str_print(a, "%s;%s", id_text(a, number(1)).p,
	    id_text(a, number(2)).p);
	attend_weigh(m, 3);             /* a person decided */
	CHECK(str_is(m[2].standing, "stands"));
	CHECK(str_is(m[0].standing, "replaced") &&
	    str_is(m[1].standing, "replaced"));
}

static void
marks_that_agree_count_once_in_whatever_order(struct arena *a)
{
	struct attendance m[] = { mark(a, 2, "here", 0, 20),
		mark(a, 1, "here", 0, 10) };

	attend_weigh(m, 2);
	CHECK(str_is(m[0].standing, "agrees"));
	CHECK(str_is(m[1].standing, "stands"));
}

static void
the_mark_of_a_closed_list_gives_way(struct arena *a)
{
	struct attendance m[] = { mark(a, 1, "away", 0, 10),
		mark(a, 2, "here", 0, 20) };

	m[0].way = S("closed");
	attend_weigh(m, 2);
	CHECK(str_is(m[0].standing, "replaced"));
	CHECK(str_is(m[1].standing, "stands"));
}

static void
hours_are_those_said_or_those_between_the_times(struct arena *a)
{
	struct attendance m = mark(a, 1, "late", 0, 1);
	struct event_session s;

	row_blank(&event_session_entity, &s);
	CHECK(isnan(attend_session_hours(&s)));
	s.starts = S("09:00");
	s.ends = S("11:30");
	NEAR(attend_session_hours(&s), 2.5, 1e-12);
	s.hours_theory = 1;
	s.hours_practice = 2;
	NEAR(attend_hours(&s, &m), 3, 1e-12);
	m.minutes = 90;
	NEAR(attend_hours(&s, &m), 1.5, 1e-12);
	m.mark = S("away");
	NEAR(attend_hours(&s, &m), 0, 0);
}

static void
a_night_is_as_long_as_it_is_over_midnight(struct arena *a)
{
	struct event_session s;

	(void)a;
	row_blank(&event_session_entity, &s);
	s.starts = S("22:30");
	s.ends = S("01:15");
	/* an hour and a half before midnight, an hour and a quarter after */
	NEAR(attend_session_hours(&s), 2.75, 1e-12);
	s.ends = S("22:30");
	CHECK(isnan(attend_session_hours(&s)));
	s.ends = S("later");
	CHECK(isnan(attend_session_hours(&s)));
}

static void
the_share_of_an_enrolment_is_told_by_one_rule(struct arena *a)
{
	struct enrolment n;
	struct event ev;

	(void)a;
	row_blank(&event_entity, &ev);
	row_blank(&enrolment_entity, &n);
	CHECK(isnan(attend_share(&ev, &n)));
	n.hours_attended = 70;
	NEAR(attend_hours_counted(&ev, &n), 70, 0);     /* of nothing said */
	CHECK(isnan(attend_share(&ev, &n)));
	ev.hours_theory = 24;
	ev.hours_practice = 36;
	NEAR(attend_hours_counted(&ev, &n), 60, 0);     /* 24 + 36 at most */
	NEAR(attend_share(&ev, &n), 1, 0);
	n.hours_attended = 45.25;
	NEAR(attend_share(&ev, &n), 45.25 / 60, 1e-12);
	n.attendance_share = 0.5;                       /* by its marks */
	NEAR(attend_share(&ev, &n), 0.5, 0);
}

/* ---- on a site ---- */

struct class {
	struct event        *event;
	struct enrolment    *place;
	struct event_session session[2];        /* of 4 and 2 hours */
};

static void
make_class(struct site *t, struct class *k)
{
	int i;

	k->event = site_blank(t, &event_entity, t->one);
	k->event->start = day_of(2026, 3, 1);
	k->event->end = day_of(2026, 3, 2);
	k->event->hours_theory = 6;
	k->event->activity = k->event->course = (struct id){ { 0 } };
	site_keep(t, &event_entity, k->event);
	k->place = NEW(t->a, struct enrolment);
	row_blank(&enrolment_entity, k->place);
	k->place->event = k->event->row.id;
	k->place->person = t->other_party;
	site_keep(t, &enrolment_entity, k->place);
	for (i = 0; i < 2; i++) {
		row_blank(&event_session_entity, &k->session[i]);
		k->session[i].event = k->event->row.id;
		k->session[i].seq = i + 1;
		k->session[i].date = day_of(2026, 3, 1 + i);
		k->session[i].hours_theory = i == 0 ? 4 : 2;
		site_keep(t, &event_session_entity, &k->session[i]);
	}
}

static struct attendance
mark_of(struct site *t, const struct class *k, int n, int session,
    const char *says)
{
	struct attendance m = mark(t->a, n, says, 0, INT64_MIN);

	m.session = k->session[session].row.id;
	m.person = k->place->person;
	return m;
}

static const struct enrolment *
place_now(struct site *t, const struct class *k)
{
	return site_find(t, &enrolment_entity, k->place->row.id);
}

static void
hours_and_share_follow_from_the_marks_that_count(struct arena *a)
{
	struct attend_answer said[3];
	struct attendance m[3];
	struct class k;
	struct site t;

	if (!site_open(&t, a, "attend"))
		return;
	site_system(&t);
	make_class(&t, &k);
	CHECK(isnan(place_now(&t, &k)->hours_attended));
	m[0] = mark_of(&t, &k, 1, 0, "here");
	m[1] = mark_of(&t, &k, 2, 1, "away");
	CHECK(attend_take(&t.c, k.event, S("phone-1"), t.c.now, m, 2, said));
	CHECK(said[0].is == ATTEND_TAKEN && said[1].is == ATTEND_TAKEN);
	NEAR(place_now(&t, &k)->hours_attended, 4, 1e-12);
	NEAR(place_now(&t, &k)->attendance_share, 4.0 / 6, 1e-12);
	/* Sent again nothing is added; another phone saw it otherwise. */
	m[2] = mark_of(&t, &k, 3, 1, "here");
	CHECK(attend_take(&t.c, k.event, S("phone-2"), t.c.now, m, 3, said));
	CHECK(said[0].is == ATTEND_THERE && said[1].is == ATTEND_THERE);
	CHECK(said[2].is == ATTEND_OPEN);
	NEAR(place_now(&t, &k)->hours_attended, 4, 1e-12);
	NEAR(place_now(&t, &k)->attendance_share, 1, 1e-12);
	site_close(&t);
}

static void
time_over_one_session_does_not_make_up_for_another(struct arena *a)
{
	struct attend_answer said[2];
	struct attendance m[2];
	struct class k;
	struct site t;

	if (!site_open(&t, a, "attend"))
		return;
	site_system(&t);
	make_class(&t, &k);
	m[0] = mark_of(&t, &k, 1, 0, "here");
	m[0].minutes = 360;                     /* six hours of four */
	m[1] = mark_of(&t, &k, 2, 1, "away");
	CHECK(attend_take(&t.c, k.event, S("phone"), t.c.now, m, 2, said));
	NEAR(place_now(&t, &k)->hours_attended, 6, 1e-12);
	/* all four of the first, none of the two of the second */
	NEAR(place_now(&t, &k)->attendance_share, 4.0 / 6, 1e-12);
	site_close(&t);
}

/* The clocks of Paris went from 02:00 to 03:00 on 29 March 2026. */
static void
a_night_ends_on_the_next_day_in_calendars(struct arena *a)
{
	struct event_session s;
	struct ical_item i;
	int64_t from, to;
	struct event ev;
	struct site t;

	if (!site_open(&t, a, "attend"))
		return;
	row_blank(&event_entity, &ev);
	row_blank(&event_session_entity, &s);
	s.date = day_of(2026, 3, 28);
	s.starts = S("22:00");
	s.ends = S("04:00");
	CHECK(moment_read(S("2026-03-28T21:00:00Z"), &from));
	CHECK(moment_read(S("2026-03-29T02:00:00Z"), &to));
	i = calendar_session(&t.c, &ev, &s, S("Europe/Paris"));
	CHECK(i.starts == from && i.ends == to);
	site_close(&t);
}

static void
a_clock_wrong_by_a_day_is_noticed(struct arena *a)
{
	const int64_t day = 24 * 60 * 60 * 1000;
	struct attend_answer said;
	const struct attendance *kept;
	struct attendance m;
	struct class k;
	struct site t;

	if (!site_open(&t, a, "attend"))
		return;
	site_system(&t);
	make_class(&t, &k);
	m = mark_of(&t, &k, 1, 1, "here");
	m.made_at = t.c.now + day - 3600000;
	CHECK(attend_take(&t.c, k.event, S("phone"), t.c.now + day, &m, 1,
	    &said));
	kept = site_find(&t, &attendance_entity, number(1));
	CHECK(str_is(kept->flags, "clock"));
	CHECK(kept->clock_off == 86400);
	site_close(&t);
}

static void
one_bad_mark_does_not_hold_up_the_others(struct arena *a)
{
	struct attend_answer said[3];
	struct attendance m[3];
	struct class k;
	struct site t;

	if (!site_open(&t, a, "attend"))
		return;
	site_system(&t);
	make_class(&t, &k);
	m[0] = mark_of(&t, &k, 1, 0, "elsewhere");
	m[1] = mark_of(&t, &k, 2, 0, "here");
	m[1].person = t.my_party;               /* not enrolled */
	m[2] = mark_of(&t, &k, 3, 0, "late");
	CHECK(attend_take(&t.c, k.event, S("phone"), INT64_MIN, m, 3, said));
	CHECK(said[0].is == ATTEND_REFUSED && !str_none(said[0].why));
	CHECK(said[1].is == ATTEND_REFUSED);
	CHECK(said[2].is == ATTEND_TAKEN);
	site_close(&t);
}

static void
a_number_used_for_another_mark_is_not_taken_for_it(struct arena *a)
{
	struct attend_answer said[3];
	struct attendance m[3];
	struct class k;
	struct site t;

	if (!site_open(&t, a, "attend"))
		return;
	site_system(&t);
	make_class(&t, &k);
	m[0] = mark_of(&t, &k, 1, 0, "here");
	m[1] = mark_of(&t, &k, 1, 0, "away");
	m[2] = mark_of(&t, &k, 1, 1, "here");
	CHECK(attend_take(&t.c, k.event, S("phone"), t.c.now, m, 3, said));
	CHECK(said[0].is == ATTEND_TAKEN);
	CHECK(said[1].is == ATTEND_REFUSED && !str_none(said[1].why));
	CHECK(said[2].is == ATTEND_REFUSED);
	NEAR(place_now(&t, &k)->hours_attended, 4, 1e-12);
	site_close(&t);
}

static void
a_flood_of_marks_of_one_person_ends_and_a_person_still_decides(
    struct arena *a)
{
	enum { FLOOD = 2000, MOST = 50 };
	struct attend_answer *said = NEWS(a, struct attend_answer, FLOOD + 1);
	struct attendance *m = NEWS(a, struct attendance, FLOOD + 1);
	struct class k;
	struct site t;
	size_t used;
	int i, kept = 0;

	if (!site_open(&t, a, "attend"))
		return;
	site_system(&t);
	make_class(&t, &k);
	for (i = 0; i < FLOOD; i++) {
		m[i] = mark_of(&t, &k, 0, 0, i % 2 ? "here" : "away");
		m[i].row.id = id_new(t.c.random, t.c.now);
	}
	used = arena_used(t.c.arena);
	CHECK(attend_take(&t.c, k.event, S("phone"), t.c.now, m, FLOOD,
	    said));
	CHECK(arena_used(t.c.arena) - used < 4 << 20);
	for (i = 0; i < FLOOD; i++)
		kept += said[i].is != ATTEND_REFUSED;
	CHECK(kept == MOST);
	CHECK(str_find(said[FLOOD - 1].why, S("decide")) <
	    said[FLOOD - 1].why.n);
	/* Made in the knowledge of them all, one more is the last word. */
	m[FLOOD] = mark_of(&t, &k, 1, 0, "here");
	for (i = 0; i < MOST; i++)
		m[FLOOD].after = i == 0 ? id_text(a, m[i].row.id)
		    : str_print(a, "%s;%s", m[FLOOD].after.p,
		    id_text(a, m[i].row.id).p);
	CHECK(attend_take(&t.c, k.event, S("desk"), t.c.now, &m[FLOOD], 1,
	    said));
	CHECK(said[0].is == ATTEND_TAKEN);
	NEAR(place_now(&t, &k)->hours_attended, 4, 1e-12);
	site_close(&t);
}

static void
who_may_not_mark_is_refused_all_of_it(struct arena *a)
{
	struct attend_answer said;
	struct attendance m;
	struct class k;
	struct site t;

	if (!site_open(&t, a, "attend"))
		return;
	site_system(&t);
	make_class(&t, &k);
	m = mark_of(&t, &k, 1, 0, "here");
	site_sit(&t, "BEN", t.one);
	CHECK(!attend_take(&t.c, k.event, S("p"), INT64_MIN, &m, 1, &said));
	CHECK(site_fault(&t) == DENIED);
	site_close(&t);
}

static void
closing_a_list_says_that_the_unmarked_were_away(struct arena *a)
{
	struct attend_answer said;
	struct attendance m;
	struct class k;
	struct site t;

	if (!site_open(&t, a, "attend"))
		return;
	site_system(&t);
	make_class(&t, &k);
	CHECK(attend_close(&t.c, &k.session[0]));
	NEAR(place_now(&t, &k)->hours_attended, 0, 0);
	/* A phone that was offline is heard later. */
	m = mark_of(&t, &k, 1, 0, "here");
	CHECK(attend_take(&t.c, k.event, S("p"), INT64_MIN, &m, 1, &said));
	CHECK(said.is == ATTEND_TAKEN);
	NEAR(place_now(&t, &k)->hours_attended, 4, 1e-12);
	site_close(&t);
}

static void
an_enrolment_without_marks_stays_as_it_came(struct arena *a)
{
	struct class k;
	struct site t;

	if (!site_open(&t, a, "attend"))
		return;
	site_system(&t);
	make_class(&t, &k);
	k.place->hours_attended = 5;
	CHECK(flow_save_as_was(&t.c, &enrolment_entity, k.place));
	k.session[0].hours_theory = 1;
	CHECK(flow_save_as_was(&t.c, &event_session_entity, &k.session[0]));
	NEAR(place_now(&t, &k)->hours_attended, 5, 0);
	site_close(&t);
}

const struct test attend_tests[] = {
	{ "a mark made after another replaces it",
	   a_mark_made_after_another_replaces_it },
	{ "marks that did not know each other and differ are open",
	   marks_that_did_not_know_each_other_and_differ_are_open },
	{ "marks that agree count once in whatever order",
	   marks_that_agree_count_once_in_whatever_order },
	{ "the mark of a closed list gives way",
	   the_mark_of_a_closed_list_gives_way },
	{ "hours are those said or those between the times",
	   hours_are_those_said_or_those_between_the_times },
	{ "a night is as long as it is, over midnight",
	   a_night_is_as_long_as_it_is_over_midnight },
	{ "the share of an enrolment is told by one rule",
	   the_share_of_an_enrolment_is_told_by_one_rule },
	{ "a night ends on the next day in calendars",
	   a_night_ends_on_the_next_day_in_calendars },
	{ "time over one session does not make up for another",
	   time_over_one_session_does_not_make_up_for_another },
	{ "hours and share follow from the marks that count",
	   hours_and_share_follow_from_the_marks_that_count },
	{ "a clock wrong by a day is noticed",
	   a_clock_wrong_by_a_day_is_noticed },
	{ "one bad mark does not hold up the others",
	   one_bad_mark_does_not_hold_up_the_others },
	{ "a number used for another mark is not taken for it",
	   a_number_used_for_another_mark_is_not_taken_for_it },
	{ "a flood of marks of one person ends, and a person still decides",
	   a_flood_of_marks_of_one_person_ends_and_a_person_still_decides },
	{ "who may not mark is refused all of it",
	   who_may_not_mark_is_refused_all_of_it },
	{ "closing a list says that the unmarked were away",
	   closing_a_list_says_that_the_unmarked_were_away },
	{ "an enrolment without marks stays as it came",
	   an_enrolment_without_marks_stays_as_it_came },
	{ 0 }
};
