/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/small.h"

#include <stdbool.h>

enum small
small_alone(int64_t count)
{
	return count != INT64_MIN && count < SMALL_LEAST ? SMALL_FEWER
	    : SMALL_TOLD;
}

enum small
small_once(int64_t added, int64_t once)
{
	if (once < SMALL_LEAST)
		return SMALL_FEWER;
	return added > once && added - once < SMALL_LEAST ? SMALL_KEPT
	    : SMALL_TOLD;
}

bool
small_apart(const bool *one, const bool *other, size_t n)
{
	size_t i, apart = 0;

	for (i = 0; i < n; i++)
		apart += one[i] != other[i];
	return apart == 0 || apart >= SMALL_LEAST;
}

/*
 * What the parts that are not told have together, above the least that is
 * known of each: as much as one of the fewer may hide must be in it.
 */
enum small
small_judge(const int64_t *part, size_t n, int64_t whole, enum small *is)
{
	int64_t play = 0;
	bool fewer = false, kept = false;
	size_t i;

	for (i = 0; i < n; i++) {
		is[i] = small_alone(part[i]);
		if (is[i] != SMALL_FEWER)
			continue;
		fewer = true;
		play += part[i];
	}
	if (small_alone(whole) == SMALL_FEWER)
		return SMALL_FEWER;
	if (!fewer || whole == INT64_MIN)
		return SMALL_TOLD;
	for (i = n; i-- > 0 && !(kept && play >= SMALL_LEAST - 1);) {
		if (is[i] != SMALL_TOLD || part[i] == INT64_MIN)
			continue;
		is[i] = SMALL_KEPT;
		play += part[i] - SMALL_LEAST;
		kept = true;
	}
	return kept && play >= SMALL_LEAST - 1 ? SMALL_TOLD : SMALL_KEPT;
}
