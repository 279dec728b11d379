/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * facts_in.h - the inside of facts.h: facts.c tells what holds, and
 * facts_lines.c writes it.  The ctx is the program's own.
 */
#ifndef FLOW_FACTS_IN_H
#define FLOW_FACTS_IN_H

#include "flow/facts.h"

/* Brings the lines of all gaps that activity names, or named, up to date;
 * adds to *written.  None, and one that is gone, are passed over.  Not
 * whole: the links are as they were, so where the numbers agree nothing
 * is read. */
CHECKED bool facts_activity(struct ctx *, struct id activity, bool whole,
                 size_t *written);
/* The id of the n-th such line, from 0, of a gap and what it is about. */
struct id facts_line_id(struct ctx *, struct id gap, const char *kind,
    struct id about, size_t n);

#endif
