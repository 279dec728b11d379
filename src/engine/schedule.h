/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * schedule.h - what must wait for what, how long all of it takes, and
 * what may slip without harm: the critical path.
 *
 * Source: J. E. Kelley, M. R. Walker (1959), Critical-path planning and
 *	scheduling, Proc. Eastern Joint Computer Conference, 160-173.
 */
#ifndef ENGINE_SCHEDULE_H
#define ENGINE_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct arena;

struct schedule_link {
	size_t before, after;   /* places of activities */
};

struct schedule {
	double start;           /* earliest; 0 is the first day of all */
	double latest;          /* start that delays nothing */
	double slack;           /* latest - start; 0 is critical */
	bool   is_critical;     /* slack within 1e-9 of the whole */
};

/*
 * length[n], each 0 or more; fills out[n] and *whole, the time for all of
 * it (0 for n = 0).  Fails with INVALID on a cycle, on a link to nothing,
 * and on a length that is missing or below 0; the field is "cycle",
 * "link" or "length".
 * Cost: n + links.
 */
CHECKED bool schedule_plan(struct arena *, const double *length, size_t n,
    const struct schedule_link *, size_t links, struct schedule *out,
    double *whole, struct errors *);

#endif
