/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * outline.h - a programme in a few figures: for its public page, and for
 * the portfolio in which many stand beside one another.
 *
 * Nothing is computed here: money is finance.h's, gaps are loop.h's, people
 * are those trained as records.h counts them.  It is read as the program;
 * what of it may be shown is up to who shows it.
 */
#ifndef FLOW_OUTLINE_H
#define FLOW_OUTLINE_H

#include "flow/ctx.h"
#include "model/people.h"

struct outline_spot {           /* where the work happens */
	char   country[3];              /* "VN"; none: a point */
	str    name;                    /* of a point; of a country as it is
	                                 * written, if it is more than a code */
	double north, east;             /* of a point; else NAN */
};

struct outline_kind {           /* spent on activities of a modality */
	str          modality;          /* none: of no activity, or none said */
	struct money budget, spent;
};

struct outline {
	struct programme     p;
	char                 currency[4];
	struct money         budget, spent;     /* none: no line, no payment */
	int64_t              unconverted;       /* lines and payments */
	struct outline_kind *kind;      /* [kinds] by modality; spent adds up */
	size_t               kinds;
	size_t               gaps, reassessed, reduced, closed;
	double               gained;    /* levels; NAN: none measured again */
	int64_t              people, women;     /* trained, each once */
	int64_t              organisations;
	struct id           *funder;    /* [funders] of lines and payments */
	str                 *funder_name;       /* [funders] */
	size_t               funders;
	struct outline_spot *spot;      /* [spots] countries first */
	size_t               spots;
};

CHECKED bool outline_of(struct ctx *, struct id programme, struct outline **);
/* Closed of all gaps, 0..1; NAN: there is none. */
double outline_closed(const struct outline *);
/* The two letters that a country's text begins with; false: none. */
bool   outline_country(str text, char code[3]);

#endif
