/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * spool.h - bytes that may become many: in memory while they are few, in
 * a file without a name when they are not; packed on the way if asked.
 *
 * Bodies that come in and exports that go out pass through it, so that
 * neither a large upload nor a million rows take memory, and a slow
 * reader holds a file, not a worker.
 */
#ifndef WEB_SPOOL_H
#define WEB_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct spool;

enum { SPOOL_MEMORY = 1 << 20 };

/* expected: bytes to come, where it is known; 0: not known.  limit: bytes
 * taken before it refuses.  Closed with the arena. */
struct spool *spool_open(struct arena *, size_t expected, uint64_t limit,
                 bool gzip);
/* As flush of a struct write.  False: over the limit, or the disk is
 * full; everything after that is refused too. */
bool          spool_put(void *spool, const char *, size_t n);
/* The end.  Either *body holds all of it, or *file (which stays the
 * spool's own; duplicate it to keep it) and *size do. */
bool          spool_end(struct spool *, str *body, int *file, uint64_t *size);
/* All of it as one text: a file is mapped, as long as the arena lives. */
bool          spool_text(struct spool *, str *);
bool          spool_is_over(const struct spool *);      /* of the limit */
int           spool_file(struct spool *);   /* moves what there is to a file;
                                             * -1: the disk refused */

#endif
