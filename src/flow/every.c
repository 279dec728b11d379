/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/every.h"

#include <string.h>

static void *
every_asked(struct ctx *c, const struct entity *e, const struct ask *ask,
    size_t *n)
{
	struct found *found;
	size_t room = 0;
	char *all = NULL;

	*n = 0;
	if (!flow_list(c, e, ask, &found))
		return NULL;
	for (;;) {
		all = arena_more(c->arena, all, *n, &room, e->size);
		if (!flow_next(found, c->arena, all + *n * e->size))
			break;
		++*n;
	}
	return flow_end(found) ? all : NULL;
}

void *
every(struct ctx *c, const struct entity *e, struct id programme, size_t *n)
{
	struct ask ask = { .home = programme };

	return every_asked(c, e, &ask, n);
}

void *
every_by(struct ctx *c, const struct entity *e, const char *field, struct id is,
    size_t *n)
{
	struct filter of = { field_named(e, str_of(field)), IS,
		id_text(c->arena, is) };
	struct ask ask = { .filters = &of, .n = 1 };

	return every_asked(c, e, &ask, n);
}
