/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/map.h"

#include <sodium.h>

#include "base/arena.h"
#include "base/random.h"

struct slot {
	str      key;
	size_t   value;
	uint64_t hash;      /* 0: free */
};

struct map {
	struct arena *arena;
	struct slot  *slot;
	size_t        room;     /* a power of two, or 0 */
	size_t        n;
	unsigned char secret[crypto_shorthash_KEYBYTES];
};

/* The secret is drawn anew for each map, so that nobody can send keys that
 * all fall on one place. It never shows: a map has no order. */
struct map *
map_new(struct arena *a)
{
	struct map *m = NEW(a, struct map);

	m->arena = a;
	random_secret(m->secret, sizeof(m->secret));
	return m;
}

static uint64_t
hash(const struct map *m, str key)
{
	union {
		unsigned char b[crypto_shorthash_BYTES];
		uint64_t      n;
	} out;

	crypto_shorthash(out.b, (const unsigned char *)(key.n ? key.p : ""),
	    key.n, m->secret);
	return out.n == 0 ? 1 : out.n;
}

/* The slot of the key, or the free one where it would go. */
static struct slot *
seek(const struct map *m, str key, uint64_t h)
{
	size_t i = h & (m->room - 1);
	struct slot *s;

	for (;; i = (i + 1) & (m->room - 1)) {
		s = &m->slot[i];
		if (s->hash == 0 || (s->hash == h && str_same(s->key, key)))
			return s;
	}
}

static void
grow(struct map *m)
{
	struct slot *old = m->slot;
	size_t i, room = m->room;

	m->room = room == 0 ? 16 : room * 2;
	m->slot = NEWS(m->arena, struct slot, m->room);
	for (i = 0; i < room; i++)
		if (old[i].hash != 0)
			*seek(m, old[i].key, old[i].hash) = old[i];
}

size_t *
map_at(struct map *m, str key, size_t fresh)
{
	uint64_t h = hash(m, key);
	struct slot *s;

	if (m->n >= m->room / 4 * 3)
		grow(m);
	s = seek(m, key, h);
	if (s->hash == 0) {
		*s = (struct slot){ key, fresh, h };
		m->n++;
	}
	return &s->value;
}

bool
map_find(const struct map *m, str key, size_t *value)
{
	const struct slot *s;

	if (m->n == 0)
		return false;
	s = seek(m, key, hash(m, key));
	if (s->hash == 0)
		return false;
	if (value != NULL)
		*value = s->value;
	return true;
}

size_t
map_count(const struct map *m)
{
	return m->n;
}
