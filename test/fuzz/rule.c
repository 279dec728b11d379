/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any text as the rule of a round: applied to an instrument of two
 * dimensions, or refused.  What a rule that is taken gets set reads back,
 * what is taken out is gone, and no weight is ever below 0 or no number.
 */
#include "flow/rounds.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
try(struct ctx *c, str rule, struct instrument *in)
{
	double weight[3], rank[2];
	size_t i;
	str out;

	rounds_priority(c, rule, weight);
	for (i = 0; i < 3; i++)
		assert(isfinite(weight[i]) && weight[i] >= 0);
	(void)rounds_ranking(c, rule, in, rank);
	for (i = 0; i < 2; i++)
		assert(rank[i] >= 0 && rank[i] <= 1);
	assert(rounds_set(c, rule, "dimension_weights", S("{\"A\":0.5}"),
	    &out));
	assert(rounds_number(c, out, "dimension_weights", S("A")) == 0.5);
	assert(rounds_set(c, out, "dimension_weights", (str){ 0 }, &out));
	assert(isnan(rounds_number(c, out, "dimension_weights", S("A"))));
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(0);
	struct ctx c = { .arena = a };
	struct dimension part[2] = { { .code = S("A"), .weight = NAN },
		{ .code = S("B"), .weight = 2 } };
	struct score_role as[2] = { { .weight = 1 }, { .weight = NAN } };
	const str role[2] = { S("self"), S("peer") };
	struct instrument in = { .dimension = part, .dimensions = 2 };
	str rule = { (const char *)p, n };

	c.errors.arena = a;
	in.framework.overall_rule = S("mean");
	in.role = role;
	in.how.role = as;
	in.how.roles = 2;
	if (rounds_apply(&c, rule, &in)) {
		assert(in.how.role[0].weight >= 0);
		try(&c, rule, &in);
	} else
		assert(c.errors.first != NULL);
	arena_free(a);
	return 0;
}
