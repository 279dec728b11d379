/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * text.h - a text in several languages (T_LANG).
 *
 * Kept as a JSON object from language tag to text, {"en":"...","vi":"..."};
 * text that does not begin with { is taken as it is, for any language.
 */
#ifndef MODEL_TEXT_H
#define MODEL_TEXT_H

#include "base/str.h"

struct arena;

/* In the language asked for, else in English, else the first there is. */
str text_in(struct arena *, str langs, const char *tag);
/* The object with one language set or replaced (empty text removes it). */
str text_with(struct arena *, str langs, const char *tag, str text);

#endif
