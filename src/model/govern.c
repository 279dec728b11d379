/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* govern.c - the tables of govern.h. */
#include "model/govern.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct engagement_action, m)

const struct entity engagement_action_entity = {
	.name   = "engagement_action",
	.label  = "Step of engagement",
	.plural = "Engagement plan",
	.about  = "What is done to engage a stakeholder, by whom and when.",
	.phase  = "engage",
	.size   = sizeof(struct engagement_action),
	.home   = "programme",
	.order  = "due",
	.grants = register_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(stakeholder), T_REF, "For whom", .to = "stakeholder", .flags = MUST | LIST },
	{ F(what),        T_LONG, "What", .flags = MUST | LIST | SEARCH | NAME },
	{ F(method),      T_CHOICE, "How", .choices = &engagement_method_codes, .flags = LIST },
	{ F(frequency),   T_TEXT, "How often", .hint = "Such as once, monthly, each quarter." },
	{ F(due),         T_DAY, "By when", .flags = LIST },
	{ F(responsible), T_REF, "Who sees to it", .to = "party", .flags = LIST },
	{ F(done_on),     T_DAY, "Done on", .flags = LIST },
	{ F(note),        T_LONG, "Note" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct consultation_point, m)

const struct entity consultation_point_entity = {
	.name   = "consultation_point",
	.label  = "Point raised",
	.plural = "Points raised",
	.about  = "Something said in a consultation, the answer to it and what was done.",
	.phase  = "engage",
	.size   = sizeof(struct consultation_point),
	.home   = "consultation.programme",
	.order  = "due",
	.grants = register_grants,

	.fields = (const struct field[]){
	{ F(consultation), T_REF, "Consultation", .to = "consultation", .flags = MUST | LIST },
	{ F(said),         T_LONG, "You said", .flags = MUST | LIST | SEARCH | NAME },
	{ F(said_by),      T_REF, "Said by", .to = "party" },
	{ F(verdict),      T_CHOICE, "Taken up", .choices = &point_verdict_codes, .flags = LIST },
	{ F(answer),       T_LONG, "We did, or why not", .flags = LIST },
	{ F(responsible),  T_REF, "Who sees to it", .to = "party", .flags = LIST },
	{ F(due),          T_DAY, "By when", .flags = LIST },
	{ F(done_on),      T_DAY, "Done on", .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ GOES_WITH, "verdict", "answer", "Say what was done with it, or why nothing is." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct governing_body, m)

const struct entity governing_body_entity = {
	.name   = "governing_body",
	.label  = "Governing body",
	.plural = "Governing bodies",
	.about  = "A committee, board or assembly that steers the programme.",
	.phase  = "engage",
	.size   = sizeof(struct governing_body),
	.home   = "programme",
	.within = "programme",
	.order  = "name",
	.grants = gates_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),      T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(name),      T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(kind),      T_CHOICE, "Kind", .choices = &body_kind_codes, .flags = MUST | LIST },
	{ F(mandate),   T_LONG, "Mandate", .hint = "What it decides and what it advises on." },
	{ F(quorum),    T_COUNT, "Quorum", .hint = "So many voting members must be present.",
	    .min = 1, .max = 1000, .flags = LIST },
	{ F(meets),     T_TEXT, "How often it meets", .flags = LIST },
	{ F(from),      T_DAY, "From", .flags = LIST },
	{ F(until),     T_DAY, "Until", .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "until", "from", "The term ends before it begins." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct body_member, m)

const struct entity body_member_entity = {
	.name   = "body_member",
	.label  = "Member of a body",
	.plural = "Members of bodies",
	.about  = "Who sits in a governing body, as what, and for which term.",
	.phase  = "engage",
	.size   = sizeof(struct body_member),
	.home   = "body.programme",
	.order  = "party",
	.grants = gates_grants,

	.fields = (const struct field[]){
	{ F(body),  T_REF, "Body", .to = "governing_body", .flags = MUST | LIST },
	{ F(party), T_REF, "Member", .to = "party", .flags = MUST | LIST | NAME },
	{ F(role),  T_CHOICE, "As", .choices = &body_role_codes, .flags = MUST | LIST },
	{ F(votes), T_BOOL, "Has a vote", .flags = LIST },
	{ F(from),  T_DAY, "Term from", .flags = LIST },
	{ F(until), T_DAY, "Term until", .flags = LIST },
	{ F(note),  T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "until", "from", "The term ends before it begins." },
	{ ONCE_PER, "party", "body from", "This member is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct body_session, m)

const struct entity body_session_entity = {
	.name   = "body_session",
	.label  = "Session of a body",
	.plural = "Sessions of bodies",
	.about  = "A meeting of a governing body: its agenda, who was present, the minutes.",
	.phase  = "engage",
	.size   = sizeof(struct body_session),
	.home   = "body.programme",
	.order  = "-date",
	.grants = gates_grants,

	.fields = (const struct field[]){
	{ F(body),     T_REF, "Body", .to = "governing_body", .flags = MUST | LIST | NAME },
	{ F(date),     T_DAY, "Date", .flags = MUST | LIST | NAME },
	{ F(place),    T_TEXT, "Place", .flags = LIST },
	{ F(agenda),   T_TABLE, "Agenda", .columns = "item who" },
	{ F(present),  T_REFS, "Members present", .to = "party" },
	{ F(minutes),  T_LONG, "Minutes", .flags = SEARCH },
	{ F(document), T_REF, "Record", .to = "file" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "date", "body", "This session is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct body_decision, m)

const struct entity body_decision_entity = {
	.name   = "body_decision",
	.label  = "Decision of a body",
	.plural = "Decisions of bodies",
	.about  = "What a governing body decided in a session, and what became of it.",
	.phase  = "engage",
	.size   = sizeof(struct body_decision),
	.home   = "session.body.programme",
	.order  = "number",
	.grants = gates_grants,

	.fields = (const struct field[]){
	{ F(session),       T_REF, "Session", .to = "body_session", .flags = MUST | LIST },
	{ F(number),        T_TEXT, "Number", .max = 60, .flags = MUST | LIST | SEARCH | NAME },
	{ F(text),          T_LONG, "Decision", .flags = MUST | LIST | SEARCH },
	{ F(votes_for),     T_COUNT, "Votes for", .min = 0, .max = 100000 },
	{ F(votes_against), T_COUNT, "Votes against", .min = 0, .max = 100000 },
	{ F(abstained),     T_COUNT, "Abstained", .min = 0, .max = 100000 },
	{ F(responsible),   T_REF, "Who carries it out", .to = "party", .flags = LIST },
	{ F(due),           T_DAY, "By when", .flags = LIST },
	{ F(done_on),       T_DAY, "Done on", .flags = LIST },
	{ F(follow_up),     T_LONG, "Follow-up" },
	{ F(gate),          T_REF, "Gate decision", .to = "gate_decision" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "number", "session", "This number is taken." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct agreement, m)

const struct entity agreement_entity = {
	.name   = "agreement",
	.label  = "Agreement to a step",
	.plural = "Agreements to steps",
	.about  = "One person's half of a step that two take together, and the other's answer.",
	.phase  = "office",
	.size   = sizeof(struct agreement),
	.home   = "programme",
	.order  = "-at",
	.grants = agreement_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = KEPT },
	{ F(entity),      T_TEXT, "On (kind)", .max = 60, .flags = MUST | KEPT | LIST },
	{ F(target),      T_TEXT, "On (row)", .max = 60, .flags = MUST | KEPT },
	{ F(verb),        T_TEXT, "Step", .max = 60, .flags = MUST | KEPT | LIST | NAME },
	{ F(from_state),  T_TEXT, "From the state", .max = 60, .flags = KEPT },
	{ F(half),        T_TEXT, "Put forward as", .hint = "Codes of the roles.", .max = 60,
	    .flags = KEPT | LIST },
	{ F(waits_for),   T_TEXT, "Waits for", .hint = "Codes of the roles.", .max = 60,
	    .flags = KEPT | LIST },
	{ F(reason),      T_LONG, "What was said with it", .flags = KEPT },
	{ F(at_revision), T_COUNT, "Revision of the row then", .min = 0, .max = 1e15,
	    .flags = KEPT },
	{ F(by),          T_REF, "Put forward by", .to = "user", .flags = KEPT | LIST },
	{ F(at),          T_MOMENT, "Put forward at", .flags = KEPT | LIST },
	{ F(state),       T_CHOICE, "State", .choices = &agreement_codes,
	    .flags = MUST | KEPT | LIST },
	{ F(answered_by), T_REF, "Answered by", .to = "user", .flags = KEPT | LIST },
	{ F(answered_at), T_MOMENT, "Answered at", .flags = KEPT },
	{ F(answer),      T_LONG, "What was answered", .flags = KEPT },
	{ 0 } },
};

#undef F
