/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/signs.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"

enum {
	NOTHING = 42,           /* e^-42 is nothing beside 1 */
	SPREAD_LEAST = 60,      /* enough for nothing to be near */
	LEAST_LOG = -746,       /* e to it is 0 to a double */
	HALVINGS = 12,          /* of the tilt, which need not be exact */
	SINES = 4096,           /* of one turn; 2^12 */
	SINE_BITS = 12,
	FINE = 1024             /* roots of unity between two coarse ones */
};

struct turned {                 /* a complex number */
	double re, im;
};

/* Ranks that are alike. */
struct pile {
	uint64_t step;          /* the rank, in steps of the lattice */
	double   count;
	double   chance;        /* tilted: of one of them to be in the sum */
	double   weight;        /* see stretch() */
	double   slope;         /* of the weighted sum up to here, per k */
	uint64_t phase;         /* step / size of a turn, in 2^-64 */
};

struct tossed {
	struct pile   *pile;    /* [piles] by step */
	const struct pile **heavy;      /* [piles] by weight */
	size_t         piles, n;
	double         most, whole;     /* in steps */
	double         tilt;    /* 0 or more: towards smaller sums */
	double         spread;  /* sum of the variances of the tosses */
	double         scale;   /* log of a bound of the chance */
	uint64_t       size;    /* of the lattice that is turned back */
	double         reach;   /* so far below `most` it is looked at */
	double         slack;   /* of the sines */
	float         *sine;    /* [SINES] sin^2 of half the angle */
	struct turned *fine, *coarse;   /* roots of unity */
};

/* ---- the ranks, in piles on a lattice ---- */

static uint64_t
common(uint64_t x, uint64_t y)
{
	return y == 0 ? x : common(y, x % y);
}

static void
pile_up(struct arena *a, struct tossed *t, const double *rank, double most)
{
	uint64_t unit = 0, i, top = 2 * t->n;
	double *count = NEWS(a, double, top + 1);
	size_t r;

	for (r = 0; r < t->n; r++)
		count[(size_t)(2 * rank[r])]++;
	t->pile = NEWS(a, struct pile, t->n);
	for (i = 1; i <= top; i++)
		if (count[i] > 0) {
			t->pile[t->piles++] = (struct pile){ .step = i,
				.count = count[i] };
			unit = common(i, unit);
		}
	for (r = 0; r < t->piles; r++) {
		t->pile[r].step /= unit;
		t->whole += t->pile[r].count * (double)t->pile[r].step;
	}
	t->most = 2 * most / (double)unit;
}

/* ---- counting ---- */

/* sets[s] of the old and sets[s - step] of the old, for all s to `top`:
 * from above in stretches that do not read what they write. */
static void
add_one(double *sets, size_t top, size_t step)
{
	size_t hi = top + 1, lo, i;
	double *restrict to;
	const double *restrict from;

	for (; hi > step; hi = lo) {
		lo = hi > 2 * step ? hi - step : step;
		to = sets + lo;
		from = sets + lo - step;
		for (i = 0; i < hi - lo; i++)
			to[i] += from[i];
	}
}

static void
add_pile(double *sets, size_t top, const struct pile *p)
{
	size_t s, j, step = (size_t)p->step, terms;
	double of, sum;

	for (s = top + 1; s-- > step; ) {
		terms = s / step < (size_t)p->count ? s / step
		    : (size_t)p->count;
		sum = sets[s];
		for (of = 1, j = 1; j <= terms; j++) {
			of *= (p->count - (double)j + 1) / (double)j;
			sum += of * sets[s - j * step];
		}
		sets[s] = sum;
	}
}

/* Sums above `top` do not occur yet, those above most do not count. */
static double
chance_counted(struct arena *a, const struct tossed *t)
{
	size_t most = (size_t)t->most, top = 0, s, i;
	double *sets = NEWS(a, double, most + 1), sum = 0;
	const struct pile *p = t->pile;

	sets[0] = 1;
	for (i = 0; i < t->piles && p[i].step <= most; i++) {
		top += (size_t)p[i].count * (size_t)p[i].step;
		top = top < most ? top : most;
		if (p[i].count == 1)
			add_one(sets, top, (size_t)p[i].step);
		else
			add_pile(sets, top, &p[i]);
	}
	for (s = 0; s <= most; s++)
		sum += sets[s];
	return ldexp(sum, -(int)t->n);
}

/* ---- tilting ---- */

static double
mean_of(const struct tossed *t, double tilt)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < t->piles; i++)
		sum += t->pile[i].count * (double)t->pile[i].step /
		    (1 + exp(tilt * (double)t->pile[i].step));
	return sum;
}

/* A tilt whose mean is near `most`. */
static double
tilt_to(const struct tossed *t)
{
	double lo = 0, hi = 1 / (double)t->pile[t->piles - 1].step, mid;
	int i;

	if (mean_of(t, 0) <= t->most)
		return 0;
	while (hi < NOTHING && mean_of(t, hi) > t->most) {
		lo = hi;
		hi *= 2;
	}
	for (i = 0; i < HALVINGS; i++) {
		mid = (lo + hi) / 2;
		*(mean_of(t, mid) > t->most ? &lo : &hi) = mid;
	}
	return hi;
}

static void
tilt(struct tossed *t)
{
	struct pile *p;
	double v;
	size_t i;

	t->tilt = tilt_to(t);
	for (i = 0; i < t->piles; i++) {
		p = &t->pile[i];
		p->chance = 1 / (1 + exp(t->tilt * (double)p->step));
		v = p->chance * (1 - p->chance);
		p->weight = 4 * p->count * v;
		t->spread += p->count * v;
		t->scale += p->count * (log1p(exp(-t->tilt *
		    (double)p->step)) - log(2));
	}
	t->scale += t->tilt * t->most;
}

/* ---- the lattice ---- */

/*
 * A toss of a rank r that falls with the chance 1 / (1 + e^(tilt r)) is
 * sub-Gaussian with the variance r tanh(tilt r / 2) / (2 tilt), r^2 / 4
 * without a tilt: the sum strays further than the reach with less than
 * 2 e^-NOTHING.  So far down it is looked at, and so far up it may lie
 * without being taken for something lower.
 */
static void
size_up(struct tossed *t)
{
	double sum = 0, r, angle = acos(-1);
	size_t i;

	for (i = 0; i < t->piles; i++) {
		r = (double)t->pile[i].step;
		sum += t->pile[i].count * (t->tilt > 0
		    ? r * tanh(t->tilt * r / 2) / (2 * t->tilt) : r * r / 4);
	}
	t->reach = ceil(sqrt(2 * NOTHING * sum)) + 1;
	t->size = (uint64_t)fmin(t->whole + 1, 2 * t->reach + 1);
	t->reach = fmin(t->reach, t->most);
	for (sum = 0, i = 0; i < t->piles; i++) {
		r = (double)t->pile[i].step;
		sum += t->pile[i].weight * r;
		t->pile[i].slope = sum * angle / (double)t->size;
		t->pile[i].phase = (uint64_t)ldexp(fmod(r, (double)t->size) /
		    (double)t->size, 64);
	}
}

static int
by_weight(const void *x, const void *y)
{
	const struct pile *p = *(const struct pile *const *)x;
	const struct pile *q = *(const struct pile *const *)y;

	if (p->weight != q->weight)
		return p->weight < q->weight ? 1 : -1;
	return (p->step > q->step) - (p->step < q->step);
}

static struct turned
turn(double share)
{
	double angle = 2 * acos(-1) * share;

	return (struct turned){ cos(angle), sin(angle) };
}

static void
lay_tables(struct arena *a, struct tossed *t)
{
	size_t i, n = (size_t)t->size / FINE + 1;
	double of = (double)t->size, sum = 0;

	t->heavy = NEWS(a, const struct pile *, t->piles);
	for (i = 0; i < t->piles; i++) {
		t->heavy[i] = &t->pile[i];
		sum += t->pile[i].weight;
	}
	qsort(t->heavy, t->piles, sizeof(*t->heavy), by_weight);
	t->fine = NEWS(a, struct turned, FINE);
	t->coarse = NEWS(a, struct turned, n);
	for (i = 0; i < FINE; i++)
		t->fine[i] = turn((double)i / of);
	for (i = 0; i < n; i++)
		t->coarse[i] = turn((double)(i * FINE) / of);
	t->sine = NEWS(a, float, SINES);
	for (i = 0; i < SINES; i++)
		t->sine[i] = (float)(0.5 - 0.5 * cos(2 * acos(-1) *
		    ((double)i + 0.5) / SINES));
	t->slack = sum * 2 / SINES;     /* pi / SINES / 2, and some */
}

/* ---- turning back ---- */

static struct turned
times(struct turned x, struct turned y)
{
	return (struct turned){ x.re * y.re - x.im * y.im,
		x.re * y.im + x.im * y.re };
}

/* x times y^n. */
static struct turned
times_power(struct turned x, struct turned y, unsigned n)
{
	for (; n > 1; n /= 2) {
		if (n % 2 == 1)
			x = times(x, y);
		y = times(y, y);
	}
	return times(x, y);
}

/* e^(2 pi i j k / size), the product taken as whole numbers: the angle of
 * a large one would have lost its digits. */
static struct turned
root(const struct tossed *t, uint64_t j, uint64_t k)
{
	uint64_t at = j * k % t->size;

	return times(t->coarse[at / FINE], t->fine[at % FINE]);
}

/*
 * How many frequencies from k on are nothing; 0 if k may be something.
 * The square of the transform is the product of 1 - 4 p (1 - p) sin^2(r
 * angle / 2), below e^-sum of weight sin^2(..); and that sum, of all piles
 * or of the first few, changes by no more than its slope.
 */
static uint64_t
stretch(const struct tossed *t, uint64_t k)
{
	double sum = -t->slack;
	size_t i;

	for (i = 0; i < t->piles && sum < 4 * NOTHING; i++)
		sum += t->pile[i].weight * (double)t->sine[
		    k * t->pile[i].phase >> (64 - SINE_BITS)];
	if (sum <= 2 * NOTHING)
		return 0;
	return 1 + (uint64_t)((sum - 2 * NOTHING) / t->pile[i - 1].slope);
}

static struct turned
spectrum(const struct tossed *t, uint64_t k)
{
	const double least = exp(-2 * NOTHING);
	struct turned f = { 1, 0 }, at;
	const struct pile *p;
	size_t i;

	for (i = 0; i < t->piles; i++) {
		p = t->heavy[i];
		at = root(t, p->step, k);
		f = times_power(f, (struct turned){
			1 - p->chance + p->chance * at.re,
			p->chance * at.im }, (unsigned)p->count);
		if (f.re * f.re + f.im * f.im < least)
			return (struct turned){ 0, 0 };
	}
	return f;
}

/* Sum over d = 0 .. reach of e^((i angle - tilt) d), where the angle is k
 * steps, above 0. */
static struct turned
shares(const struct tossed *t, uint64_t k)
{
	double half = sin(acos(-1) * (double)k / (double)t->size);
	double step = exp(-t->tilt), end = exp(-t->tilt * (t->reach + 1));
	double re = -expm1(-t->tilt) + step * 2 * half * half;
	double im = step * root(t, 1, k).im, size = re * re + im * im;
	struct turned far = root(t, (uint64_t)t->reach + 1, k);

	return times((struct turned){ 1 - end * far.re, -end * far.im },
	    (struct turned){ re / size, im / size });
}

static double
chance_turned(const struct tossed *t)
{
	struct turned back, f;
	uint64_t k, pass;
	double sum;

	sum = t->tilt > 0 ? expm1(-t->tilt * (t->reach + 1)) /
	    expm1(-t->tilt) : t->reach + 1;
	for (k = 1; 2 * k <= t->size; k += pass > 0 ? pass : 1) {
		if ((pass = stretch(t, k)) > 0)
			continue;
		f = spectrum(t, k);
		if (f.re == 0 && f.im == 0)
			continue;
		back = root(t, (uint64_t)t->most % t->size, k);
		back.im = -back.im;
		/* But for one half turn, the frequency -k adds as much. */
		sum += (2 * k == t->size ? 1 : 2) *
		    times(times(f, back), shares(t, k)).re;
	}
	return exp(t->scale) * sum / (double)t->size;
}

double
signs_chance(struct arena *a, const double *rank, size_t n, double most)
{
	struct tossed t = { .n = n };

	pile_up(a, &t, rank, most);
	tilt(&t);
	if (t.scale < LEAST_LOG)
		return 0;
	if (t.spread < SPREAD_LEAST)
		return chance_counted(a, &t);
	size_up(&t);
	lay_tables(a, &t);
	return chance_turned(&t);
}
