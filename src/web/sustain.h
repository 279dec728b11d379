/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sustain.h - the parts of the page on what lasts.
 */
#ifndef WEB_SUSTAIN_H
#define WEB_SUSTAIN_H

#include "web/programme.h"

/* plan { criteria [] steps [] } and closing [], or no plan. */
CHECKED bool sustain_plan_put(struct ctx *, const struct programme *,
                 struct node *out);
/* domains { periods [] rows [] radar }. */
CHECKED bool sustain_scores_put(struct ctx *, const struct request *,
                 struct id programme, struct node *out);
/* owners { ... } and incomes []. */
CHECKED bool sustain_owners_put(struct ctx *, const struct request *,
                 struct id programme, struct node *out);
/* rounds [], never [], reopened []. */
CHECKED bool sustain_next_put(struct ctx *, struct id programme,
                 struct node *out);

#endif
