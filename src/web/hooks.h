/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* hooks.h - the thread that sends changes to web hooks (flow/hook.h). */
#ifndef WEB_HOOKS_H
#define WEB_HOOKS_H

#include <stdbool.h>

struct server;
struct worker;

/* False when there is no thread or no desk to be had. */
bool hooks_start(struct server *);
void hooks_stop(struct server *);
/* On the only thread of a server, between two requests. */
void hooks_here(struct server *, struct worker *);
void hooks_wake(struct server *);

#endif
