/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/words.h"

#include <string.h>

const char *
words_say(const struct words *w, const char *english)
{
	size_t low = 0, high = w == NULL ? 0 : w->n, mid;
	int order;

	if (english == NULL)
		return NULL;
	while (low < high) {
		mid = low + (high - low) / 2;
		order = strcmp(english, w->word[mid].english);
		if (order == 0) {
			const char *other = w->word[mid].other;

			return other && other[0] ? other : english;
		}
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return english;
}
