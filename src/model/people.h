/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * people.h - the programme and whoever takes part in it.
 *
 * Parties are one family in one table: a person, a group, an organisation,
 * a community, a whole environment and a programme can all be assessed,
 * so that a gap is traced between levels.  Each member of the family has
 * its own struct with the fields it adds.
 *
 * Each struct goes with the table of the same name in people.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_PEOPLE_H
#define MODEL_PEOPLE_H

#include "model/model.h"

struct programme {
	struct row row;
	str code, title, kind;
	struct id parent;
	str stage, country, scope;
	struct day start_planned, start_actual, end_planned, end_actual, as_of;
	str currency, purpose_why, purpose_whom, purpose_what, sdg, dac_sector;
	str dac_aid_type, crs_flags, iati_status, collaboration, flow, tied;
	str convention_goal, frameworks;
	struct day protection_on;
	int64_t cycle_no;
	str suspended_from;
	double secured_least;
	str earned_rule;
	int is_fictional;
	str note;
	int published;
	int64_t published_on;
	struct id published_by;
	str public_parts;
};

struct party {
	struct row row;
	str kind, code, name;
	struct id programme, parent;
	str location, note;
};

struct person {
	struct row row;
	str code, name;
	struct id programme, parent;
	str sex;
	int64_t birth_year;
	str age_band, category;
	struct id organisation;
	str post, disability, ethnicity, languages, location, email, phone;
	str consent;
	struct day consent_on;
	str note;
};

struct group {
	struct row row;
	str code, name;
	struct id programme, parent;
	str purpose;
	int64_t size;
	struct day formed;
	str location, note;
};

struct organisation {
	struct row row;
	str code, name;
	struct id programme, parent;
	str type, sector_side, iati_type, iati_id, location;
	int64_t founded, staff, volunteers;
	str name_after;
	struct day changed_on;
	str change_kind, note;
};

struct community {
	struct row row;
	str code, name;
	struct id programme, parent;
	int64_t population, households;
	str main_groups, place_type;
	double distance_km;
	int is_treated;
	str location, note;
};

struct environment {
	struct row row;
	str code, name;
	struct id programme, parent;
	str level, location, note;
};

struct programme_subject {
	struct row row;
	str code, name;
	struct id programme, parent;
	str location, note;
};

struct membership {
	struct row row;
	struct id programme, member, of;
	str role;
	struct day from, until;
	str note;
};

struct party_change {
	struct row row;
	struct id programme, predecessor, successor;
	struct day date;
	str kind, note;
};

struct person_request {
	struct row row;
	struct id programme, person;
	str kind, changes, reason;
	int64_t asked_at;
	struct day due_on;
	str state;
	struct id by;
	int64_t decided_at;
	struct id decided_by;
	str answer, outcome;
};

struct stakeholder {
	struct row row;
	struct id programme, party;
	str role, iati_role;
	int64_t power, interest;
	int legitimacy, urgency;
	str attitude, expectations, contribution, engagement_strategy;
	struct id contact;
	str note;
};

struct consultation {
	struct row row;
	struct id programme;
	str code;
	struct day date;
	str place, topic;
	int64_t invited, attended, women, non_governmental, issues_raised;
	int64_t issues_accepted;
	str parties, minutes, outcomes;
};

struct subject_goal {
	struct row row;
	struct id programme, subject;
	str statement;
	struct day by_date, reached_on;
	str note;
};

struct challenge {
	struct row row;
	struct id programme, subject;
	str statement;
	struct id swot_factor;
	str activities, status;
	struct day resolved_on;
};

struct context_event {
	struct row row;
	struct id programme;
	struct day date;
	str text, effect, severity, parties;
};

struct gate_decision {
	struct row row;
	struct id programme;
	str gate, note;
	struct day date;
	str reason;
	struct day waived_until;
	str decided_by;
	struct id document;
	str decision;
};

extern const struct entity programme_entity;
extern const struct entity party_entity;
extern const struct entity person_entity;
extern const struct entity group_entity;
extern const struct entity organisation_entity;
extern const struct entity community_entity;
extern const struct entity environment_entity;
extern const struct entity programme_subject_entity;
extern const struct entity membership_entity;
extern const struct entity party_change_entity;
extern const struct entity person_request_entity;
extern const struct entity stakeholder_entity;
extern const struct entity consultation_entity;
extern const struct entity subject_goal_entity;
extern const struct entity challenge_entity;
extern const struct entity context_event_entity;
extern const struct entity gate_decision_entity;

#endif
