/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/weigh.h"

#include "base/arena.h"
#include "test.h"

static void
consistent_judgements_give_back_their_weights(struct arena *a)
{
	/* Weights 6 : 3 : 1. */
	const double m[] = { 1, 2, 6,  0.5, 1, 3,  1 / 6.0, 1 / 3.0, 1 };
	double e[3], g[3];
	struct weigh w;

	CHECK(weigh_pairs(a, m, 3, e, g, &w));
	NEAR(e[0], 0.6, 1e-14);
	NEAR(e[1], 0.3, 1e-14);
	NEAR(e[2], 0.1, 1e-14);
	NEAR(g[0], 0.6, 1e-14);
	NEAR(w.lambda, 3, 1e-14);
	NEAR(w.ci, 0, 1e-14);
	NEAR(w.cr, 0, 1e-14);
}

static void
three_things_have_a_closed_form(struct arena *a)
{
	/* With x = a12 a23 / a13 the eigenvalue is 1 + x^(1/3) + x^(-1/3)
	 * and the eigenvector that of the geometric means. Here x = 6/5. */
	const double m[] = { 1, 3, 5,  1 / 3.0, 1, 2,  0.2, 0.5, 1 };
	const double lambda = 1 + cbrt(1.2) + 1 / cbrt(1.2);
	double e[3], g[3];
	struct weigh w;

	CHECK(weigh_pairs(a, m, 3, e, g, &w));
	NEAR(w.lambda, lambda, 1e-13);
	NEAR(w.ci, (lambda - 3) / 2, 1e-13);
	NEAR(w.cr, (lambda - 3) / 2 / 0.58, 1e-13);
	NEAR(e[0], g[0], 1e-14);
	NEAR(e[0], cbrt(15) / (cbrt(15) + cbrt(2 / 3.0) + cbrt(0.1)), 1e-14);
}

static void
two_things_have_no_ratio_of_consistency(struct arena *a)
{
	const double m[] = { 1, 3, 1 / 3.0, 1 }, one[] = { 1 };
	double e[2], g[2];
	struct weigh w;

	CHECK(weigh_pairs(a, m, 2, e, g, &w));
	NEAR(e[0], 0.75, 1e-14);
	NEAR(w.ci, 0, 1e-14);
	CHECK(isnan(w.cr));
	CHECK(weigh_pairs(a, one, 1, e, g, &w));
	NEAR(e[0], 1, 0);
	CHECK(isnan(w.ci) && isnan(w.cr));
}

static void
judgements_that_are_none_are_refused(struct arena *a)
{
	const double zero[] = { 1, 0, 0, 1 }, open[] = { 1, NAN, 2, 1 };
	double e[2], g[2];
	struct weigh w;

	CHECK(!weigh_pairs(a, zero, 2, e, g, &w));
	CHECK(isnan(e[0]) && isnan(g[1]) && isnan(w.lambda));
	CHECK(!weigh_pairs(a, open, 2, e, g, &w));
	CHECK(!weigh_pairs(a, zero, 0, e, g, &w));
}

/* T. L. Saaty (1990), How to make a decision: the analytic hierarchy
 * process, European J. of Operational Research 48, 9-26: what counts in a
 * house; eigenvalue 9.669, index .238, ratio .169. */
static void
a_house_is_chosen_as_published(struct arena *a)
{
	const double m[] = {
		1, 5, 3, 7, 6, 6, 1 / 3.0, 1 / 4.0,
		1 / 5.0, 1, 1 / 3.0, 5, 3, 3, 1 / 5.0, 1 / 7.0,
		1 / 3.0, 3, 1, 6, 3, 4, 6, 1 / 5.0,
		1 / 7.0, 1 / 5.0, 1 / 6.0, 1, 1 / 3.0, 1 / 4.0, 1 / 7.0, 1 / 8.0,
		1 / 6.0, 1 / 3.0, 1 / 3.0, 3, 1, 1 / 2.0, 1 / 5.0, 1 / 6.0,
		1 / 6.0, 1 / 3.0, 1 / 4.0, 4, 2, 1, 1 / 5.0, 1 / 6.0,
		3, 5, 1 / 6.0, 7, 5, 5, 1, 1 / 2.0,
		4, 7, 5, 8, 6, 6, 2, 1 };
	const double weight[] = { .173, .054, .188, .018, .031, .036, .167,
		.333 };
	double e[8], g[8];
	struct weigh w;
	size_t i;

	CHECK(weigh_pairs(a, m, 8, e, g, &w));
	for (i = 0; i < 8; i++)
		NEAR(e[i], weight[i], 5e-4);
	NEAR(w.lambda, 9.669, 5e-4);
	NEAR(w.ci, .238, 5e-4);
	NEAR(w.cr, .169, 5e-4);
}

const struct test weigh_tests[] = {
	{ "consistent judgements give back their weights",
	   consistent_judgements_give_back_their_weights },
	{ "three things have a closed form", three_things_have_a_closed_form },
	{ "two things have no ratio of consistency", two_things_have_no_ratio_of_consistency },
	{ "judgements that are none are refused", judgements_that_are_none_are_refused },
	{ "a house is chosen as published",
	  a_house_is_chosen_as_published },
	{ 0 }
};
