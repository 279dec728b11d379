/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * govern.h - the engagement plan, what became of what was said, and how
 * the bodies that govern a programme have met and decided.
 *
 * Everything is counted from rows at the moment it is asked for.
 */
#ifndef FLOW_GOVERN_H
#define FLOW_GOVERN_H

#include "flow/engage.h"
#include "model/govern.h"

/* How a class of stakeholders is engaged unless somebody says otherwise:
 * a sentence to translate, codes, days until it is first due. */
struct govern_way {
	const char *what, *method, *frequency;
	int         days;
};
/* NULL: power or interest is not known. */
const struct govern_way *govern_way(enum swot_stance);

/* Plan a step for every stakeholder of a known class that has none; how
 * many were added. */
CHECKED bool govern_draft(struct ctx *, struct id programme,
                 const struct engage *, size_t *added);

struct govern_quorum {
	size_t  present;        /* members of the body in their term */
	size_t  voting;         /* of them with a vote */
	int64_t needed;         /* INT64_MIN: no quorum is set */
	bool    is_met;         /* false when none is set */
};

/* A member whose vote is not said has none. */
struct govern_quorum govern_quorum(const struct governing_body *,
    const struct body_member *, size_t n, const struct body_session *);

/* Whether something that was due is not done. */
bool govern_is_late(struct day due, struct day done, struct day today);

#endif
