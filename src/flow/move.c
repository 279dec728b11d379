/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A row through its state machine: who may, what must hold, what follows. */
#include "flow/save.h"

#include <string.h>

#include "base/write.h"
#include "flow/both.h"
#include "flow/dose.h"
#include "flow/effect.h"
#include "flow/facts.h"
#include "flow/find.h"
#include "flow/gate.h"
#include "flow/guard.h"
#include "flow/lessons.h"
#include "flow/promise.h"
#include "flow/reach.h"
#include "store/store.h"

/* He holds one of the roles, and by that role sees this very row: a rater
 * does not submit the sheet of another. */
static bool
holds_any(struct ctx *c, const struct entity *e, const void *row,
    const char *roles_named, struct id home)
{
	str rest = str_of(roles_named), one;

	if (c->actor.system)
		return true;
	while (!c->actor.reads_only && str_cut(&rest, ' ', &one))
		if (reach_role(c, e, row, one, home) & SEE)
			return true;
	return false;
}

static bool
must_fields(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m)
{
	str rest = str_of(m->must), one;
	const struct field *f;
	bool all = true;

	while (m->must != NULL && str_cut(&rest, ' ', &one)) {
		f = field_named(e, one);
		if (row_none(f, row))
			all = fail(&c->errors, INVALID, f->name,
			    "'%s' must be filled in before '%s'.",
			    words_say(c->words, f->label),
			    words_say(c->words, m->label));
	}
	return all;
}

bool
flow_needs_reason(const struct entity *e, const struct move *m)
{
	return m->reason || !guard_told(e, m);
}

static void
check_reason(struct ctx *c, const struct entity *e, const struct move *m,
    str reason)
{
	if (!flow_needs_reason(e, m) || !str_none(str_trim(reason)) ||
	    c->actor.system)
		return;
	if (m->guard != NULL && !guard_told(e, m))
		fail(&c->errors, INVALID, "reason",
		    "Say how you know: %s", words_say(c->words, m->guard));
	else
		fail(&c->errors, INVALID, "reason",
		    "Say why: '%s' needs a reason.",
		    words_say(c->words, m->label));
}

/* What is missing is gathered: the person sees all of it at once. */
static bool
check_move(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m, str reason)
{
	struct id home;
	bool filled, guarded;

	if (!flow_home(c, e, row, &home))
		return false;
	if (!holds_any(c, e, row, m->roles, home))
		return fail(&c->errors, DENIED, NULL, c->actor.reads_only ?
		    "This token may read, not write." :
		    "'%s' is for these roles: %s.",
		    words_say(c->words, m->label), ctx_role_names(c, m->roles));
	if (!guard_duties(c, e, row, m))
		return false;
	check_reason(c, e, m, reason);
	filled = must_fields(c, e, row, m);
	guarded = guard_move(c, e, row, m);
	return guard_frozen(c, e, row, row) && filled && guarded &&
	    errors_worst(&c->errors) == FINE;
}

bool
flow_lacks_nothing(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m, struct errors *into)
{
	struct ctx quiet = *c;
	bool filled;

	quiet.errors = *into;
	filled = must_fields(&quiet, e, row, m);
	filled = guard_move(&quiet, e, row, m) && filled;
	*into = quiet.errors;
	return filled;
}

bool
flow_move_lacks(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m, struct errors *lacks)
{
	struct ctx try = *c;
	bool free;

	try.errors = (struct errors){ .arena = c->arena, .words = c->words };
	free = check_move(&try, e, row, m, S("-"));
	*lacks = try.errors;
	if (free || errors_worst(lacks) < BUSY)
		return true;
	c->errors = try.errors;
	return false;
}

/* *is_half: his part is kept, and the row stays where it is until somebody
 * else takes the other. */
static bool
take_part(struct ctx *c, const struct entity *e, void *row,
    int64_t revision, const struct move *m, str reason, bool *is_half)
{
	if (e == &lesson_entity && strcmp(m->verb, "validate") == 0)
		return lessons_half(c, row, revision, is_half);
	if (e == &gate_decision_entity && strcmp(m->verb, "pass") == 0)
		return gate_half(c, row, reason, is_half);
	*is_half = false;
	if (!m->both || c->actor.system)
		return true;
	if (((const struct row *)row)->revision != revision)
		return fail(&c->errors, CONFLICT, NULL,
		    "Someone else changed this %s meanwhile. Look at it, then "
		    "take the step again.", words_say(c->words, e->label));
	return both_step(c, e, row, m, reason, is_half);
}

bool
flow_move(struct ctx *c, const struct entity *e, struct id id, int64_t revision,
    str verb, str reason)
{
	struct author by = { c->actor.user, c->now, c->source, reason, verb };
	const struct field *f = guard_state(e);
	void *row = arena_take(c->arena, 1, e->size);
	const struct move *m;
	bool is_half;
	void *was;

	if (f == NULL || !store_find(c->store, e, id, c->arena, row,
	    &c->errors))
		return f == NULL ? fail(&c->errors, INVALID, NULL,
		    "A %s has no steps.", words_say(c->words, e->label)) : false;
	if (!flow_may(c, e, row, SEE))
		return fail(&c->errors, DENIED, NULL,
		    "You may not see this. Ask an administrator for a role "
		    "that may.");
	m = move_named(f->machine, *(str *)row_at(f, row), verb);
	if (m == NULL)
		return fail(&c->errors, INVALID, f->name,
		    "'%.*s' is not possible from where this %s stands.",
		    (int)verb.n, verb.p, words_say(c->words, e->label));
	if (!check_move(c, e, row, m, reason) ||
	    !take_part(c, e, row, revision, m, reason, &is_half))
		return false;
	if (is_half)
		return true;
	was = arena_take(c->arena, 1, e->size);
	memcpy(was, row, e->size);
	*(str *)row_at(f, row) = str_of(m->to);
	((struct row *)row)->revision = revision;
	return promise_keep(c, e, was, row) && effect_set(c, e, m, row) &&
	    store_put(c->store, e, row, &by, &c->errors) &&
	    both_settle(c, e, row, m, reason) &&
	    effect_after(c, e, m, was, row, reason) && dose_follow(c, e, row) &&
	    facts_follow(c, e, was, row);
}

size_t
flow_moves(struct ctx *c, const struct entity *e, const void *row,
    const struct move **into, size_t room)
{
	const struct field *f = guard_state(e);
	const struct move *m;
	struct id home;
	size_t n = 0;

	if (f == NULL || !flow_home(c, e, row, &home))
		return 0;
	for (m = f->machine->moves; m->from != NULL && n < room; m++)
		if (str_is(*(const str *)row_get(f, row), m->from) &&
		    holds_any(c, e, row, m->roles, home))
			into[n++] = m;
	return n;
}
