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
#include "model/books.h"
#include "model/fund.h"
#include "model/people.h"
#include "model/plan.h"

struct finance_sum {            /* of a category, an activity, a funder ... */
	str          code;              /* "unknown": nothing says which */
	struct id    id;                /* of the activity, funder, account */
	struct money budget;            /* of its budget lines; none: no line */
	struct money spent;             /* none: nothing was paid */
	struct money planned;           /* the activity's cost */
	struct money committed, disbursed;      /* types 2 and 3 */
	struct money received, signed_for;      /* 1 and 11: funders, years */
	struct money to_date;           /* of the budget, planned until as_of */
	struct money earned;            /* of the budget, done (below) */
	struct money spent_to_date;     /* dated as_of or before */
	int64_t      lines, payments, entries;
	bool         is_over;           /* spent above the planned cost */
};

/* Exchange rates round: so little above the plan is not above it. */
#define FINANCE_SLACK 0.0005

/*
 * Each line and each entry that could be converted is in exactly one sum
 * of each grouping, so the sums of a grouping come to the whole.  Entries
 * that go out (types 2, 3 and 4) count everywhere, those that come in
 * where a funder or a year tells them apart.
 *
 * What is planned until a day is each line's amount by the share of its
 * activity's planned days that have passed (without days: of the
 * programme's).  What is earned is the line's amount when the activity is
 * delivered; once it is under way half of it (the 50/50 rule), or by the
 * programme's earned_rule nothing, or the percentage that is entered (none:
 * nothing, counted in `unsaid`).
 */
enum finance_by { FINANCE_FUNDER, FINANCE_YEAR, FINANCE_ACCOUNT, FINANCE_FUND,
	FINANCE_GROUPS };

struct finance_group {
	struct finance_sum *sum;        /* [n] by code */
	size_t              n;
};

struct finance {
	char                currency[4];
	struct day          as_of;              /* the programme's, or today */
	struct money        budget, spent;      /* none: no line at all */
	struct money        incoming, committed;        /* types 1 and 11 */
	struct finance_sum  all;                /* of all lines and entries */
	struct finance_sum *category, *activity;        /* by code */
	size_t              categories, activities;
	struct finance_sum  no_activity;        /* entries of none */
	struct finance_group group[FINANCE_GROUPS];
	const struct map   *activity_at;        /* by id (gather.h) */
	double              absorption;         /* spent by budget; NAN */
	double              equipment_share;    /* of the budget; NAN */
	int64_t             lines, transactions, unconverted;
	int64_t             undated;            /* activities without days */
	int64_t             unsaid;             /* under way, no percentage */

	const struct budget_line *line;         /* [lines] */
	const struct transaction *entry;        /* [transactions] */
	const struct money *line_base, *entry_base;     /* none: no rate */
	const struct money *line_due, *line_earned;     /* until as_of; done */
	const struct activity    *of;           /* [activities] */
	const struct account_code *account;     /* [accounts] */
	size_t                    accounts;
	const struct map         *line_at;      /* by id */
};

CHECKED bool finance_of(struct ctx *, struct id programme, struct finance **);
/* An amount, its amount in the programme's currency (or none) and its rate
 * (or NAN), in that currency; false: nobody knows. */
bool finance_in_base(const char *currency, struct money amount,
    struct money base, double rate, struct money *out);
/* How much of a line's days have passed on a day, 0 to 1: its own, else its
 * activity's (or NULL), else the programme's. */
double finance_elapsed(const struct budget_line *, const struct activity *,
    const struct programme *, struct day);
/* Entries by their day, of one day by their code (base/sort.h). */
int  finance_by_day(const void *, const void *, const void *);
/* Says so of a sum that money_add refused; always false. */
bool finance_too_large(struct ctx *);
/* Of one activity; none when nothing was paid for it. */
struct money finance_spent(const struct finance *, struct id activity);

#endif
