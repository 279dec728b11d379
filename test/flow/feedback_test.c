/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/feedback: who may say something, who reads it, when an
 * answer is due.  Days are worked out by hand from feedback.h.
 */
#include "flow/feedback.h"

#include <math.h>

#include "base/day.h"
#include "derive/change.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/office.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static void
open_to_all(struct site *s)
{
	struct programme *p = site_find(s, &programme_entity, s->one);

	p->published = YES;
	site_keep(s, &programme_entity, p);
}

static bool
say_it(struct site *s, const char *topic, const char *contact,
    struct feedback_case *f)
{
	struct feedback_new in = { S("complaint"), str_of(topic),
		S("The list was left in the hall"), str_of(contact), false };

	return feedback_send(&s->c, s->one, &in, f);
}

static int64_t
seen_by(struct site *s, const char *role)
{
	struct ask ask = { .limit = 100 };
	int64_t n = -1;

	site_sit(s, role, s->one);
	CHECK(flow_count(&s->c, &feedback_case_entity, &ask, &n));
	return n;
}

static void
a_stranger_writes_and_reads_the_answer_with_the_number(struct arena *a)
{
	struct feedback_case f, again;
	struct site s;

	if (!site_open(&s, a, "feedback_stranger"))
		return;
	open_to_all(&s);
	s.c.actor = (struct actor){ 0 };
	CHECK(say_it(&s, "quality", "", &f));
	CHECK(f.anonymous == YES && f.sensitive == NO);
	CHECK(f.due.n == f.received.n + 15);
	CHECK(f.reference.n == 12 && str_starts(f.reference, S("FB-")));
	CHECK(feedback_find(&s.c, str_lower(a, f.reference), &again));
	/* As it is read out, and with the long dash of a telephone. */
	CHECK(feedback_find(&s.c, str_print(a, " fb %.4s %.4s",
	    f.reference.p + 3, f.reference.p + 8), &again));
	CHECK(feedback_find(&s.c, str_print(a, "FB\xe2\x80\x93%.4s"
	    "\xe2\x80\x93%.4s", f.reference.p + 3, f.reference.p + 8),
	    &again));
	CHECK(id_same(again.row.id, f.row.id));
	CHECK(!feedback_rate(&s.c, f.reference, S("yes"), (str){ 0 }));
	CHECK(site_fault(&s) == INVALID);
	CHECK(!feedback_find(&s.c, S("FB-2222-2222"), &again));
	CHECK(site_fault(&s) == ABSENT);
	site_close(&s);
}

static void
who_is_signed_in_is_not_kept_with_an_anonymous_message(struct arena *a)
{
	struct change *lines;
	struct feedback_case f;
	struct site s;
	size_t n;

	if (!site_open(&s, a, "feedback_nobody"))
		return;
	open_to_all(&s);
	site_sit(&s, "PAR", s.one);
	s.c.source = S("web 192.0.2.7");
	CHECK(say_it(&s, "", "", &f));
	site_system(&s);
	CHECK(flow_history(&s.c, &feedback_case_entity, f.row.id, 0, 10,
	    &lines, &n));
	CHECK(n == 1);
	CHECK(id_none(lines[0].user) && str_is(lines[0].source, "web"));
	site_close(&s);
}

static void
what_is_sensitive_is_seen_by_the_manager_and_the_committee_only(
    struct arena *a)
{
	struct feedback_case open, shut, seen;
	struct site s;

	if (!site_open(&s, a, "feedback_sensitive"))
		return;
	open_to_all(&s);
	s.c.actor = (struct actor){ 0 };
	CHECK(say_it(&s, "logistics", "", &open));
	CHECK(say_it(&s, "fraud", "", &shut));
	CHECK(shut.sensitive == YES && shut.due.n == shut.received.n + 5);
	CHECK(seen_by(&s, "PM") == 2);
	CHECK(seen_by(&s, "SC") == 2);
	CHECK(seen_by(&s, "SEC") == 1);
	CHECK(seen_by(&s, "BEN") == 1);
	CHECK(seen_by(&s, "PAR") == 0);
	site_sit(&s, "SEC", s.one);
	CHECK(!flow_find(&s.c, &feedback_case_entity, shut.row.id, &seen));
	CHECK(site_fault(&s) == DENIED);
	CHECK(flow_find(&s.c, &feedback_case_entity, open.row.id, &seen));
	/* Whoever meets something sensitive hands it up, out of sight. */
	seen.sensitive = YES;
	CHECK(flow_save(&s.c, &feedback_case_entity, &seen));
	CHECK(seen_by(&s, "SEC") == 0);
	site_close(&s);
}

static void
a_list_is_as_long_as_asked_though_some_rows_are_kept_back(struct arena *a)
{
	struct ask ask = { .limit = 2 };
	struct feedback_case f;
	struct found *found;
	struct site s;
	size_t n = 0;
	int i;

	if (!site_open(&s, a, "feedback_list"))
		return;
	open_to_all(&s);
	s.c.actor = (struct actor){ 0 };
	for (i = 0; i < 6; i++)
		CHECK(say_it(&s, i % 2 ? "abuse" : "access", "", &f));
	site_sit(&s, "MEL", s.one);
	CHECK(flow_list(&s.c, &feedback_case_entity, &ask, &found));
	while (flow_next(found, a, &f)) {
		CHECK(f.sensitive == NO);
		n++;
	}
	CHECK(flow_end(found) && n == 2);
	site_close(&s);
}

static void
an_answer_counts_its_days_and_is_rated_by_who_asked(struct arena *a)
{
	struct feedback_desk d;
	struct feedback_case f;
	struct site s;

	if (!site_open(&s, a, "feedback_answer"))
		return;
	open_to_all(&s);
	s.c.actor = (struct actor){ 0 };
	CHECK(say_it(&s, "", "mai@example.org", &f));
	CHECK(f.anonymous == NO);
	site_sit(&s, "PM", s.one);
	CHECK(flow_find(&s.c, &feedback_case_entity, f.row.id, &f));
	CHECK(!feedback_answer(&s.c, &f) && site_on(&s, "answer"));
	(void)site_fault(&s);
	f.answer = S("It is locked away since.");
	f.published = YES;
	CHECK(!feedback_answer(&s.c, &f) && site_on(&s, "heard"));
	(void)site_fault(&s);
	f.heard = S("Lists lay open.");
	f.answered_on.n = f.received.n + 7;
	CHECK(feedback_answer(&s.c, &f) && f.days == 7);
	s.c.actor = (struct actor){ 0 };
	CHECK(feedback_rate(&s.c, f.reference, S("no"), S("Only partly")));
	CHECK(feedback_said(&s.c, s.one, &d));
	CHECK(d.n == 1 && d.answered == 1 && d.in_time == 1);
	CHECK(d.median_days == 7 && d.rated == 1 && d.satisfied == 0);
	CHECK(str_none(d.row[0].text) && str_none(d.row[0].contact));
	/* What turns out to be sensitive is not shown any more. */
	site_system(&s);
	CHECK(feedback_find(&s.c, f.reference, &f));
	f.sensitive = YES;
	site_keep(&s, &feedback_case_entity, &f);
	CHECK(feedback_said(&s.c, s.one, &d) && d.n == 0);
	CHECK(!feedback_answer(&s.c, &f) && site_on(&s, "published"));
	site_close(&s);
}

static void
what_waits_too_long_is_overdue_by_the_site_s_setting(struct arena *a)
{
	struct feedback_case *f;
	struct feedback_desk d;
	struct setting *set;
	struct site s;

	if (!site_open(&s, a, "feedback_overdue"))
		return;
	site_system(&s);
	f = site_blank(&s, &feedback_case_entity, s.one);
	f->answered_on.n = f->due.n = 0;
	f->sensitive = NO;
	f->received.n = moment_day(s.c.now).n - 10;
	site_keep(&s, &feedback_case_entity, f);
	CHECK(feedback_desk(&s.c, s.one, &d));
	CHECK(d.waiting == 1 && d.overdue == 0 && isnan(d.median_days));
	set = site_blank(&s, &setting_entity, s.one);
	set->key = S("feedback_days");
	set->value = S("9");
	site_keep(&s, &setting_entity, set);
	CHECK(feedback_desk(&s.c, s.one, &d));
	CHECK(d.waiting == 1 && d.overdue == 1);
	site_close(&s);
}

static void
messages_from_outside_end_at_two_hundred_a_day(struct arena *a)
{
	struct feedback_case f;
	struct site s;
	int i;

	if (!site_open(&s, a, "feedback_flood"))
		return;
	open_to_all(&s);
	s.c.actor = (struct actor){ 0 };
	for (i = 0; i < FEEDBACK_A_DAY; i++)
		CHECK(say_it(&s, "", "", &f));
	CHECK(!say_it(&s, "", "", &f) && site_fault(&s) == BUSY);
	site_sit(&s, "PAR", s.one);
	CHECK(say_it(&s, "", "", &f));
	site_close(&s);
}

static void
what_cannot_be_kept_is_told_field_by_field(struct arena *a)
{
	struct feedback_new in = { S("shout"), S("weather"), S("  "),
		(str){ 0 }, false };
	struct feedback_case f;
	struct site s;

	if (!site_open(&s, a, "feedback_faults"))
		return;
	open_to_all(&s);
	s.c.actor = (struct actor){ 0 };
	CHECK(!feedback_send(&s.c, s.one, &in, &f));
	CHECK(site_on(&s, "category") && site_on(&s, "topic") &&
	    site_on(&s, "text"));
	(void)site_fault(&s);
	in = (struct feedback_new){ S("praise"), (str){ 0 }, S("Well done"),
		(str){ 0 }, false };
	CHECK(feedback_send(&s.c, s.one, &in, &f));
	site_close(&s);
}

const struct test feedback_tests[] = {
	{ "a stranger writes and reads the answer with the number",
	  a_stranger_writes_and_reads_the_answer_with_the_number },
	{ "who is signed in is not kept with an anonymous message",
	  who_is_signed_in_is_not_kept_with_an_anonymous_message },
	{ "what is sensitive is seen by the manager and the committee only",
	  what_is_sensitive_is_seen_by_the_manager_and_the_committee_only },
	{ "a list is as long as asked though some rows are kept back",
	  a_list_is_as_long_as_asked_though_some_rows_are_kept_back },
	{ "an answer counts its days and is rated by who asked",
	  an_answer_counts_its_days_and_is_rated_by_who_asked },
	{ "what waits too long is overdue by the site's setting",
	  what_waits_too_long_is_overdue_by_the_site_s_setting },
	{ "messages from outside end at two hundred a day",
	  messages_from_outside_end_at_two_hundred_a_day },
	{ "what cannot be kept is told field by field",
	  what_cannot_be_kept_is_told_field_by_field },
	{ 0 }
};
