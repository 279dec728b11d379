/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * keyed.h - rows that open by a personal link: entities with a SECRET field
 * `link`, the digest of a key (link.h) of their own name.
 */
#ifndef FLOW_KEYED_H
#define FLOW_KEYED_H

#include "flow/ctx.h"
#include "flow/link.h"

/* The row of that key.  ABSENT with the sentence (English, translated) for
 * a key that opens nothing. */
CHECKED bool keyed_find(struct ctx *, const struct entity *, str key,
                 const char *absent, void *row);
/* The same desk in the program's own name, for who has a link or sends a
 * public form; its faults are handed back by taking over `errors`. */
struct ctx keyed_as_program(const struct ctx *, const char *source);

#endif
