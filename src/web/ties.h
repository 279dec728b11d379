/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ties.h - a network drawn by the server, with its figures beside it.
 */
#ifndef WEB_TIES_H
#define WEB_TIES_H

#include "web/page.h"

/*
 * Networks of a programme by period: periods [ { period nodes ties density
 * components largest isolates mean_degree transitivity centralisation
 * graph members [ { name href degree alone } ] gone } ], has_periods; what
 * changed between the first and the last: change { ... }.  The drawing is
 * the same every time: the best tied in the middle, the others around it
 * by their ties, then by name.
 */
CHECKED bool ties_put(struct ctx *, struct id programme, struct node *out);

/* Where its members stand in the drawing: in a frame of that size, no
 * nearer to its edge nor to each other than that, and the same every time;
 * at[nodes].  For up to the 120 that are drawn. */
enum { TIES_WIDE = 520, TIES_HIGH = 460, TIES_EDGE = 24, TIES_APART = 16 };
struct lasting_network;
struct ties_spot {
	double x, y;
};
void ties_layout(struct arena *, const struct lasting_network *,
         struct ties_spot *at);

#endif
