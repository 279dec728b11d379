/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/engage: shares and classes worked out by hand. */
#include "flow/engage.h"

#include "base/arena.h"
#include "flow/govern.h"
#include "site.h"
#include "test.h"

static struct stakeholder
stakeholder(int64_t power, int64_t interest, int legitimacy, int urgency)
{
	struct stakeholder s = { .power = power, .interest = interest,
		.legitimacy = legitimacy, .urgency = urgency };

	return s;
}

static void
salience_counts_power_legitimacy_and_urgency(struct arena *a)
{
	struct engage_party p = { .row = stakeholder(3, 5, YES, YES) };

	(void)a;
	engage_class(&p);
	CHECK(p.salience == 3 && p.stance == SWOT_MANAGE_CLOSELY);
	p.row = stakeholder(2, 5, YES, UNSAID);
	engage_class(&p);
	CHECK(p.salience == 1 && p.stance == SWOT_KEEP_INFORMED);
	p.row = stakeholder(INT64_MIN, 5, NO, NO);
	engage_class(&p);
	CHECK(p.salience == 0 && p.stance == SWOT_UNKNOWN);
	CHECK(engage_stance_code(p.stance) == NULL);
}

static void
a_register_that_says_another_way_is_told(struct arena *a)
{
	struct engage_party p = { .row = stakeholder(5, 3, YES, NO) };

	(void)a;
	p.row.engagement_strategy = S("keep_satisfied");
	engage_class(&p);
	CHECK(p.differs);
	p.row.engagement_strategy = S("manage_closely");
	engage_class(&p);
	CHECK(!p.differs);
	p.row.engagement_strategy = (str){ 0 };
	engage_class(&p);
	CHECK(!p.differs);
}

static void
who_is_not_counted_counts_on_neither_side(struct arena *a)
{
	/*     invited attended women  outside    raised     accepted */
	const struct consultation c[] = {
		{ .invited = 34, .attended = 27, .women = 14,
		  .non_governmental = 12, .issues_raised = 19,
		  .issues_accepted = 14 },
		{ .invited = 40, .attended = 31, .women = INT64_MIN,
		  .non_governmental = 15, .issues_raised = INT64_MIN,
		  .issues_accepted = 9 },
		{ .invited = INT64_MIN, .attended = 10, .women = 0,
		  .non_governmental = INT64_MIN, .issues_raised = 0,
		  .issues_accepted = 0 },
	};
	struct engage_heard h = engage_hear(c, 3);

	(void)a;
	CHECK(h.came.part == 58 && h.came.whole == 74);         /* 27+31, 34+40 */
	CHECK(h.women.part == 14 && h.women.whole == 37);       /* of 27+10 */
	CHECK(h.outside.part == 27 && h.outside.whole == 58);   /* 12+15 of 27+31 */
	CHECK(h.accepted.part == 14 && h.accepted.whole == 19);
	NEAR(engage_percent(h.accepted), 73.684210526, 1e-8);   /* 1400 / 19 */
	CHECK(isnan(engage_percent(engage_hear(&c[2], 1).accepted)));
	CHECK(isnan(engage_percent(engage_hear(c, 0).came)));
}

static struct swot_factor
factor(uint8_t subject, const char *kind, double weight, int64_t rating,
    double chance)
{
	struct swot_factor f = { .kind = str_of(kind), .weight = weight,
		.rating = rating, .probability = chance };

	f.subject.b[0] = subject;
	return f;
}

static void
each_subject_has_its_own_balance(struct arena *a)
{
	const struct swot_factor f[] = {
		factor(1, "S", 0.5, 4, NAN), factor(2, "W", 1, 2, NAN),
		factor(1, "S", 0.5, 3, NAN), factor(1, "W", 1, 4, NAN),
		factor(1, "O", 0.6, 4, 0.9), factor(1, "O", 0.4, 3, 0.6),
		factor(1, "T", 1, 4, 0.5), factor(2, "S", 0.5, 4, NAN),
	};
	struct engage_swot *s;
	size_t n;

	s = engage_weigh(a, f, 8, &n);
	CHECK(n == 2 && s[0].n == 6 && s[1].n == 2);
	NEAR(s[0].balance.x, -0.5, 1e-12);      /* 2 + 1.5 - 4 */
	NEAR(s[0].balance.y, 0.88, 1e-12);      /* 2.16 + 0.72 - 2 */
	CHECK(s[0].balance.strategy == SWOT_WO);
	CHECK(s[0].is_whole);
	NEAR(s[1].balance.x, 0, 1e-12);         /* 2 - 2 */
	CHECK(isnan(s[1].balance.y) && s[1].balance.strategy == SWOT_OPEN);
	CHECK(!s[1].is_whole);                  /* strengths weigh 0.5 */
}

static void
of_nothing_there_is_no_balance(struct arena *a)
{
	size_t n = 7;

	(void)engage_weigh(a, NULL, 0, &n);
	CHECK(n == 0);
}

static struct id
id_of(uint8_t n)
{
	return (struct id){ { n, 7 } };
}

/* Of four members two sit in their term and have a vote; an observer and
 * one whose term has ended were there too, a stranger is nobody. */
static void
a_quorum_counts_votes_of_members_in_their_term(struct arena *a)
{
	const struct governing_body body = { .row = { .id = id_of(1) },
		.quorum = 2 };
	const struct body_member m[] = {
		{ .body = id_of(1), .party = id_of(11), .votes = YES },
		{ .body = id_of(1), .party = id_of(12), .votes = YES,
		  .from = { 100 }, .until = { 200 } },
		{ .body = id_of(1), .party = id_of(13), .votes = UNSAID },
		{ .body = id_of(1), .party = id_of(14), .votes = YES,
		  .until = { 149 } },
		{ .body = id_of(2), .party = id_of(15), .votes = YES },
	};
	struct body_session s = { .body = id_of(1), .date = { 150 } };
	struct govern_quorum q;
	size_t i;

	s.present = S("");
	for (i = 11; i <= 16; i++)
		s.present = str_print(a, "%.*s%s%s", (int)s.present.n,
		    s.present.p, i > 11 ? ";" : "", id_text(a,
		    id_of((uint8_t)i)).p);
	q = govern_quorum(&body, m, 5, &s);
	CHECK(q.present == 3 && q.voting == 2 && q.is_met);
	s.date.n = 201;                         /* the second has left */
	q = govern_quorum(&body, m, 5, &s);
	CHECK(q.present == 2 && q.voting == 1 && !q.is_met);
	s.present = (str){ 0 };
	q = govern_quorum(&body, m, 5, &s);
	CHECK(q.present == 0 && !q.is_met);
}

static void
what_is_due_today_is_not_late(struct arena *a)
{
	(void)a;
	CHECK(!govern_is_late((struct day){ 50 }, (struct day){ 0 },
	    (struct day){ 50 }));
	CHECK(govern_is_late((struct day){ 49 }, (struct day){ 0 },
	    (struct day){ 50 }));
	CHECK(!govern_is_late((struct day){ 49 }, (struct day){ 60 },
	    (struct day){ 70 }));
	CHECK(!govern_is_late((struct day){ 0 }, (struct day){ 0 },
	    (struct day){ 70 }));
}

static void
a_plan_is_drafted_once_for_each_class(struct arena *a)
{
	struct engage *g;
	struct stakeholder *h;
	struct site s;
	size_t added;

	if (!site_open(&s, a, "engage_draft"))
		return;
	h = site_blank(&s, &stakeholder_entity, s.one);
	h->power = h->interest = 5;
	site_keep(&s, &stakeholder_entity, h);
	site_sit(&s, "PM", s.one);
	CHECK(engage_find(&s.c, s.one, &g) && g->parties > 0);
	CHECK(govern_draft(&s.c, s.one, g, &added) && added == g->parties);
	CHECK(govern_draft(&s.c, s.one, g, &added) && added == 0);
	CHECK(govern_way(SWOT_UNKNOWN) == NULL);
	site_close(&s);
}

const struct test engage_tests[] = {
	{ "a quorum counts votes of members in their term",
	   a_quorum_counts_votes_of_members_in_their_term },
	{ "what is due today is not late", what_is_due_today_is_not_late },
	{ "a plan is drafted once for each class",
	   a_plan_is_drafted_once_for_each_class },
	{ "salience counts power, legitimacy and urgency",
	   salience_counts_power_legitimacy_and_urgency },
	{ "a register that says another way is told",
	   a_register_that_says_another_way_is_told },
	{ "who is not counted counts on neither side",
	   who_is_not_counted_counts_on_neither_side },
	{ "each subject has its own balance", each_subject_has_its_own_balance },
	{ "of nothing there is no balance", of_nothing_there_is_no_balance },
	{ 0 }
};
