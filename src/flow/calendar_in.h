/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* calendar_in.h - what calendar.c and calendar_tell.c share. */
#ifndef FLOW_CALENDAR_IN_H
#define FLOW_CALENDAR_IN_H

#include "flow/calendar.h"
#include "model/attend.h"

str calendar_uid(struct ctx *, const struct entity *, struct id);
/* Of an event, by number, whoever asks. */
CHECKED bool calendar_sessions(struct ctx *, struct id event,
                 struct event_session **, size_t *n);
/* An event's name in that language, of one session with its topic. */
str calendar_summary(struct ctx *, const struct event *, str topic,
    const char *lang);
struct ical_item calendar_session(struct ctx *, const struct event *,
                 const struct event_session *, str zone);
struct ical_item calendar_whole(struct ctx *, const struct event *,
                 const struct event_session *, size_t n);

#endif
