/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * mails.h - the thread that sends what is in the outbox (flow/mail.h).
 *
 * What is taken is written down as tried first, then sent outside of any
 * transaction, then what the mail server said is written down.  On a server
 * that is stopped the one under way is broken off and tried again later.
 */
#ifndef WEB_MAILS_H
#define WEB_MAILS_H

#include <stdbool.h>

struct server;
struct worker;

/* False when there is no thread or no desk to be had. */
bool mails_start(struct server *);
void mails_stop(struct server *);
/* On the only thread of a server, between two requests. */
void mails_here(struct server *, struct worker *);

#endif
