/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * checkin.h - who checks in to an event by a code: his own, read by a
 * trainer's phone, or the room's, read by himself.
 *
 * A code is looked at again when the mark arrives, whatever the phone made
 * of it: forged, cut off, of another event, replaced by a new one, of
 * somebody who is not enrolled any more - that mark is refused and says
 * why.  What is true but doubtful (attend.h) is kept, and waits for a
 * person.
 *
 * The room's code names the step of 45 seconds at which it was shown.  It
 * is fresh for two steps after that, by the phone's clock as far as we know
 * how wrong it is; the mark may arrive up to three days later.  An older
 * one is kept and doubted.
 */
#ifndef FLOW_CHECKIN_H
#define FLOW_CHECKIN_H

#include "base/map.h"
#include "flow/attend.h"
#include "flow/ticket.h"

struct checkin {
	struct event      of;
	struct ticket_key key;
	struct enrolment *place;        /* [places] as they enrolled */
	bool             *gone;         /* [places] his registration was
	                                 * cancelled or refused */
	size_t            places;
	struct day        until;        /* the last day of the codes */
};

/* Makes the event's key if it has none; DENIED for who may not mark. */
CHECKED bool checkin_ready(struct ctx *, const struct event *);
/* ABSENT: no codes were made yet. */
CHECKED bool checkin_open(struct ctx *, const struct event *,
                 struct checkin *);
/* Whose code it is: scanned digits or the six letters.  INVALID says why
 * it is nobody's. */
CHECKED bool checkin_who(struct ctx *, const struct checkin *, str code,
                 size_t *place);
str          checkin_code(struct ctx *, const struct checkin *, size_t place);
/* Where an enrolment stands; k->places: nowhere. */
size_t       checkin_place(const struct checkin *, struct id enrolment);
unsigned     checkin_serial(const struct enrolment *);
/* The badge was lost: a new code, the old one and the page's address end. */
CHECKED bool checkin_renew(struct ctx *, const struct event *,
                 struct id enrolment);

/* As attend_take, of marks with the codes by which they were made; a mark
 * without a person gets the one of its code. */
CHECKED bool checkin_take(struct ctx *, const struct event *, str device,
                 int64_t sent_at, struct attendance *, const str *code,
                 size_t n, struct attend_answer *);

/* ---- a person's own page ---- */

struct holder {
	struct enrolment  place;
	struct event      event;
	struct ticket_key key;
};

/* By the key in its address.  ABSENT: none, or replaced by a new one. */
CHECKED bool holder_find(struct ctx *, str key, struct holder *);

/* The address of that page of somebody who is enrolled, for other pages of
 * his; none: no codes were made yet, or he is not enrolled. */
CHECKED bool holder_href(struct ctx *, struct id event, struct id person,
                 str *href);

struct scan {                   /* of the room's code, by that person */
	struct id id;                   /* of the mark it will be */
	str       code;                 /* end of the address, or six letters */
	int64_t   made_at;
};

CHECKED bool holder_scan(struct ctx *, const struct holder *, str device,
                 int64_t sent_at, const struct scan *, size_t n,
                 struct attend_answer *);

/* The session of the room's code, whatever event it is of: by its address,
 * or by the letters among the sessions of these days. */
CHECKED bool room_find(struct ctx *, str code, struct event_session *,
                 struct event *);

#endif
