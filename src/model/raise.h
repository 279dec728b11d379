/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * raise.h - raising money: the steps of an opportunity, what funders are
 * interested in, and their calls.  See fund.h for the opportunity itself.
 *
 * Funders and calls belong to the site: one programme's work serves all.
 */
#ifndef MODEL_RAISE_H
#define MODEL_RAISE_H

#include "model/model.h"

struct opportunity_stage {
	struct row row;
	struct id opportunity, donor;
	int64_t at;
	struct day on;
	str verb, was, stage;
	double chance_was;
	int64_t kept_as;
	str note;
	struct id by;
};

struct funder_profile {
	struct row row;
	struct id party;
	str interests, areas, kinds, levels, regions;
	struct money amount_from, amount_to;
	str how, cycle, link, contact;
	struct day checked_on;
};

struct funding_call {
	struct row row;
	str code;
	struct id funder;
	str title;
	struct day opens, deadline;
	struct money amount_from, amount_to;
	str link, areas, kinds, levels, regions, eligibility, state;
	struct id by;
};

extern const struct choices opportunity_stage_codes, funding_call_state_codes;
extern const struct entity opportunity_stage_entity;
extern const struct entity funder_profile_entity, funding_call_entity;

#endif
