/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * intake.h - how people come to an event and what they say of it without
 * an account: the registration page, requests for a seat, personal links,
 * questions of a reaction form, application plans.
 *
 * Each struct goes with the table of the same name in intake.c.
 */
#ifndef MODEL_INTAKE_H
#define MODEL_INTAKE_H

#include "model/model.h"

struct intake {
	struct row row;
	struct id event;
	int is_listed;
	int64_t opens_at, closes_at;
	int looks_first;
	str welcome, consent_text;
	str for_sex, for_categories, for_organisations;
	struct id after_event;
	int64_t born_from, born_until;
	int64_t hourly_most;
};

struct seat_request {
	struct row row;
	struct id event;
	str reference, name, sex, organisation_name;
	struct id organisation;
	str post, category, email, phone, language;
	int64_t birth_year;
	str note;
	int64_t at;
	str state, lacks, candidates;
	struct id person;
	str link, source;
	struct id decided_by;
	str reason;
};

struct event_link {
	struct row row;
	struct id event, person;
	str role, link, language;
	int64_t created_at, opened_at, ended_at;
};

struct reaction_question {
	struct row row;
	struct id event;
	int64_t seq;
	str kind, text;
};

struct reaction_held {
	struct row row;
	struct id event;
	str once, sheet;
};

struct application_plan {
	struct row row;
	struct id event, person;
	int64_t seq;
	str what;
	struct day by_when;
	str support, supervisor, supervisor_contact;
	struct day made_on;
	str done, note;
	struct day checked_on;
};

extern const struct entity intake_entity;
extern const struct entity seat_request_entity;
extern const struct entity event_link_entity;
extern const struct entity reaction_question_entity;
extern const struct entity reaction_held_entity;
extern const struct entity application_plan_entity;

#endif
