/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * exam.h - tests put together from a course's questions, and who took
 * them: one sitting a person, one row an answer.
 *
 * What a sitting asks is fixed when it begins: its questions stand in it
 * in the order in which they are shown, and its seed gives the order of
 * each one's options (engine/exam.h).  When it is handed in and marked,
 * the course's test_response is written from it (flow/exam.h).
 *
 * An answer that came after the time was up stands beside the one that
 * came in time, and replaces nothing.
 *
 * Each struct goes with the table of the same name in exam.c.
 */
#ifndef MODEL_EXAM_H
#define MODEL_EXAM_H

#include "model/model.h"

struct event_test {
	struct row row;
	struct id event;
	str phase, title, intro, items, draw;
	struct id same_as;
	int shuffles;
	int64_t minutes, opens_at, closes_at;
	str shows;
};

struct sitting {
	struct row row;
	struct id event, test, person;
	str language, items;
	int64_t seed, longer, began_at, ended_at;
	int late, late_counts;
	double points, most;
	int64_t open;
};

struct sitting_answer {
	struct row row;
	struct id sitting, item;
	str given;
	int64_t at;
	str late_given;
	int64_t late_at;
	double mark;
	struct id marked_by;
	str note;
};

extern const struct entity event_test_entity;
extern const struct entity sitting_entity;
extern const struct entity sitting_answer_entity;

#endif
