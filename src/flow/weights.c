/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/weights.h"

#include <math.h>

#include "base/write.h"
#include "flow/rounds.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/text.h"

enum { LIST_MOST = 1 << 14, TYPED_MOST = 1000000 };

static const double consistent = 0.1;   /* Saaty: a CR below it */

static const struct {
	const char *name, *member;      /* on a page; in the rule */
} kinds[WEIGHTS_KINDS] = {
	{ "dimensions", "dimension_weights" },
	{ "ranking", "priority_weights" },
};

static const str criteria[] = { { "importance", 10 }, { "urgency", 7 },
	{ "gap", 3 } };

const char *
weights_name(enum weights_kind kind)
{
	return kinds[kind].name;
}

enum weights_kind
weights_named(str name)
{
	int k;

	for (k = 0; k < WEIGHTS_KINDS; k++)
		if (str_is(name, kinds[k].name))
			break;
	return (enum weights_kind)k;
}

/* ---- as the round has them ---- */

static void
to_whole(double *x, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += x[i];
	for (i = 0; i < n && sum > 0; i++)
		x[i] /= sum;
}

/* A mean without weights takes all dimensions alike. */
static bool
dimensions_of(struct ctx *c, const struct assessment_round *r,
    struct weights *w)
{
	struct instrument *in;
	double weight;
	str *code;
	size_t i;

	if (!assess_instrument(c, r->framework, &in) ||
	    !rounds_apply(c, r->rule, in))
		return false;
	w->n = in->dimensions;
	w->code = code = NEWS(c->arena, str, w->n + 1);
	w->now = NEWS(c->arena, double, w->n + 1);
	for (i = 0; i < w->n; i++) {
		code[i] = in->dimension[i].code;
		weight = in->dimension[i].weight;
		w->now[i] = !isnan(weight) && str_is(
		    in->framework.overall_rule, "weighted_mean") ? weight : 1;
	}
	w->is_sum = str_is(in->framework.overall_rule, "sum_over_max");
	to_whole(w->now, w->n);
	return true;
}

static void
criteria_of(struct ctx *c, const struct assessment_round *r, struct weights *w)
{
	w->n = sizeof(criteria) / sizeof(*criteria);
	w->code = criteria;
	w->now = NEWS(c->arena, double, w->n);
	rounds_priority(c, r->rule, w->now);
	to_whole(w->now, w->n);
}

static void
set_pairs(struct ctx *c, struct weights *w)
{
	size_t i, j;

	w->pair = NEWS(c->arena, struct weights_pair, w->n * w->n + 1);
	w->pairs = 0;
	if (w->n > WEIGHTS_MOST || w->is_sum)
		return;
	for (i = 0; i < w->n; i++)
		for (j = i + 1; j < w->n; j++)
			w->pair[w->pairs++] = (struct weights_pair){ i, j,
				1 };
}

static bool
is_judgement(int64_t says)
{
	return says == 1 || (says >= 2 && says <= WEIGHTS_TOP) ||
	    (says <= -2 && says >= -WEIGHTS_TOP);
}

/* One that was kept, whichever way round the two stand by now. */
static void
take(struct weights *w, const struct node *kept)
{
	str a = json_as_text(json_at(kept, "0"));
	str b = json_as_text(json_at(kept, "1"));
	int64_t says = json_as_count(json_at(kept, "2"));
	struct weights_pair *p;
	size_t i;

	if (!is_judgement(says))
		return;
	for (i = 0; i < w->pairs; i++) {
		p = &w->pair[i];
		if (str_same(a, w->code[p->first]) &&
		    str_same(b, w->code[p->second]))
			p->says = says;
		else if (str_same(b, w->code[p->first]) &&
		    str_same(a, w->code[p->second]))
			p->says = says == 1 ? 1 : -says;
		else
			continue;
		w->judged = true;
	}
}

static bool
take_all(struct ctx *c, str rule, struct weights *w)
{
	const struct node *of, *k;
	struct node *tree;

	if (str_none(rule))
		return true;
	if (!json_read(c->arena, rule, &tree, &c->errors))
		return false;
	of = json_at(tree, "judgements");
	if (of == NULL)
		return true;
	for (k = json_first(of, kinds[w->kind].member); k != NULL; k = k->next)
		take(w, k);
	return true;
}

static void
set_typed(struct ctx *c, str rule, struct weights *w)
{
	size_t i;

	w->typed = NEWS(c->arena, double, w->n + 1);
	for (i = 0; i < w->n; i++) {
		w->typed[i] = rounds_number(c, rule, kinds[w->kind].member,
		    w->code[i]);
		w->own |= !isnan(w->typed[i]);
	}
}

bool
weights_of(struct ctx *c, const struct assessment_round *r,
    enum weights_kind kind, struct weights *w)
{
	*w = (struct weights){ .kind = kind };
	if (kind == WEIGHTS_PRIORITY)
		criteria_of(c, r, w);
	else if (!dimensions_of(c, r, w))
		return false;
	set_pairs(c, w);
	set_typed(c, r->rule, w);
	if (!take_all(c, r->rule, w))
		return false;
	weights_count(c, w);
	return true;
}

/* ---- counted ---- */

static double
ratio_of(int64_t says)
{
	return says < 0 ? 1 / (double)-says : (double)says;
}

static int64_t
nearest(double ratio)
{
	double n = round(ratio >= 1 ? ratio : 1 / ratio);
	int64_t says = n > WEIGHTS_TOP ? WEIGHTS_TOP : (int64_t)n;

	return ratio >= 1 || says == 1 ? says : -says;
}

/* How many times too large or too small is it?  By its logarithm, so that
 * 3 for 1 is as bad as 1 for 3. */
static void
find_worst(struct weights *w)
{
	const double alike = 1e-9;
	double off, most = 0, ratio;
	size_t i;

	w->worst = w->pairs;
	for (i = 0; i < w->pairs; i++) {
		ratio = w->weight[w->pair[i].first] /
		    w->weight[w->pair[i].second];
		off = fabs(log(ratio_of(w->pair[i].says) / ratio));
		if (!(off > most + alike))
			continue;       /* of equals the first */
		most = off;
		w->worst = i;
		w->fits = nearest(ratio);
	}
}

void
weights_count(struct ctx *c, struct weights *w)
{
	double *m = NEWS(c->arena, double, w->n * w->n + 1), ratio;
	double *other = NEWS(c->arena, double, w->n + 1);
	const struct weights_pair *p;
	size_t i;

	w->weight = NEWS(c->arena, double, w->n + 1);
	w->worst = w->pairs;
	w->accepted = true;
	w->check = (struct weigh){ NAN, NAN, NAN };
	if (w->pairs == 0)
		return;
	for (i = 0; i < w->n; i++)
		m[i * w->n + i] = 1;
	for (i = 0; i < w->pairs; i++) {
		p = &w->pair[i];
		ratio = is_judgement(p->says) ? ratio_of(p->says) : NAN;
		m[p->first * w->n + p->second] = ratio;
		m[p->second * w->n + p->first] = 1 / ratio;
	}
	if (!weigh_pairs(c->arena, m, w->n, w->weight, other, &w->check))
		return;
	w->accepted = isnan(w->check.cr) || w->check.cr < consistent;
	find_worst(w);
}

/* ---- kept ---- */

static const char *
field_of(struct ctx *c, const struct weights *w, size_t pair)
{
	return str_print(c->arena, "%s.%zu", kinds[w->kind].name, pair).p;
}

static bool
check(struct ctx *c, const struct weights *w, bool all_the_same)
{
	bool fine = true;
	size_t i;

	if (w->is_sum)
		return fail(&c->errors, INVALID, NULL, "The framework adds "
		    "points up: weights are not used.");
	if (w->pairs == 0)
		return fail(&c->errors, INVALID, NULL, "There are not from 2 "
		    "to %d of them to compare.", WEIGHTS_MOST);
	for (i = 0; i < w->pairs; i++)
		if (!is_judgement(w->pair[i].says))
			fine = fail(&c->errors, INVALID, field_of(c, w, i),
			    "A judgement is from 1 to %d, for one or the "
			    "other.", WEIGHTS_TOP);
	if (!fine || w->accepted || all_the_same)
		return fine;
	return fail(&c->errors, INVALID, field_of(c, w, w->worst),
	    "The judgements contradict one another: consistency ratio %.2f, "
	    "and 0.10 is the limit. This one fits the others least.",
	    w->check.cr);
}

static bool
check_typed(struct ctx *c, const struct weights *w)
{
	const char *name = weights_name(w->kind);
	bool fine = true;
	double sum = 0;
	size_t i;

	if (w->is_sum)
		return fail(&c->errors, INVALID, NULL, "The framework adds "
		    "points up: weights are not used.");
	for (i = 0; i < w->n; i++) {
		if (!(w->typed[i] >= 0 && w->typed[i] <= TYPED_MOST))
			fine = fail(&c->errors, INVALID, str_print(c->arena,
			    "%s.w%zu", name, i).p, "A weight is a number "
			    "from 0 to %d; 0 leaves it out.", TYPED_MOST);
		sum += w->typed[i];
	}
	if (!fine || sum > 0)
		return fine;
	return fail(&c->errors, INVALID, name, "All weights are 0: then "
	    "nothing counts. Let at least one be more.");
}

static str
weights_json(struct ctx *c, const struct weights *w, const double *weight)
{
	struct write out = write_new(c->arena, LIST_MOST);
	size_t i;

	for (i = 0; i < w->n; i++) {
		write_char(&out, i == 0 ? '{' : ',');
		json_quote(&out, w->code[i]);
		write_char(&out, ':');
		write_real(&out, weight[i]);
	}
	write_char(&out, '}');
	return write_done(&out);
}

static str
pairs_json(struct ctx *c, const struct weights *w)
{
	struct write out = write_new(c->arena, LIST_MOST);
	size_t i;

	for (i = 0; i < w->pairs; i++) {
		write_z(&out, i == 0 ? "[[" : ",[");
		json_quote(&out, w->code[w->pair[i].first]);
		write_char(&out, ',');
		json_quote(&out, w->code[w->pair[i].second]);
		write_format(&out, ",%lld]", (long long)w->pair[i].says);
	}
	write_char(&out, ']');
	return write_done(&out);
}

/* The judgements of the other list stay. */
static bool
set_judgements(struct ctx *c, const char *member, str pairs, str *rule)
{
	struct write out = write_new(c->arena, LIST_MOST * 2);
	const struct node *was = NULL;
	struct node *tree = NULL;
	str all = { 0 };

	if (!str_none(*rule) && !json_read(c->arena, *rule, &tree, &c->errors))
		return false;
	if (tree != NULL)
		was = json_at(tree, "judgements");
	if (was != NULL && was->kind == N_OBJECT) {
		json_write(&out, was, false);
		all = write_done(&out);
	}
	return rounds_set(c, all, member, pairs, &all) &&
	    rounds_set(c, *rule, "judgements", all, rule);
}

static bool
set(struct ctx *c, struct assessment_round *r, enum weights_kind kind,
    str weights, str pairs)
{
	const char *member = kinds[kind].member;

	if (str_is(r->state, "locked") || str_is(r->state, "void"))
		return fail(&c->errors, CONFLICT, NULL,
		    "The round is over: it stays as it is.");
	return set_judgements(c, member, pairs, &r->rule) &&
	    rounds_set(c, r->rule, member, weights, &r->rule) &&
	    flow_save(c, &assessment_round_entity, r);
}

bool
weights_keep(struct ctx *c, struct assessment_round *r, struct weights *w,
    bool all_the_same)
{
	weights_count(c, w);
	return check(c, w, all_the_same) &&
	    set(c, r, w->kind, weights_json(c, w, w->weight),
	    pairs_json(c, w));
}

bool
weights_type(struct ctx *c, struct assessment_round *r, struct weights *w)
{
	return check_typed(c, w) && set(c, r, w->kind,
	    weights_json(c, w, w->typed), (str){ 0 });
}

bool
weights_drop(struct ctx *c, struct assessment_round *r, enum weights_kind kind)
{
	return set(c, r, kind, (str){ 0 }, (str){ 0 });
}
