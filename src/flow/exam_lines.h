/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * exam_lines.h - questions pasted from a table or typed as CSV.
 *
 * The first line names the columns, in any order:
 *
 *	question      the text; question_vi: in Vietnamese, and so on by the
 *	              tag of the language; one of them must be
 *	options       with | between; options_vi and others likewise
 *	right         the text, number or letter of the right option, several
 *	              with | between; true or false; a number; or the accepted
 *	              short answers with | between
 *	kind          mcq, several, true_false, number or short; none: told
 *	              from options and right
 *	tolerance, points, topic, objective, compare, code
 *	explanation   explanation_vi and others likewise
 *
 * Tabs, commas and semicolons separate, as csv.h tells.  A line that cannot
 * be taken is kept with what is wrong, so that the rest can be looked at.
 */
#ifndef FLOW_EXAM_LINES_H
#define FLOW_EXAM_LINES_H

#include "flow/exam_item.h"

enum { EXAM_LINES = 500, EXAM_LINES_BYTES = 1 << 20 };

struct exam_line {
	size_t           line;          /* of the text, from 1 */
	struct test_item item;          /* of no course yet */
	const char      *fault;         /* NULL: it can be taken */
};

/* INVALID on "lines" for what is no such table. */
CHECKED bool exam_lines_read(struct ctx *, str text, struct exam_line **,
                 size_t *n);
/* Adds those without a fault to a course's questions; how many. */
CHECKED bool exam_lines_add(struct ctx *, struct id course,
                 struct exam_line *, size_t n, size_t *added);

#endif
