/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * changed.h - when what is told of a programme to the outside changed last.
 */
#ifndef FLOW_CHANGED_H
#define FLOW_CHANGED_H

#include "flow/ctx.h"

struct map;

/* When rows that were told went, by programme; read once for all of them. */
CHECKED bool changed_dropped(struct ctx *, const struct map **);
/* The last change of the programme's own row, its particulars, parties,
 * money, results and their values, files, larger programme and parts, or
 * of the site's settings for IATI; ms.  Work inside that is not told does
 * not count.  `dropped` as above, or NULL: they do not count either. */
CHECKED bool changed_outside(struct ctx *, struct id programme,
                 const struct map *dropped, int64_t *at);

#endif
