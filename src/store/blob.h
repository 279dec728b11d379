/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * blob.h - bytes of any length, kept once under their fingerprint.
 *
 * The caller makes the fingerprint (SHA-256 in 64 hexadecimal digits);
 * what is there already under it is the same and is not written again.
 * Bytes lie in pieces of BLOB_PIECE in tables of the data itself, so that
 * a copy of the data is whole, and are read piece by piece.  They have no
 * history: rows of `file` refer to them by fingerprint and have it.
 *
 * What no row refers to is first marked idle, and goes when it has been
 * idle for long enough that nobody will want the row back.
 */
#ifndef STORE_BLOB_H
#define STORE_BLOB_H

#include "store/store.h"

enum { BLOB_PIECE = 1 << 20 };

CHECKED bool blob_put(struct store *, str hash, str bytes, struct errors *);
/* Bytes it has; -1: there is none. */
CHECKED bool blob_size(struct store *, str hash, int64_t *, struct errors *);
/* Piece 0, 1, 2 ...; no text behind the last. */
CHECKED bool blob_read(struct store *, str hash, int64_t piece, struct arena *,
                 str *, struct errors *);
/* All that are kept, each once. */
CHECKED bool blob_total(struct store *, int64_t *n, int64_t *bytes,
                 struct errors *);
/* The first fingerprint behind that one; no text: the end. */
CHECKED bool blob_next(struct store *, str after, struct arena *, str *hash,
                 struct errors *);

/* Marks as idle since `now` what has become idle, takes the mark from what
 * is referred to again, and drops up to `most` that were idle before
 * `before` (ms).  *dropped: how many. */
CHECKED bool blob_sweep(struct store *, int64_t now, int64_t before,
                 int64_t most, int64_t *dropped, struct errors *);

/* No row refers to it and nobody is to have it back: it has been idle for
 * ever. */
CHECKED bool blob_forget(struct store *, str hash, struct errors *);

extern const char *const blob_sql[2];   /* its tables, per dialect, if they
                                         * are not there yet */

#endif
