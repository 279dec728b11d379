/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * feedback.h - questions, suggestions, praise and complaints from anyone,
 * what was answered and how soon, and what was done.
 *
 * Whoever sends something gets a reference number and reads the answer with
 * it; no account, and no name unless they leave one.  Of what is sent
 * without a name neither the sender's address nor account is kept.  What is
 * about misconduct, fraud, abuse or personal data is sensitive by itself:
 * only the programme manager and the steering committee see it.
 *
 * An answer is due in 15 days, in 5 to what is sensitive, or as the site's
 * settings feedback_days and feedback_days_sensitive say.
 */
#ifndef FLOW_FEEDBACK_H
#define FLOW_FEEDBACK_H

#include "flow/ctx.h"
#include "model/monitor.h"

enum { FEEDBACK_DAYS = 15, FEEDBACK_DAYS_SENSITIVE = 5,
	FEEDBACK_TEXT = 5000,           /* letters at most */
	FEEDBACK_A_DAY = 200 };         /* from outside, to a programme */

struct feedback_new {
	str  category, topic, text;
	str  contact;                   /* none: anonymous */
	bool sensitive;                 /* they ask for it */
};

/* From whoever it is: programmes that are published take it from anyone,
 * others from those who have a part in them.  INVALID with the field for
 * what cannot be kept; BUSY when too much came today. */
CHECKED bool feedback_send(struct ctx *, struct id programme,
                 const struct feedback_new *, struct feedback_case *out);
/* By its reference number, for whoever has that. */
CHECKED bool feedback_find(struct ctx *, str reference, struct feedback_case *);
/* What they say to the answer: "yes" or "no", and why.  INVALID before
 * there is one. */
CHECKED bool feedback_rate(struct ctx *, str reference, str satisfied,
                 str remark);
/* The answer, by who may change the row; today unless a day stands there.
 * The days it took are counted. */
CHECKED bool feedback_answer(struct ctx *, struct feedback_case *);

enum feedback_is { FEEDBACK_WAITING, FEEDBACK_OVERDUE, FEEDBACK_ANSWERED };

enum feedback_is feedback_stands(const struct ctx *,
                 const struct feedback_case *);
/* In how many days, by the settings. */
CHECKED bool feedback_limits(struct ctx *, int *days, int *sensitive);
/* When an answer is due; of rows that do not say so, by the settings. */
struct day feedback_due(const struct feedback_case *, int days,
                 int days_sensitive);

struct feedback_desk {          /* of what the actor may see */
	struct feedback_case *row;      /* [n] the latest first; due is set */
	size_t  n, waiting, overdue, answered;
	size_t  in_time;                /* of those answered */
	double  median_days;            /* to an answer; NAN: none came */
	size_t  satisfied, rated;       /* of those answered that said */
};

CHECKED bool feedback_desk(struct ctx *, struct id programme,
                 struct feedback_desk *);
/* The same counts of all rows, and of the rows only what the public page
 * shows: received, heard, done, answered_on; the latest first.  For
 * whoever may see the programme. */
CHECKED bool feedback_said(struct ctx *, struct id programme,
                 struct feedback_desk *);

#endif
