/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/exif.h"

#include <math.h>
#include <string.h>

enum {                          /* tags, and types of their values */
	ORIENTATION = 0x0112, CHANGED = 0x0132, EXIF_IFD = 0x8769,
	GPS_IFD = 0x8825, TAKEN = 0x9003,
	LAT_REF = 1, LAT = 2, LON_REF = 3, LON = 4,
	ASCII = 2, SHORT = 3, LONG = 4, RATIONAL = 5,
	ENTRY = 12, MOMENT = 20, ENTRIES_MOST = 512
};

struct tiff {
	const unsigned char *p;
	size_t n;
	bool   big;             /* the first byte of a number is the largest */
};

static uint32_t
number(const struct tiff *t, size_t at, size_t bytes)
{
	uint32_t v = 0;
	size_t i;

	if (at > t->n || bytes > t->n - at)
		return 0;
	for (i = 0; i < bytes; i++)
		v |= (uint32_t)t->p[at + i] <<
		    8 * (t->big ? bytes - 1 - i : i);
	return v;
}

/* The place of the entry of that tag and type, or 0. */
static size_t
entry(const struct tiff *t, size_t ifd, unsigned tag, unsigned type)
{
	size_t i, n = number(t, ifd, 2), at;

	if (ifd == 0 || n > ENTRIES_MOST)
		return 0;
	for (i = 0; i < n; i++) {
		at = ifd + 2 + i * ENTRY;
		if (at + ENTRY > t->n)
			return 0;
		if (number(t, at, 2) == tag && number(t, at + 2, 2) == type)
			return at;
	}
	return 0;
}

static uint32_t
value(const struct tiff *t, size_t ifd, unsigned tag, unsigned type)
{
	size_t at = entry(t, ifd, tag, type);

	return at == 0 ? 0 : number(t, at + 8, type == SHORT ? 2 : 4);
}

static double
rational(const struct tiff *t, size_t at)
{
	uint32_t over = number(t, at, 4), under = number(t, at + 4, 4);

	return at + 8 > t->n || under == 0 ? NAN
	    : (double)over / (double)under;
}

/* Degrees, minutes and seconds; `minus` is the letter of the far half. */
static double
degrees(const struct tiff *t, size_t ifd, unsigned ref, char minus,
    double most)
{
	size_t at = entry(t, ifd, ref + 1, RATIONAL);
	size_t letter = entry(t, ifd, ref, ASCII);
	double d;

	if (at == 0 || number(t, at + 4, 4) != 3)
		return NAN;
	at = number(t, at + 8, 4);
	d = rational(t, at) + rational(t, at + 8) / 60;
	if (!isnan(rational(t, at + 16)))
		d += rational(t, at + 16) / 3600;
	if (!(d >= 0 && d <= most))
		return NAN;
	return letter != 0 && t->p[letter + 8] == minus ? -d : d;
}

static bool
is_digits(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] < '0' || p[i] > '9')
			return false;
	return true;
}

static int
digits(const char *p, size_t n)
{
	int v = 0;
	size_t i;

	for (i = 0; i < n; i++)
		v = v * 10 + (p[i] - '0');
	return v;
}

/* "2024:03:01 08:05:00" */
static void
read_moment(const struct tiff *t, size_t at, struct exif *x)
{
	const char *p;
	size_t i;

	if (at == 0 || number(t, at + 4, 4) != MOMENT)
		return;
	at = number(t, at + 8, 4);
	if (at > t->n || t->n - at < MOMENT)
		return;
	p = (const char *)t->p + at;
	for (i = 0; i < MOMENT - 1; i++)
		if (strchr("0123456789: ", p[i]) == NULL || p[i] == '\0')
			return;
	if (!is_digits(p, 4) || !is_digits(p + 5, 2) || !is_digits(p + 8, 2))
		return;
	x->taken = day_of(digits(p, 4), digits(p + 5, 2), digits(p + 8, 2));
	if (x->taken.n == 0)
		return;
	memcpy(x->moment, p, MOMENT - 1);
}

struct exif
exif_read(str tiff)
{
	struct exif x = { .orientation = 1, .latitude = NAN, .longitude = NAN };
	struct tiff t = { (const unsigned char *)tiff.p, tiff.n, false };
	size_t first, gps;
	uint32_t way;

	if (tiff.n < 8 || (memcmp(tiff.p, "II", 2) != 0 &&
	    memcmp(tiff.p, "MM", 2) != 0))
		return x;
	t.big = tiff.p[0] == 'M';
	first = number(&t, 4, 4);
	way = value(&t, first, ORIENTATION, SHORT);
	if (way >= 1 && way <= 8)
		x.orientation = (int)way;
	read_moment(&t, entry(&t, value(&t, first, EXIF_IFD, LONG), TAKEN,
	    ASCII), &x);
	if (x.moment[0] == '\0')
		read_moment(&t, entry(&t, first, CHANGED, ASCII), &x);
	gps = value(&t, first, GPS_IFD, LONG);
	x.latitude = degrees(&t, gps, LAT_REF, 'S', 90);
	x.longitude = degrees(&t, gps, LON_REF, 'W', 180);
	if (isnan(x.latitude) || isnan(x.longitude))
		x.latitude = x.longitude = NAN;
	return x;
}

/* Two entries, in the order of their tags. */
size_t
exif_write(const struct exif *x, char into[EXIF_SMALL])
{
	static const unsigned char head[] = {
		'I', 'I', 42, 0, 8, 0, 0, 0,
		2, 0,
		0x12, 0x01, SHORT, 0, 1, 0, 0, 0, 0, 0, 0, 0,
		0x32, 0x01, ASCII, 0, MOMENT, 0, 0, 0, 38, 0, 0, 0,
		0, 0, 0, 0,
	};
	size_t n = sizeof(head);

	memset(into, 0, EXIF_SMALL);
	memcpy(into, head, n);
	into[18] = (char)x->orientation;
	if (x->moment[0] == '\0') {     /* the first entry alone */
		into[8] = 1;
		memset(into + 22, 0, n - 22);
		return 26;
	}
	memcpy(into + n, x->moment, MOMENT);
	return n + MOMENT;
}
