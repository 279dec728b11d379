/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * react.h - what participants think of an event (level 1), without names.
 *
 * A sheet is tied to nobody: in it stands a digest that only the owner of
 * the link can make again, it gets a number by lot, and it is dated by its
 * day alone.  The first sheets wait, seen by nobody, until there are
 * REACT_LEAST, and are then shown together in an order drawn by lot.
 */
#ifndef FLOW_REACT_H
#define FLOW_REACT_H

#include "flow/pass.h"

enum { REACT_LEAST = 3 };

/* Whether this link gave its sheet already. */
CHECKED bool react_given(struct ctx *, const struct pass *, bool *given);
/* The scales, comment, change and own of *sheet; INVALID before the event
 * begins or with nothing said, CONFLICT the second time. */
CHECKED bool react_keep(struct ctx *, const struct pass *,
                 struct reaction *sheet);
/* Sheets that are not shown yet. */
CHECKED bool react_waiting(struct ctx *, struct id event, size_t *n);
CHECKED bool react_questions(struct ctx *, struct id event,
                 struct reaction_question **, size_t *n);

/* What the event's own questions came to over sheets: those that are asked
 * now by number, then those that some sheet answered and are gone. */
enum { REACT_POINTS = 5 };
struct react_own {
	str    question;                /* in the ctx's language */
	bool   is_scale;
	size_t n;                       /* sheets that answered */
	double mean;                    /* of a scale; NAN without answers */
	size_t spread[REACT_POINTS];    /* how many gave 1, 2 ... */
	str   *said;                    /* [n] of words */
};
CHECKED bool react_own(struct ctx *, struct id event,
                 const struct reaction *, size_t n, struct react_own **,
                 size_t *questions);

#endif
