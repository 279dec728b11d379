/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * award.h - who has shown what an award asks for.
 *
 * Each condition is read from the rows of the programme: hours of
 * enrolments, answers to tests after the course, scores of the last locked
 * round of a framework.  All conditions must hold; what nothing is known
 * of does not.  Whoever may see the award is told of everybody whom the
 * evidence names, and the names are masked as they are everywhere.
 *
 * Cost: the rows of those kinds once, however many conditions.
 */
#ifndef FLOW_AWARD_H
#define FLOW_AWARD_H

#include "flow/ctx.h"
#include "model/award.h"

enum { AWARD_PARTS = 20, AWARD_WARN_DAYS = 60 };

struct award_part {
	struct award_condition row;
	str    what;            /* "Reading records": the event, course ... */
	size_t events;          /* of a condition on several: so many */
};

struct award_got {
	double     got;         /* percent, level or events; NAN: not known */
	struct day on;          /* the day of the evidence */
	bool       met;
};

struct award_person {
	struct id         id;
	str               name;
	struct award_got *got;          /* [parts] */
	bool              fit;
	const struct certificate *holds;        /* the last that is not revoked,
	                                         * or NULL */
	bool              expired, expiring;    /* that one */
	bool              may;          /* be given one now: fit, and none is
	                                 * held, or it ends and some evidence
	                                 * is newer than it */
};

struct award_table {
	struct award         award;
	struct award_part   *part;      /* [parts] */
	size_t               parts;
	struct award_person *person;    /* [persons] by name */
	size_t               persons, fit, may;
	struct certificate  *issued;    /* [n_issued] the last first */
	size_t               n_issued, valid, revoked, expired, expiring;
};

CHECKED bool award_table(struct ctx *, struct id award, struct award_table **);

/* How many of an award's certificates hold today, and of those how many
 * end soon; counted by the store, no certificate is read. */
struct award_standing {
	int64_t valid, soon;
};

CHECKED bool award_standing(struct ctx *, const struct award *,
    struct award_standing *);

/* What an award's certificate says about its end. */
bool award_is_over(const struct ctx *, const struct certificate *);
bool award_ends_soon(const struct ctx *, const struct award *,
         const struct certificate *);

#endif
