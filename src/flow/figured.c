/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/figured_in.h"

#include <math.h>

#include "flow/evaluate.h"
#include "flow/find.h"
#include "flow/worth.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/text.h"

bool
figured_absent(struct ctx *c)
{
	return fail(&c->errors, ABSENT, NULL, "There is no such figure.");
}

void
figured_how(struct figured *f, const char *says)
{
	if (says != NULL && f->methods < FIGURED_METHODS)
		f->method[f->methods++] = says;
}

void
figured_fact(struct figured *f, const char *name, double value, int digits)
{
	if (f->facts < FIGURED_FACTS)
		f->fact[f->facts++] = (struct figured_fact){ name, value,
			digits };
}

void
figured_how_paired(struct figured *f)
{
	figured_how(f, "Effect size (Hedges g) = mean change / root of the "
	    "mean of both variances, made smaller for few pairs.");
	figured_how(f, "Wilcoxon: the changes are ranked by size; p is the "
	    "share of all signs they could have that lie as far out.");
	figured_how(f, "Below 5 pairs there is no interval and no effect "
	    "size: the spread of so few says nothing.");
}

struct figured_row *
figured_row_new(struct figured *f, str name, str note)
{
	struct figured_row *r = &f->row[f->rows++];
	size_t i;

	*r = (struct figured_row){ .name = name, .note = note };
	for (i = 0; i < FIGURED_COLUMNS; i++)
		r->value[i] = NAN;
	return r;
}

void
figured_heads(struct figured *f, const char *one, const char *two,
    const char *three, const char *four)
{
	const char *all[] = { one, two, three, four };

	for (f->columns = 0; f->columns < FIGURED_COLUMNS &&
	    all[f->columns] != NULL; f->columns++)
		f->head[f->columns] = all[f->columns];
}

/* ---- of two rounds ---- */

static bool
find_pair(struct figured_asked *k, str round)
{
	const struct results **all;
	struct reassess_pair *pair;
	struct assessment_round r;
	size_t i, n, pairs;
	struct id id;

	if (!id_read(round, &id) ||
	    !flow_find(k->c, &assessment_round_entity, id, &r))
		return figured_absent(k->c);
	if (!evaluate_rounds(k->c, r.programme, &all, &n) ||
	    !reassess_pairs(k->c, r.programme, all, n, &pair, &pairs))
		return false;
	for (i = 0; i < pairs; i++)
		if (id_same(pair[i].last->round.row.id, id)) {
			k->pair = &pair[i];
			k->f->programme = r.programme;
			k->f->of = str_print(k->c->arena, "%.*s, %.*s",
			    (int)pair[i].first->round.code.n,
			    pair[i].first->round.code.p, (int)r.code.n,
			    r.code.p);
			k->of = evaluate_whom(&pair[i], false);
			return true;
		}
	return figured_absent(k->c);
}

/* The ratings of one subject in one dimension, in one of the rounds. */
static str
score_open(struct figured_asked *k, const struct results *r,
    struct id subject, struct id dimension)
{
	struct arena *a = k->c->arena;

	return str_print(a, "/figure/score/%s/%s/%s",
	    id_text(a, r->round.row.id).p, id_text(a, subject).p,
	    id_text(a, dimension).p);
}

/* n is a subject's in the first round. */
static double
score_at(const struct results *r, size_t subject, size_t dimension)
{
	return subject == REASSESS_NOWHERE ? NAN
	    : dimension == r->instrument->dimensions
	    ? r->overall[subject].value
	    : r->dimension[subject][dimension].value;
}

static void
change_rows(struct figured_asked *k, size_t d)
{
	const struct reassess_pair *p = k->pair;
	const struct instrument *in = p->first->instrument;
	const struct subject *s;
	struct figured_row *r;
	size_t i;

	k->f->row = NEWS(k->c->arena, struct figured_row,
	    p->first->subjects + 1);
	for (i = 0; i < p->first->subjects; i++) {
		if (!reassess_belongs(&p->subject[i], &k->of))
			continue;
		s = &p->first->subject[i];
		r = figured_row_new(k->f, s->name, s->code);
		r->value[0] = score_at(p->first, i, d);
		r->value[1] = score_at(p->last, p->subject[i].last, d);
		r->value[2] = r->value[1] - r->value[0];
		r->counts = !isnan(r->value[2]);
		if (d < in->dimensions)
			r->open = score_open(k, p->first, s->id,
			    in->dimension[d].row.id);
	}
}

static void
change_facts(struct figured_asked *k, size_t d)
{
	struct effect_paired e = evaluate_change(k->c->arena, k->pair, &k->of,
	    d);
	struct effect_signed s = evaluate_ranks(k->c->arena, k->pair, &k->of,
	    d);
	struct figured *f = k->f;

	f->n = e.n;
	f->missing = f->rows - e.n;
	figured_fact(f, "Mean before", e.mean_pre, 2);
	figured_fact(f, "Mean after", e.mean_post, 2);
	figured_fact(f, "Mean change", e.mean, 2);
	figured_fact(f, "Change, 95% from", e.lo, 2);
	figured_fact(f, "Change, 95% to", e.hi, 2);
	figured_fact(f, "Spread before", e.sd_pre, 2);
	figured_fact(f, "Spread after", e.sd_post, 2);
	figured_fact(f, "Effect size (Hedges g)", e.g_av, 2);
	figured_fact(f, "Effect size, 95% from", e.g_av_lo, 2);
	figured_fact(f, "Effect size, 95% to", e.g_av_hi, 2);
	figured_fact(f, "Sum of the ranks that rose", s.plus, 1);
	figured_fact(f, "Wilcoxon p", s.p_exact, 6);
}

/* Part of the subjects: whom they must be enough to be told apart. */
static bool
find_group(struct figured_asked *k, str name)
{
	const struct evaluate_group *g = evaluate_group(name);

	if (g == NULL || !evaluate_tells(k->pair, g))
		return false;
	k->of = g->of;
	k->f->of = str_print(k->c->arena, "%s · %s", str_z(k->c->arena,
	    k->f->of), words_say(k->c->words,
	    evaluate_group_says(g)));
	return true;
}

static bool
find_change(struct figured_asked *k, str what)
{
	const struct instrument *in;
	struct id id;
	size_t d, at;

	in = k->pair->first->instrument;
	d = in->dimensions;
	at = str_find(what, S("."));
	if (at < what.n && !find_group(k, str_part(what, at + 1, what.n)))
		return figured_absent(k->c);
	what = str_part(what, 0, at);
	if (!str_is(what, "whole")) {
		if (!id_read(what, &id))
			return figured_absent(k->c);
		for (d = 0; d < in->dimensions &&
		    !id_same(in->dimension[d].row.id, id); d++)
			;
		if (d == in->dimensions)
			return figured_absent(k->c);
	}
	k->f->kind = "Change between two rounds";
	if (d < in->dimensions)
		k->f->title = text_in(k->c->arena, in->dimension[d].title,
		    k->c->lang);
	figured_heads(k->f, "Before", "After", "Change", NULL);
	change_rows(k, d);
	change_facts(k, d);
	figured_how(k->f, "Change = score in the last round - score in the "
	    "first, of the same subject.");
	figured_how_paired(k->f);
	if (k->of.is_treated == YES)
		figured_how(k->f, "Those of the comparison are left out.");
	k->f->missing_why = "They have no score in one of the two rounds.";
	return true;
}

static bool
find_contrast(struct figured_asked *k)
{
	struct reassess_contrast *t;
	struct figured *f = k->f;
	struct figured_row *r;
	size_t i;

	if (!reassess_contrast(k->c, k->pair, &t))
		return false;
	if (t == NULL)
		return figured_absent(k->c);
	f->kind = "Difference in differences";
	figured_heads(f, "Before", "After", "Change", NULL);
	f->row = NEWS(k->c->arena, struct figured_row, t->units + 1);
	for (i = 0; i < t->units; i++) {
		r = figured_row_new(f, t->unit[i].code, str_of(words_say(
		    k->c->words, t->unit[i].is_treated == YES
		    ? "In the programme" : "Comparison")));
		r->value[0] = t->unit[i].pre;
		r->value[1] = t->unit[i].post;
		r->value[2] = r->value[1] - r->value[0];
		r->counts = !isnan(r->value[2]);
	}
	f->n = t->n_treated + t->n_others;
	f->missing = t->units - f->n;
	figured_fact(f, "In the programme", (double)t->n_treated, 0);
	figured_fact(f, "Comparison", (double)t->n_others, 0);
	figured_fact(f, "Mean change in the programme", t->treated_change, 2);
	figured_fact(f, "Mean change of the comparison", t->others_change, 2);
	figured_fact(f, "Difference in differences", t->effect, 2);
	figured_fact(f, "Standard error (Welch)", t->se, 3);
	figured_fact(f, "Degrees of freedom", t->df, 1);
	figured_fact(f, "95% from", t->lo, 2);
	figured_fact(f, "95% to", t->hi, 2);
	figured_fact(f, "p", t->p, 3);
	figured_how(f, "Difference in differences = mean change in the "
	    "programme - mean change of the comparison; each by its mean of "
	    "dimensions.");
	figured_how(f, "This holds only if both groups would have moved alike "
	    "without the programme. One earlier round cannot show that.");
	f->missing_why = "They have no score in one of the two rounds.";
	return true;
}

/* ---- what a level has cost ---- */

static void
cost_facts(struct figured *f, const struct worth_sum *s)
{
	f->n = s->pairs;
	f->missing = s->targets - s->pairs;
	figured_fact(f, "Spent", money_real(s->spent), 2);
	figured_fact(f, "Levels gained", s->gained, 2);
	figured_fact(f, "Cost per level", s->per_level, 2);
	if (s->beside > 0) {
		figured_fact(f, "Gaps beside a comparison",
		    (double)s->beside, 0);
		figured_fact(f, "Levels gained beyond the comparison",
		    s->beyond, 2);
		figured_fact(f, "Cost per level beyond the comparison",
		    s->per_beyond, 2);
	}
	if (s->again > 0) {
		figured_fact(f, "Gaps seen again", (double)s->again, 0);
		figured_fact(f, "Share of the rise that is left",
		    s->retention, 2);
		figured_fact(f, "Cost per level kept", s->per_kept, 2);
	}
	figured_how(f, "Cost per level = what was spent on the activity / the "
	    "sum of the changes of the gaps it targets.");
	figured_how(f, "Where nothing was gained there is no cost of a level.");
	if (s->beside > 0)
		figured_how(f, "Beyond the comparison: each change less the "
		    "mean change of the comparison in the same dimension.");
	if (s->again > 0)
		figured_how(f, "A level kept: by the share of the rise that "
		    "the same subjects still have at the follow-up.");
}

static bool
cost_rows(struct figured_asked *k, const struct finance *f,
    struct id activity)
{
	const struct instrument *in = k->pair->first->instrument;
	struct worth_gap *g;
	struct figured_row *r;
	const struct subject *s;
	size_t i, n;

	if (!worth_gaps(k->c, k->f->programme, k->pair, f, activity, &g,
	    &n))
		return false;
	k->f->row = NEWS(k->c->arena, struct figured_row, n + 1);
	for (i = 0; i < n; i++) {
		s = &k->pair->first->subject[g[i].subject];
		r = figured_row_new(k->f, s->name, text_in(k->c->arena,
		    in->dimension[g[i].dimension].title, k->c->lang));
		r->value[0] = g[i].change;
		r->value[1] = g[i].beyond;
		r->value[2] = g[i].left;
		r->counts = !isnan(g[i].change);
		r->open = str_print(k->c->arena, "/gap/%s",
		    id_text(k->c->arena, g[i].id).p);
	}
	return true;
}

static bool
find_cost(struct figured_asked *k, str what)
{
	struct id id = { { 0 } };
	struct finance *f;
	struct worth *w;
	size_t i;

	if (!str_is(what, "all") && !id_read(what, &id))
		return figured_absent(k->c);
	if (!finance_of(k->c, k->f->programme, &f) ||
	    !worth_of(k->c, k->f->programme, k->pair, f, &w))
		return false;
	for (i = 0; i < w->activities && !id_none(id) &&
	    !id_same(w->activity[i].row->row.id, id); i++)
		;
	if (!id_none(id) && i == w->activities)
		return figured_absent(k->c);
	k->f->kind = "Cost per level gained";
	if (!id_none(id))
		k->f->title = text_in(k->c->arena, w->activity[i].row->title,
		    k->c->lang);
	figured_heads(k->f, "Change", "Beyond the comparison",
	    w->has_later ? "Left at the follow-up" : NULL, NULL);
	cost_facts(k->f, id_none(id) ? &w->all : &w->activity[i].sum);
	k->f->missing_why = "They were not measured twice.";
	return cost_rows(k, f, id);
}

/* Kind, the entities it is made of, and how it is found: from two rounds
 * if not by its own. */
static const struct figure_kind {
	const char *name, *of;
	bool (*find)(struct figured_asked *, str of);
} kinds[] = {
	{ "change",   "assessment_round gap", NULL },
	{ "contrast", "assessment_round gap", NULL },
	{ "cost",     "assessment_round gap activity transaction", NULL },
	{ "course",   "course test_response", figured_course },
	{ "test",     "course test_response", figured_test },
	{ "reaction", "reaction", figured_reaction },
	{ "learning", "course test_response", figured_learning },
	{ "use",      "course follow_up", figured_use },
	{ "results",  "result indicator_value", figured_results },
	{ NULL,       NULL, NULL }
};

static const struct figure_kind *
kind_named(str name)
{
	const struct figure_kind *k;

	for (k = kinds; k->name != NULL; k++)
		if (str_is(name, k->name))
			return k;
	return NULL;
}

bool
figured_is(str kind)
{
	return kind_named(kind) != NULL;
}

bool
figured_may(const struct ctx *c, str kind, struct id programme)
{
	const struct figure_kind *k = kind_named(kind);
	str rest = k == NULL ? (str){ 0 } : str_of(k->of), one;

	while (str_cut(&rest, ' ', &one))
		if (!ctx_may(c, entity_named(one), SEE, programme))
			return false;
	return true;
}

static bool
find_of_rounds(struct figured_asked *k, str kind, str of, str what)
{
	if (!find_pair(k, of))
		return false;
	if (str_is(kind, "contrast"))
		return find_contrast(k);
	return str_is(kind, "change") ? find_change(k, what)
	    : find_cost(k, what);
}

bool
figured_find(struct ctx *c, str address, struct figured *f)
{
	struct figured_asked k = { .c = c, .f = f };
	const struct figure_kind *kind;
	str name, of, what = address;

	*f = (struct figured){ .rows = 0 };
	if (!str_cut(&what, '/', &name) || !str_cut(&what, '/', &of) ||
	    (kind = kind_named(name)) == NULL)
		return figured_absent(c);
	if (kind->find != NULL ? !kind->find(&k, of)
	    : !find_of_rounds(&k, name, of, what))
		return false;
	return figured_may(c, name, f->programme) || figured_absent(c);
}
