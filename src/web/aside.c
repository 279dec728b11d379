/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/aside.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <time.h>

#include "base/arena.h"
#include "flow/desk.h"
#include "web/server.h"

enum { TRIES = 10 };

/* ---- the thread ---- */

bool
aside_start(struct aside *s, struct server *server, void *(*run)(void *),
    void *with)
{
	s->server = server;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->moved, NULL);
	if (server->lane == NULL)
		return true;
	s->worker = worker_open(server, false);
	if (s->worker == NULL)
		return false;
	s->has_thread = pthread_create(&s->thread, NULL, run, with) == 0;
	return s->has_thread;
}

void
aside_stop(struct aside *s)
{
	pthread_mutex_lock(&s->lock);
	s->ending = true;
	pthread_cond_broadcast(&s->moved);
	pthread_mutex_unlock(&s->lock);
	if (s->has_thread)
		pthread_join(s->thread, NULL);
	if (s->server->lane != NULL && s->worker != NULL)
		worker_close(s->worker);
}

bool
aside_ends(struct aside *s)
{
	bool ending;

	pthread_mutex_lock(&s->lock);
	ending = s->ending;
	pthread_mutex_unlock(&s->lock);
	return ending;
}

void
aside_wake(struct aside *s)
{
	pthread_mutex_lock(&s->lock);
	s->asked = true;
	pthread_cond_broadcast(&s->moved);
	pthread_mutex_unlock(&s->lock);
}

/* A desk takes a megabyte and more, most of it what the database knows of
 * its tables; while there is nothing to do it is given back. */
static void
rest(struct aside *s)
{
	if (s->worker == NULL)
		return;
	worker_close(s->worker);
	s->worker = NULL;
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

static bool
is_called(const struct aside *s, uint64_t commits)
{
	return s->asked || s->ending || (!s->only_called &&
	    s->server->commits != commits);
}

bool
aside_wait(struct aside *s, int seconds)
{
	uint64_t commits = s->server->commits;
	struct timespec until;
	bool ending;
	int i;

	rest(s);
	do {
		clock_gettime(CLOCK_REALTIME, &until);
		pthread_mutex_lock(&s->lock);
		for (i = 0; i < seconds && !is_called(s, commits); i++) {
			until.tv_sec++;
			(void)!pthread_cond_timedwait(&s->moved, &s->lock,
			    &until);
		}
		s->asked = false;
		ending = s->ending;
		pthread_mutex_unlock(&s->lock);
		if (!ending)
			s->worker = worker_open(s->server, false);
	} while (!ending && s->worker == NULL);
	return !ending;
}

/* ---- writing, as a piece on the lane ---- */

struct piece {
	struct lane_work work;
	struct aside *aside;
	struct ctx  *c;
	bool       (*what)(struct ctx *, void *with);
	void        *with;
	bool         lost, over;
};

static bool
piece_run(void *desk, struct lane_work *work)
{
	struct piece *p = (struct piece *)work;
	struct worker *w = desk;

	p->c->store = w->desk.store;
	p->c->random = w->desk.random;
	return p->what(p->c, p->with);
}

static void
piece_lost(void *desk, struct lane_work *work)
{
	(void)desk;
	((struct piece *)work)->lost = true;
}

static void
piece_done(void *desk, struct lane_work *work)
{
	struct piece *p = (struct piece *)work;
	struct aside *s = p->aside;

	(void)desk;
	pthread_mutex_lock(&s->lock);
	p->over = true;
	pthread_cond_broadcast(&s->moved);
	pthread_mutex_unlock(&s->lock);
}

static const struct lane_own own = { piece_run, piece_lost, piece_done };

static bool
on_lane(struct piece *p)
{
	struct aside *s = p->aside;

	p->work.own = &own;
	lane_write(s->server->lane, &p->work);
	pthread_mutex_lock(&s->lock);
	while (!p->over)
		pthread_cond_wait(&s->moved, &s->lock);
	pthread_mutex_unlock(&s->lock);
	if (p->lost && p->work.kept)
		return fail(&p->c->errors, NO_ROOM, NULL, "Nothing was saved: "
		    "the data file could not be written. The disk may be "
		    "full.");
	return p->work.kept && !p->lost;
}

static bool
at_desk(struct piece *p)
{
	struct aside *s = p->aside;
	struct ctx *c = p->c;

	c->store = s->worker->desk.store;
	if (!desk_begin(c, true))
		return false;
	if (!p->what(c, p->with)) {
		desk_undo(c);
		return false;
	}
	if (!desk_commit(c))
		return false;
	s->server->commits++;
	return true;
}

bool
aside_put(struct aside *s, struct ctx *c, bool (*what)(struct ctx *, void *),
    void *with)
{
	struct piece p = { .aside = s, .c = c, .what = what, .with = with };
	bool fine;

	c->now = server_now();
	fine = s->server->lane != NULL ? on_lane(&p) : at_desk(&p);
	c->store = s->worker->desk.store;
	c->random = s->worker->desk.random;
	return fine;
}

bool
aside_put_row(struct aside *s, struct ctx *c,
    bool (*what)(struct ctx *, void *), void *with)
{
	enum fault worst;
	int tries;

	for (tries = 1; !aside_put(s, c, what, with); tries++) {
		worst = errors_worst(&c->errors);
		if (tries == TRIES || (worst != CONFLICT && worst != BUSY))
			return false;
		errors_clear(&c->errors);
	}
	return true;
}

struct ctx
aside_ctx(struct aside *s, struct arena *a, str source)
{
	return (struct ctx){ .arena = a, .errors = { a, NULL, NULL },
		.store = s->worker->desk.store, .lang = "en",
		.random = s->worker->desk.random, .now = server_now(),
		.source = source };
}
