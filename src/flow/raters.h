/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * raters.h - whether those who rate can be relied on: oneself against an
 * outsider, and the items of a scale among themselves.
 */
#ifndef FLOW_RATERS_H
#define FLOW_RATERS_H

#include "engine/agree.h"
#include "engine/item.h"
#include "flow/assess.h"

struct raters_table {           /* one unit per item of a subject that both
                                 * rated; the last sheet of each counts */
	size_t  levels;                 /* whole points of the scale */
	double *count;                  /* [levels][levels] rows: oneself */
	size_t  n;
	double  difference;             /* mean of self - external; NAN */
	struct agree_kappa equal, linear, quadratic;
};

/* Of a round whose scale has whole points; else levels is 0. */
CHECKED bool raters_table(struct ctx *, const struct results *,
                 struct raters_table *);

struct raters_scale {
	size_t           complete;      /* sheets without a missing answer */
	size_t           sheets;        /* that count */
	struct item_test test;          /* items turned the same way */
};

CHECKED bool raters_scale(struct ctx *, const struct results *,
                 struct raters_scale *);

#endif
