/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * reassess.h - what changed between the first and the last assessment.
 *
 * A framework's baseline (or first) round is held against its endline (or
 * last) round, dimension by dimension, over the subjects that have a score
 * in both.  A subject that was dissolved or merged is followed to its
 * successor when it has no sheets of its own in the last round.
 */
#ifndef FLOW_REASSESS_H
#define FLOW_REASSESS_H

#include "flow/assess.h"

#define REASSESS_NOWHERE SIZE_MAX

struct reassess_subject {       /* of the first round */
	size_t    last;                 /* its place in the last round, or
	                                 * REASSESS_NOWHERE */
	size_t    later;                /* its place in the follow-up, if it is
	                                 * the same as in the last */
	bool      is_successor;         /* the last is somebody else */
	struct id id;
	str       side;                 /* of an organisation; none */
	str       sex;                  /* of a person; none */
	int       is_treated;           /* of a community */
	bool      was_local;            /* local government, dissolved */
};

struct reassess_pair {
	const struct results    *first, *last;
	const struct results    *later;         /* the last follow-up after
	                                         * them; NULL: none */
	struct reassess_subject *subject;       /* [first->subjects] */
	size_t                   followed;      /* through a successor */
	const struct map        *at;    /* subject's id: its place in first */
};

struct reassess_change {        /* of one dimension */
	size_t n;                       /* subjects with both scores */
	double mean;                    /* scale points; NAN when n is 0 */
};

/* Which subjects a change is computed over; all when all are unset. */
struct reassess_of {
	const char *side, *sex;         /* NULL: any */
	int         is_treated;         /* UNSAID: any */
	bool        no_successors, successors_only;
};

/* Every framework of the programme that has two rounds with sheets, in the
 * order of its first. `round` as assess_rounds orders them. */
CHECKED bool reassess_pairs(struct ctx *, struct id programme,
                 const struct results *const *round, size_t rounds,
                 struct reassess_pair **, size_t *n);

/* The same of that first round and each of n later ones, into pair[n]. */
CHECKED bool reassess_each(struct ctx *, struct id programme,
                 const struct results *first,
                 const struct results *const *later, size_t n,
                 struct reassess_pair *pair);

bool reassess_belongs(const struct reassess_subject *,
    const struct reassess_of *);

/* Fill out[dimensions]; how many subjects have at least one change. */
size_t reassess_change(const struct reassess_pair *,
    const struct reassess_of *, struct reassess_change *out);

/* The scores of those who belong, before and after (NAN: none), of that
 * dimension, or of the whole at the place after the last; how many. pre and
 * post have room for first->subjects. */
size_t reassess_scores(const struct reassess_pair *,
    const struct reassess_of *, size_t dimension, double *pre, double *post);

/* How many subjects of the first round belong. */
size_t reassess_count(const struct reassess_pair *,
    const struct reassess_of *);

/* ---- treated against comparison ---- */

struct reassess_unit {
	str    code;
	int    is_treated;
	double pre, post;               /* mean of its dimensions; NAN */
};

struct reassess_contrast {
	struct reassess_unit *unit;     /* [units] by code: all communities of
	                                 * the programme that are said to be
	                                 * one or the other */
	size_t         units, treated, others;
	size_t         dimensions, at_least;    /* as many have a score */
	size_t         n_treated, n_others;     /* with both scores */
	double         treated_change, others_change;   /* means */
	double         effect;          /* their difference; NAN */
	double         se, df, p, lo, hi;       /* Welch; NAN */
};

/* NULL when the pair is not of communities, or lacks one of the groups. */
CHECKED bool reassess_contrast(struct ctx *, const struct reassess_pair *,
                 struct reassess_contrast **);

#endif
