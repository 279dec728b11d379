/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * finance.h - what a programme's money was meant for, and where it went.
 *
 * Sums are kept in minor units of the programme's currency.  A line or
 * transaction in another currency counts by its amount in the programme's
 * currency, else by its rate; one that has neither is counted as not
 * converted and adds nothing.
 */
#ifndef FLOW_FINANCE_H
#define FLOW_FINANCE_H

#include "base/map.h"
#include "flow/ctx.h"
#include "model/plan.h"

struct finance_sum {            /* of a category, or of an activity */
	str          code;              /* "unknown": no line says which */
	struct id    id;                /* of the activity */
	struct money budget;            /* of its budget lines; none: no line */
	struct money spent;             /* none: nothing was paid */
	struct money planned;           /* the activity's cost */
	int64_t      lines, payments;
	bool         is_over;           /* spent above the planned cost */
};

/* Exchange rates round: so little above the plan is not above it. */
#define FINANCE_SLACK 0.0005

struct finance {
	char                currency[4];
	struct money        budget, spent;      /* none: no line at all */
	struct money        incoming, committed;
	struct finance_sum *category, *activity;        /* by code */
	size_t              categories, activities;
	const struct map   *activity_at;        /* by id (gather.h) */
	double              absorption;         /* spent by budget; NAN */
	double              equipment_share;    /* of the budget; NAN */
	int64_t             lines, transactions, unconverted;
};

CHECKED bool finance_of(struct ctx *, struct id programme, struct finance **);
/* An amount, its amount in the programme's currency (or none) and its rate
 * (or NAN), in that currency; false: nobody knows. */
bool finance_in_base(const char *currency, struct money amount,
    struct money base, double rate, struct money *out);
/* Of one activity; none when nothing was paid for it. */
struct money finance_spent(const struct finance *, struct id activity);

#endif
