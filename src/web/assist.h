/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * assist.h - what the pages of technical assistance have in common.
 */
#ifndef WEB_ASSIST_H
#define WEB_ASSIST_H

#include "flow/assist.h"
#include "model/people.h"
#include "web/page.h"

/* "Drafting the terms" and its mark: is { mark says }. */
void assist_state_put(struct ctx *, const struct entity *, const void *row,
         struct node *out);
/* One line of a list of missions: name href from to days experts report
 * due submitted late rating is. */
void assist_mission_put(struct ctx *, const struct mission *, int64_t days,
         struct node *row);
/* "Expert Specimen-03; Expert Specimen-08" */
str  assist_names(struct ctx *, const struct entity *, str ids);
/* Two texts beside each other: diff [ { is_same is_changed is_gone is_new
 * left right lefts [ { text differs } ] rights } ] and changes. */
void assist_differ_put(struct ctx *, str left, str right, struct node *out);
/* Recommendations of a mission, or (none) of a programme's missions:
 * recommendations [ ... ] and open, done. */
CHECKED bool assist_advice_put(struct ctx *, struct id programme,
                 struct id mission, struct node *out);

#endif
