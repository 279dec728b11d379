/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * train.h - what courses changed: reaction, learning, use at work, what it
 * cost.
 *
 * Learning is of the people who took the test before and after; retention
 * of those among them who were tested again, each against his own two
 * tests, so its n is said at every month.  A blank answer is wrong.
 *
 * A course belongs to the activity it names; if it names none, to the one
 * whose events its tested people attended (train_link).
 *
 * Cost: the rows of all kinds once, and the engines' of each course.
 *
 * Source: D. L. Kirkpatrick, J. D. Kirkpatrick (2006), Evaluating Training
 *	Programs (levels 1 to 3); the engines effect, item, survive, cost.
 */
#ifndef FLOW_TRAIN_H
#define FLOW_TRAIN_H

#include "engine/effect.h"
#include "engine/item.h"
#include "engine/survive.h"
#include "flow/ctx.h"
#include "model/plan.h"

/* Below so many pairs there is no effect size. */
enum { TRAIN_PAIRS = 5 };

struct course;
struct test_response;

struct train_month {
	int64_t month;                  /* after the course */
	size_t  n;                      /* tested then, before and after */
	double  retention;              /* of the gain; NAN without gain */
	size_t  answered;               /* said whether they use it */
	size_t  applied;                /* "yes" */
	double  transfer;               /* applied by answered; NAN */
	double  response;               /* who came back, by both tests; NAN */
};

struct train_item {
	str                 code;
	struct item_quality quality;    /* of the test after */
};

struct train_course {
	struct id            id, activity;      /* activity may be none */
	str                  code, activity_code;
	size_t               items, n_pre, n_post;
	struct effect_paired paired;            /* .n: both tests */
	struct effect_signed ranks;
	struct effect_gain   gain;
	struct item_test     test;              /* of the test after */
	struct train_item   *item;              /* [items] in their order */
	size_t               weakest;           /* place in item: the lowest
	                                         * r_rest over both tests;
	                                         * items: none */
	struct train_month  *month;             /* [months] rising */
	size_t               months;
	struct survive_decay decay;
	size_t               passed;            /* of the n_post; NAN mark: 0 */
	double               greatest;          /* score (train_greatest) */
	double               pass_mark;         /* share of the greatest
	                                         * score; NAN: none is set */
	struct money         spent;             /* on the activity; none */
	double               per_person;        /* of those tested twice */
	double               per_point;         /* one person, one point; NAN
	                                         * where nothing was gained */
	double               per_kept;          /* a point still there at the
	                                         * last month that knows */
};

struct train_event {                    /* level 1 */
	struct id id;
	str       code;
	size_t    n, n_recommend;       /* sheets; with a 0..10 answer */
	double    content, trainer, relevance, logistics;       /* means 1..5 */
	double    promoters;            /* net share, -100..100; NAN */
};

struct train {
	struct train_course *course;    /* [courses] by code */
	struct train_event  *event;     /* [events] those with reactions */
	size_t               courses, events;
};

CHECKED bool train_of(struct ctx *, struct id programme, struct train **);

/* The greatest score of a course: what it says, else as many questions as
 * one sheet asks at most, else (no sheet) that.  at NULL: paper[0..n-1]. */
double train_greatest(const struct course *, const struct test_response *paper,
           const size_t *at, size_t n, double otherwise);

struct train_score {                    /* of one who took a test */
	struct id person;
	double    pre, post;            /* NAN: did not take it */
};
/* Of a course, as learning rests on them. */
CHECKED bool train_scores(struct ctx *, struct id course,
                 struct train_score **, size_t *n);

/* Write into courses without an activity the one that they belong to, if
 * the data leave no doubt: at least nine in ten of those tested were
 * enrolled in its events, and no other activity's fit as well. */
CHECKED bool train_link(struct ctx *, struct id programme);

#endif
