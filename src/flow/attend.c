/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/attend.h"

#include <math.h>

#include "base/arena.h"
#include "derive/valid.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "store/store.h"

enum {
	CLOCK_MOST = 10 * 60,   /* seconds wrong without a doubt */
	MARKS_MOST = 50         /* of one person at one session, before
	                         * somebody decides: a day has fewer doors */
};

/* ---- what counts ---- */

static bool
is_last_word(const struct attendance *mark, size_t n, size_t at)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (i != at && (id_among(mark[i].after, mark[at].row.id) ||
		    (str_is(mark[at].way, "closed") &&
		    !str_is(mark[i].way, "closed"))))
			return false;
	return true;
}

static bool
is_before(const struct attendance *a, const struct attendance *b)
{
	return a->at != b->at ? a->at < b->at
	    : id_order(a->row.id, b->row.id) < 0;
}

/* Whether its flags are such that somebody must look at it. */
static bool
is_doubted(const struct attendance *m)
{
	str rest = m->flags, one;

	while (str_cut(&rest, ';', &one))
		if (str_among(str_trim(one), "shared twice again step"))
			return true;
	return false;
}

/* Last words that do not differ: the first that nobody doubts counts. */
static void
weigh_agreeing(struct attendance *mark, size_t n)
{
	size_t i, first = n;

	for (i = 0; i < n; i++) {
		if (!str_is(mark[i].standing, "agrees"))
			continue;
		if (is_doubted(&mark[i]))
			mark[i].standing = S("open");
		else if (first == n || is_before(&mark[i], &mark[first]))
			first = i;
	}
	if (first < n)
		mark[first].standing = S("stands");
}

void
attend_weigh(struct attendance *mark, size_t n)
{
	size_t i, first = n;
	bool differ = false;

	for (i = 0; i < n; i++) {
		mark[i].standing = S("replaced");
		if (!is_last_word(mark, n, i))
			continue;
		mark[i].standing = S("agrees");
		if (first < n && !str_same(mark[i].mark, mark[first].mark))
			differ = true;
		first = i;
	}
	for (i = 0; i < n && differ; i++)
		if (str_is(mark[i].standing, "agrees"))
			mark[i].standing = S("open");
	if (!differ)
		weigh_agreeing(mark, n);
}

/* Minutes since midnight of "09:30"; -1: that is no time. */
static int
minutes_of(str time)
{
	str hour;
	int64_t h, m;

	if (!str_cut(&time, ':', &hour) || !str_int(hour, &h) ||
	    !str_int(time, &m) || h < 0 || h > 23 || m < 0 || m > 59)
		return -1;
	return (int)(h * 60 + m);
}

double
attend_session_hours(const struct event_session *s)
{
	int from = minutes_of(s->starts), to = minutes_of(s->ends);

	if (!isnan(s->hours_theory) || !isnan(s->hours_practice))
		return (isnan(s->hours_theory) ? 0 : s->hours_theory) +
		    (isnan(s->hours_practice) ? 0 : s->hours_practice);
	if (from < 0 || to < 0 || to == from)
		return NAN;
	return (to - from + (to < from ? 24 * 60 : 0)) / 60.0;
}

double
attend_hours(const struct event_session *s, const struct attendance *m)
{
	if (str_is(m->mark, "away"))
		return 0;
	return m->minutes != INT64_MIN ? (double)m->minutes / 60
	    : attend_session_hours(s);
}

struct kept_hours {                     /* of the sessions with a mark */
	double held, there;     /* there: at most what each had */
};

static void
add_session(struct attend_sum *sum, const struct event_session *s,
    const struct attendance *mark, size_t n, struct kept_hours *kept)
{
	double all = attend_session_hours(s), hours;
	bool open = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!id_same(mark[i].session, s->row.id))
			continue;
		sum->marks++;
		open |= str_is(mark[i].standing, "open");
		if (!str_is(mark[i].standing, "stands"))
			continue;
		sum->here += str_is(mark[i].mark, "here");
		sum->late += str_is(mark[i].mark, "late");
		sum->away += str_is(mark[i].mark, "away");
		hours = attend_hours(s, &mark[i]);
		sum->hours += hours;
		kept->there += fmin(hours, all);
		kept->held += all;
	}
	sum->open += open;
}

struct attend_sum
attend_sum_of(const struct event_session *session, size_t sessions,
    const struct attendance *mark, size_t n)
{
	struct attend_sum sum = { .hours = 0 };
	struct kept_hours kept = { 0, 0 };
	size_t i, counted;

	for (i = 0; i < sessions; i++)
		add_session(&sum, &session[i], mark, n, &kept);
	counted = sum.here + sum.late + sum.away;
	if (counted == 0)
		sum.hours = sum.share = NAN;
	else if (isnan(kept.held) || isnan(sum.hours) || kept.held <= 0)
		sum.share = (double)(sum.here + sum.late) / (double)counted;
	else
		sum.share = kept.there / kept.held;
	return sum;
}

/* ---- of an event and its enrolments ---- */

bool
attend_was_held(const struct event *ev)
{
	return str_among(ev->state, "held assessed closed");
}

struct day
attend_last_day(const struct event *ev)
{
	return ev->end.n != 0 ? ev->end : ev->start;
}

double
attend_event_hours(const struct event *ev)
{
	double held = (isnan(ev->hours_theory) ? 0 : ev->hours_theory) +
	    (isnan(ev->hours_practice) ? 0 : ev->hours_practice);

	return held > 0 ? held : NAN;
}

double
attend_hours_counted(const struct event *ev, const struct enrolment *n)
{
	double held = attend_event_hours(ev);

	return n->hours_attended > held ? held : n->hours_attended;
}

double
attend_share(const struct event *ev, const struct enrolment *n)
{
	return isnan(n->attendance_share) ? attend_hours_counted(ev, n) /
	    attend_event_hours(ev) : n->attendance_share;
}

/* ---- what follows from it ---- */

bool
attend_may(struct ctx *c, struct id programme)
{
	return ctx_may(c, &attendance_entity, ADD, programme) ||
	    fail(&c->errors, DENIED, NULL,
	    "Your roles do not let you mark attendance here.");
}

static struct author
author_of(const struct ctx *c)
{
	return (struct author){ c->actor.user, c->now, c->source, c->reason,
		{ 0 } };
}

static struct attendance *
grown(struct arena *a, const struct attendance *all, size_t *room)
{
	struct attendance *more = NEWS(a, struct attendance, *room * 2);
	size_t i;

	for (i = 0; i < *room; i++)
		more[i] = all[i];
	*room *= 2;
	return more;
}

/* The marks of a person, of one session or (none) of all. */
static struct attendance *
marks_of(struct ctx *c, struct id person, struct id session, size_t *n)
{
	struct filter of[] = {
		{ field_named(&attendance_entity, S("person")), IS,
		    id_text(c->arena, person) },
		{ field_named(&attendance_entity, S("session")), IS,
		    id_text(c->arena, session) } };
	struct ask ask = { .filters = of, .n = 2 };
	struct attendance *all, one;
	struct cursor *cursor;
	size_t room = 8;

	if (id_none(session))
		return gather_of(c, &attendance_entity, "person", person, n);
	all = NEWS(c->arena, struct attendance, room);
	*n = 0;
	if (!store_list(c->store, &attendance_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return NULL;
	while (store_next(cursor, c->arena, &one)) {
		if (*n == room)
			all = grown(c->arena, all, &room);
		all[(*n)++] = one;
	}
	return store_end(cursor, &c->errors) ? all : NULL;
}

/* Puts those whose standing is another than before, but not `but`. */
static bool
put_changed(struct ctx *c, const struct attendance *was,
    struct attendance *now, size_t n, struct id but)
{
	struct author by = author_of(c);
	size_t i;

	for (i = 0; i < n; i++)
		if (!id_same(now[i].row.id, but) &&
		    !str_same(was[i].standing, now[i].standing) &&
		    !store_put(c->store, &attendance_entity, &now[i], &by,
		    &c->errors))
			return false;
	return true;
}

/* with: a mark that is not kept yet, or NULL.  What was read is given back:
 * a device may bring thousands of marks at once. */
static bool
weigh_again(struct ctx *c, struct id person, struct id session,
    struct attendance *with)
{
	struct arena_mark mark = arena_mark(c->arena);
	struct attendance *was, *now;
	size_t i, n, place;

	if ((was = marks_of(c, person, session, &n)) == NULL)
		return false;
	now = NEWS(c->arena, struct attendance, n + 1);
	for (i = 0, place = n; i < n; i++) {
		now[i] = was[i];
		if (with != NULL && id_same(was[i].row.id, with->row.id))
			now[place = i] = *with;
	}
	if (with != NULL)
		now[place] = *with;
	attend_weigh(now, n + (with != NULL && place == n));
	if (with != NULL)
		with->standing = now[place].standing;
	if (!put_changed(c, was, now, n, with != NULL ? with->row.id
	    : (struct id){ { 0 } }))
		return false;
	arena_back(c->arena, mark);
	return true;
}

bool
attend_before(struct ctx *c, const struct entity *e, void *row)
{
	struct attendance *m = row;

	if (e != &attendance_entity)
		return true;
	if (id_none(m->row.id))
		m->row.id = id_new(c->random, c->now);
	if (m->at == INT64_MIN)
		m->at = c->now;
	return weigh_again(c, m->person, m->session, m);
}

static bool
set_enrolment(struct ctx *c, struct enrolment *e,
    const struct event_session *session, size_t sessions)
{
	struct attendance *marks;
	struct attend_sum sum;
	size_t n, i;

	marks = marks_of(c, e->person, (struct id){ { 0 } }, &n);
	if (marks == NULL)
		return false;
	sum = attend_sum_of(session, sessions, marks, n);
	if (sum.marks == 0)
		return true;
	e->hours_attended = sum.hours;
	e->attendance_share = sum.share;
	for (i = 0; i < n && str_none(e->reason_absent); i++)
		if (str_is(marks[i].standing, "stands") &&
		    sum.here + sum.late == 0)
			e->reason_absent = marks[i].reason;
	return flow_save_as_was(c, &enrolment_entity, e);
}

/* person none: everybody of the event. */
static bool
set_enrolments(struct ctx *c, struct id event, struct id person)
{
	struct event_session *session;
	struct enrolment *e;
	size_t i, n, sessions;

	session = gather_of(c, &event_session_entity, "event", event,
	    &sessions);
	if (session == NULL || (e = id_none(person)
	    ? gather_of(c, &enrolment_entity, "event", event, &n)
	    : gather_of(c, &enrolment_entity, "person", person, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (id_same(e[i].event, event) &&
		    !set_enrolment(c, &e[i], session, sessions))
			return false;
	return true;
}

static bool
follow_mark(struct ctx *c, const struct attendance *m, bool gone)
{
	struct event_session s;

	return (!gone || weigh_again(c, m->person, m->session, NULL)) &&
	    store_find(c->store, &event_session_entity, m->session, c->arena,
	    &s, &c->errors) && set_enrolments(c, s.event, m->person);
}

bool
attend_follow(struct ctx *c, const struct entity *e, const void *row,
    bool gone)
{
	struct ctx system = ctx_as_program(c);
	bool fine = true;

	if (e == &attendance_entity)
		fine = follow_mark(&system, row, gone);
	else if (e == &event_session_entity)
		fine = set_enrolments(&system, ((const struct event_session *)
		    row)->event, (struct id){ { 0 } });
	c->errors = system.errors;
	return fine;
}

/* ---- marks of a device ---- */

struct taking {
	struct ctx           *c;
	struct event_session *session;
	struct map           *session_at, *person_at;
	struct enrolment     *place;    /* [people] */
	size_t                people;
	str                   device;
	int64_t               off;      /* seconds; INT64_MIN: not told */
};

static bool
start(struct taking *k, const struct event *v)
{
	struct arena *a = k->c->arena;
	size_t i, n;

	k->session = gather_of(k->c, &event_session_entity, "event",
	    v->row.id, &n);
	if (k->session == NULL)
		return false;
	k->session_at = gather_index(a, k->session, n, sizeof(*k->session));
	k->place = gather_of(k->c, &enrolment_entity, "event", v->row.id,
	    &k->people);
	if (k->place == NULL)
		return false;
	k->person_at = map_new(a);
	for (i = 0; i < k->people; i++)
		*map_at(k->person_at, (str){ (const char *)
		    k->place[i].person.b, sizeof(struct id) }, i) = i;
	return true;
}

static void
add_doubt(struct ctx *c, struct attendance *m, const char *doubt)
{
	str rest = m->flags, one;

	while (str_cut(&rest, ';', &one))
		if (str_is(one, doubt))
			return;
	m->flags = str_none(m->flags) ? str_of(doubt) : str_print(c->arena,
	    "%.*s;%s", (int)m->flags.n, m->flags.p, doubt);
}

/* A code is shown in the room, so on the day; a day of grace on each side,
 * for the room may lie in any zone. */
static void
doubt(struct taking *k, const struct event_session *s, struct attendance *m)
{
	int64_t off = k->off == INT64_MIN ? 0 : k->off;
	struct day day;

	m->clock_off = k->off;
	if (off > CLOCK_MOST || off < -CLOCK_MOST)
		add_doubt(k->c, m, "clock");
	if (m->made_at == INT64_MIN || s->date.n == 0 ||
	    !str_among(m->way, "code room"))
		return;
	day = moment_day(m->made_at - off * 1000);
	if (day.n < s->date.n - 1 || day.n > s->date.n + 1)
		add_doubt(k->c, m, "day");
}

/* What was marked of the person before: whether the same code was used, on
 * that device or another, as far as the mark does not know of it. */
static bool
look_before(struct ctx *c, const struct attendance *m, bool *again,
    bool *twice)
{
	struct arena_mark mark = arena_mark(c->arena);
	struct attendance *his;
	size_t i, n;

	if ((his = marks_of(c, m->person, m->session, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_same(his[i].way, m->way) && !id_among(m->after,
		    his[i].row.id))
			*(str_same(his[i].device, m->device) ? again
			    : twice) = true;
	arena_back(c->arena, mark);
	return n < MARKS_MOST || !str_none(m->after) ||
	    fail(&c->errors, INVALID, "mark", "There are %zu marks of this "
	    "person at this session already. Who runs the event decides on "
	    "its page which of them counts.", n);
}

/* Whether the room's code was read by that device for somebody else. */
static bool
look_beside(struct ctx *c, const struct attendance *m, bool *shared)
{
	struct arena_mark mark = arena_mark(c->arena), row;
	struct filter of[] = {
		{ field_named(&attendance_entity, S("session")), IS,
		    id_text(c->arena, m->session) },
		{ field_named(&attendance_entity, S("device")), IS,
		    m->device } };
	struct ask ask = { .filters = of, .n = 2 };
	struct attendance one;
	struct cursor *cursor;

	if (!store_list(c->store, &attendance_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	row = arena_mark(c->arena);
	while (!*shared && store_next(cursor, c->arena, &one)) {
		*shared = str_is(one.way, "room") &&
		    !id_same(one.person, m->person);
		arena_back(c->arena, row);
	}
	if (!store_end(cursor, &c->errors))
		return false;
	arena_back(c->arena, mark);
	return true;
}

/* A person's code is used once, on one device, and by himself: whatever
 * else is kept, and a person decides. */
static bool
doubt_use(struct ctx *c, struct attendance *m)
{
	bool again = false, twice = false, shared = false;

	if (!look_before(c, m, &again, &twice))
		return false;
	if (!str_among(m->way, "code room"))
		return true;
	if (str_is(m->way, "room") && !str_none(m->device) &&
	    !look_beside(c, m, &shared))
		return false;
	if (again)
		add_doubt(c, m, "again");
	if (twice)
		add_doubt(c, m, "twice");
	if (shared)
		add_doubt(c, m, "shared");
	return true;
}

/* Marks that it was made after and that never arrived are left out. */
static void
keep_known(struct ctx *c, struct attendance *m)
{
	str rest = m->after, piece, kept = { 0 };
	struct id id;

	while (str_cut(&rest, ';', &piece))
		if (id_read(str_trim(piece), &id) &&
		    store_has(c->store, &attendance_entity, id))
			kept = str_none(kept) ? id_text(c->arena, id)
			    : str_print(c->arena, "%s;%s", kept.p,
			    id_text(c->arena, id).p);
	m->after = kept;
}

static struct attend_answer
refuse(struct ctx *c, const char *why)
{
	return (struct attend_answer){ ATTEND_REFUSED,
		str_of(words_say(c->words, why)) };
}

/* By the door of many: who may and what it refers to was looked at once,
 * and what follows is worked out once for each person. */
static bool
put_new(struct ctx *c, struct attendance *m)
{
	struct author by = author_of(c);

	m->at = c->now;
	m->by = c->actor.user;
	return valid_row(&attendance_entity, m, &c->errors) &&
	    doubt_use(c, m) && attend_before(c, &attendance_entity, m) &&
	    store_put(c->store, &attendance_entity, m, &by, &c->errors);
}

static struct attend_answer
save_one(struct taking *k, struct attendance *m)
{
	struct ctx *c = k->c;
	struct errors before = c->errors;
	struct attend_answer a = { ATTEND_TAKEN, { 0 } };

	if (!store_save(c->store, &c->errors))
		return refuse(c, "It could not be kept.");
	if (put_new(c, m) && store_release(c->store, &c->errors)) {
		if (str_is(m->standing, "open"))
			a.is = ATTEND_OPEN;
		return a;
	}
	a = (struct attend_answer){ ATTEND_REFUSED, c->errors.first == NULL
	    ? (str){ 0 } : str_of(c->errors.first->text) };
	store_back(c->store);
	c->errors = before;
	return a;
}

/* A mark of that number is kept: sent again it is there, but what says
 * something else must not be taken for it and be lost. */
static struct attend_answer
take_known(struct ctx *c, const struct attendance *m)
{
	struct errors quiet = { .arena = c->arena };
	struct attendance kept;

	if (!store_find(c->store, &attendance_entity, m->row.id, c->arena,
	    &kept, &quiet))
		return refuse(c, "It could not be kept.");
	if (!id_same(kept.session, m->session) ||
	    !id_same(kept.person, m->person) || !str_same(kept.mark, m->mark))
		return refuse(c, "Another mark has this number already. Make "
		    "this mark anew.");
	return (struct attend_answer){ ATTEND_THERE, { 0 } };
}

static struct attend_answer
take(struct taking *k, struct attendance *m)
{
	struct ctx *c = k->c;
	size_t at;

	if (id_none(m->row.id))
		return refuse(c, "The mark has no number of its own.");
	if (store_has(c->store, &attendance_entity, m->row.id))
		return take_known(c, m);
	if (!gather_find(k->session_at, &m->session, &at))
		return refuse(c, "The session is not of this event.");
	doubt(k, &k->session[at], m);
	if (!gather_find(k->person_at, &m->person, &at))
		return refuse(c, "This person is not enrolled in the event.");
	m->device = k->device;
	keep_known(c, m);
	return save_one(k, m);
}

static bool
follow_people(struct taking *k, const struct event *v, const bool *touched)
{
	struct ctx system = ctx_as_program(k->c);
	size_t i;
	bool fine = true;

	for (i = 0; i < k->people && fine; i++)
		if (touched[i])
			fine = set_enrolments(&system, v->row.id,
			    k->place[i].person);
	k->c->errors = system.errors;
	return fine;
}

bool
attend_take(struct ctx *c, const struct event *v, str device, int64_t sent_at,
    struct attendance *mark, size_t n, struct attend_answer *out)
{
	struct taking k = { .c = c, .device = device, .off = INT64_MIN };
	size_t i, at;
	bool *touched;

	if (!attend_may(c, v->programme))
		return false;
	if (sent_at != INT64_MIN)
		k.off = (sent_at - c->now) / 1000;
	if (!start(&k, v))
		return false;
	touched = NEWS(c->arena, bool, k.people + 1);
	for (i = 0; i < n; i++) {
		out[i] = take(&k, &mark[i]);
		if (out[i].is != ATTEND_REFUSED && gather_find(k.person_at,
		    &mark[i].person, &at))
			touched[at] = true;
	}
	return follow_people(&k, v, touched);
}

/* ---- closing a list ---- */

static bool
mark_rest(struct ctx *c, const struct event_session *s)
{
	struct attendance *marks, m;
	struct enrolment *e;
	size_t i, n, there;

	if ((e = gather_of(c, &enrolment_entity, "event", s->event,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if ((marks = marks_of(c, e[i].person, s->row.id,
		    &there)) == NULL)
			return false;
		if (there > 0)
			continue;
		row_blank(&attendance_entity, &m);
		m.session = s->row.id;
		m.person = e[i].person;
		m.mark = S("away");
		m.way = S("closed");
		m.by = c->actor.user;
		m.at = c->now;
		if (!flow_save_as_was(c, &attendance_entity, &m))
			return false;
	}
	return true;
}

static bool
set_closed(struct ctx *c, struct event_session *s, int64_t at)
{
	struct ctx system = ctx_as_program(c);
	bool fine;

	s->closed_at = at;
	fine = flow_save_as_was(&system, &event_session_entity, s) &&
	    (at == INT64_MIN || mark_rest(&system, s));
	c->errors = system.errors;
	return fine;
}

static bool
may_close(struct ctx *c, const struct event_session *s)
{
	struct event v;

	return store_find(c->store, &event_entity, s->event, c->arena, &v,
	    &c->errors) && attend_may(c, v.programme);
}

bool
attend_close(struct ctx *c, struct event_session *s)
{
	return may_close(c, s) && set_closed(c, s, c->now);
}

bool
attend_open(struct ctx *c, struct event_session *s)
{
	return may_close(c, s) && set_closed(c, s, INT64_MIN);
}
