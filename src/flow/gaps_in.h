/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * gaps_in.h - the inside of gaps.h: what gaps.c and gaps_live.c share.  The
 * ctx is the program's own.
 */
#ifndef FLOW_GAPS_IN_H
#define FLOW_GAPS_IN_H

#include "flow/gaps.h"

/* Keeps a line whose id, moment and other members are set. */
CHECKED bool gaps_event(struct ctx *, const struct gap *, const char *kind,
                 struct gap_event *);
/* The three checks of a gap that closed on a day; those that are there
 * stay. */
CHECKED bool gaps_schedule(struct ctx *, const struct gap *,
                 struct day closed, struct day support);
/* Checks nobody has made are off. */
CHECKED bool gaps_lapse(struct ctx *, struct id gap);
/* The day the answers of a round stand for: it closed, or was to. */
struct day gaps_round_day(const struct assessment_round *);

#endif
