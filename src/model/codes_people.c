/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * codes_people.c - code lists: what parties, programmes and answers are described by.
 */
#include "model/codes.h"

static const struct choice subject_type[] = {
	{ "IND", "Individual" },
	{ "GRP", "Group" },
	{ "ORG", "Organisation" },
	{ "COM", "Community" },
	{ "SYS", "Enabling environment" },
	{ "PRG", "Programme" },
	{ 0 }
};
const struct choices subject_type_codes = {
	"subject_type", "Kind of subject", subject_type, .closed = 1
};

static const struct choice person_category[] = {
	{ "PRO",  "Professional" },
	{ "PRA",  "Practitioner" },
	{ "LEAD", "Community leader" },
	{ "VOL",  "Volunteer" },
	{ "OFF",  "Official" },
	{ "EXPT", "Expert" },
	{ "OTH",  "Other" },
	{ 0 }
};
const struct choices person_category_codes = {
	"person_category", "Category of person", person_category
};

static const struct choice organisation_type[] = {
	{ "GOV",  "Government agency", .alias = "10" },
	{ "LGOV", "Local government", .alias = "11" },
	{ "PUB",  "Other public body", .alias = "15" },
	{ "INGO", "International NGO", .alias = "21" },
	{ "NPO",  "Non-profit organisation", .alias = "22" },
	{ "CBO",  "Community-based organisation", .alias = "24" },
	{ "IGO",  "Intergovernmental organisation", .alias = "40" },
	{ "FND",  "Foundation", .alias = "60" },
	{ "BUS",  "Business", .alias = "70" },
	{ "EDU",  "Teaching and research", .alias = "80" },
	{ "NET",  "Network or coalition", .alias = "90" },
	{ 0 }
};
const struct choices organisation_type_codes = {
	"organisation_type", "Type of organisation", organisation_type
};

static const struct choice sector_side[] = {
	{ "GOVERNMENTAL",     "Governmental" },
	{ "NON_GOVERNMENTAL", "Non-governmental" },
	{ 0 }
};
const struct choices sector_side_codes = { "sector_side", "Side", sector_side, .closed = 1 };

static const struct choice stakeholder_role[] = {
	{ "PROVIDER",    "Support organisation" },
	{ "BENEFICIARY", "Supported party" },
	{ "FUNDER",      "Funder" },
	{ "PARTNER",     "Partner" },
	{ "REGULATOR",   "Oversight body" },
	{ "OTHER",       "Other stakeholder" },
	{ 0 }
};
const struct choices stakeholder_role_codes = {
	"stakeholder_role", "Role of a stakeholder", stakeholder_role
};

static const struct choice capacity_kind[] = {
	{ "K", "Knowledge" },
	{ "S", "Skill" },
	{ "A", "Attitude" },
	{ "R", "Resource" },
	{ "B", "Ability" },
	{ 0 }
};
const struct choices capacity_kind_codes = {
	"capacity_kind", "Kind of capacity", capacity_kind, .closed = 1
};

static const struct choice kirkpatrick[] = {
	{ "1", "Reaction" },
	{ "2", "Learning" },
	{ "3", "Behaviour" },
	{ "4", "Results" },
	{ 0 }
};
const struct choices kirkpatrick_codes = {
	"kirkpatrick", "Level of training evaluation", kirkpatrick, .closed = 1
};

static const struct choice rater_role[] = {
	{ "self",        "Self" },
	{ "peer",        "Peer" },
	{ "supervisor",  "Supervisor" },
	{ "external",    "External" },
	{ "group",       "Group, in agreement" },
	{ "member",      "Community member" },
	{ "leader",      "Community leader" },
	{ "facilitator", "Facilitator" },
	{ 0 }
};
const struct choices rater_role_codes = { "rater_role", "Rater's role", rater_role, .closed = 1 };

static const struct choice missing_code[] = {
	{ "NA",  "Not applicable" },
	{ "DK",  "Don't know" },
	{ "REF", "Refused" },
	{ "",    "No answer" },
	{ 0 }
};
const struct choices missing_code_codes = {
	"missing_code", "Kind of missing answer", missing_code, .closed = 1
};

static const struct choice disaggregation[] = {
	{ "sex",         "Sex", .note = "Female, male, other, unknown" },
	{ "age_band",    "Age band",
	    .note = "Under 25, 25 to 34, 35 to 49, 50 and over, unknown" },
	{ "disability",  "Disability", .note = "Yes, no, unknown" },
	{ "ethnicity",   "Ethnic group", .note = "The country's list, unknown" },
	{ "location",    "Place", .note = "Administrative level" },
	{ "sector_side", "Side", .note = "Governmental, non-governmental" },
	{ "community",   "Community" },
	{ "treated",     "Taking part or compared" },
	{ 0 }
};
const struct choices disaggregation_codes = { "disaggregation", "Breakdown", disaggregation };

static const struct choice swot[] = {
	{ "S", "Strength" },
	{ "W", "Weakness" },
	{ "O", "Opportunity" },
	{ "T", "Threat" },
	{ 0 }
};
const struct choices swot_codes = { "swot", "Kind of SWOT entry", swot, .closed = 1 };

static const struct choice programme_kind[] = {
	{ "programme",  "Programme" },
	{ "project",    "Project" },
	{ "ta_project", "Technical assistance project" },
	{ 0 }
};
const struct choices programme_kind_codes = {
	"programme_kind", "Kind of programme", programme_kind, .closed = 1
};

/* Beside its name, place and time; publish.h knows them by their places. */
static const struct choice public_part[] = {
	{ "purpose",   "Purpose",
	    .note = "What the capacity is for, and what it should bring." },
	{ "partners",  "Partners",
	    .note = "Organisations that take part, pay or are assessed; never persons." },
	{ "change",    "Gaps and change",
	    .note = "Mean levels at first, now and wanted; gaps closed; persons in numbers." },
	{ "money",     "Money", .note = "Budget, what was spent, and what it was spent on." },
	{ "lessons",   "Lessons", .note = "Those that were published one by one." },
	{ "policy",    "Policy milestones",
	    .note = "Laws and policies with the stages they have reached." },
	{ "practices", "Practices", .note = "What is still done after support ended." },
	{ "feedback",  "Feedback",
	    .note = "How many messages came, how soon they were answered, what was done." },
	{ 0 }
};
const struct choices public_part_codes = {
	"public_part", "Part of a public page", public_part, .closed = 1
};

static const struct choice sex[] = {
	{ "F", "Female" },
	{ "M", "Male" },
	{ "O", "Other" },
	{ "U", "Unknown" },
	{ 0 }
};
const struct choices sex_codes = { "sex", "Sex", sex };

static const struct choice age_band[] = {
	{ "<25",     "Under 25" },
	{ "25-34",   "25 to 34" },
	{ "35-49",   "35 to 49" },
	{ "50+",     "50 and over" },
	{ "unknown", "Unknown" },
	{ 0 }
};
const struct choices age_band_codes = { "age_band", "Age band", age_band };

static const struct choice yes_no_unknown[] = {
	{ "yes",     "Yes" },
	{ "no",      "No" },
	{ "unknown", "Unknown" },
	{ 0 }
};
const struct choices yes_no_unknown_codes = {
	"yes_no_unknown", "Yes or no", yes_no_unknown, .closed = 1
};

static const struct choice consent[] = {
	{ "yes",       "Given" },
	{ "no",        "Refused" },
	{ "withdrawn", "Withdrawn" },
	{ 0 }
};
const struct choices consent_codes = { "consent", "Consent", consent, .closed = 1 };

static const struct choice change_kind[] = {
	{ "merged",    "Merged" },
	{ "split",     "Split" },
	{ "dissolved", "Dissolved" },
	{ "renamed",   "Renamed" },
	{ "founded",   "Founded" },
	{ 0 }
};
const struct choices change_kind_codes = { "change_kind", "Change of a party", change_kind };

static const struct choice policy_level[] = {
	{ "national",       "National" },
	{ "provincial",     "Provincial" },
	{ "local",          "Local" },
	{ "organisational", "Within an organisation" },
	{ 0 }
};
const struct choices policy_level_codes = { "policy_level", "Level", policy_level };

static const struct choice attitude[] = {
	{ "support", "Supports" },
	{ "neutral", "Neutral" },
	{ "oppose",  "Opposes" },
	{ 0 }
};
const struct choices attitude_codes = { "attitude", "Attitude", attitude, .closed = 1 };

static const struct choice engagement_strategy[] = {
	{ "manage_closely", "Manage closely" },
	{ "keep_satisfied", "Keep satisfied" },
	{ "keep_informed",  "Keep informed" },
	{ "monitor",        "Watch" },
	{ 0 }
};
const struct choices engagement_strategy_codes = {
	"engagement_strategy", "How to engage", engagement_strategy, .closed = 1
};

static const struct choice challenge_status[] = {
	{ "open",        "Open" },
	{ "in_progress", "Being worked on" },
	{ "resolved",    "Resolved" },
	{ "dropped",     "Dropped" },
	{ 0 }
};
const struct choices challenge_status_codes = {
	"challenge_status", "State of a challenge", challenge_status
};

static const struct choice gate[] = {
	{ "G1",  "Charter approved" },
	{ "G2",  "Baseline locked" },
	{ "G3",  "Gaps validated" },
	{ "G4",  "Plan approved" },
	{ "G5",  "Funds secured" },
	{ "G6",  "Deliveries closed" },
	{ "G8",  "Evaluation answered" },
	{ "G10", "Ready to end" },
	{ 0 }
};
const struct choices gate_codes = { "gate", "Gate", gate, .closed = 1 };

static const struct choice engagement_method[] = {
	{ "meeting",  "Meeting" },
	{ "workshop", "Workshop" },
	{ "hearing",  "Public hearing" },
	{ "visit",    "Visit" },
	{ "briefing", "Written briefing" },
	{ "online",   "Online exchange" },
	{ "call",     "Call" },
	{ "media",    "Media" },
	{ 0 }
};
const struct choices engagement_method_codes = {
	"engagement_method", "Way of engaging", engagement_method
};

static const struct choice point_verdict[] = {
	{ "taken_up", "Taken up" },
	{ "partly",   "Taken up in part" },
	{ "not",      "Not taken up" },
	{ 0 }
};
const struct choices point_verdict_codes = {
	"point_verdict", "What became of a point", point_verdict, .closed = 1
};

static const struct choice body_kind[] = {
	{ "steering", "Steering committee" },
	{ "board",    "Board" },
	{ "advisory", "Advisory group" },
	{ "working",  "Working group" },
	{ "assembly", "General assembly" },
	{ 0 }
};
const struct choices body_kind_codes = {
	"body_kind", "Kind of governing body", body_kind
};

static const struct choice body_role[] = {
	{ "chair",     "Chair" },
	{ "deputy",    "Deputy chair" },
	{ "member",    "Member" },
	{ "secretary", "Secretary" },
	{ "observer",  "Observer" },
	{ 0 }
};
const struct choices body_role_codes = {
	"body_role", "Role in a body", body_role
};

static const struct choice capacity_area[] = {
	{ "governance",       "Governance" },
	{ "management",       "Management" },
	{ "operations",       "Operations" },
	{ "service_delivery", "Service delivery" },
	{ 0 }
};
const struct choices capacity_area_codes = {
	"capacity_area", "Area of improvement", capacity_area
};

static const struct choice rater_rule[] = {
	{ "median",             "Median" },
	{ "role_weighted_mean", "Mean weighted by role" },
	{ "agreed",             "Agreed score" },
	{ "single",             "The one rater" },
	{ 0 }
};
const struct choices rater_rule_codes = {
	"rater_rule", "From raters to an item", rater_rule, .closed = 1
};

static const struct choice dimension_rule[] = {
	{ "mean", "Mean" },
	{ "sum",  "Sum" },
	{ 0 }
};
const struct choices dimension_rule_codes = {
	"dimension_rule", "From items to a dimension", dimension_rule, .closed = 1
};

static const struct choice overall_rule[] = {
	{ "mean",          "Mean" },
	{ "weighted_mean", "Weighted mean" },
	{ "sum_over_max",  "Sum over the greatest sum" },
	{ 0 }
};
const struct choices overall_rule_codes = {
	"overall_rule", "From dimensions to the whole", overall_rule, .closed = 1
};

static const struct choice round_kind[] = {
	{ "baseline",  "Baseline" },
	{ "midline",   "Midline" },
	{ "endline",   "Endline" },
	{ "follow_up", "Follow-up" },
	{ 0 }
};
const struct choices round_kind_codes = { "round_kind", "Kind of round", round_kind, .closed = 1 };

static const struct choice round_method[] = {
	{ "self",     "Self-assessment" },
	{ "360",      "From all sides" },
	{ "group",    "Group" },
	{ "external", "External" },
	{ "mixed",    "Mixed" },
	{ 0 }
};
const struct choices round_method_codes = { "round_method", "Method of a round", round_method };

static const struct choice response_source[] = {
	{ "web",    "Web form" },
	{ "import", "Import" },
	{ "paper",  "Paper" },
	{ "phone",  "Telephone" },
	{ 0 }
};
const struct choices response_source_codes = {
	"response_source", "How an answer came", response_source, .closed = 1
};

static const struct choice cleaning_rule[] = {
	{ "untidy_code",        "Untidy code" },
	{ "after_close",        "After closing" },
	{ "duplicate_response", "Duplicate answer" },
	{ "decimal_comma",      "Decimal comma" },
	{ "text_score",         "Words for a score" },
	{ "out_of_range",       "Off the scale" },
	{ "straight_lining",    "The same answer throughout" },
	{ "missing",            "Missing" },
	{ "reverse_item",       "Reverse item" },
	{ "other",              "Other" },
	{ "late",               "Late" },
	{ 0 }
};
const struct choices cleaning_rule_codes = {
	"cleaning_rule", "Cleaning rule", cleaning_rule, .closed = 1
};

static const struct choice cleaning_decision[] = {
	{ "accept",  "Accept as it is" },
	{ "exclude", "Leave the sheet out" },
	{ "correct", "Correct the answer" },
	{ "return",  "Return it to the rater" },
	{ 0 }
};
const struct choices cleaning_decision_codes = {
	"cleaning_decision", "Decision about an answer", cleaning_decision, .closed = 1
};

static const struct choice desired_kind[] = {
	{ "standard",   "Standard" },
	{ "agreed",     "Agreed" },
	{ "aspiration", "Aspiration" },
	{ 0 }
};
const struct choices desired_kind_codes = { "desired_kind", "Kind of desired level", desired_kind };

static const struct choice role_kind[] = {
	{ "post",         "Post" },
	{ "job_family",   "Job family" },
	{ "organisation", "Kind of organisation" },
	{ "group",        "Kind of group or community" },
	{ 0 }
};
const struct choices role_kind_codes = { "role_kind", "Kind of role", role_kind };

static const struct choice priority_rule[] = {
	{ "product",  "Product" },
	{ "additive", "Weighted sum" },
	{ 0 }
};
const struct choices priority_rule_codes = {
	"priority_rule", "Rule of priority", priority_rule, .closed = 1
};

static const struct choice gap_cause[] = {
	{ "skill",     "Skill" },
	{ "system",    "System or process" },
	{ "resource",  "Resource" },
	{ "incentive", "Incentive" },
	{ "policy",    "Policy" },
	{ 0 }
};
const struct choices gap_cause_codes = { "gap_cause", "Cause of a gap", gap_cause };

static const struct choice gap_event_kind[] = {
	{ "opened",      "Opened" },
	{ "discussed",   "Discussed" },
	{ "cause_found", "Cause found" },
	{ "validated",   "Validated" },
	{ "rejected",    "Rejected" },
	{ "deferred",    "Deferred" },
	{ "targeted",    "Targeted" },
	{ "funded",      "Funded" },
	{ "in_delivery", "In delivery" },
	{ "reassessed",  "Re-assessed" },
	{ "reduced",     "Reduced" },
	{ "closed",      "Gap closed" },
	{ "checked",     "Checked, still closed" },
	{ "reopened",    "Reopened" },
	{ "lapsed",      "Lapsed" },
	{ "not_funded",  "No longer funded" },
	{ "not_begun",   "Delivery taken back" },
	{ "not_reassessed", "Re-assessment replaced" },
	{ 0 }
};
const struct choices gap_event_kind_codes = {
	"gap_event_kind", "Event of a gap", gap_event_kind, .closed = 1
};

static const struct choice gap_check_how[] = {
	{ "round",    "A round of answers" },
	{ "visit",    "A visit" },
	{ "records",  "Records that were seen" },
	{ "interview", "A talk with the subject" },
	{ 0 }
};
const struct choices gap_check_how_codes = {
	"gap_check_how", "Way of checking a gap", gap_check_how
};

static const struct choice gap_check_outcome[] = {
	{ "held",     "Still closed" },
	{ "reopened", "Reopened" },
	{ "lapsed",   "Lapsed",
	    .note = "Nobody looked before the gap was opened again." },
	{ 0 }
};
const struct choices gap_check_outcome_codes = {
	"gap_check_outcome", "Outcome of a check", gap_check_outcome, .closed = 1
};

static const struct choice tie_kind[] = {
	{ "info",       "Information" },
	{ "joint_work", "Joint work" },
	{ "resource",   "Resources" },
	{ "referral",   "Referral" },
	{ 0 }
};
const struct choices tie_kind_codes = { "tie_kind", "Kind of tie", tie_kind };

static const struct choice income_kind[] = {
	{ "external_grants",              "External grants" },
	{ "own_income",                   "Own income" },
	{ "local_government_and_members", "Local government and members" },
	{ 0 }
};
const struct choices income_kind_codes = { "income_kind", "Source of income", income_kind };

static const struct choice issue_kind[] = {
	{ "duplicate_response",   "Duplicate answer" },
	{ "out_of_range",         "Off the scale" },
	{ "text_score",           "Words for a score" },
	{ "decimal_comma",        "Decimal comma" },
	{ "after_close",          "After closing" },
	{ "untidy_code",          "Untidy code" },
	{ "straight_lining",      "The same answer throughout" },
	{ "panel_attrition",      "Left the panel" },
	{ "successor_subject",    "Recorded under a successor" },
	{ "name_case",            "Name in capitals" },
	{ "hours_above_total",    "More hours than held" },
	{ "missing_document_no",  "Voucher missing" },
	{ "reversal",             "Reversal" },
	{ "missing_amount",       "Amount missing" },
	{ "late_request",         "Late request" },
	{ "conflict_of_interest", "Conflict of interest" },
	{ "unknown_code",         "Unknown code" },
	{ "unreadable",           "Unreadable" },
	{ "other",                "Other" },
	{ 0 }
};
const struct choices issue_kind_codes = { "issue_kind", "Data issue", issue_kind };

static const struct choice role[] = {
	{ "PM",  "Programme manager" },
	{ "SC",  "Steering committee" },
	{ "SEC", "Secretariat" },
	{ "BEN", "Beneficiary focal point" },
	{ "FAC", "Assessment facilitator" },
	{ "RAT", "Rater" },
	{ "EXP", "Expert" },
	{ "MEN", "Mentor" },
	{ "PAR", "Participant" },
	{ "MEL", "Monitoring and evaluation officer" },
	{ "EVA", "Independent evaluator" },
	{ "FIN", "Finance officer" },
	{ "RM",  "Resource mobilisation officer" },
	{ "DON", "Donor representative" },
	{ "PUB", "Public" },
	{ "ADM", "System administrator" },
	{ 0 }
};
const struct choices role_codes = { "role", "Role", role, .closed = 1 };

static const struct choice theme[] = {
	{ "light", "Light" },
	{ "dark",  "Dark" },
	{ "auto",  "As the device" },
	{ 0 }
};
const struct choices theme_codes = { "theme", "Look", theme, .closed = 1 };

static const struct choice job_kind[] = {
	{ "import",  "Import" },
	{ "certificates", "Certificates" },
	{ "export",  "Export" },
	{ "check",   "Check of the data" },
	{ "report",  "Report" },
	{ "compute", "Computation" },
	{ "iati",    "IATI import" },
	{ "backup",  "Backup" },
	{ "mail",    "Mail" },
	{ 0 }
};
const struct choices job_kind_codes = { "job_kind", "Kind of job", job_kind, .closed = 1 };

static const struct choice job_state[] = {
	{ "waiting",   "Waiting" },
	{ "running",   "Running" },
	{ "done",      "Done" },
	{ "failed",    "Failed" },
	{ "cancelled", "Cancelled" },
	{ 0 }
};
const struct choices job_state_codes = { "job_state", "State of a job", job_state, .closed = 1 };

static const struct choice task_state[] = {
	{ "open",    "Open" },
	{ "done",    "Done" },
	{ "dropped", "Dropped" },
	{ 0 }
};
const struct choices task_state_codes = {
	"task_state", "State of a task", task_state, .closed = 1
};

static const struct choice equipment_found[] = {
	{ "in_use", "In use" },
	{ "idle",   "Idle" },
	{ "broken", "Broken" },
	{ "lost",   "Lost" },
	{ 0 }
};
const struct choices equipment_found_codes = {
	"equipment_found", "Found on site", equipment_found, .closed = 1
};

static const struct choice handover_side[] = {
	{ "giving",    "For the giver" },
	{ "receiving", "For the receiver" },
	{ 0 }
};
const struct choices handover_side_codes = {
	"handover_side", "Side of a handover", handover_side, .closed = 1
};

static const struct choice mail_kind[] = {
	{ "trial",       "Trial" },
	{ "account",     "About your account" },
	{ "invitation",  "Invitations" },
	{ "reminder",    "Reminders" },
	{ "notice",      "Notices" },
	{ "certificate", "Certificates" },
	{ "calendar",    "Calendar entries" },
	{ "digest",      "List of what is due" },
	{ 0 }
};
const struct choices mail_kind_codes = { "mail_kind", "Kind of mail", mail_kind, .closed = 1 };

static const struct choice mail_state[] = {
	{ "queued",  "Waits to be sent" },
	{ "sent",    "Sent" },
	{ "failed",  "Could not be sent" },
	{ "dropped", "Given up" },
	{ 0 }
};
const struct choices mail_state_codes = {
	"mail_state", "State of a mail", mail_state, .closed = 1
};

static const struct choice hook_event[] = {
	{ "added",   "Added" },
	{ "changed", "Changed" },
	{ "removed", "Removed" },
	{ 0 }
};
const struct choices hook_event_codes = { "hook_event", "What happened", hook_event, .closed = 1 };

static const struct choice digest[] = {
	{ "none",   "Never" },
	{ "daily",  "Every working day" },
	{ "weekly", "Once a week" },
	{ 0 }
};
const struct choices digest_codes = { "digest", "How often", digest, .closed = 1 };

static const struct choice person_request[] = {
	{ "correction", "Correction" },
	{ "erasure",    "Erasure" },
	{ 0 }
};

const struct choices person_request_codes = {
	"person_request", "Kind of request", person_request, .closed = 1
};

static const struct choice person_request_state[] = {
	{ "open",      "Open" },
	{ "done",      "Done" },
	{ "refused",   "Refused" },
	{ "withdrawn", "Withdrawn" },
	{ 0 }
};

const struct choices person_request_state_codes = {
	"person_request_state", "State of a request", person_request_state, .closed = 1
};

static const struct choice agreement[] = {
	{ "asked",     "Waits for the other" },
	{ "confirmed", "Both agreed" },
	{ "declined",  "Declined" },
	{ "withdrawn", "Taken back" },
	{ "lapsed",    "Lapsed" },
	{ 0 }
};
const struct choices agreement_codes = {
	"agreement_state", "State of an agreement", agreement, .closed = 1
};

static const struct choice field_type[] = {
	{ "text",   "Text" },
	{ "long",   "Long text" },
	{ "count",  "Whole number" },
	{ "real",   "Number" },
	{ "bool",   "Yes or no" },
	{ "day",    "Day" },
	{ "choice", "Choice" },
	{ 0 }
};
const struct choices field_type_codes = { "field_type", "Type of field", field_type, .closed = 1 };
