/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * told.h - conditions of a step that take more than a query to tell.
 *
 * Each counts what stands in the way of the row: 0 is met.
 */
#ifndef FLOW_TOLD_H
#define FLOW_TOLD_H

#include "flow/ctx.h"

/* 1 when what is committed or paid in does not cover enough of the budget
 * lines of the programme's first budget year (all lines, if none names a
 * year), or when there is no budget.  Enough is what the programme says in
 * secured_least, else the site in its setting secured_share_least (both in
 * percent), else all of it. */
CHECKED bool told_money_lacking(struct ctx *, const void *programme,
                 int64_t *found, str *which);
/* 1 when the programme of a gate decision stands elsewhere. */
CHECKED bool told_gate_elsewhere(struct ctx *, const void *decision,
                 int64_t *found, str *which);

#endif
