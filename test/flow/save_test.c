/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/save: what a row must keep besides its permissions. */
#include "flow/save.h"

#include <string.h>

#include "flow/find.h"
#include "model/assess.h"
#include "model/fund.h"
#include "model/monitor.h"
#include "model/office.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static const struct id nowhere;

static int64_t
changes(struct site *s)
{
	int64_t n = 0;

	CHECK(store_last_change(s->c.store, &n, &s->c.errors));
	return n;
}

/* ---- faults ---- */

static void
all_faults_are_told_at_once_and_nothing_is_saved(struct arena *a)
{
	struct assessment_round *r;
	struct site s;
	int64_t before;

	if (!site_open(&s, a, "save_faults"))
		return;
	r = site_blank(&s, &assessment_round_entity, s.one);
	site_sit(&s, "FAC", s.one);
	r->code = (str){ 0 };
	r->due.n = r->opens.n - 1;
	r->min_raters = 0;
	r->validated_in = id_new(&s.random, s.c.now);
	r->state = S("locked");
	before = changes(&s);
	CHECK(!flow_save(&s.c, &assessment_round_entity, r));
	CHECK(site_on(&s, "code") && site_on(&s, "due"));
	CHECK(site_on(&s, "min_raters") && site_on(&s, "validated_in"));
	CHECK(site_on(&s, "state"));
	CHECK(site_fault(&s) == INVALID);
	CHECK(changes(&s) == before && r->row.revision == 0);
	site_close(&s);
}

static void
who_was_slower_is_told_and_loses_nothing_of_the_other(struct arena *a)
{
	struct risk *mine, *theirs, *kept;
	struct id id;
	struct site s;

	if (!site_open(&s, a, "save_stale"))
		return;
	id = site_new(&s, &risk_entity, s.one);
	mine = site_find(&s, &risk_entity, id);
	theirs = site_find(&s, &risk_entity, id);
	site_sit_other(&s, "PM", s.one);
	theirs->statement = S("Theirs");
	CHECK(flow_save(&s.c, &risk_entity, theirs));
	site_sit(&s, "PM", s.one);
	mine->statement = S("Mine");
	CHECK(!flow_save(&s.c, &risk_entity, mine));
	CHECK(site_says(&s, "Someone else changed this"));
	CHECK(site_fault(&s) == CONFLICT);
	kept = site_find(&s, &risk_entity, id);
	CHECK(str_is(kept->statement, "Theirs") && kept->row.revision == 2);
	CHECK(!flow_drop(&s.c, &risk_entity, id, 1));
	CHECK(site_fault(&s) == CONFLICT);
	site_close(&s);
}

static void
a_state_is_not_set_by_editing(struct arena *a)
{
	struct plan_version *p;
	struct site s;

	if (!site_open(&s, a, "save_state"))
		return;
	site_sit(&s, "PM", s.one);
	p = site_blank(&s, &plan_version_entity, s.one);
	p->state = S("approved");
	CHECK(!flow_save(&s.c, &plan_version_entity, p));
	CHECK(site_on(&s, "state"));
	CHECK(site_fault(&s) == INVALID);
	p->state = (str){ 0 };          /* a new row begins at the start */
	CHECK(flow_save(&s.c, &plan_version_entity, p));
	CHECK(str_is(p->state, "draft"));
	p->state = S("approved");
	CHECK(!flow_save(&s.c, &plan_version_entity, p));
	CHECK(site_fault(&s) == INVALID);
	p->state = (str){ 0 };          /* left out: as it was */
	CHECK(flow_save(&s.c, &plan_version_entity, p));
	CHECK(str_is(p->state, "draft"));
	site_close(&s);
}

/* ---- once ---- */

static void
a_membership_without_a_first_day_is_recorded_once(struct arena *a)
{
	struct membership *m, *again, *later;
	struct site s;

	if (!site_open(&s, a, "save_once"))
		return;
	site_sit(&s, "PM", s.one);
	m = site_blank(&s, &membership_entity, s.one);
	again = site_blank(&s, &membership_entity, s.one);
	again->member = m->member;
	again->of = m->of;
	CHECK(flow_save(&s.c, &membership_entity, m));
	CHECK(!flow_save(&s.c, &membership_entity, again));
	CHECK(site_says(&s, "recorded already"));
	CHECK(site_fault(&s) == CONFLICT);
	again->from = (struct day){ 20000 };
	CHECK(flow_save(&s.c, &membership_entity, again));
	later = site_find(&s, &membership_entity, m->row.id);
	later->role = S("treasurer");   /* and itself it is not twice */
	CHECK(flow_save(&s.c, &membership_entity, later));
	again->from = (struct day){ 0 };
	CHECK(!flow_save(&s.c, &membership_entity, again));
	CHECK(site_fault(&s) == CONFLICT);
	site_close(&s);
}

static void
a_role_on_the_whole_site_is_held_once(struct arena *a)
{
	struct role_assignment *r;
	struct site s;
	int i;

	if (!site_open(&s, a, "save_role"))
		return;
	site_sit(&s, "ADM", nowhere);
	for (i = 0; i < 2; i++) {
		r = site_blank(&s, &role_assignment_entity, nowhere);
		r->user = s.other;
		r->role = S("MEL");
		CHECK(flow_save(&s.c, &role_assignment_entity, r) == (i == 0));
		CHECK(site_fault(&s) == (i == 0 ? FINE : CONFLICT));
	}
	r->programme = s.one;
	CHECK(flow_save(&s.c, &role_assignment_entity, r));
	site_close(&s);
}

static void
a_value_for_the_whole_is_reported_once_a_period(struct arena *a)
{
	struct indicator_value *v;
	struct id indicator;
	struct site s;
	int i;

	if (!site_open(&s, a, "save_value"))
		return;
	indicator = site_any(&s, &indicator_entity, s.one);
	site_sit(&s, "MEL", s.one);
	for (i = 0; i < 3; i++) {
		v = site_blank(&s, &indicator_value_entity, s.one);
		v->indicator = indicator;
		v->period = S("2025");
		v->stratum = i == 1 ? S("sex=f") : (str){ 0 };
		CHECK(flow_save(&s.c, &indicator_value_entity, v) == (i < 2));
	}
	CHECK(site_on(&s, "period"));
	CHECK(site_fault(&s) == CONFLICT);
	site_close(&s);
}

/* ---- what leads round in a ring ---- */

static void
parts_do_not_make_a_ring(struct arena *a)
{
	struct organisation *o[3];
	struct site s;
	int i;

	if (!site_open(&s, a, "save_ring"))
		return;
	site_sit(&s, "PM", s.one);
	for (i = 0; i < 3; i++) {
		o[i] = site_blank(&s, &organisation_entity, s.one);
		if (i > 0)
			o[i]->parent = o[i - 1]->row.id;
		CHECK(flow_save(&s.c, &organisation_entity, o[i]));
	}
	for (i = 0; i < 3; i++) {       /* itself, its child, its grandchild */
		o[0]->parent = o[i]->row.id;
		CHECK(!flow_save(&s.c, &organisation_entity, o[0]));
		CHECK(site_on(&s, "parent"));
		CHECK(site_fault(&s) == INVALID);
	}
	o[0]->parent = nowhere;
	CHECK(flow_save(&s.c, &organisation_entity, o[0]));
	site_close(&s);
}

/* ---- the books ---- */

static void
an_entry_of_the_books_is_reversed_never_edited(struct arena *a)
{
	struct transaction *t, *back;
	struct site s;

	if (!site_open(&s, a, "save_books"))
		return;
	site_sit(&s, "FIN", s.one);
	t = site_blank(&s, &transaction_entity, s.one);
	CHECK(flow_save(&s.c, &transaction_entity, t));
	t->amount.minor++;
	t->description = S("Set right");
	CHECK(!flow_save(&s.c, &transaction_entity, t));
	CHECK(site_on(&s, "amount") && site_on(&s, "description"));
	CHECK(site_fault(&s) == INVALID);
	t = site_find(&s, &transaction_entity, t->row.id);
	t->reconciled = YES;
	t->reconciled_on = (struct day){ 20100 };
	CHECK(flow_save(&s.c, &transaction_entity, t));
	back = site_blank(&s, &transaction_entity, s.one);
	back->reverses = t->row.id;
	back->amount.minor = -t->amount.minor;
	back->description = S("Paid twice");
	CHECK(flow_save(&s.c, &transaction_entity, back));
	site_system(&s);                /* not even the program drops one */
	CHECK(!flow_drop(&s.c, &transaction_entity, back->row.id, 1));
	CHECK(site_says(&s, "never dropped"));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

/* ---- what is over ---- */

static struct id
round_in(struct site *s, const char *state)
{
	struct assessment_round *r = site_blank(s, &assessment_round_entity,
	    s->one);

	r->state = str_of(state);
	site_keep(s, &assessment_round_entity, r);
	return r->row.id;
}

static struct response *
sheet_in(struct site *s, struct id round)
{
	struct response *r = site_blank(s, &response_entity, s->one);

	r->round = round;
	r->status = S("submitted");
	site_keep(s, &response_entity, r);
	return r;
}

static void
refused_as_over(struct site *s, bool saved)
{
	CHECK(!saved);
	CHECK(site_says(s, "round"));
	CHECK(site_fault(s) == INVALID);
}

static void
a_locked_round_takes_and_changes_nothing(struct arena *a)
{
	struct assessment_round *round;
	struct response *in_open, *in_locked, *anew;
	struct cleaning *d;
	struct id open, locked;
	struct site s;

	if (!site_open(&s, a, "save_locked"))
		return;
	open = round_in(&s, "cleaning");
	locked = round_in(&s, "locked");
	in_open = sheet_in(&s, open);
	in_locked = sheet_in(&s, locked);
	d = site_blank(&s, &cleaning_entity, s.one);
	d->round = locked;
	site_keep(&s, &cleaning_entity, d);
	site_sit(&s, "MEL", s.one);
	in_open->source = S("paper");
	CHECK(flow_save(&s.c, &response_entity, in_open));
	in_locked->source = S("paper");
	refused_as_over(&s, flow_save(&s.c, &response_entity, in_locked));
	in_open->round = locked;        /* not by moving one into it */
	refused_as_over(&s, flow_save(&s.c, &response_entity, in_open));
	anew = site_blank(&s, &response_entity, s.one);
	anew->round = locked;
	anew->status = (str){ 0 };
	refused_as_over(&s, flow_save(&s.c, &response_entity, anew));
	refused_as_over(&s, flow_drop(&s.c, &cleaning_entity, d->row.id, 1));
	round = site_find(&s, &assessment_round_entity, locked);
	round->min_raters = 1;
	refused_as_over(&s, flow_save(&s.c, &assessment_round_entity, round));
	/* A verdict on a sheet is a change too. */
	refused_as_over(&s, flow_move(&s.c, &response_entity,
	    in_locked->row.id, 1, S("accept"), (str){ 0 }));
	site_close(&s);
}

static void
a_frozen_framework_is_left_as_it_is(struct arena *a)
{
	struct framework *f;
	struct dimension *d, *loose;
	struct item *it;
	struct site s;

	if (!site_open(&s, a, "save_frozen"))
		return;
	it = site_find(&s, &item_entity, site_new(&s, &item_entity, s.one));
	d = site_find(&s, &dimension_entity, it->dimension);
	f = site_find(&s, &framework_entity, it->framework);
	loose = site_blank(&s, &dimension_entity, s.one);
	loose->framework = site_new(&s, &framework_entity, s.one);
	site_keep(&s, &dimension_entity, loose);
	f->is_frozen = YES;
	site_keep(&s, &framework_entity, f);
	site_sit(&s, "FAC", s.one);
	it->seq++;
	CHECK(!flow_save(&s.c, &item_entity, it));
	CHECK(site_says(&s, "Make a new version"));
	CHECK(site_fault(&s) == INVALID);
	d->framework = f->row.id;
	d->weight = 2;
	CHECK(!flow_save(&s.c, &dimension_entity, d));
	CHECK(site_fault(&s) == INVALID);
	loose->framework = f->row.id;
	CHECK(!flow_save(&s.c, &dimension_entity, loose));
	CHECK(site_fault(&s) == INVALID);
	f->min_share = 0.5;
	CHECK(!flow_save(&s.c, &framework_entity, f));
	CHECK(site_fault(&s) == INVALID);
	CHECK(!flow_drop(&s.c, &item_entity, it->row.id, 1));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

static void
an_approved_plan_is_replaced_never_edited(struct arena *a)
{
	struct plan_version *p;
	struct activity *act;
	struct site s;

	if (!site_open(&s, a, "save_plan"))
		return;
	p = site_find(&s, &plan_version_entity,
	    site_new(&s, &plan_version_entity, s.one));
	act = site_blank(&s, &activity_entity, s.one);
	act->plan_version = p->row.id;
	site_keep(&s, &activity_entity, act);
	p->state = S("approved");
	site_keep(&s, &plan_version_entity, p);
	site_sit(&s, "PM", s.one);
	p->ceiling = (struct money){ 100, "EUR" };
	CHECK(!flow_save(&s.c, &plan_version_entity, p));
	CHECK(site_fault(&s) == INVALID);
	act->tailoring_note = S("In the dry season");
	CHECK(flow_save(&s.c, &activity_entity, act));
	p = site_find(&s, &plan_version_entity, p->row.id);
	p->state = S("superseded");
	site_keep(&s, &plan_version_entity, p);
	act->tailoring_note = S("In the wet season");
	CHECK(!flow_save(&s.c, &activity_entity, act));
	CHECK(site_says(&s, "superseded"));
	site_close(&s);
}

/* ---- ids and references ---- */

static void
a_forged_id_reaches_nothing(struct arena *a)
{
	struct risk *r, *kept;
	struct id theirs;
	struct site s;

	if (!site_open(&s, a, "save_forged"))
		return;
	theirs = site_new(&s, &risk_entity, s.two);
	site_sit(&s, "PM", s.one);
	r = site_blank(&s, &risk_entity, s.one);
	r->row.id = theirs;             /* add it over another's row */
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_fault(&s) == CONFLICT);
	r->row.id = theirs;             /* change it as if it were ours */
	r->row.revision = 1;
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_fault(&s) == DENIED);
	r->row.id = id_new(&s.random, s.c.now);
	r->row.revision = 1;            /* change what never was */
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_fault(&s) == ABSENT);
	r->row = (struct row){ .id = s.one };   /* the id of another kind */
	r->row.revision = 1;
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_fault(&s) == ABSENT);
	r->row = (struct row){ .id = { { 0 } } };
	r->programme = id_new(&s.random, s.c.now);
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_fault(&s) == DENIED);        /* no role there, whatever it is */
	kept = site_find(&s, &risk_entity, theirs);
	CHECK(kept->row.revision == 1 && id_same(kept->programme, s.two));
	site_close(&s);
}

static void
a_sheet_of_a_round_that_is_not_there_is_refused(struct arena *a)
{
	struct response *r;
	struct site s;

	if (!site_open(&s, a, "save_homeless"))
		return;
	site_sit(&s, "MEL", nowhere);
	r = site_blank(&s, &response_entity, s.one);
	r->round = id_new(&s.random, s.c.now);
	CHECK(!flow_save(&s.c, &response_entity, r));
	CHECK(site_on(&s, "round"));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

static void
a_row_refers_only_to_what_its_author_may_see(struct arena *a)
{
	struct risk *r;
	struct id theirs;
	struct site s;

	if (!site_open(&s, a, "save_refer"))
		return;
	theirs = site_new(&s, &organisation_entity, s.two);
	site_sit(&s, "PM", s.one);
	r = site_blank(&s, &risk_entity, s.one);
	r->owner = theirs;
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_on(&s, "owner") && site_says(&s, "that you may see"));
	CHECK(site_fault(&s) == INVALID);
	r->owner = id_new(&s.random, s.c.now);  /* told the same of what is not */
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_on(&s, "owner") && site_says(&s, "that you may see"));
	CHECK(site_fault(&s) == INVALID);
	r->owner = site_new(&s, &organisation_entity, nowhere);
	CHECK(flow_save(&s.c, &risk_entity, r));
	site_also(&s, "DON", s.two);
	r->owner = theirs;
	CHECK(flow_save(&s.c, &risk_entity, r));
	site_sit(&s, "PM", s.one);      /* what stands there may stay */
	r->trigger = S("Rain");
	CHECK(flow_save(&s.c, &risk_entity, r));
	site_close(&s);
}

static void
lists_of_references_are_looked_at_too(struct arena *a)
{
	struct activity *act;
	struct id ours, theirs;
	struct site s;

	if (!site_open(&s, a, "save_refers"))
		return;
	ours = site_new(&s, &activity_entity, s.one);
	theirs = site_new(&s, &activity_entity, s.two);
	site_sit(&s, "PM", s.one);
	act = site_blank(&s, &activity_entity, s.one);
	act->predecessors = str_print(a, "%s;%s", id_text(a, ours).p,
	    id_text(a, theirs).p);
	CHECK(!flow_save(&s.c, &activity_entity, act));
	CHECK(site_on(&s, "predecessors"));
	CHECK(site_fault(&s) == INVALID);
	act->predecessors = id_text(a, ours);
	CHECK(flow_save(&s.c, &activity_entity, act));
	site_close(&s);
}

static void
a_code_is_taken_once_in_a_programme(struct arena *a)
{
	struct risk *r;
	struct site s;
	int i;

	if (!site_open(&s, a, "save_code"))
		return;
	site_sit(&s, "PM", nowhere);
	for (i = 0; i < 3; i++) {
		r = site_blank(&s, &risk_entity, i == 1 ? s.two : s.one);
		r->code = S("R1");
		CHECK(flow_save(&s.c, &risk_entity, r) == (i < 2));
	}
	CHECK(site_on(&s, "code"));
	CHECK(site_fault(&s) == CONFLICT);
	site_close(&s);
}

/* ---- gone ---- */

static void
what_others_refer_to_is_not_dropped(struct arena *a)
{
	struct id org;
	struct risk *r;
	struct site s;

	if (!site_open(&s, a, "save_drop"))
		return;
	org = site_new(&s, &organisation_entity, s.one);
	r = site_blank(&s, &risk_entity, s.one);
	r->owner = org;
	site_keep(&s, &risk_entity, r);
	site_sit(&s, "PM", s.one);
	CHECK(!flow_drop(&s.c, &organisation_entity, org, 1));
	CHECK(site_says(&s, "1 risk refers"));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(flow_drop(&s.c, &risk_entity, r->row.id, 1));
	CHECK(flow_drop(&s.c, &organisation_entity, org, 1));
	CHECK(!flow_drop(&s.c, &organisation_entity, org, 1));
	CHECK(site_fault(&s) == ABSENT);
	site_close(&s);
}

static void
a_person_may_be_forgotten_by_who_sees_personal_fields(struct arena *a)
{
	struct change *h;
	struct person *p;
	struct id id;
	struct site s;
	size_t n, i;

	if (!site_open(&s, a, "save_erase"))
		return;
	p = site_blank(&s, &person_entity, s.one);
	p->email = S("awa@example.org");
	site_keep(&s, &person_entity, p);
	id = p->row.id;
	site_sit(&s, "SC", s.one);
	CHECK(!flow_erase(&s.c, &person_entity, id));
	CHECK(site_fault(&s) == DENIED);
	site_sit(&s, "PM", s.one);
	CHECK(flow_erase(&s.c, &person_entity, id));
	p = site_find(&s, &person_entity, id);
	CHECK(str_none(p->email) && str_is(p->name, "(erased)"));
	CHECK(flow_history(&s.c, &person_entity, id, 0, 10, &h, &n));
	CHECK(n == 2 && str_is(h[1].verb, "erase"));
	for (i = 0; i < n; i++)
		CHECK(str_find(h[i].fields, S("awa@")) == h[i].fields.n);
	site_close(&s);
}

static void
a_risk_scores_likelihood_times_impact(struct arena *a)
{
	struct risk *r;
	struct site s;

	if (!site_open(&s, a, "save_risk"))
		return;
	site_system(&s);
	r = site_blank(&s, &risk_entity, s.one);
	r->likelihood = 3;
	r->impact = 4;
	r->score = NAN;
	CHECK(flow_save(&s.c, &risk_entity, r));
	NEAR(r->score, 12, 0);
	r->impact = 5;                  /* what was worked out follows */
	CHECK(flow_save(&s.c, &risk_entity, r));
	NEAR(r->score, 15, 0);
	r->score = 25;
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_says(&s, "is 15, not 25") && site_on(&s, "score"));
	site_close(&s);
}

const struct test save_tests[] = {
	{ "a risk scores likelihood times impact",
	   a_risk_scores_likelihood_times_impact },
	{ "all faults are told at once, and nothing is saved",
	   all_faults_are_told_at_once_and_nothing_is_saved },
	{ "who was slower is told, and loses nothing of the other's",
	   who_was_slower_is_told_and_loses_nothing_of_the_other },
	{ "a state is not set by editing", a_state_is_not_set_by_editing },
	{ "a membership without a first day is recorded once",
	   a_membership_without_a_first_day_is_recorded_once },
	{ "a role on the whole site is held once",
	   a_role_on_the_whole_site_is_held_once },
	{ "a value for the whole is reported once a period",
	   a_value_for_the_whole_is_reported_once_a_period },
	{ "parts do not make a ring", parts_do_not_make_a_ring },
	{ "an entry of the books is reversed, never edited",
	   an_entry_of_the_books_is_reversed_never_edited },
	{ "a locked round takes and changes nothing",
	   a_locked_round_takes_and_changes_nothing },
	{ "a frozen framework is left as it is",
	   a_frozen_framework_is_left_as_it_is },
	{ "an approved plan is replaced, never edited",
	   an_approved_plan_is_replaced_never_edited },
	{ "a forged id reaches nothing", a_forged_id_reaches_nothing },
	{ "a sheet of a round that is not there is refused",
	   a_sheet_of_a_round_that_is_not_there_is_refused },
	{ "a row refers only to what its author may see",
	   a_row_refers_only_to_what_its_author_may_see },
	{ "lists of references are looked at too",
	   lists_of_references_are_looked_at_too },
	{ "a code is taken once in a programme",
	   a_code_is_taken_once_in_a_programme },
	{ "what others refer to is not dropped",
	   what_others_refer_to_is_not_dropped },
	{ "a person may be forgotten by who sees personal fields",
	   a_person_may_be_forgotten_by_who_sees_personal_fields },
	{ 0 }
};
