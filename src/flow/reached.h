/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * reached.h - how many persons were trained, each counted once over
 * programmes and years.
 *
 * A person counts where he attended an hour or more of an event that was
 * held, as records.h has it ("people_trained"), in the year in which that
 * event ended, and under the kind of the activity it belonged to.  The
 * register knows a person by one row, in whatever programme that stands.
 *
 * Exact.  Cost: of a programme's first time, its enrolments; after that
 * one step for each person, year and kind asked for, and an eighth of a
 * byte for each person of the site.
 */
#ifndef FLOW_REACHED_H
#define FLOW_REACHED_H

#include "flow/ctx.h"

struct once_index;

struct reached_ask {            /* all that is said must hold */
	const struct id *programme;     /* [n] */
	const int64_t   *at;            /* [n] the changes that last concerned
	                                 * them (outline.h); NULL: not known */
	size_t           n;
	int              from, to;      /* years; 0: any */
	str              sex, modality; /* none: any */
};

struct reached_sum {
	int64_t people, women;  /* each once */
	int64_t in_programmes;  /* the programmes' own numbers added up */
	int64_t in_years;       /* the years' own numbers added up */
	int     first, last;    /* years there are; 0: none */
};

CHECKED bool reached_of(struct ctx *, const struct reached_ask *,
                 struct reached_sum *);

/*
 * The lists of a programme, for the shelf (store/shelf.h): whoever lays its
 * outline there lays these beside it, as of the same change, and then they
 * are not read from its enrolments again.  Too large for it: no bytes.
 */
CHECKED bool reached_of_one(struct ctx *, struct id programme, str *bytes);

/* ---- what is kept of a programme ---- */

struct reached_cell {           /* a year, kind of activity and sex */
	int       year;                 /* 0: the event has no day */
	str       modality, sex;
	uint32_t *who;                  /* [n] numbers, rising (once.h) */
	size_t    n;
};

struct reached {
	struct reached_cell *cell;
	size_t               n;
};

/* Numbers below n, to the ids of who they are; and back to the numbers of
 * an index, lists in `own`.  False: damaged. */
str  reached_pack(struct arena *, const struct reached *, const struct id *,
    size_t n);
bool reached_unpack(struct arena *own, struct arena *work, str bytes,
    struct once_index *, struct reached *);
/* The sum of lists that are at hand, for numbers below `given`. */
void reached_sum(struct arena *, const struct reached *const *, uint32_t given,
    const struct reached_ask *, struct reached_sum *);

#endif
