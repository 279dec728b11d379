/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * lasting.h - what stands after support ends: who is tied to whom, whose
 * money they live on, and which practices go on.
 */
#ifndef FLOW_LASTING_H
#define FLOW_LASTING_H

#include "engine/network.h"
#include "engine/survive.h"
#include "flow/assess.h"
#include "model/sustain.h"

/*
 * The network of a period.  Its nodes are the organisations that have a
 * tie in any period or were assessed; one that has no tie in the period,
 * and was left out of a round that closed in the same year, has gone.
 */
struct lasting_network {
	str            period;
	size_t         nodes;           /* without those that have gone */
	const str     *gone;            /* [n_gone] codes */
	size_t         n_gone;
	struct network figures;
	const struct id *node;          /* [nodes] */
	const str       *name, *code;   /* [nodes] */
	const struct network_edge *edge;        /* [edges] as reported */
	size_t           edges;
	const size_t    *degree, *component;    /* [nodes] */
};

/* The rounds that tell who has gone are read by itself. */
CHECKED bool lasting_networks_of(struct ctx *, struct id programme,
                 struct lasting_network **, size_t *n);
CHECKED bool lasting_networks(struct ctx *, struct id programme,
                 const struct results *const *round, size_t rounds,
                 struct lasting_network **, size_t *n);

/* Income from outside by all income; an organisation that did not say one
 * of its amounts of a year is left out of that year. */
struct lasting_income {
	int64_t      year;
	struct money outside, all;
	size_t       organisations, left_out;
	double       dependency;        /* 0..1; NAN */
};

CHECKED bool lasting_incomes(struct ctx *, struct id programme,
                 struct lasting_income **, size_t *n);

struct lasting_practices {
	struct survive_case *seen;      /* [n] every practice: months until it
	                                 * ended or was last seen; NAN */
	struct survive_step *step;      /* [steps] */
	size_t               n, steps;
	double               at_12, at_24;      /* share going on; NAN */
	/* Checks at 12 months. */
	size_t               checked_12, held_12;
};

/* Of one practice and all checks there are: when it ended, if that day is
 * known, else what was last seen. */
struct survive_case lasting_case(const struct practice *,
    const struct practice_check *, size_t checks);

CHECKED bool lasting_practices(struct ctx *, struct id programme,
                 struct lasting_practices *);

#endif
