/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/query.h"

#include <assert.h>
#include <string.h>

#include "store/inside.h"

const struct query queries[] = {
	/* All of it stands in the index of what is scanned (model/assess.c). */
	{ "round_scores", "All sheets of a round, subject after subject.",
	    "subject rater rater_role version status late scores",
	    "SELECT \"subject\", \"rater\", \"rater_role\", \"version\", \"status\", "
	    "\"late\", \"scores\" FROM \"response\" WHERE \"round\" = $1 ORDER BY "
	    "\"subject\", \"rater\", \"rater_role\", \"version\"",
	    .many = true },
	{ "desired_levels", "What a programme wants of everybody by a framework, subject "
	    "after subject.",
	    "subject dimension desired importance urgency",
	    "SELECT \"subject\", \"dimension\", \"desired\", \"importance\", \"urgency\" "
	    "FROM \"desired_level\" WHERE \"programme\" = $1 AND \"framework\" = $2 ORDER "
	    "BY \"subject\", \"dimension\"",
	    .many = true },
	{ "sheet_beside", "What stands beside the scores of one sheet.",
	    "beside",
	    "SELECT \"beside\" FROM \"response\" WHERE \"round\" = $1 AND \"subject\" = "
	    "$2 AND \"rater\" = $3 AND \"rater_role\" = $4 AND \"version\" = $5" },
	{ "parties", "What everybody is called, in the order of ids.",
	    "id code kind name",
	    "SELECT \"id\", \"code\", \"kind\", \"name\" FROM \"party\" ORDER BY \"id\"",
	    .many = true },
	/* All of it stands in the index of what is scanned (model/people.c). */
	{ "programme_people", "The persons of a programme, and their sex.",
	    "id sex",
	    "SELECT \"id\", \"sex\" FROM \"party\" WHERE \"programme\" = $1 AND \"kind\" = "
	    "'IND'",
	    .many = true },
	{ "programme_names",
	    "Names of those who are of a programme, took part in it or were asked for advice.",
	    "name",
	    "SELECT \"name\" FROM \"party\" WHERE \"programme\" = $1 AND \"kind\" = 'IND' "
	    "UNION SELECT p.\"name\" FROM \"party\" p WHERE p.\"kind\" = 'IND' AND "
	    "p.\"id\" IN (SELECT n.\"person\" FROM \"enrolment\" n JOIN \"event\" e ON e.\"id\" = "
	    "n.\"event\" WHERE e.\"programme\" = $1 "
	    "UNION ALL SELECT \"party\" FROM \"stakeholder\" WHERE \"programme\" = $1) "
	    "UNION SELECT \"name\" FROM \"expert\" WHERE \"programme\" = $1 OR \"id\" IN ("
	    "SELECT i.\"expert\" FROM \"expert_invitation\" i JOIN \"ta_request\" r "
	    "ON r.\"id\" = i.\"ta_request\" WHERE r.\"programme\" = $1)",
	    .many = true },
	{ "programme_told", "When rows that a programme is told by outside changed last.",
	    "at",
	    "SELECT coalesce(max(h.\"at\"), 0) "
	    "FROM \"history\" h WHERE h.\"row\" IN ("
	    "SELECT \"id\" FROM \"programme\" WHERE \"id\" = $1 "
	    "UNION ALL SELECT \"id\" FROM \"iati_entry\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"id\" FROM \"stakeholder\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"id\" FROM \"budget_line\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"id\" FROM \"transaction\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"id\" FROM \"result\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"id\" FROM \"indicator\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"id\" FROM \"file\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT v.\"id\" FROM \"indicator_value\" v JOIN \"indicator\" i "
	    "ON v.\"indicator\" = i.\"id\" WHERE i.\"programme\" = $1 "
	    "UNION ALL SELECT \"party\" FROM \"stakeholder\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"funder\" FROM \"transaction\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"receiver\" FROM \"transaction\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"reporter\" FROM \"iati_entry\" WHERE \"programme\" = $1 "
	    "UNION ALL SELECT \"parent\" FROM \"programme\" WHERE \"id\" = $1 "
	    "UNION ALL SELECT \"id\" FROM \"programme\" WHERE \"parent\" = $1 "
	    "UNION ALL SELECT \"id\" FROM \"setting\" WHERE \"key\" LIKE 'iati%')" },
	{ "told_dropped", "Lines of history in which rows went that are told outside.",
	    "at fields",
	    "SELECT \"at\", \"fields\" FROM \"history\" WHERE \"verb\" = 'drop' AND "
	    "\"entity\" IN ('iati_entry', 'stakeholder', 'budget_line', 'transaction', "
	    "'result', 'indicator', 'indicator_value', 'file') ORDER BY \"number\"",
	    .many = true },
	{ "change_of", "The first change behind that one to entities of a list "
	    "that has a blank before and behind each.",
	    "number",
	    "SELECT \"number\" FROM \"history\" WHERE \"number\" > $1 AND "
	    "instr($2, ' ' || \"entity\" || ' ') > 0 ORDER BY \"number\" LIMIT 1",
	    .postgres =
	    "SELECT \"number\" FROM \"history\" WHERE \"number\" > $1 AND "
	    "strpos($2, ' ' || \"entity\" || ' ') > 0 ORDER BY \"number\" LIMIT 1" },
	{ "shelved", "What was computed by a program with that stamp (shelf.h).", "id at bytes",
	    "SELECT \"id\", \"at\", \"bytes\" FROM \"shelf\" WHERE \"kind\" = $1 AND "
	    "\"stamp\" = $2",
	    .many = true },
	{ "shelved_one", "The one of them with an id.", "at bytes",
	    "SELECT \"at\", \"bytes\" FROM \"shelf\" WHERE \"kind\" = $1 AND "
	    "\"stamp\" = $2 AND \"id\" = $3" },
	{ "party_programmes",
	    "Programmes that count a party: its people, funders, subjects and who came.",
	    "programme",
	    "SELECT e.\"programme\" FROM \"enrolment\" n JOIN \"event\" e ON e.\"id\" = "
	    "n.\"event\" WHERE n.\"person\" = $1 "
	    "UNION SELECT \"programme\" FROM \"budget_line\" WHERE \"funder\" = $1 "
	    "UNION SELECT \"programme\" FROM \"transaction\" WHERE \"funder\" = $1 "
	    "UNION SELECT \"programme\" FROM \"dose\" WHERE \"subject\" = $1 "
	    "UNION SELECT \"programme\" FROM \"gap\" WHERE \"subject\" = $1 "
	    "UNION SELECT \"programme\" FROM \"desired_level\" WHERE \"subject\" = $1 "
	    "UNION SELECT \"programme\" FROM \"stakeholder\" WHERE \"party\" = $1 "
	    "UNION SELECT a.\"programme\" FROM \"response\" r JOIN \"assessment_round\" a ON "
	    "a.\"id\" = r.\"round\" WHERE r.\"subject\" = $1" },
	{ "framework_programmes", "Programmes that measure by a framework.", "programme",
	    "SELECT \"programme\" FROM \"assessment_round\" WHERE \"framework\" = $1 "
	    "UNION SELECT \"programme\" FROM \"gap\" WHERE \"framework\" = $1" },
	{ "changed_at", "When one of the entities of such a list was last changed.", "at",
	    "SELECT \"at\" FROM \"history\" WHERE instr($1, ' ' || \"entity\" || ' ') > 0 "
	    "ORDER BY \"number\" DESC LIMIT 1",
	    .postgres =
	    "SELECT \"at\" FROM \"history\" WHERE strpos($1, ' ' || \"entity\" || ' ') > 0 "
	    "ORDER BY \"number\" DESC LIMIT 1" },
	{ "round_people", "How many sheets of each state a round has.",
	    "status n",
	    "SELECT \"status\", count(*) FROM \"response\" WHERE \"round\" = $1 "
	    "GROUP BY \"status\" ORDER BY \"status\"" },
	{ "round_sheets", "The sheets of a round, subject after subject.",
	    "subject rater rater_role status scores confidence beside id importance late",
	    "SELECT \"subject\", \"rater\", \"rater_role\", \"status\", \"scores\", "
	    "\"confidence\", \"beside\", \"id\", \"importance\", \"late\" "
	    "FROM \"response\" WHERE \"round\" = $1 ORDER BY \"subject\", \"rater\", "
	    "\"rater_role\", \"version\"" },
	{ "subject_sheets", "The sheets of a round on one subject, rater after rater.",
	    "subject rater rater_role status scores confidence beside id importance late "
	    "source submitted_at",
	    "SELECT \"subject\", \"rater\", \"rater_role\", \"status\", \"scores\", "
	    "\"confidence\", \"beside\", \"id\", \"importance\", \"late\", \"source\", "
	    "\"submitted_at\" FROM \"response\" WHERE \"round\" = $1 AND "
	    "\"subject\" = $2 ORDER BY \"rater\", \"id\"" },
	{ "round_desk", "The sheets of a round in the order of their raters, for who checks them.",
	    "id subject rater rater_role version status late submitted_at scores beside",
	    "SELECT \"id\", \"subject\", \"rater\", \"rater_role\", \"version\", "
	    "\"status\", \"late\", \"submitted_at\", \"scores\", \"beside\" "
	    "FROM \"response\" WHERE \"round\" = $1 ORDER BY \"subject\", \"rater\", "
	    "\"rater_role\", \"version\"",
	    .many = true },
	{ "round_cleaning", "How many decisions in force of each rule a round has.",
	    "rule n",
	    "SELECT \"rule\", count(*) FROM \"cleaning\" WHERE \"round\" = $1 "
	    "AND \"in_force\" = 2 GROUP BY \"rule\" ORDER BY \"rule\"" },
	{ "programme_beneficiaries", "Stakeholders of a programme whom it supports.", "n",
	    "SELECT count(*) FROM \"stakeholder\" WHERE \"programme\" = $1 AND \"role\" = "
	    "'BENEFICIARY'" },
	{ "programme_providers", "Stakeholders of a programme that give it support.", "n",
	    "SELECT count(*) FROM \"stakeholder\" WHERE \"programme\" = $1 AND \"role\" = "
	    "'PROVIDER'" },
	{ "programme_charter", "Whether a programme says why, for whom and what.", "n",
	    "SELECT count(*) FROM \"programme\" WHERE \"id\" = $1 AND \"purpose_why\" IS NOT "
	    "NULL AND \"purpose_whom\" IS NOT NULL AND \"purpose_what\" IS NOT NULL" },
	{ "programme_protected", "Whether a programme's data protection note is accepted.", "n",
	    "SELECT count(*) FROM \"programme\" WHERE \"id\" = $1 AND \"protection_on\" IS NOT "
	    "NULL" },
	{ "gate_is_at", "Whether a gate is decided, or was, on a day, in one of two ways.", "n",
	    "SELECT count(*) FROM \"gate_decision\" WHERE \"programme\" = $1 AND \"gate\" = $2 "
	    "AND \"decision\" = $3 AND \"date\" = $4" },
	{ "gate_waived", "Waivers of a gate of a programme that hold on a day.", "n",
	    "SELECT count(*) FROM \"gate_decision\" WHERE \"programme\" = $1 AND \"gate\" = $2 "
	    "AND \"decision\" = 'waived' AND (\"waived_until\" IS NULL OR \"waived_until\" >= "
	    "$3)" },
	{ "programme_rounds_locked", "Locked rounds of a programme.", "n",
	    "SELECT count(*) FROM \"assessment_round\" WHERE \"programme\" = $1 AND \"state\" "
	    "= 'locked'" },
	{ "programme_subjects_short",
	    "Subjects of locked rounds with fewer sheets than the round asked for.", "n",
	    "SELECT count(*) FROM (SELECT s.\"subject\" FROM \"assessment_round\" r JOIN "
	    "\"response\" s ON s.\"round\" = r.\"id\" AND s.\"status\" IN ('submitted', "
	    "'accepted') WHERE r.\"programme\" = $1 AND r.\"state\" = 'locked' AND "
	    "r.\"min_raters\" IS NOT NULL GROUP BY r.\"id\", s.\"subject\", r.\"min_raters\" "
	    "HAVING count(DISTINCT s.\"rater\") < r.\"min_raters\") x" },
	{ "programme_issues_open", "Data issues of a programme that are said to be open.", "n",
	    "SELECT count(*) FROM \"data_issue\" WHERE \"is_settled\" = 1 AND \"programme\" = "
	    "$1" },
	{ "programme_gaps", "Gaps of a programme.", "n",
	    "SELECT count(*) FROM \"gap\" WHERE \"programme\" = $1" },
	{ "programme_gaps_undecided", "Gaps that the beneficiary has not judged yet.", "n",
	    "SELECT count(*) FROM \"gap\" WHERE \"programme\" = $1 AND \"state\" IN "
	    "('computed', 'discussed')" },
	{ "programme_plans_approved", "Approved plan versions of a programme.", "n",
	    "SELECT count(*) FROM \"plan_version\" WHERE \"programme\" = $1 AND \"state\" = "
	    "'approved'" },
	{ "programme_activities_aimless",
	    "Activities of approved plans that must not be done and target no gap.", "n",
	    "SELECT count(*) FROM \"activity\" a, \"plan_version\" p WHERE p.\"programme\" = $1 "
	    "AND p.\"state\" = 'approved' AND a.\"plan_version\" = p.\"id\" AND "
	    "coalesce(a.\"is_mandatory\", 0) <> 2 AND a.\"state\" NOT IN ('not_selected', "
	    "'cancelled') AND NOT EXISTS (SELECT 1 FROM \"activity_gap\" g WHERE "
	    "g.\"activity\" = a.\"id\")" },
	{ "programme_outputs_unmeasured",
	    "Outputs of a programme without an indicator that has baseline and target.", "n",
	    "SELECT count(*) FROM \"result\" r WHERE r.\"programme\" = $1 AND r.\"level\" = "
	    "'OUTPUT' AND NOT EXISTS (SELECT 1 FROM \"indicator\" i WHERE i.\"result\" = "
	    "r.\"id\" AND i.\"baseline_value\" IS NOT NULL AND i.\"targets\" IS NOT NULL)" },
	{ "programme_plans_above",
	    "Approved plans of a programme that cost more than their ceiling.", "n",
	    "SELECT count(*) FROM \"plan_version\" p WHERE p.\"programme\" = $1 AND p.\"state\" "
	    "= 'approved' AND p.\"ceiling\" < (SELECT coalesce(sum(a.\"cost\"), 0) FROM "
	    "\"activity\" a WHERE a.\"plan_version\" = p.\"id\" AND a.\"cost_currency\" = "
	    "p.\"ceiling_currency\" AND a.\"state\" NOT IN ('not_selected', 'cancelled'))" },
	{ "programme_deliveries_open",
	    "Events, missions and activities not brought to their end.", "n",
	    "SELECT (SELECT count(*) FROM \"event\" WHERE \"programme\" = $1 AND \"state\" NOT "
	    "IN ('closed', 'cancelled')) + (SELECT count(*) FROM \"mission\" WHERE "
	    "\"programme\" = $1 AND \"state\" NOT IN ('report_final', 'cancelled')) + (SELECT "
	    "count(*) FROM \"activity\" WHERE \"programme\" = $1 AND \"state\" IN "
	    "('scheduled', 'ongoing', 'delivered'))" },
	{ "programme_recommendations_open",
	    "Recommendations to a programme without an answer.", "n",
	    "SELECT count(*) FROM \"recommendation\" WHERE \"programme\" = $1 AND \"state\" = "
	    "'open'" },
	{ "programme_evaluations_accepted", "Accepted evaluations of a programme.", "n",
	    "SELECT count(*) FROM \"evaluation\" WHERE \"programme\" = $1 AND \"accepted_on\" IS "
	    "NOT NULL" },
	{ "evaluation_findings", "Findings of an evaluation.", "n",
	    "SELECT count(*) FROM \"finding\" WHERE \"evaluation\" = $1" },
	{ "evaluation_unanswered",
	    "Recommendations of an evaluation without a whole answer: open, or taken up "
	    "without what is done, by whom and by when.", "n",
	    "SELECT count(*) FROM \"recommendation\" WHERE \"evaluation\" = $1 AND (\"state\" "
	    "= 'open' OR (\"state\" IN ('accepted', 'partially', 'in_progress') AND "
	    "(\"action\" IS NULL OR \"responsible\" IS NULL OR \"action_due\" IS NULL)))" },
	{ "programme_follow_ups_late",
	    "Follow-ups of a programme's courses due before a day, neither answered nor waived.",
	    "n",
	    "SELECT count(*) FROM \"follow_up\" WHERE \"course\" IN (SELECT \"id\" FROM "
	    "\"course\" WHERE \"programme\" = $1) AND \"answered_on\" IS NULL AND "
	    "\"due_on\" < $2 AND (\"waived_on\" IS NULL OR \"waived_until\" < $2)" },
	{ "programme_sustained", "Approved sustainability plans of a programme.", "n",
	    "SELECT count(*) FROM \"sustainability_plan\" WHERE \"programme\" = $1 AND "
	    "\"approved\" IS NOT NULL" },
	{ "programme_adaptations", "Approved adaptations of a programme.", "n",
	    "SELECT count(*) FROM \"adaptation_decision\" WHERE \"programme\" = $1 AND "
	    "\"approved_by\" IS NOT NULL" },
	{ "round_items", "Items of a round's framework.", "n",
	    "SELECT count(*) FROM \"item\" WHERE \"framework\" IN (SELECT \"framework\" FROM "
	    "\"assessment_round\" WHERE \"id\" = $1)" },
	{ "round_frozen", "Whether a round's framework is frozen.", "n",
	    "SELECT count(*) FROM \"framework\" WHERE \"is_frozen\" = 2 AND \"id\" IN (SELECT "
	    "\"framework\" FROM \"assessment_round\" WHERE \"id\" = $1)" },
	{ "round_invited", "Sheets of a round.", "n",
	    "SELECT count(*) FROM \"response\" WHERE \"round\" = $1" },
	{ "round_minutes", "Whether the meeting that validated a round has attendance and minutes.",
	    "n",
	    "SELECT count(*) FROM \"consultation\" WHERE \"attended\" > 0 AND \"minutes\" IS "
	    "NOT NULL AND \"id\" IN (SELECT \"validated_in\" FROM \"assessment_round\" WHERE "
	    "\"id\" = $1)" },
	{ "round_corrections", "Rounds that correct a round and are not void.", "n",
	    "SELECT count(*) FROM \"assessment_round\" WHERE \"corrects\" = $1 AND \"state\" <> "
	    "'void'" },
	{ "round_superseded", "Locked rounds that correct a round.", "n",
	    "SELECT count(*) FROM \"assessment_round\" WHERE \"corrects\" = $1 AND \"state\" = "
	    "'locked'" },
	{ "round_is_due", "Whether a round's answers were due before a day.", "n",
	    "SELECT count(*) FROM \"assessment_round\" WHERE \"id\" = $1 AND \"due\" < $2" },
	{ "round_sheets_open", "Sheets of a round still with their raters.", "n",
	    "SELECT count(*) FROM \"response\" WHERE \"round\" = $1 AND \"status\" IN "
	    "('invited', 'started', 'returned')" },
	{ "sheet_is_taken", "Whether the round of a sheet takes answers.", "n",
	    "SELECT count(*) FROM \"response\" r JOIN \"assessment_round\" a ON a.\"id\" = "
	    "r.\"round\" WHERE r.\"id\" = $1 AND a.\"state\" IN ('open', 'grace')" },
	{ "round_issues_open", "Data issues of a round's programme that are said to be open.", "n",
	    "SELECT count(*) FROM \"data_issue\" WHERE \"is_settled\" = 1 AND \"programme\" IN "
	    "(SELECT \"programme\" FROM \"assessment_round\" WHERE \"id\" = $1)" },
	{ "round_meetings", "Whether the meeting that validated a round is recorded.", "n",
	    "SELECT count(*) FROM \"assessment_round\" WHERE \"id\" = $1 AND \"validated_in\" "
	    "IS NOT NULL" },
	{ "programme_gap_places", "Every gap of a programme, with where its subject stands.",
	    "id subject dimension state cause current desired gap kind code name organisation "
	    "parent location",
	    "SELECT g.\"id\", g.\"subject\", g.\"dimension\", g.\"state\", g.\"cause\", "
	    "g.\"current\", g.\"desired\", g.\"gap\", p.\"kind\", p.\"code\", p.\"name\", "
	    "p.\"organisation\", p.\"parent\", p.\"location\" FROM \"gap\" g JOIN \"party\" "
	    "p ON p.\"id\" = g.\"subject\" WHERE g.\"programme\" = $1",
	    .many = true },
	{ "gap_activities", "Activities meant to close a gap.", "n",
	    "SELECT count(*) FROM \"activity_gap\" WHERE \"gap\" = $1" },
	{ "gap_is_reached", "Whether a gap's desired level is reached.", "n",
	    "SELECT count(*) FROM \"gap\" WHERE \"id\" = $1 AND \"gap\" <= 0" },
	{ "gap_is_fallen", "Whether a gap is below its desired level.", "n",
	    "SELECT count(*) FROM \"gap\" WHERE \"id\" = $1 AND \"gap\" > 0" },
	{ "gap_is_reduced",
	    "Whether a level has risen since its gap was opened and a gap is left.", "n",
	    "SELECT count(*) FROM \"gap\" g WHERE g.\"id\" = $1 AND g.\"gap\" > 0 AND "
	    "g.\"current\" > (SELECT min(e.\"current\") FROM \"gap_event\" e WHERE e.\"gap\" = "
	    "g.\"id\" AND e.\"kind\" = 'opened')" },
	{ "activity_subject_gaps", "Gaps of one subject that an activity is meant to close.",
	    "id",
	    "SELECT g.\"id\" FROM \"activity_gap\" a, \"gap\" g WHERE a.\"activity\" = $1 AND "
	    "g.\"id\" = a.\"gap\" AND g.\"subject\" = $2 ORDER BY g.\"id\" LIMIT 2" },
	{ "period_values", "Values reported on a reporting period.", "n",
	    "SELECT count(*) FROM \"indicator_value\" v, \"indicator\" i, "
	    "\"reporting_period\" p WHERE p.\"id\" = $1 AND i.\"programme\" = "
	    "p.\"programme\" AND v.\"indicator\" = i.\"id\" AND v.\"period\" = p.\"code\" "
	    "AND v.\"status\" IN ('submitted', 'verified')" },
	{ "period_submitted", "Values of a reporting period that wait for acceptance.", "id",
	    "SELECT v.\"id\" FROM \"indicator_value\" v, \"indicator\" i, "
	    "\"reporting_period\" p WHERE p.\"id\" = $1 AND i.\"programme\" = "
	    "p.\"programme\" AND v.\"indicator\" = i.\"id\" AND v.\"period\" = p.\"code\" "
	    "AND v.\"status\" = 'submitted' ORDER BY v.\"id\"" },
	{ "value_accepted", "The accepted reporting period in which a value was reported.",
	    "code",
	    "SELECT \"code\" FROM \"reporting_period\" WHERE \"programme\" = $1 AND "
	    "\"state\" = 'accepted' AND (\"code\" = $2 OR (\"starts\" <= $3 AND \"ends\" "
	    ">= $3)) ORDER BY \"code\" LIMIT 1" },
	{ "plan_activities", "Activities of a plan version.", "n",
	    "SELECT count(*) FROM \"activity\" WHERE \"plan_version\" = $1" },
	{ "plan_activities_aimless",
	    "Activities of a plan version that must not be done and target no gap.", "n",
	    "SELECT count(*) FROM \"activity\" a WHERE a.\"plan_version\" = $1 AND "
	    "coalesce(a.\"is_mandatory\", 0) <> 2 AND a.\"state\" NOT IN ('not_selected', "
	    "'cancelled') AND NOT EXISTS (SELECT 1 FROM \"activity_gap\" g WHERE "
	    "g.\"activity\" = a.\"id\")" },
	{ "plan_above_ceiling",
	    "Whether a plan version costs more than its ceiling, in the same currency.", "n",
	    "SELECT count(*) FROM \"plan_version\" p WHERE p.\"id\" = $1 AND p.\"ceiling\" < "
	    "(SELECT coalesce(sum(a.\"cost\"), 0) FROM \"activity\" a WHERE a.\"plan_version\" "
	    "= p.\"id\" AND a.\"cost_currency\" = p.\"ceiling_currency\" AND a.\"state\" NOT "
	    "IN ('not_selected', 'cancelled'))" },
	{ "plan_costs_unlike",
	    "Activities of a plan version whose budget lines, in the currency of their cost, add "
	    "up to something else.", "n",
	    "SELECT count(*) FROM \"activity\" a WHERE a.\"plan_version\" = $1 AND "
	    "a.\"state\" NOT IN ('not_selected', 'cancelled') AND a.\"cost\" <> (SELECT "
	    "sum(b.\"amount\") FROM \"budget_line\" b WHERE b.\"activity\" = a.\"id\" AND "
	    "b.\"amount_currency\" = a.\"cost_currency\") AND NOT EXISTS (SELECT 1 FROM "
	    "\"budget_line\" b WHERE b.\"activity\" = a.\"id\" AND b.\"amount_currency\" <> "
	    "a.\"cost_currency\")" },
	{ "plan_outputs_bare",
	    "Outputs of a plan version's programme without an indicator that has a baseline and "
	    "targets.", "n",
	    "SELECT count(*) FROM \"result\" r, \"plan_version\" p WHERE p.\"id\" = $1 AND "
	    "r.\"programme\" = p.\"programme\" AND r.\"level\" = 'OUTPUT' AND NOT EXISTS "
	    "(SELECT 1 FROM \"indicator\" i WHERE i.\"result\" = r.\"id\" AND "
	    "i.\"baseline_value\" IS NOT NULL AND i.\"targets\" IS NOT NULL)" },
	{ "plan_reviews", "Design reviews of a plan version.", "n",
	    "SELECT count(*) FROM \"design_review\" WHERE \"plan_version\" = $1" },
	{ "activity_aimless", "Whether an activity targets no gap and need not be done.", "n",
	    "SELECT count(*) FROM \"activity\" a WHERE a.\"id\" = $1 AND "
	    "coalesce(a.\"is_mandatory\", 0) <> 2 AND NOT EXISTS (SELECT 1 FROM "
	    "\"activity_gap\" g WHERE g.\"activity\" = a.\"id\")" },
	{ "activity_planned", "Whether the plan an activity is in is still worked on.", "n",
	    "SELECT count(*) FROM \"activity\" a WHERE a.\"id\" = $1 AND NOT EXISTS (SELECT 1 "
	    "FROM \"plan_version\" p WHERE p.\"id\" = a.\"plan_version\" AND p.\"state\" "
	    "IN ('review', 'approved', 'superseded'))" },
	{ "plan_successors", "Approved plan versions that are newer.", "n",
	    "SELECT count(*) FROM \"plan_version\" n, \"plan_version\" p WHERE p.\"id\" = $1 "
	    "AND n.\"programme\" = p.\"programme\" AND n.\"number\" > p.\"number\" AND "
	    "n.\"state\" = 'approved'" },
	{ "request_in_time", "Whether a request came before its deadline.", "n",
	    "SELECT count(*) FROM \"ta_request\" WHERE \"id\" = $1 AND (\"deadline\" IS NULL "
	    "OR \"received\" <= \"deadline\")" },
	{ "request_eligible", "Whether a request is eligible.", "n",
	    "SELECT count(*) FROM \"ta_request\" WHERE \"id\" = $1 AND \"eligibility\" = 2" },
	{ "request_missions_open", "Missions of a request that are not over.", "n",
	    "SELECT count(*) FROM \"mission\" WHERE \"ta_request\" = $1 AND \"state\" IN "
	    "('planned', 'prepared', 'in_field')" },
	{ "request_recommendations_open",
	    "Recommendations of a request's missions without an answer.", "n",
	    "SELECT count(*) FROM \"recommendation\" WHERE \"state\" = 'open' AND \"mission\" "
	    "IN (SELECT \"id\" FROM \"mission\" WHERE \"ta_request\" = $1)" },
	/* All of it stands in the index that is scanned (model/deliver.c). */
	{ "programme_attendance",
	    "How many are enrolled in each event of a programme, and how many came.",
	    "event enrolled attended",
	    "SELECT \"event\", count(*), sum(CASE WHEN \"hours_attended\" > 0 THEN 1 "
	    "ELSE 0 END) FROM \"enrolment\" WHERE \"event\" IN (SELECT \"id\" FROM "
	    "\"event\" WHERE \"programme\" = $1) GROUP BY \"event\"" },
	{ "programme_doses", "What everybody got of each activity of a programme.",
	    "subject activity unit amount",
	    "SELECT \"subject\", \"activity\", \"unit\", sum(\"amount\") FROM \"dose\" WHERE "
	    "\"programme\" = $1 GROUP BY \"subject\", \"activity\", \"unit\" ORDER BY "
	    "\"subject\", \"activity\", \"unit\"",
	    .many = true },
	{ "programme_reached",
	    "Who attended events of a programme, when, and by which kind of activity.",
	    "person sex end modality",
	    "SELECT n.\"person\", p.\"sex\", e.\"end\", a.\"modality\" FROM \"enrolment\" n "
	    "JOIN \"event\" e ON e.\"id\" = n.\"event\" LEFT JOIN \"party\" p ON p.\"id\" = "
	    "n.\"person\" LEFT JOIN \"activity\" a ON a.\"id\" = e.\"activity\" WHERE "
	    "e.\"programme\" = $1 AND n.\"hours_attended\" > 0 AND (e.\"state\" IS NULL OR "
	    "e.\"state\" <> 'cancelled')",
	    .many = true },
	{ "event_lacks_people", "Whether fewer are enrolled than an event needs.", "n",
	    "SELECT count(*) FROM \"event\" e WHERE e.\"id\" = $1 AND (SELECT count(*) FROM "
	    "\"enrolment\" n WHERE n.\"event\" = e.\"id\") < CASE WHEN "
	    "coalesce(e.\"min_participants\", 1) < 1 THEN 1 ELSE "
	    "coalesce(e.\"min_participants\", 1) END" },
	{ "event_lacks_course", "Whether an event with participants is of no course.", "n",
	    "SELECT count(*) FROM \"event\" e WHERE e.\"id\" = $1 AND e.\"course\" IS NULL AND "
	    "EXISTS (SELECT 1 FROM \"enrolment\" n WHERE n.\"event\" = e.\"id\")" },
	{ "event_attendance_open", "Enrolments with neither hours nor a reason for absence.", "n",
	    "SELECT count(*) FROM \"enrolment\" WHERE \"event\" = $1 AND \"hours_attended\" IS "
	    "NULL AND \"reason_absent\" IS NULL" },
	{ "registration_lacks_seat", "Whether all seats of a registration's event are taken.", "n",
	    "SELECT count(*) FROM \"event\" e, \"registration\" r WHERE r.\"id\" = $1 AND "
	    "e.\"id\" = r.\"event\" AND (SELECT count(*) FROM \"enrolment\" n WHERE "
	    "n.\"event\" = e.\"id\") >= e.\"capacity\"" },
	{ "policy_documents", "Documents that show an instrument at a stage.", "n",
	    "SELECT count(*) FROM \"policy_stage\" WHERE \"instrument\" = $1 AND \"stage\" = "
	    "$2 AND \"document\" IS NOT NULL" },
	{ "policy_findings", "What was noted of an instrument's appraisal.", "n",
	    "SELECT count(*) FROM \"policy_instrument\" i WHERE i.\"id\" = $1 AND (i.\"stage\" = "
	    "'P5' OR EXISTS (SELECT 1 FROM \"policy_stage\" p WHERE p.\"instrument\" = i.\"id\" "
	    "AND p.\"stage\" = 'P4' AND (p.\"note\" IS NOT NULL OR p.\"document\" IS NOT NULL)))" },
	{ "milestone_means", "Whether a milestone has a post filled and a budget.", "n",
	    "SELECT count(*) FROM \"institution_milestone\" WHERE \"id\" = $1 AND "
	    "\"posts_filled\" > 0 AND \"budget\" > 0" },
	{ "milestone_own_years", "Whether a milestone is in its second year on own money.", "n",
	    "SELECT count(*) FROM \"institution_milestone\" WHERE \"id\" = $1 AND "
	    "\"own_budget_years\" >= 2" },
	{ "opportunity_note_approved", "Whether an opportunity's concept note is approved.", "n",
	    "SELECT count(*) FROM \"opportunity\" o JOIN \"concept_note\" k ON "
	    "k.\"id\" = o.\"concept_note\" WHERE o.\"id\" = $1 AND "
	    "k.\"approved_on\" IS NOT NULL AND k.\"state\" IN ('approved', 'sent')" },
	{ "note_unwritten", "Sections of a note that must be written and are not.", "n",
	    "SELECT count(*) FROM \"note_section\" WHERE \"note\" = $1 AND \"must\" = 2 AND "
	    "(\"body\" IS NULL OR \"body\" = '')" },
	{ "note_reviewers", "Who is asked to review this version of a note.", "n",
	    "SELECT count(*) FROM \"note_review\" r JOIN \"concept_note\" k ON k.\"id\" = "
	    "r.\"note\" AND r.\"version\" = k.\"version\" WHERE k.\"id\" = $1" },
	{ "note_unanswered", "Reviewers of this version of a note who do not agree yet.", "n",
	    "SELECT count(*) FROM \"note_review\" r JOIN \"concept_note\" k ON k.\"id\" = "
	    "r.\"note\" AND r.\"version\" = k.\"version\" WHERE k.\"id\" = $1 AND "
	    "(r.\"verdict\" IS NULL OR r.\"verdict\" <> 'agree')" },
	{ "note_open_comments", "Comments on a note that are not resolved.", "n",
	    "SELECT count(*) FROM \"note_comment\" WHERE \"note\" = $1 AND "
	    "(\"resolved\" IS NULL OR \"resolved\" <> 2)" },
	{ "dossier_is_small", "Whether a dossier's grant needs no opinions.", "n",
	    "SELECT count(*) FROM \"vn_ta_dossier\" WHERE \"id\" = $1 AND "
	    "\"von_oda_usd\" <= 200000" },
	{ "event_again", "Who of an event was in an earlier one of the programme.", "id",
	    "SELECT DISTINCT e.\"person\" FROM \"enrolment\" m JOIN \"enrolment\" e ON "
	    "e.\"person\" = m.\"person\" JOIN \"event\" v ON v.\"id\" = e.\"event\" WHERE "
	    "m.\"event\" = $1 AND v.\"programme\" = $2 AND v.\"start\" < $3 AND (v.\"state\" IS "
	    "NULL OR v.\"state\" <> 'cancelled') AND (e.\"hours_attended\" IS NULL OR "
	    "e.\"hours_attended\" <> 0)" },
	{ "equipment_certified", "Whether equipment has a certificate that both signed.", "n",
	    "SELECT count(*) FROM \"handover_certificate\" WHERE \"signed_giving\" IS NOT NULL "
	    "AND \"signed_receiving\" IS NOT NULL AND \"id\" IN (SELECT \"certificate\" FROM "
	    "\"equipment_item\" WHERE \"id\" = $1)" },
	{ "equipment_may_pass", "Whether the programme of a piece of equipment is ending.", "n",
	    "SELECT count(*) FROM \"programme\" WHERE \"stage\" IN ('evaluating', "
	    "'sustaining', 'closed') AND \"id\" IN (SELECT \"programme\" FROM "
	    "\"equipment_item\" WHERE \"id\" = $1)" },
	{ "opportunity_in_time", "Whether an opportunity's deadline is not before a day.", "n",
	    "SELECT count(*) FROM \"opportunity\" WHERE \"id\" = $1 AND (\"deadline\" IS NULL "
	    "OR \"deadline\" >= $2)" },
	{ "lesson_confidential", "Whether a lesson is confidential.", "n",
	    "SELECT count(*) FROM \"lesson\" WHERE \"id\" = $1 AND \"confidential\" = 2" },
	{ "files_of_programme", "Bytes of a programme's files, each content once.", "n",
	    "SELECT coalesce(sum(x.\"size\"), 0) FROM (SELECT DISTINCT \"hash\", \"size\" FROM "
	    "\"file\" WHERE \"programme\" = $1) x", .postgres =
	    "SELECT CAST(coalesce(sum(x.\"size\"), 0) AS bigint) FROM (SELECT DISTINCT "
	    "\"hash\", \"size\" FROM \"file\" WHERE \"programme\" = $1) x" },
	{ "lesson_reused", "Whether a reuse of a lesson is recorded.", "n",
	    "SELECT (SELECT count(*) FROM \"lesson_reuse\" WHERE \"lesson\" = $1) + (SELECT "
	    "count(*) FROM \"lesson\" WHERE \"id\" = $1 AND \"reuse\" IS NOT NULL AND "
	    "\"reuse\" <> '[]')" },
	{ 0 }
};

static const struct query *
query_named(const char *name)
{
	const struct query *q;

	for (q = queries; q->name != NULL; q++)
		if (strcmp(q->name, name) == 0)
			return q;
	return NULL;
}

static struct text *
text_of(struct store *s, struct arena *a, const char *name)
{
	const struct query *q = query_named(name);
	struct text *t;

	assert(q != NULL);
	t = text_kept(s, a, str_of(s->driver->dialect == POSTGRES &&
	    q->postgres != NULL ? q->postgres : q->sql));
	t->many = q->many;
	return t;
}

/* The answer is read while the caller goes on: the values are kept. */
static const struct value *
values_kept(struct arena *a, const struct value *given, size_t n)
{
	struct value *v = NEWS(a, struct value, n + 1);
	size_t i;

	for (i = 0; i < n; i++) {
		v[i] = given[i];
		if (v[i].kind == V_TEXT || v[i].kind == V_BYTES)
			v[i].t = str_copy(a, v[i].t);
	}
	return v;
}

bool
store_query(struct store *s, const char *name, const struct value *v, size_t n,
    struct arena *a, struct cursor **out, struct errors *e)
{
	struct cursor *c = cursor_new(s, a);

	*out = c;
	return cursor_open(s, text_of(s, a, name), values_kept(a, v, n), n,
	    c) || tell(s, e);
}

bool
store_answer(struct cursor *c, struct value *columns, size_t n)
{
	return c->open && c->store->driver->next(c, columns, n);
}

bool
store_number(struct store *s, const char *name, const struct value *v, size_t n,
    int64_t fallback, int64_t *out, struct errors *e)
{
	struct arena_mark mark = arena_mark(s->work);
	struct value one = { V_NONE };
	bool there, ok;

	ok = ask_once(s, text_of(s, s->work, name), v, n,
	    (struct value_row){ s->work, &one, 1 }, &there) || tell(s, e);
	*out = ok && there && one.kind == V_INT ? one.i : fallback;
	arena_back(s->work, mark);
	return ok;
}
