/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/network.h"

#include <stdint.h>

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "engine/stat.h"

/* Each tie from both its ends, sorted: the neighbours of a node are
 * neighbours here, from at[node] to at[node + 1]. */
struct graph {
	size_t  nodes, n;
	struct network_edge *end;
	size_t *at;             /* [nodes + 1] */
};

static int
by_ends(const void *a, const void *b, const void *with)
{
	const struct network_edge *x = a, *y = b;

	(void)with;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

static struct graph
read_graph(struct arena *a, size_t nodes, const struct network_edge *edge,
    size_t edges)
{
	struct graph g = { nodes, 0, NEWS(a, struct network_edge, 2 * edges),
	    NEWS(a, size_t, nodes + 1) };
	size_t i, n = 0;

	for (i = 0; i < edges; i++) {
		if (edge[i].from >= nodes || edge[i].to >= nodes ||
		    edge[i].from == edge[i].to)
			continue;
		g.end[n++] = edge[i];
		g.end[n++] = (struct network_edge){ edge[i].to,
		    edge[i].from };
	}
	sort(a, g.end, n, sizeof(*g.end), by_ends, NULL);
	for (i = 0; i < n; i++)
		if (g.n == 0 || by_ends(&g.end[g.n - 1], &g.end[i], NULL) != 0)
			g.end[g.n++] = g.end[i];
	for (i = 0; i < g.n; i++)
		g.at[g.end[i].from + 1]++;
	for (i = 0; i < nodes; i++)
		g.at[i + 1] += g.at[i];
	return g;
}

static size_t
degree_of(const struct graph *g, size_t node)
{
	return g->at[node + 1] - g->at[node];
}

/* Colour what is reached from a node; how many nodes. */
static size_t
spread(const struct graph *g, size_t node, size_t colour, size_t *of,
    size_t *stack)
{
	size_t n = 0, reached = 0, i, to;

	of[node] = colour;
	stack[n++] = node;
	while (n > 0) {
		node = stack[--n];
		reached++;
		for (i = g->at[node]; i < g->at[node + 1]; i++) {
			to = g->end[i].to;
			if (of[to] != SIZE_MAX)
				continue;
			of[to] = colour;
			stack[n++] = to;
		}
	}
	return reached;
}

static void
find_components(struct arena *a, const struct graph *g, size_t *of,
    struct network *net)
{
	size_t *stack = NEWS(a, size_t, g->nodes), i, reached;

	for (i = 0; i < g->nodes; i++)
		of[i] = SIZE_MAX;
	for (i = 0; i < g->nodes; i++) {
		if (of[i] != SIZE_MAX)
			continue;
		reached = spread(g, i, net->components++, of, stack);
		if (reached > net->largest)
			net->largest = reached;
	}
}

/* Neighbours that two nodes share, both lists ascending. */
static size_t
shared(const struct graph *g, size_t x, size_t y)
{
	size_t i = g->at[x], j = g->at[y], n = 0;

	while (i < g->at[x + 1] && j < g->at[y + 1]) {
		if (g->end[i].to == g->end[j].to)
			n++, i++, j++;
		else if (g->end[i].to < g->end[j].to)
			i++;
		else
			j++;
	}
	return n;
}

/* Every triangle is shared by its three ties, each seen from two ends. */
static double
transitivity(const struct graph *g)
{
	double closed = 0, triples = 0, d;
	size_t i;

	for (i = 0; i < g->n; i++)
		closed += (double)shared(g, g->end[i].from, g->end[i].to) / 2;
	for (i = 0; i < g->nodes; i++) {
		d = (double)degree_of(g, i);
		triples += d * (d - 1) / 2;
	}
	return triples > 0 ? closed / triples : 0;
}

static double
centralisation(const struct graph *g)
{
	double n = (double)g->nodes, top = 0, sum = 0;
	size_t i;

	for (i = 0; i < g->nodes; i++)
		top = fmax(top, (double)degree_of(g, i));
	for (i = 0; i < g->nodes; i++)
		sum += top - (double)degree_of(g, i);
	return n < 3 ? NAN : sum / ((n - 1) * (n - 2));
}

struct network
network_measure(struct arena *a, size_t nodes,
    const struct network_edge *edge, size_t edges, size_t *degree,
    size_t *component)
{
	struct graph g = read_graph(a, nodes, edge, edges);
	struct network net = { .ties = g.n / 2 };
	double n = (double)nodes;
	size_t i;

	find_components(a, &g, component != NULL ? component :
	    NEWS(a, size_t, nodes), &net);
	for (i = 0; i < nodes; i++) {
		net.isolates += degree_of(&g, i) == 0;
		if (degree != NULL)
			degree[i] = degree_of(&g, i);
	}
	net.density = nodes < 2 ? NAN : (double)g.n / (n * (n - 1));
	net.mean_degree = stat_ratio((double)g.n, n);
	net.transitivity = transitivity(&g);
	net.centralisation = centralisation(&g);
	return net;
}
