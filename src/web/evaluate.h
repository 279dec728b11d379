/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * evaluate.h - what it cost, on the page of what changed.
 */
#ifndef WEB_EVALUATE_H
#define WEB_EVALUATE_H

#include "flow/reassess.h"
#include "flow/train.h"
#include "web/programme.h"

/* costs [ { code title href spent targets pairs gained per_level ... } ],
 * cost { ... } over all and has_costs; nothing for who may not see money. */
CHECKED bool evaluate_cost_put(struct ctx *, const struct programme *,
                 const struct reassess_pair *, struct node *out);
/* spent per_person per_point per_kept no_gain of a course. */
void evaluate_course_put(const struct train_course *, struct node *row);

#endif
