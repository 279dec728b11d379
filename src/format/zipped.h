/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * zipped.h - the files inside a ZIP file, with zip bombs shut out.
 *
 * What may come out is bounded beforehand, by what the archive says of
 * itself, and again while reading, since it may lie: 512 MiB in all,
 * 10,000 files, and no file over 1 MiB that is more than 200 times its
 * packed size.
 */
#ifndef FORMAT_ZIPPED_H
#define FORMAT_ZIPPED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

struct arena;
struct zipped;
struct zipped_file;

enum {
	ZIPPED_MOST   = 512 << 20,      /* bytes unpacked, all files */
	ZIPPED_FILES  = 10000,
	ZIPPED_RATIO  = 200,            /* unpacked to packed ... */
	ZIPPED_SMALL  = 1 << 20         /* ... of files larger than this */
};

/* ABSENT, INVALID.  Closed with the arena.  The bytes must live as long. */
CHECKED bool zipped_open(struct arena *, const char *path, struct zipped **,
    struct errors *);
CHECKED bool zipped_open_bytes(struct arena *, str bytes, struct zipped **,
    struct errors *);

bool zipped_has(const struct zipped *, const char *name);
/* The names of its files, as they stand there; none beyond the last. */
str  zipped_name(const struct zipped *, size_t place);

/* One file, from its beginning.  ABSENT, INVALID.  Closed with the arena. */
CHECKED bool zipped_file(struct zipped *, struct arena *, const char *name,
    struct zipped_file **, struct errors *);
/* Up to n bytes; 0 at the end; -1: zipped_fault says why. */
int  zipped_read(void *zipped_file, char *, int n);
bool zipped_fault(const struct zipped_file *, struct errors *);  /* false when
                             * there was a fault, which is then in the list */

#endif
