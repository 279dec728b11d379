/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* monitor.c - the tables of monitor.h. */
#include "model/monitor.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct reporting_period, m)

const struct entity reporting_period_entity = {
	.name   = "reporting_period",
	.label  = "Reporting period",
	.plural = "Reporting periods",
	.about  = "A stretch of time on which the programme reports, and whether it has.",
	.phase  = "monitor",
	.size   = sizeof(struct reporting_period),
	.home   = "programme",
	.within = "programme",
	.order  = "-ends",
	.grants = periods_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),      T_TEXT, "Period", .hint = "2024, 2024H1, 2024Q3 or 2024-05.", .max = 40,
	    .flags = MUST | LIST | SEARCH | CODE | NAME },
	{ F(starts),    T_DAY, "From", .flags = MUST | LIST },
	{ F(ends),      T_DAY, "To", .flags = MUST | LIST },
	{ F(due),       T_DAY, "Values are due on", .flags = LIST },
	{ F(note),      T_LONG, "Note" },
	{ F(state),     T_STATE, "State", .machine = &reporting_period_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "ends", "starts", "The period ends before it begins." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct issue, m)

const struct entity issue_entity = {
	.name   = "issue",
	.label  = "Issue",
	.plural = "Issues",
	.about  = "Something that stands in the way now, who deals with it and until when.",
	.phase  = "monitor",
	.size   = sizeof(struct issue),
	.home   = "programme",
	.within = "programme",
	.order  = "-raised",
	.grants = register_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),      T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(text),      T_LONG, "What stands in the way", .flags = MUST | LIST | SEARCH | NAME },
	{ F(severity),  T_CHOICE, "How grave", .choices = &risk_level_codes, .flags = LIST },
	{ F(raised),    T_DAY, "Raised on", .flags = MUST | LIST },
	{ F(activity),  T_REF, "Activity", .to = "activity" },
	{ F(indicator), T_REF, "Indicator", .to = "indicator" },
	{ F(owner),     T_REF, "Dealt with by", .to = "party", .flags = LIST },
	{ F(action),    T_LONG, "What is being done" },
	{ F(due),       T_DAY, "Until", .flags = LIST },
	{ F(settled),   T_DAY, "Settled on" },
	{ F(status),    T_CHOICE, "Status", .choices = &issue_status_codes, .flags = MUST | LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "settled", "raised", "It was settled before it was raised." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct indicator_value, m)

const struct entity indicator_value_entity = {
	.name   = "indicator_value",
	.label  = "Indicator value",
	.plural = "Indicator values",
	.about  = "What an indicator stood at in one period, as a whole or for one group.",
	.phase  = "monitor",
	.size   = sizeof(struct indicator_value),
	.home   = "indicator.programme",
	.order  = "-period_end",
	.grants = values_grants,

	.fields = (const struct field[]){
	{ F(indicator),    T_REF, "Indicator", .to = "indicator", .flags = MUST | LIST | NAME },
	{ F(period),       T_TEXT, "Period",
	    .hint = "As reported: 2024, 2024H1, 2024Q3 or 2024-05.", .max = 40,
	    .flags = MUST | LIST | NAME },
	{ F(period_start), T_DAY, "From", .flags = MUST },
	{ F(period_end),   T_DAY, "To", .flags = MUST },
	{ F(stratum),      T_TEXT, "Group", .hint = "Such as sex=F; empty for the total.",
	    .max = 200, .flags = LIST },
	{ F(numerator),    T_REAL, "Numerator" },
	{ F(denominator),  T_REAL, "Denominator" },
	{ F(value),        T_REAL, "Value", .flags = LIST },
	{ F(status),       T_CHOICE, "Status", .choices = &value_status_codes,
	    .flags = MUST | LIST },
	{ F(evidence),     T_REF, "Evidence", .to = "file" },
	{ F(comment),      T_LONG, "Comment" },
	{ F(valid_until),  T_DAY, "Valid until" },
	{ F(recorded),     T_REAL, "Filled from records with",
	    .hint = "While the value is the same, it is the program's.", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "period_end", "period_start", "The period ends before it begins." },
	{ ONCE_PER, "period", "indicator stratum", "This value is reported already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct feedback_case, m)

const struct entity feedback_case_entity = {
	.name   = "feedback_case",
	.label  = "Feedback",
	.plural = "Feedback",
	.about  = "A question, suggestion or complaint from anyone, and the answer given.",
	.phase  = "monitor",
	.size   = sizeof(struct feedback_case),
	.home   = "programme",
	.within = "programme",
	.order  = "-received",
	.grants = feedback_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),        T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(received),    T_DAY, "Received on", .flags = MUST | LIST },
	{ F(channel),     T_CHOICE, "Came by", .choices = &feedback_channel_codes,
	    .flags = MUST | LIST },
	{ F(anonymous),   T_BOOL, "Anonymous", .flags = MUST | LIST },
	{ F(contact),     T_TEXT, "How to answer", .hint = "E-mail or telephone, if given.",
	    .flags = PERSONAL },
	{ F(category),    T_CHOICE, "Category", .choices = &feedback_category_codes,
	    .flags = MUST | LIST },
	{ F(text),        T_LONG, "What was said", .flags = MUST | LIST | SEARCH | NAME },
	{ F(sensitive),   T_BOOL, "Sensitive",
	    .hint = "Seen only by the programme manager and the steering committee.",
	    .flags = GUARD },
	{ F(topic),       T_CHOICE, "What it is about", .choices = &feedback_topic_codes },
	{ F(due),         T_DAY, "To be answered by" },
	{ F(owner),       T_REF, "Dealt with by", .to = "party" },
	{ F(answer),      T_LONG, "Answer",
	    .hint = "Whoever sent it reads this with the reference number." },
	{ F(answered_on), T_DAY, "Answered on", .flags = LIST },
	{ F(days),        T_REAL, "Days to answer", .unit = "days", .min = 0, .max = 100000 },
	{ F(heard),       T_LONG, "What we heard, in public words",
	    .hint = "Without names or anything that tells who said it." },
	{ F(done),        T_LONG, "What was done about it" },
	{ F(published),   T_BOOL, "On the public page",
	    .hint = "The public words and what was done, never the message itself." },
	{ F(satisfied),   T_CHOICE, "Satisfied", .choices = &yes_no_unknown_codes, .flags = LIST },
	{ F(remark),      T_LONG, "What they say to the answer" },
	{ F(reference),   T_TEXT, "Reference number", .max = 40, .flags = SEARCH | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "answered_on", "received", "It was answered before it was received." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct evaluation, m)

const struct entity evaluation_entity = {
	.name   = "evaluation",
	.label  = "Evaluation",
	.plural = "Evaluations",
	.about  = "An independent look at what the programme achieved and why.",
	.phase  = "evaluate",
	.size   = sizeof(struct evaluation),
	.home   = "programme",
	.order  = "-delivered_on",
	.flags  = PUBLIC,
	.grants = evaluation_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(title),        T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(kind),         T_CHOICE, "Kind", .choices = &evaluation_kind_codes,
	    .flags = MUST | LIST },
	{ F(team),         T_REFS, "Evaluators", .to = "party" },
	{ F(questions),    T_TABLE, "Questions", .columns = "criterion question" },
	{ F(method),       T_LONG, "Method" },
	{ F(starts_on),    T_DAY, "Starts", .flags = LIST },
	{ F(delivered_on), T_DAY, "Report delivered", .flags = LIST },
	{ F(accepted_on),  T_DAY, "Accepted on", .flags = LIST },
	{ F(report),       T_REF, "Report", .to = "file" },
	{ F(summary),      T_LONG, "Summary", .flags = SEARCH },
	{ F(scores),       T_TABLE, "Scores by criterion", .columns = "criterion score evidence" },
	{ F(published),    T_BOOL, "Published", .flags = LIST },
	{ F(state),        T_STATE, "State", .machine = &evaluation_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "delivered_on", "starts_on",
	    "The report was delivered before the evaluation began." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct finding, m)

const struct entity finding_entity = {
	.name   = "finding",
	.label  = "Finding",
	.plural = "Findings",
	.about  = "Something an evaluation found, with the evidence for it.",
	.phase  = "evaluate",
	.size   = sizeof(struct finding),
	.home   = "evaluation.programme",
	.order  = "seq",
	.grants = finding_grants,

	.fields = (const struct field[]){
	{ F(evaluation), T_REF, "Evaluation", .to = "evaluation", .flags = MUST | LIST,
	    .only = "EVA" },
	{ F(seq),        T_COUNT, "Number", .min = 1, .max = 10000, .flags = LIST, .only = "EVA" },
	{ F(criterion),  T_CHOICE, "Criterion", .choices = &evaluation_criteria_dac_codes,
	    .flags = LIST, .only = "EVA" },
	{ F(text),       T_LONG, "Finding", .flags = MUST | LIST | SEARCH | NAME, .only = "EVA" },
	{ F(evidence),   T_LONG, "Evidence", .only = "EVA" },
	{ F(strength),   T_CHOICE, "Strength of evidence", .choices = &evidence_strength_codes,
	    .flags = LIST, .only = "EVA" },
	{ F(results),    T_REFS, "Results concerned", .to = "result", .only = "EVA" },
	{ F(answer),     T_LONG, "Answer of the management", .only = "PM" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct contribution_note, m)

const struct entity contribution_note_entity = {
	.name   = "contribution_note",
	.label  = "Contribution note",
	.plural = "Contribution notes",
	.about  = "A change that was seen, how the programme had a part in it, what else did,"
	          " and how strong the evidence is.",
	.phase  = "evaluate",
	.size   = sizeof(struct contribution_note),
	.home   = "programme",
	.order  = "strength",
	.grants = contribution_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(change),       T_LONG, "Change that was seen", .flags = MUST | LIST | SEARCH | NAME },
	{ F(result),       T_REF, "Result concerned", .to = "result" },
	{ F(indicator),    T_REF, "Indicator that shows it", .to = "indicator" },
	{ F(contribution), T_LONG, "How the programme contributed", .flags = MUST },
	{ F(activities),   T_REFS, "By which activities", .to = "activity" },
	{ F(others),       T_LONG, "What else had a part in it" },
	{ F(rival),        T_LONG, "Another explanation, and why it is less likely" },
	{ F(evidence),     T_LONG, "Evidence" },
	{ F(strength),     T_CHOICE, "Strength of evidence", .choices = &evidence_strength_codes,
	    .flags = MUST | LIST },
	{ F(evaluation),   T_REF, "From evaluation", .to = "evaluation" },
	{ 0 } },
};

#undef F
