/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * machines.h - the state machines: which states there are and who may
 * take a row from one to the next.
 */
#ifndef MODEL_MACHINES_H
#define MODEL_MACHINES_H

#include "model/model.h"

extern const struct machine programme_machine, assessment_round_machine;
extern const struct machine response_machine, gap_machine;
extern const struct machine plan_version_machine, activity_machine;
extern const struct machine ta_request_machine, mission_machine;
extern const struct machine deliverable_machine, advisory_case_machine;
extern const struct machine event_machine, registration_machine;
extern const struct machine mentoring_agreement_machine;
extern const struct machine policy_instrument_machine;
extern const struct machine institution_milestone_machine;
extern const struct machine equipment_item_machine, opportunity_machine;
extern const struct machine concept_note_machine;
extern const struct machine donor_report_machine, lesson_machine, practice_machine;
extern const struct machine recommendation_machine, vn_ta_dossier_machine;
extern const struct machine gate_decision_machine, evaluation_machine;
extern const struct machine reporting_period_machine, certificate_machine;

#endif
