/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * qr.h - a text as a QR code (ISO/IEC 18004, by libqrencode).
 *
 * The level of repair is M: a code still reads with 15 % of it lost.  The
 * quiet zone of four modules belongs to whoever draws it; qr_svg draws it.
 */
#ifndef FORMAT_QR_H
#define FORMAT_QR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

struct arena;
struct write;

enum { QR_MOST = 1000, QR_QUIET = 4 };  /* bytes of text; modules around */

struct qr {
	size_t size;                    /* modules a side, quiet zone not */
	const unsigned char *dark;      /* [size * size], 1 dark, by rows */
};

/* INVALID: no text, a NUL in it, or more than QR_MOST bytes. */
CHECKED bool qr_make(struct arena *, str text, struct qr *, struct errors *);

/* As an <svg>, black on white whatever the page's colours, since cameras
 * want it so; the label tells who cannot see it what it is. */
void qr_svg(struct write *, const struct qr *, str label);

#endif
