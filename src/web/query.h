/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * query.h - names and values as addresses, forms and cookies carry them.
 *
 * Bytes here come from strangers.  What is read is UTF-8 without NUL, in
 * composed form; everything else is a fault of the caller's request.
 */
#ifndef WEB_QUERY_H
#define WEB_QUERY_H

#include "base/error.h"
#include "base/write.h"
#include "web/page.h"

enum { QUERY_MOST = 4096 };         /* pairs in one query or form */

struct pairs {
	struct pair *at;            /* [n] */
	size_t       n, room;
};

void pairs_add(struct arena *, struct pairs *, str name, str value);
/* The last of that name: none if there is none. */
str  pairs_find(const struct pair *, size_t n, const char *name);

/* Undo %41; plus says whether + is a blank.  False: a bad escape, a NUL,
 * or what comes out is not UTF-8. */
bool query_decode(struct arena *, str raw, bool plus, str *out);
/* name=value&name=value, of a query or an urlencoded body.  INVALID. */
CHECKED bool query_read(struct arena *, str raw, struct pairs *,
                 struct errors *);
/* A query again, less the pairs of one name and with another value of it
 * (none: left out); for links that change one thing. */
str  query_with(struct arena *, const struct pair *, size_t n, const char *name,
         str value);
/* The value of a cookie in a Cookie header; none if it is not there. */
str  query_cookie(str header, const char *name);

#endif
