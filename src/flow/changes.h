/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * changes.h - what changed, in the order in which it was written.
 *
 * Lines of history have numbers without a gap, given in the order of the
 * commits: who has seen number N and asks again with N misses nothing,
 * and sees nothing twice.  What the actor may not see is left out while
 * the numbers go on, so `next` moves even where nothing is told.  A row is
 * told as it is when it is asked for, with its own revision; of one that
 * is gone the line alone.
 */
#ifndef FLOW_CHANGES_H
#define FLOW_CHANGES_H

#include "flow/ctx.h"

enum { CHANGES_LIMIT = 100, CHANGES_MOST = 500, CHANGES_LOOK = 5000,
	CHANGES_KINDS = 8 };

struct change;

struct changes_ask {
	int64_t   after;        /* the last number one has; 0: from the start */
	size_t    limit;        /* 1 to CHANGES_MOST */
	str       entities;     /* "gap event"; none: all */
	str       kinds;        /* "added changed removed"; none: all */
	struct id programme;    /* only its rows; or none */
	int64_t   before;       /* stop below this number; 0: at the end */
};

struct changed {
	int64_t     number, at;
	const struct entity *entity;
	struct id   id;
	int64_t     revision;   /* the row's, after the change */
	const char *kind;       /* "added", "changed", "removed" */
	str         roles;      /* "PM MEL": what its author is in that
	                         * programme today; none: no user did it */
	struct id   programme;  /* or none */
	const void *row;        /* masked for the actor; NULL: it is gone */
};

/* Looks through CHANGES_LOOK lines at most.  *next: what to ask with next;
 * *more: there are lines behind it.  INVALID: entities, limit, after. */
CHECKED bool changes_read(struct ctx *, const struct changes_ask *,
                 struct changed **, size_t *n, int64_t *next, bool *more);
/* INVALID where `after` is past the last change: it is of another site, or
 * of before a backup was brought back, and who went on would miss some. */
CHECKED bool changes_reached(struct ctx *, int64_t after);

/* A row as far as a line says what stood there before; what is secret or
 * erased is not. */
CHECKED bool changes_before(struct ctx *, const struct entity *,
                 const struct change *, void *row);
/* The programme of a row whose parents may be gone as well. */
CHECKED bool changes_home(struct ctx *, const struct entity *,
                 const void *row, struct id *home);

/* One of them as the interface tells it: number, at, entity, id ... row. */
struct node;
void changes_put(struct ctx *, const struct changed *, struct node *);

#endif
