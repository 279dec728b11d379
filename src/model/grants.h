/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * grants.h - who may do what, in tables shared by entities alike.
 *
 * A role that is not named may nothing.  The public (PUB) sees only rows
 * whose field `published` says yes, of entities flagged PUBLIC; the doors
 * of flow/ hold it to that.  An administrator (ADM) keeps users, lists and
 * settings and sees the structure of the rest, but no confidential note,
 * no answer sheet and no personal field.
 */
#ifndef MODEL_GRANTS_H
#define MODEL_GRANTS_H

#include "model/model.h"

extern const struct grant person_request_grants[];
extern const struct grant programme_grants[], party_grants[], person_grants[];
extern const struct grant org_grants[], register_grants[], gates_grants[],
    agreement_grants[];
extern const struct grant frame_grants[], part_grants[], round_grants[], sheets_grants[],
    invitation_grants[];
extern const struct grant cleaning_grants[], levels_grants[], gaps_grants[];
extern const struct grant profile_grants[];
extern const struct grant scores_grants[];
extern const struct grant gap_events_grants[], gap_checks_grants[];
extern const struct grant community_grants[];
extern const struct grant issues_grants[], plan_grants[], activity_grants[];
extern const struct grant plan_line_grants[], design_review_grants[];
extern const struct grant modality_rule_grants[];
extern const struct grant budget_grants[], ledger_grants[], notes_grants[];
extern const struct grant iati_grants[];
extern const struct grant rate_grants[], pending_grants[], variance_grants[],
    bank_grants[], funding_grants[];
extern const struct grant opportunity_grants[], expert_grants[];
extern const struct grant opportunity_stage_grants[], funder_profile_grants[];
extern const struct grant funding_call_grants[];
extern const struct grant note_template_grants[], note_parts_grants[];
extern const struct grant note_comments_grants[], note_kept_grants[];
extern const struct grant note_drafts_grants[];
extern const struct grant deliver_grants[], learners_grants[], items_grants[];
extern const struct grant attendance_grants[], registration_grants[];
extern const struct grant exam_grants[], sitting_grants[], intake_grants[];
extern const struct grant seat_request_grants[], held_back_grants[];
extern const struct grant signin_grants[];
extern const struct grant awards_grants[], certificates_grants[], keys_grants[];
extern const struct grant reactions_grants[], advice_grants[], interest_grants[];
extern const struct grant call_grants[], call_form_grants[], judging_grants[];
extern const struct grant matching_grants[], mission_feedback_grants[];
extern const struct grant advisory_grants[], talk_grants[], network_grants[];
extern const struct grant recommendation_grants[], mentoring_grants[];
extern const struct grant mentoring_session_grants[], pair_grants[];
extern const struct grant assets_grants[], policy_grants[], dose_grants[];
extern const struct grant periods_grants[];
extern const struct grant values_grants[], feedback_grants[];
extern const struct grant evaluation_grants[], finding_grants[];
extern const struct grant contribution_grants[];
extern const struct grant lessons_grants[], question_grants[];
extern const struct grant sustain_grants[], dossier_grants[], users_grants[];
extern const struct grant roles_grants[], tokens_grants[], settings_grants[];
extern const struct grant codes_grants[], files_grants[], jobs_grants[];
extern const struct grant comments_grants[], tasks_grants[];
extern const struct grant report_grants[];
extern const struct grant hooks_grants[], mails_grants[], wishes_grants[];
extern const struct grant checks_grants[], signatures_grants[];

#endif
