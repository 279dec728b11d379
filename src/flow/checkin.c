/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/checkin.h"

#include <sodium.h>

#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"

/* Steps a code is good for after its own; back to which one that was typed
 * is looked for; milliseconds until a mark may arrive. */
enum { FRESH = 2, BACK = 80, LATE_MOST = 3 * 24 * 3600 * 1000,
	SERIALS = 256, ROOMS_MOST = 500 };

/* ---- the event's key ---- */

static bool
find_key(struct ctx *c, struct id event, struct ticket_key *k, bool *found)
{
	struct event_key *row;
	size_t n;

	if ((row = gather_of(c, &event_key_entity, "event", event,
	    &n)) == NULL)
		return false;
	*found = n > 0;
	return n == 0 || ticket_key_read(row->key, row->secret, k) ||
	    fail(&c->errors, BROKEN, NULL, "The key of the event is damaged.");
}

bool
checkin_ready(struct ctx *c, const struct event *v)
{
	struct ctx system = ctx_as_program(c);
	struct event_key row;
	struct ticket_key k;
	bool found, fine;

	if (!attend_may(c, v->programme) || !find_key(c, v->row.id, &k, &found))
		return false;
	if (found)
		return true;
	ticket_key_new(&k);
	row_blank(&event_key_entity, &row);
	row.row.id = id_new(c->random, c->now);
	row.event = v->row.id;
	row.key = ticket_key_text(c->arena, k.key, sizeof(k.key));
	row.secret = ticket_key_text(c->arena, k.secret, sizeof(k.secret));
	row.made_at = c->now;
	sodium_memzero(&k, sizeof(k));
	fine = flow_save_as_was(&system, &event_key_entity, &row);
	c->errors = system.errors;
	return fine;
}

/* ---- the people of an event ---- */

static bool
read_gone(struct ctx *c, struct checkin *k)
{
	struct registration *r;
	struct map *at = map_new(c->arena);
	size_t i, n, place;

	k->gone = NEWS(c->arena, bool, k->places + 1);
	for (i = 0; i < k->places; i++)
		*map_at(at, (str){ (const char *)k->place[i].person.b,
		    sizeof(struct id) }, i) = i;
	if ((r = gather_of(c, &registration_entity, "event", k->of.row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_among(r[i].state, "cancelled refused") &&
		    gather_find(at, &r[i].person, &place))
			k->gone[place] = true;
	return true;
}

/* A day after the last of the event or of its sessions: the room may lie
 * in any zone. */
static bool
read_until(struct ctx *c, struct checkin *k)
{
	struct event_session *s;
	size_t i, n;

	if ((s = gather_of(c, &event_session_entity, "event", k->of.row.id,
	    &n)) == NULL)
		return false;
	k->until = k->of.end.n != 0 ? k->of.end : k->of.start;
	for (i = 0; i < n; i++)
		if (s[i].date.n > k->until.n)
			k->until = s[i].date;
	k->until.n++;
	return true;
}

bool
checkin_open(struct ctx *c, const struct event *v, struct checkin *k)
{
	bool found;

	*k = (struct checkin){ .of = *v };
	if (!find_key(c, v->row.id, &k->key, &found))
		return false;
	if (!found)
		return fail(&c->errors, ABSENT, NULL,
		    "No codes were made for this event yet.");
	k->place = gather_of(c, &enrolment_entity, "event", v->row.id,
	    &k->places);
	return k->place != NULL && read_gone(c, k) && read_until(c, k);
}

size_t
checkin_place(const struct checkin *k, struct id enrolment)
{
	size_t i;

	for (i = 0; i < k->places; i++)
		if (id_same(k->place[i].row.id, enrolment))
			break;
	return i;
}

unsigned
checkin_serial(const struct enrolment *e)
{
	return e->serial == INT64_MIN ? 0
	    : (unsigned)(e->serial % SERIALS);
}

str
checkin_code(struct ctx *c, const struct checkin *k, size_t place)
{
	struct ticket t = { k->of.row.id, k->place[place].row.id,
		checkin_serial(&k->place[place]), k->until };

	return ticket_make(c->arena, &k->key, &t);
}

/* ---- whose code ---- */

static bool
is_open(struct ctx *c, const struct checkin *k, size_t place)
{
	return !k->gone[place] || fail(&c->errors, INVALID, "code",
	    "The registration of this person was cancelled.");
}

static bool
by_letters(struct ctx *c, const struct checkin *k, str typed, size_t *place)
{
	size_t i, found = 0;

	for (i = 0; i < k->places; i++)
		if (str_same(typed, ticket_short(c->arena, &k->key,
		    k->place[i].row.id, checkin_serial(&k->place[i])))) {
			*place = i;
			found++;
		}
	if (found == 0)
		return fail(&c->errors, INVALID, "code", "Nobody of this event "
		    "has the code %.*s.", (int)typed.n, typed.p);
	return (found == 1 && is_open(c, k, *place)) ||
	    fail(&c->errors, INVALID, "code", "Two people have this code: "
	    "find the name on the list instead.");
}

static bool
by_digits(struct ctx *c, const struct checkin *k, str digits, size_t *place)
{
	struct errors said = { .arena = c->arena, .words = c->errors.words };
	struct ticket t;
	bool whole = ticket_read(&k->key, digits, &t, &said);
	size_t i = checkin_place(k, t.place);

	if (!id_none(t.event) && !id_same(t.event, k->of.row.id))
		return fail(&c->errors, INVALID, "code",
		    "This code is of another event.");
	if (!whole)
		return fail(&c->errors, INVALID, "code", "%s",
		    said.first->text);
	if (i == k->places)
		return fail(&c->errors, INVALID, "code",
		    "This person is not enrolled in the event any more.");
	if (t.serial != checkin_serial(&k->place[i]))
		return fail(&c->errors, INVALID, "code",
		    "This code was replaced by a new one.");
	if (t.until.n < moment_day(c->now).n)
		return fail(&c->errors, INVALID, "code", "This code was valid "
		    "until %s.", day_text(c->arena, t.until).p);
	*place = i;
	return is_open(c, k, i);
}

bool
checkin_who(struct ctx *c, const struct checkin *k, str code, size_t *place)
{
	str typed = ticket_typed(c->arena, str_part(code, 0, 400));

	if (typed.n == 0)
		return fail(&c->errors, INVALID, "code",
		    "Scan a code or type its six letters.");
	if (typed.n == TICKET_SHORT)
		return by_letters(c, k, typed, place);
	return by_digits(c, k, typed, place);
}

bool
checkin_renew(struct ctx *c, const struct event *v, struct id enrolment)
{
	struct ctx system = ctx_as_program(c);
	struct enrolment e;
	bool fine;

	if (!attend_may(c, v->programme) || !store_find(c->store,
	    &enrolment_entity, enrolment, c->arena, &e, &c->errors))
		return false;
	if (!id_same(e.event, v->row.id))
		return fail(&c->errors, ABSENT, NULL,
		    "This person is not enrolled in the event.");
	e.serial = (int64_t)(checkin_serial(&e) + 1) % SERIALS;
	fine = flow_save_as_was(&system, &enrolment_entity, &e);
	c->errors = system.errors;
	return fine;
}

/* ---- marks with codes ---- */

static struct attend_answer
refused(struct ctx *c, str why)
{
	return (struct attend_answer){ ATTEND_REFUSED,
		str_copy(c->arena, why) };
}

/* Whether the code is whose the mark says; else the answer says why not. */
static bool
proves(struct ctx *c, const struct checkin *k, struct attendance *m,
    str code, struct attend_answer *out)
{
	struct errors before = c->errors;
	size_t place;

	c->errors = (struct errors){ .arena = c->arena,
		.words = before.words };
	if (checkin_who(c, k, code, &place)) {
		c->errors = before;
		if (id_none(m->person))
			m->person = k->place[place].person;
		if (id_same(m->person, k->place[place].person))
			return true;
		*out = refused(c, str_of(words_say(c->words,
		    "This code is of somebody else.")));
		return false;
	}
	*out = refused(c, str_of(c->errors.first->text));
	c->errors = before;
	return false;
}

bool
checkin_take(struct ctx *c, const struct event *v, str device,
    int64_t sent_at, struct attendance *mark, const str *code, size_t n,
    struct attend_answer *out)
{
	struct attendance *good = NEWS(c->arena, struct attendance, n + 1);
	struct attend_answer *said = NEWS(c->arena, struct attend_answer,
	    n + 1);
	size_t *at = NEWS(c->arena, size_t, n + 1);
	size_t i, m = 0;
	struct checkin k = { .places = 0 };

	for (i = 0; i < n; i++) {
		if (str_is(mark[i].way, "code")) {
			if (k.place == NULL && !checkin_open(c, v, &k))
				return false;
			if (!proves(c, &k, &mark[i], code[i], &out[i]))
				continue;
		} else if (str_is(mark[i].way, "room")) {
			out[i] = refused(c, str_of(words_say(c->words,
			    "The room's code is for people to mark "
			    "themselves.")));
			continue;
		}
		at[m] = i;
		good[m++] = mark[i];
	}
	if (!attend_take(c, v, device, sent_at, good, m, said))
		return false;
	for (i = 0; i < m; i++)
		out[at[i]] = said[i];
	return true;
}

/* ---- a person's own page ---- */

static bool
no_page(struct ctx *c)
{
	errors_clear(&c->errors);
	return fail(&c->errors, ABSENT, NULL, "This page is not there any "
	    "more. Ask the trainer for your new code.");
}

bool
holder_find(struct ctx *c, str key, struct holder *p)
{
	struct id place;
	bool found;

	*p = (struct holder){ .place = { .serial = 0 } };
	if (!ticket_page_place(key, &place) || !store_has(c->store,
	    &enrolment_entity, place))
		return no_page(c);
	if (!store_find(c->store, &enrolment_entity, place, c->arena,
	    &p->place, &c->errors) || !store_find(c->store, &event_entity,
	    p->place.event, c->arena, &p->event, &c->errors) ||
	    !find_key(c, p->event.row.id, &p->key, &found))
		return false;
	return (found && ticket_page_holds(&p->key, key,
	    checkin_serial(&p->place))) || no_page(c);
}

bool
holder_href(struct ctx *c, struct id event, struct id person, str *href)
{
	struct ticket_key k;
	struct enrolment *e;
	size_t i, n;
	bool found;

	*href = (str){ 0 };
	if (!find_key(c, event, &k, &found))
		return false;
	if (!found)
		return true;
	if ((e = gather_of(c, &enrolment_entity, "person", person,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (id_same(e[i].event, event))
			*href = str_print(c->arena, "/pass/%s", ticket_page(
			    c->arena, &k, e[i].row.id,
			    checkin_serial(&e[i])).p);
	return true;
}

struct scanning {
	struct ctx           *c;
	const struct holder    *p;
	struct event_session *session;  /* [sessions] */
	size_t                sessions;
	int64_t               off;      /* ms the phone is ahead */
};

/* The step whose letters these are, not long before that moment. */
static bool
step_of(struct ctx *c, const struct ticket_key *k, struct id session,
    str typed, int64_t when, int64_t *step)
{
	int64_t now = ticket_step(when), i;

	for (i = now + FRESH; i >= now - BACK; i--)
		if (str_same(typed, ticket_room(c->arena, k, session, i))) {
			*step = i;
			return true;
		}
	return false;
}

static bool
near(const struct event_session *s, int64_t when)
{
	struct day on = moment_day(when);

	return s->date.n >= on.n - 1 && s->date.n <= on.n + 1;
}

static bool
room_of(const struct scanning *k, str code, int64_t when, struct id *session,
    int64_t *step)
{
	str typed = ticket_typed(k->c->arena, str_part(code, 0, 40));
	size_t i;

	if (ticket_room_named(code, session, step)) {
		for (i = 0; i < k->sessions; i++)
			if (id_same(k->session[i].row.id, *session))
				return ticket_room_holds(&k->p->key, code);
		return false;
	}
	for (i = 0; i < k->sessions && typed.n == TICKET_SHORT; i++)
		if (near(&k->session[i], when) && step_of(k->c, &k->p->key,
		    k->session[i].row.id, typed, when, step)) {
			*session = k->session[i].row.id;
			return true;
		}
	return false;
}

/* How long the code was off the wall when it was read, and how late we
 * hear of it. */
static bool
is_old(const struct scanning *k, int64_t shown, int64_t read)
{
	int64_t end = shown + TICKET_STEP_MS;

	return read > end + FRESH * TICKET_STEP_MS ||
	    read < shown - FRESH * TICKET_STEP_MS ||
	    k->c->now > end + LATE_MOST;
}

static bool
mark_of(const struct scanning *k, const struct scan *s, struct attendance *m)
{
	int64_t step, made = s->made_at == INT64_MIN ? k->c->now
	    : s->made_at;

	row_blank(&attendance_entity, m);
	if (!room_of(k, s->code, made - k->off, &m->session, &step))
		return false;
	m->row.id = s->id;
	m->person = k->p->place.person;
	m->mark = S("here");
	m->way = S("room");
	m->made_at = made;
	m->shown_at = step * TICKET_STEP_MS;
	if (is_old(k, m->shown_at, made - k->off))
		m->flags = S("step");
	return true;
}

static bool
is_cancelled(struct ctx *c, const struct holder *p, bool *gone)
{
	struct registration *r;
	size_t i, n;

	if ((r = gather_of(c, &registration_entity, "event",
	    p->event.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		*gone |= id_same(r[i].person, p->place.person) &&
		    str_among(r[i].state, "cancelled refused");
	return true;
}

static bool
take_scans(struct scanning *k, str device, int64_t sent_at,
    const struct scan *s, size_t n, struct attend_answer *out)
{
	struct ctx *c = k->c, system = ctx_as_program(c);
	struct attendance *m = NEWS(c->arena, struct attendance, n + 1);
	struct attend_answer *said = NEWS(c->arena, struct attend_answer,
	    n + 1);
	size_t *at = NEWS(c->arena, size_t, n + 1), i, good = 0;
	bool fine;

	for (i = 0; i < n; i++)
		if (mark_of(k, &s[i], &m[good]))
			at[good++] = i;
		else
			out[i] = refused(c, str_of(words_say(c->words,
			    "This is not the code of this event's room.")));
	fine = attend_take(&system, &k->p->event, device, sent_at, m, good,
	    said);
	c->errors = system.errors;
	for (i = 0; i < good && fine; i++)
		out[at[i]] = said[i];
	return fine;
}

bool
holder_scan(struct ctx *c, const struct holder *p, str device, int64_t sent_at,
    const struct scan *s, size_t n, struct attend_answer *out)
{
	struct scanning k = { .c = c, .p = p };
	bool gone = false;

	if (!is_cancelled(c, p, &gone))
		return false;
	if (gone)
		return fail(&c->errors, INVALID, NULL,
		    "Your registration was cancelled. Ask the trainer.");
	if (sent_at != INT64_MIN)
		k.off = sent_at - c->now;
	k.session = gather_of(c, &event_session_entity, "event",
	    p->event.row.id, &k.sessions);
	return k.session != NULL && take_scans(&k, device, sent_at, s, n,
	    out);
}

/* ---- the room ---- */

static bool
not_there(struct ctx *c)
{
	return fail(&c->errors, ABSENT, "code", "No room shows this code now. "
	    "Look at the wall again: it changes every 45 seconds.");
}

static bool
room_by_letters(struct ctx *c, str typed, struct event_session *s,
    struct event *v)
{
	const struct field *date = field_named(&event_session_entity,
	    S("date"));
	struct day today = moment_day(c->now);
	struct filter of[] = {
		{ date, AT_LEAST, day_text(c->arena, (struct day){
		    today.n - 1 }) },
		{ date, AT_MOST, day_text(c->arena, (struct day){
		    today.n + 1 }) } };
	struct ask ask = { .filters = of, .n = 2, .limit = ROOMS_MOST };
	struct event_session *all = NEWS(c->arena, struct event_session,
	    ROOMS_MOST + 1);
	struct ticket_key k;
	struct cursor *cursor;
	size_t i, n = 0;
	int64_t step;
	bool found;

	if (!store_list(c->store, &event_session_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	while (n < ROOMS_MOST && store_next(cursor, c->arena, &all[n]))
		n++;
	if (!store_end(cursor, &c->errors))
		return false;
	for (i = 0; i < n; i++) {
		if (!find_key(c, all[i].event, &k, &found))
			return false;
		if (found && step_of(c, &k, all[i].row.id, typed, c->now,
		    &step)) {
			*s = all[i];
			return store_find(c->store, &event_entity,
			    all[i].event, c->arena, v, &c->errors);
		}
	}
	return not_there(c);
}

bool
room_find(struct ctx *c, str code, struct event_session *s, struct event *v)
{
	str typed = ticket_typed(c->arena, str_part(code, 0, 60));
	struct ticket_key k;
	struct id session;
	int64_t step;
	bool found;

	if (typed.n == TICKET_SHORT)
		return room_by_letters(c, typed, s, v);
	if (!ticket_room_named(code, &session, &step) || !store_has(c->store,
	    &event_session_entity, session))
		return not_there(c);
	if (!store_find(c->store, &event_session_entity, session, c->arena, s,
	    &c->errors) || !store_find(c->store, &event_entity, s->event,
	    c->arena, v, &c->errors) || !find_key(c, v->row.id, &k, &found))
		return false;
	return (found && ticket_room_holds(&k, code)) || not_there(c);
}
