/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * gzip.h - bytes packed for the way to a browser (RFC 1952).
 */
#ifndef FORMAT_GZIP_H
#define FORMAT_GZIP_H

#include "base/str.h"

struct arena;

/* No text when it would not be smaller: then send what there is. */
str gzip_pack(struct arena *, str);

#endif
