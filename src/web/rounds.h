/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * rounds.h - what the pages of one assessment round have in common.
 *
 * A round lives at /programme/{id}/round/{round}: its design, its raters,
 * its answers and its results, one below the other's tab.
 */
#ifndef WEB_ROUNDS_H
#define WEB_ROUNDS_H

#include "flow/rounds.h"
#include "web/programme.h"

enum rounds_tab {
	ROUNDS_DESIGN, ROUNDS_RATERS, ROUNDS_ANSWERS, ROUNDS_RESULTS,
	ROUNDS_TABS,
	ROUNDS_BELOW = ROUNDS_TABS      /* a page below the design */
};

/* The programme that {id} names and its round that {round} does. */
CHECKED bool rounds_named(struct ctx *, const struct request *,
                 struct programme *, struct assessment_round *);
/* "/programme/MAR-CULT/round/A-ORG-BL/raters" */
str rounds_href(struct ctx *, const struct programme *,
        const struct assessment_round *, enum rounds_tab);
/*
 * What part/round shows on top of each of them: programme, crumb, title,
 * lead, tabs, round { id code name state opens due grace revision href
 * framework framework_href is_locked is_design may_edit is { mark says } },
 * walk [ { name is_done is_here } ], steps [ { verb label effect href lacks
 * [ { text } ] is_blocked } ].
 */
CHECKED bool rounds_put(struct ctx *, const struct programme *,
                 const struct assessment_round *, enum rounds_tab,
                 struct node *out);
/* The way up to the round, for a page below it. */
void rounds_crumb(struct ctx *, const struct programme *,
         const struct assessment_round *, struct node *out);

#endif
