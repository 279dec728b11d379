/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * design.h - how a plan comes about: what it may cost, which kind of
 * activity answers which gap, what is kept of a version, how well it was
 * made.
 *
 * Activities live on from version to version; what a version said when it
 * was submitted is kept in its lines, which the program alone writes.
 *
 * Each struct goes with the table of the same name in design.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_DESIGN_H
#define MODEL_DESIGN_H

#include "model/model.h"

struct plan_limit {
	struct row row;
	struct id plan_version, funder;
	int64_t year;
	struct money amount;
	str note;
};

struct plan_line {
	struct row row;
	struct id plan_version, activity;
	str code, title, modality;
	struct day start, end;
	struct money cost;
	double benefit;
	int is_in;
	str targets, money;
};

struct design_review {
	struct row row;
	struct id plan_version;
	struct day date;
	str reviewer;
	str context, voice, causes, priorities, strengths, measures, feasible;
	str inclusion, risks, lasting;
	str notes;
};

struct modality_rule {
	struct row row;
	int64_t seq;
	str cause, level;
	double from_gap, to_gap;
	str modality, reason;
};

extern const struct entity plan_limit_entity;
extern const struct entity plan_line_entity;
extern const struct entity design_review_entity;
extern const struct entity modality_rule_entity;

#endif
