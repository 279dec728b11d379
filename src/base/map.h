/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * map.h - from a text to a number, in an arena.
 *
 * The keys are not copied and must outlive the map.  Values are what the
 * caller likes, usually an index into an array.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct map;

struct map *map_new(struct arena *);
/* Where the value of the key lies, made with `fresh` if it was not there;
 * valid until the next map_at. */
size_t *map_at(struct map *, str key, size_t fresh);
bool    map_find(const struct map *, str key, size_t *value);
size_t  map_count(const struct map *);

#endif
