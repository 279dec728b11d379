/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/picture.h"

#include <stdlib.h>
#include <string.h>

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include "base/arena.h"
#include "base/late.h"

enum { RGB = 3 };

/* ---- the libraries ---- */

#define CALL(name) __typeof__(name) *name
#define AT(lib, name) { #name, offsetof(struct lib, name) }

struct jpeg_lib {
	CALL(tjInitDecompress);
	CALL(tjInitCompress);
	CALL(tjDestroy);
	CALL(tjDecompressHeader3);
	CALL(tjGetScalingFactors);
	CALL(tjDecompress2);
	CALL(tjCompress2);
	CALL(tjFree);
	CALL(tjGetErrorCode);
};
static const struct late jpeg_calls[] = {
	AT(jpeg_lib, tjInitDecompress), AT(jpeg_lib, tjInitCompress),
	AT(jpeg_lib, tjDestroy), AT(jpeg_lib, tjDecompressHeader3),
	AT(jpeg_lib, tjGetScalingFactors), AT(jpeg_lib, tjDecompress2),
	AT(jpeg_lib, tjCompress2), AT(jpeg_lib, tjFree),
	AT(jpeg_lib, tjGetErrorCode), { 0 }
};

struct png_lib {
	CALL(png_image_begin_read_from_memory);
	CALL(png_image_finish_read);
	CALL(png_image_free);
};
static const struct late png_calls[] = {
	AT(png_lib, png_image_begin_read_from_memory),
	AT(png_lib, png_image_finish_read), AT(png_lib, png_image_free), { 0 }
};

struct webp_lib {
	CALL(WebPInitDecoderConfigInternal);
	CALL(WebPGetFeaturesInternal);
	CALL(WebPDecode);
	CALL(WebPFreeDecBuffer);
};
static const struct late webp_calls[] = {
	AT(webp_lib, WebPInitDecoderConfigInternal),
	AT(webp_lib, WebPGetFeaturesInternal), AT(webp_lib, WebPDecode),
	AT(webp_lib, WebPFreeDecBuffer), { 0 }
};
#undef AT
#undef CALL

static bool
load_jpeg(struct jpeg_lib *l, struct errors *e)
{
	static const char *const files[] = { SONAME_TURBOJPEG, NULL };

	return late_load(files, jpeg_calls, l, "pictures", PACKAGE_TURBOJPEG,
	    e);
}

static bool
load_png(struct png_lib *l, struct errors *e)
{
	static const char *const files[] = { SONAME_PNG, NULL };

	return late_load(files, png_calls, l, "PNG pictures", PACKAGE_PNG,
	    e);
}

static bool
load_webp(struct webp_lib *l, struct errors *e)
{
	static const char *const files[] = { SONAME_WEBP, NULL };

	return late_load(files, webp_calls, l, "WebP pictures", PACKAGE_WEBP,
	    e);
}

/* ---- smaller and upright ---- */

static size_t
longer(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Each new point is the mean of the old ones it covers. */
static void
mean(const struct picture *p, const size_t from[2], const size_t to[2],
    unsigned char *out)
{
	uint64_t sum[RGB] = { 0 }, n;
	const unsigned char *at;
	size_t x, y, k;

	for (y = from[1]; y < to[1]; y++)
		for (x = from[0]; x < to[0]; x++) {
			at = p->rgb + (y * p->width + x) * RGB;
			for (k = 0; k < RGB; k++)
				sum[k] += at[k];
		}
	n = (uint64_t)(to[0] - from[0]) * (to[1] - from[1]);
	for (k = 0; k < RGB; k++)
		out[k] = (unsigned char)((sum[k] + n / 2) / n);
}

struct picture
picture_shrink(struct arena *a, const struct picture *p, size_t side)
{
	size_t most = longer(p->width, p->height), x, y;
	struct picture s = *p;
	size_t from[2], to[2];

	if (most <= side)
		return s;
	s.width = longer(p->width * side / most, 1);
	s.height = longer(p->height * side / most, 1);
	s.rgb = arena_take(a, s.width * s.height, RGB);
	for (y = 0; y < s.height; y++)
		for (x = 0; x < s.width; x++) {
			from[0] = x * p->width / s.width;
			from[1] = y * p->height / s.height;
			to[0] = longer((x + 1) * p->width / s.width,
			    from[0] + 1);
			to[1] = longer((y + 1) * p->height / s.height,
			    from[1] + 1);
			mean(p, from, to, s.rgb + (y * s.width + x) * RGB);
		}
	return s;
}

/* Where the point at x, y of the upright picture is stored, by Exif's
 * orientation: 2 mirrored, 3 half round, 5 to 8 on its side. */
static size_t
stored_at(const struct picture *p, int way, size_t x, size_t y)
{
	size_t sx = way >= 5 ? y : x, sy = way >= 5 ? x : y;

	if (way == 2 || way == 3 || way == 7 || way == 8)
		sx = p->width - 1 - sx;
	if (way == 3 || way == 4 || way == 6 || way == 7)
		sy = p->height - 1 - sy;
	return (sy * p->width + sx) * RGB;
}

static struct picture
turn(struct arena *a, const struct picture *p, int way)
{
	struct picture t = *p;
	size_t x, y;

	if (way < 2 || way > 8)
		return t;
	if (way >= 5) {
		t.width = p->height;
		t.height = p->width;
	}
	t.rgb = arena_take(a, t.width * t.height, RGB);
	for (y = 0; y < t.height; y++)
		for (x = 0; x < t.width; x++)
			memcpy(t.rgb + (y * t.width + x) * RGB,
			    p->rgb + stored_at(p, way, x, y), RGB);
	return t;
}

/* ---- decoding ---- */

static bool
damaged(struct errors *e)
{
	return fail(e, INVALID, NULL,
	    "The picture is cut off or damaged: send it again.");
}

/* The smallest the decoder gives that is not smaller than wanted. */
static void
scale_jpeg(const struct jpeg_lib *l, size_t side, int *width, int *height)
{
	const tjscalingfactor *f;
	int i, n, w, h, best_w = *width, best_h = *height;

	f = l->tjGetScalingFactors(&n);
	for (i = 0; f != NULL && i < n; i++) {
		w = TJSCALED(*width, f[i]);
		h = TJSCALED(*height, f[i]);
		if (w < best_w && longer((size_t)w, (size_t)h) >= side) {
			best_w = w;
			best_h = h;
		}
	}
	*width = best_w;
	*height = best_h;
}

/* What fails half way has left what it had; a warning is no fault. */
static bool
decode_jpeg(const struct jpeg_lib *l, tjhandle h, const struct photo *p,
    size_t side, struct picture *out)
{
	const unsigned char *b = (const unsigned char *)p->clean.p;
	int width, height, sub, space;

	if (l->tjDecompressHeader3(h, b, p->clean.n, &width, &height, &sub,
	    &space) != 0 || width < 1 || height < 1 ||
	    (uint32_t)width != p->width || (uint32_t)height != p->height)
		return false;
	scale_jpeg(l, side, &width, &height);
	out->width = (size_t)width;
	out->height = (size_t)height;
	out->rgb = calloc(out->width * out->height, RGB);
	return out->rgb != NULL && (l->tjDecompress2(h, b, p->clean.n,
	    out->rgb, width, 0, height, TJPF_RGB, TJFLAG_LIMITSCANS) == 0 ||
	    l->tjGetErrorCode(h) == TJERR_WARNING);
}

static bool
read_jpeg(const struct photo *p, size_t side, struct picture *out,
    struct errors *e)
{
	struct jpeg_lib l;
	tjhandle h;
	bool fine;

	if (!load_jpeg(&l, e))
		return false;
	h = l.tjInitDecompress();
	fine = h != NULL && decode_jpeg(&l, h, p, side, out);
	if (h != NULL)
		l.tjDestroy(h);
	return fine || damaged(e);
}

static bool
read_png(const struct photo *p, struct picture *out, struct errors *e)
{
	const png_color white = { 255, 255, 255 };
	png_image image = { .version = PNG_IMAGE_VERSION };
	struct png_lib l;
	bool fine;

	if (!load_png(&l, e))
		return false;
	fine = l.png_image_begin_read_from_memory(&image, p->clean.p,
	    p->clean.n) != 0 && image.width == p->width &&
	    image.height == p->height;
	if (fine) {
		image.format = PNG_FORMAT_RGB;
		out->width = image.width;
		out->height = image.height;
		out->rgb = calloc(out->width * out->height, RGB);
		fine = out->rgb != NULL && l.png_image_finish_read(&image,
		    &white, out->rgb, 0, NULL) != 0;
	}
	l.png_image_free(&image);
	return fine || damaged(e);
}

/* It scales while it reads, and says sizes of its own. */
static bool
decode_webp(const struct webp_lib *l, const struct photo *p, size_t side,
    WebPDecoderConfig *c)
{
	const uint8_t *b = (const uint8_t *)p->clean.p;
	size_t most = longer(p->width, p->height);

	if (!l->WebPInitDecoderConfigInternal(c, WEBP_DECODER_ABI_VERSION) ||
	    l->WebPGetFeaturesInternal(b, p->clean.n, &c->input,
	    WEBP_DECODER_ABI_VERSION) != VP8_STATUS_OK ||
	    (uint32_t)c->input.width != p->width ||
	    (uint32_t)c->input.height != p->height)
		return false;
	if (most > side) {
		c->options.use_scaling = 1;
		c->options.scaled_width = (int)longer(p->width * side / most,
		    1);
		c->options.scaled_height = (int)longer(p->height * side /
		    most, 1);
	}
	c->output.colorspace = MODE_RGB;
	return l->WebPDecode(b, p->clean.n, c) == VP8_STATUS_OK;
}

static bool
read_webp(const struct photo *p, size_t side, struct picture *out,
    struct errors *e)
{
	WebPDecoderConfig c;
	struct webp_lib l;
	size_t y;
	bool fine;

	if (!load_webp(&l, e))
		return false;
	memset(&c, 0, sizeof(c));
	fine = decode_webp(&l, p, side, &c);
	if (fine) {
		out->width = (size_t)c.output.width;
		out->height = (size_t)c.output.height;
		out->rgb = calloc(out->width * out->height, RGB);
		fine = out->rgb != NULL;
		for (y = 0; fine && y < out->height; y++)
			memcpy(out->rgb + y * out->width * RGB,
			    c.output.u.RGBA.rgba + y *
			    (size_t)c.output.u.RGBA.stride, out->width * RGB);
	}
	l.WebPFreeDecBuffer(&c.output);
	return fine || damaged(e);
}

bool
picture_read(struct arena *a, const struct photo *p, size_t side,
    struct picture *out, struct errors *e)
{
	struct picture raw = { 0 }, small;
	bool fine;

	fine = p->kind == PHOTO_JPEG ? read_jpeg(p, side, &raw, e) :
	    p->kind == PHOTO_PNG ? read_png(p, &raw, e) :
	    read_webp(p, side, &raw, e);
	if (fine) {
		small = picture_shrink(a, &raw, side);
		if (small.rgb == raw.rgb) {
			small.rgb = arena_take(a, raw.width * raw.height, RGB);
			memcpy(small.rgb, raw.rgb,
			    raw.width * raw.height * RGB);
		}
		*out = turn(a, &small, p->exif.orientation);
	}
	free(raw.rgb);
	return fine;
}

/* ---- coding ---- */

bool
picture_write(struct arena *a, const struct picture *p, int quality, str *out,
    struct errors *e)
{
	unsigned char *made = NULL;
	unsigned long n = 0;
	struct jpeg_lib l;
	tjhandle h;
	bool fine;

	if (!load_jpeg(&l, e))
		return false;
	h = l.tjInitCompress();
	fine = h != NULL && l.tjCompress2(h, p->rgb, (int)p->width, 0,
	    (int)p->height, TJPF_RGB, &made, &n, TJSAMP_420, quality, 0) == 0;
	if (fine)
		*out = str_copy(a, (str){ (const char *)made, n });
	l.tjFree(made);
	if (h != NULL)
		l.tjDestroy(h);
	return fine || fail(e, BROKEN, NULL, "The picture was not made.");
}
