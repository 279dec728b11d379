/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What an event owes several of its people: by the clock, and to all whom
 * it invited. */
#include "base/arena.h"
#include "flow/apply.h"
#include "flow/calendar_in.h"
#include "flow/digest.h"
#include "flow/exam.h"
#include "flow/gather.h"
#include "flow/owed.h"
#include "flow/setting.h"
#include "format/zone.h"
#include "model/mail.h"
#include "store/store.h"

enum { DAY_MS = 24 * 3600 * 1000 };

struct owing {
	struct ctx *c;
	int         hour;               /* from which on, where the event is */
	size_t      queued;
};

static void *
rows_between(struct ctx *c, const struct entity *e, const char *field,
    str from, str until, size_t *n)
{
	const struct field *f = field_named(e, str_of(field));
	struct filter of[] = { { f, AT_LEAST, from }, { f, AT_MOST, until } };
	struct ask ask = { .filters = of, .n = 2 };
	struct cursor *cursor;
	int64_t rows;
	char *out;

	*n = 0;
	if (!store_count(c->store, e, &ask, &rows, &c->errors) ||
	    !store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return NULL;
	out = arena_take(c->arena, (size_t)rows + 1, e->size);
	while (*n < (size_t)rows && store_next(cursor, c->arena,
	    out + *n * e->size))
		++*n;
	return store_end(cursor, &c->errors) ? out : NULL;
}

/* The event of an id, if it writes mails by itself. */
static bool
find_event(struct ctx *c, struct id id, struct event *v, bool *speaks)
{
	if (!store_find(c->store, &event_entity, id, c->arena, v, &c->errors))
		return false;
	*speaks = !str_is(v->state, "cancelled") && v->is_silent != YES;
	return true;
}

/* The day where the event is; *early: mails of the day wait for their
 * hour. */
static bool
day_there(struct owing *o, const struct event *v, struct day *today,
    bool *early)
{
	int minutes;
	str zone;

	if (!calendar_zone(o->c, v->programme, &zone))
		return false;
	*today = zone_day(zone, o->c->now, &minutes);
	*early = minutes < o->hour * 60;
	return true;
}

/* ---- one mail to each who did not get it ---- */

static bool
read_told(struct ctx *c, struct id row, const char *kind, struct map **told)
{
	struct mail *m;
	size_t i, n;

	*told = map_new(c->arena);
	if ((m = gather_of(c, &mail_entity, "target", row, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_is(m[i].kind, kind))
			*map_at(*told, str_lower(c->arena, m[i].address),
			    0) = 1;
	return true;
}

/* TO_NOBODY: there is no address. */
enum told { NOT_TOLD, TOLD, TO_NOBODY };

static bool
find_told(struct ctx *c, const struct map *told, struct id person,
    enum told *is)
{
	struct mail_to to;
	size_t at;

	*is = TO_NOBODY;
	if (!store_has(c->store, &person_entity, person))
		return true;
	if (!mail_to_party(c, person, &to))
		return false;
	if (!str_none(to.address))
		*is = map_find(told, str_lower(c->arena, to.address), &at)
		    ? TOLD : NOT_TOLD;
	return true;
}

bool
owed_invited(struct ctx *c, str site, const struct event *v, bool again,
    struct owed_sent *out)
{
	struct owed m = { .what = OWED_SEAT, .of = v };
	struct registration *g;
	struct map *told;
	enum told is;
	bool queued;
	size_t i, n;

	*out = (struct owed_sent){ 0 };
	if (!read_told(c, v->row.id, "invitation", &told) || (g = gather_of(c,
	    &registration_entity, "event", v->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!str_is(g[i].state, "invited"))
			continue;
		if (!find_told(c, told, g[i].person, &is))
			return false;
		out->without += is == TO_NOBODY;
		if (is == TO_NOBODY || (is == TOLD && !again))
			continue;
		m.person = g[i].person;
		if (!owed_send(c, site, &m, &queued))
			return false;
		out->sent += queued;
		out->stopped += !queued;
	}
	return true;
}

static bool
tell(struct owing *o, const struct map *told, const struct owed *m)
{
	bool queued = false;
	enum told is;

	if (o->queued == OWED_AT_ONCE)
		return true;
	if (!find_told(o->c, told, m->person, &is))
		return false;
	if (is != NOT_TOLD)
		return true;
	if (!owed_send(o->c, (str){ 0 }, m, &queued))
		return false;
	o->queued += queued;
	return true;
}

static bool
tell_enrolled(struct owing *o, struct owed m, struct id about)
{
	struct enrolment *e;
	struct map *told;
	size_t i, n;

	if (!read_told(o->c, about, "reminder", &told) || (e = gather_of(o->c,
	    &enrolment_entity, "event", m.of->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		/* Who never came has nothing to say of it. */
		if (m.what == OWED_AFTER && e[i].attendance_share <= 0)
			continue;
		m.person = e[i].person;
		if (!tell(o, told, &m))
			return false;
	}
	return true;
}

/* ---- the day before a session ---- */

static bool
is_first_of_day(const struct event_session *s, size_t n, size_t at)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(s[i].event, s[at].event) && s[i].date.n ==
		    s[at].date.n && s[i].seq < s[at].seq)
			return false;
	return true;
}

static bool
due_sessions(struct owing *o)
{
	struct arena *a = o->c->arena;
	struct day today = moment_day(o->c->now), there;
	struct event_session *s;
	struct event v;
	bool speaks, early;
	size_t i, n;

	if ((s = rows_between(o->c, &event_session_entity, "date",
	    day_text(a, today), day_text(a, (struct day){ today.n + 2 }),
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!is_first_of_day(s, n, i))
			continue;
		if (!find_event(o->c, s[i].event, &v, &speaks) ||
		    !day_there(o, &v, &there, &early))
			return false;
		if (speaks && !early && s[i].date.n == there.n + 1 &&
		    !tell_enrolled(o, (struct owed){ .what = OWED_SESSION,
		    .of = &v, .session = &s[i] }, s[i].row.id))
			return false;
	}
	return true;
}

/* ---- tests that are open ---- */

static bool
tell_test(struct owing *o, const struct event *v, const struct event_test *t)
{
	struct owed m = { .what = OWED_TEST, .of = v, .test = t };
	struct exam_row *row;
	struct map *told;
	size_t i, n;

	if (!read_told(o->c, t->row.id, "reminder", &told) ||
	    !exam_rows(o->c, t, &row, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (row[i].sent || row[i].sitting.row.revision > 0)
			continue;
		m.person = row[i].person;
		if (!tell(o, told, &m))
			return false;
	}
	return true;
}

/* A test of an event without a course asks nothing. */
static bool
asks_something(struct ctx *c, const struct event *v,
    const struct event_test *t)
{
	struct errors before = c->errors;
	struct course k;
	double points;
	size_t n = 0;

	if (!exam_course(c, v, &k) || !exam_length(c, t, &n, &points))
		c->errors = before;
	return n > 0;
}

static bool
due_tests(struct owing *o)
{
	struct ctx *c = o->c;
	struct event_test *t;
	struct event v;
	bool speaks;
	size_t i, n;

	if ((t = rows_between(c, &event_test_entity, "opens_at",
	    moment_text(c->arena, c->now - (int64_t)OWED_DAYS * DAY_MS),
	    moment_text(c->arena, c->now), &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (t[i].closes_at != INT64_MIN && t[i].closes_at <= c->now)
			continue;
		if (!find_event(c, t[i].event, &v, &speaks))
			return false;
		if (speaks && asks_something(c, &v, &t[i]) &&
		    !tell_test(o, &v, &t[i]))
			return false;
	}
	return true;
}

/* ---- when it is over, and three months later ---- */

static struct event *
ended(struct ctx *c, struct day from, struct day until, size_t *n)
{
	return rows_between(c, &event_entity, "end", day_text(c->arena, from),
	    day_text(c->arena, until), n);
}

static bool
due_feedback(struct owing *o)
{
	struct day today = moment_day(o->c->now), there;
	bool speaks, early;
	struct event *v;
	size_t i, n;

	if ((v = ended(o->c, (struct day){ today.n - OWED_DAYS }, today,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!find_event(o->c, v[i].row.id, &v[i], &speaks) ||
		    !day_there(o, &v[i], &there, &early))
			return false;
		if (speaks && !early && v[i].end.n < there.n &&
		    !tell_enrolled(o, (struct owed){ .what = OWED_AFTER,
		    .of = &v[i] }, v[i].row.id))
			return false;
	}
	return true;
}

/* Of who wrote a plan, once its check has come near. */
static bool
tell_planned(struct owing *o, const struct event *v)
{
	struct owed m = { .what = OWED_CHECK, .of = v };
	struct application_plan *p;
	struct map *told;
	struct apply a;
	size_t i, n;

	if ((p = gather_of(o->c, &application_plan_entity, "event",
	    v->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (p[i].seq != 1)
			continue;
		if (!apply_of(o->c, v, p[i].person, &a))
			return false;
		if (!a.is_due || a.check.answered_on.n != 0 ||
		    a.check.due_on.n > moment_day(o->c->now).n)
			continue;
		m.person = p[i].person;
		m.check = a.check.row.id;
		if (!read_told(o->c, m.check, "reminder", &told) ||
		    !tell(o, told, &m))
			return false;
	}
	return true;
}

static bool
due_checks(struct owing *o)
{
	struct day today = moment_day(o->c->now);
	bool speaks;
	struct event *v;
	size_t i, n;

	if ((v = ended(o->c, day_add_months((struct day){ today.n -
	    2 * OWED_DAYS }, -APPLY_MONTHS), day_add_months(today,
	    -APPLY_MONTHS), &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!find_event(o->c, v[i].row.id, &v[i], &speaks) ||
		    (speaks && !tell_planned(o, &v[i])))
			return false;
	return true;
}

bool
owed_due(struct ctx *c, size_t *n)
{
	struct ctx s = ctx_as_program(c);
	struct owing o = { .c = &s, .hour = DIGEST_HOUR };
	bool fine = setting_count(&s, "digest_hour", 0, 23, &o.hour) &&
	    due_tests(&o) && due_sessions(&o) && due_feedback(&o) &&
	    due_checks(&o);

	c->errors = s.errors;
	*n = o.queued;
	return fine;
}
