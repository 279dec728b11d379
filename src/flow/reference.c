/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/reference.h"

#include <string.h>

#include "base/random.h"

enum { LENGTH = 12, DASH = 7, BARE = LENGTH - 2 };

#define SIGNS "23456789ABCDEFGHJKMNPQRSTVWXYZ"

/* No letter that is taken for a digit, and few vowels: no words.  Bytes
 * from 240 on are drawn again, so that all 30 are as likely. */
str
reference_new(struct arena *a, const char *two_letters)
{
	char *text = NEWS(a, char, LENGTH + 1);
	unsigned char b;
	size_t i = 3;

	text[0] = two_letters[0];
	text[1] = two_letters[1];
	text[2] = '-';
	while (i < LENGTH) {
		if (i == DASH) {
			text[i++] = '-';
			continue;
		}
		random_secret(&b, 1);
		if (b < 240)
			text[i++] = SIGNS[b % 30];
	}
	return (str){ text, LENGTH };
}

/* Read out it has no dashes, and some telephones make long ones of them. */
static bool
is_bare(str typed)
{
	size_t i;

	for (i = 2; i < typed.n && strchr(SIGNS, typed.p[i]) != NULL; i++)
		;
	return typed.n == BARE && i == BARE;
}

str
reference_typed(struct arena *a, str typed)
{
	str t = str_upper(a, str_trim(typed));
	char *bare;
	size_t i, n = 0;

	if (t.n > LENGTH * 4 || str_find(t, S("-")) < t.n)
		return t;
	bare = NEWS(a, char, t.n + 1);
	for (i = 0; i < t.n; i++)
		if ((unsigned char)t.p[i] < 0x80 && t.p[i] != ' ')
			bare[n++] = t.p[i];
	return is_bare((str){ bare, n }) ? str_print(a, "%.2s-%.4s-%.4s",
	    bare, bare + 2, bare + 6) : t;
}
