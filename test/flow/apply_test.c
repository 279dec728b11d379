/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/react and flow/apply: what comes by a link after an event. */
#include "flow/apply.h"

#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/react.h"
#include "flow/save.h"
#include "flow/train.h"
#include "site.h"
#include "test.h"

static void
make_event(struct site *t, struct pass *pass, size_t passes)
{
	struct event *v;
	size_t i;
	str key;

	site_system(t);
	v = site_blank(t, &event_entity, t->one);
	v->start = day_of(2025, 11, 1);
	v->end = day_of(2025, 11, 3);
	v->course = site_any(t, &course_entity, t->one);
	site_keep(t, &event_entity, v);
	for (i = 0; i < passes; i++) {
		CHECK(pass_new(&t->c, v, i == 0 ? t->other_party
		    : t->my_party, S("participant"), (str){ 0 }, &key));
		CHECK(pass_by_key(&t->c, key, &pass[i]));
	}
	t->c.actor = (struct actor){ .system = false };
}

static struct reaction
sheet(const char *says, int64_t content)
{
	struct reaction r;

	row_blank(&reaction_entity, &r);
	r.content = content;
	r.comment = str_of(says);
	return r;
}

static void
sheets_wait_until_there_are_three(struct arena *a)
{
	struct reaction r, *all;
	struct pass p[3];
	struct site t;
	size_t n, waiting;
	bool given;

	if (!site_open(&t, a, "react"))
		return;
	make_event(&t, p, 3);
	r = sheet("one", 3);
	CHECK(react_keep(&t.c, &p[0], &r));
	r = sheet("two", 4);
	CHECK(react_keep(&t.c, &p[1], &r));
	site_system(&t);
	all = gather_of(&t.c, &reaction_entity, "event", p[0].event.row.id,
	    &n);
	CHECK(all != NULL && n == 0);
	CHECK(react_waiting(&t.c, p[0].event.row.id, &waiting));
	CHECK(waiting == 2);
	CHECK(react_given(&t.c, &p[1], &given) && given);
	r = sheet("three", 5);
	CHECK(react_keep(&t.c, &p[2], &r));
	all = gather_of(&t.c, &reaction_entity, "event", p[0].event.row.id,
	    &n);
	CHECK(all != NULL && n == 3);
	CHECK(n == 3 && all[0].content + all[1].content + all[2].content ==
	    12);
	CHECK(n == 3 && id_none(all[0].respondent));
	CHECK(react_waiting(&t.c, p[0].event.row.id, &waiting));
	CHECK(waiting == 0);
	site_close(&t);
}

static void
a_link_gives_one_sheet_and_none_before_the_event(struct arena *a)
{
	struct reaction r = sheet("fine", 4);
	struct pass p[1];
	struct site t;

	if (!site_open(&t, a, "react"))
		return;
	make_event(&t, p, 1);
	CHECK(react_keep(&t.c, &p[0], &r));
	r = sheet("again", 5);
	CHECK(!react_keep(&t.c, &p[0], &r));
	CHECK(site_fault(&t) == CONFLICT);
	p[0].event.start = day_of(2099, 1, 1);
	CHECK(!react_keep(&t.c, &p[0], &r));
	CHECK(site_fault(&t) == INVALID);
	site_close(&t);
}

static void
a_plan_is_asked_about_three_months_later_and_counts(struct arena *a)
{
	const struct apply_line lines[] = { { S("Write"), { 0 }, { 0 } },
		{ S("Read"), S("a day"), { 0 } } };
	const str done[APPLY_LINES] = { S("yes"), S("no") };
	const str note[APPLY_LINES] = { S("three pages"), { 0 } };
	struct pass p[1];
	struct apply plan;
	struct site t;

	if (!site_open(&t, a, "apply"))
		return;
	make_event(&t, p, 1);
	CHECK(apply_keep(&t.c, &p[0], lines, 2, S("Mai"), (str){ 0 }));
	CHECK(apply_of(&t.c, &p[0].event, t.other_party, &plan));
	CHECK(plan.lines == 2 && plan.check.month == 3);
	/* the event ended on 3 November 2025; it is March 2026 */
	CHECK(plan.check.due_on.n == day_of(2026, 2, 3).n);
	CHECK(plan.is_due && plan.is_late);
	CHECK(apply_check(&t.c, &p[0], done, note, S("time")));
	CHECK(apply_of(&t.c, &p[0].event, t.other_party, &plan));
	CHECK(str_is(plan.check.applied, "partly"));    /* one of two */
	CHECK(str_is(plan.check.example, "three pages"));
	CHECK(str_is(plan.line[1].done, "no"));
	CHECK(!apply_keep(&t.c, &p[0], lines, 1, (str){ 0 }, (str){ 0 }));
	CHECK(site_fault(&t) == INVALID);
	CHECK(!apply_confirm(&t.c, &p[0], S("yes")));   /* not the boss */
	CHECK(site_fault(&t) == DENIED);
	p[0].is_supervisor = true;
	CHECK(apply_confirm(&t.c, &p[0], S("yes")));
	site_close(&t);
}

static struct reaction
own_sheet(const char *json)
{
	struct reaction r = sheet("x", 3);

	r.own = str_of(json);
	return r;
}

static void
own_questions_are_summed_as_they_are_asked(struct arena *a)
{
	struct reaction_question q;
	struct react_own *own;
	struct reaction r[4];
	struct pass p[1];
	struct site t;
	size_t n;

	if (!site_open(&t, a, "reactown"))
		return;
	make_event(&t, p, 1);
	site_system(&t);
	row_blank(&reaction_question_entity, &q);
	q.event = p[0].event.row.id;
	q.seq = 1;
	q.kind = S("scale");
	q.text = S("{\"en\":\"The food?\",\"vi\":\"Bữa ăn?\"}");
	CHECK(flow_save(&t.c, &reaction_question_entity, &q));
	r[0] = own_sheet("[{\"question\":\"The food?\",\"answer\":\"5\"},"
	    "{\"question\":\"Why?\",\"answer\":\"Rice\"}]");
	r[1] = own_sheet("[{\"question\":\"The food?\",\"answer\":\"2\"}]");
	r[2] = own_sheet("[{\"question\":\"The food?\",\"answer\":\"9\"}]");
	r[3] = sheet("none of them", 1);
	t.c.lang = "vi";
	CHECK(react_own(&t.c, q.event, r, 4, &own, &n) && n == 2);
	CHECK(str_is(own[0].question, "Bữa ăn?") && own[0].is_scale);
	/* (5 + 2) / 2; nine is no point of five */
	CHECK(own[0].n == 2 && fabs(own[0].mean - 3.5) < 1e-9);
	CHECK(own[0].spread[1] == 1 && own[0].spread[4] == 1);
	/* a question that is not asked any more */
	CHECK(str_is(own[1].question, "Why?") && !own[1].is_scale);
	CHECK(own[1].n == 1 && str_is(own[1].said[0], "Rice"));
	site_close(&t);
}

const struct test apply_tests[] = {
	{ "sheets wait until there are three",
	   sheets_wait_until_there_are_three },
	{ "a link gives one sheet, and none before the event",
	   a_link_gives_one_sheet_and_none_before_the_event },
	{ "a plan is asked about three months later, and counts",
	   a_plan_is_asked_about_three_months_later_and_counts },
	{ "own questions are summed as they are asked",
	  own_questions_are_summed_as_they_are_asked },
	{ 0 }
};
