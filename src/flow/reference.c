/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/reference.h"

#include "base/random.h"

enum { LENGTH = 12, DASH = 7 };

/* No letter that is taken for a digit, and few vowels: no words.  Bytes
 * from 240 on are drawn again, so that all 30 are as likely. */
str
reference_new(struct arena *a, const char *two_letters)
{
	static const char of[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
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
			text[i++] = of[b % 30];
	}
	return (str){ text, LENGTH };
}

str
reference_typed(struct arena *a, str typed)
{
	return str_upper(a, str_trim(typed));
}
