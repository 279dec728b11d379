/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * policy.h - what the pages of policy instruments share.
 */
#ifndef WEB_POLICY_H
#define WEB_POLICY_H

#include "flow/policy.h"
#include "web/page.h"

/* The stages with their days: steps [ { stage name date days document note
 * is_last } ], has_steps, all_days; and as HTML `line`, drawn to scale with
 * that id. */
void policy_line_put(struct ctx *, const struct policy_line *, str id,
         struct node *out);
/* Advocacy of a programme, or of one instrument: advocacy [ ... ]. */
CHECKED bool policy_advocacy_put(struct ctx *, struct id programme,
                 struct id instrument, struct node *out);

#endif
