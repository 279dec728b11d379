/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * spread.h - from money to gaps and back: each payment of an activity,
 * shared between the gaps the activity names.
 *
 * The rule: where every link from the activity to a gap has a share, a
 * payment is shared in those proportions; else in equal parts.  Parts are
 * whole minor units and add up to the payment exactly (engine/share.h).  A
 * payment of an activity that names no gap, or of no activity, stays whole
 * and belongs to no gap.  Amounts are in the programme's currency; what
 * cannot be converted is counted and shared with nobody.
 */
#ifndef FLOW_SPREAD_H
#define FLOW_SPREAD_H

#include "flow/ctx.h"
#include "model/fund.h"
#include "model/plan.h"

struct spread {                 /* of one activity */
	struct activity      activity;
	struct activity_gap *link;      /* [links], by the gap's id */
	size_t               links;
	bool                 by_share;  /* the links say shares; else equal */
	struct transaction  *payment;   /* [payments], by day */
	struct money        *base;      /* [payments]; none: not converted */
	size_t               payments, unconverted;
};

/* What one activity cost, and whom it was for.  ABSENT: no such activity;
 * DENIED: the actor may not see the money. */
CHECKED bool spread_activity(struct ctx *, struct id activity,
                 struct spread **);
/* The parts of one payment: part[links], in minor units; all 0 when it is
 * not converted. */
void spread_parts(struct arena *, const struct spread *, size_t payment,
    int64_t *part);
/* What one gap got of all payments of the activity; none when the gap is
 * not named, or nothing was paid. */
CHECKED bool spread_gap(struct ctx *, const struct spread *, struct id gap,
                 struct money *out);

/* ---- the money of one donor ---- */

struct spread_row {             /* an activity the donor paid for */
	const struct spread *of;
	struct money         paid;      /* by this donor */
	size_t               payments;
	size_t               closed;    /* of the gaps it names */
	struct money         to_closed; /* of paid: the parts of those */
};

struct spread_gap {             /* a gap the donor's money reached */
	struct id    gap;
	struct money part;
};

struct spread_funder {
	char               currency[4];
	struct spread_row *row;         /* [rows] by code of the activity */
	size_t             rows;
	struct spread_gap *gap;         /* [gaps] by falling part */
	size_t             gaps;
	struct money       paid;        /* = to_gaps + of_no_gap */
	struct money       to_gaps, of_no_gap;
	size_t             payments, unconverted;
};

/* party none: of all donors together. */
CHECKED bool spread_funder(struct ctx *, struct id programme, struct id party,
                 struct spread_funder **);

#endif
