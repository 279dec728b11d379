/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * effect.h - what a course changed in the people who took it.
 *
 * pre[n] and post[n] are the scores of the same people before and after;
 * whoever lacks one of the two (NAN) is left out.  Effect sizes differ by
 * what they divide by, so a figure says which it is: g_av compares with
 * effects between groups, g_z is larger since people are compared with
 * themselves.  What does not vary has no t and no effect size: NAN.
 */
#ifndef ENGINE_EFFECT_H
#define ENGINE_EFFECT_H

#include <stddef.h>

struct arena;

/*
 * Sources: L. V. Hedges (1981), Distribution theory for Glass's estimator
 *	of effect size, J. of Educational Statistics 6(2), 107-128 (J);
 *	M. Borenstein et al. (2009), Introduction to Meta-Analysis, ch. 4
 *	(variance); D. Lakens (2013), Frontiers in Psychology 4, 863 (d_rm).
 */
struct effect_paired {
	size_t n, left_out;             /* people */
	double mean_pre, mean_post, sd_pre, sd_post;
	double mean, sd;                /* of post - pre */
	double r;                       /* pre with post, -1..1 */
	double t, df, p;                /* two-sided */
	double lo, hi;                  /* 95 % of the mean difference */
	double j, j_near;               /* small-sample factor, exact and
	                                 * 1 - 3 / (4 df - 1); 0..1 */
	double d_z, g_z, g_z_lo, g_z_hi;        /* by sd; noncentral t */
	double shift_lo, shift_hi;      /* the noncentralities behind them */
	double d_av, g_av, var_g_av, g_av_lo, g_av_hi;
	                                /* by the mean of both variances */
	double d_rm, g_rm;              /* d_z * sqrt(2 (1 - r)) */
	double d_pre;                   /* by sd_pre */
};

/* Cost: n, and some milliseconds for the bounds of the noncentral t. */
struct effect_paired effect_paired(struct arena *, const double *pre,
    const double *post, size_t n);

/*
 * The signed ranks of post - pre, zeros dropped, ties at their mean rank;
 * differences equal to 12 digits are ties.
 * Source: F. Wilcoxon (1945), Biometrics Bulletin 1(6), 80-83; D. S. Kerby
 *	(2014), Comprehensive Psychology 3 (rank-biserial).
 */
struct effect_signed {
	size_t zeros, m;                /* dropped, ranked */
	double plus, minus;             /* sums of ranks */
	double p_exact;                 /* over all 2^m signs; NAN when m is 0
	                                 * or above SIGNS_MOST (signs.h) */
	double z, p;                    /* normal, variance less ties */
	double z_corrected, p_corrected;/* half a rank nearer to 0 */
	double biserial;                /* -1..1 */
	double shift;                   /* Hodges-Lehmann: median of the means
	                                 * of all pairs of differences */
};

/* Cost: n log n, and the exact p (signs.h). */
struct effect_signed effect_signed(struct arena *, const double *pre,
    const double *post, size_t n);

/*
 * Normalised gain of a class: (post% - pre%) / (100 - pre%) of the means.
 * Sources: R. R. Hake (1998), American J. of Physics 66(1), 64-74; J. D.
 *	Marx, K. Cummings (2007), American J. of Physics 75(1), 87-91
 *	(change: a loss is divided by pre%, staying at 0 or 100 is dropped).
 */
enum effect_band { EFFECT_NONE, EFFECT_LOW, EFFECT_MEDIUM, EFFECT_HIGH };

struct effect_gain {
	double pre_percent, post_percent;
	double gain;                    /* at most 1; NAN when pre% is 100 */
	enum effect_band band;          /* below .3, below .7; NONE of NAN */
	double mean_gain;               /* of each person below 100 */
	double mean_change;             /* -1..1 */
};

/* top: the score of one who gets everything right; above 0.  Cost: n. */
struct effect_gain effect_gain(struct arena *, const double *pre,
    const double *post, size_t n, double top);

/* 95 % interval of a share k / n. Source: E. B. Wilson (1927), JASA 22,
 * 209-212. NAN unless 0 <= k <= n and n > 0. */
struct effect_share {
	double share, lo, hi;           /* 0..1 */
};

struct effect_share effect_share(double k, double n);

#endif
