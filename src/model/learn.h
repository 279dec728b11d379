/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * learn.h - lessons and their reuse, reviews after events, innovations and
 * the questions of the programme.
 *
 * Only what is published leaves the programme.
 *
 * Each struct goes with the table of the same name in learn.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_LEARN_H
#define MODEL_LEARN_H

#include "model/model.h"

struct lesson {
	struct row row;
	struct id programme;
	str code, kind, title, context, what_happened, cause, effect;
	str recommendation, applicability, evidence_strength, evidence, origin;
	str category, tags, modality;
	struct id dimension;
	str gap_cause;
	struct id activity;
	struct day captured_on;
	struct id captured_by;
	str validated_by, reuse;
	int64_t reuse_count;
	int confidential, published;
	str state;
};

/* Somebody used a lesson: a row for each time. */
struct lesson_reuse {
	struct row row;
	struct id programme, lesson, activity;
	struct day date;
	struct id by;
	str changed, result;
};

struct after_action_review {
	struct row row;
	struct id programme, event, activity;
	struct day held_on;
	int64_t took_part;
	str planned, happened, why, next;
	struct id lesson;
};

struct innovation {
	struct row row;
	struct id programme;
	str code;
	struct id organisation;
	str idea;
	struct day started;
	str state, evidence;
};

struct learning_question {
	struct row row;
	struct id programme;
	str question;
	struct day asked_on;
	str answer;
	struct day answered_on;
	str evidence, lessons;
};

extern const struct entity lesson_entity;
extern const struct entity lesson_reuse_entity;
extern const struct entity after_action_review_entity;
extern const struct entity innovation_entity;
extern const struct entity learning_question_entity;

#endif
