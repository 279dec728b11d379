/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * reach.h - which rows somebody reaches, and why.
 *
 * Grants (model.h) say what a role may do; here they meet the roles that
 * the actor holds and the row at hand.  find.c and save.c ask; pages do
 * not include this.
 */
#ifndef FLOW_REACH_H
#define FLOW_REACH_H

#include "flow/ctx.h"
#include "store/store.h"

/* The rows of an entity the actor may see, for a list; *all when every
 * one.  False when there can be none. */
bool reach_scope(struct ctx *, const struct entity *, struct scope *,
    bool *all);

/* What the actor may do to this row, which lies in that programme. */
unsigned reach_row(struct ctx *, const struct entity *, const void *row,
             struct id programme);

/* The same as if no GUARD field kept the row back: whoever may change a row
 * may also put it out of his own sight. */
unsigned reach_open(struct ctx *, const struct entity *, const void *row,
             struct id programme);
/* Whether rows of it may be kept back by a GUARD field. */
bool reach_guarded(const struct entity *);

/* What one role that he holds there lets him do to it. */
unsigned reach_role(struct ctx *, const struct entity *, const void *row,
             str role, struct id programme);
/* Of a family's head the kind of party that the row is: a person's name
 * is personal, an organisation's is not. */
const struct entity *reach_member(const struct entity *, const void *row);

/* Follow a path of references, "activity.programme", from a row. False,
 * with a fault, if a row on the way cannot be read. */
CHECKED bool reach_path(struct ctx *, const struct entity *, const void *row,
                 const char *path, struct id *end);

/* Set what the actor may not see to none. */
void reach_mask(const struct entity *, void *row, unsigned may);

#endif
