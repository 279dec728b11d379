/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a participant's personal link opens: his seat, his tests, the
 * feedback form, his plan; and for a supervisor what he is asked.
 */
#include "base/arena.h"
#include "flow/apply.h"
#include "flow/checkin.h"
#include "flow/react.h"
#include "flow/register.h"
#include "model/text.h"
#include "web/passing.h"
#include "web/programme.h"

static const char *
test_says(const struct exam_paper *p)
{
	if (p->sent)
		return "Handed in";
	switch (p->stands) {
	case EXAM_EARLY:
		return "Not open yet";
	case EXAM_OPEN:
		return "Open";
	case EXAM_RUNNING:
		return "Under way";
	case EXAM_OVER:
		return "Time is up";
	case EXAM_CLOSED:
		break;
	}
	return "Closed";
}

static bool
tests_put(struct ctx *c, const struct pass *pass, struct node *out)
{
	struct event_test *t;
	struct exam_paper p;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "tests");
	if (!exam_tests(c, &pass->event, &t, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!exam_paper(c, pass, t[i].phase, &p))
			return false;
		row = node_row(out, "tests");
		node_text(row, "name", exam_title(c, &p.test));
		node_text(row, "href", passing_href(c, pass, str_print(
		    c->arena, "/test/%.*s", (int)t[i].phase.n,
		    t[i].phase.p).p));
		node_moment(row, "opens", p.stands == EXAM_EARLY
		    ? p.test.opens_at : INT64_MIN);
		node_moment(row, "closes", p.stands == EXAM_OPEN
		    ? p.test.closes_at : INT64_MIN);
		node_bool(row, "asks", !p.sent && p.stands != EXAM_EARLY &&
		    p.stands != EXAM_CLOSED);
		mark_put(c, row, p.sent ? "ok" : p.stands == EXAM_OPEN ||
		    p.stands == EXAM_RUNNING ? "info" : "none",
		    test_says(&p));
	}
	node_bool(out, "has_tests", n > 0);
	return true;
}

static bool
around_put(struct ctx *c, const struct pass *p, struct node *out)
{
	struct node *o;
	struct apply a;
	bool given, early = moment_day(c->now).n < p->event.start.n;

	if (!react_given(c, p, &given) || !apply_of(c, &p->event,
	    p->person.row.id, &a))
		return false;
	o = node_object(out, "feedback");
	mark_put(c, o, given ? "ok" : early ? "none" : "info", given
	    ? "Given" : early ? "Not open yet" : "Open");
	o = node_object(out, "plan");
	node_day(o, "due_on", a.check.answered_on.n == 0 ? a.check.due_on
	    : (struct day){ 0 });
	mark_put(c, o, a.check.answered_on.n != 0 ? "ok" : a.is_due ? "info"
	    : a.lines > 0 ? "ok" : "none", a.check.answered_on.n != 0
	    ? "Checked" : a.is_due ? "Asked now" : a.lines > 0 ? "Written"
	    : "Not written yet");
	return true;
}

static bool
seat_put(struct ctx *c, const struct request *q, const struct pass *p,
    struct node *out)
{
	struct registration g;
	struct node *o;
	size_t place;

	if (!register_of(c, &p->event, p->person.row.id, &g) ||
	    !register_place(c, &g, &place))
		return false;
	if (g.row.revision == 0)
		return true;
	o = node_object(out, "seat");
	node_bool(o, "is_invited", str_is(g.state, "invited"));
	node_bool(o, "has_seat", str_is(g.state, "registered"));
	node_bool(o, "is_over", str_among(g.state, "refused cancelled"));
	node_count(o, "place", place == 0 ? INT64_MIN : (int64_t)place);
	node_bool(o, "may_withdraw", str_among(g.state,
	    "registered waiting"));
	node_bool(o, "asks", str_is(request_arg(q, "ask"), "withdraw"));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct pass p;
	str code;

	(void)r;
	if (!passing_named(c, q, &p) || !holder_href(c, p.event.row.id,
	    p.person.row.id, &code))
		return false;
	if (!passing_put(c, &p, out))
		return false;
	node_text(out, "title", text_in(c->arena, p.event.title, c->lang));
	node_text(out, "code_href", p.is_supervisor ? (str){ 0 } : code);
	node_bool(out, "is_supervisor", p.is_supervisor);
	return (p.is_supervisor || (seat_put(c, q, &p, out) &&
	    tests_put(c, &p, out))) &&
	    around_put(c, &p, out);
}

const struct page mine_page = {
	.method = GET,
	.path   = "/mine/{key}",
	.about  = "A participant's own page of an event, by the "
	    "personal link: seat, tests, feedback, plan.",
	.view   = "mine.html",
	.flags  = LINK,
	.run    = show,
};

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct pass p;

	(void)out;
	if (!passing_named(c, q, &p))
		return false;
	r->go = passing_href(c, &p, "");
	return str_is(request_form(q, "go"), "take") ? register_take(c, &p)
	    : register_decline(c, &p);
}

const struct page mine_post = {
	.method = POST,
	.path   = "/mine/{key}",
	.about  = "Takes the seat one is invited to, or gives it back: 'go' is "
	    "take or decline.",
	.view   = "mine.html",
	.flags  = LINK,
	.again  = &mine_page,
	.run    = accept,
};
