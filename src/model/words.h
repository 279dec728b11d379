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

/* In the order of the tables; a text that occurs twice comes twice. */
void model_words(void (*each)(void *to, const char *english), void *to);

#endif
