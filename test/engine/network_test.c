/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/network.h"

#include "base/arena.h"
#include "test.h"

static void
the_kite_is_measured_as_published(struct arena *a)
{
	/* D. Krackhardt (1990), Administrative Science Quarterly 35, 342-369:
	 * ten people, 18 ties, the centre with six; 11 triangles in 57
	 * triples, sum of 6 - degree 24. */
	const struct network_edge kite[] = { { 0, 1 }, { 0, 2 }, { 0, 3 },
	    { 0, 5 }, { 1, 3 }, { 1, 4 }, { 1, 6 }, { 2, 3 }, { 2, 5 },
	    { 3, 4 }, { 3, 5 }, { 3, 6 }, { 4, 6 }, { 5, 6 }, { 5, 7 },
	    { 6, 7 }, { 7, 8 }, { 8, 9 } };
	size_t degree[10];
	struct network n = network_measure(a, 10, kite, 18, degree, NULL);

	CHECK(n.ties == 18 && n.components == 1 && n.largest == 10);
	CHECK(degree[3] == 6 && degree[9] == 1 && n.isolates == 0);
	NEAR(n.density, 0.4, 1e-15);
	NEAR(n.mean_degree, 3.6, 1e-15);
	NEAR(n.transitivity, 33.0 / 57, 1e-15);
	NEAR(n.centralisation, 24.0 / 72, 1e-15);
}

static void
a_tie_said_twice_is_one(struct arena *a)
{
	const struct network_edge e[] = { { 0, 1 }, { 1, 0 }, { 0, 1 },
	    { 2, 2 }, { 1, 9 } };
	size_t component[4];
	struct network n = network_measure(a, 4, e, 5, NULL, component);

	CHECK(n.ties == 1 && n.isolates == 2 && n.components == 3);
	CHECK(component[0] == 0 && component[1] == 0 && component[3] == 2);
	NEAR(n.transitivity, 0, 0);
}

static void
a_star_is_wholly_centralised(struct arena *a)
{
	const struct network_edge e[] = { { 0, 1 }, { 0, 2 }, { 0, 3 } };

	NEAR(network_measure(a, 4, e, 3, NULL, NULL).centralisation, 1, 0);
}

static void
too_few_nodes_have_no_density(struct arena *a)
{
	struct network n = network_measure(a, 0, NULL, 0, NULL, NULL);

	CHECK(isnan(n.density) && isnan(n.mean_degree));
	CHECK(n.components == 0 && n.largest == 0);
	n = network_measure(a, 1, NULL, 0, NULL, NULL);
	CHECK(isnan(n.density) && n.isolates == 1);
	n = network_measure(a, 2, NULL, 0, NULL, NULL);
	CHECK(n.density == 0 && isnan(n.centralisation));
}

const struct test network_tests[] = {
	{ "the kite is measured as published", the_kite_is_measured_as_published },
	{ "a tie said twice is one", a_tie_said_twice_is_one },
	{ "a star is wholly centralised", a_star_is_wholly_centralised },
	{ "too few nodes have no density", too_few_nodes_have_no_density },
	{ 0 }
};
