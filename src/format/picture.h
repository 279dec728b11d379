/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * picture.h - small copies of a stranger's picture, coded anew.
 *
 * A copy is a plain JPEG of our own making: whatever was hidden in the
 * given bytes is not in it, so that it may be shown inside a page.  The
 * decoders (libjpeg-turbo, libpng, libwebp) are loaded when the first
 * picture comes (late.h).  photo.h has checked sizes before; memory is at
 * most 4 bytes a pixel, or 6 for a JPEG in passes, and is given back.
 */
#ifndef FORMAT_PICTURE_H
#define FORMAT_PICTURE_H

#include "format/photo.h"

struct picture {
	unsigned char *rgb;             /* [height][width][3] */
	size_t         width, height;
};

/* The picture the right way up, no side longer than `side` pixels and not
 * larger than it was.  INVALID: it is damaged.  BROKEN: this machine lacks
 * the library. */
CHECKED bool picture_read(struct arena *, const struct photo *, size_t side,
    struct picture *, struct errors *);
/* Smaller still; never larger. */
struct picture picture_shrink(struct arena *, const struct picture *,
    size_t side);
/* As a JPEG; quality 1 to 100. */
CHECKED bool picture_write(struct arena *, const struct picture *, int quality,
    str *, struct errors *);

#endif
