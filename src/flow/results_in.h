/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * results_in.h - the inside of results.h: figures of the whole programme as
 * trees, each of which becomes a file.
 *
 * The keys are those of the demonstrations' expected files.  A tree without
 * members is not written: there is nothing of the kind.
 */
#ifndef FLOW_RESULTS_IN_H
#define FLOW_RESULTS_IN_H

#include "base/node.h"
#include "flow/assess.h"
#include "flow/ctx.h"

struct results_in {
	struct ctx      *c;
	struct id        programme;
	const struct results **round;         /* [rounds] those with sheets, the
	                                 * earliest first */
	size_t           rounds;
};

struct results_file {
	const char *name;
	bool      (*fill)(const struct results_in *, struct node *);
};

/* How the files call a kind of subject: "organisation" for ORG. */
str results_level(str kind);

/* Each ends with { 0 }. */
extern const struct results_file results_money[];       /* and training */
extern const struct results_file results_change[];      /* between rounds */
extern const struct results_file results_plan[];        /* the portfolio */
extern const struct results_file results_lasting[];     /* and indicators */

#endif
