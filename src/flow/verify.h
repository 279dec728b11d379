/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * verify.h - whether a data file keeps its promises.
 *
 * The database's own integrity, references that lead somewhere, a history
 * without gaps, rows that keep their rules, and every kept gap computed
 * again from the answers behind it.
 */
#ifndef FLOW_VERIFY_H
#define FLOW_VERIFY_H

#include "flow/ctx.h"

struct verified {
	int64_t rows, changes, gaps;
};

/* Each finding is a fault in the list.  BUSY: it was stopped (ctx.h). */
CHECKED bool verify(struct ctx *, struct verified *);

#endif
