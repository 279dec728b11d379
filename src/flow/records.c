/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/records.h"

#include <limits.h>
#include <math.h>

#include "base/sort.h"
#include "flow/attend.h"
#include "flow/gather.h"
#include "flow/mentor.h"
#include "flow/save.h"
#include "flow/strata.h"
#include "model/deliver.h"
#include "model/people.h"
#include "store/store.h"

#define ENOUGH 0.8              /* of an event's hours, to have completed it */
#define NEARLY 1e-9

struct reading {
	struct ctx     *c;
	struct id       programme;
	struct records *out;
};

static void
room(struct reading *k, size_t n)
{
	k->out->row = NEWS(k->c->arena, struct record, n + 1);
}

static void
note(struct reading *k, const struct entity *e, struct id id, struct day on,
    double amount)
{
	k->out->row[k->out->n++] = (struct record){ e, id, on, { 0 }, amount };
}

static int
by_day(const void *one, const void *other, const void *with)
{
	const struct record *a = one, *b = other;

	(void)with;
	if (a->on.n != b->on.n)
		return a->on.n < b->on.n ? -1 : 1;
	return id_order(a->id, b->id);
}

/* ---- people ---- */

/* The sex is looked up; unless each time counts, the first day of each
 * person stays. */
static bool
count_people(struct reading *k, bool each_time)
{
	struct person *p;
	struct map *at;
	struct records *r = k->out;
	size_t i, n, people, place;
	struct map *seen = map_new(k->c->arena);

	if ((p = gather(k->c, &person_entity, k->programme, &people)) == NULL)
		return false;
	at = gather_index(k->c->arena, p, people, sizeof(*p));
	sort(k->c->arena, r->row, r->n, sizeof(*r->row), by_day, NULL);
	for (i = n = 0; i < r->n; i++) {
		if (!each_time && *map_at(seen, str_copy(k->c->arena, (str){
		    (const char *)r->row[i].id.b,
		    sizeof(r->row[i].id.b) }), i) != i)
			continue;
		r->row[i].sex = S("U");
		if (gather_find(at, &r->row[i].id, &place) &&
		    !str_none(p[place].sex))
			r->row[i].sex = p[place].sex;
		r->row[n++] = r->row[i];
	}
	r->n = n;
	r->people = true;
	return true;
}

static bool
read_attendance(struct reading *k, double least, bool each_time)
{
	struct enrolment *n;
	struct event *ev;
	struct map *at;
	size_t i, all, events, place;

	if ((n = gather(k->c, &enrolment_entity, k->programme,
	    &all)) == NULL || (ev = gather(k->c, &event_entity, k->programme,
	    &events)) == NULL)
		return false;
	at = gather_index(k->c->arena, ev, events, sizeof(*ev));
	room(k, all);
	for (i = 0; i < all; i++)
		if (n[i].hours_attended > 0 &&
		    gather_find(at, &n[i].event, &place) &&
		    !str_is(ev[place].state, "cancelled") && (least <= 0 ||
		    attend_share(&ev[place], &n[i]) >= least -
		    NEARLY))
			note(k, &person_entity, n[i].person, ev[place].end, 1);
	return count_people(k, each_time);
}

static bool
people_trained(struct reading *k)
{
	return read_attendance(k, 0, false);
}

static bool
people_completed(struct reading *k)
{
	return read_attendance(k, ENOUGH, false);
}

static bool
places_completed(struct reading *k)
{
	return read_attendance(k, ENOUGH, true);
}

static bool
people_mentored(struct reading *k)
{
	struct mentoring_agreement *g;
	size_t i, n, *rows;

	if ((g = gather(k->c, &mentoring_agreement_entity, k->programme,
	    &n)) == NULL || !mentor_rows(k->c, k->programme, g, n, &rows))
		return false;
	room(k, n);
	for (i = 0; i < n; i++)
		if (mentor_held(&g[i], rows[i]) > 0)
			note(k, &person_entity, g[i].mentee, g[i].start, 1);
	return count_people(k, false);
}

/* ---- rows ---- */

static bool
events_held(struct reading *k)
{
	struct enrolment *n;
	struct event *ev;
	size_t i, all, events, place;
	bool *held;
	struct map *at;

	if ((n = gather(k->c, &enrolment_entity, k->programme,
	    &all)) == NULL || (ev = gather(k->c, &event_entity, k->programme,
	    &events)) == NULL)
		return false;
	at = gather_index(k->c->arena, ev, events, sizeof(*ev));
	held = NEWS(k->c->arena, bool, events + 1);
	for (i = 0; i < all; i++)
		if (n[i].hours_attended > 0 &&
		    gather_find(at, &n[i].event, &place))
			held[place] = true;
	room(k, events);
	for (i = 0; i < events; i++)
		if (held[i] && !str_is(ev[i].state, "cancelled"))
			note(k, &event_entity, ev[i].row.id, ev[i].end, 1);
	return true;
}

static bool
missions_done(struct reading *k)
{
	struct mission *m;
	size_t i, n;

	if ((m = gather(k->c, &mission_entity, k->programme, &n)) == NULL)
		return false;
	room(k, n);
	for (i = 0; i < n; i++)
		if (str_is(m[i].state, "debriefed") || str_is(m[i].state,
		    "report_draft") || str_is(m[i].state, "report_final"))
			note(k, &mission_entity, m[i].row.id, m[i].to, 1);
	return true;
}

static bool
exchanges_held(struct reading *k)
{
	struct exchange *x;
	size_t i, n;

	if ((x = gather(k->c, &exchange_entity, k->programme, &n)) == NULL)
		return false;
	room(k, n);
	for (i = 0; i < n; i++)
		if (x[i].to.n <= moment_day(k->c->now).n)
			note(k, &exchange_entity, x[i].row.id, x[i].to, 1);
	return true;
}

static bool
equipment_handed(struct reading *k)
{
	struct equipment_item *q;
	size_t i, n;

	if ((q = gather(k->c, &equipment_item_entity, k->programme,
	    &n)) == NULL)
		return false;
	room(k, n);
	for (i = 0; i < n; i++)
		if (q[i].handed_over.n != 0 && q[i].quantity > 0)
			note(k, &equipment_item_entity, q[i].row.id,
			    q[i].handed_over, (double)q[i].quantity);
	return true;
}

static bool
milestones_reached(struct reading *k)
{
	struct institution_milestone *m;
	size_t i, n;

	if ((m = gather(k->c, &institution_milestone_entity, k->programme,
	    &n)) == NULL)
		return false;
	room(k, n);
	for (i = 0; i < n; i++)
		if (m[i].achieved.n != 0)
			note(k, &institution_milestone_entity, m[i].row.id,
			    m[i].achieved, 1);
	return true;
}

/* Each instrument once, on the day on which it was first adopted. */
static bool
policies_adopted(struct reading *k)
{
	struct policy_stage *s;
	struct records *r = k->out;
	struct map *seen = map_new(k->c->arena);
	size_t i, n, all;

	if ((s = gather(k->c, &policy_stage_entity, k->programme,
	    &all)) == NULL)
		return false;
	room(k, all);
	for (i = 0; i < all; i++)
		if (str_is(s[i].stage, "P6"))
			note(k, &policy_instrument_entity, s[i].instrument,
			    s[i].date, 1);
	sort(k->c->arena, r->row, r->n, sizeof(*r->row), by_day, NULL);
	for (i = n = 0; i < r->n; i++)
		if (*map_at(seen, str_copy(k->c->arena, (str){ (const char *)
		    r->row[i].id.b, sizeof(r->row[i].id.b) }), i) == i)
			r->row[n++] = r->row[i];
	r->n = n;
	return true;
}

static const struct {
	const char *rule;               /* of record_rule_codes */
	bool      (*read)(struct reading *);
} rules[] = {
	{ "people_trained",     people_trained },
	{ "people_completed",   people_completed },
	{ "places_completed",   places_completed },
	{ "people_mentored",    people_mentored },
	{ "events_held",        events_held },
	{ "missions_done",      missions_done },
	{ "exchanges_held",     exchanges_held },
	{ "equipment_handed",   equipment_handed },
	{ "milestones_reached", milestones_reached },
	{ "policies_adopted",   policies_adopted },
	{ NULL, NULL }
};

bool
records_of(struct ctx *c, struct id programme, str rule, struct records *out)
{
	struct reading k = { c, programme, out };
	size_t i;

	*out = (struct records){ 0 };
	for (i = 0; rules[i].rule != NULL; i++) {
		if (!str_is(rule, rules[i].rule))
			continue;
		if (!rules[i].read(&k))
			return false;
		sort(c->arena, out->row, out->n, sizeof(*out->row), by_day,
		    NULL);
		return true;
	}
	return fail(&c->errors, INVALID, "records",
	    "This indicator is not filled from records.");
}

struct period
records_span(const struct indicator *in, const struct period *p)
{
	struct period span = *p;

	if (!str_is(in->aggregation, "sum"))
		span.from.n = INT_MIN;
	return span;
}

double
records_sum(const struct records *r, const struct period *p, str sex)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->row[i].on.n >= p->from.n && r->row[i].on.n <= p->to.n &&
		    (str_none(sex) || str_same(sex, r->row[i].sex)))
			sum += r->row[i].amount;
	return sum;
}

/* ---- filling ---- */

bool
records_filled(const struct indicator_value *v)
{
	return !isnan(v->recorded) && !(v->recorded < v->value) &&
	    !(v->recorded > v->value);
}

struct filling {
	struct ctx             *c;
	const struct indicator *of;
	str                     period;
	struct period           span, counted;
	struct records_left    *left;
	size_t                 *n_left, *written;
};

/* The row of that group, or a blank one. */
static bool
find_value(struct filling *k, str stratum, struct indicator_value *v)
{
	struct ctx *c = k->c;
	struct filter of[] = {
		{ field_named(&indicator_value_entity, S("indicator")), IS,
		  id_text(c->arena, k->of->row.id) },
		{ field_named(&indicator_value_entity, S("period")), IS,
		  k->period } };
	struct ask ask = { .filters = of, .n = 2 };
	struct cursor *cursor;
	bool there = false;

	if (!store_list(c->store, &indicator_value_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	while (!there && store_next(cursor, c->arena, v))
		there = strata_is(v, stratum);
	if (!store_end(cursor, &c->errors))
		return false;
	if (there)
		return true;
	row_blank(&indicator_value_entity, v);
	v->indicator = k->of->row.id;
	v->period = k->period;
	v->period_start = k->span.from;
	v->period_end = k->span.to;
	v->stratum = stratum;
	v->status = S("submitted");
	return true;
}

/* As the program: `recorded` is its own; that the actor may add values
 * has been asked. */
static bool
fill_one(struct filling *k, str stratum, double x)
{
	struct ctx system = ctx_as_program(k->c);
	struct indicator_value v;
	bool fine;

	if (!find_value(k, stratum, &v))
		return false;
	if (v.row.revision > 0 && !records_filled(&v)) {
		if (!(v.value >= x && v.value <= x) &&
		    *k->n_left < RECORDS_STRATA)
			k->left[(*k->n_left)++] = (struct records_left){
				stratum, v.value, x };
		return true;
	}
	if (v.row.revision > 0 && v.value >= x && v.value <= x)
		return true;
	v.value = v.recorded = x;
	fine = flow_save_verb(&system, &indicator_value_entity, &v,
	    S("fill"));
	k->c->errors = system.errors;
	++*k->written;
	return fine;
}

/* Groups never come to more than their whole, not even on the way: those
 * that shrink go before those that grow. */
static bool
fill_sexes(struct filling *k, const struct records *r, bool shrinking)
{
	static const char *const sex[] = { "F", "M", "O", "U" };
	struct indicator_value v;
	double x;
	size_t i;
	str name;

	for (i = 0; i < 4; i++) {
		x = records_sum(r, &k->counted, str_of(sex[i]));
		name = str_print(k->c->arena, "sex=%s", sex[i]);
		if (!find_value(k, name, &v))
			return false;
		/* Unknown is kept at 0; others only where there are some. */
		if (v.row.revision == 0 && x <= 0 && sex[i][0] == 'O')
			continue;
		if ((x < v.value) == shrinking && !fill_one(k, name, x))
			return false;
	}
	return true;
}

static bool
fill_all(struct filling *k, const struct records *r, bool sexes)
{
	double whole = records_sum(r, &k->counted, (str){ 0 });
	struct indicator_value v;

	if (!find_value(k, (str){ 0 }, &v))
		return false;
	if (!sexes)
		return fill_one(k, (str){ 0 }, whole);
	if (whole < v.value && (v.row.revision == 0 || records_filled(&v)))
		return fill_sexes(k, r, true) && fill_sexes(k, r, false) &&
		    fill_one(k, (str){ 0 }, whole);
	/* What somebody typed as the whole keeps its groups as well. */
	return fill_one(k, (str){ 0 }, whole) && (*k->n_left > 0 ||
	    (fill_sexes(k, r, true) && fill_sexes(k, r, false)));
}

static bool
by_sex(const struct indicator *in)
{
	str rest = in->disaggregation, one;

	while (str_cut(&rest, ';', &one))
		if (str_is(str_trim(one), "sex"))
			return true;
	return false;
}

bool
records_fill(struct ctx *c, const struct indicator *in, str period,
    struct records_left *left, size_t *n_left, size_t *written)
{
	struct filling k = { .c = c, .of = in, .period = period,
		.left = left, .n_left = n_left, .written = written };
	struct records r;

	*n_left = *written = 0;
	if (!ctx_may(c, &indicator_value_entity, ADD, in->programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you report values here.");
	if (!period_read(period, &k.span))
		return fail(&c->errors, INVALID, "period",
		    "'%.*s' is not a period like 2024, 2024H1, 2024Q3 or "
		    "2024-05.", (int)period.n, period.p);
	k.counted = records_span(in, &k.span);
	return records_of(c, in->programme, in->records, &r) &&
	    fill_all(&k, &r, r.people && by_sex(in));
}
