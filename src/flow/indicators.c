/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/indicators.h"

#include <math.h>
#include <stddef.h>

#include "base/sort.h"
#include "engine/indicator.h"
#include "flow/gather.h"
#include "format/json.h"
#include "model/monitor.h"
#include "model/plan.h"
#include "model/text.h"

struct reported {               /* some of the values of one indicator */
	struct ctx                   *c;
	const struct indicator_value *value;    /* of the whole programme */
	const size_t                 *at;       /* [n] places of those meant */
	size_t                        n;
};

static bool
counts(const struct indicator_value *v)
{
	return !str_is(v->status, "draft") && !str_is(v->status, "rejected");
}

/* "sex" of "sex=F"; none of the whole. */
static str
kind_of(str stratum)
{
	return str_part(stratum, 0, str_find(stratum, S("=")));
}

/* ---- one period ---- */

/* The whole if it is reported, else the first kind of stratum. */
static str
choose_kind(const struct reported *r)
{
	const struct indicator_value *v;
	str kind = { 0 };
	size_t i;

	for (i = 0; i < r->n; i++) {
		v = &r->value[r->at[i]];
		if (i == 0 || str_none(v->stratum) ||
		    str_order(kind_of(v->stratum), kind) < 0)
			kind = kind_of(v->stratum);
		if (str_none(kind))
			break;
	}
	return kind;
}

static bool
is_count(const struct indicator *of)
{
	return str_is(of->aggregation, "sum") ||
	    str_is(of->aggregation, "cumulative") || str_is(of->measure, "1");
}

struct sums {
	double value, num, den;
	size_t n, values, shares, verified;
};

static void
add_value(struct sums *s, const struct indicator_value *v)
{
	s->n++;
	s->verified += str_is(v->status, "verified");
	if (!isnan(v->value)) {
		s->value += v->value;
		s->values++;
	}
	if (isnan(v->numerator) || isnan(v->denominator))
		return;
	s->num += v->numerator;
	s->den += v->denominator;
	s->shares++;
}

/* A share is in per cent, as its strata are. */
static double
value_of(const struct sums *s, const struct indicator *of)
{
	if (s->n == 1)
		return s->values == 1 ? s->value : NAN;
	if (s->shares == s->n)
		return indicator_percent(&s->num, &s->den, 1);
	return s->values == s->n && is_count(of) ? s->value : NAN;
}

bool
indicators_adds(const struct indicator *of)
{
	return is_count(of) || str_is(of->measure, "2");
}

/* Groups of one kind against the whole, in things counted. */
static double
apart_of(const struct reported *r, const struct indicator *of, str kind,
    const struct sums *whole)
{
	struct sums s = { 0 };
	double apart;
	size_t i;

	for (i = 0; i < r->n; i++)
		if (str_same(kind_of(r->value[r->at[i]].stratum), kind))
			add_value(&s, &r->value[r->at[i]]);
	if (is_count(of))
		apart = s.values == s.n ? whole->value - s.value : NAN;
	else
		apart = s.shares == s.n && whole->shares == 1
		    ? whole->num - s.num : NAN;
	return fabs(apart) > 1e-9 * fmax(1, fabs(s.value + s.num)) ? apart
	    : NAN;
}

/* NAN is compared as "does not differ": of an unknown sum nothing is
 * said. */
static double
find_apart(const struct reported *r, const struct indicator *of,
    const struct sums *whole)
{
	const struct indicator_value *v;
	struct map *seen = map_new(r->c->arena);
	double apart;
	size_t i;

	for (i = 0; i < r->n; i++) {
		v = &r->value[r->at[i]];
		if (str_none(v->stratum) ||
		    *map_at(seen, kind_of(v->stratum), i) != i)
			continue;
		apart = apart_of(r, of, kind_of(v->stratum), whole);
		if (!isnan(apart))
			return apart;
	}
	return NAN;
}

static void
set_period(const struct reported *r, const struct indicator *of,
    struct indicators_period *p)
{
	const struct indicator_value *v;
	str kind = choose_kind(r);
	struct sums s = { 0 };
	size_t i;

	for (i = 0; i < r->n; i++) {
		v = &r->value[r->at[i]];
		if (str_same(kind_of(v->stratum), kind))
			add_value(&s, v);
	}
	p->all = r->value;
	p->at = r->at;
	p->values = r->n;
	p->apart = str_none(kind) && s.n == 1 && indicators_adds(of)
	    ? find_apart(r, of, &s) : NAN;
	p->strata = s.n;
	p->is_verified = s.verified == s.n;
	p->value = value_of(&s, of);
	p->numerator = s.shares > 0 ? s.num : NAN;
	p->denominator = s.shares > 0 ? s.den : NAN;
}

/* ---- one indicator ---- */

static void
set_target(struct ctx *c, const struct indicator *of, struct indicators_one *o)
{
	const struct node *it;
	struct node *table;
	double x;
	str text;

	o->target = NAN;
	if (str_none(of->targets))
		return;
	if (!json_read(c->arena, of->targets, &table, &c->errors)) {
		errors_clear(&c->errors);
		return;
	}
	for (it = json_first(table, ""); it != NULL; it = it->next) {
		x = json_number(it, "value");
		text = json_text(it, "value");
		if (isnan(x) && !str_real(text, &x))
			continue;
		if (!str_none(o->target_period) && str_order(
		    json_text(it, "period"), o->target_period) <= 0)
			continue;
		o->target = x;
		o->target_period = json_text(it, "period");
	}
}

static int
by_end(const void *one, const void *other, const void *with)
{
	const struct indicators_period *a = one, *b = other;

	(void)with;
	if (a->ends.n != b->ends.n)
		return a->ends.n < b->ends.n ? -1 : 1;
	return str_order(a->period, b->period);
}

/* The periods that are reported on, and the values of each. */
static void
find_periods(const struct reported *r, const struct indicator *of,
    struct indicators_one *o)
{
	const struct indicator_value *v;
	struct arena *a = r->c->arena;
	struct map *seen = map_new(a);
	size_t *group = NEWS(a, size_t, r->n + 1), *at = NEWS(a, size_t,
	    r->n + 1), i, n = 0;
	struct gather_groups g;
	struct reported some = *r;

	o->period = NEWS(a, struct indicators_period, r->n + 1);
	for (i = 0; i < r->n; i++) {
		v = &r->value[r->at[i]];
		if (!counts(v))
			continue;
		group[n] = *map_at(seen, v->period, o->periods);
		at[n] = r->at[i];
		if (group[n++] == o->periods)
			o->period[o->periods++] = (struct indicators_period){
				.period = v->period, .ends = v->period_end };
	}
	g = gather_groups(a, group, n, o->periods);
	for (i = 0; i < n; i++)
		group[i] = at[g.at[i]];
	for (i = 0; i < o->periods; i++) {
		some.at = group + g.from[i];
		some.n = g.from[i + 1] - g.from[i];
		set_period(&some, of, &o->period[i]);
	}
	sort(a, o->period, o->periods, sizeof(*o->period), by_end, NULL);
}

static void
conclude(struct indicators_one *o)
{
	struct indicators_period *p;
	size_t i;

	o->now = NAN;
	for (i = 0; i < o->periods; i++) {
		p = &o->period[i];
		p->achievement = indicator_achievement(o->baseline, o->target,
		    p->value);
		if (isnan(p->value))
			continue;
		o->now = o->adds_up && !isnan(o->now) ? o->now + p->value
		    : p->value;
	}
	o->achievement = indicator_achievement(o->baseline, o->target, o->now);
}

static void
set_one(const struct reported *r, const struct indicator *of,
    struct indicators_one *o)
{
	*o = (struct indicators_one){ .id = of->row.id, .code = of->code,
		.name = text_in(r->c->arena, of->name, r->c->lang),
		.unit = of->unit, .baseline = of->baseline_value,
		.adds_up = str_is(of->aggregation, "sum") };
	set_target(r->c, of, o);
	find_periods(r, of, o);
	conclude(o);
}

bool
indicators_of(struct ctx *c, struct id programme, struct indicators_one **out,
    size_t *n)
{
	struct reported r = { .c = c };
	struct indicator_value *value;
	struct gather_groups g;
	struct indicator *in;
	size_t i, values;

	if ((in = gather(c, &indicator_entity, programme, n)) == NULL ||
	    (value = gather(c, &indicator_value_entity, programme,
	    &values)) == NULL)
		return false;
	g = gather_by(c->arena, value, values, sizeof(*value),
	    offsetof(struct indicator_value, indicator),
	    gather_index(c->arena, in, *n, sizeof(*in)), *n);
	*out = NEWS(c->arena, struct indicators_one, *n + 1);
	r.value = value;
	for (i = 0; i < *n; i++) {
		r.at = g.at + g.from[i];
		r.n = g.from[i + 1] - g.from[i];
		set_one(&r, &in[i], &(*out)[i]);
	}
	return true;
}
