/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/worth: numbers worked by hand, by the formulas of M12, M13
 * and M14a.
 *
 * One dimension; A, B, C in the programme, X, Y of the comparison.
 *
 *	        A    B    C    X    Y
 *	first   1    2    2    1    2
 *	last    3    3    4    1.5  2.5     changes 2 1 2, and 0.5 0.5
 *	again   2    2.5  -    9    9       left 1 0.5
 *
 * One activity of 900 targets the gaps of A, B and C: 5 levels gained, 180
 * each.  DiD = 5/3 - 0.5 = 7/6; of three 3.5 levels, 900 / 3.5 = 257.142857
 * each.  Seen again: A and B, who rose by 3, of which 1.5 is left: half.  A
 * level kept has cost 900 / (3.5 * 0.5) = 514.285714; without a comparison
 * 900 / (5 * 0.5) = 360.
 */
#include "flow/worth.h"

#include <math.h>

#include "model/fund.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

enum { SUBJECTS = 5 };

struct case_of {
	struct site          s;
	struct reassess_pair pair;
	struct activity     *activity;
	struct id            dimension, framework, party[SUBJECTS];
};

static struct results *
results_of(struct case_of *k, const double *v)
{
	struct arena *a = k->s.a;
	struct results *r = NEW(a, struct results);
	size_t i;

	r->round.framework = k->framework;
	r->instrument = NEW(a, struct instrument);
	r->instrument->dimensions = 1;
	r->instrument->dimension = NEW(a, struct dimension);
	r->instrument->dimension[0].row.id = k->dimension;
	r->subjects = SUBJECTS;
	r->subject = NEWS(a, struct subject, SUBJECTS);
	r->dimension = NEWS(a, struct score *, SUBJECTS);
	for (i = 0; i < SUBJECTS; i++) {
		r->subject[i].id = k->party[i];
		r->dimension[i] = NEW(a, struct score);
		r->dimension[i][0].value = v[i];
	}
	return r;
}

static void
aim(struct case_of *k, size_t subject)
{
	struct gap *g = site_blank(&k->s, &gap_entity, k->s.one);
	struct activity_gap *l = site_blank(&k->s, &activity_gap_entity,
	    k->s.one);

	g->framework = k->framework;
	g->dimension = k->dimension;
	g->subject = k->pair.first->subject[subject].id;
	site_keep(&k->s, &gap_entity, g);
	l->activity = k->activity->row.id;
	l->gap = g->row.id;
	site_keep(&k->s, &activity_gap_entity, l);
}

static void
pay(struct case_of *k, int64_t minor)
{
	struct transaction *x = site_blank(&k->s, &transaction_entity,
	    k->s.one);

	x->type = S("4");
	x->amount = (struct money){ minor, "EUR" };
	x->amount_base = (struct money){ 0, "" };
	x->rate_to_base = NAN;
	x->activity = k->activity->row.id;
	x->budget_line = x->reverses = (struct id){ { 0 } };
	site_keep(&k->s, &transaction_entity, x);
}

static void
set_pair(struct case_of *k, bool compared, bool again)
{
	static const double first[] = { 1, 2, 2, 1, 2 };
	static const double last[] = { 3, 3, 4, 1.5, 2.5 };
	static const double later[] = { 2, 2.5, NAN, 9, 9 };
	size_t i;

	k->pair.first = results_of(k, first);
	k->pair.last = results_of(k, last);
	k->pair.later = again ? results_of(k, later) : NULL;
	k->pair.subject = NEWS(k->s.a, struct reassess_subject, SUBJECTS);
	for (i = 0; i < SUBJECTS; i++)
		k->pair.subject[i] = (struct reassess_subject){ .last = i,
			.later = i, .is_treated = !compared ? UNSAID : i < 3
			? YES : NO };
}

static bool
begin(struct case_of *k, struct arena *a, const char *name)
{
	struct programme *p;
	size_t i;

	if (!site_open(&k->s, a, name))
		return false;
	site_system(&k->s);
	p = site_find(&k->s, &programme_entity, k->s.one);
	p->currency = S("EUR");
	site_keep(&k->s, &programme_entity, p);
	k->framework = site_any(&k->s, &framework_entity, k->s.one);
	k->dimension = site_any(&k->s, &dimension_entity, k->s.one);
	k->activity = site_blank(&k->s, &activity_entity, k->s.one);
	k->activity->state = S("delivered");
	site_keep(&k->s, &activity_entity, k->activity);
	for (i = 0; i < SUBJECTS; i++)
		k->party[i] = site_new(&k->s, &community_entity, k->s.one);
	set_pair(k, true, true);
	for (i = 0; i < 3; i++)
		aim(k, i);
	pay(k, 90000);
	return true;
}

static struct worth *
weigh(struct case_of *k)
{
	struct finance *f = NULL;
	struct worth *w = NULL;

	CHECK(finance_of(&k->s.c, k->s.one, &f) &&
	    worth_of(&k->s.c, k->s.one, &k->pair, f, &w));
	CHECK(w->activities == 1);
	return w;
}

static void
the_gain_beyond_the_comparison_is_the_difference_in_differences(
    struct arena *a)
{
	struct case_of k = { 0 };
	struct worth *w;

	if (!begin(&k, a, "worth_beside"))
		return;
	w = weigh(&k);
	CHECK(w->others == 2 && w->all.pairs == 3 && w->all.beside == 3);
	NEAR(w->all.gained, 5, 1e-12);
	NEAR(w->all.per_level, 180, 1e-9);
	NEAR(w->all.beyond, 3.5, 1e-12);
	NEAR(w->all.beyond / 3, 7.0 / 6, 1e-12);        /* DiD */
	NEAR(w->all.per_beyond, 257.142857, 1e-6);
	NEAR(w->activity[0].sum.per_beyond, 257.142857, 1e-6);
	site_close(&k.s);
}

static void
a_level_kept_rests_on_those_seen_again(struct arena *a)
{
	struct case_of k = { 0 };
	struct worth *w;

	if (!begin(&k, a, "worth_kept"))
		return;
	w = weigh(&k);
	CHECK(w->has_later && w->all.again == 2);
	NEAR(w->all.retention, 0.5, 1e-12);
	NEAR(w->all.per_kept, 514.285714, 1e-6);
	set_pair(&k, false, true);
	w = weigh(&k);
	CHECK(w->others == 0 && w->all.beside == 0);
	CHECK(isnan(w->all.beyond) && isnan(w->all.per_beyond));
	NEAR(w->all.per_kept, 360, 1e-9);
	set_pair(&k, false, false);
	w = weigh(&k);
	CHECK(!w->has_later && w->all.again == 0);
	CHECK(isnan(w->all.retention) && isnan(w->all.per_kept));
	site_close(&k.s);
}

/* A gap of the comparison itself is no gain beyond it. */
static void
a_subject_of_the_comparison_gains_nothing_beyond_it(struct arena *a)
{
	struct case_of k = { 0 };
	struct worth *w;

	if (!begin(&k, a, "worth_other"))
		return;
	aim(&k, 3);
	w = weigh(&k);
	CHECK(w->all.pairs == 4 && w->all.beside == 3);
	NEAR(w->all.gained, 5.5, 1e-12);
	NEAR(w->all.beyond, 3.5, 1e-12);
	site_close(&k.s);
}

/* DOMAIN M13: 24000 for 40 by 0.6 is 1000 a point, 1428.5714 where 0.7 of
 * it is retained.  What fell, or was lost again, has no cost. */
static void
what_is_not_kept_has_no_cost(struct arena *a)
{
	struct worth_sum s = { .pairs = 40, .subjects = 40, .again = 40 };

	(void)a;
	worth_set(&s, 24000, (struct worth_gain){ 24, 0, 10, 7 });
	NEAR(s.per_level, 1000, 1e-9);
	NEAR(s.per_kept, 1428.5714, 1e-4);
	worth_set(&s, 24000, (struct worth_gain){ 24, 0, 10, -1 });
	NEAR(s.retention, -0.1, 1e-12);
	CHECK(isnan(s.per_kept));
	worth_set(&s, 24000, (struct worth_gain){ -24, 0, -10, -7 });
	CHECK(isnan(s.retention) && isnan(s.per_kept));
	s.beside = 40;
	worth_set(&s, 24000, (struct worth_gain){ 24, -1, 10, 7 });
	CHECK(isnan(s.per_beyond) && isnan(s.per_kept));
	NEAR(s.per_level, 1000, 1e-9);
}

const struct test worth_tests[] = {
	{ "the gain beyond the comparison is the difference in differences",
	   the_gain_beyond_the_comparison_is_the_difference_in_differences },
	{ "a level kept rests on those seen again",
	   a_level_kept_rests_on_those_seen_again },
	{ "a subject of the comparison gains nothing beyond it",
	   a_subject_of_the_comparison_gains_nothing_beyond_it },
	{ "what is not kept has no cost",
	   what_is_not_kept_has_no_cost },
	{ 0 }
};
