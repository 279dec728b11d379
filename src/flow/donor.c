/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The figures of a report to a funder. */
#include "flow/donor.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/write.h"
#include "flow/books.h"
#include "flow/evaluate.h"
#include "flow/every.h"
#include "flow/finance.h"
#include "flow/gather.h"
#include "flow/grouped.h"
#include "flow/lessons.h"
#include "flow/loop.h"
#include "flow/monitor.h"
#include "flow/outline.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/learn.h"
#include "model/text.h"
#include "store/store.h"

enum { LESSONS_TOLD = 8, FIGURES_MOST = 4000000 };

struct gathering {
	struct ctx                *c;   /* the program's desk */
	const struct donor_report *r;
	struct programme           p;
	struct node               *out;
	struct node               *facts;
};

static str
label(struct ctx *c, const struct choices *of, str code)
{
	const struct choice *k = choice_coded(of, code);

	return k == NULL ? code : str_of(words_say(c->words, k->label));
}

/* ---- results ---- */

/* What must not be told is so in words, and its number is nowhere. */
static void
told_put(struct gathering *g, struct node *row, const char *name, double v,
    enum small is)
{
	if (is == SMALL_TOLD)
		node_real(row, name, v, -1);
	else
		node_z(row, name, words_say(g->c->words, is == SMALL_FEWER ?
		    "fewer than 5" : "not shown"));
}

/* Gives whether their whole may be told. */
static enum small
groups_put(struct gathering *g, const struct monitor_one *m, bool persons)
{
	struct grouped *all;
	struct node *row;
	enum small *is, whole;
	size_t i, n;

	all = grouped_split(g->c, m, &n);
	is = NEWS(g->c->arena, enum small, n + 1);
	whole = grouped_judge(g->c->arena, all, n, m->is->now, persons, is);
	for (i = 0; i < n; i++) {
		row = node_row(g->out, "groups");
		node_text(row, "code", m->is->code);
		node_text(row, "name", m->is->name);
		node_text(row, "stratum", all[i].stratum);
		node_text(row, "group", grouped_says(g->c, all[i].stratum));
		told_put(g, row, "value", all[i].value, is[i]);
		node_text(row, "period", m->is->adds_up || m->last == NULL ?
		    str_of(words_say(g->c->words, "All periods")) :
		    m->last->period);
	}
	return whole;
}

static bool
is_persons(const struct indicator *all, size_t n,
    const struct indicators_one *o)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(all[i].row.id, o->id))
			return grouped_persons(&all[i], o);
	return false;
}

static bool
results_put(struct gathering *g)
{
	const struct indicators_one *o;
	const struct indicator *all;
	enum small whole;
	struct monitor m;
	struct node *row;
	size_t i, n;

	(void)node_list(g->out, "results");
	(void)node_list(g->out, "groups");
	all = every(g->c, &indicator_entity, g->p.row.id, &n);
	if (all == NULL || !monitor_of(g->c, &g->p, &m))
		return false;
	for (i = 0; i < m.n; i++) {
		o = m.one[i].is;
		whole = groups_put(g, &m.one[i], is_persons(all, n, o));
		row = node_row(g->out, "results");
		node_text(row, "code", o->code);
		node_text(row, "name", o->name);
		node_text(row, "unit", o->unit);
		node_real(row, "baseline", o->baseline, -1);
		node_real(row, "target", o->target, -1);
		node_text(row, "target_period", o->target_period);
		told_put(g, row, "now", o->now, whole);
		node_real(row, "percent", whole == SMALL_TOLD ?
		    o->achievement * 100 : NAN, 0);
	}
	return true;
}

/* ---- before and after ---- */

static void
change_put(struct gathering *g, const struct effect_paired *e, str level,
    str title, bool whole)
{
	struct node *row = node_row(g->out, "changes");
	bool few = e->n < EVALUATE_PAIRS;

	node_text(row, "level", level);
	node_text(row, "title", title);
	node_bool(row, "whole", whole);
	node_count(row, "n", (int64_t)e->n);
	node_real(row, "before", e->mean_pre, 2);
	node_real(row, "after", e->mean_post, 2);
	node_real(row, "change", e->mean_post - e->mean_pre, 2);
	node_real(row, "low", few ? NAN : e->lo, 2);
	node_real(row, "high", few ? NAN : e->hi, 2);
	node_real(row, "effect", few ? NAN : e->g_av, 2);
	node_real(row, "effect_low", few ? NAN : e->g_av_lo, 2);
	node_real(row, "effect_high", few ? NAN : e->g_av_hi, 2);
}

static void
pair_put(struct gathering *g, const struct reassess_pair *pair, bool first)
{
	const struct instrument *in = pair->first->instrument;
	struct reassess_of of = evaluate_whom(pair, false);
	str level = label(g->c, &subject_type_codes,
	    pair->first->round.subject_type);
	struct effect_paired e;
	size_t d;

	for (d = 0; d <= in->dimensions; d++) {
		e = evaluate_change(g->c->arena, pair, &of, d);
		if (evaluate_tells_persons(pair, e.n))
			e.mean_pre = e.mean_post = NAN;
		change_put(g, &e, level, d < in->dimensions ? text_in(
		    g->c->arena, in->dimension[d].title, g->c->lang)
		    : str_of(words_say(g->c->words, "All dimensions")),
		    d == in->dimensions);
	}
	if (!first)
		return;
	node_real(g->facts, "change", e.mean_post - e.mean_pre, 2);
	node_real(g->facts, "effect", e.n < EVALUATE_PAIRS ? NAN : e.g_av, 2);
	node_count(g->facts, "effect_n", (int64_t)e.n);
}

static bool
changes_put_all(struct gathering *g)
{
	const struct results **round;
	struct reassess_pair *pair;
	size_t i, n, rounds, shown = 0;

	(void)node_list(g->out, "changes");
	if (!evaluate_rounds(g->c, g->p.row.id, &round, &rounds) ||
	    !reassess_pairs(g->c, g->p.row.id, round, rounds, &pair, &n))
		return false;
	/* The level the page of evaluation opens with. */
	for (i = 0; i < n && pair[i].first->subjects < EVALUATE_PAIRS; i++)
		;
	shown = i < n ? i : 0;
	if (n > 0)
		pair_put(g, &pair[shown], true);
	for (i = 0; i < n; i++)
		if (i != shown)
			pair_put(g, &pair[i], false);
	return true;
}

/* ---- money ---- */

static double
amount(struct money m)
{
	return m.currency[0] == '\0' ? NAN : money_real(m);
}

struct own {                    /* of one category, the funder's */
	double budget, spent;
};

static void
own_add(double *sum, struct money m)
{
	if (m.currency[0] != '\0')
		*sum = (isnan(*sum) ? 0 : *sum) + money_real(m);
}

static bool
is_own(const struct gathering *g, struct id funder)
{
	return !id_none(g->r->funder) && id_same(funder, g->r->funder);
}

static str
category_of(const struct budget_line *l)
{
	return l == NULL || str_none(l->category) ? S("unknown") : l->category;
}

/* What this funder bears of a category, of the lines and entries behind the
 * sums: an entry that names no funder is of its line's. */
static struct own
own_of(const struct gathering *g, const struct finance *f, str category)
{
	struct own own = { NAN, NAN };
	const struct transaction *t;
	const struct budget_line *l;
	size_t at;
	int64_t i;

	for (i = 0; i < f->lines; i++)
		if (is_own(g, f->line[i].funder) &&
		    str_same(category_of(&f->line[i]), category))
			own_add(&own.budget, f->line_base[i]);
	for (i = 0; i < f->transactions; i++) {
		t = &f->entry[i];
		l = gather_find(f->line_at, &t->budget_line, &at) ?
		    &f->line[at] : NULL;
		if (str_is(t->type, BOOKS_SPENT) && is_own(g,
		    id_none(t->funder) && l != NULL ? l->funder : t->funder) &&
		    str_same(category_of(l), category))
			own_add(&own.spent, f->entry_base[i]);
	}
	return own;
}

static void
money_row(struct gathering *g, str line, str says, struct money budget,
    struct money spent, struct own own, bool total)
{
	struct node *row = node_row(g->out, "money");

	node_text(row, "line", line);
	node_text(row, "says", says);
	node_real(row, "budget", amount(budget), 2);
	node_real(row, "spent", amount(spent), 2);
	node_real(row, "percent", amount(spent) / amount(budget) * 100, 0);
	node_real(row, "own_budget", own.budget, 2);
	node_real(row, "own_spent", own.spent, 2);
	node_bool(row, "total", total);
}

static bool
money_put(struct gathering *g)
{
	struct own own, all = { NAN, NAN };
	const struct finance_sum *s;
	struct finance *f;
	size_t i;

	(void)node_list(g->out, "money");
	if (!finance_of(g->c, g->p.row.id, &f))
		return false;
	node_text(g->out, "currency", str_copy(g->c->arena,
	    str_of(f->currency)));
	node_day(g->out, "as_of", f->as_of);
	for (i = 0; i < f->categories; i++) {
		s = &f->category[i];
		own = own_of(g, f, s->code);
		money_row(g, s->code, str_is(s->code, "unknown") ?
		    str_of(words_say(g->c->words, "Not said")) : label(g->c,
		    &un_budget_category_codes, s->code), s->budget, s->spent,
		    own, false);
	}
	s = NULL;
	for (i = 0; i < f->group[FINANCE_FUNDER].n; i++)
		if (is_own(g, f->group[FINANCE_FUNDER].sum[i].id))
			s = &f->group[FINANCE_FUNDER].sum[i];
	if (s != NULL)
		all = (struct own){ amount(s->budget), amount(s->spent) };
	if (f->categories > 0)
		money_row(g, S("total"), str_of(words_say(g->c->words,
		    "Total")), f->budget, f->spent, all, true);
	node_real(g->facts, "budget", amount(f->budget), 2);
	node_real(g->facts, "spent", amount(f->spent), 2);
	return true;
}

/* ---- the rest ---- */

static bool
facts_put(struct gathering *g)
{
	int64_t persons[2];
	enum small is[2], whole;
	struct outline *o;

	if (!outline_of(g->c, g->p.row.id, &o))
		return false;
	node_count(g->facts, "gaps", (int64_t)o->gaps);
	node_count(g->facts, "closed", (int64_t)o->closed);
	persons[0] = o->women;
	persons[1] = o->people - o->women;
	whole = small_judge(persons, 2, o->people, is);
	told_put(g, g->facts, "people", (double)o->people, whole);
	told_put(g, g->facts, "women", (double)o->women, is[0]);
	return true;
}

/* Lessons that two others have validated. */
static bool
lessons_put(struct gathering *g)
{
	struct lesson *all;
	struct node *row;
	size_t i, n, told = 0;

	(void)node_list(g->out, "lessons");
	all = every(g->c, &lesson_entity, g->p.row.id, &n);
	if (all == NULL && errors_worst(&g->c->errors) != FINE)
		return false;
	for (i = 0; i < n && told < LESSONS_TOLD; i++) {
		if (all[i].confidential == YES ||
		    !str_among(all[i].state, "validated published"))
			continue;
		row = node_row(g->out, "lessons");
		node_text(row, "code", all[i].code);
		node_text(row, "title", text_in(g->c->arena, all[i].title,
		    g->c->lang));
		node_text(row, "text", text_in(g->c->arena,
		    all[i].recommendation, g->c->lang));
		told++;
	}
	return true;
}

bool
donor_live(struct ctx *c, const struct donor_report *r, struct node **out)
{
	struct ctx s = ctx_as_program(c);
	struct gathering g = { .c = &s, .r = r };
	bool fine;

	if (!str_none(r->language)) {
		s.lang = str_z(c->arena, r->language);
		s.words = words_named(r->language);
	}
	*out = g.out = node_new(c->arena);
	fine = store_find(s.store, &programme_entity, r->programme, s.arena,
	    &g.p, &s.errors);
	if (fine) {
		node_text(g.out, "programme", text_in(s.arena, g.p.title,
		    s.lang));
		node_text(g.out, "code", g.p.code);
		g.facts = node_object(g.out, "facts");
	}
	fine = fine && facts_put(&g) && results_put(&g) &&
	    changes_put_all(&g) && money_put(&g) && lessons_put(&g);
	c->errors = s.errors;
	return fine;
}

/* ---- as submitted ---- */

static str
as_text(struct ctx *c, const struct node *figures)
{
	struct write w = write_new(c->arena, FIGURES_MOST);

	json_write(&w, figures, false);
	return w.over ? (str){ 0 } : write_done(&w);
}

bool
donor_figures(struct ctx *c, const struct donor_report *r,
    const struct node **out)
{
	struct node *tree;
	bool fine;

	fine = str_none(r->figures) ? donor_live(c, r, &tree) :
	    json_read(c->arena, r->figures, &tree, &c->errors);
	*out = tree;
	return fine;
}

/* Written and read again, so that both have the same form. */
bool
donor_moved(struct ctx *c, const struct donor_report *r, bool *moved)
{
	struct node *live, *kept, *again;
	int64_t last;

	*moved = false;
	if (str_none(r->figures))
		return true;
	if (!store_last_change(c->store, &last, &c->errors))
		return false;
	if (last == r->at_change)
		return true;
	if (!donor_live(c, r, &live) ||
	    !json_read(c->arena, as_text(c, live), &again, &c->errors) ||
	    !json_read(c->arena, r->figures, &kept, &c->errors))
		return false;
	*moved = !str_same(as_text(c, again), as_text(c, kept));
	return true;
}

bool
donor_freeze(struct ctx *c, struct donor_report *r)
{
	struct node *tree;

	if (!store_last_change(c->store, &r->at_change, &c->errors) ||
	    !donor_live(c, r, &tree))
		return false;
	r->figures = as_text(c, tree);
	r->edition = (r->edition == INT64_MIN ? 0 : r->edition) + 1;
	r->sent_at = MOMENT_NONE;       /* this one was mailed to nobody */
	r->submitted_on = moment_day(c->now);
	return !str_none(r->figures) || fail(&c->errors, INVALID, NULL,
	    "The report holds too many figures to be kept.");
}
