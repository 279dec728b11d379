/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * day.h - calendar days and moments in time.
 *
 * A day is a count in the proleptic Gregorian calendar: 1 is 0001-01-01,
 * 3652059 is 9999-12-31, 0 is none.  A moment is milliseconds since
 * 1970-01-01T00:00:00Z; MOMENT_NONE is none.  Text is ISO 8601.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct day { int32_t n; };

enum { DAY_LAST = 3652059 };
#define MOMENT_NONE INT64_MIN

bool day_read(str, struct day *);                 /* "2024-02-29" only */
str  day_text(struct arena *, struct day);        /* empty for none */
void day_split(struct day, int *year, int *month, int *dom);
struct day day_of(int year, int month, int dom);  /* none: no such day */
struct day day_add_months(struct day, int months);/* 31 Jan + 1 = 28 or 29 Feb;
                                                   * none when out of range */
int  day_of_week(struct day);            /* 1 Monday .. 7 Sunday, 0 for none */

/* "2024-03-01T08:05:00", with optional seconds, fraction, Z or offset
 * (none means UTC), or a day alone (midnight); a blank may stand for T.
 * Finer than a millisecond is cut off. */
bool moment_read(str, int64_t *ms);
str  moment_text(struct arena *, int64_t ms);     /* "2024-03-01T08:05:00Z",
                                                   * ".250" if it is not 0 */
struct day moment_day(int64_t ms);                /* in UTC */
int64_t moment_of_day(struct day);

#endif
