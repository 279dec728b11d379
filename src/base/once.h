/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * once.h - how many there are in many lists together, each counted once.
 *
 * Whoever is to be counted gets a number by his id, from 0 up, the same for
 * as long as the index lives; lists hold numbers.  Lists are put together
 * in a row of bits, one for each number: exact, and the cost is one look
 * at each entry and one at each 64 numbers.
 */
#ifndef BASE_ONCE_H
#define BASE_ONCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/id.h"

struct arena;
struct once_index;

/* May be asked by many threads at once; goes with the arena. */
struct once_index *once_index_new(struct arena *);
/* The number of each id, into number[n]; new ones are given. */
void     once_numbers(struct once_index *, const struct id *, size_t n,
             uint32_t *number);
/* How many numbers were given. */
uint32_t once_given(struct once_index *);

/* Row of bits for numbers below `given`; all clear. */
uint64_t *once_bits(struct arena *, uint32_t given);
void      once_mark(uint64_t *bits, const uint32_t *number, size_t n);
size_t    once_count(const uint64_t *bits, uint32_t given);
/* Sorts, and leaves each number once; how many are left. */
size_t    once_each(struct arena *, uint32_t *number, size_t n);

#endif
