/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * bound.h - between what a field's value must lie.
 *
 * A row of the model gives min and max as two numbers; both 0 means no
 * bounds, and a max below its min means a lower bound alone.
 */
#ifndef DERIVE_BOUND_H
#define DERIVE_BOUND_H

#include <stdbool.h>
#include <stddef.h>

#include "model/model.h"

bool   bound_numeric(const struct field *);   /* count, real, money */
double bound_low(const struct field *);       /* NAN: none */
double bound_high(const struct field *);      /* NAN: none */
/* The longest text in code points: .max, else 400, or 20000 for long
 * texts; a million bytes for JSON.  0 for what is no text. */
size_t bound_length(const struct field *);

#endif
