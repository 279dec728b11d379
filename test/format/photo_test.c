/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of format/photo, exif and picture.  The pictures of
 * test/golden/files were made by a browser: 160 by 120 points, the upper
 * left quarter's half red (255 0 0) on brown (122 82 48).
 */
#include "format/picture.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "test.h"

/* An Exif block laid out by hand, numbers with the largest byte first:
 * orientation 6, taken at 2024:03:01 08:05:00, at 18 degrees 52 minutes
 * 30.24 seconds south, 47 degrees 30 minutes west. */
static const unsigned char by_hand[] = {
	0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x03, 0x01, 0x12,
	0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, 0x06, 0x00, 0x00, 0x87, 0x69,
	0x00, 0x04, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x32, 0x88, 0x25,
	0x00, 0x04, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x44, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x01, 0x90, 0x03, 0x00, 0x02, 0x00, 0x00, 0x00, 0x14,
	0x00, 0x00, 0x00, 0x7a, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x01,
	0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x53, 0x00, 0x00, 0x00, 0x00, 0x02,
	0x00, 0x05, 0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0x8e, 0x00, 0x03,
	0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x57, 0x00, 0x00, 0x00, 0x00, 0x04,
	0x00, 0x05, 0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0xa6, 0x00, 0x00,
	0x00, 0x00, 0x32, 0x30, 0x32, 0x34, 0x3a, 0x30, 0x33, 0x3a, 0x30, 0x31,
	0x20, 0x30, 0x38, 0x3a, 0x30, 0x35, 0x3a, 0x30, 0x30, 0x00, 0x00, 0x00,
	0x00, 0x12, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x34, 0x00, 0x00,
	0x00, 0x01, 0x00, 0x00, 0x0b, 0xd0, 0x00, 0x00, 0x00, 0x64, 0x00, 0x00,
	0x00, 0x2f, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x1e, 0x00, 0x00,
	0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01,
};

static str
golden(struct arena *a, const char *name)
{
	char *p = arena_take(a, 1, 65536);
	FILE *f = fopen(str_print(a, "test/golden/files/%s", name).p, "rb");
	size_t n;

	CHECK(f != NULL);
	if (f == NULL)
		return (str){ 0 };
	n = fread(p, 1, 65536, f);
	fclose(f);
	return (str){ p, n };
}

/* The picture as a phone writes it, and a page hidden behind it. */
static str
from_a_phone(struct arena *a)
{
	struct write w = write_new(a, 65536);
	str plain = golden(a, "small.jpg");

	write_str(&w, str_part(plain, 0, 2));
	write_str(&w, S("\xff\xe1"));
	write_char(&w, '\0');
	write_char(&w, (char)(sizeof(by_hand) + 8));
	write_str(&w, S("Exif\0\0"));
	write_str(&w, (str){ (const char *)by_hand, sizeof(by_hand) });
	write_str(&w, S("\xff\xfe\0\x0bOwner Awa"));
	write_str(&w, str_part(plain, 2, plain.n));
	write_str(&w, S("<script>alert(1)</script>"));
	return write_done(&w);
}

static void
a_phone_tells_when_where_and_which_way_up(struct arena *a)
{
	struct errors e = { .arena = a };
	struct photo p;

	CHECK(photo_read(a, from_a_phone(a), &p, &e));
	CHECK(p.kind == PHOTO_JPEG && p.width == 160 && p.height == 120);
	CHECK(p.exif.orientation == 6);
	CHECK(p.exif.taken.n == day_of(2024, 3, 1).n);
	NEAR(p.exif.latitude, -(18 + 52 / 60. + 30.24 / 3600), 1e-9);
	NEAR(p.exif.longitude, -47.5, 1e-9);
}

static void
what_is_kept_has_no_place_no_owner_and_nothing_behind(struct arena *a)
{
	struct errors e = { .arena = a };
	struct photo p, again;

	CHECK(photo_read(a, from_a_phone(a), &p, &e));
	CHECK(str_find(p.clean, S("Awa")) == p.clean.n);
	CHECK(str_find(p.clean, S("script")) == p.clean.n);
	CHECK(str_ends(p.clean, S("\xff\xd9")));
	CHECK(photo_read(a, p.clean, &again, &e));
	CHECK(again.exif.orientation == 6);
	CHECK(again.exif.taken.n == day_of(2024, 3, 1).n);
	CHECK(isnan(again.exif.latitude) && isnan(again.exif.longitude));
	CHECK(str_same(again.clean, p.clean));
}

static void
png_and_webp_lose_what_programs_add(struct arena *a)
{
	struct errors e = { .arena = a };
	struct write w = write_new(a, 65536);
	str png = golden(a, "small.png"), webp = golden(a, "small.webp");
	struct photo p;

	/* A chunk of text behind the head, which is 8 + 25 bytes. */
	write_str(&w, str_part(png, 0, 33));
	write_str(&w, S("\0\0\0\x09tEXtOwner\0Awa\1\2\3\4"));
	write_str(&w, str_part(png, 33, png.n));
	write_str(&w, S("PK\3\4 hidden"));
	CHECK(photo_read(a, write_done(&w), &p, &e));
	CHECK(p.width == 160 && p.height == 120);
	CHECK(str_same(p.clean, png));
	CHECK(photo_read(a, webp, &p, &e));
	CHECK(p.kind == PHOTO_WEBP && p.width == 160 && p.height == 120);
	CHECK(str_same(p.clean, webp));
}

static void
what_is_cut_off_is_refused(struct arena *a)
{
	static const char *const names[] = { "small.jpg", "small.png",
		"small.webp" };
	struct errors e = { .arena = a };
	struct photo p;
	size_t i, n;
	str whole;

	for (i = 0; i < 3; i++) {
		whole = golden(a, names[i]);
		for (n = 12; n < whole.n; n += 37) {
			errors_clear(&e);
			CHECK(!photo_read(a, str_part(whole, 0, n), &p, &e));
			CHECK(errors_worst(&e) == INVALID);
		}
	}
}

/* A mark of the pixels behind them, with a length as if it had one: the
 * next reader would take what it holds for pixels, marks in it for marks. */
static void
a_mark_without_a_length_stands_in_pixels_only(struct arena *a)
{
	static const char *const marks[] = { "\xff\x01\xff\xd0",
		"\xff\x01\xff\xd8", "\xff\xff\x01\xff\xd7" };
	str whole = golden(a, "small.jpg");
	struct errors e = { .arena = a };
	struct photo p;
	struct write w;
	size_t i;

	for (i = 0; i < 3; i++) {
		w = write_new(a, 65536);
		write_str(&w, str_part(whole, 0, whole.n - 2));
		write_str(&w, str_of(marks[i]));
		write_str(&w, (str){ "\0\x06\xff\xfe\0\2", 6 });
		write_str(&w, str_part(whole, whole.n - 2, whole.n));
		errors_clear(&e);
		CHECK(!photo_read(a, write_done(&w), &p, &e));
		CHECK(errors_worst(&e) == INVALID);
	}
}

/* It would tell a size that is gone once it is left out. */
static void
a_webp_whose_head_tells_no_size_is_refused(struct arena *a)
{
	struct errors e = { .arena = a };
	struct photo p;

	CHECK(!photo_read(a, (str){ "RIFF\x0c\0\0\0WEBPVP8X\0\0\0\0", 20 },
	    &p, &e));
	CHECK(errors_worst(&e) == INVALID);
}

/* The head says 20,000 by 20,000; nothing of it is ever unpacked. */
static void
a_picture_of_400_million_points_is_refused(struct arena *a)
{
	struct errors e = { .arena = a };
	str png = golden(a, "small.png"), jpg = golden(a, "small.jpg");
	struct photo p;
	char *big = str_z(a, png);
	size_t at;

	memcpy(big + 16, "\0\0\x4e\x20\0\0\x4e\x20", 8);
	CHECK(!photo_read(a, (str){ big, png.n }, &p, &e));
	CHECK(strstr(errors_text(&e, NULL), "20000 x 20000") != NULL);
	errors_clear(&e);
	big = str_z(a, jpg);
	at = str_find(jpg, S("\xff\xc0"));
	CHECK(at < jpg.n);
	memcpy(big + at + 5, "\x4e\x20\x4e\x20", 4);
	CHECK(!photo_read(a, (str){ big, jpg.n }, &p, &e));
	CHECK(strstr(errors_text(&e, NULL), "20000 x 20000") != NULL);
}

static bool
is_near(const struct picture *p, size_t x, size_t y, int r, int g, int b)
{
	const unsigned char *at = p->rgb + (y * p->width + x) * 3;

	return fabs((double)(at[0] - r)) < 40 &&
	    fabs((double)(at[1] - g)) < 40 && fabs((double)(at[2] - b)) < 40;
}

static void
a_small_copy_is_the_same_picture_of_every_kind(struct arena *a)
{
	static const char *const names[] = { "small.jpg", "small.png",
		"small.webp" };
	struct errors e = { .arena = a };
	struct picture s;
	struct photo p, back;
	str made;
	size_t i;

	for (i = 0; i < 3; i++) {
		CHECK(photo_read(a, golden(a, names[i]), &p, &e));
		if (!picture_read(a, &p, 80, &s, &e)) {
			test_skip("the libraries for pictures are not here");
			return;
		}
		CHECK(s.width == 80 && s.height == 60);
		CHECK(is_near(&s, 20, 8, 255, 0, 0));
		CHECK(is_near(&s, 60, 8, 122, 82, 48));
		CHECK(picture_write(a, &s, 80, &made, &e));
		CHECK(photo_read(a, made, &back, &e));
		CHECK(back.width == 80 && back.height == 60);
	}
}

/* Orientation 6 stands on its left side: turned by 90 degrees to the right
 * the red, upper left, comes to the upper right. */
static void
a_copy_stands_upright(struct arena *a)
{
	struct errors e = { .arena = a };
	struct picture s;
	struct photo p;

	CHECK(photo_read(a, from_a_phone(a), &p, &e));
	if (!picture_read(a, &p, 80, &s, &e)) {
		test_skip("the libraries for pictures are not here");
		return;
	}
	CHECK(s.width == 60 && s.height == 80);
	CHECK(is_near(&s, 52, 20, 255, 0, 0));
	CHECK(is_near(&s, 52, 60, 122, 82, 48));
}

/* The head says 160 by 120, and the pixels are some bytes of nothing. */
static void
a_picture_that_does_not_decode_is_refused(struct arena *a)
{
	struct errors e = { .arena = a };
	str png = golden(a, "small.png");
	struct picture s;
	struct photo p;
	char *bad = str_z(a, png);
	size_t at = str_find(png, S("IDAT"));

	memset(bad + at + 4, 0, 20);
	CHECK(photo_read(a, (str){ bad, png.n }, &p, &e));
	CHECK(!picture_read(a, &p, 80, &s, &e));
	CHECK(errors_worst(&e) == INVALID || errors_worst(&e) == BROKEN);
}

const struct test photo_tests[] = {
	{ "a phone tells when, where and which way up",
	   a_phone_tells_when_where_and_which_way_up },
	{ "what is kept has no place, no owner and nothing behind",
	   what_is_kept_has_no_place_no_owner_and_nothing_behind },
	{ "PNG and WebP lose what programs add", png_and_webp_lose_what_programs_add },
	{ "what is cut off is refused", what_is_cut_off_is_refused },
	{ "a mark without a length stands in pixels only",
	    a_mark_without_a_length_stands_in_pixels_only },
	{ "a WebP whose head tells no size is refused",
	    a_webp_whose_head_tells_no_size_is_refused },
	{ "a picture of 400 million points is refused",
	   a_picture_of_400_million_points_is_refused },
	{ "a small copy is the same picture, of every kind",
	   a_small_copy_is_the_same_picture_of_every_kind },
	{ "a copy stands upright", a_copy_stands_upright },
	{ "a picture that does not decode is refused",
	   a_picture_that_does_not_decode_is_refused },
	{ 0 }
};
