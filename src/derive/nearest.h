/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * nearest.h - the known word that somebody probably meant.
 *
 * Letters added, left out, changed or swapped, after folding (fold.h).
 */
#ifndef DERIVE_NEAREST_H
#define DERIVE_NEAREST_H

#include <stddef.h>

#include "base/str.h"

/* Of words[n]; NULL when none is near: more than a third of its letters
 * would have to change. Words longer than 64 bytes are never near. */
const char *nearest(struct arena *, str typed, const char *const *words,
    size_t n);

#endif
