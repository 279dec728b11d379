/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * apply.h - what participants will do at work with what they learnt, and
 * whether it was done three months later (level 3).
 *
 * A plan is up to APPLY_LINES lines.  Writing the first one sets a
 * follow_up of the course, APPLY_MONTHS months after the event; the check
 * fills it, so that transfer counts it (flow/train.h): "yes" if all lines
 * were done, "no" if none was, else "partly".
 */
#ifndef FLOW_APPLY_H
#define FLOW_APPLY_H

#include "flow/pass.h"

enum { APPLY_LINES = 5, APPLY_MONTHS = 3, APPLY_EARLY = 14 };

struct apply {
	struct application_plan line[APPLY_LINES];      /* by number */
	size_t           lines;
	struct follow_up check;         /* revision 0: none is set */
	bool             is_due;        /* from APPLY_EARLY days before */
	bool             is_late;
};

CHECKED bool apply_of(struct ctx *, const struct event *, struct id person,
                 struct apply *);

struct apply_line {
	str what, support;
	struct day by_when;
};

/* Lines without `what` are dropped.  INVALID once it was checked. */
CHECKED bool apply_keep(struct ctx *, const struct pass *,
                 const struct apply_line *, size_t n, str supervisor,
                 str contact);
/* done[lines] yes, partly or no; of a plan without lines done[0] alone. */
CHECKED bool apply_check(struct ctx *, const struct pass *, const str *done,
                 const str *note, str barrier);
/* By the supervisor's link: yes, no or unknown. */
CHECKED bool apply_confirm(struct ctx *, const struct pass *, str says);

#endif
