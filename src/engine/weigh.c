/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/weigh.h"

#include <math.h>

#include "base/arena.h"

enum { STEPS = 10000 };         /* each narrows the error by a factor */

static void
geometric_means(const double *m, size_t n, double *w)
{
	double sum = 0, logs;
	size_t i, j;

	for (i = 0; i < n; i++) {
		logs = 0;
		for (j = 0; j < n; j++)
			logs += log(m[i * n + j]);
		w[i] = exp(logs / (double)n);
		sum += w[i];
	}
	for (i = 0; i < n; i++)
		w[i] /= sum;
}

/* One step of the power iteration; how far the weights moved. */
static double
step(const double *m, size_t n, const double *v, double *next)
{
	double sum = 0, moved = 0;
	size_t i, j;

	for (i = 0; i < n; i++) {
		next[i] = 0;
		for (j = 0; j < n; j++)
			next[i] += m[i * n + j] * v[j];
		sum += next[i];
	}
	for (i = 0; i < n; i++) {
		next[i] /= sum;
		moved = fmax(moved, fabs(next[i] - v[i]) / next[i]);
	}
	return moved;
}

static double
largest(const double *m, size_t n, const double *v)
{
	double sum = 0, row;
	size_t i, j;

	for (i = 0; i < n; i++) {
		row = 0;
		for (j = 0; j < n; j++)
			row += m[i * n + j] * v[j];
		sum += row / v[i];
	}
	return sum / (double)n;
}

static const double saaty[] = { NAN, NAN, NAN, 0.58, 0.90, 1.12, 1.24, 1.32,
	1.41, 1.45, 1.49 };     /* RI by the number of things */

static double
random_index(size_t n)
{
	return n < sizeof(saaty) / sizeof(*saaty) ? saaty[n] : NAN;
}

static bool
is_positive(const double *m, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!(m[i] > 0) || isinf(m[i]))
			return false;
	return n > 0;
}

bool
weigh_pairs(struct arena *a, const double *m, size_t n, double *eigen,
    double *geometric, struct weigh *w)
{
	double *next = NEWS(a, double, n), moved = 1;
	size_t i;
	int steps;

	*w = (struct weigh){ NAN, NAN, NAN };
	for (i = 0; i < n; i++)
		eigen[i] = geometric[i] = NAN;
	if (!is_positive(m, n * n))
		return false;
	geometric_means(m, n, geometric);
	for (i = 0; i < n; i++)
		eigen[i] = geometric[i];
	for (steps = 0; steps < STEPS && moved > 1e-15; steps++) {
		moved = step(m, n, eigen, next);
		for (i = 0; i < n; i++)
			eigen[i] = next[i];
	}
	w->lambda = largest(m, n, eigen);
	if (n > 1)
		w->ci = (w->lambda - (double)n) / ((double)n - 1);
	w->cr = w->ci / random_index(n);
	return true;
}
