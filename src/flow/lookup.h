/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * lookup.h - what forms, lists and imports ask about rows, as the actor
 * of a ctx may know it: names of rows, rows by code or name, and the codes
 * the site has added to the program's lists.
 */
#ifndef FLOW_LOOKUP_H
#define FLOW_LOOKUP_H

#include "derive/lookup.h"
#include "flow/ctx.h"

/* Lives as long as the ctx's arena; answers are remembered in it.
 * personal is set when the actor may see PERSONAL fields of every row of
 * the entity he may see at all. */
struct lookup *flow_lookup(struct ctx *, const struct entity *);
/* Rows are looked for in that programme first: others have the same codes.
 * Before the first question; none: everywhere. */
void           flow_lookup_in(struct lookup *, struct id programme);

#endif
