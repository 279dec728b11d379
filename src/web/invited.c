/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What experts and those advised answer by a personal link. */
#include "base/arena.h"
#include "flow/find.h"
#include "flow/grid.h"
#include "flow/keyed.h"
#include "format/json.h"
#include "model/codes.h"
#include "web/ask.h"
#include "web/assist.h"
#include "web/programme.h"

/* ---- an expert ---- */

static const struct ask_field answer_fields[] = {       /* words: */
	{ "availability", ASK_LONG, "On which days are you free?",
	  "If not on all of them, say on which." },
	{ "conflict_text", ASK_LONG, "Which conflict of interest?",
	  "Whom you worked for, are related to or have money in." },
	{ 0 }
};

static bool
show_invited(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct assist_invited v;
	struct ctx s = keyed_as_program(c, "invitation");
	const struct node *k;
	struct node *row;

	(void)r;
	if (!assist_invited(c, request_at(q, "key"), &v))
		return false;
	node_z(out, "title", say(c, "An invitation"));
	node_text(out, "name", v.expert.name);
	node_text(out, "requester", flow_name(&s, &party_entity,
	    v.request.requester));
	node_text(out, "objective", v.request.objective);
	node_text(out, "expected", v.request.expected_results);
	node_text(out, "message", v.row.message);
	node_text(out, "services", v.tor.requested_services);
	node_text(out, "places", v.tor.locations);
	node_day(out, "from", v.row.from);
	node_day(out, "to", v.row.to);
	node_money(out, "fee", v.row.fee);
	for (k = grid_first(c, v.tor.outputs); k != NULL; k = k->next) {
		row = node_row(out, "outputs");
		node_text(row, "what", json_text(k, "deliverable"));
		node_text(row, "date", json_text(k, "date"));
	}
	node_bool(out, "has_outputs", grid_first(c, v.tor.outputs) != NULL);
	node_bool(out, "answered", v.row.answered_at != INT64_MIN);
	node_text(out, "answer", choice_says(c, &expert_answer_codes,
	    v.row.answer));
	node_bool(out, "may_answer", v.row.answered_at == INT64_MIN);
	node_text(out, "action", str_print(c->arena, "/invited/%.*s",
	    (int)request_at(q, "key").n, request_at(q, "key").p));
	node_bool(out, "accepts", str_is(request_form(q, "answer"),
	    "accepted"));
	node_bool(out, "declines", str_is(request_form(q, "answer"),
	    "declined"));
	node_bool(out, "conflicted", !str_none(request_form(q, "conflict")));
	ask_put(c, q, answer_fields, out);
	return true;
}

const struct page invited_page = {
	.method = GET,
	.path   = "/invited/{key}",
	.about  = "An expert's invitation, by its personal link.",
	.view   = "invited.html",
	.flags  = LINK,
	.run    = show_invited,
};

static bool
accept_invited(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct assist_invited v;

	(void)out;
	r->go = str_print(c->arena, "/invited/%.*s",
	    (int)request_at(q, "key").n, request_at(q, "key").p);
	return assist_invited(c, request_at(q, "key"), &v) &&
	    assist_answer(c, &v, ask_typed(q, "answer"),
	        str_is(request_form(q, "conflict"), "yes"),
	        ask_typed(q, "conflict_text"), ask_typed(q, "availability"));
}

const struct page invited_post = {
	.method = POST,
	.path   = "/invited/{key}",
	.about  = "An expert accepts or declines, and says what stands in the "
	    "way.",
	.view   = "invited.html",
	.flags  = LINK,
	.again  = &invited_page,
	.run    = accept_invited,
};

/* ---- who was advised ---- */

static bool
show_rate(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct ctx s = keyed_as_program(c, "feedback");
	struct mission_feedback f;
	struct mission m;
	struct node *one;
	int64_t i;

	(void)r;
	if (!assist_asked(c, request_at(q, "key"), &f, &m))
		return false;
	node_z(out, "title", say(c, "How was the mission?"));
	node_text(out, "mission", flow_name(&s, &ta_request_entity,
	    m.ta_request));
	node_text(out, "experts", assist_names(&s, &expert_entity,
	    m.experts));
	node_day(out, "from", m.from);
	node_day(out, "to", m.to);
	node_bool(out, "answered", f.answered_at != INT64_MIN);
	node_bool(out, "may_answer", f.answered_at == INT64_MIN);
	node_text(out, "action", str_print(c->arena, "/rate/%.*s",
	    (int)request_at(q, "key").n, request_at(q, "key").p));
	node_text(out, "comment", request_form(q, "comment"));
	for (i = 1; i <= 5; i++) {
		one = node_row(out, "values");
		node_count(one, "value", i);
	}
	return true;
}

const struct page rate_page = {
	.method = GET,
	.path   = "/rate/{key}",
	.about  = "Where a beneficiary says how a mission was, by a personal "
	    "link.",
	.view   = "rate.html",
	.flags  = LINK,
	.run    = show_rate,
};

static bool
accept_rate(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mission_feedback f;
	int64_t rating, useful;
	struct mission m;

	(void)out;
	r->go = str_print(c->arena, "/rate/%.*s", (int)request_at(q, "key").n,
	    request_at(q, "key").p);
	return assist_asked(c, request_at(q, "key"), &f, &m) &&
	    ask_count(c, q, "rating", 1, 5, &rating) &&
	    ask_count(c, q, "useful", 1, 5, &useful) &&
	    assist_rate(c, &f, rating, useful, ask_typed(q, "comment"));
}

const struct page rate_post = {
	.method = POST,
	.path   = "/rate/{key}",
	.about  = "Rates a mission, once.",
	.view   = "rate.html",
	.flags  = LINK,
	.again  = &rate_page,
	.run    = accept_rate,
};
