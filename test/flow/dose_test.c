/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/dose: what one row gives is worked out by hand from the
 * table in dose.h.  The site's clock stands on 2 March 2026.
 */
#include "flow/dose.h"

#include <math.h>

#include "base/arena.h"
#include "flow/deliver.h"
#include "flow/save.h"
#include "model/deliver.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

struct ledger {
	double hours, days, visits, items, milestones;
	size_t entries;
	struct day last;                /* of the last entry above nought */
};

static double *
column(struct ledger *l, str unit)
{
	return str_is(unit, "hours") ? &l->hours : str_is(unit, "days")
	    ? &l->days : str_is(unit, "visits") ? &l->visits
	    : str_is(unit, "items") ? &l->items : &l->milestones;
}

static struct ledger
ledger_of(struct site *t, struct id subject)
{
	struct filter of = { field_named(&dose_entity, S("subject")), IS,
		id_text(t->a, subject) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct ledger l = { 0 };
	struct cursor *cursor;
	struct dose d;

	CHECK(store_list(t->c.store, &dose_entity, &ask, t->a, &cursor,
	    &t->c.errors));
	while (store_next(cursor, t->a, &d)) {
		*column(&l, d.unit) += d.amount;
		l.entries++;
		if (d.amount > 0 && d.date.n > l.last.n)
			l.last = d.date;
	}
	CHECK(store_end(cursor, &t->c.errors));
	return l;
}

/* An event of two days in May 2025 with one person for 12 hours. */
static struct enrolment *
enrol(struct site *t)
{
	struct event *ev = site_blank(t, &event_entity, t->one);
	struct enrolment *n = NEW(t->a, struct enrolment);

	ev->start = day_of(2025, 5, 6);
	ev->end = day_of(2025, 5, 7);
	ev->activity = ev->course = (struct id){ { 0 } };
	site_keep(t, &event_entity, ev);
	row_blank(&enrolment_entity, n);
	n->event = ev->row.id;
	n->person = t->other_party;
	n->hours_attended = 12;
	site_keep(t, &enrolment_entity, n);
	return n;
}

static void
hours_attended_are_a_dose_of_the_last_day(struct arena *a)
{
	struct site t;
	struct enrolment *n;
	struct ledger l;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	n = enrol(&t);
	l = ledger_of(&t, n->person);
	NEAR(l.hours, 12, 0);
	CHECK(l.entries == 1 && l.last.n == day_of(2025, 5, 7).n);
	site_close(&t);
}

static void
a_correction_is_an_entry_of_the_difference(struct arena *a)
{
	struct site t;
	struct enrolment *n;
	struct ledger l;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	n = enrol(&t);
	n->hours_attended = 9;
	CHECK(flow_save(&t.c, &enrolment_entity, n));
	l = ledger_of(&t, n->person);
	NEAR(l.hours, 9, 1e-12);                /* 12 - 3 */
	CHECK(l.entries == 2);
	n->reason_absent = S("left early");     /* gives nothing else */
	CHECK(flow_save(&t.c, &enrolment_entity, n));
	CHECK(ledger_of(&t, n->person).entries == 2);
	site_close(&t);
}

static void
nobody_attends_longer_than_the_event_lasts(struct arena *a)
{
	struct site t;
	struct enrolment *n;
	struct event *ev;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	n = enrol(&t);
	ev = site_find(&t, &event_entity, n->event);
	ev->hours_theory = 4;
	ev->hours_practice = 6;
	CHECK(flow_save(&t.c, &event_entity, ev));
	NEAR(ledger_of(&t, n->person).hours, 10, 1e-12);        /* not 12 */
	site_close(&t);
}

static void
settling_twice_writes_nothing(struct arena *a)
{
	struct site t;
	struct enrolment *n;
	size_t written = 7;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	n = enrol(&t);
	CHECK(dose_settle(&t.c, t.one, &written));
	CHECK(written == 0);
	CHECK(ledger_of(&t, n->person).entries == 1);
	site_close(&t);
}

static void
a_row_that_goes_takes_its_dose_along(struct arena *a)
{
	struct site t;
	struct enrolment *n;
	struct ledger l;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	n = enrol(&t);
	CHECK(flow_drop(&t.c, &enrolment_entity, n->row.id, n->row.revision));
	l = ledger_of(&t, n->person);
	NEAR(l.hours, 0, 1e-12);
	CHECK(l.entries == 2);                  /* 12 and -12 */
	site_close(&t);
}

static void
another_day_of_the_event_is_another_day_of_the_dose(struct arena *a)
{
	struct site t;
	struct enrolment *n;
	struct event *ev;
	struct ledger l;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	n = enrol(&t);
	ev = site_find(&t, &event_entity, n->event);
	ev->end = day_of(2025, 5, 9);
	CHECK(flow_save(&t.c, &event_entity, ev));
	l = ledger_of(&t, n->person);
	NEAR(l.hours, 12, 1e-12);               /* 12 - 12 + 12 */
	CHECK(l.entries == 3 && l.last.n == day_of(2025, 5, 9).n);
	site_close(&t);
}

static void
a_cancelled_event_gave_nothing(struct arena *a)
{
	struct site t;
	struct enrolment *n;
	struct event *ev;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	n = enrol(&t);
	ev = site_find(&t, &event_entity, n->event);
	CHECK(flow_move(&t.c, &event_entity, n->event, ev->row.revision,
	    S("cancel"), S("the road was flooded")));
	NEAR(ledger_of(&t, n->person).hours, 0, 1e-12);
	site_close(&t);
}

static void
sessions_without_a_row_are_visits_those_with_one_hours(struct arena *a)
{
	struct site t;
	struct mentoring_agreement *g;
	struct mentoring_session s;
	struct ledger l;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	g = site_blank(&t, &mentoring_agreement_entity, t.one);
	g->activity = (struct id){ { 0 } };
	g->mentee = t.my_party;
	g->sessions_held = 5;
	site_keep(&t, &mentoring_agreement_entity, g);
	l = ledger_of(&t, t.my_party);
	NEAR(l.visits, 5, 0);
	row_blank(&mentoring_session_entity, &s);
	s.agreement = g->row.id;
	s.mentor = g->mentor;
	s.mentee = g->mentee;
	s.date = day_of(2025, 9, 1);
	s.minutes = 90;
	site_keep(&t, &mentoring_session_entity, &s);
	l = ledger_of(&t, t.my_party);
	NEAR(l.visits, 4, 1e-12);               /* five held, one has a row */
	NEAR(l.hours, 1.5, 1e-12);              /* 90 / 60 */
	CHECK(flow_drop(&t.c, &mentoring_session_entity, s.row.id,
	    s.row.revision));
	l = ledger_of(&t, t.my_party);
	NEAR(l.visits, 5, 1e-12);
	NEAR(l.hours, 0, 1e-12);
	site_close(&t);
}

static void
a_mission_counts_by_its_working_days_once_it_is_over(struct arena *a)
{
	struct site t;
	struct mission *m;
	struct ta_request *r;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	r = site_blank(&t, &ta_request_entity, t.one);
	r->requester = site_new(&t, entity_named(S("organisation")), t.one);
	site_keep(&t, &ta_request_entity, r);
	m = site_blank(&t, &mission_entity, t.one);
	m->ta_request = r->row.id;
	m->tor = (struct id){ { 0 } };
	m->working_days = 8;
	m->state = S("in_field");
	site_keep(&t, &mission_entity, m);
	CHECK(ledger_of(&t, r->requester).entries == 0);
	m->state = S("debriefed");
	site_keep(&t, &mission_entity, m);
	NEAR(ledger_of(&t, r->requester).days, 8, 0);
	site_close(&t);
}

/* Linked later, its days move to the activity; a correction of the ledger,
 * not more of it. */
static void
a_mission_counts_for_the_activity_it_is_linked_to(struct arena *a)
{
	struct activity *act;
	struct programme *p;
	struct ta_request *r;
	struct mission *m;
	struct deliver d;
	struct site t;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	r = site_blank(&t, &ta_request_entity, t.one);
	r->requester = site_new(&t, entity_named(S("organisation")), t.one);
	site_keep(&t, &ta_request_entity, r);
	m = site_blank(&t, &mission_entity, t.one);
	m->ta_request = r->row.id;
	m->tor = m->activity = (struct id){ { 0 } };
	m->working_days = 8;
	m->state = S("debriefed");
	site_keep(&t, &mission_entity, m);
	act = site_blank(&t, &activity_entity, t.one);
	site_keep(&t, &activity_entity, act);
	p = site_find(&t, &programme_entity, t.one);
	CHECK(deliver_of(&t.c, p, &d));
	CHECK(d.apart == 1 && d.activities == 1 && d.activity[0].all == 0);
	NEAR(d.dose.days, 8, 0);
	m->activity = act->row.id;
	site_keep(&t, &mission_entity, m);
	CHECK(deliver_of(&t.c, p, &d));
	CHECK(d.apart == 0 && d.activity[0].all == 1 && d.activity[0].done == 1);
	NEAR(d.activity[0].dose.days, 8, 0);
	NEAR(d.dose.days, 8, 0);
	CHECK(d.activity[0].people == 1);
	site_close(&t);
}

static void
things_and_steps_count_by_the_piece(struct arena *a)
{
	struct site t;
	struct equipment_item *q;
	struct institution_milestone *m;
	struct policy_instrument *p;
	struct policy_stage s;
	struct ledger l;
	struct id org;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	org = site_new(&t, entity_named(S("organisation")), t.one);
	q = site_blank(&t, &equipment_item_entity, t.one);
	q->quantity = 6;
	q->receiver = org;
	q->activity = (struct id){ { 0 } };
	site_keep(&t, &equipment_item_entity, q);
	CHECK(ledger_of(&t, org).entries == 0); /* not handed over yet */
	q->handed_over = day_of(2025, 5, 27);
	site_keep(&t, &equipment_item_entity, q);
	m = site_blank(&t, &institution_milestone_entity, t.one);
	m->organisation = org;
	m->activity = (struct id){ { 0 } };
	m->achieved = day_of(2025, 6, 3);
	site_keep(&t, &institution_milestone_entity, m);
	p = site_blank(&t, &policy_instrument_entity, t.one);
	p->lead = org;
	p->activity = (struct id){ { 0 } };
	site_keep(&t, &policy_instrument_entity, p);
	row_blank(&policy_stage_entity, &s);
	s.instrument = p->row.id;
	s.date = day_of(2025, 1, 2);
	s.stage = S("P0");                      /* where it begins: no step */
	site_keep(&t, &policy_stage_entity, &s);
	row_blank(&policy_stage_entity, &s);
	s.instrument = p->row.id;
	s.date = day_of(2025, 3, 2);
	s.stage = S("P1");
	site_keep(&t, &policy_stage_entity, &s);
	l = ledger_of(&t, org);
	NEAR(l.items, 6, 0);
	NEAR(l.milestones, 2, 0);               /* the milestone and P1 */
	site_close(&t);
}

static void
an_exchange_counts_when_its_day_has_come(struct arena *a)
{
	struct site t;
	struct exchange *x;
	size_t written;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	x = site_blank(&t, &exchange_entity, t.one);
	x->activity = (struct id){ { 0 } };
	x->people = str_print(a, "%s;%s;%s", id_text(a, t.my_party).p,
	    id_text(a, t.other_party).p, id_text(a, t.my_party).p);
	x->from = x->to = day_of(2026, 3, 3);   /* tomorrow */
	site_keep(&t, &exchange_entity, x);
	CHECK(ledger_of(&t, t.my_party).entries == 0);
	t.c.now += (int64_t)24 * 60 * 60 * 1000;
	CHECK(dose_settle(&t.c, t.one, &written));
	CHECK(written == 2);
	NEAR(ledger_of(&t, t.my_party).visits, 2, 0);   /* named twice */
	NEAR(ledger_of(&t, t.other_party).visits, 1, 0);
	CHECK(dose_settle(&t.c, t.one, &written));
	CHECK(written == 0);
	site_close(&t);
}

/* Two are enrolled with 12 hours each, a third without any; the second
 * turns out not to have come. */
static void
delivery_counts_who_came_and_what_they_got(struct arena *a)
{
	struct site t;
	struct enrolment *n, m;
	struct programme *p;
	struct activity *act;
	struct event *ev;
	struct deliver d;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	n = enrol(&t);
	ev = site_find(&t, &event_entity, n->event);
	act = site_blank(&t, &activity_entity, t.one);
	site_keep(&t, &activity_entity, act);
	ev->activity = act->row.id;
	CHECK(flow_save(&t.c, &event_entity, ev));
	m = *n;
	m.row = (struct row){ .id = { { 0 } } };
	m.person = t.my_party;
	site_keep(&t, &enrolment_entity, &m);
	m.hours_attended = 0;
	CHECK(flow_save(&t.c, &enrolment_entity, &m));
	m.row = (struct row){ .id = { { 0 } } };
	m.person = site_new(&t, &person_entity, t.one);
	m.hours_attended = NAN;
	site_keep(&t, &enrolment_entity, &m);

	p = site_find(&t, &programme_entity, t.one);
	CHECK(deliver_of(&t.c, p, &d));
	CHECK(d.n == 1 && d.row[0].of == 3 && d.row[0].have == 1);
	CHECK(d.people == 1);
	NEAR(d.dose.hours, 12, 1e-12);          /* 12 + 12 - 12 */
	CHECK(d.activities == 1 && d.activity[0].people == 1);
	NEAR(d.activity[0].dose.hours, 12, 1e-12);
	site_close(&t);
}

/* Today is 2 March 2026. */
static void
an_event_is_done_when_its_days_are_over(struct arena *a)
{
	struct programme *p;
	struct event *ev;
	struct deliver d;
	struct site t;

	if (!site_open(&t, a, "dose"))
		return;
	site_system(&t);
	ev = site_find(&t, &event_entity, enrol(&t)->event);
	ev->state = S("planned");
	ev->start = day_of(2026, 3, 1);
	ev->end = day_of(2026, 3, 2);
	CHECK(flow_save(&t.c, &event_entity, ev));
	p = site_find(&t, &programme_entity, t.one);
	CHECK(deliver_of(&t.c, p, &d) && d.n == 1 && d.row[0].have == 1);
	CHECK(d.row[0].is == DELIVER_NOW);
	t.c.now += (int64_t)24 * 60 * 60 * 1000;
	CHECK(deliver_of(&t.c, p, &d) && d.row[0].is == DELIVER_DONE);
	site_close(&t);
}

const struct test dose_tests[] = {
	{ "an event is done when its days are over",
	   an_event_is_done_when_its_days_are_over },
	{ "delivery counts who came and what they got",
	   delivery_counts_who_came_and_what_they_got },
	{ "hours attended are a dose of the last day",
	   hours_attended_are_a_dose_of_the_last_day },
	{ "a correction is an entry of the difference",
	   a_correction_is_an_entry_of_the_difference },
	{ "nobody attends longer than the event lasts",
	   nobody_attends_longer_than_the_event_lasts },
	{ "settling twice writes nothing",
	   settling_twice_writes_nothing },
	{ "a row that goes takes its dose along",
	   a_row_that_goes_takes_its_dose_along },
	{ "another day of the event is another day of the dose",
	   another_day_of_the_event_is_another_day_of_the_dose },
	{ "a cancelled event gave nothing",
	   a_cancelled_event_gave_nothing },
	{ "sessions without a row are visits, those with one hours",
	   sessions_without_a_row_are_visits_those_with_one_hours },
	{ "a mission counts for the activity it is linked to",
	   a_mission_counts_for_the_activity_it_is_linked_to },
	{ "a mission counts by its working days once it is over",
	   a_mission_counts_by_its_working_days_once_it_is_over },
	{ "things and steps count by the piece",
	   things_and_steps_count_by_the_piece },
	{ "an exchange counts when its day has come",
	   an_exchange_counts_when_its_day_has_come },
	{ 0 }
};
