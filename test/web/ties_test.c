/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of web/ties: where the members of a network are drawn. */
#include "web/ties.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/lasting.h"
#include "test.h"

enum { MOST = 120 };

enum linked { ALONE, STAR, CHAIN, WHOLE, PAIRS };

static bool
has_tie(enum linked s, size_t i, size_t j)
{
	switch (s) {
	case ALONE:
		return false;
	case STAR:
		return i == 0;
	case CHAIN:
		return j == i + 1;
	case WHOLE:
		return true;
	case PAIRS:
		break;
	}
	return i % 2 == 0 && j == i + 1;
}

static struct lasting_network
make(struct arena *a, enum linked s, size_t n)
{
	struct network_edge *e = NEWS(a, struct network_edge, n * n + 1);
	size_t *degree = NEWS(a, size_t, n + 1), edges = 0, i, j;
	str *code = NEWS(a, str, n + 1);

	for (i = 0; i < n; i++) {
		code[i] = str_print(a, "O%03zu", i);
		for (j = i + 1; j < n; j++) {
			if (!has_tie(s, i, j))
				continue;
			e[edges++] = (struct network_edge){ .from = i,
				.to = j };
			degree[i]++;
			degree[j]++;
		}
	}
	return (struct lasting_network){ .nodes = n, .degree = degree,
		.code = code, .edge = e, .edges = edges };
}

static double
nearest(const struct ties_spot *at, size_t n)
{
	double least = INFINITY;
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++)
			least = fmin(least, hypot(at[i].x - at[j].x,
			    at[i].y - at[j].y));
	return least;
}

static bool
all_within(const struct ties_spot *at, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!(at[i].x >= TIES_EDGE && at[i].x <= TIES_WIDE -
		    TIES_EDGE && at[i].y >= TIES_EDGE && at[i].y <=
		    TIES_HIGH - TIES_EDGE))
			return false;
	return true;
}

static void
all_stand_in_the_frame_and_none_on_another(struct arena *a)
{
	static const size_t sizes[] = { 1, 2, 3, 7, 20, 41, 80, MOST };
	struct ties_spot at[MOST];
	struct lasting_network k;
	size_t i;
	int s;

	for (s = ALONE; s <= PAIRS; s++)
		for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			k = make(a, (enum linked)s, sizes[i]);
			ties_layout(a, &k, at);
			CHECK(all_within(at, sizes[i]));
			/* the circle of who has one tie is 13 wide */
			CHECK(nearest(at, sizes[i]) >= TIES_APART);
		}
}

static void
the_drawing_is_the_same_every_time(struct arena *a)
{
	struct ties_spot one[MOST], other[MOST];
	struct lasting_network k = make(a, CHAIN, 60);

	memset(one, 0, sizeof(one));
	memset(other, 1, sizeof(other));
	ties_layout(a, &k, one);
	ties_layout(a, &k, other);
	CHECK(memcmp(one, other, 60 * sizeof(one[0])) == 0);
}

static void
who_is_tied_stands_nearer_than_who_is_not(struct arena *a)
{
	struct lasting_network k = make(a, PAIRS, 20);
	struct ties_spot at[20];
	double tied = 0, apart = 0;
	size_t i, j, n = 0;

	ties_layout(a, &k, at);
	for (i = 0; i < 20; i++)
		for (j = i + 1; j < 20; j++) {
			if (i % 2 == 0 && j == i + 1) {
				tied += hypot(at[i].x - at[j].x, at[i].y -
				    at[j].y) / 10;
				continue;
			}
			apart += hypot(at[i].x - at[j].x, at[i].y - at[j].y);
			n++;
		}
	CHECK(tied < apart / (double)n / 2);
}

static void
nobody_is_drawn_without_members(struct arena *a)
{
	struct lasting_network k = make(a, ALONE, 0);
	struct ties_spot at[1] = { { -1, -1 } };

	ties_layout(a, &k, at);
	CHECK(at[0].x < 0 && at[0].y < 0);
}

const struct test ties_tests[] = {
	{ "all stand in the frame, and none on another",
	   all_stand_in_the_frame_and_none_on_another },
	{ "the drawing is the same every time",
	   the_drawing_is_the_same_every_time },
	{ "who is tied stands nearer than who is not",
	   who_is_tied_stands_nearer_than_who_is_not },
	{ "nobody is drawn without members",
	   nobody_is_drawn_without_members },
	{ 0 }
};
