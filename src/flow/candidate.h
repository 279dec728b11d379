/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * candidate.h - which kinds of activity answer a gap, and why.
 *
 * The site's own rules (modality_rule), in their order; a site that has
 * none is offered the program's.  A rule fits a gap by its cause, by whose
 * gap it is and by how wide it is; what a rule does not say fits anything,
 * what is not known of a gap fits only a rule that does not ask.  Of rules
 * for the same modality the first counts.
 */
#ifndef FLOW_CANDIDATE_H
#define FLOW_CANDIDATE_H

#include "flow/ctx.h"
#include "model/assess.h"
#include "model/design.h"

struct candidate {
	str       modality, reason;
	struct id rule;                 /* none: the program's own */
};

/* The rules, in order; of the program's own the id is none. */
CHECKED bool candidate_rules(struct ctx *, struct modality_rule **,
                 size_t *n);
/* Those that fit; level: code of subject_type, or none.  Room for n. */
size_t candidate_fit(const struct modality_rule *, size_t n,
           const struct gap *, str level, struct candidate *);

/* A proposed activity of that modality which targets the gap, from its
 * current to its desired level, in the version that is worked on. */
CHECKED bool candidate_propose(struct ctx *, const struct gap *, str modality,
                 str title, str reason, struct id *made);

#endif
