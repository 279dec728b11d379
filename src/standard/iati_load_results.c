/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Results, indicators, baselines, targets and what was reached. */
#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/gather.h"
#include "flow/grouped.h"
#include "flow/indicators.h"
#include "flow/period.h"
#include "flow/publish.h"
#include "flow/strata.h"
#include "format/json.h"
#include "model/plan.h"
#include "standard/iati_load.h"

struct told {                   /* one indicator on its way out */
	struct iati_made             *m;
	const struct indicator       *i;
	const struct indicators_one  *o;
	struct iati                  *e;
	bool                          failed, persons;
};

/* A period by its name, or "2022-07-01/2023-06-30". */
static bool
period_of(str name, struct period *p)
{
	size_t at = str_find(name, S("/"));

	if (period_read(name, p))
		return true;
	*p = (struct period){ { 0 }, { 0 } };
	return at < name.n && day_read(str_part(name, 0, at), &p->from) &&
	    day_read(str_part(name, at + 1, name.n), &p->to);
}

static bool
is_counted(const struct indicator *i)
{
	return !str_is(i->measure, "5");
}

/* ---- groups: sex=F;location=north ---- */

static void
dimensions(struct iati *e, str stratum)
{
	str one;
	struct iati *d;
	size_t at;

	while (str_cut(&stratum, ';', &one)) {
		at = str_find(one, S("="));
		if (str_none(str_trim(one)))
			continue;
		d = iati_add(e, "dimension");
		iati_set(d, "name", str_trim(str_part(one, 0, at)));
		iati_set(d, "value", at < one.n ? str_trim(str_part(one,
		    at + 1, one.n)) : str_trim(one));
	}
}

/* Counts of the groups of one kind, v[0..n): which are told (publish.h).
 * Groups of groups (women of the north) stay inside: with those of each
 * kind they could be computed. */
static enum small
judge(const struct told *t, const struct indicator_value *const *v, size_t n,
    double whole, enum small *is)
{
	struct grouped *g = NEWS(t->m->c->arena, struct grouped, n + 1);
	size_t i;

	for (i = 0; i < n; i++)
		g[i] = (struct grouped){ v[i]->stratum, v[i]->value,
			v[i]->denominator };
	return grouped_judge(t->m->c->arena, g, n, whole, t->persons, is);
}

static int
by_group(const void *one, const void *other, const void *with)
{
	const struct indicator_value *const *a = one, *const *b = other;
	struct arena *in = (struct arena *)(uintptr_t)with;
	int order = str_order(strata_kind(in, (*a)->stratum),
	    strata_kind(in, (*b)->stratum));

	return order != 0 ? order : str_order((*a)->stratum, (*b)->stratum);
}

static void
actual(struct told *t, struct iati *period, double value, str stratum,
    str comment)
{
	struct iati *e = iati_add(period, "actual");

	if (is_counted(t->i))
		iati_set_real(e, "value", round(value * 10000) / 10000);
	dimensions(e, stratum);
	if (!iati_without_names(t->m, comment, &comment))
		t->failed = true;
	else if (!str_none(str_trim(comment)))
		iati_says(iati_add(e, "comment"), comment, NULL);
}

/* The groups of one kind, from v[0] on, and what holds of the whole. */
static size_t
judge_kind(struct told *t, const struct indicator_value *const *v, size_t n,
    double whole, enum small *is, enum small *all)
{
	struct arena *a = t->m->c->arena;
	str kind = strata_kind(a, v[0]->stratum);
	size_t k = 1;
	enum small came;

	while (k < n && str_same(strata_kind(a, v[k]->stratum), kind))
		k++;
	came = judge(t, v, k, whole, is);
	if (came != SMALL_TOLD)
		*all = came;
	return k;
}

/* The whole, then the groups of it that are large enough. */
static void
actuals(struct told *t, struct iati *period,
    const struct indicators_period *p)
{
	struct arena *a = t->m->c->arena;
	const struct indicator_value **v = arena_take(a, p->values + 1,
	    sizeof(*v));
	enum small *is = NEWS(a, enum small, p->values + 1), all = SMALL_TOLD;
	str comment = { 0 };
	size_t i, n = 0;

	for (i = 0; i < p->values; i++)
		if (str_none(p->all[p->at[i]].stratum))
			comment = p->all[p->at[i]].comment;
		else if (!isnan(p->all[p->at[i]].value))
			v[n++] = &p->all[p->at[i]];
	sort(a, v, n, sizeof(*v), by_group, a);
	for (i = 0; i < n;)
		i += judge_kind(t, v + i, n - i, p->value, is + i, &all);
	if (n == 0 && t->persons)
		all = grouped_judge(a, NULL, 0, p->value, true, NULL);
	if (!isnan(p->value) && all == SMALL_TOLD)
		actual(t, period, p->value, (str){ 0 }, comment);
	for (i = 0; i < n; i++)
		if (is[i] == SMALL_TOLD)
			actual(t, period, v[i]->value, v[i]->stratum,
			    v[i]->comment);
}

/* ---- periods: those with a target or with values ---- */

struct span {
	struct period           days;
	double                  target;
	const struct indicators_period *reached;        /* or NULL */
};

static int
by_start(const void *one, const void *other, const void *with)
{
	const struct span *a = one, *b = other;

	(void)with;
	if (a->days.from.n != b->days.from.n)
		return a->days.from.n < b->days.from.n ? -1 : 1;
	return (a->days.to.n > b->days.to.n) - (a->days.to.n < b->days.to.n);
}

/* What was reached counts once everything in it was checked. */
static size_t
spans(struct told *t, struct span *s)
{
	const struct node *row = iati_rows(t->m->c, t->i->targets);
	size_t i, k, n = 0;
	struct period p;
	double v;

	for (; row != NULL; row = row->next)
		if (period_of(json_text(row, "period"), &p) &&
		    str_real(json_text(row, "value"), &v))
			s[n++] = (struct span){ p, v, NULL };
	for (i = 0; i < t->o->periods; i++) {
		if (!t->o->period[i].is_verified ||
		    !period_of(t->o->period[i].period, &p))
			continue;
		for (k = 0; k < n && (s[k].days.from.n != p.from.n ||
		    s[k].days.to.n != p.to.n); k++)
			;
		if (k == n)
			s[n++] = (struct span){ p, NAN, NULL };
		s[k].reached = &t->o->period[i];
	}
	sort(t->m->c->arena, s, n, sizeof(*s), by_start, NULL);
	return n;
}

static void
put_span(struct told *t, const struct span *s)
{
	struct iati *e = iati_add(t->e, "period");

	iati_set_day(iati_add(e, "period-start"), "iso-date", s->days.from);
	iati_set_day(iati_add(e, "period-end"), "iso-date", s->days.to);
	if (!isnan(s->target) && is_counted(t->i))
		iati_set_real(iati_add(e, "target"), "value", s->target);
	if (s->reached != NULL)
		actuals(t, e, s->reached);
}

/* ---- one indicator, one result ---- */

/* A baseline without a day is that of the programme's first year. */
static void
baseline(struct told *t)
{
	struct day d = t->i->baseline_date;
	struct iati *e;
	int y, month, dom;

	if (d.n == 0)
		d = t->m->p->start_planned;
	if (isnan(t->i->baseline_value) || !is_counted(t->i) || d.n == 0)
		return;
	day_split(d, &y, &month, &dom);
	e = iati_add(t->e, "baseline");
	iati_set(e, "year", str_print(t->m->c->arena, "%d", y));
	iati_set_day(e, "iso-date", t->i->baseline_date);
	iati_set_real(e, "value", t->i->baseline_value);
}

static void
reference(struct iati *up, const char *vocabulary, str code)
{
	struct iati *e;

	if (str_none(code))
		return;
	e = iati_add(up, "reference");
	iati_set_z(e, "vocabulary", vocabulary);
	iati_set(e, "code", code);
}

static void
put_indicator(struct told *t, struct iati *result)
{
	size_t rows, i, n;
	struct span *s;

	t->e = iati_add(result, "indicator");
	iati_set(t->e, "measure", t->i->measure);
	iati_set_z(t->e, "ascending", str_is(t->i->direction, "down") ? "0"
	    : "1");
	iati_set_z(t->e, "aggregation-status", str_is(t->i->aggregation,
	    "sum") ? "1" : "0");
	iati_texts(t->m, iati_add(t->e, "title"), t->i->name);
	if (!str_none(str_trim(t->i->definition)))
		iati_texts(t->m, iati_add(t->e, "description"),
		    t->i->definition);
	reference(t->e, "99", t->i->code);
	reference(t->e, "9", t->i->sdg_indicator);
	baseline(t);
	rows = t->o->periods;
	for (const struct node *row = iati_rows(t->m->c, t->i->targets);
	    row != NULL; row = row->next)
		rows++;
	s = NEWS(t->m->c->arena, struct span, rows + 1);
	n = spans(t, s);
	for (i = 0; i < n; i++)
		put_span(t, &s[i]);
}

static str
type_of(str level)
{
	const struct choice *k = choice_coded(field_named(&result_entity,
	    S("level"))->choices, level);

	return k == NULL ? S("9") : str_of(k->alias);
}

bool
iati_results(struct iati_made *m)
{
	struct indicators_one *one;
	struct indicator *in;
	struct result *r;
	struct iati *e;
	size_t i, k, n, results;

	r = gather(m->c, &result_entity, m->p->row.id, &results);
	if (r == NULL)
		return false;
	if (results == 0)
		return true;
	in = gather(m->c, &indicator_entity, m->p->row.id, &n);
	if (in == NULL || !indicators_of(m->c, m->p->row.id, &one, &n))
		return false;
	for (i = 0; i < results; i++) {
		e = NULL;
		for (k = 0; k < n; k++) {
			struct told t = { m, &in[k], &one[k], NULL, false,
				grouped_persons(&in[k], &one[k]) };

			if (!id_same(in[k].result, r[i].row.id))
				continue;
			if (e == NULL) {
				e = iati_add(m->a, "result");
				iati_set(e, "type", type_of(r[i].level));
				iati_texts(m, iati_add(e, "title"),
				    r[i].statement);
			}
			put_indicator(&t, e);
			if (t.failed)
				return false;
		}
	}
	return true;
}
