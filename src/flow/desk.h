/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * desk.h - sitting down to work: a connection of one's own, and when what
 * was done there becomes lasting.
 *
 * For those who keep several desks, like the web's workers; they see rows
 * only through find.h and save.h.  Faults are those of store.h and go to
 * the ctx's list.
 */
#ifndef FLOW_DESK_H
#define FLOW_DESK_H

#include "flow/ctx.h"

/* Sets c->store.  Only one desk at a time may write to a SQLite file. */
CHECKED bool desk_open(struct ctx *, str where, bool writes);
/* Of the tables that this program keeps; for who opens many desks. */
str          desk_shape(struct arena *);
CHECKED bool desk_open_known(struct ctx *, str where, bool writes, str shape);
void         desk_close(struct ctx *);
/* Whether writers may work side by side (PostgreSQL), or one at a time. */
bool         desk_is_shared(const struct ctx *);

CHECKED bool desk_begin(struct ctx *, bool writes);
CHECKED bool desk_commit(struct ctx *);
void         desk_undo(struct ctx *);
/* Inside a transaction: one piece of it that can be taken back alone. */
CHECKED bool desk_save(struct ctx *);
CHECKED bool desk_release(struct ctx *);
void         desk_back(struct ctx *);

#endif
