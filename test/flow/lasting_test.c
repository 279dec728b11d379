/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/sustain, lasting, lessons and worked, worked out by hand. */
#include "flow/lasting.h"

#include "flow/find.h"
#include "flow/follow_up.h"
#include "flow/guard.h"
#include "flow/lessons.h"
#include "flow/save.h"
#include "flow/sustain.h"
#include "flow/worked.h"
#include "flow/site.h"
#include "model/people.h"
#include "test.h"

/* ---- practices ---- */

static struct practice
practice(uint8_t id, struct day introduced, double observed)
{
	struct practice p;

	row_blank(&practice_entity, &p);
	p.row.id.b[0] = id;
	p.introduced = introduced;
	p.months_observed = observed;
	return p;
}

static struct practice_check
check_of(uint8_t id, double month, const char *state)
{
	struct practice_check k;

	row_blank(&practice_check_entity, &k);
	k.practice.b[0] = id;
	k.month_since_end = month;
	k.state = str_of(state);
	return k;
}

static void
a_practice_lived_until_its_end_or_its_last_check(struct arena *a)
{
	const struct practice_check k[] = { check_of(2, 6, "alone"),
		check_of(2, 12, "discontinued"), check_of(3, 12, "embedded") };
	struct day began = day_of(2024, 1, 15);
	struct practice p = practice(1, began, NAN);
	struct survive_case s[4];
	struct survive_step step[4];

	p.discontinued_on = day_of(2024, 12, 15);
	s[0] = lasting_case(&p, k, 3);
	CHECK(s[0].t == 11 && s[0].ended);
	p = practice(2, began, NAN);
	s[1] = lasting_case(&p, k, 3);
	CHECK(s[1].t == 12 && s[1].ended);
	p = practice(3, began, 9);      /* a later check says more */
	s[2] = lasting_case(&p, k, 3);
	CHECK(s[2].t == 12 && !s[2].ended);
	p = practice(4, began, 24);
	s[3] = lasting_case(&p, k, 3);
	CHECK(s[3].t == 24 && !s[3].ended);
	/* 1 of 4 ends at 11, 1 of 3 at 12: 3/4, then 3/4 * 2/3 = 1/2 */
	CHECK(survive_steps(a, s, 4, step) == 2);
	NEAR(step[0].s, 0.75, 1e-12);
	NEAR(step[1].s, 0.5, 1e-12);
	p = practice(5, began, NAN);
	CHECK(isnan(lasting_case(&p, k, 3).t));
}

static void
a_check_is_due_until_it_is_keyed_or_the_practice_has_ended(struct arena *a)
{
	const struct practice_check k = check_of(1, 6, "alone");
	struct practice p = practice(1, day_of(2024, 1, 15), NAN);
	struct day today = day_of(2025, 6, 1);
	struct sustain_practice s = sustain_look(&p, &k, 1, today);

	(void)a;
	CHECK(s.look[0].when == SUSTAIN_SEEN);
	CHECK(s.look[1].when == SUSTAIN_DUE);
	CHECK(s.look[1].due.n == day_of(2025, 1, 15).n);
	CHECK(s.look[2].when == SUSTAIN_LATER);
	p.discontinued_on = day_of(2024, 12, 1);
	s = sustain_look(&p, &k, 1, today);
	CHECK(s.look[0].when == SUSTAIN_SEEN);
	CHECK(s.look[1].when == SUSTAIN_GONE);
	CHECK(s.look[2].when == SUSTAIN_GONE);
}

static void
what_a_check_found_is_where_the_practice_stands(struct arena *a)
{
	struct practice_check *k;
	struct practice *p;
	struct site s;
	struct id id;

	if (!site_open(&s, a, "checked"))
		return;
	id = site_new(&s, &practice_entity, s.one);
	site_sit(&s, "MEL", s.one);
	k = site_blank(&s, &practice_check_entity, s.one);
	k->practice = id;
	k->month_since_end = 12;
	k->state = S("discontinued");
	k->date = day_of(2026, 3, 1);
	CHECK(flow_save(&s.c, &practice_check_entity, k));
	p = site_find(&s, &practice_entity, id);
	CHECK(p->is_discontinued == YES && str_is(p->state, "discontinued"));
	CHECK(p->discontinued_on.n != 0);
	k = site_blank(&s, &practice_check_entity, s.one);
	k->practice = id;
	k->month_since_end = 6;         /* keyed late: says nothing of now */
	k->state = S("alone");
	CHECK(flow_save(&s.c, &practice_check_entity, k));
	p = site_find(&s, &practice_entity, id);
	CHECK(str_is(p->state, "discontinued"));
	site_close(&s);
}

/* ---- what was learnt ---- */

static void
a_course_weighs_by_the_people_tested_again(struct arena *a)
{
	struct train_month one = { .month = 6, .n = 10, .retention = 0.8 };
	struct train_month two = { .month = 6, .n = 5, .retention = 0.5 };
	struct train_course c[] = { { .month = &one, .months = 1 },
		{ .month = &two, .months = 1 } };
	struct train t = { .course = c, .courses = 2 };
	struct sustain_retention r = sustain_retention(&t);

	(void)a;
	NEAR(r.at[0].retention, 0.7, 1e-12);    /* (8 + 2.5) / 15 */
	CHECK(r.at[0].n == 15 && r.at[0].courses == 2);
	CHECK(isnan(r.at[1].retention) && r.at[1].n == 0);
	/* one point: lambda = -ln 0.7 / 6, half gone after 6 ln 2 / -ln 0.7 */
	NEAR(r.decay.half_life_weighted, 11.660, 1e-3);
}

/* ---- exit criteria ---- */

static void
a_criterion_is_met_or_waived_before_a_programme_closes(struct arena *a)
{
	struct sustainability_plan *p;
	struct programme *head;
	struct sustain_plan plan;
	struct site s;
	int64_t n;
	str which;

	if (!site_open(&s, a, "criteria"))
		return;
	site_system(&s);
	p = site_blank(&s, &sustainability_plan_entity, s.one);
	p->exit_criteria = S("[{\"criterion\":\"Budget line\",\"met\":\"yes\"},"
	    "{\"criterion\":\"Staff\",\"waived_by\":\"SC\",\"why\":\"merged\"},"
	    "{\"criterion\":\"Manual\",\"waived_by\":\"SC\"},"
	    "{\"criterion\":\"Rule\"}]");
	CHECK(flow_save(&s.c, &sustainability_plan_entity, p));
	head = site_find(&s, &programme_entity, s.one);
	CHECK(sustain_criteria_open(&s.c, head, &n, &which));
	CHECK(n == 2 && str_is(which, "Manual; Rule"));
	site_sit(&s, "PM", s.one);
	CHECK(sustain_plan(&s.c, s.one, &plan));
	CHECK(plan.met == 1 && plan.waived == 1);
	CHECK(!sustain_settle(&s.c, &plan, 3, (str){ 0 }, (str){ 0 }));
	CHECK(site_fault(&s) == INVALID);
	CHECK(sustain_settle(&s.c, &plan, 3, (str){ 0 }, S("adopted later")));
	CHECK(sustain_plan(&s.c, s.one, &plan));
	CHECK(plan.criterion[3].standing == SUSTAIN_WAIVED);
	CHECK(sustain_settle(&s.c, &plan, 2, S("printed"), (str){ 0 }));
	CHECK(sustain_criteria_open(&s.c, head, &n, &which) && n == 0);
	head = site_find(&s, &programme_entity, s.two);
	CHECK(sustain_criteria_open(&s.c, head, &n, &which));
	CHECK(n == 1);                  /* no plan names any */
	site_close(&s);
}

/* ---- follow-ups ---- */

static struct id
follow_up_due(struct site *s, struct id course, int days)
{
	struct follow_up *f = site_blank(s, &follow_up_entity, s->one);

	f->course = course;
	f->month = 6;
	f->person = site_new(s, &person_entity, s->one);
	f->due_on = (struct day){ moment_day(s->c.now).n + days };
	f->answered_on = (struct day){ 0 };
	f->waived_on = f->waived_until = (struct day){ 0 };
	f->waived_why = (str){ 0 };
	f->waived_by = (struct id){ { 0 } };
	site_keep(s, &follow_up_entity, f);
	return f->row.id;
}

/* Those in the way of the last gate, and those overdue: "2/1". */
static str
in_the_way(struct site *s)
{
	struct sustain_late l;
	struct site was = *s;
	int64_t n;
	str which;

	site_system(s);
	CHECK(sustain_follow_ups_open(&s->c, site_find(s, &programme_entity,
	    s->one), &n, &which));
	CHECK(sustain_overdue(&s->c, s->one, &l));
	s->c.actor = was.c.actor;
	return str_print(s->a, "%lld/%lld", (long long)n,
	    (long long)l.follow_ups);
}

static void
a_single_follow_up_is_waived_until_a_day_and_asked_for_again(struct arena *a)
{
	const int64_t day = (int64_t)86400 * 1000;
	struct follow_up *f;
	struct day today;
	struct id gone, here, course;
	struct site s;
	bool more;
	size_t n;

	if (!site_open(&s, a, "waived"))
		return;
	site_system(&s);
	today = moment_day(s.c.now);
	course = site_new(&s, &course_entity, s.one);
	gone = follow_up_due(&s, course, -3);
	here = follow_up_due(&s, course, 10);
	CHECK(str_is(in_the_way(&s), "2/1"));
	site_sit(&s, "SEC", s.one);
	CHECK(!follow_up_waive(&s.c, gone, (struct day){ 0 }, S("Left")));
	CHECK(site_fault(&s) == DENIED);
	site_sit(&s, "MEL", s.one);
	CHECK(!follow_up_waive(&s.c, gone, (struct day){ 0 }, S(" ")));
	CHECK(site_on(&s, "why") && site_fault(&s) == INVALID);
	CHECK(!follow_up_waive(&s.c, gone, (struct day){ today.n - 1 },
	    S("Left")));
	CHECK(site_on(&s, "until") && site_fault(&s) == INVALID);
	CHECK(!follow_up_ask_again(&s.c, gone));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(follow_up_waive(&s.c, gone, today, S("On leave")));
	CHECK(str_is(in_the_way(&s), "1/0"));
	CHECK(!follow_up_waive(&s.c, gone, today, S("On leave")));
	CHECK(site_fault(&s) == CONFLICT);
	f = site_find(&s, &follow_up_entity, gone);
	CHECK(id_same(f->waived_by, s.me) && str_is(f->waived_why, "On leave"));
	CHECK(follow_up_find(&s.c, s.one, true, 9, &f, &n, &more) && n == 1);
	CHECK(id_same(f[0].row.id, gone));
	s.c.now += day;                         /* the day has passed */
	CHECK(str_is(in_the_way(&s), "2/1"));
	CHECK(follow_up_find(&s.c, s.one, false, 9, &f, &n, &more) && n == 2);
	CHECK(follow_up_find(&s.c, s.one, false, 1, &f, &n, &more) && n == 1);
	CHECK(more && id_same(f[0].row.id, gone));
	CHECK(follow_up_waive(&s.c, gone, (struct day){ 0 }, S("Has left")));
	CHECK(follow_up_waive(&s.c, here, (struct day){ 0 }, S("Has left")));
	s.c.now += 1000 * day;                  /* for good */
	CHECK(str_is(in_the_way(&s), "0/0"));
	CHECK(follow_up_ask_again(&s.c, here));
	CHECK(str_is(in_the_way(&s), "1/1"));
	site_system(&s);
	f = site_find(&s, &follow_up_entity, here);
	f->answered_on = today;
	site_keep(&s, &follow_up_entity, f);
	site_sit(&s, "PM", s.one);
	CHECK(!follow_up_waive(&s.c, here, (struct day){ 0 }, S("Left")));
	CHECK(site_says(&s, "is answered") && site_fault(&s) == INVALID);
	site_close(&s);
}

/* ---- lessons ---- */

static struct lesson *
lesson_by(struct site *s, struct id author)
{
	struct lesson *l;

	site_system(s);
	l = site_blank(s, &lesson_entity, s->one);
	l->captured_by = author;
	l->validated_by = (str){ 0 };
	l->reuse_count = INT64_MIN;
	CHECK(flow_save(&s->c, &lesson_entity, l));
	return l;
}

static void
two_who_did_not_write_it_validate_a_lesson(struct arena *a)
{
	struct lesson *l;
	struct site s;
	struct id id;

	if (!site_open(&s, a, "judged"))
		return;
	id = lesson_by(&s, site_new(&s, &organisation_entity, s.one))->row.id;
	site_sit_other(&s, "PAR", s.one);
	CHECK(lessons_validate(&s.c, id, 0));
	l = site_find(&s, &lesson_entity, id);
	CHECK(str_is(l->state, "captured"));
	site_sit_other(&s, "PAR", s.one);
	CHECK(!lessons_validate(&s.c, id, 0));
	CHECK(site_fault(&s) == CONFLICT);
	site_sit(&s, "MEL", s.one);
	CHECK(lessons_validate(&s.c, id, 0));
	l = site_find(&s, &lesson_entity, id);
	CHECK(str_is(l->state, "validated"));
	id = lesson_by(&s, s.my_party)->row.id;
	site_sit(&s, "MEL", s.one);
	CHECK(!lessons_validate(&s.c, id, 0));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

/* By the generic step as by the button, and by nothing else. */
static void
a_word_on_a_lesson_is_a_step_and_never_typed(struct arena *a)
{
	struct lesson *l, was;
	struct site s;
	struct id id;

	if (!site_open(&s, a, "spoken"))
		return;
	id = lesson_by(&s, site_new(&s, &organisation_entity, s.one))->row.id;
	site_sit(&s, "MEL", s.one);
	l = site_find(&s, &lesson_entity, id);
	l->validated_by = str_print(a, "%s;%s", id_text(a, s.other_party).p,
	    id_text(a, s.my_party).p);
	CHECK(flow_save(&s.c, &lesson_entity, l));
	l = site_find(&s, &lesson_entity, id);
	CHECK(str_none(l->validated_by));
	CHECK(flow_move(&s.c, &lesson_entity, id, l->row.revision,
	    S("validate"), (str){ 0 }));
	l = site_find(&s, &lesson_entity, id);
	CHECK(str_is(l->state, "captured"));
	CHECK(str_same(l->validated_by, id_text(a, s.my_party)));
	CHECK(lessons_take_back(&s.c, id, 0));
	l = site_find(&s, &lesson_entity, id);
	CHECK(str_none(l->validated_by));
	CHECK(!lessons_take_back(&s.c, id, 0));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(lessons_validate(&s.c, id, 0));
	site_sit_other(&s, "PAR", s.one);
	l = site_find(&s, &lesson_entity, id);
	CHECK(flow_move(&s.c, &lesson_entity, id, l->row.revision,
	    S("validate"), (str){ 0 }));
	l = site_find(&s, &lesson_entity, id);
	CHECK(str_is(l->state, "validated"));
	CHECK(str_find(l->validated_by, id_text(a, s.my_party)) == 0);
	CHECK(str_find(l->validated_by, id_text(a, s.other_party)) <
	    l->validated_by.n);
	CHECK(!lessons_take_back(&s.c, id, 0));
	(void)site_fault(&s);
	was = *l;
	l->validated_by = id_text(a, s.my_party);       /* as by an import */
	CHECK(!guard_frozen(&s.c, &lesson_entity, &was, l));
	CHECK(site_on(&s, "validated_by") && site_fault(&s) == INVALID);
	*l = was;
	was.state = S("captured");
	CHECK(!guard_frozen(&s.c, &lesson_entity, &was, l));
	CHECK(site_on(&s, "state") && site_fault(&s) == INVALID);
	site_close(&s);
}

static void
each_use_of_a_lesson_is_counted_and_the_first_is_a_step(struct arena *a)
{
	struct lesson_reuse *u;
	struct lesson *l;
	struct site s;
	struct id id;
	int i;

	if (!site_open(&s, a, "reused"))
		return;
	l = lesson_by(&s, s.my_party);
	id = l->row.id;
	l->state = S("published");
	l->published = YES;
	site_keep(&s, &lesson_entity, l);
	for (i = 1; i <= 2; i++) {
		site_sit(&s, "PM", s.one);
		u = site_blank(&s, &lesson_reuse_entity, s.one);
		u->lesson = id;
		CHECK(flow_save(&s.c, &lesson_reuse_entity, u));
		l = site_find(&s, &lesson_entity, id);
		CHECK(l->reuse_count == i && str_is(l->state, "reused"));
	}
	site_close(&s);
}

static void
a_lesson_fits_by_dimension_modality_cause_and_words(struct arena *a)
{
	struct dimension here = { .code = S("POL"), .title = S("Policy") };
	struct dimension next = here;
	str training = S("TRN");
	struct lessons_place p = { .dimension = &here, .dimensions = 1,
		.modality = &training, .modalities = 1, .cause = S("skill"),
		.title = S("Hỗ trợ xây dựng quy trình") };
	struct lesson k = { .title = S("Quy trinh gắn với cấp huyện") };

	here.row.id.b[0] = 1;
	next.row.id.b[0] = 2;           /* in another version */
	CHECK(lessons_fit(a, &p, &k, NULL).points == 1);        /* trinh */
	CHECK(lessons_fit(a, &p, &k, &next).points == 5);
	k.modality = S("TRN");
	k.gap_cause = S("skill");
	CHECK(lessons_fit(a, &p, &k, &next).points == 8);
	next.code = S("LE");
	CHECK(lessons_fit(a, &p, &k, &next).points == 4);
	k = (struct lesson){ .title = S("Something else") };
	CHECK(lessons_fit(a, &p, &k, NULL).points < LESSONS_LEAST);
}

/* ---- what worked ---- */

static struct worked_pair
pair(const char *modality, double before, double after, double desired)
{
	return (struct worked_pair){ .framework = S("F"),
		.dimension_code = S("POL"), .modality = str_of(modality),
		.before = before, .after = after, .desired = desired,
		.cost = 30, .currency = "EUR" };
}

static void
below_five_pairs_there_is_no_figure_of_what_worked(struct arena *a)
{
	/* Gains 1 2 1 2 1.5: mean 1.5, sd 0.5, se 0.5 / sqrt 5 = 0.223607,
	 * t(4) = 2.776445: 1.5 -+ 0.620832.  150 EUR for 7.5 levels: 20. */
	struct worked_pair p[] = {
		pair("TRN", 2, 3, 3), pair("MEN", 1, 3, 3),
		pair("TRN", 1, 3, 3), pair("MEN", 1, 3, 3),
		pair("TRN", 2, 3, 3.5), pair("MEN", 1, 3, 3),
		pair("TRN", 1, 3, 3), pair("MEN", 1, 3, 3),
		pair("TRN", 1.5, 3, 3), pair("TRN", 1, NAN, 3),
	};
	struct worked w;

	worked_sum(a, p, 10, false, &w);
	CHECK(w.cells == 2);
	CHECK(str_is(w.cell[0].modality, "TRN"));
	CHECK(w.cell[0].n == 5 && w.cell[0].all == 6);
	CHECK(w.cell[0].closed == 4);
	NEAR(w.cell[0].mean, 1.5, 1e-12);
	NEAR(w.cell[0].lo, 0.879168, 1e-6);
	NEAR(w.cell[0].hi, 2.120832, 1e-6);
	NEAR(w.cell[0].per_level, 20, 1e-9);
	CHECK(w.cell[1].n == 4 && isnan(w.cell[1].mean));
	CHECK(isnan(w.cell[1].per_level));
}

static void
costs_in_two_currencies_are_not_added(struct arena *a)
{
	struct worked_pair p[5];
	struct worked w;
	size_t i;

	for (i = 0; i < 5; i++)
		p[i] = pair("TRN", 1, 2 + (double)i, 3);
	p[4].currency[0] = 'X';
	worked_sum(a, p, 5, true, &w);
	CHECK(w.cells == 1 && w.cell[0].n == 5);
	CHECK(!isnan(w.cell[0].mean) && isnan(w.cell[0].per_level));
}

const struct test lasting_tests[] = {
	{ "a practice lived until its end or its last check",
	  a_practice_lived_until_its_end_or_its_last_check },
	{ "a check is due until it is keyed or the practice has ended",
	  a_check_is_due_until_it_is_keyed_or_the_practice_has_ended },
	{ "what a check found is where the practice stands",
	  what_a_check_found_is_where_the_practice_stands },
	{ "a course weighs by the people tested again",
	  a_course_weighs_by_the_people_tested_again },
	{ "a criterion is met or waived before a programme closes",
	  a_criterion_is_met_or_waived_before_a_programme_closes },
	{ "a single follow-up is waived until a day, and asked for again",
	  a_single_follow_up_is_waived_until_a_day_and_asked_for_again },
	{ "two who did not write it validate a lesson",
	  two_who_did_not_write_it_validate_a_lesson },
	{ "a word on a lesson is a step and never typed",
	  a_word_on_a_lesson_is_a_step_and_never_typed },
	{ "each use of a lesson is counted, and the first is a step",
	  each_use_of_a_lesson_is_counted_and_the_first_is_a_step },
	{ "a lesson fits by dimension, modality, cause and words",
	  a_lesson_fits_by_dimension_modality_cause_and_words },
	{ "below five pairs there is no figure of what worked",
	  below_five_pairs_there_is_no_figure_of_what_worked },
	{ "costs in two currencies are not added",
	  costs_in_two_currencies_are_not_added },
	{ 0 }
};
