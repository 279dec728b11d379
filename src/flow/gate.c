/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/gate.h"

#include <string.h>

#include "base/id.h"
#include "flow/both.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "store/store.h"

const struct gate_step gate_steps[] = {         /* in the programme's order */
	{ "G1",  "pass_g1",  "engaging" },
	{ "G2",  "pass_g2",  "assessing" },
	{ "G3",  "pass_g3",  "analysing" },
	{ "G4",  "pass_g4",  "formulating" },
	{ "G5",  "pass_g5",  "mobilising" },
	{ "G6",  "pass_g6",  "implementing" },
	{ "G8",  "pass_g8",  "evaluating" },
	{ "G10", "pass_g10", "sustaining" },
	{ 0 }
};

const struct gate_step *
gate_named(str code)
{
	const struct gate_step *g;

	for (g = gate_steps; g->gate != NULL; g++)
		if (str_is(code, g->gate))
			return g;
	return NULL;
}

const char *
gate_codes_of(const char *verb)
{
	const struct gate_step *g;

	if (strcmp(verb, "pass_g4_g5") == 0)
		return "G4 G5";
	for (g = gate_steps; g->gate != NULL; g++)
		if (strcmp(verb, g->verb) == 0)
			return g->gate;
	return NULL;
}

/* ---- a gate as it stands ---- */

static const struct move *
move_of(const struct gate_step *s)
{
	return move_named(guard_state(&programme_entity)->machine,
	    str_of(s->stage), str_of(s->verb));
}

/* A stage's place on the way; those beside the way are nowhere. */
static int
place(str stage)
{
	int i;

	for (i = 0; gate_steps[i].gate != NULL; i++)
		if (str_is(stage, gate_steps[i].stage))
			return i;
	return str_is(stage, "closed") ? i : -1;
}

static bool
holds_one(struct ctx *c, const char *codes, struct id programme)
{
	str rest = str_of(codes), one;

	while (!c->actor.reads_only && str_cut(&rest, ' ', &one))
		if (ctx_holds(c, str_z(c->arena, one), programme))
			return true;
	return c->actor.system;
}

/* The verbs of the list of moves open to the actor on that row. */
static bool
may_move(struct ctx *c, const struct gate_decision *d, const char *verb)
{
	const struct move *m[16];
	size_t n = d == NULL ? 0 : flow_moves(c, &gate_decision_entity, d, m,
	    sizeof(m) / sizeof(m[0]));

	while (n-- > 0)
		if (strcmp(m[n]->verb, verb) == 0)
			return true;
	return false;
}

static bool
set_rights(struct ctx *c, const struct programme *p, struct gate *g)
{
	struct id by = { { 0 } };

	if (g->open != NULL && !gate_submitter(c, p->row.id, g->step->verb,
	    &by))
		return false;
	g->is_own = flow_is_actor(c, by) && !c->actor.system;
	g->may_submit = g->open == NULL && !g->is_behind && ctx_may(c,
	    &gate_decision_entity, ADD, p->row.id);
	g->may_pass = g->is_next && !g->is_own && may_move(c, g->open, "pass")
	    && holds_one(c, g->move->roles, p->row.id);
	g->may_refuse = !g->is_own && may_move(c, g->open, "refuse") &&
	    holds_one(c, g->move->roles, p->row.id);
	g->may_waive = !g->is_own && may_move(c, g->open, "waive");
	g->may_end = may_move(c, g->waiver, "end");
	return true;
}

static bool
is_in_force(const struct gate_decision *d, struct day today)
{
	return str_is(d->decision, "waived") && (d->waived_until.n == 0 ||
	    d->waived_until.n >= today.n);
}

static bool
set_decisions(struct ctx *c, const struct programme *p, struct gate *g)
{
	const struct gate_decision *d;
	size_t i, n;

	d = every(c, &gate_decision_entity, p->row.id, &n);
	if (d == NULL)
		return false;
	g->decision = NEWS(c->arena, const struct gate_decision *, n + 1);
	for (i = 0; i < n; i++) {
		if (!str_is(d[i].gate, g->step->gate))
			continue;
		g->decision[g->decisions++] = &d[i];
		if (g->open == NULL && str_is(d[i].decision, "submitted"))
			g->open = &d[i];
		if (g->waiver == NULL && is_in_force(&d[i],
		    moment_day(c->now)))
			g->waiver = &d[i];
	}
	return true;
}

bool
gate_find(struct ctx *c, const struct programme *p, const struct gate_step *s,
    struct gate *g)
{
	int here = place(p->stage), at = place(str_of(s->stage));
	size_t i;

	*g = (struct gate){ .step = s, .move = move_of(s),
		.is_next = here == at, .is_behind = here > at };
	if (!guard_points(c, &programme_entity, p, g->move, &g->point,
	    &g->points) || !set_decisions(c, p, g))
		return false;
	for (i = 0; i < g->points; i++)
		g->missing += !g->point[i].is_met && !g->point[i].is_waived;
	return set_rights(c, p, g);
}

/* ---- what was put forward ---- */

/* The newest open decision of a gate, as it is stored; *is_there. */
static bool
find_open(struct ctx *c, struct id programme, str gate,
    struct gate_decision *out, bool *is_there)
{
	const struct gate_decision *d;
	size_t i, n;

	*is_there = false;
	d = gather(c, &gate_decision_entity, programme, &n);
	if (d == NULL)
		return false;
	for (i = 0; i < n && !*is_there; i++)
		if (str_same(d[i].gate, gate) &&
		    str_is(d[i].decision, "submitted")) {
			*out = d[i];
			*is_there = true;
		}
	return true;
}

static bool
added_by(struct ctx *c, struct id decision, struct id *user)
{
	struct cursor *cursor;
	struct change h;

	if (!store_history(c->store, &gate_decision_entity, decision, 0, 1,
	    c->arena, &cursor, &c->errors))
		return false;
	if (store_change(cursor, c->arena, &h))
		*user = h.user;
	return store_end(cursor, &c->errors);
}

bool
gate_submitter(struct ctx *c, struct id programme, const char *verb,
    struct id *user)
{
	const char *codes = gate_codes_of(verb);
	str rest = str_of(codes), one;
	struct gate_decision d;
	bool is_there;

	*user = (struct id){ { 0 } };
	while (codes != NULL && str_cut(&rest, ' ', &one)) {
		if (!find_open(c, programme, one, &d, &is_there))
			return false;
		if (is_there)
			return added_by(c, d.row.id, user);
	}
	return true;
}

/* ---- decisions and steps go together ---- */

static bool
is_there(struct ctx *c, struct id programme, str gate, const char *query,
    const char *decision)
{
	struct value v[4] = { value_id(programme), value_text(gate) };
	size_t n = 2;
	int64_t found;

	if (decision != NULL)
		v[n++] = value_text(str_of(decision));
	v[n++] = value_text(day_text(c->arena, moment_day(c->now)));
	return store_number(c->store, query, v, n, 0, &found, &c->errors) &&
	    found > 0;
}

static bool
record(struct ctx *c, struct id programme, str gate)
{
	struct gate_decision d;
	bool open;

	if (is_there(c, programme, gate, "gate_waived", NULL) ||
	    is_there(c, programme, gate, "gate_is_at", "passed"))
		return true;
	if (!find_open(c, programme, gate, &d, &open))
		return false;
	if (!open) {
		row_blank(&gate_decision_entity, &d);
		d.row.id = id_new(c->random, c->now);
		d.programme = programme;
		d.gate = gate;
	}
	d.decision = S("passed");
	d.date = moment_day(c->now);
	if (str_none(d.decided_by))
		d.decided_by = c->actor.name;
	return flow_restore(c, &gate_decision_entity, &d, open ? S("pass")
	    : (str){ 0 });
}

bool
gate_record(struct ctx *c, const struct programme *p, const struct move *m)
{
	const char *codes = gate_codes_of(m->verb);
	struct ctx system = ctx_as_program(c);
	str rest = str_of(codes), one;
	bool fine = true;

	while (fine && codes != NULL && str_cut(&rest, ' ', &one))
		fine = record(&system, p->row.id, one);
	c->errors = system.errors;
	return fine;
}

bool
gate_take(struct ctx *c, const struct gate_decision *d)
{
	const struct gate_step *g = gate_named(d->gate);
	struct programme p;

	return g == NULL || (store_find(c->store, &programme_entity,
	    d->programme, c->arena, &p, &c->errors) && flow_move(c,
	    &programme_entity, d->programme, p.row.revision, str_of(g->verb),
	    str_none(d->reason) ? d->note : d->reason));
}

/* ---- gates that take two ---- */

static bool
programme_of(struct ctx *c, const struct gate_decision *d, struct programme *p,
    const struct move **m)
{
	const struct gate_step *g = gate_named(d->gate);

	*m = g == NULL ? NULL : move_of(g);
	return *m == NULL || store_find(c->store, &programme_entity,
	    d->programme, c->arena, p, &c->errors);
}

bool
gate_half(struct ctx *c, const struct gate_decision *d, str reason,
    bool *is_half)
{
	const struct move *m;
	struct agreement other;
	struct programme p;
	bool is_there;

	*is_half = false;
	if (!programme_of(c, d, &p, &m))
		return false;
	if (m == NULL || !m->both || c->actor.system)
		return true;
	if (!both_find(c, &programme_entity, &p, m->verb, &other, &is_there))
		return false;
	if (is_there && both_fits(c, &other, &programme_entity, &p, m))
		return true;
	*is_half = true;
	return flow_move(c, &programme_entity, p.row.id, p.row.revision,
	    str_of(m->verb), str_none(reason) ? d->reason : reason);
}

bool
gate_forward(struct ctx *c, const struct gate_decision *d)
{
	const struct move *m;
	struct agreement other;
	struct programme p;
	bool is_there;

	if (!programme_of(c, d, &p, &m))
		return false;
	if (m == NULL || !m->both || c->actor.system ||
	    !str_is(d->decision, "submitted") || !str_is(p.stage, m->from))
		return true;
	return both_find(c, &programme_entity, &p, m->verb, &other,
	    &is_there) && (is_there || both_keep(c, &programme_entity, &p, m,
	    d->note));
}

bool
gate_refused(struct ctx *c, const struct gate_decision *d, str reason)
{
	const struct move *m;
	struct agreement half;
	struct programme p;
	bool is_there = false;

	if (!programme_of(c, d, &p, &m) || (m != NULL && m->both &&
	    !both_find(c, &programme_entity, &p, m->verb, &half, &is_there)))
		return false;
	return !is_there || both_decline(c, &programme_entity, &p, m->verb,
	    str_none(str_trim(reason)) ? d->reason : reason);
}
