/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * effect.h - what a move brings with it.
 *
 * A gate dates the programme and sets its IATI status, a submitted sheet
 * gets its time, an event that closes sets its follow-ups.  Tables by
 * machine and verb; move.c asks.
 */
#ifndef FLOW_EFFECT_H
#define FLOW_EFFECT_H

#include "flow/ctx.h"

/* Sets fields of the moved row itself, before it is kept. */
CHECKED bool effect_set(struct ctx *, const struct entity *,
                 const struct move *, void *row);
/* Writes rows beside it, after, with the reason that was given: in the
 * program's name, whatever the actor's roles. */
CHECKED bool effect_after(struct ctx *, const struct entity *,
                 const struct move *, const void *was, const void *row,
                 str reason);

/* The same after a new row was kept. */
CHECKED bool effect_added(struct ctx *, const struct entity *,
                 const void *row);

#endif
