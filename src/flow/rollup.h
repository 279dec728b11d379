/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * rollup.h - gaps from the person up to the country, and down again.
 *
 * A person's gaps belong to his organisation, an organisation's to its
 * region (where it lies), all of them to the programme's country.  What has
 * no place of a kind stands under a row without a key, never under a guess.
 * The mean of a row is over its gaps with a known size, a surplus counting
 * as 0; a gap without a level is counted, and in no mean.
 *
 * Cost: one pass over the programme's gaps, n log n in the rows.
 */
#ifndef FLOW_ROLLUP_H
#define FLOW_ROLLUP_H

#include "flow/ctx.h"

enum rollup_by {
	ROLLUP_COUNTRY, ROLLUP_REGION, ROLLUP_ORGANISATION, ROLLUP_SUBJECT,
	ROLLUP_GAP, ROLLUP_DIMENSION, ROLLUP_WAYS
};

/* Sizes, in levels: none, below 1, 1 to below 2, 2 or more, not known. */
enum { ROLLUP_CLASSES = 5 };

struct rollup_ask {
	enum rollup_by by;
	struct id organisation, subject, dimension;     /* none: any */
	str       region, state, cause, kind;           /* none: any; "-":
	                                                 * those without */
	int       size;                 /* a class; -1: any */
	bool      without_organisation; /* only what has none */
};

struct rollup_row {
	str    key;                     /* an id's text, or a text; or none */
	str    name, state;             /* state: of a gap */
	size_t gaps, open, closed;      /* open: below the level desired */
	size_t known;                   /* with a size */
	double mean;                    /* levels; NAN */
	double own, people;             /* the same of organisations alone,
	                                 * and of persons alone */
	size_t owns, persons;           /* gaps behind these two */
	double current, desired;        /* of a gap */
};

struct rollup_count {
	str    code;                    /* or none */
	size_t n;
};

struct rollup {
	struct rollup_row *row;         /* [rows] the widest mean first */
	size_t             rows;
	struct rollup_row  all;
	size_t             size[ROLLUP_CLASSES];
	struct rollup_count cause[16], state[16];
	size_t             causes, states;
};

CHECKED bool rollup_of(struct ctx *, struct id programme,
                 const struct rollup_ask *, struct rollup **);
/* The class of a size in levels. */
int rollup_class(double gap);

#endif
