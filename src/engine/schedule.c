/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/schedule.h"

#include <math.h>

#include "base/arena.h"

static bool
check(const double *length, size_t n, const struct schedule_link *link,
    size_t links, struct errors *e)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!(length[i] >= 0) || isinf(length[i]))
			return fail(e, INVALID, "length",
			    "Activity %zu has no length of 0 or more.", i + 1);
	for (i = 0; i < links; i++)
		if (link[i].before >= n || link[i].after >= n)
			return fail(e, INVALID, "link",
			    "An activity waits for one that is not there.");
	return true;
}

/* The links that leave each activity: of[at[i]] to of[at[i + 1]]. */
struct leaving {
	size_t *of, *at;
};

static struct leaving
sort_links(struct arena *a, size_t n, const struct schedule_link *link,
    size_t links)
{
	struct leaving l = { NEWS(a, size_t, links), NEWS(a, size_t, n + 2) };
	size_t i;

	for (i = 0; i < links; i++)
		l.at[link[i].before + 2]++;
	for (i = 2; i < n + 2; i++)
		l.at[i] += l.at[i - 1];
	for (i = 0; i < links; i++)
		l.of[l.at[link[i].before + 1]++] = link[i].after;
	return l;
}

/* Activities after all they wait for; fewer than n if they wait in a ring. */
static size_t
put_in_order(struct arena *a, size_t n, const struct schedule_link *link,
    size_t links, struct leaving l, size_t *order)
{
	size_t *waits = NEWS(a, size_t, n), i, j, done = 0, next = 0;

	for (i = 0; i < links; i++)
		waits[link[i].after]++;
	for (i = 0; i < n; i++)
		if (waits[i] == 0)
			order[done++] = i;
	for (; next < done; next++)
		for (j = l.at[order[next]]; j < l.at[order[next] + 1]; j++)
			if (--waits[l.of[j]] == 0)
				order[done++] = l.of[j];
	return done;
}

static void
place(const double *length, size_t n, struct leaving l,
    const size_t *order, struct schedule *out, double *whole)
{
	size_t i, j, k;

	for (i = 0; i < n; i++) {
		k = order[i];
		*whole = fmax(*whole, out[k].start + length[k]);
		for (j = l.at[k]; j < l.at[k + 1]; j++)
			out[l.of[j]].start = fmax(out[l.of[j]].start,
			    out[k].start + length[k]);
	}
	for (i = n; i-- > 0; ) {
		k = order[i];
		out[k].latest = *whole - length[k];
		for (j = l.at[k]; j < l.at[k + 1]; j++)
			out[k].latest = fmin(out[k].latest,
			    out[l.of[j]].latest - length[k]);
		out[k].slack = out[k].latest - out[k].start;
		out[k].is_critical = out[k].slack <= 1e-9 * *whole;
	}
}

bool
schedule_plan(struct arena *a, const double *length, size_t n,
    const struct schedule_link *link, size_t links, struct schedule *out,
    double *whole, struct errors *e)
{
	size_t *order = NEWS(a, size_t, n), i;
	struct leaving l;

	if (!check(length, n, link, links, e))
		return false;
	*whole = 0;
	for (i = 0; i < n; i++)
		out[i] = (struct schedule){ 0, 0, 0, false };
	l = sort_links(a, n, link, links);
	if (put_in_order(a, n, link, links, l, order) < n)
		return fail(e, INVALID, "cycle",
		    "Some activities wait for each other in a ring.");
	place(length, n, l, order, out, whole);
	return true;
}
