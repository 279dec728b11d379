/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/share.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "base/sort.h"

struct rest {
	double left;            /* what rounding down took, 0..1 */
	size_t at;
};

static double
counted(const double *weight, size_t i)
{
	if (weight == NULL)
		return 1;
	return isfinite(weight[i]) && weight[i] > 0 ? weight[i] : 0;
}

static int
by_rest(const void *one, const void *other, const void *with)
{
	const struct rest *a = one, *b = other;

	(void)with;
	return (a->left < b->left) - (a->left > b->left);
}

/* Rounded down, and never above what is left: doubles may overshoot. */
static int64_t
floor_of(double exact, int64_t most)
{
	double down = floor(exact);

	if (!(down > 0))
		return 0;
	return down >= (double)most ? most : (int64_t)down;
}

static void
share_rest(struct rest *r, size_t n, int64_t left, int64_t sign, int64_t *part)
{
	int64_t each = left / (int64_t)n;
	size_t i, more = (size_t)(left % (int64_t)n);

	for (i = 0; i < n; i++)
		part[r[i].at] += sign * (each + (i < more));
}

void
share_out(struct arena *a, int64_t whole, const double *weight, size_t n,
    int64_t *part)
{
	int64_t sign = whole < 0 ? -1 : 1, left = sign * whole, all = left;
	struct rest *r = NEWS(a, struct rest, n + 1);
	double sum = 0, exact;
	size_t i, with = 0;

	assert(whole > INT64_MIN);
	for (i = 0; i < n; i++)
		sum += counted(weight, i);
	if (!(sum > 0) || !isfinite(sum)) {
		weight = NULL;
		sum = (double)n;
	}
	for (i = 0; i < n; i++) {
		exact = (double)all * (counted(weight, i) / sum);
		part[i] = sign * floor_of(exact, left);
		left -= sign * part[i];
		if (counted(weight, i) > 0)
			r[with++] = (struct rest){ exact - floor(exact), i };
	}
	if (n == 0)
		return;
	sort(a, r, with, sizeof(*r), by_rest, NULL);
	share_rest(r, with, left, sign, part);
}
