/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * results.h - a programme's results as files, for other programs.
 *
 * One file per kind of result and level of assessment, in the layout of
 * the demonstrations' expected/ folders: indicator_scores_LEVEL.csv,
 * dimension_scores_LEVEL.csv, agreement_LEVEL.json, gaps_computed.csv, and
 * what results_in.h lists.
 * Figures of CSV files are rounded to six decimals (priority_norm to
 * eight), those of JSON are whole.
 */
#ifndef FLOW_RESULTS_H
#define FLOW_RESULTS_H

#include "flow/ctx.h"

/* Writes every file that applies into the folder, which is made if it is
 * not there; `told` is called with the name of each. */
CHECKED bool results_write(struct ctx *, str programme_code, const char *folder,
                 void (*told)(void *to, const char *name), void *to);

#endif
