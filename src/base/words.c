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

const char *
words_count_say(const struct words *w, size_t n, const char *one,
    const char *many)
{
	const struct word_forms *k = w == NULL ? NULL : w->counted;
	unsigned form;

	for (; k != NULL && k->one != NULL; k++) {
		if (strcmp(k->one, one) != 0)
			continue;
		form = w->form(n);
		if (form < WORD_FORMS && k->form[form] != NULL)
			return k->form[form];
	}
	return n == 1 ? one : many;
}

static const struct words *
tagged(str tag)
{
	size_t i;

	for (i = 0; languages[i] != NULL; i++)
		if (str_same_nocase(tag, str_of(languages[i]->tag)))
			return languages[i];
	return NULL;
}

const struct words *
words_named(str tag)
{
	const struct words *w;

	for (;;) {
		if ((w = tagged(tag)) != NULL)
			return w;
		while (tag.n > 0 && tag.p[tag.n - 1] != '-')
			tag.n--;
		if (tag.n == 0)
			return NULL;
		tag.n--;
	}
}
