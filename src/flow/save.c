/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/save.h"

#include <assert.h>
#include <string.h>

#include "derive/valid.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/reach.h"
#include "store/store.h"

static struct author
author_of(const struct ctx *c, str verb)
{
	return (struct author){ c->actor.user, c->now, c->source, c->reason,
	    verb };
}

static const struct field *
state_field(const struct entity *e)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (f->type == T_STATE)
			return f;
	return NULL;
}

static void
copy_field(const struct field *f, const void *from, void *to)
{
	static const size_t size_of[] = {
		[K_STR] = sizeof(str), [K_INT] = sizeof(int),
		[K_INT64] = sizeof(int64_t), [K_REAL] = sizeof(double),
		[K_MONEY] = sizeof(struct money), [K_DAY] = sizeof(struct day),
		[K_ID] = sizeof(struct id),
	};

	memcpy(row_at(f, to), row_get(f, from), size_of[f->kind]);
}

/* What the actor could not see comes back as it was; what he saw but may
 * not change is refused if it changed. */
static void
check_fields(struct ctx *c, const struct entity *e, const void *was, void *row,
    unsigned may, struct id home)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL && !c->actor.system; f++) {
		if (f->flags & SECRET || f->flags & KEPT ||
		    (f->flags & PERSONAL && !(may & SEE_PERSONAL))) {
			copy_field(f, was, row);
			continue;
		}
		if (!row_same(f, was, row) && !flow_may_field(c, e, f, home))
			fail(&c->errors, DENIED, f->name,
			    "Only %s may change '%s'.", f->only,
			    words_say(c->words, f->label));
	}
}

static bool
cycles(struct ctx *c, const struct entity *e, const void *row,
    const struct rule *r)
{
	const struct field *f = field_named(e, str_of(r->a));
	struct id me = ((const struct row *)row)->id;
	struct id at = *(const struct id *)row_get(f, row);
	struct errors quiet = { c->arena, NULL, NULL };
	void *above = arena_take(c->arena, 1, e->size);
	int steps;

	for (steps = 0; !id_none(at) && steps < 1000; steps++) {
		if (id_same(at, me))
			return true;
		if (!store_find(c->store, entity_table(e), at, c->arena, above,
		    &quiet))
			return false;
		at = *(const struct id *)row_get(f, above);
	}
	return steps == 1000;
}

static void
check_cycles(struct ctx *c, const struct entity *e, const void *row)
{
	const struct rule *r;

	if (e->rules == NULL || id_none(((const struct row *)row)->id))
		return;
	for (r = e->rules; r->kind != 0; r++)
		if (r->kind == NO_CYCLE && cycles(c, e, row, r))
			fail(&c->errors, INVALID, r->a, "%s",
			    words_say(c->words, r->says));
}

/* A new row begins at its machine's start; only moves change it later. */
static bool
check_state(struct ctx *c, const struct entity *e, const void *was, void *row)
{
	const struct field *f = state_field(e);
	str *state;

	if (f == NULL)
		return true;
	state = row_at(f, row);
	if (was != NULL && row_same(f, was, row))
		return true;
	if (str_none(*state))
		*state = was != NULL ? *(const str *)row_get(f, was)
		    : str_of(f->machine->start);
	if (was == NULL ? str_is(*state, f->machine->start)
	    : row_same(f, was, row))
		return true;
	return fail(&c->errors, INVALID, f->name,
	    "'%s' changes by its own steps, not by editing.",
	    words_say(c->words, f->label));
}

static bool
denied(struct ctx *c, const struct entity *e)
{
	return fail(&c->errors, DENIED, NULL,
	    "Your roles do not let you change this %s.",
	    words_say(c->words, e->label));
}

static bool
check_new(struct ctx *c, const struct entity *e, void *row)
{
	struct id home;
	unsigned may;

	if (!flow_home(c, e, row, &home))
		return false;
	may = reach_row(c, e, row, home);
	if (!(may & ADD) && !ctx_may(c, e, ADD, home))
		return denied(c, e);
	return check_state(c, e, NULL, row);
}

static bool
check_old(struct ctx *c, const struct entity *e, void *row)
{
	const struct row *r = row;
	void *was = arena_take(c->arena, 1, e->size);
	struct id home, next;
	unsigned may;

	if (!store_find(c->store, e, r->id, c->arena, was, &c->errors) ||
	    !flow_home(c, e, was, &home) || !flow_home(c, e, row, &next))
		return false;
	may = reach_row(c, e, was, home);
	if (!(may & EDIT) || !(reach_row(c, e, row, next) & EDIT))
		return denied(c, e);
	if (((const struct row *)was)->revision != r->revision)
		return fail(&c->errors, CONFLICT, NULL,
		    "Someone else changed this %s meanwhile. Compare, then save "
		    "again.", words_say(c->words, e->label));
	check_fields(c, e, was, row, may, home);
	return check_state(c, e, was, row) && guard_frozen(c, e, was, row);
}

bool
flow_save(struct ctx *c, const struct entity *e, void *row)
{
	struct author by = author_of(c, (str){ 0 });
	bool fine;

	fine = ((struct row *)row)->revision == 0 ? check_new(c, e, row) &&
	    guard_frozen(c, e, NULL, row) : check_old(c, e, row);
	if (errors_worst(&c->errors) >= DENIED)
		return false;
	check_cycles(c, e, row);
	if (!valid_row(e, row, &c->errors) || !fine ||
	    errors_worst(&c->errors) != FINE)
		return false;
	return store_put(c->store, e, row, &by, &c->errors);
}

bool
flow_save_as_was(struct ctx *c, const struct entity *e, void *row)
{
	struct author by = author_of(c, (str){ 0 });
	const struct field *f = state_field(e);

	assert(c->actor.system);
	if (f != NULL && row_none(f, row))
		*(str *)row_at(f, row) = str_of(f->machine->start);
	check_cycles(c, e, row);
	return valid_row(e, row, &c->errors) &&
	    errors_worst(&c->errors) == FINE &&
	    store_put(c->store, e, row, &by, &c->errors);
}

bool
flow_drop(struct ctx *c, const struct entity *e, struct id id, int64_t revision)
{
	struct author by = author_of(c, (str){ 0 });
	void *row = arena_take(c->arena, 1, e->size);

	if (!store_find(c->store, e, id, c->arena, row, &c->errors))
		return false;
	if (!flow_may(c, e, row, DROP))
		return denied(c, e);
	return guard_frozen(c, e, row, NULL) &&
	    store_drop(c->store, e, id, revision, &by, &c->errors);
}

bool
flow_erase(struct ctx *c, const struct entity *e, struct id id)
{
	struct author by = author_of(c, S("erase"));
	void *row = arena_take(c->arena, 1, e->size);

	if (!store_find(c->store, e, id, c->arena, row, &c->errors))
		return false;
	if (!flow_may(c, e, row, EDIT | SEE_PERSONAL))
		return denied(c, e);
	return store_erase(c->store, e, id, &by, &c->errors);
}

static bool
holds_any(struct ctx *c, const char *roles_named, struct id home)
{
	str rest = str_of(roles_named), one;
	const struct role *r;

	if (c->actor.system)
		return true;
	while (str_cut(&rest, ' ', &one)) {
		r = role_coded(one);
		if (r != NULL && ctx_holds(c, r->code, home))
			return true;
	}
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

static bool
check_move(struct ctx *c, const struct entity *e, const void *row,
    const struct field *f, const struct move *m, str reason)
{
	struct id home;

	if (!flow_home(c, e, row, &home))
		return false;
	if (!holds_any(c, m->roles, home))
		return fail(&c->errors, DENIED, NULL,
		    "'%s' is for these roles: %s.",
		    words_say(c->words, m->label), m->roles);
	if (m->reason && str_none(str_trim(reason)))
		fail(&c->errors, INVALID, "reason",
		    "Say why: '%s' needs a reason.",
		    words_say(c->words, m->label));
	return must_fields(c, e, row, m) && guard_duties(c, e, row, f, m) &&
	    guard_move(c, e, row, m) && errors_worst(&c->errors) == FINE;
}

bool
flow_move(struct ctx *c, const struct entity *e, struct id id, int64_t revision,
    str verb, str reason)
{
	struct author by = author_of(c, verb);
	const struct field *f = state_field(e);
	void *row = arena_take(c->arena, 1, e->size);
	const struct move *m;

	if (f == NULL || !store_find(c->store, e, id, c->arena, row,
	    &c->errors))
		return f == NULL ? fail(&c->errors, INVALID, NULL,
		    "A %s has no steps.", words_say(c->words, e->label)) : false;
	m = move_named(f->machine, *(str *)row_at(f, row), verb);
	if (m == NULL)
		return fail(&c->errors, INVALID, f->name,
		    "'%.*s' is not possible from where this %s stands.",
		    (int)verb.n, verb.p, words_say(c->words, e->label));
	if (!check_move(c, e, row, f, m, reason))
		return false;
	*(str *)row_at(f, row) = str_of(m->to);
	((struct row *)row)->revision = revision;
	by.reason = reason;
	return store_put(c->store, e, row, &by, &c->errors);
}

size_t
flow_moves(struct ctx *c, const struct entity *e, const void *row,
    const struct move **into, size_t room)
{
	const struct field *f = state_field(e);
	const struct move *m;
	struct id home;
	size_t n = 0;

	if (f == NULL || !flow_home(c, e, row, &home))
		return 0;
	for (m = f->machine->moves; m->from != NULL && n < room; m++)
		if (str_is(*(const str *)row_get(f, row), m->from) &&
		    holds_any(c, m->roles, home))
			into[n++] = m;
	return n;
}
