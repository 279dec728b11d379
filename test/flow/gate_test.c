/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/gate: who puts a gate forward, who decides, what follows. */
#include "flow/gate.h"

#include <math.h>

#include "flow/find.h"
#include "flow/save.h"
#include "model/assess.h"
#include "model/fund.h"
#include "model/office.h"
#include "site.h"
#include "test.h"

static struct programme *
stand_at(struct site *s, const char *stage)
{
	struct programme *p = site_find(s, &programme_entity, s->one);

	p->stage = str_of(stage);
	site_keep(s, &programme_entity, p);
	return p;
}

static struct gate
gate_of(struct site *s, const char *code)
{
	struct programme *p = site_find(s, &programme_entity, s->one);
	struct gate g = { 0 };

	CHECK(gate_find(&s->c, p, gate_named(str_of(code)), &g));
	return g;
}

/* What a manager puts forward; its id. */
static struct id
put_forward(struct site *s, const char *gate)
{
	struct gate_decision d;

	row_blank(&gate_decision_entity, &d);
	d.programme = s->one;
	d.gate = str_of(gate);
	CHECK(flow_save(&s->c, &gate_decision_entity, &d));
	return d.row.id;
}

static bool
decide(struct site *s, struct id id, const char *verb, int days)
{
	struct gate_decision *d = site_find(s, &gate_decision_entity, id);

	d->reason = S("The flood closed the roads");
	d->waived_until.n = moment_day(s->c.now).n + days;
	return flow_save(&s->c, &gate_decision_entity, d) &&
	    flow_move(&s->c, &gate_decision_entity, id, d->row.revision,
	    str_of(verb), S("so"));
}

/* 80 EUR of the 100 that the first year takes, of 1000 in all. */
static void
some_money(struct site *s)
{
	struct budget_line *l;
	struct transaction *x = site_blank(s, &transaction_entity, s->one);
	int64_t year;

	for (year = 2026; year < 2028; year++) {
		l = site_blank(s, &budget_line_entity, s->one);
		l->year = year;
		l->amount = (struct money){ year == 2026 ? 10000 : 90000,
			"EUR" };
		site_keep(s, &budget_line_entity, l);
	}
	x->type = S("11");
	x->amount = (struct money){ 8000, "EUR" };
	x->amount_base = (struct money){ 0, "" };
	x->rate_to_base = NAN;
	x->activity = x->budget_line = x->reverses = (struct id){ { 0 } };
	site_keep(s, &transaction_entity, x);
}

static void
choose_for_the_site(struct site *s, const char *percent)
{
	struct setting *t = site_blank(s, &setting_entity, (struct id){ { 0 } });

	t->key = S("secured_share_least");
	t->value = str_of(percent);
	site_keep(s, &setting_entity, t);
}

/* The one condition of G5; the programme asks for so much (NAN: nothing). */
static struct guard_point
secured(struct site *s, double least)
{
	struct programme *p = stand_at(s, "mobilising");
	struct guard_point none = { 0 };
	struct gate g;

	p->secured_least = least;
	p->currency = S("EUR");
	site_keep(s, &programme_entity, p);
	g = gate_of(s, "G5");
	CHECK(g.points == 1);
	return g.points == 1 ? g.point[0] : none;
}

static void
the_share_of_money_that_must_be_secured_is_chosen(struct arena *a)
{
	struct guard_point p;
	struct site s;

	if (!site_open(&s, a, "gate_secured"))
		return;
	site_system(&s);
	some_money(&s);
	p = secured(&s, NAN);
	CHECK(!p.is_met && str_starts(p.which,
	    S("the ledger holds 80.00 of 100.00 EUR, 100% asked for")));
	CHECK(secured(&s, 80).is_met);
	p = secured(&s, 80.5);
	CHECK(!p.is_met && str_starts(p.which,
	    S("the ledger holds 80.00 of 100.00 EUR, 80.5% asked for")));
	choose_for_the_site(&s, "75");
	CHECK(secured(&s, NAN).is_met);
	CHECK(!secured(&s, 90).is_met); /* its own goes first */
	site_close(&s);
}

static str
stage(struct site *s)
{
	const struct programme *p = site_find(s, &programme_entity, s->one);

	return p->stage;
}

static void
a_gate_with_a_condition_missing_is_waived_and_then_stepped_through(
    struct arena *a)
{
	struct site s;
	struct gate g;
	struct id id;

	if (!site_open(&s, a, "gate_waived"))
		return;
	stand_at(&s, "assessing");
	site_sit(&s, "PM", s.one);
	id = put_forward(&s, "G2");
	g = gate_of(&s, "G2");
	CHECK(g.points == 3 && g.missing == 1 && g.is_next && g.is_own);
	CHECK(!g.point[0].is_met && g.point[1].is_met && g.point[2].is_met);
	CHECK(!g.may_pass && !g.may_waive);

	site_sit_other(&s, "SC", s.one);
	g = gate_of(&s, "G2");
	CHECK(g.may_pass && g.may_waive && g.may_refuse && !g.is_own);
	site_try(&s);
	CHECK(!decide(&s, id, "pass", 0));
	CHECK(site_says(&s, "No assessment round is locked"));
	CHECK(site_fault(&s) == INVALID);
	site_back(&s);
	CHECK(str_is(stage(&s), "assessing"));

	CHECK(decide(&s, id, "waive", 30));
	g = gate_of(&s, "G2");
	CHECK(g.missing == 0 && g.waiver != NULL && g.point[0].is_waived);
	CHECK(flow_move(&s.c, &programme_entity, s.one, ((struct row *)
	    site_find(&s, &programme_entity, s.one))->revision, S("pass_g2"),
	    S("waived")));
	CHECK(str_is(stage(&s), "analysing"));
	site_close(&s);
}

static void
passing_a_gate_takes_the_programme_along(struct arena *a)
{
	struct assessment_round *r;
	struct site s;
	struct gate g;
	struct id id;

	if (!site_open(&s, a, "gate_passed"))
		return;
	stand_at(&s, "assessing");
	r = site_blank(&s, &assessment_round_entity, s.one);
	r->state = S("locked");
	site_keep(&s, &assessment_round_entity, r);
	site_sit(&s, "PM", s.one);
	id = put_forward(&s, "G2");
	site_sit_other(&s, "SC", s.one);
	CHECK(decide(&s, id, "pass", 0));
	CHECK(str_is(stage(&s), "analysing"));
	g = gate_of(&s, "G2");
	CHECK(g.decisions == 1 && g.is_behind && g.open == NULL);
	CHECK(str_is(g.decision[0]->decision, "passed"));
	CHECK(g.decision[0]->date.n == moment_day(s.c.now).n);
	site_close(&s);
}

static void
who_puts_a_gate_forward_never_decides(struct arena *a)
{
	struct assessment_round *r;
	struct site s;
	struct id id;

	if (!site_open(&s, a, "gate_own"))
		return;
	stand_at(&s, "assessing");
	r = site_blank(&s, &assessment_round_entity, s.one);
	r->state = S("locked");
	site_keep(&s, &assessment_round_entity, r);
	site_sit(&s, "PM", s.one);
	site_also(&s, "SC", s.one);
	id = put_forward(&s, "G2");
	CHECK(!decide(&s, id, "pass", 0));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!decide(&s, id, "waive", 1));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!decide(&s, id, "refuse", 1));
	CHECK(site_fault(&s) == DENIED);
	/* Nor by the step itself. */
	CHECK(!flow_move(&s.c, &programme_entity, s.one, ((struct row *)
	    site_find(&s, &programme_entity, s.one))->revision, S("pass_g2"),
	    S("because")));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

/* The manager and then somebody in that role. */
static bool
both_pass(struct site *s, const char *verb, const char *role)
{
	struct programme *p = site_find(s, &programme_entity, s->one);
	str before = str_copy(s->a, p->stage);

	site_sit(s, "PM", s->one);
	if (!flow_move(&s->c, &programme_entity, s->one, p->row.revision,
	    str_of(verb), S("all is in")))
		return false;
	CHECK(str_same(stage(s), before));
	site_sit_other(s, role, s->one);
	return flow_move(&s->c, &programme_entity, s->one, p->row.revision,
	    str_of(verb), S("agreed"));
}

static void
a_gate_of_two_passes_when_the_other_role_passes_it(struct arena *a)
{
	struct id id, third;
	struct gap *gap;
	struct site s;

	if (!site_open(&s, a, "gate_both"))
		return;
	stand_at(&s, "analysing");
	gap = site_blank(&s, &gap_entity, s.one);
	gap->state = S("validated");
	site_keep(&s, &gap_entity, gap);
	/* The committee may put gate 3 forward, but it is not of the two. */
	site_sit(&s, "SC", s.one);
	id = put_forward(&s, "G3");
	site_sit_other(&s, "BEN", s.one);
	CHECK(flow_move(&s.c, &gate_decision_entity, id, 1, S("pass"),
	    S("we agree")));
	CHECK(str_is(stage(&s), "analysing"));
	CHECK(gate_of(&s, "G3").open != NULL);
	/* Whoever put it forward does not pass it, in whatever role. */
	site_sit(&s, "PM", s.one);
	CHECK(!flow_move(&s.c, &gate_decision_entity, id, 1, S("pass"),
	    S("and I")));
	CHECK(site_fault(&s) == DENIED);
	site_system(&s);
	third = site_new(&s, &user_entity, (struct id){ { 0 } });
	site_sit(&s, "PM", s.one);
	s.c.actor.user = third;
	s.c.actor.party = (struct id){ { 0 } };
	CHECK(flow_move(&s.c, &gate_decision_entity, id, 1, S("pass"),
	    S("and I")));
	CHECK(str_is(stage(&s), "formulating"));
	CHECK(str_is(gate_of(&s, "G3").decision[0]->decision, "passed"));
	site_close(&s);
}

static void
who_passed_one_gate_may_pass_the_next(struct arena *a)
{
	struct assessment_round *r;
	struct gap *gap;
	struct site s;

	if (!site_open(&s, a, "gate_next"))
		return;
	stand_at(&s, "assessing");
	r = site_blank(&s, &assessment_round_entity, s.one);
	r->state = S("locked");
	site_keep(&s, &assessment_round_entity, r);
	gap = site_blank(&s, &gap_entity, s.one);
	gap->state = S("validated");
	site_keep(&s, &gap_entity, gap);
	CHECK(both_pass(&s, "pass_g2", "SC"));
	CHECK(str_is(stage(&s), "analysing"));
	CHECK(both_pass(&s, "pass_g3", "BEN"));
	CHECK(str_is(stage(&s), "formulating"));
	site_close(&s);
}

static void
a_step_without_a_decision_leaves_one(struct arena *a)
{
	struct assessment_round *r;
	struct site s;
	struct gate g;

	if (!site_open(&s, a, "gate_left"))
		return;
	stand_at(&s, "assessing");
	r = site_blank(&s, &assessment_round_entity, s.one);
	r->state = S("locked");
	site_keep(&s, &assessment_round_entity, r);
	CHECK(both_pass(&s, "pass_g2", "SC"));
	g = gate_of(&s, "G2");
	CHECK(g.decisions == 1 && str_is(g.decision[0]->decision, "passed"));
	site_close(&s);
}

static void
a_decision_that_was_taken_stays_as_it_is(struct arena *a)
{
	struct gate_decision *d;
	struct site s;
	struct id id;

	if (!site_open(&s, a, "gate_frozen"))
		return;
	site_sit(&s, "PM", s.one);
	id = put_forward(&s, "G4");
	site_sit_other(&s, "SC", s.one);
	CHECK(decide(&s, id, "refuse", 0));
	d = site_find(&s, &gate_decision_entity, id);
	d->reason = S("Another one");
	CHECK(!flow_save(&s.c, &gate_decision_entity, d));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

static void
a_waiver_that_has_ended_waives_nothing(struct arena *a)
{
	struct site s;
	struct gate g;
	struct id id;

	if (!site_open(&s, a, "gate_over"))
		return;
	stand_at(&s, "assessing");
	site_sit(&s, "PM", s.one);
	id = put_forward(&s, "G2");
	site_sit_other(&s, "SC", s.one);
	CHECK(decide(&s, id, "waive", 0));
	CHECK(gate_of(&s, "G2").missing == 0);  /* its last day */
	s.c.now += (int64_t)24 * 3600 * 1000;
	g = gate_of(&s, "G2");
	CHECK(g.missing == 1 && g.waiver == NULL);
	site_close(&s);
}

const struct test gate_tests[] = {
	{ "the share of money that must be secured is chosen",
	   the_share_of_money_that_must_be_secured_is_chosen },
	{ "a gate with a condition missing is waived and then stepped through",
	   a_gate_with_a_condition_missing_is_waived_and_then_stepped_through },
	{ "passing a gate takes the programme along",
	   passing_a_gate_takes_the_programme_along },
	{ "who puts a gate forward never decides",
	   who_puts_a_gate_forward_never_decides },
	{ "a gate of two passes when the other role passes it",
	   a_gate_of_two_passes_when_the_other_role_passes_it },
	{ "who passed one gate may pass the next",
	   who_passed_one_gate_may_pass_the_next },
	{ "a step without a decision leaves one",
	   a_step_without_a_decision_leaves_one },
	{ "a decision that was taken stays as it is",
	   a_decision_that_was_taken_stays_as_it_is },
	{ "a waiver that has ended waives nothing",
	   a_waiver_that_has_ended_waives_nothing },
	{ 0 }
};
