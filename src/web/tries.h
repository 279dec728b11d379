/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * tries.h - how often one address guessed wrong.
 *
 * For doors that a short code opens: whoever stands in a room types it
 * wrong a few times, a program does so thousands of times.  Only what was
 * refused counts, so a whole class behind one address gets in.  Kept in
 * memory, by a hash that is another after each start; two addresses may
 * share a slot, and the older one is then forgotten.
 */
#ifndef WEB_TRIES_H
#define WEB_TRIES_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { TRIES_MOST = 100, TRIES_MS = 10 * 60 * 1000, TRIES_SLOTS = 1024 };

struct tries {
	pthread_mutex_t lock;
	unsigned char   key[16];
	struct {
		uint64_t who;
		int64_t  since;
		int      n;
	} slot[TRIES_SLOTS];
};

void tries_open(struct tries *);
void tries_close(struct tries *);
/* Whether there were TRIES_MOST within TRIES_MS. */
bool tries_over(struct tries *, str address, int64_t now);
void tries_note(struct tries *, str address, int64_t now);

#endif
