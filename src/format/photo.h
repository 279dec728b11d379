/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * photo.h - a picture's bytes without what is not the picture.
 *
 * Phones write the place, the owner and the phone into every picture, and
 * strangers may hide a second file behind it.  What comes back has the
 * picture, its colours, which way up it is and when it was taken, and
 * ends where the picture ends.  The picture itself is not coded again.
 *
 * JPEG (ITU T.81), PNG (RFC 2083 and its successor) and WebP (RFC 9649).
 * Only the frame around the pixels is read; size and kind are as it says.
 */
#ifndef FORMAT_PHOTO_H
#define FORMAT_PHOTO_H

#include "base/error.h"
#include "format/exif.h"

struct arena;

enum photo_kind { NO_PHOTO, PHOTO_JPEG, PHOTO_PNG, PHOTO_WEBP };

enum {
	PHOTO_SIDE = 16384,             /* pixels */
	PHOTO_LARGE = 100 * 1000 * 1000,        /* of a JPEG in one pass */
	PHOTO_MOST = 40 * 1000 * 1000   /* of any other: the whole is decoded */
};

struct photo {
	enum photo_kind kind;
	uint32_t    width, height;      /* as stored */
	bool        in_passes;          /* a progressive JPEG */
	bool        moves;              /* more than one picture */
	struct exif exif;
	str         clean;              /* the bytes to keep; a view of the
	                                 * given ones when nothing was cut */
};

/* By the first bytes. */
enum photo_kind photo_kind(str bytes);
/* INVALID: cut off or damaged, or more pixels than allowed. */
CHECKED bool photo_read(struct arena *, str bytes, struct photo *,
    struct errors *);
/* INVALID: no pixels at all, more than `most`, or too long a side. */
CHECKED bool photo_fits(uint32_t width, uint32_t height, uint32_t most,
    struct errors *);

#endif
