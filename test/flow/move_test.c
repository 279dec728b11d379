/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/move: every step of every machine, by every role, with and
 * without what must be there first.
 */
#include <stdio.h>
#include <string.h>

#include "derive/fieldtext.h"
#include "flow/both.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/assess.h"
#include "model/deliver.h"
#include "model/design.h"
#include "model/learn.h"
#include "model/office.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

/* ---- what must be there, in few words ---- */

/*
 * Rows to set up, parted by "|": an entity and its fields, "." being the
 * row itself, "programme" its programme.  "@" is the row's id, "$" the last
 * one added, "$2" the one before, ">" the state it goes to; "today", "before" and "after" are
 * days.
 */
struct scene {
	const char *machine, *verb;
	const char *bad;        /* with this the step is refused ... */
	const char *good;       /* ... and with this, alone, it is taken */
	const char *says;       /* of the refusal, or the field it is on */
};

static const struct scene scenes[] = {
	{ "programme", "open", "stakeholder role=FUNDER", "stakeholder role=BENEFICIARY",
	  "stakeholder who is supported" },
	{ "programme", "pass_g1", ". purpose_why=a purpose_whom=b|stakeholder role=BENEFICIARY",
	  ". purpose_why=a purpose_whom=b purpose_what=c protection_on=today|"
	  "stakeholder role=BENEFICIARY|stakeholder role=PROVIDER", "who gives support" },
	{ "programme", "pass_g2", "assessment_round state=open",
	  "assessment_round state=locked", "round is locked" },
	{ "programme", "pass_g3", "gap state=validated|gap state=discussed",
	  "gap state=validated|gap state=rejected", "not yet agreed" },
	{ "programme", "pass_g4", "plan_version state=review", "plan_version state=approved",
	  "plan version is approved" },
	{ "programme", "pass_g4_g5", "plan_version state=superseded",
	  "plan_version state=approved|budget_line year=2026 amount=9 EUR|"
	  "transaction type=11 amount=9 EUR", "plan version is approved" },
	{ "programme", "pass_g5", "budget_line year=2026 amount=100 EUR|budget_line year=2027 "
	  "amount=900 EUR|transaction type=11 amount=99 EUR",
	  "budget_line year=2026 amount=100 EUR|budget_line year=2027 amount=900 EUR|"
	  "transaction type=1 amount=100 EUR", "does not cover the first year" },
	{ "programme", "pass_g6", "event state=held", "event state=closed|event state=cancelled",
	  "neither finished nor cancelled" },
	{ "programme", "new_round",
	  "assessment_round kind=midline state=design opens=after due=after",
	  "assessment_round kind=midline state=design opens=today", "No midline is due" },
	{ "programme", "adapt", "adaptation_decision", "adaptation_decision approved_by=SC",
	  "adaptation is approved" },
	{ "programme", "pass_g8", "evaluation accepted_on=today|recommendation state=open",
	  "evaluation accepted_on=today|recommendation state=rejected", "no answer yet" },
	{ "programme", "pass_g10", "sustainability_plan approved=before|equipment_item state=idle",
	  "sustainability_plan approved=before exit_criteria=[{\"met\":\"yes\"}]|"
	  "equipment_item state=title_transferred", "Some equipment" },

	{ "gate_decision", "pass", ". gate=G3|programme stage=engaging",
	  ". gate=G1|programme stage=engaging purpose_why=a purpose_whom=b purpose_what=c "
	  "protection_on=today|stakeholder role=BENEFICIARY|stakeholder role=PROVIDER",
	  "does not stand before this gate" },

	{ "assessment_round", "launch",
	  "response round=@|framework is_frozen=yes|. framework=$",
	  "response round=@|framework is_frozen=yes|. framework=$|item framework=$", "no items" },
	{ "assessment_round", "launch",
	  "response round=@|framework is_frozen=no|item framework=$|. framework=$",
	  "response round=@|framework is_frozen=yes|. framework=$|item framework=$", "is a draft" },
	{ "assessment_round", "launch",
	  "framework is_frozen=yes|. framework=$|item framework=$",
	  "response round=@|framework is_frozen=yes|. framework=$|item framework=$",
	  "Nobody is invited" },
	{ "assessment_round", "begin_grace", ". due=today", ". opens=before due=before",
	  "has not passed" },
	{ "assessment_round", "close_early", "response round=@ status=started",
	  "response round=@ status=submitted", "still with their raters" },
	{ "assessment_round", "release", "data_issue is_settled=no", "data_issue is_settled=yes",
	  "not settled" },
	{ "assessment_round", "release", ". min_response=0.5|response round=@ status=invited",
	  ". min_response=0.5|response round=@ status=submitted", "Fewer sheets" },
	{ "assessment_round", "validate", ".",
	  "framework scale_min=1 scale_max=5|. framework=$|consultation attended=1 minutes=M|. "
	  "validated_in=$", "in which meeting" },
	{ "assessment_round", "validate", "consultation attended=1|. validated_in=$",
	  "framework scale_min=1 scale_max=5|. framework=$|consultation attended=1 minutes=M|. "
	  "validated_in=$", "lacks its attendance" },

	{ "response", "start", "assessment_round state=cleaning|. round=$",
	  "assessment_round state=open|. round=$", "no answers now" },
	{ "response", "submit", "assessment_round state=design|. round=$",
	  "assessment_round state=grace|. round=$", "no answers now" },
	{ "response", "resubmit", "assessment_round state=validation|. round=$",
	  "assessment_round state=open|. round=$", "no answers now" },

	{ "gap", "target", "activity", "activity|activity_gap activity=$ gap=@",
	  "meant to close" },
	{ "gap", "reduce", ". current=2 gap=1|gap_event gap=@ kind=opened current=2",
	  ". current=2.5 gap=0.5|gap_event gap=@ kind=opened current=2", "has not risen" },
	{ "gap", "close", ". gap=0.5", ". gap=0", "not reached" },
	{ "gap", "reopen", ". gap=0", ". gap=0.5", "not below" },

	{ "plan_version", "submit", "activity plan_version=@ is_mandatory=no",
	  "activity plan_version=@ is_mandatory=yes", "target no gap" },
	{ "plan_version", "submit",
	  "activity plan_version=@ is_mandatory=yes cost=100 EUR|budget_line activity=$ "
	  "amount=99 EUR",
	  "activity plan_version=@ is_mandatory=yes cost=100 EUR|budget_line activity=$ "
	  "amount=100 EUR", "budget lines add up to" },
	{ "plan_version", "resubmit",
	  "activity plan_version=@ is_mandatory=yes|result level=OUTPUT",
	  "activity plan_version=@ is_mandatory=yes|result level=OUTPUT|indicator result=$ "
	  "baseline_value=1 targets=[{\"period\":\"2026\",\"value\":\"2\"}]",
	  "no indicator with a baseline" },
	{ "plan_version", "approve",
	  ". ceiling=100 EUR|design_review plan_version=@|activity plan_version=@ cost=100.01 EUR",
	  ". ceiling=100 EUR|design_review plan_version=@|activity plan_version=@ cost=100 EUR",
	  "more than the ceiling" },
	{ "plan_version", "supersede", ". number=2|plan_version number=3 state=review",
	  ". number=2|plan_version number=3 state=approved", "newer version" },

	{ "reporting_period", "submit",
	  ". code=2025|indicator|indicator_value indicator=$ period=2025 status=draft",
	  ". code=2025|indicator|indicator_value indicator=$ period=2025 status=submitted",
	  "No value of this period" },

	{ "activity", "select", "activity state=proposed|. prerequisites=$",
	  "activity state=selected|. prerequisites=$ is_mandatory=yes", "prerequisites" },
	{ "activity", "fund", "activity state=selected|. exclusive_with=$ is_mandatory=yes",
	  ". is_mandatory=yes", "exclusive_with" },
	{ "activity", "take_out", "activity state=selected prerequisites=@",
	  "activity state=proposed prerequisites=@", "needs it" },
	{ "activity", "reopen", "plan_version state=approved|. plan_version=$",
	  "plan_version state=returned|. plan_version=$", "in review or approved" },
	{ "activity", "schedule", "activity state=selected|. predecessors=$",
	  "activity state=ongoing|. predecessors=$", "predecessors" },
	{ "activity", "verify", ".", "file|. evidence=$", "no evidence" },
	{ "activity", "reject", "file entity=activity target=@", ".", "There is evidence" },

	{ "ta_request", "screen", ". deadline=2026-01-31 received=2026-02-01",
	  ". deadline=2026-01-31 received=2026-01-31", "after the deadline" },
	{ "ta_request", "select", ". eligibility=no", ". eligibility=yes", "eligible" },
	{ "ta_request", "contract", "expert|interest_declaration ta_request=@ expert=$ "
	  "has_conflict=no", "expert|mission ta_request=@ experts=$|interest_declaration "
	  "ta_request=@ expert=$2 has_conflict=no", "names its experts" },
	{ "ta_request", "contract", "expert|mission ta_request=@ experts=$|interest_declaration "
	  "ta_request=@ expert=$2 has_conflict=yes", "expert|mission ta_request=@ experts=$|"
	  "interest_declaration ta_request=@ expert=$2 has_conflict=no", "Not every expert" },
	{ "ta_request", "extend", "tor ta_request=@ version=2 budget=100 EUR|"
	  "mission ta_request=@ costs=100 EUR", "tor ta_request=@ version=2 budget=100 EUR|"
	  "mission ta_request=@ costs=99 EUR", "Nothing is left" },
	{ "ta_request", "report", "mission ta_request=@ state=in_field",
	  "mission ta_request=@ state=debriefed", "not over" },
	{ "ta_request", "close", "mission ta_request=@|recommendation mission=$ state=open",
	  "mission ta_request=@|recommendation mission=$ state=accepted", "no answer" },

	{ "event", "start", ". min_participants=2|enrolment event=@",
	  ". min_participants=1|enrolment event=@", "Fewer are enrolled" },
	{ "event", "end", "enrolment event=@", "enrolment event=@ hours_attended=0",
	  "neither hours" },

	{ "event", "close", "enrolment event=@", "course|. course=$|enrolment event=@",
	  "which course" },

	{ "registration", "register", "event capacity=1|. event=$|enrolment event=$",
	  "event capacity=2|. event=$|enrolment event=$", "No seat is free" },

	{ "policy_instrument", "advance", "policy_stage instrument=@ stage=PX document=memo",
	  "policy_stage instrument=@ stage=> document=memo", "No document" },

	{ "policy_instrument", "return", "policy_stage instrument=@ stage=P3 note=late",
	  "policy_stage instrument=@ stage=P4 note=unclear", "no findings" },
	{ "institution_milestone", "start", ". posts_filled=0 budget=100 EUR",
	  ". posts_filled=1 budget=100 EUR", "No post is filled" },
	{ "institution_milestone", "embed", ". own_budget_years=1", ". own_budget_years=2",
	  "second budget year" },
	{ "opportunity", "send_note", "concept_note|. concept_note=$",
	  "concept_note approved_on=today state=approved|. concept_note=$", "not approved" },
	{ "vn_ta_dossier", "send_directly", ". von_oda_usd=200001", ". von_oda_usd=200000",
	  "ask for opinions" },

	{ "equipment_item", "hand_over", "handover_certificate signed_giving=today|. certificate=$",
	  "handover_certificate signed_giving=today signed_receiving=today|. certificate=$",
	  "not signed by both" },
	{ "equipment_item", "transfer", ".", "programme stage=sustaining",
	  "not ending" },

	{ "opportunity", "submit", ". deadline=before", ". deadline=today", "has passed" },

	{ "concept_note", "submit", ". version=1|note_section note=@ must=yes|"
	  "note_review note=@ version=1",
	  ". version=1|note_section note=@ must=no|note_review note=@ version=1",
	  "must be written is empty" },
	{ "concept_note", "submit", ". version=2|note_review note=@ version=1",
	  ". version=2|note_review note=@ version=2", "Nobody is asked" },
	{ "concept_note", "approve", ". version=1|note_review note=@ version=1 verdict=changes",
	  ". version=1|note_review note=@ version=1 verdict=agree",
	  "wants changes" },
	{ "concept_note", "approve", ". version=1|note_comment note=@ resolved=no",
	  ". version=1|note_comment note=@ resolved=yes", "still open" },
	{ "evaluation", "deliver", "finding", "finding evaluation=@", "no finding" },
	{ "evaluation", "accept", "recommendation evaluation=@ state=accepted action=train",
	  "organisation|recommendation evaluation=@ state=accepted action=train responsible=$ "
	  "action_due=today|recommendation evaluation=@ state=rejected", "lack an answer" },

	{ "lesson", "validate", NULL, "organisation|. validated_by=$", NULL },
	{ "lesson", "publish", ". confidential=yes", ". confidential=no", "confidential" },
	{ "lesson", "reuse", ".", "lesson_reuse lesson=@", "No reuse" },
	{ 0 }
};

struct stage {
	struct site         *s;
	const struct entity *e;
	const struct field  *state;
	const struct move   *m;
	void                *row;
	struct id            last, before;
};

static str
value_of(struct stage *t, str v)
{
	struct day today = moment_day(t->s->c.now);
	int shift = str_is(v, "before") ? -1 : str_is(v, "after") ? 1 : 0;

	if (str_is(v, "@"))
		return id_text(t->s->a, ((struct row *)t->row)->id);
	if (str_is(v, "$"))
		return id_text(t->s->a, t->last);
	if (str_is(v, "$2"))
		return id_text(t->s->a, t->before);
	if (str_is(v, ">"))
		return str_of(t->m->to);
	if (!str_is(v, "today") && shift == 0)
		return v;
	return day_text(t->s->a, (struct day){ today.n + shift });
}

static void
put_fields(struct stage *t, const struct entity *e, str fields, void *row)
{
	str one, name, rest = fields;
	const struct field *f;

	while (str_cut(&rest, ' ', &one)) {
		(void)str_cut(&one, '=', &name);
		f = field_named(e, name);
		if (f != NULL && f->type == T_MONEY)    /* "100 EUR" */
			one = str_print(t->s->a, "%.*s EUR", (int)one.n, one.p),
			    (void)str_cut(&rest, ' ', &name);
		if (f == NULL || !fieldtext_read(t->s->a, f, value_of(t, one),
		    row, &t->s->c.errors)) {
			printf("%s: %.*s\n", e->name, (int)fields.n, fields.p);
			CHECK(!"a field can be set");
		}
	}
}

static void
set_up(struct stage *t, const char *settings_of)
{
	str rest = str_of(settings_of), one, word;
	const struct entity *e;
	void *row;

	while (settings_of != NULL && str_cut(&rest, '|', &one)) {
		(void)str_cut(&one, ' ', &word);
		e = str_is(word, ".") ? t->e : entity_named(word);
		row = str_is(word, ".") ? t->row
		    : e == &programme_entity ? site_find(t->s, e, t->s->one)
		    : site_blank(t->s, e, t->s->one);
		put_fields(t, e, one, row);
		site_keep(t->s, e, row);
		if (str_is(word, "."))
			continue;
		t->before = t->last;
		t->last = ((struct row *)row)->id;
	}
}

/* ---- rows that stand before a step ---- */

static const struct field *
state_of(const struct entity *e)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (f->type == T_STATE)
			return f;
	return NULL;
}

static void
make_mine(struct site *s, const struct entity *e, void *row)
{
	const struct grant *g;
	const struct field *f;

	for (g = e->grants; g->role != NULL; g++) {
		f = g->own == NULL ? NULL : field_named(e, str_of(g->own));
		if (f != NULL)
			*(struct id *)row_at(f, row) = strcmp(f->to, "user") == 0
			    ? s->me : s->my_party;
	}
}

/* In its state, whole, and the actor's own where rows are somebody's. */
static void
stand_before(struct stage *t, const struct move *m)
{
	str rest = str_of(m->must), one;

	t->m = m;
	t->row = t->e == &programme_entity
	    ? site_find(t->s, t->e, t->s->one)
	    : site_blank(t->s, t->e, t->s->one);
	make_mine(t->s, t->e, t->row);
	while (m->must != NULL && str_cut(&rest, ' ', &one))
		site_fill(t->s, t->e, str_z(t->s->a, one), t->s->one, t->row);
	*(str *)row_at(t->state, t->row) = str_of(m->from);
	site_keep(t->s, t->e, t->row);
}

static const struct scene *
scene_of(const struct stage *t, const struct move *m)
{
	const struct scene *at;

	for (at = scenes; at->machine != NULL; at++)
		if (strcmp(at->machine, t->state->machine->name) == 0 &&
		    strcmp(at->verb, m->verb) == 0)
			return at;
	return NULL;
}

static bool
step(struct stage *t, const char *reason)
{
	const struct row *r = site_find(t->s, t->e, ((struct row *)t->row)->id);

	return flow_move(&t->s->c, t->e, r->id, r->revision,
	    str_of(t->m->verb), str_of(reason));
}

static const char *
first_role(struct arena *a, const struct move *m)
{
	str rest = str_of(m->roles), one;

	(void)str_cut(&rest, ' ', &one);
	return str_z(a, one);
}

/* Each step of each machine, on a row that stands before it. */
static void
each_move(struct arena *a, const char *name, void (*run)(struct stage *))
{
	const struct entity *const *e;
	const struct move *m;
	struct arena_mark mark;
	struct stage t;
	struct site s;

	if (!site_open(&s, a, name))
		return;
	for (e = entities; *e != NULL; e++) {
		t = (struct stage){ .s = &s, .e = *e, .state = state_of(*e) };
		if (t.state == NULL)
			continue;
		for (m = t.state->machine->moves; m->from != NULL; m++) {
			mark = arena_mark(a);
			site_system(&s);
			site_try(&s);
			stand_before(&t, m);
			run(&t);
			site_back(&s);
			s.n_kept = 0;   /* they went with the trial */
			errors_clear(&s.c.errors);
			arena_back(a, mark);
		}
	}
	site_close(&s);
}

static void
told(const struct stage *t, bool holds, const char *what)
{
	if (!holds)
		printf("%s, %s from %s: %s\n", t->e->name, t->m->verb,
		    t->m->from, what);
	CHECK(holds);
}

/* ---- who ---- */

static bool
is_named(const char *among, const char *code)
{
	str rest = str_of(among), one;

	while (str_cut(&rest, ' ', &one))
		if (str_is(one, code))
			return true;
	return false;
}

static void
by_each_role(struct stage *t)
{
	const struct role *r;
	bool may, is_in;

	for (r = roles; r->code != NULL; r++) {
		if (strcmp(r->code, "PUB") == 0)
			continue;
		may = is_named(t->m->roles, r->code);
		for (is_in = false; ; is_in = true) {
			site_sit(t->s, r->code, is_in ? t->s->one : t->s->two);
			site_try(t->s);
			(void)(step(t, "because") || !is_in);
			site_back(t->s);
			told(t, (site_fault(t->s) != DENIED) == (may && is_in),
			    r->code);
			if (is_in)
				break;
		}
	}
}

static void
each_step_is_for_the_roles_it_names(struct arena *a)
{
	each_move(a, "move_roles", by_each_role);
}

/* ---- what must hold ---- */

static const char *
last_role(const struct move *m)
{
	const char *space = strrchr(m->roles, ' ');

	return space == NULL ? m->roles : space + 1;
}

/* What is to be somebody's own by that role becomes the other user's. */
static bool
hand_to_other(struct stage *t, const char *role)
{
	bool is_own = false;
	const struct grant *g;
	const struct field *f;
	void *row;

	site_system(t->s);
	row = site_find(t->s, t->e, ((struct row *)t->row)->id);
	for (g = t->e->grants; g->role != NULL; g++) {
		f = strcmp(g->role, role) != 0 || g->own == NULL ? NULL
		    : field_named(t->e, str_of(g->own));
		if (f == NULL)
			continue;
		*(struct id *)row_at(f, row) = strcmp(f->to, "user") == 0
		    ? t->s->other : t->s->other_party;
		site_keep(t->s, t->e, row);
		is_own = true;
	}
	return is_own;
}

static bool
stands_at(struct stage *t, const char *state)
{
	const void *now;

	site_system(t->s);
	now = site_find(t->s, t->e, ((struct row *)t->row)->id);
	return str_is(*(const str *)row_get(t->state, now), state);
}

/* The half of a step of two that was put forward last. */
static struct agreement
half_of(struct stage *t)
{
	struct agreement *all;
	size_t n;

	all = both_all(&t->s->c, t->e, ((struct row *)t->row)->id, &n);
	told(t, all != NULL && n > 0, "its half");
	return all == NULL || n == 0 ? (struct agreement){ .verb = S("") }
	    : all[0];
}

/* Of a step of two the first half is kept, and nothing moves. */
static bool
first_half(struct stage *t)
{
	struct agreement g;

	site_sit_other(t->s, last_role(t->m), t->s->one);
	if (!step(t, "I do")) {
		told(t, false, errors_text(&t->s->c.errors, NULL));
		return false;
	}
	told(t, stands_at(t, t->m->from), "one half moves nothing");
	g = half_of(t);
	told(t, str_is(g.state, "asked") && str_is(g.verb, t->m->verb) &&
	    id_same(g.by, t->s->other) && str_is(g.reason, "I do") &&
	    str_is(g.half, last_role(t->m)) &&
	    str_is(g.waits_for, first_role(t->s->a, t->m)), "its half says");
	return true;
}

static void
with_all_there(struct stage *t)
{
	const struct scene *at = scene_of(t, t->m);
	struct change *h;
	const void *now;
	size_t n;

	set_up(t, at != NULL ? at->good : NULL);
	if (t->m->both) {
		(void)hand_to_other(t, last_role(t->m));
		if (!first_half(t))
			return;
	}
	site_sit(t->s, first_role(t->s->a, t->m), t->s->one);
	if (!step(t, "because")) {
		told(t, false, errors_text(&t->s->c.errors, NULL));
		return;
	}
	if (t->m->both)
		told(t, str_is(half_of(t).state, "confirmed") &&
		    id_same(half_of(t).answered_by, t->s->me), "confirmed");
	site_system(t->s);
	now = site_find(t->s, t->e, ((struct row *)t->row)->id);
	told(t, str_is(*(const str *)row_get(t->state, now), t->m->to),
	    "its new state");
	told(t, flow_history(&t->s->c, t->e, ((struct row *)t->row)->id, 0,
	    1000, &h, &n) && n > 0, "history");
	told(t, str_is(h[n - 1].verb, t->m->verb) &&
	    str_is(h[n - 1].reason, "because") &&
	    id_same(h[n - 1].user, t->s->me), "verb, reason and user");
}

static void
each_step_is_taken_when_all_is_there_and_told_in_history(struct arena *a)
{
	each_move(a, "move_good", with_all_there);
}

static bool
refuse(struct stage *t, const char *reason)
{
	const void *row = site_find(t->s, t->e, ((struct row *)t->row)->id);

	return both_decline(&t->s->c, t->e, row, t->m->verb, str_of(reason));
}

static bool
take_back(struct stage *t)
{
	const void *row = site_find(t->s, t->e, ((struct row *)t->row)->id);

	return both_withdraw(&t->s->c, t->e, row, t->m->verb, S("not yet"));
}

/* The same person in the other role, and another in the same role. */
static void
never_by_one(struct stage *t, bool is_own)
{
	site_sit_other(t->s, last_role(t->m), t->s->one);
	site_also(t->s, first_role(t->s->a, t->m), t->s->one);
	told(t, !step(t, "again"), "one person is not two");
	told(t, site_says(t->s, "forward yourself"), "it says so");
	told(t, site_fault(t->s) == DENIED, "the same person");
	told(t, !refuse(t, "no"), "nobody declines his own");
	told(t, site_fault(t->s) == DENIED, "his own");
	if (is_own)
		return;                 /* a second one sees no such row */
	site_sit(t->s, last_role(t->m), t->s->one);
	told(t, !step(t, "I too"), "a second one in the same role");
	told(t, site_says(t->s, "put forward already"), "it says for whom");
	told(t, site_fault(t->s) == DENIED, "the same role");
}

static void
said_no(struct stage *t)
{
	site_sit(t->s, first_role(t->s->a, t->m), t->s->one);
	told(t, !refuse(t, " "), "a no needs a reason");
	told(t, site_on(t->s, "reason"), "the reason");
	told(t, site_fault(t->s) == INVALID, "no reason");
	told(t, !take_back(t), "another's half is not taken back");
	told(t, site_fault(t->s) == DENIED, "another's half");
	told(t, refuse(t, "too early"), "declined");
	told(t, stands_at(t, t->m->from), "a no moves nothing");
	told(t, str_is(half_of(t).state, "declined") &&
	    str_is(half_of(t).answer, "too early"), "the no is kept");
}

static void
by_two(struct stage *t)
{
	const struct scene *at = scene_of(t, t->m);
	bool is_own;

	if (!t->m->both)
		return;
	set_up(t, at != NULL ? at->good : NULL);
	is_own = hand_to_other(t, last_role(t->m));
	if (!first_half(t))
		return;
	never_by_one(t, is_own);
	said_no(t);
	if (!first_half(t))
		return;
	site_sit_other(t->s, last_role(t->m), t->s->one);
	told(t, take_back(t), "taken back");
	told(t, str_is(half_of(t).state, "withdrawn"), "it is kept");
	site_sit(t->s, first_role(t->s->a, t->m), t->s->one);
	told(t, !refuse(t, "no"), "nothing is left to decline");
	told(t, site_fault(t->s) == ABSENT, "nothing is left");
	told(t, step(t, "now I") && stands_at(t, t->m->from),
	    "the first half again");
}

static void
a_step_of_two_is_never_taken_by_one(struct arena *a)
{
	each_move(a, "move_both", by_two);
}

static void
with_something_missing(struct stage *t)
{
	const struct scene *at = scene_of(t, t->m);

	if (at == NULL || at->bad == NULL || (strcmp(t->m->from, "P5") == 0 &&
	    strcmp(t->m->verb, "return") == 0))
		return;         /* from submission it needs no findings */
	set_up(t, at->bad);
	site_sit(t->s, first_role(t->s->a, t->m), t->s->one);
	told(t, !step(t, "because"), "is refused");
	told(t, site_says(t->s, at->says) || site_on(t->s, at->says),
	    errors_text(&t->s->c.errors, NULL));
	told(t, site_fault(t->s) == INVALID, "the fault");
}

static void
each_step_says_what_is_missing(struct arena *a)
{
	each_move(a, "move_bad", with_something_missing);
}

static void
without_a_field(struct stage *t)
{
	str rest = str_of(t->m->must), one;
	const struct field *f;

	while (t->m->must != NULL && str_cut(&rest, ' ', &one)) {
		f = field_named(t->e, one);
		if (f->flags & MUST)
			continue;
		site_system(t->s);
		site_try(t->s);
		row_clear(f, t->row);
		site_keep(t->s, t->e, t->row);
		site_sit(t->s, first_role(t->s->a, t->m), t->s->one);
		told(t, !step(t, "because"), f->name);
		told(t, site_on(t->s, f->name), f->name);
		told(t, site_fault(t->s) == INVALID, f->name);
		site_back(t->s);
		*(struct row *)t->row = *(struct row *)site_find(t->s, t->e,
		    ((struct row *)t->row)->id);
		site_fill(t->s, t->e, f->name, t->s->one, t->row);
	}
}

static void
what_must_be_filled_is_asked_for(struct arena *a)
{
	each_move(a, "move_must", without_a_field);
}

static void
without_a_reason(struct stage *t)
{
	bool needed = flow_needs_reason(t->e, t->m);

	site_sit(t->s, first_role(t->s->a, t->m), t->s->one);
	site_try(t->s);
	told(t, !step(t, " ") || !needed, "no reason");
	told(t, site_on(t->s, "reason") == needed, "asks for a reason");
	site_back(t->s);
	/* A guard that rows cannot tell is confirmed in words. */
	told(t, needed || t->m->guard == NULL || scene_of(t, t->m) != NULL ||
	    t->m->must != NULL || strcmp(t->m->verb, "submit_draft") == 0,
	    "a guard nobody looks at");
}

static void
a_reason_is_asked_for_where_rows_cannot_tell(struct arena *a)
{
	each_move(a, "move_reason", without_a_reason);
}

static void
from_elsewhere(struct stage *t)
{
	const struct state *from;
	void *row;

	for (from = t->state->machine->states; from->code != NULL; from++) {
		if (move_named(t->state->machine, str_of(from->code),
		    str_of(t->m->verb)) != NULL)
			continue;
		site_try(t->s);
		row = site_find(t->s, t->e, ((struct row *)t->row)->id);
		*(str *)row_at(t->state, row) = str_of(from->code);
		site_keep(t->s, t->e, row);
		told(t, !step(t, "because"), from->code);
		told(t, site_on(t->s, t->state->name), from->code);
		told(t, site_fault(t->s) == INVALID, from->code);
		site_back(t->s);
	}
}

static void
a_step_is_taken_only_from_where_it_begins(struct arena *a)
{
	each_move(a, "move_from", from_elsewhere);
}

static void
as_a_button(struct stage *t)
{
	const struct move *open[16];
	size_t i, n;
	bool is_there = false;

	site_sit(t->s, first_role(t->s->a, t->m), t->s->one);
	n = flow_moves(&t->s->c, t->e, t->row, open, 16);
	for (i = 0; i < n; i++)
		is_there |= open[i] == t->m;
	told(t, is_there, "its button");
	site_sit(t->s, first_role(t->s->a, t->m), t->s->two);
	told(t, flow_moves(&t->s->c, t->e, t->row, open, 16) == 0,
	    "no button elsewhere");
}

static void
each_step_has_its_button_and_only_for_those(struct arena *a)
{
	each_move(a, "move_buttons", as_a_button);
}

/* ---- one by one ---- */

static bool
move(struct site *s, const struct entity *e, struct id id, const char *verb)
{
	const struct row *r = site_find(s, e, id);

	return flow_move(&s->c, e, id, r->revision, str_of(verb), S("so"));
}

static void
who_submits_does_not_approve(struct arena *a)
{
	struct design_review *review;
	struct activity *act;
	struct id plan;
	struct site s;

	if (!site_open(&s, a, "move_duties"))
		return;
	plan = site_new(&s, &plan_version_entity, s.one);
	act = site_blank(&s, &activity_entity, s.one);
	act->plan_version = plan;
	act->is_mandatory = YES;
	site_keep(&s, &activity_entity, act);
	review = site_blank(&s, &design_review_entity, s.one);
	review->plan_version = plan;
	site_keep(&s, &design_review_entity, review);
	site_sit(&s, "PM", s.one);
	site_also(&s, "SC", s.one);
	CHECK(move(&s, &plan_version_entity, plan, "submit"));
	CHECK(!move(&s, &plan_version_entity, plan, "approve"));
	CHECK(site_says(&s, "brought this forward yourself"));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!move(&s, &plan_version_entity, plan, "return"));
	CHECK(site_fault(&s) == DENIED);
	site_sit_other(&s, "SC", s.one);
	s.c.actor.party = s.my_party;   /* another account of the same person */
	CHECK(!move(&s, &plan_version_entity, plan, "approve"));
	CHECK(site_says(&s, "brought this forward yourself"));
	CHECK(site_fault(&s) == DENIED);
	site_sit_other(&s, "SC", s.one);
	CHECK(move(&s, &plan_version_entity, plan, "return"));
	site_sit(&s, "PM", s.one);
	CHECK(move(&s, &plan_version_entity, plan, "resubmit"));
	site_sit_other(&s, "SC", s.one);
	CHECK(move(&s, &plan_version_entity, plan, "approve"));
	site_close(&s);
}

static void
an_edit_in_between_does_not_wash_the_hands(struct arena *a)
{
	struct plan_version *p;
	struct activity *act;
	struct id plan;
	struct site s;

	if (!site_open(&s, a, "move_wash"))
		return;
	plan = site_new(&s, &plan_version_entity, s.one);
	act = site_blank(&s, &activity_entity, s.one);
	act->plan_version = plan;
	act->is_mandatory = YES;
	site_keep(&s, &activity_entity, act);
	site_sit(&s, "PM", s.one);
	site_also(&s, "SC", s.one);
	CHECK(move(&s, &plan_version_entity, plan, "submit"));
	site_sit_other(&s, "PM", s.one);
	p = site_find(&s, &plan_version_entity, plan);
	p->quality_notes = S("Fine");
	CHECK(flow_save(&s.c, &plan_version_entity, p));
	site_sit(&s, "SC", s.one);
	CHECK(!move(&s, &plan_version_entity, plan, "approve"));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

static void
who_wrote_a_lesson_does_not_validate_it(struct arena *a)
{
	struct lesson *l;
	struct site s;

	if (!site_open(&s, a, "move_lesson"))
		return;
	site_sit(&s, "MEL", s.one);
	l = site_blank(&s, &lesson_entity, s.one);
	l->captured_by = s.my_party;
	l->validated_by = str_print(a, "%s;%s", id_text(a, s.other_party).p,
	    id_text(a, site_new(&s, &organisation_entity, s.one)).p);
	site_keep(&s, &lesson_entity, l);
	site_sit(&s, "MEL", s.one);
	CHECK(!move(&s, &lesson_entity, l->row.id, "validate"));
	CHECK(site_fault(&s) == DENIED);
	site_sit_other(&s, "MEL", s.one);
	CHECK(move(&s, &lesson_entity, l->row.id, "validate"));
	site_sit(&s, "PM", s.one);
	CHECK(move(&s, &lesson_entity, l->row.id, "publish"));
	l = site_find(&s, &lesson_entity, l->row.id);
	CHECK(l->published == YES);     /* which nobody could set by hand */
	site_close(&s);
}

static void
a_rater_takes_only_his_own_sheet_along(struct arena *a)
{
	struct response *mine, *theirs;
	struct assessment_round *round;
	struct site s;

	if (!site_open(&s, a, "move_rater"))
		return;
	mine = site_blank(&s, &response_entity, s.one);
	theirs = site_blank(&s, &response_entity, s.one);
	mine->status = theirs->status = S("started");
	mine->by = s.me;
	theirs->by = s.other;
	site_keep(&s, &response_entity, mine);
	site_keep(&s, &response_entity, theirs);
	round = site_find(&s, &assessment_round_entity, mine->round);
	round->due.n = moment_day(s.c.now).n - 1;
	round->opens = round->due;
	round->state = S("open");
	site_keep(&s, &assessment_round_entity, round);
	site_sit(&s, "RAT", s.one);
	CHECK(!move(&s, &response_entity, theirs->row.id, "submit"));
	CHECK(site_fault(&s) == DENIED);
	CHECK(move(&s, &response_entity, mine->row.id, "submit"));
	mine = site_find(&s, &response_entity, mine->row.id);
	CHECK(mine->submitted_at == s.c.now && mine->late == YES);
	site_close(&s);
}

static void
a_gate_is_waived_by_a_decision_in_force(struct arena *a)
{
	struct gate_decision *d;
	struct programme *p;
	struct site s;

	if (!site_open(&s, a, "move_waiver"))
		return;
	p = site_find(&s, &programme_entity, s.one);
	p->stage = S("assessing");
	site_keep(&s, &programme_entity, p);
	d = site_blank(&s, &gate_decision_entity, s.one);
	d->gate = S("G2");
	d->decision = S("waived");
	d->waived_until.n = moment_day(s.c.now).n - 1;
	site_keep(&s, &gate_decision_entity, d);
	site_sit(&s, "SC", s.one);
	CHECK(!move(&s, &programme_entity, s.one, "pass_g2"));
	CHECK(site_says(&s, "No assessment round is locked"));
	CHECK(site_fault(&s) == INVALID);
	d->waived_until.n++;
	site_keep(&s, &gate_decision_entity, d);
	CHECK(move(&s, &programme_entity, s.one, "pass_g2"));
	site_close(&s);
}

static void
a_stale_revision_moves_nothing(struct arena *a)
{
	struct id gap;
	struct site s;

	if (!site_open(&s, a, "move_stale"))
		return;
	gap = site_new(&s, &gap_entity, s.one);
	site_sit(&s, "FAC", s.one);
	CHECK(!flow_move(&s.c, &gap_entity, gap, 7, S("present"), S("so")));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(!flow_move(&s.c, &gap_entity, gap, 1, S("leap"), S("so")));
	CHECK(site_fault(&s) == INVALID);
	CHECK(!flow_move(&s.c, &risk_entity, gap, 1, S("leap"), S("so")));
	CHECK(site_says(&s, "has no steps"));
	site_close(&s);
}

/* ---- what follows ---- */

static void
a_round_is_launched_on_a_frozen_framework(struct arena *a)
{
	struct assessment_round *r;
	struct response *sheet;
	struct framework *f;
	struct item *it;
	struct site s;

	if (!site_open(&s, a, "move_launch"))
		return;
	it = site_find(&s, &item_entity, site_new(&s, &item_entity, s.one));
	r = site_blank(&s, &assessment_round_entity, s.one);
	r->framework = it->framework;
	r->consent_text = S("What you say stays here.");
	site_keep(&s, &assessment_round_entity, r);
	sheet = site_blank(&s, &response_entity, s.one);
	sheet->round = r->row.id;
	site_keep(&s, &response_entity, sheet);
	site_sit(&s, "FAC", s.one);
	CHECK(!move(&s, &assessment_round_entity, r->row.id, "launch"));
	CHECK(site_says(&s, "freeze it first"));
	CHECK(site_fault(&s) == INVALID);
	site_system(&s);
	f = site_find(&s, &framework_entity, it->framework);
	f->is_frozen = YES;
	site_keep(&s, &framework_entity, f);
	site_sit(&s, "FAC", s.one);
	CHECK(move(&s, &assessment_round_entity, r->row.id, "launch"));
	it->seq++;
	CHECK(!flow_save(&s.c, &item_entity, it));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

static size_t
count_of(struct site *s, const struct entity *e, const char *by, struct id id)
{
	struct filter of = { field_named(e, str_of(by)), IS,
		id_text(s->a, id) };
	int64_t n = 0;

	site_system(s);
	CHECK(flow_count(&s->c, e, &(struct ask){ .filters = &of, .n = 1 }, &n));
	return (size_t)n;
}

static void
closing_an_event_sets_follow_ups_once(struct arena *a)
{
	struct follow_up *f;
	struct enrolment *n;
	struct event *v;
	struct site s;
	int i;

	if (!site_open(&s, a, "move_event"))
		return;
	v = site_blank(&s, &event_entity, s.one);
	v->course = site_any(&s, &course_entity, s.one);
	v->start = v->end = day_of(2026, 1, 31);
	v->reflection_notes = S("Shorter days");
	v->state = S("assessed");
	site_keep(&s, &event_entity, v);
	for (i = 0; i < 2; i++) {
		n = site_blank(&s, &enrolment_entity, s.one);
		n->event = v->row.id;
		site_keep(&s, &enrolment_entity, n);
	}
	site_sit(&s, "SEC", s.one);
	CHECK(move(&s, &event_entity, v->row.id, "close"));
	CHECK(count_of(&s, &follow_up_entity, "course", v->course) == 6);
	/* 6 months after 31 January is 31 July. */
	f = site_find(&s, &follow_up_entity, id_from(S("follow_up"),
	    str_print(a, "%s/%s/6", id_text(a, v->course).p,
	    id_text(a, n->person).p)));
	CHECK(f->due_on.n == day_of(2026, 7, 31).n);
	site_close(&s);
}

static void
a_step_of_a_gap_is_a_line_of_its_life(struct arena *a)
{
	struct gap *g;
	struct site s;

	if (!site_open(&s, a, "move_gap"))
		return;
	g = site_blank(&s, &gap_entity, s.one);
	g->state = S("discussed");
	site_keep(&s, &gap_entity, g);
	site_sit(&s, "BEN", s.one);
	CHECK(move(&s, &gap_entity, g->row.id, "agree"));
	CHECK(count_of(&s, &gap_event_entity, "gap", g->row.id) == 1);
	site_close(&s);
}

static void
a_suspended_programme_goes_on_from_where_it_stood(struct arena *a)
{
	struct programme *p;
	struct site s;

	if (!site_open(&s, a, "move_resume"))
		return;
	p = site_find(&s, &programme_entity, s.one);
	p->stage = S("engaging");
	site_keep(&s, &programme_entity, p);
	site_sit(&s, "SC", s.one);
	CHECK(move(&s, &programme_entity, s.one, "suspend"));
	CHECK(move(&s, &programme_entity, s.one, "resume"));
	p = site_find(&s, &programme_entity, s.one);
	CHECK(str_is(p->stage, "engaging"));    /* no gate was skipped */
	CHECK(str_is(p->iati_status, "1"));
	CHECK(str_none(p->suspended_from));
	site_close(&s);
}

static void
suspending_a_programme_shows_in_its_iati_status(struct arena *a)
{
	struct programme *p;
	struct site s;

	if (!site_open(&s, a, "move_iati"))
		return;
	p = site_find(&s, &programme_entity, s.one);
	p->stage = S("implementing");
	site_keep(&s, &programme_entity, p);
	site_sit(&s, "SC", s.one);
	CHECK(move(&s, &programme_entity, s.one, "suspend"));
	p = site_find(&s, &programme_entity, s.one);
	CHECK(str_is(p->iati_status, "6"));
	CHECK(move(&s, &programme_entity, s.one, "resume"));
	p = site_find(&s, &programme_entity, s.one);
	CHECK(str_is(p->iati_status, "2"));
	site_close(&s);
}

const struct test move_tests[] = {
	{ "each step is for the roles it names, on their programme",
	   each_step_is_for_the_roles_it_names },
	{ "each step is taken when all is there, and told in history",
	   each_step_is_taken_when_all_is_there_and_told_in_history },
	{ "a step of two is never taken by one",
	   a_step_of_two_is_never_taken_by_one },
	{ "each step says what is missing",
	   each_step_says_what_is_missing },
	{ "what must be filled is asked for",
	   what_must_be_filled_is_asked_for },
	{ "a reason is asked for where rows cannot tell",
	   a_reason_is_asked_for_where_rows_cannot_tell },
	{ "a step is taken only from where it begins",
	   a_step_is_taken_only_from_where_it_begins },
	{ "each step has its button, and only for those who may",
	   each_step_has_its_button_and_only_for_those },
	{ "who submits does not approve", who_submits_does_not_approve },
	{ "an edit in between does not wash the hands",
	   an_edit_in_between_does_not_wash_the_hands },
	{ "who wrote a lesson does not validate it",
	   who_wrote_a_lesson_does_not_validate_it },
	{ "a rater takes only his own sheet along",
	   a_rater_takes_only_his_own_sheet_along },
	{ "a gate is waived by a decision in force",
	   a_gate_is_waived_by_a_decision_in_force },
	{ "a stale revision moves nothing", a_stale_revision_moves_nothing },
	{ "a round is launched on a frozen framework",
	   a_round_is_launched_on_a_frozen_framework },
	{ "closing an event sets follow-ups, once",
	   closing_an_event_sets_follow_ups_once },
	{ "a step of a gap is a line of its life",
	   a_step_of_a_gap_is_a_line_of_its_life },
	{ "a suspended programme goes on from where it stood",
	   a_suspended_programme_goes_on_from_where_it_stood },
	{ "suspending a programme shows in its IATI status",
	   suspending_a_programme_shows_in_its_iati_status },
	{ 0 }
};
