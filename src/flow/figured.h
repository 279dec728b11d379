/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * figured.h - a figure that was computed over many rows, opened: how it is
 * made, over how many, who is missing and why, and each row.
 *
 * A figure has an address; pages link to it and tilth explain takes it:
 *
 *	change/ROUND/DIMENSION, change/ROUND/whole
 *	change/ROUND/DIMENSION.GROUP
 *		effect size, interval and signed ranks between the first round
 *		of its kind and this last one; of a group (evaluate.h)
 *	contrast/ROUND
 *		the difference in differences against the comparison
 *	course/COURSE
 *		what a course taught: effect size, ranks, normalised gain
 *	test/COURSE
 *		whether its test can be relied on: alpha, each question
 *	reaction/PROGRAMME, learning/..., use/..., results/...
 *		the four levels of Kirkpatrick
 *	cost/ROUND/ACTIVITY, cost/ROUND/all
 *		what a level gained has cost
 *
 * Texts are not translated yet, but for names and titles.
 */
#ifndef FLOW_FIGURED_H
#define FLOW_FIGURED_H

#include "flow/ctx.h"

enum { FIGURED_FACTS = 12, FIGURED_METHODS = 6, FIGURED_COLUMNS = 4 };

struct figured_fact {
	const char *name;
	double      value;              /* NAN: there is none */
	int         digits;
};

struct figured_row {
	str         name, note;         /* whose, and of what */
	str         open;               /* address of the rows behind; none */
	double      value[FIGURED_COLUMNS];     /* NAN */
	bool        counts;
};

struct figured {
	struct id           programme;
	str                 title, of;  /* "Participation", "C-COM-EL" */
	const char         *kind;       /* "Change between two rounds" */
	const char         *method[FIGURED_METHODS];
	struct figured_fact fact[FIGURED_FACTS];
	const char         *head[FIGURED_COLUMNS];
	const char         *missing_why;
	size_t              methods, facts, columns;
	size_t              n, missing;
	struct figured_row *row;
	size_t              rows;
};

/* Whether figures of that kind ("change") are made of many rows. */
bool figured_is(str kind);
/* Whether he may see what such figures are made of, in that programme
 * (none: in any). */
bool figured_may(const struct ctx *, str kind, struct id programme);
/* What the address names, behind "/figure/"; ABSENT if it is none. */
CHECKED bool figured_find(struct ctx *, str address, struct figured *);

#endif
