/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * calling.h - how a funder's call, or its interests, fit a programme.
 *
 * A gap that is open fits when every condition that the call names holds:
 * a word of its areas stands in the name of what is lacking, in any of its
 * languages (marks and case do not count); the subject is of a kind it is
 * for; an activity that is meant to close the gap is of a kind of work it
 * pays for, or none is planned yet.  Where the call names nothing, every
 * gap fits.  Country and size are said beside it: a call that ends below
 * what is missing still helps, one that begins above it does not fit.
 */
#ifndef FLOW_CALLING_H
#define FLOW_CALLING_H

#include "flow/need.h"
#include "model/assess.h"
#include "model/people.h"
#include "model/plan.h"
#include "model/raise.h"

struct calling_wish {           /* of a call, or of a funder */
	str          areas, kinds, levels, regions;
	struct money from, to;
};

struct calling_wish calling_of_call(const struct funding_call *);
struct calling_wish calling_of_funder(const struct funder_profile *);

struct calling {                /* what calls of a programme are held to */
	struct ctx             *c;
	struct programme        p;
	const struct pipeline  *pipe;
	struct gap             *gap;            /* [gaps] open ones */
	str                    *name;           /* [gaps] of the lack, folded */
	str                    *kinds;          /* [gaps] of activities: "TRN
	                                         * TA"; none: none is planned */
	const char            **level;          /* [gaps] "IND" */
	int64_t                *lack;           /* [gaps] minor units */
	size_t                  gaps;
};

/* pipe and need: as pipeline.h and need.h make them; need NULL: what is
 * missing is not told. */
CHECKED bool calling_read(struct ctx *, const struct programme *,
                 const struct pipeline *, const struct need *,
                 struct calling *);

struct calling_fit {
	bool        *is_fit;            /* [gaps] */
	size_t       gaps;              /* that fit */
	struct money lack;              /* missing there; none: not known */
	int          country, size;     /* UNSAID: it names none */
	bool         names_something;
};

void calling_fit(const struct calling *, const struct calling_wish *,
         struct calling_fit *);
/* Whether folded words with ";" between have one that stands in a text. */
bool calling_word_in(struct arena *, str areas, str folded);

/* Whether one can still apply on that day: "open", "announced", "closed",
 * "withdrawn". */
const char *calling_state(const struct funding_call *, struct day today);

#endif
