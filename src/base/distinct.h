/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * distinct.h - how many different texts there were.
 *
 * Keeps 128 bits of each instead of the text itself, drawn anew for each
 * count: that two texts are taken for one is as likely as a wrong guess
 * of a key, among a million texts once in 2^88.
 */
#ifndef BASE_DISTINCT_H
#define BASE_DISTINCT_H

#include <stddef.h>

#include "base/str.h"

struct arena;
struct distinct;

struct distinct *distinct_new(struct arena *);
void             distinct_add(struct distinct *, str);
size_t           distinct_count(struct distinct *);

#endif
