/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of web hooks: who is told what, and for how long it is tried. */
#include <string.h>

#include "flow/find.h"
#include "flow/hook.h"
#include "flow/save.h"
#include "model/fund.h"
#include "model/office.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static const struct id nowhere;
static const int64_t hour = 3600 * (int64_t)1000;

/* One of an administrator who is a manager of the first programme. */
static struct id
made(struct site *s, const char *kinds, const char *role)
{
	struct role_assignment r;
	struct webhook h;
	str secret;

	site_system(s);
	row_blank(&role_assignment_entity, &r);
	r.user = s->me;
	r.role = str_of(role);
	r.programme = s->one;
	CHECK(flow_save(&s->c, &role_assignment_entity, &r));
	site_sit(s, "ADM", nowhere);
	row_blank(&webhook_entity, &h);
	h.name = S("Archive");
	h.address = S("https://example.org/tilth");
	h.entities = str_of(kinds);
	CHECK(flow_save(&s->c, &webhook_entity, &h));
	CHECK(hook_secret(&s->c, h.row.id, &secret) && secret.n > 60);
	site_system(s);
	return h.row.id;
}

static void
risk_in(struct site *s, struct id programme)
{
	struct risk *r = site_blank(s, &risk_entity, programme);

	CHECK(flow_save(&s->c, &risk_entity, r));
}

static struct webhook *
hook(struct site *s, struct id id)
{
	return site_find(s, &webhook_entity, id);
}

static bool
body(struct site *s, struct id id, struct hook_body *b)
{
	const struct webhook *h = hook(s, id);

	return hook_body(&s->c, h, h->at_change, b);
}

static void
it_is_told_what_its_maker_may_see(struct arena *a)
{
	struct hook_body b;
	struct site s;
	struct id id;

	if (!site_open(&s, a, "hook_sees"))
		return;
	site_any(&s, &risk_entity, s.one);
	site_any(&s, &risk_entity, s.two);
	id = made(&s, "risk", "PM");
	CHECK(body(&s, id, &b) && str_none(b.body));
	risk_in(&s, s.two);
	CHECK(body(&s, id, &b) && str_none(b.body));
	CHECK(b.next > hook(&s, id)->at_change);
	risk_in(&s, s.one);
	CHECK(body(&s, id, &b) && b.rows == 1 && !str_none(b.body));
	CHECK(hook_end(&s.c, &b, 200, 12, S("thanks")));
	CHECK(hook(&s, id)->at_change == b.next);
	CHECK(body(&s, id, &b) && str_none(b.body));
	site_close(&s);
}

static void
what_was_not_taken_is_tried_for_three_days(struct arena *a)
{
	struct webhook_delivery *log;
	struct webhook *all;
	struct hook_body b;
	int64_t start, told;
	struct site s;
	struct id id;
	size_t n, tries = 0;

	if (!site_open(&s, a, "hook_tries"))
		return;
	id = made(&s, "", "PM");
	risk_in(&s, s.one);
	start = s.c.now;
	told = hook(&s, id)->at_change;
	for (; tries < 100; tries++) {
		CHECK(hook_due(&s.c, &all, &n));
		if (n == 0 && hook(&s, id)->is_on != YES)
			break;
		if (n == 1) {
			CHECK(body(&s, id, &b) && b.rows > 0);
			CHECK(hook_end(&s.c, &b, 500, 1, S("no")));
			CHECK(hook(&s, id)->next_at > s.c.now);
		}
		s.c.now += hour;
	}
	/* 72 hours after the first failure, at the try that follows. */
	CHECK(hook(&s, id)->is_on == NO);
	CHECK(s.c.now - start >= 72 * hour && s.c.now - start < 97 * hour);
	CHECK(hook(&s, id)->at_change == told);         /* nothing is lost */
	site_sit(&s, "ADM", nowhere);
	CHECK(hook_log(&s.c, id, &log, &n) && n > 5);
	CHECK(log[0].status == 500 && log[0].is_fine == NO);
	CHECK(hook_switch(&s.c, id, true));
	site_system(&s);
	CHECK(hook_due(&s.c, &all, &n) && n == 1);
	CHECK(hook_body(&s.c, &all[0], all[0].at_change, &b) && b.rows > 0);
	site_close(&s);
}

/* The account is there, and disabled. */
static void
without_its_maker_it_is_switched_off_in_the_end(struct arena *a)
{
	struct hook_body b;
	struct site s;
	struct id id;
	struct user *u;

	if (!site_open(&s, a, "hook_alone"))
		return;
	id = made(&s, "risk", "PM");
	risk_in(&s, s.one);
	u = site_find(&s, &user_entity, s.me);
	u->is_disabled = YES;
	CHECK(flow_save(&s.c, &user_entity, u));
	CHECK(!body(&s, id, &b) && str_none(b.body));
	CHECK(site_fault(&s) == DENIED);
	CHECK(hook_end(&s.c, &b, 0, 0, S("nobody sees for it")));
	CHECK(hook(&s, id)->next_at > s.c.now);
	s.c.now += 73 * hour;
	CHECK(hook_end(&s.c, &b, 0, 0, S("nobody sees for it")));
	CHECK(hook(&s, id)->is_on == NO);
	site_close(&s);
}

static void
nobody_but_an_administrator_has_a_hand_in_them(struct arena *a)
{
	struct site s;
	struct id id;
	str secret;

	if (!site_open(&s, a, "hook_may"))
		return;
	id = made(&s, "", "PM");
	site_sit(&s, "PM", s.one);
	CHECK(!hook_secret(&s.c, id, &secret) && site_fault(&s) == DENIED);
	CHECK(!hook_switch(&s.c, id, false) && site_fault(&s) == DENIED);
	CHECK(!hook_trial(&s.c, id) && site_fault(&s) == DENIED);
	site_sit(&s, "ADM", nowhere);
	s.c.actor.reads_only = true;
	CHECK(!hook_secret(&s.c, id, &secret) && site_fault(&s) == DENIED);
	site_close(&s);
}

static void
an_address_that_is_none_is_refused(struct arena *a)
{
	static const char *const bad[] = { "example.org", "ftp://example.org",
		"https://", "https:///x", "https://a b.org",
		"https://user:word@example.org/", "http://example.org",
		"https://ex\xC3\xA4mple.org" };
	struct webhook h;
	struct site s;
	size_t i;

	if (!site_open(&s, a, "hook_address"))
		return;
	row_blank(&webhook_entity, &h);
	h.name = S("x");
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		h.address = str_of(bad[i]);
		CHECK(!hook_right(&s.c, NULL, &h) && site_fault(&s) == INVALID);
	}
	h.address = S("https://example.org:8443/a?b=c");
	CHECK(hook_right(&s.c, NULL, &h));
	site_close(&s);
}

static void
who_changes_where_it_goes_does_not_see_with_anothers_eyes(struct arena *a)
{
	struct webhook *h;
	struct site s;
	struct id id;

	if (!site_open(&s, a, "hook_taken"))
		return;
	id = made(&s, "risk", "PM");
	site_sit_other(&s, "ADM", nowhere);
	h = hook(&s, id);
	h->name = S("Attic");
	CHECK(flow_save(&s.c, &webhook_entity, h));
	CHECK(id_same(hook(&s, id)->by, s.me));         /* no harm in that */
	h = hook(&s, id);
	h->address = S("https://example.com/elsewhere");
	CHECK(flow_save(&s.c, &webhook_entity, h));
	CHECK(id_same(hook(&s, id)->by, s.other));
	site_close(&s);
}

const struct test hook_tests[] = {
	{ "who changes where it goes does not see with another's eyes",
	   who_changes_where_it_goes_does_not_see_with_anothers_eyes },
	{ "it is told what its maker may see",
	   it_is_told_what_its_maker_may_see },
	{ "without its maker it is switched off in the end",
	   without_its_maker_it_is_switched_off_in_the_end },
	{ "what was not taken is tried for three days",
	   what_was_not_taken_is_tried_for_three_days },
	{ "nobody but an administrator has a hand in them",
	   nobody_but_an_administrator_has_a_hand_in_them },
	{ "an address that is none is refused",
	   an_address_that_is_none_is_refused },
	{ 0 }
};
