/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow_undo: one line of history taken back. */
#include <string.h>

#include "flow/find.h"
#include "flow/save.h"
#include "model/assess.h"
#include "model/fund.h"
#include "model/office.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static const struct id nowhere;

static int64_t
last(struct site *s)
{
	int64_t n = 0;

	CHECK(store_last_change(s->c.store, &n, &s->c.errors));
	return n;
}

static struct risk *
risk(struct site *s, struct id id)
{
	return site_find(s, &risk_entity, id);
}

/* A risk by the manager, its statement changed once; *line is that change. */
static struct id
changed_risk(struct site *s, int64_t *line)
{
	struct risk *r = site_blank(s, &risk_entity, s->one);

	site_sit(s, "PM", s->one);
	r->statement = S("Drought");
	r->trigger = S("No rain in May");
	CHECK(flow_save(&s->c, &risk_entity, r));
	r->statement = S("Flood");
	r->trigger = (str){ 0 };
	CHECK(flow_save(&s->c, &risk_entity, r));
	*line = last(s);
	return r->row.id;
}

/* ---- taken back ---- */

static void
a_change_is_taken_back_and_again(struct arena *a)
{
	struct change *h;
	struct site s;
	struct id id;
	int64_t line;
	size_t n;

	if (!site_open(&s, a, "undo_change"))
		return;
	id = changed_risk(&s, &line);
	CHECK(flow_undo(&s.c, line));
	CHECK(str_is(risk(&s, id)->statement, "Drought"));
	CHECK(str_is(risk(&s, id)->trigger, "No rain in May"));
	CHECK(risk(&s, id)->row.revision == 3);
	CHECK(flow_history(&s.c, &risk_entity, id, 0, 10, &h, &n) && n == 3);
	CHECK(str_is(h[2].verb, "undo") && id_same(h[2].user, s.me));
	CHECK(flow_undo(&s.c, last(&s)));       /* taking back is a change */
	CHECK(str_is(risk(&s, id)->statement, "Flood"));
	CHECK(str_none(risk(&s, id)->trigger));
	site_close(&s);
}

static void
a_dropped_row_comes_back_under_its_id_as_it_was(struct arena *a)
{
	struct activity *was, *now;
	struct id id;
	struct site s;

	if (!site_open(&s, a, "undo_drop"))
		return;
	was = site_blank(&s, &activity_entity, s.one);
	was->state = S("ongoing");
	was->is_mandatory = YES;
	was->cost = (struct money){ 4200, "VND" };
	was->row.extra = S("{\"village\":\"Ban Lac\"}");
	site_keep(&s, &activity_entity, was);
	id = was->row.id;
	site_sit(&s, "PM", s.one);
	CHECK(flow_drop(&s.c, &activity_entity, id, 1));
	CHECK(!store_has(s.c.store, &activity_entity, id));
	CHECK(flow_undo(&s.c, last(&s)));
	now = site_find(&s, &activity_entity, id);
	CHECK(str_is(now->state, "ongoing") && now->cost.minor == 4200);
	CHECK(str_same(now->title, was->title));
	CHECK(str_is(now->row.extra, "{\"village\":\"Ban Lac\"}"));
	CHECK(id_same(now->programme, s.one));
	/* And what came back can be dropped as if it had never gone. */
	CHECK(flow_undo(&s.c, last(&s)));
	CHECK(!store_has(s.c.store, &activity_entity, id));
	site_close(&s);
}

static void
what_was_added_is_dropped_unless_others_refer_to_it(struct arena *a)
{
	struct organisation *o;
	struct risk *r;
	struct site s;
	int64_t added;

	if (!site_open(&s, a, "undo_add"))
		return;
	site_sit(&s, "PM", s.one);
	o = site_blank(&s, &organisation_entity, s.one);
	CHECK(flow_save(&s.c, &organisation_entity, o));
	added = last(&s);
	r = site_blank(&s, &risk_entity, s.one);
	r->owner = o->row.id;
	CHECK(flow_save(&s.c, &risk_entity, r));
	CHECK(!flow_undo(&s.c, added));
	CHECK(site_says(&s, "refers"));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(flow_undo(&s.c, last(&s)));
	CHECK(flow_undo(&s.c, added));
	CHECK(!store_has(s.c.store, &organisation_entity, o->row.id));
	site_close(&s);
}

/* ---- not taken back ---- */

static void
what_was_changed_again_is_not_taken_back(struct arena *a)
{
	struct risk *r;
	struct site s;
	struct id id;
	int64_t line;

	if (!site_open(&s, a, "undo_late"))
		return;
	id = changed_risk(&s, &line);
	r = risk(&s, id);
	r->response = S("Dikes");
	CHECK(flow_save(&s.c, &risk_entity, r));
	CHECK(!flow_undo(&s.c, line));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(str_is(risk(&s, id)->statement, "Flood"));
	site_close(&s);
}

static void
who_might_not_change_it_may_not_change_it_back(struct arena *a)
{
	struct site s;
	struct id id;
	int64_t line;

	if (!site_open(&s, a, "undo_denied"))
		return;
	id = changed_risk(&s, &line);
	site_sit_other(&s, "DON", s.one);       /* sees risks */
	CHECK(!flow_undo(&s.c, line));
	CHECK(site_fault(&s) == DENIED);
	site_sit_other(&s, "PM", s.two);
	CHECK(!flow_undo(&s.c, line));
	CHECK(site_fault(&s) == DENIED);
	CHECK(str_is(risk(&s, id)->statement, "Flood"));
	site_sit_other(&s, "MEL", s.one);       /* edits, but never drops */
	CHECK(!flow_undo(&s.c, line - 1));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(flow_undo(&s.c, line));
	CHECK(str_is(risk(&s, id)->statement, "Drought"));
	site_sit(&s, "PM", s.one);
	CHECK(flow_drop(&s.c, &risk_entity, id, 3));
	site_sit_other(&s, "MEL", s.one);
	CHECK(!flow_undo(&s.c, last(&s)));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

static void
what_one_may_not_see_one_does_not_take_back(struct arena *a)
{
	struct person *p;
	struct site s;
	str was;

	if (!site_open(&s, a, "undo_personal"))
		return;
	p = site_find(&s, &person_entity, s.other_party);
	was = p->email;
	site_sit(&s, "PM", s.one);
	p->email = S("b@example.org");
	CHECK(flow_save(&s.c, &person_entity, p));
	site_sit(&s, "SC", s.one);
	CHECK(!flow_undo(&s.c, last(&s)));
	CHECK(site_fault(&s) == DENIED);
	site_sit(&s, "BEN", s.one);
	CHECK(flow_undo(&s.c, last(&s)));
	p = site_find(&s, &person_entity, s.other_party);
	CHECK(str_same(p->email, was));
	site_close(&s);
}

static void
steps_erasures_and_entries_of_the_books_stay(struct arena *a)
{
	struct plan_version *v;
	struct transaction *t;
	struct person *p;
	struct site s;

	if (!site_open(&s, a, "undo_never"))
		return;
	site_sit(&s, "SC", s.one);
	site_also(&s, "FIN", s.one);
	site_also(&s, "PM", s.one);
	v = site_find(&s, &plan_version_entity,
	    site_new(&s, &plan_version_entity, s.one));
	v->state = S("review");
	site_keep(&s, &plan_version_entity, v);
	CHECK(flow_move(&s.c, &plan_version_entity, v->row.id, v->row.revision,
	    S("return"), S("Too dear")));
	CHECK(!flow_undo(&s.c, last(&s)));
	CHECK(site_says(&s, "take the next step"));
	CHECK(site_fault(&s) == INVALID);

	p = site_blank(&s, &person_entity, s.one);
	CHECK(flow_save(&s.c, &person_entity, p));
	CHECK(flow_erase(&s.c, &person_entity, p->row.id));
	CHECK(!flow_undo(&s.c, last(&s)));
	CHECK(site_fault(&s) == INVALID);

	t = site_blank(&s, &transaction_entity, s.one);
	CHECK(flow_save(&s.c, &transaction_entity, t));
	CHECK(!flow_undo(&s.c, last(&s)));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

static void
what_the_program_wrote_nobody_takes_back(struct arena *a)
{
	struct user *u;
	struct site s;

	if (!site_open(&s, a, "undo_kept"))
		return;
	u = site_find(&s, &user_entity, s.other);
	u->failed_count = 4;
	site_keep(&s, &user_entity, u);
	site_sit(&s, "ADM", nowhere);
	CHECK(!flow_undo(&s.c, last(&s)));
	CHECK(site_on(&s, "failed_count"));
	CHECK(site_fault(&s) == INVALID);
	u->password = S("$argon2id$x");
	site_keep(&s, &user_entity, u);
	CHECK(!flow_undo(&s.c, last(&s)));
	CHECK(site_fault(&s) == INVALID);
	site_system(&s);
	CHECK(!flow_undo(&s.c, last(&s)));      /* history knows no secrets */
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

static void
a_row_is_not_taken_back_into_what_the_rules_forbid(struct arena *a)
{
	struct assessment_round *round;
	struct response *r;
	struct risk *first, *second;
	struct site s;
	int64_t line;

	if (!site_open(&s, a, "undo_rules"))
		return;
	site_sit(&s, "PM", s.one);
	first = site_blank(&s, &risk_entity, s.one);
	first->code = S("R1");
	CHECK(flow_save(&s.c, &risk_entity, first));
	first->code = S("R2");
	CHECK(flow_save(&s.c, &risk_entity, first));
	line = last(&s);
	second = site_blank(&s, &risk_entity, s.one);
	second->code = S("R1");         /* the code that became free */
	CHECK(flow_save(&s.c, &risk_entity, second));
	CHECK(!flow_undo(&s.c, line));
	CHECK(site_on(&s, "code"));
	CHECK(site_fault(&s) == CONFLICT);

	r = site_find(&s, &response_entity,
	    site_new(&s, &response_entity, s.one));
	site_sit(&s, "MEL", s.one);
	r->source = S("paper");
	CHECK(flow_save(&s.c, &response_entity, r));
	line = last(&s);
	round = site_find(&s, &assessment_round_entity, r->round);
	round->state = S("locked");
	site_keep(&s, &assessment_round_entity, round);
	CHECK(!flow_undo(&s.c, line));
	CHECK(site_says(&s, "locked"));
	site_close(&s);
}

static void
a_line_that_never_was_is_absent(struct arena *a)
{
	const int64_t numbers[] = { 0, -1, INT64_MIN, INT64_MAX, 100000 };
	struct site s;
	size_t i;

	if (!site_open(&s, a, "undo_absent"))
		return;
	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		CHECK(!flow_undo(&s.c, numbers[i]));
		CHECK(site_fault(&s) == ABSENT);
	}
	site_close(&s);
}

const struct test undo_tests[] = {
	{ "a change is taken back, and again",
	   a_change_is_taken_back_and_again },
	{ "a dropped row comes back under its id, as it was",
	   a_dropped_row_comes_back_under_its_id_as_it_was },
	{ "what was added is dropped, unless others refer to it",
	   what_was_added_is_dropped_unless_others_refer_to_it },
	{ "what was changed again is not taken back",
	   what_was_changed_again_is_not_taken_back },
	{ "who might not change it may not change it back",
	   who_might_not_change_it_may_not_change_it_back },
	{ "what one may not see one does not take back",
	   what_one_may_not_see_one_does_not_take_back },
	{ "steps, erasures and entries of the books stay",
	   steps_erasures_and_entries_of_the_books_stay },
	{ "what the program wrote nobody takes back",
	   what_the_program_wrote_nobody_takes_back },
	{ "a row is not taken back into what the rules forbid",
	   a_row_is_not_taken_back_into_what_the_rules_forbid },
	{ "a line that never was is absent",
	   a_line_that_never_was_is_absent },
	{ 0 }
};
