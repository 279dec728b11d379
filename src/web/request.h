/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * request.h - from the bytes that arrived to what a page is asked.
 *
 * The head has passed the guard.  Faults are INVALID (a malformed query,
 * form or JSON body) and say what would do.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "web/guard.h"

struct arrival {
	struct head head;
	str   body;             /* whole; large ones are mapped */
	str   address;          /* who asks: "10.0.0.7" */
	bool  secure;
};

/* The method, address, cookies and what the client would like; not yet the
 * body.  False with 400 for a bad address, 405 is left to the route. */
CHECKED bool request_head(struct arena *, const struct arrival *,
                 struct request *, struct errors *);
/* The body: form, form with files, or JSON object. */
CHECKED bool request_body(struct arena *, const struct arrival *,
                 struct request *, struct errors *);

/* Of a method's name; 0: none of ours.  HEAD is GET without the body. */
enum method request_method(str name);
/* Best of what the client accepts; HTML when it does not mind. */
enum shape  request_shape(str accept);
/* Whether "gzip" is among the codings it accepts. */
bool        request_gzip(str accept_encoding);

#endif
