/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/reached: persons once over programmes and years; counts by
 * hand from the rows that are written. */
#include "flow/reached.h"

#include "base/day.h"
#include "flow/records.h"
#include "model/deliver.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static struct id
event_in(struct site *s, struct id programme, int year, const char *modality)
{
	struct activity *a = site_blank(s, &activity_entity, programme);
	struct event *e;

	a->modality = str_of(modality);
	site_keep(s, &activity_entity, a);
	e = site_blank(s, &event_entity, programme);
	e->activity = a->row.id;
	e->start = day_of(year, 3, 1);
	e->end = day_of(year, 3, 2);
	e->state = S("closed");
	site_keep(s, &event_entity, e);
	return e->row.id;
}

static struct id
person(struct site *s, const char *sex)
{
	struct person *p = site_blank(s, &person_entity, s->one);

	p->sex = str_of(sex);
	site_keep(s, &person_entity, p);
	return p->row.id;
}

static void
attends(struct site *s, struct id programme, struct id event, struct id who,
    double hours)
{
	struct enrolment *n = site_blank(s, &enrolment_entity, programme);

	n->event = event;
	n->person = who;
	n->hours_attended = hours;
	site_keep(s, &enrolment_entity, n);
}

static struct reached_sum
asked(struct site *s, struct reached_ask ask)
{
	struct id both[2] = { s->one, s->two };
	struct reached_sum sum = { .people = -1 };

	ask.programme = both;
	ask.n = ask.n == 0 ? 2 : ask.n;
	CHECK(reached_of(&s->c, &ask, &sum));
	return sum;
}

/*
 * Ana (F) comes in 2024 to both programmes and in 2025 to the first; Ben
 * (M) in 2024 to the first twice; Cam (F) in 2025 to the second; Dan was
 * enrolled and never came.  So 3 persons, 2 of them women; the programmes
 * have 2 and 2; 2024 has Ana and Ben, 2025 Ana and Cam.
 */
static void
a_person_counts_once(struct arena *a)
{
	struct id ana, ben, cam, dan, e24, f24, e25, g25;
	struct reached_sum sum;
	struct records r;
	struct site s;

	if (!site_open(&s, a, "reached_once"))
		return;
	site_system(&s);
	ana = person(&s, "F");
	ben = person(&s, "M");
	cam = person(&s, "F");
	dan = person(&s, "M");
	e24 = event_in(&s, s.one, 2024, "TRN");
	e25 = event_in(&s, s.one, 2025, "COA");
	f24 = event_in(&s, s.two, 2024, "TRN");
	g25 = event_in(&s, s.two, 2025, "TRN");
	attends(&s, s.one, e24, ana, 3);
	attends(&s, s.one, e25, ana, 1);
	attends(&s, s.two, f24, ana, 2);
	attends(&s, s.one, e24, ben, 2);
	attends(&s, s.one, e25, dan, 0);
	attends(&s, s.two, g25, cam, 8);
	sum = asked(&s, (struct reached_ask){ 0 });
	CHECK(sum.people == 3 && sum.women == 2);
	CHECK(sum.in_programmes == 4 && sum.in_years == 4);
	CHECK(sum.first == 2024 && sum.last == 2025);
	sum = asked(&s, (struct reached_ask){ .from = 2025 });
	CHECK(sum.people == 2 && sum.women == 2 && sum.in_programmes == 2);
	sum = asked(&s, (struct reached_ask){ .to = 2024 });
	CHECK(sum.people == 2 && sum.in_programmes == 3);
	sum = asked(&s, (struct reached_ask){ .sex = S("M") });
	CHECK(sum.people == 1 && sum.women == 0);
	sum = asked(&s, (struct reached_ask){ .modality = S("COA") });
	CHECK(sum.people == 1 && sum.in_programmes == 1);
	sum = asked(&s, (struct reached_ask){ .n = 1 });
	CHECK(sum.people == 2);
	CHECK(records_of(&s.c, s.one, S("people_trained"), &r));
	CHECK((int64_t)r.n == sum.people);
	site_close(&s);
}

const struct test reached_tests[] = {
	{ "a person counts once", a_person_counts_once },
	{ 0 }
};
