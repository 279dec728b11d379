/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * test.h - tests are functions in a table; a check that fails says where.
 *
 * A test's name is a sentence that is true when it passes.  It gets a
 * fresh arena.  A suite that is not to be had here (no PostgreSQL, no
 * ../shared) calls test_skip and returns.
 */
#ifndef TEST_H
#define TEST_H

#include <math.h>

struct arena;

struct test {
	const char *name;
	void      (*run)(struct arena *);
};

struct suite {
	const char        *name;        /* "engine/gap" */
	const struct test *tests;       /* ends with { 0 } */
};

void test_check(int holds, const char *what, const char *file, int line);
void test_skip(const char *why);
/* Path of a scratch folder of this run, removed at its end. */
const char *test_scratch(void);
/* "../shared/ours/demo" below the folder given by TILTH_SHARED, or beside
 * the project; NULL if it is not there. */
const char *test_shared(struct arena *, const char *below);

#define CHECK(cond)           test_check((cond), #cond, __FILE__, __LINE__)
#define NEAR(got, want, by)   CHECK(fabs((got) - (want)) <= (by))

#endif
