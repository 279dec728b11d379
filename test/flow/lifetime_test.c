/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/lifetime: sums are worked out beside them.  The site's
 * clock stands on 2 March 2026.
 */
#include "flow/lifetime.h"

#include <math.h>

#include "flow/lifetime_paper.h"
#include "flow/save.h"
#include "model/attend.h"
#include "model/deliver.h"
#include "site.h"
#include "test.h"

static struct id
course(struct site *t, const char *code)
{
	struct course *c = site_blank(t, &course_entity, t->one);

	c->code = str_of(code);
	site_keep(t, &course_entity, c);
	return c->row.id;
}

static void
attended(struct site *t, struct id of, struct id programme, struct day on,
    double hours)
{
	struct event *v = site_blank(t, &event_entity, programme);
	struct enrolment *p;

	v->course = of;
	v->start = v->end = on;
	v->state = S("held");
	site_keep(t, &event_entity, v);
	p = site_blank(t, &enrolment_entity, programme);
	p->event = v->row.id;
	p->person = t->my_party;
	p->hours_attended = hours;
	site_keep(t, &enrolment_entity, p);
}

static void
met(struct site *t, struct id agreement, int64_t minutes)
{
	struct mentoring_session *s = site_blank(t,
	    &mentoring_session_entity, t->one);

	s->agreement = agreement;
	s->mentor = t->other_party;
	s->mentee = t->my_party;
	s->date = day_of(2025, 5, 1);
	s->minutes = minutes;
	site_keep(t, &mentoring_session_entity, s);
}

/* Two events of one course in two years and one of another programme;
 * two sessions with a mentor. */
static void
live(struct site *t)
{
	struct id one = course(t, "LT1");
	struct mentoring_agreement *g;

	attended(t, one, t->one, day_of(2024, 3, 1), 6);
	attended(t, one, t->one, day_of(2025, 3, 1), 3);
	attended(t, (struct id){ { 0 } }, t->two, day_of(2025, 6, 1), 2.5);
	g = site_blank(t, &mentoring_agreement_entity, t->one);
	g->mentor = t->other_party;
	g->mentee = t->my_party;
	g->start = day_of(2025, 4, 1);
	g->state = S("active");
	g->end = day_of(2026, 6, 1);
	site_keep(t, &mentoring_agreement_entity, g);
	met(t, g->row.id, 90);
	met(t, g->row.id, 45);
}

static void
hours_of_all_programmes_add_up_by_kind_and_year(struct arena *a)
{
	struct lifetime *l;
	struct site t;

	if (!site_open(&t, a, "lifetime_sums"))
		return;
	site_system(&t);
	live(&t);
	CHECK(lifetime_of(&t.c, t.my_party, &l));
	/* 6 + 3 + 2.5 */
	NEAR(lifetime_sum(l, LIFETIME_TRAINING, LIFETIME_HOURS, 0), 11.5, 1e-9);
	NEAR(lifetime_sum(l, LIFETIME_TRAINING, LIFETIME_HOURS, 2025), 5.5,
	    1e-9);
	/* 90 + 45 minutes */
	NEAR(lifetime_sum(l, LIFETIME_MENTORING, LIFETIME_HOURS, 0), 2.25,
	    1e-9);
	CHECK(isnan(lifetime_sum(l, LIFETIME_EXCHANGE, LIFETIME_DAYS, 0)));
	site_close(&t);
}

static void
the_same_course_again_is_a_repeat(struct arena *a)
{
	struct lifetime *l;
	struct site t;
	size_t i, again = 0;

	if (!site_open(&t, a, "lifetime_repeat"))
		return;
	site_system(&t);
	live(&t);
	CHECK(lifetime_of(&t.c, t.my_party, &l));
	CHECK(l->n == 4);
	for (i = 0; i < l->n; i++)
		if (l->record[i].is_repeat) {
			again++;
			CHECK(l->record[i].from.n == day_of(2025, 3, 1).n);
		}
	CHECK(again == 1);
	site_close(&t);
}

static void
who_never_came_is_there_for_the_first_time(struct arena *a)
{
	struct lifetime *l;
	struct site t;
	struct id one;
	size_t i;

	if (!site_open(&t, a, "lifetime_first"))
		return;
	site_system(&t);
	one = course(&t, "LT2");
	attended(&t, one, t.one, day_of(2023, 2, 1), 0);
	attended(&t, one, t.two, day_of(2024, 2, 29), 0.25);
	attended(&t, one, t.one, day_of(2025, 2, 1), 0.5);
	CHECK(lifetime_of(&t.c, t.my_party, &l));
	CHECK(l->n == 3);
	for (i = 0; i < l->n; i++)      /* only the last was not the first */
		CHECK(l->record[i].is_repeat == (l->record[i].from.n ==
		    day_of(2025, 2, 1).n));
	NEAR(lifetime_sum(l, LIFETIME_TRAINING, LIFETIME_HOURS, 0), 0.75,
	    1e-12);
	site_close(&t);
}

static void
hours_above_the_events_own_count_as_all_of_them(struct arena *a)
{
	struct enrolment *p;
	struct lifetime *l;
	struct event *v;
	struct site t;

	if (!site_open(&t, a, "lifetime_above"))
		return;
	site_system(&t);
	v = site_blank(&t, &event_entity, t.one);
	v->course = (struct id){ { 0 } };
	v->start = v->end = day_of(2025, 2, 1);
	v->hours_theory = 2;
	v->hours_practice = 4.5;
	v->state = S("held");
	site_keep(&t, &event_entity, v);
	p = site_blank(&t, &enrolment_entity, t.one);
	p->event = v->row.id;
	p->person = t.my_party;
	p->hours_attended = 65;
	p->attendance_share = (double)NAN;
	site_keep(&t, &enrolment_entity, p);
	CHECK(lifetime_of(&t.c, t.my_party, &l));
	CHECK(l->n == 1);
	NEAR(l->record[0].amount, 6.5, 1e-12);          /* as the ledger has */
	NEAR(l->record[0].share, 1, 0);
	site_close(&t);
}

static void
what_is_next_comes_by_day_and_tells_what_is_late(struct arena *a)
{
	struct follow_up *f;
	struct lifetime *l;
	struct site t;

	if (!site_open(&t, a, "lifetime_next"))
		return;
	site_system(&t);
	live(&t);
	f = site_blank(&t, &follow_up_entity, t.one);
	f->person = t.my_party;
	f->due_on = day_of(2026, 2, 1);
	f->answered_on = (struct day){ 0 };
	site_keep(&t, &follow_up_entity, f);
	CHECK(lifetime_of(&t.c, t.my_party, &l));
	CHECK(l->nexts == 2);           /* the follow-up, the end of June */
	CHECK(l->next[0].is_late && !l->next[1].is_late);
	CHECK(l->next[1].on.n == day_of(2026, 6, 1).n);
	site_close(&t);
}

static void
names_are_masked_for_who_may_not_see_persons(struct arena *a)
{
	struct lifetime *l;
	struct site t;
	str bytes;

	if (!site_open(&t, a, "lifetime_mask"))
		return;
	site_system(&t);
	live(&t);
	site_sit(&t, "SC", t.one);
	CHECK(lifetime_of(&t.c, t.my_party, &l));
	CHECK(l->is_masked && str_none(l->person.name));
	CHECK(lifetime_pdf(&t.c, l, &bytes));
	CHECK(str_starts(bytes, S("%PDF-")));
	site_sit(&t, "DON", t.one);
	CHECK(!lifetime_of(&t.c, t.my_party, &l));
	CHECK(site_fault(&t) == DENIED);
	site_close(&t);
}

static void
one_reads_all_of_ones_own_without_a_role(struct arena *a)
{
	struct lifetime *l;
	struct site t;

	if (!site_open(&t, a, "lifetime_mine"))
		return;
	site_system(&t);
	live(&t);
	site_sit(&t, NULL, t.one);
	t.c.actor.party = t.my_party;
	CHECK(lifetime_mine(&t.c, &l));
	CHECK(l->n == 4 && !l->is_masked && !str_none(l->person.name));
	CHECK(!t.c.actor.system);
	t.c.actor.party = (struct id){ { 0 } };
	CHECK(!lifetime_mine(&t.c, &l));
	CHECK(site_fault(&t) == ABSENT);
	site_close(&t);
}

static void
assistance_to_the_organisation_stands_beside_and_counts_nowhere(
    struct arena *a)
{
	struct lifetime *l;
	struct ta_request *r;
	struct person *p;
	struct mission *m;
	struct site t;
	int i;

	if (!site_open(&t, a, "life20"))
		return;
	site_system(&t);
	p = site_find(&t, &person_entity, t.my_party);
	p->organisation = site_any(&t, &organisation_entity, t.one);
	site_keep(&t, &person_entity, p);
	r = site_blank(&t, &ta_request_entity, t.one);
	r->requester = p->organisation;
	r->objective = S("A statistics unit");
	site_keep(&t, &ta_request_entity, r);
	for (i = 0; i < 3; i++) {
		m = site_blank(&t, &mission_entity, t.one);
		m->ta_request = r->row.id;
		m->from = day_of(2025, 3 + i, 1);
		m->to = day_of(2025, 3 + i, 9);
		m->working_days = 5 + i;
		m->state = i == 2 ? S("cancelled") : S("report_final");
		site_keep(&t, &mission_entity, m);
	}
	CHECK(lifetime_of(&t.c, t.my_party, &l));
	CHECK(l->assists == 2 && l->n == 0);
	CHECK(l->assist[0].from.n == day_of(2025, 4, 1).n);
	CHECK(l->assist[0].days == 6 && l->assist[1].days == 5);
	CHECK(str_is(l->assist[1].title, "A statistics unit"));
	CHECK(isnan(lifetime_sum(l, LIFETIME_ADVICE, LIFETIME_DAYS, 0)));
	site_close(&t);
}

const struct test lifetime_tests[] = {
	{ "hours of all programmes add up by kind and year",
	   hours_of_all_programmes_add_up_by_kind_and_year },
	{ "the same course again is a repeat",
	   the_same_course_again_is_a_repeat },
	{ "who never came is there for the first time",
	   who_never_came_is_there_for_the_first_time },
	{ "hours above the event's own count as all of them",
	   hours_above_the_events_own_count_as_all_of_them },
	{ "what is next comes by day and tells what is late",
	   what_is_next_comes_by_day_and_tells_what_is_late },
	{ "names are masked for who may not see persons",
	   names_are_masked_for_who_may_not_see_persons },
	{ "one reads all of one's own without a role",
	   one_reads_all_of_ones_own_without_a_role },
	{ "assistance to the organisation stands beside and counts nowhere",
	   assistance_to_the_organisation_stands_beside_and_counts_nowhere },
	{ 0 }
};
