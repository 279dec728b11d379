/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/tries.h"

#include <sodium.h>
#include <string.h>

#include "base/random.h"

void
tries_open(struct tries *t)
{
	memset(t->slot, 0, sizeof(t->slot));
	random_secret(t->key, sizeof(t->key));
	pthread_mutex_init(&t->lock, NULL);
}

void
tries_close(struct tries *t)
{
	pthread_mutex_destroy(&t->lock);
}

/* Never 0, which is an empty slot. */
static uint64_t
who_is(const struct tries *t, str address)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t who;

	crypto_shorthash(out, (const unsigned char *)(address.n > 0
	    ? address.p : ""), address.n, t->key);
	memcpy(&who, out, sizeof(who));
	return who == 0 ? 1 : who;
}

bool
tries_over(struct tries *t, str address, int64_t now)
{
	uint64_t who = who_is(t, address);
	size_t at = who % TRIES_SLOTS;
	bool over;

	pthread_mutex_lock(&t->lock);
	over = t->slot[at].who == who && t->slot[at].n >= TRIES_MOST &&
	    now - t->slot[at].since < TRIES_MS;
	pthread_mutex_unlock(&t->lock);
	return over;
}

void
tries_note(struct tries *t, str address, int64_t now)
{
	uint64_t who = who_is(t, address);
	size_t at = who % TRIES_SLOTS;

	pthread_mutex_lock(&t->lock);
	if (t->slot[at].who != who || now - t->slot[at].since >= TRIES_MS) {
		t->slot[at].who = who;
		t->slot[at].since = now;
		t->slot[at].n = 0;
	}
	t->slot[at].n++;
	pthread_mutex_unlock(&t->lock);
}
