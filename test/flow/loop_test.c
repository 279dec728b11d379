/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/loop, flow/reassess and flow/train on the demonstrations.
 *
 * The figures of the chain were counted by an awk script from the files as
 * they come: desired_levels.csv, activity_gaps.csv, budget_lines.csv and
 * plan_activities.csv of data/demo, and the scores that were computed
 * elsewhere, test/expected/.../dimension_scores_*.csv:
 *
 *	a gap:       desired above the score of the round that ends in -BL
 *	targeted:    activity_gaps.csv names its subject and dimension
 *	funded:      one of those activities is chosen and has a budget line
 *	delivered:   one of those that are funded is verified
 *	reassessed:  the same subject has a score in the round in -EL
 *	reduced, worse, closed: that score above, below the first; not below
 *	             the desired
 *
 * Those of reassessment and training are of test/expected/.../change.json
 * and training.json.
 */
#include "flow/loop.h"

#include <string.h>

#include "flow/import.h"
#include "flow/reassess.h"
#include "flow/train.h"
#include "model/assess.h"
#include "site.h"
#include "test.h"

static bool
bring(struct site *s, struct arena *a, const char *name, const char *folder,
    const char *code, struct id *programme)
{
	struct import_report *r = import_report_new(a);
	struct programme p;

	if (!site_open(s, a, name))
		return false;
	site_system(s);
	CHECK(import_bundle(&s->c, r));
	CHECK(import_path(&s->c, str_print(a, "data/demo/%s", folder).p, r));
	CHECK(store_find_code(s->c.store, &programme_entity, str_of(code),
	    (struct id){ { 0 } }, a, &p, &s->c.errors));
	*programme = p.row.id;
	return true;
}

/* ---- the chain ---- */

static const struct loop_level *
level_of(const struct loop *l, const char *framework)
{
	size_t i;

	for (i = 0; i < l->levels; i++)
		if (str_is(l->level[i].framework, framework))
			return &l->level[i];
	CHECK(!"the level is there");
	return &l->level[0];
}

struct counted {                /* by the script */
	const char *framework;
	size_t gaps, targeted, funded, delivered, reassessed, unmeasured;
	size_t reduced, closed, worse, unscored;
	double change;
};

static void
is_as_counted(const struct loop *l, const struct counted *k)
{
	const struct loop_level *v = level_of(l, k->framework);
	const struct loop_chain *c = &v->chain;

	CHECK(c->gaps == k->gaps && c->targeted == k->targeted);
	CHECK(c->funded == k->funded && c->delivered == k->delivered);
	CHECK(c->reassessed == k->reassessed);
	CHECK(c->unmeasured == k->unmeasured);
	CHECK(c->reduced == k->reduced && c->closed == k->closed);
	CHECK(c->worse == k->worse && v->unscored == k->unscored);
	NEAR(c->change, k->change, 5e-5);       /* scores of six decimals */
}

static void
the_chain_is_what_a_script_counts_from_the_files(struct arena *a)
{
	const struct counted by_script[] = {
		{ "individual_professional", 244, 114, 110, 110, 98, 12, 88,
		  20, 7, 1, 61.065482 },
		{ "unesco2005_governance", 8, 8, 6, 6, 6, 0, 6, 0, 0, 0,
		  4.833333 },
		{ "undp_capacity_matrix", 47, 40, 34, 34, 34, 0, 32, 5, 0, 0,
		  19.9 } };
	struct id programme;
	struct loop *l;
	struct site s;
	size_t i;

	if (!bring(&s, a, "loop_a", "a_culture_policy", "MAR-CULT",
	    &programme))
		return;
	CHECK(loop_of(&s.c, programme, &l));
	for (i = 0; i < 3; i++)
		is_as_counted(l, &by_script[i]);
	/* 244 + 8 + 47 and so on */
	CHECK(l->all.gaps == 299 && l->all.targeted == 162);
	CHECK(l->all.delivered == 150 && l->all.reassessed == 138);
	CHECK(l->all.closed == 25 && l->all.worse == 7);
	/* plan_activities.csv: 18 rows, 14 of them verified */
	CHECK(l->activities == 18 && l->delivered == 14);
	/* 410470 spent on them, by 85.798815 points and by 25 gaps */
	NEAR(l->per_level, 410470 / 85.798815, 0.01);
	NEAR(l->per_closed, 16418.8, 1e-9);
	site_close(&s);
}

static void
who_is_gone_is_measured_in_who_came_after(struct arena *a)
{
	const struct counted people = { "individual_digital_8level", 174, 107,
		107, 107, 84, 23, 77, 23, 5, 12, 80.975001 };
	const struct loop_chain *c;
	struct id programme;
	struct loop *l;
	struct site s;

	if (!bring(&s, a, "loop_b", "b_vn_htkt", "AMG-HTKT", &programme))
		return;
	CHECK(loop_of(&s.c, programme, &l));
	is_as_counted(l, &people);
	/* The script follows nobody: 34 of 49 have a score of their own, and
	 * the 15 others are of bodies that were merged. */
	c = &level_of(l, "vn_provincial_organisation")->chain;
	CHECK(c->gaps == 69 && c->targeted == 57 && c->funded == 49);
	CHECK(c->delivered == 49 && c->reassessed == 34 + 15);
	CHECK(c->unmeasured == 0);
	site_close(&s);
}

/* ---- reassessment ---- */

static const struct reassess_pair *
pair_of(struct site *s, struct id programme, const char *framework,
    const struct results ***all)
{
	struct assessment_round *round;
	struct reassess_pair *pair;
	size_t i, n, pairs;

	CHECK(assess_rounds(&s->c, programme, &round, &n));
	*all = NEWS(s->a, const struct results *, n + 1);
	for (i = 0; i < n; i++)
		CHECK(assess_results(&s->c, round[i].row.id, &(*all)[i]));
	CHECK(reassess_pairs(&s->c, programme, *all, n, &pair, &pairs));
	CHECK(pairs == 3);              /* system, organisations, people */
	for (i = 0; i < pairs; i++)
		if (str_is(pair[i].first->instrument->framework.code,
		    framework))
			return &pair[i];
	CHECK(!"the framework has a pair");
	return &pair[0];
}

struct changed {                /* change.json */
	const char *dimension;
	size_t      n;
	double      mean;
};

static void
changes_are(const struct reassess_pair *p, const struct reassess_of *of,
    const struct changed *k, size_t n)
{
	const struct instrument *in = p->first->instrument;
	struct reassess_change out[32];
	size_t i, d;

	(void)reassess_change(p, of, out);
	for (i = 0; i < n; i++) {
		for (d = 0; d < in->dimensions && !str_is(in->dimension[d].code,
		    k[i].dimension); d++)
			;
		CHECK(d < in->dimensions && out[d].n == k[i].n);
		NEAR(out[d].mean, k[i].mean, 1e-9);
	}
}

static void
pairs_change_as_the_demonstration_says(struct arena *a)
{
	const struct reassess_of all = { .is_treated = UNSAID };
	const struct reassess_of women = { .is_treated = UNSAID, .sex = "F" };
	const struct changed system[] = { { "G1", 1, 0.75 }, { "G4", 1, 0.125 },
		{ "G6", 1, 2 / 3.0 } };
	const struct changed bodies[] = { { "AC", 12, 0.48333333333333 },
		{ "LE", 12, 0.44166666666667 } };
	const struct changed people[] = { { "FAC", 43, 0.15531561461794 },
		{ "MEL", 42, 0.50578231292517 } };
	const struct changed she[] = { { "MEL", 19, 0.50350877192982 },
		{ "NET", 20, -0.012202380952381 } };
	const struct reassess_pair *p;
	const struct results **r;
	struct id programme;
	struct site s;

	if (!bring(&s, a, "pairs", "a_culture_policy", "MAR-CULT", &programme))
		return;
	p = pair_of(&s, programme, "unesco2005_governance", &r);
	changes_are(p, &all, system, 3);
	p = pair_of(&s, programme, "undp_capacity_matrix", &r);
	changes_are(p, &all, bodies, 2);
	CHECK(str_is(p->first->round.code, "A-ORG-BL"));
	CHECK(str_is(p->last->round.code, "A-ORG-EL") && p->followed == 0);
	p = pair_of(&s, programme, "individual_professional", &r);
	changes_are(p, &all, people, 2);
	changes_are(p, &women, she, 2);
	site_close(&s);
}

/* ---- training ---- */

static void
a_course_is_as_the_demonstration_says(struct arena *a)
{
	const struct train_course *k;
	struct id programme;
	struct train *t;
	struct site s;

	if (!bring(&s, a, "train", "a_culture_policy", "MAR-CULT", &programme))
		return;
	CHECK(train_of(&s.c, programme, &t));
	CHECK(t->courses == 2);
	k = &t->course[0];
	CHECK(str_is(k->code, "CPOL") && k->items == 16);
	CHECK(k->n_pre == 39 && k->n_post == 36 && k->paired.n == 35);
	NEAR(k->paired.mean, 3.3428571428571, 1e-9);
	NEAR(k->paired.t, 6.6369724835855, 1e-9);
	NEAR(k->paired.g_av, 0.84349251070892, 1e-9);
	NEAR(k->paired.g_av_lo, 0.55412996604116, 1e-6);
	NEAR(k->paired.g_av_hi, 1.1328550553767, 1e-6);
	NEAR(k->ranks.plus, 472, 0);
	NEAR(k->ranks.minus, 24, 0);
	NEAR(k->test.alpha, 0.81842447525862, 1e-9);
	CHECK(str_is(k->item[k->weakest].code, "CPOL-Q06"));
	CHECK(k->months == 3 && k->month[0].month == 6 && k->month[0].n == 29);
	NEAR(k->month[0].retention, 0.85263157894737, 1e-9);
	NEAR(k->month[1].transfer, 17 / 26.0, 1e-12);
	NEAR(k->month[2].response, 16 / 35.0, 1e-12);
	NEAR(k->decay.half_life, 24.653589984402, 1e-6);
	NEAR(k->per_point, 306.20512820513, 1e-6);
	CHECK(str_is(t->course[1].code, "CSTA"));
	NEAR(t->course[1].test.alpha, 0.78184555572496, 1e-9);
	site_close(&s);
}

const struct test loop_tests[] = {
	{ "the chain is what a script counts from the files",
	  the_chain_is_what_a_script_counts_from_the_files },
	{ "who is gone is measured in who came after",
	  who_is_gone_is_measured_in_who_came_after },
	{ "pairs change as the demonstration says",
	  pairs_change_as_the_demonstration_says },
	{ "a course is as the demonstration says",
	  a_course_is_as_the_demonstration_says },
	{ 0 }
};
