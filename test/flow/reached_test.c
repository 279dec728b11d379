/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/reached: persons once over programmes and years; counts by
 * hand from the rows that are written. */
#include "flow/reached.h"

#include "base/build.h"
#include "base/day.h"
#include "base/once.h"
#include "flow/records.h"
#include "model/deliver.h"
#include "model/people.h"
#include "model/plan.h"
#include "store/shelf.h"
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

/* Two lists of three people; the index knew another before them, so that
 * their numbers are other ones. */
static const struct id people[3] = { { { 1 } }, { { 2 } }, { { 3 } } };

static str
two_lists(struct arena *a)
{
	uint32_t first[2] = { 0, 2 }, second[3] = { 0, 1, 2 };
	struct reached_cell cell[2] = {
		{ 2024, S("TRN"), S("F"), first, 2 },
		{ 0, { 0 }, S("M"), second, 3 } };
	struct reached r = { cell, 2 };

	return reached_pack(a, &r, people, 3);
}

static void
lists_come_back_from_their_bytes_or_not_at_all(struct arena *a)
{
	struct once_index *numbers = once_index_new(a);
	struct id other = { { 9 } };
	str bytes = two_lists(a), hurt;
	struct reached back;
	uint32_t n;
	size_t i;

	once_numbers(numbers, &other, 1, &n);
	CHECK(reached_unpack(a, a, bytes, numbers, &back) && back.n == 2);
	CHECK(back.cell[0].year == 2024 && back.cell[0].n == 2);
	CHECK(str_is(back.cell[0].modality, "TRN"));
	CHECK(back.cell[0].who[0] == 1 && back.cell[0].who[1] == 3);
	CHECK(back.cell[1].year == 0 && back.cell[1].modality.p == NULL);
	CHECK(back.cell[1].n == 3 && back.cell[1].who[2] == 3);
	CHECK(once_given(numbers) == 4);
	for (i = 0; i < bytes.n; i++)
		CHECK(!reached_unpack(a, a, str_part(bytes, 0, i), numbers,
		    &back));
	/* A number of nobody, the last in the last list. */
	hurt = str_copy(a, bytes);
	((char *)(uintptr_t)hurt.p)[hurt.n - 4] = 3;
	CHECK(!reached_unpack(a, a, hurt, numbers, &back));
}

/* Nothing but the lists on the shelf has these three: they are taken as of
 * that change, and of no other. */
static void
lists_on_the_shelf_count_as_of_their_change_alone(struct arena *a)
{
	struct shelved one = { .at = 7 };
	int64_t at[2] = { 7, 8 };
	struct reached_sum sum;
	struct site s;

	if (!site_open(&s, a, "reached_shelf"))
		return;
	site_system(&s);
	one.id = s.one;
	one.bytes = two_lists(a);
	CHECK(shelf_put(s.c.store, S("reached"), build_stamp(a), &one,
	    &s.c.errors));
	sum = asked(&s, (struct reached_ask){ .n = 1, .at = &at[0] });
	CHECK(sum.people == 3 && sum.women == 2 && sum.first == 2024);
	sum = asked(&s, (struct reached_ask){ .n = 1, .at = &at[1] });
	CHECK(sum.people == 0);
	sum = asked(&s, (struct reached_ask){ .n = 1 });
	CHECK(sum.people == 0);
	site_close(&s);
}

const struct test reached_tests[] = {
	{ "lists come back from their bytes or not at all",
	   lists_come_back_from_their_bytes_or_not_at_all },
	{ "lists on the shelf count as of their change alone",
	   lists_on_the_shelf_count_as_of_their_change_alone },
	{ "a person counts once", a_person_counts_once },
	{ 0 }
};
