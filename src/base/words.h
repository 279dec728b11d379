/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * words.h - the program's own sentences in another language.
 *
 * A language is a table of pairs (English, other), sorted by the English
 * bytes, made at build from po/XX.po.  A sentence that is missing is
 * shown in English.  NULL stands for English itself.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct word {
	const char *english, *other;
};

enum { WORD_FORMS = 6 };        /* as many as any language has */

struct word_forms {             /* of what is counted */
	const char *one;                /* the English of one */
	const char *form[WORD_FORMS];
};

struct words {
	const char        *tag;       /* "vi": BCP 47 */
	const char        *name;      /* in itself: "Tiếng Việt" */
	const struct word *word;      /* [n], sorted by english */
	size_t             n;
	bool               rtl;       /* written from right to left */
	const struct word_forms *counted;       /* one NULL ends it; or NULL */
	unsigned         (*form)(unsigned long);        /* of a number */
};

/* What to show for an English sentence; never NULL for a non-NULL one. */
const char *words_say(const struct words *, const char *english);

/* The same of two English sentences, for one and for every other number, in
 * the form that the language has for that number. */
const char *words_count_say(const struct words *, size_t n, const char *one,
    const char *many);

/* The languages of po/ but English, by tag; ends with NULL. */
extern const struct words *const languages[];

/* By tag in any case: "vi"; "vi-VN" finds "vi" if there is no such file.
 * NULL: English, and every language there is no file of. */
const struct words *words_named(str tag);

#endif
