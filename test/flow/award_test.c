/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/award, certificate and standard/badge, worked by hand. */
#include "flow/award.h"

#include "flow/certificate.h"
#include "flow/find.h"
#include "flow/save.h"
#include "flow/site.h"
#include "format/json.h"
#include "model/deliver.h"
#include "standard/badge.h"
#include "test.h"

struct told {
	struct site s;
	struct id   award, event, course;
};

static struct id
award_new(struct told *t, int64_t months)
{
	struct award *a = site_blank(&t->s, &award_entity, t->s.one);

	a->kind = S("completion");
	a->valid_months = months;
	a->warn_days = 30;
	a->is_retired = UNSAID;
	site_keep(&t->s, &award_entity, a);
	return a->row.id;
}

static void
ask(struct told *t, const char *kind, double least, int64_t count, str events)
{
	struct award_condition *k = site_blank(&t->s, &award_condition_entity,
	    t->s.one);

	k->award = t->award;
	k->kind = str_of(kind);
	k->event = t->event;
	k->course = t->course;
	k->least = least;
	k->count = count;
	k->events = events;
	site_keep(&t->s, &award_condition_entity, k);
}

static struct id
event_new(struct told *t, double theory, double practice, struct day end)
{
	struct event *e = site_blank(&t->s, &event_entity, t->s.one);

	e->hours_theory = theory;
	e->hours_practice = practice;
	e->start = e->end = end;
	site_keep(&t->s, &event_entity, e);
	return e->row.id;
}

static void
attend(struct told *t, struct id event, struct id person, double hours)
{
	struct enrolment *n = site_blank(&t->s, &enrolment_entity, t->s.one);

	n->event = event;
	n->person = person;
	n->hours_attended = hours;
	n->attendance_share = NAN;
	site_keep(&t->s, &enrolment_entity, n);
}

static bool
told_open(struct told *t, struct arena *a, const char *name)
{
	struct course *k;

	if (!site_open(&t->s, a, name))
		return false;
	site_system(&t->s);
	t->award = award_new(t, 12);
	t->event = event_new(t, 8, 12, day_of(2026, 1, 10));
	k = site_blank(&t->s, &course_entity, t->s.one);
	k->max_score = 40;
	site_keep(&t->s, &course_entity, k);
	t->course = k->row.id;
	return true;
}

static const struct award_person *
found(const struct award_table *t, struct id person)
{
	size_t i;

	for (i = 0; i < t->persons; i++)
		if (id_same(t->person[i].id, person))
			return &t->person[i];
	return NULL;
}

static void
shares_meet_the_line_exactly(struct arena *a)
{
	struct told t;
	struct award_table *k;
	const struct award_person *p;

	if (!told_open(&t, a, "award1"))
		return;
	ask(&t, "attendance", 80, INT64_MIN, (str){ 0 });
	attend(&t, t.event, t.s.my_party, 16);          /* of 20: 80 % */
	attend(&t, t.event, t.s.other_party, 15.9);     /* 79.5 % */
	CHECK(award_table(&t.s.c, t.award, &k) && k->persons == 2);
	p = found(k, t.s.my_party);
	CHECK(p != NULL && p->fit && p->may);
	NEAR(p->got[0].got, 80, 1e-9);
	p = found(k, t.s.other_party);
	CHECK(p != NULL && !p->fit && !p->may);
	CHECK(k->fit == 1 && k->may == 1);
	site_close(&t.s);
}

static void
what_is_not_known_is_not_met(struct arena *a)
{
	struct told t;
	struct award_table *k;
	const struct award_person *p;

	if (!told_open(&t, a, "award2"))
		return;
	CHECK(award_table(&t.s.c, t.award, &k) && k->fit == 0);
	ask(&t, "attendance", 0, INT64_MIN, (str){ 0 });
	ask(&t, "test", 0, INT64_MIN, (str){ 0 });
	attend(&t, t.event, t.s.my_party, 20);
	CHECK(award_table(&t.s.c, t.award, &k));
	p = found(k, t.s.my_party);
	CHECK(p != NULL && !p->fit);            /* no test: not 0 of 40 */
	CHECK(p != NULL && (isnan(p->got[0].got) || isnan(p->got[1].got)));
	site_close(&t.s);
}

static void
sit_test(struct told *t, struct id person, const char *phase, double score)
{
	struct test_response *r = site_blank(&t->s, &test_response_entity,
	    t->s.one);

	r->course = t->course;
	r->person = person;
	r->phase = str_of(phase);
	r->score = score;
	r->answered_on = day_of(2026, 1, 12);
	site_keep(&t->s, &test_response_entity, r);
}

static void
the_test_after_counts_by_its_points(struct arena *a)
{
	struct told t;
	struct award_table *k;

	if (!told_open(&t, a, "award3"))
		return;
	ask(&t, "test", 60, INT64_MIN, (str){ 0 });
	sit_test(&t, t.s.my_party, "pre", 40);  /* before it: not asked */
	sit_test(&t, t.s.my_party, "post", 23); /* of 40: 57.5 % */
	sit_test(&t, t.s.other_party, "post", 24);      /* 60 % */
	CHECK(award_table(&t.s.c, t.award, &k));
	CHECK(found(k, t.s.my_party) && !found(k, t.s.my_party)->fit);
	CHECK(found(k, t.s.other_party) && found(k, t.s.other_party)->fit);
	site_close(&t.s);
}

static void
of_several_events_so_many(struct arena *a)
{
	struct told t;
	struct award_table *k;
	struct id two, three;
	str events;

	if (!told_open(&t, a, "award4"))
		return;
	two = event_new(&t, 10, 0, day_of(2026, 2, 1));
	three = event_new(&t, 10, 0, day_of(2026, 3, 1));
	events = str_print(a, "%s;%s;%s", id_text(a, t.event).p,
	    id_text(a, two).p, id_text(a, three).p);
	ask(&t, "events", 50, 2, events);
	attend(&t, t.event, t.s.my_party, 20);
	attend(&t, two, t.s.my_party, 5);               /* 50 % */
	attend(&t, t.event, t.s.other_party, 20);
	attend(&t, three, t.s.other_party, 4.9);        /* 49 % */
	CHECK(award_table(&t.s.c, t.award, &k));
	CHECK(found(k, t.s.my_party) && found(k, t.s.my_party)->fit);
	CHECK(found(k, t.s.my_party)->got[0].on.n ==
	    day_of(2026, 2, 1).n);
	CHECK(found(k, t.s.other_party) && !found(k, t.s.other_party)->fit);
	NEAR(found(k, t.s.other_party)->got[0].got, 1, 0);
	site_close(&t.s);
}

/* ---- issued ---- */

static bool
stands(struct told *t, const struct award *award, int64_t valid, int64_t soon)
{
	struct award_standing s;

	return award_standing(&t->s.c, award, &s) && s.valid == valid &&
	    s.soon == soon;
}

static void
nobody_gets_two_and_it_is_renewed_by_new_evidence(struct arena *a)
{
	struct told t;
	struct award_table *k;
	struct certificate made;
	struct day on = day_of(2026, 1, 20);

	if (!told_open(&t, a, "award5"))
		return;
	ask(&t, "attendance", 80, INT64_MIN, (str){ 0 });
	attend(&t, t.event, t.s.my_party, 20);
	t.s.c.now = moment_of_day(on);
	CHECK(certificate_draft(&t.s.c, t.award, &t.s.my_party, 1, on, &made));
	CHECK(made.expires_on.n == day_of(2027, 1, 20).n);
	CHECK(certificate_keep(&t.s.c, &made, 1));
	CHECK(!certificate_draft(&t.s.c, t.award, &t.s.my_party, 1, on,
	    &made) && site_says(&t.s, "already"));
	(void)site_fault(&t.s);
	/* Thirty days before its end it may be renewed, if there is more to
	 * show than there was. */
	t.s.c.now = moment_of_day(day_of(2026, 12, 20));
	CHECK(award_table(&t.s.c, t.award, &k) && k->expiring == 0);
	CHECK(stands(&t, &k->award, 1, 0));
	t.s.c.now = moment_of_day(day_of(2026, 12, 21));
	CHECK(award_table(&t.s.c, t.award, &k) && k->expiring == 1 &&
	    k->may == 0);
	CHECK(stands(&t, &k->award, 1, 1));
	t.s.c.now = moment_of_day(day_of(2027, 1, 20));
	CHECK(award_table(&t.s.c, t.award, &k) && k->valid == 1);
	CHECK(stands(&t, &k->award, 1, 1));
	t.s.c.now = moment_of_day(day_of(2027, 1, 21));
	CHECK(award_table(&t.s.c, t.award, &k) && k->expired == 1);
	CHECK(stands(&t, &k->award, 0, 0));
	sit_test(&t, t.s.my_party, "post", 40);
	CHECK(award_table(&t.s.c, t.award, &k) && k->may == 0);
	site_close(&t.s);
}

static void
who_has_not_shown_it_is_refused_by_name(struct arena *a)
{
	struct told t;
	struct certificate made[2];
	struct id both[2], same[2];
	struct day on = day_of(2026, 1, 20);

	if (!told_open(&t, a, "award6"))
		return;
	t.s.c.now = moment_of_day(on);
	ask(&t, "attendance", 80, INT64_MIN, (str){ 0 });
	attend(&t, t.event, t.s.my_party, 20);
	attend(&t, t.event, t.s.other_party, 1);
	both[0] = same[0] = same[1] = t.s.my_party;
	both[1] = t.s.other_party;
	CHECK(!certificate_draft(&t.s.c, t.award, both, 2, on, made));
	CHECK(site_says(&t.s, "has not shown all"));
	(void)site_fault(&t.s);
	CHECK(!certificate_draft(&t.s.c, t.award, same, 2, on, made));
	(void)site_fault(&t.s);
	CHECK(!certificate_draft(&t.s.c, t.award, same, 1,
	    day_of(2026, 1, 21), made));        /* tomorrow */
	CHECK(site_on(&t.s, "issued_on"));
	(void)site_fault(&t.s);
	CHECK(!certificate_draft(&t.s.c, t.award, same, 0, on, made));
	(void)site_fault(&t.s);
	CHECK(certificate_draft(&t.s.c, t.award, same, 1, on, made));
	site_sit(&t.s, "DON", t.s.one);
	CHECK(!certificate_keep(&t.s.c, made, 1));
	CHECK(site_fault(&t.s) == DENIED);
	site_close(&t.s);
}

static void
a_badge_is_as_valid_as_its_certificate(struct arena *a)
{
	struct told t;
	struct certificate made;
	struct certificate_view v;
	struct node *badge = node_new(a);
	struct day on = day_of(2026, 1, 20);

	if (!told_open(&t, a, "award7"))
		return;
	t.s.c.now = moment_of_day(on);
	ask(&t, "attendance", 80, INT64_MIN, (str){ 0 });
	attend(&t, t.event, t.s.my_party, 20);
	CHECK(certificate_draft(&t.s.c, t.award, &t.s.my_party, 1, on, &made));
	CHECK(certificate_keep(&t.s.c, &made, 1));
	CHECK(certificate_find(&t.s.c, str_lower(a, made.number), &v));
	CHECK(v.is == CERTIFICATE_VALID);
	CHECK(badge_credential(&t.s.c, &v, S("https://t.example"), badge));
	CHECK(str_is(json_text(badge, "validUntil"), "") ||
	    node_find(badge, S("validUntil"))->moment ==
	    moment_of_day(day_of(2027, 1, 21)));
	CHECK(str_starts(json_text(node_find(badge, S("issuer")), "id"),
	    S("did:key:z6Mk")));
	v.name = (str){ 0 };            /* the holder was erased */
	CHECK(!badge_credential(&t.s.c, &v, S("https://t.example"),
	    node_new(a)));
	(void)site_fault(&t.s);
	CHECK(!certificate_find(&t.s.c, S("TL-0000-0000"), &v));
	CHECK(site_fault(&t.s) == ABSENT);
	site_close(&t.s);
}

/* RFC 8032, 7.1, test 1; its did:key by the W3C's did:key method. */
static void
a_key_is_named_as_did_key_says(struct arena *a)
{
	static const unsigned char key[32] = { 0xd7, 0x5a, 0x98, 0x01, 0x82,
		0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07,
		0x3a, 0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf,
		0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a };
	str did = badge_did(a, key);

	CHECK(str_is(did,
	    "did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"));
}

const struct test award_tests[] = {
	{ "a share meets the line exactly", shares_meet_the_line_exactly },
	{ "what is not known is not met", what_is_not_known_is_not_met },
	{ "the test after the course counts, by its points",
	    the_test_after_counts_by_its_points },
	{ "of several events so many must be attended long enough",
	    of_several_events_so_many },
	{ "nobody gets two, and none is renewed without new evidence",
	    nobody_gets_two_and_it_is_renewed_by_new_evidence },
	{ "who has not shown it is refused by name",
	    who_has_not_shown_it_is_refused_by_name },
	{ "a badge is as valid as its certificate",
	    a_badge_is_as_valid_as_its_certificate },
	{ "a key is named as did:key says", a_key_is_named_as_did_key_says },
	{ 0 }
};
