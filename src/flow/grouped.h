/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * grouped.h - an indicator's figure by the groups it is told of.
 *
 * What is summed over the periods is so by groups too; of the rest the last
 * period counts.  Groups are of the first kind that the values have.
 */
#ifndef FLOW_GROUPED_H
#define FLOW_GROUPED_H

#include "flow/monitor.h"

struct grouped {
	str    stratum;         /* "sex=F" */
	double value;
};

/* [*n] in the order in which they first came. */
struct grouped *grouped_split(struct ctx *, const struct monitor_one *,
    size_t *n);
/* "sex=F" as people say it: "Female"; of the whole, "Total". */
str  grouped_says(struct ctx *, str stratum);

#endif
