/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of engine/small: what a stranger could compute from what is told,
 * found by trying every table that fits. */
#include "engine/small.h"

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

enum { PARTS = 5, MOST = 16, TABLES = MOST * MOST * MOST };

static void
what_is_large_is_told(struct arena *a)
{
	static const int64_t part[] = { 5, 20, 7 };
	enum small is[3];

	(void)a;
	CHECK(small_judge(part, 3, 32, is) == SMALL_TOLD);
	CHECK(is[0] == SMALL_TOLD && is[1] == SMALL_TOLD &&
	    is[2] == SMALL_TOLD);
	CHECK(small_alone(4) == SMALL_FEWER && small_alone(0) == SMALL_FEWER);
	CHECK(small_alone(5) == SMALL_TOLD);
	CHECK(small_alone(INT64_MIN) == SMALL_TOLD);
}

/* Means over 6 and over 5 of them: six times the one less five times the
 * other is what the sixth has. */
static void
two_means_that_differ_by_a_few_are_not_both_told(struct arena *a)
{
	static const bool six[8] = { 1, 1, 1, 1, 1, 1 };
	static const bool five[8] = { 0, 1, 1, 1, 1, 1 };
	static const bool moved[8] = { 0, 0, 0, 1, 1, 1, 1, 1 };
	static const bool none[8] = { 0 };

	(void)a;
	CHECK(small_apart(six, six, 8) && small_apart(none, six, 8));
	CHECK(!small_apart(six, five, 8) && !small_apart(five, six, 8));
	CHECK(small_apart(six, moved, 8) && !small_apart(five, moved, 8));
}

/* 40 and 48 are 88: of 86 persons two were in both. */
static void
few_who_are_in_several_parts_are_not_told(struct arena *a)
{
	(void)a;
	CHECK(small_once(88, 88) == SMALL_TOLD);
	CHECK(small_once(88, 86) == SMALL_KEPT);
	CHECK(small_once(88, 84) == SMALL_KEPT);
	CHECK(small_once(88, 83) == SMALL_TOLD);
	CHECK(small_once(4, 4) == SMALL_FEWER);
}

/* 60 - 40 would give the first away. */
static void
a_second_part_is_kept_so_that_the_first_cannot_be_computed(struct arena *a)
{
	static const int64_t part[] = { 3, 17, 40 };
	enum small is[3];

	(void)a;
	CHECK(small_judge(part, 3, 60, is) == SMALL_TOLD);
	CHECK(is[0] == SMALL_FEWER && is[1] == SMALL_TOLD &&
	    is[2] == SMALL_KEPT);
}

/* 0 + 5 = 5: with the other known to be 5 or more, the first is 0. */
static void
the_whole_is_kept_where_a_second_part_hides_too_little(struct arena *a)
{
	static const int64_t part[] = { 0, 5 }, all[] = { 4, 4 };
	enum small is[2];

	(void)a;
	CHECK(small_judge(part, 2, 5, is) == SMALL_KEPT);
	CHECK(is[0] == SMALL_FEWER && is[1] == SMALL_KEPT);
	CHECK(small_judge(all, 2, 8, is) == SMALL_KEPT);
	CHECK(small_judge(all, 1, 4, is) == SMALL_FEWER);
}

/* Whether every value from 0 to 4 of part `of` is left open by the others
 * that are not told: 0 to 4 of the fewer, 5 or more of those kept. */
static bool
all_is_open(const enum small *is, size_t n, size_t of, int64_t hidden)
{
	int64_t least = 0, most = 0, v;
	bool kept = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i == of || is[i] == SMALL_TOLD)
			continue;
		least += is[i] == SMALL_KEPT ? SMALL_LEAST : 0;
		most += SMALL_LEAST - 1;
		kept |= is[i] == SMALL_KEPT;
	}
	for (v = 0; v < SMALL_LEAST; v++)
		if (hidden - v < least || (!kept && hidden - v > most))
			return false;
	return true;
}

static void
each_count_below_5_stays_wholly_open(struct arena *a)
{
	int64_t part[PARTS], whole, hidden;
	enum small is[PARTS], as;
	struct random r = random_seeded(7);
	size_t i, n, k;

	(void)a;
	for (k = 0; k < 200000; k++) {
		n = 1 + (size_t)random_below(&r, PARTS);
		for (whole = hidden = 0, i = 0; i < n; i++)
			whole += part[i] = (int64_t)random_below(&r,
			    k % 2 ? 8 : 40);
		as = small_judge(part, n, whole, is);
		for (i = 0; i < n; i++)
			hidden += is[i] == SMALL_TOLD ? 0 : part[i];
		for (i = 0; i < n; i++) {
			CHECK((part[i] < 5) == (is[i] == SMALL_FEWER));
			CHECK(as != SMALL_TOLD || is[i] != SMALL_FEWER ||
			    all_is_open(is, n, i, hidden));
		}
		CHECK((whole < 5) == (as == SMALL_FEWER));
	}
}

/* What is told of a table, as one number: signs and values in turn. */
static int64_t
told(const int64_t *part, size_t n, int64_t whole, enum small *is)
{
	enum small as = small_judge(part, n, whole, is);
	int64_t t = as == SMALL_TOLD ? whole : 100 + as;
	size_t i;

	for (i = 0; i < n; i++)
		t = t * 200 + (is[i] == SMALL_TOLD ? part[i]
		    : 100 + (int64_t)is[i]);
	return t;
}

/* Every table of three parts up to 15: who knows the rule itself, and so
 * drops the tables that would be told otherwise, still has two values. */
static void
knowing_the_rule_does_not_give_a_count_away(struct arena *a)
{
	int64_t *t = NEWS(a, int64_t, TABLES), p[3], q[3];
	enum small is[3];
	size_t i, j, k;
	bool open;

	for (i = 0; i < TABLES; i++) {
		p[0] = (int64_t)i / MOST / MOST;
		p[1] = (int64_t)i / MOST % MOST;
		p[2] = (int64_t)i % MOST;
		t[i] = told(p, 3, p[0] + p[1] + p[2], is);
	}
	for (i = 0; i < TABLES; i += 7) {
		p[0] = (int64_t)i / MOST / MOST;
		p[1] = (int64_t)i / MOST % MOST;
		p[2] = (int64_t)i % MOST;
		if (p[0] > MOST - 5 || p[1] > MOST - 5 || p[2] > MOST - 5)
			continue;       /* larger ones were not tried */
		(void)told(p, 3, p[0] + p[1] + p[2], is);
		for (k = 0; k < 3; k++) {
			open = is[k] != SMALL_FEWER;
			for (j = 0; j < TABLES && !open; j++) {
				q[0] = (int64_t)j / MOST / MOST;
				q[1] = (int64_t)j / MOST % MOST;
				q[2] = (int64_t)j % MOST;
				open = t[j] == t[i] && q[k] != p[k];
			}
			CHECK(open);
		}
	}
}

const struct test small_tests[] = {
	{ "few who are in several parts are not told",
	   few_who_are_in_several_parts_are_not_told },
	{ "two means that differ by a few are not both told",
	   two_means_that_differ_by_a_few_are_not_both_told },
	{ "what is large is told", what_is_large_is_told },
	{ "a second part is kept so that the first cannot be computed",
	   a_second_part_is_kept_so_that_the_first_cannot_be_computed },
	{ "the whole is kept where a second part hides too little",
	   the_whole_is_kept_where_a_second_part_hides_too_little },
	{ "each count below 5 stays wholly open",
	   each_count_below_5_stays_wholly_open },
	{ "knowing the rule does not give a count away",
	   knowing_the_rule_does_not_give_a_count_away },
	{ 0 }
};
