/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * gate.h - a gate as pages show it.
 */
#ifndef WEB_GATE_H
#define WEB_GATE_H

#include "base/node.h"
#include "flow/gate.h"

/* code name gate_href conditions missing is_next is_behind, is { mark says }
 * and, of the newest decision, on by reason until is_over href. */
void gate_put(struct ctx *, const struct programme *, const struct gate *,
         struct node *row);

/* The steps open from where a row of the programme stands: moves [ { label
 * to roles guard effect missing may href points [ ... ] } ], has_moves. */
CHECKED bool gate_moves_put(struct ctx *, const struct programme *,
                 const struct entity *, const void *row, struct node *out);

#endif
