/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/version: two versions beside each other, by hand. */
#include "flow/version.h"

#include <math.h>

#include "flow/find.h"
#include "flow/save.h"
#include "site.h"
#include "test.h"

static struct plan_line
line(uint8_t id, const char *code, int64_t cents, int is_in)
{
	struct plan_line l;

	row_blank(&plan_line_entity, &l);
	l.activity.b[0] = id;
	l.code = str_of(code);
	l.cost = (struct money){ cents, "EUR" };
	l.is_in = is_in;
	return l;
}

static void
versions_differ_by_what_is_in(struct arena *a)
{
	/* 1 stays, 2 costs more, 3 is dropped, 4 comes, 5 is out in both,
	 * 6 was out and comes in, 7 is out in both and costs more */
	struct plan_line was[] = { line(1, "A1", 100, YES),
		line(2, "A2", 200, YES), line(3, "A3", 300, YES),
		line(5, "A5", 500, NO), line(6, "A6", 600, NO),
		line(7, "A7", 700, NO) };
	struct plan_line now[] = { line(1, "A1", 100, YES),
		line(2, "A2", 250, YES), line(4, "A4", 400, YES),
		line(5, "A5", 500, NO), line(6, "A6", 600, YES),
		line(7, "A7", 777, NO) };
	struct version_change x[12];
	size_t n;

	now[1].end.n = 20000;
	n = version_differ(a, was, 6, now, 6, x);
	CHECK(n == 6);
	CHECK(x[0].kind == VERSION_SAME);
	CHECK(x[1].kind == VERSION_CHANGED &&
	    x[1].what == (VERSION_COST | VERSION_DATES));
	CHECK(x[2].kind == VERSION_ADDED && str_is(x[2].now->code, "A4"));
	CHECK(x[3].kind == VERSION_ADDED && str_is(x[3].now->code, "A6"));
	CHECK(x[4].kind == VERSION_ASIDE && str_is(x[4].now->code, "A7") &&
	    x[4].what == VERSION_COST);
	CHECK(x[5].kind == VERSION_DROPPED && str_is(x[5].was->code, "A3"));
	CHECK(version_cost(was, 6).minor == 600);       /* 100 + 200 + 300 */
	CHECK(version_cost(now, 6).minor == 1350);      /* 100+250+400+600 */
}

static void
a_review_scores_what_applies(struct arena *a)
{
	struct design_review r;
	size_t marked, points;

	(void)a;
	row_blank(&design_review_entity, &r);
	CHECK(isnan(version_score(&r, &marked, &points)));
	CHECK(marked == 0 && points == 10);
	r.context = S("3");
	r.voice = S("2");
	r.causes = S("0");
	r.lasting = S("na");
	/* (3 + 2 + 0) of 3 x 3 */
	NEAR(version_score(&r, &marked, &points), 500.0 / 9, 1e-12);
	CHECK(marked == 3);
}

static const struct id NOBODY;

static bool
step(struct site *s, struct id plan, const char *verb)
{
	struct plan_version *v = site_find(s, &plan_version_entity, plan);

	return flow_move(&s->c, &plan_version_entity, plan, v->row.revision,
	    str_of(verb), S("Reason"));
}

static void
review_it(struct site *s, struct id plan)
{
	struct design_review *r = site_blank(s, &design_review_entity, s->one);

	r->plan_version = plan;
	site_keep(s, &design_review_entity, r);
}

static void
a_new_version_begins_as_the_last_one_was(struct arena *a)
{
	struct plan_version *v;
	struct activity *x;
	struct plan_line *l;
	struct id first, second;
	struct site s;
	bool is_kept;
	size_t n;

	if (!site_open(&s, a, "version_next"))
		return;
	v = site_blank(&s, &plan_version_entity, s.one);
	v->number = 50;                 /* the site may have others */
	v->ceiling = (struct money){ 100000, "EUR" };
	site_keep(&s, &plan_version_entity, v);
	first = v->row.id;
	x = site_blank(&s, &activity_entity, s.one);
	x->plan_version = first;
	x->is_mandatory = YES;
	x->cost = (struct money){ 50000, "EUR" };
	site_keep(&s, &activity_entity, x);
	site_sit(&s, "PM", s.one);
	CHECK(!version_next(&s.c, s.one, S("More"), NOBODY, &second));
	CHECK(site_says(&s, "still being worked on"));
	site_fault(&s);
	CHECK(step(&s, first, "submit"));
	site_sit_other(&s, "SC", s.one);
	CHECK(!step(&s, first, "approve"));
	CHECK(site_says(&s, "No design review"));
	site_fault(&s);
	site_system(&s);
	review_it(&s, first);
	site_sit_other(&s, "SC", s.one);
	CHECK(step(&s, first, "approve"));
	site_sit(&s, "PM", s.one);
	CHECK(version_next(&s.c, s.one, S("A donor left"), NOBODY, &second));
	v = site_find(&s, &plan_version_entity, second);
	CHECK(v->number == 51 && id_same(v->replaces, first) &&
	    v->ceiling.minor == 100000);
	x = site_find(&s, &activity_entity, x->row.id);
	CHECK(id_same(x->plan_version, second));
	/* what the first one said stays though the activity changes */
	x->cost = (struct money){ 70000, "EUR" };
	CHECK(flow_save(&s.c, &activity_entity, x));
	v = site_find(&s, &plan_version_entity, first);
	CHECK(version_lines(&s.c, v, &l, &n, &is_kept));
	CHECK(is_kept && n == 1 && l[0].cost.minor == 50000);
	v = site_find(&s, &plan_version_entity, second);
	CHECK(version_lines(&s.c, v, &l, &n, &is_kept));
	CHECK(!is_kept && n == 1 && l[0].cost.minor == 70000);
	/* and the first one is replaced when the second is approved */
	CHECK(step(&s, second, "submit"));
	site_system(&s);
	review_it(&s, second);
	site_sit_other(&s, "SC", s.one);
	CHECK(step(&s, second, "approve"));
	v = site_find(&s, &plan_version_entity, first);
	CHECK(str_is(v->state, "superseded"));
	site_close(&s);
}

const struct test version_tests[] = {
	{ "versions differ by what is in", versions_differ_by_what_is_in },
	{ "a review scores what applies", a_review_scores_what_applies },
	{ "a new version begins as the last one was",
	   a_new_version_begins_as_the_last_one_was },
	{ 0 }
};
