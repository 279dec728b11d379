/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * changed.h - when what is told of a programme to the outside changed last.
 */
#ifndef FLOW_CHANGED_H
#define FLOW_CHANGED_H

#include "flow/ctx.h"

/* The last change of the programme's own row, its particulars, parties,
 * money, results and their values, files, or of the site's settings for
 * IATI; ms. Work inside that is not told does not count.  *rows, which may
 * be NULL: how many rows that is, since one that was dropped has left no
 * time behind. */
CHECKED bool changed_outside(struct ctx *, struct id programme, int64_t *at,
                 int64_t *rows);

#endif
