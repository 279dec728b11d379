/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * kept.h - what was computed before and still holds.
 *
 * A process keeps what is dear to compute (the results of a round) under
 * the number of the change it was computed at.  It holds until a row it
 * rests on changes, which the log of changes tells; so nobody has to say
 * when it is stale, and a change made by another process counts too.
 * What is kept is never changed, and may be read by many threads at once.
 * When room is short, what is large and was not used for long goes first.
 */
#ifndef FLOW_KEPT_H
#define FLOW_KEPT_H

#include "flow/ctx.h"

struct kept;

struct kept_key {
	struct id   of;
	bool        personal;   /* with what only some may see */
	const char *rests_on;   /* " response cleaning ": entities of which any
	                         * change ends it; a blank before and behind */
};

struct kept *kept_new(size_t bytes);    /* room for all together */
void         kept_free(struct kept *);  /* when nobody borrows any more */

/* The last change this desk sees; 0: none, or nothing is kept here. */
int64_t      kept_moment(struct ctx *);
/* What is kept under the key as of the desk's moment, lent until the arena
 * of the desk goes; NULL if there is none: then the desk computes it and
 * keeps it, and who asks for the same meanwhile waits for that. */
const void  *kept_find(struct ctx *, const struct kept_key *);
/* Keep what was computed at that change, in an arena that is given away;
 * it is lent as long as by kept_find.  A desk without a `kept`, or one that
 * writes (ctx.unsure), only ties the arena to its own. */
void         kept_put(struct ctx *, const struct kept_key *, int64_t change,
                 struct arena *own, const void *what);

/* Who does aside what would take too long while somebody waits.  Before any
 * desk uses it. */
void         kept_on_call(struct kept *, void (*call)(void *), void *with);
/* Calls him; false: there is nobody. */
bool         kept_call(struct ctx *);

/* What all desks share for as long as the process lives: numbers for the
 * persons of the site, given once and never to another (once.h).  A desk
 * without a `kept` has its own. */
struct once_index *kept_numbers(struct ctx *);

#endif
