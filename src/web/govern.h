/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * govern.h - parts of the page of those who have a part in a programme:
 * the engagement plan, points raised and their answers, strategies out of
 * strengths and threats, governing bodies.
 */
#ifndef WEB_GOVERN_H
#define WEB_GOVERN_H

#include "flow/govern.h"
#include "web/programme.h"

/* plan [ ... ], has_plan, unplanned (stakeholders of a known class without
 * a step), may_draft, draft_href. */
CHECKED bool govern_plan_put(struct ctx *, const struct programme *,
                 const struct engage *, struct node *out);
/* points [ ... ], has_points. */
CHECKED bool govern_points_put(struct ctx *, const struct programme *,
                 struct node *out);
/* bodies [ ... sessions [ ... decisions ] ], has_bodies. */
CHECKED bool govern_bodies_put(struct ctx *, const struct programme *,
                 struct node *out);
/* cells [ { name about pairs [ ... ] } ] of one subject. */
void govern_tows_put(struct ctx *, const struct programme *,
         const struct engage_swot *, struct node *row);

#endif
