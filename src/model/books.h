/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * books.h - what keeps the ledger right: rates, accounts, entries that wait
 * for somebody, statements of the bank, agreements with funders.
 *
 * Each struct goes with the table of the same name in books.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_BOOKS_H
#define MODEL_BOOKS_H

#include "model/model.h"

struct exchange_rate {
	struct row row;
	str from, to;
	struct day date;
	double rate;
	str source;
};

struct account_code {
	struct row row;
	str code, name, category, note;
};

struct pending_entry {
	struct row row;
	struct id programme;
	str type;
	struct day date;
	struct id activity, budget_line, funder, receiver, account;
	struct money amount;
	str form, basis, document_no, description, why, state;
	double rate_to_base;
	struct money amount_base;
	struct id by;
	int64_t at;
	struct id decided_by;
	int64_t decided_at;
	str decision_note;
	struct id entry;
};

struct variance_note {
	struct row row;
	struct id programme;
	str grouping, code;
	struct money variance;
	str explanation;
	struct id by;
	int64_t at;
};

struct bank_statement {
	struct row row;
	struct id programme;
	str name, account, currency;
	struct day from, to;
	struct id by;
	int64_t at;
	str digest;
};

struct bank_line {
	struct row row;
	struct id statement;
	int64_t number;
	struct day date;
	struct money amount;
	str reference, text;
	struct id entry;
	struct id matched_by;
	int64_t matched_at;
};

struct grant_agreement {
	struct row row;
	struct id programme, funder;
	str code, title;
	struct money amount;
	struct day signed_on, starts, ends;
	double overhead;
	str categories, conditions;
};

struct grant_duty {
	struct row row;
	struct id agreement;
	str kind, title;
	struct day due, done_on;
	str note;
};

extern const struct entity exchange_rate_entity;
extern const struct entity account_code_entity;
extern const struct entity pending_entry_entity;
extern const struct entity variance_note_entity;
extern const struct entity bank_statement_entity;
extern const struct entity bank_line_entity;
extern const struct entity grant_agreement_entity;
extern const struct entity grant_duty_entity;

/* Choices of transactions and of the tables above. */
extern const struct choices contribution_form_codes, pending_state_codes;
extern const struct choices variance_of_codes, grant_duty_codes;
extern const struct choices earned_rule_codes;

#endif
