/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * cost.h - what an activity costs is the sum of its budget lines.
 *
 * While its plan is worked on, the cost follows the lines: the first line
 * replaces an estimate, and without lines an estimate stands.  Once the
 * plan is in review or approved the sum is fixed: a line may then only
 * bring a sum that is wrong nearer to the cost, as when lines of an older
 * plan are entered afterwards.  Lines in another currency than the cost
 * are not compared.  What an import brings stays as it came and is told.
 */
#ifndef FLOW_COST_H
#define FLOW_COST_H

#include "flow/ctx.h"
#include "model/fund.h"
#include "model/plan.h"

/* INVALID when a line that is added, changed or dropped (NULL) would take
 * the sum away from a cost that is fixed. */
CHECKED bool cost_keep_line(struct ctx *, const struct budget_line *was,
                 const struct budget_line *);
/* INVALID when the cost that is typed is not the sum of the lines. */
CHECKED bool cost_keep(struct ctx *, const struct activity *was,
                 const struct activity *);
/* After a row was written: the cost of its activity follows, in the
 * program's name. Rows of other kinds are passed over. */
CHECKED bool cost_follow(struct ctx *, const struct entity *,
                 const void *was, const void *row);

#endif
