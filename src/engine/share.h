/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * share.h - a whole number of units shared so that the parts add up to it.
 *
 * Each part is the whole times its weight by the sum of the weights,
 * rounded down; the units that are left go one each to the largest
 * remainders, equal ones in the order of the input (Hamilton's method of
 * largest remainders).  Negative wholes, which take something back, are
 * shared as their opposite is: a reversal undoes its entry part by part.
 *
 * Pure: the same input gives the same parts.  Cost: n log n.
 * Source: M. L. Balinski, H. P. Young (1982), Fair Representation.
 */
#ifndef ENGINE_SHARE_H
#define ENGINE_SHARE_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * Fill part[n], which add up to `whole` exactly when n > 0.  Weights that
 * are NAN, infinite or below 0 count as 0; when all do, the parts are equal
 * but for one unit.  weight NULL: equal.  No whole below INT64_MIN + 1.
 */
void share_out(struct arena *, int64_t whole, const double *weight, size_t n,
    int64_t *part);

#endif
