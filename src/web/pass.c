/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A participant's own page, by its address alone: his code, his sessions,
 * and the room's code to mark himself with; and the page that the code on
 * the wall leads to.
 */
#include "web/checkins.h"

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/people.h"
#include "model/text.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/programme.h"

enum { SCANS_MOST = 200 };

static str
name_of(struct ctx *c, struct id person)
{
	struct errors quiet = { .arena = c->arena };
	struct party p;

	return store_find(c->store, &party_entity, person, c->arena, &p,
	    &quiet) ? p.name : (str){ 0 };
}

static void
event_put(struct ctx *c, const struct event *v, struct node *out)
{
	node_text(out, "event_title", text_in(c->arena, v->title, c->lang));
	node_text(out, "venue", v->venue);
	node_day(out, "from", v->start);
	node_day(out, "to", v->end);
}

/* ---- his own page ---- */

static const struct attendance *
his_mark(const struct attendance *m, size_t n, struct id session, bool *open)
{
	const struct attendance *mark = NULL;
	size_t i;

	for (i = 0, *open = false; i < n; i++) {
		if (!id_same(m[i].session, session))
			continue;
		if (str_is(m[i].standing, "stands"))
			mark = &m[i];
		*open |= str_is(m[i].standing, "open");
	}
	return mark;
}

static bool
sessions_put(struct ctx *c, const struct holder *p, struct node *out)
{
	const struct attendance *m;
	struct event_session *s;
	struct attendance *all;
	struct node *row;
	size_t i, n, marks;
	bool open;

	(void)node_list(out, "rows");
	s = gather_of(c, &event_session_entity, "event", p->event.row.id, &n);
	all = gather_of(c, &attendance_entity, "person", p->place.person,
	    &marks);
	if (s == NULL || all == NULL)
		return false;
	for (i = 0; i < n; i++) {
		m = his_mark(all, marks, s[i].row.id, &open);
		row = node_row(out, "rows");
		node_count(row, "seq", s[i].seq);
		node_day(row, "date", s[i].date);
		node_text(row, "starts", s[i].starts);
		node_text(row, "ends", s[i].ends);
		node_text(row, "topic", text_in(c->arena, s[i].topic,
		    c->lang));
		node_text(row, "room", s[i].room);
		node_bool(row, "today", s[i].date.n == moment_day(c->now).n);
		node_bool(row, "open", open);
		if (m == NULL)
			continue;
		mark_put(c, row, str_is(m->mark, "here") ? "ok"
		    : str_is(m->mark, "late") ? "warn" : "bad",
		    choice_coded(&attendance_mark_codes, m->mark)->label);
	}
	node_bool(out, "has_rows", n > 0);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	str key = request_at(q, "key");
	struct checkin k;
	struct holder p;
	str letters;
	size_t i;

	if (!holder_find(c, key, &p) || !checkin_open(c, &p.event, &k))
		return false;
	checkin_cookie(c, q, r, "pass", key);
	node_z(out, "title", say(c, "Your code"));
	node_text(out, "name", name_of(c, p.place.person));
	event_put(c, &p.event, out);
	node_text(out, "base", str_print(c->arena, "/pass/%.*s", (int)key.n,
	    key.p));
	node_text(out, "device", checkin_device(c, q, r));
	letters = ticket_short(c->arena, &p.key, p.place.row.id,
	    checkin_serial(&p.place));
	node_text(out, "letters", ticket_spaced(c->arena, letters));
	node_day(out, "until", k.until);
	node_text(out, "typed", request_form(q, "room"));
	node_bool(out, "done", str_is(request_arg(q, "done"), "yes"));
	node_bool(out, "doubted", str_is(request_arg(q, "open"), "yes"));
	node_z(out, "time_mark", "{{time}}");
	for (i = 0; i < k.places; i++)
		if (id_same(k.place[i].row.id, p.place.row.id) &&
		    !checkin_qr(c, checkin_code(c, &k, i),
		    say(c, "Your code to be scanned"), "qr", out))
			return false;
	return sessions_put(c, &p, out);
}

const struct page pass_page = {
	.method = GET,
	.path   = "/pass/{key}",
	.about  = "A participant's own code and sessions, by its address: no "
	    "account needed.",
	.view   = "pass.html",
	.flags  = LINK,
	.run    = show,
};

/* ---- he marks himself ---- */

/* What was scanned may be the whole address on the wall. */
static str
last_part(str code)
{
	size_t i;

	code = str_trim(code);
	for (i = code.n; i > 0; i--)
		if (code.p[i - 1] == '/')
			return str_part(code, i, code.n);
	return code;
}

static bool
scan_one(struct ctx *c, const struct holder *p, str device, str code,
    bool *open)
{
	struct scan s = { id_new(c->random, c->now), last_part(code), c->now };
	struct attend_answer said = { ATTEND_REFUSED, { 0 } };

	if (!holder_scan(c, p, device, INT64_MIN, &s, 1, &said))
		return false;
	*open = said.is == ATTEND_OPEN;
	return said.is != ATTEND_REFUSED || fail(&c->errors, INVALID, "room",
	    "%s", str_z(c->arena, said.why));
}

static void
read_scan(struct ctx *c, const struct node *n, struct scan *s)
{
	*s = (struct scan){ .made_at = INT64_MIN };
	(void)id_read(json_text(n, "id"), &s->id);
	s->code = last_part(str_copy(c->arena, json_text(n, "code")));
	if (!moment_read(json_text(n, "made_at"), &s->made_at))
		s->made_at = INT64_MIN;
}

/* What a phone kept while it was offline. */
static bool
take_all(struct ctx *c, const struct request *q, const struct holder *p,
    const struct node *list, struct node *out)
{
	static const char *const says[] = { [ATTEND_TAKEN] = "taken",
		[ATTEND_THERE] = "there", [ATTEND_OPEN] = "open",
		[ATTEND_REFUSED] = "refused" };
	struct scan *s = NEWS(c->arena, struct scan, list->n + 1);
	struct attend_answer *said = NEWS(c->arena, struct attend_answer,
	    list->n + 1);
	const struct node *n;
	struct node *row;
	int64_t sent;
	size_t i = 0;

	if (list->n > SCANS_MOST || !moment_read(json_text(q->json,
	    "sent_at"), &sent))
		return fail(&c->errors, INVALID, "marks", "Scans are sent as a "
		    "list: marks, at most %d, with sent_at.", SCANS_MOST);
	for (n = list->first; n != NULL; n = n->next)
		read_scan(c, n, &s[i++]);
	if (!holder_scan(c, p, json_text(q->json, "device"), sent, s, list->n,
	    said))
		return false;
	node_moment(out, "server_at", c->now);
	(void)node_list(out, "rows");
	for (i = 0; i < list->n; i++) {
		row = node_row(out, "rows");
		node_id(row, "id", s[i].id);
		node_z(row, "is", says[said[i].is]);
		node_text(row, "why", said[i].why);
	}
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct node *list = q->json == NULL ? NULL
	    : node_find(q->json, S("marks"));
	str key = request_at(q, "key");
	struct holder p;
	bool open;

	if (!holder_find(c, key, &p))
		return false;
	if (list != NULL && list->kind == N_LIST)
		return take_all(c, q, &p, list, out);
	if (!scan_one(c, &p, checkin_device(c, q, r), request_form(q, "room"),
	    &open))
		return false;
	r->go = str_print(c->arena, "/pass/%.*s?done=yes%s", (int)key.n,
	    key.p, open ? "&open=yes" : "");
	return true;
}

const struct page pass_post = {
	.method = POST,
	.path   = "/pass/{key}",
	.about  = "Marks the participant by the code of the 'room'; or takes "
	    "the 'marks' that his phone kept while it was offline.",
	.view   = "pass.html",
	.flags  = LINK,
	.again  = &pass_page,
	.run    = accept,
};

/* ---- what the wall leads to ---- */

static bool
show_form(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str code = str_trim(request_arg(q, "code")), typed;
	struct event_session s;
	struct event v;

	node_z(out, "title", say(c, "Check in"));
	node_text(out, "typed", code);
	if (str_none(code))
		return true;
	code = last_part(code);
	typed = ticket_typed(c->arena, code);
	if (!room_find(c, code, &s, &v))
		return false;
	r->go = str_print(c->arena, "/here/%s", str_z(c->arena,
	    typed.n == TICKET_SHORT ? typed : code));
	return true;
}

const struct page here_form_page = {
	.method = GET,
	.path   = "/here",
	.about  = "Where the six letters of the room's code are typed.",
	.view   = "here.html",
	.flags  = GUESSED,
	.run    = show_form,
};

/* The participant this browser was before, if he is of that event. */
static bool
known(struct ctx *c, const struct request *q, const struct event *v,
    struct holder *p)
{
	struct errors before = c->errors;

	if (q->pass.n == 0)
		return false;
	if (holder_find(c, q->pass, p) && id_same(p->event.row.id, v->row.id))
		return true;
	c->errors = before;
	return false;
}

static bool
show_here(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str code = request_at(q, "code");
	struct event_session s;
	struct event v;
	struct holder p;

	if (!room_find(c, code, &s, &v))
		return false;
	(void)checkin_device(c, q, r);
	node_z(out, "title", say(c, "Check in"));
	event_put(c, &v, out);
	node_bool(out, "found", true);
	node_count(out, "seq", s.seq);
	node_day(out, "date", s.date);
	node_text(out, "topic", text_in(c->arena, s.topic, c->lang));
	node_text(out, "action", str_print(c->arena, "/here/%.*s",
	    (int)code.n, code.p));
	node_text(out, "own", request_form(q, "own"));
	if (known(c, q, &v, &p)) {
		node_text(out, "name", name_of(c, p.place.person));
		node_text(out, "pass", str_print(c->arena, "/pass/%.*s",
		    (int)q->pass.n, q->pass.p));
	}
	return true;
}

const struct page here_page = {
	.method = GET,
	.path   = "/here/{code}",
	.about  = "What the room's code leads to: who are you?",
	.view   = "here.html",
	.flags  = LINK | GUESSED,
	.run    = show_here,
};

/* By his own six letters, or the digits of his badge. */
static bool
find_by_own(struct ctx *c, const struct event *v, str own, struct holder *p)
{
	struct checkin k;
	size_t place;

	if (!checkin_open(c, v, &k))
		return false;
	if (!checkin_who(c, &k, own, &place)) {
		c->errors.first->field = "own";
		return false;
	}
	*p = (struct holder){ k.place[place], *v, k.key };
	return true;
}

static bool
accept_here(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str code = request_at(q, "code"), own = str_trim(request_form(q,
	    "own")), key;
	struct event_session s;
	struct event v;
	struct holder p;
	bool open;

	(void)out;
	if (!room_find(c, code, &s, &v))
		return false;
	if ((!str_none(own) || !known(c, q, &v, &p)) &&
	    !find_by_own(c, &v, own, &p))
		return false;
	if (!scan_one(c, &p, checkin_device(c, q, r), code, &open))
		return false;
	key = ticket_page(c->arena, &p.key, p.place.row.id,
	    checkin_serial(&p.place));
	r->go = str_print(c->arena, "/pass/%s?done=yes%s", key.p,
	    open ? "&open=yes" : "");
	return true;
}

const struct page here_post = {
	.method = POST,
	.path   = "/here/{code}",
	.about  = "Marks whoever this browser was before, or whose 'own' "
	    "letters are typed.",
	.view   = "here.html",
	.flags  = LINK | GUESSED,
	.again  = &here_page,
	.run    = accept_here,
};
