/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * codes_work.c - code lists: what plans, deliveries and their traces are described by.
 */
#include "model/codes.h"

static const struct choice design_mark[] = {
	{ "0",  "Not at all" },
	{ "1",  "In part" },
	{ "2",  "Largely" },
	{ "3",  "Fully" },
	{ "na", "Does not apply" },
	{ 0 }
};
const struct choices design_mark_codes = {
	"design_mark", "Mark in a design review", design_mark, .closed = 1
};

static const struct choice by_hand[] = {
	{ "in",  "Always in" },
	{ "out", "Always out" },
	{ 0 }
};
const struct choices by_hand_codes = { "by_hand", "Fixed by hand", by_hand, .closed = 1 };

static const struct choice modality[] = {
	{ "TRN", "Training", .alias = "D02",
	    .note = "Course, workshop, seminar, skill session, e-learning" },
	{ "TA",  "Technical assistance", .alias = "D02",
	    .note = "Missions and the help desk; D01 with experts from the donor country" },
	{ "MEN", "Mentoring", .alias = "D02", .note = "Pairs over months" },
	{ "COA", "Coaching", .alias = "D02", .note = "Task focused" },
	{ "EXC", "Exchange", .alias = "D02" },
	{ "EQP", "Equipment", .alias = "C01", .note = "Supporting factor only" },
	{ "MAT", "Materials and tools", .alias = "C01" },
	{ "INS", "Institution building", .alias = "C01",
	    .note = "Processes, policies, mechanisms" },
	{ "POL", "Policy and legislation support", .alias = "C01" },
	{ "NET", "Networking and partnership", .alias = "D02" },
	{ "RES", "Resource mobilisation support", .alias = "C01" },
	{ "AWR", "Public awareness", .alias = "C01" },
	{ "SCH", "Scholarship", .alias = "E01" },
	{ "GRT", "Small grant", .alias = "C01" },
	{ "MEL", "Monitoring, evaluation and learning", .alias = "C01" },
	{ "MGT", "Programme management", .alias = "C01" },
	{ 0 }
};
const struct choices modality_codes = { "modality", "Modality", modality };

static const struct choice vn_ta_component[] = {
	{ "DT", "Training" },
	{ "TV", "Expert advice" },
	{ "TD", "Experience exchange" },
	{ "TB", "Equipment and materials" },
	{ "TC", "Institution building" },
	{ 0 }
};
const struct choices vn_ta_component_codes = {
	"vn_ta_component", "Component of a Vietnamese TA project", vn_ta_component
};

static const struct choice event_type[] = {
	{ "CLASS",    "Training course" },
	{ "WORKSHOP", "Workshop" },
	{ "SEMINAR",  "Seminar" },
	{ "FORUM",    "Forum" },
	{ "SKILL",    "Skill-building session" },
	{ "OJT",      "On-the-job" },
	{ "ELEARN",   "E-learning" },
	{ "WEBINAR",  "Webinar" },
	{ "TOT",      "Training of trainers" },
	{ 0 }
};
const struct choices event_type_codes = { "event_type", "Type of event", event_type };

static const struct choice formality[] = {
	{ "FORMAL",    "Formal" },
	{ "NONFORMAL", "Non-formal" },
	{ "INFORMAL",  "Informal" },
	{ 0 }
};
const struct choices formality_codes = { "formality", "Formality", formality };

static const struct choice attendance_mark[] = {
	{ "here", "Here" },
	{ "late", "Late" },
	{ "away", "Away" },
	{ 0 }
};
const struct choices attendance_mark_codes = {
	"attendance_mark", "Mark of attendance", attendance_mark, .closed = 1
};

static const struct choice attendance_way[] = {
	{ "list",   "By hand on the list" },
	{ "code",   "By the person's code" },
	{ "room",   "By the room's code" },
	{ "paper",  "From the signed sheet" },
	{ "import", "Imported" },
	{ "closed", "Unmarked when the list was closed" },
	{ 0 }
};
const struct choices attendance_way_codes = {
	"attendance_way", "Way of marking attendance", attendance_way, .closed = 1
};

static const struct choice attendance_doubt[] = {
	{ "clock",  "The clock of the device was wrong" },
	{ "day",    "Marked on another day than the session's" },
	{ "shared", "One device for several people" },
	{ "twice",  "One person on several devices" },
	{ "again",  "The same code was used again" },
	{ "step",   "The room's code was an old one" },
	{ 0 }
};
const struct choices attendance_doubt_codes = {
	"attendance_doubt", "Doubt about a mark", attendance_doubt, .closed = 1
};

static const struct choice attendance_standing[] = {
	{ "stands",   "It counts" },
	{ "agrees",   "Another says the same" },
	{ "replaced", "A later mark replaces it" },
	{ "open",     "Contradicted: to be decided" },
	{ 0 }
};
const struct choices attendance_standing_codes = {
	"attendance_standing", "Whether a mark counts", attendance_standing,
	.closed = 1
};

static const struct choice result_level[] = {
	{ "OUTPUT",  "Output", .alias = "1" },
	{ "OUTCOME", "Outcome", .alias = "2" },
	{ "IMPACT",  "Impact", .alias = "3" },
	{ "OTHER",   "Other", .alias = "9" },
	{ 0 }
};
const struct choices result_level_codes = {
	"result_level", "Level of result", result_level, .closed = 1
};

static const struct choice raci[] = {
	{ "R", "Responsible" },
	{ "A", "Accountable" },
	{ "C", "Consulted" },
	{ "I", "Informed" },
	{ 0 }
};
const struct choices raci_codes = { "raci", "Part in an activity", raci, .closed = 1 };

static const struct choice fund_kind[] = {
	{ "REG",     "Regular programme budget" },
	{ "XB",      "Extrabudgetary" },
	{ "ODA_G",   "ODA grant" },
	{ "CP_CASH", "Counterpart in cash" },
	{ "CP_KIND", "Counterpart in kind" },
	{ "OWN",     "Own income" },
	{ "COMM",    "Community contribution" },
	{ 0 }
};
const struct choices fund_kind_codes = { "fund_kind", "Kind of fund", fund_kind };

static const struct choice ta_selection_criteria[] = {
	{ "REL", "Relevance",
	    .note = "Fit with objectives and priorities of the call and the Convention" },
	{ "FEA", "Feasibility",
	    .note = "Goals attainable with the resources and in the time: 63 working days at most "
	            "for an application in the facility of 2011-2015" },
	{ "EFF", "Effectiveness",
	    .note = "Helps the beneficiary carry out its own project and national needs" },
	{ "SUS", "Sustainability", .note = "Results continue after the mission" },
	{ 0 }
};
const struct choices ta_selection_criteria_codes = {
	"ta_selection_criteria", "Selection criterion", ta_selection_criteria, .closed = 1
};

static const struct choice lesson_kind[] = {
	{ "LESSON",   "Lesson learned" },
	{ "PRACTICE", "Good practice" },
	{ "IMPROVE",  "Area for improvement" },
	{ 0 }
};
const struct choices lesson_kind_codes = {
	"lesson_kind", "Kind of lesson", lesson_kind, .closed = 1
};

static const struct choice evidence_strength[] = {
	{ "STRONG",    "Strong" },
	{ "MODERATE",  "Moderate" },
	{ "ANECDOTAL", "Anecdotal" },
	{ 0 }
};
const struct choices evidence_strength_codes = {
	"evidence_strength", "Strength of evidence", evidence_strength, .closed = 1
};

static const struct choice risk_level[] = {
	{ "1", "Low" },
	{ "2", "Medium" },
	{ "3", "High" },
	{ 0 }
};
const struct choices risk_level_codes = { "risk_level", "Level", risk_level, .closed = 1 };

static const struct choice result_family[] = {
	{ "capacity",    "Capacity" },
	{ "institution", "Institution" },
	{ "service",     "Service" },
	{ "awareness",   "Awareness" },
	{ 0 }
};
const struct choices result_family_codes = { "result_family", "Family of results", result_family };

static const struct choice ico[] = {
	{ "ICO1", "Raised awareness" },
	{ "ICO2", "Better knowledge and skills" },
	{ "ICO3", "Better consensus and teamwork" },
	{ "ICO4", "Stronger coalitions" },
	{ "ICO5", "Wider networks" },
	{ "ICO6", "New know-how of doing it" },
	{ 0 }
};
const struct choices ico_codes = { "ico", "Capacity outcome", ico };

static const struct choice direction[] = {
	{ "up",       "Up" },
	{ "down",     "Down" },
	{ "maintain", "Hold" },
	{ 0 }
};
const struct choices direction_codes = { "direction", "Wanted direction", direction, .closed = 1 };

static const struct choice aggregation[] = {
	{ "latest",     "Latest value" },
	{ "sum",        "Sum" },
	{ "average",    "Mean" },
	{ "cumulative", "Running total" },
	{ 0 }
};
const struct choices aggregation_codes = { "aggregation", "Over time", aggregation, .closed = 1 };

static const struct choice frequency[] = {
	{ "event",   "At each event" },
	{ "month",   "Monthly" },
	{ "quarter", "Quarterly" },
	{ "half",    "Half-yearly" },
	{ "year",    "Yearly" },
	{ "round",   "At each round" },
	{ 0 }
};
const struct choices frequency_codes = { "frequency", "How often", frequency };

static const struct choice led_by[] = {
	{ "local",    "Local body" },
	{ "joint",    "Jointly" },
	{ "external", "Outside body" },
	{ 0 }
};
const struct choices led_by_codes = { "led_by", "Led by", led_by };

static const struct choice risk_kind[] = {
	{ "risk",       "Risk" },
	{ "assumption", "Assumption" },
	{ "issue",      "Issue" },
	{ 0 }
};
const struct choices risk_kind_codes = { "risk_kind", "Kind of risk", risk_kind, .closed = 1 };

static const struct choice risk_category[] = {
	{ "political",      "Political" },
	{ "financial",      "Financial" },
	{ "operational",    "Operational" },
	{ "staff_turnover", "Staff turnover" },
	{ "security",       "Security" },
	{ "safeguarding",   "Safeguarding" },
	{ 0 }
};
const struct choices risk_category_codes = { "risk_category", "Category of risk", risk_category };

static const struct choice risk_status[] = {
	{ "open",      "Open" },
	{ "mitigated", "Mitigated" },
	{ "occurred",  "Occurred" },
	{ "closed",    "Closed" },
	{ 0 }
};
const struct choices risk_status_codes = {
	"risk_status", "State of a risk", risk_status, .closed = 1
};

static const struct choice expert_status[] = {
	{ "candidate", "Candidate" },
	{ "rostered",  "In the pool" },
	{ "suspended", "Suspended" },
	{ "left",      "Left" },
	{ 0 }
};
const struct choices expert_status_codes = {
	"expert_status", "State of an expert", expert_status, .closed = 1
};

static const struct choice resource_kind[] = {
	{ "expertise", "Expertise" },
	{ "space",     "Space" },
	{ "equipment", "Equipment" },
	{ "transport", "Transport" },
	{ 0 }
};
const struct choices resource_kind_codes = { "resource_kind", "Kind of resource", resource_kind };

static const struct choice call_kind[] = {
	{ "requests",  "Requests for technical assistance" },
	{ "experts",   "Experts for the roster" },
	{ "questions", "Short questions" },
	{ 0 }
};
const struct choices call_kind_codes = {
	"call_kind", "What a call is for", call_kind, .closed = 1
};

static const struct choice expert_place[] = {
	{ "chosen",    "Chosen" },
	{ "runner_up", "Runner-up" },
	{ "listed",    "On the list" },
	{ "out",       "Not any more" },
	{ 0 }
};
const struct choices expert_place_codes = {
	"expert_place", "Place of an expert", expert_place, .closed = 1
};

static const struct choice expert_answer[] = {
	{ "accepted", "Accepted" },
	{ "declined", "Declined" },
	{ "conflict", "Has a conflict of interest" },
	{ 0 }
};
const struct choices expert_answer_codes = {
	"expert_answer", "Answer of an expert", expert_answer, .closed = 1
};

static const struct choice adoption[] = {
	{ "adopted", "Taken up" },
	{ "adapted", "Taken up in another form" },
	{ "trying",  "Being tried" },
	{ "not",     "Not taken up" },
	{ 0 }
};
const struct choices adoption_codes = {
	"adoption", "What became of a practice", adoption, .closed = 1
};

static const struct choice network_kind[] = {
	{ "network",   "Network" },
	{ "community", "Community of practice" },
	{ "alliance",  "Alliance" },
	{ 0 }
};
const struct choices network_kind_codes = { "network_kind", "Kind of network", network_kind };

static const struct choice network_state[] = {
	{ "forming", "Forming" },
	{ "active",  "Active" },
	{ "resting", "Resting" },
	{ "ended",   "Ended" },
	{ 0 }
};
const struct choices network_state_codes = {
	"network_state", "State of a network", network_state, .closed = 1
};

static const struct choice library_kind[] = {
	{ "guide",     "Guide" },
	{ "template",  "Template" },
	{ "case",      "Case" },
	{ "report",    "Report" },
	{ "recording", "Recording" },
	{ "data",      "Data" },
	{ "law",       "Law or rule" },
	{ 0 }
};
const struct choices library_kind_codes = { "library_kind", "Kind of library item", library_kind };

static const struct choice licence[] = {
	{ "CC0",      "CC0: no rights kept" },
	{ "CC-BY",    "CC BY: name the author" },
	{ "CC-BY-SA", "CC BY-SA: name the author, share alike" },
	{ "CC-BY-NC", "CC BY-NC: name the author, not for sale" },
	{ "OWN",      "All rights kept" },
	{ "UNKNOWN",  "Not known" },
	{ 0 }
};
const struct choices licence_codes = { "licence", "Licence", licence };

static const struct choice test_item_kind[] = {
	{ "mcq",        "One of several" },
	{ "several",    "Several of several" },
	{ "true_false", "True or false" },
	{ "number",     "A number" },
	{ "short",      "Short answer" },
	{ 0 }
};
const struct choices test_item_kind_codes = {
	"test_item_kind", "Kind of question", test_item_kind
};

static const struct choice item_loose[] = {
	{ "exact", "Letter by letter" },
	{ "case",  "Small and capital letters alike" },
	{ "marks", "Without accents, small and capital alike" },
	{ 0 }
};
const struct choices item_loose_codes = {
	"item_loose", "How short answers are compared", item_loose, .closed = 1
};

static const struct choice test_shows[] = {
	{ "nothing", "Nothing" },
	{ "score",   "The result" },
	{ "answers", "The result and the right answers" },
	{ 0 }
};
const struct choices test_shows_codes = {
	"test_shows", "What is shown after a test", test_shows, .closed = 1
};

static const struct choice link_role[] = {
	{ "participant", "Participant" },
	{ "supervisor",  "Supervisor" },
	{ 0 }
};
const struct choices link_role_codes = {
	"link_role", "Whose link it is", link_role, .closed = 1
};

static const struct choice own_question_kind[] = {
	{ "scale", "Scale from 1 to 5" },
	{ "text",  "Free text" },
	{ 0 }
};
const struct choices own_question_kind_codes = {
	"own_question_kind", "Kind of own question", own_question_kind, .closed = 1
};

static const struct choice seat_request_state[] = {
	{ "open",    "To be decided" },
	{ "taken",   "Taken" },
	{ "refused", "Refused" },
	{ 0 }
};
const struct choices seat_request_state_codes = {
	"seat_request_state", "State of a request", seat_request_state, .closed = 1
};

static const struct choice item_status[] = {
	{ "draft",   "Draft" },
	{ "active",  "In use" },
	{ "retired", "Retired" },
	{ 0 }
};
const struct choices item_status_codes = {
	"item_status", "State of a question", item_status, .closed = 1
};

static const struct choice test_phase[] = {
	{ "pre",       "Before" },
	{ "post",      "After" },
	{ "follow_up", "Follow-up" },
	{ 0 }
};
const struct choices test_phase_codes = { "test_phase", "Phase of a test", test_phase };

static const struct choice award_kind[] = {
	{ "attendance", "Certificate of attendance" },
	{ "completion", "Certificate of completion" },
	{ "competence", "Certificate of competence" },
	{ "trainer",    "Trainer's certificate" },
	{ 0 }
};
const struct choices award_kind_codes = { "award_kind", "Kind of award", award_kind };

static const struct choice award_condition[] = {
	{ "attendance", "Attendance at an event", .note = "Share of its hours" },
	{ "test",       "Test after a course", .note = "Share of its points" },
	{ "events",     "Several events", .note = "Each attended for a share of its hours" },
	{ "level",      "Level in an assessment", .note = "Last locked round of the framework" },
	{ 0 }
};
const struct choices award_condition_codes = {
	"award_condition", "Condition of an award", award_condition, .closed = 1
};

static const struct choice applied[] = {
	{ "yes",    "Yes" },
	{ "partly", "Partly" },
	{ "no",     "No" },
	{ 0 }
};
const struct choices applied_codes = { "applied", "Uses it at work", applied, .closed = 1 };

static const struct choice ta_decision[] = {
	{ "selected", "Selected" },
	{ "rejected", "Not selected" },
	{ 0 }
};
const struct choices ta_decision_codes = {
	"ta_decision", "Decision on a request", ta_decision, .closed = 1
};

static const struct choice mentoring_kind[] = {
	{ "mentoring", "Mentoring" },
	{ "coaching",  "Coaching" },
	{ 0 }
};
const struct choices mentoring_kind_codes = {
	"mentoring_kind", "Kind of agreement", mentoring_kind
};

static const struct choice session_mode[] = {
	{ "in_person", "In person" },
	{ "video",     "Video call" },
	{ "phone",     "Telephone" },
	{ "writing",   "In writing" },
	{ 0 }
};
const struct choices session_mode_codes = { "session_mode", "How they met", session_mode };

static const struct choice exchange_type[] = {
	{ "study_visit", "Study visit" },
	{ "twinning",    "Twinning" },
	{ "forum",       "Forum" },
	{ "peer_review", "Peer review" },
	{ "secondment",  "Secondment" },
	{ 0 }
};
const struct choices exchange_type_codes = { "exchange_type", "Kind of exchange", exchange_type };

static const struct choice equipment_kind[] = {
	{ "tool",      "Tool" },
	{ "device",    "Device" },
	{ "document",  "Document" },
	{ "software",  "Software" },
	{ "furniture", "Furniture" },
	{ 0 }
};
const struct choices equipment_kind_codes = {
	"equipment_kind", "Kind of equipment", equipment_kind
};

static const struct choice equipment_condition[] = {
	{ "new",    "New" },
	{ "good",   "Good" },
	{ "fair",   "Fair" },
	{ "poor",   "Poor" },
	{ "broken", "Broken" },
	{ "lost",   "Lost" },
	{ 0 }
};
const struct choices equipment_condition_codes = {
	"equipment_condition", "Condition", equipment_condition
};

static const struct choice ownership[] = {
	{ "custody", "Custody" },
	{ "title",   "Ownership" },
	{ 0 }
};
const struct choices ownership_codes = { "ownership", "What passes", ownership, .closed = 1 };

static const struct choice policy_kind[] = {
	{ "law",         "Law" },
	{ "decree",      "Decree" },
	{ "regulation",  "Regulation" },
	{ "strategy",    "Strategy" },
	{ "action_plan", "Action plan" },
	{ "procedure",   "Procedure" },
	{ "standard",    "Standard" },
	{ 0 }
};
const struct choices policy_kind_codes = {
	"policy_kind", "Kind of policy instrument", policy_kind
};

static const struct choice policy_stage_code[] = {
	{ "P0", "Issue identified" },
	{ "P1", "Analysis and options" },
	{ "P2", "Drafting" },
	{ "P3", "Out for consultation" },
	{ "P4", "Appraisal" },
	{ "P5", "Submission" },
	{ "P6", "Adopted" },
	{ "P7", "In force" },
	{ "P8", "Implemented and budgeted" },
	{ "P9", "Evaluated" },
	{ "PX", "Dropped or lapsed" },
	{ 0 }
};
const struct choices policy_stage_code_codes = {
	"policy_stage_code", "Stage of a policy", policy_stage_code, .closed = 1
};

static const struct choice milestone_kind[] = {
	{ "system",    "System" },
	{ "structure", "Structure" },
	{ "process",   "Process" },
	{ "policy",    "Policy" },
	{ "mechanism", "Mechanism" },
	{ 0 }
};
const struct choices milestone_kind_codes = {
	"milestone_kind", "Kind of milestone", milestone_kind
};

static const struct choice milestone_mode[] = {
	{ "set_up",  "Set up" },
	{ "improve", "Improve" },
	{ 0 }
};
const struct choices milestone_mode_codes = {
	"milestone_mode", "Mode", milestone_mode, .closed = 1
};

static const struct choice embedded_in[] = {
	{ "rule",            "Rule" },
	{ "budget",          "Budget" },
	{ "job_description", "Job description" },
	{ "curriculum",      "Curriculum" },
	{ "unit",            "Unit" },
	{ 0 }
};
const struct choices embedded_in_codes = { "embedded_in", "Embedded in", embedded_in };

static const struct choice dose_unit[] = {
	{ "hours",      "Hours" },
	{ "days",       "Working days" },
	{ "visits",     "Visits" },
	{ "items",      "Pieces" },
	{ "milestones", "Milestones" },
	{ 0 }
};
const struct choices dose_unit_codes = { "dose_unit", "Unit of support", dose_unit, .closed = 1 };

static const struct choice record_rule[] = {
	{ "people_trained",     "People trained",
	    .note = "Each once, in the period of the first event attended" },
	{ "people_completed",   "People who completed an event",
	    .note = "At least four fifths of its hours; each once" },
	{ "places_completed",   "Courses completed",
	    .note = "At least four fifths of its hours; a person counts for each" },
	{ "people_mentored",    "People mentored", .note = "With a session held; each once" },
	{ "events_held",        "Events held", .note = "That somebody attended" },
	{ "missions_done",      "Missions done" },
	{ "exchanges_held",     "Exchanges held" },
	{ "equipment_handed",   "Pieces of equipment handed over" },
	{ "milestones_reached", "Institutional milestones achieved" },
	{ "policies_adopted",   "Policy instruments adopted" },
	{ 0 }
};
const struct choices record_rule_codes = {
	"record_rule", "What is counted in the records", record_rule, .closed = 1
};

static const struct choice issue_status[] = {
	{ "open",    "Open" },
	{ "in_hand", "Being dealt with" },
	{ "settled", "Settled" },
	{ 0 }
};
const struct choices issue_status_codes = {
	"issue_status", "State of an issue", issue_status, .closed = 1
};

static const struct choice value_status[] = {
	{ "draft",     "Draft" },
	{ "submitted", "Submitted" },
	{ "verified",  "Checked" },
	{ "rejected",  "Rejected" },
	{ 0 }
};
const struct choices value_status_codes = {
	"value_status", "State of a value", value_status, .closed = 1
};

static const struct choice feedback_channel[] = {
	{ "web",     "Web" },
	{ "email",   "E-mail" },
	{ "letter",  "Letter" },
	{ "phone",   "Telephone" },
	{ "box",     "Box" },
	{ "meeting", "Meeting" },
	{ 0 }
};
const struct choices feedback_channel_codes = { "feedback_channel", "Channel", feedback_channel };

static const struct choice feedback_category[] = {
	{ "question",   "Question" },
	{ "suggestion", "Suggestion" },
	{ "complaint",  "Complaint" },
	{ "praise",     "Praise" },
	{ 0 }
};
const struct choices feedback_category_codes = {
	"feedback_category", "Category of feedback", feedback_category
};

static const struct choice feedback_topic[] = {
	{ "content",        "What the programme does" },
	{ "access",         "Who can take part" },
	{ "quality",        "Quality of a training or service" },
	{ "logistics",      "Dates, places and payments" },
	{ "conduct",        "Conduct of staff or partners" },
	{ "fraud",          "Fraud or corruption" },
	{ "abuse",          "Harassment, exploitation or abuse" },
	{ "data",           "Personal data" },
	{ "other",          "Something else" },
	{ 0 }
};
const struct choices feedback_topic_codes = {
	"feedback_topic", "Subject of feedback", feedback_topic
};

static const struct choice evaluation_kind[] = {
	{ "midterm",  "Mid-term" },
	{ "final",    "Final" },
	{ "ex_post",  "After the end" },
	{ "thematic", "Thematic" },
	{ 0 }
};
const struct choices evaluation_kind_codes = {
	"evaluation_kind", "Kind of evaluation", evaluation_kind
};

static const struct choice lesson_origin[] = {
	{ "own",      "Own" },
	{ "imported", "From elsewhere" },
	{ 0 }
};
const struct choices lesson_origin_codes = {
	"lesson_origin", "Origin of a lesson", lesson_origin, .closed = 1
};

static const struct choice innovation_state[] = {
	{ "idea",    "Idea" },
	{ "piloted", "Piloted" },
	{ "adopted", "Taken up" },
	{ "scaled",  "Scaled up" },
	{ "dropped", "Dropped" },
	{ 0 }
};
const struct choices innovation_state_codes = {
	"innovation_state", "State of an innovation", innovation_state
};

static const struct choice practice_state[] = {
	{ "introduced",   "Introduced" },
	{ "guided",       "Done with guidance" },
	{ "alone",        "Done alone" },
	{ "embedded",     "Embedded" },
	{ "teaches",      "Teaches others" },
	{ "discontinued", "Discontinued" },
	{ 0 }
};
const struct choices practice_state_codes = {
	"practice_state", "State of a practice", practice_state, .closed = 1
};

static const struct choice sustainability_domain[] = {
	{ "ENV", "Political support" },
	{ "FND", "Funding stability" },
	{ "PRT", "Partnerships" },
	{ "ORG", "Organisational capacity" },
	{ "EVA", "Programme evaluation" },
	{ "ADP", "Programme adaptation" },
	{ "COM", "Communications" },
	{ "PLA", "Strategic planning" },
	{ 0 }
};
const struct choices sustainability_domain_codes = {
	"sustainability_domain", "Domain of sustainability", sustainability_domain
};

static const struct choice action_lead[] = {
	{ "community", "Community" },
	{ "joint",     "Jointly" },
	{ "agent",     "Outside agent" },
	{ 0 }
};
const struct choices action_lead_codes = { "action_lead", "Who led", action_lead };

static const struct choice contribution_kind[] = {
	{ "cash",     "Cash" },
	{ "labour",   "Labour" },
	{ "material", "Material" },
	{ 0 }
};
const struct choices contribution_kind_codes = {
	"contribution_kind", "Kind of contribution", contribution_kind
};

static const struct choice partnership_status[] = {
	{ "active",  "Active" },
	{ "renewed", "Renewed" },
	{ "expired", "Expired" },
	{ "ended",   "Ended" },
	{ 0 }
};
const struct choices partnership_status_codes = {
	"partnership_status", "State of a partnership", partnership_status
};
