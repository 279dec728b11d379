/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * grouped.h - an indicator's figure by the groups it is told of.
 *
 * What is summed over the periods is so by groups too; of the rest the last
 * period counts.  Groups are of the first kind that the values have.
 */
#ifndef FLOW_GROUPED_H
#define FLOW_GROUPED_H

#include "engine/small.h"
#include "flow/monitor.h"

struct grouped {
	str    stratum;         /* "sex=F" */
	double value;
	double of;              /* what a share is a share of; NAN: not said */
};

/* [*n] in the order in which they first came. */
struct grouped *grouped_split(struct ctx *, const struct monitor_one *,
    size_t *n);
/* "sex=F" as people say it: "Female"; of the whole, "Total". */
str  grouped_says(struct ctx *, str stratum);

/* Whether it counts persons: they alone are told apart by sex, age and the
 * like, in any period; then their groups by place are persons too. */
bool grouped_persons(const struct indicator *, const struct indicators_one *);
/* Which of the groups g[0..n), of one kind, may be told outside the house,
 * as engine/small.h has it, and whether their whole may.  A share is told of
 * SMALL_LEAST or more; groups of groups are not told. */
enum small grouped_judge(struct arena *, const struct grouped *g, size_t n,
    double whole, bool persons, enum small *is);

#endif
