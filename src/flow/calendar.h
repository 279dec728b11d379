/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * calendar.h - sessions, events and what is due as other people's calendars
 * want them: feeds under a secret address, entries sent by mail.
 *
 * An entry's UID is made of the row's id and never changes; its SEQUENCE
 * of the revisions of its rows, so it only rises.  Times are those of the
 * programme's country, or of the site (due.h), and go out in UTC.
 *
 * Who has a user's secret address reads his calendar, and nothing else;
 * the data keep its digest only.  A new one ends the old.
 */
#ifndef FLOW_CALENDAR_H
#define FLOW_CALENDAR_H

#include "flow/ctx.h"
#include "format/ical.h"
#include "model/deliver.h"

enum { CALENDAR_BACK = 90, CALENDAR_AHEAD = 400, CALENDAR_SESSIONS = 3 };

struct calendar {
	str               name;
	struct ical_item *item;         /* [n] */
	size_t            n;
};

/* What the actor would see in his day, a year ahead; his tasks as tasks. */
CHECKED bool calendar_mine(struct ctx *, struct calendar *);
/* Sessions, missions, exchanges, rounds and reports of a programme. */
CHECKED bool calendar_programme(struct ctx *, struct id, struct calendar *);
CHECKED bool calendar_event(struct ctx *, struct id, struct calendar *);
/* The clock of a programme: of its country, else of the site. */
CHECKED bool calendar_zone(struct ctx *, struct id programme, str *zone);
CHECKED bool calendar_text(struct ctx *, const struct calendar *, str *);

/* ---- the secret address ---- */

/* A new one of the actor: 43 characters, shown once. */
CHECKED bool calendar_key_new(struct ctx *, str *secret);
CHECKED bool calendar_key_end(struct ctx *);
/* When it was made; INT64_MIN: there is none. */
CHECKED bool calendar_key_made(struct ctx *, int64_t *at);
/* Sits its user down, to read only.  ABSENT: it opens nothing. */
CHECKED bool calendar_sit(struct ctx *, str secret);

/* ---- entries by mail ---- */

struct calendar_told {
	size_t people;                  /* with an address */
	size_t silent;                  /* without one */
	size_t sent;                    /* entries queued now */
	size_t have;                    /* who have the newest already */
};

/* To all who are enrolled and who teach: an entry for each session, or one
 * for the whole of an event of more than CALENDAR_SESSIONS.  Who has one
 * gets another only when it changed; of what is cancelled, and who is not
 * enrolled any more, the end of it.  DENIED for who may not change the
 * event. */
CHECKED bool calendar_tell(struct ctx *, struct id event,
                 struct calendar_told *);
/* The same, counted and not sent. */
CHECKED bool calendar_count(struct ctx *, struct id event,
                 struct calendar_told *);
/* For those who were sent entries of events to come: what changed since.
 * As the system; *n: entries queued. */
CHECKED bool calendar_follow(struct ctx *, size_t *n);
/* Whether anybody was ever sent an entry; only reads. */
CHECKED bool calendar_some(struct ctx *, bool *);

#endif
