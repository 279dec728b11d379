/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * books.h - what may be entered in a programme's ledger, and by whom.
 *
 * An entry is never edited.  What was wrong is reversed: the same entry
 * with its amount below zero, once, with a reason; a reversal is not
 * reversed.  Any other entry is above zero, within the programme's days
 * (an agreement or a pledge may be older), and of the programme's own
 * activities and lines.
 *
 * The setting approval_limits, such as "FIN 5000 USD; PM 20000 USD", says
 * up to which amount a role decides alone.  What is above the limit of who
 * enters it waits until another person, whose own limit suffices, approves
 * it; only then it is in the ledger, so no figure counts what waits.
 * Limits are of what goes out, together with what was entered for the same
 * day (or split_days) and payee or line; where there are limits, a typed
 * rate more than rate_off percent (5) off the kept one waits as well.
 *
 * Parts on different days are not held back, for rents and wages are paid
 * so; but those of BOOKS_WINDOW days that are above the limit together, and
 * that nobody approved, are shown to who approves.
 */
#ifndef FLOW_BOOKS_H
#define FLOW_BOOKS_H

#include "flow/ctx.h"
#include "model/books.h"
#include "model/fund.h"

/* Types of IATI. */
#define BOOKS_RECEIVED  "1"
#define BOOKS_COMMITTED "2"
#define BOOKS_DISBURSED "3"
#define BOOKS_SPENT     "4"
#define BOOKS_SIGNED    "11"

#define BOOKS_TYPED     "as typed"      /* a rate_basis */

/* Before a row of money is kept: what can be worked out is filled in, what
 * may not be is INVALID on its field.  Rows of other kinds are passed. */
CHECKED bool books_before(struct ctx *, const struct entity *,
                 const void *was, void *row);
CHECKED bool books_before_drop(struct ctx *, const struct entity *,
                 const void *row);

/* Of an entry that landed as it was: whether it would be right to enter it.
 * The sentences are in the ctx. */
CHECKED bool books_told(struct ctx *, const struct transaction *);

/* Takes an entry back.  INVALID without a reason, if it was taken back
 * before, or is itself a reversal. */
CHECKED bool books_reverse(struct ctx *, struct id entry, struct day on,
                 str reason, struct id *reversal);

/* ---- limits (books_limit.c) ---- */

struct books_limit {
	bool         is_above;  /* another person is needed */
	bool         is_split;  /* for what was entered beside it */
	struct money limit;     /* what the actor may decide alone; or none */
	double       off;       /* percent: a typed rate; else 0 */
	str          kept;      /* the rate that it is off */
};
/* Why another person is needed, in the reader's language. */
str books_limit_says(struct ctx *, const struct books_limit *);

/* Whether the actor may enter that alone. */
CHECKED bool books_limit(struct ctx *, const struct transaction *,
                 struct books_limit *);
/* Enters it, or lets it wait: *id is the entry's, or that of what waits. */
CHECKED bool books_enter(struct ctx *, struct transaction *, bool *waits,
                 struct id *id);
/* The entry that it would be. */
void books_entry_of(const struct pending_entry *, struct transaction *);
/* Whether the actor is one who may approve what waits. */
bool books_may_decide(struct ctx *, const struct pending_entry *);
/* By another person: the entry is made, or declined with a reason. */
CHECKED bool books_decide(struct ctx *, struct id pending, bool approve,
                 str note);
/* By who put it forward. */
CHECKED bool books_withdraw(struct ctx *, struct id pending);
/* INVALID for a setting approval_limits that nobody could follow. */
CHECKED bool books_limits_right(struct ctx *, str setting);

/* Entries that may be one payment in parts: of one payee or line, each
 * within the limit of who enters, together above it. */
enum { BOOKS_WINDOW = 30, BOOKS_PARTS = 20 };

struct books_parts {
	const struct transaction **part;        /* [n] by day */
	size_t                     n;
	struct money               sum, limit;  /* in its currency */
};

/* The last BOOKS_PARTS of them, newest first. */
CHECKED bool books_parts(struct ctx *, struct id programme,
                 struct books_parts **, size_t *n);
/* What stands beside an entry that waits, BOOKS_WINDOW days before and
 * after; sum none: not in one currency. */
CHECKED bool books_beside(struct ctx *, const struct pending_entry *,
                 size_t *n, struct money *sum);

/* Whether it would be a right entry, and what follows of it filled in. */
CHECKED bool books_check(struct ctx *, struct transaction *);

#endif
