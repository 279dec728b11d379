/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/zone.h"

#include <unicode/ucal.h>
#include <unicode/uenum.h>
#include <unicode/ustring.h>

#include "base/arena.h"

static bool
as_zone(str zone, UChar *out)
{
	UErrorCode st = U_ZERO_ERROR;
	UChar canonical[ZONE_MOST];
	char name[ZONE_MOST];
	size_t i;

	if (str_none(zone) || zone.n >= ZONE_MOST || !str_ascii(zone))
		return false;
	for (i = 0; i < zone.n; i++)
		name[i] = zone.p[i];
	name[i] = '\0';
	u_uastrcpy(out, name);
	ucal_getCanonicalTimeZoneID(out, -1, canonical, ZONE_MOST, NULL, &st);
	return U_SUCCESS(st);
}

bool
zone_is(str zone)
{
	UChar id[ZONE_MOST];

	return as_zone(zone, id);
}

str
zone_of_country(struct arena *a, str country)
{
	UErrorCode st = U_ZERO_ERROR;
	UEnumeration *all;
	const char *name;
	str one = { 0 };

	if (country.n != 2 || !str_ascii(country))
		return one;
	all = ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION,
	    str_z(a, country), NULL, &st);
	if (U_FAILURE(st))
		return one;
	if (uenum_count(all, &st) == 1 && U_SUCCESS(st)) {
		name = uenum_next(all, NULL, &st);
		if (U_SUCCESS(st) && name != NULL)
			one = str_copy(a, str_of(name));
	}
	uenum_close(all);
	/* The database's own name of that place since 1993. */
	return str_is(one, "Asia/Saigon") ? S("Asia/Ho_Chi_Minh") : one;
}

static UCalendar *
open_zone(str zone)
{
	UErrorCode st = U_ZERO_ERROR;
	UChar id[ZONE_MOST];
	UCalendar *c;

	if (!as_zone(zone, id))
		return NULL;
	c = ucal_open(id, -1, "en", UCAL_GREGORIAN, &st);
	return U_SUCCESS(st) ? c : NULL;
}

int64_t
zone_moment(str zone, struct day on, int minutes)
{
	UErrorCode st = U_ZERO_ERROR;
	UCalendar *c = open_zone(zone);
	int year, month, dom;
	double ms;

	if (c == NULL)
		return MOMENT_NONE;
	day_split(on, &year, &month, &dom);
	ucal_setDateTime(c, year, month - 1, dom, minutes / 60, minutes % 60,
	    0, &st);
	ucal_set(c, UCAL_MILLISECOND, 0);
	ms = ucal_getMillis(c, &st);
	ucal_close(c);
	return U_SUCCESS(st) ? (int64_t)ms : MOMENT_NONE;
}

struct day
zone_day(str zone, int64_t ms, int *minutes)
{
	UErrorCode st = U_ZERO_ERROR;
	UCalendar *c = open_zone(zone);
	struct day on = moment_day(ms);

	*minutes = (int)((ms - moment_of_day(on)) / 60000);
	if (c == NULL)
		return on;
	ucal_setMillis(c, (double)ms, &st);
	on = day_of(ucal_get(c, UCAL_YEAR, &st),
	    ucal_get(c, UCAL_MONTH, &st) + 1, ucal_get(c, UCAL_DATE, &st));
	*minutes = ucal_get(c, UCAL_HOUR_OF_DAY, &st) * 60 +
	    ucal_get(c, UCAL_MINUTE, &st);
	ucal_close(c);
	return on;
}
