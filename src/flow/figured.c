/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/figured.h"

#include <math.h>

#include "flow/evaluate.h"
#include "flow/find.h"
#include "flow/worth.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/text.h"

struct asked {
	struct ctx           *c;
	struct figured       *f;
	struct reassess_pair *pair;     /* of a round */
	struct reassess_of    of;
};

static bool
absent(struct ctx *c)
{
	return fail(&c->errors, ABSENT, NULL, "There is no such figure.");
}

static void
how(struct figured *f, const char *says)
{
	if (says != NULL && f->methods < FIGURED_METHODS)
		f->method[f->methods++] = says;
}

static void
fact(struct figured *f, const char *name, double value, int digits)
{
	if (f->facts < FIGURED_FACTS)
		f->fact[f->facts++] = (struct figured_fact){ name, value,
			digits };
}

static struct figured_row *
row_new(struct figured *f, str name, str note)
{
	struct figured_row *r = &f->row[f->rows++];
	size_t i;

	*r = (struct figured_row){ .name = name, .note = note };
	for (i = 0; i < FIGURED_COLUMNS; i++)
		r->value[i] = NAN;
	return r;
}

static void
heads(struct figured *f, const char *one, const char *two, const char *three,
    const char *four)
{
	const char *all[] = { one, two, three, four };

	for (f->columns = 0; f->columns < FIGURED_COLUMNS &&
	    all[f->columns] != NULL; f->columns++)
		f->head[f->columns] = all[f->columns];
}

/* ---- of two rounds ---- */

static bool
find_pair(struct asked *k, str round)
{
	const struct results **all;
	struct reassess_pair *pair;
	struct assessment_round r;
	size_t i, n, pairs;
	struct id id;

	if (!id_read(round, &id) ||
	    !flow_find(k->c, &assessment_round_entity, id, &r) ||
	    !ctx_may(k->c, entity_named(S("gap")), SEE, r.programme))
		return absent(k->c);
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
	return absent(k->c);
}

/* The ratings of one subject in one dimension, in one of the rounds. */
static str
score_open(struct asked *k, const struct results *r, struct id subject,
    struct id dimension)
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
change_rows(struct asked *k, size_t d)
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
		r = row_new(k->f, s->name, s->code);
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
change_facts(struct asked *k, size_t d)
{
	struct effect_paired e = evaluate_change(k->c->arena, k->pair, &k->of,
	    d);
	struct effect_signed s = evaluate_ranks(k->c->arena, k->pair, &k->of,
	    d);
	struct figured *f = k->f;

	f->n = e.n;
	f->missing = f->rows - e.n;
	fact(f, "Mean before", e.mean_pre, 2);
	fact(f, "Mean after", e.mean_post, 2);
	fact(f, "Mean change", e.mean, 2);
	fact(f, "Change, 95% from", e.lo, 2);
	fact(f, "Change, 95% to", e.hi, 2);
	fact(f, "Spread before", e.sd_pre, 2);
	fact(f, "Spread after", e.sd_post, 2);
	fact(f, "Effect size (Hedges g)", e.g_av, 2);
	fact(f, "Effect size, 95% from", e.g_av_lo, 2);
	fact(f, "Effect size, 95% to", e.g_av_hi, 2);
	fact(f, "Sum of the ranks that rose", s.plus, 1);
	fact(f, "Wilcoxon p", s.p_exact, 6);
}

static bool
find_change(struct asked *k, str what)
{
	const struct instrument *in;
	struct id id;
	size_t d;

	in = k->pair->first->instrument;
	d = in->dimensions;
	if (!str_is(what, "whole")) {
		if (!id_read(what, &id))
			return absent(k->c);
		for (d = 0; d < in->dimensions &&
		    !id_same(in->dimension[d].row.id, id); d++)
			;
		if (d == in->dimensions)
			return absent(k->c);
	}
	k->f->kind = "Change between two rounds";
	if (d < in->dimensions)
		k->f->title = text_in(k->c->arena, in->dimension[d].title,
		    k->c->lang);
	heads(k->f, "Before", "After", "Change", NULL);
	change_rows(k, d);
	change_facts(k, d);
	how(k->f, "Change = score in the last round - score in the first, of "
	    "the same subject.");
	how(k->f, "Effect size (Hedges g) = mean change / root of the mean of "
	    "both variances, made smaller for few pairs.");
	how(k->f, "Wilcoxon: the changes are ranked by size; p is the share of "
	    "all signs they could have that lie as far out.");
	how(k->f, "Below 5 pairs there is no interval and no effect size: the "
	    "spread of so few says nothing.");
	if (k->of.is_treated == YES)
		how(k->f, "Those of the comparison are left out.");
	k->f->missing_why = "They have no score in one of the two rounds.";
	return true;
}

static bool
find_contrast(struct asked *k)
{
	struct reassess_contrast *t;
	struct figured *f = k->f;
	struct figured_row *r;
	size_t i;

	if (!reassess_contrast(k->c, k->pair, &t))
		return false;
	if (t == NULL)
		return absent(k->c);
	f->kind = "Difference in differences";
	heads(f, "Before", "After", "Change", NULL);
	f->row = NEWS(k->c->arena, struct figured_row, t->units + 1);
	for (i = 0; i < t->units; i++) {
		r = row_new(f, t->unit[i].code, str_of(words_say(k->c->words,
		    t->unit[i].is_treated == YES ? "In the programme"
		    : "Comparison")));
		r->value[0] = t->unit[i].pre;
		r->value[1] = t->unit[i].post;
		r->value[2] = r->value[1] - r->value[0];
		r->counts = !isnan(r->value[2]);
	}
	f->n = t->n_treated + t->n_others;
	f->missing = t->units - f->n;
	fact(f, "In the programme", (double)t->n_treated, 0);
	fact(f, "Comparison", (double)t->n_others, 0);
	fact(f, "Mean change in the programme", t->treated_change, 2);
	fact(f, "Mean change of the comparison", t->others_change, 2);
	fact(f, "Difference in differences", t->effect, 2);
	fact(f, "Standard error (Welch)", t->se, 3);
	fact(f, "Degrees of freedom", t->df, 1);
	fact(f, "95% from", t->lo, 2);
	fact(f, "95% to", t->hi, 2);
	fact(f, "p", t->p, 3);
	how(f, "Difference in differences = mean change in the programme - "
	    "mean change of the comparison; each by its mean of dimensions.");
	how(f, "This holds only if both groups would have moved alike without "
	    "the programme. One earlier round cannot show that.");
	f->missing_why = "They have no score in one of the two rounds.";
	return true;
}

/* ---- what a level has cost ---- */

static void
cost_facts(struct figured *f, const struct worth_sum *s)
{
	f->n = s->pairs;
	f->missing = s->targets - s->pairs;
	fact(f, "Spent", money_real(s->spent), 2);
	fact(f, "Levels gained", s->gained, 2);
	fact(f, "Cost per level", s->per_level, 2);
	if (s->beside > 0) {
		fact(f, "Gaps beside a comparison", (double)s->beside, 0);
		fact(f, "Levels gained beyond the comparison", s->beyond, 2);
		fact(f, "Cost per level beyond the comparison", s->per_beyond,
		    2);
	}
	if (s->again > 0) {
		fact(f, "Gaps seen again", (double)s->again, 0);
		fact(f, "Share of the rise that is left", s->retention, 2);
		fact(f, "Cost per level kept", s->per_kept, 2);
	}
	how(f, "Cost per level = what was spent on the activity / the sum of "
	    "the changes of the gaps it targets.");
	how(f, "Where nothing was gained there is no cost of a level.");
	if (s->beside > 0)
		how(f, "Beyond the comparison: each change less the mean "
		    "change of the comparison in the same dimension.");
	if (s->again > 0)
		how(f, "A level kept: by the share of the rise that the same "
		    "subjects still have at the follow-up.");
}

static bool
cost_rows(struct asked *k, const struct finance *f, struct id activity)
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
		r = row_new(k->f, s->name, text_in(k->c->arena,
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
find_cost(struct asked *k, str what)
{
	struct id id = { { 0 } };
	struct finance *f;
	struct worth *w;
	size_t i;

	if (!ctx_may(k->c, &transaction_entity, SEE, k->f->programme) ||
	    !ctx_may(k->c, &activity_entity, SEE, k->f->programme) ||
	    (!str_is(what, "all") && !id_read(what, &id)))
		return absent(k->c);
	if (!finance_of(k->c, k->f->programme, &f) ||
	    !worth_of(k->c, k->f->programme, k->pair, f, &w))
		return false;
	for (i = 0; i < w->activities && !id_none(id) &&
	    !id_same(w->activity[i].row->row.id, id); i++)
		;
	if (!id_none(id) && i == w->activities)
		return absent(k->c);
	k->f->kind = "Cost per level gained";
	if (!id_none(id))
		k->f->title = text_in(k->c->arena, w->activity[i].row->title,
		    k->c->lang);
	heads(k->f, "Change", "Beyond the comparison",
	    w->has_later ? "Left at the follow-up" : NULL, NULL);
	cost_facts(k->f, id_none(id) ? &w->all : &w->activity[i].sum);
	k->f->missing_why = "They were not measured twice.";
	return cost_rows(k, f, id);
}

/* ---- a course ---- */

static void
course_facts(struct figured *f, const struct train_course *k)
{
	const bool few = k->paired.n < TRAIN_PAIRS;

	f->n = k->paired.n;
	f->missing = f->rows - f->n;
	fact(f, "Mean before", f->n > 0 ? k->paired.mean_pre : NAN, 2);
	fact(f, "Mean after", f->n > 0 ? k->paired.mean_post : NAN, 2);
	fact(f, "Effect size (Hedges g)", few ? NAN : k->paired.g_av, 2);
	fact(f, "Effect size, 95% from", few ? NAN : k->paired.g_av_lo, 2);
	fact(f, "Effect size, 95% to", few ? NAN : k->paired.g_av_hi, 2);
	fact(f, "Normalised gain", few ? NAN : k->gain.gain, 2);
	fact(f, "Mean of each person's own", few ? NAN : k->gain.mean_gain, 2);
	fact(f, "Wilcoxon p", few ? NAN : k->ranks.p_exact, 6);
	fact(f, "Alpha", k->test.alpha, 2);
}

static double
gain_of(const struct train_score *s, double greatest)
{
	return greatest > s->pre ? (s->post - s->pre) / (greatest - s->pre)
	    : NAN;
}

static bool
course_rows(struct asked *k, const struct course *course,
    const struct train_course *t)
{
	double greatest = isnan(course->max_score) ? (double)t->items
	    : course->max_score;
	struct train_score *s;
	struct figured_row *r;
	size_t i, n;

	if (!train_scores(k->c, course->row.id, &s, &n))
		return false;
	k->f->row = NEWS(k->c->arena, struct figured_row, n + 1);
	for (i = 0; i < n; i++) {
		r = row_new(k->f, flow_name(k->c, entity_named(S("person")),
		    s[i].person), (str){ 0 });
		r->open = str_print(k->c->arena, "/person/%s",
		    id_text(k->c->arena, s[i].person).p);
		r->value[0] = s[i].pre;
		r->value[1] = s[i].post;
		r->value[2] = s[i].post - s[i].pre;
		r->value[3] = gain_of(&s[i], greatest);
		r->counts = !isnan(r->value[2]);
	}
	return true;
}

static bool
find_course(struct asked *k, str what)
{
	struct course course;
	struct train *t;
	struct id id;
	size_t i;

	if (!id_read(what, &id) ||
	    !flow_find(k->c, &course_entity, id, &course) ||
	    !ctx_may(k->c, &test_response_entity, SEE, course.programme))
		return absent(k->c);
	if (!train_of(k->c, course.programme, &t))
		return false;
	for (i = 0; i < t->courses && !id_same(t->course[i].id, id); i++)
		;
	if (i == t->courses)
		return absent(k->c);
	k->f->programme = course.programme;
	k->f->kind = "What a course taught";
	k->f->title = str_none(course.title) ? course.code
	    : text_in(k->c->arena, course.title, k->c->lang);
	k->f->of = course.code;
	heads(k->f, "Before", "After", "Change", "Normalised gain");
	if (!course_rows(k, &course, &t->course[i]))
		return false;
	course_facts(k->f, &t->course[i]);
	how(k->f, "Effect size (Hedges g) = mean change / root of the mean of "
	    "both variances, made smaller for few pairs.");
	how(k->f, "Normalised gain = (mean after - mean before) / (greatest "
	    "score - mean before), at most 1.");
	how(k->f, "Wilcoxon: the changes are ranked by size; p is the share of "
	    "all signs they could have that lie as far out.");
	how(k->f, "Below 5 pairs there is no interval and no effect size: the "
	    "spread of so few says nothing.");
	k->f->missing_why = "They took only one of the two tests.";
	return true;
}

bool
figured_find(struct ctx *c, str address, struct figured *f)
{
	struct asked k = { .c = c, .f = f };
	str kind, of, what = address;

	*f = (struct figured){ .rows = 0 };
	if (!str_cut(&what, '/', &kind) || !str_cut(&what, '/', &of))
		return absent(c);
	if (str_is(kind, "course"))
		return find_course(&k, of);
	if (!find_pair(&k, of))
		return false;
	if (str_is(kind, "contrast"))
		return find_contrast(&k);
	if (str_is(kind, "change"))
		return find_change(&k, what);
	return str_is(kind, "cost") ? find_cost(&k, what) : absent(c);
}
