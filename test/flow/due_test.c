/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/due and flow/digest.  The site's clock shows 2 March 2026,
 * nine o'clock in UTC, a Monday.
 */
#include "flow/due.h"

#include "flow/digest.h"
#include "flow/find.h"
#include "flow/login.h"
#include "flow/save.h"
#include "model/award.h"
#include "model/books.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/monitor.h"
#include "model/office.h"
#include "model/people.h"
#include "model/raise.h"
#include "model/sustain.h"
#include "site.h"
#include "test.h"

static const struct id none = { { 0 } };

static struct day
today(const struct site *s)
{
	return moment_day(s->c.now);
}

static struct id
task(struct site *s, const char *title, struct id who, int32_t on)
{
	struct task *t = site_blank(s, &task_entity, s->one);

	t->title = str_of(title);
	t->who = who;
	t->due_on = (struct day){ on };
	t->state = S("open");
	site_keep(s, &task_entity, t);
	return t->row.id;
}

static const struct due_line *
line(const struct due *d, const char *name)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (str_is(d->line[i].name, name))
			return &d->line[i];
	return NULL;
}

static void
setting(struct site *s, const char *key, const char *value)
{
	struct setting *row = site_blank(s, &setting_entity, none);

	row->key = str_of(key);
	row->value = str_of(value);
	site_keep(s, &setting_entity, row);
}

static void
own_tasks_are_there_and_others_are_not(struct arena *a)
{
	struct site s;
	struct due d;
	struct id late;

	if (!site_open(&s, a, "due1"))
		return;
	site_system(&s);
	late = task(&s, "late", s.me, today(&s).n - 3);
	task(&s, "now", s.me, today(&s).n);
	task(&s, "far", s.me, today(&s).n + 30);
	task(&s, "some day", s.me, 0);
	task(&s, "his", s.other, today(&s).n);
	site_sit(&s, "PM", s.one);
	CHECK(due_of(&s.c, 7, &d));
	CHECK(line(&d, "late") != NULL && line(&d, "now") != NULL);
	CHECK(line(&d, "some day") != NULL && line(&d, "far") == NULL);
	CHECK(line(&d, "his") == NULL);
	CHECK(d.late >= 1 && d.now >= 1);
	CHECK(str_is(d.line[0].name, "late"));  /* the oldest first */
	CHECK(due_tick(&s.c, late, true));
	CHECK(due_of(&s.c, 7, &d) && line(&d, "late") == NULL);
	CHECK(due_tick(&s.c, late, false));
	CHECK(due_of(&s.c, 7, &d) && line(&d, "late") != NULL);
	site_sit_other(&s, "EXP", s.one);
	CHECK(!due_tick(&s.c, late, true));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

static void
what_is_due_towards_funders_is_told_to_who_asks_them(struct arena *a)
{
	struct opportunity *o;
	struct funding_call *k;
	struct grant_duty *g;
	struct site s;
	struct due d;
	size_t i, steps = 0;

	if (!site_open(&s, a, "due9"))
		return;
	site_system(&s);
	o = site_blank(&s, &opportunity_entity, s.one);
	o->stage = S("invited");
	o->title = S("Archives");
	o->deadline = (struct day){ today(&s).n + 3 };
	o->next_on = (struct day){ today(&s).n + 1 };
	o->next_step = S("Call them");
	site_keep(&s, &opportunity_entity, o);
	o = site_blank(&s, &opportunity_entity, s.one);
	o->stage = S("declined");
	o->deadline = (struct day){ today(&s).n + 3 };
	site_keep(&s, &opportunity_entity, o);
	k = site_blank(&s, &funding_call_entity, s.one);
	k->title = S("Statistics");
	k->state = S("open");
	k->deadline = (struct day){ today(&s).n + 4 };
	site_keep(&s, &funding_call_entity, k);
	g = site_blank(&s, &grant_duty_entity, s.one);
	g->title = S("Yearly report");
	g->due = (struct day){ today(&s).n - 2 };
	g->done_on = (struct day){ 0 };
	site_keep(&s, &grant_duty_entity, g);
	site_sit(&s, "RM", s.one);
	CHECK(due_of(&s.c, 7, &d));
	CHECK(line(&d, "Statistics") != NULL);
	CHECK(line(&d, "Yearly report") != NULL && d.late >= 1);
	for (i = 0; i < d.n; i++)
		steps += d.line[i].entity == &opportunity_entity;
	CHECK(steps == 2);              /* its step and its deadline */
	site_sit(&s, "FIN", s.one);
	CHECK(due_of(&s.c, 7, &d));
	CHECK(line(&d, "Statistics") == NULL);
	CHECK(line(&d, "Yearly report") != NULL);
	site_close(&s);
}

static void
follow_ups_of_a_course_are_one_line(struct arena *a)
{
	struct site s;
	struct due d;
	struct follow_up *f;
	const struct due_line *l;
	struct course *k;
	int i;

	if (!site_open(&s, a, "due2"))
		return;
	site_system(&s);
	k = site_blank(&s, &course_entity, s.one);
	k->title = S("Budgets");
	site_keep(&s, &course_entity, k);
	for (i = 0; i < 3; i++) {
		f = site_blank(&s, &follow_up_entity, s.one);
		f->course = k->row.id;
		f->person = i == 0 ? s.my_party : s.other_party;
		f->month = 6 * (i + 1);
		f->due_on = (struct day){ today(&s).n + 2 };
		f->answered_on = (struct day){ 0 };
		site_keep(&s, &follow_up_entity, f);
	}
	site_sit(&s, "MEL", s.one);
	CHECK(due_of(&s.c, 7, &d));
	l = line(&d, flow_name(&s.c, &course_entity, k->row.id).p);
	CHECK(l != NULL && l->mine && l->n == 1);
	CHECK(l != NULL && l + 1 < d.line + d.n && !l[1].mine && l[1].n == 2);
	site_sit(&s, "DON", s.one);
	CHECK(due_of(&s.c, 7, &d) && d.n == 0);
	site_close(&s);
}

static void
a_list_is_owed_in_the_morning_of_the_chosen_day(struct arena *a)
{
	struct mail_wish w, got;
	struct mail_to me;
	struct digest d;
	struct site s;
	struct user *u;
	bool some, queued;

	if (!site_open(&s, a, "due3"))
		return;
	site_system(&s);
	setting(&s, "time_zone", "Asia/Ho_Chi_Minh");
	u = site_find(&s, &user_entity, s.me);
	u->email = S("me@example.org");
	u->language = S("vi");
	CHECK(flow_save(&s.c, &user_entity, u));
	CHECK(login_role(&s.c, s.me, S("PM"), s.one));
	task(&s, "Họp với tỉnh", s.me, today(&s).n);
	CHECK(mail_to_user(&s.c, s.me, &me) && mail_wish_of(&s.c, &me, &w));
	CHECK(digest_next(&s.c, &got, &some) && !some);
	w.digest = S("daily");
	CHECK(mail_wish_keep(&s.c, &w));
	CHECK(digest_next(&s.c, &got, &some) && some);  /* 16:00 over there */
	CHECK(digest_make(&s.c, &got, &d));
	CHECK(str_find(d.text, str_of("Họp với tỉnh")) < d.text.n);
	CHECK(str_find(d.text, str_of("Hôm nay")) < d.text.n);
	CHECK(digest_keep(&s.c, &d, &queued) && queued);
	CHECK(digest_next(&s.c, &got, &some) && !some);
	s.c.now += (int64_t)9 * 3600 * 1000;    /* Tuesday, one at night */
	CHECK(digest_next(&s.c, &got, &some) && !some);
	s.c.now += (int64_t)5 * 3600 * 1000;    /* six in the morning */
	CHECK(digest_next(&s.c, &got, &some) && some);
	site_close(&s);
}

static void
once_a_week_is_made_up_for(struct arena *a)
{
	struct mail_wish w, got;
	struct mail_to me;
	struct digest d;
	struct site s;
	bool some, queued;
	int i;

	if (!site_open(&s, a, "due4"))
		return;
	site_system(&s);
	setting(&s, "time_zone", "UTC");
	CHECK(mail_to_user(&s.c, s.me, &me) && mail_wish_of(&s.c, &me, &w));
	w.digest = S("weekly");
	w.weekday = 3;                          /* Wednesday */
	w.digest_on = today(&s);
	CHECK(mail_wish_keep(&s.c, &w));
	for (i = 0; i < 2; i++) {               /* Monday, Tuesday */
		CHECK(digest_next(&s.c, &got, &some) && !some);
		s.c.now += (int64_t)24 * 3600 * 1000;
	}
	s.c.now += (int64_t)24 * 3600 * 1000;   /* it was off on Wednesday */
	CHECK(digest_next(&s.c, &got, &some) && some);
	CHECK(digest_make(&s.c, &got, &d) && digest_keep(&s.c, &d, &queued));
	CHECK(digest_next(&s.c, &got, &some) && !some);
	site_close(&s);
}

static size_t
warned(struct site *s)
{
	size_t n = 99;

	CHECK(digest_warn(&s->c, &n));
	return n;
}

static void
who_holds_a_certificate_is_told_twice_before_it_expires(struct arena *a)
{
	struct certificate *k;
	struct person *p;
	struct award *w;
	struct site s;

	if (!site_open(&s, a, "due5"))
		return;
	site_system(&s);
	p = site_find(&s, &person_entity, s.other_party);
	p->email = S("holder@example.org");
	CHECK(flow_save(&s.c, &person_entity, p));
	w = site_blank(&s, &award_entity, s.one);
	w->warn_days = INT64_MIN;
	w->language = S("vi");
	site_keep(&s, &award_entity, w);
	k = site_blank(&s, &certificate_entity, s.one);
	k->award = w->row.id;
	k->person = s.other_party;
	k->renews = none;
	k->revoked_on = (struct day){ 0 };
	k->issued_on = (struct day){ today(&s).n - 300 };
	k->expires_on = (struct day){ today(&s).n + 61 };
	k->state = S("issued");
	site_keep(&s, &certificate_entity, k);
	CHECK(warned(&s) == 0);                 /* 61 days before */
	s.c.now += (int64_t)24 * 3600 * 1000;
	CHECK(warned(&s) == 1);                 /* 60 */
	CHECK(warned(&s) == 0);
	s.c.now += (int64_t)29 * 24 * 3600 * 1000;
	CHECK(warned(&s) == 0);                 /* 31 */
	s.c.now += (int64_t)24 * 3600 * 1000;
	CHECK(warned(&s) == 1);                 /* 30 */
	s.c.now += (int64_t)24 * 3600 * 1000;
	CHECK(warned(&s) == 0);
	site_close(&s);
}

static void
feedback_without_a_day_is_due_by_the_settings(struct arena *a)
{
	const struct due_line *l;
	struct feedback_case *f;
	struct site s;
	struct due d;
	size_t i, n = 0;

	if (!site_open(&s, a, "due20"))
		return;
	site_system(&s);
	f = site_blank(&s, &feedback_case_entity, s.one);
	f->received = day_of(2026, 2, 10);
	f->due = f->answered_on = (struct day){ 0 };
	f->sensitive = NO;
	site_keep(&s, &feedback_case_entity, f);
	site_sit(&s, "PM", s.one);
	CHECK(due_of(&s.c, 14, &d));
	for (i = 0, l = NULL; i < d.n; i++)
		if (id_same(d.line[i].row, f->row.id)) {
			l = &d.line[i];
			n++;
		}
	/* 15 days after the tenth */
	CHECK(n == 1 && l->on.n == day_of(2026, 2, 25).n && d.late >= 1);
	site_system(&s);
	f->answered_on = day_of(2026, 3, 1);
	site_keep(&s, &feedback_case_entity, f);
	site_sit(&s, "PM", s.one);
	CHECK(due_of(&s.c, 14, &d));
	for (i = 0; i < d.n; i++)
		CHECK(!id_same(d.line[i].row, f->row.id));
	site_close(&s);
}

static void
practices_are_looked_at_when_their_months_have_passed(struct arena *a)
{
	struct practice_check *k;
	struct practice *p;
	struct site s;
	struct due d;
	size_t i, round, n;

	if (!site_open(&s, a, "due21"))
		return;
	site_system(&s);
	p = site_blank(&s, &practice_entity, s.one);
	p->introduced = day_of(2025, 9, 5);     /* six months: 5 March */
	p->months_observed = 0;
	p->is_discontinued = NO;
	p->discontinued_on = (struct day){ 0 };
	p->organisation = site_any(&s, &organisation_entity, s.one);
	site_keep(&s, &practice_entity, p);
	site_sit(&s, "BEN", s.one);     /* it is not theirs to look */
	CHECK(due_of(&s.c, 14, &d));
	for (i = 0; i < d.n; i++)
		CHECK(d.line[i].entity != &practice_entity);
	for (round = 0; round < 2; round++) {
		site_sit(&s, "MEL", s.one);
		CHECK(due_of(&s.c, 14, &d));
		for (i = n = 0; i < d.n; i++)
			if (d.line[i].entity == &practice_entity) {
				n++;
				CHECK(d.line[i].on.n ==
				    day_of(2026, 3, 5).n);
			}
		CHECK(n == (round == 0 ? 1u : 0u));
		if (round == 1)
			break;
		site_system(&s);
		k = site_blank(&s, &practice_check_entity, s.one);
		k->practice = p->row.id;
		k->month_since_end = 6;
		k->state = S("alone");
		site_keep(&s, &practice_check_entity, k);
	}
	site_close(&s);
}

const struct test due_tests[] = {
	{ "what is due towards funders is told to who asks them",
	   what_is_due_towards_funders_is_told_to_who_asks_them },
	{ "own tasks are there and others are not",
	   own_tasks_are_there_and_others_are_not },
	{ "follow-ups of a course are one line",
	   follow_ups_of_a_course_are_one_line },
	{ "a list is owed in the morning of the chosen day",
	   a_list_is_owed_in_the_morning_of_the_chosen_day },
	{ "a weekly list that was missed is made up for",
	   once_a_week_is_made_up_for },
	{ "who holds a certificate is told twice before it expires",
	   who_holds_a_certificate_is_told_twice_before_it_expires },
	{ "feedback without a day is due by the settings",
	  feedback_without_a_day_is_due_by_the_settings },
	{ "practices are looked at when their months have passed",
	  practices_are_looked_at_when_their_months_have_passed },
	{ 0 }
};
