/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * compare.h - what changed where the programme worked, beyond what changed
 * elsewhere: difference in differences.
 *
 * Units (communities, organisations) are measured before and after; a unit
 * that lacks one of the two (NAN) is left out.  The estimate is the mean
 * change of the treated less that of the others.  It rests on both groups
 * having moved alike without the programme, which one earlier measurement
 * cannot show: whoever shows the figure says so.
 *
 * Sources: J. D. Angrist, J.-S. Pischke (2009), Mostly Harmless
 *	Econometrics, ch. 5; B. L. Welch (1947), Biometrika 34, 28-35.
 */
#ifndef ENGINE_COMPARE_H
#define ENGINE_COMPARE_H

#include <stddef.h>

struct arena;

struct compare_group {
	const double *pre, *post;       /* [n] */
	size_t        n;
};

struct compare_test {
	double se, df, t, p;            /* two-sided; NAN below two units in
	                                 * a group, or without variation */
	double lo, hi;                  /* 95 % */
};

struct compare {
	size_t treated, others, left_out;
	double treated_pre, treated_post, others_pre, others_post;  /* means */
	double effect;                  /* NAN if a group is empty */
	double effect_size;             /* by the pooled sd before */
	double balance;                 /* treated_pre - others_pre */
	struct compare_test welch;      /* variances of their own */
	struct compare_test pooled;     /* one variance; as by least squares */
};

/* Cost: the units of both groups. */
struct compare compare_changes(struct arena *, struct compare_group treated,
    struct compare_group others);

#endif
