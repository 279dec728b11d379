/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/lookup.h"

const struct choice *
lookup_choice(const struct lookup *l, const struct choices *list, str code)
{
	const struct choice *c;

	for (c = list->of; c->code != NULL; c++)
		if (str_is(code, c->code))
			return c;
	if (l == NULL || l->more == NULL)
		return NULL;
	c = l->more(l->with, list);
	for (; c != NULL && c->code != NULL; c++)
		if (str_is(code, c->code))
			return c;
	return NULL;
}

const char *
lookup_say(const struct lookup *l, const char *english)
{
	if (english == NULL || l == NULL || l->words == NULL)
		return english;
	return words_say(l->words, english);
}
