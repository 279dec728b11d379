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

#endif
