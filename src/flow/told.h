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
/* 0 when a midline is due: a round of that kind is prepared or open and its
 * first day has come; or half of the programme's time has passed since a
 * round was locked and no midline was held.  Else 1, and the day. */
CHECKED bool told_midline_ahead(struct ctx *, const void *programme,
                 int64_t *found, str *which);
/* What shows that an activity was delivered: its evidence, and the files
 * that belong to it. */
CHECKED bool told_evidence(struct ctx *, const void *activity, int64_t *found,
                 str *which);
/* The experts whom a request's missions name, each once. */
CHECKED bool told_experts(struct ctx *, const void *request, int64_t *found,
                 str *which);
/* Those of them who belong to the requester, or whose last declaration for
 * this request says that there is a conflict, or who made none. */
CHECKED bool told_conflicts(struct ctx *, const void *request, int64_t *found,
                 str *which);
/* 1 when nothing is left of the budget of the request's newest terms after
 * its missions; without such terms, of the budget lines of the activities
 * its missions belong to. */
CHECKED bool told_no_funds(struct ctx *, const void *request, int64_t *found,
                 str *which);
/* 1 when the programme of a gate decision stands elsewhere. */
CHECKED bool told_gate_elsewhere(struct ctx *, const void *decision,
                 int64_t *found, str *which);

#endif
