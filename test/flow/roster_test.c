/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/roster: experts told and asked, replies to who asked. */
#include "flow/roster.h"

#include "base/arena.h"
#include "flow/assist.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "model/mail.h"
#include "model/office.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static void
set_address(struct site *t)
{
	struct setting s;

	row_blank(&setting_entity, &s);
	s.key = S("address");
	s.value = S("https://tilth.example");
	CHECK(flow_save(&t->c, &setting_entity, &s));
}

static struct expert *
make_expert(struct site *t, const char *status, const char *email)
{
	struct expert *x = site_blank(t, &expert_entity, t->one);

	x->status = str_of(status);
	x->email = str_of(email);
	x->party = (struct id){ { 0 } };
	x->call_reference = (str){ 0 };
	site_keep(t, &expert_entity, x);
	return x;
}

static size_t
mails(struct site *t, const char *address, struct mail *last)
{
	struct mail *m;
	size_t i, n, found = 0;

	m = gather(&t->c, &mail_entity, (struct id){ { 0 } }, &n);
	CHECK(m != NULL);
	for (i = 0; m != NULL && i < n; i++)
		if (str_is(m[i].address, address)) {
			*last = m[i];
			found++;
		}
	return found;
}

static bool
says(str text, const char *words)
{
	return str_find(text, str_of(words)) < text.n;
}

static str
key_behind(struct site *t, str text, const char *path)
{
	size_t at = str_find(text, str_of(path)) + str_of(path).n;

	return str_copy(t->a, str_part(text, at, at + 43));
}

static void
a_candidate_is_told_and_confirms_the_entry_by_the_link(struct arena *a)
{
	struct mail m = { .tries = 0 };
	struct expert *x, own;
	struct site t;
	bool told;
	str key;

	if (!site_open(&t, a, "roster1"))
		return;
	site_system(&t);
	set_address(&t);
	x = make_expert(&t, "candidate", "bao@example.org");
	site_sit(&t, "BEN", t.one);
	CHECK(!roster_admit(&t.c, (str){ 0 }, x, &told));
	(void)site_fault(&t);
	site_sit(&t, "SEC", t.one);
	CHECK(roster_admit(&t.c, (str){ 0 }, x, &told) && told);
	CHECK(!roster_admit(&t.c, (str){ 0 }, x, &told));
	CHECK(site_fault(&t) == INVALID);
	site_system(&t);
	CHECK(mails(&t, "bao@example.org", &m) == 1);
	key = key_behind(&t, m.text, "https://tilth.example/entry/");
	t.c.actor = (struct actor){ .system = false };
	CHECK(roster_by_key(&t.c, key, &own));
	CHECK(id_same(own.row.id, x->row.id) && str_is(own.status,
	    "rostered"));
	CHECK(roster_confirm(&t.c, &own));
	/* 2 March 2026 and twelve months */
	CHECK(own.renew_by.n == day_of(2027, 3, 2).n);
	CHECK(roster_leave(&t.c, &own));
	CHECK(!roster_confirm(&t.c, &own));
	CHECK(site_fault(&t) == CONFLICT);
	CHECK(!roster_by_key(&t.c, S("nobody's"), &own));
	site_close(&t);
}

static void
who_is_not_admitted_reads_why(struct arena *a)
{
	struct mail m = { .tries = 0 };
	struct expert *x;
	struct site t;
	bool told;

	if (!site_open(&t, a, "roster2"))
		return;
	site_system(&t);
	set_address(&t);
	x = make_expert(&t, "candidate", "bao@example.org");
	CHECK(!roster_refuse(&t.c, x, (str){ 0 }, &told));
	CHECK(site_on(&t, "reason"));
	(void)site_fault(&t);
	CHECK(roster_refuse(&t.c, x, S("We look for archivists."), &told));
	CHECK(told && mails(&t, "bao@example.org", &m) == 1);
	CHECK(says(m.text, "We look for archivists."));
	site_close(&t);
}

static void
whose_day_comes_near_is_asked_once(struct arena *a)
{
	struct mail m = { .tries = 0 };
	struct expert *near, *far;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "roster3"))
		return;
	site_system(&t);
	set_address(&t);
	near = make_expert(&t, "rostered", "near@example.org");
	near->renew_by = day_of(2026, 4, 1);    /* 30 days ahead */
	site_keep(&t, &expert_entity, near);
	far = make_expert(&t, "rostered", "far@example.org");
	far->renew_by = day_of(2026, 4, 2);
	site_keep(&t, &expert_entity, far);
	CHECK(roster_due(&t.c, &n) && n == 1);
	CHECK(roster_due(&t.c, &n) && n == 0);
	CHECK(mails(&t, "near@example.org", &m) == 1);
	CHECK(says(m.text, "1 April 2026"));
	CHECK(mails(&t, "far@example.org", &m) == 0);
	site_close(&t);
}

static void
an_expert_is_invited_by_mail_with_the_link(struct arena *a)
{
	struct expert_invitation *v;
	struct assist_invited own;
	struct mail m = { .tries = 0 };
	struct expert *x;
	struct site t;
	bool told;
	str key;

	if (!site_open(&t, a, "roster4"))
		return;
	site_system(&t);
	set_address(&t);
	x = make_expert(&t, "rostered", "bao@example.org");
	v = site_blank(&t, &expert_invitation_entity, t.one);
	v->expert = x->row.id;
	v->place = S("chosen");
	site_keep(&t, &expert_invitation_entity, v);
	CHECK(assist_invite(&t.c, v->row.id, S("Please, in May."), &key));
	v = site_find(&t, &expert_invitation_entity, v->row.id);
	CHECK(roster_invite(&t.c, (str){ 0 }, v, key, &told) && told);
	CHECK(mails(&t, "bao@example.org", &m) == 1);
	CHECK(says(m.text, "Please, in May."));
	CHECK(assist_invited(&t.c, key_behind(&t, m.text, "/invited/"),
	    &own) && id_same(own.row.row.id, v->row.id));
	site_close(&t);
}

/* One does not want to be listed; the other took back his consent as a
 * person of the register. */
static void
who_withdrew_is_asked_no_more(struct arena *a)
{
	struct expert_invitation *v;
	struct mail m = { .tries = 0 };
	struct expert *x[2];
	struct person *p;
	struct site t;
	bool told;
	int i;

	if (!site_open(&t, a, "roster6"))
		return;
	site_system(&t);
	set_address(&t);
	p = site_blank(&t, &person_entity, t.one);
	p->consent = S("withdrawn");
	site_keep(&t, &person_entity, p);
	x[0] = make_expert(&t, "rostered", "unlisted@example.org");
	x[0]->consent = NO;
	x[1] = make_expert(&t, "rostered", "withdrew@example.org");
	x[1]->party = p->row.id;
	for (i = 0; i < 2; i++) {
		site_keep(&t, &expert_entity, x[i]);
		v = site_blank(&t, &expert_invitation_entity, t.one);
		v->expert = x[i]->row.id;
		site_keep(&t, &expert_invitation_entity, v);
		CHECK(roster_invite(&t.c, (str){ 0 }, v, S("key"), &told) &&
		    !told);
		CHECK(roster_ask(&t.c, (str){ 0 }, x[i], &told) && !told);
		CHECK(mails(&t, str_z(a, x[i]->email), &m) == 0);
	}
	site_close(&t);
}

static void
who_asked_by_a_call_hears_what_was_decided(struct arena *a)
{
	struct ta_request *r;
	struct mail m = { .tries = 0 };
	struct site t;

	if (!site_open(&t, a, "roster5"))
		return;
	site_system(&t);
	set_address(&t);
	r = site_blank(&t, &ta_request_entity, t.one);
	r->email = S("asks@example.org");
	r->ref_no = S("TL-7K3M-9QXA");
	r->state = S("screening");
	r->call = site_any(&t, &call_entity, t.one);
	site_keep(&t, &ta_request_entity, r);
	CHECK(flow_move(&t.c, &ta_request_entity, r->row.id,
	    r->row.revision, S("reject"), S("Another programme does that.")));
	CHECK(mails(&t, "asks@example.org", &m) == 1);
	CHECK(says(m.text, "Another programme does that."));
	CHECK(says(m.text, "https://tilth.example/ref/TL-7K3M-9QXA"));
	site_close(&t);
}

const struct test roster_tests[] = {
	{ "a candidate is told, and confirms the entry by the link",
	  a_candidate_is_told_and_confirms_the_entry_by_the_link },
	{ "who is not admitted reads why", who_is_not_admitted_reads_why },
	{ "whose day comes near is asked once",
	  whose_day_comes_near_is_asked_once },
	{ "an expert is invited by mail with the link",
	  an_expert_is_invited_by_mail_with_the_link },
	{ "who withdrew is asked no more",
	  who_withdrew_is_asked_no_more },
	{ "who asked by a call hears what was decided",
	  who_asked_by_a_call_hears_what_was_decided },
	{ 0 }
};
