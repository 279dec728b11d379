/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * exam.h - a test of an event, taken by a participant, marked, and told to
 * the figures that read tests.
 *
 * Which questions: those the test names, or so many of each topic drawn
 * anew for everybody from the course's questions in use; "the same as" the
 * test before gives a person the questions he had there.  Only questions
 * that are whole (exam_item.h) are asked.
 *
 * Answers are taken until the sitting is handed in.  Those that come after
 * the time was up stand beside the answers in time and count only if a
 * trainer says so.  A person may be given more minutes.
 *
 * Once handed in, and every answer that only a person can mark is marked,
 * the result becomes the course's test_response of that phase: a byte a
 * question in the order of the bank (1 right, 0 wrong or in part, 254
 * blank, 255 not asked), and a score on the course's scale (max_score; the
 * points of the first test where it has none), so that tests of other
 * lengths compare.  A second sitting of the phase, in another event of the
 * course, replaces it.  The enrolment gets the score, and passed.
 */
#ifndef FLOW_EXAM_H
#define FLOW_EXAM_H

#include "engine/exam.h"
#include "flow/exam_item.h"
#include "flow/pass.h"
#include "model/exam.h"

struct exam_asked {
	struct test_item      item;
	size_t               *option;   /* [options] as shown, from 0 */
	size_t                options;
	struct sitting_answer answer;   /* revision 0: none */
};

struct exam_paper {
	struct event_test  test;
	struct event       event;
	struct course      course;
	struct sitting     sitting;     /* revision 0: not begun */
	struct exam_clock  clock;
	enum exam_is       stands;
	bool               sent;
	struct exam_asked *asked;       /* [n] as shown */
	size_t             n, answered, late;
};

/* The course whose questions an event asks: its own, else its activity's;
 * ABSENT: there is none. */
CHECKED bool exam_course(struct ctx *, const struct event *, struct course *);
/* How many questions a test would ask somebody now. */
CHECKED bool exam_length(struct ctx *, const struct event_test *, size_t *n,
                 double *points);

/* The tests of an event by phase: before, after, later. */
CHECKED bool exam_tests(struct ctx *, const struct event *,
                 struct event_test **, size_t *n);
/* That of a phase; revision 0: none. */
CHECKED bool exam_test(struct ctx *, const struct event *, str phase,
                 struct event_test *);

/* ---- by a participant's link ---- */

CHECKED bool exam_paper(struct ctx *, const struct pass *, str phase,
                 struct exam_paper *);
/* INVALID while it is not open, or asks nothing. */
CHECKED bool exam_begin(struct ctx *, const struct pass *,
                 struct exam_paper *);
/* Keeps one answer; INVALID on "answer", CONFLICT once it is handed in. */
CHECKED bool exam_answer(struct ctx *, struct exam_paper *, size_t at,
                 str typed);
CHECKED bool exam_hand_in(struct ctx *, struct exam_paper *);

/* ---- by staff ---- */

/* A sitting with all of its answers, for who may see sittings. */
CHECKED bool exam_sitting(struct ctx *, struct id sitting,
                 struct exam_paper *);
/* All of a test; revision 0 in .sitting for who is enrolled and did not
 * begin. */
struct exam_row {
	struct id      person;
	str            name;
	struct sitting sitting;
	enum exam_is   stands;
	bool           sent;
};
CHECKED bool exam_rows(struct ctx *, const struct event_test *,
                 struct exam_row **, size_t *n);
/* The mark of a person, a share 0..1. */
CHECKED bool exam_mark(struct ctx *, struct exam_paper *, size_t at,
                 double share, str note);
/* Minutes more, and whether late answers count. */
CHECKED bool exam_allow(struct ctx *, struct exam_paper *, int64_t longer,
                 bool late_counts);
/* Hands in all sittings of a test whose time is up; how many. */
CHECKED bool exam_collect(struct ctx *, const struct event_test *,
                 size_t *n);
/* As if it never was: the person may begin anew. */
CHECKED bool exam_forget(struct ctx *, struct exam_paper *);

#endif
