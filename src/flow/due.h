/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * due.h - what is to be done, and by when, for who is signed in.
 *
 * Tasks of his own; sheets that wait for his answers; and what falls to the
 * roles he holds: rounds, sessions, reports, follow-ups, missions' reports,
 * recommendations, answers to feedback, certificates that expire.  Rows of
 * a kind that differ in nobody but the person are one line with a number.
 * What he may not see is not there.
 */
#ifndef FLOW_DUE_H
#define FLOW_DUE_H

#include "flow/ctx.h"

enum { DUE_BACK = 180, DUE_LINES = 200, DUE_A_KIND = 60,
	DUE_WARN = 60, DUE_SOON = 30 };         /* days before an expiry */

struct due_line {
	const struct entity *entity;    /* of the row, or of those counted */
	struct id   row;                /* the first of them */
	struct day  on;                 /* none: no day is set */
	struct id   programme;          /* or none */
	str         starts, ends;       /* "08:00", of a session */
	str         name;
	const char *part;               /* which of the days of such a row;
	                                 * NULL: it has but one */
	const char *says;               /* what is to be done: to translate */
	int64_t     n;                  /* rows it stands for */
	bool        mine;               /* his own, not only his role's */
	bool        is_task;            /* that can be ticked off */
	bool        is_sheet;           /* an own sheet */
};

struct due {
	struct day       today;         /* where the site is */
	struct due_line *line;          /* [n], by day and hour; without a day
	                                 * last */
	size_t           n;
	size_t           late, now;     /* before today; today */
};

/* From DUE_BACK days ago to `days` days ahead. */
CHECKED bool due_of(struct ctx *, int days, struct due *);

/* A task is done, or open again.  DENIED for who may not change it. */
CHECKED bool due_tick(struct ctx *, struct id task, bool done);

/* The site's clock: its setting time_zone; else the zone of the country
 * its programmes are in, if that is one; else UTC. */
CHECKED bool due_zone(struct ctx *, str *zone);

#endif
