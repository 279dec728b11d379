/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * assess.h - from sheets to scores, agreement and gaps.
 *
 * Results are computed from the packed sheets by engine/score and
 * engine/agree, never stored by hand: whoever asks for the results of a
 * round gets them as of the last change.  What a figure rests on is told
 * by assess_trace.
 */
#ifndef FLOW_ASSESS_H
#define FLOW_ASSESS_H

#include "engine/score.h"
#include "flow/ctx.h"
#include "model/assess.h"
#include "model/people.h"

struct instrument {             /* a framework version, whole */
	struct framework  framework;
	struct dimension *dimension;    /* [dimensions], in their order */
	struct item      *item;         /* [items], in the order of packed
	                                 * sheets */
	size_t           *item_dimension;   /* [items]: place of its
	                                     * dimension */
	size_t            dimensions, items;
	struct score_how  how;          /* as the engine wants it */
	const str        *role;         /* [how.roles] codes of the rater
	                                 * roles */
};

struct subject {
	struct id id;
	str       code, name, kind;
	size_t    sheets;               /* that count */
	bool      is_withheld;          /* too few raters: scores are NAN */
};

struct quality {                /* of a round's answers */
	int64_t sheets, excluded, late;         /* that came */
	int64_t declined, waiting;              /* that did not, or not yet */
	int64_t subjects, raters;       /* with at least one sheet that
	                                 * counts */
	int64_t cells, rated;           /* of the sheets that count */
	int64_t blank, na, dk, refused, unreadable, off_scale;
	int64_t by_rule[16];            /* decisions in force, by place in
	                                 * cleaning_rules (codes.h) */
};

struct results {
	struct arena           *arena;
	struct assessment_round round;
	struct instrument      *instrument;
	struct subject         *subject;        /* [subjects], by code */
	size_t                  subjects;
	struct score          **item;           /* [subjects][items] */
	struct score          **dimension;      /* [subjects][dimensions] */
	struct score_whole     *overall;        /* [subjects] */
	double alpha_nominal;           /* NAN: undefined */
	double alpha_ordinal, alpha_interval;
	size_t pairable;                /* ratings that alpha rests on */
	struct quality          quality;
	int64_t                 at_change;      /* history number of the
	                                         * moment */
};

CHECKED bool assess_instrument(struct ctx *, struct id framework,
                 struct instrument **);
/* Kept when they were asked for before (kept.h): of others too.  A subject
 * with fewer sheets that count than the round's min_raters has no scores,
 * unless raters agreed on one: by the framework's rule, by the method of the
 * round (self, group, external), or in a sheet of a group. */
CHECKED bool assess_results(struct ctx *, struct id round,
                 const struct results **);
/* What results rest on, as kept.h wants it: the sheets, what was asked in
 * them, and everybody they may be about. */
const char  *assess_rests_on(struct arena *);
/* The rounds of a programme that count, the earliest first: not those that
 * are void, and of a corrected one the last locked version. */
CHECKED bool assess_rounds(struct ctx *, struct id programme,
                 struct assessment_round **, size_t *n);

struct gap_line {
	struct id id;                   /* the gap's row; none before it is
	                                 * kept */
	struct id subject, dimension;
	str       subject_code, subject_name, kind;     /* "ORG" */
	str       dimension_code;
	str       dimension_title;      /* in the desk's language */
	double    current, desired, gap;        /* scale points; NAN: not
	                                         * scored */
	double    importance, urgency;          /* 1..5 */
	double    weight;               /* of the dimension, the heaviest 1;
	                                 * 1 where the round weighs none */
	double    priority, priority_norm;      /* product rule, weighed */
	double    additive;                     /* additive rule, 0..1, too */
	int64_t   rank, rank_additive;          /* 1 the first; 0: not ranked */
	size_t    n;                            /* items behind current */
	str       state;
};

struct gap_table {              /* of one round against its desired levels */
	const struct results *results;
	struct gap_line *line;          /* [n] by subject code, then
	                                 * dimension */
	size_t           n;
	size_t          *by_priority;   /* [n] places in line; unscored last */
	size_t          *by_additive;   /* [n] */
	double           lo, hi;        /* ends of the scale */
	double           cut_importance;         /* means: quadrants */
	double           cut_performance;
	double           weight[3];     /* of the additive rule, the round's */
	bool             is_weighed;    /* the round weighs its dimensions */
};

/* Weights of the additive rule, unless the round has its own (rounds.h):
 * importance, urgency, gap. */
#define ASSESS_WEIGHTS { 0.4, 0.2, 0.4 }

/* Kept like results. */
CHECKED bool assess_gaps(struct ctx *, struct id round,
                 const struct gap_table **);
/* One table for each baseline round that has desired levels (or, of a
 * framework without a baseline, its first round). */
CHECKED bool assess_programme_gaps(struct ctx *, struct id programme,
                 const struct gap_table ***, size_t *n);
/* What a gap's row holds when it is opened from that line. */
void         assess_fill_gap(const struct gap_table *, const struct gap_line *,
                 struct gap *);
/* Keep the gaps of a round as rows, opening those that are new; those that
 * were discussed or measured again since stay as they are. */
CHECKED bool assess_keep_gaps(struct ctx *, const struct gap_table *);

/* ---- the reason of a score: every rating behind it ---- */

struct rating_line {
	struct id response;
	str       rater, role, source, status;
	int64_t   submitted_at;
	size_t    item;                 /* place in the instrument */
	double    rating;               /* as counted, before reversing; NAN */
	int16_t   cell;                 /* which kind of missing */
	bool      counts;               /* in the score */
	bool      alone;                /* too few in that role to name it */
	str       comment, raw;         /* what stood there, if it was
	                                 * cleaned */
	str       decision;             /* the cleaning rule, or none */
};

struct trace {
	const struct results *results;
	size_t              subject, dimension;
	struct rating_line *line;       /* [n] by item, then rater */
	size_t              n;
};

/* Who may not read the sheets learns of a role only where at least
 * min_raters of the round hold it for this subject, and no comments. */
CHECKED bool assess_trace(struct ctx *, struct id round, struct id subject,
                 struct id dimension, struct trace **);

/* Take a cleaning decision back, or put it in force again: the sheet is
 * rewritten from the raw answer.  `taken`, if it is any text, is what the
 * answer is to be read as while the decision holds: a number on the scale,
 * or "-" for missing.  INVALID without a reason, or in a locked round. */
CHECKED bool assess_decide(struct ctx *, struct id cleaning, bool in_force,
                 str taken, str reason);
/* The sheet of a decision as it is while that holds, or does not; for the
 * program itself. */
CHECKED bool assess_rewrite(struct ctx *, const struct cleaning *,
                 bool in_force);

#endif
