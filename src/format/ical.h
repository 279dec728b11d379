/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ical.h - appointments and tasks for other people's calendars (RFC 5545,
 * 5546), by libical, which is loaded late.
 *
 * Times are moments and written in UTC, so that no reader has to know a
 * zone; what takes whole days is written as days.  Texts may hold any
 * script and line ends; other control characters are left out.
 */
#ifndef FORMAT_ICAL_H
#define FORMAT_ICAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/error.h"
#include "base/str.h"

struct arena;

enum ical_kind { ICAL_EVENT, ICAL_TASK };

struct ical_item {
	enum ical_kind kind;
	str     uid;                    /* the same for ever */
	str     summary, description, location, url;    /* or none */
	int64_t starts, ends;           /* moments; MOMENT_NONE: days */
	struct day from, until;         /* both counted; a task: until */
	int64_t sequence;               /* rises with each change */
	int64_t stamp;                  /* when this was written */
	bool    cancelled, tentative;
	bool    done;                   /* of a task */
	str     organizer, organizer_name;      /* an address; or none */
	str     attendee, attendee_name;
};

struct ical {
	str name;                       /* of the calendar; or none */
	const char *method;             /* "PUBLISH", "REQUEST", "CANCEL" */
	const struct ical_item *item;
	size_t n;
};

enum { ICAL_ITEMS = 5000 };

/* BROKEN: libical is not here.  INVALID: more than ICAL_ITEMS. */
CHECKED bool ical_write(struct arena *, const struct ical *, str *out,
    struct errors *);

#endif
