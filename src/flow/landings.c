/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The files of a programme folder, in the order in which they are read:
 * what a row refers to comes before it.  A heading that is the name of a
 * field needs no line.  docs/import.md is made from this table.
 */
#include "flow/landing_fills.h"
#include "flow/packed.h"

#define H (const struct heading[])

const struct landing landings[] = {
{ "organisations.csv", "organisation", "organisation_id", H{
	{ "organisation_id", "code" }, { "name_from_*", "name_after" }, { 0 } } },
{ "communities.csv", "community", "community_id", H{
	{ "community_id", "code" }, { "treated", "is_treated" }, { 0 } } },
{ "groups.csv", "group", "group_id", H{ { "group_id", "code" }, { 0 } } },
{ "persons.csv", "person", "person_id", H{
	{ "person_id", "code" }, { "organisation_id", "organisation" }, { 0 } } },
{ "expert_roster.csv", "expert", "expert_id", H{
	{ "expert_id", "code" }, { "conflict", "conflicts" },
	{ "languages", "languages", IN_PAIRS }, { "areas", "areas", IN_PAIRS },
	{ "available_from", NULL, BY_HAND }, { "available_to", NULL, BY_HAND },
	{ 0 } }, fill_expert },
{ "organisation_changes.csv", "party_change", "predecessor successor date" },
{ "stakeholders.csv", "stakeholder", "party role", H{
	{ "party", "party", BY_NAME }, { "strategy", "engagement_strategy" },
	{ "expectation", "expectations" }, { 0 } } },
{ "consultations.csv", "consultation", "consultation_id", H{
	{ "consultation_id", "code" }, { 0 } } },
{ "assessment_rounds.csv", "assessment_round", "round_id", H{
	{ "round_id", "code" }, { "framework", NULL, BY_HAND }, { 0 } },
	fill_round },
{ "desired_levels.csv", "desired_level", "subject_id framework dimension", H{
	{ "subject_id", NULL, BY_HAND }, { "framework", NULL, BY_HAND },
	{ "dimension", NULL, BY_HAND }, { "agreed_in", NULL, BY_HAND }, { 0 } },
	fill_dimension },
{ "responses_system.csv", "response", NULL, NULL, .file_by = packed_file },
{ "responses_organisation.csv", "response", NULL, NULL, .file_by = packed_file },
{ "responses_community.csv", "response", NULL, NULL, .file_by = packed_file },
{ "responses_group.csv", "response", NULL, NULL, .file_by = packed_file },
{ "responses_individual.csv", "response", NULL, NULL, .file_by = packed_file },
{ "responses_programme.csv", "response", NULL, NULL, .file_by = packed_file },
{ "gaps_computed.csv", "gap", NULL, NULL, .file_by = compare_gaps },
{ "community_consensus.csv", "community_consensus",
	"round_id community_id domain", H{
	{ "round_id", "round" }, { "community_id", "community" },
	{ "domain", NULL, BY_HAND }, { 0 } }, fill_domain },
{ "adaptation_decisions.csv", "adaptation_decision", "decision_id", H{
	{ "decision_id", "code" }, { "from_version", NULL, BY_HAND },
	{ "to_version", NULL, BY_HAND }, { 0 } }, fill_adaptation },
{ "plan_activities.csv", "activity", "activity_id", H{
	{ "activity_id", "code" }, { "component", "vn_component" },
	{ "start_planned", "start" }, { "end_planned", "end" },
	{ "target_gaps", "gap_count" }, { "mandatory", "is_mandatory" }, { 0 } },
	fill_version },
{ "activity_gaps.csv", "activity_gap", "activity_id gap", H{
	{ "activity_id", "activity" }, { 0 } } },
{ "swot.csv", "swot_factor", "factor_id", H{
	{ "factor_id", "code" }, { "subject_id", "subject", SUBJECT }, { 0 } } },
{ "budget_lines.csv", "budget_line", "budget_line_id", H{
	{ "budget_line_id", "code" }, { "activity_id", "activity" },
	{ "un_category", "category" }, { "funder", "funder", BY_NAME },
	{ "fund_kind", "fund" }, { "currency", NULL, NOT_KEPT },
	{ "budget_status", "status" }, { 0 } }, fill_version },
{ "transactions.csv", "transaction", "transaction_id", H{
	{ "transaction_id", "code" }, { "iati_type", "type" },
	{ "activity_id", "activity" }, { "budget_line_id", "budget_line" },
	{ "funder", "funder", BY_NAME }, { "currency", NULL, NOT_KEPT },
	{ "amount_base", "amount_base", IN_BASE }, { "note", "description" },
	{ 0 } } },
{ "donor_pipeline.csv", "opportunity", "opportunity_id", H{
	{ "opportunity_id", "code" }, { "donor", "donor", BY_NAME },
	{ "concept_note", "title" }, { "outcome", "result" }, { 0 } } },
{ "events.csv", "event", "event_id", H{
	{ "event_id", "code" }, { "activity_id", "activity" },
	{ "trainers", NULL, BY_HAND }, { 0 } }, fill_trainers },
{ "enrolments.csv", "enrolment", "event_id person_id", H{
	{ "event_id", "event" }, { "person_id", "person" },
	{ "registered_at", "registered_on" }, { 0 } }, fill_attendance,
	then_held },
{ "reactions_level1.csv", "reaction", NULL, H{
	{ "event_id", "event" }, { "would_recommend_0_10", "would_recommend" },
	{ 0 } } },
{ "test_items.csv", "test_item", "course_id item", H{
	{ "item", "code" }, { "course_id", NULL, BY_HAND },
	{ "options", "options_count" }, { 0 } }, fill_test_item },
{ "test_responses.csv", "test_response", NULL, NULL, .file_by = test_file },
{ "followups.csv", "follow_up", "course_id person_id month", H{
	{ "course_id", "course" }, { "person_id", "person" }, { 0 } } },
{ "ta_requests.csv", "ta_request", "ta_id", H{
	{ "ta_id", "code" }, { "requester", "requester", BY_NAME }, { 0 } } },
{ "missions.csv", "mission", "mission_id", H{
	{ "mission_id", "code" }, { "ta_id", "ta_request" },
	{ "recommendations", "recommendations_made" },
	{ "rec_done", "recommendations_done" }, { "cost_*", "costs" },
	{ "feedback", "feedback_beneficiary" }, { 0 } } },
{ "mentoring.csv", "mentoring_agreement", "agreement_id", H{
	{ "agreement_id", "code" }, { "goals", "goals_set" }, { 0 } } },
{ "exchanges.csv", "exchange", "exchange_id", H{
	{ "exchange_id", "code" }, { "activity_id", "activity" },
	{ "host", "host", BY_NAME }, { 0 } } },
{ "equipment.csv", "equipment_item", "item_id", H{
	{ "item_id", "code" }, { "qty", "quantity" }, { "received", "acquired" },
	{ "fund_kind", "funding" }, { "condition", NULL, BY_HAND },
	{ "check_*", "checks", FROM_HEADING },
	{ "receiver", "receiver", BY_NAME }, { 0 } }, fill_condition },
{ "bien_ban_ban_giao.csv", "handover_certificate", "so", H{
	{ "so", "no" }, { "ngay", "date" }, { "noi_giao", "place" },
	{ "ben_giao", "party_giving", BY_NAME },
	{ "dai_dien_giao", "rep_giving" }, { "chuc_vu_giao", "post_giving" },
	{ "ben_nhan", "party_receiving", BY_NAME },
	{ "dai_dien_nhan", "rep_receiving" }, { "chuc_vu_nhan", "post_receiving" },
	{ "can_cu", "legal_basis" }, { "hang_muc", "equipment" },
	{ "tong_gia_tri_*", "total_value" }, { "ban_so", "copies" }, { 0 } } },
{ "policy_instruments.csv", "policy_instrument", "policy_id", H{
	{ "policy_id", "code" }, { "linked_dimension", NULL, BY_HAND },
	{ "lead", "lead", BY_NAME }, { 0 } }, fill_policy },
{ "policy_stage_log.csv", "policy_stage", "policy_id stage date", H{
	{ "policy_id", "instrument" }, { 0 } }, NULL, then_stage },
{ "institution_milestones.csv", "institution_milestone", "milestone_id", H{
	{ "milestone_id", "code" }, { "organisation_id", "organisation" }, { 0 } } },
{ "practices.csv", "practice", "practice_id", H{
	{ "practice_id", "code" }, { "organisation_id", "organisation" },
	{ "check_*", NULL, BY_HAND }, { 0 } }, fill_practice, then_checks },
{ "practice_survival.csv", "practice", "practice_id", H{
	{ "practice_id", "code" }, { "organisation_id", "organisation" },
	{ "discontinued", "is_discontinued" }, { 0 } } },
{ "indicators.csv", "indicator", "indicator_id", H{
	{ "indicator_id", "code" }, { "level", NULL, BY_HAND },
	{ "result", NULL, BY_HAND }, { "baseline", "baseline_value" },
	{ "target_*", "targets", FROM_HEADING }, { "source", "data_source" },
	{ 0 } }, fill_result },
{ "indicator_values.csv", "indicator_value", "indicator_id period stratum", H{
	{ "indicator_id", "indicator" }, { 0 } }, fill_period },
{ "lessons.csv", "lesson", "lesson_id", H{
	{ "lesson_id", "code" }, { "activity_id", "activity" },
	{ "dimension", NULL, BY_HAND }, { 0 } }, fill_lesson },
{ "risks.csv", "risk", "risk_id", H{
	{ "risk_id", "code" }, { "owner", NULL, BY_HAND }, { 0 } }, fill_owner },
{ "feedback_cases.csv", "feedback_case", "case_id", H{
	{ "case_id", "code" }, { "answered_at", "answered_on" }, { 0 } } },
{ "network_ties.csv", "network_tie", "round_id from_id to_id kind", H{
	{ "round_id", "period" }, { "from_id", "from" }, { "to_id", "to" },
	{ 0 } } },
{ "income_sources.csv", "income_source", "organisation_id year source", H{
	{ "organisation_id", "organisation" }, { 0 } } },
{ "local_contributions.csv", "local_contribution", "contribution_id", H{
	{ "contribution_id", "code" }, { "community_id", "community" },
	{ "activity_id", "activity" }, { 0 } } },
{ "collective_actions.csv", "collective_action", "action_id", H{
	{ "action_id", "code" }, { "community_id", "community" }, { 0 } } },
{ "innovations.csv", "innovation", "innovation_id", H{
	{ "innovation_id", "code" }, { "organisation_id", "organisation" }, { 0 } } },
{ "partnership_agreements.csv", "partnership", "agreement_id", H{
	{ "agreement_id", "code" }, { "parties", "parties", BY_NAME },
	{ "signed", "signed_on" }, { 0 } } },
{ "resource_exchange.csv", "resource_offer", "offer_id", H{
	{ "offer_id", "code" }, { "from", "from", BY_NAME },
	{ "requested_by", "requested_by", BY_NAME }, { 0 } } },
{ "sustainability_scores.csv", "sustainability_score",
	"round_id rater_id domain", H{
	{ "round_id", "period" }, { "rater_id", "rater" }, { 0 } } },
{ "known_issues.csv", "data_issue", "file key issue" },
{ 0 }
};
