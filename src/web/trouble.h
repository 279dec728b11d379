/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * trouble.h - faults as people and programs meet them.
 *
 * A form that was refused is shown again with what was typed and the
 * sentences beside its fields; who has to sign in is sent there; all else
 * gets a page that says whose fault it is, what was kept, what to do, and
 * a code under which an administrator finds it in the log.  Programs get
 * {"faults":[{"field","fault","text"}]}.
 */
#ifndef WEB_TROUBLE_H
#define WEB_TROUBLE_H

#include "web/answer.h"

void trouble_show(struct worker *, struct exchange *);
/* The commit failed. */
void trouble_lost(struct worker *, struct exchange *);
/* A page of its own without a worker, for refusals on the socket. */
void trouble_plain(struct exchange *, int status, const char *says);

#endif
