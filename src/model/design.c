/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* design.c - the tables of design.h. */
#include "model/design.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct plan_limit, m)

const struct entity plan_limit_entity = {
	.name   = "plan_limit",
	.label  = "Budget limit",
	.plural = "Budget limits",
	.about  = "How much of one funder's money, or of one year's, a plan version may use; beside"
	          " its ceiling.",
	.phase  = "plan",
	.size   = sizeof(struct plan_limit),
	.home   = "plan_version.programme",
	.order  = "year",
	.grants = plan_grants,

	.fields = (const struct field[]){
	{ F(plan_version), T_REF, "Plan version", .to = "plan_version", .flags = MUST | LIST },
	{ F(funder),       T_REF, "Funder", .hint = "None: whoever pays.", .to = "party",
	    .flags = LIST | NAME },
	{ F(year),         T_COUNT, "Year", .hint = "None: all years together.", .min = 1900,
	    .max = 2200, .flags = LIST | NAME },
	{ F(amount),       T_MONEY, "Amount", .flags = MUST | LIST | NAME },
	{ F(note),         T_LONG, "Note" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct plan_line, m)

const struct entity plan_line_entity = {
	.name   = "plan_line",
	.label  = "Line of a plan version",
	.plural = "Lines of plan versions",
	.about  = "An activity as a plan version had it when it was submitted.",
	.phase  = "plan",
	.size   = sizeof(struct plan_line),
	.home   = "plan_version.programme",
	.order  = "code",
	.grants = plan_line_grants,

	.fields = (const struct field[]){
	{ F(plan_version), T_REF, "Plan version", .to = "plan_version",
	    .flags = MUST | LIST | KEPT },
	{ F(activity),     T_REF, "Activity", .to = "activity", .flags = MUST | LIST | KEPT },
	{ F(code),         T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | NAME | KEPT },
	{ F(title),        T_LANG, "Title", .flags = LIST | KEPT },
	{ F(modality),     T_CHOICE, "Modality", .choices = &modality_codes,
	    .flags = LIST | KEPT },
	{ F(start),        T_DAY, "Planned start", .flags = LIST | KEPT },
	{ F(end),          T_DAY, "Planned end", .flags = LIST | KEPT },
	{ F(cost),         T_MONEY, "Cost", .flags = LIST | KEPT },
	{ F(benefit),      T_REAL, "Benefit", .flags = LIST | KEPT },
	{ F(is_in),        T_BOOL, "In the plan", .flags = LIST | KEPT },
	{ F(targets),      T_TABLE, "Target gaps", .columns = "gap from to by", .flags = KEPT },
	{ F(money),        T_TABLE, "Money by funder and year", .columns = "funder year amount",
	    .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "activity", "plan_version", "This version has that activity already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct design_review, m)

const struct entity design_review_entity = {
	.name   = "design_review",
	.label  = "Design review",
	.plural = "Design reviews",
	.about  = "How well a plan version is made, point by point, before it is approved.",
	.phase  = "plan",
	.size   = sizeof(struct design_review),
	.home   = "plan_version.programme",
	.order  = "-date",
	.grants = design_review_grants,

	.fields = (const struct field[]){
	{ F(plan_version), T_REF, "Plan version", .to = "plan_version",
	    .flags = MUST | LIST | NAME },
	{ F(date),         T_DAY, "Reviewed on", .flags = MUST | LIST | NAME },
	{ F(reviewer),     T_TEXT, "Reviewed by", .flags = LIST | SEARCH },
	{ F(context),      T_CHOICE, "Fits the context",
	    .hint = "Law, culture, language, season and what others do there.",
	    .choices = &design_mark_codes },
	{ F(voice),        T_CHOICE, "Those it is for took part",
	    .hint = "They named the gaps, chose among ways and agreed to the plan.",
	    .choices = &design_mark_codes },
	{ F(causes),       T_CHOICE, "Goes to the causes",
	    .hint = "Each activity answers why the gap is there, not how it shows.",
	    .choices = &design_mark_codes },
	{ F(priorities),   T_CHOICE, "First things first",
	    .hint = "The gaps ranked highest have an activity, or a reason why not.",
	    .choices = &design_mark_codes },
	{ F(strengths),    T_CHOICE, "Builds on what is there",
	    .hint = "Own people, own systems and own money before those from outside.",
	    .choices = &design_mark_codes },
	{ F(measures),     T_CHOICE, "Can be measured",
	    .hint = "Every output has an indicator with a baseline and a target.",
	    .choices = &design_mark_codes },
	{ F(feasible),     T_CHOICE, "Can be done",
	    .hint = "In the time, with the people and for the money that are there.",
	    .choices = &design_mark_codes },
	{ F(inclusion),    T_CHOICE, "Leaves nobody out",
	    .hint = "Women, minorities, persons with disabilities and far places.",
	    .choices = &design_mark_codes },
	{ F(risks),        T_CHOICE, "Knows its risks",
	    .hint = "Grave ones have a treatment and somebody who watches them.",
	    .choices = &design_mark_codes },
	{ F(lasting),      T_CHOICE, "Will last",
	    .hint = "Somebody will carry on and pay when the programme ends.",
	    .choices = &design_mark_codes },
	{ F(notes),        T_LONG, "What should be better", .flags = SEARCH },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct modality_rule, m)

const struct entity modality_rule_entity = {
	.name   = "modality_rule",
	.label  = "Rule from gap to activity",
	.plural = "Rules from gap to activity",
	.about  = "Which kind of activity answers which kind of gap, and why.",
	.phase  = "plan",
	.size   = sizeof(struct modality_rule),
	.order  = "seq",
	.flags  = SHARED,
	.grants = modality_rule_grants,

	.fields = (const struct field[]){
	{ F(seq),      T_COUNT, "Order", .hint = "Of rules that fit, the first comes first.",
	    .min = 1, .max = 10000, .flags = MUST | LIST },
	{ F(cause),    T_CHOICE, "Cause of the gap", .hint = "None: any.",
	    .choices = &gap_cause_codes, .flags = LIST },
	{ F(level),    T_CHOICE, "Whose gap", .hint = "None: anybody's.",
	    .choices = &subject_type_codes, .flags = LIST },
	{ F(from_gap), T_REAL, "From a gap of", .unit = "levels", .min = 0, .max = 1000,
	    .flags = LIST },
	{ F(to_gap),   T_REAL, "Below a gap of", .unit = "levels", .min = 0, .max = 1000,
	    .flags = LIST },
	{ F(modality), T_CHOICE, "Modality", .choices = &modality_codes,
	    .flags = MUST | LIST | NAME },
	{ F(reason),   T_LONG, "Reason", .flags = MUST | LIST | SEARCH | NAME },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_ABOVE, "from_gap", "to_gap", "The gap begins above where it ends." },
	{ 0 } },
};

#undef F
