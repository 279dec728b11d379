/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * agreements.h - what funders signed for, what of it is used, and what
 * falls due under it.
 *
 * What was spent of an agreement is the expenditure of its funder that
 * names its code as voucher, or lies within its days; where several fit,
 * the one that ends first has it, so nothing is used twice.  Amounts in
 * neither the agreement's currency nor (for an agreement in it) the base
 * currency are counted and told.
 */
#ifndef FLOW_AGREEMENTS_H
#define FLOW_AGREEMENTS_H

#include "flow/finance.h"
#include "model/books.h"

enum { AGREEMENTS_WARN = 90 };

struct agreement_used {
	struct grant_agreement row;
	struct grant_duty *duty;        /* [duties] by day */
	size_t       duties, open, late;
	struct money received, spent, left;
	struct money aside;             /* spent on what is not eligible */
	struct money overhead;          /* spent on indirect cost */
	bool         much_overhead;     /* more than the agreement allows */
	bool         lapses;            /* money is left, and the end is near */
	bool         lapsed;            /* money is left, and it has ended */
	int          days;              /* until its end; below 0: past */
	int64_t      entries, unconverted;
};

/* Those that the actor may see, by their ends. */
CHECKED bool agreements_of(struct ctx *, const struct finance *,
                 struct id programme, struct agreement_used **, size_t *n);
/* Which of them an entry is of; n: none. */
size_t agreements_at(const struct finance *, const struct agreement_used *,
    size_t n, const struct transaction *);

#endif
