/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* report.h - what a funder is told of a period. */
#ifndef MODEL_REPORT_H
#define MODEL_REPORT_H

#include "model/model.h"

struct donor_report {
	struct row row;
	struct id programme;
	str title;
	struct id funder;
	struct day starts_on, ends_on, due;
	str language, summary, failures, lessons, asks, state;
	struct day send_on;
	str send_to, send_as;
	int64_t sent_at, edition;
	struct day submitted_on;
	str figures;
	int64_t at_change;
	struct id by;
};

extern const struct choices report_form_codes;
extern const struct entity donor_report_entity;

#endif
