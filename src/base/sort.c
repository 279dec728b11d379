/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/sort.h"

#include <string.h>

#include "base/arena.h"

enum { RUN = 8 };       /* shorter runs are sorted by insertion */

struct job {
	size_t      size;
	int       (*order)(const void *, const void *, const void *);
	const void *with;
};

static void
insert(const struct job *j, char *base, size_t n, char *spare)
{
	size_t i, k;

	for (i = 1; i < n; i++) {
		for (k = i; k > 0 && j->order(base + (k - 1) * j->size,
		    base + i * j->size, j->with) > 0; k--)
			;
		if (k == i)
			continue;
		memcpy(spare, base + i * j->size, j->size);
		memmove(base + (k + 1) * j->size, base + k * j->size,
		    (i - k) * j->size);
		memcpy(base + k * j->size, spare, j->size);
	}
}

/* from[0..mid) and from[mid..n) are in order; into[0..n) gets both. Of
 * equals the left one goes first. */
static void
merge(const struct job *j, const char *from, size_t mid, size_t n, char *into)
{
	const char *left = from, *middle = from + mid * j->size;
	const char *right = middle, *end = from + n * j->size;

	if (mid == n || j->order(middle - j->size, middle, j->with) <= 0) {
		memcpy(into, from, n * j->size);
		return;
	}
	while (left < middle && right < end) {
		const char **next = j->order(left, right, j->with) <= 0 ?
		    &left : &right;

		memcpy(into, *next, j->size);
		into += j->size;
		*next += j->size;
	}
	memcpy(into, left, (size_t)(middle - left));
	into += middle - left;
	memcpy(into, right, (size_t)(end - right));
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

void
sort(struct arena *a, void *base, size_t n, size_t size,
    int (*order)(const void *, const void *, const void *with),
    const void *with)
{
	struct job j = { size, order, with };
	struct arena_mark mark = arena_mark(a);
	char *from = base, *into, *swap;
	size_t at, width;

	if (n < 2)
		return;
	into = arena_take(a, n, size);
	for (at = 0; at < n; at += RUN)
		insert(&j, from + at * size, least(RUN, n - at), into);
	for (width = RUN; width < n; width *= 2) {
		for (at = 0; at < n; at += 2 * width)
			merge(&j, from + at * size, least(width, n - at),
			    least(2 * width, n - at), into + at * size);
		swap = from;
		from = into;
		into = swap;
	}
	if (from != base)
		memcpy(base, from, n * size);
	arena_back(a, mark);
}
