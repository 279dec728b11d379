/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * figured_in.h - what the kinds of figures (figured.h) have in common:
 * inside flow/figured*.c only.
 */
#ifndef FLOW_FIGURED_IN_H
#define FLOW_FIGURED_IN_H

#include "flow/figured.h"
#include "flow/reassess.h"

struct figured_asked {
	struct ctx           *c;
	struct figured       *f;
	struct reassess_pair *pair;     /* of a round */
	struct reassess_of    of;
};

/* ABSENT: also what he may not see. */
bool figured_absent(struct ctx *);
void figured_how(struct figured *, const char *says);
/* How an effect size, signed ranks and too few pairs are to be read. */
void figured_how_paired(struct figured *);
void figured_fact(struct figured *, const char *name, double value,
         int digits);
/* The next of f->row, which has room. */
struct figured_row *figured_row_new(struct figured *, str name, str note);
void figured_heads(struct figured *, const char *one, const char *two,
         const char *three, const char *four);

/* figured_train.c, each by what stands behind its kind in the address */
CHECKED bool figured_course(struct figured_asked *, str course);
CHECKED bool figured_test(struct figured_asked *, str course);
CHECKED bool figured_reaction(struct figured_asked *, str programme);
CHECKED bool figured_learning(struct figured_asked *, str programme);
CHECKED bool figured_use(struct figured_asked *, str programme);
CHECKED bool figured_results(struct figured_asked *, str programme);

#endif
