/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/once.h"

#include <pthread.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/sort.h"

struct once_index {
	pthread_mutex_t lock;           /* of all that follows */
	struct arena   *arena;
	struct map     *at;
	uint32_t        n;
};

static void
close_index(void *of)
{
	struct once_index *x = of;

	pthread_mutex_destroy(&x->lock);
	arena_free(x->arena);
}

struct once_index *
once_index_new(struct arena *a)
{
	struct once_index *x = NEW(a, struct once_index);

	pthread_mutex_init(&x->lock, NULL);
	x->arena = arena_new(0);
	x->at = map_new(x->arena);
	arena_closer(a, close_index, x);
	return x;
}

static uint32_t
number_of(struct once_index *x, const struct id *id)
{
	str key = { (const char *)id->b, sizeof(id->b) };
	size_t number;

	if (map_find(x->at, key, &number))
		return (uint32_t)number;
	return (uint32_t)*map_at(x->at, str_copy(x->arena, key), x->n++);
}

void
once_numbers(struct once_index *x, const struct id *id, size_t n,
    uint32_t *number)
{
	size_t i;

	pthread_mutex_lock(&x->lock);
	for (i = 0; i < n; i++)
		number[i] = number_of(x, &id[i]);
	pthread_mutex_unlock(&x->lock);
}

uint32_t
once_given(struct once_index *x)
{
	uint32_t n;

	pthread_mutex_lock(&x->lock);
	n = x->n;
	pthread_mutex_unlock(&x->lock);
	return n;
}

uint64_t *
once_bits(struct arena *a, uint32_t given)
{
	return NEWS(a, uint64_t, (size_t)given / 64 + 1);
}

void
once_mark(uint64_t *bits, const uint32_t *number, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		bits[number[i] / 64] |= UINT64_C(1) << number[i] % 64;
}

size_t
once_count(const uint64_t *bits, uint32_t given)
{
	size_t i, n = 0;

	for (i = 0; i <= given / 64; i++)
		n += (size_t)__builtin_popcountll(bits[i]);
	return n;
}

static int
rising(const void *one, const void *other, const void *with)
{
	uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;

	(void)with;
	return (a > b) - (a < b);
}

size_t
once_each(struct arena *a, uint32_t *number, size_t n)
{
	size_t i, kept = 0;

	sort(a, number, n, sizeof(*number), rising, NULL);
	for (i = 0; i < n; i++)
		if (kept == 0 || number[kept - 1] != number[i])
			number[kept++] = number[i];
	return kept;
}
