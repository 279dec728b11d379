/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * mime.h - a mail as it goes over the wire (RFC 5322, 2045 to 2047).
 *
 * Text of any language: headers in encoded words, bodies in
 * quoted-printable or base64, whichever is shorter.  Lines end in CR LF
 * and are at most 76 long.  Dots at the beginning of lines stay single:
 * they are doubled by whoever speaks SMTP.
 *
 * No header can be made to hold another: a line end or another control
 * character in anything that goes into one is refused.
 */
#ifndef FORMAT_MIME_H
#define FORMAT_MIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

struct arena;

struct mime_address {
	str address, name;              /* name: or none */
};

struct mime_header {
	str name, value;                /* ASCII; such as List-Unsubscribe */
};

struct mime_file {              /* goes along */
	str name, type, bytes;          /* name: ASCII, without quotes */
};

struct mime {
	struct mime_address from, to;
	str     subject, text;
	str     html, calendar;         /* or none */
	str     method;                 /* of the calendar: REQUEST */
	str     id;                     /* "0190...@tilth.example" */
	str     language;               /* "vi"; or none */
	int64_t at;                     /* ms */
	const struct mime_header *more; /* [n_more] */
	size_t  n_more;
	const struct mime_file *file;   /* [n_files] */
	size_t  n_files;
};

enum { MIME_ADDRESS = 254, MIME_MOST = 4 << 20 };

/* A mailbox of RFC 5321 in ASCII: "name@host.example", without quotes,
 * blanks or brackets. */
bool mime_is_address(str);
/* INVALID: what is no address, control characters in a header, more than
 * MIME_MOST bytes. */
CHECKED bool mime_write(struct arena *, const struct mime *, str *,
    struct errors *);

#endif
