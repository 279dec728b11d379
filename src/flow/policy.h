/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * policy.h - a policy instrument on its way: how long it stood in each
 * stage, what was said of its drafts, how its options score.
 *
 * The days in a stage run from the day it was reached to the day the next
 * was, whichever that is: a draft sent back is drafted twice.  The last
 * stage runs until today, unless it is final.
 */
#ifndef FLOW_POLICY_H
#define FLOW_POLICY_H

#include "flow/ctx.h"
#include "model/deliver.h"
#include "model/reform.h"

enum { POLICY_COMMENTS = 500 };         /* keyed in one go */

struct policy_step {
	struct policy_stage row;
	int32_t             days;       /* in it; -1: not known */
	bool                is_last;    /* where it stands by the log */
};

struct policy_line {
	struct policy_step *step;       /* [n] by day */
	size_t              n;
	int32_t             days;       /* from the first day to the last, or
	                                 * to today */
};
CHECKED bool policy_line(struct ctx *, struct id instrument,
                 struct policy_line *);

/* "PX" as an index from 0; P0 is 0, PX is 10; 11 for none of them. */
size_t policy_stage_number(str stage);
enum { POLICY_STAGES = 11 };

/* Options by criteria, from the table "option criteria score". */
struct policy_scores {
	const str    *option;           /* [options] as they first appear */
	const str    *criterion;        /* [criteria] */
	const double *score;            /* [options][criteria]; NAN */
	const double *mean;             /* [options]; of those that are there */
	size_t        options, criteria;
	size_t        best;             /* options: there is none */
};
void policy_scores(struct ctx *, str table, struct policy_scores *);
/* The table with that score set, or added. */
str  policy_score_set(struct ctx *, str table, str option, str criterion,
         str score);

/* Comments keyed in bulk: "Who; article; comment" line by line; a line
 * with no ";" is a comment of nobody named.  INVALID with the line that is
 * empty of a comment; nothing is kept then. */
struct policy_said {
	str who, article, comment;      /* the first two may be none */
};
CHECKED bool policy_comments_read(struct ctx *, str lines,
                 struct policy_said **, size_t *n);
CHECKED bool policy_comments_add(struct ctx *, struct id instrument,
                 struct id draft, struct day, str lines, size_t *added);

/* Takes over when it was adopted or came into force, where that is not said
 * yet; whether anything changed. */
bool         policy_dated(struct policy_instrument *,
                 const struct policy_stage *);
/* Reach the next stage: the log gets its line, the instrument moves, its
 * days are told. */
CHECKED bool policy_advance(struct ctx *, const struct policy_instrument *,
                 str verb, const struct policy_stage *typed);

#endif
