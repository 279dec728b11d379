/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* learn.c - the tables of learn.h. */
#include "model/learn.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct lesson, m)

const struct entity lesson_entity = {
	.name   = "lesson",
	.label  = "Lesson",
	.plural = "Lessons",
	.about  = "What was learnt, told so that others can use it.",
	.phase  = "learn",
	.size   = sizeof(struct lesson),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.flags  = PUBLIC,
	.grants = lessons_grants,

	.fields = (const struct field[]){
	{ F(programme),         T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),              T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(kind),              T_CHOICE, "Kind", .choices = &lesson_kind_codes,
	    .flags = MUST | LIST },
	{ F(title),             T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(context),           T_LONG, "In the context of", .flags = SEARCH },
	{ F(what_happened),     T_LONG, "What happened", .flags = SEARCH },
	{ F(cause),             T_LONG, "Because", .flags = SEARCH },
	{ F(effect),            T_LONG, "Effect" },
	{ F(recommendation),    T_LONG, "Therefore", .flags = SEARCH },
	{ F(applicability),     T_LONG, "Where else it holds" },
	{ F(evidence_strength), T_CHOICE, "Strength of evidence",
	    .choices = &evidence_strength_codes, .flags = LIST },
	{ F(evidence),          T_REFS, "Evidence", .to = "file" },
	{ F(origin),            T_CHOICE, "Origin", .choices = &lesson_origin_codes,
	    .flags = MUST | LIST },
	{ F(category),          T_TEXT, "Category", .max = 120 },
	{ F(tags),              T_TEXT, "Tags", .hint = "Several are parted by a semicolon.",
	    .flags = SEARCH },
	{ F(modality),          T_CHOICE, "Modality", .choices = &modality_codes,
	    .hint = "What kind of support it is about." },
	{ F(dimension),         T_REF, "Dimension", .to = "dimension",
	    .hint = "The capacity it is about: it is then offered where that falls short." },
	{ F(gap_cause),         T_CHOICE, "Cause of the gap", .choices = &gap_cause_codes },
	{ F(activity),          T_REF, "Activity it comes from", .to = "activity" },
	{ F(captured_on),       T_DAY, "Noted on" },
	{ F(captured_by),       T_REF, "Noted by", .to = "party" },
	{ F(validated_by),      T_REFS, "Validated by",
	    .hint = "Two different persons, neither of them its author, by a step of each.",
	    .to = "party", .flags = KEPT },
	{ F(reuse),             T_TABLE, "Reuse", .columns = "activity date result" },
	{ F(reuse_count),       T_COUNT, "Times reused", .min = 0, .max = 1000000, .flags = LIST },
	{ F(confidential),      T_BOOL, "Confidential" },
	{ F(published),         T_BOOL, "Published", .flags = KEPT },
	{ F(state),             T_STATE, "State", .machine = &lesson_machine, .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct lesson_reuse, m)

const struct entity lesson_reuse_entity = {
	.name   = "lesson_reuse",
	.label  = "Reuse of a lesson",
	.plural = "Reuses of lessons",
	.about  = "Who used a lesson, in which programme and activity, and what was done"
	          " differently because of it.",
	.phase  = "learn",
	.size   = sizeof(struct lesson_reuse),
	.home   = "programme",
	.order  = "-date",
	.grants = question_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Used in the programme", .to = "programme", .flags = MUST | LIST },
	{ F(lesson),    T_REF, "Lesson", .to = "lesson", .flags = MUST | LIST | NAME },
	{ F(activity),  T_REF, "Used in the activity", .to = "activity", .flags = LIST },
	{ F(date),      T_DAY, "Date", .flags = MUST | LIST | NAME },
	{ F(by),        T_REF, "Used by", .to = "party", .flags = LIST },
	{ F(changed),   T_LONG, "What was done differently", .flags = MUST | LIST | SEARCH },
	{ F(result),    T_LONG, "What came of it" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct after_action_review, m)

const struct entity after_action_review_entity = {
	.name   = "after_action_review",
	.label  = "After-action review",
	.plural = "After-action reviews",
	.about  = "Four questions after an event: what was planned, what happened, why, what next.",
	.phase  = "learn",
	.size   = sizeof(struct after_action_review),
	.home   = "programme",
	.order  = "-held_on",
	.grants = question_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(event),     T_REF, "Event", .to = "event", .flags = LIST | NAME },
	{ F(activity),  T_REF, "Activity", .to = "activity", .flags = LIST },
	{ F(held_on),   T_DAY, "Held on", .flags = MUST | LIST | NAME },
	{ F(took_part), T_COUNT, "Took part", .unit = "people", .min = 0, .max = 100000,
	    .flags = LIST },
	{ F(planned),   T_LONG, "What was planned", .flags = MUST },
	{ F(happened),  T_LONG, "What happened", .flags = MUST | LIST | SEARCH },
	{ F(why),       T_LONG, "Why", .flags = MUST | SEARCH },
	{ F(next),      T_LONG, "What next", .flags = MUST | SEARCH },
	{ F(lesson),    T_REF, "Lesson made of it", .to = "lesson" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct innovation, m)

const struct entity innovation_entity = {
	.name   = "innovation",
	.label  = "Innovation",
	.plural = "Innovations",
	.about  = "A new way of doing things that somebody tries, and what became of it.",
	.phase  = "learn",
	.size   = sizeof(struct innovation),
	.home   = "programme",
	.within = "programme",
	.order  = "started",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),         T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(organisation), T_REF, "Who", .to = "party", .flags = MUST | LIST },
	{ F(idea),         T_TEXT, "Idea", .flags = MUST | LIST | SEARCH | NAME },
	{ F(started),      T_DAY, "Started on", .flags = LIST },
	{ F(state),        T_CHOICE, "State", .choices = &innovation_state_codes,
	    .flags = MUST | LIST },
	{ F(evidence),     T_LONG, "Evidence", .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct learning_question, m)

const struct entity learning_question_entity = {
	.name   = "learning_question",
	.label  = "Learning question",
	.plural = "Learning questions",
	.about  = "A question the programme wants to answer by doing, and the answer so far.",
	.phase  = "learn",
	.size   = sizeof(struct learning_question),
	.home   = "programme",
	.order  = "asked_on",
	.grants = question_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(question),    T_LONG, "Question", .flags = MUST | LIST | SEARCH | NAME },
	{ F(asked_on),    T_DAY, "Asked on", .flags = LIST },
	{ F(answer),      T_LONG, "Answer", .flags = SEARCH },
	{ F(answered_on), T_DAY, "Answered on", .flags = LIST },
	{ F(evidence),    T_LONG, "Evidence", .hint = "What the answer rests on.",
	    .flags = SEARCH },
	{ F(lessons),     T_REFS, "Lessons", .to = "lesson" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "answered_on", "asked_on", "It was answered before it was asked." },
	{ 0 } },
};

#undef F
