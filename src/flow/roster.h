/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * roster.h - what becomes of who offers himself as an expert, and the
 * replies to who asked by a call.
 *
 * A candidate is admitted or not, and told so.  An entry is confirmed by
 * its owner once in a while, by a personal link that opens his entry
 * without an account: it is sent when the day comes near, and made by hand
 * for who has no address.  A new link ends the one before.
 */
#ifndef FLOW_ROSTER_H
#define FLOW_ROSTER_H

#include "flow/ctx.h"
#include "model/advise.h"
#include "model/assist.h"
#include "model/fund.h"

enum { ROSTER_WARN = 30, ROSTER_MONTHS = 12, ROSTER_AT_ONCE = 50 };

/* Of a candidate; the reason why not goes into the mail. */
CHECKED bool roster_admit(struct ctx *, str site, struct expert *,
                 bool *told);
CHECKED bool roster_refuse(struct ctx *, struct expert *, str reason,
                 bool *told);
/* A new link to confirm the entry, shown once; by mail, if `told`, which
 * then says whether it went.  DENIED for who may not change the entry. */
CHECKED bool roster_link(struct ctx *, struct expert *, str *key);
CHECKED bool roster_ask(struct ctx *, str site, struct expert *, bool *told);

/* By the link.  ABSENT. */
CHECKED bool roster_by_key(struct ctx *, str key, struct expert *);
/* Keeps what was changed; the next day is as many months from now as the
 * call says by which he came, or ROSTER_MONTHS. */
CHECKED bool roster_confirm(struct ctx *, struct expert *);
CHECKED bool roster_leave(struct ctx *, struct expert *);

/* Asks those whose day is less than ROSTER_WARN days away, once each time,
 * as the program and at most ROSTER_AT_ONCE; *n: asked. */
CHECKED bool roster_due(struct ctx *, size_t *n);

/* The mail beside an expert's link to a mission (assist.h). */
CHECKED bool roster_invite(struct ctx *, str site,
                 const struct expert_invitation *, str key, bool *told);
/* The same beside a link to say how a mission was. */
CHECKED bool roster_rate(struct ctx *, str site, const struct mission *,
                 str who, str contact, str key, bool *told);
/* To who asked by a call, when its request was decided or its question
 * answered (effect.c). */
CHECKED bool roster_replied(struct ctx *, const struct ta_request *,
                 bool selected, str reason);
CHECKED bool roster_answered(struct ctx *, const struct advisory_case *);

#endif
