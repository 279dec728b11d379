/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * worked.h - what worked for a gap, from the site's own results.
 *
 * A pair is a gap that was open at the first assessment, was meant to be
 * closed by an activity that was delivered, and was measured again.  Pairs
 * are put together by dimension (of one framework, whatever the version)
 * or by the cause of the gap, and by the modality of the activity.  A gap
 * with activities of two modalities is a pair of both, since nothing tells
 * them apart: this shows where gains were seen, not what made them.
 *
 * Below WORKED_PAIRS pairs there is no figure, only how many there are.
 * What an activity cost is shared alike by all gaps it names; the cost of
 * a level is that of the pairs by the levels gained, in one currency.
 * Cost: rows and sheets once, then n log n.
 */
#ifndef FLOW_WORKED_H
#define FLOW_WORKED_H

#include "flow/ctx.h"

enum { WORKED_PAIRS = 5 };

struct worked_pair {
	struct id programme, subject, dimension, round; /* the first */
	str       programme_code, subject_name, modality;
	str       framework, cause;
	str       dimension_code, dimension_title;
	double    before, after, desired;       /* after NAN: not measured */
	double    cost;                         /* NAN: not known */
	char      currency[4];
};

struct worked_cell {
	str    key, title;              /* dimension, or cause, for people */
	str    framework, modality;
	size_t first, all;              /* its pairs, in the list */
	size_t n, closed;               /* measured again; at what is wanted */
	double mean, lo, hi;            /* levels gained; 95 %; NAN below
	                                 * WORKED_PAIRS */
	double per_level;               /* NAN: not known, nothing gained */
	char   currency[4];
};

struct worked {
	struct worked_pair *pair;       /* [pairs] in the order of cells */
	struct worked_cell *cell;       /* [cells] by key, then best first */
	size_t              pairs, cells;
};

/* Over the programmes whose gaps the actor may see; by cause, or by
 * dimension. */
CHECKED bool worked_find(struct ctx *, bool by_cause, struct worked *);

/* The same of pairs at hand. */
void worked_sum(struct arena *, struct worked_pair *, size_t n, bool by_cause,
         struct worked *);

#endif
