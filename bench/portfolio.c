/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * portfolio KIND SEED LIMIT_MS - how long the choice of a portfolio takes.
 *
 * 200 activities, 64 that need another, 10 groups of four of which one at
 * most is taken, 3 budgets of half of what all would cost.  KIND: free,
 * benefits of their own; bound, benefit follows cost.  Prints
 *
 *	END SECONDS BENEFIT BOUND SECOND GREEDY
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "engine/plan.h"

enum { N = 200, BUDGETS = 3, NEEDS = 64, GROUPS = 10, OF = 4 };

struct instance {
	double           benefit[N], cost[N * BUDGETS], budget[BUDGETS];
	struct plan_pair needs[NEEDS], excludes[GROUPS * OF * (OF - 1) / 2];
};

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Knuth's numbers, so that an instance is the same everywhere. */
static unsigned
next(uint64_t *seed, unsigned below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((*seed >> 33) % below);
}

static void
make(struct instance *x, bool bound, uint64_t seed)
{
	double all;
	size_t i, j, k, n = 0;

	for (i = 0; i < N; i++) {
		for (all = 0, j = 0; j < BUDGETS; j++) {
			x->cost[i * BUDGETS + j] = 10 + next(&seed, 991);
			x->budget[j] += x->cost[i * BUDGETS + j] / 2;
			all += x->cost[i * BUDGETS + j];
		}
		x->benefit[i] = bound ? all / BUDGETS + next(&seed, 101)
		    : 10 + next(&seed, 991);
	}
	for (i = 0; i < NEEDS; i++)
		x->needs[i] = (struct plan_pair){ 100 + i, next(&seed, 100) };
	for (i = 0; i < GROUPS; i++)
		for (j = 0; j < OF; j++)
			for (k = 0; k < j; k++)
				x->excludes[n++] = (struct plan_pair){
					i * OF + j, i * OF + k };
}

int
main(int n, char **arg)
{
	static const char *const ends[] = { "proven", "found", "none", "late" };
	static struct instance x;
	struct arena *a = arena_new(0);
	struct errors e = { .arena = a };
	struct plan plan;
	double from;

	if (n != 4)
		return 2;
	make(&x, strcmp(arg[1], "bound") == 0,
	    (uint64_t)strtoul(arg[2], NULL, 10));
	from = seconds();
	if (!plan_choose(a, &(struct plan_in){ .n = N, .budgets = BUDGETS,
	    .benefit = x.benefit, .cost = x.cost, .budget = x.budget,
	    .needs = x.needs, .n_needs = NEEDS, .excludes = x.excludes,
	    .n_excludes = sizeof(x.excludes) / sizeof(x.excludes[0]),
	    .limit_ms = (int)strtol(arg[3], NULL, 10) }, &plan, &e))
		return 1;
	printf("%s %.2f %.0f %.1f %.0f %.0f\n", ends[plan.best.end],
	    seconds() - from, plan.best.benefit, plan.best.bound,
	    plan.second.benefit, plan.greedy.benefit);
	arena_free(a);
	return 0;
}
