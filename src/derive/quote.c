/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/quote.h"

#include "base/arena.h"

enum { POINTS = 60 };

static bool
continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

const char *
quote(struct arena *a, str s)
{
	bool utf8 = str_utf8(s);
	char *z = NEWS(a, char, POINTS * 4 + 8);
	size_t i, n = 0, points = 0;

	for (i = 0; i < s.n; i++) {
		if (!(utf8 && continues(s.p[i])) && points++ == POINTS)
			break;
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			z[n++] = ' ';
		else if (!utf8 && (unsigned char)s.p[i] >= 0x80)
			z[n++] = '?';
		else
			z[n++] = s.p[i];
	}
	if (i < s.n)
		z[n++] = '.', z[n++] = '.', z[n++] = '.';
	z[n] = '\0';
	return z;
}
