/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One mission: its plan, the log of its days, whom it met, what it handed
 * in, its report, its advice and what those advised say. */
#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/grid.h"
#include "flow/roster.h"
#include "flow/save.h"
#include "format/json.h"
#include "web/ask.h"
#include "web/asked.h"
#include "web/assist.h"
#include "web/attach.h"
#include "web/both.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/gate.h"
#include "web/programme.h"

static bool
find(struct ctx *c, const struct request *q, struct mission *m)
{
	return flow_find_text(c, &mission_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, m);
}

static void
table_put(struct ctx *c, str table, const char *list, const char *columns,
    struct node *out)
{
	const struct node *k = grid_first(c, table);
	struct node *row;
	str rest, one;

	node_bool(out, str_print(c->arena, "has_%s", list).p, k != NULL);
	(void)node_list(out, list);
	for (; k != NULL; k = k->next) {
		row = node_row(out, list);
		rest = str_of(columns);
		while (str_cut(&rest, ' ', &one))
			node_text(row, str_z(c->arena, one), json_text(k,
			    str_z(c->arena, one)));
	}
}

static bool
deliverables_put(struct ctx *c, const struct mission *m, struct node *out)
{
	const struct deliverable *d;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "deliverables");
	if ((d = every_by(c, &deliverable_entity, "mission", m->row.id, &n)) ==
	    NULL)
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "deliverables");
		node_text(row, "title", d[i].title);
		node_text(row, "href", entity_href(c, &deliverable_entity,
		    d[i].row.id));
		node_day(row, "due", d[i].due);
		node_day(row, "submitted", d[i].submitted_on);
		assist_state_put(c, &deliverable_entity, &d[i], row);
	}
	node_bool(out, "has_deliverables", n > 0);
	return true;
}

static bool
feedback_put(struct ctx *c, const struct mission *m, struct node *out)
{
	const struct mission_feedback *f;
	struct node *row;
	size_t i, n = 0;

	(void)node_list(out, "feedback");
	if (!ctx_may(c, &mission_feedback_entity, SEE, m->programme))
		return true;
	if ((f = every_by(c, &mission_feedback_entity, "mission", m->row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "feedback");
		node_text(row, "who", str_none(f[i].who) ? str_of(say(c,
		    "Somebody who was advised")) : f[i].who);
		node_text(row, "href", entity_href(c, &mission_feedback_entity,
		    f[i].row.id));
		node_count(row, "rating", f[i].rating);
		node_count(row, "useful", f[i].useful);
		node_text(row, "comment", f[i].comment);
		node_moment(row, "asked", f[i].asked_at);
		node_moment(row, "answered", f[i].answered_at);
	}
	node_bool(out, "has_feedback", n > 0);
	node_bool(out, "may_ask", ctx_may(c, &mission_feedback_entity, ADD,
	    m->programme));
	return true;
}

static bool
head_put(struct ctx *c, const struct mission *m, struct node *out)
{
	struct ta_request t;
	int64_t days;

	if (!flow_find(c, &ta_request_entity, m->ta_request, &t) ||
	    !asked_head(c, &t, "Mission", out) ||
	    !assist_report_days(c, &days))
		return false;
	node_text(out, "request_href", entity_href(c, &ta_request_entity,
	    t.row.id));
	assist_mission_put(c, m, days, node_object(out, "mission"));
	node_text(out, "mission_id", id_text(c->arena, m->row.id));
	node_text(out, "base", entity_href(c, &mission_entity, m->row.id));
	node_count(out, "revision", m->row.revision);
	node_text(out, "findings", m->findings);
	node_text(out, "difficulties", m->difficulties);
	node_text(out, "next_steps", m->next_steps);
	node_day(out, "follow_up", m->follow_up_date);
	node_money(out, "costs", m->costs);
	node_text(out, "today", day_text(c->arena, moment_day(c->now)));
	node_bool(out, "may_edit", flow_may(c, &mission_entity, m, EDIT));
	node_bool(out, "may_advise", ctx_may(c, &recommendation_entity, ADD,
	    m->programme));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct programme p;
	struct mission m;

	(void)r;
	if (!find(c, q, &m))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &mission_entity, &m, out);
		return true;
	}
	if (!head_put(c, &m, out) || !flow_find(c, &programme_entity,
	    m.programme, &p))
		return false;
	node_bool(out, "saved", str_is(request_arg(q, "saved"), "yes"));
	table_put(c, m.plan, "plan", "date place what", out);
	table_put(c, m.activities, "log", "date what", out);
	table_put(c, m.persons_met, "met", "name post organisation", out);
	table_put(c, m.results_vs_tor, "results", "asked delivered", out);
	node_text(out, "typed_what", request_form(q, "what"));
	return deliverables_put(c, &m, out) && feedback_put(c, &m, out) &&
	    assist_advice_put(c, m.programme, m.row.id, out) &&
	    gate_moves_put(c, &p, &mission_entity, &m, out) &&
	    both_put(c, &mission_entity, &m, out) &&
	    attach_put(c, q, &mission_entity, &m, entity_href(c,
	        &mission_entity, m.row.id), out);
}

const struct page mission_page = {
	.method = GET,
	.path   = "/mission/{id}",
	.about  = "One mission: plan, daily log, persons met, deliverables, "
	    "report, advice and feedback.",
	.view   = "mission.html",
	.of     = &mission_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- a day, a person, a plan ---- */

static bool
add_row(struct ctx *c, const struct request *q, struct mission *m, str go)
{
	struct grid_cell log[] = { { "date", ask_typed(q, "date") },
		{ "what", ask_typed(q, "what") } };
	struct grid_cell plan[] = { { "date", ask_typed(q, "date") },
		{ "place", ask_typed(q, "place") },
		{ "what", ask_typed(q, "what") } };
	struct grid_cell met[] = { { "name", ask_typed(q, "name") },
		{ "post", ask_typed(q, "post") },
		{ "organisation", ask_typed(q, "organisation") } };
	struct day day;

	if (str_is(go, "met")) {
		if (str_none(met[0].text))
			return fail(&c->errors, INVALID, "name",
			    "Say who was met.");
		m->persons_met = grid_add(c, m->persons_met, met, 3);
	} else {
		if (!ask_day(c, q, "date", &day))
			return false;
		if (str_none(log[1].text))
			return fail(&c->errors, INVALID, "what",
			    "Say what was done, or is to be done.");
		if (str_is(go, "plan"))
			m->plan = grid_add(c, m->plan, plan, 3);
		else
			m->activities = grid_add(c, m->activities, log, 2);
	}
	return flow_save(c, &mission_entity, m);
}

static bool
ask_feedback(struct ctx *c, const struct request *q, const struct mission *m,
    struct node *out, struct reply *r)
{
	bool by_mail = str_is(request_form(q, "go"), "mail"), told = false;
	str key;

	if (!assist_ask(c, m, ask_typed(q, "who"), ask_typed(q, "contact"),
	    &key) || (by_mail && !roster_rate(c, site_address(c, q), m,
	    ask_typed(q, "who"), ask_typed(q, "contact"), key, &told)) ||
	    !head_put(c, m, out))
		return false;
	asked_link_put(c, q, "/rate/", key, ask_typed(q, "who"),
	    str_find(ask_typed(q, "contact"), S("@")) <
	    ask_typed(q, "contact").n ? ask_typed(q, "contact") : (str){ 0 },
	    entity_href(c, &mission_entity, m->row.id), out);
	asked_told_put(by_mail, told, out);
	r->status = 201;
	r->view = "linked.html";
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct mission m;

	if (!find(c, q, &m))
		return false;
	if (str_among(go, "ask mail"))
		return ask_feedback(c, q, &m, out, r);
	r->go = str_print(c->arena, "%s?saved=yes#%s", entity_href(c,
	    &mission_entity, m.row.id).p, str_is(go, "met") ? "met" :
	    str_is(go, "plan") ? "plan" : "log");
	if (!str_among(go, "log plan met"))
		return fail(&c->errors, INVALID, "go",
		    "Say what to add: log, plan, met or ask.");
	return add_row(c, q, &m, go);
}

const struct page mission_post = {
	.method = POST,
	.path   = "/mission/{id}/note",
	.about  = "Adds to a mission: 'go' is log, plan, met, ask (a link "
	    "for feedback) or mail (the same, sent).",
	.view   = "mission.html",
	.again  = &mission_page,
	.of     = &mission_entity,
	.needs  = SEE,
	.run    = accept,
};

/* ---- small steps from the lists ---- */

static bool
answer_question(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct advisory_case k;
	struct programme p;

	(void)out;
	if (!flow_find_text(c, &advisory_case_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &k) || !flow_find(c, &programme_entity,
	    k.programme, &p))
		return false;
	k.answer = ask_typed(q, "answer");
	if (str_none(k.answer))
		return fail(&c->errors, INVALID, "answer",
		    "Write the answer first.");
	k.row.revision = entity_revision_of(q, &k);
	r->go = str_print(c->arena, "%s/assistance?tab=helpdesk&answered=yes",
	    programme_href(c, &p).p);
	return flow_save(c, &advisory_case_entity, &k) && flow_move(c,
	    &advisory_case_entity, k.row.id, k.row.revision, S("answer"),
	    (str){ 0 });
}

const struct page answer_post = {
	.method = POST,
	.path   = "/advisory_case/{id}/answer",
	.about  = "Answers a question to the help-desk; the time is kept.",
	.of     = &advisory_case_entity,
	.needs  = SEE,
	.run    = answer_question,
};
