/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/gaps.h"

#include <math.h>
#include <string.h>

#include "flow/facts.h"
#include "flow/find.h"
#include "flow/gaps_in.h"
#include "flow/planning.h"
#include "flow/save.h"

/* Which line a move writes into the life of a gap. */
static const struct {
	const char *verb, *kind;
} lines[] = {
	{ "present",   "discussed" },
	{ "agree",     "validated" },
	{ "reject",    "rejected" },
	{ "defer",     "deferred" },
	{ "target",    "targeted" },
	{ "plan_more", "targeted" },
	{ "reduce",    "reduced" },
	{ "close",     "closed" },
	{ "reopen",    "reopened" },
	{ NULL,        NULL }
};

bool
gaps_event(struct ctx *c, const struct gap *g, const char *kind,
    struct gap_event *ev)
{
	ev->gap = g->row.id;
	ev->kind = str_of(kind);
	return flow_save_as_was(c, &gap_event_entity, ev);
}

bool
gaps_note(struct ctx *c, const struct gap *g, const char *kind, str note)
{
	struct ctx system = ctx_as_program(c);
	struct gap_event ev;
	bool fine;

	row_blank(&gap_event_entity, &ev);
	ev.row.id = id_new(c->random, c->now);
	ev.at = c->now;
	ev.round = g->round;
	ev.current = g->current;
	ev.note = str_trim(note).n > 0 ? note : (str){ 0 };
	ev.by = c->actor.user;
	fine = gaps_event(&system, g, kind, &ev);
	c->errors = system.errors;
	return fine;
}

/* ---- checks are set, and lapse ---- */

bool
gaps_support_ended(struct ctx *c, struct id gap, struct day *out)
{
	struct filter of = { field_named(&activity_gap_entity, S("gap")), IS,
		id_text(c->arena, gap) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct activity_gap link;
	struct cursor *cursor;
	struct activity a;
	struct day end;

	*out = (struct day){ 0 };
	if (!store_list(c->store, &activity_gap_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	while (store_next(cursor, c->arena, &link)) {
		if (!store_find(c->store, &activity_entity, link.activity,
		    c->arena, &a, &c->errors))
			break;
		end = a.end_actual.n != 0 ? a.end_actual : a.end;
		if (planning_is_in(&a) && end.n > out->n)
			*out = end;
	}
	return store_end(cursor, &c->errors) &&
	    errors_worst(&c->errors) == FINE;
}

bool
gaps_schedule(struct ctx *c, const struct gap *g, struct day closed,
    struct day support)
{
	static const int months[] = { 6, 12, 24 };
	struct day from = support.n > closed.n ? support : closed;
	struct gap_check k;
	size_t i;

	for (i = 0; i < sizeof(months) / sizeof(months[0]); i++) {
		row_blank(&gap_check_entity, &k);
		k.gap = g->row.id;
		k.months = months[i];
		k.due_on = day_add_months(from, months[i]);
		k.who = g->owner;
		k.row.id = id_from(S("gap_check"), str_print(c->arena, "%s/%s",
		    id_text(c->arena, g->row.id).p,
		    day_text(c->arena, k.due_on).p));
		if (!store_has(c->store, &gap_check_entity, k.row.id) &&
		    !flow_save_as_was(c, &gap_check_entity, &k))
			return false;
	}
	return true;
}

bool
gaps_lapse(struct ctx *c, struct id gap)
{
	struct filter of = { field_named(&gap_check_entity, S("gap")), IS,
		id_text(c->arena, gap) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct gap_check k[64];
	struct cursor *cursor;
	size_t i, n = 0;

	if (!store_list(c->store, &gap_check_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (n < sizeof(k) / sizeof(k[0]) &&
	    store_next(cursor, c->arena, &k[n]))
		n += str_none(k[n].outcome);
	if (!store_end(cursor, &c->errors))
		return false;
	for (i = 0; i < n; i++) {
		k[i].outcome = S("lapsed");
		if (!flow_save_as_was(c, &gap_check_entity, &k[i]))
			return false;
	}
	return true;
}

bool
gaps_moved(struct ctx *c, const struct gap *g, const struct move *m,
    str reason)
{
	struct day support;
	size_t i;

	for (i = 0; lines[i].verb != NULL &&
	    strcmp(lines[i].verb, m->verb) != 0; i++)
		;
	if (lines[i].verb != NULL &&
	    !gaps_note(c, g, lines[i].kind, reason))
		return false;
	if (strcmp(m->verb, "reopen") == 0)
		return gaps_lapse(c, g->row.id);
	return strcmp(m->verb, "close") != 0 ||
	    (gaps_support_ended(c, g->row.id, &support) &&
	    gaps_schedule(c, g, moment_day(c->now), support));
}

/* ---- a round into the gaps ---- */

struct day
gaps_round_day(const struct assessment_round *r)
{
	if (r->closes.n != 0)
		return r->closes;
	if (r->grace_until.n != 0)
		return r->grace_until;
	return r->due.n != 0 ? r->due : r->opens;
}

static enum gaps_change
change_of(const struct gap *g, const struct gap_line *l, bool is_later)
{
	if (isnan(l->current))
		return GAPS_UNMEASURED;
	if (!is_later)
		return GAPS_KNOWN;
	if (l->current >= g->desired)
		return GAPS_REACHES;
	if (l->current > g->current)
		return GAPS_RISES;
	return l->current < g->current ? GAPS_FALLS : GAPS_STAYS;
}

static bool
is_later(struct ctx *c, const struct assessment_round *r, struct id kept,
    bool *out)
{
	struct assessment_round was;

	*out = true;
	if (id_none(kept))
		return true;
	if (!store_find(c->store, &assessment_round_entity, kept, c->arena,
	    &was, &c->errors))
		return false;
	*out = !id_same(was.row.id, r->row.id) &&
	    gaps_round_day(r).n > gaps_round_day(&was).n;
	return true;
}

static bool
preview_line(struct ctx *c, struct gaps_update *u, struct gaps_line *out)
{
	const struct gap_line *l = out->line;
	struct gap g;
	bool later;

	out->was = NAN;
	if (!store_has(c->store, &gap_entity, l->id)) {
		out->change = isnan(l->current) ? GAPS_UNMEASURED : GAPS_OPENS;
		return true;
	}
	if (!store_find(c->store, &gap_entity, l->id, c->arena, &g,
	    &c->errors) ||
	    !is_later(c, &u->table->results->round, g.round, &later))
		return false;
	out->was = g.current;
	out->change = change_of(&g, l, later);
	return true;
}

bool
gaps_preview(struct ctx *c, struct id round, struct gaps_update **out)
{
	struct gaps_update *u = NEW(c->arena, struct gaps_update);
	size_t i;

	*out = u;
	if (!assess_gaps(c, round, &u->table))
		return false;
	u->is_locked = str_is(u->table->results->round.state, "locked");
	u->line = NEWS(c->arena, struct gaps_line, u->table->n + 1);
	for (i = 0; i < u->table->n; i++) {
		u->line[i].line = &u->table->line[i];
		if (!preview_line(c, u, &u->line[i]))
			return false;
		u->n[u->line[i].change]++;
	}
	return true;
}

static bool
open_gap(struct ctx *c, const struct gap_table *t, const struct gap_line *l)
{
	struct gap g;

	row_blank(&gap_entity, &g);
	g.row.id = l->id;
	assess_fill_gap(t, l, &g);
	return flow_save(c, &gap_entity, &g);
}

static bool
measure_gap(struct ctx *c, const struct gap_table *t, const struct gap_line *l)
{
	struct ctx system = ctx_as_program(c);
	struct gap g;
	bool fine;

	if (!store_find(c->store, &gap_entity, l->id, c->arena, &g,
	    &c->errors))
		return false;
	g.round = t->results->round.row.id;
	g.current = l->current;
	g.gap = g.desired - l->current;
	if (!flow_save_verb(c, &gap_entity, &g, S("measure")))
		return false;
	fine = facts_reassessed(&system, &g, &t->results->round, l->current);
	c->errors = system.errors;
	return fine;
}

bool
gaps_take(struct ctx *c, struct gaps_update *u)
{
	struct arena_mark mark;
	size_t i;
	bool fine = true;

	if (!u->is_locked)
		return fail(&c->errors, INVALID, NULL, "The round is not "
		    "locked: its levels may still change. Lock it after its "
		    "validation meeting.");
	for (i = 0; i < u->table->n && fine; i++) {
		mark = arena_mark(c->arena);
		if (u->line[i].change == GAPS_OPENS)
			fine = open_gap(c, u->table, u->line[i].line);
		else if (u->line[i].change < GAPS_KNOWN)
			fine = measure_gap(c, u->table, u->line[i].line);
		if (fine)               /* faults live in the arena */
			arena_back(c->arena, mark);
	}
	return fine;
}

/* ---- what a check found ---- */

static bool
check_look(struct ctx *c, const struct gap *g, const struct gap_check *k,
    const struct gaps_look *l)
{
	struct framework f;

	if (!store_find(c->store, &framework_entity, g->framework, c->arena,
	    &f, &c->errors))
		return false;
	if (!str_none(k->outcome))
		return fail(&c->errors, INVALID, NULL,
		    "This check is done already.");
	if (!str_is(g->state, "closed"))
		return fail(&c->errors, INVALID, NULL,
		    "The gap is not closed: there is nothing to check.");
	if (isnan(l->current))
		fail(&c->errors, INVALID, "current", "Say which level was "
		    "found. If nobody could tell, leave the check open.");
	else if (l->current < f.scale_min || l->current > f.scale_max)
		fail(&c->errors, INVALID, "current", "The scale goes from %g "
		    "to %g.", f.scale_min, f.scale_max);
	if (l->on.n == 0)
		fail(&c->errors, INVALID, "done_on",
		    "Say on which day it was looked at.");
	else if (l->on.n > moment_day(c->now).n)
		fail(&c->errors, INVALID, "done_on",
		    "This day is yet to come.");
	return errors_worst(&c->errors) == FINE;
}

static void
fill_check(struct ctx *c, const struct gap *g, const struct gaps_look *l,
    struct gap_check *k)
{
	k->current = l->current;
	k->desired = g->desired;
	k->done_on = l->on;
	k->outcome = l->current >= g->desired ? S("held") : S("reopened");
	k->round = l->round;
	if (!str_none(l->how))
		k->how = l->how;
	if (!id_none(l->who))
		k->who = l->who;
	k->note = str_trim(l->note).n > 0 ? l->note : (str){ 0 };
	k->by = c->actor.user;
}

/* In the program's name: a check opens a gap again whoever made it. */
static bool
settle(struct ctx *c, struct gap *g, const struct gaps_look *l)
{
	g->current = l->current;
	g->gap = g->desired - l->current;
	if (!id_none(l->round))
		g->round = l->round;
	if (!flow_restore(c, &gap_entity, g, S("check")) ||
	    !store_find(c->store, &gap_entity, g->row.id, c->arena, g,
	    &c->errors))
		return false;
	if (!(g->gap > 0))
		return gaps_note(c, g, "checked", l->note);
	return flow_move(c, &gap_entity, g->row.id, g->row.revision,
	    S("reopen"), l->note);
}

bool
gaps_check(struct ctx *c, struct id check, const struct gaps_look *l)
{
	struct ctx system = ctx_as_program(c);
	struct gap_check k;
	struct gap g;
	bool fine;

	if (!flow_find(c, &gap_check_entity, check, &k) ||
	    !flow_find(c, &gap_entity, k.gap, &g))
		return false;
	if (!flow_may(c, &gap_check_entity, &k, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "You may see this check, but not record it.");
	if (!check_look(c, &g, &k, l))
		return false;
	fill_check(c, &g, l, &k);
	fine = flow_restore(&system, &gap_check_entity, &k, S("check")) &&
	    settle(&system, &g, l);
	c->errors = system.errors;
	return fine;
}
