/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pack.h - figures and texts as bytes, and back from bytes that may be
 * damaged.
 *
 * Numbers have eight bytes, or four, the least first.  A text has its
 * length before it, and none is not the same as empty.  Taking more than
 * there is gives nothing and sets `lost`, once for all that follows.
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include <stdint.h>

#include "base/str.h"
#include "base/write.h"

struct arena;

void pack_raw(struct write *, const void *, size_t);
void pack_small(struct write *, uint32_t);
void pack_int(struct write *, int64_t);
void pack_real(struct write *, double);
void pack_str(struct write *, str);

struct unpack {
	struct arena *arena;            /* texts are copied there */
	str           rest;
	bool          lost;
};

void     unpack_raw(struct unpack *, void *into, size_t);
uint32_t unpack_small(struct unpack *);
int64_t  unpack_int(struct unpack *);
double   unpack_real(struct unpack *);
/* How many of something: more than `most` is damage. */
size_t   unpack_size(struct unpack *, int64_t most);
str      unpack_str(struct unpack *);

#endif
