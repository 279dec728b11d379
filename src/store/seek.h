/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * seek.h - rows found by the words people call them by, with or without
 * marks and with one letter wrong, among millions.
 *
 * Of each row of a SOUGHT table the folded words (base/fold.h) of its
 * SEARCH fields, codes left out, lie in plain tables: seek_word has each
 * word once and how many rows have it, seek which rows have a word, and
 * seek_near what is left of a word when one letter of it is taken out.
 * Two words of which one becomes the other by one letter more, less or
 * other, or by two neighbours changing places, have one of those in
 * common; which of them really are so near is then told letter by letter.
 * They follow each change of a row, in its transaction.
 *
 * Cost: some look-ups by key for each word, then one walk over the rows of
 * the rarest word until there are enough.
 */
#ifndef STORE_SEEK_H
#define STORE_SEEK_H

#include "store/store.h"

enum { SEEK_WORDS = 8, SEEK_WORD = 60, SEEK_MOST = 400 };

struct seek_ask {
	str                 words;      /* as typed */
	unsigned            begins;     /* bit i: the beginning of a word will
	                                 * do for word i */
	unsigned            near;       /* bit i: one letter may be wrong */
	size_t              limit;      /* at most SEEK_MOST */
	const struct scope *scope;      /* only its homes; NULL: all */
};

/* Ids of the rows that have every word, each once, in no order.  Beginnings
 * are of two letters or more. */
CHECKED bool seek_rows(struct store *, const struct entity *,
                 const struct seek_ask *, struct arena *, struct id **,
                 size_t *n, struct errors *);
/* Whether rows of the entity are found so. */
bool         seek_knows(const struct entity *);
/* The words of a text, cut as they are kept, at most SEEK_WORDS. */
size_t       seek_cut(struct arena *, str text, str *words);
/* How many letters a word is off, 0 or 1; more: 2.  Beginnings are not off
 * where `begins`. */
int          seek_off(str word, str typed, bool begins);

/* All anew, for data that was written without. */
CHECKED bool seek_rebuild(struct store *, struct errors *);

#endif
