/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * aside.h - a thread beside those that answer: it does jobs, or sends
 * mails.
 *
 * It reads at a desk of its own and writes on the lane, as a piece among
 * requests.  A server without other threads has none of these either: what
 * they do is then done between two requests, at the desk that is there.
 */
#ifndef WEB_ASIDE_H
#define WEB_ASIDE_H

#include <pthread.h>

#include "flow/ctx.h"

struct server;
struct worker;

struct aside {
	struct server  *server;
	struct worker  *worker;         /* where it reads */
	pthread_t       thread;
	bool            has_thread;
	pthread_mutex_t lock;           /* of what follows */
	pthread_cond_t  moved;
	bool            asked, ending;
	bool            only_called;    /* does not wait for writes */
};

/* False when there is no thread or no desk to be had. */
bool aside_start(struct aside *, struct server *, void *(*run)(void *),
    void *with);
/* Tells it to end, and waits until it has. */
void aside_stop(struct aside *);
bool aside_ends(struct aside *);
void aside_wake(struct aside *);
/* Until somebody wakes it, this server wrote something, the end comes, or
 * that many seconds are over: another program may have written.  Meanwhile
 * it has no desk; a ctx of before is not used after.  False: the end. */
bool aside_wait(struct aside *, int seconds);

/* At its desk, in English, nobody acting. */
struct ctx aside_ctx(struct aside *, struct arena *, str source);
/* One transaction; false: nothing of it is there. */
bool aside_put(struct aside *, struct ctx *,
    bool (*what)(struct ctx *, void *), void *with);
/* The same of a row that somebody may be changing at this moment: a
 * CONFLICT is tried again. */
bool aside_put_row(struct aside *, struct ctx *,
    bool (*what)(struct ctx *, void *), void *with);

#endif
