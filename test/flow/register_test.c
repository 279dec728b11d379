/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/register: seats, the waiting list, who asks by the page. */
#include "flow/register.h"

#include "base/arena.h"
#include "base/write.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "site.h"
#include "test.h"

static void
make_event(struct site *t, struct event *v, int64_t seats)
{
	struct event *made;

	site_system(t);
	made = site_blank(t, &event_entity, t->one);
	made->start = day_of(2026, 6, 1);
	made->end = day_of(2026, 6, 2);
	made->capacity = seats;
	site_keep(t, &event_entity, made);
	*v = *made;
}

static void
make_page(struct site *t, const struct event *v, struct intake *k)
{
	row_blank(&intake_entity, k);
	k->event = v->row.id;
	k->opens_at = t->c.now;
	CHECK(flow_save(&t->c, &intake_entity, k));
}

static struct seat_request
asks(const char *name, const char *email)
{
	struct seat_request r;

	row_blank(&seat_request_entity, &r);
	r.name = str_of(name);
	r.email = str_of(email);
	return r;
}

static void
an_invitation_is_a_seat_or_a_place_and_moves_up(struct arena *a)
{
	struct registration one, two;
	struct pass first, second;
	struct enrolment *e;
	struct id people[2];
	struct event v;
	struct site t;
	size_t n, place;
	str key;

	if (!site_open(&t, a, "register"))
		return;
	make_event(&t, &v, 1);
	people[0] = t.my_party;
	people[1] = t.other_party;
	CHECK(register_invite(&t.c, &v, people, 2, &n) && n == 2);
	CHECK(register_invite(&t.c, &v, people, 2, &n) && n == 0);
	CHECK(pass_new(&t.c, &v, people[0], S("participant"), (str){ 0 },
	    &key) && pass_by_key(&t.c, key, &first));
	CHECK(pass_new(&t.c, &v, people[1], S("participant"), (str){ 0 },
	    &key) && pass_by_key(&t.c, key, &second));
	t.c.actor = (struct actor){ .system = false };
	CHECK(register_take(&t.c, &first));
	CHECK(register_take(&t.c, &second));
	CHECK(register_of(&t.c, &v, people[0], &one));
	CHECK(register_of(&t.c, &v, people[1], &two));
	CHECK(str_is(one.state, "registered") && str_is(two.state,
	    "waiting"));
	CHECK(register_place(&t.c, &two, &place) && place == 1);
	CHECK(!register_take(&t.c, &first));
	CHECK(site_fault(&t) == CONFLICT);
	CHECK(register_decline(&t.c, &first));  /* the other moves up */
	CHECK(register_of(&t.c, &v, people[1], &two));
	CHECK(str_is(two.state, "registered"));
	e = gather_of(&t.c, &enrolment_entity, "event", v.row.id, &n);
	CHECK(e != NULL && n == 1 && id_same(e[0].person, people[1]));
	site_close(&t);
}

static void
somebody_new_gets_a_seat_and_who_may_be_known_waits_for_a_person(
    struct arena *a)
{
	struct seat_request r, again;
	struct registration g;
	struct intake k;
	struct event v;
	struct site t;
	str key;

	if (!site_open(&t, a, "register"))
		return;
	make_event(&t, &v, 10);
	make_page(&t, &v, &k);
	t.c.actor = (struct actor){ .system = false };
	r = asks("Nguyễn Thị Hoa Sen", "hoa@example.org");
	CHECK(register_ask(&t.c, &k, &v, &r, S("10.0.0.1"), &key));
	CHECK(str_is(r.state, "taken"));
	CHECK(register_of(&t.c, &v, r.person, &g));
	CHECK(str_is(g.state, "registered"));
	CHECK(register_request(&t.c, key, &again));
	CHECK(str_same(again.reference, r.reference));
	/* the same name without its marks: is it she? */
	again = asks("nguyen thi hoa sen", "other@example.org");
	CHECK(register_ask(&t.c, &k, &v, &again, S("10.0.0.1"), &key));
	CHECK(str_is(again.state, "open") && !str_none(again.candidates));
	site_sit(&t, "BEN", t.one);
	CHECK(!register_decide(&t.c, again.row.id, g.person));
	CHECK(site_fault(&t) == DENIED);
	site_sit(&t, "SEC", t.one);
	CHECK(register_decide(&t.c, again.row.id, g.person));
	CHECK(!register_decide(&t.c, again.row.id, g.person));
	CHECK(site_fault(&t) == CONFLICT);
	site_close(&t);
}

/* Forty words, as names of some countries and whole departments have them. */
static void
a_name_of_many_words_is_a_name(struct arena *a)
{
	struct seat_request r;
	struct intake k;
	struct event v;
	struct site t;
	struct write w = write_new(a, 1000);
	str key;
	int i;

	if (!site_open(&t, a, "register_long"))
		return;
	make_event(&t, &v, 10);
	make_page(&t, &v, &k);
	t.c.actor = (struct actor){ .system = false };
	for (i = 0; i < 40; i++)
		write_format(&w, "%sbin%d", i == 0 ? "" : " ", i % 10);
	r = asks("x", "many@example.org");
	r.name = r.organisation_name = write_done(&w);
	CHECK(register_ask(&t.c, &k, &v, &r, S("10.0.0.1"), &key));
	CHECK(str_is(r.state, "taken"));
	r = asks("x", "other@example.org");
	r.name = write_done(&w);
	CHECK(register_ask(&t.c, &k, &v, &r, S("10.0.0.1"), &key));
	CHECK(str_is(r.state, "open") && !str_none(r.candidates));
	site_close(&t);
}

static void
the_rule_and_the_limit_are_held(struct arena *a)
{
	struct seat_request r;
	struct intake k;
	struct event v;
	struct site t;
	str key;
	int i;

	if (!site_open(&t, a, "register"))
		return;
	make_event(&t, &v, 100);
	make_page(&t, &v, &k);
	k.for_sex = S("female");
	r = asks("Somebody", "");
	CHECK(!register_ask(&t.c, &k, &v, &r, S("p"), &key));
	CHECK(site_on(&t, "sex"));
	CHECK(site_on(&t, "email"));
	(void)site_fault(&t);
	k.for_sex = (str){ 0 };
	for (i = 0; i < REGISTER_SAME; i++) {
		r = asks(str_print(a, "Person number %d", i).p,
		    str_print(a, "p%d@example.org", i).p);
		CHECK(register_ask(&t.c, &k, &v, &r, S("p"), &key));
	}
	r = asks("One too many", "late@example.org");
	CHECK(!register_ask(&t.c, &k, &v, &r, S("p"), &key));
	CHECK(site_fault(&t) == BUSY);
	CHECK(register_ask(&t.c, &k, &v, &r, S("elsewhere"), &key));
	site_close(&t);
}

const struct test register_tests[] = {
	{ "an invitation is a seat or a place, and moves up",
	   an_invitation_is_a_seat_or_a_place_and_moves_up },
	{ "somebody new gets a seat, and who may be known waits for a person",
	   somebody_new_gets_a_seat_and_who_may_be_known_waits_for_a_person },
	{ "a name of many words is a name", a_name_of_many_words_is_a_name },
	{ "the rule and the limit are held",
	   the_rule_and_the_limit_are_held },
	{ 0 }
};
