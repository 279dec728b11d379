/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/exam, exam_item and exam_lines.  Scores were worked out by
 * hand; the site's clock is moved by hand.
 */
#include "flow/exam.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/daily.h"
#include "flow/exam_lines.h"
#include "flow/find.h"
#include "flow/save.h"
#include "flow/train.h"
#include "flow/train.h"
#include "model/text.h"
#include "site.h"
#include "test.h"

enum { MINUTE = 60000 };

struct class {
	struct course     course;
	struct event     *event;
	struct enrolment  place;
	struct test_item  item[4];
	struct event_test pre;
	struct pass       pass;
	str               key;
};

static const char lines[] =
    "question,options,right,points,topic\n"
    "Two and two?,3|4|5,4,,sums\n"
    "Which are even?,1|2|3|4,2|4,2,sums\n"
    "Half of 25?,,12.5,,sums\n"
    "Why?,,,2,reasons\n";

static void
add_course(struct site *t, struct class *k)
{
	row_blank(&course_entity, &k->course);
	k->course.programme = t->one;
	k->course.code = S("EXAM");
	k->course.max_score = 100;
	k->course.pass_mark = 0.5;
	CHECK(flow_save(&t->c, &course_entity, &k->course));
	k->event = site_blank(t, &event_entity, t->one);
	k->event->course = k->course.row.id;
	k->event->activity = (struct id){ { 0 } };
	site_keep(t, &event_entity, k->event);
	row_blank(&enrolment_entity, &k->place);
	k->place.event = k->event->row.id;
	k->place.person = t->other_party;
	site_keep(t, &enrolment_entity, &k->place);
}

static void
add_items(struct site *t, struct class *k)
{
	struct exam_line *l;
	size_t n, added, i;

	CHECK(exam_lines_read(&t->c, str_of(lines), &l, &n));
	CHECK(n == 4);
	/* the last is a short answer without accepted ones */
	l[3].item.kind = S("short");
	CHECK(exam_lines_add(&t->c, k->course.row.id, l, n, &added));
	CHECK(added == 4);
	for (i = 0; i < 4; i++)
		k->item[i] = l[i].item;
}

static void
make_class(struct site *t, struct class *k)
{
	struct write w = write_new(t->a, 1000);
	size_t i;

	site_system(t);
	add_course(t, k);
	add_items(t, k);
	for (i = 0; i < 4; i++)
		write_format(&w, "%s%s", i > 0 ? ";" : "", id_text(t->a,
		    k->item[i].row.id).p);
	row_blank(&event_test_entity, &k->pre);
	k->pre.event = k->event->row.id;
	k->pre.phase = S("pre");
	k->pre.items = write_done(&w);
	k->pre.minutes = 10;
	k->pre.opens_at = t->c.now;
	CHECK(flow_save(&t->c, &event_test_entity, &k->pre));
	CHECK(pass_new(&t->c, k->event, t->other_party, S("participant"),
	    S("vi"), &k->key));
	CHECK(pass_by_key(&t->c, k->key, &k->pass));
}

/* Nobody is signed in: the link is all there is. */
static void
by_link(struct site *t)
{
	t->c.actor = (struct actor){ .system = false };
}

static const struct test_response *
response_of(struct site *t, const struct class *k)
{
	static const struct test_response none;
	struct train_score *s;
	struct test_response *r;
	struct found *found;
	struct filter of = { field_named(&test_response_entity, S("course")),
		IS, id_text(t->a, k->course.row.id) };
	struct ask ask = { .filters = &of, .n = 1 };
	size_t n;

	site_system(t);
	CHECK(train_scores(&t->c, k->course.row.id, &s, &n));
	r = NEW(t->a, struct test_response);
	CHECK(flow_list(&t->c, &test_response_entity, &ask, &found));
	if (!flow_next(found, t->a, r))
		r = NULL;
	CHECK(flow_end(found));
	return r == NULL ? &none : r;
}

static void
answers_are_marked_and_become_the_courses_sheet(struct arena *a)
{
	const struct test_response *r;
	const struct enrolment *e;
	struct exam_paper p;
	struct class k;
	struct site t;

	if (!site_open(&t, a, "exam"))
		return;
	make_class(&t, &k);
	by_link(&t);
	CHECK(exam_paper(&t.c, &k.pass, S("pre"), &p));
	CHECK(p.stands == EXAM_OPEN && p.n == 0);
	CHECK(exam_begin(&t.c, &k.pass, &p));
	CHECK(p.stands == EXAM_RUNNING && p.n == 4);
	CHECK(exam_answer(&t.c, &p, 0, S("2")));
	CHECK(exam_answer(&t.c, &p, 1, S("2;3;4")));    /* (2 - 1) / 2 */
	CHECK(exam_answer(&t.c, &p, 2, S("12,5")));
	CHECK(exam_answer(&t.c, &p, 3, S("Because.")));
	CHECK(exam_hand_in(&t.c, &p));
	CHECK(p.sitting.open == 1);
	CHECK(response_of(&t, &k)->row.revision == 0);  /* waits for a mark */
	CHECK(exam_sitting(&t.c, p.sitting.row.id, &p));
	CHECK(exam_mark(&t.c, &p, 3, 0.75, (str){ 0 }));
	/* 1 + 0.5 * 2 + 1 + 0.75 * 2 = 4.5 of 6 points: 75 of 100 */
	NEAR(p.sitting.points, 4.5, 1e-12);
	NEAR(p.sitting.most, 6, 0);
	r = response_of(&t, &k);
	NEAR(r->score, 75, 1e-12);
	CHECK(r->answers.n == 4 && memcmp(r->answers.p, "\1\0\1\0", 4) == 0);
	e = site_find(&t, &enrolment_entity, k.place.row.id);
	NEAR(e->pre_score, 75, 1e-12);
	CHECK(e->passed == UNSAID);     /* a test before passes nobody */
	site_close(&t);
}

static void
the_mark_as_it_is_kept_passes_in_every_place(struct arena *a)
{
	const struct enrolment *e;
	struct exam_paper p;
	struct train *tr;
	struct class k;
	struct site t;

	if (!site_open(&t, a, "exam_passed"))
		return;
	make_class(&t, &k);
	k.course.max_score = 10;
	k.course.pass_mark = 0.667;
	CHECK(flow_save(&t.c, &course_entity, &k.course));
	k.pre.phase = S("post");
	CHECK(flow_save(&t.c, &event_test_entity, &k.pre));
	by_link(&t);
	CHECK(exam_paper(&t.c, &k.pass, S("post"), &p));
	CHECK(exam_begin(&t.c, &k.pass, &p));
	CHECK(exam_answer(&t.c, &p, 0, S("2")));
	CHECK(exam_answer(&t.c, &p, 1, S("2;4")));
	CHECK(exam_answer(&t.c, &p, 2, S("12.5")));
	CHECK(exam_answer(&t.c, &p, 3, S("No.")));
	CHECK(exam_hand_in(&t.c, &p));
	site_system(&t);
	CHECK(exam_sitting(&t.c, p.sitting.row.id, &p));
	CHECK(exam_mark(&t.c, &p, 3, 0, (str){ 0 }));
	/* 1 + 2 + 1 of 6 points: 6.67 of 10, and asked are 0.667 * 10 */
	e = site_find(&t, &enrolment_entity, k.place.row.id);
	NEAR(e->post_score, 6.67, 1e-12);
	CHECK(e->passed == YES);
	CHECK(train_of(&t.c, t.one, &tr));
	CHECK(tr->courses == 1 && tr->course[0].passed == 1);
	site_close(&t);
}

static void
it_goes_on_where_it_was_left_in_the_same_order(struct arena *a)
{
	struct exam_paper p, again;
	struct class k;
	struct site t;
	size_t i, j;

	if (!site_open(&t, a, "exam"))
		return;
	make_class(&t, &k);
	k.pre.shuffles = YES;
	CHECK(flow_save(&t.c, &event_test_entity, &k.pre));
	by_link(&t);
	CHECK(exam_paper(&t.c, &k.pass, S("pre"), &p));
	CHECK(exam_begin(&t.c, &k.pass, &p));
	CHECK(exam_answer(&t.c, &p, 1, S("1")));
	t.c.now += 5 * MINUTE;
	CHECK(exam_paper(&t.c, &k.pass, S("pre"), &again));
	CHECK(again.stands == EXAM_RUNNING && again.answered == 1);
	for (i = 0; i < p.n; i++) {
		CHECK(id_same(p.asked[i].item.row.id,
		    again.asked[i].item.row.id));
		for (j = 0; j < p.asked[i].options; j++)
			CHECK(p.asked[i].option[j] ==
			    again.asked[i].option[j]);
	}
	CHECK(exam_due(&again.clock) == p.sitting.began_at + 10 * MINUTE);
	site_close(&t);
}

static void
a_late_answer_is_kept_beside_the_one_in_time(struct arena *a)
{
	struct exam_paper p;
	struct class k;
	struct site t;

	if (!site_open(&t, a, "exam"))
		return;
	make_class(&t, &k);
	by_link(&t);
	CHECK(exam_paper(&t.c, &k.pass, S("pre"), &p));
	CHECK(exam_begin(&t.c, &k.pass, &p));
	CHECK(exam_answer(&t.c, &p, 0, S("1")));        /* wrong, in time */
	t.c.now += 11 * MINUTE;
	CHECK(exam_paper(&t.c, &k.pass, S("pre"), &p));
	CHECK(p.stands == EXAM_OVER);
	CHECK(exam_answer(&t.c, &p, 0, S("2")));        /* right, late */
	CHECK(exam_answer(&t.c, &p, 2, S("12.5")));     /* right, late */
	CHECK(str_is(p.asked[0].answer.given, "1"));
	CHECK(str_is(p.asked[0].answer.late_given, "2"));
	CHECK(exam_hand_in(&t.c, &p));
	CHECK(p.sitting.late == YES);
	NEAR(p.sitting.points, 0, 0);
	site_system(&t);
	CHECK(exam_sitting(&t.c, p.sitting.row.id, &p));
	CHECK(exam_allow(&t.c, &p, INT64_MIN, true));
	NEAR(p.sitting.points, 2, 0);   /* one point each */
	site_close(&t);
}

static void
the_night_hands_in_what_ran_out_of_time(struct arena *a)
{
	struct exam_paper p;
	struct class k;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "exam"))
		return;
	make_class(&t, &k);
	by_link(&t);
	CHECK(exam_paper(&t.c, &k.pass, S("pre"), &p));
	CHECK(exam_begin(&t.c, &k.pass, &p));
	CHECK(exam_answer(&t.c, &p, 0, S("2")));
	site_system(&t);
	CHECK(daily_collect(&t.c, &n) && n == 0);       /* time is left */
	t.c.now += 11 * MINUTE;
	CHECK(daily_collect(&t.c, &n) && n == 1);
	CHECK(daily_collect(&t.c, &n) && n == 0);
	CHECK(exam_sitting(&t.c, p.sitting.row.id, &p) && p.sent);
	NEAR(p.sitting.points, 1, 0);
	site_close(&t);
}

static void
what_was_handed_in_takes_no_answer(struct arena *a)
{
	struct exam_paper p;
	struct class k;
	struct site t;

	if (!site_open(&t, a, "exam"))
		return;
	make_class(&t, &k);
	by_link(&t);
	CHECK(exam_paper(&t.c, &k.pass, S("pre"), &p));
	CHECK(!exam_answer(&t.c, &p, 0, S("1")));       /* not begun */
	CHECK(site_fault(&t) == INVALID);
	CHECK(exam_begin(&t.c, &k.pass, &p));
	CHECK(!exam_answer(&t.c, &p, 0, S("9")));       /* no such option */
	CHECK(site_on(&t, "answer"));
	(void)site_fault(&t);
	CHECK(exam_hand_in(&t.c, &p));
	CHECK(!exam_answer(&t.c, &p, 0, S("1")));
	CHECK(site_fault(&t) == CONFLICT);
	site_close(&t);
}

static void
a_link_that_was_ended_opens_nothing(struct arena *a)
{
	struct class k;
	struct pass p;
	struct site t;

	if (!site_open(&t, a, "exam"))
		return;
	make_class(&t, &k);
	CHECK(!pass_by_key(&t.c, S("no such key"), &p));
	CHECK(site_fault(&t) == ABSENT);
	CHECK(pass_end(&t.c, k.event, t.other_party));
	CHECK(!pass_by_key(&t.c, k.key, &p));
	CHECK(site_fault(&t) == ABSENT);
	site_close(&t);
}

static void
an_answered_question_gets_a_new_version(struct arena *a)
{
	struct exam_paper p;
	struct test_item it, *was;
	struct class k;
	struct site t;
	bool is_new;

	if (!site_open(&t, a, "exam"))
		return;
	make_class(&t, &k);
	it = k.item[0];
	it.topic = S("numbers");        /* not answered yet: changed */
	CHECK(exam_item_save(&t.c, &it, &is_new) && !is_new);
	by_link(&t);
	CHECK(exam_paper(&t.c, &k.pass, S("pre"), &p));
	CHECK(exam_begin(&t.c, &k.pass, &p));
	CHECK(exam_answer(&t.c, &p, 0, S("2")));
	CHECK(exam_hand_in(&t.c, &p));
	site_sit(&t, "MEL", t.one);
	it.stem = S("Three and three?");
	CHECK(!flow_save(&t.c, &test_item_entity, &it));
	CHECK(site_fault(&t) == INVALID);
	CHECK(!flow_drop(&t.c, &test_item_entity, it.row.id,
	    it.row.revision));
	CHECK(site_fault(&t) == INVALID);
	CHECK(exam_item_save(&t.c, &it, &is_new) && is_new);
	CHECK(str_is(it.code, "EXAM-Q01.2") && it.seq == 5);
	CHECK(id_same(it.replaces, k.item[0].row.id));
	was = site_find(&t, &test_item_entity, k.item[0].row.id);
	CHECK(str_is(was->status, "retired"));
	site_close(&t);
}

static void
so_many_of_a_topic_are_drawn_and_the_test_after_asks_the_same(struct arena *a)
{
	struct event_test post;
	struct exam_paper p, q;
	struct class k;
	struct site t;

	if (!site_open(&t, a, "exam"))
		return;
	make_class(&t, &k);
	k.pre.items = (str){ 0 };
	k.pre.draw = S("[{\"topic\":\"sums\",\"number\":\"2\"},"
	    "{\"topic\":\"reasons\",\"number\":\"5\"}]");
	CHECK(flow_save(&t.c, &event_test_entity, &k.pre));
	row_blank(&event_test_entity, &post);
	post.event = k.event->row.id;
	post.phase = S("post");
	post.same_as = k.pre.row.id;
	post.opens_at = t.c.now;
	CHECK(flow_save(&t.c, &event_test_entity, &post));
	by_link(&t);
	CHECK(exam_paper(&t.c, &k.pass, S("pre"), &p));
	CHECK(exam_begin(&t.c, &k.pass, &p));
	CHECK(p.n == 3);                /* two of three, and the one */
	CHECK(exam_hand_in(&t.c, &p));
	CHECK(exam_paper(&t.c, &k.pass, S("post"), &q));
	CHECK(exam_begin(&t.c, &k.pass, &q));
	CHECK(str_same(p.sitting.items, q.sitting.items));
	site_close(&t);
}

static void
a_line_says_what_is_wrong_with_it(struct arena *a)
{
	static const char text[] = "question;options;right;kind;tolerance\n"
	    "Good?;yes|no;a;;\n"
	    "No option;yes|no;maybe;;\n"
	    ";a|b;1;;\n"
	    "Odd kind;;;essay;\n"
	    "True;;true;;\n"
	    "Near;;3,5;;0,2\n"
	    "Number;;many;number;\n"
	    "Place;;Hà Nội|Hanoi;;\n";
	struct exam_line *l;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "exam"))
		return;
	CHECK(exam_lines_read(&t.c, str_of(text), &l, &n));
	CHECK(n == 8);
	CHECK(l[0].fault == NULL && l[0].item.key == 1);
	CHECK(l[1].fault != NULL && strstr(l[1].fault, "'maybe'") != NULL);
	CHECK(l[2].fault != NULL && l[2].line == 4);
	CHECK(l[3].fault != NULL && strstr(l[3].fault, "'essay'") != NULL);
	CHECK(l[4].fault == NULL && l[4].item.key == 1);
	CHECK(l[5].fault == NULL);
	NEAR(l[5].item.number, 3.5, 0);
	NEAR(l[5].item.tolerance, 0.2, 0);
	CHECK(l[6].fault != NULL);
	CHECK(l[7].fault == NULL && str_is(l[7].item.kind, "short"));
	NEAR(exam_item_mark(a, &l[7].item, S("Hanoi")), 1, 0);
	CHECK(!exam_lines_read(&t.c, S("colour,size\nred,2\n"), &l, &n));
	CHECK(site_on(&t, "lines"));
	site_close(&t);
}

static void
questions_come_in_any_language(struct arena *a)
{
	static const char text[] =
	    "question\tquestion_fr\toptions\toptions_fr\toptions_vi\tright\n"
	    "Colour?\tCouleur ?\tred|blue\trouge|bleu\tđỏ|xanh\tbleu\n"
	    "Colour?\t\tred|blue\trouge\t\tred\n";
	struct exam_line *l;
	str *said, lang[EXAM_TONGUES];
	struct site t;
	size_t n;

	if (!site_open(&t, a, "exam"))
		return;
	CHECK(exam_lines_read(&t.c, str_of(text), &l, &n) && n == 2);
	CHECK(l[0].fault == NULL && l[0].item.key == 2);
	CHECK(str_is(text_in(a, l[0].item.stem, "fr"), "Couleur ?"));
	CHECK(exam_options(a, &l[0].item, "fr", &said) == 2);
	CHECK(str_is(said[0], "rouge") && str_is(said[1], "bleu"));
	CHECK(exam_options(a, &l[0].item, "vi", &said) == 2);
	CHECK(str_is(said[1], "xanh"));
	/* a language that nobody wrote gets the plain text */
	CHECK(exam_options(a, &l[0].item, "pt", &said) == 2);
	CHECK(str_is(said[0], "red"));
	CHECK(exam_tongues(a, &l[0].item, lang) == 2);
	CHECK(l[1].fault != NULL && strstr(l[1].fault, "'fr'") != NULL);
	CHECK(!exam_lines_read(&t.c, S("question_x,right\nWhy?,1\n"), &l,
	    &n));
	CHECK(site_on(&t, "lines"));
	site_close(&t);
}

static void
the_greatest_score_is_told_by_one_rule(struct arena *a)
{
	static const char one[] = "\1\0\377", other[] = "\1\376\1\0\377";
	struct test_response paper[2];
	struct course c;
	const size_t first = 0;

	(void)a;
	row_blank(&course_entity, &c);
	row_blank(&test_response_entity, &paper[0]);
	row_blank(&test_response_entity, &paper[1]);
	NEAR(train_greatest(&c, paper, NULL, 0, 7), 7, 0);
	paper[0].answers = (str){ one, 3 };     /* two asked, one not */
	paper[1].answers = (str){ other, 5 };   /* four asked, one blank */
	NEAR(train_greatest(&c, paper, NULL, 2, 7), 4, 0);
	NEAR(train_greatest(&c, paper, &first, 1, 7), 2, 0);
	c.max_score = 20;
	NEAR(train_greatest(&c, paper, NULL, 2, 7), 20, 0);
}

const struct test exam_flow_tests[] = {
	{ "the greatest score of a course is told by one rule",
	   the_greatest_score_is_told_by_one_rule },
	{ "questions come in any language", questions_come_in_any_language },
	{ "answers are marked and become the course's sheet",
	   answers_are_marked_and_become_the_courses_sheet },
	{ "the mark as it is kept passes in every place",
	   the_mark_as_it_is_kept_passes_in_every_place },
	{ "it goes on where it was left, in the same order",
	   it_goes_on_where_it_was_left_in_the_same_order },
	{ "a late answer is kept beside the one in time",
	   a_late_answer_is_kept_beside_the_one_in_time },
	{ "the night hands in what ran out of time",
	   the_night_hands_in_what_ran_out_of_time },
	{ "what was handed in takes no answer",
	   what_was_handed_in_takes_no_answer },
	{ "a link that was ended opens nothing",
	   a_link_that_was_ended_opens_nothing },
	{ "an answered question gets a new version",
	   an_answered_question_gets_a_new_version },
	{ "so many of a topic are drawn, and the test after asks the same",
	   so_many_of_a_topic_are_drawn_and_the_test_after_asks_the_same },
	{ "a line says what is wrong with it",
	   a_line_says_what_is_wrong_with_it },
	{ 0 }
};
