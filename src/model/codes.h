/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * codes.h - the code lists.
 *
 * A code is text and stays what it is; its label is for people.  A site
 * may add codes to a list that is not closed (entity code_extension).
 * Lists of IATI and OECD DAC are in codes_iati.c, the others in
 * codes_people.c and codes_work.c.
 */
#ifndef MODEL_CODES_H
#define MODEL_CODES_H

#include "model/model.h"

extern const struct choices subject_type_codes, person_category_codes;
extern const struct choices organisation_type_codes, sector_side_codes;
extern const struct choices stakeholder_role_codes, modality_codes;
extern const struct choices vn_ta_component_codes, event_type_codes;
extern const struct choices attendance_mark_codes, attendance_way_codes;
extern const struct choices attendance_doubt_codes;
extern const struct choices attendance_standing_codes;
extern const struct choices formality_codes, capacity_kind_codes;
extern const struct choices kirkpatrick_codes, result_level_codes;
extern const struct choices indicator_measure_iati_codes;
extern const struct choices evaluation_criteria_dac_codes, raci_codes;
extern const struct choices rater_role_codes, missing_code_codes;
extern const struct choices disaggregation_codes, un_budget_category_codes;
extern const struct choices iati_activity_status_codes;
extern const struct choices iati_transaction_type_codes;
extern const struct choices iati_organisation_role_codes;
extern const struct choices iati_date_type_codes, iati_budget_type_codes;
extern const struct choices iati_budget_status_codes;
extern const struct choices iati_collaboration_type_codes;
extern const struct choices iati_crs_flags_codes, iati_tied_status_codes;
extern const struct choices iati_flow_type_codes, iati_activity_scope_codes;
extern const struct choices iati_document_category_codes, dac_aid_type_codes;
extern const struct choices dac_sector_codes, sdg_codes;
extern const struct choices cooperation_type_codes, fund_kind_codes;
extern const struct choices convention_goal_codes;
extern const struct choices ta_selection_criteria_codes, lesson_kind_codes;
extern const struct choices evidence_strength_codes, risk_level_codes;
extern const struct choices swot_codes, programme_kind_codes, sex_codes;
extern const struct choices public_part_codes;
extern const struct choices age_band_codes, yes_no_unknown_codes;
extern const struct choices consent_codes, change_kind_codes;
extern const struct choices policy_level_codes, attitude_codes;
extern const struct choices engagement_strategy_codes, challenge_status_codes;
extern const struct choices note_kind_codes, note_verdict_codes;
extern const struct choices dossier_opinion_codes, dossier_template_codes;
extern const struct choices engagement_method_codes, point_verdict_codes;
extern const struct choices body_kind_codes, body_role_codes;
extern const struct choices gate_codes;
extern const struct choices capacity_area_codes, rater_rule_codes;
extern const struct choices dimension_rule_codes, overall_rule_codes;
extern const struct choices round_kind_codes, round_method_codes;
extern const struct choices response_source_codes, cleaning_rule_codes;
extern const struct choices cleaning_decision_codes;
extern const struct choices desired_kind_codes, priority_rule_codes;
extern const struct choices role_kind_codes;
extern const struct choices design_mark_codes, by_hand_codes;
extern const struct choices gap_cause_codes, gap_event_kind_codes;
extern const struct choices gap_check_how_codes, gap_check_outcome_codes;
extern const struct choices tie_kind_codes, income_kind_codes;
extern const struct choices issue_kind_codes, result_family_codes, ico_codes;
extern const struct choices direction_codes, aggregation_codes;
extern const struct choices frequency_codes, led_by_codes, risk_kind_codes;
extern const struct choices risk_category_codes, risk_status_codes;
extern const struct choices expert_status_codes, resource_kind_codes;
extern const struct choices call_kind_codes, expert_place_codes;
extern const struct choices expert_answer_codes, adoption_codes;
extern const struct choices network_kind_codes, network_state_codes;
extern const struct choices library_kind_codes, licence_codes;
extern const struct choices test_item_kind_codes, item_status_codes;
extern const struct choices item_loose_codes, test_shows_codes;
extern const struct choices link_role_codes, own_question_kind_codes;
extern const struct choices seat_request_state_codes;
extern const struct choices test_phase_codes, applied_codes;
extern const struct choices award_kind_codes, award_condition_codes;
extern const struct choices ta_decision_codes, mentoring_kind_codes;
extern const struct choices session_mode_codes, exchange_type_codes;
extern const struct choices equipment_kind_codes, equipment_condition_codes;
extern const struct choices ownership_codes, policy_kind_codes;
extern const struct choices policy_stage_code_codes, milestone_kind_codes;
extern const struct choices milestone_mode_codes, embedded_in_codes;
extern const struct choices dose_unit_codes, value_status_codes;
extern const struct choices record_rule_codes, issue_status_codes;
extern const struct choices feedback_channel_codes, feedback_category_codes,
    feedback_topic_codes;
extern const struct choices evaluation_kind_codes, lesson_origin_codes;
extern const struct choices innovation_state_codes, practice_state_codes;
extern const struct choices sustainability_domain_codes, action_lead_codes;
extern const struct choices contribution_kind_codes, partnership_status_codes;
extern const struct choices role_codes, theme_codes, job_kind_codes;
extern const struct choices job_state_codes, task_state_codes;
extern const struct choices agreement_codes;
extern const struct choices person_request_codes, person_request_state_codes;
extern const struct choices equipment_found_codes, handover_side_codes;
extern const struct choices mail_kind_codes, mail_state_codes, digest_codes,
    hook_event_codes;
extern const struct choices field_type_codes;

#endif
