/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/pipeline and flow/pursue.  The amounts are those of a
 * culture programme's donors (six opportunities), worked by hand in USD:
 *
 *	secured    450000 + 95000                               = 545000
 *	expected   0.7*120000 + 0.4*60000 + 0.15*500000 + 0     = 183000
 *	need 608000: gap 63000, coverage 545/608, weighted 728/608
 */
#include "flow/pipeline.h"

#include <math.h>
#include <string.h>

#include "flow/calling.h"
#include "flow/find.h"
#include "flow/need.h"
#include "flow/pursue.h"
#include "flow/save.h"
#include "model/assess.h"
#include "model/books.h"
#include "model/fund.h"
#include "model/machines.h"
#include "model/people.h"
#include "model/plan.h"
#include "model/raise.h"
#include "site.h"
#include "test.h"

static struct money
usd(double x)
{
	struct money m;

	return money_from_real(x, "USD", &m) ? m : (struct money){ 0, "" };
}

static struct id
ask_for(struct site *s, const char *stage, struct money amount, double chance)
{
	struct opportunity *o = site_blank(s, &opportunity_entity, s->one);

	o->stage = str_of(stage);
	o->amount = amount;
	o->probability = chance;
	site_keep(s, &opportunity_entity, o);
	return o->row.id;
}

static void
plan_for(struct site *s, double amount)
{
	struct budget_line *b = site_blank(s, &budget_line_entity, s->one);

	b->amount = usd(amount);
	site_keep(s, &budget_line_entity, b);
}

static struct opportunity *
found(struct site *s, struct id id)
{
	return site_find(s, &opportunity_entity, id);
}

static void
the_six_donors_add_up_as_by_hand(struct arena *a)
{
	struct pipeline *k;
	struct site s;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	ask_for(&s, "received", usd(450000), 1);
	ask_for(&s, "received", usd(95000), 1);
	ask_for(&s, "declined", usd(220000), 0);
	ask_for(&s, "negotiation", usd(120000), 0.7);
	ask_for(&s, "proposal", usd(60000), 0.4);
	ask_for(&s, "concept", usd(500000), 0.15);
	plan_for(&s, 600000);
	plan_for(&s, 8000);
	CHECK(pipeline_of(&s.c, s.one, &k));
	NEAR(k->sum.secured, 545000, 0);
	NEAR(k->sum.expected, 183000, 1e-6);
	NEAR(k->sum.gap, 63000, 0);
	NEAR(k->sum.coverage, 545.0 / 608, 1e-12);
	NEAR(k->sum.weighted, 728.0 / 608, 1e-9);
	CHECK(k->secured.minor == 54500000 && k->expected.minor == 18300000);
	CHECK(k->source == PIPELINE_BUDGET && k->open == 3);
	CHECK(!k->is_part && k->unconverted == 0 && k->unpriced == 0);
	site_close(&s);
}

static void
what_has_no_rate_or_no_amount_is_counted_and_adds_nothing(struct arena *a)
{
	struct money gbp;
	struct pipeline *k;
	struct site s;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	CHECK(money_from_real(70, "GBP", &gbp));
	ask_for(&s, "signed", gbp, NAN);
	ask_for(&s, "proposal", (struct money){ 0, "" }, 0.4);
	ask_for(&s, "proposal", usd(100), 0.5);
	CHECK(pipeline_of(&s.c, s.one, &k));
	CHECK(k->unconverted == 1 && k->unpriced == 1);
	CHECK(k->others == 1 && k->other[0].minor == 7000);
	NEAR(k->sum.secured, 0, 0);
	NEAR(k->sum.expected, 50, 1e-9);
	site_close(&s);
}

static void
another_currency_counts_at_the_rate_of_today(struct arena *a)
{
	struct exchange_rate *r;
	struct pipeline *k;
	struct money gbp;
	struct site s;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	r = site_blank(&s, &exchange_rate_entity, s.one);
	r->from = S("GBP");
	r->to = S("USD");
	r->date = (struct day){ moment_day(s.c.now).n - 1 };
	r->rate = 1.25;
	site_keep(&s, &exchange_rate_entity, r);
	CHECK(money_from_real(80, "GBP", &gbp));
	ask_for(&s, "signed", gbp, NAN);
	CHECK(pipeline_of(&s.c, s.one, &k));
	CHECK(k->unconverted == 0 && k->secured.minor == 10000);
	CHECK(!str_none(k->item[0].rate_says));
	site_close(&s);
}

static void
without_a_rate_of_today_the_last_one_of_the_ledger_counts(struct arena *a)
{
	struct transaction *t;
	struct pipeline *k;
	struct money gbp;
	struct site s;
	int32_t i;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	CHECK(money_from_real(80, "GBP", &gbp));
	for (i = 0; i < 2; i++) {       /* the younger one: 1.5 */
		t = site_blank(&s, &transaction_entity, s.one);
		t->type = S("4");
		t->date = (struct day){ moment_day(s.c.now).n - 400 + i };
		t->amount = gbp;
		t->rate_to_base = i == 0 ? 1.25 : 1.5;
		site_keep(&s, &transaction_entity, t);
	}
	ask_for(&s, "signed", gbp, NAN);
	CHECK(pipeline_of(&s.c, s.one, &k));
	CHECK(k->unconverted == 0 && k->secured.minor == 12000);
	site_close(&s);
}

static void
without_an_entered_chance_the_usual_one_of_the_stage_counts(struct arena *a)
{
	/* The process model: lead 5, qualified 10, concept 15, invited 30,
	 * proposal 40, negotiation 70, signed 100, dormant 2 percent. */
	struct pipeline *k;
	struct site s;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	ask_for(&s, "lead", usd(1000), NAN);            /*  50 */
	ask_for(&s, "qualified", usd(1000), NAN);       /* 100 */
	ask_for(&s, "invited", usd(1000), NAN);         /* 300 */
	ask_for(&s, "dormant", usd(1000), NAN);         /*  20 */
	ask_for(&s, "declined", usd(1000), 0.4);        /*   0: it is over */
	ask_for(&s, "signed", usd(1000), 0.4);          /* secured whole */
	CHECK(pipeline_of(&s.c, s.one, &k));
	NEAR(k->sum.expected, 470, 1e-9);
	NEAR(k->sum.secured, 1000, 0);
	CHECK(isnan(k->sum.coverage) && k->source == PIPELINE_NO_NEED);
	site_close(&s);
}

static void
a_donor_sees_what_was_asked_of_him_and_no_need(struct arena *a)
{
	struct opportunity *o;
	struct pipeline *k;
	struct site s;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	plan_for(&s, 5000);
	ask_for(&s, "signed", usd(1000), NAN);
	o = found(&s, ask_for(&s, "proposal", usd(300), 0.5));
	o->donor = s.my_party;
	site_keep(&s, &opportunity_entity, o);
	site_sit(&s, "DON", s.one);
	CHECK(pipeline_of(&s.c, s.one, &k));
	CHECK(k->n == 1 && k->is_part && k->source == PIPELINE_NO_NEED);
	CHECK(k->secured.minor == 0 && k->expected.minor == 15000);
	site_close(&s);
}

static bool
funder_may_not(struct site *s, const struct opportunity *o)
{
	struct opportunity row = *o;

	return !flow_save(&s->c, &opportunity_entity, &row) &&
	    site_fault(s) == DENIED;
}

/* Whoever pays reads his own opportunity and says what he asks for; what we
 * make of it is ours, by the form as by any other door. */
static void
a_funder_changes_what_he_asks_and_nothing_else(struct arena *a)
{
	struct opportunity *o, row;
	struct site s;

	if (!site_open_in(&s, a, "pipeline_funder", "USD"))
		return;
	o = found(&s, ask_for(&s, "proposal", usd(300), 0.5));
	o->donor = s.my_party;
	site_keep(&s, &opportunity_entity, o);
	o = found(&s, o->row.id);
	site_sit(&s, "DON", s.one);
	row = *o;
	row.probability = 1;
	CHECK(funder_may_not(&s, &row));
	row = *o;
	row.owner = s.my_party;
	CHECK(funder_may_not(&s, &row));
	row = *o;
	row.amount = usd(1);
	CHECK(funder_may_not(&s, &row));
	row = *o;
	row.writing_cost = usd(1);
	CHECK(funder_may_not(&s, &row));
	row = *o;
	row.result = S("Well done");
	CHECK(funder_may_not(&s, &row));
	row = *o;
	row.requirements = S("A letter of the ministry");
	CHECK(flow_save(&s.c, &opportunity_entity, &row));
	site_sit(&s, "RM", s.one);
	row.probability = 0.6;
	CHECK(flow_save(&s.c, &opportunity_entity, &row));
	site_close(&s);
}

static void
every_stage_of_the_machine_has_a_chance_and_a_name_in_the_history(
    struct arena *a)
{
	const struct state *s;

	(void)a;
	for (s = opportunity_machine.states; s->code != NULL; s++) {
		CHECK(!isnan(pipeline_usual(str_of(s->code))));
		CHECK(choice_coded(&opportunity_stage_codes,
		    str_of(s->code)) != NULL);
	}
}

/* ---- what is missing, by line ---- */

static void
money_reaches_lines_in_proportion_to_what_they_lack(struct arena *a)
{
	/* 45 to lines that lack 60 and 30, 2 to 1; then of 55 the 45 that
	 * they still lack, and 10 are left. */
	struct need_line l[] = { { .sum = { 60, 0, 0 } },
		{ .sum = { 50, 20, 0 } }, { .sum = { 110, 0, 0 } } };
	const bool wants[] = { true, true, false };

	CHECK(need_pour(a, 45, wants, l, 3, false) == 0);
	CHECK(l[0].sum.secured == 30 && l[1].sum.secured == 35);
	CHECK(need_pour(a, 55, wants, l, 3, true) == 10);
	CHECK(l[0].sum.open == 30 && l[1].sum.open == 15);
	CHECK(l[2].sum.secured == 0 && l[2].sum.open == 0);
	CHECK(need_pour(a, 7, wants, l, 3, false) == 7);
}

static struct id
line_for(struct site *s, struct id activity, struct id funder, int64_t year,
    double amount)
{
	struct budget_line *b = site_blank(s, &budget_line_entity, s->one);

	b->activity = activity;
	b->funder = funder;
	b->year = year;
	b->amount = usd(amount);
	site_keep(s, &budget_line_entity, b);
	return b->row.id;
}

/* Every table's parts add up to the lines, whatever the amounts. */
static void
each_table_adds_up_to_the_need_and_to_what_is_signed(struct arena *a)
{
	struct pipeline *k;
	struct opportunity *o;
	struct need_table t;
	struct need_sum sum;
	struct need *d = NULL;
	struct site s;
	struct id one, two;
	int64_t by;
	size_t i;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	one = site_new(&s, &activity_entity, s.one);
	two = site_new(&s, &activity_entity, s.one);
	for (i = 0; i < 3; i++) {
		struct activity_gap *g = site_blank(&s, &activity_gap_entity,
		    s.one);

		g->activity = one;
		g->gap = site_new(&s, &gap_entity, s.one);
		g->share = NAN;
		site_keep(&s, &activity_gap_entity, g);
	}
	line_for(&s, one, s.my_party, 2026, 1000.01);
	line_for(&s, two, s.other_party, 2027, 333.33);
	line_for(&s, one, s.other_party, 2027, 77.77);
	o = found(&s, ask_for(&s, "signed", usd(900), NAN));
	o->donor = s.my_party;
	site_keep(&s, &opportunity_entity, o);
	o = found(&s, ask_for(&s, "signed", usd(500), NAN));
	o->donor = s.my_party;
	o->activities = id_text(a, two);
	site_keep(&s, &opportunity_entity, o);
	CHECK(pipeline_of(&s.c, s.one, &k) && need_of(&s.c, s.one, k, &d));
	/* 900 of 1000.01; 333.33 of 333.33, 166.67 are left. */
	CHECK(d->all.need == 141111 && d->all.secured == 123333);
	CHECK(d->untied == 16667);
	NEAR(k->sum.gap, (double)(d->all.need - d->all.secured - d->untied) /
	    100, 1e-9);
	for (by = 0; by < NEED_WAYS; by++) {
		sum = (struct need_sum){ 0 };
		CHECK(need_table(&s.c, s.one, d, (enum need_by)by, &t));
		for (i = 0; i < t.parts; i++) {
			sum.need += t.part[i].sum.need;
			sum.secured += t.part[i].sum.secured;
			CHECK(t.part[i].sum.secured <= t.part[i].sum.need);
		}
		CHECK(sum.need == d->all.need &&
		    sum.secured == d->all.secured);
	}
	CHECK(t.parts == 4 && str_none(t.part[3].key));
	site_close(&s);
}

/* ---- calls ---- */

static void
a_word_of_the_areas_is_found_whatever_its_marks(struct arena *a)
{
	CHECK(calling_word_in(a, S("dữ liệu; thuế"), S("he thong du lieu")));
	CHECK(calling_word_in(a, S("policy;data"), S("data and records")));
	CHECK(!calling_word_in(a, S(" ; water"), S("data and records")));
}

static void
a_call_is_open_from_its_first_day_to_its_deadline(struct arena *a)
{
	const struct day first = day_of(2026, 3, 1), last = day_of(2026, 4, 1);
	struct funding_call k = { .state = S("open"), .opens = first,
		.deadline = last };

	(void)a;
	CHECK(strcmp(calling_state(&k, day_of(2026, 2, 28)), "announced") == 0);
	CHECK(strcmp(calling_state(&k, first), "open") == 0);
	CHECK(strcmp(calling_state(&k, last), "open") == 0);
	CHECK(strcmp(calling_state(&k, day_of(2026, 4, 2)), "closed") == 0);
	k.state = S("withdrawn");
	CHECK(strcmp(calling_state(&k, first), "withdrawn") == 0);
}

static void
what_fits_does_not_hang_on_the_language_of_who_reads(struct arena *a)
{
	struct calling_wish wish = { .areas = S("leadership") };
	struct calling_fit f;
	struct dimension *d;
	struct pipeline *p;
	struct calling k;
	struct gap *g;
	struct site s;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	d = site_blank(&s, &dimension_entity, s.one);
	d->title = S("{\"vi\":\"Lãnh đạo\",\"en\":\"Leadership\"}");
	site_keep(&s, &dimension_entity, d);
	g = site_blank(&s, &gap_entity, s.one);
	g->gap = 1;
	g->state = S("validated");
	g->dimension = d->row.id;
	site_keep(&s, &gap_entity, g);
	s.c.lang = "vi";
	CHECK(pipeline_of(&s.c, s.one, &p) && calling_read(&s.c,
	    site_find(&s, &programme_entity, s.one), p, NULL, &k));
	calling_fit(&k, &wish, &f);
	CHECK(f.gaps == 1);
	wish.areas = S("lanh dao");
	calling_fit(&k, &wish, &f);
	CHECK(f.gaps == 1);
	site_close(&s);
}

static struct id
gap_for(struct site *s, double size, const char *state)
{
	struct gap *g = site_blank(s, &gap_entity, s->one);

	g->gap = size;
	g->state = str_of(state);
	site_keep(s, &gap_entity, g);
	return g->row.id;
}

/* Of three open gaps one is aimed at by training, one by advice, one by
 * nothing yet; a closed one counts nowhere. */
static void
a_call_fits_the_gaps_it_names_a_kind_of_work_for(struct arena *a)
{
	static const char *const kind[] = { "TRN", "TA" };
	struct calling_wish wish = { .kinds = S("TRN;EQP") };
	struct activity_gap *l;
	struct activity *act;
	struct calling_fit f;
	struct pipeline *p;
	struct calling k;
	struct programme *of;
	struct need *d = NULL;
	struct site s;
	size_t i;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	for (i = 0; i < 2; i++) {
		act = site_blank(&s, &activity_entity, s.one);
		act->modality = str_of(kind[i]);
		site_keep(&s, &activity_entity, act);
		l = site_blank(&s, &activity_gap_entity, s.one);
		l->activity = act->row.id;
		l->gap = gap_for(&s, 1, "validated");
		l->share = NAN;
		site_keep(&s, &activity_gap_entity, l);
		line_for(&s, act->row.id, s.my_party, 2026,
		    i == 0 ? 100 : 50);
	}
	gap_for(&s, 2, "validated");
	gap_for(&s, 2, "closed");
	of = site_find(&s, &programme_entity, s.one);
	of->country = S("VN");
	CHECK(pipeline_of(&s.c, s.one, &p) && need_of(&s.c, s.one, p, &d) &&
	    calling_read(&s.c, of, p, d, &k));
	calling_fit(&k, &wish, &f);
	CHECK(k.gaps == 3 && f.gaps == 2 && f.lack.minor == 10000);
	CHECK(f.country == UNSAID && f.size == UNSAID);
	wish = (struct calling_wish){ .regions = S("LA; vn"),
		.from = usd(150) };
	calling_fit(&k, &wish, &f);
	CHECK(f.gaps == 3 && f.country == YES && f.size == YES);
	wish.from = usd(150.01);                /* 150 are missing in all */
	wish.regions = S("LA");
	calling_fit(&k, &wish, &f);
	CHECK(f.country == NO && f.size == NO);
	site_close(&s);
}

/* ---- steps ---- */

static bool
take(struct site *s, struct id id, const char *verb, const char *note)
{
	const struct opportunity *o = found(s, id);

	return pursue_step(&s->c, o, o->row.revision, str_of(verb),
	    str_of(note));
}

static void
a_step_keeps_a_line_and_the_chance_follows_the_stage(struct arena *a)
{
	struct opportunity_stage *l;
	struct opportunity *o;
	struct id id;
	struct site s;
	size_t n;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	id = ask_for(&s, "lead", usd(1000), 0.05);
	site_sit(&s, "RM", s.one);
	CHECK(take(&s, id, "qualify", "It fits."));
	NEAR(found(&s, id)->probability, 0.10, 1e-12);
	CHECK(pursue_lines(&s.c, id, &l, &n) && n == 1);
	CHECK(str_is(l[0].was, "lead") && str_is(l[0].stage, "qualified"));
	CHECK(str_is(l[0].note, "It fits.") && id_same(l[0].by, s.me));
	/* A chance that somebody judged by himself stays. */
	site_system(&s);
	o = found(&s, id);
	o->probability = 0.33;
	site_keep(&s, &opportunity_entity, o);
	site_sit(&s, "RM", s.one);
	CHECK(take(&s, id, "park", ""));
	NEAR(found(&s, id)->probability, 0.02, 1e-12);
	CHECK(take(&s, id, "reopen", ""));
	NEAR(found(&s, id)->probability, 0.10, 1e-12);
	site_close(&s);
}

static void
who_took_a_step_takes_it_back_and_nobody_else(struct arena *a)
{
	struct opportunity_stage *l;
	struct opportunity *o;
	struct id id;
	struct site s;
	size_t n;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	id = ask_for(&s, "lead", usd(1000), 0.25);
	site_sit(&s, "RM", s.one);
	CHECK(take(&s, id, "qualify", ""));
	o = found(&s, id);
	site_sit_other(&s, "RM", s.one);
	CHECK(!pursue_back(&s.c, id, o->row.revision));
	CHECK(site_fault(&s) == DENIED);
	site_sit(&s, "RM", s.one);
	CHECK(!pursue_back(&s.c, id, o->row.revision - 1));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(pursue_back(&s.c, id, o->row.revision));
	o = found(&s, id);
	CHECK(str_is(o->stage, "lead"));
	NEAR(o->probability, 0.25, 1e-12);
	CHECK(pursue_lines(&s.c, id, &l, &n) && n == 0);
	CHECK(!pursue_back(&s.c, id, o->row.revision));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

static void
a_donor_without_an_account_answers_through_the_fundraiser(struct arena *a)
{
	struct opportunity_stage *l;
	struct id id;
	struct site s;
	size_t n;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	id = ask_for(&s, "concept", usd(1000), NAN);
	site_sit(&s, "PM", s.one);
	CHECK(!take(&s, id, "invite", "A letter of 3 March."));
	CHECK(site_fault(&s) == DENIED);
	site_sit(&s, "RM", s.one);
	CHECK(!take(&s, id, "invite", " "));
	CHECK(site_on(&s, "reason") && site_fault(&s) == INVALID);
	CHECK(take(&s, id, "invite", "A letter of 3 March."));
	CHECK(str_is(found(&s, id)->stage, "invited"));
	CHECK(pursue_lines(&s.c, id, &l, &n) && n == 1 &&
	    id_same(l[0].by, s.me));
	site_close(&s);
}

static void
signing_promises_money_in_the_ledger_and_the_first_tranche_brings_it(
    struct arena *a)
{
	struct opportunity *o;
	struct pipeline *k;
	struct id id;
	struct site s;
	int64_t n;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	plan_for(&s, 2000);
	id = ask_for(&s, "negotiation", usd(1000), NAN);
	site_sit(&s, "SC", s.one);
	CHECK(take(&s, id, "sign", "Signed copy of 1 May."));
	site_system(&s);
	CHECK(pipeline_of(&s.c, s.one, &k));
	CHECK(k->committed.minor == 100000 && k->secured.minor == 100000);
	o = found(&s, id);
	CHECK(!pursue_back(&s.c, id, o->row.revision));
	(void)site_fault(&s);
	o->funds_received = usd(400);
	site_keep(&s, &opportunity_entity, o);
	site_sit(&s, "FIN", s.one);
	CHECK(take(&s, id, "receive", ""));
	site_system(&s);
	CHECK(store_count(s.c.store, &transaction_entity, &(struct ask){
	    .filters = (struct filter[]){ { field_named(&transaction_entity,
	    S("opportunity")), IS, id_text(a, id) } }, .n = 1 }, &n,
	    &s.c.errors) && n == 2);
	site_close(&s);
}

static void
what_the_ledger_refuses_is_told_and_the_signature_stands(struct arena *a)
{
	struct opportunity_stage *l;
	struct programme *p;
	struct id id;
	struct site s;
	size_t n;
	int64_t k;

	if (!site_open_in(&s, a, "pipeline", "USD"))
		return;
	p = site_find(&s, &programme_entity, s.one);
	p->start_planned = day_of(2001, 1, 1);
	p->end_planned = day_of(2002, 1, 1);
	p->end_actual = day_of(2002, 1, 1);
	site_keep(&s, &programme_entity, p);
	id = ask_for(&s, "negotiation", usd(1000), NAN);
	site_sit(&s, "SC", s.one);
	CHECK(take(&s, id, "sign", "Signed copy of 1 May."));
	site_system(&s);
	CHECK(str_is(found(&s, id)->stage, "signed"));
	CHECK(pursue_lines(&s.c, id, &l, &n) && n == 1);
	CHECK(n == 1 && str_find(l[0].note, S("ledger did not take")) <
	    l[0].note.n);
	CHECK(store_count(s.c.store, &transaction_entity, &(struct ask){
	    .home = s.one }, &k, &s.c.errors) && k == 0);
	site_close(&s);
}

static void
of_those_who_stood_at_a_stage_the_share_that_went_on_is_told(struct arena *a)
{
	/* 1: lead, qualified, concept, declined.  2: lead, qualified.
	 * 3: lead, set aside.  Of 3 leads 2 went on; of 2 qualified 1; of 1
	 * concept note none: it was lost there. */
	const struct id x = { { 1 } }, y = { { 2 } }, z = { { 3 } };
	const struct opportunity_stage l[] = {
		{ .opportunity = x, .stage = S("lead") },
		{ .opportunity = x, .was = S("lead"), .stage = S("qualified") },
		{ .opportunity = x, .was = S("qualified"),
		    .stage = S("concept") },
		{ .opportunity = x, .was = S("concept"),
		    .stage = S("declined") },
		{ .opportunity = y, .stage = S("lead") },
		{ .opportunity = y, .was = S("lead"), .stage = S("qualified") },
		{ .opportunity = z, .was = S("lead"), .stage = S("dormant") },
	};
	struct pursue_rate r[PURSUE_RATES];

	(void)a;
	pursue_count(l, sizeof(l) / sizeof(l[0]), r);
	CHECK(r[0].entered == 3 && r[0].moved_on == 2 && r[0].lost == 1);
	NEAR(r[0].rate, 2.0 / 3, 1e-12);
	CHECK(r[1].entered == 2 && r[1].moved_on == 1 && r[1].lost == 0);
	CHECK(r[2].entered == 1 && r[2].moved_on == 0 && r[2].lost == 1);
	NEAR(r[2].rate, 0, 0);
	CHECK(r[3].entered == 0 && isnan(r[3].rate));
}

const struct test pipeline_tests[] = {
	{ "the six donors add up as by hand",
	   the_six_donors_add_up_as_by_hand },
	{ "what has no rate or no amount is counted and adds nothing",
	   what_has_no_rate_or_no_amount_is_counted_and_adds_nothing },
	{ "another currency counts at the rate of today",
	   another_currency_counts_at_the_rate_of_today },
	{ "without a rate of today the last one of the ledger counts",
	   without_a_rate_of_today_the_last_one_of_the_ledger_counts },
	{ "without an entered chance the usual one of the stage counts",
	   without_an_entered_chance_the_usual_one_of_the_stage_counts },
	{ "a donor sees what was asked of him and no need",
	   a_donor_sees_what_was_asked_of_him_and_no_need },
	{ "every stage of the machine has a chance and a name in the history",
	   every_stage_of_the_machine_has_a_chance_and_a_name_in_the_history },
	{ "money reaches lines in proportion to what they lack",
	   money_reaches_lines_in_proportion_to_what_they_lack },
	{ "each table adds up to the need and to what is signed",
	   each_table_adds_up_to_the_need_and_to_what_is_signed },
	{ "a word of the areas is found whatever its marks",
	   a_word_of_the_areas_is_found_whatever_its_marks },
	{ "a call is open from its first day to its deadline",
	   a_call_is_open_from_its_first_day_to_its_deadline },
	{ "what fits does not hang on the language of who reads",
	   what_fits_does_not_hang_on_the_language_of_who_reads },
	{ "a call fits the gaps it names a kind of work for",
	   a_call_fits_the_gaps_it_names_a_kind_of_work_for },
	{ "a step keeps a line and the chance follows the stage",
	   a_step_keeps_a_line_and_the_chance_follows_the_stage },
	{ "who took a step takes it back and nobody else",
	   who_took_a_step_takes_it_back_and_nobody_else },
	{ "a donor without an account answers through the fundraiser",
	   a_donor_without_an_account_answers_through_the_fundraiser },
	{ "signing promises money in the ledger and the first tranche brings it",
	   signing_promises_money_in_the_ledger_and_the_first_tranche_brings_it },
	{ "what the ledger refuses is told and the signature stands",
	   what_the_ledger_refuses_is_told_and_the_signature_stands },
	{ "of those who stood at a stage the share that went on is told",
	   of_those_who_stood_at_a_stage_the_share_that_went_on_is_told },
	{ "a funder changes what he asks and nothing else",
	   a_funder_changes_what_he_asks_and_nothing_else },
	{ 0 }
};
