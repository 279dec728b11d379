/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * version.h - what a plan version says, kept when it is submitted and when
 * it is approved, and what two versions differ in.
 *
 * Activities live on from version to version.  While a version is worked
 * on it is whatever its activities are now; from its submission on its
 * lines are kept, and only they count.
 */
#ifndef FLOW_VERSION_H
#define FLOW_VERSION_H

#include "flow/ctx.h"
#include "model/design.h"
#include "model/plan.h"

/* The lines of a version, by code; is_kept: as they were, not as they are.
 * None, and not kept, of an old version that was never submitted here. */
CHECKED bool version_lines(struct ctx *, const struct plan_version *,
                 struct plan_line **, size_t *n, bool *is_kept);
/* Keeps them as they are now. As the program. */
CHECKED bool version_keep(struct ctx *, const struct plan_version *);
/* What an approval does beside: the lines are kept, and versions approved
 * before are replaced. As the program. */
CHECKED bool version_approved(struct ctx *, const struct plan_version *);

/* A new draft from the last version: its ceiling, limits and activities;
 * the decision (or none) then names both.  INVALID while one is worked on
 * or in review. */
CHECKED bool version_next(struct ctx *, struct id programme, str reason,
                 struct id decision, struct id *made);

enum version_kind { VERSION_SAME, VERSION_ADDED, VERSION_DROPPED,
	VERSION_CHANGED, VERSION_ASIDE };       /* ASIDE: changed, though it
	                                         * is out of both */

enum {                          /* what changed */
	VERSION_TITLE   = 1, VERSION_MODALITY = 2, VERSION_DATES = 4,
	VERSION_COST    = 8, VERSION_TARGETS  = 16, VERSION_MONEY = 32,
	VERSION_BENEFIT = 64
};

struct version_change {
	enum version_kind       kind;
	unsigned                what;
	const struct plan_line *was, *now;      /* NULL: none */
};

/* In the order of codes of `now`, those dropped behind; an activity that is
 * out in both and stays as it was is left out.  Room for nw + nn. */
size_t version_differ(struct arena *, const struct plan_line *was, size_t nw,
           const struct plan_line *now, size_t nn, struct version_change *);
/* What the lines that are in cost; none where currencies differ. */
struct money version_cost(const struct plan_line *, size_t n);

/* Full marks are 100; NAN: no point was marked. `marked`: points that
 * apply and are marked, of `points`. */
double version_score(const struct design_review *, size_t *marked,
           size_t *points);

#endif
