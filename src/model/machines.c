/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * machines.c - state machines: those of programme, assessment and plan.
 *
 * Each move: from, to, verb, button, roles; then what must hold, which
 * fields must be filled, whether a reason is asked for, what follows.
 */
#include "model/machines.h"

static const struct state programme_states[] = {
	{ "draft",        "Draft" },
	{ "engaging",     "Engaging" },
	{ "assessing",    "Assessing" },
	{ "analysing",    "Analysing gaps" },
	{ "formulating",  "Formulating" },
	{ "mobilising",   "Mobilising resources" },
	{ "implementing", "Implementing" },
	{ "evaluating",   "Evaluating" },
	{ "sustaining",   "Sustaining" },
	{ "closed",       "Closed", .final = 1 },
	{ "suspended",    "Suspended" },
	{ "cancelled",    "Cancelled", .final = 1 },
	{ 0 }
};

static const struct move programme_moves[] = {
	{ "draft", "engaging", "open", "Open the programme", "PM",
	    .guard = "It has a title, a country and at least one beneficiary.",
	    .must = "title country" },
	{ "engaging", "assessing", "pass_g1", "Pass gate 1", "SC",
	    .guard = "The charter says why, for whom and what; it names who supports and who is"
	    " supported; the data protection note is accepted.", .effect = "The stage is dated." },
	{ "assessing", "analysing", "pass_g2", "Pass gate 2", "SC PM", .both = 1,
	    .guard = "A round is locked, with as many sheets as it asked for, and its data issues"
	    " are settled." },
	{ "analysing", "formulating", "pass_g3", "Pass gate 3", "BEN PM", .both = 1,
	    .guard = "The beneficiary has agreed on the gaps or rejected them.",
	    .effect = "The ranks are frozen." },
	{ "formulating", "mobilising", "pass_g4", "Pass gate 4", "SC",
	    .guard = "A plan version is approved, within its ceiling; its activities target gaps"
	    " and every output is measured." },
	{ "mobilising", "implementing", "pass_g5", "Pass gate 5", "SC",
	    .guard = "The ledger holds enough money for the first year.",
	    .effect = "IATI status becomes 2." },
	{ "formulating", "implementing", "pass_g4_g5", "Pass gates 4 and 5", "SC",
	    .guard = "A plan version is approved and the money is there already.",
	    .effect = "IATI status becomes 2." },
	{ "implementing", "evaluating", "pass_g6", "Pass gate 6", "PM",
	    .guard = "Every delivery is closed with evidence or cancelled with a reason." },
	{ "implementing", "assessing", "new_round", "Assess again", "PM",
	    .guard = "A midline is due.", .effect = "A midline round is set up." },
	{ "implementing", "formulating", "adapt", "Rework the plan", "SC",
	    .guard = "An adaptation decision is approved.",
	    .effect = "A new plan version is begun." },
	{ "evaluating", "sustaining", "pass_g8", "Pass gate 8", "SC",
	    .guard = "An evaluation is accepted and every recommendation has its answer.",
	    .effect = "IATI status becomes 3." },
	{ "sustaining", "closed", "pass_g10", "Pass gate 10", "SC",
	    .guard = "The exit criteria are met, follow-ups answered, equipment passed on and the"
	    " sustainability plan approved.",
	    .effect = "IATI status becomes 4; the archive is made." },
	{ "sustaining", "engaging", "next_cycle", "Begin the next cycle", "PM",
	    .effect = "The cycle number goes up." },
	{ "engaging", "suspended", "suspend", "Suspend", "SC", .reason = 1,
	    .effect = "IATI status becomes 6." },
	{ "assessing", "suspended", "suspend", "Suspend", "SC", .reason = 1,
	    .effect = "IATI status becomes 6." },
	{ "analysing", "suspended", "suspend", "Suspend", "SC", .reason = 1,
	    .effect = "IATI status becomes 6." },
	{ "formulating", "suspended", "suspend", "Suspend", "SC", .reason = 1,
	    .effect = "IATI status becomes 6." },
	{ "mobilising", "suspended", "suspend", "Suspend", "SC", .reason = 1,
	    .effect = "IATI status becomes 6." },
	{ "implementing", "suspended", "suspend", "Suspend", "SC", .reason = 1,
	    .effect = "IATI status becomes 6." },
	{ "suspended", "implementing", "resume", "Resume", "SC",
	    .reason = 1,
	    .effect = "The programme stands again at the stage where it was suspended." },
	{ "draft", "cancelled", "cancel", "Cancel", "PM", .reason = 1,
	    .effect = "IATI status becomes 5." },
	{ "suspended", "cancelled", "cancel", "Cancel", "SC", .reason = 1,
	    .effect = "IATI status becomes 5." },
	{ 0 }
};

const struct machine programme_machine = {
	.name   = "programme",
	.label  = "Stage of a programme",
	.start  = "draft",
	.states = programme_states,
	.moves  = programme_moves,
};

/*
 * Who may pass a gate is who may take the programme's step behind it; who
 * put it forward passes it never (flow/guard.c).
 */
static const struct state gate_decision_states[] = {
	{ "submitted", "Put forward" },
	{ "passed",    "Passed", .final = 1 },
	{ "waived",    "Waived" },
	{ "refused",   "Refused", .final = 1 },
	{ "ended",     "Waiver ended", .final = 1 },
	{ 0 }
};

static const struct move gate_decision_moves[] = {
	{ "submitted", "passed", "pass", "Pass", "SC PM BEN",
	    .guard = "The programme stands before this gate and every condition of it is met.",
	    .effect = "The programme takes the step behind the gate." },
	{ "submitted", "waived", "waive", "Waive", "SC", .must = "reason waived_until",
	    .effect = "Until that day the step may be taken although conditions are not met." },
	{ "submitted", "refused", "refuse", "Refuse", "SC PM BEN", .must = "reason" },
	{ "waived", "ended", "end", "End the waiver", "SC", .reason = 1 },
	{ 0 }
};

const struct machine gate_decision_machine = {
	.name   = "gate_decision",
	.label  = "Decision at a gate",
	.start  = "submitted",
	.states = gate_decision_states,
	.moves  = gate_decision_moves,
};

static const struct state assessment_round_states[] = {
	{ "design",     "Design" },
	{ "open",       "Open" },
	{ "grace",      "Days of grace" },
	{ "cleaning",   "Cleaning" },
	{ "validation", "Validation" },
	{ "locked",     "Locked", .final = 1 },
	{ "void",       "Void", .final = 1 },
	{ 0 }
};

static const struct move assessment_round_moves[] = {
	{ "design", "open", "launch", "Launch", "FAC",
	    .guard = "The framework is frozen, raters are invited and there is a consent text.",
	    .must = "framework consent_text", .effect = "Invitations go out." },
	{ "open", "grace", "begin_grace", "Begin the days of grace", "FAC",
	    .guard = "The due day has passed.", .effect = "New answers are marked late." },
	{ "grace", "cleaning", "close", "Close", "FAC", .effect = "No more answers are taken." },
	{ "open", "cleaning", "close_early", "Close early", "FAC",
	    .guard = "Everybody has answered.", .effect = "No more answers are taken." },
	{ "cleaning", "validation", "release", "Release preliminary results", "MEL",
	    .guard = "No blocking data issue is open.",
	    .effect = "The subject gets a feedback report." },
	{ "validation", "cleaning", "object", "Object", "BEN", .reason = 1 },
	{ "validation", "locked", "validate", "Validate and lock", "BEN FAC", .both = 1,
	    .guard = "The validation meeting is recorded.",
	    .effect = "The scores are kept as they are." },
	{ "design", "void", "void", "Void", "PM" },
	{ "open", "void", "void", "Void", "PM", .reason = 1,
	    .effect = "Answers are kept, but not counted." },
	{ 0 }
};

const struct machine assessment_round_machine = {
	.name   = "assessment_round",
	.label  = "State of a round",
	.start  = "design",
	.states = assessment_round_states,
	.moves  = assessment_round_moves,
};

static const struct state response_states[] = {
	{ "invited",   "Invited" },
	{ "started",   "Started" },
	{ "submitted", "Submitted" },
	{ "returned",  "Returned" },
	{ "accepted",  "Accepted", .final = 1 },
	{ "excluded",  "Excluded", .final = 1 },
	{ "declined",  "Declined", .final = 1 },
	{ 0 }
};

static const struct move response_moves[] = {
	{ "invited", "started", "start", "Open the form", "RAT" },
	{ "started", "submitted", "submit", "Submit", "RAT",
	    .effect = "It gets its time, and a mark if late." },
	{ "invited", "declined", "decline", "Decline", "RAT FAC" },
	{ "started", "declined", "expire", "Let it expire", "FAC",
	    .effect = "What was answered is kept." },
	{ "submitted", "returned", "query", "Return for clarification", "MEL" },
	{ "returned", "submitted", "resubmit", "Submit again", "RAT",
	    .effect = "The version goes up." },
	{ "submitted", "accepted", "accept", "Accept", "MEL" },
	{ "submitted", "excluded", "exclude", "Exclude", "MEL",
	    .guard = "It is a duplicate, off the scale or about the wrong subject.", .reason = 1 },
	{ "accepted", "excluded", "exclude", "Exclude", "MEL",
	    .guard = "The round is not locked yet.", .reason = 1 },
	{ 0 }
};

const struct machine response_machine = {
	.name   = "response",
	.label  = "Status of a response",
	.start  = "invited",
	.states = response_states,
	.moves  = response_moves,
};

static const struct state gap_states[] = {
	{ "computed",  "Computed" },
	{ "discussed", "Discussed" },
	{ "validated", "Validated" },
	{ "targeted",  "Targeted" },
	{ "reduced",   "Reduced" },
	{ "closed",    "Gap closed", .final = 1 },
	{ "deferred",  "Deferred" },
	{ "rejected",  "Rejected", .final = 1 },
	{ 0 }
};

static const struct move gap_moves[] = {
	{ "computed", "discussed", "present", "Present", "FAC" },
	{ "discussed", "validated", "agree", "Agree", "BEN" },
	{ "discussed", "rejected", "reject", "Reject", "BEN", .reason = 1 },
	{ "validated", "targeted", "target", "Link an activity", "PM",
	    .guard = "An activity is linked to it." },
	{ "validated", "deferred", "defer", "Defer", "PM", .reason = 1 },
	{ "deferred", "targeted", "target", "Link an activity", "PM",
	    .guard = "An activity is linked to it." },
	{ "targeted", "reduced", "reduce", "Record as reduced", "MEL",
	    .guard = "The level has risen and a gap is left." },
	{ "targeted", "closed", "close", "Record as closed", "MEL",
	    .guard = "The desired level is reached.",
	    .effect = "It is looked at again after 6, 12 and 24 months." },
	{ "reduced", "closed", "close", "Record as closed", "MEL",
	    .guard = "The desired level is reached.",
	    .effect = "It is looked at again after 6, 12 and 24 months." },
	{ "reduced", "targeted", "plan_more", "Plan more", "PM" },
	{ "closed", "validated", "reopen", "Open again", "MEL",
	    .guard = "The level has fallen below the one desired.",
	    .effect = "Checks that are still to come lapse." },
	{ 0 }
};

const struct machine gap_machine = {
	.name   = "gap",
	.label  = "State of a gap",
	.start  = "computed",
	.states = gap_states,
	.moves  = gap_moves,
};

static const struct state plan_version_states[] = {
	{ "draft",      "Draft" },
	{ "review",     "In review" },
	{ "returned",   "Returned" },
	{ "approved",   "Approved" },
	{ "superseded", "Superseded", .final = 1 },
	{ 0 }
};

static const struct move plan_version_moves[] = {
	{ "draft", "review", "submit", "Submit", "PM",
	    .guard = "The checks of completeness pass." },
	{ "review", "returned", "return", "Return", "SC", .reason = 1 },
	{ "returned", "review", "resubmit", "Submit again", "PM",
	    .guard = "The checks of completeness pass." },
	{ "review", "approved", "approve", "Approve", "SC",
	    .guard = "The design was reviewed and the budget is within the ceiling.",
	    .effect = "The schedule becomes the baseline, and the version before it is replaced." },
	{ "approved", "superseded", "supersede", "Replace", "SC",
	    .guard = "A newer version is approved.", .effect = "The differences are kept." },
	{ 0 }
};

const struct machine plan_version_machine = {
	.name   = "plan_version",
	.label  = "State of a plan version",
	.start  = "draft",
	.states = plan_version_states,
	.moves  = plan_version_moves,
};

static const struct state activity_states[] = {
	{ "proposed",     "Proposed" },
	{ "selected",     "Selected" },
	{ "not_selected", "Not selected" },
	{ "scheduled",    "Scheduled" },
	{ "ongoing",      "Ongoing" },
	{ "delivered",    "Delivered" },
	{ "verified",     "Verified", .final = 1 },
	{ "postponed",    "Postponed" },
	{ "cancelled",    "Cancelled", .final = 1 },
	{ 0 }
};

static const struct move activity_moves[] = {
	{ "proposed", "selected", "select", "Select", "PM",
	    .guard = "It targets a gap or is a must; all it needs is selected, and nothing it "
	    "excludes." },
	{ "proposed", "not_selected", "leave_out", "Leave out", "PM" },
	{ "selected", "not_selected", "take_out", "Take out again", "PM", .reason = 1,
	    .guard = "The plan is being worked on, and nothing selected needs it." },
	{ "not_selected", "proposed", "reopen", "Consider again", "PM",
	    .guard = "The plan is being worked on." },
	{ "not_selected", "selected", "fund", "Select with new money", "SC",
	    .guard = "It targets a gap or is a must; all it needs is selected, and nothing it "
	    "excludes." },
	{ "not_selected", "cancelled", "drop", "Drop", "PM" },
	{ "selected", "scheduled", "schedule", "Schedule", "PM",
	    .guard = "Everything it comes after is scheduled.", .must = "start end" },
	{ "scheduled", "ongoing", "start", "Start", "SEC" },
	{ "ongoing", "delivered", "finish", "Finish", "SEC" },
	{ "delivered", "verified", "verify", "Verify", "MEL",
	    .guard = "There is evidence of delivery." },
	{ "delivered", "ongoing", "reject", "Send back", "MEL", .guard = "Evidence is missing.",
	    .reason = 1 },
	{ "scheduled", "postponed", "postpone", "Postpone", "PM", .reason = 1 },
	{ "postponed", "scheduled", "reschedule", "Reschedule", "PM" },
	{ "postponed", "cancelled", "cancel", "Cancel", "PM", .reason = 1 },
	{ "scheduled", "cancelled", "cancel", "Cancel", "PM", .reason = 1 },
	{ 0 }
};

const struct machine activity_machine = {
	.name   = "activity",
	.label  = "State of an activity",
	.start  = "proposed",
	.states = activity_states,
	.moves  = activity_moves,
};

static const struct state vn_ta_dossier_states[] = {
	{ "y_tuong",          "Proposed to donors" },
	{ "van_kien_du_thao", "Draft document" },
	{ "lay_y_kien",       "Opinions requested" },
	{ "bo_sung",          "Supplement asked" },
	{ "tham_dinh",        "Appraisal" },
	{ "phe_duyet",        "Approved" },
	{ "ky_ket",           "Signed" },
	{ "thuc_hien",        "In progress" },
	{ "dieu_chinh",       "Being adjusted" },
	{ "ket_thuc",         "Completed and settled", .final = 1 },
	{ "tu_choi",          "Refused", .final = 1 },
	{ 0 }
};

static const struct move vn_ta_dossier_moves[] = {
	{ "y_tuong", "van_kien_du_thao", "draft", "Begin the document", "BEN",
	    .guard = "The donor has agreed to consider it.", .must = "thu_nha_tai_tro" },
	{ "van_kien_du_thao", "lay_y_kien", "send", "Ask for opinions", "BEN",
	    .guard = "The grant is above USD 200,000, or opinions are wanted anyway.",
	    .must = "von_oda",
	    .effect = "A clock of 10 days begins." },
	{ "van_kien_du_thao", "tham_dinh", "send_directly", "Send to appraisal", "BEN",
	    .guard = "The grant is at most USD 200,000.", .must = "von_oda_usd" },
	{ "lay_y_kien", "bo_sung", "ask", "Ask for a supplement", "SC" },
	{ "bo_sung", "lay_y_kien", "resend", "Send again", "BEN" },
	{ "lay_y_kien", "tham_dinh", "appraise", "Begin appraisal", "SC",
	    .guard = "The opinions are in.", .must = "y_kien_du_ngay" },
	{ "tham_dinh", "bo_sung", "ask", "Ask for a supplement", "SC" },
	{ "tham_dinh", "phe_duyet", "approve", "Approve", "SC",
	    .guard = "There is a decision number.", .must = "so_quyet_dinh" },
	{ "tham_dinh", "tu_choi", "refuse", "Refuse", "SC" },
	{ "phe_duyet", "ky_ket", "sign", "Sign with the donor", "SC DON", .both = 1 },
	{ "ky_ket", "thuc_hien", "start", "Start", "PM",
	    .guard = "The management unit is set up and counterpart funds are there.",
	    .must = "ngay_lap_ban_quan_ly von_doi_ung" },
	{ "thuc_hien", "dieu_chinh", "propose_change", "Propose a change", "PM" },
	{ "dieu_chinh", "thuc_hien", "approve_change", "Approve the change", "SC" },
	{ "thuc_hien", "ket_thuc", "complete", "Complete", "PM",
	    .guard = "The completion report is in.", .must = "bao_cao_ket_thuc" },
	{ 0 }
};

const struct machine vn_ta_dossier_machine = {
	.name   = "vn_ta_dossier",
	.label  = "State of a project document",
	.start  = "y_tuong",
	.states = vn_ta_dossier_states,
	.moves  = vn_ta_dossier_moves,
};

const struct machine *const machines[] = {
	&programme_machine,
	&gate_decision_machine,
	&assessment_round_machine,
	&response_machine,
	&gap_machine,
	&reporting_period_machine,
	&plan_version_machine,
	&activity_machine,
	&ta_request_machine,
	&mission_machine, &deliverable_machine, &advisory_case_machine,
	&event_machine, &registration_machine,
	&mentoring_agreement_machine,
	&policy_instrument_machine,
	&institution_milestone_machine,
	&equipment_item_machine,
	&opportunity_machine,
	&concept_note_machine,
	&certificate_machine,
	&donor_report_machine,
	&lesson_machine,
	&practice_machine,
	&evaluation_machine,
	&recommendation_machine,
	&vn_ta_dossier_machine,
	NULL
};
