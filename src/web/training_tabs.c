/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The other views of an event: its sessions, tests and feedback. */
#include "web/training.h"

#include <math.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/react.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/exam.h"
#include "model/text.h"
#include "web/attach.h"
#include "web/entity.h"
#include "web/programme.h"

/* ---- sessions ---- */

/* What a session was given with; an address is a link if it is one. */
static void
materials_put(const struct training *v, const struct event_session *s,
    struct node *row)
{
	struct errors quiet = { .arena = v->c->arena };
	const struct node *k;
	struct node *tree, *one;
	str address;

	(void)node_list(row, "materials");
	if (str_none(s->materials) || !json_read(v->c->arena, s->materials,
	    &tree, &quiet))
		return;
	for (k = json_first(tree, ""); k != NULL; k = k->next) {
		one = node_row(row, "materials");
		address = json_text(k, "address");
		node_text(one, "title", str_none(json_text(k, "title"))
		    ? address : json_text(k, "title"));
		if (str_starts(address, S("https://")) ||
		    str_starts(address, S("http://")) ||
		    str_starts(address, S("/file/")))
			node_text(one, "href", address);
		else
			node_text(one, "where", address);
	}
}

static void
session_put(const struct training *v, size_t at, struct node *row)
{
	const struct event_session *s = &v->session[at];
	size_t i, marks[3] = { 0, 0, 0 };
	const struct attendance *m;
	bool open;

	for (i = 0; i < v->persons; i++) {
		m = training_mark(&v->person[i], s, &open);
		if (m != NULL)
			marks[str_is(m->mark, "here") ? 0
			    : str_is(m->mark, "late") ? 1 : 2]++;
	}
	node_count(row, "seq", s->seq);
	node_day(row, "date", s->date);
	node_text(row, "starts", s->starts);
	node_text(row, "ends", s->ends);
	node_text(row, "topic", text_in(v->c->arena, s->topic, v->c->lang));
	node_text(row, "room", str_none(s->room) ? v->of.venue : s->room);
	node_real(row, "theory", s->hours_theory, -1);
	node_real(row, "practice", s->hours_practice, -1);
	node_count(row, "here", (int64_t)marks[0]);
	node_count(row, "late", (int64_t)marks[1]);
	node_count(row, "away", (int64_t)marks[2]);
	node_bool(row, "marked", marks[0] + marks[1] + marks[2] > 0);
	node_bool(row, "is_closed", s->closed_at != INT64_MIN);
	node_text(row, "href", str_print(v->c->arena, "%s?session=%lld",
	    training_href(v).p, (long long)s->seq));
	node_text(row, "edit_href", str_print(v->c->arena, "%s/edit",
	    entity_href(v->c, &event_session_entity, s->row.id).p));
	node_text(row, "files_href", str_print(v->c->arena, "%s#files",
	    entity_href(v->c, &event_session_entity, s->row.id).p));
	materials_put(v, s, row);
}

static bool
show_sessions(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct training v;
	size_t i;

	(void)r;
	if (!training_read(c, q, &v) ||
	    !training_head(&v, TRAINING_SESSIONS, out))
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < v.sessions; i++)
		session_put(&v, i, node_row(out, "rows"));
	node_bool(out, "has_rows", v.sessions > 0);
	node_bool(out, "may_plan", ctx_may(c, &event_session_entity, ADD,
	    v.p.row.id));
	node_text(out, "new_href", str_print(c->arena,
	    "/event_session/new?event=%s&seq=%zu",
	    id_text(c->arena, v.of.row.id).p, v.sessions + 1));
	return attach_put(c, q, &event_entity, &v.of, str_print(c->arena,
	    "%s/sessions", training_href(&v).p), out);
}

const struct page event_sessions_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/sessions",
	.about  = "The sessions of an event: when, where, what about, who "
	    "came.",
	.view   = "event_sessions.html",
	.of     = &event_entity,
	.needs  = SEE,
	.run    = show_sessions,
};

/* ---- tests ---- */

struct objective {
	str    name;
	size_t right[2], asked[2];      /* before, after */
};

struct scoring {
	struct objective *all;          /* [n] */
	size_t            n;
	size_t           *of;           /* an item's objective, by its place */
	size_t            items;
};

static void
group_items(struct training *v, const struct test_item *item, size_t n,
    struct scoring *s)
{
	struct map *at = map_new(v->c->arena);
	size_t i;

	s->all = NEWS(v->c->arena, struct objective, n + 1);
	s->of = NEWS(v->c->arena, size_t, n + 1);
	s->items = n;
	for (i = 0; i < n; i++) {
		str name = str_none(item[i].objective) ? S("–")
		    : item[i].objective;

		s->of[i] = *map_at(at, name, s->n);
		if (s->of[i] == s->n)
			s->all[s->n++].name = name;
	}
}

enum { NOT_ASKED = 255 };

/* One byte an item, in the order of the test: 1 is right. */
static void
score_paper(const struct test_response *t, struct scoring *s)
{
	int when = str_is(t->phase, "pre") ? 0 : str_is(t->phase, "post") ? 1
	    : -1;
	size_t i;

	for (i = 0; when >= 0 && i < s->items && i < t->answers.n; i++) {
		if ((uint8_t)t->answers.p[i] == NOT_ASKED)
			continue;
		s->all[s->of[i]].asked[when]++;
		s->all[s->of[i]].right[when] += t->answers.p[i] == 1;
	}
}

static void
objective_put(struct ctx *c, const struct objective *o, struct node *row)
{
	double pre = o->asked[0] == 0 ? NAN : 100.0 * (double)o->right[0] /
	    (double)o->asked[0];
	double post = o->asked[1] == 0 ? NAN : 100.0 * (double)o->right[1] /
	    (double)o->asked[1];
	const struct chart_change drawn = { { 0, 1 }, pre / 100, post / 100,
		NAN, { 0 } };
	struct write w = write_new(c->arena, 1 << 14);

	node_text(row, "name", o->name);
	node_real(row, "pre", pre, 0);
	node_real(row, "post", post, 0);
	node_real(row, "gain", post - pre, 0);
	node_bool(row, "rose", post - pre > 0);
	if (isnan(pre) || isnan(post))
		return;
	chart_change(&w, &drawn);
	node_html(row, "drawn", write_done(&w));
}

bool
training_objectives(struct training *v, struct node *out)
{
	struct scoring s = { .n = 0 };
	struct test_response *t;
	struct test_item *item;
	struct map *here = map_new(v->c->arena);
	size_t i, n, at;

	(void)node_list(out, "objectives");
	if (v->course.row.revision == 0 ||
	    !ctx_may(v->c, &test_response_entity, SEE, v->p.row.id))
		return true;
	item = gather_of(v->c, &test_item_entity, "course", v->course.row.id,
	    &n);
	if (item == NULL)
		return false;
	group_items(v, item, n, &s);
	for (i = 0; i < v->persons; i++)
		*map_at(here, (str){ (const char *)v->person[i].place.person.b,
		    sizeof(struct id) }, i) = i;
	if ((t = every_by(v->c, &test_response_entity, "course",
	    v->course.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (gather_find(here, &t[i].person, &at))
			score_paper(&t[i], &s);
	for (i = 0; i < s.n; i++)
		objective_put(v->c, &s.all[i], node_row(out, "objectives"));
	node_bool(out, "has_objectives", s.n > 0);
	return true;
}

static bool
show_tests(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct training_person *p;
	struct training v;
	struct node *row;
	size_t i;

	(void)r;
	if (!training_read(c, q, &v) || !training_head(&v, TRAINING_TESTS,
	    out))
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < v.persons; i++) {
		p = &v.person[i];
		row = node_row(out, "rows");
		node_text(row, "name", p->name);
		node_text(row, "href", entity_href(c, &enrolment_entity,
		    p->place.row.id));
		node_real(row, "pre", p->pre, -1);
		node_real(row, "post", p->post, -1);
		node_real(row, "gain", p->post - p->pre, -1);
		node_bool(row, "passed", p->place.passed == YES);
		node_bool(row, "failed", p->place.passed == NO);
	}
	node_bool(out, "has_rows", v.persons > 0);
	if (ctx_may(c, &event_test_entity, SEE, v.p.row.id))
		node_text(out, "exam_href", str_print(c->arena, "%s/exam",
		    training_href(&v).p));
	if (v.course.row.revision > 0) {
		node_text(out, "course", text_in(c->arena, v.course.title,
		    c->lang));
		if (ctx_may(c, &test_item_entity, SEE, v.p.row.id))
			node_text(out, "items_href", str_print(c->arena,
			    "%s/bank?course=%.*s", programme_href(c, &v.p).p,
			    (int)v.course.code.n, v.course.code.p));
	}
	return training_objectives(&v, out);
}

const struct page event_tests_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/tests",
	.about  = "The tests before and after an event, by person and by "
	    "objective.",
	.view   = "event_tests.html",
	.of     = &event_entity,
	.needs  = SEE,
	.run    = show_tests,
};

/* ---- feedback ---- */

enum { SCALES = 5, POINTS = 5 };

static const struct { const char *name, *label; } scales[SCALES] = {
	{ "content", "Content" }, { "trainer", "Trainer" },
	{ "method", "Method" }, { "relevance", "Relevance" },
	{ "logistics", "Logistics" } };

static int64_t
given(const struct reaction *r, size_t k)
{
	const int64_t said[SCALES] = { r->content, r->trainer, r->method,
		r->relevance, r->logistics };

	return said[k];
}

/* How many gave 1, 2 ... 5, each opening to its sheets. */
static void
spread_put(const struct training *v, size_t k, struct node *row)
{
	struct node *one;
	int64_t n, value;
	size_t i;

	for (value = 1; value <= POINTS; value++) {
		for (i = 0, n = 0; i < v->reactions; i++)
			n += given(&v->reaction[i], k) == value;
		one = node_row(row, "spread");
		node_count(one, "value", value);
		node_count(one, "n", n);
		node_bool(one, "some", n > 0);
		node_text(one, "href", str_print(v->c->arena,
		    "/reaction?event=%s&%s=%lld", id_text(v->c->arena,
		    v->of.row.id).p, scales[k].name, (long long)value));
	}
}

static void
said_put(const struct training *v, struct node *out)
{
	const struct reaction *r;
	size_t i;

	(void)node_list(out, "comments");
	for (i = 0; i < v->reactions; i++) {
		r = &v->reaction[i];
		if (!str_none(r->comment))
			node_text(node_row(out, "comments"), "text",
			    r->comment);
		if (!str_none(r->change))
			node_text(node_row(out, "changes"), "text",
			    r->change);
	}
}

static bool
own_put(const struct training *v, struct node *out)
{
	struct react_own *own;
	struct node *row, *one;
	size_t i, k, n;

	(void)node_list(out, "own");
	if (!react_own(v->c, v->of.row.id, v->reaction, v->reactions, &own,
	    &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "own");
		node_text(row, "question", own[i].question);
		node_bool(row, "is_scale", own[i].is_scale);
		node_count(row, "n", (int64_t)own[i].n);
		if (!own[i].is_scale) {
			(void)node_list(row, "said");
			for (k = 0; k < own[i].n; k++)
				node_text(node_row(row, "said"), "text",
				    own[i].said[k]);
			continue;
		}
		node_real(row, "mean", own[i].mean, 2);
		for (k = 0; k < REACT_POINTS; k++) {
			one = node_row(row, "spread");
			node_count(one, "value", (int64_t)k + 1);
			node_count(one, "gave", (int64_t)own[i].spread[k]);
		}
	}
	node_bool(out, "has_own", n > 0);
	return true;
}

/* Of fewer than three sheets nothing is told. */
static bool
liked_put(const struct training *v, struct node *out)
{
	double sum;
	size_t i, k, n, waiting;
	struct node *row;

	if (!react_waiting(v->c, v->of.row.id, &waiting))
		return false;
	node_count(out, "waiting", waiting > 0 ? (int64_t)waiting
	    : INT64_MIN);
	node_bool(out, "has_sheets", v->reactions >= REACT_LEAST);
	if (v->reactions < REACT_LEAST)
		return true;
	(void)node_list(out, "liked");
	for (k = 0; k < SCALES; k++) {
		sum = 0;
		for (i = n = 0; i < v->reactions; i++)
			if (given(&v->reaction[i], k) != INT64_MIN) {
				sum += (double)given(&v->reaction[i], k);
				n++;
			}
		row = node_row(out, "liked");
		node_z(row, "name", say(v->c, scales[k].label));
		node_real(row, "mean", n > 0 ? sum / (double)n : NAN, 2);
		node_count(row, "n", (int64_t)n);
		spread_put(v, k, row);
	}
	node_count(out, "sheets", (int64_t)v->reactions);
	said_put(v, out);
	return own_put(v, out);
}

/* Of those who took part, month by month after. */
static bool
later_put(const struct training *v, struct node *out)
{
	static const int64_t month[] = { 3, 6, 12, 24 };
	struct map *here = map_new(v->c->arena);
	size_t i, k, n, due, back, applied, at;
	struct follow_up *f;
	struct node *row;

	(void)node_list(out, "later");
	if (v->course.row.revision == 0 ||
	    !ctx_may(v->c, &follow_up_entity, SEE, v->p.row.id))
		return true;
	if ((f = every_by(v->c, &follow_up_entity, "course",
	    v->course.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < v->persons; i++)
		*map_at(here, id_text(v->c->arena, v->person[i].place.person),
		    i) = i;
	for (k = 0; k < 4; k++) {
		due = back = applied = 0;
		for (i = 0; i < n; i++) {
			if (f[i].month != month[k] || !map_find(here,
			    id_text(v->c->arena, f[i].person), &at))
				continue;
			due++;
			back += f[i].answered_on.n != 0;
			applied += str_is(f[i].applied, "yes");
		}
		if (due == 0)
			continue;
		row = node_row(out, "later");
		node_count(row, "month", month[k]);
		node_count(row, "due", (int64_t)due);
		node_count(row, "back", (int64_t)back);
		node_count(row, "applied", (int64_t)applied);
	}
	node_text(out, "later_href", str_print(v->c->arena,
	    "/follow_up?course=%s", id_text(v->c->arena,
	    v->course.row.id).p));
	return true;
}

static bool
show_feedback(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct training v;

	(void)r;
	if (!training_read(c, q, &v) || !training_head(&v, TRAINING_FEEDBACK,
	    out))
		return false;
	if (!liked_put(&v, out))
		return false;
	node_bool(out, "may_ask", ctx_may(c, &reaction_question_entity, ADD,
	    v.p.row.id));
	node_text(out, "own_href", str_print(c->arena,
	    "/reaction_question?event=%s", id_text(c->arena,
	    v.of.row.id).p));
	if (ctx_may(c, &application_plan_entity, SEE, v.p.row.id))
		node_text(out, "plans_href", str_print(c->arena, "%s/plans",
		    training_href(&v).p));
	node_bool(out, "sees_sheets", ctx_may(c, &reaction_entity, SEE,
	    v.p.row.id));
	node_text(out, "review", v.of.reflection_notes);
	node_text(out, "review_href", str_print(c->arena, "%s/review",
	    entity_href(c, &event_entity, v.of.row.id).p));
	return later_put(&v, out);
}

const struct page event_feedback_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/feedback",
	.about  = "How an event was liked, and what is left of it later.",
	.view   = "event_feedback.html",
	.of     = &event_entity,
	.needs  = SEE,
	.run    = show_feedback,
};
