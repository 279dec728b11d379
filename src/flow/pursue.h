/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pursue.h - an opportunity on its way: what its steps leave behind.
 *
 * Each step keeps a line (opportunity_stage) with who, when and why, and
 * the probability follows the stage: it becomes the usual one of the new
 * stage where the usual one of the old stood there, and wherever nothing
 * is open any more.  Signing enters the commitment into the ledger, the
 * first tranche the incoming funds (what the ledger refuses is told in the
 * line); whoever took the last step may take it
 * back, unless it has entered money: that is reversed in the ledger.
 */
#ifndef FLOW_PURSUE_H
#define FLOW_PURSUE_H

#include "flow/ctx.h"
#include "model/fund.h"
#include "model/raise.h"

enum { PURSUE_DAYS = 7 };       /* a step can be taken back */

/* For effect.c: the probability of the moved row; the line, and the entry
 * of the ledger; the line of a new one. */
CHECKED bool pursue_set(struct ctx *, const struct move *,
                 struct opportunity *);
CHECKED bool pursue_moved(struct ctx *system, struct id by,
                 const struct move *, const struct opportunity *was,
                 const struct opportunity *, str reason);
CHECKED bool pursue_added(struct ctx *, const struct opportunity *);

/*
 * A donor without an account here takes no steps: the fundraiser records
 * what it answered, and the committee signs alone, each with a note that
 * tells how he knows.  Whether that is open to the actor; and the step.
 */
bool         pursue_stands_in(struct ctx *, const struct opportunity *,
                 const struct move *);
CHECKED bool pursue_step(struct ctx *, const struct opportunity *,
                 int64_t revision, str verb, str note);
/* The steps open to him, his own and those he stands in for. */
size_t       pursue_steps(struct ctx *, const struct opportunity *,
                 const struct move **into, size_t room);

/* The line that the actor may take back, of a row as it stands; revision
 * 0: there is none. */
CHECKED bool pursue_last(struct ctx *, const struct opportunity *,
                 struct opportunity_stage *);
/* DENIED to others than who took the step; CONFLICT when something came
 * after; INVALID when there is nothing to take back. */
CHECKED bool pursue_back(struct ctx *, struct id, int64_t revision);

/* Lines of one opportunity, the oldest first, less those taken back. */
CHECKED bool pursue_lines(struct ctx *, struct id opportunity,
                 struct opportunity_stage **, size_t *n);

/* ---- how many go on ---- */

struct pursue_rate {            /* of one stage */
	const char *stage;
	size_t entered;         /* opportunities that ever stood there */
	size_t moved_on;        /* of them, those that went further on */
	size_t lost;            /* declined or set aside from there */
	double rate;            /* moved_on / entered; NAN: none entered */
};

enum { PURSUE_RATES = 7 };      /* lead .. signed */

/* From the kept lines of a programme's opportunities; *kept: how many of
 * them have any (others came in as they were). */
CHECKED bool pursue_rates(struct ctx *, struct id programme,
                 struct pursue_rate[PURSUE_RATES], size_t *kept);
/* The same of lines at hand, by opportunity and the oldest first. */
void pursue_count(const struct opportunity_stage *, size_t n,
         struct pursue_rate[PURSUE_RATES]);

#endif
