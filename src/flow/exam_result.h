/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * exam_result.h - what comes of a sitting: its sum, and the rows that
 * figures of tests are made of (exam.h says which).
 */
#ifndef FLOW_EXAM_RESULT_H
#define FLOW_EXAM_RESULT_H

#include "flow/exam.h"

/* Saves the sitting with its sum, and if all is marked its results.  The
 * ctx is the program's. */
CHECKED bool exam_settle(struct ctx *, struct exam_paper *);
/* Takes the results of a sitting away. */
CHECKED bool exam_unsettle(struct ctx *, struct exam_paper *);

#endif
