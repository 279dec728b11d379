/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a person may ask for: that we forget.
 *
 * The row stays, since others refer to it, and so do its lines of
 * history; what they said about the person goes.  A field that must be
 * filled says so in so many words.  What SQLite's journal still holds is
 * washed out after the commit.
 */
#include <string.h>

#include "derive/change.h"
#include "store/seeking.h"

static const char erased[] = "(erased)";

static void
clear(const struct field *f, void *row)
{
	row_clear(f, row);
	if ((f->flags & MUST) && (f->type == T_TEXT || f->type == T_LONG))
		*(str *)row_at(f, row) = str_of(erased);
}

/* The site's own fields may be about the person too, and nothing here
 * says which: all of them go. */
static void
clear_all(const struct entity *entity, void *row)
{
	const struct field *f;
	bool any = false;

	for (f = entity->fields; f->name != NULL; f++)
		if (f->flags & PERSONAL) {
			any = true;
			if (!row_none(f, row))
				clear(f, row);
		}
	if (any)
		((struct row *)row)->extra = (str){ 0 };
}

static bool
erase(struct store *s, struct plan *p, struct id id, const struct author *by,
    struct errors *e)
{
	void *old = arena_take(s->work, 1, p->entity->size);
	void *row = arena_take(s->work, 1, p->entity->size);
	struct line line = { .verb = S("erase") };
	struct seeking was;
	bool changed;

	if (!put_find_old(s, p, id, old, e) || !seeking_begin(s, p, id, &was))
		return false;
	memcpy(row, old, p->entity->size);
	clear_all(p->entity, row);
	line.fields = change_erased(s->work, p->entity,
	    change_text(s->work, p->entity, old, row));
	if (!put_changed(s, p, old, row, &changed))
		return false;
	((struct row *)row)->revision += changed;
	if (history_erase(s, p, id) && history_line(s, p, row, &line, by) &&
	    seeking_end(s, p, id, &was)) {
		s->wash = true;
		return true;
	}
	s->spoiled = true;
	return false;
}

bool
store_erase(struct store *s, const struct entity *entity, struct id id,
    const struct author *by, struct errors *e)
{
	struct guard g;
	bool ok;

	s->trouble.kind = CALM;
	ok = guard_begin(s, &g, e) &&
	    erase(s, plan_member(s, plan_of(s, entity), id), id, by, e);
	ok = guard_end(s, &g, ok, e);
	if (!ok && s->trouble.kind != CALM)
		(void)tell(s, e);
	arena_back(s->work, g.mark);
	return ok;
}
