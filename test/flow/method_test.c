/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/method.  The worked examples in ../shared were computed by
 * other programs and are held against ours number by number; what follows
 * them here are the cases nobody would work out, since there is nothing.
 */
#include "flow/method.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "format/json.h"
#include "test.h"

static str
read_whole(struct arena *a, const char *path)
{
	enum { ROOM = 1 << 20 };
	char *p = NEWS(a, char, ROOM);
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		return (str){ 0 };
	n = fread(p, 1, ROOM, f);
	(void)fclose(f);
	return (str){ p, n };
}

static const struct node *
parse(struct arena *a, str text)
{
	struct errors e = { a, NULL };
	struct node *n = NULL;

	CHECK(json_read(a, text, &n, &e));
	return n;
}

/* The results of a text of examples, and the first fault if any. */
static const struct node *
run(struct arena *a, str text, const char **fault)
{
	struct errors e = { a, NULL };
	struct node *out = node_new(a);

	CHECK(method_run(a, parse(a, text), out, &e));
	if (fault != NULL)
		*fault = errors_text(&e, NULL);
	else
		CHECK(e.first == NULL);
	return out;
}

/* ---- everything that was worked out ---- */

struct tally {
	double rel;
	size_t agree, differ;
};

static void
hold(struct tally *t, const char *where, const struct node *want,
    const struct node *got);

static void
hold_parts(struct tally *t, const char *where, const struct node *want,
    const struct node *got)
{
	const struct node *it, *other = got->first;

	t->differ += want->n != got->n && want->kind == N_LIST;
	for (it = want->first; it != NULL; it = it->next) {
		if (want->kind == N_OBJECT)
			other = node_find(got, str_of(it->name));
		hold(t, it->name != NULL ? it->name : where, it, other);
		if (want->kind == N_LIST && other != NULL)
			other = other->next;
	}
}

static void
hold(struct tally *t, const char *where, const struct node *want,
    const struct node *got)
{
	double x = json_as_real(want), y = json_as_real(got);
	bool same;

	if (got != NULL && (want->kind == N_OBJECT || want->kind == N_LIST)) {
		t->differ += want->kind != got->kind;
		if (want->kind == got->kind)
			hold_parts(t, where, want, got);
		return;
	}
	if (!isnan(x))
		same = fabs(x - y) <= fmax(1e-12, t->rel * fabs(x));
	else if (want->kind == N_TEXT)
		same = got != NULL && str_same(want->text, json_as_text(got));
	else
		same = want->kind == N_NONE && got != NULL && isnan(y);
	t->agree += same;
	t->differ += !same;
	if (!same)
		printf("%s: expected %.12g, got %.12g\n", where, x, y);
}

static void
every_worked_example_comes_out(struct arena *a)
{
	const char *path = test_shared(a, "ours/methods/worked_examples.json");
	const struct node *file, *got, *it;
	struct tally t = { 1e-9, 0, 0 };
	struct errors e = { a, NULL };
	struct node *out = node_new(a);

	if (path == NULL) {
		test_skip("no worked examples");
		return;
	}
	file = parse(a, read_whole(a, path));
	CHECK(method_run(a, file, out, &e));
	for (it = json_first(file, "examples"); it != NULL; it = it->next) {
		got = node_find(out, str_of(it->name));
		CHECK(got != NULL);
		hold(&t, it->name, node_find(it, S("expected")), got);
	}
	CHECK(t.differ == 0);
	CHECK(t.agree >= 300);
}

/* ---- a few by hand ---- */

static void
a_key_names_its_method_if_nothing_else_does(struct arena *a)
{
	const struct node *out = run(a, S("{\"examples\": {\"first\": "
	    "{\"method\": \"M01\", \"inputs\": {\"scale\": [0, 4], "
	    "\"cases\": [{\"current\": 1, \"desired\": 3}]}}, "
	    "\"M01\": {\"inputs\": {\"scale\": [0, 4], \"cases\": []}}}}"),
	    NULL);

	NEAR(json_as_real(json_at(out, "first/0/gap_norm")), 0.5, 0);
	NEAR(json_as_real(json_at(out, "first/0/attainment")), 1.0 / 3, 1e-15);
	CHECK(json_at(out, "M01")->kind == N_LIST);
	CHECK(json_at(out, "M01")->n == 0);
}

static void
what_is_not_known_gives_null_and_the_rest_goes_on(struct arena *a)
{
	const char *fault;
	const struct node *out = run(a, S("{\"examples\": {"
	    "\"M99\": {\"inputs\": {}}, \"M03\": {\"inputs\": {}}, "
	    "\"x\": 7, \"M01\": {\"inputs\": {\"scale\": [1, 5], "
	    "\"cases\": [{\"current\": null, \"desired\": 3}]}}}}"), &fault);

	CHECK(json_at(out, "M99")->kind == N_NONE);
	CHECK(json_at(out, "M03")->kind == N_NONE);
	CHECK(json_at(out, "x")->kind == N_NONE);
	CHECK(isnan(json_as_real(json_at(out, "M01/0/gap"))));
	CHECK(fault != NULL && strstr(fault, "M99") != NULL);
}

static void
a_file_without_examples_is_refused(struct arena *a)
{
	struct errors e = { a, NULL };

	CHECK(!method_run(a, parse(a, S("{\"examples\": []}")), node_new(a),
	    &e));
	CHECK(!method_run(a, parse(a, S("3")), node_new(a), &e));
	CHECK(errors_worst(&e) == INVALID);
}

static void
without_a_current_level_there_is_no_rank(struct arena *a)
{
	const struct node *out = run(a, S("{\"examples\": {\"M02\": "
	    "{\"inputs\": {\"I,U scale\": [1, 5], \"score scale\": [0, 4], "
	    "\"weights_additive\": {\"I\": 1, \"U\": 0, \"G\": 0}, \"items\": "
	    "[[\"b\", 1, 3, 5, 2], [\"c\", null, 3, 5, 5], "
	    "[\"a\", 2, 3, 5, 4]]}}}}"), NULL);

	CHECK(json_at(out, "M02/rank_product")->n == 2);
	/* 5 * 2 * 2 = 5 * 4 * 1: the tie goes by id */
	CHECK(str_is(json_as_text(json_at(out, "M02/rank_product/0")), "a"));
	CHECK(str_is(json_as_text(json_at(out, "M02/rank_additive/1")), "b"));
	CHECK(isnan(json_as_real(json_at(out, "M02/rows/1/gap"))));
	CHECK(str_is(json_as_text(json_at(out, "M02/rows/1/id")), "c"));
}

static void
equal_priorities_tie_whatever_rounding_makes_of_them(struct arena *a)
{
	const struct node *out = run(a, S("{\"examples\": {\"M02\": "
	    "{\"inputs\": {\"I,U scale\": [1, 5], \"score scale\": [1, 5], "
	    "\"weights_additive\": {\"I\": 0.8, \"U\": 0.4, \"G\": 0.8}, "
	    "\"items\": [[\"c\", 2, 4, 2, 2], [\"a\", 3, 4, 2, 4]]}}}}"),
	    NULL);

	/* a: .8 * 1/4 + .4 * 3/4 + .8 * 1/4 = .2 + .3 + .2 = .7
	 * c: .8 * 1/4 + .4 * 1/4 + .8 * 2/4 = .2 + .1 + .4 = .7 */
	CHECK(str_is(json_as_text(json_at(out, "M02/rank_additive/0")), "a"));
	CHECK(str_is(json_as_text(json_at(out, "M02/rank_additive/1")), "c"));
}

static void
a_composite_says_what_is_missing(struct arena *a)
{
	const struct node *out = run(a, S("{\"examples\": {\"M16\": "
	    "{\"inputs\": {\"dimension(score,weight)\": {\"D1\": [3, 0.5], "
	    "\"D2\": [null, 0.25], \"D3\": [5, 0.25]}, "
	    "\"scale\": [1, 5]}}}}"), NULL);

	/* (.5 * .5 + .25 * 1) / .75 */
	NEAR(json_as_real(json_at(out, "M16/arithmetic")), 2.0 / 3, 1e-15);
	NEAR(json_as_real(json_at(out, "M16/missing_D3_renormalised")), 0.5,
	    1e-15);
	CHECK(str_is(json_as_text(json_at(out, "M16/missing/0")), "D2"));
	CHECK(isnan(json_as_real(json_at(out, "M16/normalised/D2"))));
}

/* ---- nothing to work with ---- */

/* No result holds an infinity or a number made of nothing. */
static size_t
count_numbers(const struct node *n)
{
	const struct node *it;
	size_t count = 0;

	if (n->kind == N_REAL) {
		CHECK(!isinf(n->real));
		return isnan(n->real) ? 0u : 1u;
	}
	if (n->kind == N_OBJECT || n->kind == N_LIST)
		for (it = n->first; it != NULL; it = it->next)
			count += count_numbers(it);
	return count;
}

static void
of_nothing_there_are_no_figures(struct arena *a)
{
	const struct node *out = run(a, S("{\"examples\": {"
	    "\"M01\": {\"inputs\": {\"scale\": [3, 3], \"cases\": "
	    "[{\"current\": null, \"desired\": null}, {}]}}, "
	    "\"M02\": {\"inputs\": {\"items\": []}}, "
	    "\"M03\": {\"inputs\": {\"A\": []}}, "
	    "\"a\": {\"method\": \"M03\", \"inputs\": "
	    "{\"A\": [[1, 0], [null, 1]]}}, "
	    "\"b\": {\"method\": \"M03\", \"inputs\": {\"A\": [[1, 2]]}}, "
	    "\"M04\": {\"inputs\": {\"scores_by_role\": {\"self\": [], "
	    "\"peer\": [null]}, \"role_weights\": {}, \"A(levels)\": 5}}, "
	    "\"M06\": {\"inputs\": {\"table\": [[0, 0], [0, 0]]}}, "
	    "\"c\": {\"method\": \"M06\", \"inputs\": {\"table\": []}}, "
	    "\"M07\": {\"inputs\": {\"X\": []}}, "
	    "\"d\": {\"method\": \"M07\", \"inputs\": {\"X\": [[null, 1]]}}, "
	    "\"M16\": {\"inputs\": {\"dimension\": {}, \"scale\": [1, 5]}}, "
	    "\"e\": {\"method\": \"M16\", \"inputs\": {\"dimension\": "
	    "{\"D1\": [null, 1]}, \"scale\": []}}, "
	    "\"M08a\": {\"inputs\": {\"pre\": [], \"post\": [1]}}, "
	    "\"M08c\": {\"inputs\": {\"pre\": [1], \"post\": [1]}}, "
	    "\"M09\": {\"inputs\": {\"X\": []}}, "
	    "\"M10\": {\"inputs\": {}}, \"M11\": {\"inputs\": {}}, "
	    "\"M12\": {\"inputs\": {\"T_pre\": [], \"T_post\": [], "
	    "\"C_pre\": [null], \"C_post\": [2]}}, "
	    "\"M13\": {\"inputs\": {\"modalities\": "
	    "{\"a\": [null, null, null]}}}, "
	    "\"M14a\": {\"inputs\": {\"follow_ups\": [[6, -1, 3]]}}, "
	    "\"M14b\": {\"inputs\": {\"practices\": [[null, 1]]}}, "
	    "\"M17\": {\"inputs\": {\"factors\": [], \"ipa\": []}}, "
	    "\"M19\": {\"inputs\": {\"BAC\": 0}}, "
	    "\"M20\": {\"inputs\": {\"acts\": {}}}, "
	    "\"M21\": {\"inputs\": {\"need\": {\"x\": 0}, "
	    "\"experts\": {\"E1\": [{}, null, 5]}}}}}"), NULL);

	CHECK(count_numbers(out) == 0);
	CHECK(json_at(out, "M04/n")->count == 0);
}

static void
without_variation_agreement_is_null(struct arena *a)
{
	const struct node *out = run(a, S("{\"examples\": {"
	    "\"M05a\": {\"inputs\": {\"units\": [[3, 3], [3, 3, null]]}}, "
	    "\"M05b\": {\"inputs\": {\"units\": [[3], [null, 2], []]}}, "
	    "\"M06\": {\"inputs\": {\"table\": [[5, 0], [0, 0]]}}, "
	    "\"M07\": {\"inputs\": {\"X\": [[2, 2], [2, 2], [2, 2]]}}, "
	    "\"one\": {\"method\": \"M07\", \"inputs\": "
	    "{\"X\": [[1], [2]]}}, "
	    "\"two\": {\"method\": \"M03\", \"inputs\": "
	    "{\"A\": [[1, 4], [0.25, 1]]}}}}"), NULL);

	CHECK(isnan(json_as_real(json_at(out, "M05a/ordinal"))));
	NEAR(json_as_real(json_at(out, "M05a/n_pairable")), 4, 0);
	CHECK(isnan(json_as_real(json_at(out, "M05b/ordinal_De"))));
	NEAR(json_as_real(json_at(out, "M05b/n_pairable")), 0, 0);
	CHECK(isnan(json_as_real(json_at(out, "M06/linear/kappa"))));
	CHECK(json_at(out, "M06/linear/ci95")->kind == N_NONE);
	NEAR(json_as_real(json_at(out, "M06/linear/pe")), 1, 0);
	CHECK(isnan(json_as_real(json_at(out, "M07/ICC(2,1)"))));
	NEAR(json_as_real(json_at(out, "M07/BMS")), 0, 0);
	NEAR(json_as_real(json_at(out, "one/BMS")), 0.5, 1e-15);
	CHECK(isnan(json_as_real(json_at(out, "one/WMS"))));
	NEAR(json_as_real(json_at(out, "two/w_eigen/0")), 0.8, 1e-14);
	CHECK(isnan(json_as_real(json_at(out, "two/CR"))));
}

static void
a_list_in_place_of_an_object_is_a_fault(struct arena *a)
{
	const char *fault;
	const struct node *out = run(a, S("{\"examples\": {\"M16\": "
	    "{\"inputs\": {\"dimension\": [[3, 1]], \"scale\": [1, 5]}}, "
	    "\"M11\": {\"inputs\": [{\"b\": 1, \"t\": 2, \"a\": 3}]}, "
	    "\"M07\": {\"inputs\": {\"X\": {\"a\": [1, 2]}}}}}"), &fault);

	CHECK(json_at(out, "M16")->kind == N_NONE);
	CHECK(json_at(out, "M07")->kind == N_NONE);
	CHECK(count_numbers(out) == 0);
	CHECK(fault != NULL && strstr(fault, "no object") != NULL);
}

static void
a_ring_of_activities_is_a_fault(struct arena *a)
{
	const char *fault;
	const struct node *out = run(a, S("{\"examples\": {\"M20\": "
	    "{\"inputs\": {\"acts\": {\"a\": [1, [\"b\"]], "
	    "\"b\": [2, [\"a\"]]}}}}}"), &fault);

	CHECK(json_at(out, "M20")->kind == N_NONE);
	CHECK(fault != NULL && strstr(fault, "ring") != NULL);
}

const struct test method_tests[] = {
	{ "every worked example comes out", every_worked_example_comes_out },
	{ "a key names its method if nothing else does",
	   a_key_names_its_method_if_nothing_else_does },
	{ "what is not known gives null and the rest goes on",
	   what_is_not_known_gives_null_and_the_rest_goes_on },
	{ "a file without examples is refused", a_file_without_examples_is_refused },
	{ "without a current level there is no rank", without_a_current_level_there_is_no_rank },
	{ "equal priorities tie whatever rounding makes of them",
	  equal_priorities_tie_whatever_rounding_makes_of_them },
	{ "a composite says what is missing", a_composite_says_what_is_missing },
	{ "of nothing there are no figures", of_nothing_there_are_no_figures },
	{ "without variation agreement is null", without_variation_agreement_is_null },
	{ "a list in place of an object is a fault", a_list_in_place_of_an_object_is_a_fault },
	{ "a ring of activities is a fault", a_ring_of_activities_is_a_fault },
	{ 0 }
};
