/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/pick: portfolios worked out by hand. */
#include "flow/pick.h"

#include <math.h>
#include <string.h>

#include "flow/find.h"
#include "flow/save.h"
#include "model/assess.h"
#include "model/design.h"
#include "model/fund.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

enum { N = 4 };

/*                          a   b  c  d   */
static const double benefit[N] = { 10, 7, 6, 1 };
static const double cost[N]    = {  8, 5, 5, 1 };

struct stage {
	struct site s;
	struct id   at[N];
};

static const struct pick_asked TEN = { 10, false, false };

static struct money
euros(double x)
{
	struct money m;

	return money_from_real(x, "EUR", &m) ? m : (struct money){ 0, "" };
}

/* Four activities in EUR, proposed, each with a gap. */
static bool
open_stage(struct stage *t, struct arena *a, const char *name)
{
	struct activity_gap *aim;
	struct programme *p;
	struct activity *x;
	size_t i;

	if (!site_open(&t->s, a, name))
		return false;
	site_system(&t->s);
	p = site_find(&t->s, &programme_entity, t->s.one);
	p->currency = S("EUR");
	site_keep(&t->s, &programme_entity, p);
	for (i = 0; i < N; i++) {
		x = site_blank(&t->s, &activity_entity, t->s.one);
		x->code = str_print(a, "P%c", (int)('a' + i));
		x->cost = euros(cost[i]);
		x->benefit = benefit[i];
		x->is_mandatory = NO;
		site_keep(&t->s, &activity_entity, x);
		t->at[i] = x->row.id;
		aim = site_blank(&t->s, &activity_gap_entity, t->s.one);
		aim->activity = t->at[i];
		aim->from_level = aim->to_level = aim->share = NAN;
		site_keep(&t->s, &activity_gap_entity, aim);
	}
	return true;
}

static struct activity *
row_of(struct stage *t, size_t i)
{
	return site_find(&t->s, &activity_entity, t->at[i]);
}

static const struct pick_item *
item_of(const struct stage *t, const struct pick *o, size_t i, size_t *place)
{
	for (*place = 0; *place < o->n; ++*place)
		if (id_same(o->item[*place].row.row.id, t->at[i]))
			return &o->item[*place];
	return NULL;
}

static bool
is_best(const struct stage *t, const struct pick *o, size_t i)
{
	size_t place;

	return item_of(t, o, i, &place) != NULL &&
	    o->plan.best.is_chosen[place];
}

static void
the_best_the_runner_up_and_what_more_would_buy(struct arena *a)
{
	const struct pick *o;
	struct stage t;
	size_t i;

	if (!open_stage(&t, a, "pick_best"))
		return;
	CHECK(pick_of(&t.s.c, t.s.one, &TEN, &o));
	CHECK(!o->by_gain && o->source == PICK_ASKED && o->open == N);
	NEAR(o->plan.best.benefit, 13, 1e-9);           /* b c for 10 */
	NEAR(o->plan.second.benefit, 11, 1e-9);         /* a d for 9 */
	CHECK(is_best(&t, o, 1) && is_best(&t, o, 2) && !is_best(&t, o, 0));
	for (i = 0; i < o->steps; i++) {
		if (o->step[i].factor == 1.1)           /* 11: b c d */
			NEAR(o->step[i].choice.benefit, 14, 1e-9);
		if (o->step[i].factor == 1.5)           /* 15: a b d, 14 */
			NEAR(o->step[i].choice.benefit, 18, 1e-9);
		if (o->step[i].factor == 0.5)           /* 5: b */
			NEAR(o->step[i].choice.benefit, 7, 1e-9);
	}
	site_close(&t.s);
}

static void
what_is_fixed_by_hand_stays_and_the_reason_with_it(struct arena *a)
{
	const struct pick *o;
	struct activity *x;
	struct stage t;
	size_t place;

	if (!open_stage(&t, a, "pick_hand"))
		return;
	site_sit(&t.s, "PM", t.s.one);
	x = row_of(&t, 0);
	x->by_hand = S("in");
	x->manual_reason = (str){ 0 };
	CHECK(!flow_save(&t.s.c, &activity_entity, x));
	CHECK(site_says(&t.s, "Say why it is fixed by hand"));
	site_fault(&t.s);
	x->manual_reason = S("The ministry asked for it");
	CHECK(flow_save(&t.s.c, &activity_entity, x));
	CHECK(pick_of(&t.s.c, t.s.one, &TEN, &o));
	NEAR(o->plan.best.benefit, 11, 1e-9);           /* a, then d */
	CHECK(item_of(&t, o, 0, &place)->fixed == PICK_BY_HAND);
	CHECK(str_is(o->item[place].row.manual_reason,
	    "The ministry asked for it"));
	site_close(&t.s);
}

static void
a_limit_of_one_funder_holds_beside_the_whole(struct arena *a)
{
	struct plan_limit *limit;
	struct budget_line *line;
	const struct pick *o;
	struct stage t;

	if (!open_stage(&t, a, "pick_limit"))
		return;
	limit = site_blank(&t.s, &plan_limit_entity, t.s.one);
	limit->funder = t.s.my_party;
	limit->year = INT64_MIN;
	limit->amount = euros(4);
	site_keep(&t.s, &plan_limit_entity, limit);
	line = site_blank(&t.s, &budget_line_entity, t.s.one);
	line->activity = t.at[1];
	line->funder = t.s.my_party;
	line->amount = euros(5);                /* b: 5 of a funder's 4 */
	site_keep(&t.s, &budget_line_entity, line);
	CHECK(pick_of(&t.s.c, t.s.one, &TEN, &o));
	CHECK(o->limits == 2);
	NEAR(o->plan.best.benefit, 11, 1e-9);   /* a d; b cannot be paid */
	CHECK(!is_best(&t, o, 1));
	NEAR(pick_cost(o, o->plan.best.is_chosen, 1), 0, 0);
	site_close(&t.s);
}

/* All four have an expected gain: 2 levels of a gap of priority 0.5 is 1. */
static void
benefit_is_priority_times_gain_once_all_have_one(struct arena *a)
{
	struct activity_gap *aim;
	const struct pick *o;
	struct found *found;
	struct ask ask = { .home = (struct id){ { 0 } } };
	struct stage t;
	struct gap *g;
	size_t i, n = 0, place;
	struct id seen[8];

	if (!open_stage(&t, a, "pick_gain"))
		return;
	ask.home = t.s.one;
	aim = NEW(a, struct activity_gap);
	CHECK(flow_list(&t.s.c, &activity_gap_entity, &ask, &found));
	while (n < 8 && flow_next(found, a, aim))
		seen[n++] = aim->row.id;
	CHECK(flow_end(found) && n == N);
	for (i = 0; i < n; i++) {
		aim = site_find(&t.s, &activity_gap_entity, seen[i]);
		aim->from_level = 1;
		aim->to_level = id_same(aim->activity, t.at[0]) ? 3 : 2;
		g = site_find(&t.s, &gap_entity, aim->gap);
		g->priority_norm = 0.5;
		site_keep(&t.s, &gap_entity, g);
		site_keep(&t.s, &activity_gap_entity, aim);
	}
	CHECK(pick_of(&t.s.c, t.s.one, &TEN, &o));
	CHECK(o->by_gain);
	NEAR(item_of(&t, o, 0, &place)->benefit, 1, 1e-12);     /* .5 * 2 */
	NEAR(item_of(&t, o, 1, &place)->benefit, 0.5, 1e-12);   /* .5 * 1 */
	NEAR(o->plan.best.benefit, 1.5, 1e-9);                  /* a d */
	site_close(&t.s);
}

static void
a_choice_is_taken_by_the_steps_of_the_machine(struct arena *a)
{
	struct activity *x;
	struct stage t;
	size_t moved;

	if (!open_stage(&t, a, "pick_take"))
		return;
	x = row_of(&t, 1);                      /* b needs c, which is behind */
	x->prerequisites = id_text(a, t.at[2]);
	site_keep(&t.s, &activity_entity, x);
	site_sit(&t.s, "PM", t.s.one);
	CHECK(!pick_take(&t.s.c, t.s.one, S("Pb;Pc"), S(" "), &moved));
	CHECK(site_says(&t.s, "Say why"));
	site_fault(&t.s);
	CHECK(pick_take(&t.s.c, t.s.one, S("Pb;Pc;"), S("Most benefit"),
	    &moved));
	CHECK(moved >= N);      /* the site has one more */
	CHECK(str_is(row_of(&t, 0)->state, "not_selected"));
	CHECK(str_is(row_of(&t, 1)->state, "selected"));
	CHECK(str_is(row_of(&t, 2)->state, "selected"));
	CHECK(row_of(&t, 2)->selected == YES && row_of(&t, 0)->selected == NO);
	/* and another one: b and c go, in the order that lets them */
	CHECK(pick_take(&t.s.c, t.s.one, S("Pa;Pd"), S("Changed"), &moved));
	CHECK(str_is(row_of(&t, 0)->state, "selected"));
	CHECK(str_is(row_of(&t, 2)->state, "not_selected"));
	site_close(&t.s);
}

static void
no_choice_breaks_what_belongs_together(struct arena *a)
{
	struct activity *x;
	struct stage t;
	size_t moved;

	if (!open_stage(&t, a, "pick_bonds"))
		return;
	x = row_of(&t, 1);
	x->prerequisites = id_text(a, t.at[2]);
	site_keep(&t.s, &activity_entity, x);
	x = row_of(&t, 0);                      /* said from one side alone */
	x->exclusive_with = id_text(a, t.at[3]);
	site_keep(&t.s, &activity_entity, x);
	site_sit(&t.s, "PM", t.s.one);
	site_try(&t.s);
	CHECK(!pick_take(&t.s.c, t.s.one, S("Pb"), S("Why not"), &moved));
	CHECK(site_says(&t.s, "which is not selected"));
	site_fault(&t.s);
	site_back(&t.s);
	site_try(&t.s);
	CHECK(!pick_take(&t.s.c, t.s.one, S("Pa;Pd"), S("Why not"), &moved));
	CHECK(site_says(&t.s, "xclude"));
	site_fault(&t.s);
	site_back(&t.s);
	site_close(&t.s);
}

static void
a_selected_activity_cannot_be_edited_out_of_its_bonds(struct arena *a)
{
	struct activity *x;
	struct stage t;
	size_t moved;

	if (!open_stage(&t, a, "pick_edit"))
		return;
	site_sit(&t.s, "PM", t.s.one);
	CHECK(pick_take(&t.s.c, t.s.one, S("Pa;Pd"), S("Most"), &moved));
	x = row_of(&t, 0);
	x->prerequisites = id_text(a, t.at[1]);
	CHECK(!flow_save(&t.s.c, &activity_entity, x));
	CHECK(site_on(&t.s, "prerequisites"));
	site_fault(&t.s);
	x = row_of(&t, 0);
	x->exclusive_with = id_text(a, t.at[3]);
	CHECK(!flow_save(&t.s.c, &activity_entity, x));
	CHECK(site_on(&t.s, "exclusive_with"));
	site_fault(&t.s);
	site_close(&t.s);
}

const struct test pick_tests[] = {
	{ "the best, the runner-up and what more would buy",
	   the_best_the_runner_up_and_what_more_would_buy },
	{ "what is fixed by hand stays, and the reason with it",
	   what_is_fixed_by_hand_stays_and_the_reason_with_it },
	{ "a limit of one funder holds beside the whole",
	   a_limit_of_one_funder_holds_beside_the_whole },
	{ "benefit is priority times gain once all have one",
	   benefit_is_priority_times_gain_once_all_have_one },
	{ "a choice is taken by the steps of the machine",
	   a_choice_is_taken_by_the_steps_of_the_machine },
	{ "no choice breaks what belongs together",
	   no_choice_breaks_what_belongs_together },
	{ "a selected activity cannot be edited out of its bonds",
	   a_selected_activity_cannot_be_edited_out_of_its_bonds },
	{ 0 }
};
