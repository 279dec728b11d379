/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * answer.h - one request from its arrival to the bytes of its answer.
 *
 * Knows nothing of sockets: a test can hand in an arrival and look at the
 * answer.  It goes in steps, because they happen in different places:
 *
 *	answer_begin    on the socket's thread: address, route, small bodies
 *	STEP_READ       on a reader: run the page and render it
 *	STEP_PREPARE    on a reader: large bodies, and the page's slow half
 *	STEP_WRITE      on the write lane, inside its transaction
 *	STEP_SHOW       on a reader: render what the lane left, or its faults
 *	STEP_DONE       the answer may be sent
 */
#ifndef WEB_ANSWER_H
#define WEB_ANSWER_H

#include "web/request.h"
#include "web/server.h"

enum step { STEP_READ = 1, STEP_PREPARE, STEP_WRITE, STEP_SHOW, STEP_DONE };

enum { ANSWER_HEADERS = 24, ANSWER_MEMORY = 256 << 20 };

struct answer {
	int      status;
	str      body;          /* in the arena, or constant */
	int      file;          /* instead of the body; -1: none; the arena's */
	uint64_t size;
	bool     closes;        /* the connection, after this */
	struct pair headers[ANSWER_HEADERS];
	size_t   n;
};

struct exchange {
	struct server  *server;
	struct arena   *arena;
	struct arrival  in;
	struct request  q;
	const struct page *page;        /* NULL: there is none */
	struct node    *tree;
	struct reply    reply;
	struct ctx      ctx;
	enum step       step;
	int             status;         /* whatever the faults are; or 0 */
	str             allow;          /* of 405 */
	bool            sat;            /* the actor is known */
	bool            failed;
	char            code[12];       /* names this request in log and page */
	struct answer   out;
	str             made;           /* the body before it was packed */
	int64_t         since;          /* the last change it may know of */
};

/* server, arena and in are set; the rest is zero. */
void answer_begin(struct exchange *);
/* Whether the head is of somebody signed in; before answer_begin. */
bool answer_is_known(struct worker *, struct exchange *);
/* Whether the next step may run on the socket's own thread. */
bool answer_is_quick(const struct exchange *);
/* Does one step and sets the next.  False on the lane: take it back. */
bool answer_step(struct worker *, struct exchange *);
/* Whether STEP_SHOW needs no worker's desk: then answer_show does it. */
bool answer_is_bare(const struct exchange *);
void answer_show(struct exchange *);
/* The lane's commit failed: nothing was saved, say so. */
void answer_lost(struct worker *, struct exchange *);

void answer_header(struct exchange *, const char *name, str value);

#endif
