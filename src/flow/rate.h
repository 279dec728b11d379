/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * rate.h - what an amount was worth in another currency on a day.
 *
 * The rate of a day is the last one that is not younger than it, nor older
 * than the setting rate_days (31); of the two directions in which a rate
 * may be written the newer one counts, on the same day the one that asks
 * for no inverse.  Only where the setting rate_through names a currency are
 * two rates put together, by way of that one.  Where there is none, there
 * is none: nothing is ever taken for 1.
 */
#ifndef FLOW_RATE_H
#define FLOW_RATE_H

#include "flow/ctx.h"
#include "model/books.h"

enum { RATE_DAYS = 31 };

struct rate {
	double rate;            /* units of `to` for one of `from`; NAN: none */
	struct day on;          /* of the older of two */
	str    says;            /* "1 EUR = 1.0832 USD, 2025-03-31, ECB" */
};

CHECKED bool rate_on(struct ctx *, const char *from, const char *to,
                 struct day, struct rate *);
/* In that currency at that day; *is_there tells whether there was a rate.
 * INVALID when it is too large to be counted. */
CHECKED bool rate_convert(struct ctx *, struct money, const char *to,
                 struct day, struct money *, struct rate *, bool *is_there);
/* The dearest of those that were kept for these days, in either direction:
 * what a limit is measured by, so that one false rate does not lift it.
 * NAN: there is none. */
CHECKED bool rate_most(struct ctx *, const char *from, const char *to,
                 struct day, double *rate);
/* INVALID for a rate that cannot be one. */
CHECKED bool rate_right(struct ctx *, struct exchange_rate *);

/* Entries and lines of a programme that nobody could convert when they came
 * get the rate of their day (a line's: of today), by the program, each with
 * its line of history.  *taken of *open were. */
CHECKED bool rate_take(struct ctx *, struct id programme, size_t *taken,
                 size_t *open);

#endif
