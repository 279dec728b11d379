/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * xoshiro256** (D. Blackman, S. Vigna: Scrambled linear pseudorandom number
 * generators, ACM Transactions on Mathematical Software 47(4), 2021), its
 * state filled by splitmix64 as its authors advise.
 */
#include "base/random.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

static uint64_t
split(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

struct random
random_seeded(uint64_t seed)
{
	struct random r = { 0 };
	int i;

	for (i = 0; i < 4; i++)
		r.s[i] = split(&seed);
	return r;
}

struct random
random_system(void)
{
	struct random r = { 0 };

	do
		random_secret(r.s, sizeof(r.s));
	while ((r.s[0] | r.s[1] | r.s[2] | r.s[3]) == 0);
	return r;
}

static uint64_t
turn(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

uint64_t
random_next(struct random *r)
{
	uint64_t *s = r->s, out = turn(s[1] * 5, 7) * 9, t = s[1] << 17;

	/* All zero would stay zero for ever: it was never seeded. */
	assert((s[0] | s[1] | s[2] | s[3]) != 0);
	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = turn(s[3], 45);
	return out;
}

/* Draws from below the largest multiple of n, so that no rest is likelier. */
uint64_t
random_below(struct random *r, uint64_t n)
{
	uint64_t x, rest;

	assert(n > 0);
	rest = -n % n;                  /* 2^64 mod n */
	do
		x = random_next(r);
	while (x < rest);
	return x % n;
}

double
random_real(struct random *r)
{
	return (double)(random_next(r) >> 11) * 0x1p-53;
}

void
random_secret(void *to, size_t n)
{
	unsigned char *p = to;
	ssize_t got;

	while (n > 0) {
		got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			fprintf(stderr, "tilth: the system gives no random "
			    "numbers\n");
			abort();
		}
		p += got;
		n -= (size_t)got;
	}
}
