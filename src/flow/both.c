/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/both.h"

#include <string.h>

#include "base/id.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/reach.h"
#include "flow/save.h"
#include "store/store.h"

/* ---- halves as they are kept ---- */

static const struct field *
of(const char *name)
{
	return field_named(&agreement_entity, str_of(name));
}

static struct agreement *
find_halves(struct ctx *c, const struct filter *filters, size_t n_filters,
    bool newest_first, size_t *n)
{
	enum { MOST = 500 };
	struct ask ask = { .filters = filters, .n = n_filters, .limit = MOST,
		.sort = of("at"), .falling = newest_first };
	struct agreement *all = NEWS(c->arena, struct agreement, MOST + 1);
	struct cursor *cursor;

	*n = 0;
	if (!store_list(c->store, &agreement_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return NULL;
	while (*n < MOST && store_next(cursor, c->arena, &all[*n]))
		++*n;
	return store_end(cursor, &c->errors) ? all : NULL;
}

struct agreement *
both_all(struct ctx *c, const struct entity *e, struct id row, size_t *n)
{
	struct filter f[] = {
		{ of("target"), IS, id_text(c->arena, row) },
		{ of("entity"), IS, str_of(e->name) } };

	return find_halves(c, f, 2, true, n);
}

static str
state_of(const struct entity *e, const void *row)
{
	return *(const str *)row_get(guard_state(e), row);
}

bool
both_find(struct ctx *c, const struct entity *e, const void *row,
    const char *verb, struct agreement *out, bool *is_there)
{
	struct agreement *all;
	size_t i, n;

	*is_there = false;
	all = both_all(c, e, ((const struct row *)row)->id, &n);
	if (all == NULL)
		return false;
	for (i = 0; i < n && !*is_there; i++)
		if (str_is(all[i].state, "asked") &&
		    str_is(all[i].verb, verb) &&
		    str_same(all[i].from_state, state_of(e, row))) {
			*out = all[i];
			*is_there = true;
		}
	return true;
}

/* Kept in the program's name: nobody writes an agreement by hand. */
static bool
keep(struct ctx *c, struct agreement *g)
{
	struct author by = { c->actor.user, c->now, c->source, g->reason,
		{ 0 } };

	if (!str_is(g->state, "asked"))
		by.reason = g->answer;
	return store_put(c->store, &agreement_entity, g, &by, &c->errors);
}

static bool
answer(struct ctx *c, struct agreement *g, const char *state, str said)
{
	g->state = str_of(state);
	g->answered_by = c->actor.user;
	g->answered_at = c->now;
	g->answer = str_none(str_trim(said)) ? (str){ 0 } : str_trim(said);
	return keep(c, g);
}

/* ---- who ---- */

str
both_roles(struct ctx *c, const struct entity *e, const void *row,
    const char *roles_named, struct id home)
{
	str rest = str_of(roles_named), one, held = { 0 };

	while (!c->actor.reads_only && str_cut(&rest, ' ', &one))
		if (reach_role(c, e, row, one, home) & SEE)
			held = str_none(held) ? one : str_print(c->arena,
			    "%.*s %.*s", (int)held.n, held.p, (int)one.n,
			    one.p);
	return held;
}

/* The roles whose holder makes a half of `held` whole: who holds both may
 * stand for either. */
static str
others(struct ctx *c, const char *roles_named, str held)
{
	str rest = str_of(roles_named), one;

	if (str_same(held, str_of(roles_named)))
		return held;
	while (str_cut(&rest, ' ', &one))
		if (!str_same(one, held))
			return str_copy(c->arena, one);
	return (str){ 0 };
}

bool
both_fits(struct ctx *c, const struct agreement *g, const struct entity *e,
    const void *row, const struct move *m)
{
	struct id home;

	return !flow_is_actor(c, g->by) && flow_home(c, e, row, &home) &&
	    !str_none(both_roles(c, e, row, str_z(c->arena, g->waits_for),
	    home)) && m->both;
}

static const char *
waits_for(struct ctx *c, const struct agreement *g)
{
	return ctx_role_names(c, str_z(c->arena, g->waits_for));
}

/* ---- a step ---- */

bool
both_keep(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m, str reason)
{
	struct agreement g;
	struct id home;

	if (!flow_home(c, e, row, &home))
		return false;
	row_blank(&agreement_entity, &g);
	g.half = both_roles(c, e, row, m->roles, home);
	if (str_none(g.half))
		return true;
	g.row.id = id_new(c->random, c->now);
	g.programme = home;
	g.entity = str_of(e->name);
	g.target = id_text(c->arena, ((const struct row *)row)->id);
	g.verb = str_of(m->verb);
	g.from_state = str_of(m->from);
	g.waits_for = others(c, m->roles, g.half);
	g.reason = str_none(str_trim(reason)) ? (str){ 0 } : str_trim(reason);
	g.at_revision = ((const struct row *)row)->revision;
	g.by = c->actor.user;
	g.at = c->now;
	g.state = S("asked");
	return keep(c, &g);
}

bool
both_step(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m, str reason, bool *is_half)
{
	struct agreement g;
	bool is_there;

	*is_half = false;
	if (!m->both || c->actor.system)
		return true;
	if (!both_find(c, e, row, m->verb, &g, &is_there))
		return false;
	*is_half = !is_there;
	if (!is_there)
		return both_keep(c, e, row, m, reason);
	if (flow_is_actor(c, g.by))
		return fail(&c->errors, DENIED, NULL,
		    "You put '%s' forward yourself: it waits for somebody "
		    "else: %s.", words_say(c->words, m->label),
		    waits_for(c, &g));
	return both_fits(c, &g, e, row, m) || fail(&c->errors, DENIED, NULL,
	    "'%s' is put forward already: it waits for %s.",
	    words_say(c->words, m->label), waits_for(c, &g));
}

static bool
has_both(const struct entity *e)
{
	const struct field *f = guard_state(e);
	const struct move *m;

	for (m = f == NULL ? NULL : f->machine->moves;
	    m != NULL && m->from != NULL; m++)
		if (m->both)
			return true;
	return false;
}

bool
both_settle(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m, str reason)
{
	struct agreement *all;
	bool fine = true;
	size_t i, n;

	if (!has_both(e))
		return true;
	all = both_all(c, e, ((const struct row *)row)->id, &n);
	if (all == NULL)
		return false;
	for (i = 0; fine && i < n; i++)
		if (str_is(all[i].state, "asked"))
			fine = answer(c, &all[i], m->both && !c->actor.system &&
			    str_is(all[i].verb, m->verb) &&
			    str_is(all[i].from_state, m->from) ? "confirmed"
			    : "lapsed", reason);
	return fine;
}

/* ---- no ---- */

static bool
find_asked(struct ctx *c, const struct entity *e, const void *row,
    const char *verb, struct agreement *g)
{
	bool is_there;

	if (!both_find(c, e, row, verb, g, &is_there))
		return false;
	if (c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL,
		    "This token may read, not write.");
	return is_there || fail(&c->errors, ABSENT, NULL,
	    "Nobody put this step forward, or it is answered already.");
}

bool
both_decline(struct ctx *c, const struct entity *e, const void *row,
    const char *verb, str reason)
{
	const struct move *m = move_named(guard_state(e)->machine,
	    state_of(e, row), str_of(verb));
	struct agreement g;

	if (!find_asked(c, e, row, verb, &g))
		return false;
	if (m == NULL || (!c->actor.system && !both_fits(c, &g, e, row, m)))
		return fail(&c->errors, DENIED, NULL,
		    "This waits for %s, and for somebody else than who put it "
		    "forward.", waits_for(c, &g));
	if (str_none(str_trim(reason)))
		return fail(&c->errors, INVALID, "reason",
		    "Say why you decline: who put it forward will read it.");
	return answer(c, &g, "declined", reason);
}

bool
both_withdraw(struct ctx *c, const struct entity *e, const void *row,
    const char *verb, str reason)
{
	struct agreement g;

	if (!find_asked(c, e, row, verb, &g))
		return false;
	if (!c->actor.system && !id_same(g.by, c->actor.user))
		return fail(&c->errors, DENIED, NULL,
		    "Only who put this forward takes it back.");
	return answer(c, &g, "withdrawn", reason);
}

/* ---- what waits for somebody ---- */

static bool
find_row(struct ctx *c, struct both_wait *w)
{
	struct errors kept = c->errors;
	struct id id;
	bool found;

	w->entity = entity_named(w->half.entity);
	if (w->entity == NULL || !id_read(w->half.target, &id))
		return false;
	w->row = arena_take(c->arena, 1, w->entity->size);
	c->errors = (struct errors){ c->arena, NULL, c->words, NULL };
	found = flow_find(c, w->entity, id, w->row);
	c->errors = kept;
	return found;
}

static bool
is_waiting(struct ctx *c, struct both_wait *w)
{
	if (flow_is_actor(c, w->half.by) || !find_row(c, w))
		return false;
	w->move = move_named(guard_state(w->entity)->machine,
	    state_of(w->entity, w->row), w->half.verb);
	return w->move != NULL && str_same(w->half.from_state,
	    state_of(w->entity, w->row)) &&
	    both_fits(c, &w->half, w->entity, w->row, w->move);
}

bool
both_waiting(struct ctx *c, struct id programme, struct both_wait **out,
    size_t *n)
{
	struct filter f = { of("state"), IS, S("asked") };
	struct agreement *all;
	size_t i, asked;

	*n = 0;
	all = find_halves(c, &f, 1, false, &asked);
	if (all == NULL)
		return false;
	*out = NEWS(c->arena, struct both_wait, asked + 1);
	for (i = 0; i < asked; i++) {
		(*out)[*n] = (struct both_wait){ .half = all[i] };
		if ((id_none(programme) ||
		    id_same(programme, all[i].programme)) &&
		    is_waiting(c, &(*out)[*n]))
			++*n;
	}
	return true;
}
