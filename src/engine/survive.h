/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * survive.h - what lasts: skills after a course, practices after a
 * programme.
 */
#ifndef ENGINE_SURVIVE_H
#define ENGINE_SURVIVE_H

#include <stddef.h>

struct arena;

/*
 * Retention R at t months is the gain still there, as a share of the gain
 * at the end of the course, of the same people.  Above 1 they went on
 * learning.  Two curves start at 1 and are fitted to ln R through there:
 *
 *	exponential  R = exp(-lambda t)   lambda = -sum w t ln R / sum w t^2
 *	power        R = (1 + t)^-b       b likewise with ln(1 + t)
 *
 * An R of 0 or less has no logarithm and is left out of the fits.
 * Sources: H. Ebbinghaus (1885), Über das Gedächtnis; J. T. Wixted,
 *	E. B. Ebbesen (1991), Psychological Science 2(6), 409-415.
 */
struct survive_point {
	double t;               /* months, above 0 */
	double r;               /* NAN: not measured */
	double n;               /* people, the weight */
};

enum survive_fit { SURVIVE_NEITHER, SURVIVE_EXPONENTIAL, SURVIVE_POWER };

struct survive_decay {
	size_t fitted, left_out;
	double lambda, lambda_weighted;         /* per month; below 0: growth */
	double half_life, half_life_weighted;   /* months; NAN without decay */
	double b;
	double sse_exponential, sse_power;      /* of R, not of ln R */
	enum survive_fit better;                /* NEITHER below two points */
	double mean;            /* retention over 0..horizon, the points
	                         * joined by lines; NAN when they end before */
};

/* Points in rising t. */
struct survive_decay survive_decay(const struct survive_point *, size_t n,
    double horizon);

/*
 * Kaplan and Meier: S(t) = product over event times of 1 - d / at risk,
 * with Greenwood's error.  Who is last seen at t without an event was at
 * risk at t.
 * Sources: E. L. Kaplan, P. Meier (1958), JASA 53, 457-481; M. Greenwood
 *	(1926), Reports on Public Health 33.
 */
struct survive_case {
	double t;               /* last seen, months; NAN: unknown, left out */
	int    ended;           /* 1: the event was then; 0: still going */
};

struct survive_step {
	double t;
	size_t at_risk, events;
	double s, se;           /* se is NAN once S is 0 */
};

/* Fill steps[], one per different event time, at most n; how many.
 * Cost: n log n. */
size_t survive_steps(struct arena *, const struct survive_case *, size_t n,
    struct survive_step *steps);

/* S at t; NAN if nobody was seen at or after it and S is not 0 yet. */
double survive_at(const struct survive_case *, size_t n,
    const struct survive_step *, size_t steps, double t);

#endif
