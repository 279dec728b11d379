/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * deliver.h - what reaches people: courses, tests, visits, equipment, reforms.
 *
 * Every delivery of whatever kind leaves a dose on the parties and gaps it
 * serves.
 *
 * Each struct goes with the table of the same name in deliver.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_DELIVER_H
#define MODEL_DELIVER_H

#include "model/advise.h"
#include "model/model.h"

struct course {
	struct row row;
	struct id programme;
	str code, title;
	struct id activity;
	str objectives;
	double pass_mark, max_score, hours;
};

struct event {
	struct row row;
	struct id programme, activity, course;
	str code, type, formality, title, venue;
	struct day start, end;
	str times;
	double hours_theory, hours_practice;
	str language, trainers, trainers_note;
	int64_t capacity, min_participants;
	str objectives;
	double pass_mark;
	str reflection_notes;
	int is_silent;
	str state;
};

struct enrolment {
	struct row row;
	struct id event, person;
	struct day registered_on;
	double hours_attended, attendance_share, pre_score, post_score;
	int passed;
	str certificate_no, reason_absent;
	int64_t serial;
};

struct test_item {
	struct row row;
	struct id course;
	str code;
	int64_t seq;
	str topic, objective, kind, stem;
	int64_t options_count;
	str options;
	int64_t key;
	str keys;
	double number, tolerance;
	str accepted, loose, explanation;
	double points, p_value, r_it;
	str status;
	struct id replaces;
};

struct test_response {
	struct row row;
	struct id course, person;
	str phase, answers;
	double score;
	struct day answered_on;
};

struct reaction {
	struct row row;
	struct id event, respondent;
	int64_t seq, content, trainer, method, relevance, logistics;
	int64_t would_recommend;
	str comment, change, own, once;
};

struct follow_up {
	struct row row;
	struct id course, person;
	int64_t month;
	struct day due_on, answered_on;
	double test_score, max_score;
	str applied, example, barrier, supervisor_confirms;
	struct day waived_on, waived_until;
	str waived_why;
	struct id waived_by;
};

struct equipment_item {
	struct row row;
	struct id programme;
	str code;
	struct id activity;
	str tag_no, kind, description, brand_model, serial_no;
	int64_t quantity;
	str unit;
	struct money unit_cost;
	str procurement_ref, funding;
	struct day acquired, handed_over;
	struct id certificate;
	str certificate_no;
	struct id receiver;
	struct day warranty_until;
	str location, user, condition, checks, state;
};

struct handover_certificate {
	struct row row;
	struct id programme;
	str no;
	struct day date;
	str place;
	struct id party_giving;
	str rep_giving, post_giving;
	struct id party_receiving;
	str rep_receiving, post_receiving, witness, legal_basis, equipment;
	str items;
	struct money total_value;
	str documents_attached, ownership, responsibilities;
	int64_t copies;
	struct day signed_giving, signed_receiving;
};

struct policy_instrument {
	struct row row;
	struct id programme;
	str code;
	struct id activity;
	str title, kind, level;
	struct id lead;
	str problem, options;
	struct id linked_dimension;
	str stage, consultations, drafts, adoption_no;
	struct day adoption_date, effective;
	struct money budget_attached;
	struct day review_due;
};

struct policy_stage {
	struct row row;
	struct id instrument;
	str stage;
	struct day date;
	str document;
	struct id by;
	str note;
};

struct institution_milestone {
	struct row row;
	struct id programme;
	str code;
	struct id activity, organisation;
	str kind, mode, title, before, after;
	struct day planned, achieved;
	struct id evidence;
	str decision;
	double posts_filled;
	struct money budget;
	int64_t own_budget_years;
	str embedded_in, state;
};

struct dose {
	struct row row;
	struct id programme, subject, gap, activity;
	str source, source_id;
	struct day date;
	str modality;
	double amount;
	str unit;
	int64_t entry;
};

extern const struct entity course_entity;
extern const struct entity event_entity;
extern const struct entity enrolment_entity;
extern const struct entity test_item_entity;
extern const struct entity test_response_entity;
extern const struct entity reaction_entity;
extern const struct entity follow_up_entity;
extern const struct entity equipment_item_entity;
extern const struct entity handover_certificate_entity;
extern const struct entity policy_instrument_entity;
extern const struct entity policy_stage_entity;
extern const struct entity institution_milestone_entity;
extern const struct entity dose_entity;

#endif
