/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * quality.h - the data-quality desk: what is odd about the answers of a
 * round, and what was decided about it.
 *
 * Issues are found afresh whenever somebody asks, so nothing is missed and
 * none outlives its cause.  A decision is a row of `cleaning`; while one is
 * in force its issue is settled, taken back it is open again, and the sheet
 * is as it was.  Raw answers are never lost.
 *
 *	after_close         came after the days of grace       blocks
 *	duplicate_response  the rater has a later sheet on the
 *	                    same subject, and both count       blocks
 *	out_of_range        a rating off the scale             blocks
 *	text_score          an answer nobody could read        blocks
 *	late                came within the days of grace
 *	straight_lining     QUALITY_ALIKE or more items, all alike
 *	missing             fewer answered than the framework asks
 *
 * What blocks must be settled before preliminary results are released; the
 * rest is worth a look.
 */
#ifndef FLOW_QUALITY_H
#define FLOW_QUALITY_H

#include "flow/assess.h"

enum { QUALITY_ALIKE = 5, QUALITY_MOST = 20000 };

struct quality_issue {
	const char *rule;               /* of cleaning_rule_codes */
	bool        blocks;
	struct id   response, subject, other;   /* other: the later sheet */
	str         rater, role, status;
	int64_t     submitted_at;
	size_t      item;               /* SIZE_MAX: the whole sheet */
	str         raw;                /* what stands there */
	double      share;              /* answered, of `missing`; else NAN */
	bool        is_open;
	const struct cleaning *decision;        /* the last on it, or NULL */
};

struct quality_desk {
	struct assessment_round round;
	struct instrument      *instrument;
	struct quality_issue   *issue;  /* [n], as the sheets come */
	size_t n, open, blocking;       /* blocking: open ones that block */
	size_t sheets, came;            /* asked for; submitted or beyond */
	bool   more;                    /* than QUALITY_MOST: the rest later */
	const struct cleaning *decision;        /* [decisions] all of the
	                                 * round, sheet after sheet */
	size_t decisions;
};

/* DENIED for who may not see sheets. */
CHECKED bool quality_find(struct ctx *, struct id round,
                 struct quality_desk **);

struct quality_choice {
	str       rule;                 /* which issue */
	struct id response;
	str       item;                 /* its code, or none */
	str       decision;             /* of cleaning_decision_codes */
	str       taken;                /* correct: a number, "-" missing */
	str       reason;
};

/* INVALID: no such open issue, a decision that does not fit it, a reason
 * that is missing, or a round that is over. */
CHECKED bool quality_decide(struct ctx *, struct id round,
                 const struct quality_choice *);

/* The same for every open issue of that rule; how many there were. */
CHECKED bool quality_decide_all(struct ctx *, struct id round,
                 const struct quality_choice *, size_t *n);

/* For guards (told.h): issues that block, and 1 when fewer sheets came than
 * the round's smallest response. */
CHECKED bool quality_blocking(struct ctx *, const void *round, int64_t *found,
                 str *which);
CHECKED bool quality_short(struct ctx *, const void *round, int64_t *found,
                 str *which);

#endif
