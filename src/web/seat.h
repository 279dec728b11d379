/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * seat.h - who a session or token is, remembered by one worker.
 *
 * Finding out takes five queries, most requests are by somebody who was
 * here a moment ago, and nothing can change it but a commit of this very
 * server.  So a seat holds as of the last commit: the count of commits is
 * read before the transaction begins in which the answer was found, and
 * one commit more, or five seconds, empties the seat.  Not used where
 * other servers write to the same data (PostgreSQL).
 */
#ifndef WEB_SEAT_H
#define WEB_SEAT_H

#include "web/answer.h"

/* Fills the ctx's actor and language, and the form's token. */
bool seat_find(struct worker *, struct exchange *);
void seat_keep(struct worker *, const struct exchange *);

#endif
