/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* An event: who was here, late or away, session by session. */
#include "web/training.h"

#include <math.h>

#include "base/arena.h"
#include "flow/attend.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/programme.h"

/* Sessions shown beside the one marked, and to choose from around it. */
enum { COLUMNS = 4, NEAR_MOST = 3 };

/* ---- one person ---- */

static const char *
mark_sign(str mark)
{
	return str_is(mark, "here") ? "ok" : str_is(mark, "late") ? "warn"
	    : "bad";
}

static void
cell_put(const struct training *v, const struct training_person *p,
    size_t session, struct node *cell)
{
	const struct attendance *m;
	bool open;

	m = training_mark(p, &v->session[session], &open);
	node_bool(cell, "known", m != NULL || open);
	if (m == NULL && !open)
		return;
	node_z(cell, "mark", open ? "none" : mark_sign(m->mark));
	node_text(cell, "says", open ? str_of(say(v->c, "To be decided"))
	    : choice_says(v->c, &attendance_mark_codes, m->mark));
}

/* Which of the three stands: what was typed before what is kept. */
static void
choices_put(const struct training *v, const struct request *q, str id,
    str kept, struct node *row)
{
	static const struct { const char *code, *class; } all[] = {
		{ "here", "p" }, { "late", "l" }, { "away", "a" } };
	str typed = q->faults == NULL ? (str){ 0 } : request_form(q,
	    str_print(v->c->arena, "m-%s", id.p).p);
	struct node *one;
	size_t i;

	for (i = 0; i < 3; i++) {
		one = node_row(row, "marks");
		node_z(one, "code", all[i].code);
		node_z(one, "class", all[i].class);
		node_text(one, "says", choice_says(v->c,
		    &attendance_mark_codes, str_of(all[i].code)));
		node_bool(one, "on", str_is(str_none(typed) ? kept : typed,
		    all[i].code));
	}
}

static void
marked_put(const struct training *v, const struct request *q,
    const struct training_person *p, size_t session, struct node *row)
{
	struct ctx *c = v->c;
	str id = id_text(c->arena, p->place.person);
	const struct attendance *m;
	bool open;

	m = training_mark(p, &v->session[session], &open);
	node_text(row, "person", id);
	node_text(row, "heads", training_heads(c, p, &v->session[session]));
	choices_put(v, q, id, m != NULL ? m->mark : (str){ 0 }, row);
	node_bool(row, "open", open);
	node_bool(row, "is_away", m != NULL && str_is(m->mark, "away"));
	node_bool(row, "asks_more", m != NULL && !str_is(m->mark, "here"));
	if (m == NULL)
		return;
	node_text(row, "kept", m->mark);
	node_text(row, "reason", m->reason);
	node_count(row, "minutes", m->minutes);
	node_text(row, "way", choice_says(c, &attendance_way_codes, m->way));
}

static void
person_put(const struct training *v, const struct request *q,
    const struct training_person *p, size_t session, struct node *row)
{
	const struct enrolment *e = &p->place;
	size_t i;

	node_text(row, "name", p->name);
	node_text(row, "href", entity_href(v->c, &enrolment_entity,
	    e->row.id));
	node_real(row, "hours", e->hours_attended, -1);
	node_real(row, "percent", 100 * attend_share(&v->of, e), 0);
	node_real(row, "pre", p->pre, -1);
	node_real(row, "post", p->post, -1);
	node_bool(row, "tested", !isnan(p->pre) || !isnan(p->post));
	node_text(row, "certificate", e->certificate_no);
	node_text(row, "absent", e->reason_absent);
	if (v->sessions == 0)
		return;
	(void)node_list(row, "before");
	for (i = session > COLUMNS ? session - COLUMNS : 0; i < session; i++)
		cell_put(v, p, i, node_row(row, "before"));
	marked_put(v, q, p, session, row);
}

/* ---- the sessions ---- */

static void
day_put(const struct training *v, size_t at, size_t here, struct node *row)
{
	const struct event_session *s = &v->session[at];

	node_count(row, "seq", s->seq);
	node_day(row, "date", s->date);
	node_text(row, "topic", text_in(v->c->arena, s->topic, v->c->lang));
	node_bool(row, "here", at == here);
	node_text(row, "href", str_print(v->c->arena, "%s?session=%lld",
	    training_href(v).p, (long long)s->seq));
}

struct marked {
	size_t all, by_code, by_hand;
};

static struct marked
count_marked(const struct training *v, size_t session)
{
	struct marked n = { 0, 0, 0 };
	const struct attendance *m;
	size_t i;
	bool open;

	for (i = 0; i < v->persons; i++) {
		m = training_mark(&v->person[i], &v->session[session], &open);
		if (m == NULL)
			continue;
		n.all++;
		n.by_code += str_among(m->way, "code room");
		n.by_hand += str_among(m->way, "list paper");
	}
	return n;
}

static void
session_put(const struct training *v, size_t here, struct node *out)
{
	struct marked n = count_marked(v, here);
	struct node *s = node_object(out, "session");
	size_t i;

	day_put(v, here, here, s);
	node_text(s, "id", id_text(v->c->arena, v->session[here].row.id));
	node_bool(s, "is_today", v->is_today && here == v->today);
	node_count(s, "marked", (int64_t)n.all);
	node_count(s, "of", (int64_t)v->persons);
	node_count(s, "by_code", (int64_t)n.by_code);
	node_count(s, "by_hand", (int64_t)n.by_hand);
	node_bool(s, "is_closed", v->session[here].closed_at != INT64_MIN);
	node_moment(s, "closed_at", v->session[here].closed_at);
	node_bool(s, "unmarked", n.all < v->persons);
	for (i = here > COLUMNS ? here - COLUMNS : 0; i < here; i++)
		day_put(v, i, here, node_row(s, "before"));
	for (i = 0; i < v->sessions; i++)
		if (i == 0 || i + 1 == v->sessions || (i + NEAR_MOST >= here &&
		    i <= here + NEAR_MOST))
			day_put(v, i, here, node_row(out, "days"));
}

/* ---- what waits for a decision ---- */

static void
open_mark_put(struct ctx *c, const struct attendance *m, struct node *row)
{
	str rest = m->flags, one;

	node_text(row, "says", choice_says(c, &attendance_mark_codes,
	    m->mark));
	node_z(row, "mark", mark_sign(m->mark));
	node_text(row, "way", choice_says(c, &attendance_way_codes, m->way));
	node_text(row, "device", m->device);
	node_moment(row, "made_at", m->made_at);
	node_moment(row, "at", m->at);
	node_text(row, "by", flow_name(c, entity_named(S("user")), m->by));
	node_text(row, "href", entity_href(c, &attendance_entity, m->row.id));
	while (str_cut(&rest, ';', &one))
		node_text(node_row(row, "doubts"), "says", choice_says(c,
		    &attendance_doubt_codes, str_trim(one)));
}

static void
open_put(const struct training *v, const struct request *q, struct node *out)
{
	const struct training_person *p;
	struct node *row;
	size_t i, k, j, n = 0;
	bool open;

	(void)node_list(out, "conflicts");
	for (k = 0; k < v->sessions; k++)
		for (i = 0; i < v->persons; i++) {
			p = &v->person[i];
			(void)training_mark(p, &v->session[k], &open);
			if (!open)
				continue;
			row = node_row(out, "conflicts");
			n++;
			node_text(row, "name", p->name);
			day_put(v, k, v->sessions, row);
			node_text(row, "session",
			    id_text(v->c->arena, v->session[k].row.id));
			marked_put(v, q, p, k, row);
			for (j = 0; j < p->n; j++)
				if (id_same(p->mark[j].session,
				    v->session[k].row.id) &&
				    str_is(p->mark[j].standing, "open"))
					open_mark_put(v->c, &p->mark[j],
					    node_row(row, "sides"));
		}
	node_bool(out, "has_conflicts", n > 0);
}

/* ---- the page ---- */

static void
people_put(const struct training *v, const struct request *q, size_t session,
    struct node *out)
{
	str who = request_arg(q, "who");
	size_t i;

	(void)node_list(out, "rows");
	for (i = 0; i < v->persons; i++) {
		if ((str_is(who, "first") && v->person[i].again) ||
		    (str_is(who, "again") && !v->person[i].again))
			continue;
		person_put(v, q, &v->person[i], session, node_row(out,
		    "rows"));
	}
	node_bool(out, "only_first", str_is(who, "first"));
	node_bool(out, "only_again", str_is(who, "again"));
	node_bool(out, "has_rows", v->persons > 0);
	node_bool(out, "has_sessions", v->sessions > 0);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct training v;
	str asked = request_arg(q, "session");
	size_t session;

	(void)r;
	if (!training_read(c, q, &v) ||
	    !training_head(&v, TRAINING_ATTENDANCE, out))
		return false;
	if (str_none(asked))
		asked = request_form(q, "seq");
	session = training_session(&v, asked);
	people_put(&v, q, session, out);
	open_put(&v, q, out);
	if (v.sessions > 0)
		session_put(&v, session, out);
	node_bool(out, "saved", str_is(request_arg(q, "saved"), "yes"));
	node_bool(out, "may_plan", ctx_may(c, &event_session_entity, ADD,
	    v.p.row.id));
	node_z(out, "time_mark", "{{time}}");  /* the script's own to fill */
	node_z(out, "span_mark", "{{span}}");
	node_text(out, "event", id_text(c->arena, v.of.row.id));
	node_text(out, "review", v.of.reflection_notes);
	return training_objectives(&v, out);
}

const struct page event_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}",
	.about  = "One event: who was here, late or away at its 'session', "
	    "with the figures of the whole.",
	.view   = "event.html",
	.of     = &event_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- marking by hand ---- */

struct marking {
	struct ctx           *c;
	const struct request *q;
	struct event_session  s;
	size_t                saved, open;
};

/* What a form says of one person, or none. */
static str
said(const struct marking *k, const char *what, str id)
{
	return str_trim(request_form(k->q, str_print(k->c->arena, "%s-%s",
	    what, id.p).p));
}

static bool
fill(const struct marking *k, str id, struct attendance *m)
{
	str minutes = said(k, "n", id);

	row_blank(&attendance_entity, m);
	m->row.id = id_new(k->c->random, k->c->now);
	m->session = k->s.row.id;
	m->mark = said(k, "m", id);
	m->reason = said(k, "r", id);
	m->way = str_is(request_form(k->q, "way"), "paper") ? S("paper")
	    : S("list");
	m->after = said(k, "w", id);
	m->made_at = k->c->now;
	if (str_none(m->mark) || str_none(minutes))
		return true;
	return (str_int(minutes, &m->minutes) && m->minutes >= 0) ||
	    fail(&k->c->errors, INVALID, NULL,
	    "Minutes attended are a whole number, such as 45.");
}

/* The mark as it stands on the page that was sent; so a mark that another
 * made meanwhile is not overwritten but contradicted. */
static bool
is_new(const struct marking *k, const struct attendance *m, str id)
{
	str kept = said(k, "k", id), reason = said(k, "kr", id);
	str minutes = said(k, "kn", id), now = said(k, "n", id);

	if (str_none(m->mark))
		return false;
	return !str_same(m->mark, kept) || !str_same(m->reason, reason) ||
	    !str_same(minutes, now);
}

static bool
save_one(struct marking *k, const struct training_person *p)
{
	str id = id_text(k->c->arena, p->place.person);
	struct attendance m;

	if (!fill(k, id, &m))
		return false;
	if (!is_new(k, &m, id))
		return true;
	m.person = p->place.person;
	if (!flow_save(k->c, &attendance_entity, &m))
		return false;
	k->saved++;
	k->open += str_is(m.standing, "open");
	return true;
}

static bool
session_named(struct ctx *c, const struct request *q, const struct training *v,
    struct event_session *s)
{
	struct id id;
	size_t i;

	if (id_read(request_form(q, "session"), &id))
		for (i = 0; i < v->sessions; i++)
			if (id_same(v->session[i].row.id, id)) {
				*s = v->session[i];
				return true;
			}
	return fail(&c->errors, ABSENT, NULL,
	    "The session is not of this event.");
}

static bool
mark(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct marking k = { .c = c, .q = q };
	str go = request_form(q, "go");
	struct training v;
	size_t i;

	(void)out;
	if (!training_read(c, q, &v) || !session_named(c, q, &v, &k.s))
		return false;
	for (i = 0; i < v.persons; i++)
		if (!save_one(&k, &v.person[i]))
			return false;
	if (str_is(go, "close") && !attend_close(c, &k.s))
		return false;
	if (str_is(go, "open") && !attend_open(c, &k.s))
		return false;
	r->go = str_print(c->arena, "%s?session=%lld&saved=yes",
	    training_href(&v).p, (long long)k.s.seq);
	return true;
}

const struct page event_mark_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/marks",
	.about  = "Keeps what the list of a 'session' says: m-PERSON is here, "
	    "late or away, w-PERSON the marks it was made after; 'go' may be "
	    "close or open.",
	.of     = &attendance_entity,
	.needs  = ADD,
	.view   = "event.html",
	.again  = &event_page,
	.run    = mark,
};

/* ---- making sessions ---- */

/* One for each day of the event, the hours shared evenly; a long event
 * meets weekly, not daily. */
static bool
make(struct ctx *c, const struct training *v, int32_t step)
{
	int32_t days = (v->of.end.n - v->of.start.n) / step + 1, i;
	struct event_session s;

	for (i = 0; i < days; i++) {
		row_blank(&event_session_entity, &s);
		s.event = v->of.row.id;
		s.seq = i + 1;
		s.date = (struct day){ v->of.start.n + i * step };
		s.hours_theory = v->of.hours_theory / days;
		s.hours_practice = v->of.hours_practice / days;
		if (!flow_save(c, &event_session_entity, &s))
			return false;
	}
	return true;
}

static bool
make_sessions(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	int32_t step = str_is(request_form(q, "every"), "week") ? 7 : 1;
	struct training v;

	(void)out;
	if (!training_read(c, q, &v))
		return false;
	if (v.sessions > 0)
		return fail(&c->errors, CONFLICT, NULL,
		    "The event has sessions already.");
	if ((v.of.end.n - v.of.start.n) / step >= 100)
		return fail(&c->errors, INVALID, NULL,
		    "That would be more than a hundred sessions: add them one "
		    "by one.");
	r->go = str_print(c->arena, "%s/sessions", training_href(&v).p);
	return make(c, &v, step);
}

const struct page sessions_make_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/sessions",
	.about  = "Makes a session for each day of the event, or for each week "
	    "if 'every' is week.",
	.of     = &event_session_entity,
	.needs  = ADD,
	.view   = "event.html",
	.again  = &event_page,
	.run    = make_sessions,
};
