/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/evaluate: numbers worked by hand.
 *
 * Six subjects, one dimension, 1 2 3 4 5 before and after 2 4 4 5 7, the
 * sixth lost.  Differences 1 2 1 1 2: mean 7/5, variance 1.2/4 = 0.3,
 * error of the mean sqrt(0.3 / 5) = 0.2449490, t(4) at 95 % 2.7764451
 * (tables), half the interval 0.6800874.  Both variances: 10/4 = 2.5 and,
 * of mean 4.4, (5.76 + 0.16 + 0.16 + 0.36 + 6.76) / 4 = 3.3; the root of
 * their mean is sqrt(2.9), so d_av = 1.4 / 1.7029386 = 0.8221083.
 */
#include "flow/evaluate.h"

#include "base/arena.h"
#include "flow/worth.h"
#include "test.h"

static struct score
one_score(double value)
{
	struct score s = { .value = value };

	return s;
}

static struct results *
results_of(struct arena *a, const double *v, size_t n)
{
	struct results *r = NEW(a, struct results);
	size_t i;

	r->instrument = NEW(a, struct instrument);
	r->instrument->dimensions = 1;
	r->subject = NEWS(a, struct subject, n);
	r->subjects = n;
	r->dimension = NEWS(a, struct score *, n);
	r->overall = NEWS(a, struct score_whole, n);
	for (i = 0; i < n; i++) {
		r->dimension[i] = NEW(a, struct score);
		r->dimension[i][0] = one_score(v[i]);
		r->overall[i].value = v[i] + 10;
	}
	return r;
}

static struct reassess_pair
six(struct arena *a)
{
	static const double before[] = { 1, 2, 3, 4, 5, 9 };
	static const double after[] = { 2, 4, 4, 5, 7 };
	struct reassess_pair p = { .first = results_of(a, before, 6),
		.last = results_of(a, after, 5) };
	size_t i;

	p.subject = NEWS(a, struct reassess_subject, 6);
	for (i = 0; i < 6; i++) {
		p.subject[i].last = i < 5 ? i : REASSESS_NOWHERE;
		p.subject[i].sex = i < 4 ? S("F") : S("M");
		p.subject[i].is_treated = UNSAID;
	}
	return p;
}

static void
a_change_rests_on_those_measured_twice(struct arena *a)
{
	const struct reassess_of all = { .is_treated = UNSAID };
	struct reassess_pair p = six(a);
	struct effect_paired e = evaluate_change(a, &p, &all, 0);

	CHECK(e.n == 5);
	NEAR(e.mean, 1.4, 1e-12);
	NEAR(e.lo, 1.4 - 0.6800874, 1e-6);
	NEAR(e.hi, 1.4 + 0.6800874, 1e-6);
	NEAR(e.d_av, 0.8221083, 1e-6);
}

static void
the_place_after_the_last_dimension_is_the_whole_score(struct arena *a)
{
	const struct reassess_of all = { .is_treated = UNSAID };
	struct reassess_pair p = six(a);
	struct effect_paired e = evaluate_change(a, &p, &all, 1);

	NEAR(e.mean_pre, 13, 1e-12);            /* ten more than 3 */
	NEAR(e.mean, 1.4, 1e-12);
}

static void
fewer_than_five_pairs_have_means_and_no_effect_size(struct arena *a)
{
	const struct reassess_of women = { .sex = "F", .is_treated = UNSAID };
	const struct reassess_of men = { .sex = "M", .is_treated = UNSAID };
	const struct reassess_of nobody = { .sex = "X",
		.is_treated = UNSAID };
	struct reassess_pair p = six(a);
	struct effect_paired e = evaluate_change(a, &p, &women, 0);

	CHECK(e.n == 4);
	NEAR(e.mean, 1.25, 1e-12);              /* 1 2 1 1 */
	CHECK(isnan(e.lo) && isnan(e.hi) && isnan(e.g_av) && isnan(e.p));
	e = evaluate_change(a, &p, &men, 0);
	CHECK(e.n == 1);
	NEAR(e.mean, 2, 1e-12);
	e = evaluate_change(a, &p, &nobody, 0);
	CHECK(e.n == 0 && isnan(e.mean) && isnan(e.mean_pre));
}

static struct train_course
course_of(double g, double variance, size_t n, struct train_month *m,
    size_t months)
{
	struct train_course k = { .month = m, .months = months };

	k.paired.n = n;
	k.paired.g_av = g;
	k.paired.var_g_av = variance;
	return k;
}

/* Precision 1 / 0.04 = 25 and 1 / 0.16 = 6.25: (25 * 1 + 6.25 * 0.5) /
 * 31.25 = 0.9; error 1.959964 / sqrt(31.25) = 0.3506090.  The third course
 * has four pairs.  Used at work: of the last month that anybody answered,
 * 3 of 4 and 2 of 6.  Reaction: (4 * 10 + 3 * 30) / 40 = 3.25. */
static void
the_four_levels_are_rolled_up_over_courses(struct arena *a)
{
	struct train_month one[] = { { .month = 3, .answered = 9 },
		{ .month = 6, .answered = 4, .applied = 3 },
		{ .month = 12 } };
	struct train_month two[] = { { .month = 6, .answered = 6,
		.applied = 2 } };
	struct train_course course[] = { course_of(1, 0.04, 20, one, 3),
		course_of(0.5, 0.16, 8, two, 1),
		course_of(9, 0.01, 4, NULL, 0) };
	struct train_event event[] = {
		{ .n = 10, .content = 4, .trainer = 5, .relevance = 4,
		  .logistics = 3 },
		{ .n = 30, .content = 3, .trainer = 3, .relevance = 3,
		  .logistics = 3 } };
	struct train t = { course, event, 3, 2 };
	struct indicators_one in[] = { { .achievement = 1.2 },
		{ .achievement = 0.99 }, { .achievement = NAN } };
	struct evaluate_rollup k = evaluate_rollup(&t, in, 3);

	(void)a;
	NEAR(k.reaction, 3.25, 1e-12);
	CHECK(k.sheets == 40);
	NEAR(k.g, 0.9, 1e-12);
	NEAR(k.g_hi - k.g, 0.3506090, 1e-6);
	CHECK(k.courses == 2 && k.tested == 28);
	CHECK(k.applied == 5 && k.asked == 10);
	NEAR(k.transfer.share, 0.5, 1e-12);
	CHECK(k.reached == 1 && k.reported == 2);
}

static void
a_level_nobody_measured_has_no_figure(struct arena *a)
{
	struct train t = { 0 };
	struct evaluate_rollup k = evaluate_rollup(&t, NULL, 0);

	(void)a;
	CHECK(isnan(k.reaction) && isnan(k.g) && isnan(k.g_lo));
	CHECK(isnan(k.transfer.share) && k.asked == 0 && k.reported == 0);
}

/* Twelve tested before and after, six asked later, three of them use it:
 * 3 of 6 who answered, 3 of the 12 by intention. */
static void
who_did_not_answer_counts_in_the_rate_by_intention(struct arena *a)
{
	struct train_month month = { .month = 6, .answered = 6, .applied = 3 };
	struct train_course course[] = {
		{ .paired = { .n = 12 }, .month = &month, .months = 1,
		  .pass_mark = 0.6, .passed = 9, .n_post = 12 },
		{ .paired = { .n = 20 }, .pass_mark = NAN, .n_post = 20 },
	};
	struct train t = { .course = course, .courses = 2 };
	struct evaluate_rollup k = evaluate_rollup(&t, NULL, 0);

	(void)a;
	CHECK(k.applied == 3 && k.asked == 6 && k.trained == 12);
	NEAR(k.transfer.share, 0.5, 1e-12);
	CHECK(k.passed == 9 && k.sat == 12);    /* none without a mark */
}

static struct worth_gain
by(double gained)
{
	return (struct worth_gain){ .gained = gained };
}

static void
a_level_is_dear_only_where_something_was_gained(struct arena *a)
{
	struct worth_sum s = { .pairs = 4, .subjects = 2 };

	(void)a;
	worth_set(&s, 300, by(1.5));
	NEAR(s.per_level, 200, 1e-12);          /* 300 / 1.5 */
	NEAR(s.per_subject, 150, 1e-12);        /* 300 / 2 */
	worth_set(&s, 300, by(-0.5));
	CHECK(isnan(s.per_level));
	NEAR(s.gained, -0.5, 0);
	worth_set(&s, 300, by(0));
	CHECK(isnan(s.per_level));
	worth_set(&s, NAN, by(2));
	CHECK(isnan(s.per_level) && isnan(s.per_subject));
	s = (struct worth_sum){ .targets = 3 };
	worth_set(&s, 300, by(0));
	CHECK(isnan(s.gained) && isnan(s.per_level));   /* not measured */
}

/* Differences 1 2 1 1 2: all above 0, so W- = 0; 2 of the 32 signs are as
 * far out: p = 2/32 = 0.0625.  With four pairs there is no p. */
static void
the_ranks_of_fewer_than_five_pairs_say_nothing(struct arena *a)
{
	const struct reassess_of all = { .is_treated = UNSAID };
	const struct reassess_of women = { .sex = "F", .is_treated = UNSAID };
	struct reassess_pair p = six(a);

	NEAR(evaluate_ranks(a, &p, &all, 0).p_exact, 0.0625, 1e-12);
	CHECK(isnan(evaluate_ranks(a, &p, &women, 0).p_exact));
}

static void
means_of_a_few_persons_tell_of_each(struct arena *a)
{
	struct reassess_pair p = six(a);
	struct results first = *p.first;

	p.first = &first;
	first.round.subject_type = S("IND");
	CHECK(evaluate_tells_persons(&p, 4));
	CHECK(!evaluate_tells_persons(&p, 5));
	first.round.subject_type = S("ORG");
	CHECK(!evaluate_tells_persons(&p, 1));
}

const struct test evaluate_tests[] = {
	{ "means of a few persons tell of each",
	   means_of_a_few_persons_tell_of_each },
	{ "who did not answer counts in the rate by intention",
	   who_did_not_answer_counts_in_the_rate_by_intention },
	{ "a level is dear only where something was gained",
	   a_level_is_dear_only_where_something_was_gained },
	{ "the ranks of fewer than five pairs say nothing",
	   the_ranks_of_fewer_than_five_pairs_say_nothing },
	{ "a change rests on those measured twice",
	   a_change_rests_on_those_measured_twice },
	{ "the place after the last dimension is the whole score",
	   the_place_after_the_last_dimension_is_the_whole_score },
	{ "fewer than five pairs have means and no effect size",
	   fewer_than_five_pairs_have_means_and_no_effect_size },
	{ "the four levels are rolled up over courses",
	   the_four_levels_are_rolled_up_over_courses },
	{ "a level nobody measured has no figure",
	   a_level_nobody_measured_has_no_figure },
	{ 0 }
};
