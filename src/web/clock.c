/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Moments of a page by the clock of its programme. */
#include "base/arena.h"
#include "flow/calendar.h"
#include "format/zone.h"
#include "web/programme.h"

enum { MINUTE_MS = 60000, DAY_MINUTES = 24 * 60 };

bool
clock_put(struct ctx *c, struct id programme, struct node *out)
{
	str zone;

	if (!calendar_zone(c, programme, &zone))
		return false;
	node_text(out, "clock", zone);
	return true;
}

bool
clock_read(struct ctx *c, struct id programme, const struct request *q,
    const char *field, int64_t *at)
{
	str said = str_trim(request_form(q, field)), zone;
	struct day day;

	*at = INT64_MIN;
	if (str_none(said))
		return true;
	if (!calendar_zone(c, programme, &zone))
		return false;
	if (!moment_read(said, at))
		return fail(&c->errors, INVALID, field,
		    "'%.*s' is no moment such as 2026-03-01T08:00.",
		    (int)said.n, said.p);
	if (str_ends(said, S("Z")) || said.n > 19)      /* it says its own */
		return true;
	day = moment_day(*at);
	*at = zone_moment(zone, day, (int)((*at - moment_of_day(day)) /
	    MINUTE_MS) % DAY_MINUTES);
	return true;
}

bool
clock_text(struct ctx *c, struct id programme, int64_t at, str *out)
{
	struct day day;
	int minutes;
	str zone;

	*out = (str){ 0 };
	if (at == INT64_MIN)
		return true;
	if (!calendar_zone(c, programme, &zone))
		return false;
	day = zone_day(zone, at, &minutes);
	*out = str_print(c->arena, "%sT%02d:%02d", day_text(c->arena, day).p,
	    minutes / 60, minutes % 60);
	return true;
}
