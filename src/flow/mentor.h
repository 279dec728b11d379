/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * mentor.h - mentoring and coaching: pairs with their hours and goals, and
 * who might mentor whom.
 *
 * A suggestion is scored from 0 to 1: half for competence (the share of the
 * mentee's open gaps in which the candidate was measured at the level the
 * mentee should reach; of an expert without levels, the share of them that
 * an area of work names), 0.2 for a language in common, 0.1 for the same
 * place, 0.2 for a free hand (1 for none, 0 for MENTOR_LOAD running
 * agreements).  What is not known counts nothing and is said.  Who is in
 * conflict is named with the reason and scores 0.
 */
#ifndef FLOW_MENTOR_H
#define FLOW_MENTOR_H

#include "flow/ctx.h"
#include "model/advise.h"

enum { MENTOR_LOAD = 4 };

struct mentor_goal {
	str    goal, measure, baseline, target, achieved;
	double share;                   /* of the way, 0..1; NAN: not numbers */
	bool   is_reached;
};

struct mentor_pair {
	struct mentoring_agreement g;
	str                 mentor, mentee;
	struct mentoring_session *session;      /* [n] the newest first */
	size_t              n;
	int64_t             held;       /* mentor_held */
	double              hours;      /* NAN: no length is known */
	struct mentor_goal *goal;       /* [goals] */
	size_t              goals;
	int64_t             set, reached;       /* INT64_MIN: not told */
	struct day          review;     /* the next, or the last that is over */
	bool                is_over;    /* the state is final */
	bool                is_late;    /* a review day has passed unheld */
};

/* How many sessions an agreement had, of which so many have a row: those
 * rows, or what it says if that is more; INT64_MIN: not known. */
int64_t mentor_held(const struct mentoring_agreement *, size_t rows);

/* rows[n]: of each agreement of the programme, counted for everybody. */
CHECKED bool mentor_rows(struct ctx *, struct id programme,
                 const struct mentoring_agreement *, size_t n,
                 size_t **rows);

/* The pairs of a programme that the actor may see, by first day. */
CHECKED bool mentor_pairs(struct ctx *, struct id programme,
                 struct mentor_pair **, size_t *n);
CHECKED bool mentor_pair(struct ctx *, struct id agreement,
                 struct mentor_pair *);

struct mentor_match {
	struct id   party;
	str         name, code;
	double      score;
	size_t      able, gaps;         /* of the mentee's gaps */
	str         language;           /* in common; none */
	bool        knows_language, is_near, knows_place;
	size_t      load;               /* running agreements */
	const char *conflict;           /* to translate; NULL: none */
};

/* Candidates: rostered experts who are somebody of the register, and who
 * mentored before; the best first, those in conflict last. */
CHECKED bool mentor_matches(struct ctx *, struct id programme,
                 struct id mentee, struct mentor_match **, size_t *n);

#endif
