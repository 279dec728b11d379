/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * role.h - roles, the levels they need, and who holds them.
 *
 * A role profile is the standard: what whoever holds the post should be
 * able to do.  What one subject should reach is a desired level of its own
 * (assess.h), taken from the profile or agreed apart from it.
 *
 * Each struct goes with the table of the same name in role.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_ROLE_H
#define MODEL_ROLE_H

#include "model/model.h"

struct role_profile {
	struct row row;
	struct id programme;
	str code, title, kind, subject_type;
	struct id framework;
	str purpose, tasks, source;
	struct id agreed_in;
};

struct role_level {
	struct row row;
	struct id profile, dimension;
	double desired;
	int64_t importance, urgency;
	str note;
};

struct role_holder {
	struct row row;
	struct id programme, profile, subject;
	struct day from, until;
	str note;
};

extern const struct entity role_profile_entity;
extern const struct entity role_level_entity;
extern const struct entity role_holder_entity;

#endif
