/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/frame.h"

#include "format/photo.h"

struct reading {
	const unsigned char *p;
	size_t               n, at;
};

static bool
is_cut_off(struct errors *e)
{
	return fail(e, INVALID, NULL,
	    "The picture is cut off or damaged: send it again.");
}

/* ---- GIF 89a ---- */

enum {
	GIF_HEAD = 13, GIF_IMAGE = 10,  /* bytes, the image with its mark */
	GIF_TABLE = 0x80                /* of a flag: colours follow */
};

static uint32_t
little(const struct reading *r, size_t at)
{
	return r->p[at] | (uint32_t)r->p[at + 1] << 8;
}

static bool
gif_skip(struct reading *r, size_t n)
{
	if (n > r->n - r->at)
		return false;
	r->at += n;
	return true;
}

static bool
gif_colours(struct reading *r, unsigned flags)
{
	return (flags & GIF_TABLE) == 0 ||
	    gif_skip(r, (size_t)3 << ((flags & 7) + 1));
}

/* Pieces, each behind its length, until one of none. */
static bool
gif_pieces(struct reading *r)
{
	size_t n;

	while (r->at < r->n) {
		n = r->p[r->at++];
		if (n == 0)
			return true;
		if (!gif_skip(r, n))
			return false;
	}
	return false;
}

static bool
gif_image(struct reading *r, struct errors *e)
{
	size_t at = r->at;

	if (!gif_skip(r, GIF_IMAGE))
		return is_cut_off(e);
	return photo_fits(little(r, at + 5), little(r, at + 7), PHOTO_MOST, e)
	    && ((gif_colours(r, r->p[at + 9]) && gif_skip(r, 1) &&
	    gif_pieces(r)) || is_cut_off(e));
}

/* Some programs fill up with zeros. */
static bool
gif_ends(const struct reading *r, struct errors *e)
{
	size_t i;

	for (i = r->at + 1; i < r->n; i++)
		if (r->p[i] != 0)
			return fail(e, INVALID, NULL, "Something else stands "
			    "behind the end of this picture. Open it, save it "
			    "anew, and send that.");
	return true;
}

bool
frame_gif(str bytes, struct errors *e)
{
	struct reading r = { (const unsigned char *)bytes.p, bytes.n, 0 };
	size_t images = 0;

	if (!gif_skip(&r, GIF_HEAD))
		return is_cut_off(e);
	if (!photo_fits(little(&r, 6), little(&r, 8), PHOTO_MOST, e))
		return false;
	if (!gif_colours(&r, r.p[10]))
		return is_cut_off(e);
	while (r.at < r.n) {
		switch (r.p[r.at]) {
		case ',':
			if (!gif_image(&r, e))
				return false;
			images++;
			break;
		case '!':
			if (!gif_skip(&r, 2) || !gif_pieces(&r))
				return is_cut_off(e);
			break;
		case ';':
			return images == 0 ? is_cut_off(e) : gif_ends(&r, e);
		default:
			return is_cut_off(e);
		}
	}
	return is_cut_off(e);
}

/* ---- TIFF 6.0 ---- */

enum { TIFF_HEAD = 8, TIFF_ENTRY = 12, TIFF_WIDTH = 256, TIFF_HEIGHT = 257,
	TIFF_SHORT = 3 };

static uint32_t
tiff_number(const struct reading *r, size_t at, size_t bytes)
{
	bool big = r->p[0] == 'M';
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < bytes; i++)
		v = v << 8 | r->p[at + (big ? i : bytes - 1 - i)];
	return v;
}

bool
frame_tiff(str bytes, struct errors *e)
{
	struct reading r = { (const unsigned char *)bytes.p, bytes.n, 0 };
	uint32_t first, entries, tag, value, width = 0, height = 0;
	size_t at, i;

	if (r.n < TIFF_HEAD)
		return is_cut_off(e);
	first = tiff_number(&r, 4, 4);
	if (first < TIFF_HEAD || first > r.n - 2)
		return is_cut_off(e);
	entries = tiff_number(&r, first, 2);
	if (entries > (r.n - first - 2) / TIFF_ENTRY)
		return is_cut_off(e);
	for (i = 0; i < entries; i++) {
		at = first + 2 + i * TIFF_ENTRY;
		tag = tiff_number(&r, at, 2);
		value = tiff_number(&r, at + 8,
		    tiff_number(&r, at + 2, 2) == TIFF_SHORT ? 2 : 4);
		if (tag == TIFF_WIDTH)
			width = value;
		else if (tag == TIFF_HEIGHT)
			height = value;
	}
	return photo_fits(width, height, PHOTO_LARGE, e);
}
