/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * multipart.h - forms that carry files (multipart/form-data, RFC 7578).
 *
 * Nothing is copied but names: values and files are views into the body,
 * which may be a mapped file.  Values are UTF-8 without NUL; a file's
 * bytes are its own affair.  A file input left empty is no upload.
 */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "web/query.h"

enum { MULTIPART_FILES = 64 };

struct uploads {
	struct upload at[MULTIPART_FILES];
	size_t n;
};

/* The boundary in a media type; none if it has none or a bad one. */
str multipart_boundary(str type);
CHECKED bool multipart_read(struct arena *, str body, str boundary,
                 struct pairs *, struct uploads *, struct errors *);

#endif
