/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * weights.h - the weights of a round, made of judgements of two at a time.
 *
 * Two lists can be judged: the dimensions, whose weights make the whole of
 * a subject, and what the additive rule ranks gaps by.  A judgement is
 * kept as people say it, from 1 (as much) to 9 (extremely more), below 0
 * when it is the second that matters more, and with the codes of both, in
 * the round's rule (rounds.h) beside the weights that came of it:
 *
 *	"dimension_weights": {"G":0.75,"T":0.25}
 *	"judgements": {"dimension_weights": [["G","T",3]]}
 *
 * Weights may be typed as well, without judgements behind them.  A list
 * nobody judged or typed counts as its framework, or the rule, has it.
 */
#ifndef FLOW_WEIGHTS_H
#define FLOW_WEIGHTS_H

#include "engine/weigh.h"
#include "flow/assess.h"

enum weights_kind { WEIGHTS_DIMENSIONS, WEIGHTS_PRIORITY, WEIGHTS_KINDS };

enum {
	WEIGHTS_MOST = 15,      /* things: 105 judgements are enough */
	WEIGHTS_TOP  = 9        /* of a judgement */
};

struct weights_pair {
	size_t  first, second;  /* places of the two */
	int64_t says;           /* 1..9, -2..-9; 0: none */
};

struct weights {
	enum weights_kind    kind;
	const str           *code;      /* [n] */
	size_t               n;
	double              *now;       /* [n] as the round counts them */
	struct weights_pair *pair;      /* [pairs], in the order of codes */
	size_t               pairs;     /* 0: too many things, or too few */
	bool                 is_sum;    /* points are added up: no weights */
	bool                 judged;    /* somebody did */
	bool                 own;       /* the round has its own */
	double              *typed;     /* [n] as they are kept; NAN: none */
	double              *weight;    /* [n] by weights_count, sum 1 */
	struct weigh         check;
	bool                 accepted;  /* CR below 0.1, or nothing to check */
	size_t               worst;     /* the pair farthest from the weights;
	                                 * pairs: none differs */
	int64_t              fits;      /* what it would be by them */
};

/* As the round has them; pairs nobody judged matter as much. */
CHECKED bool weights_of(struct ctx *, const struct assessment_round *,
                 enum weights_kind, struct weights *);
/* Weights and consistency of the pairs as they say now. */
void         weights_count(struct ctx *, struct weights *);
/* Keeps pairs and weights with the round.  INVALID, on the field
 * "dimensions.2" (the pair), if one is no judgement or, unless they are to
 * be kept all the same, if they are not consistent; CONFLICT when the round
 * is over. */
CHECKED bool weights_keep(struct ctx *, struct assessment_round *,
                 struct weights *, bool all_the_same);
/* Keeps weights as they were typed, in place of judgements: each counts by
 * its share of their sum.  INVALID, on the field "dimensions.w2", if one is
 * below 0 or missing (NAN), on "dimensions" if all are 0. */
CHECKED bool weights_type(struct ctx *, struct assessment_round *,
                 struct weights *);
/* The list counts again as its framework has it. */
CHECKED bool weights_drop(struct ctx *, struct assessment_round *,
                 enum weights_kind);

/* "dimensions", "ranking"; and back: WEIGHTS_KINDS if it is neither. */
const char       *weights_name(enum weights_kind);
enum weights_kind weights_named(str);

#endif
