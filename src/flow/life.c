/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/every.h"
#include "flow/life.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/sort.h"
#include "engine/stat.h"
#include "flow/finance.h"
#include "flow/find.h"
#include "flow/gaps_in.h"
#include "flow/planning.h"
#include "flow/reassess.h"
#include "model/text.h"

/* ---- who and what ---- */

static bool
name_all(struct ctx *c, struct life *l)
{
	struct dimension d;
	struct framework f;
	struct party p;

	if (!store_find(c->store, &party_entity, l->gap.subject, c->arena, &p,
	    &c->errors) ||
	    !flow_find(c, &dimension_entity, l->gap.dimension, &d) ||
	    !flow_find(c, &framework_entity, l->gap.framework, &f))
		return false;
	l->subject_code = p.code;
	l->kind = p.kind;
	l->subject = str_is(p.kind, "IND") && !ctx_may(c, &person_entity,
	    SEE_PERSONAL, l->programme.row.id) ? p.code : p.name;
	l->dimension = text_in(c->arena, d.title, c->lang);
	l->framework = text_in(c->arena, f.title, c->lang);
	l->lo = f.scale_min;
	l->hi = f.scale_max;
	return true;
}

/* ---- levels ---- */

static size_t
subject_at(const struct results *r, struct id id)
{
	size_t i;

	for (i = 0; i < r->subjects && !id_same(r->subject[i].id, id); i++)
		;
	return i;
}

static size_t
dimension_at(const struct results *r, struct id id)
{
	size_t d;

	for (d = 0; d < r->instrument->dimensions &&
	    !id_same(r->instrument->dimension[d].row.id, id); d++)
		;
	return d;
}

static void
level_put(const struct results *r, size_t subject, size_t d,
    struct life_level *out)
{
	*out = (struct life_level){ &r->round, gaps_round_day(&r->round), NAN,
		.subject = r->subject[subject].id };
	if (d == r->instrument->dimensions)
		return;
	out->level = r->dimension[subject][d].value;
	out->n = r->dimension[subject][d].n;
}

static int
by_level_day(const void *one, const void *other, const void *with)
{
	const struct life_level *a = one, *b = other;

	(void)with;
	return (a->on.n > b->on.n) - (a->on.n < b->on.n);
}

/* Rounds without this subject are followed to who took over. */
static bool
add_successors(struct ctx *c, struct life *l, const struct results *first,
    const struct results **r, size_t n)
{
	struct reassess_pair *pair = NEWS(c->arena, struct reassess_pair,
	    n + 1);
	size_t i, at = subject_at(first, l->gap.subject), to;

	if (!reassess_each(c, l->programme.row.id, first, r, n, pair))
		return false;
	for (i = 0; i < n && at < first->subjects; i++) {
		to = pair[i].subject[at].last;
		if (to == REASSESS_NOWHERE)
			continue;
		level_put(r[i], to, dimension_at(r[i], l->gap.dimension),
		    &l->level[l->levels]);
		l->level[l->levels++].is_successor = true;
	}
	return true;
}

static bool
find_levels(struct ctx *c, struct life *l)
{
	const struct results *r, **without, *first = NULL;
	struct assessment_round *round;
	size_t i, n, at, gone = 0;

	if (!ctx_may(c, &assessment_round_entity, SEE, l->programme.row.id))
		return true;
	if (!assess_rounds(c, l->programme.row.id, &round, &n))
		return false;
	l->level = NEWS(c->arena, struct life_level, n + 1);
	without = NEWS(c->arena, const struct results *, n + 1);
	for (i = 0; i < n; i++) {
		if (!id_same(round[i].framework, l->gap.framework) ||
		    !str_same(round[i].subject_type, l->kind))
			continue;
		if (!assess_results(c, round[i].row.id, &r))
			return false;
		at = subject_at(r, l->gap.subject);
		if (at == r->subjects) {
			without[gone++] = r;
			continue;
		}
		level_put(r, at, dimension_at(r, l->gap.dimension),
		    &l->level[l->levels++]);
		if (first == NULL)
			first = r;
	}
	if (first != NULL && gone > 0 &&
	    !add_successors(c, l, first, without, gone))
		return false;
	sort(c->arena, l->level, l->levels, sizeof(*l->level), by_level_day,
	    NULL);
	return true;
}

/* ---- what happened ---- */

/* What on one day follows what. */
static int
order_of(str kind)
{
	static const char *const order[] = { "opened", "discussed",
		"cause_found", "validated", "deferred", "rejected", "targeted",
		"funded", "in_delivery", "reassessed", "reduced", "closed",
		"checked", "reopened" };
	int i;

	for (i = 0; i < (int)(sizeof(order) / sizeof(order[0])); i++)
		if (str_is(kind, order[i]))
			return i;
	return i;
}

static int
by_moment(const void *one, const void *other, const void *with)
{
	const struct gap_event *a = one, *b = other;

	(void)with;
	if (a->at != b->at)
		return (a->at > b->at) - (a->at < b->at);
	return order_of(a->kind) - order_of(b->kind);
}

static bool
find_events(struct ctx *c, struct life *l)
{
	size_t i;

	l->opened = NAN;
	if (ctx_may(c, &gap_event_entity, SEE, l->programme.row.id)) {
		l->event = every_by(c, &gap_event_entity, "gap",
		    l->gap.row.id, &l->events);
		if (l->event == NULL)
			return false;
	}
	sort(c->arena, l->event, l->events, sizeof(*l->event), by_moment,
	    NULL);
	for (i = 0; i < l->events; i++)
		if (str_is(l->event[i].kind, "opened") && isnan(l->opened))
			l->opened = l->event[i].current;
	if (isnan(l->opened) && l->levels > 0)
		l->opened = l->level[0].level;
	l->change = l->gap.current - l->opened;
	return true;
}

/* ---- what was done ---- */

static bool
count_people(struct ctx *c, struct id event, struct map *seen)
{
	struct enrolment *e;
	size_t i, n;

	if (!ctx_may(c, &enrolment_entity, SEE, (struct id){ { 0 } }))
		return true;
	e = every_by(c, &enrolment_entity, "event", event, &n);
	for (i = 0; e != NULL && i < n; i++)
		(void)map_at(seen, (str){ (const char *)e[i].person.b,
		    sizeof(struct id) }, 0);
	return e != NULL;
}

static bool
find_courses(struct ctx *c, struct life_deed *d)
{
	struct map *seen = map_new(c->arena);
	struct event *e;
	double h;
	size_t i;

	d->hours = NAN;
	e = every_by(c, &event_entity, "activity", d->row.row.id, &d->events);
	for (i = 0; e != NULL && i < d->events; i++) {
		h = (isnan(e[i].hours_theory) ? 0 : e[i].hours_theory) +
		    (isnan(e[i].hours_practice) ? 0 : e[i].hours_practice);
		if (h > 0)
			d->hours = isnan(d->hours) ? h : d->hours + h;
		if (!count_people(c, e[i].row.id, seen))
			return false;
	}
	d->people = map_count(seen);
	return e != NULL;
}

static void
add_dose(struct life_deed *d, const struct dose *x)
{
	size_t i;

	for (i = 0; i < d->doses && !str_same(d->dose[i].unit, x->unit); i++)
		;
	if (i == sizeof(d->dose) / sizeof(d->dose[0]))
		return;
	if (i == d->doses)
		d->dose[d->doses++] = (struct life_dose){ .unit = x->unit };
	d->dose[i].amount += x->amount;
	d->dose[i].entries++;
}

/* The ledger's entries of this subject, activity by activity. */
static bool
find_doses(struct ctx *c, struct life *l)
{
	struct dose *x;
	size_t i, k, n;

	if (!ctx_may(c, &dose_entity, SEE, l->programme.row.id))
		return true;
	x = every_by(c, &dose_entity, "subject", l->gap.subject, &n);
	for (i = 0; x != NULL && i < n; i++)
		for (k = 0; k < l->deeds; k++)
			if (id_same(l->deed[k].row.row.id, x[i].activity))
				add_dose(&l->deed[k], &x[i]);
	return x != NULL;
}

static bool
find_money(struct ctx *c, struct life *l, struct life_deed *d)
{
	struct spread *s;
	size_t i;

	if (!l->has_money)
		return true;
	if (!spread_activity(c, d->row.row.id, &s) ||
	    !spread_gap(c, s, l->gap.row.id, &d->part))
		return false;
	d->gaps = s->links;
	d->payments = s->payments;
	for (i = 0; i < s->payments; i++)
		if (s->base[i].currency[0] != '\0' &&
		    !money_add(&d->paid, s->base[i]))
			return finance_too_large(c);
	if (d->part.currency[0] != '\0' && !money_add(&l->part, d->part))
		return finance_too_large(c);
	return true;
}

static int
by_code(const void *one, const void *other, const void *with)
{
	(void)with;
	return str_order(((const struct life_deed *)one)->row.code,
	    ((const struct life_deed *)other)->row.code);
}

static bool
find_deeds(struct ctx *c, struct life *l)
{
	struct activity_gap *link;
	struct life_deed *d;
	size_t i, n;

	if (!ctx_may(c, &activity_entity, SEE, l->programme.row.id))
		return true;
	link = every_by(c, &activity_gap_entity, "gap", l->gap.row.id, &n);
	if (link == NULL)
		return false;
	l->deed = NEWS(c->arena, struct life_deed, n + 1);
	for (i = 0; i < n; i++) {
		d = &l->deed[l->deeds];
		if (!flow_find(c, &activity_entity, link[i].activity,
		    &d->row))
			return false;
		d->title = text_in(c->arena, d->row.title, c->lang);
		d->link = link[i].row.id;
		d->share = link[i].share;
		d->is_in = planning_is_in(&d->row);
		if (!find_courses(c, d) || !find_money(c, l, d))
			return false;
		l->deeds++;
	}
	sort(c->arena, l->deed, l->deeds, sizeof(*l->deed), by_code, NULL);
	return find_doses(c, l);
}

/* ---- what is due ---- */

static bool
find_due(struct ctx *c, struct life *l)
{
	struct day today = moment_day(c->now);
	size_t i;

	if (ctx_may(c, &gap_check_entity, SEE, l->programme.row.id)) {
		l->check = every_by(c, &gap_check_entity, "gap",
		    l->gap.row.id, &l->checks);
		if (l->check == NULL)
			return false;
	}
	for (i = 0; i < l->checks; i++)
		if (str_none(l->check[i].outcome)) {
			l->due = (struct life_due){ S("check"),
				l->check[i].due_on, l->check[i].row.id,
				l->check[i].due_on.n < today.n };
			return true;
		}
	if (l->gap.reassess_on.n != 0)
		l->due = (struct life_due){ S("reassess"), l->gap.reassess_on,
			.is_late = l->gap.reassess_on.n < today.n };
	return true;
}

bool
life_of(struct ctx *c, struct id gap, struct life **out)
{
	struct life *l = NEW(c->arena, struct life);

	*out = l;
	if (!flow_find(c, &gap_entity, gap, &l->gap) ||
	    !flow_find(c, &programme_entity, l->gap.programme,
	    &l->programme) || !name_all(c, l))
		return false;
	l->has_money = ctx_may(c, &transaction_entity, SEE,
	    l->programme.row.id) && ctx_may(c, &activity_entity, SEE,
	    l->programme.row.id);
	if (!find_levels(c, l) || !find_events(c, l) || !find_deeds(c, l) ||
	    !find_due(c, l))
		return false;
	l->per_level = l->change > 0 && l->part.currency[0] != '\0'
	    ? stat_ratio(money_real(l->part), l->change) : NAN;
	return true;
}
