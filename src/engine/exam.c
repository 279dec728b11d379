/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/exam.h"

#include <math.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/random.h"

enum { MINUTE = 60000 };

/* ---- which, in which order ---- */

static struct random
random_of(uint64_t seed, uint64_t of)
{
	return random_seeded(seed ^ (of + 1) * 0x9E3779B97F4A7C15u);
}

void
exam_order(uint64_t seed, uint64_t of, size_t *order, size_t n)
{
	struct random r = random_of(seed, of);
	size_t i, at, swap;

	for (i = 0; i < n; i++)
		order[i] = i;
	for (i = n; i > 1; i--) {
		at = (size_t)random_below(&r, i);
		swap = order[i - 1];
		order[i - 1] = order[at];
		order[at] = swap;
	}
}

/* Marks as chosen the first `number` of the topic in a random order. */
static void
draw_topic(struct arena *a, uint64_t seed, const size_t *topic, size_t n,
    struct exam_quota *q, bool *chosen)
{
	size_t *order = NEWS(a, size_t, n + 1), i;

	exam_order(seed, ((uint64_t)q->topic + 1) << 32, order, n);
	q->drawn = 0;
	for (i = 0; i < n && q->drawn < q->number; i++)
		if (topic[order[i]] == q->topic && !chosen[order[i]]) {
			chosen[order[i]] = true;
			q->drawn++;
		}
}

size_t
exam_draw(struct arena *a, uint64_t seed, const size_t *topic, size_t n,
    struct exam_quota *q, size_t quotas, size_t *out)
{
	bool *chosen = NEWS(a, bool, n + 1);
	size_t i, drawn = 0;

	for (i = 0; i < quotas; i++)
		draw_topic(a, seed, topic, n, &q[i], chosen);
	for (i = 0; i < n; i++)
		if (chosen[i])
			out[drawn++] = i;
	return drawn;
}

/* ---- marking ---- */

double
exam_single(size_t key, size_t given)
{
	return given != 0 && given == key;
}

double
exam_several(uint64_t key, uint64_t given)
{
	double right = __builtin_popcountll(key);
	double hits = __builtin_popcountll(key & given);
	double misses = __builtin_popcountll(given & ~key);

	return right == 0 ? NAN : fmax(0, (hits - misses) / right);
}

/* 0.1 + 0.2 is no further from 0.3 than a tolerance of 0. */
double
exam_number(double key, double tolerance, double given)
{
	double slack = 1e-9 * fmax(1, fabs(key));

	if (isnan(given))
		return 0;
	return fabs(given - key) <= (isnan(tolerance) ? 0 : tolerance) + slack;
}

/* Runs of blanks are one, those at the ends none. */
static str
plain(struct arena *a, str text, unsigned loose)
{
	str nfc = fold_nfc(a, text);
	char *out;
	size_t i, n = 0;

	if (loose & EXAM_ANY_MARKS)
		return fold(a, text);
	if (loose & EXAM_ANY_CASE)
		nfc = fold_case(a, nfc);
	out = NEWS(a, char, nfc.n + 1);
	for (i = 0; i < nfc.n; i++)
		if (nfc.p[i] != ' ' && nfc.p[i] != '\t' && nfc.p[i] != '\n' &&
		    nfc.p[i] != '\r')
			out[n++] = nfc.p[i];
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	return str_trim((str){ out, n });
}

double
exam_short(struct arena *a, const str *accepted, size_t n, unsigned loose,
    str given)
{
	str is = plain(a, given, loose);
	size_t i;

	if (n == 0)
		return str_none(is) ? 0 : NAN;
	for (i = 0; i < n && !str_none(is); i++)
		if (str_same(plain(a, accepted[i], loose), is))
			return 1;
	return 0;
}

/* ---- time ---- */

int64_t
exam_due(const struct exam_clock *k)
{
	int64_t extra = k->extra > 0 ? k->extra * MINUTE : 0;
	int64_t due = k->closes == INT64_MIN ? INT64_MIN : k->closes + extra;
	int64_t up;

	if (k->minutes == INT64_MIN || k->began == INT64_MIN)
		return due;
	up = k->began + k->minutes * MINUTE + extra;
	return due != INT64_MIN && due < up ? due : up;
}

enum exam_is
exam_stands(const struct exam_clock *k, int64_t now)
{
	int64_t due = exam_due(k);

	if (k->began != INT64_MIN)
		return due != INT64_MIN && now > due ? EXAM_OVER
		    : EXAM_RUNNING;
	if (k->opens == INT64_MIN || now < k->opens)
		return EXAM_EARLY;
	return due != INT64_MIN && now > due ? EXAM_CLOSED : EXAM_OPEN;
}

bool
exam_late(const struct exam_clock *k, int64_t now)
{
	int64_t due = exam_due(k);

	return due != INT64_MIN && now > due + EXAM_GRACE_MS;
}

/* ---- the whole ---- */

struct exam_sum
exam_sum(const double *mark, const double *worth, size_t n)
{
	struct exam_sum s = { 0, 0, NAN, 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		if (isnan(mark[i])) {
			s.open++;
			continue;
		}
		s.points += mark[i] * worth[i];
		s.most += worth[i];
	}
	if (s.most > 0)
		s.share = s.points / s.most;
	return s;
}
