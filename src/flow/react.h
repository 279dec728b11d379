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

#endif
