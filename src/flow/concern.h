/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * concern.h - which programmes the figures of which changes may have
 * moved.
 *
 * Every door leaves its line of history, so the lines behind a number tell
 * it all: a row concerns the programme it is in and the one it was in
 * before; a party whoever counts it; a framework whoever measures by it.
 * Rather a programme too many than one too few.
 */
#ifndef FLOW_CONCERN_H
#define FLOW_CONCERN_H

#include "base/map.h"
#include "flow/ctx.h"

struct concern {
	struct map *programme;          /* ids to the number of the last
	                                 * change that concerns it */
	int64_t     all;                /* the last that may concern any; or
	                                 * there were too many */
	int64_t     to;                 /* looked at up to this number */
};

/* Changes behind `since` to entities of a list with a blank before and
 * behind each; `most`: lines that are looked at one by one.  As the
 * program. */
CHECKED bool concern_read(struct ctx *, int64_t since, const char *rests_on,
                 int64_t most, struct concern *);
/* The last change that may concern that programme; 0: none. */
int64_t      concern_last(const struct concern *, const struct id *programme);

#endif
