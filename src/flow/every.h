/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * every.h - all rows of one kind in a programme that the actor may see,
 * for pages that show them all.  gather.h reads them whoever asks, to
 * count with.
 */
#ifndef FLOW_EVERY_H
#define FLOW_EVERY_H

#include "flow/find.h"

/* An array of the entity's struct, in the entity's order, in the ctx's
 * arena; what the actor may not see is left out.  NULL: there are faults. */
void *every(struct ctx *, const struct entity *, struct id programme,
    size_t *n);
/* The same of the rows in which a reference is that id. */
void *every_by(struct ctx *, const struct entity *, const char *field,
    struct id is, size_t *n);

#endif
