/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * plan.h - results, indicators, activities and the risks of a programme.
 *
 * A version of the plan that was approved is replaced, never edited.
 *
 * Each struct goes with the table of the same name in plan.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include "model/model.h"

struct plan_version {
	struct row row;
	struct id programme;
	int64_t number;
	str title;
	struct money ceiling;
	str reason;
	struct day approved_on;
	struct id replaces;
	str quality_notes, state;
};

struct result {
	struct row row;
	struct id programme;
	str code, level;
	struct id parent;
	str family, statement, assumptions, convention_goal, sdg;
};

struct toc_link {
	struct row row;
	struct id programme, from_activity, from_result, to;
	str mechanism, assumption, evidence_strength, ico;
};

struct indicator {
	struct row row;
	struct id programme;
	str code, name;
	struct id result;
	str definition, unit, measure, numerator, denominator, direction;
	str aggregation, disaggregation, data_source, method, frequency;
	str responsible;
	double baseline_value;
	struct day baseline_date;
	str targets, limitations, quality_check, sdg_indicator, reference_vocab;
	str records;
};

struct activity {
	struct row row;
	struct id programme, plan_version;
	str code, title, modality, vn_component, cooperation_type, led_by;
	struct id output;
	str subjects, raci;
	struct day start, end, start_actual, end_actual;
	int64_t duration_days;
	str predecessors, prerequisites, exclusive_with;
	struct money cost;
	double benefit;
	int64_t gap_count;
	int is_mandatory, selected;
	double percent_done;
	str by_hand, manual_reason, tailoring_note;
	struct id evidence;
	str state;
};

struct activity_gap {
	struct row row;
	struct id activity, gap;
	double from_level, to_level;
	struct day by;
	double share;
	str note;
};

struct risk {
	struct row row;
	struct id programme;
	str code, kind, statement, category;
	int64_t likelihood, impact;
	double score;
	str response;
	struct id owner;
	str owner_role, trigger, status;
	struct day reviewed;
};

struct adaptation_decision {
	struct row row;
	struct id programme;
	str code;
	struct day date;
	str trigger;
	struct id context_event, indicator_value, finding, lesson;
	str decision, rationale, approved_by;
	struct id approver, from_version, to_version;
	str effect_expected, effect_seen;
};

extern const struct entity plan_version_entity;
extern const struct entity result_entity;
extern const struct entity toc_link_entity;
extern const struct entity indicator_entity;
extern const struct entity activity_entity;
extern const struct entity activity_gap_entity;
extern const struct entity risk_entity;
extern const struct entity adaptation_decision_entity;

#endif
