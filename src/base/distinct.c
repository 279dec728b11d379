/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/distinct.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/random.h"

struct mark {
	uint64_t a, b;          /* both 0: free */
};

/* A slot is asked for when its mark comes, and looked at when so many
 * others have come: by then the memory, far away as it is, has answered. */
enum { WAITING = 16 };

struct distinct {
	struct arena *arena;
	struct mark  *slot;
	size_t        room, n;  /* room is a power of two */
	struct mark   waiting[WAITING];
	size_t        came;
	unsigned char secret[crypto_shorthash_siphashx24_KEYBYTES];
};

struct distinct *
distinct_new(struct arena *a)
{
	struct distinct *d = NEW(a, struct distinct);

	d->arena = a;
	d->room = 64;
	d->slot = NEWS(a, struct mark, d->room);
	random_secret(d->secret, sizeof(d->secret));
	return d;
}

static bool
is_free(const struct mark *m)
{
	return m->a == 0 && m->b == 0;
}

static struct mark *
place(const struct distinct *d, struct mark m)
{
	size_t i = m.a & (d->room - 1);

	while (!is_free(&d->slot[i]) &&
	    (d->slot[i].a != m.a || d->slot[i].b != m.b))
		i = (i + 1) & (d->room - 1);
	return &d->slot[i];
}

static void
widen(struct distinct *d)
{
	struct mark *old = d->slot;
	size_t i, room = d->room;

	d->room *= 2;
	d->slot = NEWS(d->arena, struct mark, d->room);
	for (i = 0; i < room; i++)
		if (!is_free(&old[i]))
			*place(d, old[i]) = old[i];
}

static void
settle(struct distinct *d, struct mark m)
{
	struct mark *at;

	if (is_free(&m))
		return;
	at = place(d, m);
	if (!is_free(at))
		return;
	*at = m;
	if (++d->n > d->room / 4 * 3)
		widen(d);
}

void
distinct_add(struct distinct *d, str text)
{
	union {
		unsigned char bytes[crypto_shorthash_siphashx24_BYTES];
		struct mark   mark;
	} m;
	struct mark *waiting = &d->waiting[d->came++ % WAITING];

	crypto_shorthash_siphashx24(m.bytes, (const unsigned char *)
	    (text.n > 0 ? text.p : ""), text.n, d->secret);
	if (is_free(&m.mark))
		m.mark.b = 1;
	__builtin_prefetch(&d->slot[m.mark.a & (d->room - 1)], 1);
	settle(d, *waiting);
	*waiting = m.mark;
}

size_t
distinct_count(struct distinct *d)
{
	size_t i;

	for (i = 0; i < WAITING; i++) {
		settle(d, d->waiting[i]);
		d->waiting[i] = (struct mark){ 0, 0 };
	}
	return d->n;
}
