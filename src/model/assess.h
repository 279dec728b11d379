/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * assess.h - frameworks, rounds, answers and the gaps they show.
 *
 * A response is one rater's sheet: its scores are packed (see flow/sheet),
 * cleaning is a list of reversible decisions, raw answers are kept.
 *
 * Each struct goes with the table of the same name in assess.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_ASSESS_H
#define MODEL_ASSESS_H

#include "model/model.h"

struct framework {
	struct row row;
	str code, version, title, target;
	double scale_min, scale_max, scale_step;
	str levels;
	int is_higher_better, allow_na, allow_dont_know;
	str rater_rule, dimension_rule, overall_rule;
	double min_share;
	str role_weights, source, note, other;
	int is_frozen;
	struct id replaces;
	str mapping;
	struct id by;
};

struct dimension {
	struct row row;
	struct id framework;
	str code, title, description;
	double weight;
	str area;
	int64_t seq;
};

struct item {
	struct row row;
	struct id framework, dimension;
	str code, question, kind, evidence, descriptors;
	int is_reverse;
	int64_t seq;
};

struct assessment_round {
	struct row row;
	struct id programme;
	str code;
	struct id framework;
	str kind, subject_type, subjects;
	struct day opens, due, grace_until, closes;
	str method;
	int64_t min_raters;
	double min_response;
	str consent_text, rule;
	struct id baseline, validated_in;
	int64_t version;
	struct id corrects;
	str state;
};

struct round_score {
	struct row row;
	struct id round, subject;
	double overall;
	str scores;
	int64_t sheets, at;
};

struct response {
	struct row row;
	struct id round, subject;
	str rater, rater_role;
	struct id by;
	str scores, confidence, importance, beside;
	int64_t submitted_at;
	int late;
	str source;
	int64_t version;
	str status;
};

struct invitation {
	struct row row;
	struct id round, response, person;
	str rater, name, contact, language, link;
	int64_t created_at, opened_at, agreed_at;
	int is_paper_checked;
};

struct cleaning {
	struct row row;
	struct id round, response;
	str rule, decision, item, source_key, raw, taken;
	int in_force;
	str reason;
	int64_t decided_at;
	struct id decided_by;
};

struct desired_level {
	struct row row;
	struct id programme, subject, framework, dimension;
	double desired;
	str kind;
	int64_t importance, urgency;
	struct id agreed_in, profile;
	str basis;
	struct day by_date;
};

struct gap {
	struct row row;
	struct id programme, subject, framework, dimension, round;
	double current, desired, gap;
	int64_t importance, urgency;
	double weight, priority, priority_norm;
	str rule;
	int64_t rank, n_raters;
	double alpha;
	str cause;
	struct id owner;
	struct day reassess_on;
	str state;
};

struct gap_event {
	struct row row;
	struct id gap;
	int64_t at;
	str kind;
	struct id round, activity;
	str source, source_id;
	double current;
	str note;
	struct id by;
};

struct gap_check {
	struct row row;
	struct id gap;
	int64_t months;
	struct day due_on;
	struct id who;
	str how;
	struct day done_on;
	struct id round;
	double current, desired;
	str outcome, note;
	struct id by;
};

struct swot_factor {
	struct row row;
	struct id programme;
	str code;
	struct id subject;
	str kind, statement;
	double weight;
	int64_t rating;
	double probability;
	str source, treated_by;
};

struct community_consensus {
	struct row row;
	struct id round, community, domain;
	double consensus_level;
	str reason, how_to_improve, resources_needed;
};

struct network_tie {
	struct row row;
	struct id programme;
	str period;
	struct id round, from, to;
	str kind;
	int64_t strength;
	int mutual;
	str reported_by;
};

struct income_source {
	struct row row;
	struct id programme, organisation;
	int64_t year;
	str source;
	struct money amount;
	int is_external;
	str note;
};

struct data_issue {
	struct row row;
	struct id programme;
	str file, key, issue, detail, handling;
	int is_found, is_settled;
};

extern const struct entity framework_entity;
extern const struct entity dimension_entity;
extern const struct entity item_entity;
extern const struct entity assessment_round_entity;
extern const struct entity round_score_entity;
extern const struct entity response_entity;
extern const struct entity invitation_entity;
extern const struct entity cleaning_entity;
extern const struct entity desired_level_entity;
extern const struct entity gap_entity;
extern const struct entity gap_event_entity;
extern const struct entity gap_check_entity;
extern const struct entity swot_factor_entity;
extern const struct entity community_consensus_entity;
extern const struct entity network_tie_entity;
extern const struct entity income_source_entity;
extern const struct entity data_issue_entity;

#endif
