/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * reform.h - how a policy instrument is made: its drafts, what was said of
 * them and what became of that, and who was spoken to for it.
 *
 * Instruments, their stages and institutional milestones stand in
 * deliver.h.
 *
 * Each struct goes with the table of the same name in reform.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_REFORM_H
#define MODEL_REFORM_H

#include "model/model.h"

struct policy_draft {
	struct row row;
	struct id instrument;
	int64_t version;
	str title, body;
	struct day date;
	struct id by;
	str note;
};

struct policy_comment {
	struct row row;
	struct id instrument, draft;
	struct day date;
	str who;
	struct id party;
	str article, comment, verdict, reason;
};

struct advocacy_action {
	struct row row;
	struct id programme, instrument;
	struct day date;
	str target, message, action, response;
	struct id by;
	str led_by;
};

extern const struct entity policy_draft_entity;
extern const struct entity policy_comment_entity;
extern const struct entity advocacy_action_entity;

#endif
