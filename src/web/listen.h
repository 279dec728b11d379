/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * listen.h - the address at which the server waits.
 */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include <stddef.h>

/* "127.0.0.1:8080", "[::1]:443", ":80" (every address), "8080" (this
 * machine only).  A listening socket, or -1 with errno. */
int  listen_open(const char *where);
/* Where it really listens: the port when 0 was asked for. */
void listen_name(int socket, char *into, size_t room);

#endif
