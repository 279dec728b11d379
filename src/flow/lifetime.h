/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * lifetime.h - all the capacity building one person ever received, of
 * every kind and in every programme, and what is next.
 *
 * A record is one event, agreement, exchange or other support that reached
 * the person.  Its amount is hours where hours are known, else days or
 * visits; what is not known is NAN, never 0.  A record is a repeat when an
 * earlier one, to which the person came, was of the same course (without a
 * course: the same kind and title).  What the actor may not see is left
 * out; a person reads all of his own (lifetime_mine).
 */
#ifndef FLOW_LIFETIME_H
#define FLOW_LIFETIME_H

#include "flow/ctx.h"
#include "model/award.h"
#include "model/people.h"

enum lifetime_kind {
	LIFETIME_TRAINING, LIFETIME_MENTORING, LIFETIME_EXCHANGE,
	LIFETIME_ADVICE, LIFETIME_OTHER, LIFETIME_KINDS
};

enum lifetime_unit {
	LIFETIME_HOURS, LIFETIME_DAYS, LIFETIME_VISITS, LIFETIME_ITEMS,
	LIFETIME_UNITS
};

struct lifetime_record {
	enum lifetime_kind   kind;
	const struct entity *e;         /* of the row behind it */
	struct id            id, of;    /* of: the course, or the row itself */
	struct id            programme, activity;
	str                  title, type, programme_code;
	struct day           from, to;
	enum lifetime_unit   unit;
	double               amount;    /* in that unit */
	double               share, pre, post;
	int                  passed;
	str                  certificate, state;        /* state: a label */
	bool                 is_repeat, is_over;
};

struct lifetime_role {          /* what the person gave */
	const struct entity *e;
	struct id            id;
	const char          *says;      /* "Trainer": to translate */
	str                  title, programme_code;
	struct day           from, to;
};

struct lifetime_level {
	struct id  gap;
	str        dimension, framework;
	double     before, now, desired, lo, hi;
	bool       is_met;
};

struct lifetime_next {
	struct day           on;
	const struct entity *e;
	struct id            id;
	const char          *says;      /* "Session": to translate */
	str                  title;
	bool                 is_late;
};

struct lifetime_held {          /* a certificate */
	struct certificate row;
	str                title;
	bool               is_valid, warns;     /* it expires soon */
};

struct lifetime_assist {        /* a mission to the organisation */
	struct id  id;
	str        title, programme_code;
	struct day from, to;
	double     days;                /* of work; NAN */
};

struct lifetime {
	struct person           person;
	bool                    is_masked;
	struct lifetime_record *record;         /* [n] the newest first */
	size_t                  n;
	struct lifetime_role   *role;           /* [roles] the newest first */
	size_t                  roles;
	str                     organisation;   /* the person is of it */
	struct lifetime_assist *assist;         /* [assists] newest first:
	                                         * what it received, which
	                                         * no sum counts */
	size_t                  assists;
	struct lifetime_level  *level;          /* [levels] widest gap first */
	size_t                  levels, met;
	struct lifetime_next   *next;           /* [nexts] the earliest first */
	size_t                  nexts;
	struct lifetime_held   *held;           /* [helds] */
	size_t                  helds;
};

/* DENIED for who may not see the person. */
CHECKED bool lifetime_of(struct ctx *, struct id person, struct lifetime **);
/* What his organisation received; for lifetime_of. */
CHECKED bool lifetime_assist(struct ctx *, struct lifetime *);
/* The actor's own.  ABSENT: he is no person of the register. */
CHECKED bool lifetime_mine(struct ctx *, struct lifetime **);

/* Sum over the records of that kind and unit within a year (0: of all);
 * NAN when there is none. */
double       lifetime_sum(const struct lifetime *, enum lifetime_kind,
                 enum lifetime_unit, int year);
const char  *lifetime_kind_name(enum lifetime_kind);    /* to translate */
const char  *lifetime_kind_key(enum lifetime_kind);     /* "training" */
const char  *lifetime_unit_name(enum lifetime_unit);    /* "hours" */

#endif
