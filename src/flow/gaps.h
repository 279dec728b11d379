/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * gaps.h - gaps as lasting objects: how they are opened, followed from
 * round to round, closed, and looked at again.
 *
 * A gap has one row for ever.  Its levels are those of the round it was
 * measured in last; its desired level, importance, urgency, priority and
 * rank stay as they were when it was opened.  Every step is a line of its
 * life (gap_event), which nothing takes away.
 *
 * Closing sets three checks, 6, 12 and 24 months after support ended, or
 * after the day the gap closed where that is later.  They belong to the
 * gap: a programme that ends leaves them in force.  A check that finds the
 * level below the one desired opens the gap again.
 */
#ifndef FLOW_GAPS_H
#define FLOW_GAPS_H

#include "flow/assess.h"
#include "flow/ctx.h"

/* ---- what moves bring with them (effect.c) ---- */

/* The line of a move in the life of the gap; checks set or lapsed.  The
 * ctx is the program's own. */
CHECKED bool gaps_moved(struct ctx *, const struct gap *,
                 const struct move *, str reason);
/* One more line; `round` may be none, `current` NAN. */
CHECKED bool gaps_note(struct ctx *, const struct gap *, const char *kind,
                 str note);

/* ---- a round into the gaps ---- */

enum gaps_change {
	GAPS_OPENS,             /* no row yet: one is made */
	GAPS_RISES, GAPS_FALLS, GAPS_STAYS,     /* measured again */
	GAPS_REACHES,           /* measured again, and at the level desired */
	GAPS_KNOWN,             /* the row is of this round, or a later one */
	GAPS_UNMEASURED,        /* no level in this round */
	GAPS_CHANGES
};

struct gaps_line {
	const struct gap_line *line;
	enum gaps_change       change;
	double                 was;     /* level kept; NAN when it opens */
};

struct gaps_update {            /* what taking over a round would do */
	const struct gap_table *table;
	struct gaps_line *line;         /* [table->n], in its order */
	size_t            n[GAPS_CHANGES];
	bool              is_locked;    /* the round; else it is refused */
};

CHECKED bool gaps_preview(struct ctx *, struct id round,
                 struct gaps_update **);
/* Opens gaps and writes what was measured again, as the actor.  INVALID
 * unless the round is locked: its levels may still change. */
CHECKED bool gaps_take(struct ctx *, struct gaps_update *);

/* ---- checks of closed gaps ---- */

struct gaps_look {
	double     current;             /* the level found */
	struct day on;
	str        how;                 /* gap_check_how, or none */
	struct id  who, round;          /* may be none */
	str        note;
};

/* When support for a gap ended: the last day of the activities meant to
 * close it that are in the plan; none when there are none. */
CHECKED bool gaps_support_ended(struct ctx *, struct id gap, struct day *);
/* Records what a check found; held or reopened follows from the level.
 * INVALID: done already, no level, off the scale, a day yet to come. */
CHECKED bool gaps_check(struct ctx *, struct id check,
                 const struct gaps_look *);

/* ---- programmes that come whole ---- */

/* The life of gaps that were just opened by an import, from the rows of
 * the programme: targeted, funded, in delivery, re-assessed in later
 * rounds, reduced, closed, reopened.  No day is made up: a step without a
 * known day has none of its own. Gaps that somebody has moved stay. */
CHECKED bool gaps_live(struct ctx *, struct id programme);

#endif
