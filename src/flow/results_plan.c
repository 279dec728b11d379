/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* portfolio.json. */
#include "flow/results_in.h"

#include "flow/portfolio.h"

static void
codes(struct node *o, const char *name, const struct portfolio *p,
    const bool *is_chosen)
{
	struct node *list = node_list(o, name);
	size_t i;

	for (i = 0; i < p->n; i++)
		if (is_chosen[i])
			node_item_text(list, p->activity[i].code);
}

static void
others(struct node *o, const char *name, const struct portfolio *p,
    const struct plan_pair *pair, size_t n, size_t of)
{
	struct node *list = node_list(o, name);
	size_t i;

	for (i = 0; i < n; i++)
		if (pair[i].one == of)
			node_item_text(list, p->activity[pair[i].other].code);
}

static void
tree_activities(struct node *o, const struct portfolio *p)
{
	struct node *row;
	size_t i;

	for (i = 0; i < p->n; i++) {
		row = node_row(o, "activities");
		node_text(row, "id", p->activity[i].code);
		node_real(row, "cost", p->in.cost[i], -1);
		node_real(row, "benefit", p->in.benefit[i], -1);
		others(row, "pre", p, p->in.needs, p->in.n_needs, i);
		others(row, "exc", p, p->in.excludes, p->in.n_excludes, i);
	}
}

static bool
fill_portfolio(const struct results_in *in, struct node *o)
{
	static const char *const sources[] = { "asked for",
		"ceiling of the plan less what must be done",
		"cost of what was chosen" };
	struct portfolio *p;

	if (!portfolio_of(in->c, in->programme, NULL, &p))
		return false;
	if (p->n == 0)
		return true;
	node_z(o, "rule", "max sum benefit; prerequisites, exclusions, "
	    "budget");
	tree_activities(o, p);
	node_real(o, "budget", p->budget, -1);
	node_z(o, "budget_source", sources[p->source]);
	codes(o, "selected", p, p->plan.best.is_chosen);
	node_real(o, "benefit", p->plan.best.benefit, -1);
	node_real(o, "cost", p->plan.best.cost, -1);
	node_bool(o, "is_proven", p->plan.best.end == PLAN_BEST);
	node_bool(o, "is_as_decided", p->as_chosen);
	node_real(o, "decided_benefit", p->chosen_benefit, -1);
	node_real(o, "decided_cost", p->chosen_cost, -1);
	node_real(o, "second_best_benefit", p->plan.second.benefit, -1);
	codes(o, "second_best", p, p->plan.second.is_chosen);
	codes(o, "greedy", p, p->plan.greedy.is_chosen);
	node_real(o, "greedy_benefit", p->plan.greedy.benefit, -1);
	return true;
}

const struct results_file results_plan[] = {
	{ "portfolio.json", fill_portfolio },
	{ 0 }
};
