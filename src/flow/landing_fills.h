/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * landing_fills.h - what the columns of a file say only together.
 *
 * Functions of landings.c's table: each fills the fields its table row
 * marks BY_HAND, and refuses the row with a fault when it cannot.
 */
#ifndef FLOW_LANDING_FILLS_H
#define FLOW_LANDING_FILLS_H

#include "flow/land.h"

bool fill_expert(struct land *, const struct entry *, void *);
bool fill_round(struct land *, const struct entry *, void *);
bool fill_dimension(struct land *, const struct entry *, void *);
bool fill_domain(struct land *, const struct entry *, void *);
bool fill_adaptation(struct land *, const struct entry *, void *);
bool fill_version(struct land *, const struct entry *, void *);
bool fill_trainers(struct land *, const struct entry *, void *);
bool fill_attendance(struct land *, const struct entry *, void *);
bool fill_test_item(struct land *, const struct entry *, void *);
bool fill_condition(struct land *, const struct entry *, void *);
bool fill_policy(struct land *, const struct entry *, void *);
bool fill_lesson(struct land *, const struct entry *, void *);
bool fill_practice(struct land *, const struct entry *, void *);
bool fill_result(struct land *, const struct entry *, void *);
bool fill_period(struct land *, const struct entry *, void *);
bool fill_owner(struct land *, const struct entry *, void *);

bool then_held(struct land *, const struct entry *, void *);
bool then_stage(struct land *, const struct entry *, void *);
bool then_checks(struct land *, const struct entry *, void *);

bool test_file(struct land *, const char *name, const char *path);
bool compare_gaps(struct land *, const char *name, const char *path);

#endif
