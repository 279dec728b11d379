/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * advise.h - help from expert to beneficiary: requests, missions, mentoring.
 *
 * Part of delivery (deliver.h includes it).
 *
 * Each struct goes with the table of the same name in advise.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_ADVISE_H
#define MODEL_ADVISE_H

#include "model/model.h"

struct ta_request {
	struct row row;
	struct id programme;
	str code, ref_no;
	struct id requester;
	str signatory;
	struct day received, deadline;
	str process_supported, objective, expected_results, beneficiaries;
	str thematic_area, modality;
	int64_t duration_weeks;
	str period_wanted, own_contribution, related_projects;
	int eligibility;
	str eligibility_note;
	int64_t urgency, relevance, feasibility, effectiveness, sustainability;
	double score;
	str decision, decision_reason, gap, contact, email;
	struct id call, letter;
	struct day state_since;
	str state;
};

struct tor {
	struct row row;
	struct id ta_request;
	int64_t version;
	str background, objectives, requested_services, outputs;
	str expert_profiles;
	struct day start, end;
	str locations, reporting, management;
	struct money budget;
	str evaluation_grid, special_conditions, agreed_by;
};

struct interest_declaration {
	struct row row;
	struct id ta_request, expert;
	struct day declared_on;
	int has_conflict;
	str what;
	struct id by;
};

struct mission {
	struct row row;
	struct id programme;
	str code;
	struct id ta_request, tor, activity;
	int64_t seq;
	str experts;
	struct day from, to;
	str places, plan;
	double working_days;
	str persons_met, activities, findings, results_vs_tor, difficulties;
	int64_t recommendations_made, recommendations_done;
	str next_steps;
	struct day follow_up_date;
	str annexes;
	struct day report_due, report_submitted;
	int late;
	struct money costs;
	int64_t feedback_beneficiary;
	str state;
};

struct recommendation {
	struct row row;
	struct id programme, mission, evaluation, finding;
	str text;
	struct id addressee;
	str priority;
	struct day due;
	str response, action;
	struct id responsible;
	struct day action_due, done_on;
	struct id evidence;
	str state;
};

struct mentoring_agreement {
	struct row row;
	struct id programme;
	str code;
	struct id activity;
	str kind;
	struct id mentor, mentee;
	struct day start, end;
	str goals;
	int64_t goals_set, goals_achieved;
	str frequency, channel, confidentiality, responsibilities;
	str no_fault_exit;
	struct day signed_mentor, signed_mentee;
	int64_t sessions_planned, sessions_held;
	str review_dates;
	struct money funds_raised;
	str outcome, state;
};

struct mentoring_session {
	struct row row;
	struct id agreement, mentor, mentee;
	struct day date;
	int64_t minutes;
	str mode, topics, agreed_actions, actions;
	int done;
	int64_t mood;
};

struct pair_key {
	struct row row;
	struct id agreement, user;
	str open, sealed;
	int64_t at;
};

struct mentoring_note {
	struct row row;
	struct id agreement, session, mentor, mentee;
	struct day date;
	str mentor_note, mentee_note;
};

struct exchange {
	struct row row;
	struct id programme;
	str code;
	struct id activity;
	str type, title;
	struct id host;
	str guests;
	struct day from, to;
	int64_t participants;
	str people, cooperation_type, learning_questions, programme_days;
	struct id report;
	int64_t practices_seen, practices_adopted;
	str adoption;
	struct money cost;
};

extern const struct entity ta_request_entity;
extern const struct entity tor_entity;
extern const struct entity interest_declaration_entity;
extern const struct entity mission_entity;
extern const struct entity recommendation_entity;
extern const struct entity mentoring_agreement_entity;
extern const struct entity mentoring_session_entity;
extern const struct entity mentoring_note_entity;
extern const struct entity pair_key_entity;
extern const struct entity exchange_entity;

#endif
