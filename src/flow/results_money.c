/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* finance.json and training.json. */
#include "flow/results_in.h"

#include <math.h>

#include "flow/finance.h"
#include "flow/train.h"

/* As a sum nothing is nought: of no transaction nothing was paid. */
static void
total(struct node *o, const char *name, struct money m, bool counted)
{
	if (m.currency[0] == '\0' && counted)
		node_count(o, name, 0);
	else
		node_amount(o, name, m);
}

static void
by_code(struct arena *a, struct node *o, const char *name,
    const struct finance_sum *s, size_t n, bool spent)
{
	struct node *by = node_object(o, name);
	struct money m;
	size_t i;

	for (i = 0; i < n; i++) {
		m = spent ? s[i].spent : s[i].budget;
		if (m.currency[0] != '\0')
			node_amount(by, str_z(a, s[i].code), m);
	}
}

static bool
fill_finance(const struct results_in *in, struct node *o)
{
	struct arena *a = in->c->arena;
	struct finance *f;
	struct node *list;
	size_t i;

	if (!finance_of(in->c, in->programme, &f))
		return false;
	if (f->lines + f->transactions == 0)
		return true;
	node_z(o, "base_currency", f->currency);
	total(o, "budget_total", f->budget, f->lines > 0);
	by_code(a, o, "budget_by_un_category", f->category, f->categories,
	    false);
	total(o, "expenditure_total", f->spent, f->transactions > 0);
	by_code(a, o, "expenditure_by_un_category", f->category,
	    f->categories, true);
	by_code(a, o, "expenditure_by_activity", f->activity, f->activities,
	    true);
	node_real(o, "absorption", f->absorption, -1);
	list = node_list(o, "overspent_activities");
	for (i = 0; i < f->activities; i++)
		if (f->activity[i].is_over)
			node_item_text(list, f->activity[i].code);
	node_real(o, "equipment_share_of_budget", f->equipment_share, -1);
	total(o, "incoming_funds", f->incoming, f->transactions > 0);
	total(o, "commitments", f->committed, f->transactions > 0);
	node_count(o, "transactions", f->transactions);
	node_count(o, "not_converted", f->unconverted);
	return true;
}

/* ---- training ---- */

static void
tree_paired(struct node *o, const struct train_course *c)
{
	const struct effect_paired *p = &c->paired;
	bool enough = p->n >= TRAIN_PAIRS;
	struct node *ci;

	node_count(o, "n", (int64_t)p->n);
	node_real(o, "mean_pre", p->mean_pre, -1);
	node_real(o, "mean_post", p->mean_post, -1);
	node_real(o, "mean_diff", p->mean, -1);
	node_real(o, "sd_diff", p->sd, -1);
	node_real(o, "t", p->t, -1);
	node_real(o, "df", p->df, -1);
	node_real(o, "r", p->r, -1);
	node_real(o, "d_z", enough ? p->d_z : NAN, -1);
	node_real(o, "g_z", enough ? p->g_z : NAN, -1);
	node_real(o, "d_av", enough ? p->d_av : NAN, -1);
	node_real(o, "g_av", enough ? p->g_av : NAN, -1);
	if (enough && !isnan(p->g_av_lo)) {
		ci = node_list(o, "g_av_ci95");
		node_item_real(ci, p->g_av_lo, -1);
		node_item_real(ci, p->g_av_hi, -1);
	} else
		node_none(o, "g_av_ci95");
	node_real(o, "W_plus", c->ranks.plus, -1);
	node_real(o, "W_minus", c->ranks.minus, -1);
	node_count(o, "wilcoxon_m", (int64_t)c->ranks.m);
	node_real(o, "wilcoxon_z_no_cc", c->ranks.z, -1);
	node_real(o, "hake_g", c->gain.gain, -1);
	if (!enough)
		node_z(o, "why_no_effect_size", "fewer than 5 pairs");
}

/* A question that all answered alike tells nobody apart: these files say 0
 * of it, where pages say nothing. */
static void
tree_items(struct arena *a, struct node *o, const struct train_course *c)
{
	struct node *row;
	double r;
	size_t i;

	for (i = 0; i < c->items && c->n_post > 0; i++) {
		row = node_object(o, str_z(a, c->item[i].code));
		r = c->item[i].quality.r_rest;
		node_real(row, "p", c->item[i].quality.difficulty, -1);
		node_real(row, "r_it_corrected", isnan(r) ? 0 : r, -1);
	}
}

static void
tree_months(struct arena *a, struct node *o, const struct train_course *c)
{
	const struct train_month *m;
	struct node *row;
	size_t i;

	for (i = 0; i < c->months; i++) {
		m = &c->month[i];
		row = node_object(o, str_print(a, "%lld",
		    (long long)m->month).p);
		node_count(row, "n", (int64_t)m->n);
		node_real(row, "retention", m->retention, -1);
		node_count(row, "applied_yes", (int64_t)m->applied);
		node_count(row, "applied_answered", (int64_t)m->answered);
		node_real(row, "transfer_rate", m->transfer, -1);
		node_real(row, "response_rate", m->response, -1);
	}
	if (c->decay.fitted == 0)
		return;
	row = node_object(o, "fit");
	node_real(row, "lambda_per_month", c->decay.lambda, -1);
	node_real(row, "half_life_months", c->decay.half_life, -1);
}

/* Amounts of a currency without minor units are large: their names say the
 * currency, as in cost_actual_vnd. */
static void
tree_cost(struct arena *a, struct node *o, const struct train_course *c,
    const char *currency)
{
	str ends = money_exponent(currency) == 0 ? str_print(a, "_%.*s", 3,
	    str_lower(a, str_of(currency)).p) : S("");

	node_amount(o, str_print(a, "cost_actual%s", ends.p).p, c->spent);
	node_real(o, str_print(a, "cost_per_person_score_point%s",
	    ends.p).p, c->per_point, -1);
}

static void
tree_course(struct arena *a, struct node *o, const struct train_course *c)
{
	node_count(o, "items", (int64_t)c->items);
	if (c->weakest < c->items)
		node_text(o, "poor_item_planted", c->item[c->weakest].code);
	else
		node_none(o, "poor_item_planted");
	tree_paired(node_object(o, "paired"), c);
	node_count(o, "n_pre", (int64_t)c->n_pre);
	node_count(o, "n_post", (int64_t)c->n_post);
	node_real(o, "alpha_post", c->test.alpha, -1);
	tree_items(a, node_object(o, "items_post"), c);
	tree_months(a, node_object(o, "follow_up"), c);
	if (!str_none(c->activity_code))
		node_text(o, "activity", c->activity_code);
	tree_cost(a, o, c, c->spent.currency);
}

static void
tree_event(struct arena *a, struct node *all, const struct train_event *e)
{
	struct node *o = node_object(all, str_z(a, e->code));

	node_count(o, "n", (int64_t)e->n);
	node_real(o, "mean_content", e->content, -1);
	node_real(o, "mean_trainer", e->trainer, -1);
	node_real(o, "mean_relevance", e->relevance, -1);
	node_real(o, "mean_logistics", e->logistics, -1);
	node_real(o, "nps", e->promoters, -1);
}

static bool
fill_training(const struct results_in *in, struct node *o)
{
	struct arena *a = in->c->arena;
	struct train *t;
	struct node *by;
	size_t i;

	if (!train_of(in->c, in->programme, &t))
		return false;
	if (t->courses + t->events == 0)
		return true;
	by = node_object(o, "courses");
	for (i = 0; i < t->courses; i++)
		tree_course(a, node_object(by, str_z(a, t->course[i].code)),
		    &t->course[i]);
	by = node_object(o, "reaction_level1");
	for (i = 0; i < t->events; i++)
		tree_event(a, by, &t->event[i]);
	return true;
}

const struct results_file results_money[] = {
	{ "finance.json",  fill_finance },
	{ "training.json", fill_training },
	{ 0 }
};
