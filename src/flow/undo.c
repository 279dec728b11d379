/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A change taken back: what it replaced is saved again, through the same
 * doors as any other change, so that permission, rules and history hold.
 */
#include <string.h>

#include "derive/change.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/save.h"
#include "store/store.h"

static bool
find_change(struct ctx *c, int64_t number, struct change *h)
{
	struct cursor *cursor;
	bool found;

	if (!store_history(c->store, NULL, (struct id){ 0 }, number - 1, 1,
	    c->arena, &cursor, &c->errors))
		return false;
	found = store_change(cursor, c->arena, h) && h->number == number;
	if (!store_end(cursor, &c->errors))
		return false;
	return found || fail(&c->errors, ABSENT, NULL,
	    "There is no change %lld in the history.", (long long)number);
}

static bool
too_late(struct ctx *c)
{
	return fail(&c->errors, CONFLICT, NULL,
	    "Something came after this change. Take back what came after "
	    "first, or edit the row.");
}

static bool
put_back(struct ctx *c, const struct entity *e, const struct change *h,
    void *row)
{
	const struct fieldtext with = { c->arena, flow_lookup(c, e),
		&c->errors };

	return change_apply(&with, e, h->fields, true, row) &&
	    flow_save(c, e, row);
}

/* A row that was dropped comes back under its id. */
static bool
bring_back(struct ctx *c, const struct entity *e, const struct change *h)
{
	void *row = arena_take(c->arena, 1, e->size);

	if (store_has(c->store, e, h->row))
		return too_late(c);
	row_blank(e, row);
	((struct row *)row)->id = h->row;
	return put_back(c, e, h, row);
}

bool
flow_undo(struct ctx *c, int64_t number)
{
	const struct entity *e;
	struct change h;
	void *row;

	if (!find_change(c, number, &h))
		return false;
	e = entity_named(h.entity);
	if (e == NULL || e->flags & (INSIDE | LEDGER))
		return fail(&c->errors, DENIED, NULL,
		    "This kind of row is never changed back.");
	if (str_is(h.verb, "drop"))
		return bring_back(c, e, &h);
	row = arena_take(c->arena, 1, e->size);
	if (!flow_find(c, e, h.row, row))
		return false;
	if (((struct row *)row)->revision != h.revision)
		return too_late(c);
	if (str_is(h.verb, "add"))
		return flow_drop(c, e, h.row, h.revision);
	if (str_is(h.verb, "change"))
		return put_back(c, e, &h, row);
	return fail(&c->errors, INVALID, NULL, "A step such as this one is not "
	    "taken back here: take the row to where it should be.");
}
