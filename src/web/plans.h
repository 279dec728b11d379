/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * plans.h - what the pages of a plan have in common.
 */
#ifndef WEB_PLANS_H
#define WEB_PLANS_H

#include "flow/planning.h"
#include "web/programme.h"

enum plans_view {
	PLANS_ACTIVITIES, PLANS_CHOICE, PLANS_RESULTS, PLANS_TIMELINE,
	PLANS_VERSIONS, PLANS_RISKS, PLANS_VIEWS
};

/* tabs [ { name href here } ] of a plan. */
void plans_tabs(struct ctx *, const struct programme *, enum plans_view,
         struct node *out);
/* is { mark says }: where an activity stands. */
void plans_state(struct ctx *, const struct activity *, struct node *row);
/* Whether exactly one is accountable and somebody is responsible. */
bool plans_raci(struct ctx *, str raci, size_t *accountable,
         size_t *responsible);
/* theory: the theory of change as a drawing; nothing without results. */
CHECKED bool plans_theory(struct ctx *, struct id programme, struct node *out);
/* The list of codes and addresses of activities at those places. */
void plans_links(struct ctx *, const struct planning *,
         struct planning_places, struct node *row, const char *list);

#endif
