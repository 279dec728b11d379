/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * words.h - every English text of the model that people get to read.
 *
 * Labels, hints, units, what an entity is about, the sentences of rules
 * and guards, states, choices, roles: what a language in po/ has to say
 * in other words.
 */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { COLUMN_LABEL = 64 };     /* bytes, with the NUL */

/* In the order of the tables; a text that occurs twice comes twice. */
void model_words(void (*each)(void *to, const char *english), void *to);

/*
 * The English heading of a column of a T_TABLE: "owner_after" is "Owner
 * after", and what is short or Vietnamese in a file has a name of its own.
 */
void model_column(str name, char label[COLUMN_LABEL]);
/* Whether a table of those columns (NULL: of any) may have that one.  Where
 * a column has a second language ("text text_vi"), it may have any
 * ("text_fr", "text_pt-br"). */
bool model_has_column(const char *columns, str name);

#endif
