/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * find.h - the door by which rows come out.
 *
 * What the actor may not see is ABSENT from lists and DENIED when asked
 * for by id; PERSONAL fields are masked (set to none) for who may not see
 * them; SECRET fields never come out.
 */
#ifndef FLOW_FIND_H
#define FLOW_FIND_H

#include "flow/ctx.h"
#include "store/store.h"

CHECKED bool flow_find(struct ctx *, const struct entity *, struct id,
    void *row);
/* By code; of an entity with .within, in that row (a programme). */
CHECKED bool flow_find_code(struct ctx *, const struct entity *, str code,
                 struct id within, void *row);
/* An id in text, or a human code: what people type and URLs carry.  With
 * `within` (a programme) only what lies in it is found by id either. */
CHECKED bool flow_find_text(struct ctx *, const struct entity *, str id_or_code,
                 struct id within, void *row);

struct found;                            /* an open list */

CHECKED bool flow_list(struct ctx *, const struct entity *, const struct ask *,
                 struct found **);
bool         flow_next(struct found *, struct arena *, void *row);
CHECKED bool flow_end(struct found *);
str          flow_token(struct found *, struct arena *);
CHECKED bool flow_count(struct ctx *, const struct entity *, const struct ask *,
                 int64_t *n);

/* Whether rows of it could come, of that programme or of all, in which the
 * actor may not see what is personal: they are not put in order by it, or
 * the order would tell it. */
CHECKED bool flow_masks(struct ctx *, const struct entity *,
                 struct id home, bool *some);

/* The programme a row belongs to (none: the site's own). */
CHECKED bool flow_home(struct ctx *, const struct entity *, const void *row,
                 struct id *programme);
/* What people call a row: its NAME field, else its code, else its id. */
str          flow_name(struct ctx *, const struct entity *, struct id);
/* Whether the user is who asks, by whichever of his accounts. */
bool         flow_is_actor(struct ctx *, struct id user);
/* Whether there is no row of it that the actor may not see. */
bool         flow_sees_all(struct ctx *, const struct entity *);
/* Whether the actor may do these things to this very row. */
bool         flow_may(struct ctx *, const struct entity *, const void *row,
                 unsigned what);
/* Whether the actor may change this field. */
bool         flow_may_field(struct ctx *, const struct entity *,
                 const struct field *, struct id programme);

/* Whether a row is found by those words in what is not personal. */
bool         flow_is_open_to(struct ctx *, const struct entity *,
                 const void *row, str words);

/* What changed in a row he may see; `fields` may hold what is personal,
 * so it is shown through change_lines (derive/change.h). */
struct change;
CHECKED bool flow_history(struct ctx *, const struct entity *, struct id row,
                 int64_t after, size_t limit, struct change **, size_t *n);

#endif
