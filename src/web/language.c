/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/language.h"

bool
language_at(size_t i, struct language *out)
{
	const struct words *const *w;

	*out = (struct language){ "en", "English", NULL, false };
	for (w = languages; i > 0 && *w != NULL; w++, i--)
		*out = (struct language){ (*w)->tag, (*w)->name, *w,
			(*w)->rtl };
	return i == 0;
}

/* Of "vi-VN", the language "vi". */
static bool
find(str tag, struct language *out)
{
	str base = str_part(tag, 0, str_find(tag, S("-")));
	size_t i;

	for (i = 0; language_at(i, out); i++)
		if (str_same_nocase(base, str_of(out->tag)))
			return true;
	return false;
}

static double
weight(str *item)
{
	str rest = *item, piece;
	double q = 1;

	if (!str_cut(&rest, ';', item))
		return 0;
	*item = str_trim(*item);
	while (str_cut(&rest, ';', &piece)) {
		piece = str_trim(piece);
		if (str_starts(piece, S("q=")) &&
		    !str_real(str_part(piece, 2, piece.n), &q))
			q = 0;
	}
	return q;
}

void
language_choose(const struct request *q, const char **lang,
    const struct words **words)
{
	struct language best = { "en", NULL, NULL, false }, one;
	str rest = q->accept_language, item;
	double most = 0, w;

	if (q->lang.n > 0 && find(q->lang, &one)) {
		best = one;
		rest = (str){ 0 };
	}
	while (str_cut(&rest, ',', &item)) {
		w = weight(&item);
		if (w > most && find(item, &one)) {
			best = one;
			most = w;
		}
	}
	*lang = best.tag;
	*words = best.words;
}
