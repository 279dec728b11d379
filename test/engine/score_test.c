/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/score.h"

#include "base/arena.h"
#include "base/random.h"
#include "base/str.h"
#include "engine/agree.h"
#include "test.h"

enum { SELF, PEER, EXTERNAL, GUEST };

/* Two items of the first dimension, one (reverse) of the second, one of
 * none; a scale of 1..5. */
static const struct score_item items[] = {
	{ 0, 1, false }, { 0, 3, false }, { 1, 1, true },
	{ SCORE_NO_DIMENSION, 1, false },
};
static const struct score_role roles[] = {
	{ 0.25, false }, { 0, false }, { 0.75, true }, { NAN, false },
};
static const struct score_how plain = {
	.lo = 1, .hi = 5, .item = items, .items = 4, .dimensions = 2,
	.role = roles, .roles = 4, .min_share = 0.6,
};

static struct score_round *
round_of(struct arena *a, const struct score_how *how)
{
	struct errors e = { a, NULL };
	struct score_round *r = NULL;

	CHECK(score_new(a, how, &r, &e));
	return r;
}

static void
sheets(struct score_round *r)
{
	const int16_t self[]     = { 400, 500, 200, CELL_NA };
	const int16_t peer[]     = { 100, 100, 100, 100 };
	const int16_t external[] = { 300, CELL_BLANK, 400, 250 };
	const int16_t guest[]    = { 200, 600, CELL_DK, 99 };

	score_sheet(r, SELF, self, NULL, 0);
	score_sheet(r, PEER, peer, NULL, 0);
	score_sheet(r, EXTERNAL, external, NULL, 0);
	score_sheet(r, GUEST, guest, NULL, 0);
}

static void
the_median_is_over_roles_that_count(struct arena *a)
{
	struct score_round *r = round_of(a, &plain);
	struct score item[4], dim[2];

	sheets(r);
	score_subject(r, item, dim);
	NEAR(item[0].value, 3, 0);      /* 4 3 2; the peer weighs 0 */
	CHECK(item[0].n == 3);
	NEAR(item[1].value, 5, 0);      /* 5; 6 is off the scale */
	CHECK(item[1].n == 1);
	NEAR(item[2].value, 3, 0);      /* 2 and 4 in reverse: 4 2 */
	NEAR(item[3].value, 2.5, 0);
	NEAR(dim[0].value, 4.5, 1e-15); /* (3 + 3 * 5) / 4 */
	CHECK(dim[0].n == 2);
	NEAR(dim[1].value, 3, 0);
}

static void
a_role_weighted_mean_makes_good_who_is_absent(struct arena *a)
{
	struct score_how how = plain;
	struct score_round *r;
	struct score item[4];

	how.rule = SCORE_ROLE_WEIGHTED_MEAN;
	r = round_of(a, &how);
	sheets(r);
	score_subject(r, item, NULL);
	NEAR(item[0].value, 3.25, 1e-15);       /* .25 * 4 + .75 * 3 */
	CHECK(item[0].n == 3);                  /* the guest counts, adds nothing */
	NEAR(item[1].value, 5, 1e-15);          /* the external is absent */
	NEAR(item[2].value, 2.5, 1e-15);        /* .25 * 4 + .75 * 2 */
}

static void
what_was_agreed_is_what_externals_said(struct arena *a)
{
	struct score_how how = plain;
	struct score_round *r;
	struct score item[4], dim[2];

	how.rule = SCORE_AGREED;
	r = round_of(a, &how);
	sheets(r);
	score_subject(r, item, dim);
	NEAR(item[0].value, 3, 0);
	CHECK(item[0].n == 4);                  /* everybody's rating counts */
	CHECK(isnan(item[1].value));            /* no external rated it */
	CHECK(item[1].n == 2);
	CHECK(isnan(dim[0].value));             /* 1 of 2 is below .6 */
	CHECK(dim[0].n == 1);
	NEAR(dim[1].value, 2, 0);
}

static void
the_share_answered_is_met_exactly(struct arena *a)
{
	const int16_t sheet[] = { 300, CELL_BLANK, CELL_REFUSED, 200 };
	struct score_how how = plain;
	struct score_round *r;
	struct score dim[2];

	how.min_share = 0.5;
	r = round_of(a, &how);
	score_sheet(r, SELF, sheet, NULL, 0);
	score_subject(r, NULL, dim);
	NEAR(dim[0].value, 3, 0);               /* 1 of 2 */
	CHECK(isnan(dim[1].value) && dim[1].n == 0);
	how.min_share = 0;                      /* nothing is still no score */
	score_sheet(r, SELF, sheet, NULL, 0);
	score_subject(r, NULL, dim);
	CHECK(isnan(dim[1].value));
}

static void
sums_are_weighted_and_not_divided(struct arena *a)
{
	const int16_t sheet[] = { 300, 200, 100, 100 };
	struct score_how how = plain;
	struct score_round *r;
	struct score dim[2];

	how.fold = SCORE_SUM;
	r = round_of(a, &how);
	score_sheet(r, SELF, sheet, NULL, 0);
	score_subject(r, NULL, dim);
	NEAR(dim[0].value, 9, 0);               /* 3 + 3 * 2 */
	NEAR(dim[1].value, 5, 0);
}

static void
the_next_subject_starts_afresh(struct arena *a)
{
	const int16_t sheet[] = { 100, 100, 100, 100 };
	struct score_round *r = round_of(a, &plain);
	struct score item[4];

	sheets(r);
	score_subject(r, NULL, NULL);
	score_sheet(r, SELF, sheet, NULL, 0);
	score_subject(r, item, NULL);
	CHECK(item[0].n == 1 && item[0].value == 1);
	score_subject(r, item, NULL);           /* nobody */
	CHECK(item[0].n == 0 && isnan(item[0].value));
}

static void
a_rating_beside_is_exact(struct arena *a)
{
	const int16_t one[] = { CELL_BESIDE, 400, CELL_BESIDE, 300 };
	const int16_t two[] = { 200, CELL_BESIDE, 300, 300 };
	const struct score_beside b1[] = { { 2, 1.0 / 3 }, { 0, 10.0 / 3 } };
	const struct score_beside b2[] = { { 1, 4.125 } };
	struct score_round *r = round_of(a, &plain);
	struct score item[4];

	score_sheet(r, SELF, one, b1, 2);
	score_sheet(r, GUEST, two, b2, 1);
	score_subject(r, item, NULL);
	NEAR(item[0].value, (10.0 / 3 + 2) / 2, 0);
	NEAR(item[1].value, (4 + 4.125) / 2, 0);
	CHECK(item[2].n == 1);                  /* 1/3 is off the scale */
}

static void
cells_keep_hundredths_and_kinds_of_missing(struct arena *a)
{
	(void)a;
	CHECK(score_cell(3.25) == 325);
	CHECK(score_cell(0.07) == 7);
	CHECK(score_cell(-2) == -200);
	CHECK(score_cell(NAN) == CELL_BLANK);
	CHECK(score_cell(1.0 / 3) == CELL_BESIDE);
	CHECK(score_cell(1000) == CELL_BESIDE);
	CHECK(score_cell(-327.6) == CELL_BESIDE);
	CHECK(score_cell(INFINITY) == CELL_BESIDE);
	CHECK(score_rating(325) == 3.25);
	CHECK(isnan(score_rating(CELL_BESIDE)));
	CHECK(isnan(score_rating(CELL_UNREADABLE)));
	CHECK(!isnan(score_rating(CELL_LEAST)));
}

static void
a_round_that_makes_no_sense_is_refused(struct arena *a)
{
	const struct score_item lost[] = { { 2, 1, false } };
	const struct score_item light[] = { { 0, -1, false } };
	struct errors e = { a, NULL };
	struct score_how how = plain;
	struct score_round *r;

	how.hi = 1;
	CHECK(!score_new(a, &how, &r, &e));
	how = plain;
	how.min_share = 1.5;
	CHECK(!score_new(a, &how, &r, &e));
	how = plain;
	how.item = lost, how.items = 1;
	CHECK(!score_new(a, &how, &r, &e));
	how.item = light;
	CHECK(!score_new(a, &how, &r, &e));
	CHECK(errors_worst(&e) == INVALID);
}

static void
agreement_is_of_the_ratings_that_count(struct arena *a)
{
	/* Items 1 and 3 of sheets(): units 4 3 2 and 4 2 (reverse); item 2
	 * has one rating, item 4 too: five that can be paired. */
	struct score_round *r = round_of(a, &plain);
	struct agree *g = agree_new(a);

	sheets(r);
	score_agree(r, g);
	score_subject(r, NULL, NULL);
	NEAR(agree_alpha(g, AGREE_NOMINAL).pairable, 5, 0);
	NEAR(agree_alpha(g, AGREE_NOMINAL).observed, 1, 1e-15);
}

static double
sorted_median(double *x, size_t n)
{
	size_t i, j;
	double v;

	for (i = 1; i < n; i++)
		for (v = x[i], j = i; j > 0 && x[j - 1] > v; j--)
			x[j] = x[j - 1], x[j - 1] = v;
	return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

static void
many_raters_have_a_median_too(struct arena *a)
{
	enum { N = 501 };
	const struct score_item one = { 0, 1, false };
	struct score_how how = plain;
	struct random rnd = random_seeded(3);
	struct score_round *r;
	struct score got;
	double x[N];
	size_t i;
	int16_t c;

	how.item = &one, how.items = 1, how.dimensions = 1;
	r = round_of(a, &how);
	for (i = 0; i < N; i++) {
		c = (int16_t)(100 + random_below(&rnd, 401));
		x[i] = c / 100.0;
		score_sheet(r, SELF, &c, NULL, 0);
	}
	score_subject(r, &got, NULL);
	CHECK(got.n == N);
	NEAR(got.value, sorted_median(x, N), 0);
}

/* Sheets of random cells, now and then missing, off the scale or between
 * two levels; to the second round every rating stands beside. */
static void
random_subject(struct random *rnd, struct score_round *packed,
    struct score_round *beside)
{
	size_t sheet, i, role, n, sheets_n = 1 + random_below(rnd, 20);
	struct score_beside b[4];
	int16_t cell[4], none[4];

	for (sheet = 0; sheet < sheets_n; sheet++) {
		role = random_below(rnd, 4);
		for (i = n = 0; i < 4; i++) {
			cell[i] = (int16_t)(100 * random_below(rnd, 7));
			if (random_below(rnd, 10) == 0)
				cell[i] = CELL_DK;
			if (random_below(rnd, 10) == 0)
				cell[i] = 350;
			none[i] = cell[i] == CELL_DK ? CELL_DK : CELL_BESIDE;
			if (cell[i] != CELL_DK)
				b[n++] = (struct score_beside){ i,
				    score_rating(cell[i]) };
		}
		score_sheet(packed, role, cell, NULL, 0);
		score_sheet(beside, role, none, b, n);
	}
}

static void
near_or_both_open(double x, double y)
{
	CHECK(isnan(x) == isnan(y));
	if (!isnan(x))
		NEAR(x, y, 1e-14);
}

static void
packed_ratings_score_as_those_beside(struct arena *a)
{
	struct random rnd = random_seeded(11);
	struct score_how how = plain;
	struct score_round *packed, *beside;
	struct agree *g = agree_new(a), *h = agree_new(a);
	struct score x[4], y[4];
	int rule, round;
	size_t i;

	for (rule = SCORE_MEDIAN; rule <= SCORE_AGREED; rule++) {
		how.rule = (enum score_rule)rule;
		packed = round_of(a, &how);
		beside = round_of(a, &how);
		for (round = 0; round < 200; round++) {
			random_subject(&rnd, packed, beside);
			score_agree(packed, g);
			score_agree(beside, h);
			score_subject(packed, x, NULL);
			score_subject(beside, y, NULL);
			for (i = 0; i < 4; i++) {
				CHECK(x[i].n == y[i].n);
				near_or_both_open(x[i].value, y[i].value);
			}
		}
	}
	for (rule = AGREE_NOMINAL; rule <= AGREE_RATIO; rule++)
		NEAR(agree_alpha(g, (enum agree_metric)rule).alpha,
		    agree_alpha(h, (enum agree_metric)rule).alpha, 1e-12);
	NEAR(agree_alpha(g, AGREE_NOMINAL).pairable,
	    agree_alpha(h, AGREE_NOMINAL).pairable, 0);
}

static void
a_scale_beyond_the_cells_is_scored_beside(struct arena *a)
{
	const struct score_item one = { 0, 1, true };
	const int16_t cell = CELL_BESIDE, small = 20000;
	const struct score_beside b = { 0, 900 };
	struct score_how how = plain;
	struct score_round *r;
	struct score got;

	how.item = &one, how.items = 1, how.dimensions = 1;
	how.lo = 0, how.hi = 1000;
	r = round_of(a, &how);
	score_sheet(r, SELF, &cell, &b, 1);
	score_sheet(r, EXTERNAL, &small, NULL, 0);
	score_subject(r, &got, NULL);
	NEAR(got.value, 450, 0);                /* of 100 and 800 */
}

/* ---- one figure ---- */

static void
an_overall_score_is_made_in_three_ways(struct arena *a)
{
	const struct score_dimension d[] = {
		{ 3, 1, 15 }, { NAN, 5, 12 }, { 6, 3, 9 }
	};
	struct score_whole w = score_overall(d, 3, SCORE_OVERALL_MEAN);

	(void)a;
	NEAR(w.value, 4.5, 1e-15);
	CHECK(w.present == 2 && w.missing == 1);
	w = score_overall(d, 3, SCORE_OVERALL_WEIGHTED_MEAN);
	NEAR(w.value, 21.0 / 4, 1e-15);         /* (3 + 18) / (1 + 3) */
	w = score_overall(d, 3, SCORE_OVERALL_SUM_OVER_MAX);
	NEAR(w.value, 9.0 / 24, 1e-15);
	CHECK(isnan(score_overall(d + 1, 1, SCORE_OVERALL_MEAN).value));
	CHECK(isnan(score_overall(d, 0, SCORE_OVERALL_SUM_OVER_MAX).value));
}

static void
a_composite_renormalises_what_is_missing(struct arena *a)
{
	const struct score_dimension d[] = {
		{ 3, 0.4, 0 }, { 2, 0.35, 0 }, { 4, 0.25, 0 }
	}, gap[] = { { 3, 0.4, 0 }, { 2, 0.35, 0 }, { NAN, 0.25, 0 } };
	struct score_composite c = score_composite(d, 3, 1, 5);

	(void)a;
	NEAR(c.arithmetic, 0.475, 1e-15);       /* .2 + .0875 + .1875 */
	NEAR(c.geometric, pow(0.5, 0.4) * pow(0.25, 0.35) * pow(0.75, 0.25),
	    1e-15);
	c = score_composite(gap, 3, 1, 5);
	NEAR(c.arithmetic, 0.2875 / 0.75, 1e-15);
	CHECK(c.present == 2 && c.missing == 1);
}

static void
one_dimension_at_the_bottom_pulls_a_product_to_zero(struct arena *a)
{
	const struct score_dimension d[] = { { 1, 0.5, 0 }, { 5, 0.5, 0 } };
	const struct score_dimension light[] = { { 1, 0, 0 }, { 5, 0.5, 0 } };
	const struct score_dimension none[] = { { 3, 0, 0 }, { NAN, 1, 0 } };
	const struct score_dimension below[] = { { 0, 1, 0 } };

	(void)a;
	NEAR(score_composite(d, 2, 1, 5).geometric, 0, 0);
	NEAR(score_composite(light, 2, 1, 5).geometric, 1, 0);
	CHECK(isnan(score_composite(none, 2, 1, 5).arithmetic));
	CHECK(isnan(score_composite(none, 2, 1, 5).geometric));
	CHECK(isnan(score_composite(d, 2, 3, 3).arithmetic));
	CHECK(isnan(score_composite(below, 1, 1, 5).geometric));
}

const struct test score_tests[] = {
	{ "the median is over roles that count", the_median_is_over_roles_that_count },
	{ "a role weighted mean makes good who is absent",
	   a_role_weighted_mean_makes_good_who_is_absent },
	{ "what was agreed is what externals said", what_was_agreed_is_what_externals_said },
	{ "the share answered is met exactly", the_share_answered_is_met_exactly },
	{ "sums are weighted and not divided", sums_are_weighted_and_not_divided },
	{ "the next subject starts afresh", the_next_subject_starts_afresh },
	{ "a rating beside is exact", a_rating_beside_is_exact },
	{ "cells keep hundredths and kinds of missing",
	   cells_keep_hundredths_and_kinds_of_missing },
	{ "a round that makes no sense is refused", a_round_that_makes_no_sense_is_refused },
	{ "agreement is of the ratings that count", agreement_is_of_the_ratings_that_count },
	{ "many raters have a median too", many_raters_have_a_median_too },
	{ "packed ratings score as those beside", packed_ratings_score_as_those_beside },
	{ "a scale beyond the cells is scored beside",
	   a_scale_beyond_the_cells_is_scored_beside },
	{ "an overall score is made in three ways", an_overall_score_is_made_in_three_ways },
	{ "a composite renormalises what is missing", a_composite_renormalises_what_is_missing },
	{ "one dimension at the bottom pulls a product to zero",
	   one_dimension_at_the_bottom_pulls_a_product_to_zero },
	{ 0 }
};
