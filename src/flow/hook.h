/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * hook.h - other programs are told of changes as they come.
 *
 * A web hook is told what its maker may see (changes.h), in the order of
 * the numbers, in bodies of up to HOOK_LIMIT changes.  What was not taken
 * (an answer other than 2xx, or none) is sent again with growing waits;
 * after HOOK_DAYS without success the hook is switched off and its maker
 * gets a mail.  So a receiver gets everything at least once, in order, and
 * knows by the numbers what it has.
 */
#ifndef FLOW_HOOK_H
#define FLOW_HOOK_H

#include "flow/ctx.h"
#include "model/hook.h"

enum { HOOK_LIMIT = 100, HOOK_DAYS = 3, HOOK_LOG = 100, HOOKS_MOST = 100,
	HOOK_FRESH_S = 300 };

/* What is asked when one is saved.  INVALID: an address that is none, or
 * not https, or kinds of row that are none.  Whoever changes where it goes
 * or what is told (`was`: NULL for a new one) is its maker from then on:
 * nobody sends himself what another may see. */
CHECKED bool hook_right(struct ctx *, const struct webhook *was,
                 struct webhook *);
/* Whether the site sends to itself and to private networks, and without
 * TLS: its setting hook_private says yes. */
CHECKED bool hook_may_inside(struct ctx *, bool *);

/* A new secret, told once; the one before is no longer used.  A hook that
 * had none begins with what changes from now on, and is switched on. */
CHECKED bool hook_secret(struct ctx *, struct id, str *secret);
CHECKED bool hook_switch(struct ctx *, struct id, bool on);
/* At the next look something is sent, though nothing changed. */
CHECKED bool hook_trial(struct ctx *, struct id);
/* What waits for its next try is sent at the next look. */
CHECKED bool hook_again(struct ctx *, struct id);

/* The newest deliveries first. */
CHECKED bool hook_log(struct ctx *, struct id, struct webhook_delivery **,
                 size_t *n);

/* ---- for whoever sends, as the system ---- */

struct hook_body {
	struct webhook hook;
	str     body;           /* none: there is nothing to tell now */
	int64_t first, last, rows;
	int64_t next;           /* looked at up to here */
	bool    is_trial;
};

/* Those that are on, or wait for a trial, and whose time has come. */
CHECKED bool hook_due(struct ctx *, struct webhook **, size_t *n);
/* Whether there is any that may be told something, now or later. */
CHECKED bool hook_any(struct ctx *, bool *any);
/* What one is to be told; `from` is how far it has been looked at. */
CHECKED bool hook_body(struct ctx *, const struct webhook *, int64_t from,
                 struct hook_body *);
/* What came of it: status of HTTP, 0 for no answer. */
CHECKED bool hook_end(struct ctx *, const struct hook_body *, int status,
                 int64_t took, str said);

#endif
