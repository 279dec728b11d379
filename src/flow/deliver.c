/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/deliver.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "model/text.h"

struct listing {
	struct ctx     *c;
	struct deliver *out;
	struct id       programme;
	struct day      today;
	size_t          room;
	struct map     *activity_at;
};

static struct deliver_row *
add(struct listing *k, enum deliver_kind kind, const struct entity *e,
    struct id id)
{
	struct deliver *d = k->out;
	struct deliver_row *more;

	if (d->n == k->room) {
		k->room = k->room == 0 ? 256 : k->room * 2;
		more = NEWS(k->c->arena, struct deliver_row, k->room);
		if (d->n > 0)
			memcpy(more, d->row, d->n * sizeof(*more));
		d->row = more;
	}
	d->count[kind]++;
	d->row[d->n] = (struct deliver_row){ .kind = kind, .e = e, .id = id,
		.have = INT64_MIN, .of = INT64_MIN };
	return &d->row[d->n++];
}

static enum deliver_is
stands(const struct listing *k, const struct deliver_row *r, bool done,
    bool off)
{
	if (off)
		return DELIVER_OFF;
	if (done)
		return DELIVER_DONE;
	if (r->to.n != 0 && r->to.n < k->today.n)
		return DELIVER_LATE;
	return r->from.n != 0 && r->from.n <= k->today.n ? DELIVER_NOW
	    : DELIVER_NEXT;
}

static str
title(struct listing *k, str lang)
{
	return text_in(k->c->arena, lang, k->c->lang);
}

/* ---- the kinds ---- */

/* Enrolments are counted whoever may see their rows: a number of people
 * is not a person. */
static bool
count_people(struct listing *k, const struct map *at, int64_t *enrolled,
    int64_t *attended)
{
	struct enrolment *n;
	size_t i, all, place;

	if ((n = gather(k->c, &enrolment_entity, k->programme, &all)) == NULL)
		return false;
	for (i = 0; i < all; i++)
		if (gather_find(at, &n[i].event, &place)) {
			enrolled[place]++;
			attended[place] += n[i].hours_attended > 0;
		}
	return true;
}

static bool
add_events(struct listing *k)
{
	const struct event *v;
	struct deliver_row *r;
	int64_t *enrolled, *attended;
	size_t i, n;

	if ((v = every(k->c, &event_entity, k->programme, &n)) == NULL)
		return false;
	enrolled = NEWS(k->c->arena, int64_t, n + 1);
	attended = NEWS(k->c->arena, int64_t, n + 1);
	if (!count_people(k, gather_index(k->c->arena, v, n, sizeof(*v)),
	    enrolled, attended))
		return false;
	for (i = 0; i < n; i++) {
		r = add(k, DELIVER_EVENT, &event_entity, v[i].row.id);
		r->code = v[i].code;
		r->name = title(k, v[i].title);
		r->where = v[i].venue;
		r->from = v[i].start;
		r->to = v[i].end;
		r->activity = v[i].activity;
		r->have = attended[i];
		r->of = enrolled[i];
		r->state = v[i].state;
		r->is = stands(k, r, attended[i] > 0 || str_among(v[i].state,
		    "held assessed closed"), str_is(v[i].state, "cancelled"));
	}
	return true;
}

static bool
add_missions(struct listing *k)
{
	const struct mission *v;
	struct deliver_row *r;
	size_t i, n;

	if ((v = every(k->c, &mission_entity, k->programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		r = add(k, DELIVER_MISSION, &mission_entity, v[i].row.id);
		r->code = v[i].code;
		r->name = flow_name(k->c, &ta_request_entity, v[i].ta_request);
		r->where = v[i].places;
		r->from = v[i].from;
		r->to = v[i].to;
		r->have = isnan(v[i].working_days) ? INT64_MIN
		    : (int64_t)v[i].working_days;
		r->state = v[i].state;
		r->is = stands(k, r, str_among(v[i].state,
		    "debriefed report_draft report_final"),
		    str_is(v[i].state, "cancelled"));
	}
	return true;
}

static bool
add_mentoring(struct listing *k)
{
	const struct mentoring_agreement *v;
	struct deliver_row *r;
	size_t i, n;

	if ((v = every(k->c, &mentoring_agreement_entity, k->programme,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		r = add(k, DELIVER_MENTORING, &mentoring_agreement_entity,
		    v[i].row.id);
		r->code = v[i].code;
		r->name = flow_name(k->c, &party_entity, v[i].mentee);
		r->where = flow_name(k->c, &party_entity, v[i].mentor);
		r->from = v[i].start;
		r->to = v[i].end;
		r->activity = v[i].activity;
		r->have = v[i].sessions_held;
		r->of = v[i].sessions_planned;
		r->state = v[i].state;
		r->is = stands(k, r, str_among(v[i].state,
		    "completed ended_early"), false);
	}
	return true;
}

static bool
add_exchanges(struct listing *k)
{
	const struct exchange *v;
	struct deliver_row *r;
	size_t i, n;

	if ((v = every(k->c, &exchange_entity, k->programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		r = add(k, DELIVER_EXCHANGE, &exchange_entity, v[i].row.id);
		r->code = v[i].code;
		r->name = str_none(v[i].title) ? flow_name(k->c,
		    &party_entity, v[i].host) : title(k, v[i].title);
		r->where = flow_name(k->c, &party_entity, v[i].host);
		r->from = v[i].from;
		r->to = v[i].to;
		r->activity = v[i].activity;
		r->have = v[i].participants;
		r->is = stands(k, r, v[i].to.n <= k->today.n, false);
	}
	return true;
}

static bool
add_equipment(struct listing *k)
{
	const struct equipment_item *v;
	struct deliver_row *r;
	size_t i, n;

	if ((v = every(k->c, &equipment_item_entity, k->programme,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		r = add(k, DELIVER_EQUIPMENT, &equipment_item_entity,
		    v[i].row.id);
		r->code = v[i].code;
		r->name = title(k, v[i].description);
		r->where = id_none(v[i].receiver) ? (str){ 0 }
		    : flow_name(k->c, &party_entity, v[i].receiver);
		r->from = v[i].handed_over.n != 0 ? v[i].handed_over
		    : v[i].acquired;
		r->activity = v[i].activity;
		r->have = v[i].quantity;
		r->state = v[i].state;
		r->is = stands(k, r, v[i].handed_over.n != 0, false);
	}
	return true;
}

static bool
add_milestones(struct listing *k)
{
	const struct institution_milestone *v;
	struct deliver_row *r;
	size_t i, n;

	if ((v = every(k->c, &institution_milestone_entity, k->programme,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		r = add(k, DELIVER_MILESTONE, &institution_milestone_entity,
		    v[i].row.id);
		r->code = v[i].code;
		r->name = title(k, v[i].title);
		r->where = flow_name(k->c, &party_entity, v[i].organisation);
		r->from = r->to = v[i].achieved.n != 0 ? v[i].achieved
		    : v[i].planned;
		r->activity = v[i].activity;
		r->state = v[i].state;
		r->is = stands(k, r, v[i].achieved.n != 0, false);
	}
	return true;
}

static bool
add_policies(struct listing *k)
{
	const struct policy_instrument *v;
	struct deliver_row *r;
	size_t i, n;

	if ((v = every(k->c, &policy_instrument_entity, k->programme,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		r = add(k, DELIVER_POLICY, &policy_instrument_entity,
		    v[i].row.id);
		r->code = v[i].code;
		r->name = title(k, v[i].title);
		r->where = id_none(v[i].lead) ? (str){ 0 }
		    : flow_name(k->c, &party_entity, v[i].lead);
		r->from = v[i].adoption_date;
		r->activity = v[i].activity;
		r->state = v[i].stage;
		r->is = stands(k, r, str_among(v[i].stage, "P6 P7 P8 P9"),
		    str_is(v[i].stage, "PX"));
		if (r->is == DELIVER_NEXT && !str_is(v[i].stage, "P0"))
			r->is = DELIVER_NOW;
	}
	return true;
}

/* ---- doses ---- */

static void
add_dose(struct deliver_sum *s, const struct dose *d)
{
	if (str_is(d->unit, "hours"))
		s->hours += d->amount;
	else if (str_is(d->unit, "days"))
		s->days += d->amount;
	else if (str_is(d->unit, "visits"))
		s->visits += d->amount;
	else if (str_is(d->unit, "items"))
		s->items += d->amount;
	else if (str_is(d->unit, "milestones"))
		s->milestones += d->amount;
}

struct reached {                        /* one subject of one activity */
	struct id subject, activity;
};

/* Whoever is left with nothing after corrections was not reached. */
static void
count_reached(struct listing *k, const struct dose *d, size_t n)
{
	struct arena *a = k->c->arena;
	struct map *at = map_new(a), *whole = map_new(a);
	double *left = NEWS(a, double, n + 1), *all = NEWS(a, double, n + 1);
	const struct dose **first = NEWS(a, const struct dose *, n + 1);
	struct reached key;
	size_t i, place, used = 0, people = 0;

	for (i = 0; i < n; i++) {
		key = (struct reached){ d[i].subject, d[i].activity };
		place = *map_at(at, str_copy(a, (str){ (const char *)&key,
		    sizeof(key) }), used);
		if (place == used)
			first[used++] = &d[i];
		left[place] += d[i].amount;
		place = *map_at(whole, str_copy(a, (str){ (const char *)
		    d[i].subject.b, sizeof(d[i].subject.b) }), people);
		people += place == people;
		all[place] += d[i].amount;
	}
	for (i = 0; i < used; i++)
		if (left[i] > 1e-9 && gather_find(k->activity_at,
		    &first[i]->activity, &place))
			k->out->activity[place].people++;
	for (i = 0; i < people; i++)
		k->out->people += all[i] > 1e-9;
}

static bool
read_doses(struct listing *k)
{
	struct deliver *out = k->out;
	struct dose *d;
	size_t i, n, place;

	out->sees_doses = ctx_may(k->c, &dose_entity, SEE, k->programme);
	if (!out->sees_doses)
		return true;
	if ((d = gather(k->c, &dose_entity, k->programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		add_dose(&out->dose, &d[i]);
		if (gather_find(k->activity_at, &d[i].activity, &place))
			add_dose(&out->activity[place].dose, &d[i]);
	}
	count_reached(k, d, n);
	return true;
}

static bool
read_activities(struct listing *k)
{
	struct deliver *out = k->out;
	struct activity *a;
	size_t i, place;

	if ((a = every(k->c, &activity_entity, k->programme,
	    &out->activities)) == NULL)
		return false;
	k->activity_at = gather_index(k->c->arena, a, out->activities,
	    sizeof(*a));
	out->activity = NEWS(k->c->arena, struct deliver_activity,
	    out->activities + 1);
	for (i = 0; i < out->activities; i++)
		out->activity[i].row = a[i];
	for (i = 0; i < out->n; i++)
		if (gather_find(k->activity_at, &out->row[i].activity,
		    &place)) {
			out->activity[place].all++;
			out->activity[place].done +=
			    out->row[i].is == DELIVER_DONE;
		}
	return true;
}

/* ---- in order ---- */

static bool
is_over(const struct deliver_row *r)
{
	return r->is == DELIVER_DONE || r->is == DELIVER_OFF;
}

static int
by_day(const void *one, const void *other, const void *with)
{
	const struct deliver_row *a = one, *b = other;
	int x, y;

	(void)with;
	if (is_over(a) != is_over(b))
		return is_over(a) ? 1 : -1;
	x = a->from.n == 0 ? INT32_MAX : a->from.n;
	y = b->from.n == 0 ? INT32_MAX : b->from.n;
	if (x != y)
		return (x < y) == is_over(a) ? 1 : -1;
	return str_order(a->code, b->code);
}

bool
deliver_of(struct ctx *c, const struct programme *p, struct deliver *out)
{
	struct listing k = { .c = c, .out = out, .programme = p->row.id,
		.today = p->as_of.n != 0 ? p->as_of : moment_day(c->now) };
	size_t i;

	*out = (struct deliver){ .n = 0 };
	if (!add_events(&k) || !add_missions(&k) || !add_mentoring(&k) ||
	    !add_exchanges(&k) || !add_equipment(&k) ||
	    !add_milestones(&k) || !add_policies(&k) ||
	    !read_activities(&k) || !read_doses(&k))
		return false;
	sort(c->arena, out->row, out->n, sizeof(*out->row), by_day, NULL);
	for (i = 0; i < out->n; i++) {
		out->is[out->row[i].is]++;
		out->next += !is_over(&out->row[i]);
	}
	return true;
}
