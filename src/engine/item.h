/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * item.h - how good a test is: does it hang together, are its questions
 * neither too easy nor too hard, do they tell the able from the others.
 *
 * x[people][items] holds 1 for right and 0 for wrong; a blank (NAN) counts
 * as wrong, as it does where people see their marks.  Partial marks are
 * allowed, then KR-20 and KR-21 are not defined.
 *
 * Sources: L. J. Cronbach (1951), Psychometrika 16, 297-334; G. F. Kuder,
 *	M. W. Richardson (1937), Psychometrika 2, 151-160; T. L. Kelley
 *	(1939), J. of Educational Psychology 30, 17-24 (27 per cent);
 *	L. S. Feldt (1965), Psychometrika 30, 357-370 (interval).
 */
#ifndef ENGINE_ITEM_H
#define ENGINE_ITEM_H

#include <stddef.h>

struct arena;

struct item_quality {
	double difficulty;      /* mean mark, share right, 0..1 */
	double r_total;         /* with the sum of all items, -1..1 */
	double r_rest;          /* with the sum of the others */
	double alpha_without;   /* of the test without it; NAN below 3 items */
	double discrimination;  /* mean mark of the upper 27 % less that of
	                         * the lower; people of equal sums stay in the
	                         * order of the input */
};

struct item_test {
	double alpha;           /* at most 1; NAN when sums do not vary, or for
	                         * fewer than 2 people or items */
	double lo, hi;          /* 95 % interval of alpha */
	double kr20, kr21;
	double mean, sd;        /* of people's sums */
	double sem;             /* error of one sum: sd * sqrt(1 - alpha) */
	size_t group;           /* people in each 27 % */
};

/* Fill each[items]. Figures of nobody are NAN. Cost: people * items. */
struct item_test item_test(struct arena *, const double *x, size_t people,
    size_t items, struct item_quality *each);

/*
 * The same of a test whose questions were not put to everybody: a NAN was
 * not asked.  A question's figures are of those who were asked it: r_total
 * and r_rest are with the share that a person earned of all (of the other)
 * questions put to him, and the two groups are told apart by it.  The
 * figures of the whole are of the questions that everybody was asked, mean,
 * sd and sem in their marks; alpha_without is NAN.
 */
struct item_test item_test_asked(struct arena *, const double *x,
    size_t people, size_t items, struct item_quality *each);

#endif
