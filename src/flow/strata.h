/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * strata.h - the figures of an indicator: shares have both halves, and
 * groups come to their whole.
 *
 * The groups of each kind (sex; sex and location; ...) are added up for
 * one indicator and period.  They never come to more than the whole.  They
 * may come to less while they are drafts, one being typed after another;
 * a figure that is submitted is refused, with the difference, until who is
 * in no group stands under unknown.  A mean of groups is between them, not
 * their sum: only counts and shares add up.
 *
 * What the program counted in the records adds up by itself; where typed
 * values stand beside it, that is told there (records.h).
 */
#ifndef FLOW_STRATA_H
#define FLOW_STRATA_H

#include "flow/ctx.h"
#include "model/monitor.h"

/* Rows that are about to be kept in the same piece of work, as of one form
 * or table: each is judged beside the others as they will be. */
struct strata_coming {
	const struct indicator_value *v;        /* [n] */
	size_t                        n;
};

/* As promise_keep. */
CHECKED bool strata_keep(struct ctx *, const struct indicator_value *was,
                 const struct indicator_value *);

/* "sex=F" is of "sex", "sex=F;location=north" of "sex;location"; the whole
 * is of nothing. */
str  strata_kind(struct arena *, str stratum);
/* Whether that is the value of the group; none: of the whole. */
bool strata_is(const struct indicator_value *, str stratum);
/* Of n of them; n: there is none. */
size_t strata_find(const struct indicator_value *, size_t n, str stratum);
/* Where those of that kind belong of whom nothing else is known: "sex=U";
 * of two kinds "sex=U;location=unknown". */
str  strata_unknown(struct arena *, str kind);
/* Whether two sums differ by more than what computing them loses. */
bool strata_differ(double a, double b);

#endif
