/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* indicators.json, network.json, dependency.json, practice_survival.json. */
#include "flow/results_in.h"

#include <math.h>

#include "flow/indicators.h"
#include "flow/lasting.h"

static void
real(struct node *o, str name, double x)
{
	node_real(o, name.p, x, -1);
}

/* What adds up has a total; what does not is judged period by period,
 * against the last target. */
static void
tree_indicator(struct arena *a, struct node *o, const struct indicators_one *x)
{
	const char *code = str_z(a, x->code), *to = str_z(a, x->target_period);
	const struct indicators_period *p;
	size_t i;

	if (x->adds_up) {
		real(o, str_print(a, "%s_total", code), x->now);
		real(o, str_print(a, "%s_achievement_vs_%s", code, to),
		    x->achievement);
		return;
	}
	for (i = 0; i < x->periods; i++) {
		p = &x->period[i];
		real(o, str_print(a, "%s_achievement_%.*s", code,
		    (int)p->period.n, p->period.p), p->achievement);
		real(o, str_print(a, "%s_achievement_%.*s_vs_%s", code,
		    (int)p->period.n, p->period.p, to), p->achievement);
	}
	if (x->periods > 0 && p->denominator > 0)
		real(o, str_print(a, "%s_total_pct", code), p->value);
}

static bool
fill_indicators(const struct results_in *in, struct node *o)
{
	struct indicators_one *x;
	size_t i, n;

	if (!indicators_of(in->c, in->programme, &x, &n))
		return false;
	for (i = 0; i < n; i++)
		tree_indicator(in->c->arena, o, &x[i]);
	return true;
}

/* 2022_all14, 2026_without_N14. */
static str
network_name(struct arena *a, const struct lasting_network *k)
{
	return k->n_gone == 0 ? str_print(a, "%.*s_all%zu",
	    (int)k->period.n, k->period.p, k->nodes)
	    : str_print(a, "%.*s_without_%s", (int)k->period.n, k->period.p,
	    str_join(a, k->gone, k->n_gone, S("_")).p);
}

static bool
fill_network(const struct results_in *in, struct node *o)
{
	struct lasting_network *k;
	struct node *row;
	size_t i, n;

	if (!lasting_networks(in->c, in->programme, in->round, in->rounds, &k,
	    &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_object(o, network_name(in->c->arena, &k[i]).p);
		node_count(row, "nodes", (int64_t)k[i].nodes);
		node_count(row, "edges", (int64_t)k[i].figures.ties);
		node_real(row, "density", k[i].figures.density, -1);
		node_count(row, "components",
		    (int64_t)k[i].figures.components);
		node_count(row, "largest", (int64_t)k[i].figures.largest);
		node_real(row, "transitivity", k[i].figures.transitivity, -1);
		node_real(row, "degree_centralisation",
		    k[i].figures.centralisation, -1);
	}
	return true;
}

static bool
fill_dependency(const struct results_in *in, struct node *o)
{
	struct arena *a = in->c->arena;
	struct lasting_income *y;
	size_t i, n;

	if (!lasting_incomes(in->c, in->programme, &y, &n))
		return false;
	for (i = 0; i < n; i++)
		real(o, str_print(a, "%lld", (long long)y[i].year),
		    y[i].dependency);
	return true;
}

static bool
fill_survival(const struct results_in *in, struct node *o)
{
	struct lasting_practices p;
	struct node *row;
	size_t i;

	if (!lasting_practices(in->c, in->programme, &p))
		return false;
	if (p.n == 0)
		return true;
	(void)node_list(o, "kaplan_meier");
	for (i = 0; i < p.steps; i++) {
		row = node_row(o, "kaplan_meier");
		node_real(row, "t", p.step[i].t, -1);
		node_count(row, "at_risk", (int64_t)p.step[i].at_risk);
		node_count(row, "events", (int64_t)p.step[i].events);
		node_real(row, "S", p.step[i].s, -1);
		node_real(row, "se", p.step[i].se, -1);
	}
	node_count(o, "n", (int64_t)p.n);
	node_real(o, "S12", p.at_12, -1);
	node_real(o, "S24", p.at_24, -1);
	return true;
}

const struct results_file results_lasting[] = {
	{ "indicators.json",        fill_indicators },
	{ "network.json",           fill_network },
	{ "dependency.json",        fill_dependency },
	{ "practice_survival.json", fill_survival },
	{ 0 }
};
