/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * assist.h - how technical assistance is asked for and given: calls open to
 * the public, scoring, experts invited, deliverables, the thanks or not of
 * those advised, and short questions.
 *
 * Requests, terms of reference, missions and recommendations stand in
 * advise.h, experts in fund.h.
 *
 * Each struct goes with the table of the same name in assist.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_ASSIST_H
#define MODEL_ASSIST_H

#include "model/model.h"

struct call {
	struct row row;
	struct id programme;
	str code, kind, title, about, eligible, areas;
	struct day opens, deadline;
	int64_t max_days, renewal_months, per_day;
};

struct call_form {
	struct row row;
	struct id call;
	int64_t at;
	str mark, number;
};

struct ta_score {
	struct row row;
	struct id ta_request, by;
	int64_t relevance, feasibility, effectiveness, sustainability;
	str comment;
	int64_t at;
};

struct expert_invitation {
	struct row row;
	struct id ta_request, expert;
	str place, why;
	double coverage;
	struct money fee;
	struct day from, to;
	str message, link;
	int64_t invited_at, answered_at;
	str answer;
	int conflict;
	str conflict_text, availability;
};

struct deliverable {
	struct row row;
	struct id ta_request, mission;
	str title, acceptance;
	struct day due, submitted_on, decided_on;
	str note, state;
};

struct mission_feedback {
	struct row row;
	struct id mission;
	str who, contact, link;
	int64_t asked_at, answered_at, rating, useful;
	str comment;
};

struct advisory_case {
	struct row row;
	struct id programme;
	str ref_no, asked_by, organisation, contact, area, question;
	int64_t asked_at;
	str answer;
	int64_t answered_at;
	struct id answered_by, expert, ta_request;
	str state;
};

extern const struct entity call_entity;
extern const struct entity call_form_entity;
extern const struct entity ta_score_entity;
extern const struct entity expert_invitation_entity;
extern const struct entity deliverable_entity;
extern const struct entity mission_feedback_entity;
extern const struct entity advisory_case_entity;

#endif
