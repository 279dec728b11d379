/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/planning.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "flow/setting.h"
#include "model/text.h"

/* ---- what is in the plan ---- */

bool
planning_is_in(const struct activity *a)
{
	if (str_is(a->state, "cancelled") || str_is(a->state, "not_selected"))
		return false;
	if (a->selected != UNSAID || a->is_mandatory == YES)
		return a->selected == YES || a->is_mandatory == YES;
	return !str_none(a->state) && !str_is(a->state, "proposed");
}

double
planning_days(const struct activity *a)
{
	if (a->start.n != 0 && a->end.n >= a->start.n)
		return a->end.n - a->start.n + 1;
	return a->duration_days == INT64_MIN ? NAN : (double)a->duration_days;
}

/* ---- what waits for what ---- */

static struct planning_places
places(struct arena *a, const struct map *by_id, str ids)
{
	struct planning_places p = { NULL, 0 };
	struct id id;
	str one;

	p.at = NEWS(a, size_t, ids.n / 36 + 1);         /* an id's text */
	while (str_cut(&ids, ';', &one))
		if (id_read(str_trim(one), &id) &&
		    gather_find(by_id, &id, &p.at[p.n]))
			p.n++;
	return p;
}

static void
judge(struct planning *p, struct planning_activity *x)
{
	const struct activity *before;
	size_t i;

	for (i = 0; i < x->needs.n; i++)
		x->lacks |= x->in && !p->activity[x->needs.at[i]].in;
	for (i = 0; i < x->excludes.n; i++)
		x->clashes |= x->in && p->activity[x->excludes.at[i]].in;
	for (i = 0; i < x->after.n; i++) {
		before = &p->activity[x->after.at[i]].row;
		x->early |= x->in && p->activity[x->after.at[i]].in &&
		    x->row.start.n != 0 && before->end.n != 0 &&
		    x->row.start.n <= before->end.n;
	}
}

void
planning_link(struct arena *a, struct planning *p)
{
	const struct map *by_id = gather_index(a, p->activity, p->n,
	    sizeof(*p->activity));
	struct planning_activity *x;
	size_t i;

	for (i = 0; i < p->n; i++) {
		x = &p->activity[i];
		x->needs = places(a, by_id, x->row.prerequisites);
		x->excludes = places(a, by_id, x->row.exclusive_with);
		x->after = places(a, by_id, x->row.predecessors);
		if (x->after.n == 0)
			x->after = x->needs;
	}
	for (i = 0; i < p->n; i++)
		judge(p, &p->activity[i]);
}

/* ---- the longest chain ---- */

struct chain {
	double               *length;
	size_t               *place;    /* in the chain, of each activity */
	struct schedule_link *link;
	size_t                n, links;
};

static struct chain
chain_of(struct arena *a, struct planning *p)
{
	struct chain c = { NEWS(a, double, p->n + 1),
		NEWS(a, size_t, p->n + 1), NULL, 0, 0 };
	struct planning_activity *x;
	size_t i, k, most = 0;

	for (i = 0; i < p->n; i++) {
		x = &p->activity[i];
		x->beside = str_is(x->row.modality, "MGT") ||
		    str_is(x->row.modality, "MEL");
		x->in_chain = x->in && !x->beside &&
		    !isnan(planning_days(&x->row));
		most += x->after.n;
		if (!x->in_chain)
			continue;
		c.place[i] = c.n;
		c.length[c.n++] = planning_days(&x->row);
	}
	c.link = NEWS(a, struct schedule_link, most + 1);
	for (i = 0; i < p->n; i++)
		for (k = 0; k < p->activity[i].after.n; k++)
			if (p->activity[i].in_chain &&
			    p->activity[p->activity[i].after.at[k]].in_chain)
				c.link[c.links++] = (struct schedule_link){
					c.place[p->activity[i].after.at[k]],
					c.place[i] };
	return c;
}

void
planning_chain(struct arena *a, struct planning *p)
{
	struct errors e = { .arena = a };
	struct chain c = chain_of(a, p);
	struct schedule *out = NEWS(a, struct schedule, c.n + 1);
	size_t i;

	p->chain = NAN;
	p->ring = !schedule_plan(a, c.length, c.n, c.link, c.links, out,
	    &p->chain, &e);
	if (p->ring || c.n == 0)
		p->chain = NAN;
	for (i = 0; i < p->n; i++) {
		p->activity[i].in_chain &= !p->ring;
		if (p->activity[i].in_chain)
			p->activity[i].path = out[c.place[i]];
	}
}

/* ---- sums ---- */

void
planning_sum(struct planning *p)
{
	struct money equipment = { 0, "" };
	const struct planning_activity *x;
	bool fits = true;
	size_t i;

	p->cost = (struct money){ 0, "" };
	p->chosen = p->aimless = p->misfits = 0;
	for (i = 0; i < p->n; i++) {
		x = &p->activity[i];
		p->misfits += x->lacks || x->clashes;
		if (!x->in)
			continue;
		p->chosen++;
		p->aimless += x->gaps == 0 && x->row.is_mandatory != YES;
		fits = fits && money_add(&p->cost, x->row.cost) &&
		    (!str_is(x->row.modality, "EQP") ||
		    money_add(&equipment, x->row.cost));
	}
	if (!fits)
		p->cost = (struct money){ 0, "" };
	p->equipment_share = NAN;
	if (p->cost.currency[0] != '\0' && p->cost.minor > 0)
		p->equipment_share = equipment.currency[0] == '\0' ? 0
		    : money_real(equipment) / money_real(p->cost);
}

/* ---- gaps ---- */

static int
by_priority(const void *a, const void *b, const void *with)
{
	const struct gap *x = a, *y = b;

	(void)with;
	if (isnan(x->priority_norm) || isnan(y->priority_norm))
		return isnan(x->priority_norm) - isnan(y->priority_norm);
	return (x->priority_norm < y->priority_norm) -
	    (x->priority_norm > y->priority_norm);
}

static bool
asks_for_something(const struct gap *g)
{
	return g->gap > 0 && !str_is(g->state, "closed") &&
	    !str_is(g->state, "rejected") && !str_is(g->state, "deferred");
}

static bool
find_gaps(struct ctx *c, struct id programme, struct planning *p)
{
	const struct map *by_id = gather_index(c->arena, p->activity, p->n,
	    sizeof(*p->activity));
	struct map *aimed_at = map_new(c->arena);
	const struct gap *gap;
	size_t i, n, at;

	p->aim = every(c, &activity_gap_entity, programme, &p->aims);
	gap = every(c, &gap_entity, programme, &n);
	if (p->aim == NULL || gap == NULL)
		return false;
	for (i = 0; i < p->aims; i++) {
		if (!gather_find(by_id, &p->aim[i].activity, &at))
			continue;
		p->activity[at].gaps++;
		if (p->activity[at].in)
			*map_at(aimed_at, (str){ (const char *)
			    p->aim[i].gap.b, sizeof(struct id) }, 0) = 1;
	}
	p->uncovered = NEWS(c->arena, struct gap, n + 1);
	for (i = 0; i < n; i++) {
		if (!asks_for_something(&gap[i]))
			continue;
		p->open_gaps++;
		if (gather_find(aimed_at, &gap[i].row.id, &at))
			p->covered_gaps++;
		else
			p->uncovered[p->uncovered_gaps++] = gap[i];
	}
	sort(c->arena, p->uncovered, p->uncovered_gaps, sizeof(struct gap),
	    by_priority, NULL);
	return true;
}

/* ---- what is recorded as done ---- */

/* Records that name their activity, with the days they lie between. */
static const struct {
	const char *entity, *from, *to;
} trace[] = {
	{ "event",                 "start",    "end" },
	{ "exchange",              "from",     "to" },
	{ "mentoring_agreement",   "start",    "end" },
	{ "equipment_item",        "acquired", "handed_over" },
	{ "policy_instrument",     "adoption_date", "effective" },
	{ "institution_milestone", "achieved", "achieved" },
};

static void
widen(struct planning_activity *x, struct day on, struct day today)
{
	if (on.n == 0 || on.n > today.n)
		return;
	if (x->from.n == 0 || on.n < x->from.n)
		x->from = on;
	if (on.n > x->to.n)
		x->to = on;
}

static void
stone_add(struct planning *p, size_t at, struct day planned,
    struct day achieved)
{
	struct day on = achieved.n != 0 ? achieved : planned;

	if (on.n != 0)
		p->stone[p->stones++] = (struct planning_stone){ at, on,
			achieved.n != 0 };
}

static struct day
day_at(const struct entity *e, const char *field, const void *row)
{
	return *(const struct day *)row_get(field_named(e, str_of(field)), row);
}

static void
trace_row(struct planning *p, const struct map *by_id,
    const struct entity *e, size_t which, const void *row, struct day today)
{
	const struct id *of = row_get(field_named(e, S("activity")), row);
	struct planning_activity *x;
	size_t at;

	if (!gather_find(by_id, of, &at))
		at = p->n;
	if (field_named(e, S("achieved")) != NULL)
		stone_add(p, at, day_at(e, "planned", row),
		    day_at(e, "achieved", row));
	if (at == p->n)
		return;
	x = &p->activity[at];
	x->records++;
	widen(x, day_at(e, trace[which].from, row), today);
	widen(x, day_at(e, trace[which].to, row), today);
}

static bool
find_traces(struct ctx *c, struct id programme, struct day today,
    struct planning *p)
{
	const struct map *by_id = gather_index(c->arena, p->activity, p->n,
	    sizeof(*p->activity));
	const struct entity *e;
	const char *rows;
	size_t i, k, n;

	for (i = 0; i < sizeof(trace) / sizeof(trace[0]); i++) {
		e = entity_named(str_of(trace[i].entity));
		rows = every(c, e, programme, &n);
		if (rows == NULL)
			return false;
		if (field_named(e, S("achieved")) != NULL)
			p->stone = NEWS(c->arena, struct planning_stone, n + 1);
		for (k = 0; k < n; k++)
			trace_row(p, by_id, e, i, rows + k * e->size, today);
	}
	for (i = 0; i < p->n; i++) {
		widen(&p->activity[i], p->activity[i].row.start_actual, today);
		widen(&p->activity[i], p->activity[i].row.end_actual, today);
	}
	return true;
}

/* ---- the site's setting ---- */

static bool
find_most(struct ctx *c, struct planning *p)
{
	p->equipment_most = PLANNING_EQUIPMENT_MOST;
	return setting_share(c, "equipment_share_most", &p->equipment_most);
}

/* ---- all of it ---- */

static bool
find_activities(struct ctx *c, struct id programme, struct planning *p)
{
	const struct activity *row;
	size_t i, k;

	row = every(c, &activity_entity, programme, &p->n);
	if (row == NULL)
		return false;
	p->activity = NEWS(c->arena, struct planning_activity, p->n + 1);
	for (i = 0; i < p->n; i++) {
		p->activity[i].row = row[i];
		p->activity[i].title = text_in(c->arena, row[i].title,
		    c->lang);
		p->activity[i].in = planning_is_in(&row[i]);
		p->activity[i].result = row[i].output;
	}
	p->link = every(c, &toc_link_entity, programme, &p->links);
	if (p->link == NULL)
		return false;
	for (i = 0; i < p->n; i++)
		for (k = 0; k < p->links &&
		    id_none(p->activity[i].result); k++)
			if (id_same(p->link[k].from_activity, row[i].row.id))
				p->activity[i].result = p->link[k].to;
	return true;
}

bool
planning_find(struct ctx *c, struct id programme, struct planning **out)
{
	struct planning *p = NEW(c->arena, struct planning);

	*out = p;
	if (!find_activities(c, programme, p))
		return false;
	planning_link(c->arena, p);
	planning_chain(c->arena, p);
	if (!find_gaps(c, programme, p) ||
	    !find_traces(c, programme, moment_day(c->now), p))
		return false;
	planning_sum(p);
	return find_most(c, p);
}
