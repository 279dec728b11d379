/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * training.h - what the pages of one event have in common: its rows, read
 * once, and the head with its figures and tabs.
 */
#ifndef WEB_TRAINING_H
#define WEB_TRAINING_H

#include "base/map.h"
#include "flow/attend.h"
#include "format/chart.h"
#include "model/people.h"
#include "web/page.h"

enum training_tab {
	TRAINING_ATTENDANCE, TRAINING_SESSIONS, TRAINING_TESTS,
	TRAINING_FEEDBACK, TRAINING_TABS        /* of them: none */
};

struct training_person {
	struct enrolment   place;
	str                name, sex;
	double             pre, post;   /* NAN: not tested */
	struct attend_sum  sum;
	const struct attendance *mark;  /* [n] his, of all sessions */
	size_t             n;
	bool               again;       /* was in an earlier event; by
	                                 * training_more */
};

struct training {
	struct ctx             *c;
	struct programme        p;
	struct event            of;
	struct course           course;         /* revision 0: none */
	struct event_session   *session;        /* [sessions] by number */
	size_t                  sessions;
	struct training_person *person;         /* [persons] by name */
	size_t                  persons;
	struct reaction        *reaction;       /* [reactions] */
	size_t                  reactions;
	size_t                  today;          /* place of the session that is
	                                         * today, else of the last
	                                         * before; sessions: none */
	bool                    sees_people, may_mark, is_today;
};

/* The event that the address names. */
CHECKED bool training_read(struct ctx *, const struct request *,
                 struct training *);
/* "/programme/MAR-CULT/event/EV01" */
str          training_href(const struct training *);
/* Title, lead, figures, tabs and the way back, into the tree. */
CHECKED bool training_head(struct training *, enum training_tab,
                 struct node *out);
/* Who was there for the first time, and the cost for each person. */
CHECKED bool training_more(struct training *, struct node *sum);
/* The place of the session of that number; of today where there is none. */
size_t       training_session(const struct training *, str number);
/* Of a person at a session: the mark that counts; NULL: none or open. */
const struct attendance *training_mark(const struct training_person *,
    const struct event_session *, bool *open);
/* The ids, with ";", of the marks at a session that nobody knows better. */
str          training_heads(struct ctx *, const struct training_person *,
                 const struct event_session *);
/* Before and after by objective: objectives [ { name pre post gain mark } ]
 * and has_objectives. */
CHECKED bool training_objectives(struct training *, struct node *out);

#endif
