/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Methods of assessment: what lies under the figures, gaps, weights,
 * raters and their agreement, composites. */
#include "flow/method_in.h"

#include <stdint.h>

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "engine/agree.h"
#include "engine/dist.h"
#include "engine/gap.h"
#include "engine/rate.h"
#include "engine/score.h"
#include "engine/weigh.h"
#include "format/json.h"

static void
m00(struct method_in *m)
{
	struct node *o = method_object(m);

	method_real(o, "betainc(2,3,0.4)", dist_beta(2, 3, 0.4));
	method_real(o, "betainc(0.5,5.5,0.2)", dist_beta(0.5, 5.5, 0.2));
	method_real(o, "t_cdf(2,10)", dist_t(2, 10));
	method_real(o, "t_ppf(0.975,11)", dist_t_quantile(0.975, 11));
	method_real(o, "t_ppf(0.975,7)", dist_t_quantile(0.975, 7));
	method_real(o, "n_cdf(1.96)", dist_normal(1.96));
	method_real(o, "n_ppf(0.975)", dist_normal_quantile(0.975));
	method_real(o, "f_ppf(0.975,7,35)", dist_f_quantile(0.975, 7, 35));
	method_real(o, "f_ppf(0.025,7,35)", dist_f_quantile(0.025, 7, 35));
	method_real(o, "nct_cdf(3,11,2)", dist_t_noncentral(3, 11, 2));
}

/* ---- gaps ---- */

static void
m01(struct method_in *m)
{
	const struct node *scale = method_need(m, "scale", N_LIST), *cases, *it;
	struct node *list, *o;
	struct gap_size g;

	if (scale == NULL || (cases = method_need(m, "cases", N_LIST)) == NULL)
		return;
	list = node_list(m->out, m->key);
	for (it = json_first(cases, ""); it != NULL; it = it->next) {
		g = gap_of(json_number(it, "current"),
		    json_number(it, "desired"), method_child_real(scale, 0),
		    method_child_real(scale, 1));
		o = node_item(list);
		method_real(o, "gap", g.raw);
		method_real(o, "gap_positive", g.need);
		method_real(o, "gap_norm", g.norm);
		method_real(o, "gap_rel", g.relative);
		method_real(o, "attainment", g.attainment);
	}
}

struct need {
	str                 id;
	double              need;
	struct gap_priority priority;
};

static int
by_id(const void *a, const void *b, const void *with)
{
	(void)with;
	return str_order(((const struct need *)a)->id,
	    ((const struct need *)b)->id);
}

static void
rank_needs(struct method_in *m, struct node *o, const char *name,
    const struct need *need, const double *priority, size_t n)
{
	size_t *rank = NEWS(m->a, size_t, n), *first = NEWS(m->a, size_t, n);
	struct node *list = node_list(o, name);
	size_t i, known = gap_rank(m->a, priority, n, rank, first);

	for (i = 0; i < known; i++)
		node_item_text(list, need[first[i]].id);
}

static void
rank_both_ways(struct method_in *m, struct node *o, struct need *need,
    size_t n)
{
	double *product = NEWS(m->a, double, n);
	double *additive = NEWS(m->a, double, n);
	size_t i;

	sort(m->a, need, n, sizeof(*need), by_id, NULL);
	for (i = 0; i < n; i++) {
		product[i] = gap_round(need[i].priority.raw);
		additive[i] = gap_round(need[i].priority.additive);
	}
	rank_needs(m, o, "rank_product", need, product, n);
	rank_needs(m, o, "rank_additive", need, additive, n);
}

static struct gap_scales
scales_of(const struct method_in *m)
{
	const struct node *levels = method_part(m, "score");
	const struct node *rates = method_part(m, "I,U");
	const struct node *weights = method_part(m, "weights");

	return (struct gap_scales){
		method_child_real(levels, 0), method_child_real(levels, 1),
		method_child_real(rates, 0), method_child_real(rates, 1),
		json_number(weights, "I"), json_number(weights, "U"),
		json_number(weights, "G") };
}

static void
m02(struct method_in *m)
{
	const struct node *items = method_need(m, "items", N_LIST), *it;
	struct gap_scales scales = scales_of(m);
	struct need *need, *at;
	struct node *o, *row;

	if (items == NULL)
		return;
	o = method_object(m);
	node_list(o, "rows");
	at = need = NEWS(m->a, struct need, items->n);
	for (it = json_first(items, ""); it != NULL; it = it->next, at++) {
		at->id = json_as_text(method_child(it, 0));
		at->need = gap_of(method_child_real(it, 1),
		    method_child_real(it, 2), scales.lo, scales.hi).need;
		at->priority = gap_priority(at->need,
		    method_child_real(it, 3), method_child_real(it, 4),
		    &scales);
		row = node_row(o, "rows");
		node_text(row, "id", at->id);
		method_real(row, "gap", at->need);
		method_real(row, "priority_raw", at->priority.raw);
		method_real(row, "priority_norm", at->priority.norm);
		method_real(row, "priority_geo", at->priority.geometric);
		method_real(row, "weighted_sum", at->priority.additive);
	}
	rank_both_ways(m, o, need, (size_t)(at - need));
}

/* ---- weights ---- */

static void
m03(struct method_in *m)
{
	const struct node *judged = method_need(m, "A", N_LIST);
	double *x, *eigen, *geometric;
	struct weigh w = { NAN, NAN, NAN };
	struct node *o;
	size_t n, columns;

	if (judged == NULL)
		return;
	o = method_object(m);
	x = method_table(m->a, judged, &n, &columns);
	eigen = NEWS(m->a, double, n);
	geometric = NEWS(m->a, double, n);
	if (n == columns && weigh_pairs(m->a, x, n, eigen, geometric, &w)) {
		method_list(o, "w_eigen", eigen, n);
		method_list(o, "w_geometric_mean", geometric, n);
	} else {
		node_none(o, "w_eigen");
		node_none(o, "w_geometric_mean");
	}
	method_real(o, "lambda_max", w.lambda);
	method_real(o, "CI", w.ci);
	method_real(o, "CR", w.cr);
}

/* ---- several raters of one item ---- */

struct raters {
	double *rating;
	size_t *role, n;
	double *weight;         /* [roles] */
	size_t  roles;
	size_t  self, external; /* their places, or `roles` */
};

static struct raters
read_raters(struct method_in *m, const struct node *by_role)
{
	const struct node *weights = method_part(m, "role_weights"), *it, *x;
	struct raters r = { 0 };
	size_t all = 0, roles = 0;

	for (it = json_first(by_role, ""); it != NULL; it = it->next, roles++)
		all += it->n;
	r.rating = NEWS(m->a, double, all);
	r.role = NEWS(m->a, size_t, all);
	r.weight = NEWS(m->a, double, roles);
	r.self = r.external = roles;
	for (it = json_first(by_role, ""); it != NULL; it = it->next) {
		for (x = json_first(it, ""); x != NULL; x = x->next) {
			r.role[r.n] = r.roles;
			r.rating[r.n++] = json_as_real(x);
		}
		if (str_is(str_of(it->name), "self"))
			r.self = r.roles;
		if (str_is(str_of(it->name), "external"))
			r.external = r.roles;
		r.weight[r.roles++] = json_number(weights, it->name);
	}
	return r;
}

static void
m04(struct method_in *m)
{
	const struct node *by_role = method_need(m, "scores_by_role", N_OBJECT);
	struct raters r;
	struct node *o;
	struct rate t;

	if (by_role == NULL)
		return;
	o = method_object(m);
	r = read_raters(m, by_role);
	t = rate_item(m->a, r.rating, r.n, method_number(m, "A"));
	node_count(o, "n", (int64_t)t.n);
	method_real(o, "median", t.median);
	method_real(o, "mean", t.mean);
	method_real(o, "trimmed_mean_drop_1_each_end", t.trimmed);
	method_real(o, "sd", t.sd);
	method_real(o, "q1_type7", t.q1);
	method_real(o, "q3_type7", t.q3);
	method_real(o, "role_weighted_mean", rate_by_role(r.rating, r.role,
	    r.n, r.weight, r.roles, SIZE_MAX));
	method_real(o, "role_weighted_mean_without_external",
	    rate_by_role(r.rating, r.role, r.n, r.weight, r.roles,
	        r.external));
	method_real(o, "r_wg", t.wg);
	method_real(o, "consensus_Tastle_Wierman", t.consensus);
	method_real(o, "self_minus_external",
	    rate_of_role(r.rating, r.role, r.n, r.self) -
	    rate_of_role(r.rating, r.role, r.n, r.external));
}

/* ---- agreement ---- */

static struct agree *
read_units(struct method_in *m, const struct node *units)
{
	struct agree *g = agree_new(m->a);
	const struct node *it;
	double *x;
	size_t n;

	for (it = json_first(units, ""); it != NULL; it = it->next) {
		x = method_numbers(m->a, it, &n);
		agree_unit(g, x, n);
	}
	return g;
}

static void
m05a(struct method_in *m)
{
	const struct node *units = method_need(m, "units", N_LIST);
	struct agree_alpha nominal;
	struct agree *g;
	struct node *o;

	if (units == NULL)
		return;
	o = method_object(m);
	g = read_units(m, units);
	nominal = agree_alpha(g, AGREE_NOMINAL);
	method_real(o, "nominal", nominal.alpha);
	method_real(o, "ordinal", agree_alpha(g, AGREE_ORDINAL).alpha);
	method_real(o, "interval", agree_alpha(g, AGREE_INTERVAL).alpha);
	method_real(o, "ratio", agree_alpha(g, AGREE_RATIO).alpha);
	method_real(o, "n_pairable", nominal.pairable);
}

static void
m05b(struct method_in *m)
{
	const struct node *units = method_need(m, "units", N_LIST);
	struct agree_alpha ordinal;
	struct agree *g;
	struct node *o;

	if (units == NULL)
		return;
	o = method_object(m);
	g = read_units(m, units);
	ordinal = agree_alpha(g, AGREE_ORDINAL);
	method_real(o, "ordinal", ordinal.alpha);
	method_real(o, "ordinal_Do", ordinal.observed);
	method_real(o, "ordinal_De", ordinal.expected);
	method_real(o, "interval", agree_alpha(g, AGREE_INTERVAL).alpha);
	method_real(o, "nominal", agree_alpha(g, AGREE_NOMINAL).alpha);
	method_real(o, "n_pairable", ordinal.pairable);
}

static void
write_kappa(struct node *o, const char *name, struct agree_kappa k)
{
	o = node_object(o, name);
	method_real(o, "po", k.po);
	method_real(o, "pe", k.pe);
	method_real(o, "kappa", k.kappa);
	method_real(o, "se", k.se);
	method_interval(o, "ci95", k.lo, k.hi);
}

static void
m06(struct method_in *m)
{
	const struct node *table = method_need(m, "table", N_LIST);
	struct node *o;
	double *x;
	size_t n, columns;

	if (table == NULL)
		return;
	o = method_object(m);
	x = method_table(m->a, table, &n, &columns);
	if (n != columns)
		n = 0;                  /* not of two raters: nothing */
	write_kappa(o, "none", agree_kappa(x, n, AGREE_EQUAL));
	write_kappa(o, "linear", agree_kappa(x, n, AGREE_LINEAR));
	write_kappa(o, "quadratic", agree_kappa(x, n, AGREE_QUADRATIC));
}

static void
m07(struct method_in *m)
{
	const struct node *table = method_need(m, "X", N_LIST);
	struct agree_icc r;
	struct node *o;
	double *x;
	size_t n, k;

	if (table == NULL)
		return;
	o = method_object(m);
	x = method_table(m->a, table, &n, &k);
	r = agree_icc(m->a, x, n, k);
	method_real(o, "BMS", r.bms);
	method_real(o, "JMS", r.jms);
	method_real(o, "EMS", r.ems);
	method_real(o, "WMS", r.wms);
	method_real(o, "ICC(1,1)", r.icc1);
	method_real(o, "ICC(2,1)", r.icc2);
	method_real(o, "ICC(3,1)", r.icc3);
	method_real(o, "ICC(1,k)", r.icc1k);
	method_real(o, "ICC(2,k)", r.icc2k);
	method_real(o, "ICC(3,k)", r.icc3k);
}

/* ---- composites ---- */

static struct score_dimension *
read_dimensions(struct method_in *m, const struct node *list, double lo,
    double hi, struct node *normalised)
{
	struct score_dimension *d = NEWS(m->a, struct score_dimension,
	    list->n + 1);
	const struct node *it;
	size_t n = 0;

	for (it = json_first(list, ""); it != NULL; it = it->next, n++) {
		d[n].value = method_child_real(it, 0);
		d[n].weight = method_child_real(it, 1);
		method_real(normalised, it->name, lo < hi ?
		    (d[n].value - lo) / (hi - lo) : NAN);
	}
	return d;
}

/* The index as it would be without each dimension in turn, and the list
 * of those that are missing as it is. */
static void
write_missing(struct method_in *m, struct node *o, const struct node *list,
    struct score_dimension *d, double lo, double hi)
{
	const struct node *it;
	double kept;
	size_t i;

	for (i = 0, it = json_first(list, ""); it != NULL; it = it->next, i++) {
		kept = d[i].value;
		if (isnan(kept))
			node_item_text(node_list(o, "missing"),
			    str_of(it->name));
		d[i].value = NAN;
		method_real(o, str_print(m->a, "missing_%s_renormalised",
		    it->name).p, score_composite(d, list->n, lo,
		    hi).arithmetic);
		d[i].value = kept;
	}
}

static void
m16(struct method_in *m)
{
	const struct node *list = method_need(m, "dimension", N_OBJECT), *scale;
	struct score_dimension *d;
	struct score_composite c;
	struct node *o;
	double lo, hi;

	if (list == NULL || (scale = method_need(m, "scale", N_LIST)) == NULL)
		return;
	lo = method_child_real(scale, 0);
	hi = method_child_real(scale, 1);
	o = method_object(m);
	d = read_dimensions(m, list, lo, hi, node_object(o, "normalised"));
	c = score_composite(d, list->n, lo, hi);
	method_real(o, "arithmetic", c.arithmetic);
	method_real(o, "geometric", c.geometric);
	method_real(o, "arithmetic_back_on_scale",
	    lo + (hi - lo) * c.arithmetic);
	write_missing(m, o, list, d, lo, hi);
}

const struct method method_assess[] = {
	{ "M00", m00 }, { "M01", m01 }, { "M02", m02 }, { "M03", m03 },
	{ "M04", m04 }, { "M05a", m05a }, { "M05b", m05b }, { "M06", m06 },
	{ "M07", m07 }, { "M16", m16 },
	{ 0 }
};
