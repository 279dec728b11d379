/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* assist.c - the tables of assist.h. */
#include "model/assist.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct call, m)

const struct entity call_entity = {
	.name   = "call",
	.label  = "Call",
	.plural = "Calls",
	.about  = "A form open to the public for a time: for requests, for experts, or for"
	          " short questions.",
	.phase  = "deliver",
	.size   = sizeof(struct call),
	.home   = "programme",
	.order  = "-opens",
	.grants = call_grants,

	.fields = (const struct field[]){
	{ F(programme),      T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),           T_TEXT, "Code",
	    .hint = "Part of its public address, such as TA-2026.", .max = 60,
	    .flags = MUST | LIST | SEARCH | CODE },
	{ F(kind),           T_CHOICE, "For", .choices = &call_kind_codes, .flags = MUST | LIST },
	{ F(title),          T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(about),          T_LONG, "What it is about", .hint = "Shown above the form." },
	{ F(eligible),       T_LONG, "Who may apply" },
	{ F(areas),          T_TEXT, "Areas of work",
	    .hint = "To choose from; several are parted by a semicolon." },
	{ F(opens),          T_DAY, "Opens on", .flags = MUST | LIST },
	{ F(deadline),       T_DAY, "Deadline", .hint = "The last day; none: it stays open.",
	    .flags = LIST },
	{ F(max_days),       T_COUNT, "Most working days of a request", .unit = "days", .min = 1,
	    .max = 1000 },
	{ F(renewal_months), T_COUNT, "Experts confirm their entry every", .unit = "months",
	    .min = 1, .max = 120 },
	{ F(per_day),        T_COUNT, "Most forms taken in a day", .hint = "Empty: 50.", .min = 1,
	    .max = 100000 },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "deadline", "opens", "The call ends before it opens." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct call_form, m)

const struct entity call_form_entity = {
	.name   = "call_form",
	.label  = "Form sent in",
	.plural = "Forms sent in",
	.about  = "When a public form was sent and which number it was given, to keep floods"
	          " out.",
	.phase  = "deliver",
	.size   = sizeof(struct call_form),
	.home   = "call.programme",
	.order  = "-at",
	.grants = call_form_grants,

	.fields = (const struct field[]){
	{ F(call),   T_REF, "Call", .to = "call", .flags = MUST | LIST | NAME },
	{ F(at),     T_MOMENT, "Received at", .flags = LIST | KEPT },
	{ F(mark),   T_TEXT, "Mark of the sender", .max = 80, .flags = SECRET | KEPT },
	{ F(number), T_TEXT, "Reference number", .max = 60, .flags = LIST | KEPT | NAME },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct ta_score, m)

const struct entity ta_score_entity = {
	.name   = "ta_score",
	.label  = "Score of a request",
	.plural = "Scores of requests",
	.about  = "How one person judges a request by the four criteria.",
	.phase  = "deliver",
	.size   = sizeof(struct ta_score),
	.home   = "ta_request.programme",
	.order  = "at",
	.grants = judging_grants,

	.fields = (const struct field[]){
	{ F(ta_request),     T_REF, "Request", .to = "ta_request", .flags = MUST | LIST | NAME },
	{ F(by),             T_REF, "By", .to = "user", .flags = LIST | KEPT | NAME },
	{ F(relevance),      T_COUNT, "Relevance", .min = 1, .max = 5, .flags = MUST | LIST },
	{ F(feasibility),    T_COUNT, "Feasibility", .min = 1, .max = 5, .flags = MUST | LIST },
	{ F(effectiveness),  T_COUNT, "Effectiveness", .min = 1, .max = 5, .flags = MUST | LIST },
	{ F(sustainability), T_COUNT, "Sustainability", .min = 1, .max = 5, .flags = MUST | LIST },
	{ F(comment),        T_LONG, "Comment" },
	{ F(at),             T_MOMENT, "Given at", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "by", "ta_request", "You have scored this request already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct expert_invitation, m)

const struct entity expert_invitation_entity = {
	.name   = "expert_invitation",
	.label  = "Choice of an expert",
	.plural = "Choices of experts",
	.about  = "An expert chosen or kept in reserve for a request, and the answer given.",
	.phase  = "deliver",
	.size   = sizeof(struct expert_invitation),
	.home   = "ta_request.programme",
	.order  = "ta_request",
	.grants = matching_grants,

	.fields = (const struct field[]){
	{ F(ta_request),    T_REF, "Request", .to = "ta_request", .flags = MUST | LIST | NAME },
	{ F(expert),        T_REF, "Expert", .to = "expert", .flags = MUST | LIST | NAME },
	{ F(place),         T_CHOICE, "Place", .choices = &expert_place_codes,
	    .flags = MUST | LIST },
	{ F(why),           T_LONG, "Why" },
	{ F(coverage),      T_REAL, "Areas covered", .hint = "0 to 1, when chosen.", .min = 0,
	    .max = 1, .flags = LIST | KEPT },
	{ F(fee),           T_MONEY, "Fee per day", .max = 1e17, .flags = LIST },
	{ F(from),          T_DAY, "Needed from" },
	{ F(to),            T_DAY, "Needed until" },
	{ F(message),       T_LONG, "Message to the expert" },
	{ F(link),          T_TEXT, "Personal link", .max = 80, .flags = SECRET | KEPT },
	{ F(invited_at),    T_MOMENT, "Invited at", .flags = LIST | KEPT },
	{ F(answered_at),   T_MOMENT, "Answered at", .flags = KEPT },
	{ F(answer),        T_CHOICE, "Answer", .choices = &expert_answer_codes,
	    .flags = LIST | KEPT },
	{ F(conflict),      T_BOOL, "Declares a conflict of interest", .flags = KEPT },
	{ F(conflict_text), T_LONG, "Which conflict", .flags = PERSONAL | KEPT },
	{ F(availability),  T_LONG, "What the expert says of the days", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "to", "from", "The last day comes before the first." },
	{ ONCE_PER, "expert", "ta_request", "This expert is on the list already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct deliverable, m)

const struct entity deliverable_entity = {
	.name   = "deliverable",
	.label  = "Deliverable",
	.plural = "Deliverables",
	.about  = "What an expert hands in: accepted, or returned with a reason.",
	.phase  = "deliver",
	.size   = sizeof(struct deliverable),
	.home   = "ta_request.programme",
	.order  = "due",
	.grants = advice_grants,

	.fields = (const struct field[]){
	{ F(ta_request),   T_REF, "Request", .to = "ta_request", .flags = MUST | LIST },
	{ F(mission),      T_REF, "Mission", .to = "mission", .flags = LIST },
	{ F(title),        T_TEXT, "Deliverable", .flags = MUST | LIST | SEARCH | NAME },
	{ F(acceptance),   T_LONG, "What makes it good enough" },
	{ F(due),          T_DAY, "Due", .flags = LIST },
	{ F(submitted_on), T_DAY, "Handed in on", .flags = LIST | KEPT },
	{ F(decided_on),   T_DAY, "Decided on", .flags = LIST | KEPT },
	{ F(note),         T_LONG, "Note" },
	{ F(state),        T_STATE, "State", .machine = &deliverable_machine, .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct mission_feedback, m)

const struct entity mission_feedback_entity = {
	.name   = "mission_feedback",
	.label  = "Feedback on a mission",
	.plural = "Feedback on missions",
	.about  = "What a beneficiary says of a mission, asked by a personal link.",
	.phase  = "deliver",
	.size   = sizeof(struct mission_feedback),
	.home   = "mission.programme",
	.order  = "-asked_at",
	.grants = mission_feedback_grants,

	.fields = (const struct field[]){
	{ F(mission),     T_REF, "Mission", .to = "mission", .flags = MUST | LIST | NAME },
	{ F(who),         T_TEXT, "Who is asked", .flags = LIST | PERSONAL | NAME },
	{ F(contact),     T_TEXT, "Contact", .flags = PERSONAL },
	{ F(link),        T_TEXT, "Personal link", .max = 80, .flags = SECRET | KEPT },
	{ F(asked_at),    T_MOMENT, "Asked at", .flags = LIST | KEPT },
	{ F(answered_at), T_MOMENT, "Answered at", .flags = LIST | KEPT },
	{ F(rating),      T_COUNT, "Rating", .hint = "1 poor, 5 excellent.", .min = 1, .max = 5,
	    .flags = LIST },
	{ F(useful),      T_COUNT, "The advice can be used", .hint = "1 not at all, 5 fully.",
	    .min = 1, .max = 5, .flags = LIST },
	{ F(comment),     T_LONG, "Comment", .flags = SEARCH },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct advisory_case, m)

const struct entity advisory_case_entity = {
	.name   = "advisory_case",
	.label  = "Question to the help-desk",
	.plural = "Questions to the help-desk",
	.about  = "A short question, its answer, and how long that took.",
	.phase  = "deliver",
	.size   = sizeof(struct advisory_case),
	.home   = "programme",
	.order  = "-asked_at",
	.grants = advisory_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(ref_no),       T_TEXT, "Reference number", .max = 60,
	    .flags = LIST | SEARCH | CODE | KEPT },
	{ F(asked_by),     T_TEXT, "Asked by", .flags = LIST | PERSONAL },
	{ F(organisation), T_TEXT, "Organisation", .flags = LIST },
	{ F(contact),      T_TEXT, "Contact", .flags = PERSONAL },
	{ F(area),         T_TEXT, "Area of work", .flags = LIST },
	{ F(question),     T_LONG, "Question", .flags = MUST | LIST | SEARCH | NAME },
	{ F(asked_at),     T_MOMENT, "Asked at", .flags = LIST },
	{ F(answer),       T_LONG, "Answer", .flags = SEARCH },
	{ F(answered_at),  T_MOMENT, "Answered at", .flags = LIST },
	{ F(answered_by),  T_REF, "Answered by", .to = "user", .flags = KEPT },
	{ F(expert),       T_REF, "Expert who helped", .to = "expert" },
	{ F(ta_request),   T_REF, "Became the request", .to = "ta_request" },
	{ F(state),        T_STATE, "State", .machine = &advisory_case_machine, .flags = LIST },
	{ 0 } },
};

#undef F
