/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of what must hold whatever happens: the thirteen invariants, each
 * tried through every door that could break it: saving (which is what a
 * form and the API do), a table of rows, a step, a drop, an undo, a folder.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "flow/find.h"
#include "flow/import.h"
#include "flow/save.h"
#include "flow/table.h"
#include "model/advise.h"
#include "model/assess.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/monitor.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

/* ---- doors ---- */

static int64_t
last(struct site *s)
{
	int64_t n = 0;

	CHECK(store_last_change(s->c.store, &n, &s->c.errors));
	return n;
}

/* What was tried was refused, for that reason. */
static void
refused(struct site *s, bool done, const char *says, int line)
{
	bool said = site_says(s, says);

	if (done || !said)
		printf("line %d: %s: %s\n", line, done ? "done" : "refused",
		    errors_text(&s->c.errors, NULL));
	CHECK(!done);
	CHECK(done || said);
	(void)site_fault(s);
}

#define REFUSED_FOR(says, done) refused(&s, (done), (says), __LINE__)

static bool
save(struct site *s, const struct entity *e, const void *row)
{
	void *copy = arena_take(s->a, 1, e->size);
	bool fine;

	memcpy(copy, row, e->size);
	site_try(s);
	fine = flow_save(&s->c, e, copy);
	if (!fine)
		site_back(s);
	else
		CHECK(store_release(s->c.store, &s->c.errors));
	return fine;
}

static bool
step(struct site *s, const struct entity *e, struct id id, const char *verb)
{
	const struct row *r = site_find(s, e, id);
	bool fine;

	site_try(s);
	fine = flow_move(&s->c, e, id, r->revision, str_of(verb), S("so"));
	if (!fine)
		site_back(s);
	else
		CHECK(store_release(s->c.store, &s->c.errors));
	return fine;
}

static bool
drop(struct site *s, const struct entity *e, struct id id)
{
	const struct row *r = site_find(s, e, id);

	return flow_drop(&s->c, e, id, r->revision);
}

/* A table of one row: refused, and told why. */
static void
table_refused(struct site *s, const struct entity *e, str csv,
    const char *says, int line)
{
	struct tabular t = { 0 };
	const char *told;

	CHECK(table_import_bytes(&s->c, e, s->one, csv, false, &t));
	told = t.first == NULL ? "" : t.first->reason.p;
	if (t.n[TABULAR_REFUSE] != 1 || strstr(told, says) == NULL)
		printf("line %d: a row of a table: %s\n", line, told);
	CHECK(t.n[TABULAR_REFUSE] == 1 && t.n[TABULAR_ADD] == 0);
	CHECK(t.n[TABULAR_CHANGE] == 0 && strstr(told, says) != NULL);
	errors_clear(&s->c.errors);
}

#define TABLE_REFUSED(e, csv, says) \
	table_refused(&s, (e), (csv), (says), __LINE__)

/* ---- 1 and 2: what is chosen ---- */

static struct activity *
activity(struct site *s, const char *state)
{
	struct activity *a = site_blank(s, &activity_entity, s->one);

	a->state = str_of(state);
	a->is_mandatory = YES;
	site_keep(s, &activity_entity, a);
	return a;
}

static void
invariant_1_what_is_chosen_has_all_it_needs_chosen(struct arena *a)
{
	struct activity *x, *need;
	struct site s;

	if (!site_open(&s, a, "invariant_1"))
		return;
	need = activity(&s, "proposed");
	x = activity(&s, "proposed");
	x->prerequisites = id_text(a, need->row.id);
	site_keep(&s, &activity_entity, x);
	site_sit(&s, "PM", s.one);
	REFUSED_FOR("It needs", step(&s, &activity_entity, x->row.id, "select"));
	/* Not even with new money, nor by writing it down. */
	x->state = S("not_selected");
	site_keep(&s, &activity_entity, x);
	site_sit_other(&s, "SC", s.one);
	REFUSED_FOR("It needs", step(&s, &activity_entity, x->row.id, "fund"));
	x->selected = YES;
	CHECK(save(&s, &activity_entity, x));
	CHECK(((struct activity *)site_find(&s, &activity_entity,
	    x->row.id))->selected != YES);
	x = site_find(&s, &activity_entity, x->row.id);
	x->state = S("selected");
	REFUSED_FOR("by its own steps", save(&s, &activity_entity, x));
	x = site_find(&s, &activity_entity, x->row.id);
	/* Chosen together with what it needs. */
	need->state = S("scheduled");
	site_keep(&s, &activity_entity, need);
	CHECK(step(&s, &activity_entity, x->row.id, "fund"));
	/* From then on what it needs stays. */
	site_sit(&s, "PM", s.one);
	REFUSED_FOR("needs it", step(&s, &activity_entity, need->row.id,
	    "cancel"));
	REFUSED_FOR("needs it", drop(&s, &activity_entity, need->row.id));
	site_close(&s);
}

static void
invariant_1_what_is_chosen_takes_no_new_need(struct arena *a)
{
	struct activity *x, *need;
	struct site s;
	int64_t line;

	if (!site_open(&s, a, "invariant_1b"))
		return;
	need = activity(&s, "proposed");
	x = activity(&s, "selected");
	site_sit(&s, "PM", s.one);
	x->prerequisites = id_text(a, need->row.id);
	REFUSED_FOR("It needs", save(&s, &activity_entity, x));
	TABLE_REFUSED(&activity_entity, str_print(a, "code,prerequisites\n"
	    "%.*s,%s\n", (int)x->code.n, x->code.p, id_text(a,
	    need->row.id).p), "It needs");
	/* Taken away while it was only proposed, a need does not come back. */
	site_system(&s);
	x->state = S("proposed");
	site_keep(&s, &activity_entity, x);
	site_sit(&s, "PM", s.one);
	x->prerequisites = (str){ 0 };
	CHECK(flow_save(&s.c, &activity_entity, x));
	line = last(&s);
	CHECK(step(&s, &activity_entity, x->row.id, "select"));
	REFUSED_FOR("changed again", flow_undo(&s.c, line));
	/* What is needed is not dropped, chosen or not. */
	x = activity(&s, "proposed");
	x->prerequisites = id_text(a, need->row.id);
	CHECK(flow_save(&s.c, &activity_entity, x));
	REFUSED_FOR("refers", drop(&s, &activity_entity, need->row.id));
	site_close(&s);
}

static void
invariant_1_what_excludes_each_other_is_never_chosen_together(struct arena *a)
{
	struct activity *x, *other;
	struct site s;
	int64_t dropped;

	if (!site_open(&s, a, "invariant_1c"))
		return;
	other = activity(&s, "selected");
	x = activity(&s, "proposed");
	/* Only one of the two names the other: that is enough. */
	other->exclusive_with = id_text(a, x->row.id);
	site_keep(&s, &activity_entity, other);
	site_sit(&s, "PM", s.one);
	REFUSED_FOR("It excludes", step(&s, &activity_entity, x->row.id,
	    "select"));
	other->exclusive_with = (str){ 0 };
	CHECK(flow_save(&s.c, &activity_entity, other));
	x->exclusive_with = id_text(a, other->row.id);
	CHECK(flow_save(&s.c, &activity_entity, x));
	REFUSED_FOR("It excludes", step(&s, &activity_entity, x->row.id,
	    "select"));
	x->exclusive_with = (str){ 0 };
	CHECK(flow_save(&s.c, &activity_entity, x));
	other->exclusive_with = id_text(a, x->row.id);
	CHECK(save(&s, &activity_entity, other));
	/* Dropped, and the other chosen: it does not come back beside it. */
	CHECK(drop(&s, &activity_entity, other->row.id));
	dropped = last(&s);
	CHECK(step(&s, &activity_entity, x->row.id, "select"));
	REFUSED_FOR("It excludes", flow_undo(&s.c, dropped));
	site_close(&s);
}

static void
invariant_2_what_is_chosen_closes_a_gap_or_is_a_must(struct arena *a)
{
	struct activity_gap *g, *second;
	struct activity *x, *y;
	struct site s;
	int64_t added;

	if (!site_open(&s, a, "invariant_2"))
		return;
	x = activity(&s, "proposed");
	y = activity(&s, "proposed");
	site_sit(&s, "PM", s.one);
	x->is_mandatory = NO;
	CHECK(flow_save(&s.c, &activity_entity, x));
	REFUSED_FOR("close no gap", step(&s, &activity_entity, x->row.id,
	    "select"));
	g = site_blank(&s, &activity_gap_entity, s.one);
	g->activity = x->row.id;
	CHECK(flow_save(&s.c, &activity_gap_entity, g));
	added = last(&s);
	CHECK(step(&s, &activity_entity, x->row.id, "select"));
	/* Its last gap stays: not dropped, not moved, not taken back. */
	REFUSED_FOR("close no gap", drop(&s, &activity_gap_entity, g->row.id));
	REFUSED_FOR("close no gap", flow_undo(&s.c, added));
	g->activity = y->row.id;
	REFUSED_FOR("close no gap", save(&s, &activity_gap_entity, g));
	second = site_blank(&s, &activity_gap_entity, s.one);
	second->activity = x->row.id;
	second->gap = site_new(&s, &gap_entity, s.one);
	CHECK(flow_save(&s.c, &activity_gap_entity, second));
	CHECK(drop(&s, &activity_gap_entity, g->row.id));
	/* And a must that closes no gap stays a must. */
	CHECK(step(&s, &activity_entity, y->row.id, "select"));
	y = site_find(&s, &activity_entity, y->row.id);
	y->is_mandatory = NO;
	REFUSED_FOR("close no gap", save(&s, &activity_entity, y));
	TABLE_REFUSED(&activity_entity, str_print(a, "code,is_mandatory\n"
	    "%.*s,no\n", (int)y->code.n, y->code.p), "close no gap");
	site_close(&s);
}

/* ---- 3: money ---- */

static void
invariant_3_money_is_spent_of_a_line_of_its_activity_and_funder(struct arena *a)
{
	struct budget_line *line;
	struct transaction *t;
	struct site s;
	struct id party;

	if (!site_open(&s, a, "invariant_3"))
		return;
	party = site_new(&s, &organisation_entity, s.one);
	line = site_blank(&s, &budget_line_entity, s.one);
	line->funder = party;
	line->activity = site_any(&s, &activity_entity, s.one);
	site_keep(&s, &budget_line_entity, line);
	site_sit(&s, "FIN", s.one);
	t = site_blank(&s, &transaction_entity, s.one);
	t->type = S("4");
	t->funder = party;
	REFUSED_FOR("Say of which budget line", save(&s, &transaction_entity,
	    t));
	t->budget_line = line->row.id;
	REFUSED_FOR("another activity", save(&s, &transaction_entity, t));
	t->activity = line->activity;
	t->funder = s.my_party;
	REFUSED_FOR("another funder", save(&s, &transaction_entity, t));
	TABLE_REFUSED(&transaction_entity, str_print(a,
	    "code,type,date,amount,amount_currency,budget_line,activity,funder\n"
	    "T1,4,2026-03-01,10,EUR,%s,%s,%s\n", id_text(a, line->row.id).p,
	    id_text(a, line->activity).p, id_text(a, s.my_party).p),
	    "another funder");
	t->funder = party;
	CHECK(flow_save(&s.c, &transaction_entity, t));
	/* In the books it stays, and so does its line. */
	t->funder = s.my_party;
	REFUSED_FOR("never edited", save(&s, &transaction_entity, t));
	REFUSED_FOR("never", flow_undo(&s.c, last(&s)));
	line->funder = s.my_party;
	REFUSED_FOR("Money was spent", save(&s, &budget_line_entity, line));
	REFUSED_FOR("refers", drop(&s, &budget_line_entity, line->row.id));
	site_close(&s);
}

static struct money
eur(int64_t minor)
{
	return (struct money){ minor, "EUR" };
}

static struct money
cost_of(struct site *s, struct id activity)
{
	const struct activity *a = site_find(s, &activity_entity, activity);

	return a->cost;
}

/* While the plan is worked on the cost follows; then it is fixed. */
static void
invariant_3_a_plan_costs_what_its_budget_lines_add_up_to(struct arena *a)
{
	struct budget_line *one, *two;
	struct plan_version *p;
	struct activity *y;
	struct site s;

	if (!site_open(&s, a, "invariant_3b"))
		return;
	p = site_blank(&s, &plan_version_entity, s.one);
	site_keep(&s, &plan_version_entity, p);
	y = site_blank(&s, &activity_entity, s.one);
	y->plan_version = p->row.id;
	y->cost = eur(50000);
	y->is_mandatory = YES;
	site_keep(&s, &activity_entity, y);
	site_sit(&s, "PM", s.one);
	site_also(&s, "FIN", s.one);
	one = site_blank(&s, &budget_line_entity, s.one);
	two = site_blank(&s, &budget_line_entity, s.one);
	one->activity = two->activity = y->row.id;
	one->amount = eur(30000);
	two->amount = eur(25000);
	CHECK(flow_save(&s.c, &budget_line_entity, one));
	CHECK(cost_of(&s, y->row.id).minor == 30000);   /* no estimate more */
	CHECK(flow_save(&s.c, &budget_line_entity, two));
	CHECK(cost_of(&s, y->row.id).minor == 55000);   /* 300 + 250 */
	y = site_find(&s, &activity_entity, y->row.id);
	y->cost = eur(50000);
	REFUSED_FOR("sum of its budget lines", save(&s, &activity_entity, y));
	y->cost = (struct money){ 0, "" };
	REFUSED_FOR("sum of its budget lines", save(&s, &activity_entity, y));
	two->amount = eur(20000);
	CHECK(flow_save(&s.c, &budget_line_entity, two));
	CHECK(cost_of(&s, y->row.id).minor == 50000);   /* 300 + 200 */
	CHECK(flow_undo(&s.c, last(&s) - 1));   /* the last is of the cost */
	CHECK(cost_of(&s, y->row.id).minor == 55000);
	two = site_find(&s, &budget_line_entity, two->row.id);
	two->amount = eur(20000);
	CHECK(flow_save(&s.c, &budget_line_entity, two));

	p->state = S("approved");
	site_keep(&s, &plan_version_entity, p);
	site_sit(&s, "PM", s.one);
	site_also(&s, "FIN", s.one);
	one->amount = eur(30001);
	REFUSED_FOR("come to 500.01 EUR, and it costs 500.00 EUR",
	    save(&s, &budget_line_entity, one));
	REFUSED_FOR("come to 300.00 EUR", drop(&s, &budget_line_entity,
	    two->row.id));
	TABLE_REFUSED(&budget_line_entity, str_print(a,
	    "code,activity,category,fund,funder,amount,amount_currency,year\n"
	    "B9,%s,1,OWN,%s,10,EUR,2026\n", id_text(a, y->row.id).p,
	    id_text(a, one->funder).p), "come to 510.00 EUR");
	one = site_find(&s, &budget_line_entity, one->row.id);
	one->year = 2027;                       /* not about its amount */
	CHECK(flow_save(&s.c, &budget_line_entity, one));
	CHECK(cost_of(&s, y->row.id).minor == 50000);
	site_close(&s);
}

/* A plan that was approved before its lines were entered takes them one by
 * one, and never more than it costs. */
static void
invariant_3_lines_of_an_approved_plan_only_come_nearer(struct arena *a)
{
	struct plan_version *p;
	struct budget_line *b;
	struct activity *y;
	struct site s;

	if (!site_open(&s, a, "invariant_3c"))
		return;
	p = site_blank(&s, &plan_version_entity, s.one);
	p->state = S("approved");
	site_keep(&s, &plan_version_entity, p);
	y = site_blank(&s, &activity_entity, s.one);
	y->plan_version = p->row.id;
	y->cost = eur(50000);
	site_keep(&s, &activity_entity, y);
	site_sit(&s, "FIN", s.one);
	b = site_blank(&s, &budget_line_entity, s.one);
	b->activity = y->row.id;
	b->amount = eur(30000);
	CHECK(flow_save(&s.c, &budget_line_entity, b));
	b = site_blank(&s, &budget_line_entity, s.one);
	b->activity = y->row.id;
	b->amount = eur(45000);                 /* 750: 250 off, not 200 */
	REFUSED_FOR("come to 750.00 EUR", save(&s, &budget_line_entity, b));
	b->amount = eur(20000);
	CHECK(flow_save(&s.c, &budget_line_entity, b));
	CHECK(cost_of(&s, y->row.id).minor == 50000);
	site_close(&s);
}

/* ---- 4: rounds that are over ---- */

static const struct entity *const of_a_round[] = {
	&response_entity, &cleaning_entity, &community_consensus_entity, NULL
};

static void
put_round(struct site *s, struct id round, const char *state)
{
	struct assessment_round *r = site_find(s, &assessment_round_entity,
	    round);

	site_system(s);
	r->state = str_of(state);
	site_keep(s, &assessment_round_entity, r);
}

static void
invariant_4_a_locked_round_takes_and_gives_nothing(struct arena *a)
{
	const struct entity *const *e;
	struct assessment_round *r;
	struct id round, in;
	void *row;
	struct site s;

	if (!site_open(&s, a, "invariant_4"))
		return;
	round = site_new(&s, &assessment_round_entity, s.one);
	for (e = of_a_round; *e != NULL; e++) {
		put_round(&s, round, "cleaning");
		row = site_blank(&s, *e, s.one);
		*(struct id *)row_at(field_named(*e, S("round")), row) = round;
		site_keep(&s, *e, row);
		in = ((struct row *)row)->id;
		put_round(&s, round, "locked");
		/* Not even the program itself. */
		row = site_find(&s, *e, in);
		REFUSED_FOR("locked", save(&s, *e, row));
		REFUSED_FOR("locked", drop(&s, *e, in));
		row = site_blank(&s, *e, s.one);
		*(struct id *)row_at(field_named(*e, S("round")), row) = round;
		REFUSED_FOR("locked", save(&s, *e, row));
	}
	r = site_find(&s, &assessment_round_entity, round);
	r->min_raters = 1;
	REFUSED_FOR("The round is over", save(&s, &assessment_round_entity, r));
	REFUSED_FOR("The round is over", drop(&s, &assessment_round_entity,
	    round));
	site_close(&s);
}

static void
invariant_4_no_step_and_no_undo_reaches_a_locked_round(struct arena *a)
{
	struct response *r;
	struct site s;
	int64_t line;

	if (!site_open(&s, a, "invariant_4b"))
		return;
	r = site_blank(&s, &response_entity, s.one);
	r->status = S("submitted");
	put_round(&s, r->round, "cleaning");
	site_keep(&s, &response_entity, r);
	site_system(&s);
	r->source = S("paper");
	CHECK(flow_save(&s.c, &response_entity, r));
	line = last(&s);
	put_round(&s, r->round, "locked");
	site_sit(&s, "MEL", s.one);
	REFUSED_FOR("locked", step(&s, &response_entity, r->row.id, "exclude"));
	REFUSED_FOR("locked", step(&s, &response_entity, r->row.id, "query"));
	site_system(&s);
	REFUSED_FOR("locked", flow_undo(&s.c, line));
	site_close(&s);
}

/* ---- 6 and 7: figures ---- */

static struct indicator *
indicator(struct site *s, const char *measure, const char *over_time)
{
	struct indicator *i = site_blank(s, &indicator_entity, s->one);

	i->measure = str_of(measure);
	i->aggregation = str_of(over_time);
	site_keep(s, &indicator_entity, i);
	return i;
}

static struct indicator_value *
figure(struct site *s, const struct indicator *i, const char *stratum)
{
	struct indicator_value *v = site_blank(s, &indicator_value_entity,
	    s->one);

	v->indicator = i->row.id;
	v->period = S("2025");
	v->stratum = str_of(stratum);
	return v;
}

static void
invariant_6_a_percentage_is_so_many_of_so_many(struct arena *a)
{
	struct indicator_value *v;
	struct indicator *i;
	struct site s;

	if (!site_open(&s, a, "invariant_6"))
		return;
	i = indicator(&s, "2", "latest");
	site_sit(&s, "MEL", s.one);
	v = figure(&s, i, "");
	v->value = 58.33;
	REFUSED_FOR("numerator", save(&s, &indicator_value_entity, v));
	v->numerator = 14;
	REFUSED_FOR("denominator", save(&s, &indicator_value_entity, v));
	v->denominator = 0;
	REFUSED_FOR("Of none", save(&s, &indicator_value_entity, v));
	v->denominator = 25;            /* 14 of 25 are 56 */
	REFUSED_FOR("56.00 percent", save(&s, &indicator_value_entity, v));
	TABLE_REFUSED(&indicator_value_entity, str_print(a,
	    "indicator,period,period_start,period_end,status,value\n"
	    "%s,2025,2025-01-01,2025-12-31,draft,58.33\n",
	    id_text(a, i->row.id).p), "numerator");
	v->denominator = 24;            /* 14 of 24 are 58.333 */
	CHECK(save(&s, &indicator_value_entity, v));
	/* Not measured is not nought. */
	v = figure(&s, i, "sex=U");
	CHECK(save(&s, &indicator_value_entity, v));
	site_close(&s);
}

static void
invariant_7_groups_come_to_no_more_than_the_whole(struct arena *a)
{
	struct indicator_value *whole, *v;
	struct indicator *i;
	struct site s;
	int64_t line;

	if (!site_open(&s, a, "invariant_7"))
		return;
	i = indicator(&s, "1", "sum");
	site_sit(&s, "MEL", s.one);
	whole = figure(&s, i, "");
	whole->value = 10;
	CHECK(flow_save(&s.c, &indicator_value_entity, whole));
	v = figure(&s, i, "sex=F");
	v->value = 7;
	CHECK(flow_save(&s.c, &indicator_value_entity, v));
	v = figure(&s, i, "sex=M");
	v->value = 4;
	REFUSED_FOR("come to 11", save(&s, &indicator_value_entity, v));
	TABLE_REFUSED(&indicator_value_entity, str_print(a,
	    "indicator,period,period_start,period_end,stratum,status,value\n"
	    "%s,2025,2025-01-01,2025-12-31,sex=M,draft,4\n",
	    id_text(a, i->row.id).p), "come to 11");
	v->value = 2;
	CHECK(flow_save(&s.c, &indicator_value_entity, v));
	v = figure(&s, i, "sex=U");     /* unknown is a group, too */
	v->value = 1;
	CHECK(flow_save(&s.c, &indicator_value_entity, v));
	/* Another way to part it is counted by itself. */
	v = figure(&s, i, "location=north");
	v->value = 10;
	CHECK(flow_save(&s.c, &indicator_value_entity, v));
	whole->value = 9;
	REFUSED_FOR("come to 10", save(&s, &indicator_value_entity, whole));
	/* The whole was raised, and a group with it: not taken back alone. */
	whole->value = 12;
	CHECK(flow_save(&s.c, &indicator_value_entity, whole));
	line = last(&s);
	v->value = 12;
	CHECK(flow_save(&s.c, &indicator_value_entity, v));
	REFUSED_FOR("come to 12", flow_undo(&s.c, line));
	site_close(&s);
}

static void
invariant_7_what_is_submitted_comes_to_the_whole(struct arena *a)
{
	struct indicator_value *whole, *f, *m;
	struct indicator *i;
	struct tabular t = { 0 };
	struct site s;
	const char *id;
	str rows;

	if (!site_open(&s, a, "invariant_7_whole"))
		return;
	i = indicator(&s, "1", "sum");
	id = id_text(a, i->row.id).p;
	site_sit(&s, "MEL", s.one);
	whole = figure(&s, i, "");
	whole->status = S("submitted");
	whole->value = 10;
	CHECK(flow_save(&s.c, &indicator_value_entity, whole));
	f = figure(&s, i, "sex=F");
	f->value = 6;
	f->status = S("submitted");     /* 10 - 6 */
	REFUSED_FOR("4 are in no group", save(&s, &indicator_value_entity, f));
	f->status = S("draft");
	CHECK(flow_save(&s.c, &indicator_value_entity, f));
	m = figure(&s, i, "sex=U");
	m->value = 4;
	m->status = S("submitted");
	CHECK(flow_save(&s.c, &indicator_value_entity, m));
	f->status = S("submitted");
	CHECK(flow_save(&s.c, &indicator_value_entity, f));
	f->value = 5;
	REFUSED_FOR("1 are in no group", save(&s, &indicator_value_entity, f));
	REFUSED_FOR("4 are in no group", drop(&s, &indicator_value_entity,
	    m->row.id));
	whole->value = 12;
	REFUSED_FOR("2 are in no group", save(&s, &indicator_value_entity,
	    whole));
	/* A table is judged as a whole, and refused row by row. */
	rows = str_print(a,
	    "indicator,period,period_start,period_end,stratum,status,value\n"
	    "%s,2026,2026-01-01,2026-12-31,,submitted,9\n"
	    "%s,2026,2026-01-01,2026-12-31,sex=F,submitted,4\n"
	    "%s,2026,2026-01-01,2026-12-31,sex=M,submitted,3\n", id, id, id);
	CHECK(table_import_bytes(&s.c, &indicator_value_entity, s.one, rows,
	    false, &t));
	CHECK(t.n[TABULAR_REFUSE] == 3 && t.n[TABULAR_ADD] == 0);
	CHECK(strstr(t.first->reason.p, "2 are in no group") != NULL);
	rows = str_print(a, "%.*s%s,2026,2026-01-01,2026-12-31,sex=U,submitted,"
	    "2\n", (int)rows.n, rows.p, id);
	CHECK(table_import_bytes(&s.c, &indicator_value_entity, s.one, rows,
	    false, &t));
	CHECK(t.n[TABULAR_REFUSE] == 0 && t.n[TABULAR_ADD] == 4);
	site_close(&s);
}

static void
what_was_accepted_stays_until_it_is_reopened(struct arena *a)
{
	struct reporting_period *p;
	struct indicator_value *v;
	struct indicator *i;
	struct site s;

	if (!site_open(&s, a, "accepted"))
		return;
	i = indicator(&s, "1", "latest");
	p = site_blank(&s, &reporting_period_entity, s.one);
	p->code = S("2025");
	p->starts = day_of(2025, 1, 1);
	p->ends = day_of(2025, 12, 31);
	p->state = S("submitted");
	site_keep(&s, &reporting_period_entity, p);
	site_sit(&s, "MEL", s.one);
	v = figure(&s, i, "");
	v->value = 3;
	v->status = S("submitted");
	CHECK(flow_save(&s.c, &indicator_value_entity, v));
	site_sit_other(&s, "SC", s.one);
	CHECK(step(&s, &reporting_period_entity, p->row.id, "accept"));
	site_sit(&s, "MEL", s.one);
	v = site_find(&s, &indicator_value_entity, v->row.id);
	CHECK(str_is(v->status, "verified"));
	v->value = 5;
	REFUSED_FOR("2025 is accepted", save(&s, &indicator_value_entity, v));
	REFUSED_FOR("2025 is accepted", drop(&s, &indicator_value_entity,
	    v->row.id));
	v = figure(&s, i, "");          /* nor one that comes too late */
	v->period = S("2025H2");
	v->period_start = day_of(2025, 7, 1);
	v->period_end = day_of(2025, 12, 31);
	REFUSED_FOR("2025 is accepted", save(&s, &indicator_value_entity, v));
	TABLE_REFUSED(&indicator_value_entity, str_print(a,
	    "indicator,period,period_start,period_end,status,value\n"
	    "%s,2025Q1,2025-01-01,2025-03-31,draft,1\n",
	    id_text(a, i->row.id).p), "2025 is accepted");
	p = site_find(&s, &reporting_period_entity, p->row.id);
	p->code = S("2024");
	REFUSED_FOR("accepted", save(&s, &reporting_period_entity, p));
	site_sit_other(&s, "SC", s.one);
	CHECK(step(&s, &reporting_period_entity, p->row.id, "reopen"));
	site_sit(&s, "MEL", s.one);
	v = figure(&s, i, "");
	v->period = S("2025H2");
	v->period_start = day_of(2025, 7, 1);
	v->period_end = day_of(2025, 12, 31);
	CHECK(flow_save(&s.c, &indicator_value_entity, v));
	site_close(&s);
}

/* ---- 9: evaluations ---- */

static void
invariant_9_an_evaluation_closes_when_all_is_answered(struct arena *a)
{
	struct recommendation *r, *late;
	struct evaluation *v;
	struct site s;

	if (!site_open(&s, a, "invariant_9"))
		return;
	v = site_blank(&s, &evaluation_entity, s.one);
	v->state = S("delivered");
	site_keep(&s, &evaluation_entity, v);
	r = site_blank(&s, &recommendation_entity, s.one);
	r->evaluation = v->row.id;
	site_keep(&s, &recommendation_entity, r);
	site_sit(&s, "SC", s.one);
	REFUSED_FOR("answer", step(&s, &evaluation_entity, v->row.id,
	    "accept"));
	site_sit(&s, "EVA", s.one);
	v->state = S("closed");
	REFUSED_FOR("by its own steps", save(&s, &evaluation_entity, v));
	TABLE_REFUSED(&evaluation_entity, str_print(a, "id,state\n"
	    "%s,closed\n", id_text(a, v->row.id).p), "by its own steps");
	site_sit(&s, "PM", s.one);
	REFUSED_FOR("must be filled in", step(&s, &recommendation_entity,
	    r->row.id, "accept"));
	CHECK(step(&s, &recommendation_entity, r->row.id, "reject"));
	site_sit_other(&s, "SC", s.one);
	CHECK(step(&s, &evaluation_entity, v->row.id, "accept"));
	late = site_blank(&s, &recommendation_entity, s.one);
	late->evaluation = v->row.id;
	site_system(&s);
	REFUSED_FOR("is closed", save(&s, &recommendation_entity, late));
	site_close(&s);
}

const struct test invariant_tests[] = {
	{ "invariant 1: what is chosen has all it needs chosen",
	   invariant_1_what_is_chosen_has_all_it_needs_chosen },
	{ "invariant 1: what is chosen takes no new need",
	   invariant_1_what_is_chosen_takes_no_new_need },
	{ "invariant 1: what excludes each other is never chosen together",
	   invariant_1_what_excludes_each_other_is_never_chosen_together },
	{ "invariant 2: what is chosen closes a gap, or is a must",
	   invariant_2_what_is_chosen_closes_a_gap_or_is_a_must },
	{ "invariant 3: money is spent of a line of its activity and funder",
	   invariant_3_money_is_spent_of_a_line_of_its_activity_and_funder },
	{ "invariant 3: a plan costs what its budget lines add up to",
	   invariant_3_a_plan_costs_what_its_budget_lines_add_up_to },
	{ "invariant 3: lines of an approved plan only come nearer",
	   invariant_3_lines_of_an_approved_plan_only_come_nearer },
	{ "invariant 4: a locked round takes and gives nothing",
	   invariant_4_a_locked_round_takes_and_gives_nothing },
	{ "invariant 4: no step and no undo reaches a locked round",
	   invariant_4_no_step_and_no_undo_reaches_a_locked_round },
	{ "invariant 6: a percentage is so many of so many",
	   invariant_6_a_percentage_is_so_many_of_so_many },
	{ "invariant 7: groups come to no more than the whole",
	   invariant_7_groups_come_to_no_more_than_the_whole },
	{ "invariant 7: what is submitted comes to the whole",
	    invariant_7_what_is_submitted_comes_to_the_whole },
	{ "what was accepted stays until it is reopened",
	    what_was_accepted_stays_until_it_is_reopened },
	{ "invariant 9: an evaluation closes when all is answered",
	   invariant_9_an_evaluation_closes_when_all_is_answered },
	{ 0 }
};
