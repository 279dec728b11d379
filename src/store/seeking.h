/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * seeking.h - the words of a row before and after it changes (seek.h).
 */
#ifndef STORE_SEEKING_H
#define STORE_SEEKING_H

#include "store/inside.h"
#include "store/seek.h"

enum { SEEKING = 32 };          /* words of one row */

struct seeking {
	bool      is_on;
	str       word[SEEKING];
	size_t    n;
	str       kind;
	struct id home;
};

extern const char *const seek_sql[2];           /* its tables, per dialect */

/* Around each change of a row: its words as they are (none: no row), then
 * what became of them.  In a transaction, the store's work arena kept. */
bool seeking_begin(struct store *, struct plan *, struct id, struct seeking *);
bool seeking_end(struct store *, struct plan *, struct id,
         const struct seeking *);

#endif
