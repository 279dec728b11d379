/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Methods of running a programme: indicators, costs, strategy, networks,
 * schedules, experts, resources. */
#include "flow/method_in.h"

#include <stdint.h>

#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "engine/cost.h"
#include "engine/gap.h"
#include "engine/indicator.h"
#include "engine/match.h"
#include "engine/network.h"
#include "engine/schedule.h"
#include "engine/stat.h"
#include "engine/swot.h"
#include "format/json.h"

/* ---- indicators ---- */

struct strata {
	double *num, *den, *percent;
	size_t  n;
	double  female, male;
};

static struct strata
read_strata(struct method_in *m, const struct node *list)
{
	size_t room = list == NULL ? 0 : list->n;
	struct strata s = { NEWS(m->a, double, room), NEWS(m->a, double, room),
	    NEWS(m->a, double, room), 0, NAN, NAN };
	const struct node *it;

	for (it = json_first(list, ""); it != NULL; it = it->next, s.n++) {
		s.num[s.n] = method_child_real(it, 0);
		s.den[s.n] = method_child_real(it, 1);
		s.percent[s.n] = indicator_percent(&s.num[s.n], &s.den[s.n], 1);
		if (str_is(str_of(it->name), "female"))
			s.female = s.percent[s.n];
		if (str_is(str_of(it->name), "male"))
			s.male = s.percent[s.n];
	}
	return s;
}

static void
m11(struct method_in *m)
{
	const struct node *list = method_maybe(m, "disagg", N_OBJECT), *it;
	struct strata s = read_strata(m, list);
	struct node *o = method_object(m), *by;
	double up = NAN, x;

	for (it = json_first(m->in, ""); it != NULL; it = it->next) {
		if (it->kind != N_OBJECT || it == list)
			continue;
		x = indicator_achievement(json_number(it, "b"),
		    json_number(it, "t"), json_number(it, "a"));
		method_real(o, it->name, x);
		if (str_is(str_of(it->name), "up"))
			up = x;
	}
	method_real(o, "total_pct", indicator_percent(s.num, s.den, s.n));
	by = node_object(o, "by_sex_pct");
	s.n = 0;
	for (it = json_first(list, ""); it != NULL; it = it->next)
		method_real(by, it->name, s.percent[s.n++]);
	method_real(o, "wrong_mean_of_pcts", stat_mean(s.percent,
	    stat_answered(s.percent, s.n, s.percent)));
	method_real(o, "pace_up", indicator_pace(up,
	    method_number(m, "elapsed_share")));
	method_real(o, "female_male_ratio_of_rates",
	    stat_ratio(s.female, s.male));
}

/* ---- costs ---- */

static void
write_gain(struct node *o, const struct node *it)
{
	double cost = method_child_real(it, 0), n = method_child_real(it, 1);
	double mean = method_child_real(it, 2);
	struct cost_gain g = cost_gain(cost, n, mean);

	o = node_object(o, it->name);
	method_real(o, "cost", cost);
	method_real(o, "persons", n);
	method_real(o, "mean_gain", mean);
	method_real(o, "total_gain", g.total_gain);
	method_real(o, "cost_per_person", g.per_person);
	method_real(o, "cost_per_person_point", g.per_point);
}

/* The second modality against the first, and the first by what lasts. */
static void
compare_modalities(struct method_in *m, struct node *o,
    const struct node *first)
{
	const struct node *second = first == NULL ? NULL : first->next;
	double cost, n, mean;

	if (first == NULL)
		return;
	cost = method_child_real(first, 0);
	n = method_child_real(first, 1);
	mean = method_child_real(first, 2);
	if (second != NULL)
		method_real(o, str_print(m->a, "ICER_%s_vs_%s", second->name,
		    first->name).p, cost_increment(stat_ratio(cost, n), mean,
		    stat_ratio(method_child_real(second, 0),
		        method_child_real(second, 1)),
		    method_child_real(second, 2)));
	method_real(o, str_print(m->a, "%s_cost_per_retained_point",
	    first->name).p, cost_retained(cost, n, mean,
	    method_number(m, "retention")));
}

static void
m13(struct method_in *m)
{
	const struct node *list = method_need(m, "modalities", N_OBJECT), *it;
	struct node *o, *by;
	double *costs;
	size_t years;

	if (list == NULL)
		return;
	o = method_object(m);
	by = node_object(o, "by_modality");
	for (it = json_first(list, ""); it != NULL; it = it->next)
		write_gain(by, it);
	costs = method_numbers(m->a, method_part(m, "costs"), &years);
	method_real(o, "PV", cost_present(costs, years,
	    json_number(m->in, "r")));
	compare_modalities(m, o, json_first(list, ""));
}

static double
dependency(const struct node *income)
{
	const struct node *it;
	double total = 0;

	for (it = json_first(income, ""); it != NULL; it = it->next)
		total += json_as_real(it);
	return stat_ratio(json_number(income, "external"), total);
}

static void
m19(struct method_in *m)
{
	struct cost_earned c = cost_earned(method_number(m, "BAC"),
	    method_number(m, "PV"), method_number(m, "EV"),
	    method_number(m, "AC"));
	struct node *o = method_object(m);

	method_real(o, "SPI", c.spi);
	method_real(o, "CPI", c.cpi);
	method_real(o, "EAC", c.eac);
	method_real(o, "VAC", c.vac);
	method_real(o, "absorption", c.absorption);
	method_real(o, "dependency_before",
	    dependency(method_part(m, "income_before")));
	method_real(o, "dependency_after",
	    dependency(method_part(m, "income_after")));
}

static void
m22(struct method_in *m)
{
	const struct node *list = method_need(m, "notes", N_LIST), *it;
	struct cost_note *note;
	struct cost_pipeline p;
	struct node *o;
	size_t n = 0;

	if (list == NULL)
		return;
	o = method_object(m);
	note = NEWS(m->a, struct cost_note, list->n);
	for (it = json_first(list, ""); it != NULL; it = it->next)
		note[n++] = (struct cost_note){ method_child_real(it, 1),
		    method_child_real(it, 3),
		    str_is(json_as_text(method_child(it, 2)), "signed") };
	p = cost_pipeline(method_number(m, "need"), note, n);
	method_real(o, "secured", p.secured);
	method_real(o, "expected_open", p.expected);
	method_real(o, "gap", p.gap);
	method_real(o, "coverage", p.coverage);
	method_real(o, "weighted_coverage", p.weighted);
}

/* ---- strategy ---- */

static const char *const strategies[] = {
	NULL,
	"SO (use strengths on opportunities)",
	"ST (use strengths against threats)",
	"WO (fix weaknesses to take opportunities)",
	"WT (defensive)",
};

static const char *const quadrants[] = {
	NULL,
	"Q1 concentrate here",
	"Q2 keep up the good work",
	"Q3 low priority",
	"Q4 possible overkill",
};

static struct swot
read_swot(struct method_in *m, const struct node *list)
{
	struct swot_entry *e = NEWS(m->a, struct swot_entry,
	    list == NULL ? 0 : list->n);
	const struct node *it;
	size_t n = 0, kind;
	str letter;

	for (it = json_first(list, ""); it != NULL; it = it->next) {
		letter = json_as_text(method_child(it, 1));
		kind = str_find(S("SWOT"), letter);
		if (letter.n != 1 || kind >= 4)
			continue;
		e[n++] = (struct swot_entry){ (enum swot_kind)kind,
		    method_child_real(it, 2), method_child_real(it, 3),
		    method_child_real(it, 4) };
	}
	return swot_weigh(e, n);
}

static void
write_choice(struct node *o, const char *name, const char *text)
{
	if (text == NULL)
		node_none(o, name);
	else
		node_z(o, name, text);
}

static double
mean_of(struct method_in *m, const struct node *list, size_t column)
{
	double *x = NEWS(m->a, double, list == NULL ? 0 : list->n);
	const struct node *it;
	size_t n = 0;

	for (it = json_first(list, ""); it != NULL; it = it->next)
		x[n++] = method_child_real(it, column);
	return stat_mean(x, stat_answered(x, n, x));
}

static void
write_quadrants(struct method_in *m, struct node *o, const struct node *list)
{
	double importance = mean_of(m, list, 1), performance;
	const struct node *it;
	str id;

	performance = mean_of(m, list, 2);
	method_interval(o, "ipa_cut", importance, performance);
	o = node_object(o, "ipa_quadrants");
	for (it = json_first(list, ""); it != NULL; it = it->next) {
		id = json_as_text(method_child(it, 0));
		if (node_find(o, id) != NULL)
			continue;
		write_choice(o, str_z(m->a, id),
		    quadrants[gap_quadrant(method_child_real(it, 1),
		        method_child_real(it, 2), importance, performance)]);
	}
}

static void
m17(struct method_in *m)
{
	const struct node *list = method_need(m, "factors", N_LIST);
	struct swot s;
	struct node *o;

	if (list == NULL)
		return;
	o = method_object(m);
	s = read_swot(m, list);
	method_real(o, "S", isnan(s.x) ? NAN : s.of[SWOT_S]);
	method_real(o, "W", isnan(s.x) ? NAN : s.of[SWOT_W]);
	method_real(o, "O", isnan(s.y) ? NAN : s.of[SWOT_O]);
	method_real(o, "T", isnan(s.y) ? NAN : s.of[SWOT_T]);
	method_real(o, "X", s.x);
	method_real(o, "Y", s.y);
	write_choice(o, "strategy", strategies[s.strategy]);
	write_quadrants(m, o, method_maybe(m, "ipa", N_LIST));
}

/* ---- networks ---- */

/* Where a name stands in the list, SIZE_MAX for one that does not. */
static size_t
place_of(const struct map *names, const struct node *name)
{
	size_t at;

	return map_find(names, json_as_text(name), &at) ? at : SIZE_MAX;
}

static struct map *
map_names(struct method_in *m, const struct node *list)
{
	struct map *names = map_new(m->a);
	const struct node *it;
	size_t n = 0;

	for (it = json_first(list, ""); it != NULL; it = it->next)
		*map_at(names, it->name != NULL ? str_of(it->name) :
		    json_as_text(it), n) = n, n++;
	return names;
}

static void
write_network(struct method_in *m, struct node *o, const char *name,
    const struct node *nodes, const struct node *edges)
{
	const struct map *names = map_names(m, nodes);
	struct network_edge *e = NEWS(m->a, struct network_edge,
	    edges == NULL ? 0 : edges->n);
	size_t *degree = NEWS(m->a, size_t, nodes->n), n = 0, i = 0;
	const struct node *it;
	struct network net;

	for (it = json_first(edges, ""); it != NULL; it = it->next)
		e[n++] = (struct network_edge){
		    place_of(names, method_child(it, 0)),
		    place_of(names, method_child(it, 1)) };
	net = network_measure(m->a, nodes->n, e, n, degree, NULL);
	o = node_object(o, name);
	method_real(o, "density", net.density);
	method_real(o, "mean_degree", net.mean_degree);
	node_list(o, "isolates");
	for (it = json_first(nodes, ""); it != NULL; it = it->next)
		if (degree[i++] == 0)
			node_item_text(node_list(o, "isolates"),
			    json_as_text(it));
	node_count(o, "components", (int64_t)net.components);
	node_count(o, "largest", (int64_t)net.largest);
	method_real(o, "transitivity", net.transitivity);
	method_real(o, "degree_centralisation", net.centralisation);
}

static void
m18(struct method_in *m)
{
	const struct node *nodes = method_need(m, "nodes", N_LIST);
	struct node *o;

	if (nodes == NULL)
		return;
	o = method_object(m);
	write_network(m, o, "before", nodes,
	    method_maybe(m, "edges_before", N_LIST));
	write_network(m, o, "after", nodes,
	    method_maybe(m, "edges_after", N_LIST));
}

/* ---- schedules ---- */

static void
write_schedule(struct method_in *m, const struct node *acts,
    const struct schedule *s, double whole)
{
	struct node *o = method_object(m), *es, *ls, *slack, *critical;
	const struct node *it;
	size_t i = 0;

	method_real(o, "duration", acts->n == 0 ? NAN : whole);
	es = node_object(o, "ES");
	ls = node_object(o, "LS");
	slack = node_object(o, "float");
	critical = node_list(o, "critical");
	for (it = json_first(acts, ""); it != NULL; it = it->next, i++) {
		method_real(es, it->name, s[i].start);
		method_real(ls, it->name, s[i].latest);
		method_real(slack, it->name, s[i].slack);
		if (s[i].is_critical)
			node_item_text(critical, str_of(it->name));
	}
}

static void
m20(struct method_in *m)
{
	const struct node *acts = method_need(m, "acts", N_OBJECT), *it, *p;
	const struct map *names;
	struct schedule_link *link;
	struct schedule *s;
	double *length, whole;
	size_t n = 0, links = 0;

	if (acts == NULL)
		return;
	for (it = json_first(acts, ""); it != NULL; it = it->next)
		for (p = json_first(it, "1"); p != NULL; p = p->next)
			links++;
	names = map_names(m, acts);
	link = NEWS(m->a, struct schedule_link, links);
	s = NEWS(m->a, struct schedule, acts->n);
	length = NEWS(m->a, double, acts->n);
	links = 0;
	for (it = json_first(acts, ""); it != NULL; it = it->next, n++) {
		length[n] = method_child_real(it, 0);
		for (p = json_first(it, "1"); p != NULL; p = p->next)
			link[links++] = (struct schedule_link){
			    place_of(names, p), n };
	}
	if (schedule_plan(m->a, length, n, link, links, s, &whole, m->e))
		write_schedule(m, acts, s, whole);
	else
		node_none(m->out, m->key);
}

/* ---- experts ---- */

static void
m21(struct method_in *m)
{
	const struct node *need = method_need(m, "need", N_OBJECT);
	const struct node *experts, *it, *k, *is_free;
	double *weight, *level;
	struct match found;
	struct node *o, *row;
	size_t n;

	if (need == NULL)
		return;
	if ((experts = method_need(m, "experts", N_OBJECT)) == NULL)
		return;
	o = method_object(m);
	weight = method_numbers(m->a, need, &n);
	level = NEWS(m->a, double, n);
	for (it = json_first(experts, ""); it != NULL; it = it->next) {
		n = 0;
		for (k = json_first(need, ""); k != NULL; k = k->next)
			level[n++] = json_number(method_child(it, 0), k->name);
		is_free = method_child(it, 1);
		found = match_expert(weight, level, n, is_free != NULL &&
		    is_free->kind == N_BOOL && is_free->yes,
		    method_child_real(it, 2));
		row = node_object(o, it->name);
		method_real(row, "coverage", found.coverage);
		method_real(row, "score", found.score);
		method_real(row, "cost_per_coverage", found.cost);
	}
}

const struct method method_manage[] = {
	{ "M11", m11 }, { "M13", m13 }, { "M17", m17 }, { "M18", m18 },
	{ "M19", m19 }, { "M20", m20 }, { "M21", m21 }, { "M22", m22 },
	{ 0 }
};
