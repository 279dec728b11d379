/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* wilcoxon N DOWN LEVELS - the exact p of N pairs, one of `down` having
 * lost, whose changes have so many sizes (0: each its own): the best of
 * nine, in milliseconds, and p. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "engine/effect.h"

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int
main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000;
	size_t down = argc > 2 ? strtoul(argv[2], NULL, 10) : 3, i, turn;
	size_t levels = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	struct arena *a = arena_new(0);
	double *pre = NEWS(a, double, n + 1), *post = NEWS(a, double, n + 1);
	double best = 1e9, from, p = 0;
	struct arena_mark mark;

	for (i = 0; i < n; i++)
		post[i] = (double)(levels == 0 ? i + 1 : i * 7919 % levels + 1)
		    * ((i + 1) % down == 0 ? -0.25 : 0.25);
	for (turn = 0; turn < 9; turn++) {
		mark = arena_mark(a);
		from = now_ms();
		p = effect_signed(a, pre, post, n).p_exact;
		best = now_ms() - from < best ? now_ms() - from : best;
		arena_back(a, mark);
	}
	printf("%.2f %g\n", best, p);
	arena_free(a);
	return 0;
}
