/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/survive.h"

#include "base/arena.h"
#include "test.h"

static void
a_true_decay_is_found_again(struct arena *a)
{
	struct survive_point p[] = { { 6, exp(-0.3), 10 },
	    { 12, exp(-0.6), 5 }, { 24, exp(-1.2), 2 } };
	struct survive_decay d = survive_decay(p, 3, 24);

	(void)a;
	NEAR(d.lambda, 0.05, 1e-15);
	NEAR(d.lambda_weighted, 0.05, 1e-15);
	NEAR(d.half_life, log(2) / 0.05, 1e-12);
	NEAR(d.sse_exponential, 0, 1e-30);
	CHECK(d.better == SURVIVE_EXPONENTIAL);
	p[0].r = pow(7, -0.2), p[1].r = pow(13, -0.2), p[2].r = pow(25, -0.2);
	d = survive_decay(p, 3, 24);
	NEAR(d.b, 0.2, 1e-15);
	CHECK(d.better == SURVIVE_POWER);
}

static void
mean_retention_is_the_area_below_lines(struct arena *a)
{
	const struct survive_point p[] = { { 12, 0.5, 1 }, { 36, 0.25, 1 } };

	(void)a;
	/* 12 * .75 + 12 * (.5 + .375) / 2 of 24; at 24 the line is at .375 */
	NEAR(survive_decay(p, 2, 24).mean, (9 + 5.25) / 24, 1e-15);
	NEAR(survive_decay(p, 2, 12).mean, 0.75, 1e-15);
	CHECK(isnan(survive_decay(p, 1, 24).mean));     /* seen to 12 only */
}

static void
what_has_no_logarithm_is_left_out(struct arena *a)
{
	const struct survive_point p[] = { { 6, 0, 9 }, { 12, -0.1, 9 },
	    { 18, NAN, 9 }, { 24, exp(-1), 9 } };
	struct survive_decay d = survive_decay(p, 4, 24);

	(void)a;
	CHECK(d.fitted == 1 && d.left_out == 3);
	NEAR(d.lambda, 1.0 / 24, 1e-15);
	CHECK(d.better == SURVIVE_NEITHER);     /* one point fits both */
	d = survive_decay(p, 3, 24);
	CHECK(isnan(d.lambda) && isnan(d.half_life) && isnan(d.b));
	CHECK(isnan(d.sse_exponential) && d.fitted == 0);
	CHECK(isnan(survive_decay(p, 0, 24).mean));
}

static void
growth_has_no_half_life(struct arena *a)
{
	const struct survive_point p[] = { { 6, 1.1, 1 }, { 12, 1.3, 1 } };
	struct survive_decay d = survive_decay(p, 2, 12);

	(void)a;
	CHECK(d.lambda < 0 && isnan(d.half_life));
	CHECK(d.mean > 1);
}

static void
survival_is_that_of_the_leukaemia_trial(struct arena *a)
{
	/* E. J. Freireich et al. (1963), Blood 21, 699-716: weeks in remission
	 * on 6-MP; the table is that of the textbooks, e.g. D. G. Kleinbaum,
	 * M. Klein (2012), Survival Analysis, ch. 2. */
	const struct survive_case c[] = { { 6, 1 }, { 6, 1 }, { 6, 1 },
	    { 7, 1 }, { 10, 1 }, { 13, 1 }, { 16, 1 }, { 22, 1 }, { 23, 1 },
	    { 6, 0 }, { 9, 0 }, { 10, 0 }, { 11, 0 }, { 17, 0 }, { 19, 0 },
	    { 20, 0 }, { 25, 0 }, { 32, 0 }, { 32, 0 }, { 34, 0 }, { 35, 0 } };
	const double s[] = { 0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378,
	    0.4482 };
	const double se[] = { 0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282,
	    0.1346 };
	struct survive_step step[21];
	size_t i, n = survive_steps(a, c, 21, step);

	CHECK(n == 7);
	CHECK(step[0].at_risk == 21 && step[0].events == 3);
	CHECK(step[1].at_risk == 17);           /* one of 6 weeks is gone */
	for (i = 0; i < n && i < 7; i++) {
		NEAR(step[i].s, s[i], 5e-5);
		NEAR(step[i].se, se[i], 5e-5);
	}
	NEAR(survive_at(c, 21, step, n, 12), 0.7529, 5e-5);
	NEAR(survive_at(c, 21, step, n, 5), 1, 0);
	NEAR(survive_at(c, 21, step, n, 35), 0.4482, 5e-5);
	CHECK(isnan(survive_at(c, 21, step, n, 36)));   /* nobody was seen */
}

static void
when_all_have_ended_nothing_is_left(struct arena *a)
{
	const struct survive_case c[] = { { 3, 1 }, { NAN, 1 }, { 5, 1 } };
	struct survive_step step[3];
	size_t n = survive_steps(a, c, 3, step);

	CHECK(n == 2);
	NEAR(step[1].s, 0, 0);
	CHECK(isnan(step[1].se));
	NEAR(survive_at(c, 3, step, n, 24), 0, 0);
	CHECK(survive_steps(a, c, 0, step) == 0);
	CHECK(isnan(survive_at(c, 0, step, 0, 24)));
}

const struct test survive_tests[] = {
	{ "a true decay is found again", a_true_decay_is_found_again },
	{ "mean retention is the area below lines", mean_retention_is_the_area_below_lines },
	{ "what has no logarithm is left out", what_has_no_logarithm_is_left_out },
	{ "growth has no half-life", growth_has_no_half_life },
	{ "survival is that of the leukaemia trial", survival_is_that_of_the_leukaemia_trial },
	{ "when all have ended nothing is left", when_all_have_ended_nothing_is_left },
	{ 0 }
};
