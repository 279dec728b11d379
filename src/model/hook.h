/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* hook.h - other programs that are told what changes, and what was told. */
#ifndef MODEL_HOOK_H
#define MODEL_HOOK_H

#include "model/model.h"

struct webhook {
	struct row row;
	str name, address, entities, events;
	struct id programme;
	int is_on;
	str secret;
	struct id by;
	int64_t created_at, at_change, tries, next_at, failing_since;
	int wants_trial;
	str trouble;
};

struct webhook_delivery {
	struct row row;
	struct id webhook;
	int64_t at, first, last, rows, status, took;
	int is_trial, is_fine;
	str answer;
};

extern const struct entity webhook_entity;
extern const struct entity webhook_delivery_entity;

#endif
