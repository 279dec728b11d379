/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * seek.h - people and other parties by the words they are called by, with
 * or without marks, one letter of each word wrong (store/seek.h).
 *
 * Who may see somebody but not his personal data finds him by what is not
 * personal alone, letter for letter: or a name could be guessed.
 */
#ifndef FLOW_SEEK_H
#define FLOW_SEEK_H

#include "flow/ctx.h"

enum { SEEK_LIMIT = 50 };

struct seek_hit {
	void *row;                      /* the entity's struct, masked */
	int   off;                      /* letters that were wrong in all */
};

/* At most `limit` (to SEEK_LIMIT), those with the fewest letters wrong
 * first, then by name.  Letters wrong are looked for only where nobody is
 * written so.  A word with a figure in it is a code too. */
CHECKED bool flow_seek(struct ctx *, const struct entity *, str words,
                 size_t limit, struct seek_hit **, size_t *n);

#endif
