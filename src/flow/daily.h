/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * daily.h - what a passing day brings about by itself.
 *
 * A sitting whose time is up is handed in, so that its result counts though
 * nobody pressed a button.
 *
 * An exchange counts once its last day is over: its doses and the lines of
 * the gaps it serves (dose.h, facts.h) follow from the day, not from a
 * save.  Who serves the data asks once a day; asking twice writes nothing.
 */
#ifndef FLOW_DAILY_H
#define FLOW_DAILY_H

#include "flow/ctx.h"

/* Exchanges of the last DAILY_BACK days, of all programmes, and how many
 * they are.  Older ones are settled by hand.  Linear in those exchanges. */
enum { DAILY_BACK = 400 };

CHECKED bool daily_settle(struct ctx *, size_t *exchanges);

/* Moves equipment whose paper both signed before its step could be taken
 * (handover.h); how many papers were looked at. */
CHECKED bool daily_handovers(struct ctx *, size_t *papers);

/* Hands in sittings of tests whose time ran out, as the button on the
 * test's page does; how many.  Linear in those that are open. */
CHECKED bool daily_collect(struct ctx *, size_t *sittings);

#endif
