/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A test on a phone: what it is about, one question a page, all answers to
 * look over, and then what came of it.  Each answer is kept when it is
 * given; the clock is the server's.
 */
#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/passing.h"
#include "web/programme.h"

enum { REVIEW = -1, START = 0, MINUTE = 60000 };

struct sat {
	struct pass       pass;
	struct exam_paper p;
	str               base;
};

static bool
find(struct ctx *c, const struct request *q, struct sat *v)
{
	str phase = request_at(q, "phase");

	if (!passing_named(c, q, &v->pass) ||
	    !exam_paper(c, &v->pass, phase, &v->p))
		return false;
	v->base = passing_href(c, &v->pass, str_print(c->arena, "/test/%.*s",
	    (int)phase.n, phase.p).p);
	return true;
}

static str
step_href(struct ctx *c, const struct sat *v, int step)
{
	if (step == START)
		return v->base;
	if (step == REVIEW)
		return str_print(c->arena, "%s?q=review", v->base.p);
	return str_print(c->arena, "%s?q=%d", v->base.p, step);
}

static int
step_asked(const struct sat *v, str said)
{
	int64_t n;

	if (v->p.sitting.row.revision == 0 || v->p.sent)
		return START;
	if (str_is(said, "review"))
		return REVIEW;
	return str_int(said, &n) && n >= 1 && (size_t)n <= v->p.n ? (int)n
	    : START;
}

static bool
is_blank(const struct exam_asked *q)
{
	return str_none(q->answer.given) && str_none(q->answer.late_given);
}

/* ---- the clock ---- */

static void
time_put(struct ctx *c, const struct sat *v, struct node *out)
{
	int64_t due = exam_due(&v->p.clock), left;

	node_bool(out, "is_over", v->p.stands == EXAM_OVER);
	if (due == INT64_MIN || v->p.sent ||
	    v->p.sitting.row.revision == 0)
		return;
	left = due - c->now;
	node_moment(out, "due", due);
	node_count(out, "left_ms", left > 0 ? left : 0);
	node_count(out, "left", left > 0 ? (left + MINUTE - 1) / MINUTE : 0);
	node_bool(out, "is_timed", true);
}

/* ---- one question ---- */

static str
typed(const struct request *q, str kept)
{
	str said = q->faults == NULL ? (str){ 0 } : request_form(q, "answer");

	return said.p == NULL ? kept : said;
}

static void
options_put(struct ctx *c, const struct exam_asked *q, str kept,
    struct node *o)
{
	uint64_t mask = exam_mask(kept);
	struct node *row;
	str *texts;
	size_t i, n = exam_option_names(c, &q->item, &texts);

	for (i = 0; i < n; i++) {
		row = node_row(o, "options");
		node_count(row, "value", (int64_t)q->option[i] + 1);
		node_text(row, "label", texts[q->option[i]]);
		node_bool(row, "chosen", mask >> q->option[i] & 1);
		node_text(row, "letter", str_print(c->arena, "%c",
		    (int)('A' + i % 26)));
	}
}

static void
question_put(struct ctx *c, const struct request *q, const struct sat *v,
    int step, struct node *out)
{
	const struct exam_asked *a = &v->p.asked[step - 1];
	enum exam_kind kind = exam_kind_of(&a->item);
	struct node *o = node_object(out, "question");
	str kept = str_none(a->answer.late_given) ? a->answer.given
	    : a->answer.late_given;

	node_count(o, "number", step);
	node_text(o, "text", text_in(c->arena, a->item.stem, c->lang));
	node_real(o, "points", exam_points(&a->item), -1);
	node_bool(o, "worth_more", exam_points(&a->item) != 1);
	node_text(o, "action", step_href(c, v, step));
	node_bool(o, "is_several", kind == EXAM_SEVERAL);
	node_bool(o, "has_options", kind < EXAM_NUMBER);
	node_bool(o, "is_number", kind == EXAM_NUMBER);
	node_bool(o, "is_short", kind == EXAM_SHORT);
	node_text(o, "answer", typed(q, kept));
	node_bool(o, "is_first", step == 1);
	node_bool(o, "is_last", (size_t)step == v->p.n);
	node_z(o, "fault", q->faults == NULL ? NULL : errors_text(q->faults,
	    "answer"));
	node_bool(o, "is_faulty", q->faults != NULL && errors_text(q->faults,
	    "answer") != NULL);
	if (step > 1)
		node_text(o, "back", step_href(c, v, step - 1));
	options_put(c, a, kept, o);
}

/* ---- looking over, and after ---- */

static void
review_put(struct ctx *c, const struct sat *v, struct node *out)
{
	struct node *o = node_object(out, "review"), *row;
	const struct exam_asked *a;
	size_t i, open = 0;
	str kept;

	for (i = 0; i < v->p.n; i++) {
		a = &v->p.asked[i];
		kept = str_none(a->answer.late_given) ? a->answer.given
		    : a->answer.late_given;
		row = node_row(o, "rows");
		node_count(row, "number", (int64_t)i + 1);
		node_text(row, "text", text_in(c->arena, a->item.stem,
		    c->lang));
		node_text(row, "answer", exam_says(c, &a->item, kept));
		node_text(row, "href", step_href(c, v, (int)i + 1));
		node_bool(row, "is_blank", is_blank(a));
		node_bool(row, "is_late", a->answer.late_at != INT64_MIN);
		open += is_blank(a);
	}
	node_count(o, "open", (int64_t)open);
	node_bool(o, "is_whole", open == 0);
	node_text(o, "back", step_href(c, v, (int)v->p.n));
}

/* While others may still sit it, nobody is shown what is right. */
static bool
shows_answers(const struct ctx *c, const struct exam_paper *p)
{
	return str_is(p->test.shows, "answers") && (p->test.closes_at ==
	    INT64_MIN || c->now > p->test.closes_at);
}

static void
answers_put(struct ctx *c, const struct exam_paper *p, struct node *o)
{
	const struct exam_asked *a;
	struct node *row;
	size_t i;
	double mark;

	for (i = 0; i < p->n; i++) {
		a = &p->asked[i];
		mark = a->answer.row.revision == 0 ? 0 : a->answer.mark;
		row = node_row(o, "answers");
		node_count(row, "number", (int64_t)i + 1);
		node_text(row, "text", text_in(c->arena, a->item.stem,
		    c->lang));
		node_text(row, "answer", exam_says(c, &a->item,
		    a->answer.given));
		node_text(row, "right", exam_key_says(c, &a->item));
		node_text(row, "why", text_in(c->arena, a->item.explanation,
		    c->lang));
		mark_put(c, row, isnan(mark) ? "none" : mark >= 1 ? "ok"
		    : mark > 0 ? "warn" : "bad", isnan(mark) ? "To be marked"
		    : mark >= 1 ? "Right" : mark > 0 ? "In part" : "Wrong");
	}
	node_bool(o, "has_answers", p->n > 0);
}

static void
result_put(struct ctx *c, const struct exam_paper *p, struct node *out)
{
	struct node *o = node_object(out, "result");
	bool shows = !str_none(p->test.shows) &&
	    !str_is(p->test.shows, "nothing");

	node_moment(o, "at", p->sitting.ended_at);
	node_bool(o, "shows", shows);
	node_bool(o, "is_late", p->sitting.late == YES);
	if (!shows)
		return;
	node_real(o, "points", p->sitting.points, -1);
	node_real(o, "most", p->sitting.most, -1);
	if (p->sitting.most > 0)
		node_real(o, "percent", 100 * p->sitting.points /
		    p->sitting.most, 0);
	if (p->sitting.open > 0)
		node_count(o, "open", p->sitting.open);
	node_bool(o, "answers_later", str_is(p->test.shows, "answers") &&
	    !shows_answers(c, p));
	if (shows_answers(c, p))
		answers_put(c, p, o);
}

static bool
start_put(struct ctx *c, const struct sat *v, struct node *out)
{
	const struct exam_paper *p = &v->p;
	struct node *o = node_object(out, "start");
	size_t n, i, next = 0;
	double points;

	node_bool(o, "is_early", p->stands == EXAM_EARLY);
	node_bool(o, "is_closed", p->stands == EXAM_CLOSED);
	node_bool(o, "may_begin", p->stands == EXAM_OPEN &&
	    p->sitting.row.revision == 0);
	node_moment(o, "opens", p->test.opens_at);
	node_moment(o, "closes", p->test.closes_at);
	node_count(o, "minutes", p->test.minutes);
	node_text(o, "intro", text_in(c->arena, p->test.intro, c->lang));
	if (p->sent) {
		result_put(c, p, out);
		return true;
	}
	if (p->sitting.row.revision > 0) {
		for (i = 0; i < p->n && next == 0; i++)
			if (is_blank(&p->asked[i]))
				next = i + 1;
		node_text(o, "go_on", step_href(c, v, next == 0 ? REVIEW
		    : (int)next));
		return true;
	}
	if (!exam_length(c, &p->test, &n, &points))
		return false;
	node_count(o, "questions", (int64_t)n);
	node_real(o, "points", points, -1);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct sat v;
	int step;

	(void)r;
	if (!find(c, q, &v))
		return false;
	if (!passing_put(c, &v.pass, out))
		return false;
	node_text(out, "title", exam_title(c, &v.p.test));
	node_text(out, "action", v.base);
	node_count(out, "n", (int64_t)v.p.n);
	node_count(out, "answered", (int64_t)v.p.answered);
	time_put(c, &v, out);
	step = step_asked(&v, request_arg(q, "q"));
	if (step == START)
		return start_put(c, &v, out);
	if (step == REVIEW)
		review_put(c, &v, out);
	else
		question_put(c, q, &v, step, out);
	return true;
}

/* ---- what is sent ---- */

/* All ticks of a question of several; a radio nobody touched says nothing
 * and leaves the answer as it is. */
static bool
keep(struct ctx *c, const struct request *q, struct sat *v, int step)
{
	struct write w = write_new(c->arena, 20000);
	size_t i, n = 0;

	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, "answer")) {
			write_z(&w, n++ > 0 ? ";" : "");
			write_str(&w, q->form[i].value);
		}
	if (n == 0 && exam_kind_of(&v->p.asked[step - 1].item) !=
	    EXAM_SEVERAL)
		return true;
	return exam_answer(c, &v->p, (size_t)step - 1, write_done(&w));
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct sat v;
	int step;

	(void)out;
	if (!find(c, q, &v))
		return false;
	r->go = v.base;
	if (str_is(go, "begin")) {
		r->go = step_href(c, &v, 1);
		return exam_begin(c, &v.pass, &v.p);
	}
	if (str_is(go, "hand_in"))
		return exam_hand_in(c, &v.p);
	step = step_asked(&v, request_arg(q, "q"));
	if (step < 1)
		return v.p.sent ? fail(&c->errors, CONFLICT, NULL, "This test "
		    "was handed in: its answers stay as they are.") : true;
	r->go = str_is(go, "back") ? step_href(c, &v, step - 1)
	    : str_is(go, "later") ? passing_href(c, &v.pass, "")
	    : str_is(go, "review") || (size_t)step == v.p.n
	    ? step_href(c, &v, REVIEW) : step_href(c, &v, step + 1);
	return keep(c, q, &v, step);
}

const struct page mine_test_page = {
	.method = GET,
	.path   = "/mine/{key}/test/{phase}",
	.about  = "A participant's test of an event, by the personal "
	    "link.",
	.view   = "mine_test.html",
	.flags  = LINK,
	.run    = show,
};

const struct page mine_test_post = {
	.method = POST,
	.path   = "/mine/{key}/test/{phase}",
	.about  = "Begins a test, keeps an answer of question ?q=, "
	    "hands it in: 'go' is begin, next, back, later, "
	    "review or hand_in.",
	.view   = "mine_test.html",
	.flags  = LINK,
	.again  = &mine_test_page,
	.run    = accept,
};
