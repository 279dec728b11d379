/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * swot.h - strengths, weaknesses, opportunities and threats weighed
 * against each other, and how to deal with whom.
 *
 *	internal X = sum w r of strengths - the same of weaknesses
 *	external Y = sum w r p of opportunities - the same of threats
 *
 * w weighs within its list (they sum to 1), r is 1..4, p the probability.
 *
 * Sources: H. Weihrich (1982), Long Range Planning 15(2), 54-66 (TOWS);
 *	A. L. Mendelow (1991), Environmental scanning (power, interest);
 *	R. K. Mitchell, B. R. Agle, D. J. Wood (1997), Academy of
 *	Management Review 22(4), 853-886 (salience).
 * Cost: n.
 */
#ifndef ENGINE_SWOT_H
#define ENGINE_SWOT_H

#include <stdbool.h>
#include <stddef.h>

enum swot_kind { SWOT_S, SWOT_W, SWOT_O, SWOT_T };
enum swot_strategy { SWOT_OPEN, SWOT_SO, SWOT_ST, SWOT_WO, SWOT_WT };

struct swot_entry {
	enum swot_kind kind;
	double weight, rating;
	double chance;                  /* NAN: sure, 1 */
};

struct swot {
	double of[4];           /* by kind; 0 for an empty list, NAN when an
	                         * entry lacks weight or rating */
	double x, y;            /* NAN when neither side has an entry */
	enum swot_strategy strategy;    /* by signs, 0 counts as above; OPEN
	                                 * when one is NAN */
};

struct swot swot_weigh(const struct swot_entry *, size_t n);

enum swot_stance { SWOT_UNKNOWN, SWOT_MANAGE_CLOSELY, SWOT_KEEP_SATISFIED,
	SWOT_KEEP_INFORMED, SWOT_MONITOR };

/* power and interest 1..5, 3 and more is high; UNKNOWN if one is NAN. */
enum swot_stance swot_stance(double power, double interest);

#endif
