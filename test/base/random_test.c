/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/random.h"

#include <string.h>

#include "base/arena.h"
#include "test.h"

/* First outputs of xoshiro256** from the state 1, 2, 3, 4, as its authors'
 * program prints them. */
static void
numbers_are_those_of_the_published_generator(struct arena *a)
{
	static const uint64_t want[] = { 11520, 0, 1509978240,
		UINT64_C(1215971899390074240), UINT64_C(1216172134540287360),
		UINT64_C(607988272756665600), UINT64_C(16172922978634559625) };
	struct random r = { { 1, 2, 3, 4 } };
	size_t i;

	(void)a;
	for (i = 0; i < sizeof(want) / sizeof(*want); i++)
		CHECK(random_next(&r) == want[i]);
}

/* The state of a seed is the published run of splitmix64 from it. */
static void
a_seed_spreads_over_the_state(struct arena *a)
{
	struct random r = random_seeded(1234567);

	(void)a;
	CHECK(r.s[0] == UINT64_C(6457827717110365317));
	CHECK(r.s[1] == UINT64_C(3203168211198807973));
	CHECK(r.s[2] == UINT64_C(9817491932198370423));
	CHECK(r.s[3] == UINT64_C(4593380528125082431));
}

static void
the_same_seed_gives_the_same_numbers(struct arena *a)
{
	struct random one = random_seeded(9), two = random_seeded(9);
	struct random other = random_seeded(10), s = random_system();
	size_t i;

	(void)a;
	for (i = 0; i < 100; i++)
		CHECK(random_next(&one) == random_next(&two));
	CHECK(random_next(&one) != random_next(&other));
	CHECK(random_next(&s) != random_next(&one));
}

/* Six faces, 60000 throws: each face 10000 within five standard deviations
 * of sqrt(60000 * 1/6 * 5/6) = 91. */
static void
draws_are_even_and_below_the_bound(struct arena *a)
{
	struct random r = random_seeded(1);
	size_t i, face[6] = { 0 };
	double x, sum = 0;

	(void)a;
	for (i = 0; i < 60000; i++)
		face[random_below(&r, 6)]++;
	for (i = 0; i < 6; i++)
		NEAR((double)face[i], 10000, 456);
	for (i = 0; i < 100; i++)
		CHECK(random_below(&r, 1) == 0);
	CHECK(random_below(&r, UINT64_MAX) < UINT64_MAX);
	for (i = 0; i < 60000; i++) {
		x = random_real(&r);
		CHECK(x >= 0 && x < 1);
		sum += x;
	}
	NEAR(sum / 60000, 0.5, 0.006);  /* five times sqrt(1/12/60000) */
}

static void
secrets_differ(struct arena *a)
{
	unsigned char one[64] = { 0 }, two[64] = { 0 };

	(void)a;
	random_secret(one, sizeof(one));
	random_secret(two, sizeof(two));
	CHECK(memcmp(one, two, sizeof(one)) != 0);
	random_secret(one, 0);
}

const struct test random_tests[] = {
	{ "numbers are those of the published generator",
	   numbers_are_those_of_the_published_generator },
	{ "a seed spreads over the state",
	   a_seed_spreads_over_the_state },
	{ "the same seed gives the same numbers",
	   the_same_seed_gives_the_same_numbers },
	{ "draws are even and below the bound",
	   draws_are_even_and_below_the_bound },
	{ "secrets differ",
	   secrets_differ },
	{ 0 }
};
