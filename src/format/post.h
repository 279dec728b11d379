/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * post.h - a JSON text posted to another program's address, by libcurl.
 *
 * The library is loaded at the first use (late.h).  No redirect is
 * followed, no proxy asked, and unless it is allowed nothing is sent to
 * this machine or to a private network: the address that the name stands
 * for is judged when the connection is made, so a name cannot lead there
 * behind our back.  Of the answer its code counts and its first bytes are
 * kept.
 */
#ifndef FORMAT_POST_H
#define FORMAT_POST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

struct arena;
struct sockaddr;

enum { POST_WAIT_S = 15 };

struct post {
	str  address, body;
	const str *headers;             /* [n] "Name: value" */
	size_t n;
	bool may_inside;                /* also to this machine and its like */
	bool (*goes_on)(void *with);    /* NULL: until it is done */
	void *with;
};

struct posted {
	int     status;                 /* of HTTP; 0: no answer came */
	str     said;                   /* by it, or about it */
	int64_t took;                   /* ms */
};

/* BROKEN: libcurl is not here.  No answer is no fault. */
CHECKED bool post_send(struct arena *, const struct post *, struct posted *,
    struct errors *);

/* Whether a connection would leave this machine and its own networks. */
bool post_is_outside(const struct sockaddr *);

/* HMAC-SHA256 over "timestamp.body", as 64 digits of hex. */
str  post_sign(struct arena *, str secret, int64_t timestamp, str body);

#endif
