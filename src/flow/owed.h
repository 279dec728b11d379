/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * owed.h - the mails an event owes the people it is for.
 *
 * Some go by a step: an invitation to a seat, and word to who moved up
 * from the waiting list.  The others go by the clock (owed_due): the day
 * before a session, when a test opens, when the event is over (feedback
 * and plan), and when it is time to say what became of the plan.  An event
 * that is silent, or cancelled, sends none by the clock.
 *
 * Each mail has the person's own link (pass.h), so that a test is taken or
 * a seat declined with one touch and without an account; it is made only
 * if a mail goes: who has no address, stopped mails of that kind or took
 * back his consent gets neither.  It is written in the language of his
 * account, else the one he last chose for a link, else the event's.
 *
 * By the clock nobody gets the same twice: the outbox remembers to whom it
 * wrote about which row.
 */
#ifndef FLOW_OWED_H
#define FLOW_OWED_H

#include "flow/ctx.h"
#include "model/attend.h"
#include "model/deliver.h"
#include "model/exam.h"

enum { OWED_AT_ONCE = 100, OWED_DAYS = 7 };

enum owed_what {
	OWED_SEAT,      /* take the seat, or decline it */
	OWED_MOVED,     /* from the waiting list into a seat */
	OWED_LINK,      /* his own page of the event */
	OWED_SESSION,   /* a session is near */
	OWED_TEST,      /* a test is open */
	OWED_AFTER,     /* how was it, and what will you do at work? */
	OWED_CHECK      /* what became of what you planned? */
};

struct owed {
	enum owed_what               what;
	const struct event          *of;
	struct id                    person;
	const struct event_session  *session;   /* of OWED_SESSION */
	const struct event_test     *test;      /* of OWED_TEST */
	struct id                    check;     /* the follow_up */
};

/* site: "https://tilth.example" before the links; none: what is set for
 * the site, and without that a mail that has no sense without its link is
 * not queued.  DENIED for who may not make links to the event. */
CHECKED bool owed_send(struct ctx *, str site, const struct owed *,
                 bool *queued);
/* Those invited to a seat who have not answered: who was not written to
 * yet, or with `again` all of them. */
struct owed_sent {
	size_t sent, without, stopped;  /* without an address */
};
CHECKED bool owed_invited(struct ctx *, str site, const struct event *,
                 bool again, struct owed_sent *);
/* All that the clock brings, as the program, at most OWED_AT_ONCE; *n:
 * queued. */
CHECKED bool owed_due(struct ctx *, size_t *n);

#endif
