/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * random.h - numbers that look random and can be had again.
 *
 * Seeded: the same seed gives the same numbers (tests, permutations).
 * For secrets use random_secret, which asks the system each time.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t s[4];
	int64_t  last_ms;       /* of id_new: ids made in one ms rise */
	uint64_t last_low;
};

struct random random_seeded(uint64_t seed);
struct random random_system(void);              /* seeded by the system */
uint64_t      random_next(struct random *);
uint64_t      random_below(struct random *, uint64_t n);   /* 0..n-1, even */
double        random_real(struct random *);                /* [0, 1) */
void          random_secret(void *, size_t n);             /* getrandom(2) */

#endif
