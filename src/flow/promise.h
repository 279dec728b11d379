/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * promise.h - what rows promise one another, by whatever door a change comes.
 *
 * Forms, the API, tables of rows, steps, undo and drops all ask here
 * before they write.  Rules of one row stand in its table (model/); what
 * is frozen and what a step needs, in guard.h.  Here stands what one row
 * may not do to another:
 *
 *	an activity that is chosen has all it needs chosen, nothing it
 *	excludes, and a gap to close or the mark that it must be done;
 *	what an activity costs is the sum of its budget lines (cost.h);
 *	an expenditure is of a budget line of its own activity and funder;
 *	a percentage has its numerator and denominator, and is their share;
 *	the groups of a figure come to the whole, no more and no less
 *	(strata.h);
 *	nobody is his own successor, whatever happened in between;
 *	what a round told of a gap stays with its rank as it was;
 *	an evaluation that is closed takes no new recommendation;
 *	a question that was answered stays as it was asked (exam_item.h);
 *	a row with files stays, and a file has its bytes (files.h).
 *
 * A change that has nothing to do with a promise is not held up by its
 * having been broken before, as by what an import brought.
 */
#ifndef FLOW_PROMISE_H
#define FLOW_PROMISE_H

#include "flow/ctx.h"

/* INVALID with a sentence for each promise that the change would break.
 * was NULL: the row is new; row NULL: it is dropped.  Cost: the rows
 * beside it, such as the activities of its programme. */
CHECKED bool promise_keep(struct ctx *, const struct entity *, const void *was,
                 const void *row);
/* Of rows that landed as they were: what the row breaks.  True if nothing;
 * the sentences are in the ctx.  Other faults are told by their kind. */
CHECKED bool promise_check(struct ctx *, const struct entity *,
                 const void *row);

#endif
