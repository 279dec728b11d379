/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/award.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/assess.h"
#include "flow/attend.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/train.h"
#include "model/deliver.h"
#include "model/text.h"

/* Shares are quotients of hours: 100 * 57.6 / 72 is 80, or a hair below. */
#define NEARLY 1e-9

struct look {
	struct ctx         *c;
	struct award_table *t;
	struct map         *at;         /* person's id: place in t->person */
	size_t              room;
	struct event       *event;
	size_t              events;
	struct map         *event_at;
	struct enrolment   *in;
	size_t              ins;
};

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

static struct award_person *
person_of(struct look *l, const struct id *id)
{
	struct award_table *t = l->t;
	struct award_person *p;
	size_t at = *map_at(l->at, key_of(id), t->persons), i;

	if (at < t->persons)
		return &t->person[at];
	t->person = arena_more(l->c->arena, t->person, t->persons, &l->room,
	    sizeof(*t->person));
	p = &t->person[t->persons++];
	*p = (struct award_person){ .id = *id,
		.got = NEWS(l->c->arena, struct award_got, t->parts + 1) };
	for (i = 0; i < t->parts; i++)
		p->got[i].got = NAN;
	return p;
}

/* The best that a person has shown counts. */
static void
shown(struct look *l, size_t part, const struct id *person, double got,
    struct day on)
{
	struct award_got *g;

	if (isnan(got))
		return;
	g = &person_of(l, person)->got[part];
	if (isnan(g->got) || got > g->got) {
		g->got = got;
		g->on = on;
	}
}

/* ---- attendance ---- */

static double
percent_of(const struct event *e, const struct enrolment *n)
{
	return 100 * attend_share(e, n);
}

static bool
read_events(struct look *l)
{
	struct id home = l->t->award.programme;

	if (l->in != NULL)
		return true;
	l->event = gather(l->c, &event_entity, home, &l->events);
	l->in = l->event == NULL ? NULL
	    : gather(l->c, &enrolment_entity, home, &l->ins);
	if (l->in == NULL)
		return false;
	l->event_at = gather_index(l->c->arena, l->event, l->events,
	    sizeof(*l->event));
	return true;
}

static bool
see_attendance(struct look *l, size_t part)
{
	struct id want = l->t->part[part].row.event;
	size_t i, at;

	if (!read_events(l))
		return false;
	for (i = 0; i < l->ins; i++)
		if (id_same(l->in[i].event, want) &&
		    gather_find(l->event_at, &l->in[i].event, &at))
			shown(l, part, &l->in[i].person,
			    percent_of(&l->event[at], &l->in[i]),
			    attend_last_day(&l->event[at]));
	return true;
}

/* Of several events: how many were attended for long enough, each counted
 * once; the evidence is of the day of the last. */
static void
count_event(struct look *l, size_t part, const struct id *event)
{
	const struct award_condition *k = &l->t->part[part].row;
	struct award_got *g;
	double share;
	size_t i, at;

	if (!gather_find(l->event_at, event, &at))
		return;
	for (i = 0; i < l->ins; i++) {
		if (!id_same(l->in[i].event, *event))
			continue;
		share = percent_of(&l->event[at], &l->in[i]);
		if (isnan(share))
			continue;
		g = &person_of(l, &l->in[i].person)->got[part];
		if (isnan(g->got))
			g->got = 0;
		if (share < k->least - NEARLY)
			continue;
		g->got++;
		if (attend_last_day(&l->event[at]).n > g->on.n)
			g->on = attend_last_day(&l->event[at]);
	}
}

static bool
see_events(struct look *l, size_t part)
{
	str rest = l->t->part[part].row.events, one;
	struct id id;

	if (!read_events(l))
		return false;
	while (str_cut(&rest, ';', &one))
		if (id_read(one, &id))
			count_event(l, part, &id);
	return true;
}

/* ---- tests ---- */

static bool
see_test(struct look *l, size_t part)
{
	struct id want = l->t->part[part].row.course;
	struct test_response *r;
	struct course course;
	double most;
	size_t i, n, items;

	if (!store_find(l->c->store, &course_entity, want, l->c->arena,
	    &course, &l->c->errors) ||
	    gather_of(l->c, &test_item_entity, "course", want, &items) ==
	    NULL || (r = gather_of(l->c, &test_response_entity, "course", want,
	    &n)) == NULL)
		return false;
	most = train_greatest(&course, r, NULL, n, (double)items);
	for (i = 0; i < n; i++)
		if (str_is(r[i].phase, "post") && most > 0)
			shown(l, part, &r[i].person, 100 * r[i].score / most,
			    r[i].answered_on);
	return true;
}

/* ---- levels ---- */

static bool
last_locked(struct ctx *c, struct id programme, struct id framework,
    struct assessment_round *out, bool *found)
{
	struct assessment_round *round;
	size_t i, n;

	*found = false;
	if (!assess_rounds(c, programme, &round, &n))
		return false;
	for (i = 0; i < n; i++)
		if (str_is(round[i].state, "locked") &&
		    id_same(round[i].framework, framework)) {
			*out = round[i];
			*found = true;
		}
	return true;
}

static bool
see_level(struct look *l, size_t part)
{
	struct ctx *c = l->c;
	const struct results *r;
	struct assessment_round round = { 0 };
	struct dimension of;
	size_t d, s;
	bool found;

	if (!store_find(c->store, &dimension_entity,
	    l->t->part[part].row.dimension, c->arena, &of, &c->errors) ||
	    !last_locked(c, l->t->award.programme, of.framework, &round,
	    &found))
		return false;
	if (!found)
		return true;
	if (!assess_results(c, round.row.id, &r))
		return false;
	for (d = 0; d < r->instrument->dimensions; d++)
		if (id_same(r->instrument->dimension[d].row.id, of.row.id))
			break;
	for (s = 0; d < r->instrument->dimensions && s < r->subjects; s++)
		shown(l, part, &r->subject[s].id, r->dimension[s][d].value,
		    round.closes.n != 0 ? round.closes : round.due);
	return true;
}

/* ---- the conditions ---- */

static const struct {
	const char *kind;
	bool (*see)(struct look *, size_t part);
	const struct entity *of;
	size_t at;                      /* of the reference to it */
} kinds[] = {
	{ "attendance", see_attendance, &event_entity,
	    offsetof(struct award_condition, event) },
	{ "test",       see_test, &course_entity,
	    offsetof(struct award_condition, course) },
	{ "events",     see_events, NULL, 0 },
	{ "level",      see_level, &dimension_entity,
	    offsetof(struct award_condition, dimension) },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static size_t
kind_of(const struct award_condition *k)
{
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (str_is(k->kind, kinds[i].kind))
			break;
	return i;
}

static size_t
count_refs(str refs)
{
	size_t n = 0;
	str one;

	while (str_cut(&refs, ';', &one))
		n += one.n > 0;
	return n;
}

static bool
see_part(struct look *l, size_t i)
{
	struct award_part *p = &l->t->part[i];
	size_t k = kind_of(&p->row), all;
	const struct id *ref;

	if (k == KINDS)
		return true;
	if (kinds[k].of != NULL) {
		ref = (const struct id *)((const char *)&p->row +
		    kinds[k].at);
		if (id_none(*ref))
			return true;            /* met by nobody */
		p->what = flow_name(l->c, kinds[k].of, *ref);
	} else {
		all = count_refs(p->row.events);
		p->events = p->row.count == INT64_MIN ? all
		    : (size_t)p->row.count;
	}
	return kinds[k].see(l, i);
}

static bool
read_parts(struct look *l)
{
	struct award_condition *k;
	size_t i, n;

	if ((k = gather_of(l->c, &award_condition_entity, "award",
	    l->t->award.row.id, &n)) == NULL)
		return false;
	if (n > AWARD_PARTS)
		return fail(&l->c->errors, INVALID, NULL, "An award has at "
		    "most %d conditions; this one has %zu.", AWARD_PARTS, n);
	l->t->part = NEWS(l->c->arena, struct award_part, n + 1);
	l->t->parts = n;
	for (i = 0; i < n; i++)
		l->t->part[i].row = k[i];
	for (i = 0; i < n; i++)
		if (!see_part(l, i))
			return false;
	return true;
}

/* ---- who is fit ---- */

bool
award_is_over(const struct ctx *c, const struct certificate *k)
{
	return k->expires_on.n != 0 && k->expires_on.n < moment_day(c->now).n;
}

static int32_t
warn_days(const struct award *a)
{
	return a->warn_days == INT64_MIN ? AWARD_WARN_DAYS
	    : (int32_t)a->warn_days;
}

bool
award_ends_soon(const struct ctx *c, const struct award *a,
    const struct certificate *k)
{
	return k->expires_on.n != 0 && !award_is_over(c, k) &&
	    k->expires_on.n - moment_day(c->now).n <= warn_days(a);
}

/* Those that are not revoked; with `until`, only those that end then at
 * the latest, and not before `from`. */
static bool
count_held(struct ctx *c, const struct award *a, struct day from,
    struct day until, int64_t *n)
{
	const struct entity *e = &certificate_entity;
	const struct field *ends = field_named(e, S("expires_on"));
	const struct filter by[] = {
		{ field_named(e, S("award")), IS,
		    id_text(c->arena, a->row.id) },
		{ field_named(e, S("state")), IS_NOT, S("revoked") },
		{ ends, AT_MOST, day_text(c->arena, until) },
		{ ends, AT_LEAST, day_text(c->arena, from) },
	};
	const struct ask ask = { .filters = by,
		.n = until.n == 0 ? 2 : from.n == 0 ? 3 : 4 };

	return flow_count(c, e, &ask, n);
}

bool
award_standing(struct ctx *c, const struct award *a,
    struct award_standing *s)
{
	struct day today = moment_day(c->now), none = { 0 };
	int64_t all, over;

	if (!count_held(c, a, none, none, &all) ||
	    !count_held(c, a, none, (struct day){ today.n - 1 }, &over) ||
	    !count_held(c, a, today, (struct day){ today.n + warn_days(a) },
	    &s->soon))
		return false;
	s->valid = all - over;
	return true;
}

static void
judge(struct look *l, struct award_person *p)
{
	struct award_table *t = l->t;
	struct day newest = { 0 };
	const struct award_condition *k;
	size_t i;

	p->fit = t->parts > 0;
	for (i = 0; i < t->parts; i++) {
		k = &t->part[i].row;
		p->got[i].met = str_is(k->kind, "events") ? t->part[i].events >
		    0 && p->got[i].got >= (double)t->part[i].events
		    : p->got[i].got >= k->least - NEARLY;
		p->fit &= p->got[i].met;
		if (p->got[i].met && p->got[i].on.n > newest.n)
			newest = p->got[i].on;
	}
	p->expired = p->holds != NULL && award_is_over(l->c, p->holds);
	p->expiring = p->holds != NULL && award_ends_soon(l->c, &t->award,
	    p->holds);
	p->may = p->fit && t->award.is_retired != YES && (p->holds == NULL ||
	    ((p->expired || p->expiring) &&
	    newest.n > p->holds->issued_on.n));
	t->fit += p->fit;
	t->may += p->may;
}

static bool
read_issued(struct look *l)
{
	struct award_table *t = l->t;
	struct certificate *k;
	struct award_person *p;
	size_t i;

	if ((t->issued = gather_of(l->c, &certificate_entity, "award",
	    t->award.row.id, &t->n_issued)) == NULL)
		return false;
	for (i = 0; i < t->n_issued; i++) {
		k = &t->issued[i];
		if (str_is(k->state, "revoked")) {
			t->revoked++;
			continue;
		}
		t->expired += award_is_over(l->c, k);
		t->valid += !award_is_over(l->c, k);
		t->expiring += award_ends_soon(l->c, &t->award, k);
		p = person_of(l, &k->person);
		if (p->holds == NULL || p->holds->issued_on.n <
		    k->issued_on.n)
			p->holds = k;
	}
	return true;
}

static int
by_name(const void *one, const void *other, const void *with)
{
	const struct award_person *a = one, *b = other;
	int by = str_order(a->name, b->name);

	(void)with;
	return by != 0 ? by : id_order(a->id, b->id);
}

bool
award_table(struct ctx *c, struct id award, struct award_table **out)
{
	struct look l = { .c = c, .t = NEW(c->arena, struct award_table),
		.at = map_new(c->arena) };
	struct award_person *p;
	size_t i;

	if (!flow_find(c, &award_entity, award, &l.t->award) ||
	    !read_parts(&l) || !read_issued(&l))
		return false;
	for (i = 0; i < l.t->persons; i++) {
		p = &l.t->person[i];
		p->name = flow_name(c, &party_entity, p->id);
		judge(&l, p);
	}
	sort(c->arena, l.t->person, l.t->persons, sizeof(*l.t->person),
	    by_name, NULL);
	*out = l.t;
	return true;
}
