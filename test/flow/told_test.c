/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/told: what rows tell of a step.  Days and sums are worked
 * out by hand beside them.
 */
#include "flow/told.h"

#include "flow/both.h"
#include "flow/save.h"
#include "model/advise.h"
#include "model/assess.h"
#include "model/fund.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

/* ---- conflicts of interest ---- */

static struct id
mission_with(struct site *s, struct id request, struct id expert)
{
	struct mission *m = site_blank(s, &mission_entity, s->one);

	m->ta_request = request;
	m->experts = id_text(s->a, expert);
	site_keep(s, &mission_entity, m);
	return m->row.id;
}

static struct id
expert_who_is(struct site *s, struct id party, const char *code)
{
	struct expert *x = site_blank(s, &expert_entity, s->one);

	x->party = party;
	x->code = str_of(code);
	site_keep(s, &expert_entity, x);
	return x->row.id;
}

static void
declare(struct site *s, struct id request, struct id expert, int has, int day)
{
	struct interest_declaration *d = site_blank(s,
	    &interest_declaration_entity, s->one);

	d->ta_request = request;
	d->expert = expert;
	d->has_conflict = has;
	d->declared_on = (struct day){ moment_day(s->c.now).n + day };
	site_keep(s, &interest_declaration_entity, d);
}

static int64_t
conflicts(struct site *s, struct id request, str *which)
{
	int64_t n = -1;

	*which = (str){ 0 };
	CHECK(told_conflicts(&s->c, site_find(s, &ta_request_entity, request),
	    &n, which));
	return n;
}

static void
who_is_of_the_requester_or_declared_nothing_is_not_sent(struct arena *a)
{
	struct membership *m;
	struct ta_request *r;
	struct id free, own, request;
	struct person *p;
	struct site s;
	str which;

	if (!site_open(&s, a, "told_conflicts"))
		return;
	site_system(&s);
	r = site_blank(&s, &ta_request_entity, s.one);
	r->requester = site_new(&s, &organisation_entity, s.one);
	site_keep(&s, &ta_request_entity, r);
	request = r->row.id;
	CHECK(conflicts(&s, request, &which) == 0);     /* nobody is named */
	free = expert_who_is(&s, (struct id){ { 0 } }, "X1");
	(void)mission_with(&s, request, free);
	(void)mission_with(&s, request, free);          /* counts once */
	CHECK(conflicts(&s, request, &which) == 1);
	CHECK(str_is(which, "X1: has not declared it"));
	declare(&s, request, free, YES, -2);
	CHECK(conflicts(&s, request, &which) == 1);
	CHECK(str_is(which, "X1: has declared one"));
	declare(&s, request, free, NO, -1);             /* the last counts */
	CHECK(conflicts(&s, request, &which) == 0);

	p = site_blank(&s, &person_entity, s.one);
	p->organisation = r->requester;
	site_keep(&s, &person_entity, p);
	own = expert_who_is(&s, p->row.id, "X2");
	declare(&s, request, own, NO, 0);               /* whatever he says */
	(void)mission_with(&s, request, own);
	CHECK(conflicts(&s, request, &which) == 1);
	CHECK(str_is(which, "X2: works for the requester"));
	p->organisation = (struct id){ { 0 } };
	site_keep(&s, &person_entity, p);
	CHECK(conflicts(&s, request, &which) == 0);
	m = site_blank(&s, &membership_entity, s.one);
	m->member = p->row.id;
	m->of = r->requester;
	m->from = m->until = (struct day){ 0 };
	site_keep(&s, &membership_entity, m);
	CHECK(conflicts(&s, request, &which) == 1);
	m->until = (struct day){ moment_day(s.c.now).n - 1 };
	site_keep(&s, &membership_entity, m);           /* he has left */
	CHECK(conflicts(&s, request, &which) == 0);
	site_close(&s);
}

/* ---- what is left of the money ---- */

static int64_t
no_funds(struct site *s, struct id request)
{
	int64_t n = -1;
	str which;

	CHECK(told_no_funds(&s->c, site_find(s, &ta_request_entity, request),
	    &n, &which));
	return n;
}

static void
without_terms_the_lines_of_the_activity_tell_what_is_left(struct arena *a)
{
	struct programme *p;
	struct transaction *t;
	struct budget_line *b;
	struct mission *m;
	struct id request;
	struct site s;

	if (!site_open(&s, a, "told_funds"))
		return;
	site_system(&s);
	p = site_find(&s, &programme_entity, s.one);
	p->currency = S("EUR");
	site_keep(&s, &programme_entity, p);
	request = site_new(&s, &ta_request_entity, s.one);
	CHECK(no_funds(&s, request) == 1);              /* nothing is known */
	b = site_blank(&s, &budget_line_entity, s.one);
	b->activity = site_any(&s, &activity_entity, s.one);
	b->amount = (struct money){ 10000, "EUR" };
	b->activity = site_any(&s, &activity_entity, s.one);
	site_keep(&s, &budget_line_entity, b);
	m = site_blank(&s, &mission_entity, s.one);
	m->ta_request = request;
	m->activity = b->activity;
	site_keep(&s, &mission_entity, m);
	CHECK(no_funds(&s, request) == 0);              /* 100.00 - 0 > 0 */
	t = site_blank(&s, &transaction_entity, s.one);
	t->type = S("4");
	t->activity = b->activity;
	t->budget_line = b->row.id;
	t->funder = b->funder;
	t->amount = t->amount_base = (struct money){ 10000, "EUR" };
	site_keep(&s, &transaction_entity, t);
	CHECK(no_funds(&s, request) == 1);              /* 100.00 - 100.00 */
	site_close(&s);
}

/* ---- a midline ---- */

static int64_t
ahead(struct site *s, str *which)
{
	int64_t n = -1;

	*which = (str){ 0 };
	CHECK(told_midline_ahead(&s->c, site_find(s, &programme_entity, s->one),
	    &n, which));
	return n;
}

static void
a_midline_is_due_after_half_of_the_time_unless_one_was_held(struct arena *a)
{
	struct assessment_round *r;
	struct programme *p;
	struct day today;
	struct site s;
	str which;

	if (!site_open(&s, a, "told_midline"))
		return;
	site_system(&s);
	today = moment_day(s.c.now);
	p = site_find(&s, &programme_entity, s.one);
	p->start_actual = (struct day){ 0 };
	p->start_planned = (struct day){ today.n - 100 };
	p->end_planned = (struct day){ today.n + 101 };
	site_keep(&s, &programme_entity, p);
	CHECK(ahead(&s, &which) == 1);          /* no round is locked */
	r = site_blank(&s, &assessment_round_entity, s.one);
	r->kind = S("baseline");
	r->state = S("locked");
	site_keep(&s, &assessment_round_entity, r);
	CHECK(ahead(&s, &which) == 0);          /* -100 + 201 / 2 = today */
	p->end_planned.n += 2;                  /* -100 + 203 / 2 = 1 day on */
	site_keep(&s, &programme_entity, p);
	CHECK(ahead(&s, &which) == 1);
	CHECK(str_same(which, day_text(a, (struct day){ today.n + 1 })));
	p->end_planned.n = today.n + 1;
	site_keep(&s, &programme_entity, p);
	r = site_blank(&s, &assessment_round_entity, s.one);
	r->kind = S("midline");
	r->state = S("cleaning");
	site_keep(&s, &assessment_round_entity, r);
	CHECK(ahead(&s, &which) == 1);          /* it was held */
	site_close(&s);
}

static void
assessing_again_sets_up_one_midline_of_each_baseline(struct arena *a)
{
	struct filter f = { field_named(&assessment_round_entity, S("kind")),
		IS, S("midline") };
	struct ask ask = { .filters = &f, .n = 1 };
	struct assessment_round *r;
	struct programme *p;
	struct day today;
	struct site s;
	int64_t n;

	if (!site_open(&s, a, "told_set_up"))
		return;
	site_system(&s);
	today = moment_day(s.c.now);
	r = site_blank(&s, &assessment_round_entity, s.one);
	r->kind = S("baseline");
	r->state = S("locked");
	site_keep(&s, &assessment_round_entity, r);
	p = site_find(&s, &programme_entity, s.one);
	p->stage = S("implementing");
	p->start_actual = (struct day){ today.n - 10 };
	p->end_planned = (struct day){ today.n + 5 };
	site_keep(&s, &programme_entity, p);
	site_sit(&s, "PM", s.one);
	p = site_find(&s, &programme_entity, s.one);
	CHECK(flow_move(&s.c, &programme_entity, s.one, p->row.revision,
	    S("new_round"), (str){ 0 }));
	CHECK(store_count(s.c.store, &assessment_round_entity, &ask, &n,
	    &s.c.errors) && n == 1);
	site_close(&s);
}

/* ---- two signatures ---- */

static void
each_signs_an_agreement_on_the_day_of_his_own_step(struct arena *a)
{
	const int64_t day = (int64_t)86400 * 1000;
	struct mentoring_agreement *g;
	struct day today;
	struct site s;
	struct id id;

	if (!site_open(&s, a, "told_signed"))
		return;
	site_system(&s);
	today = moment_day(s.c.now);
	g = site_blank(&s, &mentoring_agreement_entity, s.one);
	g->mentor = s.other_party;
	g->mentee = s.my_party;
	g->confidentiality = S("Between us");
	g->signed_mentor = g->signed_mentee = (struct day){ 0 };
	g->state = S("matched");
	site_keep(&s, &mentoring_agreement_entity, g);
	id = g->row.id;
	site_sit(&s, "SEC", s.one);
	g = site_find(&s, &mentoring_agreement_entity, id);
	g->signed_mentor = g->signed_mentee = today;    /* typed: it stays */
	CHECK(flow_save(&s.c, &mentoring_agreement_entity, g));
	site_sit(&s, "PAR", s.one);
	g = site_find(&s, &mentoring_agreement_entity, id);
	CHECK(g->signed_mentor.n == 0 && g->signed_mentee.n == 0);
	CHECK(flow_move(&s.c, &mentoring_agreement_entity, id, g->row.revision,
	    S("sign"), (str){ 0 }));
	s.c.now += day;
	site_sit_other(&s, "MEN", s.one);
	CHECK(flow_move(&s.c, &mentoring_agreement_entity, id, g->row.revision,
	    S("sign"), (str){ 0 }));
	g = site_find(&s, &mentoring_agreement_entity, id);
	CHECK(str_is(g->state, "active"));
	CHECK(g->signed_mentee.n == today.n);
	CHECK(g->signed_mentor.n == today.n + 1);
	site_close(&s);
}

const struct test told_tests[] = {
	{ "who is of the requester or declared nothing is not sent",
	  who_is_of_the_requester_or_declared_nothing_is_not_sent },
	{ "without terms the lines of the activity tell what is left",
	  without_terms_the_lines_of_the_activity_tell_what_is_left },
	{ "a midline is due after half of the time, unless one was held",
	  a_midline_is_due_after_half_of_the_time_unless_one_was_held },
	{ "assessing again sets up one midline of each baseline",
	  assessing_again_sets_up_one_midline_of_each_baseline },
	{ "each signs an agreement on the day of his own step",
	  each_signs_an_agreement_on_the_day_of_his_own_step },
	{ 0 }
};
