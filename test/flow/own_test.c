/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/own: what a person may do with the data held about him. */
#include "flow/own.h"

#include <math.h>

#include "flow/find.h"
#include "flow/save.h"
#include "model/deliver.h"
#include "model/office.h"
#include "site.h"
#include "test.h"

static void
sit_as_person(struct site *t)
{
	site_sit(t, NULL, t->one);
	t->c.actor.party = t->my_party;
}

static struct person_request
only_request(struct site *t)
{
	size_t n;
	struct person_request *r = own_requests(&t->c, &n);

	CHECK(r != NULL && n == 1);
	return r[0];
}

static void
contacts_are_corrected_at_once_and_a_name_is_asked_for(struct arena *a)
{
	const struct pair said[] = { { S("phone"), S("0912 000 111") },
		{ S("name"), S("Phạm Thị Hoa") } };
	struct person_request r;
	struct person *p;
	struct site t;
	size_t saved, asked;
	str was;

	if (!site_open(&t, a, "own_correct"))
		return;
	was = ((struct person *)site_find(&t, &person_entity,
	    t.my_party))->name;
	sit_as_person(&t);
	CHECK(own_correct(&t.c, said, 2, &saved, &asked));
	CHECK(saved == 1 && asked == 1);
	p = site_find(&t, &person_entity, t.my_party);
	CHECK(str_is(p->phone, "0912 000 111") && str_same(p->name, was));
	r = only_request(&t);
	CHECK(str_is(r.kind, "correction") && str_is(r.state, "open"));
	CHECK(r.due_on.n == moment_day(t.c.now).n + OWN_DAYS);
	CHECK(!own_decide(&t.c, r.row.id, true, (str){ 0 }));   /* not he */
	CHECK(site_fault(&t) == DENIED);
	site_sit_other(&t, "PM", t.one);
	CHECK(!own_decide(&t.c, r.row.id, false, (str){ 0 }));
	CHECK(site_fault(&t) == INVALID);       /* no without a why */
	CHECK(own_decide(&t.c, r.row.id, true, S("Seen on the card.")));
	p = site_find(&t, &person_entity, t.my_party);
	CHECK(str_is(p->name, "Phạm Thị Hoa"));
	CHECK(!own_decide(&t.c, r.row.id, true, (str){ 0 }));
	CHECK(site_fault(&t) == CONFLICT);
	site_close(&t);
}

static void
a_wrong_value_is_refused_beside_its_field(struct arena *a)
{
	const struct pair said[] = { { S("birth_year"), S("last spring") } };
	struct site t;
	size_t saved, asked;

	if (!site_open(&t, a, "own_wrong"))
		return;
	sit_as_person(&t);
	CHECK(!own_correct(&t.c, said, 1, &saved, &asked));
	CHECK(site_on(&t, "birth_year"));
	site_close(&t);
}

static void
erasure_keeps_figures_and_forgets_the_name(struct arena *a)
{
	struct enrolment *e;
	struct person_request r;
	struct own_line *l;
	struct person *p;
	struct site t;
	struct id id;
	size_t n;
	str code;

	if (!site_open(&t, a, "own_erase"))
		return;
	site_system(&t);
	e = site_blank(&t, &enrolment_entity, t.one);
	e->person = t.my_party;
	e->hours_attended = 7.5;
	site_keep(&t, &enrolment_entity, e);
	id = e->row.id;
	p = site_find(&t, &person_entity, t.my_party);
	p->code = code = S("P7");
	site_keep(&t, &person_entity, p);
	sit_as_person(&t);
	CHECK(own_ask_erasure(&t.c, S("I left")));
	CHECK(!own_ask_erasure(&t.c, S("again")));
	CHECK(site_fault(&t) == CONFLICT);
	CHECK(own_weigh(&t.c, t.my_party, &l, &n) && n > 0);
	r = only_request(&t);
	site_sit_other(&t, "PM", t.one);        /* not an administrator */
	CHECK(!own_decide(&t.c, r.row.id, true, (str){ 0 }));
	CHECK(site_fault(&t) == DENIED);
	site_sit_other(&t, "ADM", (struct id){ { 0 } });
	CHECK(own_decide(&t.c, r.row.id, true, (str){ 0 }));
	p = site_find(&t, &person_entity, t.my_party);
	CHECK(!str_is(p->name, "I left") && str_none(p->phone));
	CHECK(str_none(p->email) && str_is(p->consent, "withdrawn"));
	CHECK(str_same(p->code, code));
	e = site_find(&t, &enrolment_entity, id);
	NEAR(e->hours_attended, 7.5, 0);
	CHECK(id_same(e->person, t.my_party));
	site_close(&t);
}

static void
an_open_request_is_taken_back_by_who_asked_alone(struct arena *a)
{
	struct person_request r;
	struct site t;

	if (!site_open(&t, a, "own_back"))
		return;
	sit_as_person(&t);
	CHECK(own_ask_erasure(&t.c, (str){ 0 }));
	r = only_request(&t);
	site_sit_other(&t, "ADM", (struct id){ { 0 } });
	CHECK(!own_withdraw(&t.c, r.row.id));
	CHECK(site_fault(&t) == DENIED);
	sit_as_person(&t);
	CHECK(own_withdraw(&t.c, r.row.id));
	CHECK(str_is(only_request(&t).state, "withdrawn"));
	site_close(&t);
}

const struct test own_tests[] = {
	{ "contacts are corrected at once and a name is asked for",
	   contacts_are_corrected_at_once_and_a_name_is_asked_for },
	{ "a wrong value is refused beside its field",
	   a_wrong_value_is_refused_beside_its_field },
	{ "erasure keeps figures and forgets the name",
	   erasure_keeps_figures_and_forgets_the_name },
	{ "an open request is taken back by who asked alone",
	   an_open_request_is_taken_back_by_who_asked_alone },
	{ 0 }
};
