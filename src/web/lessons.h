/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * lessons.h - lessons as other pages show them.
 */
#ifndef WEB_LESSONS_H
#define WEB_LESSONS_H

#include "flow/lessons.h"
#include "web/page.h"
#include "web/programme.h"

/* One card: title href kind is { mark says } because therefore ... */
void lesson_put(struct ctx *, const struct lesson *, struct node *row);
/* offers [ { title href therefore why state } ] and has_offers, for
 * part/offers: what others learnt about a gap, or an activity. */
CHECKED bool lessons_gap_put(struct ctx *, const struct gap *,
                 struct node *out);
CHECKED bool lessons_activity_put(struct ctx *, const struct activity *,
                 struct node *out);

enum learn_view { LEARN_LESSONS, LEARN_WORKED, LEARN_AGENDA, LEARN_VIEWS };
/* tabs [ { name href here } ]; p NULL: of the site. */
void learn_tabs(struct ctx *, const struct programme *, enum learn_view,
         struct node *out);

#endif
