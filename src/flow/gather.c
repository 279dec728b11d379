/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/gather.h"

#include "store/store.h"

static void *
gather_asked(struct ctx *c, const struct entity *e, const struct ask *ask,
    size_t *n)
{
	struct cursor *cursor;
	int64_t rows;
	char *all;

	*n = 0;
	if (!store_count(c->store, e, ask, &rows, &c->errors) ||
	    !store_list(c->store, e, ask, c->arena, &cursor, &c->errors))
		return NULL;
	all = arena_take(c->arena, (size_t)rows + 1, e->size);
	while (*n < (size_t)rows &&
	    store_next(cursor, c->arena, all + *n * e->size))
		++*n;
	return store_end(cursor, &c->errors) ? all : NULL;
}

void *
gather(struct ctx *c, const struct entity *e, struct id programme, size_t *n)
{
	struct ask ask = { .home = programme };

	return gather_asked(c, e, &ask, n);
}

void *
gather_of(struct ctx *c, const struct entity *e, const char *field,
    struct id is, size_t *n)
{
	struct filter of = { field_named(e, str_of(field)), IS,
		id_text(c->arena, is) };
	struct ask ask = { .filters = &of, .n = 1 };

	return gather_asked(c, e, &ask, n);
}

bool
gather_one(struct ctx *c, const struct entity *e, const char *field,
    str value, void *row)
{
	struct filter of = { field_named(e, str_of(field)), IS, value };
	struct ask ask = { .filters = &of, .n = 1, .limit = 1 };
	struct cursor *cursor;

	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	if (!store_next(cursor, c->arena, row))
		row_blank(e, row);
	return store_end(cursor, &c->errors);
}

struct gather_person *
gather_people(struct ctx *c, struct id programme, size_t *n)
{
	struct value of = value_id(programme), v[2];
	struct gather_person *all = NULL;
	struct cursor *cursor;
	size_t room = 0;

	*n = 0;
	if (!store_query(c->store, "programme_people", &of, 1, c->arena,
	    &cursor, &c->errors))
		return NULL;
	for (;;) {
		all = arena_more(c->arena, all, *n, &room, sizeof(*all));
		if (!store_answer(cursor, v, 2))
			break;
		all[(*n)++] = (struct gather_person){ value_as_id(&v[0]),
			v[1].kind == V_TEXT ? str_copy(c->arena, v[1].t)
			: (str){ 0 } };
	}
	return store_end(cursor, &c->errors) ? all : NULL;
}

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

/* Every row's struct begins with struct row, and that with the id. */
struct map *
gather_index(struct arena *a, const void *rows, size_t n, size_t size)
{
	struct map *m = map_new(a);
	size_t i;

	for (i = 0; i < n; i++)
		*map_at(m, key_of((const struct id *)(const void *)
		    ((const char *)rows + i * size)), i) = i;
	return m;
}

bool
gather_find(const struct map *m, const struct id *id, size_t *place)
{
	return !id_none(*id) && map_find(m, key_of(id), place);
}

struct gather_groups
gather_groups(struct arena *a, const size_t *group, size_t n, size_t groups)
{
	struct gather_groups g = { NEWS(a, size_t, groups + 2),
		NEWS(a, size_t, n + 1) };
	size_t i;

	/* from[g + 2] counts; summed, from[g + 1] is where g is filled from
	 * and, once filled, where it ends. */
	for (i = 0; i < n; i++)
		if (group[i] < groups)
			g.from[group[i] + 2]++;
	for (i = 2; i < groups + 2; i++)
		g.from[i] += g.from[i - 1];
	for (i = 0; i < n; i++)
		if (group[i] < groups)
			g.at[g.from[group[i] + 1]++] = i;
	return g;
}

struct gather_groups
gather_by(struct arena *a, const void *rows, size_t n, size_t size, size_t at,
    const struct map *places, size_t groups)
{
	size_t *group = NEWS(a, size_t, n + 1);
	size_t i;

	for (i = 0; i < n; i++)
		if (!gather_find(places, (const struct id *)(const void *)
		    ((const char *)rows + i * size + at), &group[i]))
			group[i] = groups;
	return gather_groups(a, group, n, groups);
}
