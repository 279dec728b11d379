/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * outliner.h - the thread that counts programmes whose outlines are to be
 * made anew (flow/outline.h), and lays them on the shelf.
 *
 * It begins the first time somebody asks for more of them than are made
 * while he waits.  A server without other threads has none: there whoever
 * asks waits.
 */
#ifndef WEB_OUTLINER_H
#define WEB_OUTLINER_H

struct server;

void outliner_start(struct server *);
void outliner_stop(struct server *);

#endif
