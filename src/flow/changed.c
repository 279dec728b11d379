/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/changed.h"

#include "base/map.h"
#include "flow/kept.h"
#include "model/plan.h"
#include "store/store.h"

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

/* The reference a row had when it went: {"programme":["0190...",null]}. */
static bool
reference(str fields, const char *name, struct arena *a, struct id *id)
{
	str mark = str_print(a, "\"%s\":[\"", name);
	size_t at = str_find(fields, mark) + mark.n;

	return at < fields.n && id_read(str_part(fields, at, at + 36), id);
}

/* Of a value its indicator's, if that is still here. */
static bool
home_of(struct ctx *c, str fields, struct id *programme)
{
	struct errors quiet = { .arena = c->arena };
	struct indicator of;
	struct id id;

	if (reference(fields, "programme", c->arena, programme))
		return true;
	if (!reference(fields, "indicator", c->arena, &id) ||
	    !store_find(c->store, &indicator_entity, id, c->arena, &of,
	    &quiet))
		return false;
	*programme = of.programme;
	return true;
}

static bool
read_dropped(struct ctx *c, struct map *m, struct arena *own)
{
	struct arena *scratch = arena_new(0);
	struct ctx row = *c;
	struct value v[2];
	struct cursor *cursor;
	struct id home;
	bool fine;

	row.arena = scratch;
	if (!store_query(c->store, "told_dropped", NULL, 0, c->arena, &cursor,
	    &c->errors)) {
		arena_free(scratch);
		return false;
	}
	while (store_answer(cursor, v, 2))
		if (v[1].kind == V_TEXT && home_of(&row, v[1].t, &home))
			*map_at(m, str_copy(own, key_of(&home)), 0) =
			    (size_t)v[0].i;
	fine = store_end(cursor, &c->errors);
	arena_free(scratch);
	return fine;
}

bool
changed_dropped(struct ctx *c, const struct map **out)
{
	struct kept_key key = { .of = id_from(S("told"), S("dropped")),
	    .rests_on = " iati_entry stakeholder budget_line transaction "
	    "result indicator indicator_value file " };
	const struct map *found = kept_find(c, &key);
	int64_t now = kept_moment(c);
	struct arena *own;
	struct map *m;

	*out = found;
	if (found != NULL)
		return true;
	own = arena_new(0);
	*out = m = map_new(own);
	if (!read_dropped(c, m, own)) {
		arena_free(own);
		return false;
	}
	kept_put(c, &key, now, own, m);
	return true;
}

bool
changed_outside(struct ctx *c, struct id programme, const struct map *dropped,
    int64_t *at)
{
	struct value of = value_id(programme), v = { V_NONE };
	struct cursor *cursor;
	size_t when;

	if (!store_query(c->store, "programme_told", &of, 1, c->arena,
	    &cursor, &c->errors))
		return false;
	(void)store_answer(cursor, &v, 1);
	*at = v.i;
	if (dropped != NULL && map_find(dropped, key_of(&programme), &when) &&
	    (int64_t)when > *at)
		*at = (int64_t)when;
	return store_end(cursor, &c->errors);
}
