/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plan.c - the tables of plan.h. */
#include "model/plan.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct plan_version, m)

const struct entity plan_version_entity = {
	.name   = "plan_version",
	.label  = "Plan version",
	.plural = "Plan versions",
	.about  = "One version of the programme's plan; an approved one is replaced, never edited.",
	.phase  = "plan",
	.size   = sizeof(struct plan_version),
	.home   = "programme",
	.order  = "-number",
	.grants = plan_grants,

	.fields = (const struct field[]){
	{ F(programme),     T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(number),        T_COUNT, "Version", .min = 1, .max = 10000,
	    .flags = MUST | LIST | NAME },
	{ F(title),         T_LANG, "Title", .flags = SEARCH },
	{ F(ceiling),       T_MONEY, "Budget ceiling", .max = 1e17, .flags = LIST },
	{ F(reason),        T_LONG, "Why this version" },
	{ F(approved_on),   T_DAY, "Approved on", .flags = LIST },
	{ F(replaces),      T_REF, "Replaces", .to = "plan_version" },
	{ F(quality_notes), T_LONG, "Design review" },
	{ F(state),         T_STATE, "State", .machine = &plan_version_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "number", "programme", "This version number is taken." },
	{ NO_CYCLE, "replaces", NULL, "A version cannot replace itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct result, m)

const struct entity result_entity = {
	.name   = "result",
	.label  = "Result",
	.plural = "Results",
	.about  = "A change the programme works for: an output, an outcome or an impact.",
	.phase  = "plan",
	.size   = sizeof(struct result),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.grants = plan_grants,

	.fields = (const struct field[]){
	{ F(programme),       T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),            T_TEXT, "Code", .hint = "Such as OP1 or OC2.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(level),           T_CHOICE, "Level", .choices = &result_level_codes,
	    .flags = MUST | LIST },
	{ F(parent),          T_REF, "Leads to", .to = "result", .flags = LIST },
	{ F(family),          T_CHOICE, "Family", .choices = &result_family_codes },
	{ F(statement),       T_LANG, "Statement", .flags = MUST | LIST | SEARCH | NAME },
	{ F(assumptions),     T_TABLE, "Assumptions", .columns = "assumption" },
	{ F(convention_goal), T_CHOICE, "Goal of the 2005 Convention",
	    .choices = &convention_goal_codes },
	{ F(sdg),             T_CHOICES, "Sustainable Development Goals", .choices = &sdg_codes },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "parent", NULL, "A result cannot lead to itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct toc_link, m)

const struct entity toc_link_entity = {
	.name   = "toc_link",
	.label  = "Link in the theory of change",
	.plural = "Links in the theory of change",
	.about  = "Why one thing is expected to bring about another.",
	.phase  = "plan",
	.size   = sizeof(struct toc_link),
	.home   = "programme",
	.order  = "to",
	.grants = plan_grants,

	.fields = (const struct field[]){
	{ F(programme),         T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(from_activity),     T_REF, "From activity", .to = "activity", .flags = LIST },
	{ F(from_result),       T_REF, "From result", .to = "result", .flags = LIST },
	{ F(to),                T_REF, "To result", .to = "result", .flags = MUST | LIST | NAME },
	{ F(mechanism),         T_LONG, "How it works", .flags = MUST | LIST | SEARCH | NAME },
	{ F(assumption),        T_LONG, "What must hold" },
	{ F(evidence_strength), T_CHOICE, "Evidence", .choices = &evidence_strength_codes,
	    .flags = LIST },
	{ F(ico),               T_CHOICE, "Capacity outcome",
	    .hint = "Of the learning outcomes of the capacity development results framework.",
	    .choices = &ico_codes },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct indicator, m)

const struct entity indicator_entity = {
	.name   = "indicator",
	.label  = "Indicator",
	.plural = "Indicators",
	.about  = "What is measured, how, how often and against which target.",
	.phase  = "plan",
	.size   = sizeof(struct indicator),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.grants = plan_grants,

	.fields = (const struct field[]){
	{ F(programme),       T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),            T_TEXT, "Code", .max = 60, .flags = MUST | LIST | SEARCH | CODE },
	{ F(name),            T_LANG, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(result),          T_REF, "Of result", .to = "result", .flags = LIST },
	{ F(definition),      T_LONG, "Definition" },
	{ F(unit),            T_TEXT, "Unit", .max = 60, .flags = LIST },
	{ F(measure),         T_CHOICE, "Measure", .choices = &indicator_measure_iati_codes,
	    .flags = MUST | LIST,
	    .help = "Percentages are kept with numerator and denominator, and added through them; "
	            "a capacity score of 1 to 5 is ordinal." },
	{ F(numerator),       T_LONG, "Numerator" },
	{ F(denominator),     T_LONG, "Denominator" },
	{ F(direction),       T_CHOICE, "Wanted direction", .choices = &direction_codes,
	    .flags = MUST | LIST },
	{ F(aggregation),     T_CHOICE, "Over time",
	    .hint = "How the values of several periods become one.", .choices = &aggregation_codes,
	    .flags = MUST },
	{ F(disaggregation),  T_CHOICES, "Broken down by", .choices = &disaggregation_codes },
	{ F(data_source),     T_TEXT, "Source of data" },
	{ F(method),          T_LONG, "Method" },
	{ F(frequency),       T_CHOICE, "How often", .choices = &frequency_codes },
	{ F(responsible),     T_TEXT, "Who is responsible", .hint = "A role or a party." },
	{ F(baseline_value),  T_REAL, "Baseline value", .flags = LIST },
	{ F(baseline_date),   T_DAY, "Baseline date" },
	{ F(targets),         T_TABLE, "Targets", .columns = "period value" },
	{ F(limitations),     T_LONG, "Limitations" },
	{ F(quality_check),   T_LONG, "Quality check" },
	{ F(sdg_indicator),   T_TEXT, "SDG indicator", .max = 40 },
	{ F(reference_vocab), T_TEXT, "Reference vocabulary", .max = 80 },
	{ F(records),         T_CHOICE, "Filled from records",
	    .hint = "What the program counts for you; none: values are typed.",
	    .choices = &record_rule_codes },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct activity, m)

const struct entity activity_entity = {
	.name   = "activity",
	.label  = "Activity",
	.plural = "Activities",
	.about  = "Something the programme will do to close gaps, with its dates, cost and"
	          " expected benefit.",
	.phase  = "plan",
	.size   = sizeof(struct activity),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.grants = activity_grants,

	.fields = (const struct field[]){
	{ F(programme),        T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(plan_version),     T_REF, "Plan version", .to = "plan_version" },
	{ F(code),             T_TEXT, "Code", .hint = "Such as A01.", .max = 60,
	    .flags = MUST | LIST | SEARCH | CODE },
	{ F(title),            T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(modality),         T_CHOICE, "Modality", .choices = &modality_codes,
	    .flags = MUST | LIST },
	{ F(vn_component),     T_CHOICE, "Component of the TA project",
	    .choices = &vn_ta_component_codes },
	{ F(cooperation_type), T_CHOICE, "Co-operation", .choices = &cooperation_type_codes },
	{ F(led_by),           T_CHOICE, "Led by", .choices = &led_by_codes, .flags = LIST },
	{ F(output),           T_REF, "Contributes to", .to = "result" },
	{ F(subjects),         T_REFS, "For whom", .to = "party" },
	{ F(raci),             T_TABLE, "Who does what",
	    .hint = "R responsible, A accountable, C consulted, I informed.",
	    .columns = "party role" },
	{ F(start),            T_DAY, "Planned start", .flags = LIST },
	{ F(end),              T_DAY, "Planned end", .flags = LIST },
	{ F(start_actual),     T_DAY, "Actual start" },
	{ F(end_actual),       T_DAY, "Actual end" },
	{ F(duration_days),    T_COUNT, "Duration", .unit = "days", .min = 0, .max = 100000 },
	{ F(predecessors),     T_REFS, "Comes after", .to = "activity" },
	{ F(prerequisites),    T_REFS, "Needs", .hint = "Cannot be chosen without these.",
	    .to = "activity" },
	{ F(exclusive_with),   T_REFS, "Excludes", .hint = "Never chosen together with these.",
	    .to = "activity" },
	{ F(cost),             T_MONEY, "Cost", .max = 1e17, .flags = LIST },
	{ F(benefit),          T_REAL, "Benefit",
	    .hint = "The summed priority of the gaps it would close.", .min = 0, .max = 1e15,
	    .flags = LIST },
	{ F(gap_count),        T_COUNT, "Gaps targeted, as planned", .min = 0, .max = 1000000 },
	{ F(is_mandatory),     T_BOOL, "Must be done",
	    .hint = "Such as management and evaluation; needs no gap." },
	{ F(selected),         T_BOOL, "Chosen", .flags = LIST | KEPT },
	{ F(percent_done),     T_REAL, "Done so far", .unit = "%",
	    .hint = "For the earned value, where the programme counts it by percentages.",
	    .min = 0, .max = 100 },
	{ F(by_hand),          T_CHOICE, "Fixed by hand",
	    .hint = "Kept in or out whatever the budget; say why.", .choices = &by_hand_codes },
	{ F(manual_reason),    T_LONG, "Why it was chosen or left by hand" },
	{ F(tailoring_note),   T_LONG, "How it is fitted to the context" },
	{ F(evidence),         T_REF, "Evidence of delivery", .to = "file" },
	{ F(state),            T_STATE, "State", .machine = &activity_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "end", "start", "The activity ends before it starts." },
	{ NOT_BEFORE, "end_actual", "start_actual", "The activity ended before it started." },
	{ ONCE_PER, "code", "programme", "This code is taken." },
	{ GOES_WITH, "by_hand", "manual_reason", "Say why it is fixed by hand." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct activity_gap, m)

const struct entity activity_gap_entity = {
	.name   = "activity_gap",
	.label  = "Gap of an activity",
	.plural = "Gaps of activities",
	.about  = "Which gap an activity is meant to close.",
	.phase  = "plan",
	.size   = sizeof(struct activity_gap),
	.home   = "activity.programme",
	.order  = "activity",
	.grants = plan_grants,

	.fields = (const struct field[]){
	{ F(activity), T_REF, "Activity", .to = "activity", .flags = MUST | LIST | NAME },
	{ F(gap),      T_REF, "Gap", .to = "gap", .flags = MUST | LIST | NAME },
	{ F(from_level), T_REAL, "From level", .min = -1000, .max = 1000, .flags = LIST },
	{ F(to_level), T_REAL, "To level",
	    .hint = "Where the subject should stand when the activity is done.", .min = -1000,
	    .max = 1000, .flags = LIST },
	{ F(by),       T_DAY, "By when", .flags = LIST },
	{ F(share),    T_REAL, "Share expected to close", .min = 0, .max = 1,
	    .hint = "Of the gap; used where no levels are given." },
	{ F(note),     T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "gap", "activity", "This activity has that gap already." },
	{ NOT_ABOVE, "from_level", "to_level", "The level would fall." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct risk, m)

const struct entity risk_entity = {
	.name   = "risk",
	.label  = "Risk",
	.plural = "Risks",
	.about  = "Something uncertain that could help or hurt the programme, and what is"
	          " done about it.",
	.phase  = "plan",
	.size   = sizeof(struct risk),
	.home   = "programme",
	.within = "programme",
	.order  = "-score",
	.grants = plan_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),       T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(kind),       T_CHOICE, "Kind", .choices = &risk_kind_codes, .flags = MUST | LIST },
	{ F(statement),  T_LONG, "Statement", .flags = MUST | LIST | SEARCH | NAME },
	{ F(category),   T_CHOICE, "Category", .choices = &risk_category_codes, .flags = LIST },
	{ F(likelihood), T_COUNT, "Likelihood", .hint = "1 rare, 5 almost sure.", .min = 1,
	    .max = 5, .flags = MUST | LIST },
	{ F(impact),     T_COUNT, "Impact", .hint = "1 slight, 5 grave.", .min = 1, .max = 5,
	    .flags = MUST | LIST },
	{ F(score),      T_REAL, "Score",
	    .hint = "Likelihood times impact; left empty it is worked out.", .min = 1, .max = 25,
	    .flags = LIST },
	{ F(response),   T_LONG, "Treatment" },
	{ F(owner),      T_REF, "Watched by", .to = "party" },
	{ F(owner_role), T_TEXT, "Role that watches it", .hint = "Such as PM or FIN." },
	{ F(trigger),    T_LONG, "Early sign" },
	{ F(status),     T_CHOICE, "Status", .choices = &risk_status_codes, .flags = MUST | LIST },
	{ F(reviewed),   T_DAY, "Last reviewed" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct adaptation_decision, m)

const struct entity adaptation_decision_entity = {
	.name   = "adaptation_decision",
	.label  = "Adaptation",
	.plural = "Adaptations",
	.about  = "A decision to change the plan, what called for it and what came of it.",
	.phase  = "plan",
	.size   = sizeof(struct adaptation_decision),
	.home   = "programme",
	.within = "programme",
	.order  = "-date",
	.grants = gates_grants,

	.fields = (const struct field[]){
	{ F(programme),       T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),            T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(date),            T_DAY, "Date", .flags = MUST | LIST },
	{ F(trigger),         T_LONG, "What called for it", .flags = MUST | LIST | SEARCH },
	{ F(context_event),   T_REF, "Event in the context", .to = "context_event" },
	{ F(indicator_value), T_REF, "Indicator value", .to = "indicator_value" },
	{ F(finding),         T_REF, "Finding", .to = "finding" },
	{ F(lesson),          T_REF, "Lesson", .to = "lesson" },
	{ F(decision),        T_LONG, "Decision", .flags = MUST | LIST | SEARCH | NAME },
	{ F(rationale),       T_LONG, "Reasons" },
	{ F(approved_by),     T_TEXT, "Approved by", .flags = LIST },
	{ F(approver),        T_REF, "Approving party", .to = "party" },
	{ F(from_version),    T_REF, "From version", .to = "plan_version", .flags = LIST },
	{ F(to_version),      T_REF, "To version", .to = "plan_version", .flags = LIST },
	{ F(effect_expected), T_LONG, "Effect expected" },
	{ F(effect_seen),     T_LONG, "Effect seen" },
	{ 0 } },
};

#undef F
