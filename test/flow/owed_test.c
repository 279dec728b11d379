/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/owed: what an event writes to its people, and to whom. */
#include "flow/owed.h"

#include "base/arena.h"
#include "flow/apply.h"
#include "flow/gather.h"
#include "flow/invite.h"
#include "flow/mail.h"
#include "flow/pass.h"
#include "flow/register.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/mail.h"
#include "model/office.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

/* The site's day is 2 March 2026, nine o'clock of UTC. */
enum { SOON = 3, OVER = 1 };

static void
set_address(struct site *t, const char *value)
{
	struct setting s;

	row_blank(&setting_entity, &s);
	s.key = S("address");
	s.value = str_of(value);
	CHECK(flow_save(&t->c, &setting_entity, &s));
	row_blank(&setting_entity, &s);
	s.key = S("time_zone");
	s.value = S("UTC");
	CHECK(flow_save(&t->c, &setting_entity, &s));
}

static struct id
make_person(struct site *t, const char *email)
{
	struct person *p = site_blank(t, &person_entity, t->one);

	p->email = str_of(email);
	p->consent = S("yes");
	site_keep(t, &person_entity, p);
	return p->row.id;
}

static struct event *
make_event(struct site *t, struct day start, struct day end)
{
	struct event *v;

	v = site_blank(t, &event_entity, t->one);
	v->title = S("{\"en\":\"Rice terraces\",\"vi\":\"Ruộng bậc thang\"}");
	v->start = start;
	v->end = end;
	v->capacity = 1;
	v->language = S("vi");
	v->course = site_any(t, &course_entity, t->one);
	site_keep(t, &event_entity, v);
	return v;
}

static void
enrol(struct site *t, const struct event *v, struct id person)
{
	struct enrolment *e = site_blank(t, &enrolment_entity, t->one);

	e->event = v->row.id;
	e->person = person;
	site_keep(t, &enrolment_entity, e);
}

/* Of those of a kind, the last to an address; how many there are. */
static size_t
mails_to(struct site *t, const char *address, const char *kind,
    struct mail *last)
{
	size_t i, n, found = 0;
	struct mail *all = gather(&t->c, &mail_entity, (struct id){ { 0 } },
	    &n);

	CHECK(all != NULL);
	for (i = 0; all != NULL && i < n; i++)
		if (str_is(all[i].address, address) && str_is(all[i].kind,
		    kind)) {
			*last = all[i];
			found++;
		}
	return found;
}

static bool
says(str text, const char *words)
{
	return str_find(text, str_of(words)) < text.n;
}

/* The pass whose key stands behind "/mine/" in a mail. */
static bool
pass_in(struct site *t, str text, struct pass *p)
{
	size_t at = str_find(text, S("/mine/")) + 6;

	return at < text.n && pass_by_key(&t->c, str_copy(t->a,
	    str_part(text, at, at + 43)), p);
}

static size_t
clock_brings(struct site *t)
{
	size_t n = 999;

	CHECK(owed_due(&t->c, &n));
	return n;
}

static void
an_invitation_is_answered_by_the_link_in_its_mail(struct arena *a)
{
	struct owed_sent sent;
	struct registration g;
	struct mail m = { .tries = 0 };
	struct event *v;
	struct id one[2];
	struct pass p;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "owed1"))
		return;
	site_system(&t);
	set_address(&t, "https://tilth.example/");
	v = make_event(&t, day_of(2026, 6, 1), day_of(2026, 6, 2));
	one[0] = make_person(&t, "hoa@example.org");
	one[1] = make_person(&t, "");
	CHECK(register_invite(&t.c, v, one, 2, &n) && n == 2);
	CHECK(owed_invited(&t.c, (str){ 0 }, v, false, &sent));
	CHECK(sent.sent == 1 && sent.without == 1 && sent.stopped == 0);
	CHECK(mails_to(&t, "hoa@example.org", "invitation", &m) == 1);
	CHECK(says(m.subject, "Ruộng bậc thang") && str_is(m.language, "vi"));
	CHECK(says(m.text, "1 tháng 6, 2026"));
	CHECK(says(m.html, "<a href=\"https://tilth.example/mine/"));
	CHECK(pass_in(&t, m.text, &p) && id_same(p.person.row.id, one[0]));
	t.c.actor = (struct actor){ .system = false };
	CHECK(register_take(&t.c, &p));
	CHECK(register_of(&t.c, v, one[0], &g));
	CHECK(str_is(g.state, "registered"));
	site_close(&t);
}

static void
who_was_invited_is_written_to_once_unless_asked_again(struct arena *a)
{
	struct owed_sent sent;
	struct event *v;
	struct mail m;
	struct site t;
	struct id one;
	size_t n;

	if (!site_open(&t, a, "owed2"))
		return;
	site_system(&t);
	v = make_event(&t, day_of(2026, 6, 1), day_of(2026, 6, 2));
	one = make_person(&t, "Hoa@Example.org");
	CHECK(register_invite(&t.c, v, &one, 1, &n) && n == 1);
	/* no address of the site: the link would lead nowhere */
	CHECK(owed_invited(&t.c, (str){ 0 }, v, false, &sent));
	CHECK(sent.sent == 0);
	CHECK(owed_invited(&t.c, S("http://here"), v, false, &sent));
	CHECK(sent.sent == 1);
	CHECK(owed_invited(&t.c, S("http://here"), v, false, &sent));
	CHECK(sent.sent == 0);
	CHECK(owed_invited(&t.c, S("http://here"), v, true, &sent));
	CHECK(sent.sent == 1);
	CHECK(mails_to(&t, "Hoa@Example.org", "invitation", &m) == 2);
	site_sit(&t, "BEN", t.one);
	CHECK(!owed_invited(&t.c, S("http://here"), v, true, &sent));
	CHECK(site_fault(&t) == DENIED);
	site_close(&t);
}

static void
who_moves_up_from_the_waiting_list_is_told(struct arena *a)
{
	struct mail m = { .tries = 0 };
	struct pass p[2];
	struct event *v;
	struct id who[2];
	struct site t;
	size_t i, n;
	str key;

	if (!site_open(&t, a, "owed3"))
		return;
	site_system(&t);
	set_address(&t, "https://tilth.example");
	v = make_event(&t, day_of(2026, 6, 1), day_of(2026, 6, 2));
	who[0] = make_person(&t, "first@example.org");
	who[1] = make_person(&t, "second@example.org");
	CHECK(register_invite(&t.c, v, who, 2, &n) && n == 2);
	for (i = 0; i < 2; i++)
		CHECK(pass_new(&t.c, v, who[i], S("participant"), S("en"),
		    &key) && pass_by_key(&t.c, key, &p[i]));
	t.c.actor = (struct actor){ .system = false };
	CHECK(register_take(&t.c, &p[0]) && register_take(&t.c, &p[1]));
	CHECK(mails_to(&t, "second@example.org", "notice", &m) == 0);
	CHECK(register_decline(&t.c, &p[0]));
	CHECK(mails_to(&t, "second@example.org", "notice", &m) == 1);
	/* in the language he chose for his link */
	CHECK(str_is(m.subject, "You have a seat: Rice terraces"));
	CHECK(pass_in(&t, m.text, &p[0]));
	CHECK(mails_to(&t, "first@example.org", "notice", &m) == 0);
	site_close(&t);
}

static void
the_day_before_a_session_everybody_is_told_once(struct arena *a)
{
	struct mail m = { .tries = 0 };
	struct event_session *s;
	struct event *v;
	struct site t;
	int i;

	if (!site_open(&t, a, "owed4"))
		return;
	site_system(&t);
	set_address(&t, "https://tilth.example");
	v = make_event(&t, day_of(2026, 3, 3), day_of(2026, 3, 5));
	enrol(&t, v, make_person(&t, "hoa@example.org"));
	enrol(&t, v, make_person(&t, "no address"));
	for (i = 0; i < 3; i++) {       /* two on the third, one later */
		s = site_blank(&t, &event_session_entity, t.one);
		s->event = v->row.id;
		s->seq = i + 1;
		s->date = day_of(2026, 3, i < 2 ? 3 : 5);
		s->starts = i == 0 ? S("08:00") : S("13:30");
		s->ends = i == 0 ? S("11:30") : S("16:00");
		site_keep(&t, &event_session_entity, s);
	}
	t.c.now -= (int64_t)4 * 3600 * 1000;    /* five o'clock: too early */
	CHECK(clock_brings(&t) == 0);
	t.c.now += (int64_t)4 * 3600 * 1000;
	CHECK(clock_brings(&t) == 1);
	CHECK(clock_brings(&t) == 0);
	CHECK(mails_to(&t, "hoa@example.org", "reminder", &m) == 1);
	CHECK(says(m.text, "08:00–11:30") && says(m.text, "13:30–16:00"));
	CHECK(says(m.text, "3 tháng 3, 2026"));
	t.c.now += (int64_t)24 * 3600 * 1000;   /* none is tomorrow */
	CHECK(clock_brings(&t) == 0);
	t.c.now += (int64_t)24 * 3600 * 1000;
	CHECK(clock_brings(&t) == 1);
	site_close(&t);
}

static struct event_test *
make_test(struct site *t, const struct event *v)
{
	struct event_test *e = site_blank(t, &event_test_entity, t->one);
	struct test_item q;

	row_blank(&test_item_entity, &q);
	q.course = v->course;
	q.code = S("Q1");
	q.seq = 1;
	q.kind = S("short");
	q.stem = S("Why?");
	CHECK(flow_save(&t->c, &test_item_entity, &q));
	e->event = v->row.id;
	e->phase = S("pre");
	e->items = id_text(t->a, q.row.id);
	e->same_as = (struct id){ { 0 } };
	e->opens_at = t->c.now + 1;
	e->closes_at = t->c.now + (int64_t)3 * 3600 * 1000;
	site_keep(t, &event_test_entity, e);
	return e;
}

static void
a_test_is_told_of_when_it_opens_and_led_to(struct arena *a)
{
	struct mail m = { .tries = 0 };
	struct mail_wish w;
	struct event *v;
	struct site t;

	if (!site_open(&t, a, "owed5"))
		return;
	site_system(&t);
	set_address(&t, "https://tilth.example");
	v = make_event(&t, day_of(2026, 3, 9), day_of(2026, 3, 9));
	enrol(&t, v, make_person(&t, "hoa@example.org"));
	enrol(&t, v, make_person(&t, "stop@example.org"));
	(void)make_test(&t, v);
	CHECK(mail_wish_of(&t.c, &(struct mail_to){
	    .address = S("stop@example.org") }, &w));
	mail_wish_set(&t.c, &w, S("reminder"), true);
	CHECK(mail_wish_keep(&t.c, &w));
	CHECK(clock_brings(&t) == 0);
	t.c.now += 1;
	CHECK(clock_brings(&t) == 1);
	CHECK(clock_brings(&t) == 0);
	CHECK(mails_to(&t, "hoa@example.org", "reminder", &m) == 1);
	CHECK(says(m.text, "/test/pre\n"));
	/* closes at noon of UTC; the event's programme says no country */
	CHECK(says(m.text, "12:00"));
	/* who stopped them has no link made for nothing */
	site_close(&t);
}

static void
after_the_event_each_who_came_is_asked_how_it_was(struct arena *a)
{
	struct mail m = { .tries = 0 };
	struct enrolment *e;
	struct event *v;
	struct site t;

	if (!site_open(&t, a, "owed6"))
		return;
	site_system(&t);
	set_address(&t, "https://tilth.example");
	v = make_event(&t, day_of(2026, 2, 27), day_of(2026, 3, 1));
	enrol(&t, v, make_person(&t, "came@example.org"));
	e = site_blank(&t, &enrolment_entity, t.one);
	e->event = v->row.id;
	e->person = make_person(&t, "away@example.org");
	e->attendance_share = 0;
	site_keep(&t, &enrolment_entity, e);
	CHECK(clock_brings(&t) == 1);
	CHECK(mails_to(&t, "came@example.org", "reminder", &m) == 1);
	CHECK(clock_brings(&t) == 0);
	v = make_event(&t, day_of(2026, 2, 27), day_of(2026, 3, 1));
	v->is_silent = YES;
	site_keep(&t, &event_entity, v);
	enrol(&t, v, make_person(&t, "silent@example.org"));
	CHECK(clock_brings(&t) == 0);
	site_close(&t);
}

static void
three_months_later_who_wrote_a_plan_is_asked_what_became_of_it(
    struct arena *a)
{
	struct apply_line line = { S("Train two colleagues"), { 0 }, { 0 } };
	struct mail m = { .tries = 0 };
	struct event *v;
	struct pass p;
	struct site t;
	str key;

	if (!site_open(&t, a, "owed7"))
		return;
	site_system(&t);
	set_address(&t, "https://tilth.example");
	v = make_event(&t, day_of(2025, 11, 30), day_of(2025, 12, 2));
	enrol(&t, v, make_person(&t, "silent@example.org"));
	CHECK(pass_new(&t.c, v, make_person(&t, "plan@example.org"),
	    S("participant"), S("en"), &key) && pass_by_key(&t.c, key, &p));
	CHECK(apply_keep(&t.c, &p, &line, 1, (str){ 0 }, (str){ 0 }));
	t.c.now -= (int64_t)24 * 3600 * 1000;
	CHECK(clock_brings(&t) == 0);
	t.c.now += (int64_t)24 * 3600 * 1000;   /* 2 March */
	CHECK(clock_brings(&t) == 1);
	CHECK(clock_brings(&t) == 0);
	CHECK(mails_to(&t, "plan@example.org", "reminder", &m) == 1);
	CHECK(says(m.text, "/plan\n"));
	site_close(&t);
}

static void
a_rollback_takes_its_mails_along(struct arena *a)
{
	struct owed_sent sent;
	struct event *v;
	struct mail m;
	struct site t;
	struct id one;
	size_t n;

	if (!site_open(&t, a, "owed8"))
		return;
	site_system(&t);
	v = make_event(&t, day_of(2026, 6, 1), day_of(2026, 6, 2));
	one = make_person(&t, "hoa@example.org");
	site_try(&t);
	CHECK(register_invite(&t.c, v, &one, 1, &n) && n == 1);
	CHECK(owed_invited(&t.c, S("http://here"), v, false, &sent));
	CHECK(mails_to(&t, "hoa@example.org", "invitation", &m) == 1);
	site_back(&t);
	CHECK(mails_to(&t, "hoa@example.org", "invitation", &m) == 0);
	CHECK(gather_of(&t.c, &event_link_entity, "event", v->row.id, &n) !=
	    NULL && n == 0);
	CHECK(gather_of(&t.c, &registration_entity, "event", v->row.id, &n)
	    != NULL && n == 0);
	site_close(&t);
}

static struct invite_line
sheet_of(const char *contact, const char *subject, const char *key)
{
	struct invite_line l = { .subject = str_of(subject),
		.key = str_of(key) };

	row_blank(&invitation_entity, &l.invitation);
	l.invitation.contact = str_of(contact);
	l.invitation.language = S("vi");
	return l;
}

static void
a_rater_gets_one_mail_with_all_his_links(struct arena *a)
{
	struct assessment_round *r;
	struct invite_line l[4];
	struct mail m = { .tries = 0 };
	struct site t;
	size_t n = 4, sent;

	if (!site_open(&t, a, "owed9"))
		return;
	site_system(&t);
	r = site_blank(&t, &assessment_round_entity, t.one);
	r->due = day_of(2026, 3, 20);
	site_keep(&t, &assessment_round_entity, r);
	l[0] = sheet_of("hoa@example.org", "Archive", "KEY-A");
	l[1] = sheet_of("0912 345 678", "Archive", "KEY-B");
	l[2] = sheet_of("Hoa@Example.org", "Library", "KEY-C");
	l[3] = sheet_of("", "Library", "KEY-D");
	CHECK(invite_mail(&t.c, S("https://tilth.example"), r, l, &n,
	    &sent));
	CHECK(sent == 1 && mails_to(&t, "hoa@example.org", "invitation",
	    &m) == 1);
	CHECK(says(m.text, "https://tilth.example/sheet/KEY-A\n"));
	CHECK(says(m.text, "https://tilth.example/sheet/KEY-C\n"));
	CHECK(!says(m.text, "KEY-B") && says(m.text, "20 tháng 3, 2026"));
	CHECK(str_is(m.entity, "assessment_round"));    /* of no sheet */
	/* who has no address still needs a link to be handed out */
	CHECK(n == 2 && str_is(l[0].key, "KEY-B") && str_is(l[1].key,
	    "KEY-D"));
	site_close(&t);
}

/* Two persons are reached by one office; the first has an address of his
 * own in the register, where the second's link must not go. */
static void
a_shared_box_gives_nobody_the_link_of_another(struct arena *a)
{
	struct assessment_round *r;
	struct invite_line l[2];
	struct person *p;
	struct mail m = { .tries = 0 };
	struct site t;
	size_t n = 2, sent;

	if (!site_open(&t, a, "owed10"))
		return;
	site_system(&t);
	r = site_blank(&t, &assessment_round_entity, t.one);
	site_keep(&t, &assessment_round_entity, r);
	p = site_blank(&t, &person_entity, t.one);
	p->email = S("first@example.org");
	site_keep(&t, &person_entity, p);
	l[0] = sheet_of("office@example.org", "Archive", "KEY-A");
	l[0].invitation.person = p->row.id;
	l[1] = sheet_of("office@example.org", "Archive", "KEY-B");
	CHECK(invite_mail(&t.c, S("https://tilth.example"), r, l, &n,
	    &sent) && sent == 2 && n == 0);
	CHECK(mails_to(&t, "first@example.org", "invitation", &m) == 1);
	CHECK(says(m.text, "KEY-A") && !says(m.text, "KEY-B"));
	CHECK(mails_to(&t, "office@example.org", "invitation", &m) == 1);
	CHECK(says(m.text, "KEY-B") && !says(m.text, "KEY-A"));
	site_close(&t);
}

/* His address is known twice: in the register and with the sheet. */
static void
who_took_back_his_consent_is_not_invited(struct arena *a)
{
	struct assessment_round *r;
	struct invite_line l[2];
	struct person *p;
	struct mail m = { .tries = 0 };
	struct site t;
	size_t n = 2, sent;

	if (!site_open(&t, a, "owed11"))
		return;
	site_system(&t);
	r = site_blank(&t, &assessment_round_entity, t.one);
	site_keep(&t, &assessment_round_entity, r);
	p = site_blank(&t, &person_entity, t.one);
	p->email = S("gone@example.org");
	p->consent = S("withdrawn");
	site_keep(&t, &person_entity, p);
	l[0] = sheet_of("gone@example.org", "Gone", "KEY-A");
	l[0].invitation.person = p->row.id;
	l[1] = sheet_of("here@example.org", "Here", "KEY-B");
	CHECK(invite_mail(&t.c, S("https://tilth.example"), r, l, &n,
	    &sent) && sent == 1 && n == 1);
	CHECK(mails_to(&t, "gone@example.org", "invitation", &m) == 0);
	CHECK(mails_to(&t, "here@example.org", "invitation", &m) == 1);
	site_close(&t);
}

const struct test owed_tests[] = {
	{ "who took back his consent is not invited",
	  who_took_back_his_consent_is_not_invited },
	{ "a shared box gives nobody the link of another",
	  a_shared_box_gives_nobody_the_link_of_another },
	{ "a rater gets one mail with all his links",
	  a_rater_gets_one_mail_with_all_his_links },
	{ "an invitation is answered by the link in its mail",
	  an_invitation_is_answered_by_the_link_in_its_mail },
	{ "who was invited is written to once, unless asked again",
	  who_was_invited_is_written_to_once_unless_asked_again },
	{ "who moves up from the waiting list is told",
	  who_moves_up_from_the_waiting_list_is_told },
	{ "the day before a session everybody is told once",
	  the_day_before_a_session_everybody_is_told_once },
	{ "a test is told of when it opens, and led to",
	  a_test_is_told_of_when_it_opens_and_led_to },
	{ "after the event each who came is asked how it was",
	  after_the_event_each_who_came_is_asked_how_it_was },
	{ "three months later who wrote a plan is asked what became of it",
	  three_months_later_who_wrote_a_plan_is_asked_what_became_of_it },
	{ "a rollback takes its mails along",
	  a_rollback_takes_its_mails_along },
	{ 0 }
};
