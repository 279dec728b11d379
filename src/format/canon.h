/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * canon.h - JSON in the one form that is signed, and bytes as text.
 *
 * canon_json: RFC 8785 (JSON Canonicalization Scheme): members sorted by
 * the UTF-16 units of their names, no blanks, numbers as ECMAScript prints
 * them, only what must be is escaped.  Absent texts, days and numbers are
 * null, as in json.h.
 */
#ifndef FORMAT_CANON_H
#define FORMAT_CANON_H

#include <stddef.h>

#include "base/node.h"
#include "base/write.h"

/* Cost: n log n in the members of each object. */
void canon_json(struct write *, const struct node *);
/* A number as ECMAScript prints it (ECMA-262, Number::toString); null for
 * what is not finite. */
void canon_number(struct write *, double);

/* The alphabet of Bitcoin, without a prefix; cost n * n, so n is small:
 * keys and signatures. */
void canon_base58(struct write *, const unsigned char *, size_t n);
/* RFC 4648 section 5, without padding. */
str  canon_base64url(struct arena *, const unsigned char *, size_t n);

#endif
