/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * records.h - what the records of a programme say by themselves: people
 * trained, events held, instruments adopted.
 *
 * An indicator may name what is counted for it (record_rule).  A person
 * counts once in a programme, on the day on which what is asked was first
 * met, so that periods add up; of courses completed each counts.  A value
 * that somebody typed is never replaced: records_fill says what it left.
 */
#ifndef FLOW_RECORDS_H
#define FLOW_RECORDS_H

#include "flow/ctx.h"
#include "flow/period.h"
#include "model/monitor.h"
#include "model/plan.h"

struct record {
	const struct entity *e;
	struct id  id;                  /* of the person, or of the row */
	struct day on;
	str        sex;                 /* of a person; "U": not known */
	double     amount;              /* 1, or pieces */
};

struct records {
	struct record *row;             /* [n] by day */
	size_t         n;
	bool           people;
};

CHECKED bool records_of(struct ctx *, struct id programme, str rule,
                 struct records *);
/* The days that count for a period: its own, or all up to its end where
 * the indicator is not the sum of its periods. */
struct period records_span(const struct indicator *, const struct period *);
/* Their amounts within the period, of one sex or (none) of all. */
double       records_sum(const struct records *, const struct period *,
                 str sex);

struct records_left {                   /* what was typed otherwise */
	str    stratum;
	double typed, recorded;
};

/*
 * Write the values of a period as the records have them: the whole, and
 * the sexes where the indicator is broken down by sex.  Only values that
 * are not there, or that were filled and not changed since, are written,
 * *written of them; what was typed and differs is in left[n_left], for
 * which there is room for RECORDS_STRATA.
 */
enum { RECORDS_STRATA = 8 };
CHECKED bool records_fill(struct ctx *, const struct indicator *, str period,
                 struct records_left *, size_t *n_left, size_t *written);
/* Whether a value is as the program filled it. */
bool         records_filled(const struct indicator_value *);

#endif
