/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * lessons.h - what was learnt: looked for, judged by others, used again.
 *
 * A lesson leaves the programme when two persons have validated it,
 * neither of them its author, and it was published.
 *
 * It is offered where people plan by how alike the two are:
 *
 *	4  the same dimension, in whatever version of its framework
 *	2  the same modality
 *	1  the same cause of the gap
 *	1  a word of five letters or more in both titles, marks apart
 *
 * From 2 points on it is offered, the most alike first, then the better
 * evidence, then the more often used.
 */
#ifndef FLOW_LESSONS_H
#define FLOW_LESSONS_H

#include "flow/ctx.h"
#include "model/assess.h"
#include "model/learn.h"
#include "model/plan.h"

enum { LESSONS_LEAST = 2, LESSONS_OFFERED = 4, LESSONS_VALIDATORS = 2 };

struct lessons_ask {            /* all that is said must hold */
	str       words;
	str       kind, modality, state;        /* codes */
	str       dimension;                    /* code, of any framework */
	str       lang;                         /* told in it: "vi" */
	struct id programme;                    /* none: any he may see */
};

/* [n] in the ctx's arena, the latest first; at most `most`, *more if
 * there were others. */
CHECKED bool lessons_find(struct ctx *, const struct lessons_ask *, size_t most,
                 struct lesson **, size_t *n, bool *more);

/* ---- who judges ---- */

/* Who wrote it: the person who noted it, else the one who entered it. */
CHECKED bool lessons_author(struct ctx *, const struct lesson *,
                 struct id *party, struct id *user);
/* How many different persons, authors apart, have validated it; enough, if
 * the actor's step is wanted. For the guard. */
CHECKED bool lessons_validators(struct ctx *, const void *row, int64_t *n,
                 str *which);
/* The actor's part of the step "validate": his name is kept (*is_half), or
 * it is the one that makes it valid, and stands in the row that moves.
 * DENIED to its author; CONFLICT if he has done so before. */
CHECKED bool lessons_half(struct ctx *, struct lesson *, int64_t revision,
                 bool *is_half);
/* The actor validates it; with the second of them it takes the step, if he
 * may. Who may not take the step has a word nevertheless. */
CHECKED bool lessons_validate(struct ctx *, struct id, int64_t revision);
/* The actor's word is taken back while it is one of two that are needed. */
CHECKED bool lessons_take_back(struct ctx *, struct id, int64_t revision);

/* ---- where it fits ---- */

enum {
	LESSONS_DIMENSION = 1, LESSONS_MODALITY = 2, LESSONS_CAUSE = 4,
	LESSONS_WORDS = 8
};

struct lessons_place {          /* what is planned for */
	const struct dimension *dimension;      /* [dimensions] */
	size_t                  dimensions;
	const str              *modality;       /* [modalities] */
	size_t                  modalities;
	str                     cause, title;   /* titles in any language */
};

struct lessons_offer {
	struct lesson row;
	unsigned      why;              /* LESSONS_DIMENSION | ... */
	int           points;
};

/* Of one lesson; `of` is its dimension, or NULL. */
struct lessons_offer lessons_fit(struct arena *, const struct lessons_place *,
    const struct lesson *, const struct dimension *of);

/* The lessons to offer, at most LESSONS_OFFERED. */
CHECKED bool lessons_for_gap(struct ctx *, const struct gap *,
                 struct lessons_offer **, size_t *n);
CHECKED bool lessons_for_activity(struct ctx *, const struct activity *,
                 struct lessons_offer **, size_t *n);

#endif
