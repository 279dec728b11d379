/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/guard.h"

#include <string.h>

#include "flow/find.h"
#include "flow/gate.h"
#include "flow/lessons.h"
#include "flow/quality.h"
#include "flow/reach.h"
#include "flow/sustain.h"
#include "flow/told.h"
#include "model/monitor.h"
#include "model/note.h"
#include "model/plan.h"
#include "store/store.h"

const struct field *
guard_state(const struct entity *e)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (f->type == T_STATE)
			return f;
	return NULL;
}

/* ---- what is frozen ---- */

/* Rows of `entity` are frozen while what `path` leads to has one of the
 * values in `field`; path "" is the row itself, which may still move. */
static const struct freeze {
	const char *entity, *path, *to, *field, *values, *says;
} freezes[] = {
	{ "assessment_round", "", "assessment_round", "state", "locked void",
	  "The round is over: it stays as it is. Open a new round." },
	{ "gate_decision", "", "gate_decision", "decision", "passed waived refused ended",
	  "The decision is taken: it stays as it is. Put the gate forward again." },
	{ "response", "round", "assessment_round", "state", "locked void",
	  "The round is locked: its answers stay as they are. Open a new round to correct them." },
	{ "invitation", "round", "assessment_round", "state", "void",
	  "The round is void: nobody is invited to it any more." },
	{ "cleaning", "round", "assessment_round", "state", "locked void",
	  "The round is locked: decisions on its answers are closed." },
	{ "round_score", "round", "assessment_round", "state", "locked void",
	  "The round is locked: its scores stay as they are." },
	{ "community_consensus", "round", "assessment_round", "state", "locked void",
	  "The round is locked: what was agreed stays as it is. Open a new round." },
	{ "framework", "", "framework", "is_frozen", "yes",
	  "This version of the framework is frozen. Make a new version." },
	{ "dimension", "framework", "framework", "is_frozen", "yes",
	  "This version of the framework is frozen. Make a new version." },
	{ "item", "framework", "framework", "is_frozen", "yes",
	  "This version of the framework is frozen. Make a new version." },
	{ "evaluation", "", "evaluation", "state", "closed cancelled",
	  "The evaluation is closed: it stays as it is." },
	{ "finding", "evaluation", "evaluation", "state", "closed cancelled",
	  "The evaluation is closed: its findings stay as they are." },
	{ "donor_report", "", "donor_report", "state", "submitted accepted",
	  "The report was submitted: it stays as it is." },
	{ "plan_version", "", "plan_version", "state", "approved superseded",
	  "An approved plan version is replaced, never edited. Make a new version." },
	{ "design_review", "plan_version", "plan_version", "state", "approved superseded",
	  "The plan version is approved: its review stays as it is." },
	{ "plan_limit", "plan_version", "plan_version", "state", "approved superseded",
	  "An approved plan version is replaced, never edited. Make a new version." },
	{ "activity", "plan_version", "plan_version", "state", "superseded",
	  "This plan version is superseded: change the current one." },
	{ "note_section", "note", "concept_note", "state", "review approved sent withdrawn",
	  "This note is not written in now: begin its next version first." },
	{ "reporting_period", "", "reporting_period", "state", "accepted",
	  "The period is accepted: it stays as it is. Reopen it, with a reason, to correct it." },
	{ 0 }
};

static bool
holds(const struct entity *e, const void *row, const struct freeze *z)
{
	const struct field *f = field_named(e, str_of(z->field));

	if (f->type == T_BOOL)
		return *(const int *)row_get(f, row) == YES;
	return str_among(*(const str *)row_get(f, row), z->values);
}

static bool
frozen_by(struct ctx *c, const struct entity *e, const void *row,
    const struct freeze *z)
{
	const struct entity *to = entity_named(str_of(z->to));
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct id at;
	void *head;

	if (z->path[0] == '\0')
		return holds(e, row, z);
	at = *(const struct id *)row_get(field_named(e, str_of(z->path)), row);
	head = arena_take(c->arena, 1, to->size);
	return !id_none(at) &&
	    store_find(c->store, to, at, c->arena, head, &quiet) &&
	    holds(to, head, z);
}

static bool
check_ledger(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	const struct field *f;
	bool kept = true;

	if (row == NULL)
		return fail(&c->errors, INVALID, NULL,
		    "An entry of the books is never dropped. Enter its reversal.");
	for (f = e->fields; f->name != NULL; f++)
		if (!(f->flags & LATER) && !row_same(f, was, row))
			kept = fail(&c->errors, INVALID, f->name,
			    "An entry of the books is never edited. Enter its "
			    "reversal and a new one.");
	return kept;
}

/* A value is reported in the period that it names, or ends in, as
 * monitor.h has it. */
static bool
check_reported(struct ctx *c, const struct indicator_value *v)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct value with[3], code = { V_NONE };
	struct indicator in;
	struct cursor *cursor;
	bool accepted;

	if (v == NULL || !store_find(c->store, &indicator_entity, v->indicator,
	    c->arena, &in, &quiet))
		return true;
	with[0] = value_id(in.programme);
	with[1] = value_text(v->period);
	with[2] = value_text(day_text(c->arena, v->period_end));
	if (!store_query(c->store, "value_accepted", with, 3, c->arena,
	    &cursor, &c->errors))
		return false;
	accepted = store_answer(cursor, &code, 1);
	if (accepted)
		code.t = str_copy(c->arena, code.t);
	return store_end(cursor, &c->errors) && (!accepted ||
	    fail(&c->errors, INVALID, NULL,
	    "Reporting period %.*s is accepted: its values stay as they are. "
	    "Reopen the period, with a reason, to correct them.",
	    (int)code.t.n, code.t.p));
}

/* Who stands behind a lesson is told by their own steps (lessons.h). */
static bool
check_judged(struct ctx *c, const struct lesson *was, const struct lesson *k)
{
	const char *says = "Who validated a lesson says so himself: that is "
	    "neither typed nor imported into a lesson that is here.";

	if (!str_same(was->validated_by, k->validated_by))
		return fail(&c->errors, INVALID, "validated_by", "%s",
		    words_say(c->words, says));
	return !str_is(was->state, "captured") ||
	    str_among(k->state, "captured rejected") ||
	    fail(&c->errors, INVALID, "state", "%s",
	    words_say(c->words, says));
}

bool
guard_frozen(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	const struct freeze *z;

	if (e->flags & LEDGER && was != NULL && !check_ledger(c, e, was, row))
		return false;
	if (was != NULL && row != NULL && was != row &&
	    !guard_settled(c, e, was, row))
		return false;
	if (e == &lesson_entity && was != NULL && row != NULL && was != row &&
	    !check_judged(c, was, row))
		return false;
	if (e == &note_review_entity && row == NULL &&
	    !str_none(((const struct note_review *)was)->verdict))
		return fail(&c->errors, INVALID, NULL, "What a reviewer "
		    "answered stays with the version it is of.");
	if (e == &indicator_value_entity && (!check_reported(c, was) ||
	    !check_reported(c, row)))
		return false;
	for (z = freezes; z->entity != NULL; z++) {
		if (strcmp(z->entity, e->name) != 0 ||
		    (z->path[0] == '\0' && (was == NULL || was == row)))
			continue;
		if ((was != NULL && frozen_by(c, e, was, z)) ||
		    (row != NULL && row != was && z->path[0] != '\0' &&
		    frozen_by(c, e, row, z)))
			return fail(&c->errors, INVALID, NULL, "%s",
			    words_say(c->words, z->says));
	}
	return true;
}

/* ---- who judges ---- */

/* Verbs that judge what somebody else brought forward; `from_start`: also
 * who added the row did.  A funder's answer is only told by who notes it. */
static const struct judging {
	const char *verb;
	bool        from_start;
	const char *but;        /* not of these: a choice, or told */
} judging[] = {
	{ "pass_g",   false },
	{ "pass",     true },
	{ "waive",    true },
	{ "refuse",   true },
	{ "approve",  true },
	{ "accept",   true, "donor_report" },
	{ "agree",    false },
	{ "verify",   true },
	{ "validate", true },
	{ "publish",  false },
	{ "return",   false, "donor_report concept_note" },
	{ "select",   false, "activity" },
	{ "sign",     false },
	{ "reject",   false },
	{ NULL,       false }
};

static const struct judging *
judges(const struct entity *e, const struct move *m)
{
	const struct judging *j;

	for (j = judging; j->verb != NULL; j++)
		if (strncmp(m->verb, j->verb, strlen(j->verb)) == 0 &&
		    (j->but == NULL || !str_among(str_of(e->name), j->but)))
			return j;
	return NULL;
}

/* What brings nothing forward.  Whoever passed one gate may pass the next:
 * what he judges is what was put forward at the gate. */
static bool
is_plain(struct ctx *c, str verb)
{
	return str_is(verb, "change") || str_is(verb, "erase") ||
	    str_is(verb, "undo") || str_is(verb, "drop") ||
	    str_is(verb, "judge") ||
	    gate_codes_of(str_z(c->arena, verb)) != NULL;
}

static bool
is_programme(const struct entity *e)
{
	return strcmp(e->name, "programme") == 0;
}

static bool
own(struct ctx *c, const struct move *m)
{
	return fail(&c->errors, DENIED, NULL,
	    "You brought this forward yourself: '%s' is for somebody else.",
	    words_say(c->words, m->label));
}

bool
guard_duties(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m)
{
	const struct judging *j = judges(e, m);
	struct id brought = { { 0 } };
	struct cursor *cursor;
	struct change h;

	if (c->actor.system || j == NULL)
		return true;
	if (is_programme(e) && !gate_submitter(c, ((const struct row *)row)->id,
	    m->verb, &brought))
		return false;
	if (flow_is_actor(c, brought))
		return own(c, m);
	brought = (struct id){ { 0 } };
	if (!store_history(c->store, e, ((const struct row *)row)->id, 0, 0,
	    c->arena, &cursor, &c->errors))
		return false;
	while (store_change(cursor, c->arena, &h))
		if (!is_plain(c, h.verb))
			brought = str_is(h.verb, "add") && !j->from_start
			    ? (struct id){ { 0 } } : h.user;
	if (!store_end(cursor, &c->errors))
		return false;
	return !flow_is_actor(c, brought) || own(c, m);
}

/* ---- what rows must be there ---- */

enum with { ALONE, TODAY, STATE_NEXT };

/*
 * How many a named query (store/query.c) finds for the row, against what
 * is needed; or a function of told.h, where no query can tell.  A query's
 * first value is the row's id, its second as `with` says.  Neither: the
 * fields that must be filled say it all.
 */
static const struct need {
	const char *machine, *verb;
	const char *query;
	int64_t     least, most;        /* most -1: any number */
	const char *says;               /* what is missing */
	enum with   with;
	const char *gate;               /* may be waived; NULL: no gate */
	bool        asks;               /* a part still has to be said */
	bool      (*tell)(struct ctx *, const void *row, int64_t *found,
	    str *which);
	const char *holds;              /* the condition as a statement */
	const char *rows;               /* of which entity are they, or NULL */
} needs[] = {
	{ "programme", "open", "programme_beneficiaries", 1, -1,
	  "Name at least one stakeholder who is supported.",
	  .holds = "A supported party is named", .rows = "stakeholder" },
	{ "programme", "pass_g1", "programme_charter", 1, -1,
	  "The charter does not say yet why, for whom and what.", .gate = "G1",
	  .holds = "The charter says why, for whom and what" },
	{ "programme", "pass_g1", "programme_providers", 1, -1,
	  "Name at least one stakeholder who gives support.", .gate = "G1",
	  .holds = "A support organisation is named", .rows = "stakeholder" },
	{ "programme", "pass_g1", "programme_beneficiaries", 1, -1,
	  "Name at least one stakeholder who is supported.", .gate = "G1",
	  .holds = "A supported party is named", .rows = "stakeholder" },
	{ "programme", "pass_g1", "programme_protected", 1, -1,
	  "The note on consent and data protection is not accepted yet.",
	  .gate = "G1",
	  .holds = "The note on consent and data protection is accepted" },
	{ "programme", "pass_g2", "programme_rounds_locked", 1, -1,
	  "No assessment round is locked yet.", .gate = "G2",
	  .holds = "An assessment round is locked",
	  .rows = "assessment_round" },
	{ "programme", "pass_g2", "programme_subjects_short", 0, 0,
	  "Some subjects have fewer sheets than their round asked for.",
	  .gate = "G2",
	  .holds = "Every subject has as many sheets as its round asked for",
	  .rows = "assessment_round" },
	{ "programme", "pass_g2", "programme_issues_open", 0, 0,
	  "Some data issues are not settled.", .gate = "G2",
	  .holds = "Data issues are settled", .rows = "data_issue" },
	{ "programme", "pass_g3", "programme_gaps", 1, -1,
	  "There are no gaps yet.", .gate = "G3",
	  .holds = "Gaps are known", .rows = "gap" },
	{ "programme", "pass_g3", "programme_gaps_undecided", 0, 0,
	  "Some gaps are not yet agreed on or rejected.", .gate = "G3",
	  .holds = "Every gap is agreed on or rejected", .rows = "gap" },
	{ "programme", "pass_g4", "programme_plans_approved", 1, -1,
	  "No plan version is approved yet.", .gate = "G4",
	  .holds = "A plan version is approved", .rows = "plan_version" },
	{ "programme", "pass_g4", "programme_activities_aimless", 0, 0,
	  "Some activities of the plan target no gap.", .gate = "G4",
	  .holds = "Every activity targets a gap or is a must",
	  .rows = "activity" },
	{ "programme", "pass_g4", "programme_outputs_unmeasured", 0, 0,
	  "Some outputs have no indicator with a baseline and a target.",
	  .gate = "G4",
	  .holds = "Every output has an indicator with baseline and target",
	  .rows = "indicator" },
	{ "programme", "pass_g4", "programme_plans_above", 0, 0,
	  "The plan costs more than its ceiling.", .gate = "G4",
	  .holds = "The plan is within its ceiling", .rows = "plan_version" },
	{ "programme", "pass_g4_g5", "programme_plans_approved", 1, -1,
	  "No plan version is approved yet.", .gate = "G4",
	  .holds = "A plan version is approved", .rows = "plan_version" },
	{ "programme", "pass_g4_g5", NULL, 0, 0,
	  "The money that the ledger holds does not cover the first year.",
	  .gate = "G5", .tell = told_money_lacking,
	  .holds = "Money in the ledger covers the first year of the budget",
	  .rows = "transaction" },
	{ "programme", "pass_g5", NULL, 0, 0,
	  "The money that the ledger holds does not cover the first year.",
	  .gate = "G5", .tell = told_money_lacking,
	  .holds = "Money in the ledger covers the first year of the budget",
	  .rows = "transaction" },
	{ "programme", "pass_g6", "programme_deliveries_open", 0, 0,
	  "Some events, missions or activities are neither finished nor cancelled.",
	  .gate = "G6",
	  .holds = "Every event, mission and activity is finished or cancelled",
	  .rows = "activity" },
	{ "programme", "new_round", NULL, 0, 0,
	  "No midline is due: none is prepared whose first day has come, and "
	  "half of the programme's time has not passed without one.",
	  .tell = told_midline_ahead, .holds = "A midline is due",
	  .rows = "assessment_round" },
	{ "programme", "adapt", "programme_adaptations", 1, -1,
	  "No adaptation is approved.",
	  .holds = "An adaptation is approved", .rows = "adaptation_decision" },
	{ "programme", "pass_g8", "programme_evaluations_accepted", 1, -1,
	  "No evaluation is accepted yet.", .gate = "G8",
	  .holds = "An evaluation is accepted", .rows = "evaluation" },
	{ "programme", "pass_g8", "programme_recommendations_open", 0, 0,
	  "Some recommendations have no answer yet.", .gate = "G8",
	  .holds = "Every recommendation has its answer",
	  .rows = "recommendation" },
	{ "programme", "pass_g10", NULL, 0, 0,
	  "The exit criteria are not named yet, or some are neither met nor "
	  "waived.", .gate = "G10", .tell = sustain_criteria_open,
	  .holds = "The exit criteria are met or waived",
	  .rows = "sustainability_plan" },
	{ "programme", "pass_g10", NULL, 0, 0,
	  "Some follow-ups are neither answered nor waived.", .gate = "G10",
	  .tell = sustain_follow_ups_open,
	  .holds = "Every follow-up is answered or waived",
	  .rows = "follow_up" },
	{ "programme", "pass_g10", NULL, 0, 0,
	  "Some equipment is neither passed on nor written off.", .gate = "G10",
	  .tell = sustain_equipment_held,
	  .holds = "Equipment is passed on or written off",
	  .rows = "equipment_item" },
	{ "programme", "pass_g10", "programme_sustained", 1, -1,
	  "No sustainability plan is approved.", .gate = "G10",
	  .holds = "A sustainability plan is approved",
	  .rows = "sustainability_plan" },

	{ "gate_decision", "pass", NULL, 0, 0,
	  "The programme does not stand before this gate.", .tell = told_gate_elsewhere },

	{ "assessment_round", "launch", "round_items", 1, -1,
	  "The framework has no items." },
	{ "assessment_round", "launch", "round_frozen", 1, -1,
	  "The framework is a draft: freeze it first." },
	{ "assessment_round", "launch", "round_invited", 1, -1,
	  "Nobody is invited to rate yet." },
	{ "assessment_round", "begin_grace", "round_is_due", 1, -1,
	  "The day on which answers are due has not passed.", TODAY },
	{ "assessment_round", "close_early", "round_sheets_open", 0, 0,
	  "Some sheets are still with their raters." },
	{ "assessment_round", "release", "round_issues_open", 0, 0,
	  "Some data issues are not settled." },
	{ "assessment_round", "release", NULL, 0, 0,
	  "Some issues of the answers block: decide on them first.",
	  .tell = quality_blocking },
	{ "assessment_round", "release", NULL, 0, 0,
	  "Fewer sheets came than the round asks for: get more, or lower the "
	  "smallest response.", .tell = quality_short },
	{ "assessment_round", "validate", "round_meetings", 1, -1,
	  "Say in which meeting the round was validated." },
	{ "assessment_round", "validate", "round_minutes", 1, -1,
	  "The meeting that validated the round lacks its attendance or its "
	  "minutes." },

	{ "response", "start", "sheet_is_taken", 1, -1,
	  "The round takes no answers now." },
	{ "response", "submit", "sheet_is_taken", 1, -1,
	  "The round takes no answers now." },
	{ "response", "resubmit", "sheet_is_taken", 1, -1,
	  "The round takes no answers now." },

	{ "gap", "target", "gap_activities", 1, -1,
	  "No activity is meant to close this gap." },
	{ "gap", "reduce", "gap_is_reduced", 1, -1,
	  "The level has not risen since the gap was opened, or no gap is left." },
	{ "gap", "close", "gap_is_reached", 1, -1,
	  "The desired level is not reached." },

	{ "gap", "reopen", "gap_is_fallen", 1, -1,
	  "The level is not below the one desired." },

	{ "plan_version", "submit", "plan_activities", 1, -1,
	  "The plan has no activities." },
	{ "plan_version", "submit", "plan_activities_aimless", 0, 0,
	  "Some activities target no gap and are not marked as a must." },
	{ "plan_version", "submit", "plan_outputs_bare", 0, 0,
	  "Some outputs have no indicator with a baseline and a target." },
	{ "plan_version", "submit", "plan_costs_unlike", 0, 0,
	  "Some activities cost something else than their budget lines add up to." },
	{ "plan_version", "resubmit", "plan_activities", 1, -1,
	  "The plan has no activities." },
	{ "plan_version", "resubmit", "plan_activities_aimless", 0, 0,
	  "Some activities target no gap and are not marked as a must." },
	{ "plan_version", "resubmit", "plan_outputs_bare", 0, 0,
	  "Some outputs have no indicator with a baseline and a target." },
	{ "plan_version", "resubmit", "plan_costs_unlike", 0, 0,
	  "Some activities cost something else than their budget lines add up to." },
	{ "plan_version", "approve", "plan_reviews", 1, -1,
	  "No design review of this version is recorded." },
	{ "plan_version", "approve", "plan_above_ceiling", 0, 0,
	  "The activities cost more than the ceiling." },
	{ "plan_version", "supersede", "plan_successors", 1, -1,
	  "No newer version is approved." },

	{ "reporting_period", "submit", "period_values", 1, -1,
	  "No value of this period is submitted yet." },

	{ "activity", "select", NULL },
	{ "activity", "fund", NULL },
	{ "activity", "take_out", "activity_planned", 1, -1,
	  "The plan is in review or approved: make a new version." },
	{ "activity", "reopen", "activity_planned", 1, -1,
	  "The plan is in review or approved: make a new version." },
	{ "activity", "schedule", NULL },
	{ "activity", "verify", NULL, 1, -1,
	  "There is no evidence of delivery.", .tell = told_evidence },
	{ "activity", "reject", NULL, 0, 0,
	  "There is evidence: verify the activity, or take off first what does "
	  "not show its delivery.", .tell = told_evidence },

	{ "ta_request", "submit", NULL },
	{ "ta_request", "screen", "request_in_time", 1, -1,
	  "It came after the deadline." },
	{ "ta_request", "select", "request_eligible", 1, -1,
	  "It is not marked as eligible." },
	{ "ta_request", "contract", NULL, 1, -1,
	  "No mission of this request names its experts: choose them first.",
	  .tell = told_experts, .holds = "A mission names its experts",
	  .rows = "mission" },
	{ "ta_request", "contract", NULL, 0, 0,
	  "Not every expert has declared that there is no conflict of interest.",
	  .tell = told_conflicts,
	  .holds = "No expert has a conflict of interest",
	  .rows = "interest_declaration" },
	{ "ta_request", "extend", NULL, 0, 0,
	  "Nothing is left of its budget: neither of the newest terms of "
	  "reference nor of the budget lines of its missions' activities.",
	  .tell = told_no_funds, .holds = "There are funds",
	  .rows = "budget_line" },
	{ "ta_request", "report", "request_missions_open", 0, 0,
	  "Some missions are not over." },
	{ "ta_request", "close", "request_recommendations_open", 0, 0,
	  "Some recommendations have no answer yet." },

	{ "mission", "submit_draft", NULL },

	{ "event", "start", "event_lacks_people", 0, 0,
	  "Fewer are enrolled than the event needs." },
	{ "event", "end", "event_attendance_open", 0, 0,
	  "Some enrolments have neither hours nor a reason for absence." },
	{ "event", "close", "event_lacks_course", 0, 0,
	  "Its participants are followed up by course: say which course it "
	  "belongs to." },

	{ "registration", "register", "registration_lacks_seat", 0, 0,
	  "No seat is free: cancel a registration or add seats." },

	{ "mentoring_agreement", "sign", NULL },

	{ "policy_instrument", "advance", "policy_documents", 1, -1,
	  "No document shows the next stage.", STATE_NEXT },

	{ "policy_instrument", "redraft", NULL },
	{ "policy_instrument", "return", "policy_findings", 1, -1,
	  "The appraisal has no findings yet: note them at its stage.",
	  .holds = "The appraisal has findings", .rows = "policy_stage" },

	{ "institution_milestone", "approve", NULL },
	{ "institution_milestone", "start", "milestone_means", 1, -1,
	  "No post is filled yet, or the budget is nought." },
	{ "institution_milestone", "embed", "milestone_own_years", 1, -1,
	  "It is not yet in its second budget year on own money." },

	{ "equipment_item", "receive", NULL },
	{ "equipment_item", "hand_over", "equipment_certified", 1, -1,
	  "The certificate is not signed by both." },
	{ "equipment_item", "transfer", "equipment_may_pass", 1, -1,
	  "The programme is not ending yet." },

	{ "opportunity", "send_note", "opportunity_note_approved", 1, -1,
	  "This version of the concept note is not approved yet." },
	{ "opportunity", "submit", "opportunity_in_time", 1, -1,
	  "The deadline has passed.", TODAY },

	{ "concept_note", "submit", "note_unwritten", 0, 0,
	  "A section that must be written is empty.",
	  .holds = "Each section that must be is written",
	  .rows = "note_section" },
	{ "concept_note", "submit", "note_reviewers", 1, -1,
	  "Nobody is asked to review this version yet.",
	  .holds = "A reviewer is asked", .rows = "note_review" },
	{ "concept_note", "approve", "note_unanswered", 0, 0,
	  "A reviewer has not answered, or wants changes.",
	  .holds = "Every reviewer agrees", .rows = "note_review" },
	{ "concept_note", "approve", "note_open_comments", 0, 0,
	  "A comment is still open.",
	  .holds = "No comment is open", .rows = "note_comment" },

	{ "lesson", "validate", NULL, LESSONS_VALIDATORS, -1,
	  "Two persons validate a lesson, neither of them its author.",
	  .tell = lessons_validators },
	{ "lesson", "publish", "lesson_confidential", 0, 0,
	  "It is marked as confidential." },
	{ "lesson", "reuse", "lesson_reused", 1, -1,
	  "No reuse is recorded." },

	{ "practice", "embed", NULL },
	{ "evaluation", "deliver", "evaluation_findings", 1, -1,
	  "It has no finding yet.",
	  .holds = "It has at least one finding", .rows = "finding" },
	{ "evaluation", "accept", "evaluation_unanswered", 0, 0,
	  "Some recommendations lack an answer, or what is done, by whom and "
	  "by when.", .holds = "Every recommendation has its answer",
	  .rows = "recommendation" },
	{ "recommendation", "finish", NULL },
	{ "response", "exclude", NULL },
	{ "vn_ta_dossier", "draft", NULL },
	{ "vn_ta_dossier", "send", NULL },
	{ "vn_ta_dossier", "send_directly", "dossier_is_small", 1, -1,
	  "The grant is above USD 200,000: ask for opinions first." },
	{ "vn_ta_dossier", "appraise", NULL },
	{ "vn_ta_dossier", "approve", NULL },
	{ "vn_ta_dossier", "start", NULL },
	{ "vn_ta_dossier", "complete", NULL },
	{ 0 }
};

/* What rows named in a field must be, or must not be. */
static const struct bond {
	const char *machine, *verb, *field, *states;
	bool        in;
	const char *says;
} bonds[] = {
	{ "activity", "schedule", "predecessors",
	  "scheduled ongoing delivered verified", true,
	  "It comes after '%.*s', which is not scheduled." },
	{ 0 }
};

static bool
is_of(const char *machine, const char *verb, const struct entity *e,
    const struct move *m)
{
	const struct field *f = guard_state(e);

	return f != NULL && strcmp(machine, f->machine->name) == 0 &&
	    strcmp(verb, m->verb) == 0;
}

bool
guard_told(const struct entity *e, const struct move *m)
{
	const struct need *n;
	bool told = m->guard == NULL;

	for (n = needs; n->machine != NULL; n++)
		if (is_of(n->machine, n->verb, e, m)) {
			if (n->asks)
				return false;
			told = true;
		}
	return told;
}

static bool
count(struct ctx *c, const struct need *n, const void *row,
    const struct move *m, int64_t *found, str *which)
{
	struct value v[2] = { value_id(((const struct row *)row)->id) };
	size_t values = 1;

	if (n->tell != NULL)
		return n->tell(c, row, found, which);
	if (n->with == TODAY)
		v[values++] = value_text(day_text(c->arena,
		    moment_day(c->now)));
	else if (n->with == STATE_NEXT)
		v[values++] = value_text(str_of(m->to));
	return store_number(c->store, n->query, v, values, 0, found,
	    &c->errors);
}

static bool
is_waived(struct ctx *c, const struct need *n, const void *row)
{
	struct value v[] = { value_id(((const struct row *)row)->id),
		value_text(str_of(n->gate)),
		value_text(day_text(c->arena, moment_day(c->now))) };
	int64_t found;

	return n->gate != NULL && store_number(c->store, "gate_waived", v, 3, 0,
	    &found, &c->errors) && found > 0;
}

static bool
check_bond(struct ctx *c, const struct entity *e, const void *row,
    const struct bond *b)
{
	str rest = *(const str *)row_get(field_named(e, str_of(b->field)), row);
	const struct field *state = guard_state(e), *code = field_flagged(e,
	    CODE);
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	void *other = arena_take(c->arena, 1, e->size);
	bool fine = true;
	struct id id;
	str one;

	while (str_cut(&rest, ';', &one)) {
		if (!id_read(str_trim(one), &id) || !store_find(c->store, e, id,
		    c->arena, other, &quiet) || str_among(*(str *)row_at(state,
		    other), b->states) == b->in)
			continue;
		one = *(str *)row_at(code, other);
		fine = fail(&c->errors, INVALID, b->field,
		    words_say(c->words, b->says), (int)one.n, one.p);
	}
	return fine;
}

static bool
is_met(const struct need *n, int64_t found)
{
	return found >= n->least && (n->most < 0 || found <= n->most);
}

bool
guard_points(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m, struct guard_point **out, size_t *n)
{
	struct guard_point *p;
	const struct need *at;

	*n = 0;
	*out = NEWS(c->arena, struct guard_point,
	    sizeof(needs) / sizeof(needs[0]));
	for (at = needs; at->machine != NULL; at++) {
		if ((at->query == NULL && at->tell == NULL) ||
		    !is_of(at->machine, at->verb, e, m))
			continue;
		p = &(*out)[*n];
		if (!count(c, at, row, m, &p->found, &p->which))
			return false;
		p->holds = at->holds != NULL ? at->holds : m->guard;
		p->says = at->says;
		p->rows = at->rows;
		p->gate = at->gate;
		p->is_met = is_met(at, p->found);
		p->is_waived = !p->is_met && is_waived(c, at, row);
		++*n;
	}
	return true;
}

const char *
guard_missing(struct ctx *c, const struct guard_point *p)
{
	const char *says = words_say(c->words, p->says);

	return p->which.n == 0 ? says : str_print(c->arena, "%s (%.*s)", says,
	    (int)p->which.n, p->which.p).p;
}

bool
guard_move(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m)
{
	const struct bond *b;
	struct guard_point *p;
	bool fine = true;
	size_t i, n;

	if (!guard_points(c, e, row, m, &p, &n))
		return false;
	for (i = 0; i < n; i++)
		if (!p[i].is_met && !p[i].is_waived)
			fine = fail(&c->errors, INVALID, NULL, "%s",
			    guard_missing(c, &p[i]));
	for (b = bonds; b->machine != NULL; b++)
		if (is_of(b->machine, b->verb, e, m))
			fine &= check_bond(c, e, row, b);
	return fine;
}
