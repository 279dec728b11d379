/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * money.h - amounts in the smallest unit of a currency (ISO 4217).
 *
 * 64-bit minor units: VND and JPY have no decimals, USD two, KWD three.
 * No currency is no amount, which is not the same as zero.
 */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct money { int64_t minor; char currency[4]; };

int  money_exponent(const char *currency);   /* 0..4; -1: no such currency */
/* Plain digits with a point, at most the currency's decimals (trailing
 * zeros beyond them are allowed): "-1250.5".  False on more, on overflow. */
bool money_read(str amount, const char *currency, struct money *);
str  money_text(struct arena *, struct money);   /* "1250.50"; empty for none */
double money_real(struct money);                 /* major units; NAN for none */
bool money_add(struct money *, struct money);     /* false: other currency or
                                                   * overflow; none + x = x */
bool money_from_real(double major, const char *currency, struct money *);
                                                  /* rounds half to even */
/* The amount by a rate, in that currency: exact for the rate as it is
 * written in decimals, also beyond 2^53; rounds half to even.  False: no
 * amount, no such currency, no rate above zero, or too large. */
bool money_times(struct money, double rate, const char *currency,
         struct money *);
/* The sum of amounts by weights of 0 to 1 (chances), rounded once, half to
 * even; exact for weights as they are written, also beyond 2^53.  What has
 * no currency or no weight adds nothing.  False: another currency, another
 * weight, too large. */
bool money_weighted(const struct money *, const double *weight, size_t n,
         const char *currency, struct money *);
/* Whether one amount can be the other at that rate: as near as the rate is
 * written (1.08 stands for 1.075 to 1.085, but never for more than half a
 * percent), and a smallest unit. */
bool money_agrees(struct money, double rate, struct money other);
#endif
