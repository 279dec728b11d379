/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* change.json, did.json, opi_self_external.json, empowerment_scale.json. */
#include "flow/results_in.h"

#include <math.h>

#include "base/sort.h"
#include "flow/raters.h"
#include "flow/reassess.h"

struct splitting {
	struct arena               *a;
	struct node                *o;
	const struct reassess_pair *p;
	str                         level;      /* "organisation" */
};

/* A second framework of the same kind of subjects says which it is. */
static str
level_of(struct arena *a, const struct node *o, const struct reassess_pair *p)
{
	const str name = results_level(p->first->round.subject_type);
	const struct node *it;

	for (it = o->first; it != NULL; it = it->next)
		if (str_starts(str_of(it->name), name))
			return str_print(a, "%.*s_%.*s", (int)name.n, name.p,
			    (int)p->first->instrument->framework.code.n,
			    p->first->instrument->framework.code.p);
	return name;
}

static int
by_code(const void *one, const void *other, const void *with)
{
	const struct dimension *d = with;

	return str_order(d[*(const size_t *)one].code,
	    d[*(const size_t *)other].code);
}

static void
split(struct splitting *s, str name, const struct reassess_of *of)
{
	const struct instrument *in = s->p->first->instrument;
	struct reassess_change *c = NEWS(s->a, struct reassess_change,
	    in->dimensions + 1);
	size_t *order = NEWS(s->a, size_t, in->dimensions + 1), i;
	struct node *o, *row;

	if (reassess_change(s->p, of, c) == 0)
		return;
	o = node_object(s->o, str_z(s->a, name));
	for (i = 0; i < in->dimensions; i++)
		order[i] = i;
	sort(s->a, order, in->dimensions, sizeof(*order), by_code,
	    in->dimension);
	for (i = 0; i < in->dimensions; i++) {
		if (c[order[i]].n == 0)
			continue;
		row = node_object(o, str_z(s->a,
		    in->dimension[order[i]].code));
		node_count(row, "n", (int64_t)c[order[i]].n);
		node_real(row, "mean_change", c[order[i]].mean, -1);
	}
}

static str
named(const struct splitting *s, const char *end)
{
	return str_print(s->a, "%.*s_%s", (int)s->level.n, s->level.p, end);
}

/* Local governments that were dissolved: districts. */
static bool
all_were_local(const struct reassess_pair *p)
{
	size_t i;

	for (i = 0; i < p->first->subjects; i++)
		if (p->subject[i].is_successor && !p->subject[i].was_local)
			return false;
	return true;
}

static void
by_successor(struct splitting *s)
{
	const struct reassess_of all = { 0 };
	const struct reassess_of own = { .no_successors = true };
	const struct reassess_of theirs = { .successors_only = true };
	struct reassess_change *c = NEWS(s->a, struct reassess_change,
	    s->p->first->instrument->dimensions + 1);
	size_t n = reassess_change(s->p, &own, c);

	split(s, named(s, "linked"), &all);
	split(s, named(s, str_print(s->a, "unlinked_n_is_%zu", n).p), &own);
	split(s, all_were_local(s->p) ? S("districts_only")
	    : named(s, "successors_only"), &theirs);
}

static void
by_side(struct splitting *s)
{
	const struct reassess_of gov = { .side = "GOVERNMENTAL" };
	const struct reassess_of other = { .side = "NON_GOVERNMENTAL" };

	if (reassess_count(s->p, &gov) == 0 ||
	    reassess_count(s->p, &other) == 0)
		return;
	split(s, named(s, "governmental"), &gov);
	split(s, named(s, "non_governmental"), &other);
}

static void
by_kind(struct splitting *s)
{
	const struct reassess_of women = { .sex = "F" };
	const struct reassess_of treated = { .is_treated = YES };
	const struct reassess_of others = { .is_treated = NO };

	by_side(s);
	split(s, named(s, "women"), &women);
	split(s, named(s, "treated"), &treated);
	split(s, named(s, "comparison"), &others);
}

static bool
fill_change(const struct results_in *in, struct node *o)
{
	struct splitting s = { .a = in->c->arena, .o = o };
	const struct reassess_of all = { 0 };
	struct reassess_pair *p;
	size_t i, n;

	if (!reassess_pairs(in->c, in->programme, in->round, in->rounds, &p,
	    &n))
		return false;
	for (i = 0; i < n; i++) {
		s.p = &p[i];
		s.level = level_of(s.a, o, s.p);
		if (p[i].followed > 0)
			by_successor(&s);
		else
			split(&s, s.level, &all);
		by_kind(&s);
	}
	return true;
}

/* ---- treated against comparison ---- */

static void
tree_contrast(struct arena *a, struct node *o,
    const struct reassess_contrast *t)
{
	struct node *row;
	size_t i;

	node_text(o, "unit", str_print(a, "community, mean of %zu domains "
	    "(>=%zu answered)", t->dimensions, t->at_least));
	for (i = 0; i < t->units; i++) {
		row = node_row(o, "table");
		node_text(row, "community_id", t->unit[i].code);
		node_count(row, "treated", t->unit[i].is_treated == YES);
		node_real(row, "pre", t->unit[i].pre, -1);
		node_real(row, "post", t->unit[i].post, -1);
	}
	node_count(o, "n_treated", (int64_t)t->n_treated);
	node_count(o, "n_comparison", (int64_t)t->n_others);
	node_real(o, "mean_change_treated", t->treated_change, -1);
	node_real(o, "mean_change_comparison", t->others_change, -1);
	node_real(o, "DiD", t->effect, -1);
	node_real(o, "se_welch", t->se, -1);
	node_real(o, "df_welch", t->df, -1);
	node_text(o, "caveat", str_print(a, "%zu vs %zu communities, chosen "
	    "not randomised, one pre-period", t->treated, t->others));
}

static bool
fill_contrast(const struct results_in *in, struct node *o)
{
	struct reassess_contrast *t;
	struct reassess_pair *p;
	size_t i, n;

	if (!reassess_pairs(in->c, in->programme, in->round, in->rounds, &p,
	    &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!reassess_contrast(in->c, &p[i], &t))
			return false;
		if (t != NULL && o->n == 0)
			tree_contrast(in->c->arena, o, t);
	}
	return true;
}

/* ---- raters ---- */

/* The programme's first baseline of a framework with that rule. */
static const struct results *
baseline_of(const struct results_in *in, const char *rule)
{
	size_t i;

	for (i = 0; i < in->rounds; i++)
		if (str_is(in->round[i]->round.kind, "baseline") &&
		    str_is(in->round[i]->instrument->framework.rater_rule,
		    rule))
			return in->round[i];
	return NULL;
}

static bool
fill_kappa(const struct results_in *in, struct node *o)
{
	const struct results *r = baseline_of(in, "agreed");
	struct node *rows, *row;
	struct raters_table t;
	size_t i, j;

	if (r == NULL)
		return true;
	if (!raters_table(in->c, r, &t))
		return false;
	if (t.n == 0)
		return true;
	node_text(o, "round", r->round.code);
	rows = node_list(o, "table_self_rows_external_cols");
	for (i = 0; i < t.levels; i++) {
		row = node_add(rows, NULL, N_LIST);
		for (j = 0; j < t.levels; j++)
			node_item_count(row,
			    (int64_t)t.count[i * t.levels + j]);
	}
	node_count(o, "n", (int64_t)t.n);
	node_real(o, "kappa", t.equal.kappa, -1);
	node_real(o, "kappa_linear", t.linear.kappa, -1);
	node_real(o, "kappa_quadratic", t.quadratic.kappa, -1);
	node_real(o, "mean_self_minus_external", t.difference, -1);
	return true;
}

static bool
fill_scale(const struct results_in *in, struct node *o)
{
	const struct results *r = baseline_of(in, "single");
	struct raters_scale s;

	if (r == NULL)
		return true;
	if (!raters_scale(in->c, r, &s))
		return false;
	node_text(o, "round", r->round.code);
	node_count(o, "n_sheets", (int64_t)s.sheets);
	node_count(o, "n_complete", (int64_t)s.complete);
	node_real(o, "alpha", s.test.alpha, -1);
	return true;
}

const struct results_file results_change[] = {
	{ "change.json",            fill_change },
	{ "did.json",               fill_contrast },
	{ "opi_self_external.json", fill_kappa },
	{ "empowerment_scale.json", fill_scale },
	{ 0 }
};
