/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * copied.h - the public pages as files, for any web server to carry.
 *
 * In every language, with the open data, and no script: index.html of the
 * site and CODE/index.html of each programme, the other languages below a
 * folder of their tag, assets/, 404.html.  All links are relative.
 *
 * The folder is written anew beside the old one and put in its place when
 * it is whole; what is no longer published is gone with the old one.  The
 * same rows give the same bytes.  A folder that is not empty and was not
 * written by this is left alone: INVALID.
 */
#ifndef WEB_COPIED_H
#define WEB_COPIED_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct copied {
	size_t programmes, files;
	int64_t bytes;
};

CHECKED bool copied_write(const char *data, const char *folder,
                 struct copied *, struct errors *);

#endif
