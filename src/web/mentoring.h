/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * mentoring.h - what the list of pairs and the page of one pair share.
 */
#ifndef WEB_MENTORING_H
#define WEB_MENTORING_H

#include "flow/mentor.h"
#include "web/page.h"

/* is { mark says } of the state. */
void mentoring_state_put(struct ctx *, const struct mentor_pair *,
         struct node *out);
/* mentor mentee kind start end held planned hours reached set review
 * is_late is_over is. */
void mentoring_sums_put(struct ctx *, const struct mentor_pair *,
         struct node *out);

#endif
