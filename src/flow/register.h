/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * register.h - how somebody comes to have a seat at an event.
 *
 * A registration that becomes `registered` is an enrolment; one that is
 * cancelled gives its seat to whoever waits longest.  Both follow from the
 * step, by whatever door it is taken.
 *
 * By the registration page anybody asks for a seat.  Whoever may already
 * be somebody of the register is offered to a person to decide about, and
 * so are all requests where the page says so; the others get a person of
 * their own and a seat, or a place on the waiting list.  What the rule of
 * the page is not met by refuses a request at once, in words.
 */
#ifndef FLOW_REGISTER_H
#define FLOW_REGISTER_H

#include "flow/pass.h"
#include "model/attend.h"

enum { REGISTER_HOURLY = 60,    /* requests an hour of an event, unless its
                                 * page says another number */
	REGISTER_SAME = 5 };    /* and from one place */

/* After a step of a registration, as the program (effect.c). */
CHECKED bool register_moved(struct ctx *, const struct registration *,
                 str from);

/* ---- by a personal link ---- */

/* The registration of the link's person; revision 0: none. */
CHECKED bool register_of(struct ctx *, const struct event *, struct id person,
                 struct registration *);
/* Takes the seat, or a place on the waiting list; or gives it back. */
CHECKED bool register_take(struct ctx *, const struct pass *);
CHECKED bool register_decline(struct ctx *, const struct pass *);
/* From 1: the place on the waiting list; 0: not on it. */
CHECKED bool register_place(struct ctx *, const struct registration *,
                 size_t *place);

/* ---- by the registration page ---- */

/* The page of an event; ABSENT if there is none or it is not open. */
CHECKED bool register_page(struct ctx *, struct id event, struct intake *,
                 struct event *);
/* from: where it came from, kept as a hash.  BUSY: too many at once.
 * INVALID: by field, or on no field what the rule asks.  *key opens the
 * request's own page. */
CHECKED bool register_ask(struct ctx *, const struct intake *,
                 const struct event *, struct seat_request *, str from,
                 str *key);
CHECKED bool register_request(struct ctx *, str key, struct seat_request *);

/* ---- by staff ---- */

/* That he is this person; none: somebody new. */
CHECKED bool register_decide(struct ctx *, struct id request,
                 struct id person);
CHECKED bool register_refuse(struct ctx *, struct id request, str reason);
/* Invites those who are neither invited nor enrolled; how many. */
CHECKED bool register_invite(struct ctx *, const struct event *,
                 const struct id *person, size_t n, size_t *invited);
/* Persons of an organisation; persons whose gaps the event's activity
 * aims at. */
CHECKED bool register_people_of(struct ctx *, struct id organisation,
                 struct id **, size_t *n);
CHECKED bool register_gap_holders(struct ctx *, const struct event *,
                 struct id **, size_t *n);

#endif
