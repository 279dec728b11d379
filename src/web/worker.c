/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "flow/desk.h"
#include "web/server.h"

struct worker *
worker_open(struct server *s, bool writes)
{
	struct arena *a = arena_new(0);
	struct worker *w = NEW(a, struct worker);
	struct random *r = NEW(a, struct random);

	*r = random_system();
	w->server = s;
	w->arena = a;
	w->writes = writes;
	w->desk.arena = a;
	w->desk.errors = (struct errors){ a, NULL, NULL };
	w->desk.random = r;
	w->desk.lang = "en";
	w->desk.kept = s->kept;
	if (desk_open_known(&w->desk, str_of(s->options.data), writes,
	    s->shape)) {
		w->shares = desk_is_shared(&w->desk);
		return w;
	}
	fprintf(stderr, "tilth serve: %s\n",
	    errors_text(&w->desk.errors, NULL));
	arena_free(a);
	return NULL;
}

void
worker_close(struct worker *w)
{
	size_t i;

	for (i = 0; i < LOCALS; i++)
		local_close(w->locals[i].local);
	desk_close(&w->desk);
	arena_free(w->arena);
}

static struct local *
local_of(struct worker *w, const char *tag)
{
	struct errors e = { w->arena, NULL, NULL };
	size_t i;

	if (strlen(tag) >= sizeof(w->locals->tag))
		tag = "en";
	for (i = 0; i < LOCALS; i++) {
		if (w->locals[i].local == NULL) {
			w->locals[i].local = local_open(tag, &e);
			memcpy(w->locals[i].tag, tag, strlen(tag) + 1);
			return w->locals[i].local;
		}
		if (strcmp(w->locals[i].tag, tag) == 0)
			return w->locals[i].local;
	}
	return w->locals[0].local;
}

const struct local *
worker_local(struct worker *w, const char *tag, str clock)
{
	struct errors quiet = { w->arena, NULL, NULL };
	struct local *l = local_of(w, tag);

	if (l != NULL && !local_zone(l, str_none(clock) ? "UTC"
	    : str_z(w->arena, clock), &quiet))
		(void)!local_zone(l, "UTC", &quiet);
	return l;
}
