/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/gather.h"

#include "store/store.h"

void *
gather(struct ctx *c, const struct entity *e, struct id programme, size_t *n)
{
	struct ask ask = { .home = programme };
	struct cursor *cursor;
	int64_t rows;
	char *all;

	*n = 0;
	if (!store_count(c->store, e, &ask, &rows, &c->errors) ||
	    !store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return NULL;
	all = arena_take(c->arena, (size_t)rows + 1, e->size);
	while (*n < (size_t)rows &&
	    store_next(cursor, c->arena, all + *n * e->size))
		++*n;
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
