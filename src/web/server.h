/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * server.h - what all workers of one server share, and what one worker
 * has for itself.
 */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include <stdatomic.h>

#include "flow/ctx.h"
#include "format/local.h"
#include "web/tries.h"
#include "web/lane.h"
#include "web/page.h"
#include "web/serve.h"
#include "web/views.h"

enum { TIME_CLASSES = 12, LOCALS = 8 };

/* Upper ends of the classes of the time a request took, in microseconds;
 * the last class has none. */
extern const int64_t time_classes[TIME_CLASSES];

struct tally {                          /* counted by all threads */
	_Atomic uint64_t status[6];     /* [1]: 1xx ... [5]: 5xx */
	_Atomic uint64_t took[TIME_CLASSES + 1];
	_Atomic uint64_t took_us;       /* all together */
	_Atomic uint64_t refused;       /* by the guard */
	_Atomic uint64_t cut;           /* by the deadline */
	_Atomic int64_t  open;          /* connections now */
	_Atomic uint64_t bytes;         /* sent, bodies only */
};

struct server {
	struct serve_options options;
	struct arena        *arena;     /* lives as long as the server */
	const struct page *const *pages;
	struct views        *views;
	str                  shape;     /* of the tables kept (desk.h) */
	struct lane         *lane;      /* NULL: everything in one thread */
	struct kept         *kept;      /* results computed before */
	struct visits       *visits;    /* what visit.c keeps */
	struct jobs         *jobs;      /* what jobs.c keeps */
	struct mails        *mails;     /* what mails.c keeps */
	struct hooks        *hooks;     /* what hooks.c keeps */
	struct outliner     *outliner;  /* what outliner.c keeps */
	struct tries         tries;     /* who guessed wrong */
	struct tally         tally;
	int64_t              started;   /* ms */
	_Atomic uint64_t     commits;   /* of the lane, since the start */
};

struct worker {
	struct server *server;
	struct ctx     desk;            /* its store and random source */
	struct arena  *arena;           /* of the worker */
	bool           writes, shares;  /* others write to the data too */
	uint64_t       commits;         /* before its transaction began */
	struct seats  *seats;           /* what seat.c keeps */
	struct {
		char          tag[16];
		struct local *local;
	} locals[LOCALS];
};

/* NULL after saying why on the terminal. */
struct worker      *worker_open(struct server *, bool writes);
void                worker_close(struct worker *);
/* The language's numbers and dates; made at first use. */
/* clock: the zone of moments; none: UTC. */
const struct local *worker_local(struct worker *, const char *tag, str clock);

/* Prometheus text. */
void server_metrics(struct server *, struct write *);
int64_t server_now(void);               /* ms since 1970 */
int64_t server_clock(void);             /* us, only ever forward */

#endif
