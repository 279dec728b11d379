/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The levels of a programme's public page, first and latest. */
#include <math.h>

#include "base/arena.h"
#include "flow/evaluate.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/programme.h"
#include "web/public.h"

struct level {                  /* a framework, first and latest */
	const struct reassess_pair *pair;       /* NULL: assessed once */
	const struct reassess_pair *middle;     /* [middles] the first with
	                                 * each round before the latest */
	size_t                      middles;
	bool                       *stood;      /* [middles + 1] whether the
	                                 * page told of the first alone, and
	                                 * of each of these */
	const struct gap_table     *gaps;       /* NULL: nothing is wanted */
	const struct instrument    *in;
	const struct results       *first;
	struct chart_scale          scale;
};

static double
wanted(const struct gap_table *t, struct id dimension)
{
	double sum = 0;
	size_t i, n = 0;

	for (i = 0; t != NULL && i < t->n; i++)
		if (id_same(t->line[i].dimension, dimension) &&
		    !isnan(t->line[i].desired)) {
			sum += t->line[i].desired;
			n++;
		}
	return n == 0 ? NAN : sum / (double)n;
}

/* Of a round that was not followed by another: all its subjects. */
static struct effect_paired
once(const struct results *r, size_t d)
{
	struct effect_paired e = { .mean_post = NAN, .mean = NAN,
		.mean_pre = 0 };
	size_t i;
	double x;

	for (i = 0; i < r->subjects; i++) {
		x = r->dimension[i][d].value;
		if (isnan(x))
			continue;
		e.mean_pre += x;
		e.n++;
	}
	e.mean_pre = e.n == 0 ? NAN : e.mean_pre / (double)e.n;
	return e;
}

/* ---- who could be had by taking one mean from another ---- */

struct told {                   /* of persons, and one dimension */
	struct arena         *a;
	const struct results *first;
	bool                **set;      /* [n] over whom a mean was told */
	size_t                n;
};

/* Whom the mean is over: those who have a score in both; with no second
 * round, in the first. */
static bool *
over_whom(const struct told *t, const struct reassess_pair *p, size_t d)
{
	size_t i, last, n = t->first->subjects;
	bool *in = NEWS(t->a, bool, n + 1);

	for (i = 0; i < n; i++) {
		last = p == NULL ? 0 : p->subject[i].last;
		in[i] = !isnan(t->first->dimension[i][d].value) &&
		    last != REASSESS_NOWHERE && (p == NULL ||
		    !isnan(p->last->dimension[last][d].value));
	}
	return in;
}

/* Adds it to what is told, unless that would give somebody away. */
static bool
tell(struct told *t, bool *in)
{
	bool *none = NEWS(t->a, bool, t->first->subjects + 1);
	size_t i, n = t->first->subjects;
	bool some = false;

	for (i = 0; i < n; i++)
		some |= in[i];
	if (!some || !small_apart(in, none, n))
		return false;
	for (i = 0; i < t->n; i++)
		if (!small_apart(in, t->set[i], n))
			return false;
	t->set[t->n++] = in;
	return true;
}

/*
 * As the rounds came one by one, so did what the page told: the first round
 * alone, then over those who were in each later one.  Who kept the page of
 * then could take that sum from this one, so the few by whom they differ
 * would be told.
 */
static bool
may_tell(const struct public_page *v, const struct level *l, size_t d)
{
	struct told t = { .a = v->c->arena, .first = l->first };
	size_t i;

	if (!str_is(l->first->round.subject_type, "IND"))
		return true;
	t.set = arena_take(t.a, l->middles + 2, sizeof(*t.set));
	for (i = 0; l->pair != NULL && i <= l->middles; i++)
		if (l->stood[i])
			(void)tell(&t, over_whom(&t, i == 0 ? NULL
			    : &l->middle[i - 1], d));
	return tell(&t, over_whom(&t, l->pair, d));
}

/* ---- the lines ---- */

static void
line_put(const struct public_page *v, const struct level *l, size_t d,
    struct node *group)
{
	const struct dimension *dim = &l->in->dimension[d];
	struct ctx *c = v->c;
	struct reassess_of of;
	struct write w = write_new(c->arena, 1 << 14);
	struct effect_paired e;
	double desired = wanted(l->gaps, dim->row.id);
	str title = text_in(c->arena, dim->title, c->lang);
	struct node *row;

	if (l->pair == NULL) {
		e = once(l->first, d);
	} else {
		of = evaluate_whom(l->pair, false);
		e = evaluate_change(c->arena, l->pair, &of, d);
	}
	if (!may_tell(v, l, d))
		return;
	row = node_row(group, "lines");
	node_text(row, "title", title);
	node_real(row, "first", e.mean_pre, 2);
	node_real(row, "latest", e.mean_post, 2);
	node_real(row, "wanted", desired, 2);
	node_real(row, "change", e.mean, 2);
	node_bool(row, "rose", e.mean > 0);
	node_count(row, "n", (int64_t)e.n);
	chart_change(&w, &(struct chart_change){ l->scale, e.mean_pre,
	    e.mean_post, desired, { 0 } });
	if (v->q->shape == HTML)
		node_html(row, "mark", write_done(&w));
	public_real(v->out, "change", title, "first", e.mean_pre, "level");
	public_real(v->out, "change", title, "latest", e.mean_post, "level");
	public_real(v->out, "change", title, "wanted", desired, "level");
	public_real(v->out, "change", title, "n", (double)e.n, "");
}

static str
axis(const struct public_page *v, struct chart_scale s)
{
	struct write w = write_new(v->c->arena, 1 << 14);
	struct chart_tick tick[16];
	size_t n = 0;
	double at;

	for (at = ceil(s.lo); at <= s.hi && n < 16; at++)
		tick[n++] = (struct chart_tick){ at,
			str_print(v->c->arena, "%g", at) };
	chart_axis(&w, s, tick, n, v->c->words != NULL && v->c->words->rtl);
	return write_done(&w);
}

static void
level_put(const struct public_page *v, struct level *l)
{
	struct node *group = node_item(node_list(v->out, "levels"));
	size_t d;

	l->in = l->first->instrument;
	l->scale = (struct chart_scale){ l->in->framework.scale_min,
		l->in->framework.scale_max };
	node_text(group, "level", choice_says(v->c, &subject_type_codes,
	    l->first->round.subject_type));
	node_real(group, "lo", l->scale.lo, 0);
	node_real(group, "hi", l->scale.hi, 0);
	node_bool(group, "is_once", l->pair == NULL);
	(void)node_list(group, "lines");
	for (d = 0; d < l->in->dimensions; d++)
		line_put(v, l, d, group);
	node_bool(group, "has_lines", node_find(group, S("lines"))->n > 0);
	if (v->q->shape == HTML)
		node_html(group, "axis", axis(v, l->scale));
}

static const struct gap_table *
gaps_of(const struct gap_table **t, size_t n, struct id round)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(t[i]->results->round.row.id, round))
			return t[i];
	return NULL;
}

static bool
is_first(const struct reassess_pair *pair, size_t n, const struct results *r)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(pair[i].first->round.row.id, r->round.row.id))
			return true;
	return false;
}

/* Locked ones alone: of an open round each new sheet would be told by the
 * mean before it and the mean after it. */
static size_t
only_locked(const struct results **round, size_t n)
{
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		if (str_is(round[i]->round.state, "locked"))
			round[k++] = round[i];
	return k;
}

static bool
is_like(const struct results *r, const struct assessment_round *first)
{
	return id_same(r->round.framework, first->framework) &&
	    str_same(r->round.subject_type, first->subject_type);
}

/* The first held against each round of its kind before the latest; what it
 * was held against stood on the page until the next one was locked. */
static bool
middles_of(const struct public_page *v, const struct results *const *round,
    size_t rounds, int64_t since, struct level *l)
{
	struct arena *a = v->c->arena;
	const struct results **later = arena_take(a, rounds + 1,
	    sizeof(*later));
	struct reassess_pair *pair = NEWS(a, struct reassess_pair, rounds + 1);
	int64_t locked;
	size_t i;

	for (i = 0; i < rounds && round[i] != l->pair->last; i++)
		if (round[i] != l->first && is_like(round[i], &l->first->round))
			later[l->middles++] = round[i];
	later[l->middles] = l->pair->last;
	l->stood = NEWS(a, bool, l->middles + 1);
	for (i = 0; i <= l->middles; i++) {
		if (!publish_locked(v->c, later[i]->round.row.id, &locked))
			return false;
		l->stood[i] = since < locked;
	}
	l->middle = pair;
	return reassess_each(v->c, v->o->p.row.id, l->first, later,
	    l->middles, pair);
}

/* Rounds held against a later one first, then those that stand alone. */
bool
public_change_put(const struct public_page *v)
{
	struct ctx *c = v->c;
	struct id home = v->o->p.row.id;
	const struct results **round;
	struct reassess_pair *pair;
	const struct gap_table **t;
	struct level l;
	size_t i, rounds, pairs, tables;
	int64_t since;

	(void)node_list(v->out, "levels");
	if (!evaluate_rounds(c, home, &round, &rounds) ||
	    !assess_programme_gaps(c, home, &t, &tables) ||
	    !publish_since(c, &v->o->p, &since))
		return false;
	rounds = only_locked(round, rounds);
	if (!reassess_pairs(c, home, round, rounds, &pair, &pairs))
		return false;
	for (i = 0; i < pairs; i++) {
		l = (struct level){ .pair = &pair[i], .first = pair[i].first,
			.gaps = gaps_of(t, tables,
			    pair[i].first->round.row.id) };
		if (!middles_of(v, round, rounds, since, &l))
			return false;
		level_put(v, &l);
	}
	for (i = 0; i < tables; i++) {
		l = (struct level){ .gaps = t[i], .first = t[i]->results };
		if (!is_first(pair, pairs, l.first) &&
		    str_is(l.first->round.state, "locked"))
			level_put(v, &l);
	}
	node_bool(v->out, "has_levels",
	    node_find(v->out, S("levels"))->n > 0);
	return true;
}
