/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/invite and flow/sheet: who gets a sheet, what a link opens,
 * what is kept, and what is refused.
 */
#include "flow/sheet.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/invite.h"
#include "flow/save.h"
#include "model/office.h"
#include "site.h"
#include "test.h"

static const struct invite_rater nobody;

/* A framework from 1 to 5 with two dimensions of two items each, a round of
 * it in `one`, and an organisation to rate. */
struct stage {
	struct site s;
	struct assessment_round *round;
	struct framework *framework;
	struct id subject;
};

static struct id
dimension(struct stage *t, const char *code, int64_t seq)
{
	struct dimension *d = site_blank(&t->s, &dimension_entity, t->s.one);

	d->framework = t->framework->row.id;
	d->code = str_of(code);
	d->seq = seq;
	site_keep(&t->s, &dimension_entity, d);
	return d->row.id;
}

static void
item(struct stage *t, struct id of, const char *code, int64_t seq)
{
	struct item *i = site_blank(&t->s, &item_entity, t->s.one);

	i->framework = t->framework->row.id;
	i->dimension = of;
	i->code = str_of(code);
	i->seq = seq;
	i->is_reverse = NO;
	site_keep(&t->s, &item_entity, i);
}

static void
set_framework(struct stage *t)
{
	struct framework *f = site_blank(&t->s, &framework_entity, t->s.one);
	struct id a, b;

	f->scale_min = 1;
	f->scale_max = 5;
	f->scale_step = 1;
	f->allow_na = f->allow_dont_know = YES;
	f->is_frozen = NO;
	f->rater_rule = S("median");
	f->dimension_rule = S("mean");
	site_keep(&t->s, &framework_entity, f);
	t->framework = f;
	a = dimension(t, "A", 1);
	b = dimension(t, "B", 2);
	item(t, a, "A.1", 1);
	item(t, a, "A.2", 2);
	item(t, b, "B.1", 3);
	item(t, b, "B.2", 4);
}

static bool
open_stage(struct stage *t, struct arena *a, const char *name)
{
	struct assessment_round *r;

	if (!site_open(&t->s, a, name))
		return false;
	site_system(&t->s);
	set_framework(t);
	r = site_blank(&t->s, &assessment_round_entity, t->s.one);
	r->framework = t->framework->row.id;
	r->state = S("open");
	r->opens = r->due = moment_day(t->s.c.now);
	r->grace_until = r->closes = (struct day){ 0 };
	r->min_raters = INT64_MIN;
	site_keep(&t->s, &assessment_round_entity, r);
	t->round = r;
	t->subject = site_new(&t->s, entity_named(S("organisation")),
	    t->s.one);
	return true;
}

static void
set_round(struct stage *t, const char *state, int from_today)
{
	struct assessment_round *r = site_find(&t->s, &assessment_round_entity,
	    t->round->row.id);

	site_system(&t->s);
	r->state = str_of(state);
	r->opens.n = r->due.n = moment_day(t->s.c.now).n + from_today;
	site_keep(&t->s, &assessment_round_entity, r);
	t->round = r;
}

/* One nameless peer, invited by a facilitator. */
static struct invite_line
invite(struct stage *t)
{
	struct invite_line *l, none = { .key = { 0 } };
	size_t n, there;

	site_sit(&t->s, "FAC", t->s.one);
	if (!invite_add(&t->s.c, t->round, &t->subject, 1, S("peer"), &nobody,
	    1, &l, &n, &there) || n != 1)
		return none;
	return l[0];
}

static void
sit_public(struct stage *t)
{
	t->s.c.actor = (struct actor){ .name = { 0 } };
}

static bool
by_link(struct stage *t, str key, struct sheet *s)
{
	memset(s, 0, sizeof(*s));
	sit_public(t);
	return sheet_by_link(&t->s.c, key, s);
}

static struct sheet_answer
said(size_t place, const char *score)
{
	return (struct sheet_answer){ .item = place, .score = str_of(score) };
}

/* ---- invitations ---- */

static void
a_link_is_long_kept_as_a_hash_only_and_opens_one_sheet(struct arena *a)
{
	struct invite_line l;
	struct invitation *v;
	struct stage t;
	struct sheet s;

	if (!open_stage(&t, a, "sheet_link"))
		return;
	l = invite(&t);
	CHECK(l.key.n == 43);           /* 32 bytes, 6 bits a letter */
	site_system(&t.s);
	v = site_find(&t.s, &invitation_entity, l.invitation.row.id);
	CHECK(!str_same(v->link, l.key) && v->link.n == 64);
	CHECK(by_link(&t, l.key, &s));
	CHECK(id_same(s.response.row.id, l.response.row.id));
	CHECK(s.stands == SHEET_INVITED);
	CHECK(!by_link(&t, str_part(l.key, 0, 42), &s));
	CHECK(site_fault(&t.s) == ABSENT);
	CHECK(!by_link(&t, v->link, &s));
	CHECK(site_fault(&t.s) == ABSENT);
	site_close(&t.s);
}

static void
the_hash_of_a_link_comes_out_of_no_list(struct arena *a)
{
	struct invite_line l;
	struct invitation v;
	struct stage t;

	if (!open_stage(&t, a, "sheet_secret"))
		return;
	l = invite(&t);
	CHECK(flow_find(&t.s.c, &invitation_entity, l.invitation.row.id, &v));
	CHECK(str_none(v.link));
	site_close(&t.s);
}

static void
a_new_link_ends_the_old_one_and_an_ended_one_opens_nothing(struct arena *a)
{
	struct invite_line first, second;
	struct stage t;
	struct sheet s;

	if (!open_stage(&t, a, "sheet_again"))
		return;
	first = invite(&t);
	CHECK(invite_link(&t.s.c, t.round, first.response.row.id, &second));
	CHECK(!str_same(first.key, second.key));
	CHECK(!by_link(&t, first.key, &s) && site_fault(&t.s) == ABSENT);
	CHECK(by_link(&t, second.key, &s));
	site_sit(&t.s, "FAC", t.s.one);
	CHECK(invite_end(&t.s.c, t.round, first.response.row.id));
	CHECK(!by_link(&t, second.key, &s) && site_fault(&t.s) == ABSENT);
	site_close(&t.s);
}

static void
only_who_may_invite_does(struct arena *a)
{
	static const char *const who[] = { "MEL", "RAT", "BEN", "ADM", NULL };
	struct invite_line *l;
	struct stage t;
	size_t i, n, there;

	if (!open_stage(&t, a, "sheet_who"))
		return;
	for (i = 0; who[i] != NULL; i++) {
		site_sit(&t.s, who[i], t.s.one);
		CHECK(!invite_add(&t.s.c, t.round, &t.subject, 1, S("peer"),
		    &nobody, 1, &l, &n, &there));
		CHECK(site_fault(&t.s) == DENIED);
	}
	site_sit(&t.s, "FAC", t.s.two);         /* of another programme */
	CHECK(!invite_add(&t.s.c, t.round, &t.subject, 1, S("peer"), &nobody,
	    1, &l, &n, &there));
	CHECK(site_fault(&t.s) == DENIED);
	site_close(&t.s);
}

static void
one_rater_has_one_code_name_and_is_invited_once(struct arena *a)
{
	const struct invite_rater two[] = {
		{ .name = S("Awa Diop"), .contact = S("awa@example.org") },
		{ .name = S("Bilal"), .contact = S("") } };
	struct invite_line *l;
	struct id subject[2];
	struct stage t;
	size_t n, there;

	if (!open_stage(&t, a, "sheet_codes"))
		return;
	subject[0] = t.subject;
	subject[1] = site_new(&t.s, entity_named(S("organisation")), t.s.one);
	site_sit(&t.s, "FAC", t.s.one);
	CHECK(invite_add(&t.s.c, t.round, subject, 2, S("peer"), two, 2, &l, &n,
	    &there));
	CHECK(n == 4 && there == 0);
	CHECK(str_same(l[0].response.rater, l[1].response.rater));
	CHECK(!str_same(l[0].response.rater, l[2].response.rater));
	CHECK(str_find(l[0].response.rater, S("Awa")) ==
	    l[0].response.rater.n);
	CHECK(invite_add(&t.s.c, t.round, subject, 2, S("peer"), two, 2, &l, &n,
	    &there));
	CHECK(n == 0 && there == 4);
	site_close(&t.s);
}

static void
who_judges_the_answers_does_not_read_the_names(struct arena *a)
{
	const struct invite_rater awa = { .name = S("Awa Diop"),
		.contact = S("awa@example.org") };
	struct invite_line *l;
	struct stage t;
	size_t n, there;

	if (!open_stage(&t, a, "sheet_names"))
		return;
	site_sit(&t.s, "FAC", t.s.one);
	CHECK(invite_add(&t.s.c, t.round, &t.subject, 1, S("peer"), &awa, 1, &l,
	    &n, &there));
	CHECK(invite_list(&t.s.c, t.round, 0, 10, &l, &n) && n == 1);
	CHECK(str_is(l[0].invitation.name, "Awa Diop"));
	site_sit(&t.s, "MEL", t.s.one);
	CHECK(invite_list(&t.s.c, t.round, 0, 10, &l, &n) && n == 1);
	CHECK(invite_list(&t.s.c, t.round, 1, 10, &l, &n) && n == 0);
	CHECK(str_none(l[0].invitation.name) &&
	    str_none(l[0].invitation.contact));
	site_close(&t.s);
}

static void
typed_lines_are_raters_and_a_bad_one_is_named(struct arena *a)
{
	struct invite_rater *r;
	struct stage t;
	size_t n;

	if (!open_stage(&t, a, "sheet_lines"))
		return;
	CHECK(invite_read(&t.s.c, S("Awa Diop; awa@example.org; fr\r\n\n"
	    "Bilal\n"), &r, &n));
	CHECK(n == 2 && str_is(r[0].name, "Awa Diop"));
	CHECK(str_is(r[0].contact, "awa@example.org") &&
	    str_is(r[0].language, "fr"));
	CHECK(str_is(r[1].name, "Bilal") && str_none(r[1].contact));
	CHECK(!invite_read(&t.s.c, S("Awa\n; x@example.org\n"), &r, &n));
	CHECK(site_says(&t.s, "Line 2") && site_on(&t.s, "raters"));
	CHECK(site_fault(&t.s) == INVALID);
	site_close(&t.s);
}

static void
what_nobody_began_can_be_withdrawn_and_nothing_else(struct arena *a)
{
	struct invite_line l;
	struct stage t;
	struct sheet s;

	if (!open_stage(&t, a, "sheet_withdraw"))
		return;
	l = invite(&t);
	CHECK(by_link(&t, l.key, &s) && sheet_begin(&t.s.c, &s));
	site_sit(&t.s, "FAC", t.s.one);
	CHECK(!invite_withdraw(&t.s.c, t.round, l.response.row.id));
	CHECK(site_fault(&t.s) == INVALID);
	t.subject = site_new(&t.s, entity_named(S("organisation")), t.s.one);
	l = invite(&t);
	CHECK(invite_withdraw(&t.s.c, t.round, l.response.row.id));
	CHECK(!store_has(t.s.c.store, &response_entity, l.response.row.id));
	CHECK(!by_link(&t, l.key, &s) && site_fault(&t.s) == ABSENT);
	site_close(&t.s);
}

/* ---- answers ---- */

static void
answers_are_kept_at_once_and_the_kinds_of_missing_apart(struct arena *a)
{
	const struct sheet_answer w[] = { said(0, "3"), said(1, "NA"),
		said(2, "DK"), said(3, "REF") };
	struct invite_line l;
	struct stage t;
	struct sheet s;

	if (!open_stage(&t, a, "sheet_missing"))
		return;
	l = invite(&t);
	CHECK(by_link(&t, l.key, &s) && sheet_begin(&t.s.c, &s));
	CHECK(sheet_answer(&t.s.c, &s, w, 1));
	CHECK(by_link(&t, l.key, &s) && s.stands == SHEET_STARTED);
	CHECK(s.rating[0] == 3 && s.cell[1] == CELL_BLANK &&
	    sheet_blanks(&s) == 3);
	CHECK(sheet_answer(&t.s.c, &s, w, 4));
	CHECK(by_link(&t, l.key, &s));
	CHECK(s.cell[1] == CELL_NA && s.cell[2] == CELL_DK &&
	    s.cell[3] == CELL_REFUSED);
	CHECK(isnan(s.rating[1]) && isnan(s.rating[2]) && isnan(s.rating[3]));
	site_close(&t.s);
}

static void
a_comment_stays_beside_its_item_until_it_is_taken_away(struct arena *a)
{
	struct sheet_answer w = said(1, "4");
	struct invite_line l;
	struct stage t;
	struct sheet s;

	if (!open_stage(&t, a, "sheet_comment"))
		return;
	l = invite(&t);
	CHECK(by_link(&t, l.key, &s) && sheet_begin(&t.s.c, &s));
	w.comment = S("Only \"in\" spring ");
	w.evidence = S("Minutes of May");
	CHECK(sheet_answer(&t.s.c, &s, &w, 1));
	w = said(0, "2");
	CHECK(by_link(&t, l.key, &s) && sheet_answer(&t.s.c, &s, &w, 1));
	CHECK(by_link(&t, l.key, &s));
	CHECK(str_is(s.comment[1], "Only \"in\" spring"));
	CHECK(str_is(s.evidence[1], "Minutes of May"));
	w = said(1, "4");
	w.comment = S("");
	CHECK(sheet_answer(&t.s.c, &s, &w, 1));
	CHECK(by_link(&t, l.key, &s) && str_none(s.comment[1]));
	CHECK(str_is(s.evidence[1], "Minutes of May") && s.rating[1] == 4);
	site_close(&t.s);
}

static void
what_is_off_the_scale_is_refused_and_nothing_else_is_lost(struct arena *a)
{
	static const char *const bad[] = { "6", "0", "-1", "2.5", "three",
		"1e3", "99999999999999999999", NULL };
	struct sheet_answer w = said(0, "5");
	struct invite_line l;
	struct stage t;
	struct sheet s;
	size_t i;

	if (!open_stage(&t, a, "sheet_off"))
		return;
	l = invite(&t);
	CHECK(by_link(&t, l.key, &s) && sheet_begin(&t.s.c, &s) &&
	    sheet_answer(&t.s.c, &s, &w, 1));
	for (i = 0; bad[i] != NULL; i++) {
		w = said(1, bad[i]);
		CHECK(!sheet_answer(&t.s.c, &s, &w, 1));
		CHECK(site_on(&t.s, "q2") && site_fault(&t.s) == INVALID);
	}
	CHECK(by_link(&t, l.key, &s));
	CHECK(s.rating[0] == 5 && s.cell[1] == CELL_BLANK);
	site_close(&t.s);
}

static void
a_framework_without_not_applicable_does_not_take_it(struct arena *a)
{
	struct framework f = { .scale_min = 0, .scale_max = 3, .scale_step = 1,
		.allow_na = NO, .allow_dont_know = YES };
	const struct instrument in = { .framework = f };
	struct errors e = { a, NULL, NULL, NULL };
	int16_t cell;
	double x;

	CHECK(!sheet_read(&in, S("NA"), &cell, &x, "q1", &e));
	e.first = NULL;
	CHECK(sheet_read(&in, S("dk"), &cell, &x, "q1", &e) &&
	    cell == CELL_DK);
	CHECK(sheet_read(&in, S("0"), &cell, &x, "q1", &e) && x == 0 &&
	    cell == 0);                 /* a level, not a missing one */
	CHECK(sheet_levels(&f) == 4 && sheet_level(&f, 0) == 0 &&
	    sheet_level(&f, 3) == 3);
}

static void
a_sheet_is_sent_with_its_time_and_late_after_the_due_day(struct arena *a)
{
	const struct sheet_answer w = said(0, "3");
	struct invite_line l;
	struct stage t;
	struct sheet s;

	if (!open_stage(&t, a, "sheet_late"))
		return;
	l = invite(&t);
	CHECK(by_link(&t, l.key, &s) && sheet_begin(&t.s.c, &s));
	CHECK(!sheet_submit(&t.s.c, &s));       /* nothing in it */
	CHECK(site_fault(&t.s) == INVALID);
	CHECK(sheet_answer(&t.s.c, &s, &w, 1));
	set_round(&t, "grace", -1);
	CHECK(by_link(&t, l.key, &s) && sheet_submit(&t.s.c, &s));
	CHECK(s.response.submitted_at == t.s.c.now);
	CHECK(s.response.late == YES && s.stands == SHEET_SENT);
	CHECK(str_is(s.response.source, "web") && s.response.version == 1);
	CHECK(!sheet_answer(&t.s.c, &s, &w, 1));        /* sent is sent */
	CHECK(site_fault(&t.s) == INVALID);
	site_close(&t.s);
}

static void
a_closed_round_takes_nothing_and_loses_nothing(struct arena *a)
{
	static const char *const over[] = { "cleaning", "validation", "locked",
		NULL };
	struct sheet_answer w = said(0, "3");
	struct invite_line l;
	struct stage t;
	struct sheet s;
	size_t i;

	if (!open_stage(&t, a, "sheet_closed"))
		return;
	l = invite(&t);
	CHECK(by_link(&t, l.key, &s) && sheet_begin(&t.s.c, &s) &&
	    sheet_answer(&t.s.c, &s, &w, 1));
	w = said(0, "1");
	for (i = 0; over[i] != NULL; i++) {
		set_round(&t, over[i], 0);
		CHECK(by_link(&t, l.key, &s) && s.stands == SHEET_CLOSED);
		CHECK(!sheet_answer(&t.s.c, &s, &w, 1));
		CHECK(site_says(&t.s, "closed") &&
		    site_fault(&t.s) == INVALID);
		CHECK(!sheet_submit(&t.s.c, &s));
		CHECK(site_fault(&t.s) == INVALID);
	}
	CHECK(by_link(&t, l.key, &s) && s.rating[0] == 3);
	set_round(&t, "design", 1);
	CHECK(by_link(&t, l.key, &s) && s.stands == SHEET_EARLY);
	set_round(&t, "void", 0);
	CHECK(!by_link(&t, l.key, &s) && site_fault(&t.s) == ABSENT);
	site_close(&t.s);
}

static void
after_the_last_day_of_grace_a_link_takes_no_more(struct arena *a)
{
	struct invite_line l;
	struct stage t;
	struct sheet s;

	if (!open_stage(&t, a, "sheet_grace"))
		return;
	l = invite(&t);
	site_system(&t.s);
	t.round = site_find(&t.s, &assessment_round_entity, t.round->row.id);
	t.round->grace_until.n = moment_day(t.s.c.now).n;
	site_keep(&t.s, &assessment_round_entity, t.round);
	CHECK(by_link(&t, l.key, &s) && s.stands == SHEET_INVITED);
	t.round->grace_until.n--;
	t.round->due = t.round->opens = t.round->grace_until;
	site_system(&t.s);
	site_keep(&t.s, &assessment_round_entity, t.round);
	CHECK(by_link(&t, l.key, &s) && s.stands == SHEET_CLOSED);
	site_close(&t.s);
}

static void
a_returned_sheet_is_sent_again_as_the_next_version(struct arena *a)
{
	struct sheet_answer w = said(0, "3");
	struct invite_line l;
	struct stage t;
	struct sheet s;
	str why;

	if (!open_stage(&t, a, "sheet_returned"))
		return;
	l = invite(&t);
	CHECK(by_link(&t, l.key, &s) && sheet_begin(&t.s.c, &s) &&
	    sheet_answer(&t.s.c, &s, &w, 1) && sheet_submit(&t.s.c, &s));
	site_sit(&t.s, "MEL", t.s.one);
	CHECK(flow_move(&t.s.c, &response_entity, s.response.row.id,
	    s.response.row.revision, S("query"), S("All the same?")));
	CHECK(by_link(&t, l.key, &s) && s.stands == SHEET_RETURNED);
	CHECK(sheet_question(&t.s.c, &s, &why) &&
	    str_is(why, "All the same?"));
	w = said(0, "2");
	CHECK(sheet_answer(&t.s.c, &s, &w, 1) && sheet_submit(&t.s.c, &s));
	CHECK(s.response.version == 2 && s.rating[0] == 2);
	CHECK(str_is(s.response.status, "submitted"));
	site_close(&t.s);
}

static void
who_declines_is_asked_no_more(struct arena *a)
{
	struct invite_line l;
	struct stage t;
	struct sheet s;

	if (!open_stage(&t, a, "sheet_decline"))
		return;
	l = invite(&t);
	CHECK(by_link(&t, l.key, &s) &&
	    sheet_decline(&t.s.c, &s, S("No time")));
	CHECK(by_link(&t, l.key, &s) && s.stands == SHEET_DECLINED);
	CHECK(!sheet_begin(&t.s.c, &s) && site_fault(&t.s) == INVALID);
	site_close(&t.s);
}

/* ---- who signs in ---- */

static void
a_signed_in_rater_finds_his_own_sheet_and_nobody_elses(struct arena *a)
{
	struct invite_rater me = { .name = { 0 } };
	struct invite_line *l;
	struct sheet s, *mine;
	struct user *u;
	struct stage t;
	size_t n, there;

	if (!open_stage(&t, a, "sheet_mine"))
		return;
	site_system(&t.s);
	u = site_find(&t.s, entity_named(S("user")), t.s.me);
	u->party = me.person = t.s.my_party;
	site_keep(&t.s, entity_named(S("user")), u);
	site_sit_other(&t.s, "FAC", t.s.one);
	CHECK(invite_add(&t.s.c, t.round, &t.subject, 1, S("self"), &me, 1, &l,
	    &n, &there) && n == 1);
	CHECK(sheet_waiting(&t.s.c, &mine, &n) && n == 0);
	CHECK(!sheet_mine(&t.s.c, l[0].response.row.id, &s));
	CHECK(site_fault(&t.s) == DENIED);
	site_sit(&t.s, "RAT", t.s.one);
	CHECK(sheet_waiting(&t.s.c, &mine, &n) && n == 1);
	CHECK(sheet_mine(&t.s.c, l[0].response.row.id, &s) &&
	    sheet_begin(&t.s.c, &s));
	CHECK(str_is(s.response.status, "started"));
	site_close(&t.s);
}

static void
a_rater_sets_neither_time_nor_version_nor_whom_it_is_about(struct arena *a)
{
	struct response *r;
	struct site s;

	if (!site_open(&s, a, "sheet_guarded"))
		return;
	r = site_blank(&s, &response_entity, s.one);
	r->by = s.me;
	r->status = S("started");
	site_keep(&s, &response_entity, r);
	site_sit(&s, "RAT", s.one);
	r->submitted_at = 1;
	r->late = NO;
	r->version = 7;
	CHECK(!flow_save(&s.c, &response_entity, r));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

/* ---- paper ---- */

static void
paper_is_found_by_its_code_and_dated_by_when_it_came(struct arena *a)
{
	const struct sheet_answer w[] = { said(0, "3"), said(1, "n"),
		said(2, "d"), said(3, "5") };
	struct day came;
	struct invite_line l;
	struct stage t;
	struct sheet s = { .cell = NULL };

	if (!open_stage(&t, a, "sheet_paper"))
		return;
	l = invite(&t);
	set_round(&t, "grace", -1);
	came = t.round->due;            /* in time, typed in the day after */
	site_sit(&t.s, "FAC", t.s.one);
	CHECK(sheet_keyed(&t.s.c, t.round, str_lower(a, str_print(a,
	    "%.*s-%.*s", (int)l.response.rater.n, l.response.rater.p,
	    (int)l.subject_code.n, l.subject_code.p)), &s));
	CHECK(sheet_keep_paper(&t.s.c, &s, w, 4));
	CHECK(str_is(s.response.status, "started"));
	came.n += 2;                    /* tomorrow */
	CHECK(!sheet_send_paper(&t.s.c, &s, came, true));
	CHECK(site_on(&t.s, "came") && site_fault(&t.s) == INVALID);
	came.n -= 2;
	CHECK(sheet_send_paper(&t.s.c, &s, came, true));
	CHECK(str_is(s.response.status, "submitted"));
	CHECK(str_is(s.response.source, "paper") && s.response.late == NO);
	CHECK(s.response.submitted_at == moment_of_day(came));
	CHECK(s.cell[1] == CELL_NA && s.cell[2] == CELL_DK);
	CHECK(!sheet_keyed(&t.s.c, t.round, S("XXXX-ORG"), &s));
	CHECK(site_fault(&t.s) == ABSENT);
	site_sit(&t.s, "PM", t.s.one);
	CHECK(!sheet_keyed(&t.s.c, t.round, id_text(a, l.response.row.id),
	    &s));
	CHECK(site_fault(&t.s) == DENIED);
	site_close(&t.s);
}

/* ---- what comes of it ---- */

/* One more rater in that role, who says 1, 2, 3 ... everywhere. */
static bool
one_more(struct stage *t, const char *role, const char *score)
{
	const struct sheet_answer w[] = { said(0, score), said(1, score),
		said(2, score), said(3, score) };
	struct invite_line *l;
	size_t n, there;
	struct sheet s;

	site_sit(&t->s, "FAC", t->s.one);
	return invite_add(&t->s.c, t->round, &t->subject, 1, str_of(role),
	    &nobody, 1, &l, &n, &there) && n == 1 &&
	    by_link(t, l[0].key, &s) && sheet_begin(&t->s.c, &s) &&
	    sheet_answer(&t->s.c, &s, w, 4) && sheet_submit(&t->s.c, &s);
}

static const struct results *
results_for(struct stage *t, const char *role)
{
	const struct results *r;

	site_sit(&t->s, role, t->s.one);
	return assess_results(&t->s.c, t->round->row.id, &r) ? r : NULL;
}

static void
set_least(struct stage *t, int64_t least)
{
	site_system(&t->s);
	t->round = site_find(&t->s, &assessment_round_entity,
	    t->round->row.id);
	t->round->min_raters = least;
	t->round->method = S("mixed");
	site_keep(&t->s, &assessment_round_entity, t->round);
}

static void
results_of_too_few_raters_are_not_shown_unless_they_agreed(struct arena *a)
{
	const struct results *r;
	struct stage t;

	if (!open_stage(&t, a, "sheet_few"))
		return;
	set_least(&t, 3);
	CHECK(one_more(&t, "peer", "2") && one_more(&t, "peer", "4"));
	(void)invite(&t);               /* who does not answer */
	r = results_for(&t, "FAC");
	CHECK(r->subjects == 1 && r->subject[0].sheets == 2);
	CHECK(r->subject[0].is_withheld && isnan(r->dimension[0][0].value));
	CHECK(isnan(r->overall[0].value));
	CHECK(r->quality.sheets == 2 && r->quality.waiting == 1);
	CHECK(one_more(&t, "peer", "5"));
	r = results_for(&t, "FAC");
	CHECK(!r->subject[0].is_withheld);
	NEAR(r->dimension[0][0].value, 4, 1e-12);       /* median of 2 4 5 */
	site_system(&t.s);
	t.subject = site_new(&t.s, entity_named(S("organisation")), t.s.one);
	CHECK(one_more(&t, "group", "3"));
	r = results_for(&t, "FAC");
	CHECK(r->subjects == 2);
	CHECK(!r->subject[0].is_withheld && !r->subject[1].is_withheld);
	site_close(&t.s);
}

static void
a_role_with_few_raters_is_not_told_to_whom_it_is_about(struct arena *a)
{
	struct stage t;
	struct trace *f;
	size_t i, unnamed = 0;
	struct id d;

	if (!open_stage(&t, a, "sheet_roles"))
		return;
	set_least(&t, 2);
	CHECK(one_more(&t, "peer", "2") && one_more(&t, "peer", "4") &&
	    one_more(&t, "supervisor", "1"));
	d = results_for(&t, "BEN")->instrument->dimension[0].row.id;
	CHECK(assess_trace(&t.s.c, t.round->row.id, t.subject, d, &f));
	CHECK(f->n == 6);               /* two items of three raters */
	for (i = 0; i < f->n; i++) {
		CHECK(!str_is(f->line[i].role, "supervisor"));
		unnamed += str_none(f->line[i].role);
	}
	CHECK(unnamed == 2);
	site_sit(&t.s, "MEL", t.s.one);
	CHECK(assess_trace(&t.s.c, t.round->row.id, t.subject, d, &f));
	for (i = 0; i < f->n; i++)
		CHECK(!str_none(f->line[i].role));
	site_close(&t.s);
}

const struct test rating_sheet_tests[] = {
	{ "a link is long, kept as a hash only, and opens one sheet",
	   a_link_is_long_kept_as_a_hash_only_and_opens_one_sheet },
	{ "the hash of a link comes out of no list",
	   the_hash_of_a_link_comes_out_of_no_list },
	{ "a new link ends the old one, and an ended one opens nothing",
	   a_new_link_ends_the_old_one_and_an_ended_one_opens_nothing },
	{ "only who may invite does",
	   only_who_may_invite_does },
	{ "one rater has one code name and is invited once",
	   one_rater_has_one_code_name_and_is_invited_once },
	{ "who judges the answers does not read the names",
	   who_judges_the_answers_does_not_read_the_names },
	{ "typed lines are raters, and a bad one is named",
	   typed_lines_are_raters_and_a_bad_one_is_named },
	{ "what nobody began can be withdrawn, and nothing else",
	   what_nobody_began_can_be_withdrawn_and_nothing_else },
	{ "answers are kept at once, and the kinds of missing apart",
	   answers_are_kept_at_once_and_the_kinds_of_missing_apart },
	{ "a comment stays beside its item until it is taken away",
	   a_comment_stays_beside_its_item_until_it_is_taken_away },
	{ "what is off the scale is refused and nothing else is lost",
	   what_is_off_the_scale_is_refused_and_nothing_else_is_lost },
	{ "a framework without 'not applicable' does not take it",
	   a_framework_without_not_applicable_does_not_take_it },
	{ "a sheet is sent with its time, and late after the due day",
	   a_sheet_is_sent_with_its_time_and_late_after_the_due_day },
	{ "a closed round takes nothing and loses nothing",
	   a_closed_round_takes_nothing_and_loses_nothing },
	{ "after the last day of grace a link takes no more",
	   after_the_last_day_of_grace_a_link_takes_no_more },
	{ "a returned sheet is sent again as the next version",
	   a_returned_sheet_is_sent_again_as_the_next_version },
	{ "who declines is asked no more",
	   who_declines_is_asked_no_more },
	{ "a signed-in rater finds his own sheet and nobody else's",
	   a_signed_in_rater_finds_his_own_sheet_and_nobody_elses },
	{ "a rater sets neither time nor version nor whom it is about",
	   a_rater_sets_neither_time_nor_version_nor_whom_it_is_about },
	{ "results of too few raters are not shown, unless they agreed",
	   results_of_too_few_raters_are_not_shown_unless_they_agreed },
	{ "a role with few raters is not told to whom it is about",
	   a_role_with_few_raters_is_not_told_to_whom_it_is_about },
	{ "paper is found by its code and dated by when it came",
	   paper_is_found_by_its_code_and_dated_by_when_it_came },
	{ 0 }
};
