/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * write.h - growing text that knows how large it may become.
 *
 * Born with a limit; what would pass it is dropped and `over` stays true,
 * so a chain of writes is tested once at its end (limit 0: none).  A
 * piece is written whole or not at all, and after the first dropped one
 * nothing is written any more.  Either the text
 * gathers in an arena (flush NULL), or it is handed on in pieces of about
 * 32 KiB to flush, and then the limit is on the whole.
 */
#ifndef BASE_WRITE_H
#define BASE_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

struct write {
	struct arena *arena;
	char         *p;
	size_t        n, room;      /* held now; room in p */
	size_t        sent;         /* handed on already */
	size_t        limit;        /* of sent + n */
	bool          over;         /* something was dropped, or flush failed */
	bool        (*flush)(void *to, const char *p, size_t n);
	void         *to;
};

struct write write_new(struct arena *, size_t limit);
struct write write_to(struct arena *, size_t limit,
                 bool (*flush)(void *to, const char *p, size_t n), void *to);

void write_str(struct write *, str);
void write_z(struct write *, const char *);
void write_char(struct write *, char);
void write_int(struct write *, int64_t);
/* The shortest text, from 15 digits on, that reads back the same; nothing
 * for NAN and infinities; whole numbers up to 1e15 without exponent. */
void write_real(struct write *, double);
void write_format(struct write *, const char *format, ...)
     __attribute__((format(printf, 2, 3)));
str  write_done(struct write *);            /* what was gathered, and a NUL */
bool write_flush(struct write *);           /* hands on the rest; false: over */

#endif
