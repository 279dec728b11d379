/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * zone.h - what the clock on the wall says somewhere, by ICU.
 *
 * Zones are named as in the IANA database: "Asia/Ho_Chi_Minh".
 */
#ifndef FORMAT_ZONE_H
#define FORMAT_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/str.h"

struct arena;

enum { ZONE_MOST = 64 };

bool zone_is(str zone);
/* The one zone of a country (ISO 3166, two letters); no text where it has
 * several, or none is known. */
str  zone_of_country(struct arena *, str country);
/* The moment at which the clock there shows so many minutes after midnight
 * of that day; where it is turned forward over it, an hour later.
 * MOMENT_NONE: no such zone. */
int64_t zone_moment(str zone, struct day, int minutes);
/* The other way round. */
struct day zone_day(str zone, int64_t ms, int *minutes);

#endif
