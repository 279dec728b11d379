/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * fund.h - budget, transactions, donors and experts.
 *
 * Money is entered once: transactions are a ledger, reversed when wrong.
 *
 * Each struct goes with the table of the same name in fund.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_FUND_H
#define MODEL_FUND_H

#include "model/model.h"

struct budget_line {
	struct row row;
	struct id programme, plan_version;
	str code;
	struct id activity;
	str category, fund;
	struct id funder;
	str description, unit;
	double qty, unit_cost;
	struct money amount;
	int64_t year;
	struct day starts_on, ends_on;
	str budget_type, status;
	struct id account;
	struct money amount_base;
	str rate_basis;
};

struct transaction {
	struct row row;
	struct id programme;
	str code, type;
	struct day date;
	struct id activity, budget_line, funder, receiver, opportunity;
	struct money amount;
	double rate_to_base;
	struct money amount_base;
	str document_no, description;
	struct id reverses;
	int reconciled;
	struct day reconciled_on;
	struct id account;
	str form, basis, rate_basis;
	struct id entered_by, approved_by;
};

struct concept_note {
	struct row row;
	struct id programme;
	str title;
	int64_t version;
	str summary, background, objectives, results, activities, beneficiaries;
	int64_t duration;
	struct money budget;
	str partners, sustainability, visibility;
	int priority;
	str target_donors, programming_ref;
	struct id contact;
	struct day approved_on;
	str approved_by;
	int published;
	str kind, language, template;
	int64_t template_version;
	struct id plan_version;
	str gaps, priority_reason;
	struct id dossier;
	str state;
};

struct opportunity {
	struct row row;
	struct id programme;
	str code, title;
	struct id donor, concept_note, call;
	str programming_ref, activities;
	struct money amount;
	str stage;
	double probability;
	struct day deadline, expected_date, last_change;
	str requirements, result;
	struct money funds_received;
	struct id contact, owner;
	str next_step;
	struct day next_on;
	struct money writing_cost;
	str history;
};

struct expert {
	struct row row;
	struct id programme;
	str code, name;
	struct id party;
	str email, nationality, residence, sex, languages, areas, regions;
	int64_t years;
	str education;
	struct money day_fee;
	str availability, call_reference, status, conflicts;
	double rating_avg;
	int64_t missions_count;
	struct id cv;
	int consent;
	struct day applied_on, renew_by;
	str link;
};

struct resource_offer {
	struct row row;
	struct id programme;
	str code;
	struct id from;
	str kind, description;
	struct id requested_by;
	struct day matched_on;
	struct money value;
};

extern const struct entity budget_line_entity;
extern const struct entity transaction_entity;
extern const struct entity concept_note_entity;
extern const struct entity opportunity_entity;
extern const struct entity expert_entity;
extern const struct entity resource_offer_entity;

#endif
