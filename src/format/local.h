/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * local.h - numbers, money, dates and order as a language writes them.
 *
 * Made once per thread and language, since what it holds is large and
 * slow to make, and used by that thread alone.  The language is a BCP 47
 * tag ("vi", "fr", "ar-EG"); "en" alone is written the British way
 * (16 Jan 2023).  A language that ICU has no data for is written like
 * English.  Days are always of the Gregorian calendar, so that a page
 * and a form never differ in the year.
 *
 * What is missing (NAN, INT64_MIN, no currency, no day, MOMENT_NONE)
 * writes nothing, never a zero.
 */
#ifndef FORMAT_LOCAL_H
#define FORMAT_LOCAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/error.h"
#include "base/money.h"
#include "base/write.h"

struct local;

/* NULL and INVALID when the tag is not a language tag.  About 10 ms. */
struct local *local_open(const char *tag, struct errors *);
void          local_close(struct local *);          /* NULL is fine */
const char   *local_tag(const struct local *);
/* Whose clock moments are shown by: "Asia/Ho_Chi_Minh"; UTC until then. */
CHECKED bool  local_zone(struct local *, const char *zone, struct errors *);

/* 0 to 15 decimals, exactly so many; -1: what the value needs, up to 4. */
void local_real(const struct local *, struct write *, double, int decimals);
void local_count(const struct local *, struct write *, int64_t);
/* A share of 1: 0.125 is 12.5%. */
void local_percent(const struct local *, struct write *, double share,
         int decimals);
/* With the sign of the currency and as many decimals as it has. */
void local_money(const struct local *, struct write *, struct money);
/* The same without decimals from a thousand units on. */
void local_money_short(const struct local *, struct write *, struct money);

/* 16 Jan 2023, 16 January 2023, 16/01/2023, Jan 2023; a moment goes to
 * the minute: 16 Jan 2023, 14:05. */
void local_day(const struct local *, struct write *, struct day);
void local_day_long(const struct local *, struct write *, struct day);
void local_day_short(const struct local *, struct write *, struct day);
void local_month(const struct local *, struct write *, struct day);
void local_moment(const struct local *, struct write *, int64_t ms);

/* "in 6 days", "yesterday", seen from `now` or `today`: days below 14,
 * weeks to two months, months to two years, then years, cut not rounded. */
void local_days_away(const struct local *, struct write *, struct day,
         struct day today);
void local_ago(const struct local *, struct write *, int64_t ms, int64_t now);

/* What a language is called in itself: "français" of "fr"; the tag where
 * that is not known. */
str  local_language(struct arena *, str tag);

/* How the language's dictionaries order two texts: <0, 0, >0. */
int  local_order(const struct local *, str, str);
/* Bytes whose order by str_order is local_order; they may hold any byte.
 * They hold for one version of ICU: keep them no longer than the process. */
str  local_key(const struct local *, struct arena *, str);

#endif
