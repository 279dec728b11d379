/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Taking back one line of history. */
#include "flow/save.h"

#include "base/node.h"
#include "derive/change.h"
#include "flow/cost.h"
#include "flow/dose.h"
#include "flow/facts.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/promise.h"
#include "flow/reach.h"
#include "format/json.h"
#include "store/store.h"

struct undoing {
	struct ctx          *c;
	const struct entity *e;
	struct change        line;
	void                *row;
	bool                 is_there;
};

static bool
find_line(struct undoing *u, int64_t number)
{
	struct ctx *c = u->c;
	struct cursor *cursor;
	bool found = false;

	if (number > 0) {
		if (!store_history(c->store, NULL, (struct id){ { 0 } },
		    number - 1, 1, c->arena, &cursor, &c->errors))
			return false;
		found = store_change(cursor, c->arena, &u->line) &&
		    u->line.number == number;
		if (!store_end(cursor, &c->errors))
			return false;
	}
	u->e = found ? entity_named(u->line.entity) : NULL;
	return u->e != NULL || fail(&c->errors, ABSENT, NULL,
	    "There is no change of that number.");
}

static bool
is_last(struct undoing *u)
{
	struct ctx *c = u->c;
	struct cursor *cursor;
	struct change after;
	bool any;

	if (!store_history(c->store, u->e, u->line.row, u->line.number, 1,
	    c->arena, &cursor, &c->errors))
		return false;
	any = store_change(cursor, c->arena, &after);
	if (!store_end(cursor, &c->errors))
		return false;
	return !any || fail(&c->errors, CONFLICT, NULL,
	    "This %s changed again after that. Take back the last change "
	    "first.", words_say(c->words, u->e->label));
}

/* ---- what may be taken back ---- */

static bool
denied(struct undoing *u)
{
	return fail(&u->c->errors, DENIED, NULL,
	    "Your roles do not let you take back this change.");
}

/* Fields that the actor could not have changed are not his to change back,
 * and nothing is taken back by half. */
static bool
check_lines(struct undoing *u, unsigned may)
{
	struct ctx *c = u->c;
	unsigned never = c->actor.system ? SECRET : SECRET | KEPT;
	const struct field *f;
	struct node *all, *pair;

	if (!json_read(c->arena, u->line.fields, &all, &c->errors))
		return false;
	for (pair = all->first; pair != NULL; pair = pair->next) {
		f = field_named(u->e, str_of(pair->name));
		if (f == NULL)
			continue;
		if (f->flags & PERSONAL && !(may & SEE_PERSONAL))
			return denied(u);
		if (f->flags & never)
			return fail(&c->errors, INVALID, f->name,
			    "'%s' is written by the program; this change "
			    "cannot be taken back.",
			    words_say(c->words, f->label));
	}
	return true;
}

static bool
apply(struct undoing *u)
{
	struct fieldtext way = { u->c->arena, NULL, &u->c->errors };

	return change_apply(&way, u->e, u->line.fields, true, u->row);
}

static unsigned
reach(struct undoing *u)
{
	struct id home;

	return flow_home(u->c, u->e, u->row, &home)
	    ? reach_row(u->c, u->e, u->row, home) : 0;
}

/* ---- the three kinds ---- */

static bool
undo_change(struct undoing *u)
{
	unsigned may = reach(u);

	if (!(may & EDIT))
		return denied(u);
	return check_lines(u, may) && apply(u) &&
	    flow_save_verb(u->c, u->e, u->row, S("undo"));
}

static bool
undo_add(struct undoing *u)
{
	struct ctx *c = u->c;
	struct author by = { c->actor.user, c->now, c->source, c->reason,
		S("undo") };

	if (!(reach(u) & DROP))
		return denied(u);
	return guard_frozen(c, u->e, u->row, NULL) &&
	    promise_keep(c, u->e, u->row, NULL) &&
	    store_drop(c->store, u->e, u->line.row,
	    ((struct row *)u->row)->revision, &by, &c->errors) &&
	    dose_forget(c, u->e, u->row) &&
	    facts_follow(c, u->e, u->row, NULL) &&
	    cost_follow(c, u->e, u->row, NULL);
}

/* Who might drop it may have it back, as it was: with its state and with
 * what the program wrote into it. */
static bool
undo_drop(struct undoing *u)
{
	struct ctx *c = u->c;
	struct ctx system = ctx_as_program(c);
	bool fine;

	row_blank(u->e, u->row);
	((struct row *)u->row)->id = u->line.row;
	if (!apply(u))
		return false;
	if (!(reach(u) & DROP))
		return denied(u);
	if (!guard_frozen(c, u->e, NULL, u->row) ||
	    !promise_keep(c, u->e, NULL, u->row))
		return false;
	system.errors = c->errors;
	fine = flow_restore(&system, u->e, u->row, S("undo")) &&
	    facts_follow(&system, u->e, NULL, u->row) &&
	    cost_follow(&system, u->e, NULL, u->row);
	c->errors = system.errors;
	return fine;
}

bool
flow_undo(struct ctx *c, int64_t change)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct undoing u = { .c = c };
	str verb;

	if (!find_line(&u, change))
		return false;
	if (u.e->flags & (INSIDE | LEDGER))
		return fail(&c->errors, DENIED, NULL,
		    "This kind of row is never changed back.");
	u.row = arena_take(c->arena, 1, u.e->size);
	u.is_there = store_find(c->store, u.e, u.line.row, c->arena, u.row,
	    &quiet);
	/* Who may not see the row learns nothing of its history. */
	if (u.is_there && !flow_may(c, u.e, u.row, SEE))
		return denied(&u);
	if (!is_last(&u))
		return false;
	verb = u.line.verb;
	if (str_is(verb, "undo"))
		verb = !u.is_there ? S("drop")
		    : u.line.revision == 1 ? S("add") : S("change");
	if (str_is(verb, "change") && u.is_there)
		return undo_change(&u);
	if (str_is(verb, "add") && u.is_there)
		return undo_add(&u);
	if (str_is(verb, "drop") && !u.is_there)
		return undo_drop(&u);
	return fail(&c->errors, INVALID, NULL, str_is(verb, "erase") ?
	    "What was erased cannot be brought back." :
	    "A step is not taken back here: take the next step instead.");
}
