/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * id.h - names that need no registry: UUID version 7 (RFC 9562).
 *
 * 48 bits of Unix milliseconds, then random; ids made by one source in
 * one millisecond still rise.  All zero is none.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct random;

struct id { uint8_t b[16]; };

struct id id_new(struct random *, int64_t now_ms);
/* The same name for the same two things, ever: version 8, from a hash. */
struct id id_from(str kind, str name);
bool      id_none(struct id);
bool      id_same(struct id, struct id);
bool      id_among(str ids, struct id);          /* of "id;id" in text */
int       id_order(struct id, struct id);
bool      id_read(str, struct id *);              /* 36 characters, any case */
str       id_text(struct arena *, struct id);     /* lower case; none: empty */

#endif
