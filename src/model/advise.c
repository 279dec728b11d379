/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* advise.c - the tables of advise.h. */
#include "model/advise.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct ta_request, m)

const struct entity ta_request_entity = {
	.name   = "ta_request",
	.label  = "Request for technical assistance",
	.plural = "Requests for technical assistance",
	.about  = "A beneficiary's request for expert help, from application to follow-up.",
	.phase  = "deliver",
	.size   = sizeof(struct ta_request),
	.home   = "programme",
	.within = "programme",
	.order  = "-received",
	.grants = advice_grants,

	.fields = (const struct field[]){
	{ F(programme),         T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),              T_TEXT, "Code", .hint = "Such as TA01.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(ref_no),            T_TEXT, "Reference number", .max = 120, .flags = LIST | SEARCH },
	{ F(requester),         T_REF, "Requested by", .to = "party", .flags = MUST | LIST },
	{ F(signatory),         T_TEXT, "Signed by" },
	{ F(received),          T_DAY, "Received on", .flags = MUST | LIST },
	{ F(deadline),          T_DAY, "Deadline of the call" },
	{ F(process_supported), T_LONG, "Reform or process it supports" },
	{ F(objective),         T_LONG, "Objective", .flags = MUST | LIST | SEARCH | NAME },
	{ F(expected_results),  T_LONG, "Expected results" },
	{ F(beneficiaries),     T_LONG, "Who benefits" },
	{ F(thematic_area),     T_TEXT, "Thematic area",
	    .hint = "Several are parted by a semicolon.", .flags = LIST | SEARCH },
	{ F(modality),          T_CHOICES, "Modality asked for", .choices = &modality_codes },
	{ F(duration_weeks),    T_COUNT, "Duration", .unit = "weeks", .min = 0, .max = 1000 },
	{ F(period_wanted),     T_TEXT, "Period wanted" },
	{ F(own_contribution),  T_LONG, "Own contribution" },
	{ F(related_projects),  T_LONG, "Related projects" },
	{ F(eligibility),       T_BOOL, "Eligible" },
	{ F(eligibility_note),  T_LONG, "Why it is eligible or not" },
	{ F(urgency),           T_COUNT, "Urgency", .min = 1, .max = 5 },
	{ F(relevance),         T_COUNT, "Relevance", .min = 1, .max = 5 },
	{ F(feasibility),       T_COUNT, "Feasibility", .min = 1, .max = 5 },
	{ F(effectiveness),     T_COUNT, "Effectiveness", .min = 1, .max = 5 },
	{ F(sustainability),    T_COUNT, "Sustainability", .min = 1, .max = 5 },
	{ F(score),             T_REAL, "Score", .hint = "Sum of the four criteria.", .min = 0,
	    .max = 100, .flags = LIST },
	{ F(decision),          T_CHOICE, "Decision", .choices = &ta_decision_codes,
	    .flags = LIST },
	{ F(decision_reason),   T_LONG, "Reason of the decision" },
	{ F(gap),               T_LONG, "Gap to be addressed", .flags = SEARCH },
	{ F(contact),           T_TEXT, "Contact person", .flags = PERSONAL },
	{ F(email),             T_TEXT, "E-mail address", .flags = PERSONAL },
	{ F(call),              T_REF, "Came by the call", .to = "call" },
	{ F(letter),            T_REF, "Letter of the authority", .to = "file" },
	{ F(state_since),       T_DAY, "In this state since", .flags = KEPT },
	{ F(state),             T_STATE, "State", .machine = &ta_request_machine, .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct tor, m)

const struct entity tor_entity = {
	.name   = "tor",
	.label  = "Terms of reference",
	.plural = "Terms of reference",
	.about  = "What an expert is asked to do, deliver and report.",
	.phase  = "deliver",
	.size   = sizeof(struct tor),
	.home   = "ta_request.programme",
	.order  = "ta_request",
	.grants = advice_grants,

	.fields = (const struct field[]){
	{ F(ta_request),         T_REF, "Request", .to = "ta_request",
	    .flags = MUST | LIST | NAME },
	{ F(version),            T_COUNT, "Version", .min = 1, .max = 1000,
	    .flags = MUST | LIST | NAME },
	{ F(background),         T_LONG, "Background" },
	{ F(objectives),         T_LONG, "Objectives" },
	{ F(requested_services), T_LONG, "Services asked for" },
	{ F(outputs),            T_TABLE, "Outputs", .columns = "deliverable date acceptance" },
	{ F(expert_profiles),    T_TABLE, "Experts sought",
	    .columns = "category qualifications experience languages days" },
	{ F(start),              T_DAY, "Start", .flags = LIST },
	{ F(end),                T_DAY, "End", .flags = LIST },
	{ F(locations),          T_TEXT, "Places" },
	{ F(reporting),          T_TABLE, "Reports", .columns = "report language due copies" },
	{ F(management),         T_LONG, "Management" },
	{ F(budget),             T_MONEY, "Budget", .flags = LIST },
	{ F(evaluation_grid),    T_TABLE, "Selection grid", .columns = "criterion weight" },
	{ F(special_conditions), T_LONG, "Special conditions" },
	{ F(agreed_by),          T_REFS, "Agreed by", .to = "party" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "end", "start", "The end comes before the start." },
	{ ONCE_PER, "version", "ta_request", "This version is here already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct interest_declaration, m)

const struct entity interest_declaration_entity = {
	.name   = "interest_declaration",
	.label  = "Declaration of interests",
	.plural = "Declarations of interests",
	.about  = "What an expert declares before a contract: whether anything ties him or her to "
	          "who asked for help.",
	.phase  = "deliver",
	.size   = sizeof(struct interest_declaration),
	.home   = "ta_request.programme",
	.order  = "-declared_on",
	.grants = interest_grants,

	.fields = (const struct field[]){
	{ F(ta_request),   T_REF, "Request", .to = "ta_request", .flags = MUST | LIST | NAME },
	{ F(expert),       T_REF, "Expert", .to = "expert", .flags = MUST | LIST | NAME },
	{ F(declared_on),  T_DAY, "Declared on", .flags = MUST | LIST },
	{ F(has_conflict), T_BOOL, "There is a conflict of interest", .flags = MUST | LIST },
	{ F(what),         T_LONG, "What it is",
	    .hint = "Work, family, money or office that ties the expert to who asked." },
	{ F(by),           T_REF, "Entered by", .to = "user", .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct mission, m)

const struct entity mission_entity = {
	.name   = "mission",
	.label  = "Mission",
	.plural = "Missions",
	.about  = "An expert's stay with a beneficiary and the report on it.",
	.phase  = "deliver",
	.size   = sizeof(struct mission),
	.home   = "programme",
	.within = "programme",
	.order  = "from",
	.grants = advice_grants,

	.fields = (const struct field[]){
	{ F(programme),            T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),                 T_TEXT, "Code", .hint = "Such as M01.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(ta_request),           T_REF, "Request", .to = "ta_request",
	    .flags = MUST | LIST | NAME },
	{ F(tor),                  T_REF, "Terms of reference", .to = "tor" },
	{ F(activity),             T_REF, "Activity", .to = "activity" },
	{ F(seq),                  T_COUNT, "Mission number", .min = 1, .max = 1000,
	    .flags = MUST | LIST | NAME },
	{ F(experts),              T_REFS, "Experts", .to = "expert" },
	{ F(from),                 T_DAY, "From", .flags = MUST | LIST },
	{ F(to),                   T_DAY, "To", .flags = MUST | LIST },
	{ F(places),               T_TEXT, "Places", .hint = "Several are parted by a semicolon.",
	    .flags = LIST },
	{ F(plan),                 T_TABLE, "Plan of the days", .columns = "date place what" },
	{ F(working_days),         T_REAL, "Working days", .unit = "days", .min = 0, .max = 10000 },
	{ F(persons_met),          T_TABLE, "Persons met", .columns = "name post organisation",
	    .flags = PERSONAL },
	{ F(activities),           T_TABLE, "Activities", .columns = "date what" },
	{ F(findings),             T_LONG, "Findings", .flags = SEARCH },
	{ F(results_vs_tor),       T_TABLE, "Results against the terms",
	    .columns = "asked delivered" },
	{ F(difficulties),         T_LONG, "Difficulties" },
	{ F(recommendations_made), T_COUNT, "Recommendations made", .min = 0, .max = 10000,
	    .flags = LIST },
	{ F(recommendations_done), T_COUNT, "Recommendations carried out", .min = 0, .max = 10000,
	    .flags = LIST },
	{ F(next_steps),           T_LONG, "Next steps" },
	{ F(follow_up_date),       T_DAY, "Follow-up on" },
	{ F(annexes),              T_REFS, "Annexes", .to = "file" },
	{ F(report_due),           T_DAY, "Report due", .flags = LIST },
	{ F(report_submitted),     T_DAY, "Report submitted", .flags = LIST },
	{ F(late),                 T_BOOL, "Report came late" },
	{ F(costs),                T_MONEY, "Cost", .flags = LIST },
	{ F(feedback_beneficiary), T_COUNT, "Beneficiary's rating", .hint = "1 poor, 5 excellent.",
	    .min = 1, .max = 5 },
	{ F(state),                T_STATE, "State", .machine = &mission_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "to", "from", "The mission ends before it begins." },
	{ NOT_ABOVE, "recommendations_done", "recommendations_made",
	    "More recommendations were carried out than made." },
	{ ONCE_PER, "seq", "ta_request", "This mission number is taken." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct recommendation, m)

const struct entity recommendation_entity = {
	.name   = "recommendation",
	.label  = "Recommendation",
	.plural = "Recommendations",
	.about  = "Advice from a mission or an evaluation, the answer to it and what was done.",
	.phase  = "evaluate",
	.size   = sizeof(struct recommendation),
	.home   = "programme",
	.order  = "due",
	.grants = recommendation_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(mission),    T_REF, "From mission", .to = "mission", .only = "EVA SEC EXP" },
	{ F(evaluation), T_REF, "From evaluation", .to = "evaluation", .only = "EVA SEC EXP" },
	{ F(finding),    T_REF, "From finding", .to = "finding", .only = "EVA SEC EXP" },
	{ F(text),       T_LONG, "Recommendation", .flags = MUST | LIST | SEARCH | NAME,
	    .only = "EVA SEC EXP" },
	{ F(addressee),  T_REF, "Addressed to", .to = "party", .flags = LIST },
	{ F(priority),   T_CHOICE, "Priority", .choices = &risk_level_codes, .flags = LIST,
	    .only = "EVA SEC EXP" },
	{ F(due),        T_DAY, "Due", .flags = LIST },
	{ F(response),   T_LONG, "Answer of the management", .only = "PM" },
	{ F(action),     T_LONG, "What is done about it", .only = "PM BEN" },
	{ F(responsible), T_REF, "Who does it", .to = "party", .flags = LIST, .only = "PM BEN" },
	{ F(action_due), T_DAY, "Done by", .flags = LIST, .only = "PM BEN" },
	{ F(done_on),    T_DAY, "Done on", .flags = LIST, .only = "PM BEN" },
	{ F(evidence),   T_REF, "Evidence", .to = "file" },
	{ F(state),      T_STATE, "State", .machine = &recommendation_machine, .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct mentoring_agreement, m)

const struct entity mentoring_agreement_entity = {
	.name   = "mentoring_agreement",
	.label  = "Mentoring agreement",
	.plural = "Mentoring agreements",
	.about  = "What a mentor and a mentee agreed to work on, and how it went.",
	.phase  = "deliver",
	.size   = sizeof(struct mentoring_agreement),
	.home   = "programme",
	.within = "programme",
	.order  = "start",
	.grants = mentoring_grants,

	.fields = (const struct field[]){
	{ F(programme),        T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),             T_TEXT, "Code", .hint = "Such as ME01.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(activity),         T_REF, "Activity", .to = "activity" },
	{ F(kind),             T_CHOICE, "Kind", .choices = &mentoring_kind_codes,
	    .flags = MUST | LIST },
	{ F(mentor),           T_REF, "Mentor", .to = "party", .flags = MUST | LIST | NAME },
	{ F(mentee),           T_REF, "Mentee", .to = "party", .flags = MUST | LIST | NAME },
	{ F(start),            T_DAY, "Start", .flags = MUST | LIST },
	{ F(end),              T_DAY, "End", .flags = LIST },
	{ F(goals),            T_TABLE, "Goals",
	    .columns = "goal measure baseline target achieved" },
	{ F(goals_set),        T_COUNT, "Goals set", .min = 0, .max = 1000 },
	{ F(goals_achieved),   T_COUNT, "Goals achieved", .min = 0, .max = 1000, .flags = LIST },
	{ F(frequency),        T_TEXT, "How often they meet" },
	{ F(channel),          T_TEXT, "How they meet" },
	{ F(confidentiality),  T_LONG, "Confidentiality" },
	{ F(responsibilities), T_LONG, "Responsibilities" },
	{ F(no_fault_exit),    T_LONG, "How either may end it" },
	{ F(signed_mentor),    T_DAY, "Signed by the mentor",
	    .hint = "Kept when the mentor takes the step.", .flags = KEPT },
	{ F(signed_mentee),    T_DAY, "Signed by the mentee",
	    .hint = "Kept when the mentee takes the step.", .flags = KEPT },
	{ F(sessions_planned), T_COUNT, "Sessions planned", .min = 0, .max = 10000 },
	{ F(sessions_held),    T_COUNT, "Sessions held", .min = 0, .max = 10000, .flags = LIST },
	{ F(review_dates),     T_TABLE, "Reviews", .columns = "date" },
	{ F(funds_raised),     T_MONEY, "Funds raised by the mentee" },
	{ F(outcome),          T_LONG, "Outcome" },
	{ F(state),            T_STATE, "State", .machine = &mentoring_agreement_machine,
	    .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "end", "start", "The agreement ends before it starts." },
	{ NOT_ABOVE, "goals_achieved", "goals_set", "More goals were achieved than set." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct mentoring_session, m)

const struct entity mentoring_session_entity = {
	.name   = "mentoring_session",
	.label  = "Mentoring session",
	.plural = "Mentoring sessions",
	.about  = "One meeting of mentor and mentee.",
	.phase  = "deliver",
	.size   = sizeof(struct mentoring_session),
	.home   = "agreement.programme",
	.order  = "-date",
	.grants = mentoring_session_grants,

	.fields = (const struct field[]){
	{ F(agreement),      T_REF, "Agreement", .to = "mentoring_agreement",
	    .flags = MUST | LIST | NAME },
	{ F(mentor),         T_REF, "Mentor", .to = "party", .flags = MUST },
	{ F(mentee),         T_REF, "Mentee", .to = "party", .flags = MUST },
	{ F(date),           T_DAY, "Date", .flags = MUST | LIST | NAME },
	{ F(minutes),        T_COUNT, "Length", .unit = "minutes", .min = 0, .max = 1440,
	    .flags = LIST },
	{ F(mode),           T_CHOICE, "How they met", .choices = &session_mode_codes,
	    .flags = LIST },
	{ F(topics),         T_LONG, "Topics", .flags = SEARCH },
	{ F(agreed_actions), T_LONG, "Agreed actions" },
	{ F(actions),        T_TABLE, "Actions", .hint = "What is to be done, by whom, until when.",
	    .columns = "action who due done" },
	{ F(done),           T_BOOL, "Actions done", .flags = LIST },
	{ F(mood),           T_COUNT, "Mood", .hint = "1 low, 5 high.", .min = 1, .max = 5 },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct mentoring_note, m)

const struct entity mentoring_note_entity = {
	.name   = "mentoring_note",
	.label  = "Mentoring note",
	.plural = "Mentoring notes",
	.about  = "A confidential note on a session; only the pair reads it, not even an"
	          " administrator.",
	.phase  = "deliver",
	.size   = sizeof(struct mentoring_note),
	.home   = "agreement.programme",
	.order  = "-date",
	.grants = pair_grants,

	.fields = (const struct field[]){
	{ F(agreement),   T_REF, "Agreement", .to = "mentoring_agreement", .flags = MUST | LIST },
	{ F(session),     T_REF, "Mentoring session", .to = "mentoring_session" },
	{ F(mentor),      T_REF, "Mentor", .to = "party", .flags = MUST },
	{ F(mentee),      T_REF, "Mentee", .to = "party", .flags = MUST },
	{ F(date),        T_DAY, "Date", .flags = MUST | LIST | NAME },
	{ F(mentor_note), T_LONG, "Mentor's note", .hint = "Sealed: opens to the pair alone.",
	    .flags = SECRET | KEPT },
	{ F(mentee_note), T_LONG, "Mentee's note", .hint = "Sealed: opens to the pair alone.",
	    .flags = SECRET | KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct pair_key, m)

const struct entity pair_key_entity = {
	.name   = "pair_key",
	.label  = "Key of a pair",
	.plural = "Keys of pairs",
	.about  = "The key of a pair's confidential notes, sealed to one of the two.",
	.phase  = "office",
	.size   = sizeof(struct pair_key),
	.home   = "agreement.programme",
	.order  = "at",
	.flags  = INSIDE,
	.grants = users_grants,

	.fields = (const struct field[]){
	{ F(agreement), T_REF, "Agreement", .to = "mentoring_agreement", .flags = MUST | KEPT },
	{ F(user),      T_REF, "User", .to = "user", .flags = MUST | KEPT },
	{ F(open),      T_TEXT, "Sealed to", .max = 200, .flags = MUST | KEPT },
	{ F(sealed),    T_TEXT, "Sealed key", .max = 400, .flags = MUST | SECRET | KEPT },
	{ F(at),        T_MOMENT, "Made at", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "user", "agreement", "This user has the key of the pair." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct exchange, m)

const struct entity exchange_entity = {
	.name   = "exchange",
	.label  = "Exchange",
	.plural = "Exchanges",
	.about  = "A visit, twinning, forum or peer review in which parties learn from each other.",
	.phase  = "deliver",
	.size   = sizeof(struct exchange),
	.home   = "programme",
	.within = "programme",
	.order  = "from",
	.grants = deliver_grants,

	.fields = (const struct field[]){
	{ F(programme),          T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),               T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(activity),           T_REF, "Activity", .to = "activity" },
	{ F(type),               T_CHOICE, "Type", .choices = &exchange_type_codes,
	    .flags = MUST | LIST },
	{ F(title),              T_LANG, "Title", .flags = SEARCH },
	{ F(host),               T_REF, "Host", .to = "party", .flags = MUST | LIST | NAME },
	{ F(guests),             T_REFS, "Guests", .to = "party", .flags = LIST },
	{ F(from),               T_DAY, "From", .flags = MUST | LIST | NAME },
	{ F(to),                 T_DAY, "To", .flags = MUST | LIST },
	{ F(participants),       T_COUNT, "Participants", .unit = "people", .min = 0, .max = 100000,
	    .flags = LIST },
	{ F(people),             T_REFS, "Participants by name", .to = "party" },
	{ F(cooperation_type),   T_CHOICE, "Co-operation", .choices = &cooperation_type_codes,
	    .flags = LIST },
	{ F(learning_questions), T_TABLE, "Learning questions", .columns = "question" },
	{ F(programme_days),     T_TABLE, "Programme of the visit",
	    .columns = "date visit host_person" },
	{ F(report),             T_REF, "Report", .to = "file" },
	{ F(practices_seen),     T_COUNT, "Practices seen", .min = 0, .max = 10000 },
	{ F(practices_adopted),  T_COUNT, "Practices adopted", .min = 0, .max = 10000,
	    .flags = LIST },
	{ F(adoption),           T_TABLE, "What was adopted",
	    .columns = "practice adopted_by date status" },
	{ F(cost),               T_MONEY, "Cost", .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "to", "from", "The exchange ends before it begins." },
	{ NOT_ABOVE, "practices_adopted", "practices_seen",
	    "More practices were adopted than seen." },
	{ 0 } },
};

#undef F
