/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * opportunity.h - what the board and the page of one opportunity share.
 */
#ifndef WEB_OPPORTUNITY_H
#define WEB_OPPORTUNITY_H

#include "flow/pipeline.h"
#include "web/page.h"

/*
 * The steps from where it stands, each a form of its own: steps [ { verb
 * label to column note_must stands_in effect missing asks_... } ], those of
 * others: waits [ { label roles } ].
 */
CHECKED bool opportunity_steps_put(struct ctx *, const struct opportunity *,
                 struct node *row);
/* What comes next and when: due { says on mark }; nothing when nothing is
 * planned. */
void opportunity_due_put(struct ctx *, const struct opportunity *,
         struct node *row);
/* moved { code donor stage_says back_action revision waits }: after a step,
 * the row that ?moved= names. */
CHECKED bool opportunity_moved_put(struct ctx *, const struct request *,
                 struct node *out);

#endif
