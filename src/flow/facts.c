/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/facts.h"

#include "flow/attend.h"
#include "flow/facts_in.h"
#include "flow/gather.h"
#include "flow/planning.h"
#include "model/advise.h"
#include "model/deliver.h"
#include "model/design.h"
#include "model/fund.h"
#include "store/store.h"

/* One with a day before one without; of two days the earlier. */
static void
tells(struct fact *f, const struct entity *e, struct id row, struct day on)
{
	if (f->e == NULL || (on.n != 0 && (f->on.n == 0 || on.n < f->on.n)))
		*f = (struct fact){ e, row, on };
}

/* ---- money ---- */

static bool
is_reversed(const struct transaction *t, size_t n, size_t at)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(t[i].reverses, t[at].row.id))
			return true;
	return !id_none(t[at].reverses);
}

/* Pledges are words, a reimbursement goes back. */
static bool
tell_payments(struct ctx *c, const struct activity *a, struct fact *f)
{
	struct transaction *t;
	size_t i, n;

	t = gather_of(c, &transaction_entity, "activity", a->row.id, &n);
	for (i = 0; t != NULL && i < n; i++)
		if (str_among(t[i].type, "1 2 3 4 11") &&
		    t[i].amount.minor > 0 && !is_reversed(t, n, i))
			tells(f, &transaction_entity, t[i].row.id, t[i].date);
	return t != NULL;
}

/* The first approved version of the plan that has it in. */
static bool
tell_approval(struct ctx *c, const struct activity *a, struct fact *f)
{
	struct plan_version v;
	struct plan_line *l;
	size_t i, n;

	l = gather_of(c, &plan_line_entity, "activity", a->row.id, &n);
	for (i = 0; l != NULL && i < n; i++) {
		if (l[i].is_in != YES)
			continue;
		if (!store_find(c->store, &plan_version_entity,
		    l[i].plan_version, c->arena, &v, &c->errors))
			return false;
		if (str_among(v.state, "approved superseded"))
			tells(f, &plan_version_entity, v.row.id,
			    v.approved_on);
	}
	return l != NULL;
}

bool
facts_funded(struct ctx *c, const struct activity *a, struct fact *f)
{
	struct budget_line *l;
	bool any = false;
	size_t i, n;

	*f = (struct fact){ 0 };
	if (!planning_is_in(a))
		return true;
	l = gather_of(c, &budget_line_entity, "activity", a->row.id, &n);
	if (l == NULL || !tell_payments(c, a, f))
		return false;
	for (i = 0; i < n; i++) {
		any |= l[i].amount.minor > 0;
		if (l[i].amount.minor > 0 && str_is(l[i].status, "2"))
			tells(f, &budget_line_entity, l[i].row.id,
			    (struct day){ 0 });
	}
	return !any || tell_approval(c, a, f);
}

/* ---- delivery ---- */

static bool
is_attended(struct ctx *c, struct id event, bool *out)
{
	struct filter of[] = {
		{ field_named(&enrolment_entity, S("event")), IS,
		    id_text(c->arena, event) },
		{ field_named(&enrolment_entity, S("hours_attended")), ABOVE,
		    S("0") } };
	struct ask ask = { .filters = of, .n = 2 };
	int64_t n;

	if (!store_count(c->store, &enrolment_entity, &ask, &n, &c->errors))
		return false;
	*out = n > 0;
	return true;
}

static bool
tell_events(struct ctx *c, const struct activity *a, struct fact *f)
{
	struct event *v;
	size_t i, n;
	bool held;

	v = gather_of(c, &event_entity, "activity", a->row.id, &n);
	for (i = 0; v != NULL && i < n; i++) {
		if (str_is(v[i].state, "cancelled"))
			continue;
		held = attend_was_held(&v[i]);
		if (!held && !is_attended(c, v[i].row.id, &held))
			return false;
		if (held)
			tells(f, &event_entity, v[i].row.id, v[i].start);
	}
	return v != NULL;
}

static bool
tell_missions(struct ctx *c, const struct activity *a, struct fact *f)
{
	struct mission *m;
	size_t i, n;

	m = gather_of(c, &mission_entity, "activity", a->row.id, &n);
	for (i = 0; m != NULL && i < n; i++)
		if (str_among(m[i].state,
		    "debriefed report_draft report_final"))
			tells(f, &mission_entity, m[i].row.id, m[i].from);
	return m != NULL;
}

static bool
tell_mentoring(struct ctx *c, const struct activity *a, struct fact *f)
{
	struct mentoring_agreement *g;
	struct mentoring_session *s;
	size_t i, k, n, held;

	g = gather_of(c, &mentoring_agreement_entity, "activity", a->row.id,
	    &n);
	for (i = 0; g != NULL && i < n; i++) {
		s = gather_of(c, &mentoring_session_entity, "agreement",
		    g[i].row.id, &held);
		if (s == NULL)
			return false;
		for (k = 0; k < held; k++)
			tells(f, &mentoring_session_entity, s[k].row.id,
			    s[k].date);
		if (held == 0 && g[i].sessions_held > 0)
			tells(f, &mentoring_agreement_entity, g[i].row.id,
			    g[i].start);
	}
	return g != NULL;
}

static bool
tell_exchanges(struct ctx *c, const struct activity *a, struct fact *f)
{
	struct exchange *x;
	size_t i, n;

	x = gather_of(c, &exchange_entity, "activity", a->row.id, &n);
	for (i = 0; x != NULL && i < n; i++)
		if (x[i].to.n != 0 && x[i].to.n <= moment_day(c->now).n)
			tells(f, &exchange_entity, x[i].row.id, x[i].from);
	return x != NULL;
}

static bool
tell_things(struct ctx *c, const struct activity *a, struct fact *f)
{
	struct institution_milestone *m;
	struct equipment_item *q;
	size_t i, n, k;

	q = gather_of(c, &equipment_item_entity, "activity", a->row.id, &n);
	m = q == NULL ? NULL : gather_of(c, &institution_milestone_entity,
	    "activity", a->row.id, &k);
	if (m == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (q[i].handed_over.n != 0)
			tells(f, &equipment_item_entity, q[i].row.id,
			    q[i].handed_over);
	for (i = 0; i < k; i++)
		if (m[i].achieved.n != 0)
			tells(f, &institution_milestone_entity, m[i].row.id,
			    m[i].achieved);
	return true;
}

/* The first stage is where it stood before; dropping it is no support. */
static bool
tell_policies(struct ctx *c, const struct activity *a, struct fact *f)
{
	struct policy_instrument *p;
	struct policy_stage *s;
	size_t i, k, n, stages;

	p = gather_of(c, &policy_instrument_entity, "activity", a->row.id, &n);
	for (i = 0; p != NULL && i < n; i++) {
		s = gather_of(c, &policy_stage_entity, "instrument",
		    p[i].row.id, &stages);
		if (s == NULL)
			return false;
		for (k = 0; k < stages; k++)
			if (!str_among(s[k].stage, "P0 PX"))
				tells(f, &policy_stage_entity, s[k].row.id,
				    s[k].date);
	}
	return p != NULL;
}

bool
facts_begun(struct ctx *c, const struct activity *a, struct fact *f)
{
	bool is_begun = str_among(a->state, "ongoing delivered verified");

	*f = (struct fact){ 0 };
	if (!tell_events(c, a, f) || !tell_missions(c, a, f) ||
	    !tell_mentoring(c, a, f) || !tell_exchanges(c, a, f) ||
	    !tell_things(c, a, f) || !tell_policies(c, a, f))
		return false;
	if (is_begun && f->e == NULL)
		tells(f, &activity_entity, a->row.id, a->start_actual.n != 0
		    ? a->start_actual : a->start);
	return true;
}

/* ---- which activities a row speaks of ---- */

/* Where the path to the activity begins, and by which entity it goes on. */
static const struct way {
	const struct entity *e;
	const char          *by;
	const struct entity *through;   /* NULL: `by` is the activity */
} ways[] = {
	{ &budget_line_entity,           "activity", NULL },
	{ &transaction_entity,           "activity", NULL },
	{ &event_entity,                 "activity", NULL },
	{ &enrolment_entity,             "event", &event_entity },
	{ &mission_entity,               "activity", NULL },
	{ &mentoring_agreement_entity,   "activity", NULL },
	{ &mentoring_session_entity,     "agreement",
	    &mentoring_agreement_entity },
	{ &exchange_entity,              "activity", NULL },
	{ &equipment_item_entity,        "activity", NULL },
	{ &institution_milestone_entity, "activity", NULL },
	{ &policy_instrument_entity,     "activity", NULL },
	{ &policy_stage_entity,          "instrument",
	    &policy_instrument_entity },
	{ &activity_gap_entity,          "activity", NULL },
	{ NULL, NULL, NULL }
};

static bool
named_by(struct ctx *c, const struct way *w, const void *row, struct id *out)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	void *head;

	*out = (struct id){ { 0 } };
	if (row == NULL)
		return true;
	*out = *(const struct id *)row_get(field_named(w->e, str_of(w->by)),
	    row);
	if (w->through == NULL || id_none(*out))
		return true;
	head = arena_take(c->arena, 1, w->through->size);
	if (!store_find(c->store, w->through, *out, c->arena, head, &quiet))
		head = NULL;            /* dropped together with it */
	*out = head == NULL ? (struct id){ { 0 } } : *(const struct id *)
	    row_get(field_named(w->through, S("activity")), head);
	return true;
}

static bool
follow_plan(struct ctx *c, const struct plan_version *v, size_t *written)
{
	struct plan_line *l;
	size_t i, n;

	l = gather_of(c, &plan_line_entity, "plan_version", v->row.id, &n);
	for (i = 0; l != NULL && i < n; i++)
		if (!facts_activity(c, l[i].activity, false, written))
			return false;
	return l != NULL;
}

static bool
follow(struct ctx *c, const struct entity *e, const void *was, const void *row)
{
	const struct way *w;
	struct id old, now;
	size_t written = 0;

	if (e == &activity_entity)
		return row == NULL || facts_activity(c,
		    ((const struct row *)row)->id, false, &written);
	if (e == &plan_version_entity)
		return row == NULL || follow_plan(c, row, &written);
	for (w = ways; w->e != NULL && w->e != e; w++)
		;
	if (w->e == NULL)
		return true;
	if (!named_by(c, w, was, &old) || !named_by(c, w, row, &now))
		return false;
	return facts_activity(c, now, e == &activity_gap_entity, &written) &&
	    (id_same(old, now) || facts_activity(c, old,
	    e == &activity_gap_entity, &written));
}

bool
facts_follow(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	struct ctx system = ctx_as_program(c);
	bool fine;

	fine = follow(&system, e, was, row);
	c->errors = system.errors;
	return fine;
}

bool
facts_settle(struct ctx *c, struct id programme, size_t *written)
{
	struct ctx system = ctx_as_program(c);
	struct activity *a;
	bool fine = true;
	size_t i, n;

	*written = 0;
	a = gather(&system, &activity_entity, programme, &n);
	for (i = 0; a != NULL && fine && i < n; i++)
		fine = facts_activity(&system, a[i].row.id, true, written);
	c->errors = system.errors;
	return a != NULL && fine;
}
