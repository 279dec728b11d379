/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pass.h - a participant's personal link to an event, which opens his own
 * page of it without an account: seat, tests, feedback, plan.
 *
 * A key is shown once, when it is made.  Somebody may have several, as
 * each reminder brings one; all hold until they are ended.  What is done
 * by a link is done in the program's name, under the source "link".
 */
#ifndef FLOW_PASS_H
#define FLOW_PASS_H

#include "flow/ctx.h"
#include "model/deliver.h"
#include "model/intake.h"
#include "model/people.h"

struct pass {
	struct event_link link;
	struct event      event;
	struct programme  programme;
	struct party      person;       /* the participant, of either role */
	str               key;
	bool              is_supervisor;
};

/* For who may add links in the event's programme; language may be none. */
CHECKED bool pass_new(struct ctx *, const struct event *, struct id person,
                 str role, str language, str *key);
/* ABSENT, in one sentence, for a link that never was or was ended. */
CHECKED bool pass_by_key(struct ctx *, str key, struct pass *);
/* Ends all links of a person to an event. */
CHECKED bool pass_end(struct ctx *, const struct event *, struct id person);
/* How many are open. */
CHECKED bool pass_count(struct ctx *, const struct event *, struct id person,
                 size_t *n);
/* As it is kept. */
str pass_digest(struct arena *, str key);
/* The desk at which a link's owner works. */
struct ctx pass_desk(const struct ctx *);

#endif
