/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * need.h - where the money that is needed is still missing.
 *
 * The need is what pipeline.h takes for it, line by line: budget lines, or
 * where none is written the planned cost of activities in the plan.  What
 * is signed reaches the lines of the activities an opportunity is meant to
 * pay for, else the lines of its donor, in proportion to what those lines
 * still lack, to the smallest unit (engine/share.h); what is left over is
 * tied to no line.  Open opportunities follow, by amount times chance.
 *
 * A line is told apart by its year, by the result its activity leads to,
 * or by the gaps its activity is meant to close, in the shares of those
 * links as in spread.h.  Parts add up to the lines, and the lines with
 * what is tied to none to the figures of the pipeline.
 */
#ifndef FLOW_NEED_H
#define FLOW_NEED_H

#include "flow/pipeline.h"

struct need_sum {               /* minor units of the currency */
	int64_t need, secured, open;
};

struct need_line {
	struct id       row;            /* the budget line; none: of the plan */
	str             code;
	struct id       activity, funder;
	int64_t         year;           /* INT64_MIN: not known */
	struct need_sum sum;
};

struct need {
	char              currency[4];
	struct need_line *line;         /* [n] by code */
	size_t            n;
	struct need_sum   all;          /* of the lines */
	int64_t           untied, untied_open;
	size_t            unconverted;  /* lines nobody can convert */
};

CHECKED bool need_of(struct ctx *, struct id programme,
                 const struct pipeline *, struct need **);

enum need_by { NEED_YEAR, NEED_RESULT, NEED_GAP, NEED_WAYS };

struct need_part {
	str             key;            /* "2024", an id; none: of nothing */
	struct need_sum sum;
	size_t          lines;
};
struct need_share {             /* of one line in one part */
	size_t          line, part;
	struct need_sum sum;
};
struct need_table {
	struct need_part  *part;        /* [parts] years as they come; else by
	                                 * falling lack; of nothing last */
	size_t             parts;
	struct need_share *share;       /* [shares] by line */
	size_t             shares;
};

CHECKED bool need_table(struct ctx *, struct id programme,
                 const struct need *, enum need_by, struct need_table *);

/* ---- for tests ---- */

/* Gives at most `whole` to lines that lack something, those that `wants`
 * marks; what is left. */
int64_t need_pour(struct arena *, int64_t whole, const bool *wants,
         struct need_line *, size_t n, bool open);

#endif
