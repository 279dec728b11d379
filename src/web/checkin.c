/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Checking people in: a trainer's phone (or a scanner that types) reads
 * their codes, or the wall shows the room's and they mark themselves.
 */
#include "web/checkins.h"

#include "base/arena.h"
#include "base/write.h"
#include "format/canon.h"
#include "format/html.h"
#include "format/qr.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/programme.h"

enum { SVG_MOST = 1 << 18, AHEAD_MOST = 400 };

/* ---- what these pages share ---- */

size_t
checkin_session(const struct training *v, const struct request *q)
{
	str asked = request_arg(q, "session");

	if (str_none(asked))
		asked = request_form(q, "seq");
	return training_session(v, asked);
}

static void
day_put(const struct training *v, const char *base, size_t at, size_t here,
    struct node *row)
{
	const struct event_session *s = &v->session[at];

	node_count(row, "seq", s->seq);
	node_day(row, "date", s->date);
	node_text(row, "topic", text_in(v->c->arena, s->topic, v->c->lang));
	node_text(row, "room", str_none(s->room) ? v->of.venue : s->room);
	node_text(row, "starts", s->starts);
	node_text(row, "ends", s->ends);
	node_bool(row, "here", at == here);
	node_text(row, "id", id_text(v->c->arena, s->row.id));
	node_text(row, "href", str_print(v->c->arena, "%s?session=%lld", base,
	    (long long)s->seq));
}

/* "/a/b/badges" -> "badges" */
static str
last_of(str path)
{
	str piece = { 0 };

	while (str_cut(&path, '/', &piece))
		;
	return piece;
}

bool
checkin_head(struct training *v, const struct request *q, const char *title,
    size_t session, struct node *out)
{
	struct ctx *c = v->c;
	const struct crumb crumbs[] = {
		phase_crumb(c, &v->p, PHASE_DELIVER),
		{ text_in(c->arena, v->of.title, c->lang), training_href(v) } };
	const char *here = str_z(c->arena, q->path);
	size_t i;

	programme_put(c, &v->p, PHASE_DELIVER, out);
	crumb_put(out, crumbs, 2);
	node_z(out, "title", title);
	node_text(out, "event_title", crumbs[1].name);
	node_text(out, "go", last_of(q->path));         /* of part/codes_new */
	node_text(out, "code", v->of.code);
	node_text(out, "venue", v->of.venue);
	node_text(out, "base", training_href(v));
	node_bool(out, "may_mark", v->may_mark);
	node_bool(out, "has_sessions", v->sessions > 0);
	(void)node_list(out, "days");
	if (v->sessions == 0)
		return true;
	day_put(v, here, session, session, node_object(out, "session"));
	for (i = 0; i < v->sessions; i++)
		if (i == 0 || i + 1 == v->sessions || (i + 3 >= session &&
		    i <= session + 3))
			day_put(v, here, i, session, node_row(out, "days"));
	return true;
}

bool
checkin_qr(struct ctx *c, str text, const char *label, const char *name,
    struct node *out)
{
	struct write w = write_new(c->arena, SVG_MOST);
	struct qr code;

	if (!qr_make(c->arena, text, &code, &c->errors))
		return false;
	qr_svg(&w, &code, str_of(label));
	node_html(out, name, write_done(&w));
	return true;
}

void
checkin_cookie(struct ctx *c, const struct request *q, struct reply *r,
    const char *name, str value)
{
	if (r->n_cookies < sizeof(r->cookies) / sizeof(r->cookies[0]))
		r->cookies[r->n_cookies++] = str_print(c->arena,
		    "%s=%.*s; Path=/; Max-Age=5184000; SameSite=Lax; HttpOnly"
		    "%s", name, (int)value.n, value.p, q->secure
		    ? "; Secure" : "");
}

str
checkin_device(struct ctx *c, const struct request *q, struct reply *r)
{
	unsigned char bytes[12];
	str made;

	if (q->device.n > 0)
		return q->device;
	random_secret(bytes, sizeof(bytes));
	made = canon_base64url(c->arena, bytes, sizeof(bytes));
	checkin_cookie(c, q, r, "device", made);
	return made;
}

bool
checkin_event(struct ctx *c, const struct request *q, struct training *v)
{
	return training_read(c, q, v) && attend_may(c, v->p.row.id);
}

/* ---- the first time ---- */

static bool
make_codes(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str to = request_form(q, "go");
	struct training v;

	(void)out;
	if (!training_read(c, q, &v) || !checkin_ready(c, &v.of))
		return false;
	r->go = str_print(c->arena, "%s/%s", training_href(&v).p,
	    str_is(to, "room") ? "room" : str_is(to, "badges") ? "badges"
	    : "checkin");
	return true;
}

const struct page codes_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/codes",
	.about  = "Makes the key by which the codes of an event are signed; "
	    "'go' is checkin, room or badges.",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = make_codes,
};

/* Codes of an event that has a key; without one the page offers to make
 * it, and `ready` is no. */
static bool
open_codes(struct training *v, struct checkin *k, bool *ready,
    struct node *out)
{
	struct ctx *c = v->c;
	struct errors before = c->errors;

	*ready = checkin_open(c, &v->of, k);
	node_bool(out, "ready", *ready);
	if (*ready)
		return true;
	if (errors_worst(&c->errors) != ABSENT)
		return false;
	c->errors = before;
	return true;
}

/* ---- the trainer's scanner ---- */

static void
person_put(const struct training *v, const struct checkin *k,
    const struct training_person *p, size_t session, struct node *row)
{
	struct ctx *c = v->c;
	const struct attendance *m;
	size_t at = checkin_place(k, p->place.row.id);
	bool open;

	m = training_mark(p, &v->session[session], &open);
	node_text(row, "name", p->name);
	node_text(row, "person", id_text(c->arena, p->place.person));
	node_text(row, "place", id_text(c->arena, p->place.row.id));
	node_text(row, "letters", ticket_spaced(c->arena, ticket_short(
	    c->arena, &k->key, p->place.row.id, checkin_serial(&p->place))));
	node_count(row, "serial", checkin_serial(&p->place));
	node_bool(row, "gone", at < k->places && k->gone[at]);
	node_text(row, "heads", training_heads(c, p, &v->session[session]));
	node_bool(row, "open", open);
	if (m == NULL)
		return;
	node_text(row, "mark", m->mark);
	node_text(row, "says", choice_says(c, &attendance_mark_codes,
	    m->mark));
	node_z(row, "sign", str_is(m->mark, "here") ? "ok" : str_is(m->mark,
	    "late") ? "warn" : "bad");
	node_moment(row, "at", m->made_at != INT64_MIN ? m->made_at : m->at);
}

static void
here_put(const struct training *v, size_t session, struct node *out)
{
	const struct attendance *m;
	size_t i, here = 0;
	bool open;

	for (i = 0; i < v->persons; i++) {
		m = training_mark(&v->person[i], &v->session[session], &open);
		here += m != NULL && !str_is(m->mark, "away");
	}
	node_count(out, "here", (int64_t)here);
	node_count(out, "of", (int64_t)v->persons);
}

static void
list_put(const struct training *v, const struct checkin *k, size_t session,
    struct node *out)
{
	size_t i;

	(void)node_list(out, "rows");
	for (i = 0; i < v->persons; i++)
		person_put(v, k, &v->person[i], session, node_row(out,
		    "rows"));
	here_put(v, session, out);
	node_bool(out, "has_rows", v->persons > 0);
	node_text(out, "key", ticket_key_text(v->c->arena, k->key.key,
	    sizeof(k->key.key)));
	node_text(out, "event", id_text(v->c->arena, v->of.row.id));
	node_day(out, "until", k->until);
}

/* Who was checked in by the form just now. */
static void
done_put(const struct training *v, const struct request *q, struct node *out)
{
	str done = request_arg(q, "done");
	struct id id;
	size_t i;

	if (!id_read(done, &id))
		return;
	for (i = 0; i < v->persons; i++)
		if (id_same(v->person[i].place.person, id))
			node_text(out, "done", v->person[i].name);
	node_bool(out, "was_there", str_is(request_arg(q, "there"), "yes"));
	node_bool(out, "doubted", str_is(request_arg(q, "open"), "yes"));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct training v;
	struct checkin k;
	size_t session;
	bool ready;

	(void)r;
	if (!checkin_event(c, q, &v))
		return false;
	session = checkin_session(&v, q);
	if (!checkin_head(&v, q, say(c, "Check-in"), session, out) ||
	    !open_codes(&v, &k, &ready, out))
		return false;
	if (v.sessions == 0 || !ready)
		return true;
	list_put(&v, &k, session, out);
	done_put(&v, q, out);
	node_text(out, "typed", request_form(q, "code"));
	node_z(out, "time_mark", "{{time}}");   /* the script's own to fill */
	node_z(out, "name_mark", "{{name}}");
	node_z(out, "span_mark", "{{span}}");
	node_z(out, "ok_sign", "ok");
	return true;
}

const struct page checkin_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/checkin",
	.about  = "Where a phone or a scanner reads people's codes at the door "
	    "of a 'session'.",
	.view   = "checkin.html",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = show,
};

/* Whether he is here by what counts already. */
static bool
is_here(const struct training *v, struct id person, size_t session)
{
	const struct attendance *m;
	size_t i;
	bool open;

	for (i = 0; i < v->persons; i++) {
		if (!id_same(v->person[i].place.person, person))
			continue;
		m = training_mark(&v->person[i], &v->session[session], &open);
		return m != NULL && str_is(m->mark, "here");
	}
	return false;
}

static bool
mark_one(struct training *v, const struct checkin *k, size_t session,
    str code, struct id *person, struct attend_answer *said, bool *there)
{
	struct ctx *c = v->c;
	struct attendance m;
	size_t place;

	if (!checkin_who(c, k, code, &place))
		return false;
	*person = k->place[place].person;
	*there = is_here(v, *person, session);
	if (*there)
		return true;
	row_blank(&attendance_entity, &m);
	m.row.id = id_new(c->random, c->now);
	m.session = v->session[session].row.id;
	m.person = *person;
	m.mark = S("here");
	m.way = S("code");
	m.made_at = c->now;
	return checkin_take(c, &v->of, S("page"), INT64_MIN, &m, &code, 1,
	    said) && (said->is != ATTEND_REFUSED || fail(&c->errors, INVALID,
	    "code", "%s", str_z(c->arena, said->why)));
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct attend_answer said = { ATTEND_TAKEN, { 0 } };
	struct id person;
	struct training v;
	struct checkin k;
	size_t session;
	bool there;

	(void)out;
	if (!checkin_event(c, q, &v))
		return false;
	session = checkin_session(&v, q);
	if (session == v.sessions)
		return fail(&c->errors, ABSENT, NULL,
		    "The session is not of this event.");
	if (!checkin_open(c, &v.of, &k) || !mark_one(&v, &k, session,
	    request_form(q, "code"), &person, &said, &there))
		return false;
	r->go = str_print(c->arena, "%s/checkin?session=%lld&done=%s%s%s",
	    training_href(&v).p, (long long)v.session[session].seq,
	    id_text(c->arena, person).p, there ? "&there=yes" : "",
	    said.is == ATTEND_OPEN ? "&open=yes" : "");
	return true;
}

const struct page checkin_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/checkin",
	.about  = "Checks in whose 'code' it is (scanned digits or six "
	    "letters) to the session numbered 'seq'.",
	.view   = "checkin.html",
	.of     = &attendance_entity,
	.needs  = ADD,
	.again  = &checkin_page,
	.run    = accept,
};

/* ---- the room's code ---- */

static bool
code_put(struct ctx *c, const struct request *q, const struct checkin *k,
    struct id session, int64_t step, struct node *out)
{
	str link = str_print(c->arena, "%s/here/%s", site_address(c, q).p,
	    ticket_room_link(c->arena, &k->key, session, step).p);

	node_text(out, "letters", ticket_spaced(c->arena, ticket_room(
	    c->arena, &k->key, session, step)));
	node_count(out, "step", step);
	node_text(out, "link", link);
	return q->shape != HTML || checkin_qr(c, link,
	    say(c, "The room's code to scan"), "qr", out);
}

/* The codes to come, for a computer that loses its connection. */
static bool
ahead_put(struct ctx *c, const struct request *q, const struct checkin *k,
    struct id session, struct node *out)
{
	int64_t n, i;

	(void)node_list(out, "ahead");
	if (!str_int(request_arg(q, "ahead"), &n))
		return true;
	n = n < 0 ? 0 : n > AHEAD_MOST ? AHEAD_MOST : n;
	for (i = 0; i < n; i++)
		if (!code_put(c, q, k, session, ticket_step(c->now) + i,
		    node_row(out, "ahead")))
			return false;
	return true;
}

static bool
show_room(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct training v;
	struct checkin k;
	size_t session;
	bool ready;

	(void)r;
	if (!checkin_event(c, q, &v))
		return false;
	session = checkin_session(&v, q);
	if (!checkin_head(&v, q, say(c, "The room's code"), session, out) ||
	    !open_codes(&v, &k, &ready, out))
		return false;
	if (v.sessions == 0 || !ready)
		return true;
	here_put(&v, session, out);
	node_count(out, "seconds", TICKET_STEP_MS / 1000);
	node_count(out, "left", (TICKET_STEP_MS - c->now % TICKET_STEP_MS) /
	    1000 + 1);
	node_moment(out, "now", c->now);
	node_text(out, "address", str_print(c->arena, "%s/here",
	    site_address(c, q).p));
	node_z(out, "time_mark", "{{time}}");
	return code_put(c, q, &k, v.session[session].row.id,
	    ticket_step(c->now), out) && ahead_put(c, q, &k,
	    v.session[session].row.id, out);
}

const struct page room_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/room",
	.about  = "The code of the room for a wall: another one every 45 "
	    "seconds; 'ahead' tells so many of those to come.",
	.view   = "room.html",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = show_room,
};
