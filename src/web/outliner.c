/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/outliner.h"

#include <stdio.h>

#include "base/arena.h"
#include "flow/desk.h"
#include "flow/kept.h"
#include "flow/outline.h"
#include "flow/reached.h"
#include "web/aside.h"
#include "web/server.h"

enum {
	LOOK_S = 24 * 60 * 60,
	TOGETHER = 8,           /* laid down by one transaction */
	LIFT = 500              /* changes behind which all are lifted */
};

struct outliner {
	struct aside    aside;
	pthread_mutex_t lock;           /* of what follows */
	bool            is_there, ending;
	struct server  *server;
};

struct pile {
	struct outline *one[TOGETHER];
	str             reached[TOGETHER];
	size_t          n;
};

static void
complain(struct ctx *c)
{
	fprintf(stderr, "tilth serve: outlines: %s\n",
	    errors_text(&c->errors, NULL));
}

static bool
pile_put(struct ctx *c, void *with)
{
	const struct pile *p = with;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (!outline_shelve(c, p->one[i], p->reached[i]))
			return false;
	return true;
}

static bool
lift_put(struct ctx *c, void *with)
{
	return outline_lift(c, with);
}

static bool
count_one(struct ctx *c, struct id programme, struct pile *p)
{
	return outline_of(c, programme, &p->one[p->n]) &&
	    reached_of_one(c, programme, &p->reached[p->n]);
}

/* Each is read as of one moment.  One that cannot be told is left: who asks
 * for it is told why. */
static bool
count_some(struct outliner *o, const struct outline_round *r, size_t *at)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&o->aside, a, S("outlines"));
	struct pile pile = { .n = 0 };
	bool fine = true;

	c.actor.system = true;
	c.kept = o->server->kept;
	while (fine && *at < r->n && pile.n < TOGETHER &&
	    !aside_ends(&o->aside)) {
		fine = desk_begin(&c, false);
		if (fine && count_one(&c, r->one[(*at)++], &pile))
			pile.n++;
		else
			complain(&c);
		if (fine)
			desk_undo(&c);
		errors_clear(&c.errors);
	}
	if (fine && pile.n > 0 && !aside_put(&o->aside, &c, pile_put, &pile)) {
		complain(&c);
		fine = false;
	}
	arena_free(a);
	return fine;
}

static void
look(struct outliner *o)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&o->aside, a, S("outlines"));
	struct outline_round r = { .n = 0 };
	bool fine = false;
	size_t at = 0;

	c.actor.system = true;
	if (desk_begin(&c, false)) {
		fine = outline_due(&c, &r);
		desk_undo(&c);
	}
	while (fine && at < r.n && !aside_ends(&o->aside))
		fine = count_some(o, &r, &at);
	if (fine && at == r.n && r.to - r.from > LIFT)
		fine = aside_put(&o->aside, &c, lift_put, &r);
	if (!fine && errors_worst(&c.errors) != FINE)
		complain(&c);
	arena_free(a);
}

static void *
work_on(void *of)
{
	struct outliner *o = of;

	do
		look(o);
	while (aside_wait(&o->aside, LOOK_S));
	return NULL;
}

/* From any thread. */
static void
call(void *with)
{
	struct outliner *o = with;
	bool was;

	pthread_mutex_lock(&o->lock);
	was = o->is_there || o->ending;
	if (!was)
		o->is_there = aside_start(&o->aside, o->server, work_on, o);
	pthread_mutex_unlock(&o->lock);
	if (was)
		aside_wake(&o->aside);
}

void
outliner_start(struct server *s)
{
	struct outliner *o = NEW(s->arena, struct outliner);

	s->outliner = o;
	o->server = s;
	o->aside.only_called = true;
	pthread_mutex_init(&o->lock, NULL);
	if (s->lane != NULL && s->kept != NULL)
		kept_on_call(s->kept, call, o);
}

void
outliner_stop(struct server *s)
{
	struct outliner *o = s->outliner;
	bool is_there;

	pthread_mutex_lock(&o->lock);
	o->ending = true;
	is_there = o->is_there;
	pthread_mutex_unlock(&o->lock);
	if (is_there)
		aside_stop(&o->aside);
}
