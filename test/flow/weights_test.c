/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/weights: judgements of two at a time, kept with a round. */
#include "flow/weights.h"

#include <math.h>

#include "flow/find.h"
#include "flow/rounds.h"
#include "flow/save.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

/* A framework of three dimensions A, B and C, frozen or not, and a round. */
static bool
start(struct site *s, struct arena *a, const char *overall,
    struct assessment_round *r)
{
	static const char *const codes[] = { "A", "B", "C" };
	struct framework *f;
	struct dimension *d;
	int64_t i;

	if (!site_open(s, a, "weights"))
		return false;
	f = site_blank(s, &framework_entity, s->one);
	f->row.id = id_new(&s->random, s->c.now);
	f->code = S("three");
	f->target = S("ORG");
	f->scale_min = 1;
	f->scale_max = 5;
	f->overall_rule = str_of(overall);
	site_keep(s, &framework_entity, f);
	for (i = 0; i < 3; i++) {
		d = site_blank(s, &dimension_entity, s->one);
		d->row.id = id_new(&s->random, s->c.now);
		d->framework = f->row.id;
		d->code = str_of(codes[i]);
		d->seq = i + 1;
		d->weight = NAN;
		site_keep(s, &dimension_entity, d);
	}
	site_sit(s, "FAC", (struct id){ { 0 } });
	CHECK(rounds_start(&s->c, s->one, f->row.id, r));
	CHECK(flow_save(&s->c, &assessment_round_entity, r));
	return true;
}

static void
judge(struct weights *w, int64_t ab, int64_t ac, int64_t bc)
{
	w->pair[0].says = ab;
	w->pair[1].says = ac;
	w->pair[2].says = bc;
}

static void
equal_weights_stand_until_somebody_judges(struct arena *a)
{
	struct assessment_round r;
	struct weights w;
	struct site s;
	size_t i;

	if (!start(&s, a, "mean", &r))
		return;
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	CHECK(!w.judged && w.n == 3 && w.pairs == 3);
	CHECK(w.accepted && w.worst == w.pairs);
	for (i = 0; i < w.n; i++) {
		NEAR(w.now[i], 1.0 / 3, 1e-15);
		NEAR(w.weight[i], 1.0 / 3, 1e-12);
	}
	NEAR(w.check.cr, 0, 1e-12);
	CHECK(weights_of(&s.c, &r, WEIGHTS_PRIORITY, &w));
	NEAR(w.now[0], 0.4, 1e-15);
	NEAR(w.now[1], 0.2, 1e-15);
	NEAR(w.now[2], 0.4, 1e-15);
	site_close(&s);
}

/* The worked example M03: 3, 5 and 2. */
static void
judgements_are_kept_with_the_round_and_counted(struct arena *a)
{
	static const double want[] = { 0.648329013822, 0.229650794063,
		0.122020192115 };
	struct assessment_round r, kept;
	struct instrument *in;
	struct weights w;
	struct site s;
	size_t i;

	if (!start(&s, a, "mean", &r))
		return;
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	judge(&w, 3, 5, 2);
	CHECK(weights_keep(&s.c, &r, &w, false));
	CHECK(flow_find(&s.c, &assessment_round_entity, r.row.id, &kept));
	CHECK(weights_of(&s.c, &kept, WEIGHTS_DIMENSIONS, &w));
	CHECK(w.judged && w.accepted);
	CHECK(w.pair[0].says == 3 && w.pair[1].says == 5 &&
	    w.pair[2].says == 2);
	NEAR(w.check.lambda, 3.00369459806, 1e-9);
	NEAR(w.check.ci, 0.00184729903182, 1e-9);
	NEAR(w.check.cr, 0.00318499833072, 1e-9);
	CHECK(assess_instrument(&s.c, kept.framework, &in));
	CHECK(rounds_apply(&s.c, kept.rule, in));
	CHECK(str_is(in->framework.overall_rule, "weighted_mean"));
	for (i = 0; i < 3; i++) {
		NEAR(w.now[i], want[i], 1e-9);
		NEAR(in->dimension[i].weight, want[i], 1e-9);
	}
	site_close(&s);
}

static void
a_ranking_takes_the_weights_of_its_round(struct arena *a)
{
	struct assessment_round r;
	const struct gap_table *t;
	struct weights w;
	struct site s;

	if (!start(&s, a, "mean", &r))
		return;
	site_system(&s);
	CHECK(assess_gaps(&s.c, r.row.id, &t));
	NEAR(t->weight[0], 0.4, 0);
	CHECK(weights_of(&s.c, &r, WEIGHTS_PRIORITY, &w));
	judge(&w, 3, 5, 2);
	CHECK(weights_keep(&s.c, &r, &w, false));
	CHECK(assess_gaps(&s.c, r.row.id, &t));
	NEAR(t->weight[0], 0.648329013822, 1e-9);
	NEAR(t->weight[1], 0.229650794063, 1e-9);
	NEAR(t->weight[2], 0.122020192115, 1e-9);
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	CHECK(!w.judged);               /* the other list is not touched */
	judge(&w, 1, 1, 1);
	CHECK(weights_keep(&s.c, &r, &w, false));
	CHECK(weights_drop(&s.c, &r, WEIGHTS_PRIORITY));
	CHECK(assess_gaps(&s.c, r.row.id, &t));
	NEAR(t->weight[0], 0.4, 0);
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w) && w.judged);
	site_close(&s);
}

/*
 * A is 3 times B and B 3 times C, yet C is 3 times A: a circle.  By row
 * means all three are alike, so lambda is 1 + 3 + 1/3, CI 2/3 and CR
 * (2/3) / .58 = 1.149.  With A 9 times C it is consistent.
 */
static void
contradictory_judgements_are_refused_unless_people_stand_by_them(
    struct arena *a)
{
	struct assessment_round r;
	struct weights w;
	struct site s;

	if (!start(&s, a, "mean", &r))
		return;
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	judge(&w, 3, -3, 3);
	CHECK(!weights_keep(&s.c, &r, &w, false));
	NEAR(w.check.cr, 2.0 / 3 / 0.58, 1e-9);
	CHECK(site_says(&s, "1.15"));
	CHECK(site_fault(&s) == INVALID);
	judge(&w, 3, 9, 3);
	weights_count(&s.c, &w);
	NEAR(w.check.cr, 0, 1e-9);
	/* Weights .692, .231, .077 and one judgement the wrong way round */
	judge(&w, 3, 9, -3);
	CHECK(!weights_keep(&s.c, &r, &w, false));
	CHECK(w.worst < w.pairs);
	CHECK(site_on(&s, str_print(a, "dimensions.%zu", w.worst).p));
	CHECK(site_fault(&s) == INVALID);
	CHECK(weights_keep(&s.c, &r, &w, true));
	site_close(&s);
}

static void
the_judgement_that_fits_least_is_named(struct arena *a)
{
	struct assessment_round r;
	struct weights w;
	struct site s;

	if (!start(&s, a, "mean", &r))
		return;
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	/*
	 * Three of a kind spread what is off over all pairs: of 3 things the
	 * geometric means are exact, w_i/w_j differs from each judgement by
	 * the cube root of a_ij a_jk a_ki, and the first pair is named.
	 * 2 * 2 / 9: off by the cube root of 4/9, so A over B fits as
	 * 2 / .763 = 2.6, nearly 3.  2, 4 and 2 agree.
	 */
	judge(&w, 2, 9, 2);
	weights_count(&s.c, &w);
	CHECK(w.worst == 0 && w.fits == 3);
	judge(&w, 2, 4, 2);
	weights_count(&s.c, &w);
	CHECK(w.worst == w.pairs);
	site_close(&s);
}

static void
want(struct site *s, const struct assessment_round *r,
    const struct dimension *d, struct id org)
{
	struct desired_level l;

	row_blank(&desired_level_entity, &l);
	l.programme = s->one;
	l.subject = org;
	l.framework = r->framework;
	l.dimension = d->row.id;
	l.desired = 4;
	l.importance = l.urgency = 3;
	CHECK(flow_save(&s->c, &desired_level_entity, &l));
}

/* M03 again: .648, .230 and .122; the heaviest counts 1. */
static void
gaps_weigh_what_their_dimension_weighs_in_the_round(struct arena *a)
{
	struct assessment_round r;
	struct instrument *in;
	const struct gap_table *t;
	struct weights w;
	struct site s;
	struct id org;
	double of[3];
	size_t i;

	if (!start(&s, a, "mean", &r))
		return;
	org = site_new(&s, &organisation_entity, s.one);
	CHECK(assess_instrument(&s.c, r.framework, &in));
	for (i = 0; i < 3; i++)
		want(&s, &r, &in->dimension[i], org);
	site_system(&s);
	CHECK(assess_gaps(&s.c, r.row.id, &t));
	CHECK(!t->is_weighed && t->n == 3 && t->line[2].weight == 1);
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	judge(&w, 3, 5, 2);
	CHECK(weights_keep(&s.c, &r, &w, false));
	CHECK(assess_gaps(&s.c, r.row.id, &t));
	CHECK(t->is_weighed && t->n == 3);
	NEAR(t->line[0].weight, 1, 0);
	NEAR(t->line[1].weight, 0.229650794063 / 0.648329013822, 1e-9);
	NEAR(t->line[2].weight, 0.122020192115 / 0.648329013822, 1e-9);
	CHECK(rounds_apply(&s.c, r.rule, in));
	CHECK(rounds_ranking(&s.c, r.rule, in, of));
	NEAR(of[1], t->line[1].weight, 1e-12);
	CHECK(!rounds_ranking(&s.c, S("{}"), in, of) && of[1] == 1);
	site_close(&s);
}

static void
what_is_no_judgement_is_refused(struct arena *a)
{
	struct assessment_round r;
	struct weights w;
	struct site s;

	if (!start(&s, a, "mean", &r))
		return;
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	judge(&w, 3, 10, -1);
	CHECK(!weights_keep(&s.c, &r, &w, true));
	CHECK(site_on(&s, "dimensions.1"));
	CHECK(site_on(&s, "dimensions.2"));
	CHECK(!site_on(&s, "dimensions.0"));
	CHECK(site_fault(&s) == INVALID);
	CHECK(str_none(r.rule));
	site_close(&s);
}

/* 3, 1 and 0 of 4: three quarters, a quarter, nothing. */
static void
typed_weights_count_by_their_share_in_place_of_judgements(struct arena *a)
{
	static const double typed[] = { 3, 1, 0 };
	struct assessment_round r;
	struct instrument *in;
	struct weights w;
	struct site s;
	size_t i;

	if (!start(&s, a, "mean", &r))
		return;
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	CHECK(!w.own && isnan(w.typed[0]));
	judge(&w, 3, 5, 2);
	CHECK(weights_keep(&s.c, &r, &w, false));
	for (i = 0; i < 3; i++)
		w.typed[i] = typed[i];
	CHECK(weights_type(&s.c, &r, &w));
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	CHECK(w.own && !w.judged);
	NEAR(w.now[0], 0.75, 1e-15);
	NEAR(w.now[1], 0.25, 1e-15);
	NEAR(w.now[2], 0, 0);
	CHECK(assess_instrument(&s.c, r.framework, &in));
	CHECK(rounds_apply(&s.c, r.rule, in));
	for (i = 0; i < 3; i++) {
		NEAR(w.typed[i], typed[i], 0);
		NEAR(in->dimension[i].weight, typed[i], 0);
	}
	CHECK(str_is(in->framework.overall_rule, "weighted_mean"));
	CHECK(weights_drop(&s.c, &r, WEIGHTS_DIMENSIONS));
	CHECK(str_none(r.rule));
	site_close(&s);
}

static void
typed_weights_below_0_missing_or_all_0_are_refused(struct arena *a)
{
	struct assessment_round r;
	struct weights w;
	struct site s;

	if (!start(&s, a, "mean", &r))
		return;
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	w.typed[0] = 1;
	w.typed[1] = -1;        /* and the third is missing */
	CHECK(!weights_type(&s.c, &r, &w));
	CHECK(site_on(&s, "dimensions.w1"));
	CHECK(site_on(&s, "dimensions.w2"));
	CHECK(!site_on(&s, "dimensions.w0"));
	CHECK(site_fault(&s) == INVALID);
	w.typed[0] = w.typed[1] = w.typed[2] = 0;
	CHECK(!weights_type(&s.c, &r, &w));
	CHECK(site_on(&s, "dimensions"));
	CHECK(site_fault(&s) == INVALID);
	CHECK(str_none(r.rule));
	site_close(&s);
}

static void
a_round_that_is_over_keeps_its_weights(struct arena *a)
{
	struct assessment_round r;
	struct weights w;
	struct site s;

	if (!start(&s, a, "mean", &r))
		return;
	r.state = S("locked");
	site_keep(&s, &assessment_round_entity, &r);
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	judge(&w, 3, 5, 2);
	CHECK(!weights_keep(&s.c, &r, &w, false));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(!weights_drop(&s.c, &r, WEIGHTS_DIMENSIONS));
	CHECK(site_fault(&s) == CONFLICT);
	site_close(&s);
}

static void
points_that_are_added_up_have_no_weights(struct arena *a)
{
	struct assessment_round r;
	struct weights w;
	struct site s;

	if (!start(&s, a, "sum_over_max", &r))
		return;
	CHECK(weights_of(&s.c, &r, WEIGHTS_DIMENSIONS, &w));
	CHECK(w.is_sum && w.pairs == 0);
	CHECK(!weights_keep(&s.c, &r, &w, false));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

const struct test weights_tests[] = {
	{ "equal weights stand until somebody judges",
	    equal_weights_stand_until_somebody_judges },
	{ "judgements are kept with the round and counted",
	    judgements_are_kept_with_the_round_and_counted },
	{ "a ranking takes the weights of its round",
	    a_ranking_takes_the_weights_of_its_round },
	{ "contradictory judgements are refused unless people stand by them",
	    contradictory_judgements_are_refused_unless_people_stand_by_them },
	{ "the judgement that fits least is named",
	    the_judgement_that_fits_least_is_named },
	{ "gaps weigh what their dimension weighs in the round",
	   gaps_weigh_what_their_dimension_weighs_in_the_round },
	{ "what is no judgement is refused", what_is_no_judgement_is_refused },
	{ "typed weights count by their share, in place of judgements",
	    typed_weights_count_by_their_share_in_place_of_judgements },
	{ "typed weights below 0, missing or all 0 are refused",
	    typed_weights_below_0_missing_or_all_0_are_refused },
	{ "a round that is over keeps its weights",
	    a_round_that_is_over_keeps_its_weights },
	{ "points that are added up have no weights",
	    points_that_are_added_up_have_no_weights },
	{ 0 }
};
