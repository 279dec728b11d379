/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * small.h - which counts of persons may be told to strangers.
 *
 * A count below SMALL_LEAST is told as "fewer than 5", so that nobody is
 * known again in it.  Where parts come to a whole, such a part could be
 * had by taking the others away: then another part is not told either, or
 * two, and if that is not enough the whole.
 *
 * Which one is chosen by its place, never by its size, for who knows the
 * rule could draw on that: the last that may be told, then the one before.
 * So parts must stand in an order that does not follow from their counts.
 *
 * What holds then: for whoever knows all that is told and which counts are
 * "fewer than 5", each of these can still be 0, 1, 2, 3 or 4; where the
 * whole is not told either, more than one of them.  A whole that counts
 * persons once, of which some are in several parts, is judged the same.
 * Only parts of one kind are judged together: what is told by sex and by
 * place is told of each alone, beside the same whole, never crossed.
 *
 * Pure. Cost: n.  Source of the method: A. Hundepool and others (2012),
 * Statistical Disclosure Control, on secondary suppression.
 */
#ifndef ENGINE_SMALL_H
#define ENGINE_SMALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SMALL_LEAST = 5 };

enum small {
	SMALL_TOLD,
	SMALL_FEWER,            /* "fewer than 5" */
	SMALL_KEPT              /* not told: another could be computed */
};

/* is[n] of each part, and of the whole.  A count of INT64_MIN is not
 * known: it is told to be so, and adds nothing. */
enum small small_judge(const int64_t *part, size_t n, int64_t whole,
    enum small *is);
/* Whether two means may both be told, over those of [n] that each marks:
 * not if they differ by a few, whose sum could be had from both. */
bool small_apart(const bool *one, const bool *other, size_t n);
/* Persons of several parts counted once, beside those parts added up: the
 * difference is how many are in more than one, and no few of them is told. */
enum small small_once(int64_t added, int64_t once);
/* One count alone. */
enum small small_alone(int64_t count);

#endif
