/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * budget.h - a programme's money by what it is told apart by, over time,
 * and against what was planned.  All sums are those of finance.h.
 */
#ifndef FLOW_BUDGET_H
#define FLOW_BUDGET_H

#include "engine/cost.h"
#include "flow/finance.h"

enum budget_by { BUDGET_CATEGORY, BUDGET_ACTIVITY, BUDGET_FUNDER, BUDGET_YEAR,
	BUDGET_FUND, BUDGET_ACCOUNT, BUDGETS };

/* "category", as in addresses; BUDGETS for what is none. */
const char    *budget_name(enum budget_by);
enum budget_by budget_named(str);
/* What a sum is called by people: "4 Contractual services". */
str budget_says(struct ctx *, const struct finance *, enum budget_by,
    const struct finance_sum *);

/* The sums of a grouping, by code; activities without money are left out,
 * entries of no activity are last. */
struct finance_sum *budget_sums(struct arena *, const struct finance *,
    enum budget_by, size_t *n);
/* The code of the sum that a line, or an entry, is in. */
str budget_of_line(struct arena *, const struct finance *, enum budget_by,
    const struct budget_line *);
str budget_of_entry(struct arena *, const struct finance *, enum budget_by,
    const struct transaction *);

/* Budget less what was spent; none without a budget. */
struct money budget_balance(const struct finance_sum *);
/* Spent less planned until the day, as a share of what was planned; NAN
 * when nothing was planned. */
double budget_variance(const struct finance_sum *, struct money *);

enum { BUDGET_POINTS = 720 };
struct budget_curve {           /* months, each by its last day */
	struct day day[BUDGET_POINTS];
	double     planned[BUDGET_POINTS];      /* so far */
	double     spent[BUDGET_POINTS], signed_for[BUDGET_POINTS]; /* NAN:
	                                         * behind the day it is of */
	size_t     n;
};
/* n 0: nothing to draw. */
void budget_curve(const struct finance *, const struct programme *,
    struct budget_curve *);

struct budget_shares {          /* NAN: no budget */
	double counterpart;     /* CP_CASH and CP_KIND, of the budget */
	double local;           /* OWN and COMM */
	double external;        /* all other */
	double disbursed;       /* received of signed; NAN: nothing signed */
};
struct budget_shares budget_shares(const struct finance *);
struct cost_earned budget_earned(const struct finance *);

/* What came in kind, or from those who benefit, by form: in base currency. */
struct budget_given {
	struct money in_kind, local, community; /* the last: of rows of local
	                                         * contributions */
	int64_t entries, rows, unconverted;
};
/* Whether an entry is in the sum of that form: no promise is. */
bool budget_is_given(const struct transaction *, str form);
CHECKED bool budget_given(struct ctx *, const struct finance *,
                 struct id programme, struct budget_given *);

#endif
