/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * exif.h - what a camera writes into its pictures: when, where, which way
 * up.
 *
 * Reads the TIFF block of Exif 2.3 (JEITA CP-3451C): IFD 0, the Exif IFD
 * and the GPS IFD, nothing else.  What is damaged is as if it were not
 * there; nothing in it is a fault.
 */
#ifndef FORMAT_EXIF_H
#define FORMAT_EXIF_H

#include "base/day.h"
#include "base/str.h"

struct exif {
	int        orientation;         /* 1 (upright) to 8 */
	struct day taken;               /* by the camera's clock; or none */
	char       moment[20];          /* "2024:03:01 08:05:00", or empty */
	double     latitude, longitude; /* degrees, north and east; NAN */
};

/* Of bytes that begin with "II" or "MM", behind "Exif\0\0". */
struct exif exif_read(str tiff);

enum { EXIF_SMALL = 64 };
/* A block with the orientation and the moment alone; its length. */
size_t exif_write(const struct exif *, char into[EXIF_SMALL]);

#endif
