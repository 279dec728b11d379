/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stddef.h>

#include "test.h"

extern const struct test added_tests[];
extern const struct test apply_tests[];
extern const struct test owed_tests[];
extern const struct test roster_tests[];
extern const struct test register_tests[];
extern const struct test attend_tests[];
extern const struct test checkin_tests[];
extern const struct test signin_tests[];
extern const struct test ticket_tests[];
extern const struct test award_tests[];
extern const struct test rollup_tests[];
extern const struct test dose_tests[];
extern const struct test due_tests[];
extern const struct test engage_tests[];
extern const struct test equip_tests[];
extern const struct test evaluate_tests[];
extern const struct test exam_flow_tests[];
extern const struct test facts_tests[];
extern const struct test assist_tests[], feedback_tests[];
extern const struct test files_tests[];
extern const struct test finance_tests[];
extern const struct test books_tests[], exchange_tests[], reconcile_tests[];
extern const struct test framing_tests[];
extern const struct test desired_tests[];
extern const struct test weights_tests[];
extern const struct test worth_tests[];
extern const struct test gaps_tests[];
extern const struct test gate_tests[];
extern const struct test gather_tests[];
extern const struct test import_tests[];
extern const struct test indicators_tests[];
extern const struct test invariant_tests[];
extern const struct test invariant_whole_tests[];
extern const struct test job_tests[];
extern const struct test kept_tests[];
extern const struct test mentor_tests[];
extern const struct test vault_tests[];
extern const struct test seek_tests[];
extern const struct test own_tests[];
extern const struct test lifetime_tests[];
extern const struct test lasting_tests[];
extern const struct test login_tests[];
extern const struct test loop_tests[];
extern const struct test mail_tests[];
extern const struct test method_tests[];
extern const struct test monitor_tests[];
extern const struct test move_tests[];
extern const struct test permit_tests[];
extern const struct test candidate_tests[];
extern const struct test changes_tests[];
extern const struct test hook_tests[];
extern const struct test donor_tests[];
extern const struct test pick_tests[];
extern const struct test planning_tests[];
extern const struct test outline_tests[];
extern const struct test publish_tests[];
extern const struct test note_tests[];
extern const struct test pipeline_tests[];
extern const struct test reached_tests[];
extern const struct test quality_tests[];
extern const struct test rating_sheet_tests[];
extern const struct test save_tests[];
extern const struct test told_tests[];
extern const struct test undo_tests[];
extern const struct test version_tests[];

const struct suite flow_suites[] = {
	{ "flow/added", added_tests },
	{ "flow/attend", attend_tests },
	{ "flow/checkin", checkin_tests },
	{ "flow/signin", signin_tests },
	{ "flow/ticket", ticket_tests },
	{ "flow/award", award_tests },
	{ "flow/dose", dose_tests },
	{ "flow/due", due_tests },
	{ "flow/engage", engage_tests },
	{ "flow/equip", equip_tests },
	{ "flow/evaluate", evaluate_tests },
	{ "flow/gaps", gaps_tests },
	{ "flow/apply",       apply_tests },
	{ "flow/owed",        owed_tests },
	{ "flow/roster",      roster_tests },
	{ "flow/register",    register_tests },
	{ "flow/exam",        exam_flow_tests },
	{ "flow/facts", facts_tests },
	{ "flow/assist", assist_tests },
	{ "flow/feedback", feedback_tests },
	{ "flow/files", files_tests },
	{ "flow/finance", finance_tests },
	{ "flow/books", books_tests },
	{ "flow/bank", reconcile_tests },
	{ "flow/rate", exchange_tests },
	{ "flow/framing", framing_tests },
	{ "flow/desired", desired_tests },
	{ "flow/weights", weights_tests },
	{ "flow/worth", worth_tests },
	{ "flow/gather", gather_tests },
	{ "flow/gate", gate_tests },
	{ "flow/import", import_tests },
	{ "flow/indicators", indicators_tests },
	{ "flow/invariant", invariant_tests },
	{ "flow/invariant_whole", invariant_whole_tests },
	{ "flow/job", job_tests },
	{ "flow/kept", kept_tests },
	{ "flow/lasting", lasting_tests },
	{ "flow/lifetime", lifetime_tests },
	{ "flow/own", own_tests },
	{ "flow/seek", seek_tests },
	{ "flow/vault", vault_tests },
	{ "flow/login", login_tests },
	{ "flow/loop", loop_tests },
	{ "flow/mail", mail_tests },
	{ "flow/mentor", mentor_tests },
	{ "flow/method", method_tests },
	{ "flow/monitor", monitor_tests },
	{ "flow/move", move_tests },
	{ "flow/permit", permit_tests },
	{ "flow/candidate", candidate_tests },
	{ "flow/changes", changes_tests },
	{ "flow/hook", hook_tests },
	{ "flow/donor", donor_tests },
	{ "flow/pick", pick_tests },
	{ "flow/note", note_tests },
	{ "flow/pipeline", pipeline_tests },
	{ "flow/planning", planning_tests },
	{ "flow/rollup", rollup_tests },
	{ "flow/outline", outline_tests },
	{ "flow/publish", publish_tests },
	{ "flow/quality", quality_tests },
	{ "flow/reached", reached_tests },
	{ "flow/save", save_tests },
	{ "flow/sheet", rating_sheet_tests },
	{ "flow/told", told_tests },
	{ "flow/undo", undo_tests },
	{ "flow/version", version_tests },
	{ 0 }
};
