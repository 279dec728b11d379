/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * shelf.h - what was computed from rows, laid down beside them.
 *
 * A piece has a kind and an id within it, the number of the change it was
 * computed as of, and the stamp of who computed it: what another program
 * laid down is not read.  It is no row and has no history; whoever lays
 * it down tells when it no longer holds.  Losing it costs time only.
 */
#ifndef STORE_SHELF_H
#define STORE_SHELF_H

#include "store/store.h"

struct shelved {
	struct id id;
	int64_t   at;           /* the change it was computed as of */
	str       bytes;
};

/* All of a kind with that stamp, in no order. */
CHECKED bool shelf_read(struct store *, str kind, str stamp, struct arena *,
                 struct shelved **, size_t *n, struct errors *);
/* The one with that id; its bytes are none: there is none. */
CHECKED bool shelf_find(struct store *, str kind, str stamp, struct id,
                 struct arena *, struct shelved *, struct errors *);
/* Unless there is one as of a later change. */
CHECKED bool shelf_put(struct store *, str kind, str stamp,
                 const struct shelved *, struct errors *);
/* The one with that id (none: all) as of a change before that. */
CHECKED bool shelf_drop(struct store *, str kind, struct id, int64_t before,
                 struct errors *);
/* All from one change on hold as of a later one too. */
CHECKED bool shelf_lift(struct store *, str kind, int64_t from, int64_t to,
                 struct errors *);

extern const char *const shelf_sql[2];  /* its table, per dialect, if it is
                                         * not there yet */

#endif
