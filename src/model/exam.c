/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* exam.c - the tables of exam.h. */
#include "model/exam.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct event_test, m)

const struct entity event_test_entity = {
	.name   = "event_test",
	.label  = "Test of an event",
	.plural = "Tests of events",
	.about  = "What participants are asked before, after or later: which questions, when and"
	          " for how long.",
	.phase  = "deliver",
	.size   = sizeof(struct event_test),
	.home   = "event.programme",
	.order  = "opens_at",
	.grants = exam_grants,

	.fields = (const struct field[]){
	{ F(event),     T_REF, "Event", .to = "event", .flags = MUST | LIST | NAME },
	{ F(phase),     T_CHOICE, "Phase", .choices = &test_phase_codes,
	    .flags = MUST | LIST | NAME },
	{ F(title),     T_LANG, "Title", .hint = "Empty: its phase." },
	{ F(intro),     T_LANG, "Said before it begins" },
	{ F(items),     T_REFS, "Questions", .hint = "Empty: they are drawn by topic.",
	    .to = "test_item" },
	{ F(draw),      T_TABLE, "Drawn by topic", .hint = "So many of each topic.",
	    .columns = "topic number" },
	{ F(same_as),   T_REF, "The same questions as", .to = "event_test" },
	{ F(shuffles),  T_BOOL, "Order differs for everybody",
	    .hint = "Of questions and options." },
	{ F(minutes),   T_COUNT, "Time", .unit = "minutes", .hint = "Empty: not timed.", .min = 1,
	    .max = 1440 },
	{ F(opens_at),  T_MOMENT, "Open from", .hint = "Empty: not open yet.", .flags = LIST },
	{ F(closes_at), T_MOMENT, "Open until", .flags = LIST },
	{ F(shows),     T_CHOICE, "Shown afterwards", .choices = &test_shows_codes },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "phase", "event", "The event has a test of this phase." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct sitting, m)

const struct entity sitting_entity = {
	.name   = "sitting",
	.label  = "Sitting of a test",
	.plural = "Sittings of tests",
	.about  = "One person's test: when it began and ended, what it asked, what came of it.",
	.phase  = "deliver",
	.size   = sizeof(struct sitting),
	.home   = "event.programme",
	.order  = "began_at",
	.grants = sitting_grants,

	.fields = (const struct field[]){
	{ F(event),    T_REF, "Event", .to = "event", .flags = MUST | KEPT },
	{ F(test),     T_REF, "Test", .to = "event_test", .flags = MUST | LIST | NAME | KEPT },
	{ F(person),   T_REF, "Person", .to = "party", .flags = MUST | LIST | NAME | KEPT },
	{ F(language), T_TEXT, "Language", .max = 20, .flags = KEPT },
	{ F(items),    T_REFS, "Questions, as shown", .to = "test_item", .flags = KEPT },
	{ F(seed),     T_COUNT, "Seed of its order", .min = 0, .max = 1e15, .flags = KEPT },
	{ F(longer),   T_COUNT, "Minutes more", .unit = "minutes",
	    .hint = "For who needs longer; beyond the closing too.", .min = 0, .max = 1440 },
	{ F(began_at), T_MOMENT, "Began at", .flags = LIST | KEPT },
	{ F(ended_at), T_MOMENT, "Handed in at", .flags = LIST | KEPT },
	{ F(late),     T_BOOL, "Has late answers", .flags = LIST | KEPT },
	{ F(late_counts), T_BOOL, "Late answers count", .hint = "No: what came in time counts." },
	{ F(points),   T_REAL, "Points", .min = 0, .max = 1e6, .flags = LIST | KEPT },
	{ F(most),     T_REAL, "Of points", .min = 0, .max = 1e6, .flags = LIST | KEPT },
	{ F(open),     T_COUNT, "Answers to be marked", .min = 0, .max = 10000,
	    .flags = LIST | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "person", "test", "This person has a sitting of the test already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct sitting_answer, m)

const struct entity sitting_answer_entity = {
	.name   = "sitting_answer",
	.label  = "Answer in a test",
	.plural = "Answers in tests",
	.about  = "What one person answered to one question, when, and its mark.",
	.phase  = "deliver",
	.size   = sizeof(struct sitting_answer),
	.home   = "sitting.event.programme",
	.order  = "at",
	.grants = sitting_grants,

	.fields = (const struct field[]){
	{ F(sitting),   T_REF, "Sitting", .to = "sitting", .flags = MUST | LIST | NAME | KEPT },
	{ F(item),      T_REF, "Question", .to = "test_item", .flags = MUST | LIST | NAME | KEPT },
	{ F(given),     T_LONG, "Answer",
	    .hint = "Of options their numbers in the bank, such as 1;3.", .max = 4000,
	    .flags = LIST | KEPT },
	{ F(at),        T_MOMENT, "Received at", .flags = LIST | KEPT },
	{ F(late_given), T_LONG, "Answer after its time", .max = 4000, .flags = LIST | KEPT },
	{ F(late_at),   T_MOMENT, "Received late at", .flags = KEPT },
	{ F(mark),      T_REAL, "Mark", .hint = "Share of the points; empty: a person marks it.",
	    .min = 0, .max = 1, .flags = LIST | KEPT },
	{ F(marked_by), T_REF, "Marked by", .to = "user", .flags = KEPT },
	{ F(note),      T_TEXT, "Note of the marker" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "item", "sitting", "This question is answered already." },
	{ 0 } },
};

#undef F
