/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The method of choosing a portfolio. */
#include "flow/method_in.h"

#include "base/arena.h"
#include "base/map.h"
#include "engine/plan.h"
#include "format/json.h"

struct reading {
	struct method_in *m;
	const struct node *acts;
	struct map       *names;
	struct plan_in    in;
	struct plan_pair *needs, *excludes;
	struct plan_group *group;
};

static size_t
place_of(const struct reading *k, const struct node *name)
{
	size_t at;

	return map_find(k->names, json_as_text(name), &at) ? at : SIZE_MAX;
}

static size_t
children_of_all(const struct node *list, const char *path)
{
	const struct node *it, *p;
	size_t n = 0;

	for (it = json_first(list, ""); it != NULL; it = it->next)
		for (p = json_first(it, path); p != NULL; p = p->next)
			n++;
	return n;
}

static void
read_activities(struct reading *k)
{
	struct arena *a = k->m->a;
	double *cost = NEWS(a, double, k->acts->n + 1);
	double *benefit = NEWS(a, double, k->acts->n + 1);
	const struct node *it, *p;
	size_t n = 0;

	k->names = map_new(a);
	for (it = json_first(k->acts, ""); it != NULL; it = it->next, n++) {
		*map_at(k->names, str_of(it->name), 0) = n;
		cost[n] = method_child_real(it, 0);
		benefit[n] = method_child_real(it, 1);
	}
	k->in.n = n;
	k->in.cost = cost;
	k->in.benefit = benefit;
	k->needs = NEWS(a, struct plan_pair, children_of_all(k->acts, "2") + 1);
	k->in.needs = k->needs;
	n = 0;
	for (it = json_first(k->acts, ""); it != NULL; it = it->next, n++)
		for (p = json_first(it, "2"); p != NULL; p = p->next)
			k->needs[k->in.n_needs++] = (struct plan_pair){ n,
				place_of(k, p) };
}

static void
read_pairs(struct reading *k, const struct node *list)
{
	const struct node *it;

	k->excludes = NEWS(k->m->a, struct plan_pair, list == NULL ? 1
	    : list->n + 1);
	k->in.excludes = k->excludes;
	for (it = json_first(list, ""); it != NULL; it = it->next)
		k->excludes[k->in.n_excludes++] = (struct plan_pair){
			place_of(k, method_child(it, 0)),
			place_of(k, method_child(it, 1)) };
}

static void
read_groups(struct reading *k, const struct node *list)
{
	const struct node *it, *p;
	size_t *of, n;

	k->group = NEWS(k->m->a, struct plan_group, list == NULL ? 1
	    : list->n + 1);
	k->in.group = k->group;
	for (it = json_first(list, ""); it != NULL; it = it->next) {
		of = NEWS(k->m->a, size_t, it->n + 1);
		n = 0;
		for (p = json_first(it, ""); p != NULL; p = p->next)
			of[n++] = place_of(k, p);
		k->group[k->in.groups++] = (struct plan_group){ of, n, 1 };
	}
}

static void
write_set(const struct reading *k, struct node *o, const char *name,
    const struct plan_choice *c)
{
	struct node *list = node_list(o, name);
	const struct node *it;
	size_t n = 0;

	for (it = json_first(k->acts, ""); it != NULL; it = it->next)
		if (c->is_chosen[n++])
			node_item_text(list, str_of(it->name));
}

static void
write_plan(const struct reading *k, const struct plan *p)
{
	struct node *o = method_object(k->m);

	if (p->is_counted)
		node_count(o, "feasible_count", (int64_t)p->feasible);
	method_real(o, "optimum_benefit", p->best.benefit);
	method_real(o, "optimum_cost", p->best.cost);
	write_set(k, o, "optimum_set", &p->best);
	method_real(o, "second_benefit", p->second.benefit);
	write_set(k, o, "second_set", &p->second);
	if (p->is_counted)
		node_count(o, "n_optima", (int64_t)p->optima);
	write_set(k, o, "greedy_set", &p->greedy);
	method_real(o, "greedy_benefit", p->greedy.benefit);
	method_real(o, "greedy_cost", p->greedy.cost);
}

static void
m15(struct method_in *m)
{
	struct reading k = { .m = m };
	double budget = method_number(m, "budget");
	struct plan plan;

	k.acts = method_need(m, "activities", N_OBJECT);
	if (k.acts == NULL)
		return;
	k.in.budget = &budget;
	k.in.budgets = 1;
	read_activities(&k);
	read_pairs(&k, method_maybe(m, "exclusive", N_LIST));
	read_groups(&k, method_maybe(m, "groups", N_OBJECT));
	if (plan_choose(m->a, &k.in, &plan, m->e))
		write_plan(&k, &plan);
	else
		node_none(m->out, m->key);
}

const struct method method_plan[] = { { "M15", m15 }, { 0 } };
