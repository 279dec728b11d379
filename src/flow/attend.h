/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * attend.h - who came to the sessions of an event, told by marks that may
 * have been made on several devices without a connection.
 *
 * A mark names the marks it was made after (model/attend.h).  Of the marks
 * of one person at one session those that no other names are the last
 * words.  If these agree, the first that came counts and the others agree
 * with it; if they differ, all are open and none counts until a mark is
 * made after them.  So the order in which devices are heard, and their
 * clocks, change nothing.  The mark that closing a list makes gives way to
 * any other.  A mark by a code that may have been passed on (an old one,
 * one device for several people, one person on several devices) is open
 * too, though it says the same; what nobody doubts counts meanwhile.
 *
 * Hours: who was here or late attended the minutes of the mark, or if it
 * says none the whole session; who was away none.  An enrolment's hours
 * and share follow from the marks that count, of the sessions in which the
 * person has one; an enrolment without any mark stays as it is.  The share
 * is of hours, at most those of each session, or of sessions where the
 * hours of one are not known.
 */
#ifndef FLOW_ATTEND_H
#define FLOW_ATTEND_H

#include "flow/ctx.h"
#include "model/attend.h"
#include "model/deliver.h"

/* Sets .standing of all marks of one person at one session. */
void attend_weigh(struct attendance *, size_t n);
/* Whether somebody said that the event took place. */
bool       attend_was_held(const struct event *);
/* The last day of the event, or its only one; none: not known. */
struct day attend_last_day(const struct event *);
/* Of theory and practice; else between the times, over midnight if the end
 * is earlier than the beginning; NAN: not known. */
double attend_session_hours(const struct event_session *);
/* What a mark that counts gives; NAN: not known. */
double attend_hours(const struct event_session *, const struct attendance *);

struct attend_sum {
	double hours, share;    /* NAN: not known */
	size_t marks;           /* of any standing */
	size_t here, late, away;        /* those that count */
	size_t open;            /* sessions that wait for a decision */
};

/* marks: any of one person; those of other sessions are passed over. */
struct attend_sum attend_sum_of(const struct event_session *, size_t sessions,
    const struct attendance *marks, size_t n);

/* Of theory and practice; NAN: not said. */
double attend_event_hours(const struct event *);
/* Hours above those of the event are a slip of the pen: they stay in the
 * row, and count as all.  NAN: not known. */
double attend_hours_counted(const struct event *, const struct enrolment *);
/* What the enrolment says, else of the event's hours; 0..1; NAN. */
double attend_share(const struct event *, const struct enrolment *);

/* DENIED, in one sentence, for who may not mark in that programme. */
CHECKED bool attend_may(struct ctx *, struct id programme);
/* Before and after a row is written, by whatever door; gone: dropped. */
CHECKED bool attend_before(struct ctx *, const struct entity *, void *row);
CHECKED bool attend_follow(struct ctx *, const struct entity *,
                 const void *row, bool gone);

enum attend_is { ATTEND_TAKEN, ATTEND_THERE, ATTEND_OPEN, ATTEND_REFUSED };

struct attend_answer {
	enum attend_is is;
	str            why;     /* of what was refused */
};

/*
 * Marks of an event as a device kept them, in its order; each has its own
 * id, so what was sent before is known again.  sent_at: what the device's
 * clock says now, which tells how wrong it is.  A mark that cannot be taken
 * does not hold up the others.  false: nothing is.
 */
CHECKED bool attend_take(struct ctx *, const struct event *, str device,
                 int64_t sent_at, struct attendance *, size_t n,
                 struct attend_answer *);

/* The list is complete: who is enrolled and has no mark was away. */
CHECKED bool attend_close(struct ctx *, struct event_session *);
/* As if not closed; the marks stay, and give way. */
CHECKED bool attend_open(struct ctx *, struct event_session *);

#endif
