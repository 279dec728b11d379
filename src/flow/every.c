/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/every.h"

#include <string.h>

enum { FIRST_ROOM = 64 };

/* Room for one row more in an array that grows. */
static char *
grown(struct arena *a, char *at, size_t n, size_t *room, size_t size)
{
	char *more;

	if (n < *room)
		return at;
	*room = *room == 0 ? FIRST_ROOM : *room * 2;
	more = arena_take(a, *room, size);
	if (n > 0)
		memcpy(more, at, n * size);
	return more;
}

void *
every(struct ctx *c, const struct entity *e, struct id programme, size_t *n)
{
	struct ask ask = { .home = programme };
	struct found *found;
	size_t room = 0;
	char *all = NULL;

	*n = 0;
	if (!flow_list(c, e, &ask, &found))
		return NULL;
	for (;;) {
		all = grown(c->arena, all, *n, &room, e->size);
		if (!flow_next(found, c->arena, all + *n * e->size))
			break;
		++*n;
	}
	return flow_end(found) ? all : NULL;
}
