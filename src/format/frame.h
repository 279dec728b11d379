/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * frame.h - whether a GIF or a TIFF is the picture that it says it is.
 *
 * They are kept as they came and never decoded here, so only their frame
 * is read: sizes within the limits of photo.h, blocks that follow each
 * other to the end, and nothing behind it, for a GIF that is a script or
 * a page as well is known by what stands there.
 */
#ifndef FORMAT_FRAME_H
#define FORMAT_FRAME_H

#include "base/error.h"
#include "base/str.h"

/* INVALID: cut off or damaged, too many pixels, or more than a picture. */
CHECKED bool frame_gif(str bytes, struct errors *);
CHECKED bool frame_tiff(str bytes, struct errors *);

#endif
