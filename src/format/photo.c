/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/photo.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"

enum photo_kind
photo_kind(str b)
{
	if (str_starts(b, S("\xff\xd8\xff")))
		return PHOTO_JPEG;
	if (str_starts(b, S("\x89PNG\r\n\x1a\n")))
		return PHOTO_PNG;
	if (str_starts(b, S("RIFF")) && str_is(str_part(b, 8, 12), "WEBP"))
		return PHOTO_WEBP;
	return NO_PHOTO;
}

static bool
cut_off(struct errors *e)
{
	return fail(e, INVALID, NULL,
	    "The picture is cut off or damaged: send it again.");
}

/* Room for all of it at once: it does not grow by halves. */
static struct write
write_room(struct arena *a, size_t n)
{
	struct write w = write_new(a, n);

	w.p = arena_take(a, n + 1, 1);
	w.room = n + 1;
	return w;
}

static uint32_t
big(str b, size_t at, size_t n)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < n && at + i < b.n; i++)
		v = v << 8 | (unsigned char)b.p[at + i];
	return v;
}

static uint32_t
little(str b, size_t at, size_t n)
{
	uint32_t v = 0;

	while (n-- > 0)
		v = v << 8 | big(b, at + n, 1);
	return v;
}

bool
photo_fits(uint32_t width, uint32_t height, uint32_t most, struct errors *e)
{
	uint64_t pixels = (uint64_t)width * height;

	if (pixels == 0)
		return cut_off(e);
	if (width <= PHOTO_SIDE && height <= PHOTO_SIDE && pixels <= most)
		return true;
	return fail(e, INVALID, NULL, "The picture has %u x %u pixels; it may "
	    "have %u million, and %u on a side. Make it smaller and send it "
	    "again.", width, height, (unsigned)(most / 1000000),
	    (unsigned)PHOTO_SIDE);
}

static bool
check_size(const struct photo *p, struct errors *e)
{
	return photo_fits(p->width, p->height, p->kind == PHOTO_JPEG &&
	    !p->in_passes ? PHOTO_LARGE : PHOTO_MOST, e);
}

/* ---- JPEG ---- */

enum {
	SOI = 0xd8, EOI = 0xd9, SOS = 0xda, RST0 = 0xd0, TEM = 0x01,
	APP0 = 0xe0, APP1 = 0xe1, APP2 = 0xe2, APP14 = 0xee, APP15 = 0xef,
	COM = 0xfe, SOF0 = 0xc0, SOF2 = 0xc2, SOF15 = 0xcf, DHT = 0xc4,
	JPG = 0xc8, DAC = 0xcc
};

static bool
is_frame(unsigned m)
{
	return m >= SOF0 && m <= SOF15 && m != DHT && m != JPG && m != DAC;
}

/* Of what programs add only colours stay. */
static bool
jpeg_stays(unsigned m, str body)
{
	if (m == APP2)
		return str_starts(body, S("ICC_PROFILE"));
	if (m == APP0)
		return str_starts(body, S("JFIF"));
	return m == APP14 || ((m < APP0 || m > APP15) && m != COM);
}

/* Behind the pixels of a scan: the next marker that is none of theirs. */
static size_t
scan_end(str b, size_t at)
{
	const char *p;
	unsigned m;

	while (at < b.n) {
		p = memchr(b.p + at, 0xff, b.n - at);
		if (p == NULL)
			return b.n;
		at = (size_t)(p - b.p);
		m = big(b, at + 1, 1);
		if (at + 1 < b.n && m != 0 && m != 0xff &&
		    (m < RST0 || m > RST0 + 7))
			return at;
		at++;
	}
	return b.n;
}

static void
put_exif(struct write *w, const struct exif *x)
{
	char block[EXIF_SMALL];
	size_t n;

	if (x->orientation == 1 && x->moment[0] == '\0')
		return;
	n = exif_write(x, block);
	write_str(w, S("\xff\xe1"));
	write_char(w, '\0');
	write_char(w, (char)(n + 8));
	write_str(w, S("Exif\0\0"));
	write_str(w, (str){ block, n });
}

struct jpeg {
	struct photo *p;
	struct write  w;
	str           b;
	bool          framed, told;     /* its size; the Exif block */
};

static void
jpeg_told(struct jpeg *j, unsigned m, str body)
{
	struct photo *p = j->p;

	if (is_frame(m) && !j->framed && body.n >= 5) {
		p->in_passes = m != SOF0 && m != SOF0 + 1;
		p->height = big(body, 1, 2);
		p->width = big(body, 3, 2);
		j->framed = true;
	}
	if (m == APP1 && !j->told && str_starts(body, S("Exif\0\0"))) {
		p->exif = exif_read(str_part(body, 6, body.n));
		j->told = true;
	}
}

/* Those that stand alone belong into a scan, or nowhere. */
static bool
has_length(unsigned m)
{
	return m > TEM && (m < RST0 || m > EOI);
}

/* One segment; *at behind it.  False: it does not hold together. */
static bool
jpeg_segment(struct jpeg *j, size_t *at, bool keep)
{
	unsigned m = big(j->b, *at + 1, 1);
	size_t n, end;
	str body;

	if (*at + 4 > j->b.n || big(j->b, *at, 1) != 0xff)
		return false;
	if (m == 0xff || m == TEM) {            /* filling */
		*at += m == TEM ? 2 : 1;
		return true;
	}
	if (!has_length(m))
		return false;
	n = big(j->b, *at + 2, 2);
	if (n < 2 || n > j->b.n - *at - 2)
		return false;
	end = *at + 2 + n;
	body = str_part(j->b, *at + 4, end);
	if (!keep)
		jpeg_told(j, m, body);
	if (m == SOS)
		end = scan_end(j->b, end);
	if (keep && jpeg_stays(m, body))
		write_str(&j->w, str_part(j->b, *at, end));
	*at = end;
	return true;
}

static bool
jpeg_walk(struct jpeg *j, bool keep)
{
	size_t at = 2;

	while (at + 2 <= j->b.n) {
		if (big(j->b, at, 2) == (0xff00u | EOI)) {
			if (keep)
				write_str(&j->w, S("\xff\xd9"));
			return true;
		}
		if (!jpeg_segment(j, &at, keep))
			return false;
	}
	return false;
}

static bool
read_jpeg(struct arena *a, struct photo *p, str b, struct errors *e)
{
	struct jpeg j = { .p = p, .b = b };

	if (!jpeg_walk(&j, false) || !j.framed)
		return cut_off(e);
	if (!check_size(p, e))
		return false;
	j.w = write_room(a, b.n + 2 * EXIF_SMALL);
	write_str(&j.w, S("\xff\xd8"));
	put_exif(&j.w, &p->exif);
	(void)jpeg_walk(&j, true);
	p->clean = write_done(&j.w);
	return true;
}

/* ---- PNG ---- */

enum { PNG_HEAD = 8, PNG_AROUND = 12, RIFF_HEAD = 12, CHUNK_HEAD = 8 };

/* What a decoder must know begins with a capital; of the rest what colours,
 * sizes and moves it. */
static bool
png_stays(str type)
{
	return (type.p[0] >= 'A' && type.p[0] <= 'Z') || str_among(type,
	    "gAMA cHRM sRGB iCCP sBIT pHYs tRNS bKGD hIST acTL fcTL fdAT");
}

static bool
png_chunk(struct photo *p, struct write *w, str b, size_t *at)
{
	size_t n = big(b, *at, 4);
	str type = str_part(b, *at + 4, *at + 8), body;

	if (type.n != 4 || n > b.n - *at - CHUNK_HEAD ||
	    b.n - *at - CHUNK_HEAD - n < 4)
		return false;
	body = str_part(b, *at + 8, *at + 8 + n);
	if (str_is(type, "IHDR")) {
		p->width = big(body, 0, 4);
		p->height = big(body, 4, 4);
	}
	p->moves |= str_is(type, "acTL");
	if (str_is(type, "eXIf"))
		p->exif = exif_read(body);
	if (png_stays(type))
		write_str(w, str_part(b, *at, *at + n + PNG_AROUND));
	*at += n + PNG_AROUND;
	return true;
}

static bool
read_png(struct arena *a, struct photo *p, str b, struct errors *e)
{
	struct write w = write_room(a, b.n);
	size_t at = PNG_HEAD;
	bool ends;

	write_str(&w, str_part(b, 0, PNG_HEAD));
	do {
		ends = str_is(str_part(b, at + 4, at + 8), "IEND");
		if (!png_chunk(p, &w, b, &at))
			return cut_off(e);
	} while (!ends);
	p->clean = write_done(&w);
	p->exif.orientation = 1;                /* nobody turns them */
	return check_size(p, e);
}

/* ---- WebP ---- */

static void
webp_told(struct photo *p, str type, str body)
{
	if (str_is(type, "VP8X")) {
		p->width = little(body, 4, 3) + 1;
		p->height = little(body, 7, 3) + 1;
		p->moves = body.n > 0 && body.p[0] & 2;
	} else if (str_is(type, "VP8 ") && p->width == 0) {
		p->width = little(body, 6, 2) & 0x3fff;
		p->height = little(body, 8, 2) & 0x3fff;
	} else if (str_is(type, "VP8L") && p->width == 0) {
		p->width = (little(body, 1, 4) & 0x3fff) + 1;
		p->height = (little(body, 1, 4) >> 14 & 0x3fff) + 1;
	} else if (str_is(type, "EXIF")) {
		p->exif = exif_read(str_starts(body, S("Exif\0\0"))
		    ? str_part(body, 6, body.n) : body);
	}
}

static bool
webp_chunk(struct photo *p, struct write *w, str b, size_t *at)
{
	enum { WITH_EXIF = 8, WITH_XMP = 4, VP8X_SIZE = 10 };
	str type = str_part(b, *at, *at + 4), body, head;
	size_t n = little(b, *at + 4, 4), end;

	if (type.n != 4 || *at + CHUNK_HEAD > b.n ||
	    n > b.n - *at - CHUNK_HEAD ||
	    (str_is(type, "VP8X") && n < VP8X_SIZE))
		return false;
	end = *at + CHUNK_HEAD + n;
	body = str_part(b, *at + CHUNK_HEAD, end);
	webp_told(p, type, body);
	end += n & 1 && end < b.n;
	if (str_is(type, "VP8X")) {
		head = str_part(b, *at, *at + CHUNK_HEAD);
		write_str(w, head);
		write_char(w, (char)(body.p[0] & ~(WITH_EXIF | WITH_XMP)));
		write_str(w, str_part(b, *at + CHUNK_HEAD + 1, end));
	} else if (str_among(type, "VP8L ICCP ANIM ANMF ALPH") ||
	    str_is(type, "VP8 ")) {
		write_str(w, str_part(b, *at, end));
	}
	*at = end;
	return true;
}

static void
put_length(char *p, size_t n)
{
	int i;

	for (i = 0; i < 4; i++)
		p[i] = (char)(n >> 8 * i & 0xff);
}

static bool
read_webp(struct arena *a, struct photo *p, str b, struct errors *e)
{
	struct write w = write_room(a, b.n);
	size_t at = RIFF_HEAD, n = little(b, 4, 4);

	if (n < 4 || n > b.n - 8)
		return cut_off(e);
	b.n = n + 8;
	write_str(&w, str_part(b, 0, RIFF_HEAD));
	while (at < b.n)
		if (!webp_chunk(p, &w, b, &at))
			return cut_off(e);
	put_length(w.p + 4, w.n - 8);
	p->clean = write_done(&w);
	p->exif.orientation = 1;
	return check_size(p, e);
}

bool
photo_read(struct arena *a, str bytes, struct photo *p, struct errors *e)
{
	*p = (struct photo){ .kind = photo_kind(bytes),
		.exif = exif_read((str){ 0 }) };
	switch (p->kind) {
	case PHOTO_JPEG:
		return read_jpeg(a, p, bytes, e);
	case PHOTO_PNG:
		return read_png(a, p, bytes, e);
	case PHOTO_WEBP:
		return read_webp(a, p, bytes, e);
	case NO_PHOTO:
		break;
	}
	return fail(e, INVALID, NULL, "This is no picture.");
}
