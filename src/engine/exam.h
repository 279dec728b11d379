/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * exam.h - a test on paper or phone: which questions in which order, how
 * an answer is marked, how long there is.
 *
 * A mark is a share of the question's points, 0..1; NAN says that only a
 * person can tell.  Options are counted from 1 as people count them; a set
 * of options is a mask whose bit 0 is the first.
 *
 * Pure: a seed gives the same order on every machine.
 */
#ifndef ENGINE_EXAM_H
#define ENGINE_EXAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

enum { EXAM_OPTIONS = 50,       /* of a question, at most */
	EXAM_GRACE_MS = 5000 }; /* for an answer on its way */

/* ---- which, in which order ---- */

/* A permutation of 0..n-1, every one as likely as any other.  `of` tells
 * the orders of one sitting apart: 0 its questions, then each one's
 * options. */
void exam_order(uint64_t seed, uint64_t of, size_t *order, size_t n);

struct exam_quota {
	size_t topic;           /* as topic[] of exam_draw counts them */
	size_t number;          /* wanted */
	size_t drawn;           /* how many there were: at most number */
};

/* From the questions of each topic as many as its quota wants; in the
 * order of the bank.  out[n]; returns how many. */
size_t exam_draw(struct arena *, uint64_t seed, const size_t *topic, size_t n,
    struct exam_quota *, size_t quotas, size_t *out);

/* ---- marking ---- */

/* key, given: from 1; given 0: none. */
double exam_single(size_t key, size_t given);
/* (right ones ticked - wrong ones ticked) / right ones, not below 0; so
 * ticking all earns nothing unless nearly all are right. */
double exam_several(uint64_t key, uint64_t given);
/* 1 within key +- tolerance, both ends included; NAN given: 0. */
double exam_number(double key, double tolerance, double given);

enum { EXAM_ANY_CASE = 1, EXAM_ANY_MARKS = 2 };

/* 1 if it is one of the accepted answers, blanks at the ends and runs of
 * blanks aside; NAN if none is told.  EXAM_ANY_MARKS: without the marks of
 * letters ("Ha Noi" for "Hà Nội"), and then in any case. */
double exam_short(struct arena *, const str *accepted, size_t n,
    unsigned loose, str given);

/* ---- time, by the server's clock, in ms ---- */

struct exam_clock {
	int64_t opens, closes;          /* INT64_MIN: no such end */
	int64_t minutes;                /* INT64_MIN: not timed */
	int64_t extra;                  /* minutes more, for this person */
	int64_t began;                  /* INT64_MIN: not yet */
};

enum exam_is { EXAM_EARLY, EXAM_OPEN, EXAM_RUNNING, EXAM_OVER, EXAM_CLOSED };

/* When the time is up: the minutes from the beginning, or the closing if
 * that comes first; extra minutes reach beyond the closing.  INT64_MIN:
 * never. */
int64_t exam_due(const struct exam_clock *);
/* EARLY before it opens; OPEN: may begin; RUNNING: began, in time; OVER:
 * began, time is up; CLOSED: may not begin any more. */
enum exam_is exam_stands(const struct exam_clock *, int64_t now);
/* Whether an answer that arrives then is late: after the due moment and
 * the grace. */
bool exam_late(const struct exam_clock *, int64_t now);

/* ---- the whole ---- */

struct exam_sum {
	double points, most;    /* of the questions that are marked */
	double share;           /* points / most; NAN for no points at all */
	size_t open;            /* answers that a person has to mark */
};

/* mark[n] of the questions, worth[n] points each; a question nobody
 * answered has mark 0. */
struct exam_sum exam_sum(const double *mark, const double *worth, size_t n);

#endif
