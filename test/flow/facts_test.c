/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/facts: which lines must stand follows from the table in
 * facts.h.  The site's clock stands on 2 March 2026.
 */
#include "flow/facts.h"

#include "flow/daily.h"
#include "flow/save.h"
#include "model/advise.h"
#include "model/deliver.h"
#include "model/design.h"
#include "model/fund.h"
#include "site.h"
#include "test.h"

struct told {
	struct site       s;
	struct activity  *a;
	struct gap       *g;
	struct id         link;
};

/* An activity of the plan that names one gap; nothing has happened. */
static bool
begin(struct told *t, struct arena *a, const char *name)
{
	struct activity_gap *l;

	if (!site_open(&t->s, a, name))
		return false;
	t->a = site_blank(&t->s, &activity_entity, t->s.one);
	t->a->selected = YES;
	t->a->state = S("scheduled");
	t->a->start_actual = t->a->end_actual = (struct day){ 0 };
	site_keep(&t->s, &activity_entity, t->a);
	t->g = site_blank(&t->s, &gap_entity, t->s.one);
	t->g->state = S("targeted");
	site_keep(&t->s, &gap_entity, t->g);
	l = site_blank(&t->s, &activity_gap_entity, t->s.one);
	l->activity = t->a->row.id;
	l->gap = t->g->row.id;
	site_system(&t->s);
	CHECK(flow_save(&t->s.c, &activity_gap_entity, l));
	t->link = l->row.id;
	return true;
}

/* How many lines of a kind; the last of them in *ev. */
static size_t
lines(struct told *t, const char *kind, struct gap_event *ev)
{
	struct filter of[] = {
		{ field_named(&gap_event_entity, S("gap")), IS,
		    id_text(t->s.a, t->g->row.id) },
		{ field_named(&gap_event_entity, S("kind")), IS,
		    str_of(kind) } };
	struct ask ask = { .filters = of, .n = 2 };
	struct cursor *cursor;
	size_t n = 0;

	CHECK(store_list(t->s.c.store, &gap_event_entity, &ask, t->s.a,
	    &cursor, &t->s.c.errors));
	while (store_next(cursor, t->s.a, ev))
		n++;
	CHECK(store_end(cursor, &t->s.c.errors));
	return n;
}

static struct transaction *
pay(struct told *t, const char *type, struct day on)
{
	struct transaction *x = site_blank(&t->s, &transaction_entity,
	    t->s.one);

	x->type = str_of(type);
	x->date = on;
	x->activity = t->a->row.id;
	x->budget_line = (struct id){ { 0 } };
	x->reverses = (struct id){ { 0 } };
	CHECK(flow_save(&t->s.c, &transaction_entity, x));
	return x;
}

static void
money_for_an_activity_funds_the_gaps_it_names(struct arena *a)
{
	struct transaction *x;
	struct gap_event ev;
	struct told t;

	if (!begin(&t, a, "facts_money"))
		return;
	CHECK(lines(&t, "funded", &ev) == 0);
	(void)pay(&t, "13", day_of(2025, 1, 5));        /* a pledge: words */
	CHECK(lines(&t, "funded", &ev) == 0);
	x = pay(&t, "2", day_of(2025, 2, 6));
	CHECK(lines(&t, "funded", &ev) == 1);
	CHECK(ev.at == moment_of_day(day_of(2025, 2, 6)));
	CHECK(str_is(ev.source, "transaction") &&
	    str_same(ev.source_id, id_text(a, x->row.id)));
	CHECK(id_same(ev.activity, t.a->row.id));
	(void)pay(&t, "3", day_of(2025, 3, 7));         /* once only */
	CHECK(lines(&t, "funded", &ev) == 1);
	site_close(&t.s);
}

static void
money_that_was_reversed_takes_its_line_back(struct arena *a)
{
	struct transaction *x, *back;
	struct gap_event ev;
	struct told t;

	if (!begin(&t, a, "facts_reversed"))
		return;
	x = pay(&t, "2", day_of(2025, 2, 6));
	back = site_blank(&t.s, &transaction_entity, t.s.one);
	back->type = S("2");
	back->activity = t.a->row.id;
	back->budget_line = (struct id){ { 0 } };
	back->amount.minor = -x->amount.minor;
	back->reverses = x->row.id;
	back->description = S("The agreement fell through");
	CHECK(flow_save(&t.s.c, &transaction_entity, back));
	CHECK(lines(&t, "funded", &ev) == 1);           /* it stays */
	CHECK(lines(&t, "not_funded", &ev) == 1);
	(void)pay(&t, "2", day_of(2025, 4, 6));
	CHECK(lines(&t, "funded", &ev) == 2);
	CHECK(lines(&t, "not_funded", &ev) == 1);
	site_close(&t.s);
}

static struct budget_line *
budget(struct told *t, const char *status)
{
	struct budget_line *b = site_blank(&t->s, &budget_line_entity,
	    t->s.one);

	b->activity = t->a->row.id;
	b->status = str_of(status);
	b->plan_version = (struct id){ { 0 } };
	CHECK(flow_save(&t->s.c, &budget_line_entity, b));
	return b;
}

static void
a_budget_line_counts_once_it_is_committed(struct arena *a)
{
	struct budget_line *b;
	struct gap_event ev;
	struct told t;

	if (!begin(&t, a, "facts_budget"))
		return;
	b = budget(&t, "1");
	CHECK(lines(&t, "funded", &ev) == 0);
	b->status = S("2");
	CHECK(flow_save(&t.s.c, &budget_line_entity, b));
	CHECK(lines(&t, "funded", &ev) == 1 && ev.at == t.s.c.now);
	CHECK(flow_drop(&t.s.c, &budget_line_entity, b->row.id,
	    b->row.revision));
	CHECK(lines(&t, "not_funded", &ev) == 1);
	site_close(&t.s);
}

static void
an_approved_plan_with_money_funds_what_it_has_in(struct arena *a)
{
	struct plan_version *v;
	struct plan_line *l;
	struct gap_event ev;
	struct told t;

	if (!begin(&t, a, "facts_plan"))
		return;
	(void)budget(&t, "1");
	v = site_blank(&t.s, &plan_version_entity, t.s.one);
	v->state = S("review");
	site_keep(&t.s, &plan_version_entity, v);
	l = site_blank(&t.s, &plan_line_entity, t.s.one);
	l->plan_version = v->row.id;
	l->activity = t.a->row.id;
	l->is_in = YES;
	site_keep(&t.s, &plan_line_entity, l);
	CHECK(facts_follow(&t.s.c, &plan_version_entity, v, v));
	CHECK(lines(&t, "funded", &ev) == 0);
	v->state = S("approved");
	v->approved_on = day_of(2026, 1, 12);
	site_keep(&t.s, &plan_version_entity, v);
	CHECK(facts_follow(&t.s.c, &plan_version_entity, v, v));
	CHECK(lines(&t, "funded", &ev) == 1);
	CHECK(str_is(ev.source, "plan_version") &&
	    ev.at == moment_of_day(day_of(2026, 1, 12)));
	site_close(&t.s);
}

static void
hours_attended_begin_the_delivery(struct arena *a)
{
	struct enrolment n;
	struct event *v;
	struct gap_event ev;
	struct told t;

	if (!begin(&t, a, "facts_event"))
		return;
	v = site_blank(&t.s, &event_entity, t.s.one);
	v->activity = t.a->row.id;
	v->start = day_of(2026, 2, 3);
	v->end = day_of(2026, 2, 4);
	v->state = (str){ 0 };
	CHECK(flow_save(&t.s.c, &event_entity, v));
	CHECK(lines(&t, "in_delivery", &ev) == 0);      /* only planned */
	row_blank(&enrolment_entity, &n);
	n.event = v->row.id;
	n.person = t.s.other_party;
	n.hours_attended = 6;
	CHECK(flow_save(&t.s.c, &enrolment_entity, &n));
	CHECK(lines(&t, "in_delivery", &ev) == 1);
	CHECK(ev.at == moment_of_day(day_of(2026, 2, 3)));
	CHECK(str_is(ev.source, "event"));
	n.hours_attended = 0;                           /* a slip of the pen */
	CHECK(flow_save(&t.s.c, &enrolment_entity, &n));
	CHECK(lines(&t, "in_delivery", &ev) == 1);
	CHECK(lines(&t, "not_begun", &ev) == 1);
	n.hours_attended = 5;
	CHECK(flow_save(&t.s.c, &enrolment_entity, &n));
	CHECK(lines(&t, "in_delivery", &ev) == 2);
	site_close(&t.s);
}

/* Every other kind of delivery, each once and each taken back by a drop. */
static void
every_kind_of_delivery_begins_it(struct arena *a)
{
	struct institution_milestone *m;
	struct equipment_item *q;
	struct mission *ms;
	struct exchange *x;
	struct gap_event ev;
	struct told t;

	if (!begin(&t, a, "facts_kinds"))
		return;
	x = site_blank(&t.s, &exchange_entity, t.s.one);
	x->activity = t.a->row.id;
	x->from = day_of(2026, 3, 1);
	x->to = day_of(2026, 3, 3);                     /* tomorrow */
	CHECK(flow_save(&t.s.c, &exchange_entity, x));
	CHECK(lines(&t, "in_delivery", &ev) == 0);
	x->to = day_of(2026, 3, 2);
	CHECK(flow_save(&t.s.c, &exchange_entity, x));
	CHECK(lines(&t, "in_delivery", &ev) == 1);
	CHECK(flow_drop(&t.s.c, &exchange_entity, x->row.id,
	    x->row.revision));
	CHECK(lines(&t, "not_begun", &ev) == 1);
	q = site_blank(&t.s, &equipment_item_entity, t.s.one);
	q->activity = t.a->row.id;
	q->handed_over = day_of(2026, 1, 5);
	q->state = (str){ 0 };
	CHECK(flow_save(&t.s.c, &equipment_item_entity, q));
	CHECK(lines(&t, "in_delivery", &ev) == 2);
	CHECK(flow_drop(&t.s.c, &equipment_item_entity, q->row.id,
	    q->row.revision));
	m = site_blank(&t.s, &institution_milestone_entity, t.s.one);
	m->activity = t.a->row.id;
	m->achieved = day_of(2026, 1, 6);
	m->state = (str){ 0 };
	CHECK(flow_save(&t.s.c, &institution_milestone_entity, m));
	CHECK(lines(&t, "in_delivery", &ev) == 3);
	ms = site_blank(&t.s, &mission_entity, t.s.one);
	ms->activity = t.a->row.id;
	ms->state = S("debriefed");
	site_keep(&t.s, &mission_entity, ms);
	CHECK(flow_drop(&t.s.c, &institution_milestone_entity, m->row.id,
	    m->row.revision));
	CHECK(lines(&t, "in_delivery", &ev) == 3);      /* the mission tells */
	CHECK(lines(&t, "not_begun", &ev) == 2);
	site_close(&t.s);
}

static void
an_activity_that_no_longer_names_the_gap_gives_it_nothing(struct arena *a)
{
	struct activity_gap *l;
	struct gap_event ev;
	struct told t;

	if (!begin(&t, a, "facts_link"))
		return;
	(void)pay(&t, "2", day_of(2025, 2, 6));
	l = site_find(&t.s, &activity_gap_entity, t.link);
	l->gap = site_new(&t.s, &gap_entity, t.s.one);
	CHECK(flow_save(&t.s.c, &activity_gap_entity, l));
	CHECK(lines(&t, "funded", &ev) == 1);
	CHECK(lines(&t, "not_funded", &ev) == 1);
	t.g->row.id = l->gap;           /* and the other has it */
	CHECK(lines(&t, "funded", &ev) == 1);
	site_close(&t.s);
}

static void
settling_writes_what_a_day_brought_and_nothing_twice(struct arena *a)
{
	struct exchange *x;
	struct gap_event ev;
	size_t written = 7;
	struct told t;

	if (!begin(&t, a, "facts_settle"))
		return;
	x = site_blank(&t.s, &exchange_entity, t.s.one);
	x->activity = t.a->row.id;
	x->from = x->to = day_of(2026, 3, 3);
	CHECK(flow_save(&t.s.c, &exchange_entity, x));
	CHECK(facts_settle(&t.s.c, t.s.one, &written) && written == 0);
	t.s.c.now += (int64_t)86400 * 1000;
	CHECK(facts_settle(&t.s.c, t.s.one, &written) && written == 1);
	CHECK(lines(&t, "in_delivery", &ev) == 1);
	CHECK(facts_settle(&t.s.c, t.s.one, &written) && written == 0);
	site_close(&t.s);
}

/* It ends tomorrow: the day after, its guest has a visit and the gap its
 * line, and nobody saved anything. */
static void
an_exchange_counts_by_itself_when_its_last_day_is_over(struct arena *a)
{
	struct filter of = { field_named(&dose_entity, S("source")), IS,
		S("exchange") };
	struct ask ask = { .filters = &of, .n = 1 };
	struct exchange *x;
	struct gap_event ev;
	struct told t;
	int64_t doses;
	size_t n;

	if (!begin(&t, a, "facts_daily"))
		return;
	x = site_blank(&t.s, &exchange_entity, t.s.one);
	x->activity = t.a->row.id;
	x->people = id_text(a, t.s.other_party);
	x->from = x->to = day_of(2026, 3, 3);
	CHECK(flow_save(&t.s.c, &exchange_entity, x));
	CHECK(daily_settle(&t.s.c, &n) && n == 0);
	t.s.c.now += (int64_t)86400 * 1000;
	CHECK(daily_settle(&t.s.c, &n) && n == 1);
	CHECK(lines(&t, "in_delivery", &ev) == 1);
	CHECK(store_count(t.s.c.store, &dose_entity, &ask, &doses,
	    &t.s.c.errors) && doses == 1);
	CHECK(daily_settle(&t.s.c, &n) && lines(&t, "in_delivery", &ev) == 1);
	CHECK(store_count(t.s.c.store, &dose_entity, &ask, &doses,
	    &t.s.c.errors) && doses == 1);
	site_close(&t.s);
}

const struct test facts_tests[] = {
	{ "money for an activity funds the gaps it names",
	   money_for_an_activity_funds_the_gaps_it_names },
	{ "money that was reversed takes its line back",
	   money_that_was_reversed_takes_its_line_back },
	{ "a budget line counts once it is committed",
	   a_budget_line_counts_once_it_is_committed },
	{ "an approved plan with money funds what it has in",
	   an_approved_plan_with_money_funds_what_it_has_in },
	{ "hours attended begin the delivery",
	   hours_attended_begin_the_delivery },
	{ "every kind of delivery begins it",
	   every_kind_of_delivery_begins_it },
	{ "an activity that no longer names the gap gives it nothing",
	   an_activity_that_no_longer_names_the_gap_gives_it_nothing },
	{ "settling writes what a day brought, and nothing twice",
	   settling_writes_what_a_day_brought_and_nothing_twice },
	{ "an exchange counts by itself when its last day is over",
	   an_exchange_counts_by_itself_when_its_last_day_is_over },
	{ 0 }
};
