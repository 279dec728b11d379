/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * monitor.h - what is reported, heard and found while the programme runs.
 *
 * Missing is never zero: an indicator without a value has none.
 *
 * Each struct goes with the table of the same name in monitor.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_MONITOR_H
#define MODEL_MONITOR_H

#include "model/model.h"

struct reporting_period {
	struct row row;
	struct id programme;
	str code;
	struct day starts, ends, due;
	str note, state;
};

struct issue {
	struct row row;
	struct id programme;
	str code, text, severity;
	struct day raised;
	struct id activity, indicator, owner;
	str action;
	struct day due, settled;
	str status;
};

struct indicator_value {
	struct row row;
	struct id indicator;
	str period;
	struct day period_start, period_end;
	str stratum;
	double numerator, denominator, value;
	str status;
	struct id evidence;
	str comment;
	struct day valid_until;
	double recorded;
};

struct feedback_case {
	struct row row;
	struct id programme;
	str code;
	struct day received;
	str channel;
	int anonymous;
	str contact, category, text;
	int sensitive;
	str topic;
	struct day due;
	struct id owner;
	str answer;
	struct day answered_on;
	double days;
	str heard, done;
	int published;
	str satisfied, remark, reference;
};

struct evaluation {
	struct row row;
	struct id programme;
	str title, kind, team, questions, method;
	struct day starts_on, delivered_on, accepted_on;
	struct id report;
	str summary, scores;
	int published;
	str state;
};

struct finding {
	struct row row;
	struct id evaluation;
	int64_t seq;
	str criterion, text, evidence, strength, results, answer;
};

struct contribution_note {
	struct row row;
	struct id programme;
	str change;
	struct id result, indicator;
	str contribution, others, evidence, strength, rival;
	struct id evaluation;
	str activities;
};

extern const struct entity reporting_period_entity;
extern const struct entity issue_entity;
extern const struct entity indicator_value_entity;
extern const struct entity feedback_case_entity;
extern const struct entity evaluation_entity;
extern const struct entity finding_entity;
extern const struct entity contribution_note_entity;

#endif
