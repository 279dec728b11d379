/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* books.c - the tables of books.h. */
#include "model/books.h"

#include "model/codes.h"
#include "model/grants.h"

static const struct choice contribution_form[] = {
	{ "money",   "Money" },
	{ "in_kind", "In kind", .note = "Goods, rooms or work of a partner, valued" },
	{ "local",   "Local contribution",
	    .note = "Labour, material or money of those who benefit, valued" },
	{ 0 }
};
const struct choices contribution_form_codes = {
	"contribution_form", "Form of a contribution", contribution_form, .closed = 1
};

static const struct choice pending_state[] = {
	{ "waiting",   "Waiting for another person" },
	{ "approved",  "Approved and entered" },
	{ "declined",  "Declined" },
	{ "withdrawn", "Withdrawn" },
	{ 0 }
};
const struct choices pending_state_codes = {
	"pending_state", "State of an entry that waits", pending_state, .closed = 1
};

static const struct choice variance_of[] = {
	{ "category", "Budget category" },
	{ "activity", "Activity" },
	{ "funder",   "Funder" },
	{ "year",     "Year" },
	{ "account",  "Account" },
	{ 0 }
};
const struct choices variance_of_codes = {
	"variance_of", "What a variance is of", variance_of, .closed = 1
};

static const struct choice earned_rule[] = {
	{ "half",    "Half when it begins, the rest when it is delivered (50/50)" },
	{ "end",     "All when it is delivered, nothing before (0/100)" },
	{ "percent", "By the percentage that is entered for it" },
	{ 0 }
};
const struct choices earned_rule_codes = {
	"earned_rule", "When an activity has earned its budget", earned_rule, .closed = 1
};

static const struct choice grant_duty_kind[] = {
	{ "report",    "Report to the funder" },
	{ "condition", "Condition" },
	{ "request",   "Request for payment" },
	{ "other",     "Other duty" },
	{ 0 }
};
const struct choices grant_duty_codes = {
	"grant_duty", "Duty under an agreement", grant_duty_kind
};

#define F(m) FIELD(struct exchange_rate, m)

const struct entity exchange_rate_entity = {
	.name   = "exchange_rate",
	.label  = "Exchange rate",
	.plural = "Exchange rates",
	.about  = "What one unit of a currency was worth in another on a day.",
	.phase  = "resources",
	.size   = sizeof(struct exchange_rate),
	.order  = "-date",
	.flags  = SHARED,
	.grants = rate_grants,

	.fields = (const struct field[]){
	{ F(from),   T_TEXT, "From", .hint = "Three letters, such as EUR.", .max = 3,
	    .flags = MUST | LIST | SEARCH | NAME },
	{ F(to),     T_TEXT, "To", .hint = "Three letters, such as USD.", .max = 3,
	    .flags = MUST | LIST | SEARCH | NAME },
	{ F(date),   T_DAY, "Date", .flags = MUST | LIST | NAME },
	{ F(rate),   T_REAL, "Rate", .hint = "Units of the second for one unit of the first.",
	    .min = 0, .max = 1e15, .flags = MUST | LIST },
	{ F(source), T_TEXT, "Source", .hint = "Who published it.", .flags = LIST | SEARCH },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "date", "from to",
	    "There is a rate of these two currencies on that day already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct account_code, m)

const struct entity account_code_entity = {
	.name   = "account_code",
	.label  = "Account",
	.plural = "Chart of accounts",
	.about  = "An account of the bookkeeping that lines and entries are filed under.",
	.phase  = "resources",
	.size   = sizeof(struct account_code),
	.order  = "code",
	.flags  = SHARED,
	.grants = rate_grants,

	.fields = (const struct field[]){
	{ F(code),     T_TEXT, "Code", .hint = "Such as 6210.", .max = 60,
	    .flags = MUST | LIST | SEARCH | CODE },
	{ F(name),     T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(category), T_CHOICE, "Stands for the category",
	    .hint = "Lines of this category that name no account count here.",
	    .choices = &un_budget_category_codes, .flags = LIST },
	{ F(note),     T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "category", "", "Another account stands for this category already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct pending_entry, m)

const struct entity pending_entry_entity = {
	.name   = "pending_entry",
	.label  = "Entry that waits",
	.plural = "Entries that wait",
	.about  = "An entry above the limit of who made it: another person approves it.",
	.phase  = "resources",
	.size   = sizeof(struct pending_entry),
	.home   = "programme",
	.order  = "-date",
	.grants = pending_grants,

	.fields = (const struct field[]){
	{ F(programme),     T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(type),          T_CHOICE, "Type", .choices = &iati_transaction_type_codes,
	    .flags = MUST | LIST | NAME },
	{ F(date),          T_DAY, "Date", .flags = MUST | LIST },
	{ F(activity),      T_REF, "Activity", .to = "activity", .flags = LIST },
	{ F(budget_line),   T_REF, "Budget line", .to = "budget_line" },
	{ F(funder),        T_REF, "Funder", .to = "party", .flags = LIST },
	{ F(receiver),      T_REF, "Receiver", .to = "party" },
	{ F(account),       T_REF, "Account", .to = "account_code" },
	{ F(amount),        T_MONEY, "Amount", .flags = MUST | LIST | NAME },
	{ F(rate_to_base),  T_REAL, "Rate to the base currency",
	    .hint = "Only where the bank took another than that of the day.",
	    .min = 0, .max = 1e15 },
	{ F(amount_base),   T_MONEY, "In the base currency",
	    .hint = "Instead of a rate: what the bank says it was." },
	{ F(form),          T_CHOICE, "Form", .choices = &contribution_form_codes },
	{ F(basis),         T_TEXT, "How it was valued" },
	{ F(document_no),   T_TEXT, "Voucher or agreement", .flags = SEARCH },
	{ F(description),   T_LONG, "Description", .flags = SEARCH },
	{ F(why),           T_TEXT, "Why it waits", .flags = KEPT },
	{ F(state),         T_CHOICE, "State", .choices = &pending_state_codes,
	    .flags = KEPT | LIST },
	{ F(by),            T_REF, "Entered by", .to = "user", .flags = KEPT | LIST },
	{ F(at),            T_MOMENT, "Entered at", .flags = KEPT },
	{ F(decided_by),    T_REF, "Decided by", .to = "user", .flags = KEPT },
	{ F(decided_at),    T_MOMENT, "Decided at", .flags = KEPT },
	{ F(decision_note), T_TEXT, "Why it was decided so", .flags = KEPT },
	{ F(entry),         T_REF, "Entry", .to = "transaction", .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct variance_note, m)

const struct entity variance_note_entity = {
	.name   = "variance_note",
	.label  = "Explanation of a variance",
	.plural = "Explanations of variances",
	.about  = "Why more or less was spent than the budget says.",
	.phase  = "resources",
	.size   = sizeof(struct variance_note),
	.home   = "programme",
	.order  = "-at",
	.grants = variance_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(grouping),    T_CHOICE, "Of what", .choices = &variance_of_codes,
	    .flags = MUST | LIST | NAME },
	{ F(code),        T_TEXT, "Which one", .flags = MUST | LIST | NAME },
	{ F(variance),    T_MONEY, "Variance then", .flags = KEPT | LIST },
	{ F(explanation), T_LONG, "Explanation", .flags = MUST | LIST | SEARCH },
	{ F(by),          T_REF, "Written by", .to = "user", .flags = KEPT | LIST },
	{ F(at),          T_MOMENT, "Written at", .flags = KEPT | LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct bank_statement, m)

const struct entity bank_statement_entity = {
	.name   = "bank_statement",
	.label  = "Bank statement",
	.plural = "Bank statements",
	.about  = "A file of the bank, whose lines are matched with the ledger.",
	.phase  = "resources",
	.size   = sizeof(struct bank_statement),
	.home   = "programme",
	.order  = "-at",
	.grants = bank_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(name),      T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(account),   T_TEXT, "Bank account", .flags = LIST },
	{ F(currency),  T_TEXT, "Currency", .max = 3, .flags = MUST | LIST },
	{ F(from),      T_DAY, "First day", .flags = LIST },
	{ F(to),        T_DAY, "Last day", .flags = LIST },
	{ F(by),        T_REF, "Taken in by", .to = "user", .flags = KEPT },
	{ F(at),        T_MOMENT, "Taken in at", .flags = KEPT },
	{ F(digest),    T_TEXT, "Fingerprint of the file", .max = 64, .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct bank_line, m)

const struct entity bank_line_entity = {
	.name   = "bank_line",
	.label  = "Line of a bank statement",
	.plural = "Lines of bank statements",
	.about  = "Money that came or went on a bank account, as the bank tells it.",
	.phase  = "resources",
	.size   = sizeof(struct bank_line),
	.home   = "statement.programme",
	.order  = "number",
	.grants = bank_grants,

	.fields = (const struct field[]){
	{ F(statement),  T_REF, "Bank statement", .to = "bank_statement", .flags = MUST },
	{ F(number),     T_COUNT, "Number", .min = 1, .max = 1e9, .flags = MUST | LIST },
	{ F(date),       T_DAY, "Date", .flags = MUST | LIST | NAME },
	{ F(amount),     T_MONEY, "Amount", .hint = "Below zero: it was paid.",
	    .flags = MUST | LIST | NAME },
	{ F(reference),  T_TEXT, "Reference", .flags = LIST | SEARCH },
	{ F(text),       T_TEXT, "Text", .flags = LIST | SEARCH },
	{ F(entry),      T_REF, "Entry", .to = "transaction", .flags = LIST | KEPT },
	{ F(matched_by), T_REF, "Matched by", .to = "user", .flags = KEPT },
	{ F(matched_at), T_MOMENT, "Matched at", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "entry", "", "This entry is matched with another line of the bank." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct grant_agreement, m)

const struct entity grant_agreement_entity = {
	.name   = "grant_agreement",
	.label  = "Grant agreement",
	.plural = "Grant agreements",
	.about  = "What a funder signed for: how much, until when, and what is asked in return.",
	.phase  = "resources",
	.size   = sizeof(struct grant_agreement),
	.home   = "programme",
	.within = "programme",
	.order  = "ends",
	.grants = funding_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(funder),     T_REF, "Funder", .to = "party", .flags = MUST | LIST },
	{ F(code),       T_TEXT, "Code", .hint = "The number of the agreement.", .max = 60,
	    .flags = MUST | LIST | SEARCH | CODE },
	{ F(title),      T_TEXT, "Title", .flags = LIST | SEARCH | NAME },
	{ F(amount),     T_MONEY, "Amount", .max = 1e17, .flags = MUST | LIST },
	{ F(signed_on),  T_DAY, "Signed on", .flags = LIST },
	{ F(starts),     T_DAY, "From", .flags = LIST },
	{ F(ends),       T_DAY, "Until", .hint = "What is not used by then lapses.",
	    .flags = LIST },
	{ F(overhead),   T_REAL, "Overhead", .unit = "%",
	    .hint = "At most this share of what is spent may be indirect cost.",
	    .min = 0, .max = 100 },
	{ F(categories), T_CHOICES, "Eligible categories",
	    .hint = "Empty: all of them.", .choices = &un_budget_category_codes },
	{ F(conditions), T_LONG, "What it says",
	    .hint = "Conditions with a day stand below, one by one." },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "ends", "starts", "It cannot end before it begins." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct grant_duty, m)

const struct entity grant_duty_entity = {
	.name   = "grant_duty",
	.label  = "Duty under an agreement",
	.plural = "Duties under agreements",
	.about  = "A report that is due, or a condition that must be met.",
	.phase  = "resources",
	.size   = sizeof(struct grant_duty),
	.home   = "agreement.programme",
	.order  = "due",
	.grants = funding_grants,

	.fields = (const struct field[]){
	{ F(agreement), T_REF, "Grant agreement", .to = "grant_agreement", .flags = MUST | LIST },
	{ F(kind),      T_CHOICE, "Kind", .choices = &grant_duty_codes, .flags = MUST | LIST },
	{ F(title),     T_TEXT, "What", .flags = MUST | LIST | SEARCH | NAME },
	{ F(due),       T_DAY, "Due", .flags = LIST },
	{ F(done_on),   T_DAY, "Done on", .flags = LIST },
	{ F(note),      T_LONG, "Note" },
	{ 0 } },
};

#undef F
