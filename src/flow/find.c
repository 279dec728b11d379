/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/find.h"

#include <string.h>

#include "flow/reach.h"
#include "model/text.h"

struct found {
	struct ctx          *c;
	const struct entity *e;
	struct cursor       *cursor;    /* NULL: nothing may be seen */
};

bool
flow_home(struct ctx *c, const struct entity *e, const void *row,
    struct id *programme)
{
	*programme = (struct id){ 0 };
	return e->home == NULL || reach_path(c, e, row, e->home, programme);
}

bool
flow_may(struct ctx *c, const struct entity *e, const void *row, unsigned what)
{
	struct id home;

	return flow_home(c, e, row, &home) &&
	    (reach_row(c, e, row, home) & what) == what;
}

static bool
let_see(struct ctx *c, const struct entity *e, void *row)
{
	struct id home;
	unsigned may;

	if (!flow_home(c, e, row, &home))
		return false;
	may = reach_row(c, e, row, home);
	if (!(may & SEE)) {
		row_blank(e, row);
		return fail(&c->errors, DENIED, NULL,
		    "You may not see this. Ask an administrator for a role "
		    "that may.");
	}
	reach_mask(e, row, may);
	return true;
}

bool
flow_find(struct ctx *c, const struct entity *e, struct id id, void *row)
{
	return store_find(c->store, e, id, c->arena, row, &c->errors) &&
	    let_see(c, e, row);
}

bool
flow_find_code(struct ctx *c, const struct entity *e, str code, struct id within,
    void *row)
{
	return store_find_code(c->store, e, code, within, c->arena, row,
	    &c->errors) && let_see(c, e, row);
}

bool
flow_find_text(struct ctx *c, const struct entity *e, str text, struct id within,
    void *row)
{
	struct id id;

	if (id_read(text, &id))
		return flow_find(c, e, id, row);
	if (field_flagged(e, CODE) == NULL)
		return fail(&c->errors, ABSENT, NULL, "There is no %s '%.*s'.",
		    words_say(c->words, e->label), (int)text.n, text.p);
	return flow_find_code(c, e, text, within, row);
}

bool
flow_list(struct ctx *c, const struct entity *e, const struct ask *ask,
    struct found **out)
{
	struct found *f = NEW(c->arena, struct found);
	struct scope scope;
	struct ask mine = *ask;
	bool all;

	*f = (struct found){ c, e, NULL };
	*out = f;
	if (!reach_scope(c, e, &scope, &all))
		return true;
	mine.scope = all ? NULL : &scope;
	return store_list(c->store, e, &mine, c->arena, &f->cursor, &c->errors);
}

bool
flow_next(struct found *f, struct arena *a, void *row)
{
	struct id home;

	if (f->cursor == NULL || !store_next(f->cursor, a, row))
		return false;
	if (!flow_home(f->c, f->e, row, &home))
		return false;
	reach_mask(f->e, row, reach_row(f->c, f->e, row, home));
	return true;
}

bool
flow_end(struct found *f)
{
	return f->cursor == NULL || store_end(f->cursor, &f->c->errors);
}

str
flow_token(struct found *f, struct arena *a)
{
	return f->cursor == NULL ? (str){ 0 } : store_token(f->cursor, a);
}

bool
flow_count(struct ctx *c, const struct entity *e, const struct ask *ask, int64_t *n)
{
	struct scope scope;
	struct ask mine = *ask;
	bool all;

	*n = 0;
	if (!reach_scope(c, e, &scope, &all))
		return true;
	mine.scope = all ? NULL : &scope;
	return store_count(c->store, e, &mine, n, &c->errors);
}

str
flow_name(struct ctx *c, const struct entity *e, struct id id)
{
	struct errors quiet = { c->arena, NULL, NULL };
	const struct field *f = field_flagged(e, NAME);
	void *row = arena_take(c->arena, 1, e->size);
	struct id home;
	str name;

	if (f == NULL)
		f = field_flagged(e, CODE);
	if (f == NULL || !store_find(c->store, e, id, c->arena, row, &quiet))
		return id_text(c->arena, id);
	if (f->flags & PERSONAL && flow_home(c, e, row, &home) &&
	    !(reach_row(c, e, row, home) & SEE_PERSONAL))
		f = field_flagged(e, CODE);
	if (f == NULL || f->kind != K_STR)
		return id_text(c->arena, id);
	name = *(const str *)row_get(f, row);
	return f->type == T_LANG ? text_in(c->arena, name, c->lang) : name;
}

bool
flow_may_field(struct ctx *c, const struct entity *e, const struct field *f,
    struct id programme)
{
	str left = str_of(f->only), one;

	(void)e;
	if (f->flags & (KEPT | SECRET))
		return false;
	if (f->only == NULL || c->actor.system)
		return true;
	while (str_cut(&left, ' ', &one))
		if (ctx_holds(c, role_coded(one)->code, programme))
			return true;
	return false;
}

bool
flow_history(struct ctx *c, const struct entity *e, struct id id, int64_t after,
    size_t limit, struct change **out, size_t *n)
{
	struct change *list = NEWS(c->arena, struct change, limit ? limit : 1);
	struct cursor *cursor;
	void *row = arena_take(c->arena, 1, e->size);

	*n = 0;
	*out = list;
	if (!flow_find(c, e, id, row) ||
	    !store_history(c->store, e, id, after, limit, c->arena, &cursor,
	    &c->errors))
		return false;
	while (*n < limit && store_change(cursor, c->arena, &list[*n]))
		++*n;
	return store_end(cursor, &c->errors);
}
