/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * fold.h - texts that people take for the same.
 *
 * The search key of a text: compatibility-decomposed, marks stripped,
 * case folded, d for đ, runs of blanks one space, ends trimmed:
 * 'Hỗ trợ  Kỹ thuật' gives 'ho tro ky thuat'.  So do ł l, ø o, ı i,
 * ß ss, æ ae; curly quotes and dashes give straight ones.  The marks that
 * are letters to their readers (Indic and Thai vowel signs) stay.
 * No text, or what is not UTF-8, gives no text.
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/str.h"

str  fold(struct arena *, str);
/* The composed form, else kept as typed; (str){0} if not UTF-8; a copy. */
str  fold_nfc(struct arena *, str);
/* The same in one case, its marks kept: 'HÀ Nội' gives 'hà nội'. */
str  fold_case(struct arena *, str);

#endif
