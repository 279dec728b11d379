/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pipeline.h - what funders are asked for, and what is still to be raised.
 *
 * Amounts are in the programme's currency, at today's rate (rate.h), else
 * at the last one of the programme's own ledger: an opportunity in another
 * currency that has no rate adds nothing and is counted as not converted;
 * one without an amount, as not priced.
 *
 * Signed and received opportunities are secured, whatever probability
 * stands there; declined ones have no chance; of the others it is the one
 * that was entered, else the usual one of the stage (the site's setting
 * stage_chance, such as "lead=5 negotiation=70" in percent, else
 * pipeline_usual).  The figures are those of engine/cost.h.
 *
 * Only what the actor may see is counted; where that is not all, is_part
 * says so and nothing is held against the need.
 */
#ifndef FLOW_PIPELINE_H
#define FLOW_PIPELINE_H

#include "engine/cost.h"
#include "flow/ctx.h"
#include "model/fund.h"

enum pipeline_column {          /* of the board; the last is not on it */
	PIPELINE_CONTACT, PIPELINE_CONCEPT, PIPELINE_PROPOSAL,
	PIPELINE_AGREEMENT, PIPELINE_SIGNED, PIPELINE_ASIDE,
	PIPELINE_COLUMNS
};

struct pipeline_item {
	struct opportunity   row;
	enum pipeline_column column;
	str                  donor;     /* by name */
	struct money         base;      /* none: not priced, not converted */
	double               chance;    /* 0..1 */
	str                  rate_says;  /* by which rate; none: none needed */
	bool                 is_secured, is_usual;      /* the stage's chance */
	bool                 is_unconverted;
};

enum pipeline_need { PIPELINE_NO_NEED, PIPELINE_BUDGET, PIPELINE_PLAN };

enum { PIPELINE_OTHERS = 8 };   /* currencies without a rate, at most */

struct pipeline {
	struct id             programme;
	char                  currency[4];
	struct pipeline_item *item;             /* [n] by falling amount */
	size_t                n;
	bool                  is_part;
	enum pipeline_need    source;           /* of the need */
	struct money          need;             /* none: not known */
	struct money          secured, expected;
	struct money          gap;              /* need less secured; below 0:
	                                 * more than that; none: not known */
	struct cost_pipeline  sum;              /* against the need; NAN */
	struct money          committed;        /* in the ledger; none */
	struct money          cost;             /* of asking, where known */
	size_t                costs;            /* how many say it */
	double                leverage;         /* secured by it; NAN */
	size_t                open, unconverted, unpriced;
	struct money          other[PIPELINE_OTHERS];   /* not converted, less
	                                 * what is set aside or declined */
	size_t                others;
};

CHECKED bool pipeline_of(struct ctx *, struct id programme,
                 struct pipeline **);

/* Whether its deadline is still to be met: nothing was handed in yet. */
bool         pipeline_has_deadline(const struct opportunity *);
/* "Isles Foundation, digital creativity" */
str          pipeline_name(struct ctx *, const struct opportunity *);
/* In which column a stage stands. */
enum pipeline_column pipeline_column(str stage);
bool         pipeline_is_secured(str stage);
/* The chance that is usual at that stage, 0..1; NAN: no such stage. */
double       pipeline_usual(str stage);
/* The same as the site has set it. */
CHECKED bool pipeline_chance(struct ctx *, str stage, double *);

/* ---- what came of one ---- */

struct pipeline_received {
	struct money        sum;        /* in the programme's currency; none */
	struct transaction *entry;      /* [n] incoming funds, by day */
	size_t              n, unconverted;
	bool                of_donor;   /* no entry names it: it is the only
	                                 * secured one of its donor, and these
	                                 * are all that came from there */
};

CHECKED bool pipeline_received(struct ctx *, const struct opportunity *,
                 struct pipeline_received *);

#endif
