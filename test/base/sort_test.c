/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/sort.h"

#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

struct card {
	int    rank;
	size_t place;
	char   rest[5];
};

static int
by_rank(const void *x, const void *y, const void *with)
{
	const struct card *a = x, *b = y;
	const int *sign = with;

	return *sign * ((a->rank > b->rank) - (a->rank < b->rank));
}

static void
cards_come_in_order_and_equals_stay_as_they_were(struct arena *a)
{
	struct random r = random_seeded(3);
	struct card c[300];
	size_t n, i, bad = 0, seen;
	int sign, turn;

	for (n = 0; n <= 300; n += n < 40 ? 1 : 13)
		for (turn = 0; turn < 2; turn++) {
			sign = turn ? -1 : 1;
			for (i = 0; i < n; i++) {
				c[i] = (struct card){ 0 };
				c[i].rank = (int)random_below(&r, 1 + n / 3);
				c[i].place = i;
			}
			sort(a, c, n, sizeof(*c), by_rank, &sign);
			for (seen = 0, i = 0; i < n; i++) {
				seen += c[i].place;
				if (i == 0)
					continue;
				bad += sign * c[i - 1].rank > sign * c[i].rank;
				bad += c[i - 1].rank == c[i].rank &&
				    c[i - 1].place >= c[i].place;
			}
			bad += seen != (n > 0 ? n * (n - 1) / 2 : 0);
		}
	CHECK(bad == 0);
}

struct tally {
	size_t n;
};

static int
counted(const void *x, const void *y, const void *with)
{
	struct tally *t = *(struct tally *const *)with;

	t->n++;
	return *(const char *)x - *(const char *)y;
}

static void
a_million_are_sorted_in_n_log_n_and_leave_no_memory(struct arena *a)
{
	struct random r = random_seeded(4);
	struct tally t = { 0 }, *with = &t;
	size_t i, n = 1000 * 1000, bad = 0, used;
	char *p = NEWS(a, char, n);

	for (i = 0; i < n; i++)
		p[i] = (char)random_below(&r, 100);
	used = arena_used(a);
	sort(a, p, n, 1, counted, &with);
	for (i = 1; i < n; i++)
		bad += p[i - 1] > p[i];
	CHECK(bad == 0 && arena_used(a) == used);
	CHECK(t.n < 24 * n);            /* log2 of a million is 20 */
	t.n = 0;
	sort(a, p, n, 1, counted, &with);
	CHECK(t.n < 2 * n);             /* sorted already */
}

const struct test sort_tests[] = {
	{ "cards come in order, and equals stay as they were",
	   cards_come_in_order_and_equals_stay_as_they_were },
	{ "a million are sorted in n log n and leave no memory",
	   a_million_are_sorted_in_n_log_n_and_leave_no_memory },
	{ 0 }
};
