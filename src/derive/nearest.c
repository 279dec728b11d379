/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/nearest.h"

#include "base/arena.h"
#include "base/fold.h"

enum { LONGEST = 64 };

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: edits and swaps of neighbours. */
static size_t
distance(str a, str b)
{
	size_t row[3][LONGEST + 1], *two = row[0], *one = row[1];
	size_t *now = row[2], *spare, i, j;

	for (j = 0; j <= b.n; j++)
		one[j] = two[j] = j;
	for (i = 1; i <= a.n; i++) {
		now[0] = i;
		for (j = 1; j <= b.n; j++) {
			now[j] = least(least(one[j], now[j - 1]) + 1,
			    one[j - 1] + (a.p[i - 1] != b.p[j - 1]));
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				now[j] = least(now[j], two[j - 2] + 1);
		}
		spare = two;
		two = one;
		one = now;
		now = spare;
	}
	return one[b.n];
}

const char *
nearest(struct arena *a, str typed, const char *const *words, size_t n)
{
	str key = fold(a, typed), word;
	size_t i, d, best = LONGEST;
	const char *found = NULL;

	if (key.n == 0 || key.n > LONGEST)
		return NULL;
	for (i = 0; i < n; i++) {
		word = fold(a, str_of(words[i]));
		if (word.n == 0 || word.n > LONGEST)
			continue;
		d = distance(key, word);
		if (d < best && d * 3 <= word.n) {
			best = d;
			found = words[i];
		}
	}
	return found;
}
