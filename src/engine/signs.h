/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * signs.h - the chance of a sum of ranks when each sign is a toss.
 *
 * Under the hypothesis of the signed-rank test each of n ranks enters the
 * sum or not, with one half each.  The chance of a sum up to a given one
 * is that of a sum on a lattice: ranks are whole or, where values are
 * alike, halves.  It is exact (about 12 digits), with ties or without.
 *
 * Few ranks, and sums far out, are counted: sets of ranks by their sum.
 * Else the distribution is tilted until its mean is the sum asked for, and
 * its Fourier transform, a product over the groups of equal ranks, is
 * turned back on a lattice as wide as the tilted distribution is.  Only
 * frequencies are looked at where the product can be more than e^-42: its
 * logarithm changes slowly, so that from each point a whole stretch can be
 * passed over.
 *
 * Sources: H. E. Daniels (1954), Annals of Mathematical Statistics 25(4),
 *	631-650 (tilting); M. Kearns, L. Saul (1998), Large deviation methods
 *	for approximate probabilistic inference, UAI, 311-319 (how far the
 *	tilted sum strays).
 * Pure: the same input gives the same bytes.
 * Cost: about n^1.5; 2,000 ranks take 1 to 20 ms, and up to 200 ms where
 *	half of them are alike and the chance is below 1e-160.
 */
#ifndef ENGINE_SIGNS_H
#define ENGINE_SIGNS_H

#include <stddef.h>

struct arena;

/* rank[n]: 1 or more, multiples of one half as stat_ranks gives them, up
 * to SIGNS_MOST of them; most: 0 up to half of their sum, a sum of some. */
enum { SIGNS_MOST = 5000 };

double signs_chance(struct arena *, const double *rank, size_t n,
    double most);

#endif
