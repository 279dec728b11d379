/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/every.h"

#include <string.h>

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
		all = arena_more(c->arena, all, *n, &room, e->size);
		if (!flow_next(found, c->arena, all + *n * e->size))
			break;
		++*n;
	}
	return flow_end(found) ? all : NULL;
}
