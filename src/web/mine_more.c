/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Behind a personal link: the feedback form, the plan of what to do at
 * work, and later what became of it, by the participant and the one who
 * can confirm it. */
#include "base/arena.h"
#include "base/write.h"
#include "flow/apply.h"
#include "flow/react.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/options.h"
#include "web/passing.h"
#include "web/programme.h"

static str
or_typed(const struct request *q, const char *name, str kept)
{
	str said = q->faults == NULL ? (str){ 0 } : request_form(q, name);

	return said.p == NULL ? kept : said;
}

static str
or_none(str said)
{
	return str_none(str_trim(said)) ? (str){ 0 } : str_trim(said);
}

/* ---- feedback ---- */

static const struct { const char *name, *asks; } asked[] = {  /* words: */
	{ "relevance", "Is it useful for your work?" },
	{ "content",   "How good was the content?" },
	{ "trainer",   "How good were the trainers?" },
	{ "method",    "How good was the way of working?" },
	{ "logistics", "How good were place and arrangements?" },
};

static void
scale_put(struct ctx *c, const struct request *q, const char *name, str asks,
    struct node *row)
{
	struct node *one;
	int i;

	(void)c;
	node_z(row, "name", name);
	node_text(row, "asks", asks);
	for (i = 1; i <= 5; i++) {
		one = node_row(row, "values");
		node_count(one, "value", i);
		node_bool(one, "chosen", str_is(or_typed(q, name,
		    (str){ 0 }), str_print(c->arena, "%d", i).p));
	}
}

static bool
own_put(struct ctx *c, const struct request *q, const struct pass *p,
    struct node *out)
{
	struct reaction_question *all;
	struct node *row;
	const char *name;
	size_t i, n;

	(void)node_list(out, "own");
	if (!react_questions(c, p->event.row.id, &all, &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "own");
		name = str_print(c->arena, "own%lld",
		    (long long)all[i].seq).p;
		node_bool(row, "is_scale", str_is(all[i].kind, "scale"));
		if (str_is(all[i].kind, "scale")) {
			scale_put(c, q, name, text_in(c->arena, all[i].text,
			    c->lang), row);
			continue;
		}
		node_z(row, "name", name);
		node_text(row, "asks", text_in(c->arena, all[i].text,
		    c->lang));
		node_text(row, "said", or_typed(q, name, (str){ 0 }));
	}
	return true;
}

static bool
show_feedback(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct node *row;
	struct pass p;
	bool given;
	size_t i;
	int k;

	(void)r;
	if (!passing_named(c, q, &p) || !react_given(c, &p, &given))
		return false;
	if (!passing_put(c, &p, out))
		return false;
	node_z(out, "title", say(c, "Your feedback"));
	node_bool(out, "given", given);
	node_bool(out, "is_early", moment_day(c->now).n < p.event.start.n);
	for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
		scale_put(c, q, asked[i].name, str_of(say(c, asked[i].asks)),
		    node_row(out, "scales"));
	for (k = 0; k <= 10; k++) {
		row = node_row(out, "recommend");
		node_count(row, "value", k);
		node_bool(row, "chosen", str_is(or_typed(q,
		    "would_recommend", (str){ 0 }), str_print(c->arena,
		    "%d", k).p));
	}
	node_text(out, "comment", or_typed(q, "comment", (str){ 0 }));
	node_text(out, "change", or_typed(q, "change", (str){ 0 }));
	return own_put(c, q, &p, out);
}

const struct page mine_feedback_page = {
	.method = GET,
	.path   = "/mine/{key}/feedback",
	.about  = "The feedback form of an event, without a name.",
	.view   = "mine_feedback.html",
	.flags  = LINK,
	.run    = show_feedback,
};

static int64_t
number(const struct request *q, const char *name)
{
	int64_t n;

	return str_int(request_form(q, name), &n) ? n : INT64_MIN;
}

static bool
read_own(struct ctx *c, const struct request *q, const struct pass *p,
    str *own)
{
	struct node *top = node_new(c->arena), *list = node_list(top, "rows");
	struct write w = write_new(c->arena, 1 << 18);
	struct reaction_question *all;
	struct node *row;
	size_t i, n;
	str said;

	if (!react_questions(c, p->event.row.id, &all, &n))
		return false;
	for (i = 0; i < n; i++) {
		said = str_trim(request_form(q, str_print(c->arena, "own%lld",
		    (long long)all[i].seq).p));
		if (str_none(said))
			continue;
		row = node_item(list);
		node_text(row, "question", text_in(c->arena, all[i].text,
		    "en"));
		node_text(row, "answer", str_part(said, 0, 4000));
	}
	json_write(&w, list, false);
	*own = list->n == 0 ? (str){ 0 } : write_done(&w);
	return true;
}

static bool
take_feedback(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct reaction s;
	struct pass p;

	(void)out;
	if (!passing_named(c, q, &p))
		return false;
	row_blank(&reaction_entity, &s);
	s.relevance = number(q, "relevance");
	s.content = number(q, "content");
	s.trainer = number(q, "trainer");
	s.method = number(q, "method");
	s.logistics = number(q, "logistics");
	s.would_recommend = number(q, "would_recommend");
	s.comment = or_none(request_form(q, "comment"));
	s.change = or_none(request_form(q, "change"));
	r->go = passing_href(c, &p, "/feedback");
	return read_own(c, q, &p, &s.own) && react_keep(c, &p, &s);
}

const struct page mine_feedback_post = {
	.method = POST,
	.path   = "/mine/{key}/feedback",
	.about  = "Takes a feedback sheet, once for each link.",
	.view   = "mine_feedback.html",
	.flags  = LINK,
	.again  = &mine_feedback_page,
	.run    = take_feedback,
};

/* ---- the plan, and what became of it ---- */

enum { BLANKS = 3 };

static void
line_put(struct ctx *c, const struct request *q, const struct apply *a,
    size_t at, struct node *row)
{
	const struct application_plan *l = at < a->lines ? &a->line[at]
	    : NULL;
	str none = { 0 };

	node_count(row, "number", (int64_t)at + 1);
	node_text(row, "what", or_typed(q, str_print(c->arena, "what%zu",
	    at + 1).p, l != NULL ? l->what : none));
	node_text(row, "support", or_typed(q, str_print(c->arena,
	    "support%zu", at + 1).p, l != NULL ? l->support : none));
	node_text(row, "by", or_typed(q, str_print(c->arena, "by%zu",
	    at + 1).p, l != NULL ? day_text(c->arena, l->by_when) : none));
	if (l == NULL)
		return;
	node_day(row, "by_day", l->by_when);
	node_text(row, "note", l->note);
	node_text(row, "done", choice_says(c, &applied_codes, l->done));
	options_put(c, &applied_codes, "choices", or_typed(q, str_print(
	    c->arena, "done%zu", at + 1).p, l->done), row);
}

static void
plan_put(struct ctx *c, const struct request *q, const struct pass *p,
    const struct apply *a, struct node *out)
{
	size_t i, rows = a->lines + 1 > BLANKS ? a->lines + 1 : BLANKS;
	str none = { 0 };

	(void)node_list(out, "rows");
	for (i = 0; i < (a->check.answered_on.n != 0 || p->is_supervisor ||
	    a->is_due ? a->lines : rows) && i < APPLY_LINES; i++)
		line_put(c, q, a, i, node_row(out, "rows"));
	node_bool(out, "has_lines", a->lines > 0);
	node_bool(out, "is_checked", a->check.answered_on.n != 0);
	node_bool(out, "is_due", a->is_due && a->check.answered_on.n == 0);
	node_bool(out, "may_write", !a->is_due && !p->is_supervisor);
	node_day(out, "due_on", a->check.due_on);
	node_text(out, "supervisor", or_typed(q, "supervisor", a->lines > 0
	    ? a->line[0].supervisor : none));
	node_text(out, "contact", or_typed(q, "contact", a->lines > 0
	    ? a->line[0].supervisor_contact : none));
	node_text(out, "barrier", or_typed(q, "barrier", a->check.barrier));
	node_bool(out, "is_supervisor", p->is_supervisor);
	options_put(c, &applied_codes, "applied", or_typed(q, "done1",
	    a->check.applied), out);
	options_put(c, &yes_no_unknown_codes, "confirms",
	    a->check.supervisor_confirms, out);
	node_bool(out, "confirmed", !str_none(a->check.supervisor_confirms));
}

static bool
show_plan(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct apply a;
	struct pass p;

	(void)r;
	if (!passing_named(c, q, &p) || !apply_of(c, &p.event,
	    p.person.row.id, &a))
		return false;
	if (!passing_put(c, &p, out))
		return false;
	node_z(out, "title", say(c, p.is_supervisor ?
	    "Was it put to use at work?" : "What I will do at work"));
	node_bool(out, "saved", str_is(request_arg(q, "saved"), "yes"));
	plan_put(c, q, &p, &a, out);
	return true;
}

const struct page mine_plan_page = {
	.method = GET,
	.path   = "/mine/{key}/plan",
	.about  = "A participant's application plan, and later its check.",
	.view   = "mine_plan.html",
	.flags  = LINK,
	.run    = show_plan,
};

static bool
keep_plan(struct ctx *c, const struct request *q, const struct pass *p)
{
	struct apply_line line[APPLY_LINES] = { { { 0 } } };
	bool fine = true;
	size_t i;
	str by;

	for (i = 0; i < APPLY_LINES; i++) {
		line[i].what = or_none(request_form(q, str_print(c->arena,
		    "what%zu", i + 1).p));
		line[i].support = or_none(request_form(q, str_print(c->arena,
		    "support%zu", i + 1).p));
		by = str_trim(request_form(q, str_print(c->arena, "by%zu",
		    i + 1).p));
		if (!str_none(by) && !day_read(by, &line[i].by_when))
			fine = fail(&c->errors, INVALID, NULL, "'%.*s' is no "
			    "day such as 2026-03-01.", (int)by.n, by.p);
	}
	return fine && apply_keep(c, p, line, APPLY_LINES, or_none(
	    request_form(q, "supervisor")), or_none(request_form(q,
	    "contact")));
}

static bool
keep_check(struct ctx *c, const struct request *q, const struct pass *p)
{
	str done[APPLY_LINES], note[APPLY_LINES];
	size_t i;

	for (i = 0; i < APPLY_LINES; i++) {
		done[i] = request_form(q, str_print(c->arena, "done%zu",
		    i + 1).p);
		note[i] = or_none(request_form(q, str_print(c->arena,
		    "note%zu", i + 1).p));
	}
	return apply_check(c, p, done, note, or_none(request_form(q,
	    "barrier")));
}

static bool
take_plan(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct pass p;

	(void)out;
	if (!passing_named(c, q, &p))
		return false;
	r->go = passing_href(c, &p, "/plan?saved=yes");
	if (str_is(go, "check"))
		return keep_check(c, q, &p);
	if (str_is(go, "confirm"))
		return apply_confirm(c, &p, request_form(q, "confirms"));
	return keep_plan(c, q, &p);
}

const struct page mine_plan_post = {
	.method = POST,
	.path   = "/mine/{key}/plan",
	.about  = "Keeps a plan, its check, or the supervisor's word: 'go' is "
	    "keep, check or confirm.",
	.view   = "mine_plan.html",
	.flags  = LINK,
	.again  = &mine_plan_page,
	.run    = take_plan,
};
