/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fund.c - the tables of fund.h. */
#include "model/fund.h"

#include "model/books.h"
#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct budget_line, m)

const struct entity budget_line_entity = {
	.name   = "budget_line",
	.label  = "Budget line",
	.plural = "Budget lines",
	.about  = "One amount in the plan: for what, in which year and from whose money.",
	.phase  = "resources",
	.size   = sizeof(struct budget_line),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.grants = budget_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(plan_version), T_REF, "Plan version", .to = "plan_version" },
	{ F(code),         T_TEXT, "Code", .hint = "Such as BL001.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(activity),     T_REF, "Activity", .hint = "None: for the programme as a whole.",
	    .to = "activity", .flags = LIST },
	{ F(category),     T_CHOICE, "Category", .choices = &un_budget_category_codes,
	    .flags = LIST },
	{ F(fund),         T_CHOICE, "Kind of fund", .choices = &fund_kind_codes,
	    .flags = LIST },
	{ F(funder),       T_REF, "Funder", .to = "party", .flags = LIST },
	{ F(description),  T_LONG, "Description", .flags = SEARCH },
	{ F(unit),         T_TEXT, "Unit", .max = 60 },
	{ F(qty),          T_REAL, "Quantity", .min = 0, .max = 1e15 },
	{ F(unit_cost),    T_REAL, "Cost per unit", .min = 0, .max = 1e15 },
	{ F(amount),       T_MONEY, "Amount", .flags = MUST | LIST },
	{ F(year),         T_COUNT, "Year", .min = 1900, .max = 2200, .flags = MUST | LIST },
	{ F(starts_on),    T_DAY, "First day", .hint = "Where it is no calendar year." },
	{ F(ends_on),      T_DAY, "Last day" },
	{ F(budget_type),  T_CHOICE, "IATI budget type", .choices = &iati_budget_type_codes },
	{ F(status),       T_CHOICE, "IATI budget status", .choices = &iati_budget_status_codes },
	{ F(account),      T_REF, "Account", .to = "account_code" },
	{ F(amount_base),  T_MONEY, "In the base currency",
	    .hint = "Of a line in another currency; empty: by the rate of the day." },
	{ F(rate_basis),   T_TEXT, "Rate taken", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "ends_on", "starts_on", "The last day comes before the first." },
	{ GOES_WITH, "starts_on", "ends_on", "A period has a first and a last day." },
	{ GOES_WITH, "ends_on", "starts_on", "A period has a first and a last day." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct transaction, m)

const struct entity transaction_entity = {
	.name   = "transaction",
	.label  = "Transaction",
	.plural = "Transactions",
	.about  = "Money promised, received, passed on or spent; never edited, only reversed.",
	.phase  = "resources",
	.size   = sizeof(struct transaction),
	.home   = "programme",
	.within = "programme",
	.order  = "-date",
	.flags  = LEDGER,
	.grants = ledger_grants,

	.fields = (const struct field[]){
	{ F(programme),     T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),          T_TEXT, "Code", .hint = "Such as T0082.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(type),          T_CHOICE, "Type", .choices = &iati_transaction_type_codes,
	    .flags = MUST | LIST },
	{ F(date),          T_DAY, "Date", .flags = MUST | LIST },
	{ F(activity),      T_REF, "Activity", .to = "activity", .flags = LIST },
	{ F(budget_line),   T_REF, "Budget line", .to = "budget_line", .flags = LIST },
	{ F(funder),        T_REF, "Funder", .to = "party", .flags = LIST },
	{ F(receiver),      T_REF, "Receiver", .to = "party" },
	{ F(opportunity),   T_REF, "Funding opportunity",
	    .hint = "The agreement this money came by.", .to = "opportunity" },
	{ F(amount),        T_MONEY, "Amount", .flags = MUST | LIST },
	{ F(rate_to_base),  T_REAL, "Rate to the base currency",
	    .hint = "Units of the base currency for one unit of this.", .min = 0, .max = 1e15 },
	{ F(amount_base),   T_MONEY, "In the base currency", .flags = LIST },
	{ F(document_no),   T_TEXT, "Voucher or agreement",
	    .hint = "A missing voucher is shown as an open point.", .flags = LIST | SEARCH },
	{ F(description),   T_LONG, "Description", .flags = SEARCH },
	{ F(reverses),      T_REF, "Reverses", .hint = "The entry this one takes back.",
	    .to = "transaction" },
	{ F(reconciled),    T_BOOL, "Reconciled with the bank", .flags = LATER },
	{ F(reconciled_on), T_DAY, "Reconciled on", .flags = LATER },
	{ F(account),       T_REF, "Account", .to = "account_code", .flags = LATER },
	{ F(form),          T_CHOICE, "Form", .choices = &contribution_form_codes },
	{ F(basis),         T_TEXT, "How it was valued",
	    .hint = "Of what came in kind: days at which wage, the price of what was given." },
	{ F(rate_basis),    T_TEXT, "Rate taken", .flags = KEPT },
	{ F(entered_by),    T_REF, "Entered by", .to = "user", .flags = KEPT },
	{ F(approved_by),   T_REF, "Approved by", .to = "user", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "reverses", NULL, "An entry cannot reverse itself." },
	{ ONCE_PER, "reverses", "", "That entry was reversed before." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct concept_note, m)

const struct entity concept_note_entity = {
	.name   = "concept_note",
	.label  = "Concept note",
	.plural = "Concept notes",
	.about  = "A short case for support, written for one or more funders.",
	.phase  = "resources",
	.size   = sizeof(struct concept_note),
	.home   = "programme",
	.order  = "title",
	.flags  = PUBLIC,
	.grants = notes_grants,

	.fields = (const struct field[]){
	{ F(programme),       T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(title),           T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(version),         T_COUNT, "Version", .min = 1, .max = 1000 },
	{ F(summary),         T_LONG, "Summary", .flags = SEARCH },
	{ F(background),      T_LONG, "Background" },
	{ F(objectives),      T_LONG, "Objectives" },
	{ F(results),         T_TABLE, "Results", .columns = "result" },
	{ F(activities),      T_TABLE, "Activities", .columns = "activity" },
	{ F(beneficiaries),   T_LONG, "Who benefits" },
	{ F(duration),        T_COUNT, "Duration", .unit = "months", .min = 0, .max = 600 },
	{ F(budget),          T_MONEY, "Budget", .max = 1e17, .flags = LIST },
	{ F(partners),        T_LONG, "Partners" },
	{ F(sustainability),  T_LONG, "What will last" },
	{ F(visibility),      T_LONG, "Visibility" },
	{ F(priority),        T_BOOL, "Priority proposal", .flags = LIST },
	{ F(target_donors),   T_REFS, "Meant for", .to = "party" },
	{ F(programming_ref), T_TEXT, "Programming document", .hint = "Such as 37 C/5." },
	{ F(contact),         T_REF, "Contact", .to = "party" },
	{ F(approved_on),     T_DAY, "Approved on", .hint = "This version, to be sent.",
	    .flags = KEPT },
	{ F(approved_by),     T_TEXT, "Approved by", .flags = KEPT },
	{ F(published),       T_BOOL, "Published",
	    .hint = "Shown on the public list of priority proposals.", .flags = LIST },
	{ F(kind),            T_CHOICE, "Kind", .choices = &note_kind_codes, .flags = LIST },
	{ F(language),        T_TEXT, "Language", .hint = "Such as en or vi.", .max = 20 },
	{ F(template),        T_TEXT, "Template", .max = 60 },
	{ F(template_version), T_COUNT, "Version of the template", .min = 1, .max = 1000 },
	{ F(plan_version),    T_REF, "Drafted from the plan", .to = "plan_version" },
	{ F(gaps),            T_REFS, "Gaps it answers to", .to = "gap" },
	{ F(priority_reason), T_LONG, "Why it has priority", .max = 4000 },
	{ F(dossier),         T_REF, "Dossier", .to = "vn_ta_dossier" },
	{ F(state),           T_STATE, "State", .machine = &concept_note_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "version", "programme title", "This version of the note is here already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct opportunity, m)

/* A funder takes the steps that are his, and says what he asks: the rest is
 * ours to write. */
#define HERE "RM PM FIN"

const struct entity opportunity_entity = {
	.name   = "opportunity",
	.label  = "Funding opportunity",
	.plural = "Funding opportunities",
	.about  = "A conversation with a funder, from the first lead to money received.",
	.phase  = "resources",
	.size   = sizeof(struct opportunity),
	.home   = "programme",
	.within = "programme",
	.order  = "-amount",
	.grants = opportunity_grants,

	.fields = (const struct field[]){
	{ F(programme),       T_REF, "Programme", .to = "programme", .flags = MUST, .only = HERE },
	{ F(code),            T_TEXT, "Code", .max = 60,
	    .flags = LIST | SEARCH | CODE, .only = HERE },
	{ F(donor),           T_REF, "Donor", .to = "party",
	    .flags = MUST | LIST | NAME, .only = HERE },
	{ F(title),           T_TEXT, "What for", .hint = "In a few words, as on the board.",
	    .flags = LIST | SEARCH, .only = HERE },
	{ F(concept_note),    T_REF, "Concept note", .to = "concept_note",
	    .flags = LIST, .only = HERE },
	{ F(call),            T_REF, "Answers the call", .to = "funding_call", .only = HERE },
	{ F(programming_ref), T_TEXT, "Programming document", .only = HERE },
	{ F(amount),          T_MONEY, "Amount", .max = 1e17, .flags = LIST, .only = HERE },
	{ F(activities),      T_REFS, "Meant to pay for", .to = "activity",
	    .hint = "Left empty, it counts for the budget lines of this donor.", .only = HERE },
	{ F(stage),           T_STATE, "Stage", .machine = &opportunity_machine, .flags = LIST },
	{ F(probability),     T_REAL, "Probability", .hint = "0 to 1.", .min = 0, .max = 1,
	    .flags = LIST,
	    .help = "Usual by stage: lead 0.05, qualified 0.10, concept 0.15, invited 0.30, "
	            "proposal 0.40, negotiation 0.70, signed and received 1, dormant 0.02, "
	            "declined 0.", .only = HERE },
	{ F(deadline),        T_DAY, "Deadline", .only = HERE },
	{ F(expected_date),   T_DAY, "Decision expected", .only = HERE },
	{ F(last_change),     T_DAY, "Last change", .flags = LIST, .only = HERE },
	{ F(requirements),    T_LONG, "What the donor asks",
	    .hint = "One a line; [x] before a line says that it is there." },
	{ F(result),          T_LONG, "Outcome", .flags = LIST, .only = HERE },
	{ F(funds_received),  T_MONEY, "First tranche", .max = 1e17,
	    .hint = "Entered as incoming funds by the step that records it.", .only = HERE },
	{ F(contact),         T_REF, "Contact", .to = "party", .only = HERE },
	{ F(owner),           T_REF, "Followed by", .to = "party",
	    .hint = "Who here takes the next step.", .flags = LIST, .only = HERE },
	{ F(next_step),       T_TEXT, "Next step", .only = HERE },
	{ F(next_on),         T_DAY, "Next step by", .only = HERE },
	{ F(writing_cost),    T_MONEY, "Cost of asking", .max = 1e17,
	    .hint = "What writing and talking cost, for the leverage of the whole.", .only = HERE },
	{ F(history),         T_TABLE, "History before it was followed here",
	    .hint = "Steps that are taken here are kept by themselves.",
	    .columns = "date stage by note", .only = HERE },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct expert, m)

const struct entity expert_entity = {
	.name   = "expert",
	.label  = "Expert",
	.plural = "Experts",
	.about  = "Somebody in the pool who can be asked for advice, training or mentoring.",
	.phase  = "resources",
	.size   = sizeof(struct expert),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.flags  = SHARED,
	.grants = expert_grants,

	.fields = (const struct field[]){
	{ F(programme),      T_REF, "Registered in", .to = "programme" },
	{ F(code),           T_TEXT, "Code", .hint = "Such as X01.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(name),           T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME | PERSONAL },
	{ F(party),          T_REF, "As a person", .hint = "The register entry of the same person.",
	    .to = "party" },
	{ F(email),          T_TEXT, "E-mail address", .flags = PERSONAL },
	{ F(nationality),    T_TEXT, "Nationality", .hint = "Two letters of ISO 3166.", .max = 2 },
	{ F(residence),      T_TEXT, "Lives in", .hint = "Two letters of ISO 3166.", .max = 2,
	    .flags = LIST },
	{ F(sex),            T_CHOICE, "Sex", .choices = &sex_codes, .flags = PERSONAL },
	{ F(languages),      T_TABLE, "Languages", .hint = "Level 0 (none) to 3 (fluent).",
	    .columns = "language level" },
	{ F(areas),          T_TABLE, "Areas of work", .hint = "Level 0 (none) to 3 (leading).",
	    .columns = "area level" },
	{ F(regions),        T_TEXT, "Regions" },
	{ F(years),          T_COUNT, "Years of experience", .unit = "years", .min = 0, .max = 80,
	    .flags = LIST },
	{ F(education),      T_LONG, "Education", .flags = PERSONAL },
	{ F(day_fee),        T_MONEY, "Fee per day", .max = 1e17, .flags = LIST },
	{ F(availability),   T_TABLE, "Available", .columns = "from to" },
	{ F(call_reference), T_TEXT, "Came in by call" },
	{ F(status),         T_CHOICE, "Status", .choices = &expert_status_codes,
	    .flags = MUST | LIST },
	{ F(conflicts),      T_LONG, "Conflicts of interest" },
	{ F(rating_avg),     T_REAL, "Mean rating", .hint = "1 to 5, from those advised.", .min = 1,
	    .max = 5, .flags = LIST },
	{ F(missions_count), T_COUNT, "Missions so far", .min = 0, .max = 10000 },
	{ F(cv),             T_REF, "Curriculum vitae", .to = "file", .flags = PERSONAL },
	{ F(consent),        T_BOOL, "Agreed to be listed" },
	{ F(applied_on),     T_DAY, "Applied on" },
	{ F(renew_by),       T_DAY, "Entry to be confirmed by", .flags = LIST },
	{ F(link),           T_TEXT, "Personal link", .max = 80, .flags = SECRET | KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct resource_offer, m)

const struct entity resource_offer_entity = {
	.name   = "resource_offer",
	.label  = "Shared resource",
	.plural = "Shared resources",
	.about  = "Something one member offers and another may use: a room, tools, time,"
	          " knowledge.",
	.phase  = "resources",
	.size   = sizeof(struct resource_offer),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),         T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(from),         T_REF, "Offered by", .to = "party", .flags = MUST | LIST },
	{ F(kind),         T_CHOICE, "Kind", .choices = &resource_kind_codes,
	    .flags = MUST | LIST },
	{ F(description),  T_TEXT, "Description", .flags = MUST | LIST | SEARCH | NAME },
	{ F(requested_by), T_REF, "Used by", .to = "party", .flags = LIST },
	{ F(matched_on),   T_DAY, "Matched on", .flags = LIST },
	{ F(value),        T_MONEY, "Estimated value", .max = 1e17 },
	{ 0 } },
};

#undef F
