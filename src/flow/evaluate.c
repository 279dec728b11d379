/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/evaluate.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "engine/stat.h"
#include "flow/gather.h"
#include "model/plan.h"

#define Z95 1.959963984540054           /* normal, two-sided 95 % */

bool
evaluate_rounds(struct ctx *c, struct id programme, const struct results ***out,
    size_t *n)
{
	struct assessment_round *round;
	size_t i, rounds;

	*n = 0;
	if (!assess_rounds(c, programme, &round, &rounds))
		return false;
	*out = NEWS(c->arena, const struct results *, rounds + 1);
	for (i = 0; i < rounds; i++) {
		if (!assess_results(c, round[i].row.id, &(*out)[*n]))
			return false;
		*n += (*out)[*n]->quality.sheets > 0;
	}
	return true;
}

struct reassess_of
evaluate_whom(const struct reassess_pair *p, bool no_successors)
{
	static const struct reassess_of inside = { .is_treated = YES };
	static const struct reassess_of others = { .is_treated = NO };
	struct reassess_of of = { .is_treated = UNSAID,
		.no_successors = no_successors };

	if (reassess_count(p, &inside) > 0 && reassess_count(p, &others) > 0)
		of.is_treated = YES;
	return of;
}

static struct effect_paired
only_means(const struct effect_paired *all)
{
	struct effect_paired few = { .n = all->n, .left_out = all->left_out,
		.mean_pre = all->mean_pre, .mean_post = all->mean_post,
		.mean = all->mean };

	few.sd_pre = few.sd_post = few.sd = few.r = NAN;
	few.t = few.df = few.p = few.lo = few.hi = NAN;
	few.j = few.j_near = few.shift_lo = few.shift_hi = NAN;
	few.d_z = few.g_z = few.g_z_lo = few.g_z_hi = NAN;
	few.d_av = few.g_av = few.var_g_av = NAN;
	few.g_av_lo = few.g_av_hi = NAN;
	few.d_rm = few.g_rm = few.d_pre = NAN;
	if (all->n == 0)
		few.mean_pre = few.mean_post = few.mean = NAN;
	return few;
}

bool
evaluate_tells_persons(const struct reassess_pair *pair, size_t n)
{
	return n < EVALUATE_PAIRS &&
	    str_is(pair->first->round.subject_type, "IND");
}

struct effect_paired
evaluate_change(struct arena *a, const struct reassess_pair *p,
    const struct reassess_of *of, size_t dimension)
{
	double *pre = NEWS(a, double, p->first->subjects + 1);
	double *post = NEWS(a, double, p->first->subjects + 1);
	size_t n = reassess_scores(p, of, dimension, pre, post);
	struct effect_paired e = effect_paired(a, pre, post, n);

	return e.n < EVALUATE_PAIRS ? only_means(&e) : e;
}

struct effect_signed
evaluate_ranks(struct arena *a, const struct reassess_pair *p,
    const struct reassess_of *of, size_t dimension)
{
	double *pre = NEWS(a, double, p->first->subjects + 1);
	double *post = NEWS(a, double, p->first->subjects + 1);
	size_t n = reassess_scores(p, of, dimension, pre, post);
	struct effect_signed s = effect_signed(a, pre, post, n);

	if (effect_paired(a, pre, post, n).n < EVALUATE_PAIRS)
		s.p = s.p_exact = NAN;
	return s;
}

/* ---- the four levels ---- */

static void
set_reaction(const struct train *t, struct evaluate_rollup *out)
{
	const struct train_event *e;
	double sum = 0, mean;
	size_t i;

	for (i = 0; i < t->events; i++) {
		e = &t->event[i];
		mean = (e->content + e->trainer + e->relevance +
		    e->logistics) / 4;
		if (isnan(mean))
			continue;
		sum += mean * (double)e->n;
		out->sheets += e->n;
	}
	out->reaction = stat_ratio(sum, (double)out->sheets);
}

static void
set_learning(const struct train *t, struct evaluate_rollup *out)
{
	const struct effect_paired *e;
	double sum = 0, weight = 0, error;
	size_t i;

	for (i = 0; i < t->courses; i++) {
		e = &t->course[i].paired;
		if (!isnan(t->course[i].pass_mark)) {
			out->passed += t->course[i].passed;
			out->sat += t->course[i].n_post;
		}
		if (e->n < TRAIN_PAIRS || !(e->var_g_av > 0))
			continue;
		sum += e->g_av / e->var_g_av;
		weight += 1 / e->var_g_av;
		out->tested += e->n;
		out->courses++;
	}
	out->g = stat_ratio(sum, weight);
	error = weight > 0 ? Z95 / sqrt(weight) : NAN;
	out->g_lo = out->g - error;
	out->g_hi = out->g + error;
}

static void
set_use(const struct train *t, struct evaluate_rollup *out)
{
	const struct train_month *m;
	size_t i, j;

	for (i = 0; i < t->courses; i++)
		for (j = t->course[i].months; j-- > 0; ) {
			m = &t->course[i].month[j];
			if (m->answered == 0)
				continue;
			out->applied += m->applied;
			out->asked += m->answered;
			out->trained += t->course[i].paired.n;
			break;
		}
	out->transfer = effect_share((double)out->applied,
	    (double)out->asked);
}

static bool
is_outcome(const struct result *r)
{
	return str_is(r->level, "OUTCOME") || str_is(r->level, "IMPACT");
}

bool
evaluate_outcomes(struct ctx *c, struct id programme,
    struct indicators_one **out, size_t *n)
{
	struct indicators_one *all;
	struct indicator *in;
	struct result *r;
	struct map *at, *of;
	size_t i, j, k, indicators, results, many;

	*n = 0;
	if ((r = gather(c, &result_entity, programme, &results)) == NULL ||
	    (in = gather(c, &indicator_entity, programme,
	    &indicators)) == NULL || !indicators_of(c, programme, &all, &many))
		return false;
	at = gather_index(c->arena, r, results, sizeof(*r));
	of = gather_index(c->arena, in, indicators, sizeof(*in));
	for (i = 0; i < many; i++)
		if (gather_find(of, &all[i].id, &j) &&
		    gather_find(at, &in[j].result, &k) && is_outcome(&r[k]))
			all[(*n)++] = all[i];
	*out = all;
	return true;
}

struct evaluate_rollup
evaluate_rollup(const struct train *t, const struct indicators_one *in,
    size_t n)
{
	struct evaluate_rollup out = { 0 };
	size_t i;

	set_reaction(t, &out);
	set_learning(t, &out);
	set_use(t, &out);
	for (i = 0; i < n; i++) {
		if (isnan(in[i].achievement))
			continue;
		out.reported++;
		out.reached += in[i].achievement >= 1;
	}
	return out;
}

/* ---- groups ---- */

enum { PERSONS_LEAST = 3 };

const struct evaluate_group evaluate_groups[] = {
	{ "women", { .sex = "F", .is_treated = UNSAID } },
	{ "men", { .sex = "M", .is_treated = UNSAID } },
	{ "governmental", { .side = "GOVERNMENTAL", .is_treated = UNSAID } },
	{ "others", { .side = "NON_GOVERNMENTAL", .is_treated = UNSAID } },
	{ "treated", { .is_treated = YES } },
	{ "comparison", { .is_treated = NO } },
	{ "same", { .is_treated = UNSAID, .no_successors = true } },
	{ "followed", { .is_treated = UNSAID, .successors_only = true } },
	{ 0 }
};

static const char *const group_says[] = {       /* words: */
	"Women", "Men", "Governmental", "Non-governmental",
	"In the programme", "Comparison", "The same subjects",
	"Followed to a successor",
};

const char *
evaluate_group_says(const struct evaluate_group *g)
{
	return group_says[g - evaluate_groups];
}

const struct evaluate_group *
evaluate_group(str name)
{
	const struct evaluate_group *g;

	for (g = evaluate_groups; g->name != NULL; g++)
		if (str_is(name, g->name))
			return g;
	return NULL;
}

size_t
evaluate_least(const struct reassess_pair *p)
{
	return str_is(p->first->round.subject_type, "IND") ? PERSONS_LEAST : 1;
}

bool
evaluate_tells(const struct reassess_pair *p, const struct evaluate_group *g)
{
	size_t in = reassess_count(p, &g->of);

	return in >= evaluate_least(p) && in < p->first->subjects;
}
