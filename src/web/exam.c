/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The tests of an event: what each asks and when, who sat it, what is to
 * be marked, and how good its questions are. */
#include "flow/exam.h"

#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/save.h"
#include "flow/train.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/options.h"
#include "web/passing.h"
#include "web/programme.h"
#include "web/training.h"

struct setup {
	struct training   v;
	struct event_test test;         /* revision 0: none of this phase */
	struct event_test before;       /* for a test after: the one before */
	str               phase;
	struct test_item *item;         /* [items] of the course, in use */
	size_t            items, unusable;
};

static str
phase_asked(const struct request *q)
{
	str said = request_arg(q, "phase");

	if (str_none(said))
		said = request_form(q, "phase");
	return str_among(said, "post follow_up") ? said : S("pre");
}

static bool
read_items(struct ctx *c, struct setup *s)
{
	size_t i, n;

	if ((s->item = every_by(c, &test_item_entity, "course",
	    s->v.course.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (str_is(s->item[i].status, "retired"))
			continue;
		if (exam_item_whole(c->arena, &s->item[i]))
			s->item[s->items++] = s->item[i];
		else
			s->unusable++;
	}
	return true;
}

static bool
read_setup(struct ctx *c, const struct request *q, struct setup *s)
{
	*s = (struct setup){ .phase = phase_asked(q) };
	if (!training_read(c, q, &s->v))
		return false;
	if (!ctx_may(c, &event_test_entity, SEE, s->v.p.row.id))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not show you the tests of this event.");
	return exam_test(c, &s->v.of, s->phase, &s->test) &&
	    exam_test(c, &s->v.of, S("pre"), &s->before) &&
	    (s->v.course.row.revision == 0 || !ctx_may(c, &test_item_entity,
	    SEE, s->v.p.row.id) || read_items(c, s));
}

static str
here(const struct setup *s)
{
	return str_print(s->v.c->arena, "%s/exam", training_href(&s->v).p);
}

/* ---- the form ---- */

static str
join_form(struct ctx *c, const struct request *q, const char *name)
{
	struct write w = write_new(c->arena, 1 << 16);
	size_t i;

	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, name) &&
		    !str_none(q->form[i].value)) {
			write_z(&w, w.n > 0 ? ";" : "");
			write_str(&w, q->form[i].value);
		}
	return w.n == 0 ? (str){ 0 } : write_done(&w);
}

/* What was typed before what is kept. */
static str
or_typed(const struct request *q, const char *name, str kept)
{
	return q->faults == NULL || !str_is(request_form(q, "go"), "save")
	    ? kept : request_form(q, name);
}

static void
items_put(struct ctx *c, const struct request *q, const struct setup *s,
    struct node *o)
{
	bool again = q->faults != NULL && str_is(request_form(q, "go"),
	    "save");
	const struct test_item *it;
	struct node *row;
	size_t i;

	(void)node_list(o, "items");
	for (i = 0; i < s->items; i++) {
		it = &s->item[i];
		row = node_row(o, "items");
		node_id(row, "id", it->row.id);
		node_text(row, "code", it->code);
		node_text(row, "text", text_in(c->arena, it->stem, c->lang));
		node_text(row, "topic", it->topic);
		node_text(row, "kind", choice_says(c, &test_item_kind_codes,
		    it->kind));
		node_real(row, "points", exam_points(it), -1);
		node_bool(row, "chosen", id_among(again ? join_form(c, q,
		    "item") : s->test.items, it->row.id));
	}
	node_bool(o, "has_items", s->items > 0);
	node_count(o, "unusable", s->unusable > 0 ? (int64_t)s->unusable
	    : INT64_MIN);
}

/* How many of a topic the test draws now, as text. */
static str
drawn_of(struct ctx *c, str draw, str topic)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	const struct node *k;
	struct node *tree;

	if (str_none(draw) || !json_read(c->arena, draw, &tree, &quiet))
		return (str){ 0 };
	for (k = json_first(tree, ""); k != NULL; k = k->next)
		if (str_same(json_text(k, "topic"), topic) ||
		    (str_none(json_text(k, "topic")) && str_none(topic)))
			return json_text(k, "number");
	return (str){ 0 };
}

static void
topics_put(struct ctx *c, const struct request *q, const struct setup *s,
    struct node *o)
{
	struct map *at = map_new(c->arena);
	str *name = NEWS(c->arena, str, s->items + 1);
	int64_t *count = NEWS(c->arena, int64_t, s->items + 1);
	struct node *row;
	size_t i, n = 0, *place;
	str topic;

	(void)node_list(o, "topics");
	for (i = 0; i < s->items; i++) {
		topic = str_none(s->item[i].topic) ? S("") : s->item[i].topic;
		place = map_at(at, topic, n);
		if (*place == n)
			name[n++] = topic;
		count[*place]++;
	}
	for (i = 0; i < n; i++) {
		row = node_row(o, "topics");
		node_text(row, "name", name[i]);
		node_bool(row, "is_none", str_none(name[i]));
		node_count(row, "number", (int64_t)i + 1);
		node_count(row, "there", count[i]);
		node_text(row, "drawn", or_typed(q, str_print(c->arena,
		    "n%zu", i + 1).p, drawn_of(c, s->test.draw, name[i])));
	}
}

static bool
form_put(struct ctx *c, const struct request *q, const struct setup *s,
    struct node *out)
{
	static const char *const fields[] = { "minutes", "opens_at",
		"closes_at", "items", NULL };
	struct node *o = node_object(out, "form");
	const struct event_test *t = &s->test;
	str opens, closes;
	str how = or_typed(q, "how", !id_none(t->same_as) ? S("same")
	    : str_none(t->items) && !str_none(t->draw) ? S("draw")
	    : S("pick"));

	if (!clock_text(c, s->v.p.row.id, t->opens_at, &opens) ||
	    !clock_text(c, s->v.p.row.id, t->closes_at, &closes))
		return false;
	wrong_put(q, fields, o);
	items_put(c, q, s, o);
	topics_put(c, q, s, o);
	node_bool(o, "may_be_same", !str_is(s->phase, "pre") &&
	    s->before.row.revision > 0);
	node_bool(o, "is_same", str_is(how, "same"));
	node_bool(o, "is_drawn", str_is(how, "draw"));
	node_bool(o, "is_picked", str_is(how, "pick"));
	node_bool(o, "shuffles", str_is(or_typed(q, "shuffles",
	    t->row.revision == 0 || t->shuffles == YES ? S("yes") : S("no")),
	    "yes"));
	node_text(o, "minutes", or_typed(q, "minutes", t->minutes ==
	    INT64_MIN ? (str){ 0 } : str_print(c->arena, "%lld",
	    (long long)t->minutes)));
	node_text(o, "opens_at", or_typed(q, "opens_at", opens));
	node_text(o, "closes_at", or_typed(q, "closes_at", closes));
	node_text(o, "intro", or_typed(q, "intro", text_in(c->arena,
	    t->intro, c->lang)));
	options_put(c, &test_shows_codes, "shows", or_typed(q, "shows",
	    str_none(t->shows) ? S("score") : t->shows), o);
	node_text(o, "phase", s->phase);
	node_bool(o, "is_new", t->row.revision == 0);
	node_text(o, "bank_href", str_print(c->arena, "%s/bank?course=%.*s",
	    programme_href(c, &s->v.p).p, (int)s->v.course.code.n,
	    s->v.course.code.p));
	return true;
}

/* ---- who sat it ---- */

static const char *
row_says(const struct exam_row *r)
{
	if (r->sent)
		return r->sitting.open > 0 ? "To be marked" : "Handed in";
	if (r->sitting.row.revision == 0)
		return "Not begun";
	return r->stands == EXAM_OVER ? "Time is up" : "Under way";
}

static bool
rows_put(struct ctx *c, const struct setup *s, struct node *out)
{
	struct exam_row *r;
	struct node *row;
	size_t i, n, sent = 0, over = 0;

	(void)node_list(out, "rows");
	if (s->test.row.revision == 0 || !ctx_may(c, &sitting_entity, SEE,
	    s->v.p.row.id))
		return true;
	if (!exam_rows(c, &s->test, &r, &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "rows");
		node_text(row, "name", r[i].name);
		if (r[i].sitting.row.revision > 0) {
			node_text(row, "href", str_print(c->arena, "%s/%s",
			    here(s).p, id_text(c->arena,
			    r[i].sitting.row.id).p));
			node_moment(row, "began", r[i].sitting.began_at);
		}
		if (r[i].sent) {
			node_real(row, "points", r[i].sitting.points, -1);
			node_real(row, "most", r[i].sitting.most, -1);
		}
		node_bool(row, "is_late", r[i].sitting.late == YES);
		mark_put(c, row, r[i].sent ? r[i].sitting.open > 0 ? "warn"
		    : "ok" : r[i].sitting.row.revision > 0 ? "info" : "none",
		    row_says(&r[i]));
		sent += r[i].sent;
		over += !r[i].sent && r[i].stands == EXAM_OVER;
	}
	node_count(out, "sent", (int64_t)sent);
	node_count(out, "of", (int64_t)n);
	node_bool(out, "some_over", over > 0);
	node_bool(out, "has_rows", n > 0);
	return true;
}

/* ---- how good the questions are (M09) ---- */

static void
quality_row(struct ctx *c, const struct train_item *it, struct node *row)
{
	double p = it->quality.difficulty, r = it->quality.r_rest;

	node_text(row, "code", it->code);
	node_real(row, "difficulty", p, 2);
	node_real(row, "r", r, 2);
	node_real(row, "discrimination", it->quality.discrimination, 2);
	if (isnan(p))
		mark_put(c, row, "none", "Not asked yet");
	else if (!isnan(r) && r < 0.2)
		mark_put(c, row, r < 0 ? "bad" : "warn", "Look at it again");
	else if (p > 0.9)
		mark_put(c, row, "warn", "Very easy");
	else if (p < 0.2)
		mark_put(c, row, "warn", "Very hard");
	else
		mark_put(c, row, "ok", "Good");
}

static bool
quality_put(struct ctx *c, const struct setup *s, struct node *out)
{
	struct train *all;
	const struct train_course *k;
	struct node *o;
	size_t i, j;

	if (s->v.course.row.revision == 0 || !ctx_may(c,
	    &test_response_entity, SEE, s->v.p.row.id))
		return true;
	if (!train_of(c, s->v.p.row.id, &all))
		return false;
	for (i = 0; i < all->courses; i++) {
		k = &all->course[i];
		if (!id_same(k->id, s->v.course.row.id) || k->n_post +
		    k->n_pre == 0)
			continue;
		o = node_object(out, "quality");
		node_count(o, "n", (int64_t)k->n_post);
		node_count(o, "pairs", (int64_t)k->paired.n);
		node_real(o, "alpha", k->test.alpha, 2);
		node_real(o, "gain", k->gain.gain, 2);
		node_text(o, "href", figured_href(c, "course", k->id,
		    (str){ 0 }));
		for (j = 0; j < k->items; j++)
			quality_row(c, &k->item[j], node_row(o, "questions"));
	}
	return true;
}

/* ---- the page ---- */

static void
phases_put(struct ctx *c, const struct setup *s, struct node *out)
{
	static const char *const phases[] = { "pre", "post", "follow_up" };
	struct node *row;
	size_t i;

	for (i = 0; i < 3; i++) {
		row = node_row(out, "phases");
		node_text(row, "name", choice_says(c, &test_phase_codes,
		    str_of(phases[i])));
		node_text(row, "href", str_print(c->arena, "%s?phase=%s",
		    here(s).p, phases[i]));
		node_bool(row, "here", str_is(s->phase, phases[i]));
	}
}

static bool
state_put(struct ctx *c, const struct setup *s, struct node *out)
{
	const struct event_test *t = &s->test;
	struct exam_clock k = { t->opens_at, t->closes_at, t->minutes, 0,
		INT64_MIN };
	enum exam_is is = exam_stands(&k, c->now);
	struct node *o;
	double points;
	size_t n;

	if (t->row.revision == 0)
		return true;
	if (!exam_length(c, t, &n, &points))
		return false;
	o = node_object(out, "state");
	node_count(o, "questions", (int64_t)n);
	node_real(o, "points", points, -1);
	node_moment(o, "opens", t->opens_at);
	node_moment(o, "closes", t->closes_at);
	node_count(o, "minutes", t->minutes);
	node_bool(o, "is_open", is == EXAM_OPEN);
	node_bool(o, "asks_nothing", n == 0);
	mark_put(c, o, is == EXAM_OPEN ? "ok" : is == EXAM_CLOSED ? "none"
	    : "info", is == EXAM_OPEN ? "Open" : is == EXAM_CLOSED ? "Closed"
	    : "Not open yet");
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct setup s;

	(void)r;
	if (!read_setup(c, q, &s) || !training_head(&s.v, TRAINING_TESTS,
	    out))
		return false;
	node_text(out, "self", here(&s));
	node_text(out, "phase", s.phase);
	node_bool(out, "has_course", s.v.course.row.revision > 0);
	node_bool(out, "may_edit", ctx_may(c, &event_test_entity, ADD,
	    s.v.p.row.id));
	node_bool(out, "may_course", ctx_may(c, &course_entity, ADD,
	    s.v.p.row.id) && ctx_may(c, &event_entity, EDIT,
	    s.v.p.row.id));
	node_bool(out, "may_mark_tests", ctx_may(c, &sitting_entity, EDIT,
	    s.v.p.row.id));
	node_text(out, "links_href", str_print(c->arena, "%s/links",
	    training_href(&s.v).p));
	node_bool(out, "may_link", ctx_may(c, &event_link_entity, ADD,
	    s.v.p.row.id));
	phases_put(c, &s, out);
	if (!form_put(c, q, &s, out))
		return false;
	return state_put(c, &s, out) && rows_put(c, &s, out) &&
	    quality_put(c, &s, out);
}

const struct page exam_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/exam",
	.about  = "A test of an event (?phase= pre, post or "
	    "follow_up): what it asks, who sat it, how good its "
	    "questions are.",
	.view   = "exam.html",
	.of     = &event_test_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- what is sent ---- */

/* Topics come as t1, t2 ... and how many of each as n1, n2 ... */
static str
read_draw(struct ctx *c, const struct request *q)
{
	struct node *top = node_new(c->arena), *list = node_list(top, "rows");
	struct write w = write_new(c->arena, 1 << 16);
	struct node *row;
	int64_t n;
	size_t i;

	for (i = 1; i <= 100; i++) {
		if (!str_int(str_trim(request_form(q, str_print(c->arena,
		    "n%zu", i).p)), &n) || n < 1)
			continue;
		row = node_item(list);
		node_text(row, "topic", request_form(q, str_print(c->arena,
		    "t%zu", i).p));
		node_text(row, "number", str_print(c->arena, "%lld",
		    (long long)n));
	}
	json_write(&w, list, false);
	return list->n == 0 ? (str){ 0 } : write_done(&w);
}

static bool
read_form(struct ctx *c, const struct request *q, struct setup *s)
{
	str how = request_form(q, "how"), minutes = str_trim(request_form(q,
	    "minutes"));
	struct event_test *t = &s->test;
	bool fine;

	t->event = s->v.of.row.id;
	t->phase = s->phase;
	t->items = str_is(how, "pick") ? join_form(c, q, "item") : (str){ 0 };
	t->draw = str_is(how, "draw") ? read_draw(c, q) : (str){ 0 };
	t->same_as = str_is(how, "same") ? s->before.row.id
	    : (struct id){ { 0 } };
	t->shuffles = str_is(request_form(q, "shuffles"), "yes") ? YES : NO;
	t->shows = request_form(q, "shows");
	t->intro = text_with(c->arena, t->intro, c->lang, str_trim(
	    request_form(q, "intro")));
	t->minutes = INT64_MIN;
	fine = str_none(minutes) || str_int(minutes, &t->minutes) ||
	    fail(&c->errors, INVALID, "minutes",
	    "'%.*s' is no number of minutes.", (int)minutes.n, minutes.p);
	fine = clock_read(c, s->v.p.row.id, q, "opens_at",
	    &t->opens_at) && fine;
	fine = clock_read(c, s->v.p.row.id, q, "closes_at",
	    &t->closes_at) && fine;
	if (str_none(t->items) && str_none(t->draw) && id_none(t->same_as))
		fine = fail(&c->errors, INVALID, "items", str_is(how, "draw")
		    ? "Say of at least one topic how many are drawn."
		    : "Choose at least one question.");
	if (fine && t->closes_at != INT64_MIN && t->opens_at >= t->closes_at)
		fine = fail(&c->errors, INVALID, "closes_at",
		    "It closes before it opens.");
	return fine;
}

/* A course of the event's own, for its questions. */
static bool
add_course(struct ctx *c, struct setup *s)
{
	struct course k;

	if (s->v.course.row.revision > 0)
		return true;
	row_blank(&course_entity, &k);
	k.programme = s->v.p.row.id;
	k.code = str_none(s->v.of.code) ? str_part(id_text(c->arena,
	    s->v.of.row.id), 24, 36) : s->v.of.code;
	k.title = s->v.of.title;
	k.activity = s->v.of.activity;
	if (!flow_save(c, &course_entity, &k))
		return false;
	s->v.of.course = k.row.id;
	return flow_save(c, &event_entity, &s->v.of);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct setup s;
	size_t n;

	(void)out;
	if (!read_setup(c, q, &s))
		return false;
	r->go = str_print(c->arena, "%s?phase=%.*s", here(&s).p,
	    (int)s.phase.n, s.phase.p);
	if (str_is(go, "course"))
		return add_course(c, &s);
	if (str_is(go, "save"))
		return read_form(c, q, &s) && flow_save(c,
		    &event_test_entity, &s.test);
	if (s.test.row.revision == 0)
		return fail(&c->errors, INVALID, NULL,
		    "Set the test up first.");
	if (str_is(go, "collect")) {
		if (!ctx_may(c, &sitting_entity, EDIT, s.v.p.row.id))
			return fail(&c->errors, DENIED, NULL,
			    "Your roles do not let you mark this test.");
		return exam_collect(c, &s.test, &n);
	}
	if (str_is(go, "open")) {
		s.test.opens_at = c->now;
		if (s.test.closes_at != INT64_MIN &&
		    s.test.closes_at <= c->now)
			s.test.closes_at = INT64_MIN;
	} else {
		s.test.closes_at = c->now;
	}
	return flow_save(c, &event_test_entity, &s.test);
}

const struct page exam_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/exam",
	.about  = "Sets up a test of an event, opens or closes it, "
	    "hands in what is over: 'go' is save, open, close, "
	    "collect or course.",
	.view   = "exam.html",
	.of     = &event_test_entity,
	.needs  = SEE,
	.again  = &exam_page,
	.run    = accept,
};
