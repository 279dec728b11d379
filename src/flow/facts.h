/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * facts.h - the lines of a gap's life that nobody writes by hand.
 *
 *	funded       an activity of the plan that names the gap has money: a
 *	             payment or commitment, a committed budget line, or any
 *	             budget line once a plan version with it was approved
 *	in_delivery  something of such an activity happened: hours attended
 *	             or an event held, a mission debriefed, a mentoring
 *	             session, an exchange past its last day, equipment handed
 *	             over, a milestone achieved, a stage of a policy; or it
 *	             was begun by its own step
 *	reassessed   a round locked after the one that opened it has a score
 *	             of the subject (or of who took over) in the dimension
 *
 * They follow the rows, by whatever door those change.  Invariants: each
 * stands at most once per gap and activity or round, and names the row
 * behind it; when that no longer holds a line says so (not_funded,
 * not_begun, not_reassessed) and the old one stays; following twice writes
 * nothing.  A line has the day of its fact where that is known, else the
 * moment it was written.
 */
#ifndef FLOW_FACTS_H
#define FLOW_FACTS_H

#include "flow/ctx.h"
#include "model/assess.h"
#include "model/plan.h"

struct fact {
	const struct entity *e;         /* of the row that tells; NULL: it
	                                 * does not hold */
	struct id            row;
	struct day           on;        /* none: not known */
};

/* The first that tells. Cost: the rows of the activity. */
CHECKED bool facts_funded(struct ctx *, const struct activity *,
                 struct fact *);
CHECKED bool facts_begun(struct ctx *, const struct activity *,
                 struct fact *);

/* A row was added (was NULL), changed, moved or dropped (row NULL).  Rows
 * of other kinds are passed over. */
CHECKED bool facts_follow(struct ctx *, const struct entity *,
                 const void *was, const void *row);
/* A round was locked: lines, and the levels of the gaps it measured; one
 * that closed and is found below the level desired opens again.
 * As the program. */
CHECKED bool facts_round(struct ctx *, const struct assessment_round *);
/* The line of a re-assessment, unless it stands already. As the program. */
CHECKED bool facts_reassessed(struct ctx *, const struct gap *,
                 const struct assessment_round *, double level);
/* All activities of a programme: for data that came whole or is older than
 * this, and for what a passing day brings about; *written lines. */
CHECKED bool facts_settle(struct ctx *, struct id programme, size_t *written);

#endif
