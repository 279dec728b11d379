/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * follow_up.h - what is left of a course: who is still to be asked, and
 * who need not be.
 *
 * A single follow-up is waived by the programme manager or whoever
 * monitors: why, and until when (none: for good).  When that day has
 * passed it is asked for again.  It is then neither overdue nor in the way
 * of the last gate; what is answered is answered, waived or not.
 */
#ifndef FLOW_FOLLOW_UP_H
#define FLOW_FOLLOW_UP_H

#include "flow/ctx.h"
#include "model/deliver.h"

bool follow_up_is_waived(const struct follow_up *, struct day today);

/* Of a programme, by the day they are due: not answered, and waived today
 * or not; at most `most`, *more if there were others. */
CHECKED bool follow_up_find(struct ctx *, struct id programme, bool waived,
                 size_t most, struct follow_up **, size_t *n, bool *more);

/* The actor holds a role that may waive in that programme. */
bool follow_up_may_waive(const struct ctx *, struct id programme);
/* INVALID without a reason, to a day that has passed, or when it was
 * answered; CONFLICT when it is waived already. */
CHECKED bool follow_up_waive(struct ctx *, struct id, struct day until,
                 str why);
/* CONFLICT when it is not waived. */
CHECKED bool follow_up_ask_again(struct ctx *, struct id);

#endif
