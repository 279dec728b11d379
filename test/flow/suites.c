/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stddef.h>

#include "test.h"

extern const struct test dose_tests[], engage_tests[], evaluate_tests[],
    gaps_tests[], gather_tests[], import_tests[], indicators_tests[], job_tests[],
    kept_tests[], login_tests[], method_tests[], move_tests[], permit_tests[],
    planning_tests[], save_tests[], rating_sheet_tests[], undo_tests[];
extern const struct test gate_tests[];

const struct suite flow_suites[] = {
	{ "flow/dose", dose_tests },
	{ "flow/engage", engage_tests },
	{ "flow/evaluate", evaluate_tests },
	{ "flow/gaps", gaps_tests },
	{ "flow/gather", gather_tests },
	{ "flow/gate", gate_tests },
	{ "flow/import", import_tests },
	{ "flow/indicators", indicators_tests },
	{ "flow/job", job_tests },
	{ "flow/kept", kept_tests },
	{ "flow/login", login_tests },
	{ "flow/method", method_tests },
	{ "flow/move", move_tests },
	{ "flow/permit", permit_tests },
	{ "flow/planning", planning_tests },
	{ "flow/save", save_tests },
	{ "flow/sheet", rating_sheet_tests },
	{ "flow/undo", undo_tests },
	{ 0 }
};
