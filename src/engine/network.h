/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * network.h - who is tied to whom, in figures.
 *
 * Ties have no direction; a tie said twice, or from both ends, is one,
 * and nobody is tied to himself.
 *
 * Sources: S. Wasserman, K. Faust (1994), Social Network Analysis; L. C.
 *	Freeman (1979), Social Networks 1(3), 215-239 (centralisation).
 */
#ifndef ENGINE_NETWORK_H
#define ENGINE_NETWORK_H

#include <stddef.h>

struct arena;

struct network_edge {
	size_t from, to;        /* 0..nodes-1; others are left out */
};

struct network {
	size_t ties, components, largest, isolates;
	double density;         /* 2 m / (n (n - 1)), 0..1; NAN below 2 nodes */
	double mean_degree;     /* NAN for no node */
	double transitivity;    /* 3 * triangles / connected triples, 0..1; 0
	                         * without triples */
	double centralisation;  /* 0 all alike .. 1 a star; NAN below 3 */
};

/*
 * Fill degree[nodes], the ties of each, and component[nodes], numbered
 * from 0 in the order of their first node; either may be NULL.
 * Cost: ties * log ties, and for triangles ties * the largest degree.
 */
struct network network_measure(struct arena *, size_t nodes,
    const struct network_edge *, size_t edges, size_t *degree,
    size_t *component);

#endif
