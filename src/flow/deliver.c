/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/deliver.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "flow/attend.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "flow/mentor.h"
#include "model/text.h"
#include "store/store.h"

#define NOTHING 1e-9                    /* left of a dose */

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
	struct ctx *c = k->c;
	struct value programme = value_id(k->programme), v[3];
	struct cursor *cursor;
	struct id event;
	size_t place;

	if (!store_query(c->store, "programme_attendance", &programme, 1,
	    c->arena, &cursor, &c->errors))
		return false;
	while (store_answer(cursor, v, 3)) {
		event = value_as_id(&v[0]);
		if (!gather_find(at, &event, &place))
			continue;
		enrolled[place] = v[1].i;
		attended[place] = v[2].i;
	}
	return store_end(cursor, &c->errors);
}

/* How many sessions of each event have begun, of how many. */
static bool
count_sessions(struct listing *k, const struct map *at)
{
	struct event_session *s;
	struct deliver_row *r;
	size_t i, n, place;

	if ((s = gather(k->c, &event_session_entity, k->programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!gather_find(at, &s[i].event, &place))
			continue;
		r = &k->out->row[place];
		r->sessions++;
		r->session += s[i].date.n <= k->today.n;
		r->is_today |= s[i].date.n == k->today.n;
	}
	return true;
}

/* Said so, or somebody came and its days are over. */
static bool
is_held(const struct listing *k, const struct event *v, int64_t attended)
{
	return attend_was_held(v) || (attended > 0 &&
	    attend_last_day(v).n < k->today.n);
}

static bool
add_events(struct listing *k)
{
	const struct event *v;
	struct deliver_row *r;
	int64_t *enrolled, *attended;
	struct map *at;
	size_t i, n;

	if ((v = every(k->c, &event_entity, k->programme, &n)) == NULL)
		return false;
	at = gather_index(k->c->arena, v, n, sizeof(*v));
	enrolled = NEWS(k->c->arena, int64_t, n + 1);
	attended = NEWS(k->c->arena, int64_t, n + 1);
	if (!count_people(k, at, enrolled, attended))
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
		r->is = stands(k, r, is_held(k, &v[i], attended[i]),
		    str_is(v[i].state, "cancelled"));
	}
	return count_sessions(k, at);           /* events are the first rows */
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
		r->activity = v[i].activity;
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
	size_t i, n, *rows;

	if ((v = every(k->c, &mentoring_agreement_entity, k->programme,
	    &n)) == NULL || !mentor_rows(k->c, k->programme, v, n, &rows))
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
		r->have = mentor_held(&v[i], rows[i]);
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
add_dose(struct deliver_sum *s, str unit, double amount)
{
	if (str_is(unit, "hours"))
		s->hours += amount;
	else if (str_is(unit, "days"))
		s->days += amount;
	else if (str_is(unit, "visits"))
		s->visits += amount;
	else if (str_is(unit, "items"))
		s->items += amount;
	else if (str_is(unit, "milestones"))
		s->milestones += amount;
}

struct reaching {                       /* doses going by, by subject */
	struct listing *k;
	struct id       subject, activity;
	double          all, left;      /* of the subject; of both */
};

/* Whoever is left with nothing after corrections was not reached. */
static void
end_activity(struct reaching *r)
{
	size_t place;

	if (r->left > NOTHING && gather_find(r->k->activity_at, &r->activity,
	    &place))
		r->k->out->activity[place].people++;
	r->left = 0;
}

static void
end_subject(struct reaching *r)
{
	end_activity(r);
	r->k->out->people += r->all > NOTHING;
	r->all = 0;
}

static void
take_dose(struct reaching *r, const struct value *v)
{
	struct id subject = value_as_id(&v[0]), activity = value_as_id(&v[1]);
	size_t place;

	if (!id_same(subject, r->subject))
		end_subject(r);
	else if (!id_same(activity, r->activity))
		end_activity(r);
	r->subject = subject;
	r->activity = activity;
	r->all += v[3].d;
	r->left += v[3].d;
	add_dose(&r->k->out->dose, v[2].t, v[3].d);
	if (gather_find(r->k->activity_at, &activity, &place))
		add_dose(&r->k->out->activity[place].dose, v[2].t, v[3].d);
}

static bool
read_doses(struct listing *k)
{
	struct ctx *c = k->c;
	struct reaching r = { .k = k };
	struct value programme = value_id(k->programme), v[4];
	struct cursor *cursor;

	k->out->sees_doses = ctx_may(c, &dose_entity, SEE, k->programme);
	if (!k->out->sees_doses)
		return true;
	if (!store_query(c->store, "programme_doses", &programme, 1, c->arena,
	    &cursor, &c->errors))
		return false;
	while (store_answer(cursor, v, 4))
		take_dose(&r, v);
	end_subject(&r);
	return store_end(cursor, &c->errors);
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
	for (i = 0; i < out->n; i++) {
		out->apart += id_none(out->row[i].activity);
		if (gather_find(k->activity_at, &out->row[i].activity,
		    &place)) {
			out->activity[place].all++;
			out->activity[place].done +=
			    out->row[i].is == DELIVER_DONE;
		}
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
