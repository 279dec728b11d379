/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/mentor; figures are worked out beside them.  The site's
 * clock stands on 2 March 2026. */
#include "flow/mentor.h"

#include <math.h>

#include "flow/save.h"
#include "model/assess.h"
#include "model/fund.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static struct mentoring_agreement
pair(struct site *t, const char *state)
{
	struct mentoring_agreement *g = site_blank(t,
	    &mentoring_agreement_entity, t->one);

	g->mentor = t->my_party;
	g->mentee = t->other_party;
	g->state = str_of(state);
	g->start = day_of(2026, 1, 5);
	g->end = day_of(2026, 12, 1);
	g->goals = S("[{\"goal\":\"Briefs\",\"baseline\":\"1\",\"target\":\"3\","
	    "\"achieved\":\"2\"},{\"goal\":\"Chairs\",\"target\":\"4\","
	    "\"achieved\":\"4\"},{\"goal\":\"Speaks\",\"achieved\":\"yes\"}]");
	g->review_dates = S("[{\"date\":\"2026-01-20\"},{\"date\":"
	    "\"2026-02-20\"},{\"date\":\"2026-06-20\"}]");
	site_keep(t, &mentoring_agreement_entity, g);
	return *g;
}

static void
sessions_are_those_with_a_row_or_as_many_as_were_told(struct arena *a)
{
	struct mentoring_agreement g;

	(void)a;
	row_blank(&mentoring_agreement_entity, &g);
	CHECK(mentor_held(&g, 0) == INT64_MIN);         /* not known, not 0 */
	CHECK(mentor_held(&g, 2) == 2);
	g.sessions_held = 12;
	CHECK(mentor_held(&g, 1) == 12);        /* eleven have no row */
	g.sessions_held = 0;
	CHECK(mentor_held(&g, 3) == 3);
}

static void
met(struct site *t, const struct mentoring_agreement *g, struct day on,
    int64_t minutes)
{
	struct mentoring_session *s = site_blank(t,
	    &mentoring_session_entity, t->one);

	s->agreement = g->row.id;
	s->mentor = g->mentor;
	s->mentee = g->mentee;
	s->date = on;
	s->minutes = minutes;
	site_keep(t, &mentoring_session_entity, s);
}

static void
hours_goals_and_reviews_of_a_pair_follow_from_its_rows(struct arena *a)
{
	struct mentoring_agreement g;
	struct mentor_pair p;
	struct site t;

	if (!site_open(&t, a, "mentor_pair"))
		return;
	site_system(&t);
	g = pair(&t, "active");
	met(&t, &g, day_of(2026, 1, 10), 90);
	met(&t, &g, day_of(2026, 2, 1), 60);
	CHECK(mentor_pair(&t.c, g.row.id, &p));
	NEAR(p.hours, 2.5, 1e-9);               /* 150 minutes */
	CHECK(p.held == 2 && p.set == 3 && p.reached == 2);
	NEAR(p.goal[0].share, 0.5, 1e-9);       /* (2 - 1) / (3 - 1) */
	CHECK(isnan(p.goal[2].share) && p.goal[2].is_reached);
	/* A session was held after 20 January, none since 20 February. */
	CHECK(p.review.n == day_of(2026, 2, 20).n && p.is_late);
	site_close(&t);
}

static void
needs_gap(struct site *t, struct id subject, struct id dimension, double now)
{
	struct gap *g = site_blank(t, &gap_entity, t->one);

	g->subject = subject;
	g->dimension = dimension;
	g->current = now;
	g->desired = 4;
	g->gap = 4 - now;
	g->state = S("validated");
	site_keep(t, &gap_entity, g);
}

static struct id
rostered(struct site *t, const char *place, const char *speaks)
{
	struct person *p = site_blank(t, &person_entity, t->one);
	struct expert *x = site_blank(t, &expert_entity, t->one);

	p->location = str_of(place);
	p->languages = str_of(speaks);
	p->organisation = (struct id){ { 0 } };
	site_keep(t, &person_entity, p);
	x->party = p->row.id;
	x->status = S("rostered");
	x->languages = x->areas = (str){ 0 };
	site_keep(t, &expert_entity, x);
	return p->row.id;
}

static const struct mentor_match *
of(const struct mentor_match *m, size_t n, struct id party)
{
	while (n-- > 0)
		if (id_same(m[n].party, party))
			return &m[n];
	return NULL;
}

static void
mentors_are_suggested_by_levels_language_place_and_load(struct arena *a)
{
	struct id able, near, dimension;
	const struct mentor_match *one, *two;
	struct mentor_match *m;
	struct person *mentee;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "mentor_match"))
		return;
	site_system(&t);
	dimension = site_new(&t, &dimension_entity, t.one);
	mentee = site_find(&t, &person_entity, t.other_party);
	mentee->location = S("Tan Phu");
	mentee->languages = S("[{\"language\":\"vi\",\"level\":\"3\"}]");
	site_keep(&t, &person_entity, mentee);
	needs_gap(&t, t.other_party, dimension, 2);
	able = rostered(&t, "Hue", "[{\"language\":\"vi\",\"level\":\"2\"}]");
	near = rostered(&t, "Tan Phu", "[{\"language\":\"fr\",\"level\":\"3\"}]");
	needs_gap(&t, able, dimension, 4);
	CHECK(mentor_matches(&t.c, t.one, t.other_party, &m, &n));
	one = of(m, n, able);
	two = of(m, n, near);
	CHECK(one != NULL && two != NULL && m[0].score == one->score);
	NEAR(one->score, 0.5 + 0.2 + 0 + 0.2, 1e-9);
	NEAR(two->score, 0 + 0 + 0.1 + 0.2, 1e-9);
	CHECK(two->knows_language && str_none(two->language));
	site_close(&t);
}

static void
a_pair_that_runs_is_a_conflict_and_scores_nothing(struct arena *a)
{
	const struct mentor_match *mine;
	struct mentor_match *m;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "mentor_conflict"))
		return;
	site_system(&t);
	(void)pair(&t, "active");
	CHECK(mentor_matches(&t.c, t.one, t.other_party, &m, &n));
	mine = of(m, n, t.my_party);
	CHECK(mine != NULL && mine->conflict != NULL && mine->load == 1);
	NEAR(mine->score, 0, 0);
	site_close(&t);
}

const struct test mentor_tests[] = {
	{ "sessions are those with a row, or as many as were told",
	   sessions_are_those_with_a_row_or_as_many_as_were_told },
	{ "hours, goals and reviews of a pair follow from its rows",
	   hours_goals_and_reviews_of_a_pair_follow_from_its_rows },
	{ "mentors are suggested by levels, language, place and load",
	   mentors_are_suggested_by_levels_language_place_and_load },
	{ "a pair that runs is a conflict and scores nothing",
	   a_pair_that_runs_is_a_conflict_and_scores_nothing },
	{ 0 }
};
