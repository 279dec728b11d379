/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * engines - how the engines grow with the rows they are given.
 *
 * Each is run on n, 10 n and 100 n rows of the same kind, and prints
 *
 *	NAME N SECONDS SECONDS_OF_10_N SECONDS_OF_100_N GROWTH
 *
 * of the processor, the best of three each.  GROWTH is the time of 100 n
 * over that of n, by what n log n would ask for: about 1 for n log n, less
 * when linear, and some 80 for squares.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "base/random.h"
#include "engine/agree.h"
#include "engine/compare.h"
#include "engine/effect.h"
#include "engine/gap.h"
#include "engine/indicator.h"
#include "engine/item.h"
#include "engine/match.h"
#include "engine/network.h"
#include "engine/rate.h"
#include "engine/schedule.h"
#include "engine/score.h"
#include "engine/share.h"
#include "engine/stat.h"
#include "engine/survive.h"
#include "engine/swot.h"
#include "engine/weigh.h"

enum { ITEMS = 40, RATERS = 5, TIMES = 3, SIZES = 3 };

struct given {
	struct arena *a;
	size_t  n;
	double *x, *y;                  /* [n * RATERS], [n * ITEMS] for x */
	int16_t *cell;                  /* [ITEMS] */
	double  kept;                   /* so that nothing is left out */
};

/* ---- each engine ---- */

static void
run_alpha(struct given *g)
{
	struct agree *k = agree_new(g->a);
	size_t i;

	for (i = 0; i < g->n; i++)
		agree_unit(k, g->x + i * RATERS, RATERS);
	g->kept += agree_alpha(k, AGREE_ORDINAL).alpha;
}

static void
run_paired(struct given *g)
{
	g->kept += effect_paired(g->a, g->x, g->y, g->n).t;
}

static void
run_signed(struct given *g)
{
	g->kept += effect_signed(g->a, g->x, g->y, g->n).z;
}

static void
run_gain(struct given *g)
{
	g->kept += effect_gain(g->a, g->x, g->y, g->n, 10).gain;
}

static void
run_item(struct given *g)
{
	struct item_quality each[ITEMS];

	g->kept += item_test(g->a, g->x, g->n, ITEMS, each).alpha;
}

static void
run_compare(struct given *g)
{
	const struct compare_group some = { g->x, g->y, g->n / 2 };
	const struct compare_group others = { g->x + g->n / 2,
		g->y + g->n / 2, g->n / 2 };

	g->kept += compare_changes(g->a, some, others).effect;
}

static void
run_survive(struct given *g)
{
	struct survive_case *c = NEWS(g->a, struct survive_case, g->n);
	struct survive_step *step = NEWS(g->a, struct survive_step, g->n);
	size_t i;

	for (i = 0; i < g->n; i++)
		c[i] = (struct survive_case){ g->x[i] * 1000 + g->y[i],
			(int)(i % 2) };
	g->kept += (double)survive_steps(g->a, c, g->n, step);
}

static void
run_rank(struct given *g)
{
	size_t *rank = NEWS(g->a, size_t, g->n);

	g->kept += (double)gap_rank(g->a, g->x, g->n, rank, NULL);
}

static void
run_ranks(struct given *g)
{
	g->kept += stat_ranks(g->a, g->x, g->n, NEWS(g->a, double, g->n));
}

static void
run_network(struct given *g)
{
	struct network_edge *e = NEWS(g->a, struct network_edge, g->n);
	size_t nodes = g->n / 4 + 1, i;

	for (i = 0; i < g->n; i++)
		e[i] = (struct network_edge){ i % nodes,
			(i * 7919 + i / nodes * 31) % nodes };
	g->kept += network_measure(g->a, nodes, e, g->n, NULL,
	    NULL).transitivity;
}

static void
run_percent(struct given *g)
{
	g->kept += indicator_percent(g->x, g->y, g->n);
}

static void
run_score(struct given *g)
{
	static const struct score_role role = { 1, false };
	struct score_item item[ITEMS];
	struct score_how how = { .lo = 1, .hi = 5, .item = item,
		.items = ITEMS, .dimensions = 1, .role = &role, .roles = 1,
		.min_share = 0.5 };
	struct errors e = { g->a, NULL };
	struct score_round *round;
	struct score *out = NEWS(g->a, struct score, ITEMS), whole;
	size_t i, j;

	for (i = 0; i < ITEMS; i++)
		item[i] = (struct score_item){ .dimension = 0, .weight = 1 };
	if (!score_new(g->a, &how, &round, &e))
		return;
	for (i = 0; i < g->n; i++) {
		for (j = 0; j < RATERS; j++)
			score_sheet(round, 0, g->cell, NULL, 0);
		score_subject(round, out, &whole);
		g->kept += whole.value;
	}
}

static void
run_rate(struct given *g)
{
	g->kept += rate_item(g->a, g->y, g->n, 5).consensus;
}

static void
run_share(struct given *g)
{
	int64_t *part = NEWS(g->a, int64_t, g->n);

	share_out(g->a, 1000000007, g->y, g->n, part);
	g->kept += (double)part[0];
}

static void
run_match(struct given *g)
{
	struct match *m = NEWS(g->a, struct match, g->n);
	size_t *order = NEWS(g->a, size_t, g->n), i;

	for (i = 0; i < g->n; i++)
		m[i] = match_expert(g->x + i * RATERS, g->x + i * RATERS,
		    RATERS, true, g->y[i]);
	match_rank(g->a, m, g->y, g->n, order);
	g->kept += (double)order[0];
}

static void
run_swot(struct given *g)
{
	struct swot_entry *e = NEWS(g->a, struct swot_entry, g->n);
	size_t i;

	for (i = 0; i < g->n; i++)
		e[i] = (struct swot_entry){ (enum swot_kind)(i % 4), g->x[i],
			g->y[i], NAN };
	g->kept += swot_weigh(e, g->n).x;
}

/* Each after one before it and one far before it. */
static void
run_schedule(struct given *g)
{
	struct schedule *out = NEWS(g->a, struct schedule, g->n);
	struct schedule_link *l = NEWS(g->a, struct schedule_link, 2 * g->n);
	struct errors e = { g->a, NULL };
	double whole;
	size_t i, n = 0;

	for (i = 1; i < g->n; i++) {
		l[n++] = (struct schedule_link){ i - 1, i };
		l[n++] = (struct schedule_link){ i * 7919 % i, i };
	}
	if (schedule_plan(g->a, g->y, g->n, l, n, out, &whole, &e))
		g->kept += whole;
}

/* A row is a judgement: n of them compare the root of n with each other. */
static void
run_weigh(struct given *g)
{
	size_t n = (size_t)sqrt((double)g->n), i, j;
	double *m = NEWS(g->a, double, n * n);
	double *eigen = NEWS(g->a, double, n), *mean = NEWS(g->a, double, n);
	struct weigh w;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			m[i * n + j] = g->y[i] / g->y[j];
	if (weigh_pairs(g->a, m, n, eigen, mean, &w))
		g->kept += w.lambda;
}

static const struct {
	const char *name;
	size_t      n;
	void      (*run)(struct given *);
} engines[] = {
	{ "score_subject",   500, run_score },
	{ "agree_alpha",   20000, run_alpha },
	{ "effect_paired", 20000, run_paired },
	{ "effect_signed",  5000, run_signed },
	{ "effect_gain",   20000, run_gain },
	{ "item_test",      2000, run_item },
	{ "compare",       20000, run_compare },
	{ "survive_steps",  5000, run_survive },
	{ "gap_rank",      10000, run_rank },
	{ "stat_ranks",    10000, run_ranks },
	{ "network",        5000, run_network },
	{ "percent",       50000, run_percent },
	{ "rate_item",     10000, run_rate },
	{ "share_out",     10000, run_share },
	{ "match",         10000, run_match },
	{ "swot_weigh",     2000, run_swot },
	{ "schedule",       5000, run_schedule },
	{ "weigh_pairs",     400, run_weigh },
	{ NULL, 0, NULL }
};

/* ---- measuring ---- */

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Levels 1 to 5, in tenths; the same each time. */
static void
fill(struct given *g, size_t x, size_t y)
{
	struct random r = random_seeded(7);
	size_t i;

	g->x = NEWS(g->a, double, x);
	g->y = NEWS(g->a, double, y);
	g->cell = NEWS(g->a, int16_t, ITEMS);
	for (i = 0; i < x; i++)
		g->x[i] = 1 + (double)(random_next(&r) % 41) / 10;
	for (i = 0; i < y; i++)
		g->y[i] = 1 + (double)(random_next(&r) % 51) / 10;
	for (i = 0; i < ITEMS; i++)
		g->cell[i] = score_cell(1 + (double)(i % 5));
}

static double
best_of(size_t engine, size_t n)
{
	struct given g = { .a = arena_new(0), .n = n };
	struct arena_mark mark;
	double best = INFINITY, from;
	int i;

	fill(&g, n * (engines[engine].run == run_item ? ITEMS : RATERS), n);
	for (i = 0; i < TIMES; i++) {
		mark = arena_mark(g.a);
		from = seconds();
		engines[engine].run(&g);
		best = fmin(best, seconds() - from);
		arena_back(g.a, mark);
	}
	if (isinf(g.kept))
		puts("#");      /* never; the figures are used */
	arena_free(g.a);
	return best;
}

int
main(void)
{
	double t[SIZES], n;
	size_t i, k, of;

	for (i = 0; engines[i].name != NULL; i++) {
		for (k = 0, of = engines[i].n; k < SIZES; k++, of *= 10)
			t[k] = best_of(i, of);
		n = (double)engines[i].n;
		printf("%s %.0f %.6f %.6f %.6f %.2f\n", engines[i].name, n,
		    t[0], t[1], t[2], t[2] / t[0] /
		    (100 * log(100 * n) / log(n)));
	}
	return 0;
}
