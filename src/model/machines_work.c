/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * machines_work.c - state machines: those of delivery, learning and what lasts.
 *
 * Each move: from, to, verb, button, roles; then what must hold, which
 * fields must be filled, whether a reason is asked for, what follows.
 */
#include "model/machines.h"

static const struct state ta_request_states[] = {
	{ "draft",           "Draft" },
	{ "submitted",       "Submitted" },
	{ "screening",       "Screening" },
	{ "clarification",   "Clarification" },
	{ "selected",        "Selected" },
	{ "rejected",        "Not selected", .final = 1 },
	{ "tor_drafting",    "Drafting the terms" },
	{ "expert_matching", "Finding experts" },
	{ "contracted",      "Contracted" },
	{ "missions",        "On mission" },
	{ "reporting",       "Reporting" },
	{ "follow_up",       "Follow-up" },
	{ "closed",          "Closed", .final = 1 },
	{ "withdrawn",       "Withdrawn", .final = 1 },
	{ 0 }
};

static const struct move ta_request_moves[] = {
	{ "draft", "submitted", "submit", "Submit", "BEN",
	    .guard = "It is signed by the authority.", .must = "signatory" },
	{ "submitted", "screening", "screen", "Accept for screening", "SEC",
	    .guard = "It came before the deadline." },
	{ "screening", "clarification", "ask", "Ask for clarification", "SEC" },
	{ "clarification", "screening", "answer", "Answer", "BEN" },
	{ "screening", "selected", "select", "Select", "SC", .guard = "It is eligible and scored.",
	    .must = "score" },
	{ "screening", "rejected", "reject", "Reject", "SC", .reason = 1,
	    .effect = "A letter is sent." },
	{ "selected", "tor_drafting", "draft_tor", "Draft the terms", "SEC BEN" },
	{ "tor_drafting", "expert_matching", "agree_tor", "Agree on the terms", "BEN" },
	{ "expert_matching", "contracted", "contract", "Choose and contract", "BEN SEC", .both = 1,
	    .guard = "The beneficiary picks from the pool; nobody with a conflict of interest." },
	{ "expert_matching", "tor_drafting", "rework_tor", "No suitable expert", "SEC" },
	{ "contracted", "missions", "begin", "Begin the first mission", "EXP" },
	{ "missions", "reporting", "report", "Report", "EXP",
	    .guard = "The last mission is done." },
	{ "reporting", "follow_up", "accept_report", "Accept the report", "BEN SEC", .both = 1,
	    .effect = "Recommendations are registered." },
	{ "follow_up", "missions", "extend", "Send another mission", "SC",
	    .guard = "There are funds." },
	{ "follow_up", "closed", "close", "Close", "SEC",
	    .guard = "The state of every recommendation is known." },
	{ "submitted", "withdrawn", "withdraw", "Withdraw", "BEN" },
	{ "screening", "withdrawn", "withdraw", "Withdraw", "BEN" },
	{ "selected", "withdrawn", "withdraw", "Withdraw", "BEN" },
	{ "tor_drafting", "withdrawn", "withdraw", "Withdraw", "BEN" },
	{ 0 }
};

const struct machine ta_request_machine = {
	.name   = "ta_request",
	.label  = "State of a request",
	.start  = "draft",
	.states = ta_request_states,
	.moves  = ta_request_moves,
};

static const struct state mission_states[] = {
	{ "planned",      "Planned" },
	{ "prepared",     "Prepared" },
	{ "in_field",     "In the field" },
	{ "debriefed",    "Debriefed" },
	{ "report_draft", "Draft report" },
	{ "report_final", "Report accepted", .final = 1 },
	{ "cancelled",    "Cancelled", .final = 1 },
	{ 0 }
};

static const struct move mission_moves[] = {
	{ "planned", "prepared", "prepare", "Prepare", "EXP" },
	{ "prepared", "in_field", "start", "Start", "EXP" },
	{ "in_field", "debriefed", "debrief", "Debrief", "EXP BEN" },
	{ "debriefed", "report_draft", "submit_draft", "Submit the draft report", "EXP",
	    .guard = "It is within the days agreed.", .effect = "A late report is marked." },
	{ "report_draft", "report_final", "accept", "Accept the report", "BEN SEC", .both = 1 },
	{ "report_draft", "debriefed", "return", "Return the report", "SEC", .reason = 1 },
	{ "planned", "cancelled", "cancel", "Cancel", "SEC", .reason = 1 },
	{ "prepared", "cancelled", "cancel", "Cancel", "SEC", .reason = 1 },
	{ 0 }
};

const struct machine mission_machine = {
	.name   = "mission",
	.label  = "State of a mission",
	.start  = "planned",
	.states = mission_states,
	.moves  = mission_moves,
};

static const struct state deliverable_states[] = {
	{ "due",       "To come" },
	{ "submitted", "Handed in" },
	{ "returned",  "Returned" },
	{ "accepted",  "Accepted", .final = 1 },
	{ "dropped",   "No longer asked for", .final = 1 },
	{ 0 }
};

static const struct move deliverable_moves[] = {
	{ "due", "submitted", "submit", "Hand in", "EXP SEC",
	    .effect = "The day is kept." },
	{ "returned", "submitted", "submit", "Hand in again", "EXP SEC",
	    .effect = "The day is kept." },
	{ "submitted", "accepted", "accept", "Accept", "BEN SEC PM",
	    .effect = "The day is kept." },
	{ "submitted", "returned", "return", "Return", "BEN SEC PM", .reason = 1 },
	{ "due", "dropped", "drop", "Drop", "SEC PM", .reason = 1 },
	{ 0 }
};

const struct machine deliverable_machine = {
	.name   = "deliverable",
	.label  = "State of a deliverable",
	.start  = "due",
	.states = deliverable_states,
	.moves  = deliverable_moves,
};

static const struct state advisory_case_states[] = {
	{ "open",     "Waits for an answer" },
	{ "answered", "Answered" },
	{ "passed",   "Became a request", .final = 1 },
	{ "closed",   "Closed without an answer", .final = 1 },
	{ 0 }
};

static const struct move advisory_case_moves[] = {
	{ "open", "answered", "answer", "Answer", "SEC PM EXP", .must = "answer",
	    .effect = "The moment is kept; whoever asked reads it by the number." },
	{ "open", "passed", "pass_on", "Make it a request", "SEC PM", .must = "ta_request" },
	{ "open", "closed", "close", "Close without an answer", "SEC PM", .reason = 1 },
	{ "answered", "open", "reopen", "Ask again", "SEC PM", .reason = 1 },
	{ 0 }
};

const struct machine advisory_case_machine = {
	.name   = "advisory_case",
	.label  = "State of a question",
	.start  = "open",
	.states = advisory_case_states,
	.moves  = advisory_case_moves,
};

static const struct state event_states[] = {
	{ "planned",   "Planned" },
	{ "enrolling", "Enrolling" },
	{ "running",   "Under way" },
	{ "held",      "Held" },
	{ "assessed",  "Assessed" },
	{ "closed",    "Closed", .final = 1 },
	{ "cancelled", "Cancelled", .final = 1 },
	{ 0 }
};

static const struct move event_moves[] = {
	{ "planned", "enrolling", "open", "Open enrolment", "SEC" },
	{ "enrolling", "running", "start", "Start", "SEC",
	    .guard = "Enough participants are enrolled." },
	{ "enrolling", "cancelled", "cancel", "Cancel", "SEC", .reason = 1 },
	{ "running", "held", "end", "End", "SEC", .guard = "Attendance is entered." },
	{ "held", "assessed", "assess", "Enter results", "MEL" },
	{ "assessed", "closed", "close", "Close", "SEC",
	    .guard = "The after-action review is done.", .must = "reflection_notes",
	    .effect = "Follow-ups are set for 6, 12 and 24 months." },
	{ "planned", "cancelled", "cancel", "Cancel", "SEC", .reason = 1 },
	{ 0 }
};

const struct machine event_machine = {
	.name   = "event",
	.label  = "State of an event",
	.start  = "planned",
	.states = event_states,
	.moves  = event_moves,
};

static const struct state registration_states[] = {
	{ "invited",    "Invited" },
	{ "registered", "Registered" },
	{ "waiting",    "On the waiting list" },
	{ "refused",    "Refused", .final = 1 },
	{ "cancelled",  "Cancelled", .final = 1 },
	{ 0 }
};

static const struct move registration_moves[] = {
	{ "invited", "registered", "register", "Register", "SEC PM MEL PAR",
	    .guard = "A seat is free.", .effect = "The person is enrolled." },
	{ "invited", "waiting", "wait", "Put on the waiting list", "SEC PM MEL PAR" },
	{ "waiting", "registered", "register", "Give a seat", "SEC PM MEL",
	    .guard = "A seat is free.", .effect = "The person is enrolled." },
	{ "invited", "refused", "refuse", "Refuse", "SEC PM MEL", .reason = 1 },
	{ "waiting", "refused", "refuse", "Refuse", "SEC PM MEL", .reason = 1 },
	{ "invited", "cancelled", "cancel", "Cancel", "SEC PM MEL PAR" },
	{ "waiting", "cancelled", "cancel", "Cancel", "SEC PM MEL PAR" },
	{ "registered", "cancelled", "cancel", "Cancel", "SEC PM MEL PAR",
	    .effect = "The seat goes to the first of the waiting list." },
	{ 0 }
};

const struct machine registration_machine = {
	.name   = "registration",
	.label  = "State of a registration",
	.start  = "invited",
	.states = registration_states,
	.moves  = registration_moves,
};

static const struct state mentoring_agreement_states[] = {
	{ "proposed",    "Proposed" },
	{ "matched",     "Matched" },
	{ "active",      "Active" },
	{ "review",      "Mid-term review" },
	{ "completed",   "Completed", .final = 1 },
	{ "ended_early", "Ended early", .final = 1 },
	{ 0 }
};

static const struct move mentoring_agreement_moves[] = {
	{ "proposed", "matched", "match", "Match", "SEC" },
	{ "matched", "active", "sign", "Sign", "MEN PAR", .both = 1,
	    .guard = "Goals and confidentiality are agreed.",
	    .must = "confidentiality", .effect = "The days on which both signed are kept." },
	{ "active", "review", "review", "Review", "SEC" },
	{ "review", "active", "continue", "Continue", "MEN PAR" },
	{ "review", "completed", "complete", "Complete", "MEN PAR", .both = 1 },
	{ "active", "completed", "complete", "Complete", "MEN PAR", .both = 1 },
	{ "active", "ended_early", "end", "End early", "MEN PAR", .reason = 1 },
	{ "matched", "ended_early", "decline", "Decline", "MEN PAR" },
	{ 0 }
};

const struct machine mentoring_agreement_machine = {
	.name   = "mentoring_agreement",
	.label  = "State of an agreement",
	.start  = "proposed",
	.states = mentoring_agreement_states,
	.moves  = mentoring_agreement_moves,
};

static const struct state policy_instrument_states[] = {
	{ "P0", "Issue identified" },
	{ "P1", "Analysis and options" },
	{ "P2", "Drafting" },
	{ "P3", "Out for consultation" },
	{ "P4", "Appraisal" },
	{ "P5", "Submission" },
	{ "P6", "Adopted" },
	{ "P7", "In force" },
	{ "P8", "Implemented" },
	{ "P9", "Evaluated", .final = 1 },
	{ "PX", "Dropped or lapsed", .final = 1 },
	{ 0 }
};

static const struct move policy_instrument_moves[] = {
	{ "P0", "P1", "advance", "Advance to analysis", "BEN", .guard = "A document shows it.",
	    .effect = "The stage is dated; days in the stage are counted." },
	{ "P1", "P2", "advance", "Advance to drafting", "BEN", .guard = "A document shows it.",
	    .effect = "The stage is dated; days in the stage are counted." },
	{ "P2", "P3", "advance", "Advance to consultation", "BEN", .guard = "A document shows it.",
	    .effect = "The stage is dated; days in the stage are counted." },
	{ "P3", "P4", "advance", "Advance to appraisal", "BEN", .guard = "A document shows it.",
	    .effect = "The stage is dated; days in the stage are counted." },
	{ "P4", "P5", "advance", "Advance to submission", "BEN", .guard = "A document shows it.",
	    .effect = "The stage is dated; days in the stage are counted." },
	{ "P5", "P6", "advance", "Advance to adoption", "BEN", .guard = "A document shows it.",
	    .effect = "The stage is dated; days in the stage are counted." },
	{ "P6", "P7", "advance", "Bring into force", "BEN", .guard = "A document shows it.",
	    .effect = "The stage is dated; days in the stage are counted." },
	{ "P7", "P8", "advance", "Record as implemented", "BEN", .guard = "A document shows it.",
	    .effect = "The stage is dated; days in the stage are counted." },
	{ "P8", "P9", "advance", "Record as evaluated", "BEN", .guard = "A document shows it.",
	    .effect = "The stage is dated; days in the stage are counted." },
	{ "P3", "P2", "redraft", "Redraft", "BEN", .guard = "Comments were received.",
	    .must = "consultations" },
	{ "P4", "P2", "return", "Return to drafting", "BEN",
	    .guard = "The appraisal has findings." },
	{ "P5", "P2", "return", "Return to drafting", "BEN" },
	{ "P0", "PX", "drop", "Drop", "BEN", .reason = 1 },
	{ "P1", "PX", "drop", "Drop", "BEN", .reason = 1 },
	{ "P2", "PX", "drop", "Drop", "BEN", .reason = 1 },
	{ "P3", "PX", "drop", "Drop", "BEN", .reason = 1 },
	{ "P4", "PX", "drop", "Drop", "BEN", .reason = 1 },
	{ "P5", "PX", "drop", "Drop", "BEN", .reason = 1 },
	{ 0 }
};

const struct machine policy_instrument_machine = {
	.name   = "policy_instrument",
	.label  = "Stage of a policy instrument",
	.start  = "P0",
	.states = policy_instrument_states,
	.moves  = policy_instrument_moves,
};

static const struct state institution_milestone_states[] = {
	{ "planned",     "Planned" },
	{ "designed",    "Designed" },
	{ "approved",    "Approved" },
	{ "operational", "Operational" },
	{ "embedded",    "Embedded", .final = 1 },
	{ "stalled",     "Stalled" },
	{ "reversed",    "Reversed", .final = 1 },
	{ 0 }
};

static const struct move institution_milestone_moves[] = {
	{ "planned", "designed", "design", "Record as designed", "BEN" },
	{ "designed", "approved", "approve", "Approve", "BEN", .guard = "There is a decision.",
	    .must = "decision" },
	{ "approved", "operational", "start", "Start", "BEN",
	    .guard = "Staff and budget are there.", .must = "posts_filled budget" },
	{ "operational", "embedded", "embed", "Record as embedded", "BEN",
	    .guard = "It is in its second year on own money.", .must = "embedded_in" },
	{ "operational", "stalled", "stall", "Record as stalled", "MEL" },
	{ "approved", "stalled", "stall", "Record as stalled", "MEL" },
	{ "stalled", "operational", "restart", "Restart", "BEN" },
	{ "stalled", "reversed", "reverse", "Record as reversed", "MEL" },
	{ "operational", "reversed", "reverse", "Record as reversed", "MEL" },
	{ 0 }
};

const struct machine institution_milestone_machine = {
	.name   = "institution_milestone",
	.label  = "State of a milestone",
	.start  = "planned",
	.states = institution_milestone_states,
	.moves  = institution_milestone_moves,
};

static const struct state equipment_item_states[] = {
	{ "requested",         "Requested" },
	{ "ordered",           "Ordered" },
	{ "received",          "Received" },
	{ "handed_over",       "Handed over" },
	{ "in_use",            "In use" },
	{ "idle",              "Idle" },
	{ "repair",            "In repair" },
	{ "title_transferred", "Title transferred" },
	{ "disposed",          "Disposed of", .final = 1 },
	{ 0 }
};

static const struct move equipment_item_moves[] = {
	{ "requested", "ordered", "order", "Order", "FIN" },
	{ "ordered", "received", "receive", "Receive", "SEC",
	    .guard = "The serial number is noted.", .must = "serial_no" },
	{ "received", "handed_over", "hand_over", "Hand over", "BEN SEC", .both = 1,
	    .guard = "The certificate is signed by both.", .must = "certificate" },
	{ "handed_over", "in_use", "find_in_use", "Found in use", "MEL" },
	{ "handed_over", "idle", "find_idle", "Found idle", "MEL" },
	{ "in_use", "idle", "find_idle", "Found idle", "MEL" },
	{ "idle", "in_use", "find_in_use", "Found in use", "MEL" },
	{ "in_use", "repair", "break", "Report as broken", "BEN" },
	{ "repair", "in_use", "fix", "Report as mended", "BEN" },
	{ "in_use", "title_transferred", "transfer", "Transfer the title", "SC BEN", .both = 1,
	    .guard = "The programme ends." },
	{ "idle", "title_transferred", "transfer", "Transfer the title", "SC BEN", .both = 1,
	    .guard = "The programme ends." },
	{ "title_transferred", "disposed", "dispose", "Dispose of", "BEN" },
	{ "idle", "disposed", "write_off", "Write off", "FIN" },
	{ "repair", "disposed", "write_off", "Write off", "FIN" },
	{ 0 }
};

const struct machine equipment_item_machine = {
	.name   = "equipment_item",
	.label  = "State of equipment",
	.start  = "requested",
	.states = equipment_item_states,
	.moves  = equipment_item_moves,
};

static const struct state opportunity_states[] = {
	{ "lead",        "Lead" },
	{ "qualified",   "Qualified" },
	{ "concept",     "Concept note sent" },
	{ "invited",     "Proposal invited" },
	{ "proposal",    "Proposal submitted" },
	{ "negotiation", "Negotiation" },
	{ "signed",      "Agreement signed" },
	{ "received",    "Funds received", .final = 1 },
	{ "declined",    "Declined", .final = 1 },
	{ "dormant",     "Dormant" },
	{ 0 }
};

static const struct move opportunity_moves[] = {
	{ "lead", "qualified", "qualify", "Qualify", "RM" },
	{ "qualified", "concept", "send_note", "Send the concept note", "RM",
	    .guard = "The version sent is approved.", .must = "concept_note" },
	{ "concept", "invited", "invite", "Invite a proposal", "DON" },
	{ "invited", "proposal", "submit", "Submit the proposal", "RM",
	    .guard = "The deadline has not passed." },
	{ "proposal", "negotiation", "shortlist", "Shortlist", "DON" },
	{ "negotiation", "signed", "sign", "Sign", "SC DON", .both = 1,
	    .must = "amount",
	    .effect = "A commitment is entered." },
	{ "signed", "received", "receive", "Record the first tranche", "FIN",
	    .must = "funds_received",
	    .effect = "Incoming funds are entered." },
	{ "concept", "declined", "decline", "Decline", "DON", .reason = 1 },
	{ "proposal", "declined", "decline", "Decline", "DON", .reason = 1 },
	{ "negotiation", "declined", "decline", "Decline", "DON" },
	{ "lead", "dormant", "park", "Set aside", "RM" },
	{ "qualified", "dormant", "park", "Set aside", "RM" },
	{ "concept", "dormant", "park", "Set aside", "RM" },
	{ "dormant", "qualified", "reopen", "Reopen", "RM" },
	{ "lead", "declined", "not_fit", "Record as no fit", "RM" },
	{ 0 }
};

const struct machine opportunity_machine = {
	.name   = "opportunity",
	.label  = "Stage of an opportunity",
	.start  = "lead",
	.states = opportunity_states,
	.moves  = opportunity_moves,
};

static const struct state concept_note_states[] = {
	{ "draft",     "Draft" },
	{ "review",    "In review" },
	{ "approved",  "Approved" },
	{ "sent",      "Sent" },
	{ "withdrawn", "Withdrawn", .final = 1 },
	{ 0 }
};

static const struct move concept_note_moves[] = {
	{ "draft", "review", "submit", "Submit for review", "RM PM",
	    .guard = "Each section that must be is written, and a reviewer is asked.",
	    .effect = "The text is kept as a version." },
	{ "review", "draft", "return", "Send back for changes", "RM PM SC", .reason = 1 },
	{ "review", "approved", "approve", "Approve", "SC PM",
	    .guard = "Every reviewer agrees and no comment is open.",
	    .effect = "This version may be sent." },
	{ "approved", "sent", "send", "Record as sent", "RM PM" },
	{ "approved", "draft", "revise", "Begin the next version", "RM PM" },
	{ "sent", "draft", "revise", "Begin the next version", "RM PM" },
	{ "draft", "withdrawn", "withdraw", "Withdraw", "RM PM", .reason = 1 },
	{ "review", "withdrawn", "withdraw", "Withdraw", "RM PM", .reason = 1 },
	{ "approved", "withdrawn", "withdraw", "Withdraw", "RM PM", .reason = 1 },
	{ "sent", "withdrawn", "withdraw", "Withdraw", "RM PM", .reason = 1 },
	{ 0 }
};

const struct machine concept_note_machine = {
	.name   = "concept_note",
	.label  = "State of a concept note or proposal",
	.start  = "draft",
	.states = concept_note_states,
	.moves  = concept_note_moves,
};

static const struct state certificate_states[] = {
	{ "issued",  "Issued" },
	{ "revoked", "Revoked", .final = 1 },
	{ 0 }
};

static const struct move certificate_moves[] = {
	{ "issued", "revoked", "revoke", "Revoke", "PM SEC MEL", .reason = 1,
	    .effect = "Whoever checks the certificate is told that it is revoked." },
	{ 0 }
};

const struct machine certificate_machine = {
	.name   = "certificate",
	.label  = "State of a certificate",
	.start  = "issued",
	.states = certificate_states,
	.moves  = certificate_moves,
};

static const struct state lesson_states[] = {
	{ "captured",  "Captured" },
	{ "validated", "Validated" },
	{ "published", "Published" },
	{ "reused",    "Reused", .final = 1 },
	{ "rejected",  "Rejected", .final = 1 },
	{ "outdated",  "Outdated", .final = 1 },
	{ 0 }
};

static const struct move lesson_moves[] = {
	{ "captured", "validated", "validate", "Validate", "PAR MEL",
	    .guard = "Two persons validate it, neither of them its author.",
	    .effect = "The first one's name is kept; with the second one's it is valid." },
	{ "captured", "rejected", "reject", "Reject", "MEL" },
	{ "validated", "published", "publish", "Publish", "PM",
	    .guard = "It holds nothing confidential." },
	{ "published", "reused", "reuse", "Record a reuse", "PM",
	    .guard = "It is linked to the activity that used it.",
	    .effect = "The count of reuse goes up." },
	{ "published", "outdated", "expire", "Record as outdated", "MEL" },
	{ 0 }
};

const struct machine lesson_machine = {
	.name   = "lesson",
	.label  = "State of a lesson",
	.start  = "captured",
	.states = lesson_states,
	.moves  = lesson_moves,
};

static const struct state donor_report_states[] = {
	{ "draft",     "Draft" },
	{ "submitted", "Submitted" },
	{ "accepted",  "Accepted", .final = 1 },
	{ "returned",  "Returned" },
	{ 0 }
};

static const struct move donor_report_moves[] = {
	{ "draft", "submitted", "submit", "Submit", "PM RM", .must = "summary",
	    .effect = "Its figures stay as they are now." },
	{ "returned", "submitted", "submit", "Submit again", "PM RM", .must = "summary",
	    .effect = "Its figures are taken anew and stay." },
	{ "submitted", "accepted", "accept", "Record as accepted", "PM RM" },
	{ "submitted", "returned", "return", "Record as returned", "PM RM", .reason = 1,
	    .effect = "It may be changed, and submitted again." },
	{ 0 }
};

const struct machine donor_report_machine = {
	.name   = "donor_report",
	.label  = "State of a report to a funder",
	.start  = "draft",
	.states = donor_report_states,
	.moves  = donor_report_moves,
};

static const struct state practice_states[] = {
	{ "introduced",   "Introduced" },
	{ "guided",       "Done with guidance" },
	{ "alone",        "Done alone" },
	{ "embedded",     "Embedded" },
	{ "teaches",      "Teaches others", .final = 1 },
	{ "discontinued", "Discontinued", .final = 1 },
	{ 0 }
};

static const struct move practice_moves[] = {
	{ "introduced", "guided", "guide", "Record as guided", "MEL" },
	{ "guided", "alone", "do_alone", "Record as done alone", "MEL" },
	{ "alone", "embedded", "embed", "Record as embedded", "MEL",
	    .guard = "A document shows it.", .must = "embedded_in" },
	{ "embedded", "teaches", "teach", "Record as teaching others", "MEL" },
	{ "introduced", "discontinued", "discontinue", "Record as discontinued", "MEL",
	    .must = "discontinued_on", .effect = "The date counts for its survival." },
	{ "guided", "discontinued", "discontinue", "Record as discontinued", "MEL",
	    .must = "discontinued_on", .effect = "The date counts for its survival." },
	{ "alone", "discontinued", "discontinue", "Record as discontinued", "MEL",
	    .must = "discontinued_on", .effect = "The date counts for its survival." },
	{ "embedded", "discontinued", "discontinue", "Record as discontinued", "MEL",
	    .must = "discontinued_on", .effect = "The date counts for its survival." },
	{ 0 }
};

const struct machine practice_machine = {
	.name   = "practice",
	.label  = "State of a practice",
	.start  = "introduced",
	.states = practice_states,
	.moves  = practice_moves,
};

static const struct state evaluation_states[] = {
	{ "planned",   "Planned" },
	{ "ongoing",   "Under way" },
	{ "delivered", "Report delivered" },
	{ "closed",    "Accepted and closed", .final = 1 },
	{ "cancelled", "Cancelled", .final = 1 },
	{ 0 }
};

static const struct move evaluation_moves[] = {
	{ "planned", "ongoing", "begin", "Begin", "EVA PM" },
	{ "ongoing", "delivered", "deliver", "Deliver the report", "EVA",
	    .guard = "It has at least one finding.", .effect = "The day of delivery is kept." },
	{ "delivered", "ongoing", "return", "Return", "SC PM", .reason = 1 },
	{ "delivered", "closed", "accept", "Accept and close", "SC",
	    .guard = "Every recommendation has its answer: refused with a reason, or accepted"
	    " with what is done, by whom and by when.",
	    .effect = "The day of acceptance is kept; the findings stay as they are." },
	{ "planned", "cancelled", "cancel", "Cancel", "SC PM", .reason = 1 },
	{ "ongoing", "cancelled", "cancel", "Cancel", "SC", .reason = 1 },
	{ 0 }
};

const struct machine evaluation_machine = {
	.name   = "evaluation",
	.label  = "State of an evaluation",
	.start  = "planned",
	.states = evaluation_states,
	.moves  = evaluation_moves,
};

static const struct state recommendation_states[] = {
	{ "open",        "Open" },
	{ "accepted",    "Accepted" },
	{ "partially",   "Accepted in part" },
	{ "rejected",    "Rejected", .final = 1 },
	{ "in_progress", "In progress" },
	{ "done",        "Done", .final = 1 },
	{ "no_longer",   "No longer applicable", .final = 1 },
	{ 0 }
};

static const struct move recommendation_moves[] = {
	{ "open", "accepted", "accept", "Accept", "PM", .must = "response" },
	{ "open", "partially", "accept_partly", "Accept in part", "PM", .must = "response" },
	{ "open", "rejected", "reject", "Reject", "PM", .reason = 1 },
	{ "accepted", "in_progress", "start", "Start", "BEN" },
	{ "partially", "in_progress", "start", "Start", "BEN" },
	{ "in_progress", "done", "finish", "Finish", "BEN", .guard = "There is evidence.",
	    .must = "evidence" },
	{ "in_progress", "no_longer", "drop", "Drop", "PM", .reason = 1 },
	{ "accepted", "no_longer", "drop", "Drop", "PM", .reason = 1 },
	{ 0 }
};

const struct machine recommendation_machine = {
	.name   = "recommendation",
	.label  = "State of a recommendation",
	.start  = "open",
	.states = recommendation_states,
	.moves  = recommendation_moves,
};

static const struct state reporting_period_states[] = {
	{ "planned",   "Planned" },
	{ "open",      "Open" },
	{ "submitted", "Submitted" },
	{ "accepted",  "Accepted", .final = 1 },
	{ 0 }
};

static const struct move reporting_period_moves[] = {
	{ "planned", "open", "open", "Open the period", "PM MEL" },
	{ "open", "submitted", "submit", "Submit the period", "PM MEL",
	    .guard = "At least one indicator has a value for it." },
	{ "submitted", "open", "return", "Return it", "PM SC", .reason = 1 },
	{ "submitted", "accepted", "accept", "Accept the period", "PM SC",
	    .effect = "Its submitted values count as checked, and all stay as they are." },
	{ "accepted", "open", "reopen", "Reopen the period", "PM SC", .reason = 1,
	    .effect = "Its values can be corrected; history tells why." },
	{ 0 }
};

const struct machine reporting_period_machine = {
	.name   = "reporting_period",
	.label  = "State of a reporting period",
	.start  = "planned",
	.states = reporting_period_states,
	.moves  = reporting_period_moves,
};
