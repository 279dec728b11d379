/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* raise.c - the tables of raise.h. */
#include "model/raise.h"

#include "model/codes.h"
#include "model/grants.h"

/* The states of opportunity_machine, for lines that say where one was. */
static const struct choice opportunity_stage[] = {
	{ .code = "lead",        .label = "Lead" },
	{ .code = "qualified",   .label = "Qualified" },
	{ .code = "concept",     .label = "Concept note sent" },
	{ .code = "invited",     .label = "Proposal invited" },
	{ .code = "proposal",    .label = "Proposal submitted" },
	{ .code = "negotiation", .label = "Negotiation" },
	{ .code = "signed",      .label = "Agreement signed" },
	{ .code = "received",    .label = "Funds received" },
	{ .code = "declined",    .label = "Declined" },
	{ .code = "dormant",     .label = "Dormant" },
	{ 0 }
};

const struct choices opportunity_stage_codes = {
	"opportunity_stage", "Stage of an opportunity", opportunity_stage, .closed = 1
};

static const struct choice funding_call_state[] = {
	{ .code = "announced", .label = "Announced" },
	{ .code = "open",      .label = "Open" },
	{ .code = "closed",    .label = "Closed" },
	{ .code = "withdrawn", .label = "Withdrawn" },
	{ 0 }
};

const struct choices funding_call_state_codes = {
	"funding_call_state", "State of a call", funding_call_state, .closed = 1
};

#define F(m) FIELD(struct opportunity_stage, m)

const struct entity opportunity_stage_entity = {
	.name   = "opportunity_stage",
	.label  = "Step of an opportunity",
	.plural = "Steps of opportunities",
	.about  = "One move of an opportunity from stage to stage; these lines are never changed.",
	.phase  = "resources",
	.size   = sizeof(struct opportunity_stage),
	.home   = "opportunity.programme",
	.order  = "-at",
	.flags  = LEDGER,
	.grants = opportunity_stage_grants,

	.fields = (const struct field[]){
	{ F(opportunity), T_REF, "Opportunity", .to = "opportunity", .flags = MUST | LIST | NAME },
	{ F(donor),       T_REF, "Donor", .to = "party", .flags = LIST },
	{ F(at),          T_MOMENT, "At", .flags = MUST | LIST },
	{ F(on),          T_DAY, "Day", .flags = LIST },
	{ F(verb),        T_TEXT, "Step", .hint = "'take_back' takes the step before it back.",
	    .max = 60 },
	{ F(was),         T_CHOICE, "Came from", .hint = "Empty where it began.",
	    .choices = &opportunity_stage_codes, .flags = LIST },
	{ F(stage),       T_CHOICE, "Stage", .choices = &opportunity_stage_codes,
	    .flags = MUST | LIST },
	{ F(chance_was),  T_REAL, "Probability before", .min = 0, .max = 1 },
	{ F(kept_as),     T_COUNT, "Revision after", .min = 1, .max = 1e15 },
	{ F(note),        T_LONG, "Note", .flags = SEARCH },
	{ F(by),          T_REF, "By", .to = "user", .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct funder_profile, m)

const struct entity funder_profile_entity = {
	.name   = "funder_profile",
	.label  = "Funder's interests",
	.plural = "Funders' interests",
	.about  = "What a funder pays for: areas, kinds of work, places and the size of grants.",
	.phase  = "resources",
	.size   = sizeof(struct funder_profile),
	.order  = "party",
	.flags  = SHARED,
	.grants = funder_profile_grants,

	.fields = (const struct field[]){
	{ F(party),      T_REF, "Funder", .to = "party", .flags = MUST | LIST | NAME },
	{ F(interests),  T_LONG, "What it wants to change", .flags = SEARCH },
	{ F(areas),      T_TEXT, "Areas", .max = 1000,
	    .hint = "Words with a semicolon between, such as policy; data; crafts. They are "
	            "looked for in the names of gaps.",
	    .flags = LIST | SEARCH },
	{ F(kinds),      T_CHOICES, "Kinds of work", .choices = &modality_codes },
	{ F(levels),     T_CHOICES, "For whom", .choices = &subject_type_codes },
	{ F(regions),    T_TEXT, "Countries", .max = 1000,

	    .hint = "Two letters of ISO 3166 each, with a semicolon between; empty: anywhere.",
	    .flags = LIST },
	{ F(amount_from), T_MONEY, "Smallest grant", .max = 1e17, .flags = LIST },
	{ F(amount_to), T_MONEY, "Largest grant", .max = 1e17, .flags = LIST },
	{ F(how),        T_LONG, "How one applies" },
	{ F(cycle),      T_TEXT, "When it decides",
	    .hint = "Such as twice a year, in May and November." },
	{ F(link),       T_TEXT, "Web address", .max = 1000 },
	{ F(contact),    T_TEXT, "Who to talk to", .flags = PERSONAL },
	{ F(checked_on), T_DAY, "Last checked on" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "party", "", "The interests of this funder are here already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct funding_call, m)

const struct entity funding_call_entity = {
	.name   = "funding_call",
	.label  = "Call for proposals",
	.plural = "Calls for proposals",
	.about  = "An invitation of a funder to apply until a day.",
	.phase  = "resources",
	.size   = sizeof(struct funding_call),
	.order  = "deadline",
	.flags  = SHARED,
	.grants = funding_call_grants,

	.fields = (const struct field[]){
	{ F(code),        T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(funder),      T_REF, "Funder", .to = "party", .flags = MUST | LIST },
	{ F(title),       T_TEXT, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(opens),       T_DAY, "Opens on" },
	{ F(deadline),    T_DAY, "Deadline", .flags = LIST },
	{ F(amount_from), T_MONEY, "Smallest grant", .max = 1e17, .flags = LIST },
	{ F(amount_to),   T_MONEY, "Largest grant", .max = 1e17, .flags = LIST },
	{ F(link),        T_TEXT, "Web address", .max = 1000 },
	{ F(areas),       T_TEXT, "Areas", .max = 1000,
	    .hint = "Words with a semicolon between, such as policy; data; crafts. They are "
	            "looked for in the names of gaps.",
	    .flags = SEARCH },
	{ F(kinds),       T_CHOICES, "Kinds of work", .choices = &modality_codes },
	{ F(levels),      T_CHOICES, "For whom", .choices = &subject_type_codes },
	{ F(regions),     T_TEXT, "Countries", .max = 1000,
	    .hint = "Two letters of ISO 3166 each, with a semicolon between; empty: anywhere." },
	{ F(eligibility), T_LONG, "Who may apply" },
	{ F(state),       T_CHOICE, "State", .hint = "After the deadline it is closed by itself.",
	    .choices = &funding_call_state_codes, .flags = MUST | LIST },
	{ F(by),          T_REF, "Entered by", .to = "user", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "deadline", "opens", "The deadline is before the call opens." },
	{ 0 } },
};

#undef F
