/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * govern.h - how those who have a part in a programme are engaged, heard
 * and govern it: the engagement plan, the points raised in consultations
 * and their answers, governing bodies, their sessions and decisions.
 *
 * Each struct goes with the table of the same name in govern.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_GOVERN_H
#define MODEL_GOVERN_H

#include "model/model.h"

struct engagement_action {
	struct row row;
	struct id programme, stakeholder;
	str what, method, frequency;
	struct day due, done_on;
	struct id responsible;
	str note;
};

struct consultation_point {
	struct row row;
	struct id consultation;
	str said;
	struct id said_by;
	str verdict, answer;
	struct id responsible;
	struct day due, done_on;
};

struct governing_body {
	struct row row;
	struct id programme;
	str code, name, kind, mandate;
	int64_t quorum;
	str meets;
	struct day from, until;
};

struct body_member {
	struct row row;
	struct id body, party;
	str role;
	int votes;
	struct day from, until;
	str note;
};

struct body_session {
	struct row row;
	struct id body;
	struct day date;
	str place, agenda, present, minutes;
	struct id document;
};

struct body_decision {
	struct row row;
	struct id session;
	str number, text;
	int64_t votes_for, votes_against, abstained;
	struct id responsible;
	struct day due, done_on;
	str follow_up;
	struct id gate;
};

/* One person's half of a step that two take together (flow/both.h). */
struct agreement {
	struct row row;
	struct id programme;
	str entity, target, verb, from_state;
	str half, waits_for;            /* codes of roles, "BEN SEC" */
	str reason;
	int64_t at_revision;
	struct id by;
	int64_t at;
	str state;
	struct id answered_by;
	int64_t answered_at;
	str answer;
};

extern const struct entity agreement_entity;
extern const struct entity engagement_action_entity;
extern const struct entity consultation_point_entity;
extern const struct entity governing_body_entity;
extern const struct entity body_member_entity;
extern const struct entity body_session_entity;
extern const struct entity body_decision_entity;

#endif
