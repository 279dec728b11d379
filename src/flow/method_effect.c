/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Methods of evaluation: before and after, tests, transfer, comparison
 * groups, what lasts. */
#include "flow/method_in.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <math.h>

#include "base/arena.h"
#include "engine/compare.h"
#include "engine/effect.h"
#include "engine/item.h"
#include "engine/survive.h"
#include "format/json.h"

/* ---- before and after ---- */

struct before_after {
	double *pre, *post;
	size_t  n;              /* of the shorter list */
};

static bool
read_pairs(struct method_in *m, const char *before, const char *after,
    struct before_after *p)
{
	const struct node *pre = method_need(m, before, N_LIST), *post;
	size_t n;

	if (pre == NULL || (post = method_need(m, after, N_LIST)) == NULL)
		return false;
	p->pre = method_numbers(m->a, pre, &p->n);
	p->post = method_numbers(m->a, post, &n);
	p->n = n < p->n ? n : p->n;
	return true;
}

static void
write_standardised(struct node *o, const struct effect_paired *e)
{
	method_real(o, "J_exact", e->j);
	method_real(o, "J_approx", e->j_near);
	method_real(o, "d_z", e->d_z);
	method_real(o, "g_z", e->g_z);
	method_interval(o, "g_z_ci95_noncentral_t", e->g_z_lo, e->g_z_hi);
	method_real(o, "lambda_L", e->shift_lo);
	method_real(o, "lambda_U", e->shift_hi);
	method_real(o, "d_av", e->d_av);
	method_real(o, "g_av", e->g_av);
	method_real(o, "var_g_av", e->var_g_av);
	method_interval(o, "g_av_ci95_normal", e->g_av_lo, e->g_av_hi);
	method_real(o, "d_rm", e->d_rm);
	method_real(o, "g_rm", e->g_rm);
	method_real(o, "d_pre(Becker/Glass)", e->d_pre);
}

static void
m08a(struct method_in *m)
{
	struct before_after p;
	struct effect_paired e;
	struct node *o;

	if (!read_pairs(m, "pre", "post", &p))
		return;
	o = method_object(m);
	e = effect_paired(m->a, p.pre, p.post, p.n);
	node_count(o, "n", (int64_t)e.n);
	method_real(o, "mean_pre", e.mean_pre);
	method_real(o, "mean_post", e.mean_post);
	method_real(o, "sd_pre", e.sd_pre);
	method_real(o, "sd_post", e.sd_post);
	method_real(o, "mean_diff", e.mean);
	method_real(o, "sd_diff", e.sd);
	method_real(o, "r_pre_post", e.r);
	method_real(o, "t", e.t);
	method_real(o, "df", e.df);
	method_real(o, "p_two_sided", e.p);
	method_interval(o, "ci95_mean_diff", e.lo, e.hi);
	write_standardised(o, &e);
}

static void
m08b(struct method_in *m)
{
	struct before_after p;
	struct effect_signed e;
	struct node *o;

	if (!read_pairs(m, "pre", "post", &p))
		return;
	o = method_object(m);
	e = effect_signed(m->a, p.pre, p.post, p.n);
	node_count(o, "zeros_dropped", (int64_t)e.zeros);
	node_count(o, "m", (int64_t)e.m);
	method_real(o, "W_plus", e.plus);
	method_real(o, "W_minus", e.minus);
	method_real(o, "p_exact_two_sided", e.p_exact);
	method_real(o, "z_no_cc", e.z);
	method_real(o, "p_normal_no_cc", e.p);
	method_real(o, "z_cc", e.z_corrected);
	method_real(o, "p_normal_cc", e.p_corrected);
	method_real(o, "rank_biserial", e.biserial);
	method_real(o, "hodges_lehmann", e.shift);
}

static const char *const bands[] = { NULL, "low", "medium", "high" };

static void
m08c(struct method_in *m)
{
	struct before_after p;
	struct effect_gain g;
	struct node *o;

	if (!read_pairs(m, "pre", "post", &p))
		return;
	o = method_object(m);
	g = effect_gain(m->a, p.pre, p.post, p.n, method_number(m, "max"));
	method_real(o, "pre_pct", g.pre_percent);
	method_real(o, "post_pct", g.post_percent);
	method_real(o, "hake_g", g.gain);
	if (g.band == EFFECT_NONE)
		node_none(o, "band");
	else
		node_z(o, "band", bands[g.band]);
	method_real(o, "mean_individual_g", g.mean_gain);
	method_real(o, "mean_normalised_change", g.mean_change);
}

/* ---- tests ---- */

/* One member of every item, as a list. */
static void
write_items(struct node *o, const char *name, const struct item_quality *q,
    size_t n, size_t member)
{
	struct node *list = node_list(o, name);
	const double *x;
	size_t i;

	for (i = 0; i < n; i++) {
		x = (const double *)(const void *)
		    ((const char *)&q[i] + member);
		node_item_real(list, *x, -1);
	}
}

static void
m09(struct method_in *m)
{
	const struct node *table = method_need(m, "X", N_LIST);
	struct item_quality *q;
	struct item_test t;
	struct node *o;
	double *x;
	size_t people, n;

	if (table == NULL)
		return;
	o = method_object(m);
	x = method_table(m->a, table, &people, &n);
	q = NEWS(m->a, struct item_quality, n);
	t = item_test(m->a, x, people, n, q);
	method_real(o, "alpha", t.alpha);
	method_real(o, "KR20", t.kr20);
	method_real(o, "KR21", t.kr21);
	write_items(o, "difficulty_p", q, n,
	    offsetof(struct item_quality, difficulty));
	write_items(o, "r_pb", q, n, offsetof(struct item_quality, r_total));
	write_items(o, "r_it_corrected", q, n,
	    offsetof(struct item_quality, r_rest));
	write_items(o, "alpha_if_deleted", q, n,
	    offsetof(struct item_quality, alpha_without));
	node_count(o, "n_group27", (int64_t)t.group);
	write_items(o, "D_27", q, n,
	    offsetof(struct item_quality, discrimination));
	method_real(o, "mean_total", t.mean);
	method_real(o, "sd_total", t.sd);
	method_real(o, "SEM", t.sem);
	method_interval(o, "alpha_ci95_Feldt", t.lo, t.hi);
}

/* ---- transfer ---- */

static void
m10(struct method_in *m)
{
	double trained = method_number(m, "trained");
	double followed = method_number(m, "followed_up");
	double applied = method_number(m, "applied");
	struct effect_share s = effect_share(applied, followed);
	struct node *o = method_object(m);

	method_real(o, "rate_followed", s.share);
	method_interval(o, "wilson95", s.lo, s.hi);
	method_real(o, "itt_rate", effect_share(applied, trained).share);
	method_real(o, "response_rate", effect_share(followed, trained).share);
}

/* ---- comparison groups ---- */

static void
m12(struct method_in *m)
{
	struct before_after t, c;
	struct compare d;
	struct node *o;

	if (!read_pairs(m, "T_pre", "T_post", &t) ||
	    !read_pairs(m, "C_pre", "C_post", &c))
		return;
	o = method_object(m);
	d = compare_changes(m->a, (struct compare_group){ t.pre, t.post, t.n },
	    (struct compare_group){ c.pre, c.post, c.n });
	method_real(o, "mean_T_pre", d.treated_pre);
	method_real(o, "mean_T_post", d.treated_post);
	method_real(o, "mean_C_pre", d.others_pre);
	method_real(o, "mean_C_post", d.others_post);
	method_real(o, "DiD", d.effect);
	method_real(o, "se_welch", d.welch.se);
	method_real(o, "df_welch", d.welch.df);
	method_real(o, "t_welch", d.welch.t);
	method_real(o, "p_welch", d.welch.p);
	method_interval(o, "ci95_welch", d.welch.lo, d.welch.hi);
	method_real(o, "se_pooled", d.pooled.se);
	method_real(o, "t_pooled", d.pooled.t);
	method_real(o, "p_pooled", d.pooled.p);
	method_real(o, "baseline_balance_diff", d.balance);
}

/* ---- what lasts ---- */

static void
m14a(struct method_in *m)
{
	const struct node *list = method_need(m, "follow_ups", N_LIST), *it;
	struct survive_point *p;
	struct survive_decay d;
	struct node *o;
	size_t n = 0;

	if (list == NULL)
		return;
	o = method_object(m);
	p = NEWS(m->a, struct survive_point, list->n);
	for (it = json_first(list, ""); it != NULL; it = it->next)
		p[n++] = (struct survive_point){ method_child_real(it, 0),
		    method_child_real(it, 1), method_child_real(it, 2) };
	d = survive_decay(p, n, 24);
	method_real(o, "lambda_per_month", d.lambda);
	method_real(o, "half_life_months", d.half_life);
	method_real(o, "lambda_weighted", d.lambda_weighted);
	method_real(o, "half_life_weighted", d.half_life_weighted);
	method_real(o, "b_power", d.b);
	method_real(o, "sse_exponential", d.sse_exponential);
	method_real(o, "sse_power", d.sse_power);
	if (d.better == SURVIVE_NEITHER)
		node_none(o, "better_fit");
	else
		node_z(o, "better_fit", d.better == SURVIVE_EXPONENTIAL ?
		    "exponential" : "power");
	method_real(o, "mean_retention_0_24", d.mean);
	method_real(o, "R12_pred", exp(-12 * d.lambda));
}

static void
m14b(struct method_in *m)
{
	const struct node *list = method_need(m, "practices", N_LIST);
	const struct node *it, *ended;
	struct survive_case *c;
	struct survive_step *s;
	struct node *o, *row;
	size_t i, n = 0, steps;

	if (list == NULL)
		return;
	o = method_object(m);
	c = NEWS(m->a, struct survive_case, list->n);
	s = NEWS(m->a, struct survive_step, list->n);
	for (it = json_first(list, ""); it != NULL; it = it->next) {
		ended = method_child(it, 1);
		c[n].t = method_child_real(it, 0);
		c[n++].ended = ended != NULL && (ended->kind == N_BOOL ?
		    ended->yes : json_as_real(ended) > 0);
	}
	steps = survive_steps(m->a, c, n, s);
	node_list(o, "table");
	for (i = 0; i < steps; i++) {
		row = node_row(o, "table");
		method_real(row, "t", s[i].t);
		node_count(row, "at_risk", (int64_t)s[i].at_risk);
		node_count(row, "events", (int64_t)s[i].events);
		method_real(row, "S", s[i].s);
		method_real(row, "se", s[i].se);
	}
	method_real(o, "S24", survive_at(c, n, s, steps, 24));
}

const struct method method_effect[] = {
	{ "M08a", m08a }, { "M08b", m08b }, { "M08c", m08c }, { "M09", m09 },
	{ "M10", m10 }, { "M12", m12 }, { "M14a", m14a }, { "M14b", m14b },
	{ 0 }
};
