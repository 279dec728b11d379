/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/effect.h"

#include <string.h>

#include "flow/both.h"
#include "flow/donor.h"
#include "flow/facts.h"
#include "flow/gaps.h"
#include "flow/guard.h"
#include "flow/note.h"
#include "flow/gate.h"
#include "flow/pursue.h"
#include "flow/register.h"
#include "flow/roster.h"
#include "flow/rounds.h"
#include "flow/save.h"
#include "flow/version.h"
#include "model/advise.h"
#include "model/assess.h"
#include "model/deliver.h"
#include "model/learn.h"
#include "model/monitor.h"
#include "model/people.h"
#include "model/sustain.h"
#include "store/store.h"

enum what {
	TO_TEXT,        /* the text */
	TO_YES, TO_NO,
	TO_NONE,        /* nothing stands there any more */
	TO_NOW,         /* the moment */
	TO_TODAY,
	TO_TODAY_ONCE,  /* the day, if none is there */
	TO_NAME,        /* of who takes the step */
	TO_MORE,        /* one more */
	TO_LATE         /* whether today is after that day; the text names it */
};

/* Verb NULL: every move of the machine. */
static const struct effect {
	const char *machine, *verb, *field;
	enum what   what;
	const char *text;
} effects[] = {
	{ "programme", "pass_g5",    "iati_status",  TO_TEXT, "2" },
	{ "programme", "pass_g4_g5", "iati_status",  TO_TEXT, "2" },
	{ "programme", "pass_g8",    "iati_status",  TO_TEXT, "3" },
	{ "programme", "pass_g10",   "iati_status",  TO_TEXT, "4" },
	{ "programme", "cancel",     "iati_status",  TO_TEXT, "5" },
	{ "programme", "suspend",    "iati_status",  TO_TEXT, "6" },
	{ "programme", "pass_g5",    "start_actual", TO_TODAY_ONCE, NULL },
	{ "programme", "pass_g4_g5", "start_actual", TO_TODAY_ONCE, NULL },
	{ "programme", "pass_g10",   "end_actual",   TO_TODAY_ONCE, NULL },
	{ "programme", "next_cycle", "cycle_no",     TO_MORE, NULL },

	{ "gate_decision", NULL, "date", TO_TODAY, NULL },

	{ "assessment_round", "close",       "closes", TO_TODAY_ONCE, NULL },
	{ "assessment_round", "close_early", "closes", TO_TODAY_ONCE, NULL },
	{ "response", "submit",   "submitted_at", TO_NOW, NULL },
	{ "response", "resubmit", "submitted_at", TO_NOW, NULL },
	{ "response", "resubmit", "version",      TO_MORE, NULL },

	{ "plan_version", "approve", "approved_on", TO_TODAY, NULL },
	{ "certificate", "revoke", "revoked_on", TO_TODAY, NULL },
	{ "activity", "select",    "selected",     TO_YES, NULL },
	{ "activity", "fund",      "selected",     TO_YES, NULL },
	{ "activity", "leave_out", "selected",     TO_NO, NULL },
	{ "activity", "start",     "start_actual", TO_TODAY_ONCE, NULL },
	{ "activity", "finish",    "end_actual",   TO_TODAY, NULL },

	{ "ta_request", NULL, "state_since", TO_TODAY, NULL },
	{ "mission", "submit_draft", "report_submitted", TO_TODAY, NULL },
	{ "deliverable", "submit", "submitted_on", TO_TODAY, NULL },
	{ "deliverable", "submit", "decided_on",   TO_NONE, NULL },
	{ "deliverable", "accept", "decided_on",   TO_TODAY, NULL },
	{ "deliverable", "return", "decided_on",   TO_TODAY, NULL },
	{ "advisory_case", "answer", "answered_at", TO_NOW, NULL },
	{ "advisory_case", "reopen", "answered_at", TO_NONE, NULL },
	{ "mission", "submit_draft", "late", TO_LATE, "report_due" },
	{ "equipment_item", "hand_over", "handed_over", TO_TODAY_ONCE, NULL },
	{ "institution_milestone", "start", "achieved", TO_TODAY_ONCE, NULL },
	{ "opportunity", NULL, "last_change", TO_TODAY, NULL },
	{ "concept_note", "approve",  "approved_on", TO_TODAY, NULL },
	{ "concept_note", "approve",  "approved_by", TO_NAME, NULL },
	{ "concept_note", "revise",   "approved_on", TO_NONE, NULL },
	{ "concept_note", "revise",   "approved_by", TO_NONE, NULL },
	{ "concept_note", "revise",   "version",     TO_MORE, NULL },
	{ "concept_note", "return",   "version",     TO_MORE, NULL },
	{ "concept_note", "withdraw", "published",   TO_NO, NULL },

	{ "evaluation", "begin",   "starts_on",    TO_TODAY_ONCE, NULL },
	{ "evaluation", "deliver", "delivered_on", TO_TODAY, NULL },
	{ "evaluation", "return",  "delivered_on", TO_NONE, NULL },
	{ "evaluation", "accept",  "accepted_on",  TO_TODAY_ONCE, NULL },
	{ "recommendation", "finish", "done_on",   TO_TODAY_ONCE, NULL },
	{ "lesson", "publish", "published",   TO_YES, NULL },
	{ "lesson", "expire",  "published",   TO_NO, NULL },
	{ "lesson", "reuse",   "reuse_count", TO_MORE, NULL },
	{ "practice", "discontinue", "is_discontinued", TO_YES, NULL },
	{ 0 }
};

static bool
is_of(const char *machine, const char *verb, const struct entity *e,
    const struct move *m)
{
	return strcmp(machine, guard_state(e)->machine->name) == 0 &&
	    (verb == NULL || strcmp(verb, m->verb) == 0);
}

static int
is_late(const struct entity *e, const char *field, struct day today, void *row)
{
	const struct day *due = row_at(field_named(e, str_of(field)), row);

	return due->n == 0 ? UNSAID : due->n < today.n ? YES : NO;
}

static void
set(struct ctx *c, const struct entity *e, const struct effect *f, void *row)
{
	const struct field *to = field_named(e, str_of(f->field));
	struct day today = moment_day(c->now);
	int64_t *n;

	switch (f->what) {
	case TO_TEXT:
		*(str *)row_at(to, row) = str_of(f->text);
		return;
	case TO_YES:
		*(int *)row_at(to, row) = YES;
		return;
	case TO_NO:
		*(int *)row_at(to, row) = NO;
		return;
	case TO_NONE:
		row_clear(to, row);
		return;
	case TO_NAME:
		*(str *)row_at(to, row) = c->actor.name;
		return;
	case TO_NOW:
		*(int64_t *)row_at(to, row) = c->now;
		return;
	case TO_TODAY_ONCE:
		if (!row_none(to, row))
			return;
		/* fallthrough */
	case TO_TODAY:
		*(struct day *)row_at(to, row) = today;
		return;
	case TO_MORE:
		n = row_at(to, row);
		*n = *n == INT64_MIN ? 1 : *n + 1;
		return;
	case TO_LATE:
		*(int *)row_at(to, row) = is_late(e, f->text, today, row);
	}
}

/* A sheet is late by the round's last day for answers. */
static bool
mark_late(struct ctx *c, struct response *r)
{
	struct assessment_round round;

	if (!store_find(c->store, &assessment_round_entity, r->round, c->arena,
	    &round, &c->errors))
		return false;
	if (round.due.n != 0)
		r->late = round.due.n < moment_day(c->now).n ? YES : NO;
	return true;
}

/* Each signs by his own step: the first on the day of his half, the other
 * today. */
static bool
sign(struct ctx *c, struct mentoring_agreement *g)
{
	struct day today = moment_day(c->now), first;
	struct agreement *half;
	size_t i, n;

	half = both_all(c, &mentoring_agreement_entity, g->row.id, &n);
	for (i = 0; half != NULL && i < n; i++) {
		if (!str_is(half[i].state, "asked") ||
		    !str_is(half[i].verb, "sign"))
			continue;
		first = moment_day(half[i].at);
		/* Who may stand for either is the mentor, unless the other
		 * is. */
		if (str_is(half[i].half, "PAR")) {
			g->signed_mentee = first;
			g->signed_mentor = today;
		} else {
			g->signed_mentor = first;
			g->signed_mentee = today;
		}
	}
	return half != NULL;
}

/* No gate is skipped by a pause: it goes on from where it stood.  Status 1
 * is "pipeline", 2 "implementation". */
static void
stand_again(struct programme *p)
{
	if (!str_none(p->suspended_from))
		p->stage = p->suspended_from;
	p->suspended_from = (str){ 0 };
	p->iati_status = str_is(p->stage, "implementing") ? S("2") : S("1");
}

bool
effect_set(struct ctx *c, const struct entity *e, const struct move *m,
    void *row)
{
	const struct effect *f;

	for (f = effects; f->machine != NULL; f++)
		if (is_of(f->machine, f->verb, e, m))
			set(c, e, f, row);
	if (is_of("programme", "suspend", e, m))
		((struct programme *)row)->suspended_from = str_of(m->from);
	if (is_of("programme", "resume", e, m))
		stand_again(row);
	if (is_of("mentoring_agreement", "sign", e, m))
		return sign(c, row);
	if (is_of("donor_report", "submit", e, m))
		return donor_freeze(c, row);
	if (is_of("opportunity", NULL, e, m))
		return pursue_set(c, m, row);
	return !is_of("response", "submit", e, m) || mark_late(c, row);
}

/* ---- rows beside ---- */

/* Used in a round, a version of a framework never changes again. */
static bool
freeze(struct ctx *c, const struct assessment_round *round)
{
	struct framework f;

	if (!store_find(c->store, &framework_entity, round->framework, c->arena,
	    &f, &c->errors))
		return false;
	f.is_frozen = YES;
	return flow_save_as_was(c, &framework_entity, &f);
}

static bool
add_follow_up(struct ctx *c, const struct event *v, struct id person,
    int64_t month)
{
	struct follow_up f;

	row_blank(&follow_up_entity, &f);
	f.row.id = id_from(S("follow_up"), str_print(c->arena, "%s/%s/%lld",
	    id_text(c->arena, v->course).p, id_text(c->arena, person).p,
	    (long long)month));
	f.course = v->course;
	f.person = person;
	f.month = month;
	f.due_on = day_add_months(v->end, (int)month);
	return store_has(c->store, &follow_up_entity, f.row.id) ||
	    flow_save_as_was(c, &follow_up_entity, &f);
}

/* What is left of a course is asked after 6, 12 and 24 months. */
static bool
set_follow_ups(struct ctx *c, const struct event *v)
{
	struct filter of = { field_named(&enrolment_entity, S("event")), IS,
		id_text(c->arena, v->row.id) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct cursor *cursor;
	struct enrolment n;
	bool fine = true;

	if (id_none(v->course))
		return true;
	if (!store_list(c->store, &enrolment_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (fine && store_next(cursor, c->arena, &n))
		fine = add_follow_up(c, v, n.person, 6) &&
		    add_follow_up(c, v, n.person, 12) &&
		    add_follow_up(c, v, n.person, 24);
	return store_end(cursor, &c->errors) && fine;
}

/* Who accepts a period has looked at what was submitted for it. */
static bool
check_values(struct ctx *c, const struct reporting_period *p)
{
	struct value of = value_id(p->row.id), id = { V_NONE };
	struct indicator_value v;
	struct cursor *cursor;
	struct id_list {
		struct id       id;
		struct id_list *next;
	} *all = NULL, *one;

	if (!store_query(c->store, "period_submitted", &of, 1, c->arena,
	    &cursor, &c->errors))
		return false;
	while (store_answer(cursor, &id, 1)) {
		one = NEW(c->arena, struct id_list);
		*one = (struct id_list){ value_as_id(&id), all };
		all = one;
	}
	if (!store_end(cursor, &c->errors))
		return false;
	for (; all != NULL; all = all->next) {
		if (!store_find(c->store, &indicator_value_entity, all->id,
		    c->arena, &v, &c->errors))
			return false;
		v.status = S("verified");
		if (!flow_save_as_was(c, &indicator_value_entity, &v))
			return false;
	}
	return true;
}

/* Each framework with a baseline and nothing after it gets its midline,
 * from today on; who prepared one already keeps that. */
static bool
set_midlines(struct ctx *c, const struct programme *p)
{
	struct assessment_round *all, r;
	size_t i, n;

	if (!assess_rounds(c, p->row.id, &all, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!str_is(all[i].kind, "baseline") ||
		    !str_is(all[i].state, "locked"))
			continue;
		if (!rounds_start(c, p->row.id, all[i].framework, &r))
			return false;
		if (!str_is(r.kind, "midline"))
			continue;
		r.row.id = id_new(c->random, c->now);
		r.state = S("design");
		if (!flow_save_as_was(c, &assessment_round_entity, &r))
			return false;
	}
	return true;
}

bool
effect_after(struct ctx *c, const struct entity *e, const struct move *m,
    const void *was, const void *row, str reason)
{
	struct ctx system = ctx_as_program(c);
	bool fine = true;

	if (is_of("gate_decision", "pass", e, m))
		return gate_take(c, row);
	if (is_of("programme", "new_round", e, m))
		fine = set_midlines(&system, row);
	c->errors = system.errors;
	if (is_of("programme", NULL, e, m))
		return fine && gate_record(c, row, m);
	if (is_of("gate_decision", "refuse", e, m))
		fine = gate_refused(&system, row, reason);
	else if (is_of("assessment_round", "launch", e, m))
		fine = freeze(&system, row);
	else if (is_of("assessment_round", "validate", e, m))
		fine = rounds_keep(&system, ((const struct row *)row)->id) &&
		    facts_round(&system, row);
	else if (is_of("gap", NULL, e, m))
		fine = gaps_moved(&system, row, m, reason);
	else if (is_of("reporting_period", "accept", e, m))
		fine = check_values(&system, row);
	else if (is_of("ta_request", "select", e, m) ||
	    is_of("ta_request", "reject", e, m))
		fine = roster_replied(&system, row, str_is(str_of(m->verb),
		    "select"), reason);
	else if (is_of("advisory_case", "answer", e, m))
		fine = roster_answered(&system, row);
	else if (e == &registration_entity)
		fine = register_moved(&system, row, str_of(m->from));
	else if (is_of("opportunity", NULL, e, m))
		fine = pursue_moved(&system, c->actor.user, m, was, row,
		    reason);
	else if (is_of("event", "close", e, m))
		fine = set_follow_ups(&system, row);
	else if (is_of("plan_version", "submit", e, m) ||
	    is_of("plan_version", "resubmit", e, m))
		fine = version_keep(&system, row);
	else if (is_of("plan_version", "approve", e, m))
		fine = version_approved(&system, row);
	else if (is_of("concept_note", "submit", e, m))
		fine = note_keep(&system, row, m->verb);
	c->errors = system.errors;
	return fine;
}

/* ---- after a new row ---- */

/* A lesson that was used is counted once more; the first use is a step. */
static bool
count_reuse(struct ctx *c, const struct lesson_reuse *u)
{
	struct author by = { c->actor.user, c->now, c->source, c->reason,
		{ 0 } };
	struct lesson k;

	if (!store_find(c->store, &lesson_entity, u->lesson, c->arena, &k,
	    &c->errors))
		return false;
	k.reuse_count = k.reuse_count == INT64_MIN ? 1 : k.reuse_count + 1;
	if (str_is(k.state, "published")) {
		k.state = S("reused");
		by.verb = S("reuse");
	}
	return store_put(c->store, &lesson_entity, &k, &by, &c->errors);
}

/* What a check found is where the practice stands, unless a later check
 * found something else. */
static bool
follow_check(struct ctx *c, const struct practice_check *k)
{
	struct author by = { c->actor.user, c->now, c->source, c->reason,
		S("check") };
	struct filter of = { field_named(&practice_check_entity, S("practice")),
		IS, id_text(c->arena, k->practice) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct practice_check other;
	struct cursor *cursor;
	struct practice p;
	bool latest = true, gone = str_is(k->state, "discontinued");

	if (!store_find(c->store, &practice_entity, k->practice, c->arena, &p,
	    &c->errors) || !store_list(c->store, &practice_check_entity, &ask,
	    c->arena, &cursor, &c->errors))
		return false;
	while (store_next(cursor, c->arena, &other))
		latest &= other.month_since_end <= k->month_since_end;
	if (!store_end(cursor, &c->errors))
		return false;
	if (!latest)
		return true;
	p.state = k->state;
	p.is_discontinued = gone ? YES : NO;
	if (!gone)
		p.discontinued_on = (struct day){ 0 };
	else if (p.discontinued_on.n == 0)
		p.discontinued_on = k->date.n != 0 ? k->date
		    : day_add_months(p.introduced, (int)k->month_since_end);
	return store_put(c->store, &practice_entity, &p, &by, &c->errors);
}

bool
effect_added(struct ctx *c, const struct entity *e, const void *row)
{
	if (e == &gate_decision_entity)
		return gate_forward(c, row);
	if (e == &lesson_reuse_entity)
		return count_reuse(c, row);
	if (e == &opportunity_entity)
		return pursue_added(c, row);
	if (e == &gap_entity)
		return gaps_note(c, row, "opened", (str){ 0 });
	return e != &practice_check_entity || follow_check(c, row);
}
