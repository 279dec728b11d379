/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/guard.h"

#include <string.h>

#include "flow/reach.h"
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
	{ "response", "round", "assessment_round", "state", "locked void",
	  "The round is locked: its answers stay as they are. Open a new round "
	  "to correct them." },
	{ "invitation", "round", "assessment_round", "state", "void",
	  "The round is void: nobody is invited to it any more." },
	{ "cleaning", "round", "assessment_round", "state", "locked void",
	  "The round is locked: decisions on its answers are closed." },
	{ "community_consensus", "round", "assessment_round", "state", "locked void",
	  "The round is locked: what was agreed stays as it is. Open a new round." },
	{ "framework", "", "framework", "is_frozen", "yes",
	  "This version of the framework is frozen. Make a new version." },
	{ "dimension", "framework", "framework", "is_frozen", "yes",
	  "This version of the framework is frozen. Make a new version." },
	{ "item", "framework", "framework", "is_frozen", "yes",
	  "This version of the framework is frozen. Make a new version." },
	{ "plan_version", "", "plan_version", "state", "approved superseded",
	  "An approved plan version is replaced, never edited. Make a new version." },
	{ "activity", "plan_version", "plan_version", "state", "superseded",
	  "This plan version is superseded: change the current one." },
	{ 0 }
};

static bool
is_among(str value, const char *words)
{
	str rest = str_of(words), one;

	while (str_cut(&rest, ' ', &one))
		if (str_same(one, value))
			return true;
	return false;
}

static bool
holds(const struct entity *e, const void *row, const struct freeze *z)
{
	const struct field *f = field_named(e, str_of(z->field));

	if (f->type == T_BOOL)
		return *(const int *)row_get(f, row) == YES;
	return is_among(*(const str *)row_get(f, row), z->values);
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

bool
guard_frozen(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	const struct freeze *z;

	if (e->flags & LEDGER && was != NULL && !check_ledger(c, e, was, row))
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
 * who added the row did. */
static const struct judging {
	const char *verb;
	bool        from_start;
} judging[] = {
	{ "pass_g",   false },
	{ "approve",  true },
	{ "accept",   true },
	{ "agree",    false },
	{ "verify",   true },
	{ "validate", true },
	{ "publish",  false },
	{ "return",   false },
	{ "select",   false },
	{ "sign",     false },
	{ "reject",   false },
	{ NULL,       false }
};

static const struct judging *
judges(const struct move *m)
{
	const struct judging *j;

	for (j = judging; j->verb != NULL; j++)
		if (strncmp(m->verb, j->verb, strlen(j->verb)) == 0)
			return j;
	return NULL;
}

static bool
is_plain(str verb)
{
	return str_is(verb, "change") || str_is(verb, "erase") ||
	    str_is(verb, "undo") || str_is(verb, "drop");
}

bool
guard_duties(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m)
{
	const struct judging *j = judges(m);
	struct id brought = { { 0 } };
	struct cursor *cursor;
	struct change h;

	if (c->actor.system || j == NULL)
		return true;
	if (!store_history(c->store, e, ((const struct row *)row)->id, 0, 0,
	    c->arena, &cursor, &c->errors))
		return false;
	while (store_change(cursor, c->arena, &h))
		if (!is_plain(h.verb))
			brought = str_is(h.verb, "add") && !j->from_start
			    ? (struct id){ { 0 } } : h.user;
	if (!store_end(cursor, &c->errors))
		return false;
	if (!id_none(brought) && id_same(brought, c->actor.user))
		return fail(&c->errors, DENIED, NULL,
		    "You brought this forward yourself: '%s' is for somebody "
		    "else.", words_say(c->words, m->label));
	return true;
}

/* ---- what rows must be there ---- */

enum with { ALONE, TODAY, STATE_NEXT };

/*
 * How many a named query (store/query.c) finds for the row, against what
 * is needed.  Its first value is the row's id, its second as `with` says
 * or the gate.  No query: the fields that must be filled say it all.
 */
static const struct need {
	const char *machine, *verb;
	const char *query;
	int64_t     least, most;        /* most -1: any number */
	const char *says;               /* what is missing */
	enum with   with;
	const char *gate;               /* may be waived; NULL: no gate */
	bool        asks;               /* a part still has to be said */
} needs[] = {
	{ "programme", "open", "programme_beneficiaries", 1, -1,
	  "Name at least one stakeholder who is supported." },
	{ "programme", "pass_g1", "gate_passed", 1, -1,
	  "There is no decision that gate 1 is passed.", .gate = "G1" },
	{ "programme", "pass_g2", "programme_rounds_locked", 1, -1,
	  "No assessment round is locked yet.", .gate = "G2" },
	{ "programme", "pass_g3", "programme_gaps", 1, -1,
	  "There are no gaps yet.", .gate = "G3" },
	{ "programme", "pass_g3", "programme_gaps_undecided", 0, 0,
	  "Some gaps are not yet agreed on or rejected.", .gate = "G3" },
	{ "programme", "pass_g4", "programme_plans_approved", 1, -1,
	  "No plan version is approved yet.", .gate = "G4" },
	{ "programme", "pass_g4_g5", "programme_plans_approved", 1, -1,
	  "No plan version is approved yet.", .gate = "G4", .asks = true },
	{ "programme", "pass_g6", "programme_deliveries_open", 0, 0,
	  "Some events, missions or activities are neither finished nor cancelled.",
	  .gate = "G6" },
	{ "programme", "adapt", "programme_adaptations", 1, -1,
	  "No adaptation is approved." },
	{ "programme", "pass_g8", "programme_recommendations_open", 0, 0,
	  "Some recommendations have no answer yet.", .gate = "G8" },
	{ "programme", "pass_g10", "programme_follow_ups_open", 0, 0,
	  "Some follow-ups are not answered yet.", .gate = "G10" },
	{ "programme", "pass_g10", "programme_equipment_held", 0, 0,
	  "Some equipment is neither passed on nor written off.", .gate = "G10" },
	{ "programme", "pass_g10", "programme_sustained", 1, -1,
	  "No sustainability plan is approved.", .gate = "G10" },

	{ "assessment_round", "launch", "round_items", 1, -1,
	  "The framework has no items." },
	{ "assessment_round", "begin_grace", "round_is_due", 1, -1,
	  "The day on which answers are due has not passed.", TODAY },
	{ "assessment_round", "close_early", "round_sheets_open", 0, 0,
	  "Some sheets are still with their raters." },
	{ "assessment_round", "release", "round_issues_open", 0, 0,
	  "Some data issues are not settled." },
	{ "assessment_round", "validate", "round_meetings", 1, -1,
	  "Say in which meeting the round was validated." },

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
	{ "plan_version", "approve", "plan_above_ceiling", 0, 0,
	  "The activities cost more than the ceiling." },
	{ "plan_version", "supersede", "plan_successors", 1, -1,
	  "No newer version is approved." },

	{ "activity", "select", NULL },
	{ "activity", "schedule", NULL },
	{ "activity", "verify", "activity_evidence", 1, -1,
	  "There is no evidence of delivery." },

	{ "ta_request", "submit", NULL },
	{ "ta_request", "screen", "request_in_time", 1, -1,
	  "It came after the deadline." },
	{ "ta_request", "select", "request_eligible", 1, -1,
	  "It is not marked as eligible." },
	{ "ta_request", "report", "request_missions_open", 0, 0,
	  "Some missions are not over." },
	{ "ta_request", "close", "request_recommendations_open", 0, 0,
	  "Some recommendations have no answer yet." },

	{ "mission", "submit_draft", NULL },

	{ "event", "start", "event_lacks_people", 0, 0,
	  "Fewer are enrolled than the event needs." },
	{ "event", "end", "event_attendance_open", 0, 0,
	  "Some enrolments have neither hours nor a reason for absence." },
	{ "event", "close", NULL },

	{ "mentoring_agreement", "sign", "agreement_signed", 1, -1,
	  "Both must have signed: fill in the two days." },

	{ "policy_instrument", "advance", "policy_documents", 1, -1,
	  "No document shows the next stage.", STATE_NEXT },

	{ "equipment_item", "receive", NULL },
	{ "equipment_item", "hand_over", "equipment_certified", 1, -1,
	  "The certificate is not signed by both." },
	{ "equipment_item", "transfer", "equipment_may_pass", 1, -1,
	  "The programme is not ending yet." },

	{ "opportunity", "submit", "opportunity_in_time", 1, -1,
	  "The deadline has passed.", TODAY },

	{ "lesson", "validate", "lesson_validated_twice", 1, -1,
	  "At least two persons validate a lesson." },
	{ "lesson", "publish", "lesson_confidential", 0, 0,
	  "It is marked as confidential." },
	{ "lesson", "reuse", "lesson_reused", 1, -1,
	  "No reuse is recorded." },

	{ "practice", "embed", NULL },
	{ "recommendation", "finish", NULL },
	{ "response", "exclude", NULL },
	{ "vn_ta_dossier", "approve", NULL },
	{ 0 }
};

/* What rows named in a field must be, or must not be. */
static const struct bond {
	const char *machine, *verb, *field, *states;
	bool        in;
	const char *says;
} bonds[] = {
	{ "activity", "select", "prerequisites",
	  "selected scheduled ongoing delivered verified", true,
	  "It needs '%.*s', which is not selected." },
	{ "activity", "select", "exclusive_with",
	  "selected scheduled ongoing delivered verified", false,
	  "It excludes '%.*s', which is selected." },
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
    const struct move *m, int64_t *found)
{
	struct value v[2] = { value_id(((const struct row *)row)->id) };
	size_t values = 1;

	if (n->with == TODAY)
		v[values++] = value_text(day_text(c->arena,
		    moment_day(c->now)));
	else if (n->with == STATE_NEXT)
		v[values++] = value_text(str_of(m->to));
	else if (strcmp(n->query, "gate_passed") == 0)
		v[values++] = value_text(str_of(n->gate));
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
		    c->arena, other, &quiet) || is_among(*(str *)row_at(state,
		    other), b->states) == b->in)
			continue;
		one = *(str *)row_at(code, other);
		fine = fail(&c->errors, INVALID, b->field,
		    words_say(c->words, b->says), (int)one.n, one.p);
	}
	return fine;
}

bool
guard_move(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m)
{
	const struct need *n;
	const struct bond *b;
	bool fine = true;
	int64_t found;

	for (n = needs; n->machine != NULL; n++) {
		if (n->query == NULL || !is_of(n->machine, n->verb, e, m))
			continue;
		if (!count(c, n, row, m, &found))
			return false;
		if ((found < n->least || (n->most >= 0 && found > n->most)) &&
		    !is_waived(c, n, row))
			fine = fail(&c->errors, INVALID, NULL, "%s",
			    words_say(c->words, n->says));
	}
	for (b = bonds; b->machine != NULL; b++)
		if (is_of(b->machine, b->verb, e, m))
			fine &= check_bond(c, e, row, b);
	return fine;
}
